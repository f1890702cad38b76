//! Parts of all paths by their NPV.

use super::bins::split;
use super::data::Returns;
use super::histogram::segment;
use crate::output::chart::{BANDS, Segment};
use crate::output::format::part;

/// Shares of total losses, of other paths without gain, and of gains; their
/// percents add to 100.
pub(super) struct Parts {
    pub(super) shares: [f64; 3],
    pub(super) percents: [u32; 3],
}

impl Parts {
    pub(super) fn of(returns: &Returns<'_>) -> Self {
        let total = returns.total_loss.value;
        let above = returns.npv.iter().filter(|x| 0.0 < **x).count();
        let positive = above as f64 / returns.npv.len() as f64;
        let other = (1.0 - total - positive).max(0.0);
        let whole = |share: f64| (100.0 * share).round() as u32;
        let lost = whole(total);
        let gains = whole(positive).min(100 - lost);
        let percents = [lost, split(&[other], 100 - lost - gains)[0], gains];
        Self { shares: [total, other, positive], percents }
    }

    pub(super) fn text(&self, index: usize) -> String {
        part(self.percents[index], self.shares[index])
    }

    pub(super) fn segments(&self) -> Vec<Segment> {
        let names = [
            ("total loss", BANDS[0]),
            ("other NPV of 0 or less", BANDS[2]),
            ("NPV above 0", BANDS[4]),
        ];
        let named = names
            .into_iter()
            .enumerate()
            .map(|(i, (name, colour))| segment(name, self.shares[i], self.text(i), colour));
        named.collect()
    }
}
