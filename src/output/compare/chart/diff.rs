//! Chart of a paired difference: on how many paths a scenario returns less, the
//! same or more than the first, and by how much.

use super::difference_bins::{Bins, DIFFERENCES, FULLEST, STEP, is_whole, lent_bins};
use super::titles::pair as titles;
use super::versus::{provenance, short};
use crate::analysis::compare::{Contender, Pair};
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, Axes, BETTER, Chart, Domains, GREY_TEXT, INK, Kind, Look, Metadata, NEUTRAL, Page,
    Segment, Size, WORSE, Words, bin, cells, csv_of, decimals_of, grid, strip, tick, ticks,
    zero_line,
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

/// The difference of a pair, path by path.
pub static KIND: Kind = Kind {
    name: "diff",
    scales: &[DIFFERENCES, STEP, FULLEST],
    agree: |domains, _| lent_bins(Some(domains)).is_some_and(is_whole),
    ..Kind::PLAIN
};

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
    strip::segments(page, strip, &segments(pair));
    sides(page, strip, [&short(first.label), &short(other.label)], pair);
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

/// Worse, the same and better, as parts of all paths.
fn segments(pair: &Pair) -> [Segment; 3] {
    let [worse, same, better] = three_parts(pair);
    let part = |name: &str, text: String, share, colour| Segment {
        share,
        names: vec![format!("{name} {text}"), text],
        colour,
    };
    [
        part("worse", worse, pair.worse.value, WORSE),
        part("no difference", same, pair.same.value, NEUTRAL),
        part("better", better, pair.better.value, BETTER),
    ]
}

/// Which of the two is better, under either end of the strip.
fn sides(page: &Page, strip: Area, [first, other]: [&str; 2], pair: &Pair) {
    let [worse, _, better] = three_parts(pair);
    let look = Look::new(page.kind.label, INK).bold();
    let long = [format!("{first} better: {worse}"), format!("{other} better: {better}")];
    let short = [format!("worse: {worse}"), format!("better: {better}")];
    let wide = look.width(&long[0]) + look.width(&long[1]) + 8.0;
    let [left, right] = if wide <= strip.width() { long } else { short };
    let ends = [
        [strip.left, strip.left + pair.worse.value * strip.width()],
        [strip.right - pair.better.value * strip.width(), strip.right],
    ];
    strip::sides(page, strip, ends, [&left, &right]);
}

fn histogram(page: &Page, plot: Area, bins: &Bins, pair: &Pair) {
    let look = Look::new(page.kind.label, INK);
    let axes = page.axes(plot, -bins.reach..bins.reach, 1.12 * bins.fullest..0.0);
    let marks = ticks(0.0, 1.03 * bins.fullest, 4);
    let decimals = decimals_of(100.0 * marks.get(1).copied().unwrap_or(1.0));
    let named = marks.iter().map(|value| (*value, format!("{:.decimals$}%", 100.0 * value)));
    grid(page, plot, &axes, &named.collect::<Vec<_>>());
    for one in bins.each().filter(|bin| 0.0 < bin.share) {
        bin(page, plot, &axes, &one, bins.fullest);
    }
    zero_line(page, plot, axes.at(0.0, 0.0).0);
    if bins.shares.iter().all(|share| *share <= 0.0) {
        let place = (0.25 * plot.right + 0.75 * plot.left, 0.5 * (plot.top + plot.bottom));
        page.text_at(place.0, place.1, look.centred(), "no path differs");
    } else {
        mean_line(page, plot, &axes, (bins, pair));
    }
    let steps = if page.size == Size::Half { 4 } else { 8 };
    // A step too long for the axis would leave only 0.
    let enough = |steps: &usize| 3 <= ticks(-bins.reach, bins.reach, *steps).len();
    let steps = (steps..=3 * steps).find(enough).unwrap_or(steps);
    for value in ticks(-bins.reach, bins.reach, steps) {
        tick(page, plot, axes.at(value, 0.0).0, &signed_tick(value));
    }
    beyond(page, plot, Look::new(page.kind.label, GREY_TEXT), bins);
}

/// The mean, dotted, named above the plot on the side with room.
fn mean_line(page: &Page, plot: Area, axes: &Axes, (bins, pair): (&Bins, &Pair)) {
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
    let same = pair.same.value.to_string();
    let same = vec!["no difference".to_owned(), "no difference".to_owned(), same];
    let rows = bins.each().map(|bin| cells([bin.from, bin.to, bin.share]));
    let csv = csv_of(["difference_from", "difference_to", "share_of_paths"], rows.chain([same]));
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
