//! Chart of scenarios as rows: the chance of losing nearly everything, the
//! range of MOIC, and the figures that a committee asks for.

use super::pair_table::PairTable;
use super::titles::rows;
use super::versus::{OTHERS, provenance, share_error};
use crate::analysis::compare::{Comparison, Contender};
use crate::output::chart::{
    AXIS, Area, Axes, Chart, Domains, GREY_TEXT, GRID, INK, Kind, LOSS, Look, Metadata, MoicAxis,
    NEAR_TOTAL_LOSS, PAPER, Page, Scale, Size, Words, arrow, diamond, is_ascending, name_within,
};
use crate::output::format::{moic, moic_with_error, percent, plural};

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
const PLACES: Scale =
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

/// A column of numbers right of the intervals.
struct Column {
    head: &'static str,
    cells: Vec<String>,
}

fn columns(contenders: &[Contender<'_>], few: bool) -> Vec<Column> {
    let of = |head, cell: &dyn Fn(&Contender<'_>) -> String| Column {
        head,
        cells: contenders.iter().map(cell).collect(),
    };
    let mut columns = vec![
        of("<1x", &|one| percent(one.summary.loss.value)),
        of("≥3x", &|one| percent(one.summary.at_least_3x.value)),
    ];
    if !few {
        columns.push(of("median", &|one| moic(one.summary.moic.at(0.5).value)));
        columns.push(of("mean ± s.e.", &|one| {
            let mean = &one.summary.moic.mean;
            if mean.standard_error.is_nan() { moic(mean.value) } else { moic_with_error(mean) }
        }));
    }
    columns
}

/// Where the parts of the rows are.
struct Layout {
    /// Room for names left of the bars; none where they stand above them.
    name_room: f64,
    bars: Area,
    plot: Area,
    pitch: f64,
}

impl Layout {
    fn middle(&self, row: usize) -> f64 {
        let share = if self.name_room <= 0.0 { 0.68 } else { 0.5 };
        self.plot.top + (row as f64 + share) * self.pitch
    }

    /// Moves the columns to where those of another picture are, and returns
    /// the right ends of the numbers.
    fn move_to(&mut self, places: &[f64]) -> Vec<f64> {
        let moved = places[0] - self.bars.left;
        self.name_room = if self.name_room <= 0.0 { 0.0 } else { self.name_room + moved };
        (self.bars.left, self.bars.right) = (places[0], places[1]);
        (self.plot.left, self.plot.right) = (places[2], places[3]);
        places[4..].to_vec()
    }

    /// Where a name stands that has no room beside the bars.
    fn name_above(&self, row: usize, page: &Page) -> f64 {
        self.plot.top + row as f64 * self.pitch + 0.7 * page.kind.name
    }
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

fn layout(
    page: &Page,
    contenders: &[Contender<'_>],
    columns: &[Column],
    below: f64,
) -> (Layout, Vec<f64>) {
    let label = page.kind.label;
    let (number, head) = (Look::new(label, INK), Look::new(label, GREY_TEXT));
    let mut right = page.frame.right;
    let mut rights = Vec::new();
    for column in columns.iter().rev() {
        rights.insert(0, right);
        let widest = column.cells.iter().map(|cell| number.width(cell)).fold(0.0, f64::max);
        right -= widest.max(head.width(column.head)) + 1.3 * label;
    }
    let name = Look::new(page.kind.name, INK).bold();
    let widest = contenders.iter().map(|one| name.width(one.label)).fold(0.0, f64::max);
    let above = page.size == Size::Half;
    let name_room = if above { 0.0 } else { widest.min(0.24 * page.frame.width()) };
    let top = page.frame.top + 2.9 * label;
    let bottom = page.frame.bottom - 2.0 * label - below;
    let bar = 0.09 * page.frame.width();
    let left = page.frame.left + name_room + if above { 0.0 } else { 1.1 * label };
    let bars = Area { left, top, right: left + bar + number.width(">99%") + 4.0, bottom };
    let most = if page.size == Size::Tall { 11.0 } else { 7.0 } * label;
    let pitch = ((bottom - top) / contenders.len() as f64).min(most);
    let bottom = top + pitch * contenders.len() as f64;
    let plot = Area { left: bars.right + 1.6 * label, top, right: right - 0.3 * label, bottom };
    (Layout { name_room, bars: Area { bottom, ..bars }, plot, pitch }, rights)
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
        let (top, bottom) = (middle - 0.55 * label, middle + 0.55 * label);
        let end = layout.bars.left + share * full;
        page.rect(Area { left: layout.bars.left, top, right: end, bottom }, LOSS);
        page.text_at(end + 4.0, middle, number, &percent(share));
    }
    // Names above the bars would cross the line.
    if 0.0 < layout.name_room {
        let left = layout.bars.left;
        page.line(&[(left, layout.bars.top), (left, layout.bars.bottom)], 0.75, AXIS);
    }
}

fn interval(
    page: &Page,
    layout: &Layout,
    axes: &Axes,
    (one, row, multiples): (&Contender<'_>, usize, &MoicAxis),
) {
    let colour = if row == 0 { INK } else { OTHERS };
    let y = layout.middle(row);
    let stretch = page.size.stretch();
    let moic_at = |p: f64| one.summary.moic.at(p).value;
    let on_axis = |value: f64| axes.at(multiples.place(value).clamp(0.0, 1.0), 0.0).0;
    for (low, high, half) in [(0.10, 0.90, 0.55), (0.25, 0.75, 2.75)] {
        let (low, high, half) = (moic_at(low), moic_at(high), half * stretch.max(1.0));
        if NEAR_TOTAL_LOSS < high {
            let area =
                Area { left: on_axis(low), top: y - half, right: on_axis(high), bottom: y + half };
            page.rect(area, colour);
        }
    }
    if moic_at(0.10) < NEAR_TOTAL_LOSS {
        arrow(page, (layout.plot.left, y), -5.4 * stretch, colour);
    }
    if multiples.top < moic_at(0.90) {
        arrow(page, (layout.plot.right, y), 5.4 * stretch, colour);
    }
    let median = moic_at(0.5);
    if NEAR_TOTAL_LOSS <= median {
        let x = on_axis(median);
        let (length, wide) = (6.5 * stretch.max(1.0), stretch.max(1.0));
        let ends = [(x, y - length), (x, y + length)];
        page.line(&ends, 3.4 * wide, PAPER);
        page.line(&ends, 1.6 * wide, colour);
    }
    let mean = one.summary.moic.mean.value;
    if NEAR_TOTAL_LOSS <= mean && mean <= multiples.top {
        diamond(page, (on_axis(mean), y), 4.0 * stretch, colour);
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
            let value = cell.split(" ±").next().unwrap_or_default();
            let fits = left + 2.0 <= *right - number.width(cell);
            page.text_at(*right, layout.middle(row), number, if fits { cell } else { value });
        }
    }
}

fn metadata(contenders: &[Contender<'_>], multiples: &MoicAxis, places: Vec<f64>) -> Metadata {
    let mut csv = "scenario,below_0.1x,below_1x,at_least_3x,p10,p25,median,p75,p90,mean,mean_standard_error\n".to_owned();
    let mut texts = Vec::new();
    for one in contenders {
        let summary = one.summary;
        let at = |p: f64| summary.moic.at(p).value;
        let numbers = [
            summary.near_total_loss.value,
            summary.loss.value,
            summary.at_least_3x.value,
            at(0.10),
            at(0.25),
            at(0.50),
            at(0.75),
            at(0.90),
            summary.moic.mean.value,
            summary.moic.mean.standard_error,
        ];
        let cells: Vec<String> = numbers.iter().map(f64::to_string).collect();
        csv += &format!("{},{}\n", one.label.replace([',', '"', '\n'], " "), cells.join(","));
        texts.push(format!(
            "{}: loses nearly everything in {} and money in {} of paths, returns 3x or more in {}; \
             P10 {}, median {}, P90 {}, mean {}",
            one.label,
            percent(numbers[0]),
            percent(numbers[1]),
            percent(numbers[2]),
            moic(at(0.10)),
            moic(at(0.50)),
            moic(at(0.90)),
            moic(summary.moic.mean.value),
        ));
    }
    let alt_text = format!("Rows of scenarios on the same draws. {}.", texts.join(". "));
    Metadata { kind: &KIND, alt_text, csv, domains: vec![multiples.domain(), PLACES.tells(places)] }
}
