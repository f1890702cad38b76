//! `summary.json`: a run in figures, for programs and for the record.
use crate::output::values::{estimate, percentile_name, unit_name};
use crate::output::worth::price_value;

use serde_json::{Map, Value, json};

use super::base_rates::base_rates_value;
use super::precision::Precise;
use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::ranks::RankCorrelation;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::{
    CauseSummary, FigureSummary, LineSummary, PERCENTILES, RouteSummary, Spread, Summary,
};
use crate::model::outcome::Figure;
use crate::model::returns::IrrKind;
use crate::output::assumption_table::assumptions_json;
use crate::output::cap_table::cap_table_value;
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::paths::kind_name;

/// `summary.json`: the summary with the record, pretty-printed with a final line end.
pub fn summary_json(
    info: &RunInfo,
    summary: &Summary,
    (caveats, precise): (&[String], &Precise),
    assumptions: &[AssumptionRow],
    record: &Record,
) -> String {
    let mut value = summary_value(info, summary, caveats, assumptions);
    value["precision"] = precise.value();
    record::document(record, value)
}

/// The summary as a value, without what made it.
pub fn summary_value(
    info: &RunInfo,
    summary: &Summary,
    caveats: &[String],
    assumptions: &[AssumptionRow],
) -> Value {
    let tail = &summary.tail;
    json!({
        "scenario": record::scenario(info),
        "run": record::run(info),
        "probabilities": {
            "loss": estimate(&summary.loss),
            "total_loss": estimate(&summary.total_loss),
            "near_total_loss": estimate(&summary.near_total_loss),
            "moic_at_least_3": estimate(&summary.at_least_3x),
            "moic_at_least_10": estimate(&summary.at_least_10x),
            "irr_at_least_hurdle": estimate(&summary.reaches_target),
        },
        "moic": spread(&summary.moic),
        "irr": spread(&summary.irr),
        "npv": spread(&summary.npv),
        "break_even_rate": summary.break_even_rate.as_ref().map(estimate),
        "break_even_price": summary.break_even_price.as_ref().map(|(price, _)| price_value(price)),
        "tail": {
            "top_1_percent_share_of_mean": tail.top_1_percent_share,
            "hill_index": tail.hill_index,
            "heavy": tail.is_heavy(),
        },
        "irr_kinds": summary.irr_kinds.iter().map(|(kind, paths)| irr_kind(*kind, *paths)).collect::<Vec<_>>(),
        "routes": summary.routes.iter().map(route).collect::<Vec<_>>(),
        "failures": summary.failures.iter().map(failure).collect::<Vec<_>>(),
        "operations": operations(&summary.figures),
        "lines": summary.lines.iter().map(line).collect::<Vec<_>>(),
        "cap_table": cap_table_value(&summary.cap_table),
        "correlations": summary.correlations.iter().map(correlation).collect::<Vec<_>>(),
        "base_rates": base_rates_value(&summary.base_rates),
        "caveats": caveats,
        "assumptions": assumptions_json(assumptions),
    })
}

fn spread(spread: &Spread) -> Value {
    let mut percentiles = Map::new();
    for (p, value) in PERCENTILES.iter().zip(&spread.percentiles) {
        percentiles.insert(percentile_name(*p), estimate(value));
    }
    json!({
        "paths": spread.paths,
        "mean": estimate(&spread.mean),
        "percentiles": percentiles,
        "min": spread.min,
        "max": spread.max,
    })
}

fn irr_kind(kind: IrrKind, paths: usize) -> Value {
    json!({ "kind": kind_name(kind), "paths": paths })
}

fn route(route: &RouteSummary) -> Value {
    let months = route.exit_month.as_ref().map(|[low, middle, high]| {
        json!({ "p10": estimate(low), "p50": estimate(middle), "p90": estimate(high) })
    });
    json!({
        "name": route.name,
        "paths": route.paths,
        "share": estimate(&route.share),
        "month": months,
        "mean_moic": route.mean_moic.as_ref().map(estimate),
    })
}

fn failure(of: &CauseSummary) -> Value {
    json!({ "cause": of.cause.key(), "paths": of.paths, "share": estimate(&of.share) })
}

fn correlation(pair: &RankCorrelation) -> Value {
    json!({
        "between": pair.between,
        "asked": pair.asked,
        "achieved": estimate(&pair.achieved),
    })
}

fn line(line: &LineSummary) -> Value {
    json!({
        "name": line.name,
        "batch_gross_margin": {
            "unit": unit_name(Figure::BatchGrossMargin.unit()),
            "distribution": line.batch_gross_margin.as_ref().map(spread),
        },
    })
}

fn operations(figures: &[FigureSummary]) -> Value {
    let mut all = Map::new();
    for FigureSummary { figure, spread: of } in figures {
        let value = json!({
            "unit": unit_name(figure.unit()),
            "distribution": of.as_ref().map(spread),
        });
        all.insert(figure.key().to_owned(), value);
    }
    Value::Object(all)
}
