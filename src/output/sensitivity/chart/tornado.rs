//! Tornado: what a statistic is where each assumption is in its best and in its
//! worst tenth, the assumption that moves it most on top.

use super::bars::{Bars, domain, ends};
use super::titles::{alt_text, notes, subtitles, tornado as titles};
use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, Chart, Domains, Figures, GREY_TEXT, GRID, INK, Kind, Metadata, NamedRows, Page, Plot,
    Provenance, Scale, Size, Span, Subject, Words, cut, decimals_of, ticks,
};
use crate::output::format::{Money, moic_tick};
use crate::output::sensitivity::csv::tornado_csv;
use crate::output::words::{basis, input_label};

/// Draws the assumptions that move a statistic most.
pub fn tornado(drivers: &Drivers, run: &Provenance, like: Option<&Domains>, size: Size) -> Chart {
    let with_length = drivers.all.iter().filter(|driver| !driver.bar.swing.value.is_nan());
    let shown: Vec<&Driver> = with_length.take(NamedRows::most(size)).collect();
    let figures = Figures::of(&drivers.statistic, &run.currency);
    let span = AXIS_OF_STATISTIC.span(like).unwrap_or_else(|| domain(drivers, &shown));
    let values = shown.iter().flat_map(|driver| ends(driver));
    let cut = cut(["bars with a notch or an arrow", ""], values, span, |end| figures.short(end));
    let words = Words {
        provenance: run,
        titles: titles(drivers, run),
        subtitles: subtitles(drivers, run),
        basis: basis(&drivers.statistic),
        notes: notes(drivers, &shown, run),
    };
    let words = words.note_first(cut);
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, drivers, &shown, run, span);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(drivers, &shown, run, span),
        csv: String::from_utf8(tornado_csv(drivers)).expect("names are text"),
        domains: vec![AXIS_OF_STATISTIC.tells(span.ends())],
    };
    let Subject { of, .. } = Subject::of_statistic(&KIND, &drivers.statistic);
    page.finish_of(&of, &words, plot, metadata)
}

/// What each assumption moves a statistic by.
pub static KIND: Kind = Kind {
    name: "tornado",
    shows_one_of_several: true,
    scales: &[AXIS_OF_STATISTIC],
    ..Kind::PLAIN
};

/// The statistic.
const AXIS_OF_STATISTIC: Scale = Scale::Span("axis");

fn draw(page: &Page, drivers: &Drivers, shown: &[&Driver], run: &Provenance, span: Span) -> Area {
    let look = page.look(INK);
    let mut rows =
        NamedRows::of(page, NamedRows::most(page.size), look.width("\u{2212}$1,000k") + 5.0);
    if rows.are_beside() {
        rows.plot.right -= look.width(WIDEST_INPUTS) + 4.0;
        let less = 0.06 * page.frame.width();
        rows.names -= less;
        rows.plot.left -= less;
    }
    let half = if rows.are_beside() {
        (0.31 * rows.pitch).min(6.5 * page.size.stretch())
    } else {
        0.22 * rows.pitch
    };
    let plot = &Plot::of_rows(page, rows.plot, span);
    let bars = Bars { plot, drivers, currency: &run.currency };
    let figures = Figures::of(&drivers.statistic, &run.currency);
    noise(plot, drivers);
    scale(plot, figures);
    for (row, driver) in shown.iter().enumerate() {
        bars.bar(driver, (rows.middle(row), half));
    }
    head(plot, drivers, figures);
    for (row, driver) in shown.iter().enumerate() {
        let mark = if driver.bar.one_way { "" } else { " \u{2195}" };
        rows.name(page, row, &input_label(&driver.name), mark);
        bars.results(driver, rows.middle(row));
        inputs(page, &rows, row, &bars.inputs(driver));
    }
    if rows.are_beside() && !shown.is_empty() {
        let y = rows.plot.top - 0.9 * page.kind.label;
        page.text_at(page.frame.right, y, page.look(GREY_TEXT).right(), "median at the ends");
    }
    if shown.is_empty() {
        nothing(page, &rows, drivers);
    }
    rows.plot
}

/// What takes as much room as the values of an assumption at both ends of a bar.
const WIDEST_INPUTS: &str = "$1,000k … $1,000k";

/// The values of an assumption at both ends of its bar: in a column, or right of its name where
/// that stands above the bar.
fn inputs(page: &Page, rows: &NamedRows, row: usize, text: &str) {
    let look = page.look(GREY_TEXT).right();
    if rows.are_beside() {
        let room = look.width(WIDEST_INPUTS) + 10.0;
        page.text_at(page.frame.right, rows.middle(row), look, &look.cut(text, room));
        return;
    }
    let y = rows.plot.top + (row as f64 + 0.26) * rows.pitch;
    if page.is_free((page.frame.right, y), look, text, 3.0) {
        page.text_on_white((page.frame.right, y), look, text, (1.0, 0.5 * page.kind.label));
    }
}

/// Says why there is no bar.
fn nothing(page: &Page, rows: &NamedRows, drivers: &Drivers) {
    let text = if drivers.all.is_empty() { "no assumption is uncertain" } else { "no bar to draw" };
    rows.padded(page, rows.middle(0), text);
}

/// What is noise, around the statistic over all paths.
fn noise(plot: &Plot<'_>, drivers: &Drivers) {
    let (base, noise) = (drivers.base.value, drivers.noise);
    if !(0.0 < noise) {
        return;
    }
    let left = plot.at((base - noise, 0.0)).0.max(plot.area.left);
    let right = plot.at((base + noise, 0.0)).0.min(plot.area.right);
    if left < right {
        plot.page.rect(Area { left, right, ..plot.area }, GRID);
    }
}

fn scale(plot: &Plot<'_>, figures: Figures<'_>) {
    let Span { low, high } = plot.x;
    let marks = ticks(low, high, if plot.page.is_half() { 4 } else { 5 });
    let step = if let [first, second, ..] = marks[..] { second - first } else { high - low };
    let minus = |text: String| text.replace('-', "\u{2212}");
    let named = |value: f64| match figures.unit {
        Unit::Share | Unit::RatePerYear => {
            let decimals = decimals_of(100.0 * step);
            minus(format!("{:.decimals$}%", 100.0 * value + 0.0))
        }
        Unit::Multiple => minus(moic_tick(value + 0.0)),
        Unit::Money => Money::scale(high.abs().max(value.abs()), figures.currency).tick(value),
        _ => figures.short(value),
    };
    plot.baseline();
    marks.into_iter().for_each(|value| plot.tick(plot.at((value, 0.0)).0, &named(value)));
}

/// The line of all paths, and which way is better.
fn head(plot: &Plot<'_>, drivers: &Drivers, figures: Figures<'_>) {
    let (page, area) = (plot.page, plot.area);
    let (label, base) = (page.kind.label, drivers.base.value);
    let look = page.look(INK).bold().centred();
    let y = area.top - 0.9 * label;
    if !base.is_nan() {
        let text = plot.x.pointed(base, format!("all paths {}", figures.short(base)));
        let x = plot.x_of(base);
        if !plot.x.ends_before(base) {
            page.line(&[(x, area.top - 0.2 * label), (x, area.bottom)], 1.0, INK);
        }
        let most = page.frame.right - 0.5 * look.width(&text) - 1.0;
        page.text_at(x.min(most), y, look, &text);
    }
    let [left, right] = match drivers.statistic.sense() {
        Sense::LowIsGood => ["\u{2190} best tenth", "worst tenth \u{2192}"],
        Sense::HighIsGood => ["\u{2190} worst tenth", "best tenth \u{2192}"],
        Sense::Neither => return,
    };
    if !(0.0 < drivers.base.standard_error) {
        return;
    }
    let look = page.look(GREY_TEXT);
    let from = page.frame.left + if page.is_half() { 0.0 } else { 0.28 * page.frame.width() };
    let to = if page.is_half() { page.frame.right } else { area.right + 6.0 };
    for (place, look, text) in [(from, look, left), (to, look.right(), right)] {
        if page.is_free((place, y), look, text, 4.0) {
            page.text_at(place, y, look, text);
        }
    }
}
