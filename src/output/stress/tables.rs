//! The tables of a stress.

use super::fields::{cell_fields, result_fields, tried, value_fields};
use super::json::finding_key;
use crate::analysis::crossing::Crossing;
use crate::analysis::stress::{AxisResult, Case, Grid, ranked};
use crate::output::cell::{Cell, with_error};
use crate::output::fields::{cells, heads};
use crate::output::tables::list::ListTable;
use crate::output::words::verdict;

/// A row for each value of each axis.
pub fn points_table(lines: &[AxisResult]) -> ListTable {
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
pub fn breaks_table(lines: &[AxisResult]) -> ListTable {
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
