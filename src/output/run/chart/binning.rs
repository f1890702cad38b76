//! Bins of histograms: how wide, where, and how many paths in each.

use crate::output::chart::{Bin, Size};
use plotters::style::RGBColor;

/// Bins between the cuts of a range, as near to `width` as fits evenly, so
/// that none straddles a cut.
pub(super) fn edges(cuts: &[f64], width: f64) -> Vec<f64> {
    let mut edges = vec![cuts[0]];
    for pair in cuts.windows(2) {
        let count = ((pair[1] - pair[0]) / width).round().max(1.0) as usize;
        let step = (pair[1] - pair[0]) / count as f64;
        edges.extend((1..count).map(|i| pair[0] + i as f64 * step));
        edges.push(pair[1]);
    }
    edges
}

/// Width by Freedman and Diaconis, bounded to what a size can show.
pub(super) fn bin_width(quartiles: (f64, f64), count: usize, range: f64, size: Size) -> f64 {
    let fewest_most = if size == Size::Half { (10.0, 24.0) } else { (14.0, 36.0) };
    let wanted = 2.0 * (quartiles.1 - quartiles.0) / libm::cbrt(count.max(1) as f64);
    wanted.clamp(range / fewest_most.1, range / fewest_most.0)
}

/// Quartiles of a sample, without sorting all of it.
pub(super) fn quartiles(values: &mut [f64]) -> (f64, f64) {
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let mut at = |share: f64| {
        let index = (share * (values.len() - 1) as f64) as usize;
        *values.select_nth_unstable_by(index, f64::total_cmp).1
    };
    (at(0.25), at(0.75))
}

/// Bins of values between edges, as shares of all `paths`. The last bin has its
/// upper end in it.
pub(super) fn count(
    values: impl Iterator<Item = f64>,
    paths: usize,
    edges: &[f64],
    colour: &dyn Fn(f64) -> RGBColor,
) -> Vec<Bin> {
    let mut counts = vec![0_u64; edges.len() - 1];
    for value in values {
        let bin = edges.partition_point(|edge| *edge <= value).saturating_sub(1);
        counts[bin.min(edges.len() - 2)] += 1;
    }
    let bins = edges.windows(2).zip(counts).map(|(pair, count)| Bin {
        from: pair[0],
        to: pair[1],
        share: count as f64 / paths as f64,
        colour: colour(pair[0]),
    });
    bins.collect()
}

/// Share in the fullest bin of several charts.
pub(super) fn fullest(charts: impl Iterator<Item = Vec<Bin>>) -> f64 {
    charts.flatten().map(|bin| bin.share).fold(0.0, f64::max)
}

/// The same bins at their places on the axis.
pub(super) fn placed(mut bins: Vec<Bin>, place: impl Fn(f64) -> f64) -> Vec<Bin> {
    for bin in &mut bins {
        (bin.from, bin.to) = (place(bin.from), place(bin.to));
    }
    bins
}
