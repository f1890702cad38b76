//! Histogram of MOIC, on a logarithmic axis.

use super::binning::{bin_width, count, edges, fullest, quartiles};
use super::bins::{Bands, bands};
use super::data::{Returns, percentile};
use super::delimiters::{Marker, on_axis};
use super::hist::{EDGES, FULLEST, Measure, bins_are_over, finish, subtitles};
use super::histogram::{Histogram, segment};
use super::notes::returns_notes;
use super::titles;
use super::titles::loss_and_rest;
use crate::output::chart::{
    BANDS, Bin, Chart, Kind, MoicAxis, NEAR_TOTAL_LOSS, Scale, Segment, SharedAxes, Size, Span,
    Words, share_above,
};
use crate::output::format::{moic, part, small_percent};

/// Draws the histogram of MOIC, on axes and bins of all beside it.
pub fn hist_moic(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = MoicAxis::of(beside.set.iter().map(|one| one.moic), beside.like);
    let edges = EDGES.list(beside.like).unwrap_or_else(|| bin_edges(beside.set, &axis, size));
    let bands = bands(returns);
    let (lost, kept) = loss_and_rest(returns);
    let place = |x: f64| axis.place(x);
    let scale = Marker { place: &place, show: &moic };
    let mut marks: Vec<_> =
        [50, 75, 90, 95].map(|p| scale.percentile(returns.moic_percentiles, p)).into();
    marks.push(scale.mean(returns.mean_moic.value));
    let histogram = Histogram {
        sides: (
            format!("loses money: {lost}"),
            format!("returns capital: {kept}"),
            returns.loss.value,
        ),
        segments: segments(returns, &bands),
        bins: bins(returns, &axis, &edges),
        fullest: FULLEST
            .amount(beside.like)
            .unwrap_or_else(|| fullest(beside.set.iter().map(|one| bins(one, &axis, &edges)))),
        ticks: axis.ticks(),
        reference: axis.place(1.0),
        delimiters: on_axis(marks),
        beyond: beyond(returns, &bands, &axis),
    };
    let mut notes = returns_notes(returns, &bands.shares);
    if let Some(cut) = histogram.cut() {
        notes.insert(0, cut);
    }
    let words = Words {
        provenance: returns.provenance,
        titles: titles::range(returns, bands.maximum),
        subtitles: subtitles(returns, "MOIC", "log scale, line at 1x"),
        basis: "gross of fees, undiscounted",
        notes,
    };
    let value_at = |at: f64| axis.at(at);
    // Edges are places on the axis, from 0 to 1.
    let domains = vec![axis.domain(), EDGES.tells(edges)];
    let measure = Measure { name: "MOIC", kind: &KIND, value_at: &value_at, domains };
    finish(measure, size, &words, &histogram)
}

/// Histogram of MOIC.
pub static KIND: Kind = Kind {
    name: "hist",
    scales: &[Scale::Moic, EDGES, FULLEST],
    agree: |domains, _| bins_are_over(Span { low: 0.0, high: 1.0 }, domains),
    ..Kind::PLAIN
};

/// Places of the multiples that the axis has room for.
fn body<'a>(returns: &Returns<'a>, axis: &'a MoicAxis) -> impl Iterator<Item = f64> + 'a {
    let inside = |x: &f64| NEAR_TOTAL_LOSS <= *x && *x <= axis.top;
    returns.moic.iter().copied().filter(inside).map(|x| axis.place(x))
}

/// Edges for all of a set, with one at every end of a band.
fn bin_edges(set: &[Returns<'_>], axis: &MoicAxis, size: Size) -> Vec<f64> {
    let mut all: Vec<f64> = set.iter().flat_map(|one| body(one, axis)).collect();
    let width = bin_width(quartiles(&mut all), all.len(), 1.0, size);
    edges(&axis.cuts(), width)
}

fn bins(returns: &Returns<'_>, axis: &MoicAxis, edges: &[f64]) -> Vec<Bin> {
    let cuts = axis.cuts();
    let band = |at: f64| cuts[1..cuts.len() - 1].partition_point(|cut| *cut <= at + 1e-9);
    count(body(returns, axis), returns.moic.len(), edges, &|at| BANDS[2 + band(at)])
}

/// Parts of the strip, whose percents add up to those of the outcome bands.
fn segments(returns: &Returns<'_>, bands: &Bands) -> Vec<Segment> {
    let total = returns.total_loss.value;
    let (shares, percents) = (&bands.shares, &bands.share_percents);
    let sum = |from: usize| (shares[from] + shares[from + 1], percents[from] + percents[from + 1]);
    let near = ((shares[0] - total).max(0.0), percents[0].saturating_sub(bands.total_loss_percent));
    let parts = [
        ("0x", (total, bands.total_loss_percent)),
        ("<0.1x", near),
        ("0.1–1x", sum(1)),
        ("1–3x", sum(3)),
        ("3–10x", sum(5)),
        ("≥10x", (shares[7], percents[7])),
    ];
    let named = parts.into_iter().zip(BANDS).map(|((name, (share, percent)), colour)| {
        segment(name, share, part(percent, share), colour)
    });
    named.collect()
}

/// Left the near-total losses, and a median among them; right the best paths.
fn beyond(returns: &Returns<'_>, bands: &Bands, axis: &MoicAxis) -> [(String, String); 2] {
    let near = part(bands.share_percents[0], bands.shares[0]);
    let median = percentile(returns.moic_percentiles, 50).value;
    let hidden =
        if median < NEAR_TOTAL_LOSS { format!(", median {}", moic(median)) } else { String::new() };
    let left = if 0.0 < bands.shares[0] {
        [format!("below 0.1x: {near}, in the strip{hidden}"), format!("<0.1x: {near}{hidden}")]
    } else {
        [String::new(), String::new()]
    };
    let (over, best) = (share_above(returns.moic, axis.top), moic(bands.maximum));
    let right = if 0.0 < over {
        let (over, top) = (small_percent(over), moic(axis.top));
        [format!("{over} above {top}, best {best}"), format!(">{top}: {over}, best {best}")]
    } else {
        [format!("best {best}"), format!("best {best}")]
    };
    let ([long_left, left], [long_right, right]) = (left, right);
    [(long_left, long_right), (left, right)]
}
