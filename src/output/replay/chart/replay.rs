//! Chart of one path: cash, revenue and, where there is room, open sites by
//! month on one axis of time, with what happened numbered above and named
//! below.

use super::marks::{Mark, marks};
use super::numbered::{named, numbers};
use super::scales::{PANELS, Panel, SCALES, Scales, all_panels_are_told, panels};
use super::series::{GAP, Series};
use crate::analysis::replayed::Replayed;
use crate::output::chart::{
    Area, Axes, Chart, Domains, INK, Kind, Look, Metadata, Page, Provenance, RULE, Size, Words,
    csv_of, short_name, time,
};
use crate::output::csv::number;
use crate::output::format::{count, money, plural, symbol};
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
pub(super) fn columns(size: Size) -> usize {
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

fn metadata(replayed: &Replayed, marks: &[Mark], (currency, size): (&str, Size)) -> Metadata {
    let months = &replayed.replay.ledger.months;
    let rows = months.iter().enumerate().map(|(t, month)| {
        let here = marks.iter().enumerate().filter(|(_, mark)| mark.month == t);
        let here: Vec<String> =
            here.map(|(index, mark)| format!("{} {}", index + 1, mark.words)).collect();
        let numbers = PANELS.map(|panel| number((panel.of)(month)));
        [vec![(t + 1).to_string()], numbers.to_vec(), vec![here.join("; ")]].concat()
    });
    let csv = csv_of(["month", "cash", "revenue", "sites_open", "marks"], rows);
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
    Metadata { kind: &KIND, alt_text, csv, domains: Vec::new() }
}
