//! The numbers of the runway: cash by month and the chance of having run out.

use super::data::RunwayOf;
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
    pub(super) horizon: usize,
    /// The highest 95th percentile of any run on these axes.
    pub(super) top: f64,
}

impl<'a> Cash<'a> {
    pub(super) fn of(of: &RunwayOf<'a>, set: &[RunwayOf<'_>]) -> Self {
        let paths = of.provenance.paths as f64;
        let shares = |counts: &[u64]| {
            let shares = counts.iter().map(|count| *count as f64 / paths);
            std::iter::once(0.0).chain(shares).collect::<Vec<f64>>()
        };
        Self {
            months: &of.runway.percentiles,
            singles: &of.runway.singles,
            failed: shares(&of.runway.failed_by),
            sought: shares(&of.runway.sought_money_by),
            horizon: of.runway.failed_by.len().max(1),
            top: set.iter().map(|one| one.runway.highest()).fold(1.0, f64::max),
        }
    }

    pub(super) fn failed_at_end(&self) -> f64 {
        self.failed.last().copied().unwrap_or(0.0)
    }

    pub(super) fn sought_at_end(&self) -> f64 {
        self.sought.last().copied().unwrap_or(0.0)
    }
}
