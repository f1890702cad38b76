//! `frontier.json`: what a short lead time is worth, for programs and for the record.

use serde_json::{Value, json};

use super::notes::remarks;
use super::report::{FrontierReport, ScenarioName, Verdict};
use crate::analysis::frontier::{Closed, Point, TopUp};
use crate::model::newsvendor::differential_of_premium;
use crate::output::record::{self, Record};
use crate::output::values::estimate;

/// The study as pretty-printed JSON with a final line end.
pub fn frontier_json(report: &FrontierReport, record: &Record) -> String {
    let study = &report.study;
    let medians = &study.medians;
    let named =
        |one: &ScenarioName| json!({ "name": one.name, "file": one.file, "sha256": one.hash });
    let value = json!({
        "scenario": named(&report.scenario),
        "against": report.against.as_ref().map(named),
        "line": report.line,
        "currency": report.currency,
        "run": { "seasons": study.draws, "seed": record::seed(report.seed) },
        "premium_base": "unit cost of the long plan",
        "long_days": study.long_days,
        "mean_long_unit_cost": estimate(&study.mean_cost),
        "second_source_cost": study.second_source,
        "top_up_premium": study.top_up_premium,
        "share_held_back_by_capacity": study.held_back,
        "share_where_leftovers_pay": study.leftovers_pay,
        "medians": {
            "brings_sold": medians.values.sold,
            "brings_left_over": medians.values.left,
            "long_unit_cost": medians.long_cost,
            "short_unit_cost": medians.short_cost,
            "short_days": medians.short_days,
            "forecast_floor": medians.floor,
            "forecast_volatility": medians.volatility,
        },
        "points": study.points.iter().map(point).collect::<Vec<_>>(),
        "own": study.own.as_ref().map(|own| json!({
            "point": point(&own.point),
            "premium": own.as_it_is.as_ref().map(|own| estimate(&own.premium)),
            "share_held_back_by_capacity": own.as_it_is.as_ref().map(|own| own.held_back),
            "gain_per_unit_of_demand": own.as_it_is.as_ref().map(|own| estimate(&own.gain)),
            "verdict": own.as_it_is.as_ref().map(|own| Verdict::of(&own.gain).words()),
        })),
        "remarks": remarks(report),
    });
    record::document(record, value)
}

fn point(point: &Point) -> Value {
    let TopUp { base, units, gain } = &point.top_up;
    let Closed { premium, mixed, top_up, gain: closed_gain, recovered } = &point.closed;
    json!({
        "ratio": point.ratio,
        "days": point.days,
        "closed_form": {
            "premium": premium,
            "cost_differential": differential_of_premium(*premium),
            "top_up_premium": mixed,
            "top_up": {
                "base": top_up.base,
                "units": top_up.top_up,
                "gain_share_of_unit_cost": closed_gain,
                "share_of_mismatch_cost": recovered,
            },
        },
        "simulated": {
            "premium": point.premium.as_ref().map(estimate),
            "cost_differential": point.premium.map(|one| differential_of_premium(one.value)),
            "top_up_premium": point.mixed.as_ref().map(estimate),
            "top_up": {
                "base": estimate(base),
                "units": estimate(units),
                "gain_share_of_unit_cost": estimate(gain),
            },
        },
    })
}
