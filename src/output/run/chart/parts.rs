//! Parts of all paths by what they return, as a strip shows them.

use super::bins::Bands;
use super::data::Returns;
use crate::output::chart::{BANDS, MONEY_BACK, Segment, share_of};
use crate::output::format::{part, split};
use crate::output::given;
use plotters::style::RGBColor;

/// Shares of paths from the worst part to the best; their percents add to 100.
pub(super) struct Parts {
    pub(super) shares: Vec<f64>,
    pub(super) percents: Vec<u32>,
}

/// A name of a part, and its colour.
type Named<'a> = (&'a str, RGBColor);

fn whole(share: f64) -> u32 {
    (100.0 * share).round() as u32
}

impl Parts {
    /// By MOIC: total losses, other near-total ones, other losses, just the capital, and gains to
    /// 3x, to 10x and above; the percents add up to those of the outcome bands.
    pub(super) fn by_moic(returns: &Returns<'_>, bands: &Bands) -> Self {
        let total = returns.total_loss.value;
        let (shares, percents) = (&bands.shares, &bands.percents);
        let near = (shares[0] - total).max(0.0);
        let near_percent = percents[0].saturating_sub(bands.total_loss_percent);
        let pair = |i: usize| (shares[i] + shares[i + 1], percents[i] + percents[i + 1]);
        let lost = (total, bands.total_loss_percent);
        let best = (shares[7], percents[7]);
        let back = (bands.money_back, bands.money_back_percent);
        let (to_3x, percent) = pair(3);
        let to_3x = ((to_3x - back.0).max(0.0), percent - back.1);
        let all = [lost, (near, near_percent), pair(1), back, to_3x, pair(5), best];
        let (shares, percents) = all.into_iter().unzip();
        Self { shares, percents }
    }

    /// By IRR, ascending: total losses; then others below both the hurdle and 0, what is between
    /// the two, and what is at or above both, with just the capital, at 0, where that lies.
    pub(super) fn by_irr(returns: &Returns<'_>) -> Self {
        let hurdle = returns.provenance.rates.target;
        let (total, clears) = (returns.total_loss.value, returns.reaches_target.value);
        let lost = whole(total);
        let cleared = whole(clears).min(100 - lost);
        let short = 100 - lost - cleared;
        let back = returns.money_back();
        let above = share_of(returns.irr, |x| 0.0 <= x);
        let clean = |parts: [f64; 3]| parts.map(|part| part.max(0.0));
        if hurdle <= 0.0 {
            // Below the hurdle, from there to 0, at 0, and above.
            let below = (1.0 - total - clears).max(0.0);
            let gains = above.min(clears);
            let of_cleared = clean([clears - gains, back.min(gains), gains - back]);
            let percents = [vec![lost, short], split(&of_cleared, cleared)].concat();
            let shares = [vec![total, below], of_cleared.to_vec()].concat();
            return Self { shares, percents };
        }
        let negative = share_of(returns.irr, |x| x < 0.0) - total;
        let gains = 1.0 - total - negative.max(0.0) - clears - back;
        let of_short = clean([negative, back, gains]);
        let percents = [vec![lost], split(&of_short, short), vec![cleared]].concat();
        let shares = [vec![total], of_short.to_vec(), vec![clears]].concat();
        Self { shares, percents }
    }

    /// The first part by IRR that reaches the hurdle.
    pub(super) fn clearing(&self, hurdle: f64) -> usize {
        if hurdle <= 0.0 { 2 } else { 4 }
    }

    /// By NPV: total losses, other paths without gain, and gains.
    pub(super) fn by_npv(returns: &Returns<'_>) -> Self {
        let total = returns.total_loss.value;
        let positive = share_of(returns.npv, |x| 0.0 < x);
        let other = (1.0 - total - positive).max(0.0);
        let lost = whole(total);
        let gains = whole(positive).min(100 - lost);
        let percents = vec![lost, split(&[other], 100 - lost - gains)[0], gains];
        Self { shares: vec![total, other, positive], percents }
    }

    /// The share of a part, as printed.
    pub(super) fn text(&self, index: usize) -> String {
        part(self.percents[index], self.shares[index])
    }

    /// As parts of a strip.
    pub(super) fn segments(&self, names: &[Named<'_>]) -> Vec<Segment> {
        let named = names.iter().enumerate().map(|(i, (name, colour))| {
            let percent = self.text(i);
            let names = vec![format!("{name}: {percent}"), percent];
            Segment { share: self.shares[i], names, colour: *colour }
        });
        named.collect()
    }

    /// As parts of a strip, by IRR.
    pub(super) fn rate_segments(&self, hurdle: f64) -> Vec<Segment> {
        let at = given::share(hurdle);
        if hurdle <= 0.0 {
            let mut segments = self.segments(&[
                ("total loss", BANDS[0]),
                (&format!("below {at}"), BANDS[2]),
                (&format!("{at} to 0%"), BANDS[3]),
                ("exactly 0%", MONEY_BACK),
                ("above 0%", BANDS[4]),
            ]);
            // None is between 0 and a hurdle that is printed like it.
            if at == given::share(0.0) {
                segments.remove(2);
            }
            return segments;
        }
        self.segments(&[
            ("total loss", BANDS[0]),
            ("below 0%", BANDS[2]),
            ("exactly 0%", MONEY_BACK),
            (&format!("0% to {at}"), BANDS[3]),
            (&format!("{at} or more"), BANDS[4]),
        ])
    }
}
