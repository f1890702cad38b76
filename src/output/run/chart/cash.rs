//! The numbers of the runway: cash by month and the chance of having run out.

use super::data::RunwayOf;
use crate::analysis::runway::RUNWAY_PERCENTILES;
use crate::output::chart::{Scale, SharedAxes};

/// What the runway draws.
pub(in crate::output) struct Cash<'a> {
    /// Percentiles at [`RUNWAY_PERCENTILES`] by month.
    pub(in crate::output) months: &'a [[f64; RUNWAY_PERCENTILES.len()]],
    /// Cash of single paths by month, as long as they last.
    pub(in crate::output) singles: &'a [Vec<f64>],
    /// Shares of paths by the end of each month; 0 months first.
    pub(in crate::output) failed: Vec<f64>,
    pub(in crate::output) sought: Vec<f64>,
    /// The last month that is drawn.
    pub(in crate::output) horizon: usize,
    /// The last month of the run, and the share that ran out by then where that
    /// is after the end of the axis.
    pub(in crate::output) end: usize,
    pub(in crate::output) failed_later: Option<f64>,
    /// The end of the axis.
    pub(in crate::output) axis: usize,
    /// The highest 95th percentile of any run on these axes.
    pub(in crate::output) top: f64,
    /// That of this run.
    pub(in crate::output) highest: f64,
}

/// The highest cash that an axis is made for.
pub(in crate::output) const CASH: Scale = Scale::Amount("highest_cash");

impl<'a> Cash<'a> {
    pub(in crate::output) fn of(of: &RunwayOf<'a>, beside: SharedAxes<'_, RunwayOf<'_>>) -> Self {
        let paths = of.provenance.paths as f64;
        let shares = |counts: &[u64]| {
            let shares = counts.iter().map(|count| *count as f64 / paths);
            std::iter::once(0.0).chain(shares).collect::<Vec<f64>>()
        };
        let end = of.runway.failed_by.len().max(1);
        let axis = Scale::Months.count(beside.like).unwrap_or(end);
        let horizon = end.min(axis);
        let mut failed = shares(&of.runway.failed_by);
        let mut sought = shares(&of.runway.sought_money_by);
        let failed_later = failed.last().copied().filter(|_| horizon < end);
        failed.truncate(horizon + 1);
        sought.truncate(horizon + 1);
        let highest =
            |set: &[RunwayOf<'_>]| set.iter().map(|one| one.runway.highest()).fold(1.0, f64::max);
        Self {
            months: &of.runway.percentiles,
            singles: &of.runway.singles,
            failed,
            sought,
            horizon,
            end,
            failed_later,
            axis,
            top: CASH.amount(beside.like).unwrap_or_else(|| highest(beside.set)),
            highest: of.runway.highest(),
        }
    }

    pub(in crate::output) fn failed_at_end(&self) -> f64 {
        self.failed.last().copied().unwrap_or(0.0)
    }

    pub(in crate::output) fn sought_at_end(&self) -> f64 {
        self.sought.last().copied().unwrap_or(0.0)
    }
}
