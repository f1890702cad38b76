//! Table of a statistic over two assumptions that are pushed together, with a
//! heavy line where it passes its limit.

use super::words::{grid_alt_text, grid_numbers, grid_words, shows_mean};
use crate::analysis::statistic::Relation;
use crate::analysis::stress::{Grid, GridCell};
use crate::output::chart::{
    Area, CLASSES, Cells, Chart, Domains, Figures, GREY_TEXT, INK, Kind, Look, Metadata, PAPER,
    Page, Provenance, Scale, Size, Span, Subject, is_ascending, listed, text_on,
};
use crate::output::format::moic;
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::input_label;
use crate::sampling::assumptions::{Assumption, Shape};
use plotters::style::RGBColor;

/// Draws a cell for each pair of values.
pub fn stress2(run: &Provenance, grid: &Grid, like: Option<&Domains>, size: Size) -> Chart {
    let classes = Classes::of(grid, like);
    let figures = Figures::of(&grid.limit.statistic, &run.currency);
    let words = grid_words(run, grid, size, classes.words(figures));
    let page = Page::new(size, &words, 2);
    let figures = figures.against(grid.threshold);
    let table = Table::of(&page, grid, &classes, figures, &run.currency);
    let plot = table.draw(LEFT.amount(like));
    let metadata = Metadata {
        kind: &KIND,
        alt_text: grid_alt_text(grid, figures, &run.currency),
        csv: grid_numbers(grid),
        domains: vec![
            ROWS.tells(grid.rows.1.clone()),
            COLUMNS.tells(grid.columns.1.clone()),
            SHADES.tells(classes.edges),
            LEFT.tells([plot.left]),
        ],
    };
    page.finish_of(&table_subject(grid).of, &words, plot, metadata)
}

/// The values of both assumptions, which must be the same in a picture that lends.
const ROWS: Scale = Scale::Optional("rows");
const COLUMNS: Scale = Scale::Optional("columns");
/// Where shades change.
const SHADES: Scale = Scale::Values("shades", |shades| is_ascending(shades) && shades.len() == 5);
/// Where the table begins, in points from the left.
const LEFT: Scale = Scale::Amount("left");

/// What it shows.
pub fn table_subject(grid: &Grid) -> Subject {
    let pushed = [&grid.rows, &grid.columns].map(|(one, values)| (one, values.len()));
    Subject::in_table(&KIND, &grid.limit.statistic, pushed)
}

/// A statistic by the values of two assumptions.
pub static KIND: Kind = Kind {
    name: "stress2",
    shows_one_of_several: true,
    scales: &[ROWS, COLUMNS, SHADES, LEFT],
    ..Kind::PLAIN
};

/// A table being drawn.
struct Table<'a> {
    page: &'a Page,
    grid: &'a Grid,
    classes: &'a Classes,
    figures: Figures<'a>,
    rows: Vec<String>,
    columns: Vec<String>,
}

impl<'a> Table<'a> {
    fn of(
        page: &'a Page,
        grid: &'a Grid,
        classes: &'a Classes,
        figures: Figures<'a>,
        currency: &str,
    ) -> Self {
        let named = |(assumption, values): &(Assumption, Vec<f64>)| -> Vec<String> {
            values.iter().map(|value| value_name(assumption, *value, currency)).collect()
        };
        let (rows, columns) = (named(&grid.rows), named(&grid.columns));
        Self { page, grid, classes, figures, rows, columns }
    }

    fn draw(&self, left: Option<f64>) -> Area {
        let Self { page, grid, .. } = self;
        let (small, look, head) = (page.kind.label, page.look(INK), page.look(GREY_TEXT));
        let left = left.unwrap_or(page.frame.left + look.widest(&self.rows) + 6.0);
        let plot = Area { left, ..page.inside([0.0, 1.9 * small, 2.0, 3.0 * small]) };
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let at = Cells { plot, rows, columns, upwards: false };
        let title = |assumption: &Assumption| {
            head.cut(
                &format!("{} ({})", input_label(&assumption.name), assumption.unit),
                page.frame.width(),
            )
        };
        page.text_at(page.frame.left, plot.top - 0.9 * small, head, &title(&grid.rows.0));
        let below = plot.bottom + 2.4 * small;
        page.text_at(plot.right, below, head.right(), &title(&grid.columns.0));
        for (row, name) in self.rows.iter().enumerate() {
            let name = look.cut(name, left - 5.0 - page.frame.left);
            page.text_at(left - 5.0, at.middle(row, 0).1, look.right(), &name);
            (0..columns).for_each(|column| self.cell(&at, row, column));
        }
        for (column, name) in self.columns.iter().enumerate() {
            let (x, name) = (at.middle(0, column).0, look.cut(name, at.wide() - 3.0));
            page.text_at(x, plot.bottom + 1.1 * small, look.centred(), &name);
        }
        at.divide(page, |row, column| grid.cell(row, column).holds);
        self.plan_cell(&at);
        plot
    }

    fn cell(&self, at: &Cells, row: usize, column: usize) {
        let Self { page, grid, .. } = self;
        let GridCell { statistic, mean_moic, .. } = grid.cell(row, column);
        let fill = self.classes.colour(statistic.value);
        at.fill(page, (row, column), fill);
        let (x, y) = at.middle(row, column);
        let text = self.figures.value(statistic.value);
        let (large, ink) = (page.kind.name, text_on(fill));
        let is_sure = 2.0 * statistic.standard_error < (statistic.value - grid.threshold).abs();
        let key = Look::new(large, ink).centred().bold_if(is_sure);
        if !shows_mean(page.size, grid) || at.high() < 2.4 * large {
            page.text_at(x, y, key, &text);
            return;
        }
        page.text_at(x, y - 0.55 * large, key, &text);
        page.text_at(x, y + 0.62 * large, page.look(ink).centred(), &moic(mean_moic.value));
    }

    /// Dashes around the plan itself.
    fn plan_cell(&self, at: &Cells) {
        let Some((row, column)) = self.grid.plan_cell() else { return };
        let Area { left, top, right, bottom } = at.area(row, column).within(2.5);
        let around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.page.dashes(&around, 1.0, INK, (3.0, 2.0));
    }
}

/// A value, and whether it is the plan's.
fn value_name(assumption: &Assumption, value: f64, currency: &str) -> String {
    let name = value_words(value, assumption.unit, currency, ValueStyle::BARE);
    match assumption.shape {
        Shape::Known(plan) if (plan - value).abs() <= 0.0 => format!("plan {name}"),
        _ => name,
    }
}

/// Six classes, of fixed shares for chances and else of equal width.
struct Classes {
    edges: [f64; 5],
    /// Whether larger is worse.
    rises: bool,
}

impl Classes {
    fn of(grid: &Grid, like: Option<&Domains>) -> Self {
        let rises = matches!(grid.limit.relation, Relation::Le | Relation::Lt);
        if let Some(&[a, b, c, d, e]) = SHADES.values(like) {
            return Self { edges: [a, b, c, d, e], rises };
        }
        if grid.limit.statistic.is_chance() {
            return Self { edges: [0.1, 0.25, 0.5, 0.75, 0.9], rises };
        }
        let values = grid.cells.iter().map(|cell| cell.statistic.value);
        let Span { low, high } = Span::of(values.filter(|value| value.is_finite()));
        let edge = |k: usize| low + (high - low) * k as f64 / 6.0;
        Self { edges: [1, 2, 3, 4, 5].map(edge), rises }
    }

    fn colour(&self, value: f64) -> RGBColor {
        if value.is_nan() {
            return PAPER;
        }
        let class = self.edges.iter().filter(|edge| **edge <= value).count();
        CLASSES[if self.rises { class } else { 5 - class }]
    }

    fn words(&self, figures: Figures<'_>) -> String {
        format!("shades change at {}", listed(self.edges.map(|edge| figures.value(edge)), ", "))
    }
}
