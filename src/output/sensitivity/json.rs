//! `sensitivity.json`: what drives a run, for programs and for the record.

use serde_json::{Map, Value, json};

use super::evidence_json::evidence_json;
use super::fields::{of_assumption, of_bar, of_bin, of_group, of_ranks};
use super::words::LUCK;
use crate::analysis::drivers::{Driver, Drivers, Sensitivity, Shares};
use crate::analysis::run_info::RunInfo;
use crate::output::fields::{members, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::{estimate, interval, unit_name};

/// `sensitivity.json`, what drives a run: pretty-printed with a final line end, and with the
/// record.
pub fn sensitivity_json(
    info: &RunInfo,
    of: &Sensitivity,
    remarks: &[String],
    record: &Record,
) -> String {
    record::document(record, sensitivity_value(info, of, remarks))
}

/// The same without the record, as a memo holds it.
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
    let mut all = members(&of_assumption(), driver);
    all.extend(members(&of_bar(), driver));
    all.insert("ends".to_owned(), json!(bar.end_bins().map(|bin| object(&of_bin(), bin))));
    all.insert("bins".to_owned(), json!(bar.bins.len()));
    all.extend(members(&of_ranks(), driver));
    Value::Object(all)
}

fn variance(shares: &Shares) -> Value {
    let found = shares.decomposition.as_ref();
    let names = shares.groups.iter().cloned().chain([vec![LUCK.to_owned()]]);
    let groups = found.map(|found| {
        let groups = found.groups.iter().zip(names).map(|(group, names)| {
            let mut all = Map::from_iter([("group".to_owned(), json!(names))]);
            all.extend(members(&of_group(), group));
            Value::Object(all)
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
