//! Histogram of NPV at the hurdle rate, on a linear axis.

use super::binning::{bin_width, count, edges, fullest, placed, quartiles};
use super::data::Returns;
use super::delimiters::{Marker, on_axis};
use super::hist::{EDGES, FULLEST, Measure, bins_are_over, finish, subtitles};
use super::histogram::Histogram;
use super::notes::npv_notes;
use super::npv_parts::Parts;
use super::titles;
use super::titles::npv_largest;
use crate::output::chart::{
    BANDS, Bin, Chart, Kind, Scale, SharedAxes, Size, Span, Words, ends, round_step, ticks,
};
use crate::output::format::{Money, part, small_percent};

/// Draws the histogram of NPV, on axes and bins of all beside it.
pub fn hist_npv(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = Axis::of(beside);
    let edges = EDGES.list(beside.like).unwrap_or_else(|| bin_edges(beside.set, &axis, size));
    let parts = Parts::of(returns);
    let largest = LARGEST.amount(beside.like).unwrap_or_else(|| npv_largest(beside.set));
    let unit = Money::scale(largest, &returns.provenance.currency);
    let (place, show) = (|x: f64| axis.place(x), |x: f64| unit.of(x));
    let scale = Marker { place: &place, show: &show };
    let mut marks: Vec<_> =
        [50, 75, 90, 95].map(|p| scale.percentile(returns.npv_percentiles, p)).into();
    marks.push(scale.mean(returns.mean_npv.value));
    let [.., positive] = parts.percents;
    let mut wanted = vec![0.0];
    wanted.extend(ticks(axis.low, axis.high, if size == Size::Half { 5 } else { 8 }));
    let histogram = Histogram {
        sides: (
            format!("NPV of 0 or less: {}", part(100 - positive, 1.0 - parts.shares[2])),
            format!("NPV above 0: {}", parts.text(2)),
            1.0 - parts.shares[2],
        ),
        segments: parts.segments(),
        bins: placed(bins(returns, &axis, &edges), place),
        fullest: FULLEST
            .amount(beside.like)
            .unwrap_or_else(|| fullest(beside.set.iter().map(|one| bins(one, &axis, &edges)))),
        ticks: wanted.into_iter().map(|x| (axis.place(x), unit.tick(x))).collect(),
        reference: axis.place(0.0),
        delimiters: on_axis(marks),
        beyond: beyond(returns, (&parts, &axis), &unit),
    };
    let mut notes = npv_notes(returns, &parts.shares, &unit);
    if let Some(cut) = histogram.cut() {
        notes.insert(0, cut);
    }
    let words = Words {
        provenance: returns.provenance,
        titles: titles::value(returns, (parts.shares[2], &parts.text(2)), &unit),
        subtitles: subtitles(returns, "NPV", "line at 0"),
        basis: "gross of fees, discounted at the hurdle rate",
        notes,
    };
    let value_at = |at: f64| axis.low + at * (axis.high - axis.low);
    let domains = vec![
        AMOUNTS.tells([axis.low, axis.high]),
        EDGES.tells(edges),
        LARGEST.tells([largest.max(1.0)]),
    ];
    let measure = Measure { name: "NPV", kind: &KIND, value_at: &value_at, domains };
    finish(measure, size, &words, &histogram)
}

/// The axis, on both sides of 0.
const AMOUNTS: Scale = Scale::Values("axis", |values| {
    ends(values).is_some_and(|axis| axis.low < 0.0 && 0.0 < axis.high)
});
/// The amount whose unit all figures are printed in.
const LARGEST: Scale = Scale::Amount("largest_amount");

/// Histogram of NPV.
pub static KIND: Kind = Kind {
    name: "hist-npv",
    in_money: true,
    scales: &[AMOUNTS, EDGES, FULLEST, LARGEST],
    agree: |domains, _| {
        let edges = EDGES.values(Some(domains)).unwrap_or_default();
        let axis = AMOUNTS.span(Some(domains));
        axis.is_some_and(|axis| bins_are_over(axis, domains))
            && edges.iter().any(|edge| edge.abs() <= 0.0)
    },
    ..Kind::PLAIN
};

/// From the worst path that is no total loss, or the cheque, to what two paths
/// in a hundred exceed, of those that return anything. Total losses are in the
/// strip only.
struct Axis {
    low: f64,
    high: f64,
}

/// NPV of the paths that return anything.
fn kept<'a>(returns: &Returns<'a>) -> impl Iterator<Item = f64> + 'a {
    let pairs = returns.npv.iter().zip(returns.moic).filter(|(_, moic)| 0.0 < **moic);
    pairs.map(|(npv, _)| *npv)
}

/// What at most two in a hundred of these paths exceed; 0 where there is none.
fn p98(returns: &Returns<'_>) -> f64 {
    let mut kept: Vec<f64> = kept(returns).collect();
    let at = kept.len().saturating_sub(1) * 98 / 100;
    match kept.as_mut_slice() {
        [] => 0.0,
        kept => *kept.select_nth_unstable_by(at, f64::total_cmp).1,
    }
}

impl Axis {
    fn of(SharedAxes { set, like }: SharedAxes<'_, Returns<'_>>) -> Self {
        if let Some(Span { low, high }) = AMOUNTS.span(like) {
            return Self { low, high };
        }
        let lowest = |one: &Returns<'_>| kept(one).fold(-one.cheque, f64::min);
        let lowest = set.iter().map(lowest).fold(f64::INFINITY, f64::min);
        let p98 = set.iter().map(p98).fold(f64::NEG_INFINITY, f64::max);
        let step = round_step((p98.max(-0.5 * lowest).max(1.0) - lowest) / 6.0);
        let quarter = 0.25 * step;
        let low = (lowest / quarter - 1e-9).floor() * quarter;
        Self { low, high: (p98.max(1.0) / step).ceil().max(1.0) * step }
    }

    fn place(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

fn body<'a>(returns: &Returns<'a>, axis: &Axis) -> impl Iterator<Item = f64> + 'a {
    let (low, high) = (axis.low, axis.high);
    kept(returns).filter(move |x| low <= *x && *x <= high)
}

/// Edges for all of a set, with one at 0.
fn bin_edges(set: &[Returns<'_>], axis: &Axis, size: Size) -> Vec<f64> {
    let mut all: Vec<f64> = set.iter().flat_map(|one| body(one, axis)).collect();
    let width = bin_width(quartiles(&mut all), all.len(), axis.high - axis.low, size);
    edges(&[axis.low, 0.0, axis.high], width)
}

fn bins(returns: &Returns<'_>, axis: &Axis, edges: &[f64]) -> Vec<Bin> {
    let nothing = -1e-9 * (axis.high - axis.low);
    let colour = |at: f64| if at < nothing { BANDS[2] } else { BANDS[4] };
    // A path that just earns the hurdle rate has no gain: it stands left of the line.
    let left_of_0 = |x: f64| if x.abs() <= 0.0 { -f64::MIN_POSITIVE } else { x };
    count(body(returns, axis).map(left_of_0), returns.npv.len(), edges, &colour)
}

fn beyond(
    returns: &Returns<'_>,
    (parts, axis): (&Parts, &Axis),
    unit: &Money<'_>,
) -> [(String, String); 2] {
    let mut left = [Vec::new(), Vec::new()];
    if 0.0 < parts.shares[0] {
        let lost = parts.text(0);
        left[0].push(format!("total loss: {lost}, in the strip only"));
        left[1].push(format!("total loss: {lost}"));
    }
    let under = kept(returns).filter(|x| *x < axis.low).count();
    if 0 < under {
        let under = small_percent(under as f64 / returns.npv.len() as f64);
        let low = unit.tick(axis.low);
        left[0].push(format!("{under} more below {low}"));
        left[1].push(format!("other <{low}: {under}"));
    }
    let left = left.map(|words| words.join("; "));
    let over = returns.npv.iter().filter(|x| axis.high < **x).count();
    let best = unit.of(returns.npv.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    let right = if 0 < over {
        let over = small_percent(over as f64 / returns.npv.len() as f64);
        let top = unit.tick(axis.high);
        [format!("{over} above {top}, best {best}"), format!(">{top}: {over}, best {best}")]
    } else {
        [format!("best {best}"), format!("best {best}")]
    };
    let ([long_left, left], [long_right, right]) = (left, right);
    [(long_left, long_right), (left, right)]
}
