//! Chart of one path: cash, revenue and, where there is room, open sites by
//! month on one axis of time, with what happened numbered above and named
//! below.

use super::axis::{grid, time};
use super::colours::{AXIS, GAIN, GREY_TEXT, INK, PAPER, RULE};
use super::data::Provenance;
use super::display::{Area, Chart};
use super::page::{Axes, Look, Page, Twin, Words};
use super::replay_marks::{Mark, marks};
use super::size::Size;
use super::ticks::{spread, ticks};
use super::words::{ellipsis, short_name};
use crate::analysis::replayed::Replayed;
use crate::model::ledger::Month;
use crate::output::format::{Money, count, money, plural, symbol};
use crate::output::replay_title::titles;
use crate::output::tables_csv::{Rows, number};

/// Draws a path; of `run`, 0 paths say that it was asked for by its number.
pub fn replay(run: &Provenance, replayed: &Replayed, size: Size) -> Chart {
    let path = count(replayed.replay.ledger.path);
    let basis = match run.paths {
        0 => format!("path {path} of seed {}", run.seed),
        _ => format!("path {path}"),
    };
    let marks = marks(replayed, &run.currency, most_marks(size));
    let words = Words {
        provenance: run,
        titles: titles(replayed, &run.currency),
        subtitles: subtitles(run, size),
        basis: &basis,
        notes: notes(replayed, &marks),
    };
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, replayed, &marks, &run.currency);
    page.finish(&words, plot, twin(replayed, &marks, (&run.currency, size)))
}

/// Events that are numbered at most.
fn most_marks(size: Size) -> usize {
    columns(size) * rows(size)
}

/// Columns of names; the small size has room for one.
fn columns(size: Size) -> usize {
    if size == Size::Half { 1 } else { 2 }
}

fn rows(size: Size) -> usize {
    match size {
        Size::Half | Size::Slide => 3,
        Size::Tall => 6,
        _ => 4,
    }
}

fn subtitles(run: &Provenance, size: Size) -> Vec<String> {
    let sites = if panels(size).len() < PANELS.len() { "" } else { ", open sites" };
    let what = format!("month-end cash, revenue of the month{sites}");
    let marks = "numbers mark the end of the month in which something happened, named below";
    match size {
        Size::Half => vec![format!("One simulated path: {what}; numbers are named below")],
        _ => vec![
            format!("{}, one simulated path: {what}; {marks}", short_name(run)),
            format!("One simulated path: {what}; {marks}"),
        ],
    }
}

fn notes(replayed: &Replayed, marks: &[Mark]) -> Vec<String> {
    let all = replayed.story.len();
    let mut notes = vec!["one path is an example, not an estimate".to_owned()];
    if marks.len() < all {
        notes.push(format!("{} of {} named", marks.len(), plural(all as u64, "event")));
    }
    notes
}

/// A panel: its name, its height beside the others, its values.
struct Panel {
    name: &'static str,
    weight: f64,
    is_money: bool,
    of: fn(&Month) -> f64,
}

const PANELS: [Panel; 3] = [
    Panel { name: "cash", weight: 0.42, is_money: true, of: |month| month.cash },
    Panel { name: "revenue", weight: 0.3, is_money: true, of: |month| month.revenue },
    Panel { name: "sites", weight: 0.28, is_money: false, of: |month| month.sites_open },
];

/// What there is room for: beside the names of events, a panel of sites would
/// leave two sizes with panels too flat to be read.
fn panels(size: Size) -> &'static [Panel] {
    match size {
        Size::Half | Size::Slide => &PANELS[..2],
        _ => &PANELS,
    }
}

/// Height of a panel, where all together have this.
fn height_of(panel: &Panel, size: Size, all: f64) -> f64 {
    all * panel.weight / panels(size).iter().map(|one| one.weight).sum::<f64>()
}

/// Between panels, in heights of a label; and between the names of two levels.
const GAP: f64 = 0.75;
const APART: f64 = 1.3;

/// What a panel draws.
struct Series {
    panel: &'static Panel,
    /// Value by months from today.
    points: Vec<(f64, f64)>,
    low: f64,
    high: f64,
    levels: Vec<(f64, String)>,
}

impl Series {
    /// In a panel so many labels high.
    fn of(panel: &'static Panel, replayed: &Replayed, labels: f64, currency: &str) -> Self {
        let values: Vec<f64> = replayed.replay.ledger.months.iter().map(panel.of).collect();
        let points = if panel.is_money {
            let start = (panel.name == "cash").then_some((0.0, replayed.opening_cash));
            start.into_iter().chain((1..).map(f64::from).zip(values)).collect()
        } else {
            stairs(&values)
        };
        let all = || points.iter().map(|(_, value)| *value);
        let top = all().fold(0.0, f64::max);
        let top = if 0.0 < top { top } else { 1.0 };
        // The name of the highest level must not touch what is above the panel.
        let high = 1.03 * top / (1.0 - (APART - GAP) / labels);
        let low = all().fold(0.0, f64::min);
        let low = if low < 0.0 { low - 0.03 * high } else { 0.0 };
        let levels = levels((low, top), labels / (high - low), panel.is_money);
        let unit = Money::scale(top, currency);
        let named = |value: f64| {
            if panel.is_money { unit.tick(value) } else { format!("{value:.0}") }
        };
        let levels = levels.into_iter().map(|value| (value, named(value))).collect();
        Self { panel, points, low, high, levels }
    }
}

/// As many round levels as there is room for, at most four or so; of counts
/// whole ones, and the highest where no round one has room. `scale` is what a
/// unit takes, in heights of a label.
fn levels((low, top): (f64, f64), scale: f64, is_money: bool) -> Vec<f64> {
    let has_room = |found: &Vec<f64>| {
        let is_whole = |value: &f64| is_money || (value - value.round()).abs() < 1e-9;
        let apart = found.windows(2).all(|pair| APART <= scale * (pair[1] - pair[0]));
        1 < found.len() && apart && found.iter().all(is_whole)
    };
    let round = (1..=4).rev().map(|count| ticks(low, top, count)).find(has_room);
    round.unwrap_or_else(|| if APART <= scale * top { vec![0.0, top] } else { vec![0.0] })
}

/// A value holds over its month.
fn stairs(values: &[f64]) -> Vec<(f64, f64)> {
    let of = |(t, value): (usize, &f64)| [(t as f64, *value), (t as f64 + 1.0, *value)];
    values.iter().enumerate().flat_map(of).collect()
}

/// Months on the axis: whole years, as far as the path needs them.
fn span(replayed: &Replayed) -> usize {
    replayed.replay.ledger.months.len().next_multiple_of(12)
}

fn draw(page: &Page, replayed: &Replayed, marks: &[Mark], currency: &str) -> Area {
    let label = page.kind.label;
    let list = 1.35 * label * rows(page.size) as f64;
    let (top, bottom) = (page.frame.top + 2.1 * label, page.frame.bottom - list - 2.2 * label);
    let panels = panels(page.size);
    let height = bottom - top - (panels.len() - 1) as f64 * GAP * label;
    let height = |panel: &Panel| height_of(panel, page.size, height);
    let series: Vec<Series> = panels
        .iter()
        .map(|panel| Series::of(panel, replayed, height(panel) / label, currency))
        .collect();
    let whole = Area { top, bottom, ..sides(page, &series, currency) };
    let months = span(replayed);
    let timeline = page.axes(whole, 0.0..months as f64, 1.0..0.0);
    rules(page, whole, &timeline, marks);
    let mut last = Area { bottom: top - GAP * label, ..whole };
    for one in &series {
        let top = last.bottom + GAP * label;
        last = Area { top, bottom: top + height(one.panel), ..whole };
        one.draw(page, last, months);
    }
    time(page, last, &page.axes(last, 0.0..months as f64, 1.0..0.0), months);
    numbers(page, whole, &timeline, marks);
    named(page, whole.bottom + 2.6 * label, marks);
    whole
}

/// Left and right of the panels, with room for any usual number, so that
/// charts of different paths line up, and for those that are there.
fn sides(page: &Page, series: &[Series], currency: &str) -> Area {
    let look = Look::new(page.kind.label, INK);
    let usual = format!("\u{2212}{}999M", symbol(currency));
    let names = series.iter().flat_map(|one| &one.levels).map(|(_, name)| look.width(name));
    let widest = names.fold(look.width(&usual), f64::max);
    Area {
        left: page.frame.left + widest + 6.0,
        right: page.frame.right - look.bold().width("revenue") - 8.0,
        ..page.frame
    }
}

/// Thin lines through all panels.
fn rules(page: &Page, plot: Area, axes: &Axes, marks: &[Mark]) {
    for mark in marks {
        let x = axes.at(mark.month as f64 + 1.0, 0.0).0;
        page.line(&[(x, plot.top), (x, plot.bottom)], 0.5, RULE);
    }
}

impl Series {
    fn draw(&self, page: &Page, area: Area, months: usize) {
        let axes = page.axes(area, 0.0..months as f64, self.high..self.low);
        grid(page, area, &axes, &self.levels);
        axes.edged(self.points.clone(), 1.5, GAIN);
        let zero = axes.at(0.0, 0.0).1;
        page.line(&[(area.left, zero), (area.right, zero)], 0.5, AXIS);
        let look = Look::new(page.kind.label, INK).bold();
        page.text_at(area.right + 5.0, area.top + 0.6 * page.kind.label, look, self.panel.name);
    }
}

/// Numbers above the plot, pushed apart, each with a line to its place.
fn numbers(page: &Page, plot: Area, axes: &Axes, marks: &[Mark]) {
    let label = page.kind.label;
    let radius = 0.72 * label;
    let wanted: Vec<f64> =
        marks.iter().map(|mark| axes.at(mark.month as f64 + 1.0, 0.0).0).collect();
    let ends = (page.frame.left + radius, page.frame.right - radius);
    let places = spread(&wanted, 2.0 * radius + 1.5, ends.0, ends.1);
    let look = Look::new(0.85 * label, PAPER).bold().centred();
    let y = plot.top - 1.15 * label;
    for (x, place) in wanted.iter().zip(&places) {
        page.line(&[(*place, y), (*x, plot.top)], 0.5, RULE);
    }
    for (number, place) in places.iter().enumerate() {
        page.disc((*place, y), radius, INK);
        page.text_at(*place, y, look, &(number + 1).to_string());
    }
}

/// What the numbers mean, in columns.
fn named(page: &Page, top: f64, marks: &[Mark]) {
    let label = page.kind.label;
    let columns = columns(page.size);
    let rows = marks.len().div_ceil(columns).max(1);
    let column = page.frame.width() / columns as f64;
    let (bold, look) = (Look::new(label, INK).bold(), Look::new(label, GREY_TEXT));
    let indent = bold.width("99") + 0.7 * label;
    for (index, mark) in marks.iter().enumerate() {
        let x = page.frame.left + (index / rows) as f64 * column;
        let y = top + 1.35 * label * (index % rows) as f64;
        page.text_at(x, y, bold, &(index + 1).to_string());
        let words = format!("month {}: {}", mark.month + 1, mark.words);
        let room = column - indent - 4.0;
        let words = ellipsis(&words, room, false, |text| look.width(text));
        page.text_at(x + indent, y, look, &words);
    }
}

fn twin(replayed: &Replayed, marks: &[Mark], (currency, size): (&str, Size)) -> Twin {
    let months = &replayed.replay.ledger.months;
    let mut rows = Rows::new();
    let head = ["month", "cash", "revenue", "sites_open", "marks"];
    rows.write(head.into_iter().map(str::to_owned));
    for (t, month) in months.iter().enumerate() {
        let here = marks.iter().enumerate().filter(|(_, mark)| mark.month == t);
        let here: Vec<String> =
            here.map(|(index, mark)| format!("{} {}", index + 1, mark.words)).collect();
        let mut row = vec![(t + 1).to_string()];
        row.extend(PANELS.map(|panel| number((panel.of)(month))));
        row.push(here.join("; "));
        rows.write(row.into_iter());
    }
    let last = months.last().copied().unwrap_or_default();
    let named: Vec<String> =
        marks.iter().map(|mark| format!("month {}: {}", mark.month + 1, mark.words)).collect();
    let alt_text = format!(
        "{} panels over {}: cash from {} at the start to {} at the end, revenue of {} in the \
         last month, {:.0} sites open at the end. Marked are {}.",
        if panels(size).len() == PANELS.len() { "Three" } else { "Two" },
        plural(months.len() as u64, "month"),
        money(replayed.opening_cash, currency),
        money(last.cash, currency),
        money(last.revenue, currency),
        last.sites_open,
        named.join("; "),
    );
    let domains = vec![("months", vec![0.0, span(replayed) as f64])];
    let csv = String::from_utf8(rows.finish()).expect("rows are text");
    Twin { kind: "replay", alt_text, csv, domains }
}
