//! Chart of one path: cash, revenue and, where there is room, open sites by
//! month on one axis of time, with what happened numbered above and named
//! below.

use super::marks::{Mark, marks};
use super::scales::{PANELS, Panel, SCALES, Scales, all_panels_are_told, panels};
use crate::analysis::replayed::Replayed;
use crate::output::chart::{
    AXIS, Area, Axes, Chart, Domains, GAIN, GREY_TEXT, INK, Kind, Look, Metadata, PAPER, Page,
    Provenance, RULE, Size, Span, Words, beyond, by_month, clip, ellipsis, grid, short_name,
    spread, ticks, time,
};
use crate::output::csv::{Rows, number};
use crate::output::format::{Money, count, money, plural, symbol};
use crate::output::replay::title::titles;

/// Draws a path; of `run`, 0 paths say that it was asked for by its number.
pub fn replay(run: &Provenance, replayed: &Replayed, like: Option<&Domains>, size: Size) -> Chart {
    let lent = like.filter(|lent| KIND.lends(lent, size));
    let scales = Scales::of(replayed, lent, size);
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
        notes: notes(replayed, &marks, (&scales, &run.currency)),
    };
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, replayed, &marks, (&scales, &run.currency));
    let domains = scales.domains();
    page.finish(
        &words,
        plot,
        Metadata { domains, ..metadata(replayed, &marks, (&run.currency, size)) },
    )
}

/// Cash, revenue and sites of one path by month, with what happened.
pub static KIND: Kind = Kind {
    name: "replay",
    in_money: true,
    scales: SCALES,
    agree: all_panels_are_told,
    ..Kind::PLAIN
};

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

fn notes(replayed: &Replayed, marks: &[Mark], (scales, currency): (&Scales, &str)) -> Vec<String> {
    let all = replayed.story.len();
    let mut notes = scales.cut(replayed, currency);
    notes.push("one path is an example, not an estimate".to_owned());
    if marks.len() < all {
        notes.push(format!("{} of {} named", marks.len(), plural(all as u64, "event")));
    }
    notes
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
    /// What is drawn: lines end at its ends.
    span: Span,
    /// The axis, with room at both ends.
    low: f64,
    high: f64,
    levels: Vec<(f64, String)>,
}

impl Series {
    /// In a panel so many labels high.
    fn of(
        panel: &'static Panel,
        replayed: &Replayed,
        span: Span,
        (labels, currency): (f64, &str),
    ) -> Self {
        let points = by_month(panel.points(replayed));
        let Span { low, high: top } = span;
        // The name of the highest level must not touch what is above the panel.
        let high = 1.03 * top / (1.0 - (APART - GAP) / labels);
        let low = if low < 0.0 { low - 0.03 * high } else { 0.0 };
        let levels = levels((low, top), labels / (high - low), panel.is_money);
        let unit = Money::scale(top, currency);
        let named = |value: f64| {
            if panel.is_money { unit.tick(value) } else { format!("{value:.0}") }
        };
        let levels = levels.into_iter().map(|value| (value, named(value))).collect();
        Self { panel, points, span, low, high, levels }
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

fn draw(
    page: &Page,
    replayed: &Replayed,
    marks: &[Mark],
    (scales, currency): (&Scales, &str),
) -> Area {
    let label = page.kind.label;
    let list = 1.35 * label * rows(page.size) as f64;
    let (top, bottom) = (page.frame.top + 2.1 * label, page.frame.bottom - list - 2.2 * label);
    let panels = panels(page.size);
    let height = bottom - top - (panels.len() - 1) as f64 * GAP * label;
    let height = |panel: &Panel| height_of(panel, page.size, height);
    let series = panels
        .iter()
        .zip(&scales.panels)
        .map(|(panel, span)| Series::of(panel, replayed, *span, (height(panel) / label, currency)));
    let series: Vec<Series> = series.collect();
    let whole = Area { top, bottom, ..sides(page, &series, currency) };
    let months = scales.months;
    let timeline = page.axes(whole, 0.0..months as f64, 1.0..0.0);
    rules(page, whole, (&timeline, months), marks);
    let mut last = Area { bottom: top - GAP * label, ..whole };
    for one in &series {
        let top = last.bottom + GAP * label;
        last = Area { top, bottom: top + height(one.panel), ..whole };
        one.draw(page, last, months);
    }
    time(page, last, &page.axes(last, 0.0..months as f64, 1.0..0.0), months);
    numbers(page, whole, (&timeline, months), marks);
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
fn rules(page: &Page, plot: Area, (axes, months): (&Axes, usize), marks: &[Mark]) {
    for mark in marks.iter().filter(|mark| mark.month < months) {
        let x = axes.at(mark.month as f64 + 1.0, 0.0).0;
        page.line(&[(x, plot.top), (x, plot.bottom)], 0.5, RULE);
    }
}

impl Series {
    fn draw(&self, page: &Page, area: Area, months: usize) {
        let axes = page.axes(area, 0.0..months as f64, self.high..self.low);
        grid(page, area, &axes, &self.levels);
        let spans = (Span::new((0.0, months as f64)), self.span);
        for piece in clip::line(&self.points, spans) {
            axes.edged(piece, 1.5, GAIN);
        }
        self.beyond(page, &axes, spans);
        let zero = axes.at(0.0, 0.0).1;
        page.line(&[(area.left, zero), (area.right, zero)], 0.5, AXIS);
        let look = Look::new(page.kind.label, INK).bold();
        page.text_at(area.right + 5.0, area.top + 0.6 * page.kind.label, look, self.panel.name);
    }
}

impl Series {
    /// Arrows where the path goes on beyond lent axes: at its highest, at its
    /// lowest, and at its end.
    fn beyond(&self, page: &Page, axes: &Axes, spans: (Span, Span)) {
        let ends = [
            self.points.iter().max_by(|a, b| a.1.total_cmp(&b.1)),
            self.points.iter().min_by(|a, b| a.1.total_cmp(&b.1)),
            self.points.last(),
        ];
        for (i, place) in ends.iter().enumerate() {
            if let Some(place) = place.filter(|_| !ends[..i].contains(place)) {
                beyond(page, axes, *place, spans, GAIN);
            }
        }
    }
}

/// Numbers above the plot, pushed apart, each with a line to its place.
fn numbers(page: &Page, plot: Area, (axes, months): (&Axes, usize), marks: &[Mark]) {
    let label = page.kind.label;
    let radius = 0.72 * label;
    let wanted: Vec<f64> =
        marks.iter().map(|mark| axes.at((mark.month + 1).min(months) as f64, 0.0).0).collect();
    let ends = (page.frame.left + radius, page.frame.right - radius);
    let places = spread(&wanted, 2.0 * radius + 1.5, ends.0, ends.1);
    let look = Look::new(0.85 * label, PAPER).bold().centred();
    let y = plot.top - 1.15 * label;
    let on_axis = marks.iter().map(|mark| mark.month < months);
    for ((x, place), _) in wanted.iter().zip(&places).zip(on_axis).filter(|(_, on_axis)| *on_axis) {
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

fn metadata(replayed: &Replayed, marks: &[Mark], (currency, size): (&str, Size)) -> Metadata {
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
    let csv = String::from_utf8(rows.finish()).expect("rows are text");
    Metadata { kind: &KIND, alt_text, csv, domains: Vec::new() }
}
