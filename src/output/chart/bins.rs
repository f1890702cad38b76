//! Bins over an axis: where they are, how many values are in each, and how they are drawn.

use super::colours::PAPER;
use super::display::Area;
use super::few::first_from;
use super::marks::{hatch, notch};
use super::plot::Plot;
use super::span::Span;
use plotters::style::RGBColor;

/// A bin over an axis, with the share of paths in it.
pub(in crate::output) struct Bin {
    pub(in crate::output) from: f64,
    pub(in crate::output) to: f64,
    pub(in crate::output) share: f64,
    /// What of it is hatched: valued by rule.
    pub(in crate::output) by_rule: f64,
    pub(in crate::output) colour: RGBColor,
}

/// A value that is counted, and whether it is of a path that a rule values at the horizon.
pub(in crate::output) type Value = (f64, bool);

/// Tops that axes of bins have, the first unless a bin is higher.
const TOPS: [f64; 5] = [0.08, 0.15, 0.3, 0.6, 1.0];

/// The top of an axis of bins with so much in the fullest.
pub(in crate::output) fn top_of(fullest: f64) -> f64 {
    first_from(&TOPS, fullest)
}

/// Where bins end: at every cut, so that none straddles one, and between two cuts as near to a
/// width as fits evenly. They do not depend on what is counted, so that bars of different runs
/// mean the same.
pub(in crate::output) fn bin_edges(cuts: &[f64], width: f64) -> Vec<f64> {
    let mut edges = vec![cuts[0]];
    for pair in cuts.windows(2) {
        let count = ((pair[1] - pair[0]) / width).round().max(1.0) as usize;
        let step = (pair[1] - pair[0]) / count as f64;
        edges.extend((1..count).map(|i| nine_decimals(pair[0] + i as f64 * step)));
        edges.push(pair[1]);
    }
    edges
}

/// The same number whichever cuts it lies between: bins of runs that are cut elsewhere share all
/// other edges.
fn nine_decimals(edge: f64) -> f64 {
    const SCALE: f64 = 1e9;
    (SCALE * edge).round() / SCALE
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
    values: impl Iterator<Item = Value>,
    paths: usize,
    edges: &[f64],
    colour: impl Fn(f64) -> RGBColor,
) -> Vec<Bin> {
    let mut counts = vec![[0_u64; 2]; edges.len() - 1];
    for (value, by_rule) in values {
        let bin = edges.partition_point(|edge| *edge <= value).saturating_sub(1);
        counts[bin.min(edges.len() - 2)][usize::from(by_rule)] += 1;
    }
    let bins = edges.windows(2).zip(counts).map(|(pair, [paid, by_rule])| Bin {
        from: pair[0],
        to: pair[1],
        share: (paid + by_rule) as f64 / paths as f64,
        by_rule: by_rule as f64 / paths as f64,
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
    if 0.0 < bin.by_rule {
        let (left, bottom) = axes.at(bin.from, (bin.share - bin.by_rule).min(most));
        hatch(page, Area { left, top: y, right: x, bottom }, bin.colour);
    }
    page.line(&[(x, y), (x, plot.area.bottom)], 0.4, PAPER);
    if most < bin.share {
        notch(page, (axes.at(bin.from, 0.0).0, y + 8.0), (x, y + 5.0));
    }
}
