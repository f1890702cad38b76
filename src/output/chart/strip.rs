//! A strip of all paths, parted by what becomes of them.

use super::colours::{GAIN, LOSS, PAPER, text_on};
use super::display::Area;
use super::page::Page;
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
        let look = page.look(text_on(segment.colour)).centred();
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
    let look = |colour| page.look(colour).bold();
    let y = y + 0.95 * page.kind.label;
    page.text_at(strip.left, y, look(LOSS), texts[0]);
    page.text_at(strip.right, y, look(GAIN).right(), texts[1]);
}
