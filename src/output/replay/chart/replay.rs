//! Chart of one path: cash, revenue and, where there is room, open sites by
//! month on one axis of time, with what happened numbered above and named
//! below.

use super::marks::{LINE, Mark, marks, most, named, numbers as mark_numbers, rows, rules};
use super::scales::{PANELS, SCALES, Scales, all_panels_are_told, panels};
use super::series::{GAP, Series};
use crate::analysis::replayed::Replayed;
use crate::output::chart::{
    Area, Chart, Domains, INK, Kind, Metadata, Page, Plot, Provenance, Size, Span, Words, csv_of,
    listed, time,
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
    let currency = run.currency.as_str();
    let marks = marks(replayed, currency, most(size));
    let mut notes = scales.cut(replayed, currency);
    notes.push("one path is an example, not an estimate".to_owned());
    if marks.len() < replayed.story.len() {
        let all = plural(replayed.story.len() as u64, "event");
        notes.push(format!("{} of {all} named", marks.len()));
    }
    let words = Words {
        provenance: run,
        titles: titles(replayed, currency),
        subtitles: subtitles(size),
        basis: &basis,
        notes,
    };
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, replayed, &marks, &scales, currency);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(replayed, &marks, currency, size),
        csv: numbers(replayed, &marks),
        domains: scales.domains(),
    };
    page.finish(&words, plot, metadata)
}

/// Cash, revenue and sites of one path by month, with what happened.
pub static KIND: Kind = Kind {
    name: "replay",
    in_money: true,
    scales: SCALES,
    agree: all_panels_are_told,
    ..Kind::PLAIN
};

fn subtitles(size: Size) -> Vec<String> {
    let sites = if panels(size).len() < PANELS.len() { "" } else { ", open sites" };
    let what = format!("month-end cash, revenue of the month{sites}");
    let marks = "numbers mark the end of the month in which something happened, named below";
    match size {
        Size::Half => vec![format!("One simulated path: {what}; numbers are named below")],
        _ => vec![format!("One simulated path: {what}; {marks}")],
    }
}

fn draw(page: &Page, replayed: &Replayed, marks: &[Mark], scales: &Scales, currency: &str) -> Area {
    let label = page.kind.label;
    let list = LINE * label * rows(page.size) as f64;
    let (top, bottom) = (page.frame.top + 2.1 * label, page.frame.bottom - list - 2.2 * label);
    let panels = panels(page.size);
    let all = bottom - top - (panels.len() - 1) as f64 * GAP * label;
    let weights = panels.iter().map(|one| one.weight).sum::<f64>();
    let series = panels.iter().zip(&scales.panels).map(|(panel, span)| {
        let height = all * panel.weight / weights;
        (height, Series::of(panel, replayed, *span, height / label, currency))
    });
    let series: Vec<(f64, Series)> = series.collect();
    let whole = Area { top, bottom, ..sides(page, &series, currency) };
    let months = Span::to(scales.months as f64);
    let timeline = Plot::new(page, whole, months, Span::UNIT);
    rules(&timeline, marks);
    let mut last = Area { bottom: top - GAP * label, ..whole };
    for (height, one) in &series {
        let top = last.bottom + GAP * label;
        last = Area { top, bottom: top + height, ..whole };
        one.draw(page, last, months);
    }
    time(&Plot::new(page, last, months, Span::UNIT), scales.months);
    mark_numbers(&timeline, marks);
    named(page, whole.bottom + 2.6 * label, marks);
    whole
}

/// Left and right of the panels, with room for any usual number, so that
/// charts of different paths line up, and for those that are there.
fn sides(page: &Page, series: &[(f64, Series)], currency: &str) -> Area {
    let look = page.look(INK);
    let usual = format!("\u{2212}{}999M", symbol(currency));
    let names = series.iter().flat_map(|(_, one)| &one.levels).map(|(_, name)| name);
    let widest = look.widest(names.chain([&usual]));
    page.inside([widest + 6.0, 0.0, look.bold().width("revenue") + 8.0, 0.0])
}

/// A row for each month.
fn numbers(replayed: &Replayed, marks: &[Mark]) -> String {
    let rows = replayed.replay.ledger.months.iter().enumerate().map(|(t, month)| {
        let here = marks.iter().enumerate().filter(|(_, mark)| mark.month == t);
        let here = here.map(|(index, mark)| format!("{} {}", index + 1, mark.words));
        let numbers = PANELS.map(|panel| number((panel.of)(month)));
        [vec![(t + 1).to_string()], numbers.to_vec(), vec![listed(here, "; ")]].concat()
    });
    csv_of(["month", "cash", "revenue", "sites_open", "marks"], rows)
}

fn alt_text(replayed: &Replayed, marks: &[Mark], currency: &str, size: Size) -> String {
    let months = &replayed.replay.ledger.months;
    let last = months.last().copied().unwrap_or_default();
    let named = marks.iter().map(|mark| format!("month {}: {}", mark.month + 1, mark.words));
    format!(
        "{} panels over {}: cash from {} at the start to {} at the end, revenue of {} in the \
         last month, {:.0} sites open at the end. Marked are {}.",
        if panels(size).len() == PANELS.len() { "Three" } else { "Two" },
        plural(months.len() as u64, "month"),
        money(replayed.opening_cash, currency),
        money(last.cash, currency),
        money(last.revenue, currency),
        last.sites_open,
        listed(named, "; "),
    )
}
