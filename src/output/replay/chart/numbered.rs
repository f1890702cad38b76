//! The numbers of events above the panels, and what they mean below.

use super::marks::Mark;
use super::replay::columns;
use crate::output::chart::{Area, Axes, GREY_TEXT, INK, Look, PAPER, Page, RULE, ellipsis, spread};

/// Numbers above the plot, pushed apart, each with a line to its place.
pub(super) fn numbers(page: &Page, plot: Area, (axes, months): (&Axes, usize), marks: &[Mark]) {
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
pub(super) fn named(page: &Page, top: f64, marks: &[Mark]) {
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
