//! Chart of a paired difference: on how many paths a scenario returns less, the
//! same or more than the first, and by how much.

use super::titles::pair as titles;
use super::versus::{provenance, short};
use crate::analysis::compare::{Contender, Pair, is_less};
use crate::model::outcome::Unit;
use crate::output::chart::{
    AXIS, Area, BETTER, Chart, Domains, GAIN, GREY_TEXT, GRID, INK, Kind, LOSS, Look, Metadata,
    NEUTRAL, PAPER, Page, Scale, Size, WORSE, Words, ends, go_on, notch, round_step, text_on,
    ticks,
};
use crate::output::compare::words::three_parts;
use crate::output::figures::{difference, error};
use crate::output::format::small_percent;

/// Draws the difference in MOIC of `other` less `first`, path by path.
pub(in crate::output) fn diff(
    first: &Contender<'_>,
    other: &Contender<'_>,
    (pair, like): (&Pair, Option<&Domains>),
    size: Size,
) -> Chart {
    let run = provenance(&[*first, *other]);
    let (a, b) = (short(first.label), short(other.label));
    let bins = Bins::of(first, other, (like, size));
    let mut notes = notes(pair);
    if let Some(cut) = bins.cut() {
        notes.insert(0, cut);
    }
    let words = Words {
        provenance: &run,
        titles: titles(first, other, pair),
        subtitles: vec![
            format!(
                "MOIC of {b} minus {a} on the same draws: strip of all paths; below, the share of all \
                 paths in each bin, equal ones left out"
            ),
            format!("MOIC of {b} minus {a}: strip of all paths; below, share of paths in each bin"),
            format!(
                "MOIC of {b} minus {a} on the same draws: strip of all paths; below, those that differ"
            ),
            format!("MOIC of {b} minus {a}: all paths; below, those that differ"),
        ],
        basis: "",
        notes,
    };
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let plot = draw(&page, first, other, (pair, &bins));
    page.finish(&words, plot, metadata(first, other, (pair, &bins)))
}

fn notes(pair: &Pair) -> Vec<String> {
    let (mean, loss) = (pair.mean_moic(), pair.loss());
    let unpaired = error(mean.unpaired_error, Unit::Multiple, "");
    vec![
        "gross of fees, undiscounted".to_owned(),
        format!(
            "mean difference {} (1 s.e.; unpaired {unpaired})",
            difference(&mean.difference, Unit::Multiple, "")
        ),
        format!("chance of loss {}", difference(&loss.difference, Unit::Share, "")),
    ]
}

/// Shares of paths by difference, those that do not differ left out. The first
/// and last bin hold all beyond the axis too.
struct Bins {
    reach: f64,
    step: f64,
    shares: Vec<f64>,
    below: f64,
    above: f64,
    /// The share that the axis of shares is made for.
    fullest: f64,
}

/// The difference of a pair, path by path.
pub static KIND: Kind = Kind {
    name: "diff",
    scales: &[DIFFERENCES, STEP, FULLEST],
    agree: |domains, _| lent_bins(Some(domains)).is_some_and(is_whole),
    ..Kind::PLAIN
};

/// The axis, as long on both sides of 0.
const DIFFERENCES: Scale = Scale::Values("axis", |values| {
    ends(values).is_some_and(|axis| (axis.low + axis.high).abs() <= 1e-9 * axis.high)
});
/// The width of a bin.
const STEP: Scale = Scale::Amount("step");
/// The share that the axis of shares is made for.
const FULLEST: Scale = Scale::Amount("fullest");

/// Half the axis and the width of a bin.
fn lent_bins(like: Option<&Domains>) -> Option<(f64, f64)> {
    Some((DIFFERENCES.span(like)?.high, STEP.amount(like)?))
}

/// Whether half an axis is of whole bins, and not of too many.
fn is_whole((reach, step): (f64, f64)) -> bool {
    const MOST: f64 = 200.0;
    let bins = reach / step;
    (bins - bins.round()).abs() < 1e-6 && 0.5 < bins && bins < MOST
}

impl Bins {
    fn of(
        first: &Contender<'_>,
        other: &Contender<'_>,
        (like, size): (Option<&Domains>, Size),
    ) -> Self {
        let pairs = first.outcomes.moic.iter().zip(&other.outcomes.moic);
        let differs = |(a, b): &(&f64, &f64)| is_less(**a, **b) || is_less(**b, **a);
        let values: Vec<f64> = pairs.filter(differs).map(|(a, b)| b - a).collect();
        let half = if size == Size::Half { 12.0 } else { 22.0 };
        let suiting = || {
            let step = round_step(reach_of(&values) / half);
            (step * (reach_of(&values) / step - 1e-9).ceil().max(1.0), step)
        };
        let (reach, step) = lent_bins(like).unwrap_or_else(suiting);
        let bins = (reach / step).round();
        let mut counts = vec![0_u64; 2 * bins as usize];
        for value in &values {
            // A difference of 0 is none, so that no bin has both signs in it.
            let bin = ((value + reach) / step).floor().clamp(0.0, 2.0 * bins - 1.0);
            counts[bin as usize] += 1;
        }
        let n = first.outcomes.len() as f64;
        let beyond =
            |is: &dyn Fn(f64) -> bool| values.iter().filter(|value| is(**value)).count() as f64 / n;
        let shares: Vec<f64> = counts.into_iter().map(|count| count as f64 / n).collect();
        let most = shares.iter().copied().fold(0.0, f64::max);
        let most = if most <= 0.0 { 1.0 } else { most };
        Self {
            reach,
            step,
            shares,
            fullest: FULLEST.amount(like).unwrap_or(most),
            below: beyond(&|value| value < -reach),
            above: beyond(&|value| reach < value),
        }
    }

    /// Says so where a bin holds more than a lent scale has room for.
    fn cut(&self) -> Option<String> {
        let most = self.shares.iter().copied().fold(0.0, f64::max);
        (self.fullest < most)
            .then(|| go_on("bars with a notch", &format!("to {}", small_percent(most))))
    }

    fn edge(&self, bin: usize) -> f64 {
        bin as f64 * self.step - self.reach
    }
}

/// What all but one in fifty of the differences do not exceed.
fn reach_of(values: &[f64]) -> f64 {
    let mut sizes: Vec<f64> = values.iter().map(|value| value.abs()).collect();
    if sizes.is_empty() {
        return 1.0;
    }
    let last = sizes.len() - 1;
    let (_, reach, _) = sizes.select_nth_unstable_by(last * 98 / 100, f64::total_cmp);
    reach.max(1e-6)
}

fn draw(
    page: &Page,
    first: &Contender<'_>,
    other: &Contender<'_>,
    (pair, bins): (&Pair, &Bins),
) -> Area {
    let label = page.kind.label;
    let strip = Area {
        left: page.frame.left,
        top: page.frame.top + 0.5 * label,
        right: page.frame.right,
        bottom: page.frame.top + 2.6 * label,
    };
    segments(page, strip, pair);
    sides(page, strip, (&short(first.label), &short(other.label)), pair);
    let look = Look::new(label, INK);
    let plot = Area {
        left: page.frame.left + look.width("99.9%") + 6.0,
        top: strip.bottom + 4.2 * label,
        right: page.frame.right - look.width("+10x"),
        bottom: page.frame.bottom - 3.4 * label,
    };
    histogram(page, plot, bins, pair);
    Area { top: strip.top, left: strip.left, right: strip.right, ..plot }
}

fn segments(page: &Page, strip: Area, pair: &Pair) {
    let texts = three_parts(pair);
    let parts = [
        ("worse", pair.worse.value, WORSE),
        ("no difference", pair.same.value, NEUTRAL),
        ("better", pair.better.value, BETTER),
    ];
    let mut left = strip.left;
    for ((name, share, colour), text) in parts.into_iter().zip(texts) {
        let area = Area { left, right: left + share * strip.width(), ..strip };
        left = area.right;
        page.rect(area, colour);
        if strip.left + 0.6 < area.left && 0.0 < share {
            page.line(&[(area.left, strip.top), (area.left, strip.bottom)], 1.2, PAPER);
        }
        let look = Look::new(page.kind.label, text_on(colour)).centred();
        let wordings = [format!("{name} {text}"), text.clone()];
        if let Some(text) = wordings.iter().find(|text| look.width(text) + 6.0 <= area.width()) {
            let middle = (0.5 * (area.left + area.right), 0.5 * (strip.top + strip.bottom));
            page.text_at(middle.0, middle.1, look, text);
        }
    }
}

/// Which of the two is better, under either end of the strip.
fn sides(page: &Page, strip: Area, (first, other): (&str, &str), pair: &Pair) {
    let [worse, _, better] = three_parts(pair);
    let y = strip.bottom + 2.5;
    let width = strip.width();
    let ends = [
        (strip.left, strip.left + pair.worse.value * width, LOSS),
        (strip.right - pair.better.value * width, strip.right, GAIN),
    ];
    for (from, to, colour) in ends {
        if from + 1.0 < to {
            page.line(&[(from, y), (to, y)], 1.0, colour);
        }
    }
    let look = |colour| Look::new(page.kind.label, colour).bold();
    let long = [format!("{first} better: {worse}"), format!("{other} better: {better}")];
    let texts = if look(INK).width(&long[0]) + look(INK).width(&long[1]) + 8.0 <= width {
        long
    } else {
        [format!("worse: {worse}"), format!("better: {better}")]
    };
    let text = y + 0.95 * page.kind.label;
    page.text_at(strip.left, text, look(LOSS), &texts[0]);
    page.text_at(strip.right, text, look(GAIN).right(), &texts[1]);
}

fn histogram(page: &Page, plot: Area, bins: &Bins, pair: &Pair) {
    let label = page.kind.label;
    let (look, grey) = (Look::new(label, INK), Look::new(label, GREY_TEXT));
    let none = bins.shares.iter().all(|share| *share <= 0.0);
    let most = bins.fullest;
    let axes = page.axes(plot, -bins.reach..bins.reach, 1.12 * most..0.0);
    let marks = ticks(0.0, 1.03 * most, 4);
    let step = marks.get(1).copied().unwrap_or(1.0);
    let decimals = (-libm::floor(libm::log10(100.0 * step) + 1e-9)).max(0.0) as usize;
    for value in marks {
        let y = axes.at(0.0, value).1;
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        page.text_at(plot.left - 5.0, y, look.right(), &format!("{:.decimals$}%", 100.0 * value));
    }
    for (bin, share) in bins.shares.iter().enumerate().filter(|(_, share)| 0.0 < **share) {
        let colour = if 2 * bin < bins.shares.len() { WORSE } else { BETTER };
        let drawn = share.min(most);
        axes.bar((bins.edge(bin), 0.0), (bins.edge(bin + 1), drawn), colour);
        let (x, y) = axes.at(bins.edge(bin + 1), drawn);
        page.line(&[(x, y), (x, plot.bottom)], 0.4, PAPER);
        if most < *share {
            notch(page, (axes.at(bins.edge(bin), 0.0).0, y + 8.0), (x, y + 5.0));
        }
    }
    let x = axes.at(0.0, 0.0).0;
    page.line(&[(x, plot.top), (x, plot.bottom)], 1.0, INK);
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    if none {
        let place = (0.25 * plot.right + 0.75 * plot.left, 0.5 * (plot.top + plot.bottom));
        page.text_at(place.0, place.1, look.centred(), "no path differs");
    } else {
        mean_line(page, plot, &axes, (bins, pair));
    }
    let y = plot.bottom + 1.1 * label;
    let steps = if page.size == Size::Half { 4 } else { 8 };
    // A step too long for the axis would leave only 0.
    let enough = |steps: &usize| 3 <= ticks(-bins.reach, bins.reach, *steps).len();
    let steps = (steps..=3 * steps).find(enough).unwrap_or(steps);
    for value in ticks(-bins.reach, bins.reach, steps) {
        let x = axes.at(value, 0.0).0;
        page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
        page.text_at(x, y, look.centred(), &signed_tick(value));
    }
    beyond(page, plot, grey, bins);
}

/// The mean, dotted, named above the plot on the side with room.
fn mean_line(
    page: &Page,
    plot: Area,
    axes: &crate::output::chart::page::Axes,
    (bins, pair): (&Bins, &Pair),
) {
    let mean = pair.mean_moic().difference;
    if bins.reach < mean.value.abs() {
        return;
    }
    let x = axes.at(mean.value, 0.0).0;
    let label = page.kind.label;
    page.dashes(&[(x, plot.top - 0.4 * label), (x, plot.bottom)], 0.75, INK, (1.0, 1.6));
    let text = format!("mean {}", difference(&mean, Unit::Multiple, ""));
    let look = Look::new(label, INK);
    let y = plot.top - 1.0 * label;
    let wide = look.width(&text);
    let (fits_left, fits_right) =
        (page.frame.left <= x + 2.0 - wide, x - 2.0 + wide <= page.frame.right);
    if fits_left && (mean.value < 0.0 || !fits_right) {
        page.text_at(x + 2.0, y, look.right(), &text);
    } else {
        page.text_at(x - 2.0, y, look, &text);
    }
}

fn signed_tick(value: f64) -> String {
    let digits = format!("{:.3}", value.abs());
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    match digits {
        "0" => "0x".to_owned(),
        _ if value < 0.0 => format!("\u{2212}{digits}x"),
        _ => format!("+{digits}x"),
    }
}

/// What the bars at the ends hold of paths beyond the axis.
fn beyond(page: &Page, plot: Area, look: Look, bins: &Bins) {
    let y = plot.bottom + 2.6 * page.kind.label;
    let end = signed_tick(bins.reach);
    if 0.0 < bins.below {
        let end = signed_tick(-bins.reach);
        let text = format!("first bar: {} below {end} in it", small_percent(bins.below));
        page.text_at(page.frame.left, y, look, &text);
    }
    if 0.0 < bins.above {
        let text = format!("last bar: {} above {end} in it", small_percent(bins.above));
        page.text_at(page.frame.right, y, look.right(), &text);
    }
}

fn metadata(
    first: &Contender<'_>,
    other: &Contender<'_>,
    (pair, bins): (&Pair, &Bins),
) -> Metadata {
    let mut csv = "difference_from,difference_to,share_of_paths\n".to_owned();
    for (bin, share) in bins.shares.iter().enumerate() {
        csv += &format!("{},{},{share}\n", bins.edge(bin), bins.edge(bin + 1));
    }
    csv += &format!("no difference,no difference,{}\n", pair.same.value);
    let [worse, same, better] = three_parts(pair);
    let alt_text = format!(
        "Strip and histogram of the difference in MOIC of {} minus {} on the same {} paths. \
         {worse} of paths are worse, {same} equal, {better} better. {}. {} of paths lie below the \
         axis from {} to {}, {} above it.",
        other.label,
        first.label,
        first.outcomes.len(),
        notes(pair)[1..].join("; "),
        small_percent(bins.below),
        signed_tick(-bins.reach),
        signed_tick(bins.reach),
        small_percent(bins.above),
    );
    let domains = vec![
        DIFFERENCES.tells([-bins.reach, bins.reach]),
        STEP.tells([bins.step]),
        FULLEST.tells([bins.fullest]),
    ];
    Metadata { kind: &KIND, alt_text, csv, domains }
}
