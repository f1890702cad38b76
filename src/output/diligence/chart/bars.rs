//! The bars of what answers are worth, with names, costs and numbers beside them.

use super::answers::Row;
use super::columns::{Column, columns};
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{
    AXIS, Area, Axes, GREY_TEXT, GRID, INK, LOSS, Look, PAPER, Page, Size, arrow, balanced,
    name_within, notch, ticks,
};
use crate::output::format::Money;

/// Bars being drawn.
pub(super) struct Bars<'a> {
    page: &'a Page,
    rows: &'a [Row<'a>],
    info: &'a RunInfo,
    /// The end of the axis, which starts at 0.
    high: f64,
    plot: Area,
    axes: Axes,
    pitch: f64,
    /// Room for names; none above bars.
    names: f64,
    columns: Vec<Column>,
}

impl<'a> Bars<'a> {
    pub(super) fn of(
        page: &'a Page,
        rows: &'a [Row<'a>],
        (info, high, count): (&'a RunInfo, f64, usize),
    ) -> Self {
        let label = page.kind.label;
        let look = Look::new(label, INK);
        let narrow = page.size == Size::Half;
        let mut columns = columns(rows, info, narrow);
        let mut right = page.frame.right;
        // As wide as amounts may be, so that the plots of all scenarios line up.
        for column in columns.iter_mut().rev() {
            column.right = right;
            right -= look.width(column.widest).max(look.width(column.head)) + 1.2 * label;
        }
        let names = if narrow { 0.0 } else { 0.33 * page.frame.width() };
        // The number stands right of the longest whisker.
        let number = look.width("$1,000k ± 1,000k");
        let plot = Area {
            left: page.frame.left + names + if narrow { 0.0 } else { 6.0 },
            top: page.frame.top + 1.9 * label,
            right: (right - number).max(page.frame.left + names + 40.0),
            bottom: page.frame.bottom - 2.0 * label,
        };
        let (pitch, axes) = (plot.height() / count as f64, page.axes(plot, 0.0..high, 0.0..1.0));
        Self { page, rows, info, high, plot, axes, pitch, names, columns }
    }

    fn middle(&self, row: usize) -> f64 {
        let share = if 0.0 < self.names { 0.5 } else { 0.7 };
        self.plot.top + (row as f64 + share) * self.pitch
    }

    /// The place of a value, or the end of the axis if that is nearer.
    fn at(&self, value: f64) -> f64 {
        self.axes.at(value.min(self.high), 0.0).0
    }

    pub(super) fn draw(&self) -> Area {
        let Self { page, plot, .. } = self;
        if self.rows.is_empty() {
            return *plot;
        }
        let label = page.kind.label;
        let (head, number) = (Look::new(label, GREY_TEXT).right(), Look::new(label, INK).right());
        for column in &self.columns {
            page.text_at(column.right, plot.top - 0.9 * label, head, column.head);
        }
        self.scale();
        for (place, row) in self.rows.iter().enumerate() {
            if 0 < place && 0.0 < self.names {
                let y = plot.top + place as f64 * self.pitch;
                page.line(&[(page.frame.left, y), (page.frame.right, y)], 0.5, GRID);
            }
            self.name(place, row);
            self.row(self.middle(place), row);
            for column in &self.columns {
                page.text_at(column.right, self.middle(place), number, &column.cells[place]);
            }
        }
        if 0.0 < self.names {
            page.line(&[(plot.left, plot.top), (plot.left, plot.bottom)], 0.75, AXIS);
        }
        *plot
    }

    fn scale(&self) {
        let Self { page, plot, .. } = self;
        let look = Look::new(page.kind.label, INK).centred();
        page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
        let scale = Money::scale(self.high, &self.info.currency);
        for value in ticks(0.0, self.high, if page.size == Size::Half { 3 } else { 4 }) {
            let x = self.axes.at(value, 0.0).0;
            page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
            let text = scale.tick(value);
            let x = x.max(page.frame.left + 0.5 * look.width(&text));
            page.text_at(x, plot.bottom + 1.1 * page.kind.label, look, &text);
        }
    }

    /// The name, in two lines where it needs them.
    fn name(&self, place: usize, row: &Row<'_>) {
        let Self { page, .. } = self;
        let look = Look::new(page.kind.label, INK);
        if self.names <= 0.0 {
            let y = self.plot.top + (place as f64 + 0.25) * self.pitch;
            let text = name_within(&row.name, page.frame.width(), look);
            page.text_at(page.frame.left, y, look, &text);
            return;
        }
        let lines = balanced(&row.name, 2, self.names - 6.0, |text| look.width(text));
        let step = 1.2 * page.kind.label;
        let first = self.middle(place) - 0.5 * step * (lines.len() - 1) as f64;
        for (i, line) in lines.iter().enumerate() {
            page.text_at(page.frame.left, first + i as f64 * step, look, line);
        }
    }

    /// The bar, the mark of the cost, and the number where neither is.
    fn row(&self, y: f64, row: &Row<'_>) {
        let Self { page, .. } = self;
        let half = (0.24 * self.pitch).min(6.5 * page.size.stretch());
        let end = if row.is_nothing() { self.plot.left } else { self.bar((y, half), row) };
        let look = Look::new(page.kind.label, INK);
        let text = row.number(&self.info.currency);
        let mut from = end + 0.6 * page.kind.label;
        if let Some(cost) = row.cost {
            let mark = self.cost((y, half), cost);
            // A number that the mark would touch stands right of it.
            let near = 3.0 + 0.35 * page.kind.label;
            if from - near < mark && mark < from + look.width(&text) + near {
                from = mark + 0.8 * page.kind.label;
            }
        }
        page.text_at(from, y, look, &text);
    }

    /// The bar with its whisker, and where that ends.
    fn bar(&self, (y, half): (f64, f64), row: &Row<'_>) -> f64 {
        let Self { page, high, .. } = self;
        let [low, top] = row.ends().map(|end| self.at(end));
        let right = self.at(row.value().value);
        page.rect(Area::level([self.plot.left, right], (y, half)), row.colour());
        if low < top {
            page.line(&[(low, y), (top, y)], 1.0, INK);
        }
        for x in row.ends().into_iter().filter(|end| end <= high).map(|end| self.at(end)) {
            page.line(&[(x, y - 0.5 * half), (x, y + 0.5 * half)], 1.0, INK);
        }
        if *high < row.value().value {
            notch(page, (right - 6.0, y - half), (right - 9.0, y + half));
        }
        top
    }

    /// The mark of a cost, or an arrow to one far beyond the axis, and where it is.
    fn cost(&self, (y, half): (f64, f64), cost: f64) -> f64 {
        let (page, edge) = (self.page, self.plot.right);
        let is_beyond = edge + 1.0 < self.axes.at(cost.min(2.0 * self.high), 0.0).0;
        if is_beyond {
            // An arrow starts where no whisker ends.
            let (start, length) = (edge + 0.4 * page.kind.label, 0.7 * page.kind.label);
            arrow(page, (start, y), length, LOSS);
            return start + 0.5 * length;
        }
        let x = self.at(cost);
        // A name above the bar leaves no room beyond it.
        let reach = if 0.0 < self.names { 1.35 * half } else { half };
        page.line(&[(x, y - reach), (x, y + reach)], 2.0 + 1.2, PAPER);
        page.line(&[(x, y - reach), (x, y + reach)], 2.0, LOSS);
        x
    }
}
