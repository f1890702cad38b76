//! What one would have to believe: of each assumption that a shift moves, the
//! percentile of the plan's own distribution at which it would have to be.

use super::level;
use super::words::{alt_text, notes, subtitles, titles};
use crate::analysis::reverse::{Break, Finding, Way};
use crate::output::chart::{
    Area, Chart, Domains, GREY_TEXT, GRID, INK, Kind, Metadata, NamedRows, Page, Plot, Provenance,
    RULE, Scale, Size, Span, Subject, WORSE, Words, count as count_of,
};
use crate::output::format::count;
use crate::output::reverse::json::reverse_csv;
use crate::output::reverse::words::{ReverseTest, ShiftedNumber, moved};
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
    let most = NamedRows::most(size);
    let lent = ROWS.values(like).and_then(count_of).map(|lent| lent.clamp(FEWEST, most));
    let shown: Vec<&ShiftedNumber<'_>> = all.iter().take(lent.unwrap_or(most)).collect();
    let rows = lent.unwrap_or(shown.len().clamp(FEWEST, most));
    let level = level::span(test, like);
    let words = Words {
        provenance: run,
        titles: titles(test, of),
        subtitles: subtitles(test, of.is_some()),
        basis: basis(&test.limit.statistic),
        notes: notes(test, of, shown.len(), all.len()),
    };
    let page = Page::new(size, &words, 2);
    let (plot, domains) = if shown.is_empty() {
        let told = level.map(|span| STATISTIC.tells(span.ends()));
        (level::draw(&page, test, level), told.into_iter().collect())
    } else {
        let told = vec![PERCENTILES.tells([0.0, 1.0]), ROWS.tells([rows as f64])];
        (draw(&page, test, &shown, rows), told)
    };
    let csv = String::from_utf8(reverse_csv(test)).expect("names are text");
    let of = Subject::of_statistic(&KIND, &test.limit.statistic).of;
    let metadata = Metadata { kind: &KIND, alt_text: alt_text(test, &shown), csv, domains };
    page.finish_of(&of, &words, plot, metadata)
}

/// The joint shift of the assumptions at which a plan breaks, or the figure where none is found.
pub static KIND: Kind = Kind {
    name: "reverse",
    shows_one_of_several: true,
    scales: &[PERCENTILES, ROWS, STATISTIC],
    ..Kind::PLAIN
};

/// Percentiles of the plan's own distributions: all of them.
const PERCENTILES: Scale = Scale::Optional("axis");
/// How many rows share the height, where a shift is drawn.
const ROWS: Scale = Scale::Optional("rows");
const STATISTIC: Scale = level::STATISTIC;

/// The shortest shift of the fewest numbers, or of all.
fn drawn<'a>(test: &'a ReverseTest<'_>) -> Option<&'a Break> {
    let Finding::Breaks(breaks) = &test.found.finding else { return None };
    Some(match &breaks.short {
        Way::Breaks(short) => short,
        Way::Holds(_) => &breaks.full,
    })
}

fn draw(page: &Page, test: &ReverseTest<'_>, shown: &[&ShiftedNumber<'_>], count: usize) -> Area {
    let look = page.look(INK);
    let room = look.width("1,000 days") + 8.0;
    let mut rows = NamedRows { clears_head: true, ..NamedRows::of(page, count, room) };
    if rows.are_beside() {
        rows.plot.right -= look.width("1,000% of plan") + 4.0;
    }
    let plot = Plot::of_rows(page, rows.plot, Span::UNIT);
    scale(&plot);
    for (row, one) in shown.iter().enumerate() {
        dumbbell(&plot, one, &test.info.currency, rows.middle(row));
        let mark = if one.follows { " (follows)" } else { "" };
        rows.name(page, row, &format!("{}{mark}", input_label(&one.number.name)), "");
        of_plan(page, &rows, row, one);
    }
    rows.plot
}

/// How much of what the plan has the new median is: in a column, or right of the name where that
/// stands above its row.
fn of_plan(page: &Page, rows: &NamedRows, row: usize, one: &ShiftedNumber<'_>) {
    let part = one.value / one.plan;
    if !(part.is_finite() && 0.0 < part && part < 100.0) {
        return;
    }
    let (look, text) =
        (page.look(INK).right(), format!("{}% of plan", count((100.0 * part).round() as u64)));
    if rows.are_beside() {
        page.text_at(page.frame.right, rows.middle(row), look, &text);
        return;
    }
    let y = rows.plot.top + (row as f64 + 0.26) * rows.pitch;
    if page.is_free((page.frame.right, y), look, &text, 3.0) {
        page.text_on_white((page.frame.right, y), look, &text, (1.0, 0.5 * page.kind.label));
    }
}

fn scale(plot: &Plot<'_>) {
    let page = plot.page;
    plot.baseline();
    for percentile in MARKS {
        let x = plot.x_of(percentile);
        let is_middle = (percentile - 0.5).abs() < 0.1;
        let (width, colour) = if is_middle { (1.0, INK) } else { (0.5, GRID) };
        plot.upright(x, width, colour);
        plot.tick(x, &percentile_words(percentile));
    }
    let (x, y) = (plot.x_of(0.5), plot.area.top - 0.9 * page.kind.label);
    page.text_at(x, y, page.look(INK).centred().bold(), "plan\u{2019}s median");
}

/// From the plan's median to where it would have to be, with both values.
fn dumbbell(plot: &Plot<'_>, one: &ShiftedNumber<'_>, currency: &str, y: f64) {
    let page = plot.page;
    let (from, to) = (plot.at((0.5, 0.0)).0, plot.at((one.percentile, 0.0)).0);
    let radius = 0.36 * page.kind.label;
    page.line(&[(from, y), (to, y)], 2.0, RULE);
    page.disc((from, y), 0.8 * radius, INK);
    page.disc((to, y), radius, WORSE);
    let gap = radius + 3.0;
    let put = |x: f64, is_right: bool, colour, value: f64| {
        let look = page.look(colour);
        let text = value_words(value, one.number.unit, currency, ValueStyle::FULL);
        let left = if is_right { x + gap } else { x - gap - look.width(&text) };
        page.text_on_white((left, y), look, &text, (1.0, 0.55 * page.kind.label));
    };
    let rises = 0.5 < one.percentile;
    put(to, rises, INK, one.value);
    put(from, !rises, GREY_TEXT, one.plan);
}
