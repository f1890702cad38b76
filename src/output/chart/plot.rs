//! A plot: a rectangle of a page with a scale along each of its sides. Marks are placed by values,
//! lines end where the scales do, and arrows tell what goes on beyond them.

use std::cmp::Ordering;

use plotters::style::RGBColor;

use super::axes::Axes;
use super::clip;
use super::colours::{AXIS, GRID, INK};
use super::display::Area;
use super::marks::{arrow_head, notch};
use super::page::Page;
use super::span::Span;

/// Length of a bar, in points, that a notch needs.
const FOR_NOTCH: f64 = 14.0;

/// A rectangle with scales.
pub(in crate::output) struct Plot<'a> {
    pub(in crate::output) page: &'a Page,
    pub(in crate::output) area: Area,
    pub(in crate::output) x: Span,
    /// Upwards.
    pub(in crate::output) y: Span,
    pub(in crate::output) axes: Axes,
}

impl<'a> Plot<'a> {
    pub(in crate::output) fn new(page: &'a Page, area: Area, x: Span, y: Span) -> Self {
        let axes = page.axes(area, x.low..x.high, y.high..y.low);
        Self { page, area, x, y, axes }
    }

    /// One whose marks stand in rows, so that only its level side has a scale.
    pub(in crate::output) fn of_rows(page: &'a Page, area: Area, x: Span) -> Self {
        Self::new(page, area, x, Span::UNIT)
    }

    /// The place of values, in points, wherever it is.
    pub(in crate::output) fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        self.axes.at(x, y)
    }

    /// The place of a value from the left, or the end of the scale if that is nearer.
    pub(in crate::output) fn x_of(&self, value: f64) -> f64 {
        self.axes.at(self.x.nearest(value), 0.0).0
    }

    /// The place of a value from the top, or the end of the scale if that is nearer.
    pub(in crate::output) fn y_of(&self, value: f64) -> f64 {
        self.axes.at(0.0, self.y.nearest(value)).1
    }

    /// Whether values lie on both scales.
    pub(in crate::output) fn holds(&self, (x, y): (f64, f64)) -> bool {
        !self.x.ends_before(x) && !self.y.ends_before(y)
    }

    /// The pieces of a line that lie on both scales.
    pub(in crate::output) fn pieces(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        clip::line(points, (self.x, self.y))
    }

    /// Level grid lines, each with its name left of the plot; a name too wide for
    /// the margin stands on its line.
    pub(in crate::output) fn grid(&self, lines: &[(f64, String)]) {
        let Self { page, area, axes, .. } = self;
        let look = page.look(INK);
        for (value, name) in lines {
            let y = axes.at(0.0, *value).1;
            page.line(&[(area.left, y), (area.right, y)], 0.5, GRID);
            if page.frame.left + look.width(name) <= area.left - 5.0 {
                page.text_at(area.left - 5.0, y, look.right(), name);
            } else {
                page.text_at(area.left + 2.0, y - 0.7 * page.kind.label, look, name);
            }
        }
    }

    /// The line at the foot.
    pub(in crate::output) fn baseline(&self) {
        let Area { left, right, bottom, .. } = self.area;
        self.page.line(&[(left, bottom), (right, bottom)], 0.75, AXIS);
    }

    /// A line from top to bottom.
    pub(in crate::output) fn upright(&self, x: f64, width: f64, colour: RGBColor) {
        self.page.line(&[(x, self.area.top), (x, self.area.bottom)], width, colour);
    }

    /// A dashed line from top to bottom.
    pub(in crate::output) fn upright_dashes(&self, x: f64, width: f64, colour: RGBColor) {
        let ends = [(x, self.area.top), (x, self.area.bottom)];
        self.page.dashes(&ends, width, colour, (3.0, 2.0));
    }

    /// A tick at a place under the plot, with its name.
    pub(in crate::output) fn tick(&self, x: f64, name: &str) {
        let (page, bottom) = (self.page, self.area.bottom);
        page.line(&[(x, bottom), (x, bottom + 3.0)], 0.5, AXIS);
        page.text_at(x, bottom + 1.1 * page.kind.label, page.look(INK).centred(), name);
    }

    /// Ticks under the plot, the most wanted first: those whose names would stand
    /// too close to others are left out.
    pub(in crate::output) fn ticks(&self, ticks: impl IntoIterator<Item = (f64, String)>) {
        let page = self.page;
        let y = self.area.bottom + 1.1 * page.kind.label;
        for (value, name) in ticks {
            let x = self.axes.at(value, 0.0).0;
            if page.is_free((x, y), page.look(INK).centred(), &name, page.tick_gap()) {
                self.tick(x, &name);
            }
        }
    }

    /// Draws an arrow at the end of the scales for what lies beyond one of them or
    /// both; whether it does.
    pub(in crate::output) fn beyond(&self, (x, y): (f64, f64), colour: RGBColor) -> bool {
        let sides = (self.x.side(x), self.y.side(y));
        let tip = self.axes.at(self.x.nearest(x), self.y.nearest(y));
        arrow_head(self.page, tip, sides, colour);
        sides.0.is_ne() || sides.1.is_ne()
    }

    /// Marks a level bar where it goes on beyond the scale: by a notch near that end,
    /// or by an arrow of the end's colour where too little of it is drawn. A bar
    /// that lies beyond as a whole is one arrow.
    pub(in crate::output) fn bar_beyond(
        &self,
        [low, high]: [f64; 2],
        (y, half): (f64, f64),
        colours: [RGBColor; 2],
    ) {
        let [left, right] = [low, high].map(|end| self.x_of(end));
        let has_room = FOR_NOTCH < right - left;
        for (end, side, x, inwards, colour) in [
            (low, Ordering::Less, left, 1.0, colours[0]),
            (high, Ordering::Greater, right, -1.0, colours[1]),
        ] {
            if self.x.side(end) != side || !(low < high) {
                continue;
            }
            if has_room {
                let ends = [x + 6.0 * inwards, x + 9.0 * inwards];
                let (bottom, top) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
                notch(self.page, (top, y - half), (bottom, y + half));
            } else {
                arrow_head(self.page, (x, y), (side, Ordering::Equal), colour);
            }
        }
    }
}
