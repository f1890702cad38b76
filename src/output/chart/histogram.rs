//! The common form of histograms of returns: a strip of all paths above, so
//! that an atom of losses does not flatten the rest, and the bins below.

use super::colours::{AXIS, GAIN, GREY_TEXT, GRID, INK, LOSS, PAPER, text_on};
use super::display::Area;
use super::page::{Axes, Look, Page};
use super::size::Size;
use super::ticks::ticks;
use crate::output::format::percent;
use plotters::style::RGBColor;

/// A part of the strip; names are given from the longest to the shortest.
pub(super) struct Segment {
    pub(super) share: f64,
    pub(super) names: Vec<String>,
    pub(super) colour: RGBColor,
}

/// A bin over the axis, which runs from 0 to 1.
pub(super) struct Bin {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) share: f64,
    pub(super) colour: RGBColor,
}

/// A value marked over the bins; the place is on the axis.
pub(super) struct Delimiter {
    pub(super) place: f64,
    pub(super) text: String,
    pub(super) dotted: bool,
}

/// Everything that a histogram draws.
pub(super) struct Histogram {
    pub(super) segments: Vec<Segment>,
    /// Texts under the two sides of the strip, and the share of the left one.
    pub(super) sides: (String, String, f64),
    pub(super) bins: Vec<Bin>,
    /// Places and names of ticks, the most wanted first.
    pub(super) ticks: Vec<(f64, String)>,
    pub(super) reference: f64,
    pub(super) delimiters: Vec<Delimiter>,
    /// What lies left and right of the axis, in words.
    pub(super) beyond: (String, String),
}

/// Draws the strip and the bins, and returns the rectangle of both.
pub(super) fn draw(page: &Page, histogram: &Histogram) -> Area {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let strip = Area {
        left: page.frame.left,
        top: page.frame.top + 0.5 * label,
        right: page.frame.right,
        bottom: page.frame.top + 2.6 * label,
    };
    segments(page, strip, &histogram.segments);
    sides(page, strip, histogram);
    let plot = Area {
        left: page.frame.left + look.width(">99%") + 6.0,
        top: strip.bottom + 3.0 * label,
        right: page.frame.right - look.width("100%"),
        bottom: page.frame.bottom - 3.4 * label,
    };
    bins(page, plot, histogram);
    Area { top: strip.top, left: strip.left, right: strip.right, ..plot }
}

fn segments(page: &Page, strip: Area, segments: &[Segment]) {
    let mut left = strip.left;
    for segment in segments {
        let right = left + segment.share * strip.width();
        let area = Area { left, right, ..strip };
        left = right;
        page.rect(area, segment.colour);
        if strip.left + 0.6 < area.left && 0.0 < segment.share {
            page.line(&[(area.left, strip.top), (area.left, strip.bottom)], 1.2, PAPER);
        }
        let look = Look::new(page.kind.label, text_on(segment.colour)).centred();
        let fits = |name: &&String| look.width(name) + 6.0 <= area.width();
        if let Some(name) = segment.names.iter().find(fits) {
            let middle = (0.5 * (area.left + area.right), 0.5 * (strip.top + strip.bottom));
            page.text_at(middle.0, middle.1, look, name);
        }
    }
}

/// Brackets under the strip, with what each side of it means.
fn sides(page: &Page, strip: Area, histogram: &Histogram) {
    let (left, right, share) = &histogram.sides;
    let split = strip.left + share * strip.width();
    let y = strip.bottom + 2.5;
    let text = y + 0.95 * page.kind.label;
    for (from, to, colour) in [(strip.left, split - 1.0, LOSS), (split + 1.0, strip.right, GAIN)] {
        if from + 1.0 < to {
            page.line(&[(from, y), (to, y)], 1.0, colour);
        }
    }
    let look = |colour| Look::new(page.kind.label, colour).bold();
    page.text_at(strip.left, text, look(LOSS), left);
    page.text_at(strip.right, text, look(GAIN).right(), right);
}

fn bins(page: &Page, plot: Area, histogram: &Histogram) {
    let most = histogram.bins.iter().map(|bin| bin.share).fold(0.0, f64::max);
    let none = most <= 0.0;
    let most = if none { 1.0 } else { most };
    // The upper part is kept free for the names of delimiters.
    let axes = page.axes(plot, 0.0..1.0, 1.72 * most..0.0);
    let look = Look::new(page.kind.label, INK);
    let head = Look::new(page.kind.label, GREY_TEXT);
    for value in ticks(0.0, 1.03 * most, 3) {
        let y = axes.at(0.0, value).1;
        page.line(&[(plot.left, y), (plot.right, y)], 0.5, GRID);
        let digits =
            if most < 0.05 && 1e-9 < (100.0 * value).fract().min(1.0 - (100.0 * value).fract()) {
                1
            } else {
                0
            };
        page.text_at(plot.left - 5.0, y, look.right(), &format!("{:.digits$}%", 100.0 * value));
    }
    for bin in histogram.bins.iter().filter(|bin| 0.0 < bin.share) {
        axes.bar((bin.from, 0.0), (bin.to, bin.share), bin.colour);
        let (x, y) = axes.at(bin.to, bin.share);
        page.line(&[(x, y), (x, plot.bottom)], 0.4, PAPER);
    }
    let x = axes.at(histogram.reference, 0.0).0;
    page.line(&[(x, plot.top), (x, plot.bottom)], 1.0, INK);
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    tick_labels(page, plot, &axes, &histogram.ticks);
    let y = plot.bottom + 2.6 * page.kind.label;
    page.text_at(page.frame.left, y, head, &histogram.beyond.0);
    if page.is_free((page.frame.right, y), head.right(), &histogram.beyond.1) {
        page.text_at(page.frame.right, y, head.right(), &histogram.beyond.1);
    }
    delimiters(page, plot, &axes, histogram);
    if none {
        // Off the middle, where the hurdle's line often is.
        let middle = (0.25 * plot.right + 0.75 * plot.left, 0.5 * (plot.top + plot.bottom));
        page.text_at(middle.0, middle.1, look.centred(), "no path on this axis");
    }
}

fn tick_labels(page: &Page, plot: Area, axes: &Axes, ticks: &[(f64, String)]) {
    let look = Look::new(page.kind.label, INK).centred();
    let y = plot.bottom + 1.1 * page.kind.label;
    for (place, text) in ticks {
        let x = axes.at(*place, 0.0).0;
        if page.is_free((x, y), look, text) {
            page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
            page.text_at(x, y, look, text);
        }
    }
}

/// Names start right of their leaders, and those that would touch go down to
/// the right, so that no leader crosses a name.
fn delimiters(page: &Page, plot: Area, axes: &Axes, histogram: &Histogram) {
    let look = Look::new(page.kind.label, INK);
    let lane = 1.35 * page.kind.label;
    let lanes = ((0.4 * plot.height() / lane) as usize).max(1);
    let mut covers: Vec<Area> = Vec::new();
    let mut leaders: Vec<(f64, f64)> = Vec::new();
    for mark in &histogram.delimiters {
        let x = axes.at(mark.place, 0.0).0;
        let wide = look.width(&mark.text);
        let place = |right: bool, lane_index: usize| {
            let y = plot.top + (lane_index as f64 + 0.5) * lane;
            let left = if right { x + 3.0 } else { x - 3.0 - wide };
            Area { left, right: left + wide, top: y - 0.5 * lane, bottom: y + 0.5 * lane }
        };
        let fits = |area: &Area| {
            area.right <= page.frame.right
                && plot.left <= area.left
                && !covers.iter().any(|other| {
                    other.meets(area)
                        || (other.left - 1.0 < x && x < other.right + 1.0 && area.top < other.top)
                })
                && !leaders.iter().any(|(at, top)| {
                    area.left - 1.5 < *at && *at < area.right + 1.5 && *top < area.bottom
                })
        };
        let tries = [true, false].into_iter().flat_map(|side| (0..lanes).map(move |i| (side, i)));
        let Some(area) = tries.map(|(side, i)| place(side, i)).find(fits) else { continue };
        let ends = [(x, area.top), (x, plot.bottom)];
        if mark.dotted {
            page.dashes(&ends, 0.75, INK, (1.0, 1.6));
        } else {
            page.line(&ends, 0.5, GREY_TEXT);
        }
        page.rect(Area { left: area.left - 1.0, right: area.right + 1.0, ..area }, PAPER);
        page.text_at(area.left, 0.5 * (area.top + area.bottom), look, &mark.text);
        covers.push(area);
        leaders.push((x, area.top));
    }
}

/// Bins between the cuts of a range, as near to `width` as fits evenly, so
/// that none straddles a cut.
pub(super) fn edges(cuts: &[f64], width: f64) -> Vec<f64> {
    let mut edges = vec![cuts[0]];
    for pair in cuts.windows(2) {
        let count = ((pair[1] - pair[0]) / width).round().max(1.0) as usize;
        let step = (pair[1] - pair[0]) / count as f64;
        edges.extend((1..count).map(|i| pair[0] + i as f64 * step));
        edges.push(pair[1]);
    }
    edges
}

/// Width by Freedman and Diaconis, bounded to what a size can show.
pub(super) fn bin_width(quartiles: (f64, f64), count: usize, range: f64, size: Size) -> f64 {
    let fewest_most = if size == Size::Half { (10.0, 24.0) } else { (14.0, 36.0) };
    let wanted = 2.0 * (quartiles.1 - quartiles.0) / libm::cbrt(count.max(1) as f64);
    wanted.clamp(range / fewest_most.1, range / fewest_most.0)
}

/// Quartiles of a sample, without sorting all of it.
pub(super) fn quartiles(values: &mut [f64]) -> (f64, f64) {
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let mut at = |share: f64| {
        let index = (share * (values.len() - 1) as f64) as usize;
        *values.select_nth_unstable_by(index, f64::total_cmp).1
    };
    (at(0.25), at(0.75))
}

/// Names of a segment: long, short, and the share alone.
pub(super) fn names(long: &str, share: f64) -> Vec<String> {
    let percent = percent(share);
    vec![format!("{long}: {percent}"), percent]
}
