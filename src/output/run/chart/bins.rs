//! Counts of paths by range of MOIC, made in one pass.

use super::data::Returns;
use crate::output::format::whole_percents;

/// Names of the eight bands, worst first.
pub(super) const BAND_NAMES: [&str; 8] =
    ["<0.1x", "0.1–0.5x", "0.5–1x", "1–2x", "2–3x", "3–5x", "5–10x", "≥10x"];

/// Edges between the bands. A preference puts many paths on exactly 1, which
/// rounding must not make a loss.
pub(super) const BAND_EDGES: [f64; 7] = [0.1, 0.5, 1.0 - 1e-9, 2.0, 3.0, 5.0, 10.0];

/// Paths and proceeds by band.
#[derive(Clone, Debug)]
pub(super) struct Bands {
    pub(super) shares: [f64; 8],
    pub(super) share_percents: Vec<u32>,
    pub(super) proceeds: [f64; 8],
    pub(super) proceeds_percents: Vec<u32>,
    pub(super) total_loss_percent: u32,
    pub(super) at_least_3x_percent: u32,
    pub(super) maximum: f64,
}

impl Bands {
    pub(super) fn at_least_3x(&self) -> f64 {
        self.shares[5..].iter().sum()
    }

    /// Whether a band's name already says how good the best path is.
    pub(super) fn maximum_is_shown(&self) -> bool {
        self.maximum < 10.0
    }
}

/// Counts the bands of all paths.
pub(super) fn bands(returns: &Returns<'_>) -> Bands {
    let mut counts = [0_u64; 8];
    let mut sums = [0.0; 8];
    let mut maximum = 0.0_f64;
    for moic in returns.moic {
        let band = BAND_EDGES.partition_point(|edge| edge <= moic);
        counts[band] += 1;
        sums[band] += moic;
        maximum = maximum.max(*moic);
    }
    let total: f64 = sums.iter().sum();
    let shares = counts.map(|count| count as f64 / returns.moic.len() as f64);
    let proceeds = sums.map(|sum| if 0.0 < total { sum / total } else { 0.0 });
    let Percents { bands: share_percents, total_loss, at_least_3x } = percents(returns, &shares);
    Bands {
        shares,
        share_percents,
        proceeds,
        proceeds_percents: whole_percents(&proceeds),
        total_loss_percent: total_loss,
        at_least_3x_percent: at_least_3x,
        maximum,
    }
}

struct Percents {
    bands: Vec<u32>,
    total_loss: u32,
    at_least_3x: u32,
}

/// Whole percents that add up to the printed chances of a loss, of a total
/// loss and of 3x or more, so that no two figures on a picture contradict.
fn percents(returns: &Returns<'_>, shares: &[f64; 8]) -> Percents {
    let whole = |share: f64| (100.0 * share).round() as u32;
    let total = returns.total_loss.value;
    let loss = whole(returns.loss.value).min(100);
    let lost = whole(total).min(loss);
    let gains = whole(shares[5..].iter().sum()).min(100 - loss);
    let losing = split(&[(shares[0] - total).max(0.0), shares[1], shares[2]], loss - lost);
    let keeping = split(&shares[3..5], 100 - loss - gains);
    let mut parts = vec![losing[0] + lost, losing[1], losing[2]];
    parts.extend(keeping);
    parts.extend(split(&shares[5..], gains));
    Percents { bands: parts, total_loss: lost, at_least_3x: gains }
}

/// Splits `total` percents by weight, the largest remainders rounded up.
pub(super) fn split(weights: &[f64], total: u32) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| w / sum * f64::from(total)).collect();
    let mut parts: Vec<u32> = exact.iter().map(|x| x.floor() as u32).collect();
    let missing = total.saturating_sub(parts.iter().sum()) as usize;
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder = |i: usize| exact[i] - exact[i].floor();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b)));
    order.iter().take(missing).for_each(|i| parts[*i] += 1);
    parts
}
