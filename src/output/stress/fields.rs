//! What is said of each value that was tried, for JSON and tables.

use crate::analysis::crossing::Point;
use crate::analysis::estimate::Estimate;
use crate::analysis::stress::{AxisResult, GridCell};
use crate::output::fields::Field;

/// A value that was tried of an axis.
pub(super) struct Tried<'a> {
    pub(super) line: &'a AxisResult,
    pub(super) point: &'a Point,
    pub(super) mean_npv: Estimate,
}

pub(super) fn tried(line: &AxisResult) -> impl Iterator<Item = Tried<'_>> {
    let all = line.points.iter().zip(&line.mean_npvs);
    all.map(move |(point, mean_npv)| Tried { line, point, mean_npv: *mean_npv })
}

pub(super) fn value_fields<'a>() -> [Field<Tried<'a>>; 2] {
    [
        Field::new("value", |of: &Tried<'_>| of.point.value),
        Field::new("percentile", |of: &Tried<'_>| of.line.percentile(of.point.value)),
    ]
}

/// What comes of the value.
pub(super) fn result_fields<'a>() -> [Field<Tried<'a>>; 4] {
    [
        Field::estimate("statistic", |of: &Tried<'_>| of.point.statistic),
        Field::estimate("minus_plan", |of: &Tried<'_>| of.point.from_plan),
        Field::new("holds", |of: &Tried<'_>| of.point.holds),
        Field::estimate("mean_npv", |of: &Tried<'_>| of.mean_npv),
    ]
}

pub(super) fn cell_fields() -> [Field<GridCell>; 5] {
    [
        Field::estimate("statistic", |cell: &GridCell| cell.statistic),
        Field::estimate("minus_plan", |cell: &GridCell| cell.from_plan),
        Field::estimate("mean_moic", |cell: &GridCell| cell.mean_moic),
        Field::new("holds", |cell: &GridCell| cell.holds),
        Field::estimate("mean_npv", |cell: &GridCell| cell.mean_npv),
    ]
}
