//! Tornado: what a statistic is where each assumption is in its best and in its
//! worst tenth, the assumption that moves it most on top.
use crate::output::chart::rows::beside_names;

use super::bars::{bar, beside, cut, inside};
use super::titles::{notes, subtitles, tornado as titles};
use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::model::outcome::Unit;
use crate::output::chart::colours::{AXIS, GREY_TEXT, GRID, INK, PAPER};
use crate::output::chart::display::{Area, Chart};
use crate::output::chart::kind::Kind;
use crate::output::chart::like::Domains;
use crate::output::chart::page::{Axes, Look, Page, Twin, Words};
use crate::output::chart::provenance::Provenance;
use crate::output::chart::rows::name_within;
use crate::output::chart::size::Size;
use crate::output::chart::span::Span;
use crate::output::chart::subject::Subject;
use crate::output::chart::ticks::ticks;
use crate::output::figures::label;
use crate::output::format::{Money, moic_tick, plural};
use crate::output::sensitivity::csv::tornado_csv;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{basis, input_label};

/// Draws the assumptions that move a statistic most.
pub fn tornado(drivers: &Drivers, run: &Provenance, like: Option<&Domains>, size: Size) -> Chart {
    let shown = shown(drivers, size);
    let span = Span::new(like.and_then(lent).unwrap_or_else(|| domain(drivers, &shown)));
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
    page.finish_of(&of, &words, plot, twin(drivers, &shown, (run, span)))
}

/// What each assumption moves a statistic by.
pub static KIND: Kind = Kind {
    name: "tornado",
    shows_one_of_several: true,
    lends: Some(|domains, _| lent(domains).is_some()),
    ..Kind::PLAIN
};

/// The axis of another picture, if it tells it.
fn lent(domains: &Domains) -> Option<(f64, f64)> {
    domains.span("axis")
}

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

/// From the least to the most of what is drawn.
fn domain(drivers: &Drivers, shown: &[&Driver]) -> (f64, f64) {
    let base = if drivers.base.value.is_nan() { 0.0 } else { drivers.base.value };
    let noise = if drivers.noise.is_nan() { 0.0 } else { drivers.noise };
    let ends = shown.iter().flat_map(|driver| driver.bar.end_bins());
    let values: Vec<f64> = ends.map(|bin| bin.statistic.value).collect();
    let low = values.iter().copied().fold(base - noise, f64::min);
    let high = values.iter().copied().fold(base + noise, f64::max);
    let (low, high) = match drivers.statistic.unit() {
        Unit::Share => (low.max(0.0), high.min(1.0)),
        Unit::RatePerYear => (low.max(-1.0), high),
        _ => (low, high),
    };
    if high - low <= 1e-9 * base.abs().max(1e-9) {
        return match drivers.statistic.unit() {
            Unit::Share => ((low - 0.1).max(0.0), (high + 0.1).min(1.0)),
            _ => (low - base.abs().max(1.0), high + base.abs().max(1.0)),
        };
    }
    (low, high)
}

/// Where things are: names stand left of their bars, or above them where the
/// page is narrow.
struct Layout {
    plot: Area,
    pitch: f64,
    /// From the top of a row to the middle of its bar.
    bar: f64,
    /// Half the height of a bar.
    half: f64,
    /// Room for names; none above bars.
    names: f64,
}

impl Layout {
    fn of(page: &Page) -> Self {
        let narrow = page.size == Size::Half;
        let room = Look::new(page.kind.label, INK).width("$1,000k") + 5.0;
        let (names, plot) = beside_names(page, room);
        let pitch = plot.height() / rows(page.size) as f64;
        let half = (0.31 * pitch).min(6.5 * page.size.stretch());
        if narrow {
            Self { plot, pitch, bar: 0.74 * pitch, half: 0.22 * pitch, names }
        } else {
            Self { plot, pitch, bar: 0.5 * pitch, half, names }
        }
    }

    fn middle(&self, row: usize) -> f64 {
        self.plot.top + row as f64 * self.pitch + self.bar
    }

    fn name(&self, page: &Page, row: usize, driver: &Driver) {
        let look = Look::new(page.kind.label, INK);
        let mark = if driver.bar.one_way { "" } else { " \u{2195}" };
        let label = input_label(&driver.name);
        let within = |room: f64| name_within(&label, room - look.width(mark), look);
        if 0.0 < self.names {
            let text = format!("{}{mark}", within(self.names - 6.0));
            let right = page.frame.left + self.names - 6.0;
            page.text_at(right, self.middle(row), look.right(), &text);
        } else {
            let top = self.plot.top + (row as f64 + 0.26) * self.pitch;
            let text = format!("{}{mark}", within(page.frame.width()));
            let high = 0.5 * page.kind.label;
            let right = page.frame.left + look.width(&text) + 2.0;
            let pad = Area { left: page.frame.left, right, top: top - high, bottom: top + high };
            page.rect(pad, PAPER);
            page.text_at(page.frame.left, top, look, &text);
        }
    }
}

fn draw(
    page: &Page,
    drivers: &Drivers,
    shown: &[&Driver],
    (run, span): (&Provenance, Span),
) -> Area {
    let layout = Layout::of(page);
    let plot = layout.plot;
    let axes = page.axes(plot, span.low..span.high, 0.0..1.0);
    band(page, plot, &axes, drivers);
    scale(page, plot, &axes, (drivers, run, span));
    for (row, driver) in shown.iter().enumerate() {
        bar(page, &axes, (drivers, driver, span), (layout.middle(row), layout.half));
    }
    head(page, plot, &axes, (drivers, run, span));
    for (row, driver) in shown.iter().enumerate() {
        layout.name(page, row, driver);
        beside(page, &axes, (drivers, driver, run, span), layout.middle(row));
        inside(page, &axes, (drivers, driver, run, span), layout.middle(row));
    }
    if shown.is_empty() {
        nothing(page, &layout, drivers);
    }
    plot
}

/// Says why there is no bar.
fn nothing(page: &Page, layout: &Layout, drivers: &Drivers) {
    let look = Look::new(page.kind.label, INK);
    let text = if drivers.all.is_empty() { "no assumption is uncertain" } else { "no bar to draw" };
    let (left, middle) = (page.frame.left, layout.middle(0));
    let (right, high) = (left + look.width(text) + 2.0, 0.5 * page.kind.label);
    page.rect(Area { left, right, top: middle - high, bottom: middle + high }, PAPER);
    page.text_at(left, middle, look, text);
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
    let look = Look::new(page.kind.label, INK).centred();
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    let marks = ticks(low, high, if page.size == Size::Half { 4 } else { 5 });
    let step = if let [first, second, ..] = marks[..] { second - first } else { high - low };
    for value in marks {
        let x = axes.at(value, 0.0).0;
        page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
        let text = tick(value, (drivers.statistic.unit(), step, high), &run.currency);
        page.text_at(x, plot.bottom + 1.1 * page.kind.label, look, &text);
    }
}

/// A round value on the axis.
fn tick(value: f64, (unit, step, high): (Unit, f64, f64), currency: &str) -> String {
    let minus = |text: String| text.replace('-', "\u{2212}");
    match unit {
        Unit::Share | Unit::RatePerYear => {
            let decimals = (-libm::floor(libm::log10(100.0 * step) + 1e-9)).max(0.0) as usize;
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

fn twin(drivers: &Drivers, shown: &[&Driver], (run, span): (&Provenance, Span)) -> Twin {
    let currency = run.currency.as_str();
    let unit = drivers.statistic.unit();
    let value = |value: f64| statistic_words(value, unit, currency, StatisticStyle::Short);
    let bars: Vec<String> = shown
        .iter()
        .map(|driver| {
            let [a, b] = driver.bar.end_bins().map(|bin| {
                let at = value_words(bin.input, driver.unit, currency, ValueStyle::SHORT);
                format!("{} at {at}", value(bin.statistic.value))
            });
            let noise = if driver.bar.inside_noise { ", inside the noise" } else { "" };
            format!("{}: {a}, {b}{noise}", input_label(&driver.name))
        })
        .collect();
    let inside = match (drivers.inside_noise(), drivers.all.len()) {
        (0, 1) => "The one uncertain assumption is not".to_owned(),
        (_, 1) => "The one uncertain assumption is".to_owned(),
        (1, all) => format!("1 of {all} uncertain assumptions is"),
        (some, all) => format!("{some} of {} are", plural(all as u64, "uncertain assumption")),
    };
    let alt_text = format!(
        "Tornado chart of {}, horizontal axis from {} to {}; {} over all {}. {}{inside} inside the \
         noise.",
        label(&drivers.statistic, currency),
        value(span.low),
        value(span.high),
        value(drivers.base.value),
        plural(run.paths, "path"),
        if bars.is_empty() { String::new() } else { format!("{}. ", bars.join("; ")) },
    );
    let csv = String::from_utf8(tornado_csv(drivers)).expect("names are text");
    Twin { kind: KIND.name, alt_text, csv, domains: vec![("axis", span.ends())] }
}
