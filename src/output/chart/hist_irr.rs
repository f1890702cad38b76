//! Histogram of IRR, on a linear axis from -60 %.

use super::binning::{bin_width, count, edges, fullest, placed, quartiles};
use super::bins::split;
use super::colours::BANDS;
use super::data::{Returns, percentile};
use super::delimiters::{Scale, on_axis};
use super::display::Chart;
use super::hist::{Measure, finish, lent_edges, lent_fullest, subtitles};
use super::histogram::{Bin, Histogram, Segment};
use super::like::{Beside, Domains};
use super::page::Words;
use super::size::Size;
use super::ticks::{round_step, ticks};
use super::titles::{self, loss_note, share_error};
use crate::output::format::{part, rate, small_percent};

const LOW: f64 = -0.6;

/// Ends of the axis that charts of different runs may share.
const TOPS: [f64; 7] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Draws the histogram of IRR, on axes and bins of all beside it.
pub fn hist_irr(returns: &Returns<'_>, beside: Beside<'_, Returns<'_>>, size: Size) -> Chart {
    let hurdle = returns.provenance.hurdle_rate;
    let high = beside.axes(high, lent_high);
    let edges = beside.axes(|set| bin_edges(set, high, size), |lent| lent_edges(lent, (LOW, high)));
    let of_all = beside.axes(hurdles, |lent| lent.values("hurdles").map(<[f64]>::to_vec));
    let place = |x: f64| (x - LOW) / (high - LOW);
    let show = |x: f64| rate(x, hurdle);
    let at_hurdle = show(hurdle);
    let parts = Parts::of(returns);
    let scale = Scale { place: &place, show: &show };
    let marks = [25, 50, 75, 90].map(|p| scale.percentile(returns.irr_percentiles, p));
    let count = if size == Size::Half { 4 } else { 8 };
    let named = of_all.iter().map(|x| (place(*x), rate(*x, *x)));
    let round = ticks(LOW, high, count).into_iter().map(|x| (place(x), rate(x, LOW)));
    let [.., clears] = &parts.percents;
    let histogram = Histogram {
        sides: (
            format!("below the hurdle: {}", part(100 - clears, 1.0 - parts.shares[3])),
            format!("reaches {at_hurdle}: {}", parts.text(3)),
            1.0 - parts.shares[3],
        ),
        segments: parts.segments(&at_hurdle),
        bins: placed(bins(returns, high, &edges), place),
        fullest: beside
            .axes(|set| fullest(set.iter().map(|one| bins(one, high, &edges))), lent_fullest),
        ticks: named.chain(round).collect(),
        reference: place(hurdle),
        delimiters: on_axis(marks.into()),
        beyond: beyond(returns, &parts, high),
    };
    let mut notes = vec![share_error(returns.provenance.paths, &parts.shares), loss_note(returns)];
    if let Some(cut) = histogram.cut() {
        notes.insert(0, cut);
    }
    let words = Words {
        provenance: returns.provenance,
        titles: titles::hurdle(returns, &parts.text(3)),
        subtitles: subtitles(returns, "IRR", &format!("line at the {at_hurdle} hurdle")),
        basis: "gross of fees, IRR a year",
        notes,
    };
    let value_at = |at: f64| LOW + at * (high - LOW);
    let domains = vec![("axis", vec![LOW, high]), ("edges", edges.clone()), ("hurdles", of_all)];
    let measure = Measure { name: "IRR", kind: "hist-irr", value_at: &value_at, domains };
    finish(&measure, size, &words, &histogram)
}

/// Whether another picture tells its axis, bins and scale.
pub(super) fn can_lend(domains: &Domains) -> bool {
    let edges = lent_high(domains).and_then(|high| lent_edges(domains, (LOW, high)));
    edges.is_some() && domains.values("hurdles").is_some() && lent_fullest(domains).is_some()
}

fn lent_high(domains: &Domains) -> Option<f64> {
    let (low, high) = domains.span("axis")?;
    ((low - LOW).abs() < 1e-9 && 0.0 < high).then_some(high)
}

/// The rates that the investors ask for, each once.
fn hurdles(set: &[Returns<'_>]) -> Vec<f64> {
    let mut hurdles: Vec<f64> = set.iter().map(|one| one.provenance.hurdle_rate).collect();
    hurdles.sort_unstable_by(f64::total_cmp);
    hurdles.dedup_by(|a, b| *a - *b < 1e-9);
    hurdles
}

/// Up to where at most a tenth of the paths of any of them lies beyond.
fn high(set: &[Returns<'_>]) -> f64 {
    let least = hurdles(set).into_iter().fold(0.0, f64::max) + 0.2;
    let rare = |top: f64| set.iter().all(|one| share(one, |x| top < x) <= 0.1);
    let fits = |top: &f64| least <= *top && rare(*top);
    TOPS.into_iter().find(fits).unwrap_or(TOPS[6].max(least))
}

fn share(returns: &Returns<'_>, holds: impl Fn(f64) -> bool) -> f64 {
    returns.irr.iter().filter(|x| holds(**x)).count() as f64 / returns.irr.len() as f64
}

/// Shares of total losses, of other losses, of gains short of the hurdle, and
/// of those that reach it; their percents add to 100.
struct Parts {
    shares: [f64; 4],
    percents: [u32; 4],
}

impl Parts {
    fn of(returns: &Returns<'_>) -> Self {
        let (total, clears) = (returns.total_loss.value, returns.clears_hurdle.value);
        let negative = (share(returns, |x| x < 0.0) - total).max(0.0);
        let short = (1.0 - total - negative - clears).max(0.0);
        let whole = |share: f64| (100.0 * share).round() as u32;
        let lost = whole(total);
        let cleared = whole(clears).min(100 - lost);
        let between = split(&[negative, short], 100 - lost - cleared);
        let percents = [lost, between[0], between[1], cleared];
        Self { shares: [total, negative, short, clears], percents }
    }

    fn text(&self, index: usize) -> String {
        part(self.percents[index], self.shares[index])
    }

    fn segments(&self, hurdle: &str) -> Vec<Segment> {
        let names = [
            ("total loss".to_owned(), BANDS[0]),
            ("below 0%".to_owned(), BANDS[2]),
            (format!("0% to {hurdle}"), BANDS[3]),
            (format!("{hurdle} or more"), BANDS[4]),
        ];
        let named = names
            .into_iter()
            .enumerate()
            .map(|(i, (name, colour))| Segment::new(&name, self.shares[i], self.text(i), colour));
        named.collect()
    }
}

fn body<'a>(returns: &Returns<'a>, high: f64) -> impl Iterator<Item = f64> + 'a {
    returns.irr.iter().copied().filter(move |x| LOW <= *x && *x <= high)
}

/// Edges for all of a set, with one at 0 and at each hurdle.
fn bin_edges(set: &[Returns<'_>], high: f64, size: Size) -> Vec<f64> {
    let mut all: Vec<f64> = set.iter().flat_map(|one| body(one, high)).collect();
    let spread = quartiles(&mut all);
    let width = round_step(bin_width(spread, all.len(), high - LOW, size));
    let mut cuts = vec![LOW, 0.0];
    cuts.extend(hurdles(set));
    cuts.push(high);
    cuts.dedup_by(|a, b| *a - *b < 1e-9);
    edges(&cuts, width)
}

fn bins(returns: &Returns<'_>, high: f64, edges: &[f64]) -> Vec<Bin> {
    let hurdle = returns.provenance.hurdle_rate;
    let colour = |at: f64| match at {
        at if at < -1e-9 => BANDS[2],
        at if at < hurdle - 1e-9 => BANDS[3],
        _ => BANDS[4],
    };
    count(body(returns, high), returns.irr.len(), edges, &colour)
}

/// Left the total losses and what else lies below the axis; right what lies
/// above. The title names the median, so it is here where the axis lacks it.
fn beyond(returns: &Returns<'_>, parts: &Parts, high: f64) -> [(String, String); 2] {
    let show = |x: f64| rate(x, returns.provenance.hurdle_rate);
    let mut left = [Vec::new(), Vec::new()];
    if 0.0 < parts.shares[0] {
        left[0].push(format!("total loss (−100%): {}, in the strip", parts.text(0)));
        left[1].push(format!("−100%: {}", parts.text(0)));
    }
    let under = (share(returns, |x| x < LOW) - parts.shares[0]).max(0.0);
    if 0.0 < under {
        let (under, low) = (small_percent(under), show(LOW));
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
    let side = if median < LOW { &mut left } else { &mut right };
    if median < LOW || high < median {
        side.iter_mut().for_each(|words| words.push(format!("median {}", show(median))));
    }
    [0, 1].map(|i| (left[i].join("; "), right[i].join("; ")))
}
