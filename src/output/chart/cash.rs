//! The numbers of the runway: cash by month and the chance of having run out.

use super::data::{Ending, Runway};
use crate::analysis::estimate::quantile;

/// Probabilities of the fan's edges and its middle.
const EDGES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// What the runway draws.
pub(super) struct Cash {
    /// Percentiles at [`EDGES`] by month.
    pub(super) months: Vec<[f64; 7]>,
    /// Cash of single paths by month, as long as they last.
    pub(super) singles: Vec<Vec<f64>>,
    /// Shares of paths by the end of each month; 0 months first.
    pub(super) failed: Vec<f64>,
    pub(super) sought: Vec<f64>,
    pub(super) horizon: usize,
    /// The highest 95th percentile of any run on these axes.
    pub(super) top: f64,
}

impl Cash {
    pub(super) fn of(runway: &Runway<'_>, set: &[Runway<'_>]) -> Self {
        let horizon = runway.failed_by.len().max(1);
        let paths = runway.provenance.paths as f64;
        let shares = |counts: &[u64]| {
            let shares = counts.iter().map(|count| *count as f64 / paths);
            std::iter::once(0.0).chain(shares).collect::<Vec<f64>>()
        };
        Self {
            months: (0..horizon).map_while(|month| percentiles(runway, month)).collect(),
            singles: singles(runway),
            failed: shares(runway.failed_by),
            sought: shares(runway.sought_money_by),
            horizon,
            top: set.iter().map(highest).fold(1.0, f64::max),
        }
    }

    pub(super) fn failed_at_end(&self) -> f64 {
        self.failed.last().copied().unwrap_or(0.0)
    }

    pub(super) fn sought_at_end(&self) -> f64 {
        self.sought.last().copied().unwrap_or(0.0)
    }
}

/// Over the panel: failed paths stay in at zero, and sold ones at the cash they
/// were sold with, so that every month is of the same paths and the share at
/// zero is that of the lower panel.
fn percentiles(runway: &Runway<'_>, month: usize) -> Option<[f64; 7]> {
    let value = |(months, ending): &(&[f64], Ending)| match months.get(month) {
        Some(cash) => cash.max(0.0),
        None if *ending == Ending::Failed => 0.0,
        None => months.last().copied().unwrap_or(0.0).max(0.0),
    };
    let mut values: Vec<f64> = runway.panel.iter().map(value).collect();
    values.sort_unstable_by(f64::total_cmp);
    (!values.is_empty()).then(|| EDGES.map(|p| quantile(&values, p).value))
}

/// The highest 95th percentile of any month.
fn highest(runway: &Runway<'_>) -> f64 {
    let months = (0..runway.failed_by.len().max(1)).map_while(|month| percentiles(runway, month));
    months.map(|edges| edges[6]).fold(0.0, f64::max)
}

/// Four paths of the panel, short-lived to long-lived, chosen so that the same
/// run always shows the same ones.
fn singles(runway: &Runway<'_>) -> Vec<Vec<f64>> {
    let last = |months: &[f64]| months.last().copied().unwrap_or(0.0);
    let mut order: Vec<usize> = (0..runway.panel.len()).collect();
    order.sort_by(|a, b| {
        let key = |i: usize| (runway.panel[i].0.len() as f64, last(runway.panel[i].0));
        let ((a0, a1), (b0, b1)) = (key(*a), key(*b));
        a0.total_cmp(&b0).then(a1.total_cmp(&b1)).then(a.cmp(b))
    });
    let pick = |p: f64| order.get((p * order.len() as f64) as usize).copied();
    let mut chosen: Vec<usize> = [0.1, 0.35, 0.6, 0.85].into_iter().filter_map(pick).collect();
    chosen.dedup();
    chosen.iter().map(|i| runway.panel[*i].0.iter().map(|cash| cash.max(0.0)).collect()).collect()
}
