//! What one would have to believe: of each assumption that a shift moves, the
//! percentile of the plan's own distribution at which it would have to be.

use super::level;
use super::words::{notes, subtitles, titles};
use crate::analysis::reverse::{Break, Finding, Way};
use crate::output::chart::{
    Area, Axes, Chart, Domains, GREY_TEXT, GRID, INK, Kind, Look, Metadata, NamedRows, Page,
    Provenance, RULE, Scale, Size, Subject, WORSE, Words, baseline, count as count_of, tick,
};
use crate::output::reverse::json::reverse_csv;
use crate::output::reverse::words::{ReverseTest, ShiftedNumber, conclusion, moved};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{basis, input_label, percentile_words};

/// Percentiles that are marked.
const MARKS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// As many rows share the height at least.
const FEWEST: usize = 3;

/// Draws the shift of the fewest assumptions that break the plan.
pub fn reverse(
    test: &ReverseTest<'_>,
    run: &Provenance,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let of = drawn(test);
    let all = of.map(|of| moved(test, of)).unwrap_or_default();
    let most = rows(size);
    let lent = ROWS.values(like).and_then(count_of).map(|lent| lent.clamp(FEWEST, most));
    let shown: Vec<&ShiftedNumber<'_>> = all.iter().take(lent.unwrap_or(most)).collect();
    let count = lent.unwrap_or(shown.len().clamp(FEWEST, most));
    let level = level::span(test, like);
    let words = Words {
        provenance: run,
        titles: titles(test, of),
        subtitles: subtitles(test, of.is_some()),
        basis: basis(&test.limit.statistic),
        notes: notes(test, of, (shown.len(), all.len())),
    };
    let page = Page::new(size, &words, 2);
    let plot = if shown.is_empty() {
        level::draw(&page, test, level)
    } else {
        draw(&page, test, (&shown, count))
    };
    let domains = match level {
        _ if !shown.is_empty() => vec![PERCENTILES.tells([0.0, 1.0]), ROWS.tells([count as f64])],
        Some(span) => vec![level::STATISTIC.tells(span.ends())],
        None => Vec::new(),
    };
    let of = Subject::of_statistic(&KIND, &test.limit.statistic).of;
    page.finish_of(&of, &words, plot, Metadata { domains, ..metadata(test, &shown) })
}

/// The joint shift of the assumptions at which a plan breaks, or the figure where none is found.
pub static KIND: Kind = Kind {
    name: "reverse",
    shows_one_of_several: true,
    scales: &[PERCENTILES, ROWS, level::STATISTIC],
    ..Kind::PLAIN
};

/// Percentiles of the plan's own distributions: all of them.
const PERCENTILES: Scale = Scale::Optional("axis");
/// How many rows share the height, where a shift is drawn.
const ROWS: Scale = Scale::Optional("rows");

/// The shortest shift of the fewest numbers, or of all.
fn drawn<'a>(test: &'a ReverseTest<'_>) -> Option<&'a Break> {
    let Finding::Breaks(breaks) = &test.found.finding else { return None };
    Some(match &breaks.short {
        Way::Breaks(short) => short,
        Way::Holds(_) => &breaks.full,
    })
}

/// Rows that there is room for.
fn rows(size: Size) -> usize {
    match size {
        Size::Half => 5,
        Size::Slide => 7,
        Size::Tall => 10,
        Size::Full | Size::Sheet(_) => 8,
    }
}

fn draw(
    page: &Page,
    test: &ReverseTest<'_>,
    (shown, count): (&[&ShiftedNumber<'_>], usize),
) -> Area {
    let room = Look::new(page.kind.label, INK).width("1,000 days") + 8.0;
    let layout = NamedRows { clears_head: true, ..NamedRows::of(page, count, room) };
    let axes = page.axes(layout.plot, 0.0..1.0, 0.0..1.0);
    scale(page, layout.plot, &axes);
    for (row, one) in shown.iter().enumerate() {
        dumbbell(page, &axes, (test, one), layout.middle(row));
        let mark = if one.follows { " (follows)" } else { "" };
        layout.name(page, row, [&format!("{}{mark}", input_label(&one.number.name)), ""]);
    }
    layout.plot
}

fn scale(page: &Page, plot: Area, axes: &Axes) {
    let look = Look::new(page.kind.label, INK).centred();
    baseline(page, plot);
    for percentile in MARKS {
        let x = axes.at(percentile, 0.0).0;
        let is_middle = (percentile - 0.5).abs() < 0.1;
        let (width, colour) = if is_middle { (1.0, INK) } else { (0.5, GRID) };
        page.line(&[(x, plot.top), (x, plot.bottom)], width, colour);
        tick(page, plot, x, &percentile_words(percentile));
    }
    let x = axes.at(0.5, 0.0).0;
    let y = plot.top - 0.9 * page.kind.label;
    page.text_at(x, y, look.bold(), "plan\u{2019}s median");
}

/// From the plan's median to where it would have to be, with both values.
fn dumbbell(page: &Page, axes: &Axes, (test, one): (&ReverseTest<'_>, &ShiftedNumber<'_>), y: f64) {
    let (from, to) = (axes.at(0.5, 0.0).0, axes.at(one.percentile, 0.0).0);
    let radius = 0.36 * page.kind.label;
    page.line(&[(from, y), (to, y)], 2.0, RULE);
    page.disc((from, y), 0.8 * radius, INK);
    page.disc((to, y), radius, WORSE);
    let words = |value| value_words(value, one.number.unit, &test.info.currency, ValueStyle::FULL);
    let gap = radius + 3.0;
    let put = |x: f64, is_right: bool, colour, text: &str| {
        let look = Look::new(page.kind.label, colour);
        let left = if is_right { x + gap } else { x - gap - look.width(text) };
        page.text_on_white((left, y), look, text, (1.0, 0.55 * page.kind.label));
    };
    let rises = 0.5 < one.percentile;
    put(to, rises, INK, &words(one.value));
    put(from, !rises, GREY_TEXT, &words(one.plan));
}

fn metadata(test: &ReverseTest<'_>, shown: &[&ShiftedNumber<'_>]) -> Metadata {
    let value = |value| {
        statistic_words(
            value,
            test.limit.statistic.unit(),
            &test.info.currency,
            StatisticStyle::Against(test.threshold),
        )
    };
    let rows: Vec<String> = shown
        .iter()
        .map(|one| {
            let words =
                |value| value_words(value, one.number.unit, &test.info.currency, ValueStyle::FULL);
            format!(
                "{}: {} at {} of the plan\u{2019}s distribution, from {}",
                input_label(&one.number.name),
                words(one.value),
                percentile_words(one.percentile),
                words(one.plan),
            )
        })
        .collect();
    let rows = if rows.is_empty() { String::new() } else { format!(" {}.", rows.join("; ")) };
    let picture = if shown.is_empty() {
        let levels = level::levels(test);
        let said: Vec<String> =
            levels.iter().map(|(name, level)| format!("{name} {}", value(level.value))).collect();
        format!(
            "Dots of the statistic against its limit of {}: {}.",
            value(test.threshold),
            said.join(", ")
        )
    } else {
        format!(
            "Dot plot with a row for each assumption that is moved, horizontal axis from P0 to P100 \
             of the plan\u{2019}s own distributions.{rows}"
        )
    };
    let alt_text = format!("{picture} {}", conclusion(test));
    let csv = String::from_utf8(reverse_csv(test)).expect("names are text");
    Metadata { kind: &KIND, alt_text, csv, domains: Vec::new() }
}
