//! Parts of all paths by their IRR.

use super::bins::split;
use super::data::Returns;
use super::histogram::segment;
use crate::output::chart::{BANDS, Segment};
use crate::output::format::part;
use crate::output::given;

pub(super) fn share(returns: &Returns<'_>, holds: impl Fn(f64) -> bool) -> f64 {
    returns.irr.iter().filter(|x| holds(**x)).count() as f64 / returns.irr.len() as f64
}

/// Shares of total losses; of others below both the hurdle and 0; between the
/// two; and at or above both. Their percents add to 100.
pub(super) struct Parts {
    pub(super) shares: [f64; 4],
    percents: [u32; 4],
    /// Share and percent of those that reach the hurdle: the last part, and
    /// the one before it where the hurdle lies below 0.
    pub(super) clears: (f64, u32),
}

impl Parts {
    pub(super) fn of(returns: &Returns<'_>) -> Self {
        let (total, clears) = (returns.total_loss.value, returns.clears_hurdle.value);
        let whole = |share: f64| (100.0 * share).round() as u32;
        let lost = whole(total);
        let cleared = whole(clears).min(100 - lost);
        let short = 100 - lost - cleared;
        if returns.provenance.hurdle_rate < 0.0 {
            let below = (1.0 - total - clears).max(0.0);
            let gains = share(returns, |x| 0.0 <= x).min(clears);
            let parts = split(&[clears - gains, gains], cleared);
            let percents = [lost, short, parts[0], parts[1]];
            let shares = [total, below, clears - gains, gains];
            return Self { shares, percents, clears: (clears, cleared) };
        }
        let negative = (share(returns, |x| x < 0.0) - total).max(0.0);
        let gains = (1.0 - total - negative - clears).max(0.0);
        let parts = split(&[negative, gains], short);
        let percents = [lost, parts[0], parts[1], cleared];
        Self { shares: [total, negative, gains, clears], percents, clears: (clears, cleared) }
    }

    pub(super) fn text(&self, index: usize) -> String {
        part(self.percents[index], self.shares[index])
    }

    pub(super) fn segments(&self, hurdle: f64) -> Vec<Segment> {
        let [low, high] = [hurdle.min(0.0), hurdle.max(0.0)].map(given::share);
        let names = [
            ("total loss".to_owned(), BANDS[0]),
            (format!("below {low}"), BANDS[2]),
            (format!("{low} to {high}"), BANDS[3]),
            (format!("{high} or more"), BANDS[4]),
        ];
        let named = names
            .into_iter()
            .enumerate()
            .filter(|(i, _)| *i != 2 || low != high)
            .map(|(i, (name, colour))| segment(&name, self.shares[i], self.text(i), colour));
        named.collect()
    }
}
