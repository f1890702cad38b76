//! Small marks: what goes on beyond a scale, and what stands at a place.

use std::cmp::Ordering;

use plotters::style::RGBColor;

use super::colours::{PAPER, text_on};
use super::display::Area;
use super::page::Page;

/// A white cut through a bar, from one of its sides to the other.
pub(in crate::output) fn notch(page: &Page, from: (f64, f64), to: (f64, f64)) {
    page.line(&[from, to], 2.0, PAPER);
}

/// Hatches a filled area: what a rule values, and nobody paid. The lines of all areas of a page
/// go on in each other.
pub(in crate::output) fn hatch(page: &Page, area: Area, fill: RGBColor) {
    let step = 4.2 * page.size.stretch();
    let Area { left, top, right, bottom } = area;
    if right - left < 0.5 || bottom - top < 0.5 {
        return;
    }
    // Each line is of all places at which x + y is the same.
    let mut sum = ((left + top) / step).ceil() * step;
    while sum < right + bottom {
        let upper = (right.min(sum - top), top.max(sum - right));
        let lower = (left.max(sum - bottom), bottom.min(sum - left));
        page.line(&[lower, upper], 0.45, text_on(fill));
        sum += step;
    }
}

/// Points out of the plot from a place at its edge, to the right or, where
/// `length` is negative, to the left.
pub(in crate::output) fn arrow(page: &Page, (x, y): (f64, f64), length: f64, colour: RGBColor) {
    let half = length.abs() / 1.6;
    page.shape(vec![(x + length, y), (x, y - half), (x, y + half)], colour);
}

/// Length of an arrow head, in points.
pub(in crate::output) fn head_length(page: &Page) -> f64 {
    5.4 * page.size.stretch()
}

/// An arrow head with its tip at a place, as long as [`head_length`], which
/// points to the left or right where something lies less or more than an axis
/// does, or down or up.
pub(in crate::output) fn arrow_head(
    page: &Page,
    tip: (f64, f64),
    (across, up): (Ordering, Ordering),
    colour: RGBColor,
) {
    let sign = |side: Ordering| f64::from(side as i8);
    let (x, y) = (sign(across), -sign(up));
    if across.is_eq() && up.is_eq() {
        return;
    }
    let long = head_length(page) / (x * x + y * y).sqrt();
    let (base, half) = ((tip.0 - long * x, tip.1 - long * y), 0.62 * long);
    let around =
        [tip, (base.0 - half * y, base.1 + half * x), (base.0 + half * y, base.1 - half * x)];
    page.shape(around.to_vec(), colour);
}

/// A white diamond with an edge.
pub(in crate::output) fn diamond(page: &Page, (x, y): (f64, f64), size: f64, colour: RGBColor) {
    let around = |size: f64| vec![(x - size, y), (x, y - size), (x + size, y), (x, y + size)];
    page.shape(around(size + 1.0), colour);
    page.shape(around(size - 0.4), PAPER);
}
