//! Tables whose cells are filled: where they are, and the heavy line between those that hold and
//! those that do not.

use super::colours::INK;
use super::display::Area;
use super::page::Page;
use plotters::style::RGBColor;

/// The cells of a table.
pub(in crate::output) struct Cells {
    pub(in crate::output) plot: Area,
    pub(in crate::output) rows: usize,
    pub(in crate::output) columns: usize,
    /// Whether rows are counted from the foot.
    pub(in crate::output) upwards: bool,
}

impl Cells {
    pub(in crate::output) fn wide(&self) -> f64 {
        self.plot.width() / self.columns as f64
    }

    pub(in crate::output) fn high(&self) -> f64 {
        self.plot.height() / self.rows as f64
    }

    pub(in crate::output) fn area(&self, row: usize, column: usize) -> Area {
        let from_top = if self.upwards { self.rows - 1 - row } else { row };
        let left = self.plot.left + column as f64 * self.wide();
        let top = self.plot.top + from_top as f64 * self.high();
        Area { left, top, right: left + self.wide(), bottom: top + self.high() }
    }

    pub(in crate::output) fn middle(&self, row: usize, column: usize) -> (f64, f64) {
        self.area(row, column).middle()
    }

    /// Fills a cell, all but a hair at its edges.
    pub(in crate::output) fn fill(
        &self,
        page: &Page,
        (row, column): (usize, usize),
        colour: RGBColor,
    ) {
        page.rect(self.area(row, column).within(0.4), colour);
    }

    /// Heavy lines between cells of which something holds and cells of which it does not.
    pub(in crate::output) fn divide(&self, page: &Page, holds: impl Fn(usize, usize) -> bool) {
        for row in 0..self.rows {
            for column in 0..self.columns {
                let Area { left, top, right, bottom } = self.area(row, column);
                if column + 1 < self.columns && holds(row, column) != holds(row, column + 1) {
                    page.line(&[(right, top - 1.0), (right, bottom + 1.0)], 2.0, INK);
                }
                if row + 1 < self.rows && holds(row, column) != holds(row + 1, column) {
                    let y = if self.upwards { top } else { bottom };
                    page.line(&[(left - 1.0, y), (right + 1.0, y)], 2.0, INK);
                }
            }
        }
    }
}
