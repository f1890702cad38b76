//! Chart of scenarios as rows: the chance of losing nearly everything, the
//! range of MOIC, and the figures that a committee asks for.

use super::layout::{Column, Layout};
use super::pair_table::PairTable;
use super::row_words::{alt_text, notes, numbers};
use super::titles::rows;
use super::versus::provenance;
use crate::analysis::compare::{Comparison, Contender};
use crate::output::chart::{
    AXIS, Area, Chart, Domains, GREY_TEXT, GRID, INK, Kind, LOSS, Metadata, MoicAxis,
    NEAR_TOTAL_LOSS, PAPER, Page, Plot, Scale, Size, Span, Words, arrow, colour_of, diamond,
    is_ascending,
};
use crate::output::format::percent;
use plotters::style::RGBColor;

/// Rows that a half size has room for.
const MOST_AT_HALF: usize = 3;

/// Draws a row for each scenario, the first black; at half size the first three.
pub(in crate::output) fn compare(
    contenders: &[Contender<'_>],
    comparison: &Comparison,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let most = if size == Size::Half { MOST_AT_HALF } else { contenders.len() };
    let shown = &contenders[..contenders.len().min(most)];
    let run = provenance(shown);
    let multiples = MoicAxis::of(shown.iter().map(|one| one.outcomes.moic.as_slice()), like);
    let words = Words {
        provenance: &run,
        titles: rows(shown, contenders.len() - shown.len(), comparison),
        subtitles: vec![
            "Shares of paths below 0.1x (bars), below 1x, and of 3x or more. MOIC on a log scale: thin \
             line P10 to P90, thick P25 to P75, tick median, diamond mean; an arrow goes on below 0.1x"
                .to_owned(),
            "Percentages of paths. MOIC, log scale: thin P10–P90, thick P25–P75, tick median, \
             diamond mean, arrow below 0.1x"
                .to_owned(),
            "MOIC, log scale: thin P10–P90, thick P25–P75, tick median, diamond mean, arrow below 0.1x"
                .to_owned(),
        ],
        basis: "",
        notes: notes(shown, contenders.len() - shown.len()),
    };
    let page = Page::new(size, &words, 2);
    let pairs = PairTable::of(&page, shown, comparison);
    let (layout, pairs) = Layout::of(&page, shown, PLACES.list(like), pairs);
    draw(&page, shown, &layout, &multiples, &pairs);
    let frame = page.frame;
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(contenders),
        csv: numbers(contenders),
        domains: vec![multiples.domain(), PLACES.tells(layout.places())],
    };
    let plot = Area { left: frame.left, right: frame.right, ..layout.plot };
    page.finish(&words, plot, metadata)
}

/// Where the columns stand, in points from the left: bars and intervals, each from and to, and
/// two or four columns of numbers.
const PLACES: Scale =
    Scale::Values("places", |places| is_ascending(places) && [6, 8].contains(&places.len()));

/// A row for each scenario.
pub static KIND: Kind = Kind { name: "compare", scales: &[Scale::Moic, PLACES], ..Kind::PLAIN };

fn draw(
    page: &Page,
    contenders: &[Contender<'_>],
    layout: &Layout,
    multiples: &MoicAxis,
    pairs: &PairTable,
) {
    let plot = Plot::of_rows(page, layout.plot, Span::UNIT);
    for row in 1..contenders.len() {
        let y = layout.plot.top + row as f64 * layout.pitch;
        page.line(&[(page.frame.left, y), (page.frame.right, y)], 0.5, GRID);
    }
    multiples.hurdles(&plot);
    multiples.draw(&plot);
    bars(page, contenders, layout);
    for (row, one) in contenders.iter().enumerate() {
        interval(&plot, one, multiples, layout.middle(row), colour_of(row));
    }
    // Upon the intervals, to which they may stand close.
    for (row, one) in contenders.iter().enumerate() {
        layout.name(page, row, one.label);
    }
    layout.columns.iter().for_each(|column| column_of_numbers(page, layout, column));
    pairs.draw(page, layout.plot.bottom + 2.6 * page.kind.label);
}

/// The chance of losing nearly everything, as a bar from 0 to 100 %.
fn bars(page: &Page, contenders: &[Contender<'_>], layout: &Layout) {
    let label = page.kind.label;
    let number = page.look(INK);
    let Area { left, right, top, bottom } = layout.bars;
    let full = (right - left) - number.width(">99%") - 4.0;
    page.text_at(left, top - 0.7 * label, page.look(GREY_TEXT), "<0.1x");
    for (row, one) in contenders.iter().enumerate() {
        let share = one.summary.near_total_loss.value;
        let (middle, end) = (layout.middle(row), left + share * full);
        page.rect(Area::level([left, end], (middle, 0.55 * label)), LOSS);
        page.text_at(end + 4.0, middle, number, &percent(share));
    }
    // Names above the bars would cross the line.
    if layout.are_beside() {
        page.line(&[(left, top), (left, bottom)], 0.75, AXIS);
    }
}

fn column_of_numbers(page: &Page, layout: &Layout, column: &Column) {
    let (number, head) = (page.look(INK).right(), page.look(GREY_TEXT).right());
    let [left, right] = column.ends;
    page.text_at(right, layout.plot.top - 0.7 * page.kind.label, head, column.head);
    for (row, [full, short]) in column.cells.iter().enumerate() {
        // Where the columns of another picture are too narrow, the error goes.
        let fits = left + 2.0 <= right - number.width(full);
        page.text_at(right, layout.middle(row), number, if fits { full } else { short });
    }
}

/// The range of MOIC of a scenario, with its median and mean.
fn interval(plot: &Plot<'_>, one: &Contender<'_>, multiples: &MoicAxis, y: f64, colour: RGBColor) {
    let page = plot.page;
    let stretch = page.size.stretch();
    let wide = stretch.max(1.0);
    let moic_at = |p: f64| one.summary.moic.at(p).value;
    let on_axis = |value: f64| plot.x_of(multiples.place(value));
    for (low, high, half) in [(0.10, 0.90, 0.55), (0.25, 0.75, 2.75)] {
        let (low, high) = (moic_at(low), moic_at(high));
        if NEAR_TOTAL_LOSS < high {
            page.rect(Area::level([on_axis(low), on_axis(high)], (y, half * wide)), colour);
        }
    }
    if moic_at(0.10) < NEAR_TOTAL_LOSS {
        arrow(page, (plot.area.left, y), -5.4 * stretch, colour);
    }
    if multiples.top < moic_at(0.90) {
        arrow(page, (plot.area.right, y), 5.4 * stretch, colour);
    }
    let median = moic_at(0.5);
    if NEAR_TOTAL_LOSS <= median {
        // At half size names may stand close above.
        let (x, length) = (on_axis(median), if page.is_half() { 4.0 } else { 6.5 * wide });
        let ends = [(x, y - length), (x, y + length)];
        page.line(&ends, 3.4 * wide, PAPER);
        page.line(&ends, 1.6 * wide, colour);
    }
    let mean = one.summary.moic.mean.value;
    if NEAR_TOTAL_LOSS <= mean && mean <= multiples.top {
        diamond(page, (on_axis(mean), y), 4.0 * stretch, colour);
    }
}
