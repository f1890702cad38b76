//! Figures by month: percentiles over the panel of paths, and how many paths
//! of all have ended, or sought money, by each month.

use super::estimate::quantile_values_with_zeros;
use super::outcomes::{MonthFigure, NEVER, Outcomes};
use crate::model::outcome::Route;

/// Percentiles reported for a month.
pub const MONTH_PERCENTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// One month over the panel.
#[derive(Clone, Debug, Default)]
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
    let panel = &outcomes.panel;
    let failed = panel.months().zip(&outcomes.route).filter(|(_, route)| **route == Route::Failure);
    let ended = failed.filter_map(|(months, _)| u16::try_from(months).ok());
    // Paths that have failed before each month.
    let failed = cumulative(ended.filter(|month| usize::from(*month) < horizon), horizon);
    let mut spreads: Vec<MonthSpread> =
        (0..horizon).map(|month| MonthSpread { month, ..MonthSpread::default() }).collect();
    let mut columns = ByMonth::new(panel.paths(), horizon);
    for figure in MonthFigure::ALL {
        columns.gather(panel.figure(figure));
        for ((spread, values), failed) in spreads.iter_mut().zip(columns.months()).zip(&failed) {
            let zeros = figure.after_failure().map_or(0, |_| *failed as usize);
            if figure == MonthFigure::Cash {
                spread.paths = values.len() + zeros;
            }
            spread.percentiles[figure as usize] = (0 < values.len() + zeros)
                .then(|| quantile_values_with_zeros(values, zeros, MONTH_PERCENTILES));
        }
    }
    spreads
}

/// A figure of paths that is there, month by month.
pub(super) struct ByMonth {
    paths: usize,
    /// Room for all paths in each month.
    values: Vec<f64>,
    /// Where those of each month end.
    ends: Vec<usize>,
}

impl ByMonth {
    /// With room for so many paths and months.
    pub(super) fn new(paths: usize, months: usize) -> Self {
        Self { paths, values: vec![0.0; paths * months], ends: vec![0; months] }
    }

    /// Takes in the months of each path, in place of those it has.
    pub(super) fn gather<'a>(&mut self, paths: impl Iterator<Item = &'a [f64]>) {
        let starts = (0..).step_by(self.paths.max(1));
        self.ends.iter_mut().zip(starts).for_each(|(end, start)| *end = start);
        for months in paths {
            for (value, end) in months.iter().zip(&mut self.ends) {
                // What is absent is written over.
                self.values[*end] = *value;
                *end += usize::from(!value.is_nan());
            }
        }
    }

    /// The values in each month, in the order of the paths.
    pub(super) fn months(&mut self) -> impl Iterator<Item = &mut [f64]> {
        let rooms = self.values.chunks_mut(self.paths.max(1)).zip(&self.ends);
        (0..).step_by(self.paths.max(1)).zip(rooms).map(|(start, (room, end))| {
            let held: usize = *end - start;
            &mut room[..held]
        })
    }
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
