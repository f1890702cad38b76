//! Histogram of NPV at the hurdle rate, on a linear axis.

use super::data::Returns;
use super::hist::{Counting, EDGES, FULLEST, Marker, Measure, finish, least_top, subtitles};
use super::parts::Parts;
use crate::output::chart::{
    BANDS, Chart, Histogram, Kind, Outside, Scale, SharedAxes, Size, Span, Words, are_over, ends,
    on_axis, round_amount, share_of, ticks,
};
use crate::output::format::{Money, part, small_percent};
use crate::output::given;
use crate::output::run::notes::{by_rule_note, npv_notes};
use crate::output::run::titles::value;

/// Draws the histogram of NPV, on axes and bins of all beside it.
pub fn hist_npv(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let axis = axis(beside);
    let Span { low, high } = axis;
    let nothing = -1e-9 * (high - low);
    // A path that just earns the hurdle rate has no gain: it stands left of the line.
    let left_of_0 = |x: f64| if x.abs() <= 0.0 { -f64::MIN_POSITIVE } else { x };
    let counting = Counting {
        axis,
        cuts: vec![low, 0.0, high],
        width: (high - low) / if size == Size::Half { 15.0 } else { 30.0 },
        value: &|one, path| {
            let is_counted = |x: &f64| 0.0 < one.moic[path] && low <= *x && *x <= high;
            Some(one.npv[path]).filter(is_counted).map(left_of_0)
        },
        colour: &|at| if at < nothing { BANDS[2] } else { BANDS[4] },
        least_top: least_top(size, [0.6, 0.6]),
    };
    let (bins, edges, fullest) = counting.bins(returns, beside);
    let parts = Parts::by_npv(returns);
    let largest = LARGEST.amount(beside.like).unwrap_or(high);
    let unit = Money::scale(largest, &returns.provenance.currency);
    let scale = Marker { place: &|x| axis.place(x), show: &|x| unit.of(x) };
    let mut marks = scale.percentiles(returns.npv_percentiles, [50, 75, 90, 95]);
    marks.extend([
        scale.mean(returns.mean_npv.value),
        scale.reference(0.0, &format!("earns {} a year: NPV", hurdle(returns))),
    ]);
    let ticks = ticks(low, high, if size == Size::Half { 5 } else { 8 });
    let wanted = std::iter::once(0.0).chain(ticks);
    let sides = [
        format!("NPV of 0 or less: {}", part(100 - parts.percents[2], 1.0 - parts.shares[2])),
        format!("NPV above 0: {}", parts.text(2)),
    ];
    let histogram = Histogram {
        sides: (sides, 1.0 - parts.shares[2]),
        segments: parts.segments(&[
            ("total loss", BANDS[0]),
            ("other NPV of 0 or less", BANDS[2]),
            ("NPV above 0", BANDS[4]),
        ]),
        bins,
        fullest,
        ticks: wanted.map(|x| (axis.place(x), unit.tick(x))).collect(),
        reference: axis.place(0.0),
        landmarks: on_axis(marks.into_iter()),
        beyond: beyond(returns, &parts, axis, &unit),
    };
    let words = Words {
        provenance: returns.provenance,
        titles: value(returns, parts.shares[2], &parts.text(2), &unit),
        subtitles: subtitles("NPV", "; the axis begins at or below minus the most paid in"),
        basis: "gross of fees, discounted at the hurdle rate",
        notes: npv_notes(returns, &parts.shares, &unit),
    };
    let domains =
        vec![AMOUNTS.tells([low, high]), EDGES.tells(edges), LARGEST.tells([largest.max(1.0)])];
    let value_at = &|at| axis.value_at(at);
    let measure = Measure { name: "NPV", kind: &KIND, value_at, domains, atom: None };
    let words = words.note_first(by_rule_note(returns));
    finish(measure, size, words, &histogram)
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
        let edges = EDGES.values(Some(domains));
        let axis = AMOUNTS.span(Some(domains));
        axis.is_some_and(|axis| are_over(edges, axis))
            && edges.is_some_and(|edges| edges.iter().any(|edge| edge.abs() <= 0.0))
    },
    ..Kind::PLAIN
};

/// NPV of the paths that return anything: total losses are in the strip only.
fn kept<'a>(returns: &Returns<'a>) -> impl Iterator<Item = f64> + 'a {
    let pairs = returns.npv.iter().zip(returns.moic).filter(|(_, moic)| 0.0 < **moic);
    pairs.map(|(npv, _)| *npv)
}

/// Ends of the axis above 0, in what it reaches below.
const ENDS: [f64; 4] = [2.0, 10.0, 100.0, 1_000.0];

/// Share of the paths that may lie beyond.
const BEYOND: f64 = 0.05;

fn hurdle(returns: &Returns<'_>) -> String {
    given::share(returns.provenance.rates.hurdle)
}

/// From minus a round amount that is at least the most that any run beside it pays in, up to the
/// first of few multiples of it that few paths exceed.
fn axis(SharedAxes { set, like }: SharedAxes<'_, Returns<'_>>) -> Span {
    if let Some(lent) = AMOUNTS.span(like) {
        return lent;
    }
    let paid = round_amount(set.iter().map(|one| one.most_paid_in).fold(0.0, f64::max));
    let rare = |end: &&f64| set.iter().all(|one| share_of(one.npv, |x| **end * paid < x) <= BEYOND);
    let end = ENDS.iter().find(rare).or(ENDS.last()).copied().unwrap_or(ENDS[0]);
    Span { low: -paid, high: end * paid }
}

fn beyond(returns: &Returns<'_>, parts: &Parts, axis: Span, unit: &Money<'_>) -> Outside {
    let mut beyond = Outside::default();
    let paths = returns.npv.len() as f64;
    let paid = unit.of(returns.most_paid_in);
    beyond.left(format!("most paid in {paid}"), format!("paid in ≤{paid}"));
    if 0.0 < parts.shares[0] {
        let lost = format!("total loss: {}", parts.text(0));
        beyond.left(format!("{lost}, in the strip only"), lost);
    }
    let under = kept(returns).filter(|x| *x < axis.low).count();
    if 0 < under {
        let (under, low) = (small_percent(under as f64 / paths), unit.tick(axis.low));
        beyond.left(format!("{under} more below {low}"), format!("other <{low}: {under}"));
    }
    let over = share_of(returns.npv, |x| axis.high < x);
    let best = unit.of(returns.npv.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    beyond.best(over, &unit.tick(axis.high), &best);
    beyond
}
