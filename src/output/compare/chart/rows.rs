//! Chart of scenarios as rows: the chance of losing nearly everything, the
//! range of MOIC, and the figures that a committee asks for.

use super::interval::interval;
use super::layout::{Column, Layout, columns, layout};
use super::pair_table::PairTable;
use super::row_numbers::metadata;
use super::titles::rows;
use super::versus::{provenance, share_error};
use crate::analysis::compare::{Comparison, Contender};
use crate::output::chart::{
    AXIS, Area, Chart, Domains, GREY_TEXT, GRID, INK, Kind, LOSS, Look, MoicAxis, Page, Scale,
    Size, Words, is_ascending, name_within,
};
use crate::output::format::{percent, plural};

/// Rows that a half size has room for.
const MOST_AT_HALF: usize = 3;

/// Rows closer than this, in heights of a label, would touch: then the table
/// below them is left out.
const LEAST_PITCH: f64 = 1.5;

/// Draws a row for each scenario, the first black; at half size the first three.
pub(in crate::output) fn compare(
    contenders: &[Contender<'_>],
    comparison: &Comparison,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let run = provenance(contenders);
    let all = contenders;
    let most = if size == Size::Half { MOST_AT_HALF } else { all.len() };
    let contenders = &all[..all.len().min(most)];
    let multiples = MoicAxis::of(contenders.iter().map(|one| one.outcomes.moic.as_slice()), like);
    let places = PLACES.list(like);
    let words = Words {
        provenance: &run,
        titles: rows(all, comparison),
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
        notes: notes(contenders, all.len() - contenders.len()),
    };
    let page = Page::new(size, &words, 2);
    let (plot, places) = draw(&page, contenders, (comparison, places), &multiples);
    page.finish(&words, plot, metadata(all, &multiples, places))
}

/// Where the columns stand, in points from the left: bars and intervals, each from and to, and
/// two or four columns of numbers.
pub(super) const PLACES: Scale =
    Scale::Values("places", |places| is_ascending(places) && [6, 8].contains(&places.len()));

/// A row for each scenario.
pub static KIND: Kind = Kind { name: "compare", scales: &[Scale::Moic, PLACES], ..Kind::PLAIN };

fn notes(contenders: &[Contender<'_>], left_out: usize) -> Vec<String> {
    let heavy: Vec<&str> =
        contenders.iter().filter(|one| one.summary.tail.is_heavy()).map(|one| one.label).collect();
    let mut notes = vec![
        "gross of fees, undiscounted".to_owned(),
        "mean ± 1 s.e.".to_owned(),
        share_error(contenders),
    ];
    if 0 < left_out {
        notes.push(format!("not drawn: {}", plural(left_out as u64, "more scenario")));
    }
    if !heavy.is_empty() {
        notes.push(format!("heavy tail, s.e. too small: {}", heavy.join(", ")));
    }
    notes
}

fn draw(
    page: &Page,
    contenders: &[Contender<'_>],
    (comparison, places): (&Comparison, Option<Vec<f64>>),
    multiples: &MoicAxis,
) -> (Area, Vec<f64>) {
    let columns = columns(contenders, page.size == Size::Half);
    let mut pairs = PairTable::of(page, contenders, comparison);
    let mut parts = layout(page, contenders, &columns, pairs.height(page));
    if parts.0.pitch < LEAST_PITCH * page.kind.label {
        pairs = PairTable::default();
        parts = layout(page, contenders, &columns, 0.0);
    }
    let (mut layout, mut rights) = parts;
    if let Some(places) = places.filter(|places| places.len() == 4 + columns.len()) {
        rights = layout.move_to(&places);
    }
    let axes = page.axes(layout.plot, 0.0..1.0, 0.0..1.0);
    for row in 1..contenders.len() {
        let y = layout.plot.top + row as f64 * layout.pitch;
        page.line(&[(page.frame.left, y), (page.frame.right, y)], 0.5, GRID);
    }
    multiples.hurdles(page, layout.plot, &axes);
    multiples.draw(page, layout.plot, &axes);
    bars(page, contenders, &layout);
    let name = Look::new(page.kind.name, INK).bold();
    for (row, one) in contenders.iter().enumerate() {
        let (room, y) = match layout.name_room {
            none if none <= 0.0 => (page.frame.width(), layout.name_above(row, page)),
            room => (room, layout.middle(row)),
        };
        page.text_at(page.frame.left, y, name, &name_within(one.label, room, name));
        interval(page, &layout, &axes, (one, row, multiples));
    }
    numbers(page, &layout, &columns, &rights);
    pairs.draw(page, layout.plot.bottom + 2.6 * page.kind.label);
    let ends = [layout.bars.left, layout.bars.right, layout.plot.left, layout.plot.right];
    let places = ends.into_iter().chain(rights).collect();
    (Area { left: page.frame.left, right: page.frame.right, ..layout.plot }, places)
}

/// The chance of losing nearly everything, as a bar from 0 to 100 %.
fn bars(page: &Page, contenders: &[Contender<'_>], layout: &Layout) {
    let label = page.kind.label;
    let number = Look::new(label, INK);
    let head = Look::new(label, GREY_TEXT);
    let full = layout.bars.width() - number.width(">99%") - 4.0;
    let y = layout.bars.top - 0.7 * label;
    page.text_at(layout.bars.left, y, head, "<0.1x");
    for (row, one) in contenders.iter().enumerate() {
        let share = one.summary.near_total_loss.value;
        let middle = layout.middle(row);
        let end = layout.bars.left + share * full;
        page.rect(Area::level([layout.bars.left, end], (middle, 0.55 * label)), LOSS);
        page.text_at(end + 4.0, middle, number, &percent(share));
    }
    // Names above the bars would cross the line.
    if 0.0 < layout.name_room {
        let left = layout.bars.left;
        page.line(&[(left, layout.bars.top), (left, layout.bars.bottom)], 0.75, AXIS);
    }
}

fn numbers(page: &Page, layout: &Layout, columns: &[Column], rights: &[f64]) {
    let label = page.kind.label;
    let number = Look::new(label, INK).right();
    let head = Look::new(label, GREY_TEXT).right();
    let lefts = std::iter::once(layout.plot.right).chain(rights.iter().copied());
    for ((column, right), left) in columns.iter().zip(rights).zip(lefts) {
        page.text_at(*right, layout.plot.top - 0.7 * label, head, column.head);
        for (row, cell) in column.cells.iter().enumerate() {
            // Where the columns of another picture are too narrow, the error goes.
            let [full, short] = cell;
            let fits = left + 2.0 <= *right - number.width(full);
            page.text_at(*right, layout.middle(row), number, if fits { full } else { short });
        }
    }
}
