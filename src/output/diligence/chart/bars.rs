//! The bars of what answers are worth, with names, costs and numbers beside them.

use super::answers::Row;
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{
    AXIS, Area, GREY_TEXT, GRID, INK, LOSS, PAPER, Page, Plot, Span, arrow, balanced, notch, ticks,
};
use crate::output::format::{Money, money};

/// Bars being drawn.
pub(super) struct Bars<'a> {
    page: &'a Page,
    rows: &'a [Row<'a>],
    info: &'a RunInfo,
    plot: Plot<'a>,
    pitch: f64,
    /// Room for names; none above bars.
    names: f64,
    columns: Vec<Column>,
}

/// A column of texts right of the bars.
struct Column {
    head: &'static str,
    /// What takes as much room as any cell.
    widest: &'static str,
    cells: Vec<String>,
    right: f64,
}

fn columns(rows: &[Row<'_>], info: &RunInfo, narrow: bool) -> Vec<Column> {
    let cost = |row: &Row<'_>| row.cost.map_or(String::new(), |cost| money(cost, &info.currency));
    let has_costs = rows.iter().any(|row| row.cost.is_some());
    let costs = Column {
        head: if has_costs { "costs" } else { "" },
        widest: "$1,000k",
        cells: rows.iter().map(cost).collect(),
        right: 0.0,
    };
    let changes = Column {
        head: "changes decision",
        widest: "12.34% ± 0.12",
        cells: rows.iter().map(|row| row.changes(info)).collect(),
        right: 0.0,
    };
    if narrow { vec![costs] } else { vec![costs, changes] }
}

impl<'a> Bars<'a> {
    /// Of rows of which `count` share the height, on an axis from 0 to `high`.
    pub(super) fn of(
        page: &'a Page,
        rows: &'a [Row<'a>],
        info: &'a RunInfo,
        high: f64,
        count: usize,
    ) -> Self {
        let (label, look, narrow) = (page.kind.label, page.look(INK), page.is_half());
        let mut columns = columns(rows, info, narrow);
        let mut right = page.frame.right;
        // As wide as amounts may be, so that the plots of all scenarios line up.
        for column in columns.iter_mut().rev() {
            column.right = right;
            right -= look.width(column.widest).max(look.width(column.head)) + 1.2 * label;
        }
        let names = if narrow { 0.0 } else { 0.33 * page.frame.width() };
        let left = page.frame.left + names + if narrow { 0.0 } else { 6.0 };
        // The number stands right of the longest whisker.
        let number = look.width("$1,000k ± 1,000k");
        let right = (right - number).max(page.frame.left + names + 40.0);
        let area = Area { left, right, ..page.inside([0.0, 1.9 * label, 0.0, 2.0 * label]) };
        let (plot, pitch) =
            (Plot::of_rows(page, area, Span::to(high)), area.height() / count as f64);
        Self { page, rows, info, plot, pitch, names, columns }
    }

    fn middle(&self, row: usize) -> f64 {
        let share = if 0.0 < self.names { 0.5 } else { 0.7 };
        self.plot.area.top + (row as f64 + share) * self.pitch
    }

    pub(super) fn draw(&self) -> Area {
        let Self { page, plot, .. } = self;
        if self.rows.is_empty() {
            return plot.area;
        }
        let head = page.look(GREY_TEXT).right();
        for column in &self.columns {
            page.text_at(column.right, plot.area.top - 0.9 * page.kind.label, head, column.head);
        }
        self.scale();
        for (place, row) in self.rows.iter().enumerate() {
            if 0 < place && 0.0 < self.names {
                let y = plot.area.top + place as f64 * self.pitch;
                page.line(&[(page.frame.left, y), (page.frame.right, y)], 0.5, GRID);
            }
            self.name(place, row);
            self.row(self.middle(place), row);
            for column in &self.columns {
                let number = page.look(INK).right();
                page.text_at(column.right, self.middle(place), number, &column.cells[place]);
            }
        }
        if 0.0 < self.names {
            plot.upright(plot.area.left, 0.75, AXIS);
        }
        plot.area
    }

    fn scale(&self) {
        let Self { page, plot, .. } = self;
        let look = page.look(INK).centred();
        let (bottom, high) = (plot.area.bottom, plot.x.high);
        plot.baseline();
        let scale = Money::scale(high, &self.info.currency);
        let mut taken = f64::NEG_INFINITY;
        for value in ticks(0.0, high, if page.is_half() { 3 } else { 4 }) {
            let x = plot.x_of(value);
            page.line(&[(x, bottom), (x, bottom + 3.0)], 0.5, AXIS);
            let text = scale.tick(value);
            let half = 0.5 * look.width(&text);
            let x = x.max(page.frame.left + half);
            // A value that has no room beside the one before has its tick alone.
            if taken + 3.0 <= x - half {
                page.text_at(x, bottom + 1.1 * page.kind.label, look, &text);
                taken = x + half;
            }
        }
    }

    /// The name, in two lines where it needs them.
    fn name(&self, place: usize, row: &Row<'_>) {
        let Self { page, .. } = self;
        let look = page.look(INK);
        if self.names <= 0.0 {
            let y = self.plot.area.top + (place as f64 + 0.25) * self.pitch;
            page.text_at(page.frame.left, y, look, &look.cut(&row.name, page.frame.width()));
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
        let end = if row.is_nothing() { self.plot.area.left } else { self.bar((y, half), row) };
        let look = page.look(INK);
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
        let Self { page, plot, .. } = self;
        let high = plot.x.high;
        let [low, top] = row.ends().map(|end| plot.x_of(end));
        let right = plot.x_of(row.value().value);
        page.rect(Area::level([self.plot.area.left, right], (y, half)), row.colour());
        if low < top {
            page.line(&[(low, y), (top, y)], 1.0, INK);
        }
        for x in row.ends().into_iter().filter(|end| *end <= high).map(|end| plot.x_of(end)) {
            page.line(&[(x, y - 0.5 * half), (x, y + 0.5 * half)], 1.0, INK);
        }
        if high < row.value().value {
            notch(page, (right - 6.0, y - half), (right - 9.0, y + half));
        }
        top
    }

    /// The mark of a cost, or an arrow to one far beyond the axis, and where it is.
    fn cost(&self, (y, half): (f64, f64), cost: f64) -> f64 {
        let Self { page, plot, .. } = self;
        let edge = plot.area.right;
        let is_beyond = edge + 1.0 < plot.at((cost.min(2.0 * plot.x.high), 0.0)).0;
        if is_beyond {
            // An arrow starts where no whisker ends.
            let (start, length) = (edge + 0.4 * page.kind.label, 0.7 * page.kind.label);
            arrow(page, (start, y), length, LOSS);
            return start + 0.5 * length;
        }
        let x = plot.x_of(cost);
        // A name above the bar leaves no room beyond it.
        let reach = if 0.0 < self.names { 1.35 * half } else { half };
        page.line(&[(x, y - reach), (x, y + reach)], 2.0 + 1.2, PAPER);
        page.line(&[(x, y - reach), (x, y + reach)], 2.0, LOSS);
        x
    }
}
