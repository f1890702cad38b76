//! The marks of what goes on beyond its scale.

use plotters::style::RGBColor;

use super::colours::PAPER;
use super::page::Page;

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
