//! `stress.json`: what breaks a plan, for programs and for the record.

use serde_json::{Value, json};

use super::fields::{Tried, cell_fields, result_fields, tried, value_fields};
use super::words::{grid_sentences, sentences};
use crate::analysis::crossing::Crossing;
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::{AxisResult, Case, Finding, Findings, Grid, ranked};
use crate::output::fields::{members, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::values::{estimate, unit_name};
use crate::output::words::{condition, verdict};
use crate::sampling::assumptions::Assumption;

/// `stress.json`, what breaks the plan: pretty-printed with a final line end, and with the record.
pub fn stress_json(
    info: &RunInfo,
    found: &Findings,
    remarks: &[String],
    record: &Record,
) -> String {
    record::document(record, stress_value(info, found, remarks))
}

/// The same without the record, as a memo holds it.
pub fn stress_value(info: &RunInfo, found: &Findings, remarks: &[String]) -> Value {
    let currency = info.currency.as_str();
    let names: Vec<&str> =
        ranked(&found.lines).into_iter().map(|index| found.lines[index].name.as_str()).collect();
    json!({
        "scenario": record::scenario(info),
        "run": record::run(info),
        "currency": info.currency,
        "horizon_months": info.horizon_months,
        "nearest_break_first": names,
        "axes": found.lines.iter().map(|line| line_value(line, currency)).collect::<Vec<_>>(),
        "table": found.grid.as_ref().map(|grid| grid_value(grid, currency)),
        "cases": found.cases.iter().map(case_value).collect::<Vec<_>>(),
        "notes": remarks,
    })
}

/// The name of a finding in results.
pub(in crate::output) fn finding_key(finding: Finding) -> &'static str {
    match finding {
        Finding::Breaks(_) => "breaks",
        Finding::Holds => "holds throughout",
        Finding::FailsThroughout => "fails throughout",
        Finding::MendedAt(_) => "plan beyond, mended",
        Finding::BeyondThroughout => "plan beyond throughout",
        Finding::HoldsButPlan => "plan beyond, values hold",
    }
}

fn line_value(line: &AxisResult, currency: &str) -> Value {
    json!({
        "name": line.name,
        "key": line.assumption.name,
        "unit": line.assumption.unit,
        "limit": line.limit.to_string(),
        "limit_in_words": condition(&line.limit, currency),
        "statistic_unit": unit_name(line.limit.statistic.unit()),
        "threshold": line.threshold,
        "plan": {
            "value": line.plan_value(),
            "is_median": !line.is_known(),
            "statistic": estimate(&line.plan),
            "holds": line.plan_holds(),
            "mean_npv": estimate(&line.plan_npv),
        },
        "finding": finding_key(line.finding()),
        "finding_in_words": sentences(line, currency)[0],
        "break": line.crossing().as_ref().map(crossing_value),
        "break_percentile": line.crossing().and_then(|crossing| line.percentile(crossing.value)),
        "chance_beyond": line.chance_beyond(),
        "relative_distance": line.relative_distance(),
        "crossings": line.crossings().iter().map(crossing_value).collect::<Vec<_>>(),
        "points": tried(line).map(|of| point_value(&of)).collect::<Vec<_>>(),
    })
}

fn crossing_value(crossing: &Crossing) -> Value {
    json!({
        "value": crossing.value,
        "low": crossing.low,
        "high": crossing.high,
        "holds": if crossing.holds_below { "below" } else { "above" },
    })
}

fn point_value(of: &Tried<'_>) -> Value {
    let mut all = members(&value_fields(), of);
    all.extend(members(&result_fields(), of));
    Value::Object(all)
}

fn grid_value(grid: &Grid, currency: &str) -> Value {
    let axis = |(assumption, values): &(Assumption, Vec<f64>)| json!({ "key": assumption.name, "unit": assumption.unit, "values": values });
    let cells: Vec<Value> = grid.cells.iter().map(|cell| object(&cell_fields(), cell)).collect();
    json!({
        "rows": axis(&grid.rows),
        "columns": axis(&grid.columns),
        "limit": grid.limit.to_string(),
        "threshold": grid.threshold,
        "plan": {
            "statistic": estimate(&grid.plan.0),
            "mean_moic": estimate(&grid.plan.1),
            "mean_npv": estimate(&grid.plan_npv),
        },
        "finding_in_words": grid_sentences(grid, currency)[0],
        "cells": cells.chunks(grid.columns.1.len()).collect::<Vec<_>>(),
    })
}

fn case_value(case: &Case) -> Value {
    let statistics = case.differences.iter().map(|one| {
        json!({
            "statistic": one.statistic.to_string(),
            "unit": unit_name(one.statistic.unit()),
            "plan": estimate(&one.of.base),
            "case": estimate(&one.of.other),
            "difference": estimate(&one.of.difference),
            "unpaired_standard_error": one.of.unpaired_error,
            "verdict": verdict(one.of.verdict()),
        })
    });
    json!({ "name": case.name, "statistics": statistics.collect::<Vec<_>>() })
}
