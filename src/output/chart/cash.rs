//! The numbers of the runway: cash by month and the chance of having run out.

use super::data::RunwayOf;
use super::like::{Beside, Domains};
use crate::analysis::runway::RUNWAY_PERCENTILES;

/// What the runway draws.
pub(super) struct Cash<'a> {
    /// Percentiles at [`RUNWAY_PERCENTILES`] by month.
    pub(super) months: &'a [[f64; RUNWAY_PERCENTILES.len()]],
    /// Cash of single paths by month, as long as they last.
    pub(super) singles: &'a [Vec<f64>],
    /// Shares of paths by the end of each month; 0 months first.
    pub(super) failed: Vec<f64>,
    pub(super) sought: Vec<f64>,
    /// The last month that is drawn.
    pub(super) horizon: usize,
    /// The last month of the run, and the share that ran out by then where that
    /// is after the end of the axis.
    pub(super) end: usize,
    pub(super) failed_later: Option<f64>,
    /// The end of the axis.
    pub(super) axis: usize,
    /// The highest 95th percentile of any run on these axes.
    pub(super) top: f64,
    /// That of this run.
    pub(super) highest: f64,
}

/// Name of the highest cash that an axis is made for.
pub(super) const CASH: &str = "highest_cash";

/// Whether another picture tells its axes of time and of cash.
pub(super) fn can_lend(domains: &Domains) -> bool {
    domains.months().is_some() && domains.amount(CASH).is_some()
}

impl<'a> Cash<'a> {
    pub(super) fn of(of: &RunwayOf<'a>, beside: Beside<'_, RunwayOf<'_>>) -> Self {
        let paths = of.provenance.paths as f64;
        let shares = |counts: &[u64]| {
            let shares = counts.iter().map(|count| *count as f64 / paths);
            std::iter::once(0.0).chain(shares).collect::<Vec<f64>>()
        };
        let end = of.runway.failed_by.len().max(1);
        let axis = beside.axes(|_| end, Domains::months);
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
            top: beside.axes(highest, |lent| lent.amount(CASH)),
            highest: of.runway.highest(),
        }
    }

    pub(super) fn failed_at_end(&self) -> f64 {
        self.failed.last().copied().unwrap_or(0.0)
    }

    pub(super) fn sought_at_end(&self) -> f64 {
        self.sought.last().copied().unwrap_or(0.0)
    }
}
