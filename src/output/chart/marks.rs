//! The marks of what goes on beyond a scale.

use std::cmp::Ordering;

use plotters::style::RGBColor;

use super::colours::PAPER;
use super::page::{Axes, Page};
use super::span::Span;

/// A white cut through a bar, from one of its sides to the other.
pub(super) fn notch(page: &Page, from: (f64, f64), to: (f64, f64)) {
    page.line(&[from, to], 2.0, PAPER);
}

/// Points out of the plot from a place at its edge, to the right or, where
/// `length` is negative, to the left.
pub(super) fn arrow(page: &Page, (x, y): (f64, f64), length: f64, colour: RGBColor) {
    let axes =
        page.axes(page.frame, page.frame.left..page.frame.right, page.frame.top..page.frame.bottom);
    let half = length.abs() / 1.6;
    axes.shape(vec![(x + length, y), (x, y - half), (x, y + half)], colour);
}

/// Length of an arrow head, in points.
pub(super) fn head_length(page: &Page) -> f64 {
    5.4 * page.size.stretch()
}

/// An arrow head with its tip at a place, as long as [`head_length`], which
/// points to the left or right where something lies less or more than an axis
/// does, or down or up.
pub(super) fn arrow_head(
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
    let frame = page.frame;
    let axes = page.axes(frame, frame.left..frame.right, frame.top..frame.bottom);
    axes.shape(around.to_vec(), colour);
}

/// Draws an arrow at the end of the axes for what lies beyond one of them or
/// both; whether it does.
pub(super) fn beyond(
    page: &Page,
    axes: &Axes,
    (x, y): (f64, f64),
    (across, up): (Span, Span),
    colour: RGBColor,
) -> bool {
    let sides = (across.side(x), up.side(y));
    arrow_head(page, axes.at(across.nearest(x), up.nearest(y)), sides, colour);
    sides.0.is_ne() || sides.1.is_ne()
}
