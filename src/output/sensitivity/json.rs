//! `sensitivity.json`: what drives a run, for programs and for the record.

use serde_json::{Value, json};

use super::evidence_json::evidence_json;
use super::words::LUCK;
use crate::analysis::drivers::{Driver, Drivers, Sensitivity, Shares};
use crate::analysis::run_info::RunInfo;
use crate::analysis::tornado::Bin;
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::{estimate, interval, unit_name};

/// All of it as pretty-printed JSON with a final line end.
pub fn sensitivity_json(
    info: &RunInfo,
    of: &Sensitivity,
    remarks: &[String],
    record: &Record,
) -> String {
    record::document(record, sensitivity_value(info, of, remarks))
}

/// All of it as a value, without what made it.
pub fn sensitivity_value(info: &RunInfo, of: &Sensitivity, remarks: &[String]) -> Value {
    json!({
        "scenario": record::scenario(info),
        "run": record::run(info),
        "tornado": tornado(&of.drivers),
        "variance": of.shares.as_ref().map(variance),
        "evidence": of.evidence.as_ref().map(evidence_json),
        "correlated": of.tied,
        "drawn_at_events": of.at_events,
        "notes": remarks,
    })
}

fn tornado(drivers: &Drivers) -> Value {
    json!({
        "statistic": drivers.statistic.to_string(),
        "unit": unit_name(drivers.statistic.unit()),
        "over_all_paths": estimate(&drivers.base),
        "noise_of_a_tenth": drivers.noise,
        "assumptions": drivers.all.len(),
        "inside_noise": drivers.inside_noise(),
        "lead_of_the_first": drivers.lead.as_ref().map(estimate),
        "first_leads": drivers.has_leader,
        "bars": drivers.all.iter().map(bar).collect::<Vec<_>>(),
    })
}

fn bar(driver: &Driver) -> Value {
    let bar = &driver.bar;
    json!({
        "assumption": driver.name,
        "unit": driver.unit,
        "difference": estimate(&bar.swing),
        "inside_noise": bar.inside_noise,
        "one_way": bar.one_way,
        "ends": bar.end_bins().map(bin),
        "bins": bar.bins.len(),
        "rank_correlation_with_moic": estimate(&driver.with_moic),
        "rank_correlation_with_npv": estimate(&driver.with_npv),
    })
}

fn bin(bin: &Bin) -> Value {
    json!({
        "assumption_min": bin.low,
        "assumption_median": bin.input,
        "assumption_max": bin.high,
        "paths": bin.paths,
        "value": estimate(&bin.statistic),
    })
}

fn variance(shares: &Shares) -> Value {
    let found = shares.decomposition.as_ref();
    let names = shares.groups.iter().cloned().chain([vec![LUCK.to_owned()]]);
    let groups = found.map(|found| {
        let groups = found.groups.iter().zip(names).map(|(group, names)| {
            json!({
                "group": names,
                "first_order": interval(&group.first),
                "total": interval(&group.total),
                "rows_changed": group.changed,
            })
        });
        groups.collect::<Vec<_>>()
    });
    let luck = found.and_then(|found| found.groups.last());
    json!({
        "outcome": shares.output.name(),
        "caps": shares.caps,
        "rows": found.map(|found| found.rows),
        "mean": found.map(|found| found.mean),
        "variance": found.map(|found| found.variance),
        "first_order_sum_of_assumptions": found.map(|found| interval(&found.first_order_sum)),
        "all_assumptions_together": luck.map(|luck| interval(&luck.total.complement())),
        "assumptions_with_one_another": found.map(|found| interval(&found.together)),
        "no_assumption_explains": luck.map(|luck| interval(&luck.total)),
        "groups": groups,
    })
}
