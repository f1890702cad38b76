//! Tables of paths and months as csv.

use crate::analysis::outcomes::{MonthFigure, NEVER, Outcomes};
use crate::analysis::timeline::{MONTH_PERCENTILES, MonthSpread};
use crate::model::outcome::{Figure, Route};

use super::json::percentile_name;

/// A row for each path: returns, ending and operating figures. Absent figures
/// are empty. Numbers are written with all their digits.
pub fn paths_csv(outcomes: &Outcomes, route_names: &[String]) -> Vec<u8> {
    let mut rows = Rows::new();
    let head = [
        "path",
        "moic",
        "irr",
        "npv",
        "route",
        "exit_month",
        "first_round_tried_month",
        "invested",
        "returned",
        "enterprise_value",
        "equity_proceeds",
        "ownership_at_exit",
    ];
    let figures = Figure::ALL.iter().map(|figure| figure.key());
    rows.write(head.into_iter().chain(figures).map(str::to_owned));
    for i in 0..outcomes.len() {
        let tried = outcomes.first_round_tried[i];
        let cells = [
            outcomes.path[i].to_string(),
            number(outcomes.moic[i]),
            number(outcomes.irr[i]),
            number(outcomes.npv[i]),
            route_name(outcomes.route[i], route_names).to_owned(),
            outcomes.exit_month[i].to_string(),
            if tried == NEVER { String::new() } else { tried.to_string() },
            number(outcomes.invested[i]),
            number(outcomes.returned[i]),
            number(outcomes.enterprise_value[i]),
            number(outcomes.equity_proceeds[i]),
            number(outcomes.ownership[i]),
        ];
        let figures = Figure::ALL.iter().map(|figure| number(outcomes.figure(*figure)[i]));
        rows.write(cells.into_iter().chain(figures));
    }
    rows.finish()
}

/// A row for each month: percentiles of each monthly figure.
pub fn months_csv(months: &[MonthSpread]) -> Vec<u8> {
    let mut rows = Rows::new();
    let columns = MonthFigure::ALL.iter().flat_map(|figure| {
        MONTH_PERCENTILES.map(|p| format!("{}_{}", figure.key(), percentile_name(p)))
    });
    rows.write(["month".to_owned(), "paths".to_owned()].into_iter().chain(columns));
    for month in months {
        let values = month.percentiles.iter().flat_map(|of_figure| match of_figure {
            Some(values) => values.map(number),
            None => MONTH_PERCENTILES.map(|_| String::new()),
        });
        rows.write([month.month.to_string(), month.paths.to_string()].into_iter().chain(values));
    }
    rows.finish()
}

/// A route's name for a reader.
pub fn route_name(route: Route, names: &[String]) -> &str {
    match route {
        Route::Failure => "failure",
        Route::Horizon => "horizon",
        Route::Sale(index) => &names[usize::from(index)],
    }
}

/// A cell with all digits; empty where absent.
pub(super) fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// A csv table in memory.
pub(super) struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    pub(super) fn new() -> Self {
        Self(csv::Writer::from_writer(Vec::new()))
    }

    pub(super) fn write(&mut self, cells: impl Iterator<Item = String>) {
        self.0.write_record(cells.map(String::into_bytes)).expect("memory takes every row");
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every row")
    }
}
