//! Figures by month: percentiles over the panel of paths, and how many paths
//! of all have ended, or sought money, by each month.

use super::estimate::quantile;
use super::outcomes::{MonthFigure, NEVER, Outcomes};
use crate::model::outcome::Route;

/// Percentiles reported for a month.
pub const MONTH_PERCENTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// One month over the panel.
#[derive(Clone, Debug)]
pub struct MonthSpread {
    /// The month.
    pub month: usize,
    /// Panel paths that were not sold before it.
    pub paths: usize,
    /// Percentiles of each figure, in the order of [`MonthFigure::ALL`], at
    /// [`MONTH_PERCENTILES`]; absent where no path has it.
    pub percentiles: [Option<[f64; MONTH_PERCENTILES.len()]>; MonthFigure::COUNT],
}

/// Percentiles of every month figure by month. Paths that failed stay in with
/// no revenue, no cash and no sites, so that only the lucky ones do not seem
/// to be all; paths that were sold leave.
pub fn month_spreads(outcomes: &Outcomes, horizon: usize) -> Vec<MonthSpread> {
    (0..horizon).map(|month| month_spread(outcomes, month)).collect()
}

fn month_spread(outcomes: &Outcomes, month: usize) -> MonthSpread {
    let mut columns = columns_of(outcomes, month);
    let paths = columns[MonthFigure::Cash as usize].len();
    let percentiles = columns.each_mut().map(|values| {
        values.sort_unstable_by(f64::total_cmp);
        (!values.is_empty()).then(|| MONTH_PERCENTILES.map(|p| quantile(values, p).value))
    });
    MonthSpread { month, paths, percentiles }
}

/// The values of each figure in one month, over the paths that have it. All
/// figures of a path are read at once: they lie side by side.
fn columns_of(outcomes: &Outcomes, month: usize) -> [Vec<f64>; MonthFigure::COUNT] {
    let mut columns: [Vec<f64>; MonthFigure::COUNT] = Default::default();
    for index in 0..outcomes.panel.paths() {
        let lived = outcomes.panel.path(index).get(month);
        if lived.is_none() && outcomes.route[index] != Route::Failure {
            continue;
        }
        for (column, figure) in columns.iter_mut().zip(MonthFigure::ALL) {
            let value = lived.map_or_else(|| figure.after_failure(), |at| Some(at.get(figure)));
            column.extend(value.filter(|value| !value.is_nan()));
        }
    }
    columns
}

/// Paths, of all, that have failed by the end of each month.
pub fn failed_by(outcomes: &Outcomes, horizon: usize) -> Vec<u64> {
    let failed = outcomes.route.iter().zip(&outcomes.exit_month);
    let months = failed.filter(|(route, _)| **route == Route::Failure).map(|(_, month)| *month);
    cumulative(months, horizon)
}

/// Paths, of all, that have tried to raise a new round by the end of each
/// month.
pub fn sought_money_by(outcomes: &Outcomes, horizon: usize) -> Vec<u64> {
    let tried = outcomes.first_round_tried.iter().copied();
    cumulative(tried.filter(|month| *month != NEVER), horizon)
}

fn cumulative(months: impl Iterator<Item = u16>, horizon: usize) -> Vec<u64> {
    let mut counts = vec![0; horizon];
    for month in months {
        counts[usize::from(month)] += 1;
    }
    let mut total = 0;
    for count in &mut counts {
        total += *count;
        *count = total;
    }
    counts
}
