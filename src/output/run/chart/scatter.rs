//! Chart of the strongest driver: what paths return in each part of the range of the assumption
//! that MOIC goes with most, with those that return nothing or just the capital aside.

use super::data::Returns;
use super::scatter_words::{alt_text, notes, numbers, titles, value};
use crate::analysis::strongest_driver::{DriverPart, StrongestDriver};
use crate::output::chart::{
    Area, Chart, EXPECTED, GREY_TEXT, GRID, INK, Kind, LOSS, MONEY_BACK, Metadata, MoicAxis,
    NEAR_TOTAL_LOSS, NEUTRAL, PAPER, Page, Plot, RULE, Scale, SharedAxes, Size, Span, Words,
    arrow_head, head_length, mixed, text_on,
};
use crate::output::format::{moic, moic_tick, percent};
use crate::output::words::{capitalised, input_label};
use plotters::style::RGBColor;
use std::cmp::Ordering;

/// The strongest driver against MOIC.
pub static KIND: Kind = Kind { name: "scatter", scales: &[Scale::Moic], ..Kind::PLAIN };

/// Rows of shares below the plot: those that return nothing, and just the capital.
const ATOMS: usize = 2;

/// The parts of its range that a picture of that size has room for.
pub(super) fn parts_of(driver: &StrongestDriver, size: Size) -> &[DriverPart] {
    if size == Size::Half { &driver.fifths } else { &driver.tenths }
}

/// Draws the driver of a run, if it has one, on the axis of multiples of all beside it.
pub(in crate::output) fn scatter(
    returns: &Returns<'_>,
    driver: Option<&StrongestDriver>,
    beside: SharedAxes<'_, Returns<'_>>,
    size: Size,
) -> Chart {
    let axis = MoicAxis::of(beside.set.iter().map(|one| one.moic), beside.like);
    let parts = driver.map(|driver| parts_of(driver, size)).unwrap_or_default();
    let what = if size == Size::Half { "fifth" } else { "tenth" };
    let words = Words {
        provenance: returns.provenance,
        titles: titles(driver, parts, what, returns.provenance.paths),
        subtitles: vec![
            format!(
                "MOIC by {what} of paths, log scale: bars P25 to P75, tick and number median, thin \
                 line two standard errors of it"
            ),
            format!("MOIC by {what} of paths, log scale: bars P25–P75, tick median ± 2 s.e."),
        ],
        basis: "gross of fees, undiscounted",
        notes: notes(driver, parts, &returns.provenance.currency, returns.provenance.paths),
    };
    let is_cut = parts.iter().any(|part| axis.top < part.quartiles[2].value);
    let words =
        words.note_first(is_cut.then(|| "bars with an arrow go on beyond this scale".to_owned()));
    let low = |at: usize| parts.iter().any(|part| part.quartiles[at].value < NEAR_TOTAL_LOSS);
    let words = words.note_first(match (low(0), low(1)) {
        (true, true) => Some("triangles: P25 (grey) or median (black) below 0.1x".to_owned()),
        (true, false) => Some("triangles: P25 below 0.1x".to_owned()),
        _ => None,
    });
    let page = Page::new(size, &words, size.subtitle_lines());
    let plot = draw(&page, driver, parts, &axis, &returns.provenance.currency);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(driver, parts, &returns.provenance.currency),
        csv: numbers(driver, parts),
        domains: vec![axis.domain()],
    };
    page.finish(&words, plot, metadata)
}

fn draw(
    page: &Page,
    driver: Option<&StrongestDriver>,
    parts: &[DriverPart],
    axis: &MoicAxis,
    currency: &str,
) -> Area {
    let (label, look) = (page.kind.label, page.look(INK));
    let left = look.width("money back").max(look.width("exactly 0x")) + 6.0;
    let row = 1.45 * label;
    let below = 1.7 * label + 1.5 * label + ATOMS as f64 * row + 0.4 * label;
    let area = page.inside([left, 0.9 * label, 2.0, below]);
    let plot = Plot::new(page, area, Span { low: 0.0, high: 1.0 }, Span::UNIT);
    multiples(&plot, axis);
    let Some(driver) = driver.filter(|_| !parts.is_empty()) else {
        let text = "no assumption that paths could go with";
        page.text_at(area.left + 6.0, area.middle().1, page.look(GREY_TEXT), text);
        plot.baseline();
        return area;
    };
    let wide = area.width() / parts.len() as f64;
    for (column, part) in parts.iter().enumerate() {
        let x = area.left + (column as f64 + 0.5) * wide;
        quartiles(&plot, axis, part, (x, 0.3 * wide));
    }
    for (column, part) in parts.iter().enumerate() {
        let x = area.left + (column as f64 + 0.5) * wide;
        median(&plot, axis, part, (x, 0.3 * wide));
    }
    plot.baseline();
    let atoms =
        Area { top: area.bottom + 0.5 * label, bottom: area.bottom + 0.5 * label + row, ..area };
    shares(page, atoms, parts, "exactly 0x", (LOSS, |part| part.nothing.value));
    let next = Area { top: atoms.bottom, bottom: atoms.bottom + row, ..atoms };
    shares(page, next, parts, "exactly 1x", (MONEY_BACK, |part| part.money_back.value));
    values(page, (area, next.bottom + 0.9 * label), parts, driver, currency);
    area
}

/// Level lines at multiples, with their names.
fn multiples(plot: &Plot<'_>, axis: &MoicAxis) {
    let page = plot.page;
    let wanted = [1.0, 3.0, 10.0, NEAR_TOTAL_LOSS, axis.top, 0.3];
    let lines = wanted.into_iter().filter(|one| *one <= axis.top);
    let mut taken: Vec<f64> = Vec::new();
    for multiple in lines {
        let y = plot.y_of(axis.place(multiple));
        if taken.iter().any(|other| (other - y).abs() < 1.25 * page.kind.label) {
            continue;
        }
        taken.push(y);
        let is_back = (multiple - 1.0).abs() < 1e-9;
        let (width, colour) = if is_back { (0.9, RULE) } else { (0.5, GRID) };
        page.line(&[(plot.area.left, y), (plot.area.right, y)], width, colour);
        let name = if is_back { "money back".to_owned() } else { moic_tick(multiple) };
        page.text_at(plot.area.left - 5.0, y, page.look(INK).right(), &name);
    }
}

/// From P25 to P75, with an arrow where it goes on.
fn quartiles(plot: &Plot<'_>, axis: &MoicAxis, part: &DriverPart, (x, half): (f64, f64)) {
    let [low, _, high] = part.quartiles.map(|one| one.value);
    let y = |multiple: f64| plot.y_of(axis.place(multiple));
    if NEAR_TOTAL_LOSS < high {
        let area = Area { left: x - half, top: y(high), right: x + half, bottom: y(low) };
        plot.page.rect(area, NEUTRAL);
    }
    let strong = mixed(INK, 0.75);
    if low < NEAR_TOTAL_LOSS {
        let tip = (x - 0.55 * half, plot.area.bottom);
        arrow_head(plot.page, tip, (Ordering::Equal, Ordering::Less), strong);
    }
    if axis.top < high {
        let tip = (x - 0.55 * half, plot.area.top);
        arrow_head(plot.page, tip, (Ordering::Equal, Ordering::Greater), strong);
    }
}

/// The median with its number, and two standard errors to either side.
fn median(plot: &Plot<'_>, axis: &MoicAxis, part: &DriverPart, (x, half): (f64, f64)) {
    let page = plot.page;
    let wide = page.size.stretch().max(1.0);
    let middle = part.quartiles[1];
    let y = |multiple: f64| plot.y_of(axis.place(multiple));
    let error = if middle.standard_error.is_nan() { 0.0 } else { 2.0 * middle.standard_error };
    let is_below = middle.value < NEAR_TOTAL_LOSS;
    let mut top = y(part.quartiles[2].value.max(NEAR_TOTAL_LOSS));
    if is_below || axis.top < middle.value {
        let (side, edge) = if is_below {
            (Ordering::Less, plot.area.bottom)
        } else {
            (Ordering::Greater, plot.area.top)
        };
        arrow_head(page, (x, edge), (Ordering::Equal, side), INK);
        top = top.min(plot.area.bottom - head_length(page));
    } else {
        let at = y(middle.value);
        let ends = [(x - half, at), (x + half, at)];
        page.line(&ends, 3.2 * wide, PAPER);
        page.line(&ends, 1.8 * wide, INK);
        if 0.0 < error {
            let ends = [middle.value - error, middle.value + error];
            let [low, high] = ends.map(|end| y(end.max(NEAR_TOTAL_LOSS)));
            page.line(&[(x, low), (x, high)], 0.9 * wide, INK);
            top = top.min(high);
        }
    }
    // The number stands above all that it belongs to.
    let look = page.look(INK).bold().centred();
    let label = page.kind.label;
    let place = (x, (top - 0.85 * label).max(plot.area.top + 0.6 * label));
    page.text_on_white(place, look, &moic(middle.value), (0.5, 0.55 * label));
}

/// A row of shares, the darker the larger.
fn shares(
    page: &Page,
    row: Area,
    parts: &[DriverPart],
    name: &str,
    (colour, share): (RGBColor, fn(&DriverPart) -> f64),
) {
    let y = row.middle().1;
    page.text_at(row.left - 5.0, y, page.look(INK).right(), name);
    let wide = row.width() / parts.len() as f64;
    for (column, part) in parts.iter().enumerate() {
        let share = share(part);
        let left = row.left + column as f64 * wide;
        let cell = Area { left, right: left + wide, ..row }.within(0.4);
        // Pale enough for ink, or dark enough for white.
        let shade = if share <= 0.0 { EXPECTED } else { mixed(colour, 0.08 + 0.37 * share) };
        page.rect(cell, shade);
        page.text_at(cell.middle().0, y, page.look(text_on(shade)).centred(), &percent(share));
    }
}

/// Medians of the assumption in each part, and its name.
fn values(
    page: &Page,
    (area, y): (Area, f64),
    parts: &[DriverPart],
    driver: &StrongestDriver,
    currency: &str,
) {
    let look = page.look(INK).centred();
    let wide = area.width() / parts.len() as f64;
    for (column, part) in parts.iter().enumerate() {
        let text = value(part.values[1], driver, currency, false);
        let x = area.left + (column as f64 + 0.5) * wide;
        let x = page.clear_of_edges(x, look, &text);
        if page.is_free((x, y), look, &text, 2.0) {
            page.text_at(x, y, look, &text);
        }
    }
    let name = capitalised(&input_label(&driver.name));
    // A sign stands at each value, a word here.
    let [bare, full] = [false, true].map(|full| value(parts[0].values[1], driver, currency, full));
    let unit = full.strip_prefix(&bare).unwrap_or_default().trim();
    let unit = if unit.is_empty() { String::new() } else { format!(", in {unit}") };
    let text = format!("{name}{unit}: median in each part");
    let look = page.look(GREY_TEXT);
    let text = look.cut(&text, page.frame.width());
    let x = page.clear_of_edges(area.middle().0, look.centred(), &text);
    page.text_at(x, y + 1.5 * page.kind.label, look.centred(), &text);
}
