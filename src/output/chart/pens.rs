//! The pens that draw on a page through plotters, in points from the top left.

use super::axes::Axes;
use super::colours::PAPER;
use super::display::Area;
use super::look::Look;
use super::page::Page;
use super::recorder::{Dashed, Recorder};
use super::size::{FINE, fine, fine_all, whole};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{Pos, VPos};
use plotters::style::{Color, FontFamily, FontStyle, IntoFont, RGBColor, TextStyle};
use std::ops::Range;

impl Page {
    /// A text whose capitals start at `y`.
    pub(in crate::output) fn text_from(&self, x: f64, y: f64, look: Look, text: &str) {
        self.text(x, y, (look, VPos::Top), text);
    }

    /// A text whose capitals are centred on `y`.
    pub(in crate::output) fn text_at(&self, x: f64, y: f64, look: Look, text: &str) {
        self.text(x, y, (look, VPos::Center), text);
    }

    /// A text on white that reaches so far beside it, and half as high, so that no line runs
    /// through it.
    pub(in crate::output) fn text_on_white(
        &self,
        (x, y): (f64, f64),
        look: Look,
        text: &str,
        (beside, half): (f64, f64),
    ) {
        let [left, right] = look.ends(x, text);
        self.rect(Area::level([left - beside, right + beside], (y, half)), PAPER);
        self.text_at(x, y, look, text);
    }

    /// Where a text is centred that stays within the page.
    pub(in crate::output) fn clear_of_edges(&self, x: f64, look: Look, text: &str) -> f64 {
        let half = 0.5 * look.width(text);
        x.min(self.frame.right - half).max(self.frame.left + half)
    }

    fn text(&self, x: f64, y: f64, (look, v): (Look, VPos), text: &str) {
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = (FontFamily::SansSerif, look.size * FINE, weight).into_font();
        let style =
            TextStyle { font, color: look.colour.to_backend_color(), pos: Pos::new(look.h, v) };
        self.draw(&Text::new(text.to_owned(), fine((x, y)), style));
    }

    /// A filled rectangle.
    pub(in crate::output) fn rect(&self, area: Area, colour: RGBColor) {
        let corners = [fine((area.left, area.top)), fine((area.right, area.bottom))];
        self.draw(&Rectangle::new(corners, colour.filled()));
    }

    /// A filled disc.
    pub(in crate::output) fn disc(&self, centre: (f64, f64), radius: f64, colour: RGBColor) {
        let radius = (radius * FINE).round() as i32;
        self.draw(&Circle::new(fine(centre), radius, colour.filled()));
    }

    /// Filled discs upon each other, each with its radius.
    pub(in crate::output) fn discs(&self, centre: (f64, f64), discs: &[(f64, RGBColor)]) {
        discs.iter().for_each(|(radius, colour)| self.disc(centre, *radius, *colour));
    }

    /// A filled shape.
    pub(in crate::output) fn shape(&self, points: Vec<(f64, f64)>, colour: RGBColor) {
        let Area { left, top, right, bottom } = self.frame;
        self.axes(self.frame, left..right, top..bottom).shape(points, colour);
    }

    /// A line of `width` points.
    pub(in crate::output) fn line(&self, points: &[(f64, f64)], width: f64, colour: RGBColor) {
        let style = colour.stroke_width(whole(width));
        self.draw(&PathElement::new(fine_all(points), style));
    }

    /// A dashed line; `dash` is the length of a dash and of a gap, in points.
    pub(in crate::output) fn dashes(
        &self,
        points: &[(f64, f64)],
        width: f64,
        colour: RGBColor,
        dash: (f64, f64),
    ) {
        let dash = (whole(dash.0), whole(dash.1));
        self.draw(&Dashed { points: fine_all(points), width: whole(width), colour, dash });
    }

    fn draw<'a, E>(&self, element: &'a E)
    where
        &'a E: plotters::element::PointCollection<'a, (i32, i32)>,
        E: plotters::element::Drawable<Recorder>,
    {
        self.area.draw(element).expect("recording cannot fail");
    }

    /// Data coordinates over a rectangle of the page, by plotters' own
    /// translation.
    pub(in crate::output) fn axes(&self, area: Area, x: Range<f64>, y: Range<f64>) -> Axes {
        let (left, top) = fine((area.left, area.top));
        let (right, bottom) = fine((area.right, area.bottom));
        let spec =
            Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, (left..right, top..bottom));
        Axes::new(self.area.apply_coord_spec(spec))
    }
}
