//! The bars of a bridge, from one figure to another, with what each step comes to.

use super::colours::{AXIS, BETTER, FAN, GREY_TEXT, INK, PAPER, RULE, WORSE};
use super::display::Area;
use super::look::Look;
use super::page::Page;
use super::plot::Plot;
use super::span::Span;
use super::step_rows::{Bridge, Row};
use crate::analysis::sense::Sense;
use plotters::style::RGBColor;

/// Colour of both ends.
const END: RGBColor = RGBColor(0x4D, 0x4D, 0x4D);

/// Bars being drawn.
pub(super) struct StepBars<'a> {
    page: &'a Page,
    bridge: &'a Bridge<'a>,
    rows: &'a [Row],
    plot: Plot<'a>,
    pitch: f64,
    /// Half the height of a bar.
    half: f64,
    /// Room for names.
    names: f64,
}

impl<'a> StepBars<'a> {
    /// Of rows of which so many share the height.
    pub(super) fn of(
        page: &'a Page,
        bridge: &'a Bridge<'a>,
        rows: &'a [Row],
        span: Span,
        count: usize,
    ) -> Self {
        let text = page.kind.label;
        let names = if page.is_half() { 0.44 } else { 0.33 } * page.frame.width();
        let right = page.look(INK).width("+12.34 points") + 6.0;
        let area = page.inside([names + 0.8 * text, 1.6 * text, right, 0.3 * text]);
        let pitch = area.height() / count as f64;
        let half = (0.32 * pitch).min(text);
        Self { page, bridge, rows, plot: Plot::of_rows(page, area, span), pitch, half, names }
    }

    fn middle(&self, row: usize) -> f64 {
        self.plot.area.top + (row as f64 + 0.5) * self.pitch
    }

    pub(super) fn draw(&self) -> Area {
        let Self { page, plot, .. } = self;
        for (index, row) in self.rows.iter().enumerate() {
            self.bar(index, row);
            if index + 1 < self.rows.len() && !plot.x.ends_before(row.to) {
                let (x, y) = (plot.at((row.to, 0.0)).0, self.middle(index) + self.half);
                page.line(&[(x, y), (x, self.middle(index + 1) - self.half)], 0.6, RULE);
            }
        }
        let lines = self.upright_lines();
        for (index, row) in self.rows.iter().enumerate() {
            self.whisker(index, row);
            self.label(index, row, &lines);
            let look = self.look(row);
            page.text_at(
                page.frame.left,
                self.middle(index),
                look,
                &look.cut(&row.name, self.names),
            );
        }
        plot.area
    }

    /// Draws the lines at the reference and at 0, and says where they are.
    fn upright_lines(&self) -> Vec<f64> {
        let Self { page, plot, .. } = self;
        let (top, zero) = (plot.area.top, plot.at((0.0, 0.0)).0);
        let foot = top + self.rows.len() as f64 * self.pitch;
        page.line(&[(zero, top), (zero, foot)], 0.75, AXIS);
        let reference = self.bridge.reference.filter(|(value, _)| !plot.x.ends_before(*value));
        let Some((value, name)) = reference else { return vec![zero] };
        let x = plot.at((value, 0.0)).0;
        let ends = [(x, top), (x, foot)];
        page.line(&ends, 2.2, PAPER);
        page.dashes(&ends, 1.0, INK, (3.0, 2.0));
        page.text_at(x, top - 0.7 * page.kind.label, page.look(GREY_TEXT).centred(), name);
        vec![x, zero]
    }

    fn look(&self, row: &Row) -> Look {
        self.page.look(INK).bold_if(row.is_end)
    }

    fn bar(&self, index: usize, row: &Row) {
        let ends = [row.from.min(row.to), row.from.max(row.to)];
        let (place, colour) = ((self.middle(index), self.half), self.colour(row));
        self.page.rect(Area::level(ends.map(|end| self.plot.x_of(end)), place), colour);
        self.plot.bar_beyond(ends, place, [colour; 2]);
    }

    fn colour(&self, row: &Row) -> RGBColor {
        match (row.is_end, self.bridge.sense, row.from < row.to) {
            (true, ..) => END,
            (_, Sense::Neither, true) => FAN[2],
            (_, Sense::Neither, false) => FAN[1],
            (_, sense, up) if up == (sense == Sense::HighIsGood) => BETTER,
            _ => WORSE,
        }
    }

    /// Two standard errors to either side of the end of a bar.
    fn whisker(&self, index: usize, row: &Row) {
        if !(0.0 < row.error) {
            return;
        }
        let y = self.middle(index);
        let ends = [-2.0, 2.0].map(|errors| row.to + errors * row.error);
        let [left, right] = ends.map(|end| self.plot.x_of(end));
        let mut lines = Vec::new();
        if left < right {
            lines.push([(left, y), (right, y)]);
        }
        let caps = ends.into_iter().filter(|end| !self.plot.x.ends_before(*end));
        let caps = caps.map(|end| self.plot.x_of(end));
        lines.extend(caps.map(|x| [(x, y - 0.5 * self.half), (x, y + 0.5 * self.half)]));
        for line in lines {
            self.page.line(&line, 2.0, PAPER);
            self.page.line(&line, 0.8, INK);
        }
    }

    /// What the step comes to, right of its bar; where it would stand across one of the lines
    /// there, left of it, or else right of that line.
    fn label(&self, index: usize, row: &Row, lines: &[f64]) {
        let Self { page, plot, .. } = self;
        let look = self.look(row);
        let reach = if row.error.is_nan() { 0.0 } else { 2.0 * row.error };
        let wide = look.width(&row.text);
        let right = plot.x_of(row.from.max(row.to + reach)) + 4.0;
        let right = right.min(page.frame.right - wide - 1.0);
        let left = plot.x_of(row.from.min(row.to - reach)) - 4.0 - wide;
        let crosses = |from: f64| lines.iter().any(|x| from < x + 1.0 && x - 1.0 < from + wide);
        let fits = |from: &f64| {
            plot.area.left <= *from && from + wide < page.frame.right && !crosses(*from)
        };
        let beyond = lines.iter().map(|x| x + 4.0).filter(|from| right < *from);
        let from = [right, left].into_iter().chain(beyond).find(fits).unwrap_or(right);
        let place = (from, self.middle(index));
        page.text_on_white(place, look, &row.text, (1.5, 0.55 * page.kind.label));
    }
}
