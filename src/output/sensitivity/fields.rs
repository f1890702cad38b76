//! What is said of each driver and of each group of assumptions, for JSON and csv.

use crate::analysis::drivers::Driver;
use crate::analysis::evidence::{Doubt, weakness};
use crate::analysis::sobol::Indices;
use crate::analysis::tornado::Bin;
use crate::output::fields::Field;

/// Which assumption.
pub(super) fn of_assumption() -> [Field<Driver>; 2] {
    [
        Field::new("assumption", |driver: &Driver| driver.name.clone()),
        Field::new("unit", |driver: &Driver| driver.unit),
    ]
}

/// What comes of moving it from one end of its bar to the other.
pub(super) fn of_bar() -> [Field<Driver>; 3] {
    [
        Field::estimate("difference", |driver: &Driver| driver.bar.swing),
        Field::new("inside_noise", |driver: &Driver| driver.bar.inside_noise),
        Field::new("one_way", |driver: &Driver| driver.bar.one_way),
    ]
}

/// How returns move with it.
pub(super) fn of_ranks() -> [Field<Driver>; 2] {
    [
        Field::estimate("rank_correlation_with_moic", |driver: &Driver| driver.with_moic),
        Field::estimate("rank_correlation_with_npv", |driver: &Driver| driver.with_npv),
    ]
}

/// Paths in which the assumption is about as large.
pub(super) fn of_bin() -> [Field<Bin>; 5] {
    [
        Field::new("assumption_min", |bin: &Bin| bin.low),
        Field::new("assumption_median", |bin: &Bin| bin.input),
        Field::new("assumption_max", |bin: &Bin| bin.high),
        Field::new("paths", |bin: &Bin| bin.paths),
        Field::estimate("value", |bin: &Bin| bin.statistic),
    ]
}

/// The variance that a group explains.
pub(super) fn of_group() -> [Field<Indices>; 3] {
    [
        Field::share("first_order", |group: &Indices| group.first),
        Field::share("total", |group: &Indices| group.total),
        Field::new("rows_changed", |group: &Indices| group.changed),
    ]
}

/// Which numbers are in doubt.
pub(super) fn of_names() -> [Field<Doubt>; 1] {
    [Field::names("group", |doubt: &Doubt| doubt.names.clone())]
}

/// How much depends on them, and how little is known.
pub(super) fn of_doubt() -> [Field<Doubt>; 5] {
    // A number and its ends: tables say no more of these intervals.
    const COLUMNS: usize = 3;
    [
        Field::new("grade", |doubt: &Doubt| doubt.grade.name()),
        Field::new("without_a_grade", |doubt: &Doubt| doubt.ungraded),
        Field::share("total", |doubt: &Doubt| doubt.influence).in_columns(COLUMNS),
        Field::new("weakness", |doubt: &Doubt| weakness(doubt.grade)),
        Field::share("product", |doubt: &Doubt| doubt.score).in_columns(COLUMNS),
    ]
}
