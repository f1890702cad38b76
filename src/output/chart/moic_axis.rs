//! The logarithmic axis of multiples that charts of single runs share.

use super::like::Domains;
use crate::output::format::moic_tick;
use crate::output::run::chart::data::Returns;

/// Returns below this are near-total losses, which the axis does not show.
pub(in crate::output) const NEAR_TOTAL_LOSS: f64 = 0.1;

/// A multiple of 1 that rounding has made a little less is no loss.
pub(in crate::output) const NO_LOSS: f64 = 1.0 - 1e-9;

/// Ends of the axis that charts of different runs may share.
const TOPS: [f64; 6] = [10.0, 20.0, 40.0, 100.0, 200.0, 400.0];

/// Name of the axis among the domains of a picture.
const NAME: &str = "axis";

/// From a tenth of the capital to a round multiple of it.
pub(in crate::output) struct MoicAxis {
    pub(in crate::output) top: f64,
}

impl MoicAxis {
    /// Up to where at most one path in 200 of any of them lies beyond.
    pub(in crate::output) fn of(set: &[Returns<'_>]) -> Self {
        let holds = |top: &f64| set.iter().all(|one| share_above(one, *top) <= 0.005);
        Self { top: TOPS.into_iter().find(holds).unwrap_or(TOPS[5]) }
    }

    /// That of another picture.
    pub(in crate::output) fn lent(domains: &Domains) -> Option<Self> {
        let (low, top) = domains.span(NAME)?;
        (TOPS.contains(&top) && (low - NEAR_TOTAL_LOSS).abs() < 1e-9).then_some(Self { top })
    }

    /// Its ends, for pictures drawn like this one.
    pub(in crate::output) fn domain(&self) -> (&'static str, Vec<f64>) {
        (NAME, vec![NEAR_TOTAL_LOSS, self.top])
    }

    /// Where a multiple is on an axis from 0 to 1; below 0 for near-total losses.
    pub(in crate::output) fn place(&self, multiple: f64) -> f64 {
        let log = |x: f64| libm::log10(x.max(1e-300));
        let low = log(NEAR_TOTAL_LOSS);
        (log(multiple) - low) / (log(self.top) - low)
    }

    /// The multiple at a place.
    pub(in crate::output) fn at(&self, place: f64) -> f64 {
        NEAR_TOTAL_LOSS * libm::pow(self.top / NEAR_TOTAL_LOSS, place)
    }

    /// Places that no bin and no dot straddles: the ends of the axis and of the
    /// bands.
    pub(in crate::output) fn cuts(&self) -> Vec<f64> {
        let mut cuts = vec![0.0, self.place(NO_LOSS), self.place(3.0), self.place(10.0)];
        if 10.0 < self.top {
            cuts.push(1.0);
        }
        cuts
    }

    /// Places and names of ticks, the most wanted first.
    pub(in crate::output) fn ticks(&self) -> Vec<(f64, String)> {
        let labels =
            [1.0, 3.0, 10.0, 0.1, self.top, 0.3, 0.5, 2.0, 5.0, 20.0, 0.2, 30.0, 40.0, 50.0];
        let inside = labels.into_iter().filter(|x| *x <= self.top);
        inside.map(|x| (self.place(x), moic_tick(x))).collect()
    }
}

/// Share of paths above a multiple.
pub(in crate::output) fn share_above(returns: &Returns<'_>, multiple: f64) -> f64 {
    let above = returns.moic.iter().filter(|x| multiple < **x).count();
    above as f64 / returns.moic.len() as f64
}
