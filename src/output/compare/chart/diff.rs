//! Chart of a paired difference: on how many paths a scenario returns less, the
//! same or more than the first, and by how much.

use super::difference_histogram::{
    Bins, DIFFERENCES, FULLEST, STEP, histogram, is_whole, lent_bins, signed_tick,
};
use super::titles::pair as titles;
use super::versus::{provenance, short};
use crate::analysis::compare::{Contender, Pair};
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, BETTER, Chart, Domains, INK, Kind, Metadata, NEUTRAL, Page, Plot, Segment, Size, Span,
    WORSE, Words, cells, csv_of, strip,
};
use crate::output::compare::words::three_parts;
use crate::output::figures::{difference, error};
use crate::output::format::small_percent;

/// Draws the difference in MOIC of `other` less `first`, path by path.
pub(in crate::output) fn diff(
    first: &Contender<'_>,
    other: &Contender<'_>,
    pair: &Pair,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let run = provenance(&[*first, *other]);
    let (a, b) = (short(first.label), short(other.label));
    let bins = Bins::of(first, other, like, size);
    let minus = format!("MOIC of {b} minus {a}");
    let words = Words {
        provenance: &run,
        titles: titles(first, other, pair),
        subtitles: vec![
            format!(
                "{minus} on the same draws: strip of all paths; below, the share of all paths in \
                 each bin, equal ones left out"
            ),
            format!("{minus}: strip of all paths; below, share of paths in each bin"),
            format!("{minus} on the same draws: strip of all paths; below, those that differ"),
            format!("{minus}: all paths; below, those that differ"),
        ],
        basis: "",
        notes: notes(pair),
    };
    let words = words.note_first(bins.cut());
    let page = Page::new(size, &words, size.subtitle_lines());
    let plot = draw(&page, [&a, &b], pair, &bins);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(first, other, pair, &bins),
        csv: numbers(pair, &bins),
        domains: vec![
            DIFFERENCES.tells([-bins.reach, bins.reach]),
            STEP.tells([bins.step]),
            FULLEST.tells([bins.fullest]),
        ],
    };
    page.finish(&words, plot, metadata)
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

fn draw(page: &Page, names: [&str; 2], pair: &Pair, bins: &Bins) -> Area {
    let (label, look) = (page.kind.label, page.look(INK));
    let sides = page.inside([0.0, 0.5 * label, 0.0, 3.4 * label]);
    let strip = Area { bottom: page.frame.top + 2.6 * label, ..sides };
    strip::segments(page, strip, &segments(pair));
    better(page, strip, names, pair);
    let area = Area {
        left: page.frame.left + look.width("99.9%") + 6.0,
        top: strip.bottom + 4.2 * label,
        right: page.frame.right - look.width("+10x"),
        ..sides
    };
    let reach = Span { low: -bins.reach, high: bins.reach };
    histogram(&Plot::new(page, area, reach, Span::to(1.12 * bins.fullest)), bins, pair);
    sides
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
fn better(page: &Page, strip: Area, [first, other]: [&str; 2], pair: &Pair) {
    let [worse, _, better] = three_parts(pair);
    let look = page.look(INK).bold();
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

/// A row for each bin, and one for the paths that do not differ.
fn numbers(pair: &Pair, bins: &Bins) -> String {
    let same = pair.same.value.to_string();
    let same = vec!["no difference".to_owned(), "no difference".to_owned(), same];
    let rows = bins.each().map(|bin| cells([bin.from, bin.to, bin.share]));
    csv_of(["difference_from", "difference_to", "share_of_paths"], rows.chain([same]))
}

fn alt_text(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair, bins: &Bins) -> String {
    let [worse, same, better] = three_parts(pair);
    format!(
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
    )
}
