//! Curves of several things on one plot.

use super::page::Page;
use super::series::{colour_of, dash_of};

/// The curve of the thing at that position.
pub(in crate::output) fn curve(page: &Page, points: &[(f64, f64)], position: usize) {
    let stretch = page.size.stretch().max(1.0);
    let (width, colour) = (1.7 * stretch, colour_of(position));
    match dash_of(position) {
        None => page.line(points, width, colour),
        Some((on, off)) => page.dashes(points, width, colour, (on * stretch, off * stretch)),
    }
}
