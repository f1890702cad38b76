//! Table of a statistic over two assumptions that are pushed together, with a
//! heavy line where it passes its limit.

use super::classes::Classes;
use super::grid_numbers::metadata;
use crate::analysis::stress::{Grid, GridCell};
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, Cells, Chart, Domains, GREY_TEXT, INK, Kind, Look, Page, Provenance, Scale, Size,
    Subject, Words, ellipsis, is_ascending, short_name, text_on,
};
use crate::output::figures::{error, label, limit_words};
use crate::output::format::moic;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::stress::words::grid_sentences;
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::{Assumption, Shape};

/// Draws a cell for each pair of values.
pub fn stress2(run: &Provenance, grid: &Grid, like: Option<&Domains>, size: Size) -> Chart {
    let classes = Classes::of(grid, like);
    let words = words(run, grid, size, &classes);
    let page = Page::new(size, &words, 2);
    let left = LEFT.amount(like);
    let plot = draw(&page, grid, (&classes, left), &run.currency);
    page.finish_of(
        &table_subject(grid).of,
        &words,
        plot,
        metadata(grid, (&classes, plot), &run.currency),
    )
}

/// The values of both assumptions, which must be the same in a picture that lends.
pub(super) const ROWS: Scale = Scale::Optional("rows");
pub(super) const COLUMNS: Scale = Scale::Optional("columns");
/// Where shades change.
pub(super) const SHADES: Scale =
    Scale::Values("shades", |shades| is_ascending(shades) && shades.len() == 5);
/// Where the table begins, in points from the left.
pub(super) const LEFT: Scale = Scale::Amount("left");

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
        format!("plan {}", statistic_words(grid.plan.0, unit, currency, StatisticStyle::WithError)),
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
    let at = Cells { plot, rows: rows.len(), columns: columns.len(), upwards: false };
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
        let name = ellipsis(name, at.wide() - 3.0, false, |text| look.width(text));
        page.text_at(x, plot.bottom + 1.1 * small, look.centred(), &name);
    }
    at.divide(page, |row, column| grid.cell(row, column).holds);
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

fn cell(
    page: &Page,
    at: &Cells,
    (row, column): (usize, usize),
    (grid, classes, currency): (&Grid, &Classes, &str),
) {
    let GridCell { statistic, mean_moic, .. } = grid.cell(row, column);
    let fill = classes.colour(statistic.value);
    at.fill(page, (row, column), fill);
    let (x, y) = at.middle(row, column);
    let unit = grid.limit.statistic.unit();
    let text =
        statistic_words(statistic.value, unit, currency, StatisticStyle::Against(grid.threshold));
    let key = Look::new(page.kind.name, text_on(fill)).centred();
    let is_sure = 2.0 * statistic.standard_error < (statistic.value - grid.threshold).abs();
    let key = if is_sure { key.bold() } else { key };
    if !shows_mean(page.size, grid) || at.high() < 2.4 * page.kind.name {
        page.text_at(x, y, key, &text);
        return;
    }
    let small = Look::new(page.kind.label, text_on(fill)).centred();
    page.text_at(x, y - 0.55 * page.kind.name, key, &text);
    page.text_at(x, y + 0.62 * page.kind.name, small, &moic(mean_moic.value));
}

/// Dashes around the plan itself.
fn plan_cell(page: &Page, at: &Cells, grid: &Grid) {
    let Some((row, column)) = grid.plan_cell() else { return };
    let Area { left, top, right, bottom } = at.area(row, column).within(2.5);
    let around = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    page.dashes(&around, 1.0, INK, (3.0, 2.0));
}
