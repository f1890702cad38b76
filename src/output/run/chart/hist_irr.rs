//! Histogram of IRR, on a linear axis from -60 %, or from -100 % where a
//! hurdle lies that low.

use super::data::{Returns, percentile};
use super::hist::{Counting, EDGES, FULLEST, Marker, Measure, finish, subtitles};
use super::parts::Parts;
use crate::output::chart::{
    BANDS, Bin, Chart, Histogram, Kind, Landmark, Outside, Scale, SharedAxes, Size, Span, Words,
    are_over, ends, is_money_back, on_axis, round_step, share_of, ticks,
};
use crate::output::format::{part, rate, small_percent};
use crate::output::given;
use crate::output::run::notes::{by_rule_note, loss_note, share_error};
use crate::output::run::titles;
use crate::output::words::asked;

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
    let hurdle = returns.provenance.rates.target;
    let asked = asked(returns.provenance.rates);
    let axis = axis(beside);
    let Span { low, high } = axis;
    let counting = Counting {
        axis,
        // Bins end at 0 and at each hurdle.
        cuts: ascending([low, 0.0, high].into_iter().chain(hurdles(beside.set))),
        // Narrow at every size: a hurdle is usually a multiple of 5%, and cuts no bin then.
        width: round_step(axis.length() / 36.0),
        // Total losses are in the strip only.
        value: &|one, path| {
            // Just the capital, as a preference pays it to many, is in the strip only.
            let is_counted = |x: &f64| -1.0 < *x && low <= *x && *x <= high;
            Some(one.irr[path]).filter(is_counted).filter(|_| !is_money_back(one.moic[path]))
        },
        colour: &|at| match at {
            at if at < hurdle.min(0.0) - 1e-9 => BANDS[2],
            at if at < hurdle.max(0.0) - 1e-9 => BANDS[3],
            _ => BANDS[4],
        },
        least_top: 0.15,
    };
    let (bins, edges, fullest) = counting.bins(returns, beside);
    let of_all = HURDLES.list(beside.like).unwrap_or_else(|| hurdles(beside.set));
    let at_hurdle = given::share(hurdle);
    let parts = Parts::by_irr(returns);
    let scale = Marker { place: &|x| axis.place(x), show: &|x| rate(x, hurdle) };
    let mut marks = scale.percentiles(returns.irr_percentiles, [25, 50, 75, 90]);
    marks.push(Landmark { value: at_hurdle.clone(), ..scale.reference(hurdle, asked) });
    let named = of_all.iter().map(|x| (axis.place(*x), given::share(*x)));
    let round = ticks(low, high, if size == Size::Half { 4 } else { 8 }).into_iter();
    let round = round.map(|x| (axis.place(x), rate(x, low)));
    // Those that reach a hurdle below 0 are of two parts.
    let clears = returns.reaches_target.value;
    let percent = parts.percents[parts.clearing(hurdle)..].iter().sum::<u32>();
    let reach = part(percent, clears);
    let sides = [
        format!("below the {asked}: {}", part(100 - percent, 1.0 - clears)),
        format!("reaches {at_hurdle}: {reach}"),
    ];
    let histogram = Histogram {
        sides: (sides, 1.0 - clears),
        segments: parts.rate_segments(hurdle),
        bins,
        fullest,
        ticks: named.chain(round).collect(),
        reference: axis.place(hurdle),
        landmarks: on_axis(marks.into_iter()),
        beyond: beyond(returns, &parts, axis),
    };
    let mut notes = vec![share_error(returns.provenance.paths, &parts.shares), loss_note(returns)];
    notes.splice(0..0, narrow_bin(&histogram.bins, axis));
    let words = Words {
        provenance: returns.provenance,
        titles: titles::hurdle(returns, &reach),
        subtitles: subtitles("IRR", ""),
        basis: "gross of fees, IRR a year",
        notes,
    };
    let domains = vec![RATES.tells([low, high]), EDGES.tells(edges), HURDLES.tells(of_all)];
    let value_at = &|at| axis.value_at(at);
    let atom = Some((0.0, returns.money_back()));
    let measure = Measure { name: "IRR", kind: &KIND, value_at, domains, atom };
    let words = words.note_first(by_rule_note(returns));
    finish(measure, size, words, &histogram)
}

/// Histogram of IRR.
pub static KIND: Kind = Kind {
    name: "hist-irr",
    is_cut_at_hurdle: true,
    scales: &[RATES, EDGES, HURDLES, FULLEST],
    agree: |domains, _| {
        let axis = RATES.span(Some(domains));
        axis.is_some_and(|axis| are_over(EDGES.values(Some(domains)), axis))
    },
    ..Kind::PLAIN
};

/// The axis, from one of its beginnings to above 0.
const RATES: Scale = Scale::Values("axis", |values| {
    let begins = |axis: Span| BOTTOMS.iter().any(|bottom| (axis.low - bottom).abs() < 1e-9);
    ends(values).is_some_and(|axis| begins(axis) && 0.0 < axis.high)
});
/// Rates that the investors ask for.
const HURDLES: Scale = Scale::Values("hurdles", |_| true);

/// From below all hurdles up to where at most a tenth of the paths of any
/// run of a set lies beyond.
fn axis(SharedAxes { set, like }: SharedAxes<'_, Returns<'_>>) -> Span {
    if let Some(Span { low, high }) = RATES.span(like) {
        let nearest = BOTTOMS.into_iter().find(|bottom| (low - bottom).abs() < 1e-9);
        return Span { low: nearest.unwrap_or(low), high };
    }
    let hurdles = Span::of(hurdles(set).into_iter()).with(0.0);
    let low = BOTTOMS.into_iter().find(|low| low + ROOM <= hurdles.low).unwrap_or(BOTTOMS[1]);
    let least = hurdles.high + 0.2;
    let rare = |top: f64| set.iter().all(|one| share_of(one.irr, |x| top < x) <= 0.1);
    let fits = |top: &f64| least <= *top && rare(*top);
    Span { low, high: TOPS.into_iter().find(fits).unwrap_or(TOPS[6].max(least)) }
}

/// The rates that the investors ask for, each once.
fn hurdles(set: &[Returns<'_>]) -> Vec<f64> {
    ascending(set.iter().map(|one| one.provenance.rates.target))
}

/// Values from the lowest on, each once.
fn ascending(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup_by(|a, b| *a - *b < 1e-9);
    values
}

/// What is in a bin beside the line that is too narrow to be seen.
fn narrow_bin(bins: &[Bin], axis: Span) -> Option<String> {
    let bin = bins.iter().find(|bin| bin.to - bin.from < NARROW && 0.05 <= bin.share)?;
    // Back from its place on the axis, without the noise of that.
    let rate = |at: f64| given::share((1e9 * axis.value_at(at)).round() / 1e9);
    Some(format!("{} from {} to {}", small_percent(bin.share), rate(bin.from), rate(bin.to)))
}

/// Left the total losses and what else lies below the axis; right what lies
/// above. The title names the median, so it is here where the axis lacks it.
fn beyond(returns: &Returns<'_>, parts: &Parts, Span { low: bottom, high }: Span) -> Outside {
    let show = |x: f64| rate(x, returns.provenance.rates.target);
    let mut beyond = Outside::default();
    let has_lost = 0.0 < parts.shares[0];
    if has_lost {
        let lost = parts.text(0);
        beyond.left(format!("total loss (−100%): {lost}, in the strip"), format!("−100%: {lost}"));
    }
    let under = (share_of(returns.irr, |x| x < bottom) - parts.shares[0]).max(0.0);
    if 0.0 < under {
        let (under, low) = (small_percent(under), show(bottom));
        let more = if has_lost { "more " } else { "" };
        beyond.left(format!("{under} {more}below {low}"), format!("other <{low}: {under}"));
    }
    if 0.0 < returns.money_back() {
        let back = small_percent(returns.money_back());
        beyond.left(format!("exactly 0%: {back}, in the strip"), format!("0%: {back}"));
    }
    let over = share_of(returns.irr, |x| high < x);
    if 0.0 < over {
        let (over, top) = (small_percent(over), show(high));
        beyond.right(format!("{over} above {top}"), format!(">{top}: {over}"));
    }
    let median = percentile(returns.irr_percentiles, 50).value;
    let text = format!("median {}", show(median));
    match median {
        median if median < bottom => beyond.left(text.clone(), text),
        median if high < median => beyond.right(text.clone(), text),
        _ => {}
    }
    beyond
}
