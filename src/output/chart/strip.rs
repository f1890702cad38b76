//! A strip of all paths, parted by what becomes of them, and bins below it.

use super::axis::baseline;
use super::colours::{GAIN, INK, LOSS, PAPER, text_on};
use super::display::Area;
use super::marks::notch;
use super::page::{Axes, Look, Page};
use plotters::style::RGBColor;

/// A part of a strip; names are given from the longest to the shortest.
pub(in crate::output) struct Segment {
    pub(in crate::output) share: f64,
    pub(in crate::output) names: Vec<String>,
    pub(in crate::output) colour: RGBColor,
}

/// Draws the parts from left to right, each with the longest of its names that fits.
pub(in crate::output) fn segments(page: &Page, strip: Area, segments: &[Segment]) {
    let mut left = strip.left;
    for segment in segments {
        let area = Area { left, right: left + segment.share * strip.width(), ..strip };
        left = area.right;
        page.rect(area, segment.colour);
        if strip.left + 0.6 < area.left && 0.0 < segment.share {
            page.line(&[(area.left, strip.top), (area.left, strip.bottom)], 1.2, PAPER);
        }
        let look = Look::new(page.kind.label, text_on(segment.colour)).centred();
        if let Some(name) = look.longest(&segment.names, area.width() - 6.0) {
            let (x, y) = area.middle();
            page.text_at(x, y, look, name);
        }
    }
}

/// Brackets under the two sides of a strip, each from and to, with what they mean.
pub(in crate::output) fn sides(page: &Page, strip: Area, ends: [[f64; 2]; 2], texts: [&str; 2]) {
    let y = strip.bottom + 2.5;
    for ([from, to], colour) in ends.into_iter().zip([LOSS, GAIN]) {
        if from + 1.0 < to {
            page.line(&[(from, y), (to, y)], 1.0, colour);
        }
    }
    let look = |colour| Look::new(page.kind.label, colour).bold();
    let y = y + 0.95 * page.kind.label;
    page.text_at(strip.left, y, look(LOSS), texts[0]);
    page.text_at(strip.right, y, look(GAIN).right(), texts[1]);
}

/// A bin over an axis, with the share of paths in it.
pub(in crate::output) struct Bin {
    pub(in crate::output) from: f64,
    pub(in crate::output) to: f64,
    pub(in crate::output) share: f64,
    pub(in crate::output) colour: RGBColor,
}

/// Draws a bin, with a notch where it holds more than the scale has room for.
pub(in crate::output) fn bin(page: &Page, plot: Area, axes: &Axes, bin: &Bin, most: f64) {
    let drawn = bin.share.min(most);
    axes.bar((bin.from, 0.0), (bin.to, drawn), bin.colour);
    let (x, y) = axes.at(bin.to, drawn);
    page.line(&[(x, y), (x, plot.bottom)], 0.4, PAPER);
    if most < bin.share {
        notch(page, (axes.at(bin.from, 0.0).0, y + 8.0), (x, y + 5.0));
    }
}

/// An upright line through the plot, and the line at its foot.
pub(in crate::output) fn zero_line(page: &Page, plot: Area, x: f64) {
    page.line(&[(x, plot.top), (x, plot.bottom)], 1.0, INK);
    baseline(page, plot);
}
