//! A density as a small picture: a curve or bars, with marks and values below.

use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::density::Density;
use crate::output::chart::{AXIS, Area, Axes, BANDS, GREY_TEXT, INK, Look, Page, spread};
use crate::output::format::percent;
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::Grade;
use plotters::style::RGBColor;

/// Lengths within a small picture, in points from its top.
pub(super) const DENSITY: (f64, f64) = (20.0, 44.0);
const VALUES: f64 = 50.5;

/// Size of small type.
pub(super) const SMALL: f64 = 6.4;

/// Bars up to this many have their probabilities and values written at them.
const LABELLED_BARS: usize = 4;

/// One uncertain number of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct UncertainInput<'a> {
    /// What is assumed of it.
    pub row: &'a AssumptionRow,
    /// How likely which value is.
    pub density: &'a Density,
}

/// A small picture being drawn.
pub(super) struct Sketch<'a> {
    pub(super) page: &'a Page,
    pub(super) place: Area,
    pub(super) input: &'a UncertainInput<'a>,
    pub(super) currency: &'a str,
}

impl Sketch<'_> {
    /// The density over the width of the picture, the highest part of it as high
    /// as there is room, with its marks and values.
    pub(super) fn draw(&self) {
        let Self { place, .. } = self;
        let area = Area { top: place.top + DENSITY.0, bottom: place.top + DENSITY.1, ..*place };
        let axes = match self.input.density {
            Density::Curve { cells, .. } => {
                let highest = cells.iter().map(|cell| cell.density).fold(1e-300, f64::max);
                let (from, to) = (cells[0].from, cells[cells.len() - 1].to);
                let axes = self.page.axes(area, from..to, highest..0.0);
                let inner = cells.iter().map(|cell| (0.5 * (cell.from + cell.to), cell.density));
                let mut outline = vec![(from, 0.0), (from, cells[0].density)];
                outline.extend(inner);
                outline.extend([(to, cells[cells.len() - 1].density), (to, 0.0)]);
                axes.shape(outline, self.colour());
                axes
            }
            Density::Bars(bars) => self.bars(area, bars),
        };
        self.marks(&axes);
        self.values(&axes);
    }

    fn colour(&self) -> RGBColor {
        if self.input.row.grade == Some(Grade::Guess) { BANDS[2] } else { BANDS[3] }
    }

    fn bars(&self, area: Area, bars: &[(f64, f64)]) -> Axes {
        let page = self.page;
        let labelled = bars.len() <= LABELLED_BARS;
        let top = if labelled { area.top + 8.0 } else { area.top };
        let highest = bars.iter().map(|(_, share)| *share).fold(1e-300, f64::max);
        let (first, last) = (bars[0].0, bars[bars.len() - 1].0);
        let gaps = bars.windows(2).map(|pair| pair[1].0 - pair[0].0);
        let gap = gaps.fold(f64::INFINITY, f64::min).min((last - first).max(1.0));
        let margin = if last <= first { 1.0 } else { (0.08 * (last - first)).max(0.5 * gap) };
        let axes = page.axes(Area { top, ..area }, first - margin..last + margin, highest..0.0);
        let per_point = (last - first + 2.0 * margin) / area.width();
        let half = (0.35 * gap).min(5.0 * per_point).max(0.5 * per_point);
        let look = Look::new(SMALL, INK).centred();
        for (value, share) in bars {
            axes.bar((value - half, 0.0), (value + half, *share), self.colour());
            let (x, y) = axes.at(*value, *share);
            let text = percent(*share);
            if labelled && page.is_free((x, y - 4.0), look, &text, 1.0) {
                page.text_at(x, y - 4.0, look, &text);
            }
        }
        axes
    }

    /// A mark at P5, P50 and P95, through a curve and below bars.
    fn marks(&self, axes: &Axes) {
        let Some(spread_of) = self.input.row.spread() else { return };
        let axis = self.place.top + DENSITY.1;
        let (top, bottom) = match self.input.density {
            Density::Curve { .. } => (self.place.top + DENSITY.0, axis + 2.0),
            Density::Bars(_) => (axis, axis + 3.0),
        };
        for (i, value) in spread_of.percentiles.iter().enumerate() {
            let x = axes.at(*value, 0.0).0;
            let (width, colour) = if i == 1 { (0.9, INK) } else { (0.5, AXIS) };
            self.page.line(&[(x, bottom), (x, top)], width, colour);
        }
    }

    /// Values below the axis: pushed apart where they would touch, and equal ones
    /// written once.
    fn values(&self, axes: &Axes) {
        let Self { place, input, .. } = self;
        let Some(spread_of) = input.row.spread() else { return };
        let show = |value: f64| value_words(value, input.row.unit, self.currency, ValueStyle::BARE);
        let median = show(spread_of.percentiles[1]);
        let mut labels: Vec<(f64, String, Look)> = Vec::new();
        for value in labelled_values(input.density, spread_of.percentiles) {
            let text = show(value);
            let plain = Look::new(SMALL, GREY_TEXT).centred();
            let look = if text == median { Look { colour: INK, ..plain }.bold() } else { plain };
            if labels.last().is_none_or(|(_, last, _)| *last != text) {
                labels.push((axes.at(value, 0.0).0, text, look));
            }
        }
        let widest = labels.iter().map(|(_, text, look)| look.width(text)).fold(0.0, f64::max);
        let wanted: Vec<f64> = labels.iter().map(|(x, ..)| *x).collect();
        let (low, high) = (place.left + 0.5 * widest, place.right - 0.5 * widest);
        for ((_, text, look), x) in labels.iter().zip(spread(&wanted, widest + 4.0, low, high)) {
            self.page.text_at(x, place.top + VALUES, *look, text);
        }
    }
}

/// Values written below the axis, in ascending order.
fn labelled_values(density: &Density, percentiles: [f64; 3]) -> Vec<f64> {
    match density {
        Density::Bars(bars) if bars.len() <= LABELLED_BARS => {
            bars.iter().map(|(value, _)| *value).collect()
        }
        _ => percentiles.to_vec(),
    }
}
