//! Tornado: what a statistic is where each assumption is in its best and in its
//! worst tenth, the assumption that moves it most on top.

use super::bars::{bar, beside, cut, domain, inside};
use super::described::metadata;
use super::titles::{notes, subtitles, tornado as titles};
use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, Axes, Chart, Domains, GREY_TEXT, GRID, INK, Kind, Look, NamedRows, PAPER, Page,
    Provenance, Scale, Size, Span, Subject, Words, decimals_of, scale_below, ticks,
};
use crate::output::format::{Money, moic_tick};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::words::{basis, input_label};

/// Draws the assumptions that move a statistic most.
pub fn tornado(drivers: &Drivers, run: &Provenance, like: Option<&Domains>, size: Size) -> Chart {
    let shown = shown(drivers, size);
    let span = AXIS_OF_STATISTIC.span(like).unwrap_or_else(|| Span::new(domain(drivers, &shown)));
    let mut notes = notes(drivers, &shown, run);
    notes.splice(0..0, cut(drivers, &shown, (run, span)));
    let words = Words {
        provenance: run,
        titles: titles(drivers, run),
        subtitles: subtitles(drivers, run),
        basis: basis(&drivers.statistic),
        notes,
    };
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, drivers, &shown, (run, span));
    let Subject { of, .. } = Subject::of_statistic(&KIND, &drivers.statistic);
    page.finish_of(&of, &words, plot, metadata(drivers, &shown, (run, span)))
}

/// What each assumption moves a statistic by.
pub static KIND: Kind = Kind {
    name: "tornado",
    shows_one_of_several: true,
    scales: &[AXIS_OF_STATISTIC],
    ..Kind::PLAIN
};

/// The statistic.
pub(super) const AXIS_OF_STATISTIC: Scale = Scale::Span("axis");

/// Rows that there is room for.
fn rows(size: Size) -> usize {
    match size {
        Size::Half => 5,
        Size::Slide => 7,
        Size::Tall => 10,
        Size::Full | Size::Sheet(_) => 8,
    }
}

fn shown(drivers: &Drivers, size: Size) -> Vec<&Driver> {
    let with_length = drivers.all.iter().filter(|driver| !driver.bar.swing.value.is_nan());
    with_length.take(rows(size)).collect()
}

/// Rows with names, and half the height of a bar.
fn layout(page: &Page) -> (NamedRows, f64) {
    let room = Look::new(page.kind.label, INK).width("$1,000k") + 5.0;
    let rows = NamedRows::of(page, rows(page.size), room);
    let half = if rows.are_beside() {
        (0.31 * rows.pitch).min(6.5 * page.size.stretch())
    } else {
        0.22 * rows.pitch
    };
    (rows, half)
}

fn draw(
    page: &Page,
    drivers: &Drivers,
    shown: &[&Driver],
    (run, span): (&Provenance, Span),
) -> Area {
    let (layout, half) = layout(page);
    let plot = layout.plot;
    let axes = page.axes(plot, span.low..span.high, 0.0..1.0);
    band(page, plot, &axes, drivers);
    scale(page, plot, &axes, (drivers, run, span));
    for (row, driver) in shown.iter().enumerate() {
        bar(page, &axes, (drivers, driver, span), (layout.middle(row), half));
    }
    head(page, plot, &axes, (drivers, run, span));
    for (row, driver) in shown.iter().enumerate() {
        let mark = if driver.bar.one_way { "" } else { " \u{2195}" };
        layout.name(page, row, [&input_label(&driver.name), mark]);
        beside(page, &axes, (drivers, driver, run, span), layout.middle(row));
        inside(page, &axes, (drivers, driver, run, span), layout.middle(row));
    }
    if shown.is_empty() {
        nothing(page, &layout, drivers);
    }
    plot
}

/// Says why there is no bar.
fn nothing(page: &Page, layout: &NamedRows, drivers: &Drivers) {
    let look = Look::new(page.kind.label, INK);
    let text = if drivers.all.is_empty() { "no assumption is uncertain" } else { "no bar to draw" };
    let (left, right) = (page.frame.left, page.frame.left + look.width(text) + 2.0);
    let y = layout.middle(0);
    page.rect(Area::level([left, right], (y, 0.5 * page.kind.label)), PAPER);
    page.text_at(left, y, look, text);
}

/// What is noise, around the statistic over all paths.
fn band(page: &Page, plot: Area, axes: &Axes, drivers: &Drivers) {
    let (base, noise) = (drivers.base.value, drivers.noise);
    if !(0.0 < noise) {
        return;
    }
    let left = axes.at(base - noise, 0.0).0.max(plot.left);
    let right = axes.at(base + noise, 0.0).0.min(plot.right);
    if left < right {
        page.rect(Area { left, right, ..plot }, GRID);
    }
}

fn scale(
    page: &Page,
    plot: Area,
    axes: &Axes,
    (drivers, run, Span { low, high }): (&Drivers, &Provenance, Span),
) {
    let marks = ticks(low, high, if page.size == Size::Half { 4 } else { 5 });
    let step = if let [first, second, ..] = marks[..] { second - first } else { high - low };
    let named = marks.into_iter().map(|value| {
        let text = tick(value, (drivers.statistic.unit(), step, high), &run.currency);
        (axes.at(value, 0.0).0, text)
    });
    scale_below(page, plot, named);
}

/// A round value on the axis.
fn tick(value: f64, (unit, step, high): (Unit, f64, f64), currency: &str) -> String {
    let minus = |text: String| text.replace('-', "\u{2212}");
    match unit {
        Unit::Share | Unit::RatePerYear => {
            let decimals = decimals_of(100.0 * step);
            minus(format!("{:.decimals$}%", 100.0 * value + 0.0))
        }
        Unit::Multiple => minus(moic_tick(value + 0.0)),
        Unit::Money => Money::scale(high.abs().max(value.abs()), currency).tick(value),
        _ => statistic_words(value, unit, currency, StatisticStyle::Short),
    }
}

/// The line of all paths, and which way is better.
fn head(page: &Page, plot: Area, axes: &Axes, (drivers, run, span): (&Drivers, &Provenance, Span)) {
    let look = Look::new(page.kind.label, INK).bold().centred();
    let y = plot.top - 0.9 * page.kind.label;
    let base = drivers.base.value;
    if !base.is_nan() {
        let value =
            statistic_words(base, drivers.statistic.unit(), &run.currency, StatisticStyle::Short);
        let text = span.pointed(base, format!("all paths {value}"));
        let x = axes.at(span.nearest(base), 0.0).0;
        if !span.ends_before(base) {
            page.line(&[(x, plot.top - 0.2 * page.kind.label), (x, plot.bottom)], 1.0, INK);
        }
        let half = 0.5 * look.width(&text);
        let most = page.frame.right - half - 1.0;
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
    let look = Look::new(page.kind.label, GREY_TEXT);
    let from = if page.size == Size::Half { 0.0 } else { 0.28 * page.frame.width() };
    let from = page.frame.left + from;
    for (place, look, text) in [(from, look, left), (page.frame.right, look.right(), right)] {
        if page.is_free((place, y), look, text, 4.0) {
            page.text_at(place, y, look, text);
        }
    }
}
