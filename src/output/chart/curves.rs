//! Curves of several things on one plot, told apart by colours and dashes.

use super::colours::GREY_TEXT;
use super::page::Page;
use plotters::style::RGBColor;

/// Most curves that can be told apart.
pub(in crate::output) const MOST_CURVES: usize = 5;

/// Colours of curves, the first black; told apart in grey by their dashes. None is blue, which is
/// the colour of gain.
const COLOURS: [RGBColor; MOST_CURVES] = [
    RGBColor(0x1A, 0x1A, 0x1A),
    RGBColor(0x76, 0x12, 0xA5),
    RGBColor(0x0C, 0x6E, 0x62),
    RGBColor(0xB8, 0x6E, 0x00),
    RGBColor(0xC2, 0x41, 0x8C),
];

/// Dashes of curves, in points; none for the first.
const DASHES: [Option<(f64, f64)>; MOST_CURVES] =
    [None, Some((10.0, 2.5)), Some((2.0, 2.0)), Some((6.0, 2.5)), Some((15.0, 3.5))];

/// The colour of the thing at that position; grey where there are too many.
pub(in crate::output) fn colour_of(position: usize) -> RGBColor {
    COLOURS.get(position).copied().unwrap_or(GREY_TEXT)
}

/// The curve of the thing at that position.
pub(in crate::output) fn curve(page: &Page, points: &[(f64, f64)], position: usize) {
    let stretch = page.size.stretch().max(1.0);
    let width = 1.7 * stretch;
    match DASHES[position] {
        None => page.line(points, width, COLOURS[position]),
        Some((on, off)) => {
            page.dashes(points, width, COLOURS[position], (on * stretch, off * stretch));
        }
    }
}
