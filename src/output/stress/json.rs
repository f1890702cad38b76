//! `stress.json` and the tables of a stress.

use serde_json::{Value, json};

use super::words::{grid_sentences, sentences};
use crate::analysis::crossing::{Crossing, Point};
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::{self, Case, Finding, Findings, Grid, Line, ranked};
use crate::output::cell::{Cell, with_error};
use crate::output::fields::{Field, cells, heads, members, object};
use crate::output::record;
use crate::output::record::Record;
use crate::output::tables::list::ListTable;
use crate::output::values::{estimate, unit_name};
use crate::output::words::{condition, verdict};
use crate::sampling::assumptions::Assumption;

/// All of it as pretty-printed JSON with a final line end.
pub fn stress_json(
    info: &RunInfo,
    found: &Findings,
    remarks: &[String],
    record: &Record,
) -> String {
    record::document(record, stress_value(info, found, remarks))
}

/// All of it as a value, without what made it.
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
fn finding_key(finding: Finding) -> &'static str {
    match finding {
        Finding::Breaks(_) => "breaks",
        Finding::Holds => "holds throughout",
        Finding::FailsThroughout => "fails throughout",
        Finding::MendedAt(_) => "plan beyond, mended",
        Finding::BeyondThroughout => "plan beyond throughout",
        Finding::HoldsButPlan => "plan beyond, values hold",
    }
}

fn line_value(line: &Line, currency: &str) -> Value {
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

/// A value that was tried of an axis.
struct Tried<'a> {
    line: &'a Line,
    point: &'a Point,
}

fn tried(line: &Line) -> impl Iterator<Item = Tried<'_>> {
    line.points.iter().map(move |point| Tried { line, point })
}

fn value_fields<'a>() -> [Field<Tried<'a>>; 2] {
    [
        Field::new("value", |of: &Tried<'_>| of.point.value),
        Field::new("percentile", |of: &Tried<'_>| of.line.percentile(of.point.value)),
    ]
}

/// What comes of the value.
fn result_fields<'a>() -> [Field<Tried<'a>>; 3] {
    [
        Field::estimate("statistic", |of: &Tried<'_>| of.point.statistic),
        Field::estimate("minus_plan", |of: &Tried<'_>| of.point.from_plan),
        Field::new("holds", |of: &Tried<'_>| of.point.holds),
    ]
}

fn point_value(of: &Tried<'_>) -> Value {
    let mut all = members(&value_fields(), of);
    all.extend(members(&result_fields(), of));
    Value::Object(all)
}

fn cell_fields() -> [Field<stress::Cell>; 4] {
    [
        Field::estimate("statistic", |cell: &stress::Cell| cell.statistic),
        Field::estimate("minus_plan", |cell: &stress::Cell| cell.from_plan),
        Field::estimate("mean_moic", |cell: &stress::Cell| cell.mean_moic),
        Field::new("holds", |cell: &stress::Cell| cell.holds),
    ]
}

fn grid_value(grid: &Grid, currency: &str) -> Value {
    let axis = |(assumption, values): &(Assumption, Vec<f64>)| json!({ "key": assumption.name, "unit": assumption.unit, "values": values });
    let cells: Vec<Value> = grid.cells.iter().map(|cell| object(&cell_fields(), cell)).collect();
    json!({
        "rows": axis(&grid.rows),
        "columns": axis(&grid.columns),
        "limit": grid.limit.to_string(),
        "threshold": grid.threshold,
        "plan": { "statistic": estimate(&grid.plan.0), "mean_moic": estimate(&grid.plan.1) },
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

/// A row for each value of each axis.
pub fn points_table(lines: &[Line]) -> ListTable {
    let mut head = ["axis", "key"].map(str::to_owned).to_vec();
    head.extend(heads(&value_fields()));
    head.push("limit".to_owned());
    head.extend(heads(&result_fields()));
    let mut rows = ListTable::new(head);
    for line in lines {
        for of in tried(line) {
            let mut row: Vec<Cell> =
                vec![line.name.as_str().into(), line.assumption.name.as_str().into()];
            row.extend(cells(&value_fields(), &of));
            row.push(line.limit.to_string().into());
            row.extend(cells(&result_fields(), &of));
            rows.push(row);
        }
    }
    rows
}

/// A row for each axis, the nearest break first.
pub fn breaks_table(lines: &[Line]) -> ListTable {
    let head = [
        "axis",
        "key",
        "unit",
        "limit",
        "plan",
        "finding",
        "break",
        "break_low",
        "break_high",
        "holds",
        "relative_distance",
        "break_percentile",
        "chance_beyond",
        "lowest_tried",
        "highest_tried",
    ];
    let mut rows = ListTable::new(head);
    for index in ranked(lines) {
        let line = &lines[index];
        let crossing = line.crossing();
        let side = |one: Crossing| if one.holds_below { "below" } else { "above" };
        let (low, high) = line.range();
        rows.push(vec![
            line.name.as_str().into(),
            line.assumption.name.as_str().into(),
            line.assumption.unit.into(),
            line.limit.to_string().into(),
            line.plan_value().into(),
            finding_key(line.finding()).into(),
            crossing.map(|one| one.value).into(),
            crossing.and_then(|one| one.low).into(),
            crossing.and_then(|one| one.high).into(),
            crossing.map(side).map_or(Cell::Absent, Cell::from),
            line.relative_distance().into(),
            crossing.and_then(|one| line.percentile(one.value)).into(),
            line.chance_beyond().into(),
            low.into(),
            high.into(),
        ]);
    }
    rows
}

/// A row for each cell of the table.
pub fn cells_table(grid: &Grid) -> ListTable {
    let keys = [grid.rows.0.name.as_str(), grid.columns.0.name.as_str(), "limit"];
    let keys = keys.map(str::to_owned).into_iter();
    let mut rows = ListTable::new(keys.chain(heads(&cell_fields())));
    for (row, value) in grid.rows.1.iter().enumerate() {
        for (column, other) in grid.columns.1.iter().enumerate() {
            let mut line: Vec<Cell> =
                vec![(*value).into(), (*other).into(), grid.limit.to_string().into()];
            line.extend(cells(&cell_fields(), grid.cell(row, column)));
            rows.push(line);
        }
    }
    rows
}

/// A row for each statistic of each case.
pub fn cases_table(cases: &[Case]) -> ListTable {
    let head = [
        "case",
        "statistic",
        "plan",
        "plan_standard_error",
        "case_value",
        "case_standard_error",
        "difference",
        "difference_standard_error",
        "unpaired_standard_error",
        "verdict",
    ];
    let mut rows = ListTable::new(head);
    for case in cases {
        for one in &case.differences {
            let of = &one.of;
            let mut row: Vec<Cell> =
                vec![case.name.as_str().into(), one.statistic.to_string().into()];
            row.extend([&of.base, &of.other, &of.difference].into_iter().flat_map(with_error));
            row.extend([Cell::error(of.unpaired_error), verdict(of.verdict()).into()]);
            rows.push(row);
        }
    }
    rows
}
