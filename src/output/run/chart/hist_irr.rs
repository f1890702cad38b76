//! Histogram of IRR, on a linear axis from -60 %, or from -100 % where a
//! hurdle lies that low.

use super::binning::{bin_width, count, edges, fullest, placed, quartiles};
use super::data::{Returns, percentile};
use super::delimiters::{Marker, on_axis};
use super::hist::{EDGES, FULLEST, Measure, bins_are_over, finish, subtitles};
use super::histogram::Histogram;
use super::irr_parts::{Parts, share};
use super::notes::{loss_note, share_error};
use super::titles;
use crate::output::chart::{
    BANDS, Bin, Chart, Kind, Scale, SharedAxes, Size, Span, Words, ends, round_step, ticks,
};
use crate::output::format::{part, rate, small_percent};
use crate::output::given;

/// A bin narrower than this share of the axis can hardly be seen.
const NARROW: f64 = 0.012;

/// Where the axis begins, the first that leaves room below all hurdles.
const BOTTOMS: [f64; 2] = [-0.6, -1.0];
/// Least distance from there to a hurdle.
const ROOM: f64 = 0.1;

/// Ends of the axis that charts of different runs may share.
const TOPS: [f64; 7] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Draws the histogram of IRR, on axes and bins of all beside it.
pub fn hist_irr(returns: &Returns<'_>, beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Chart {
    let hurdle = returns.provenance.hurdle_rate;
    let axis = Axis::of(beside);
    let Axis { low, high } = axis;
    let edges = EDGES.list(beside.like).unwrap_or_else(|| bin_edges(beside.set, axis, size));
    let of_all = HURDLES.list(beside.like).unwrap_or_else(|| hurdles(beside.set));
    let place = |x: f64| (x - low) / (high - low);
    let show = |x: f64| rate(x, hurdle);
    let at_hurdle = given::share(hurdle);
    let parts = Parts::of(returns);
    let scale = Marker { place: &place, show: &show };
    let marks = [25, 50, 75, 90].map(|p| scale.percentile(returns.irr_percentiles, p));
    let count = if size == Size::Half { 4 } else { 8 };
    let named = of_all.iter().map(|x| (place(*x), given::share(*x)));
    let round = ticks(low, high, count).into_iter().map(|x| (place(x), rate(x, low)));
    let (clears, clears_percent) = parts.clears;
    let histogram = Histogram {
        sides: (
            format!("below the hurdle: {}", part(100 - clears_percent, 1.0 - clears)),
            format!("reaches {at_hurdle}: {}", part(clears_percent, clears)),
            1.0 - clears,
        ),
        segments: parts.segments(hurdle),
        bins: placed(bins(returns, axis, &edges), place),
        fullest: FULLEST
            .amount(beside.like)
            .unwrap_or_else(|| fullest(beside.set.iter().map(|one| bins(one, axis, &edges)))),
        ticks: named.chain(round).collect(),
        reference: place(hurdle),
        delimiters: on_axis(marks.into()),
        beyond: beyond(returns, &parts, axis),
    };
    let mut notes = vec![share_error(returns.provenance.paths, &parts.shares), loss_note(returns)];
    // One beside the line can be too narrow to be seen.
    let narrow = histogram.bins.iter().find(|bin| bin.to - bin.from < NARROW && 0.05 <= bin.share);
    if let Some(bin) = narrow {
        // Back from its place on the axis, without the noise of that.
        let rate = |at: f64| (1e9 * (low + at * (high - low))).round() / 1e9;
        let [from, to] = [bin.from, bin.to].map(|at| given::share(rate(at)));
        notes.insert(0, format!("{} from {from} to {to}", small_percent(bin.share)));
    }
    if let Some(cut) = histogram.cut() {
        notes.insert(0, cut);
    }
    let words = Words {
        provenance: returns.provenance,
        titles: titles::hurdle(returns, &part(clears_percent, clears)),
        subtitles: subtitles(returns, "IRR", &format!("line at the {at_hurdle} hurdle")),
        basis: "gross of fees, IRR a year",
        notes,
    };
    let value_at = |at: f64| low + at * (high - low);
    let domains = vec![RATES.tells([low, high]), EDGES.tells(edges), HURDLES.tells(of_all)];
    let measure = Measure { name: "IRR", kind: &KIND, value_at: &value_at, domains };
    finish(measure, size, &words, &histogram)
}

/// Histogram of IRR.
pub static KIND: Kind = Kind {
    name: "hist-irr",
    is_cut_at_hurdle: true,
    scales: &[RATES, EDGES, HURDLES, FULLEST],
    agree: |domains, _| RATES.span(Some(domains)).is_some_and(|axis| bins_are_over(axis, domains)),
    ..Kind::PLAIN
};

/// The axis, from one of its beginnings to above 0.
const RATES: Scale = Scale::Values("axis", |values| {
    let begins = |axis: Span| BOTTOMS.iter().any(|bottom| (axis.low - bottom).abs() < 1e-9);
    ends(values).is_some_and(|axis| begins(axis) && 0.0 < axis.high)
});
/// Rates that the investors ask for.
const HURDLES: Scale = Scale::Values("hurdles", |_| true);

#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// From below all hurdles up to where at most a tenth of the paths of any
    /// run of a set lies beyond.
    fn of(SharedAxes { set, like }: SharedAxes<'_, Returns<'_>>) -> Self {
        if let Some(Span { low, high }) = RATES.span(like) {
            let nearest = BOTTOMS.into_iter().find(|bottom| (low - bottom).abs() < 1e-9);
            return Self { low: nearest.unwrap_or(low), high };
        }
        let hurdles = hurdles(set);
        let lowest = hurdles.iter().copied().fold(0.0, f64::min);
        let low = BOTTOMS.into_iter().find(|low| low + ROOM <= lowest).unwrap_or(BOTTOMS[1]);
        let least = hurdles.into_iter().fold(0.0, f64::max) + 0.2;
        let rare = |top: f64| set.iter().all(|one| share(one, |x| top < x) <= 0.1);
        let fits = |top: &f64| least <= *top && rare(*top);
        Self { low, high: TOPS.into_iter().find(fits).unwrap_or(TOPS[6].max(least)) }
    }
}

/// The rates that the investors ask for, each once.
fn hurdles(set: &[Returns<'_>]) -> Vec<f64> {
    let mut hurdles: Vec<f64> = set.iter().map(|one| one.provenance.hurdle_rate).collect();
    hurdles.sort_unstable_by(f64::total_cmp);
    hurdles.dedup_by(|a, b| *a - *b < 1e-9);
    hurdles
}

/// Rates on the axis; those of total losses are in the strip only.
fn body<'a>(returns: &Returns<'a>, axis: Axis) -> impl Iterator<Item = f64> + 'a {
    let is_on_axis = move |x: &f64| -1.0 < *x && axis.low <= *x && *x <= axis.high;
    returns.irr.iter().copied().filter(is_on_axis)
}

/// Edges for all of a set, with one at 0 and at each hurdle.
fn bin_edges(set: &[Returns<'_>], axis: Axis, size: Size) -> Vec<f64> {
    let mut all: Vec<f64> = set.iter().flat_map(|one| body(one, axis)).collect();
    let spread = quartiles(&mut all);
    let width = round_step(bin_width(spread, all.len(), axis.high - axis.low, size));
    let mut cuts = vec![axis.low, 0.0, axis.high];
    cuts.extend(hurdles(set));
    cuts.sort_unstable_by(f64::total_cmp);
    cuts.dedup_by(|a, b| *a - *b < 1e-9);
    edges(&cuts, width)
}

fn bins(returns: &Returns<'_>, axis: Axis, edges: &[f64]) -> Vec<Bin> {
    let hurdle = returns.provenance.hurdle_rate;
    let colour = |at: f64| match at {
        at if at < hurdle.min(0.0) - 1e-9 => BANDS[2],
        at if at < hurdle.max(0.0) - 1e-9 => BANDS[3],
        _ => BANDS[4],
    };
    count(body(returns, axis), returns.irr.len(), edges, &colour)
}

/// Left the total losses and what else lies below the axis; right what lies
/// above. The title names the median, so it is here where the axis lacks it.
fn beyond(
    returns: &Returns<'_>,
    parts: &Parts,
    Axis { low: bottom, high }: Axis,
) -> [(String, String); 2] {
    let show = |x: f64| rate(x, returns.provenance.hurdle_rate);
    let mut left = [Vec::new(), Vec::new()];
    if 0.0 < parts.shares[0] {
        left[0].push(format!("total loss (−100%): {}, in the strip", parts.text(0)));
        left[1].push(format!("−100%: {}", parts.text(0)));
    }
    let under = (share(returns, |x| x < bottom) - parts.shares[0]).max(0.0);
    if 0.0 < under {
        let (under, low) = (small_percent(under), show(bottom));
        let more = if left[0].is_empty() { "" } else { "more " };
        left[0].push(format!("{under} {more}below {low}"));
        left[1].push(format!("other <{low}: {under}"));
    }
    let mut right = [Vec::new(), Vec::new()];
    let over = share(returns, |x| high < x);
    if 0.0 < over {
        right[0].push(format!("{} above {}", small_percent(over), show(high)));
        right[1].push(format!(">{}: {}", show(high), small_percent(over)));
    }
    let median = percentile(returns.irr_percentiles, 50).value;
    let side = if median < bottom { &mut left } else { &mut right };
    if median < bottom || high < median {
        side.iter_mut().for_each(|words| words.push(format!("median {}", show(median))));
    }
    [0, 1].map(|i| (left[i].join("; "), right[i].join("; ")))
}
