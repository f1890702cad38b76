//! Bins over an axis: how wide, where, how many values in each, and how they are drawn.

use super::colours::PAPER;
use super::marks::notch;
use super::plot::Plot;
use super::size::Size;
use super::span::Span;
use plotters::style::RGBColor;

/// A bin over an axis, with the share of paths in it.
pub(in crate::output) struct Bin {
    pub(in crate::output) from: f64,
    pub(in crate::output) to: f64,
    pub(in crate::output) share: f64,
    pub(in crate::output) colour: RGBColor,
}

/// Where bins end: at every cut, so that none straddles one, and between two cuts as near as fits
/// evenly to a width by Freedman and Diaconis, bounded to what a size can show, and then rounded.
pub(in crate::output) fn bin_edges(
    mut values: Vec<f64>,
    cuts: &[f64],
    round: fn(f64) -> f64,
    size: Size,
) -> Vec<f64> {
    let range = cuts[cuts.len() - 1] - cuts[0];
    let quartiles = quartiles(&mut values);
    let (fewest, most) = if size == Size::Half { (10.0, 24.0) } else { (14.0, 36.0) };
    let wanted = 2.0 * (quartiles.1 - quartiles.0) / libm::cbrt(values.len().max(1) as f64);
    let width = round(wanted.clamp(range / most, range / fewest));
    let mut edges = vec![cuts[0]];
    for pair in cuts.windows(2) {
        let count = ((pair[1] - pair[0]) / width).round().max(1.0) as usize;
        let step = (pair[1] - pair[0]) / count as f64;
        edges.extend((1..count).map(|i| pair[0] + i as f64 * step));
        edges.push(pair[1]);
    }
    edges
}

/// Quartiles of a sample, without sorting all of it.
fn quartiles(values: &mut [f64]) -> (f64, f64) {
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let mut at = |share: f64| {
        let index = (share * (values.len() - 1) as f64) as usize;
        *values.select_nth_unstable_by(index, f64::total_cmp).1
    };
    (at(0.25), at(0.75))
}

/// The share of values of which something holds.
pub(in crate::output) fn share_of(values: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    values.iter().filter(|value| holds(**value)).count() as f64 / values.len() as f64
}

/// What at most two in a hundred of some values exceed, if there are any.
pub(in crate::output) fn p98(mut values: Vec<f64>) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    Some(*values.select_nth_unstable_by(last * 98 / 100, f64::total_cmp).1)
}

/// Bins of values between edges, as shares of all `paths`. The last bin has its
/// upper end in it.
pub(in crate::output) fn bins(
    values: &[f64],
    paths: usize,
    edges: &[f64],
    colour: impl Fn(f64) -> RGBColor,
) -> Vec<Bin> {
    let mut counts = vec![0_u64; edges.len() - 1];
    for value in values {
        let bin = edges.partition_point(|edge| edge <= value).saturating_sub(1);
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

/// Whether edges of bins lie over an axis as a whole.
pub(in crate::output) fn are_over(edges: Option<&[f64]>, axis: Span) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * axis.length();
    edges.is_some_and(|edges| near(edges[0], axis.low) && near(edges[edges.len() - 1], axis.high))
}

/// Draws a bin, with a notch where it holds more than the scale has room for.
pub(in crate::output) fn bin(plot: &Plot<'_>, bin: &Bin, most: f64) {
    let (page, axes) = (plot.page, &plot.axes);
    let drawn = bin.share.min(most);
    axes.bar((bin.from, 0.0), (bin.to, drawn), bin.colour);
    let (x, y) = axes.at(bin.to, drawn);
    page.line(&[(x, y), (x, plot.area.bottom)], 0.4, PAPER);
    if most < bin.share {
        notch(page, (axes.at(bin.from, 0.0).0, y + 8.0), (x, y + 5.0));
    }
}
