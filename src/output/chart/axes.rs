//! Data coordinates over a rectangle of a page, and what is drawn in them.

use super::colours::PAPER;
use super::recorder::{Dashed, Recorder};
use super::size::{FINE, whole};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Polygon, Rectangle};
use plotters::style::{Color, RGBColor};

/// Width of the white edge of lines over fills, on each side.
const EDGE: f64 = 0.6;

/// A drawing area of plotters with data coordinates.
type Ruled = DrawingArea<Recorder, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Data coordinates over a rectangle of the page.
pub(in crate::output) struct Axes {
    area: Ruled,
}

impl Axes {
    pub(super) fn new(area: Ruled) -> Self {
        Self { area }
    }

    /// The place of a value, in points.
    pub(in crate::output) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&(x, y));
        (f64::from(x) / FINE, f64::from(y) / FINE)
    }

    /// A bar between two corners.
    pub(in crate::output) fn bar(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor) {
        let bar = Rectangle::new([from, to], colour.filled());
        self.area.draw(&bar).expect("recording cannot fail");
    }

    /// A filled shape.
    pub(in crate::output) fn shape(&self, points: Vec<(f64, f64)>, colour: RGBColor) {
        self.area.draw(&Polygon::new(points, colour)).expect("recording cannot fail");
    }

    /// A line of `width` points.
    pub(in crate::output) fn line(&self, points: Vec<(f64, f64)>, width: f64, colour: RGBColor) {
        let style = colour.stroke_width(whole(width));
        self.area.draw(&PathElement::new(points, style)).expect("recording cannot fail");
    }

    /// A line with a white edge, which shows on any fill.
    pub(in crate::output) fn edged(&self, points: Vec<(f64, f64)>, width: f64, colour: RGBColor) {
        self.line(points.clone(), width + 2.0 * EDGE, PAPER);
        self.line(points, width, colour);
    }

    /// A dashed line on white, which shows on any fill.
    pub(in crate::output) fn dashes(&self, points: Vec<(f64, f64)>, width: f64, colour: RGBColor) {
        self.line(points.clone(), width + 2.0 * EDGE, PAPER);
        let dash = ((3.0 * FINE) as u32, (2.0 * FINE) as u32);
        let width = whole(width);
        let line = Dashed { points, width, colour, dash };
        self.area.draw(&line).expect("recording cannot fail");
    }
}
