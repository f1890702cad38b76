//! Figures by month: percentiles over the panel of paths, and how many paths
//! of all have ended, or sought money, by each month.

use std::ops::Range;

use super::estimate::quantile_values;
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
    let first_months = (0..horizon).step_by(TOGETHER);
    let spreads = first_months.flat_map(|first| {
        let months = first..horizon.min(first + TOGETHER);
        months.clone().zip(columns_of(outcomes, months)).map(|(month, of)| spread(month, of))
    });
    spreads.collect()
}

/// Months that are gathered at a time: those of a path lie side by side, and paths do not.
const TOGETHER: usize = 6;

/// The values of each figure in one month.
type MonthColumns = [Vec<f64>; MonthFigure::COUNT];

fn spread(month: usize, mut columns: MonthColumns) -> MonthSpread {
    let paths = columns[MonthFigure::Cash as usize].len();
    let percentiles = columns
        .each_mut()
        .map(|values| (!values.is_empty()).then(|| quantile_values(values, MONTH_PERCENTILES)));
    MonthSpread { month, paths, percentiles }
}

/// The values of each figure in some months, over the paths that have them.
fn columns_of(outcomes: &Outcomes, months: Range<usize>) -> Vec<MonthColumns> {
    let paths = outcomes.panel.paths();
    let empty = |_| std::array::from_fn(|_| Vec::with_capacity(paths));
    let mut all: Vec<MonthColumns> = months.clone().map(empty).collect();
    for index in 0..paths {
        let path = outcomes.panel.path(index);
        let has_failed = outcomes.route[index] == Route::Failure;
        for (month, columns) in months.clone().zip(&mut all) {
            let lived = path.get(month);
            if lived.is_none() && !has_failed {
                break;
            }
            for (column, figure) in columns.iter_mut().zip(MonthFigure::ALL) {
                let value = lived.map_or_else(|| figure.after_failure(), |at| Some(at.get(figure)));
                column.extend(value.filter(|value| !value.is_nan()));
            }
        }
    }
    all
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
