//! Table of a statistic over two assumptions that are pushed together, with a
//! heavy line where it passes its limit.

use crate::analysis::statistic::Relation;
use crate::analysis::stress::{Cell, Grid};
use crate::model::outcome::Unit;
use crate::output::chart::colours::{CLASSES, GREY_TEXT, INK, PAPER, text_on};
use crate::output::chart::display::{Area, Chart};
use crate::output::chart::kind::Kind;
use crate::output::chart::like::Domains;
use crate::output::chart::page::{Look, Page, Twin, Words};
use crate::output::chart::provenance::Provenance;
use crate::output::chart::size::Size;
use crate::output::chart::subject::Subject;
use crate::output::chart::words::{ellipsis, short_name};
use crate::output::figures::{error, label, limit_words};
use crate::output::format::{moic, plural};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::stress::words::grid_sentences;
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::{Assumption, Shape};
use plotters::style::RGBColor;

/// Draws a cell for each pair of values.
pub fn stress2(run: &Provenance, grid: &Grid, like: Option<&Domains>, size: Size) -> Chart {
    let classes = Classes::of(grid, like);
    let words = words(run, grid, size, &classes);
    let page = Page::new(size, &words, 2);
    let left = like.and_then(|lent| lent.amount(LEFT));
    let plot = draw(&page, grid, (&classes, left), &run.currency);
    page.finish_of(
        &table_subject(grid).of,
        &words,
        plot,
        twin(grid, (&classes, plot), &run.currency),
    )
}

/// Its name on the command line.
/// Name of where shades change.
const SHADES: &str = "shades";
/// Name of where the table begins, in points from the left.
const LEFT: &str = "left";

/// What it shows.
pub fn table_subject(grid: &Grid) -> Subject {
    let pushed = [&grid.rows, &grid.columns].map(|(one, values)| (one, values.len()));
    Subject::in_table(&KIND, &grid.limit.statistic, pushed)
}

/// A statistic by the values of two assumptions.
pub static KIND: Kind =
    Kind { name: "stress2", shows_one_of_several: true, lends: Some(lends), ..Kind::PLAIN };

/// Whether another picture tells its shades and where its table begins.
fn lends(domains: &Domains, _: Size) -> bool {
    lent_edges(domains).is_some() && domains.amount(LEFT).is_some()
}

fn lent_edges(domains: &Domains) -> Option<[f64; 5]> {
    domains.edges(SHADES)?.try_into().ok()
}

fn words<'a>(run: &'a Provenance, grid: &Grid, size: Size, classes: &Classes) -> Words<'a> {
    let currency = run.currency.as_str();
    let statistic = label(&grid.limit.statistic, currency);
    let below = if shows_mean(size, grid) { ", and mean MOIC below it" } else { "" };
    let marks = "heavy line: the limit; not bold: within 2 s.e. of it; darker is worse";
    let subtitles = vec![
        format!("{}: {statistic} in each cell{below}, same draws; {marks}", short_name(run)),
        format!("{statistic} in each cell{below}, same draws; {marks}"),
        format!("{statistic}{below}; {marks}"),
    ];
    let unit = grid.limit.statistic.unit();
    let errors = grid.cells.iter().map(|cell| cell.statistic.standard_error);
    let largest = errors.filter(|error| error.is_finite()).fold(0.0, f64::max);
    let limit = limit_words(grid.limit.threshold, unit, currency);
    let mut notes = vec![
        format!("limit: {} {limit}", grid.limit.relation.words()),
        format!("s.e. {} or less", error_words(largest, unit, currency)),
        format!(
            "plan {}",
            statistic_words(&grid.plan.0, unit, currency, StatisticStyle::WithError)
        ),
    ];
    notes.push(classes.words(grid, currency));
    Words { provenance: run, titles: grid_sentences(grid, currency), subtitles, basis: "", notes }
}

fn error_words(largest: f64, unit: Unit, currency: &str) -> String {
    let points = if unit == Unit::Share { " points" } else { "" };
    format!("{}{points}", error(largest, unit, currency))
}

fn shows_mean(size: Size, grid: &Grid) -> bool {
    size != Size::Half || grid.rows.1.len() <= 4
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
        if let Some(edges) = like.and_then(lent_edges) {
            return Self { edges, rises };
        }
        if grid.limit.statistic.is_chance() {
            return Self { edges: [0.1, 0.25, 0.5, 0.75, 0.9], rises };
        }
        let values = grid.cells.iter().map(|cell| cell.statistic.value);
        let all = values.filter(|value| value.is_finite());
        let (low, high) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
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

    fn words(&self, grid: &Grid, currency: &str) -> String {
        let unit = grid.limit.statistic.unit();
        let edge =
            |value: f64| statistic_words(value, unit, currency, StatisticStyle::Against(f64::NAN));
        let edges: Vec<String> = self.edges.iter().map(|value| edge(*value)).collect();
        format!("shades change at {}", edges.join(", "))
    }
}

fn draw(
    page: &Page,
    grid: &Grid,
    (classes, left): (&Classes, Option<f64>),
    currency: &str,
) -> Area {
    let small = page.kind.label;
    let look = Look::new(small, INK);
    let named = |(assumption, values): &(Assumption, Vec<f64>)| -> Vec<String> {
        values.iter().map(|value| value_name(assumption, *value, currency)).collect()
    };
    let (rows, columns) = (named(&grid.rows), named(&grid.columns));
    let widest = rows.iter().map(|name| look.width(name)).fold(0.0, f64::max);
    let plot = Area {
        left: left.unwrap_or(page.frame.left + widest + 6.0),
        top: page.frame.top + 1.9 * small,
        right: page.frame.right - 2.0,
        bottom: page.frame.bottom - 3.0 * small,
    };
    let at = Layout {
        plot,
        wide: plot.width() / columns.len() as f64,
        high: plot.height() / rows.len() as f64,
    };
    let head = Look::new(small, GREY_TEXT);
    let title = |assumption: &Assumption, room: f64| {
        let text = format!("{} ({})", assumption.name, assumption.unit);
        ellipsis(&text, room, false, |text| head.width(text))
    };
    let room = page.frame.width();
    page.text_at(page.frame.left, plot.top - 0.9 * small, head, &title(&grid.rows.0, room));
    let below = plot.bottom + 2.4 * small;
    page.text_at(plot.right, below, head.right(), &title(&grid.columns.0, room));
    for (row, name) in rows.iter().enumerate() {
        let y = at.middle(row, 0).1;
        let room = plot.left - 5.0 - page.frame.left;
        let name = ellipsis(name, room, false, |text| look.width(text));
        page.text_at(plot.left - 5.0, y, look.right(), &name);
        for column in 0..columns.len() {
            cell(page, &at, (row, column), (grid, classes, currency));
        }
    }
    for (column, name) in columns.iter().enumerate() {
        let x = at.middle(0, column).0;
        let name = ellipsis(name, at.wide - 3.0, false, |text| look.width(text));
        page.text_at(x, plot.bottom + 1.1 * small, look.centred(), &name);
    }
    edges(page, &at, grid);
    plan_cell(page, &at, grid);
    plot
}

/// A value, and whether it is the plan's.
fn value_name(assumption: &Assumption, value: f64, currency: &str) -> String {
    let name = value_words(value, assumption.unit, currency, ValueStyle::BARE);
    match assumption.shape {
        Shape::Known(plan) if (plan - value).abs() <= 0.0 => format!("plan {name}"),
        _ => name,
    }
}

struct Layout {
    plot: Area,
    wide: f64,
    high: f64,
}

impl Layout {
    fn area(&self, row: usize, column: usize) -> Area {
        let left = self.plot.left + column as f64 * self.wide;
        let top = self.plot.top + row as f64 * self.high;
        Area { left, top, right: left + self.wide, bottom: top + self.high }
    }

    fn middle(&self, row: usize, column: usize) -> (f64, f64) {
        let area = self.area(row, column);
        (0.5 * (area.left + area.right), 0.5 * (area.top + area.bottom))
    }
}

fn cell(
    page: &Page,
    at: &Layout,
    (row, column): (usize, usize),
    (grid, classes, currency): (&Grid, &Classes, &str),
) {
    let Cell { statistic, mean_moic, .. } = grid.cell(row, column);
    let fill = classes.colour(statistic.value);
    let area = at.area(row, column);
    let inner = Area {
        left: area.left + 0.4,
        top: area.top + 0.4,
        right: area.right - 0.4,
        bottom: area.bottom - 0.4,
    };
    page.rect(inner, fill);
    let (x, y) = at.middle(row, column);
    let unit = grid.limit.statistic.unit();
    let text =
        statistic_words(statistic.value, unit, currency, StatisticStyle::Against(grid.threshold));
    let key = Look::new(page.kind.name, text_on(fill)).centred();
    let is_sure = 2.0 * statistic.standard_error < (statistic.value - grid.threshold).abs();
    let key = if is_sure { key.bold() } else { key };
    if !shows_mean(page.size, grid) || at.high < 2.4 * page.kind.name {
        page.text_at(x, y, key, &text);
        return;
    }
    let small = Look::new(page.kind.label, text_on(fill)).centred();
    page.text_at(x, y - 0.55 * page.kind.name, key, &text);
    page.text_at(x, y + 0.62 * page.kind.name, small, &moic(mean_moic.value));
}

/// Heavy lines between cells that keep the limit and cells that do not.
fn edges(page: &Page, at: &Layout, grid: &Grid) {
    let (rows, columns) = (grid.rows.1.len(), grid.columns.1.len());
    let holds = |row: usize, column: usize| grid.cell(row, column).holds;
    for row in 0..rows {
        for column in 0..columns {
            let Area { left, top, right, bottom } = at.area(row, column);
            if column + 1 < columns && holds(row, column) != holds(row, column + 1) {
                page.line(&[(right, top - 1.0), (right, bottom + 1.0)], 2.0, INK);
            }
            if row + 1 < rows && holds(row, column) != holds(row + 1, column) {
                page.line(&[(left - 1.0, bottom), (right + 1.0, bottom)], 2.0, INK);
            }
        }
    }
}

/// Dashes around the plan itself.
fn plan_cell(page: &Page, at: &Layout, grid: &Grid) {
    let Some((row, column)) = grid.plan_cell() else { return };
    let Area { left, top, right, bottom } = at.area(row, column);
    let (left, top, right, bottom) = (left + 2.5, top + 2.5, right - 2.5, bottom - 2.5);
    let around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    page.dashes(&around, 1.0, INK, (3.0, 2.0));
}

fn twin(grid: &Grid, (classes, plot): (&Classes, Area), currency: &str) -> Twin {
    let mut csv = "row,column,statistic,standard_error,mean_moic,holds\n".to_owned();
    let number = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
    for (row, value) in grid.rows.1.iter().enumerate() {
        for (column, other) in grid.columns.1.iter().enumerate() {
            let Cell { statistic, mean_moic, holds, .. } = grid.cell(row, column);
            let numbers =
                [*value, *other, statistic.value, statistic.standard_error, mean_moic.value];
            let cells: Vec<String> = numbers.into_iter().map(number).collect();
            csv += &format!("{},{holds}\n", cells.join(","));
        }
    }
    let unit = grid.limit.statistic.unit();
    let values = grid.cells.iter().map(|cell| cell.statistic.value).filter(|x| x.is_finite());
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    let alt_text = format!(
        "Table with {} of {} down and {} of {} across; the {} runs from {} to {}.",
        plural(grid.rows.1.len() as u64, "value"),
        grid.rows.0.name,
        plural(grid.columns.1.len() as u64, "value"),
        grid.columns.0.name,
        label(&grid.limit.statistic, currency).to_lowercase(),
        statistic_words(low, unit, currency, StatisticStyle::Against(grid.threshold)),
        statistic_words(high, unit, currency, StatisticStyle::Against(grid.threshold)),
    );
    let domains = vec![
        ("rows", grid.rows.1.clone()),
        ("columns", grid.columns.1.clone()),
        (SHADES, classes.edges.to_vec()),
        (LEFT, vec![plot.left]),
    ];
    Twin { kind: KIND.name, alt_text, csv, domains }
}
