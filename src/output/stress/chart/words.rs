//! What is said around the pictures of a stress, and their numbers.

use crate::analysis::crossing::Point;
use crate::analysis::stress::{AxisResult, Finding, Grid, GridCell};
use crate::model::outcome::Unit;
use crate::output::chart::{Figures, Provenance, Size, Span, Words, csv_of};
use crate::output::csv::number;
use crate::output::figures::{error, label, limit_words};
use crate::output::format::plural;
use crate::output::stress::words::{grid_sentences, interval, more_crossings, sentences, tried};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{input_label, uncapitalised};

/// What is said around a line.
pub(super) fn line_words<'a>(run: &'a Provenance, line: &AxisResult, size: Size) -> Words<'a> {
    let statistic = label(&line.limit.statistic, &run.currency);
    let own = if line.is_known() {
        String::new()
    } else {
        "; grey: P10 to P90 of the plan\u{2019}s own distribution".to_owned()
    };
    let marks = format!("band ± 2 s.e.; diamond: the plan itself{own}");
    let subtitles = match size {
        Size::Half => vec![format!("{statistic}; {marks}")],
        _ => vec![
            format!("{statistic} with {} at each value, same draws; {marks}", line.name),
            format!("{statistic}, same draws; {marks}"),
        ],
    };
    Words {
        provenance: run,
        titles: titles(line, &run.currency),
        subtitles,
        basis: "",
        notes: notes(run, line),
    }
}

/// Titles, longest first, which name the assumption in words. Where the limit holds throughout,
/// they say what the statistic comes to at both ends if that is more than noise, whichever way it
/// goes.
fn titles(line: &AxisResult, currency: &str) -> Vec<String> {
    let has_name = line.name != line.assumption.name;
    let name = if has_name { line.name.clone() } else { input_label(&line.name) };
    let named = AxisResult { name, ..line.clone() };
    let mut titles = sentences(&named, currency);
    if let (Finding::Holds, [first, .., last]) = (line.finding(), &line.points[..]) {
        let [one, other] = [first, last].map(|point| point.statistic);
        let [a, b] = [one, other].map(|figure| figure.standard_error);
        let noise = (a * a + b * b).sqrt();
        if 2.0 * noise < (other.value - one.value).abs() {
            let figures = Figures::of(&line.limit.statistic, currency).against(line.threshold);
            let words = |point: &Point| {
                let at = value_words(point.value, line.assumption.unit, currency, ValueStyle::FULL);
                format!("{} at {at}", figures.value(point.statistic.value))
            };
            let ends = format!("{}, {}", words(first), words(last));
            titles.insert(0, format!("{}: {ends}", titles[1]));
        }
    }
    titles
}

fn notes(run: &Provenance, line: &AxisResult) -> Vec<String> {
    let currency = run.currency.as_str();
    let plan = Figures::of(&line.limit.statistic, currency).with_error(line.plan);
    let mut notes = vec![format!("in the plan {plan} (1 s.e.)")];
    if let Some(crossing) = line.crossing() {
        let from = if line.assumption.whole { "line crosses" } else { "crossing" };
        notes.push(format!("{from} within 2 s.e.: {}", interval(line, &crossing, currency)));
    } else if let Some(close) = within_error(line) {
        notes.push(close);
    }
    notes.push(format!("{} {}", plural(line.points.len() as u64, "run"), tried(line, currency)));
    notes.extend(more_crossings(line).map(|_| "crosses more than once".to_owned()));
    notes
}

/// Says so where the limit is nowhere passed, but may be.
fn within_error(line: &AxisResult) -> Option<String> {
    let near = |point: &&Point| {
        let margin = (point.statistic.value - line.threshold).abs();
        margin < 2.0 * point.statistic.standard_error
    };
    let count = line.points.iter().filter(near).count();
    (0 < count).then(|| format!("{} within 2 s.e. of the limit", plural(count as u64, "run")))
}

/// A row for each value.
pub(super) fn line_numbers(line: &AxisResult) -> String {
    let rows = line.points.iter().map(|point| {
        let numbers = [
            point.value,
            line.percentile(point.value).unwrap_or(f64::NAN),
            point.statistic.value,
            point.statistic.standard_error,
            point.from_plan.value,
            point.from_plan.standard_error,
        ];
        numbers.map(number).into_iter().chain([point.holds.to_string()]).collect()
    });
    let differences = ["minus_plan", "minus_plan_standard_error", "holds"];
    csv_of(
        ["value", "percentile", "statistic", "standard_error"].into_iter().chain(differences),
        rows,
    )
}

/// A line in words.
pub(super) fn line_alt_text(line: &AxisResult, figures: Figures<'_>, currency: &str) -> String {
    let ends = match (line.points.first(), line.points.last()) {
        (Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|point| figures.with_error(point.statistic));
            format!(", from {first} to {last}")
        }
        _ => String::new(),
    };
    let limit = &line.limit;
    format!(
        "Line of the {} over {} of {} (key {}, {}){ends}; in the plan it is {}. The limit of {} is \
         a dashed line.",
        uncapitalised(&label(&limit.statistic, currency)),
        plural(line.points.len() as u64, "value"),
        line.name,
        line.assumption.name,
        line.assumption.unit,
        figures.with_error(line.plan),
        limit_words(limit.threshold, limit.statistic.unit(), currency),
    )
}

/// What is said around a table.
pub(super) fn grid_words<'a>(
    run: &'a Provenance,
    grid: &Grid,
    size: Size,
    shades: String,
) -> Words<'a> {
    let currency = run.currency.as_str();
    let statistic = label(&grid.limit.statistic, currency);
    let below = if shows_mean(size, grid) { ", and mean MOIC below it" } else { "" };
    let marks = "heavy line: the limit; not bold: within 2 s.e. of it; darker is worse";
    let subtitles = vec![
        format!("{statistic} in each cell{below}, same draws; {marks}"),
        format!("{statistic}{below}; {marks}"),
    ];
    let unit = grid.limit.statistic.unit();
    let errors = grid.cells.iter().map(|cell| cell.statistic.standard_error);
    let largest = errors.filter(|error| error.is_finite()).fold(0.0, f64::max);
    let points = if unit == Unit::Share { " points" } else { "" };
    let limit = limit_words(grid.limit.threshold, unit, currency);
    let plan = Figures::of(&grid.limit.statistic, currency).with_error(grid.plan.0);
    let notes = vec![
        format!("limit: {} {limit}", grid.limit.relation.words()),
        format!("s.e. {}{points} or less", error(largest, unit, currency)),
        format!("plan {plan}"),
        shades,
    ];
    Words { provenance: run, titles: grid_titles(grid, currency), subtitles, basis: "", notes }
}

/// Titles of a table, longest first, which name the assumptions in words.
fn grid_titles(grid: &Grid, currency: &str) -> Vec<String> {
    let names = [&grid.rows.0.name, &grid.columns.0.name];
    let axes = |[rows, columns]: [&str; 2]| format!(" of {rows} by {columns}");
    let keys = axes(names.map(String::as_str));
    let labels = names.map(|name| input_label(name));
    let words = axes(labels.each_ref().map(String::as_str));
    let sentences = grid_sentences(grid, currency).into_iter();
    sentences.map(|sentence| sentence.replace(&keys, &words)).collect()
}

/// Whether cells have room for the mean MOIC.
pub(super) fn shows_mean(size: Size, grid: &Grid) -> bool {
    size != Size::Half || grid.rows.1.len() <= 4
}

/// A row for each cell.
pub(super) fn grid_numbers(grid: &Grid) -> String {
    let values = |(row, value): (usize, &f64)| {
        let value = *value;
        grid.columns.1.iter().enumerate().map(move |(column, other)| {
            let GridCell { statistic, mean_moic, holds, .. } = grid.cell(row, column);
            let error = statistic.standard_error;
            let numbers = [value, *other, statistic.value, error, mean_moic.value].map(number);
            numbers.into_iter().chain([holds.to_string()]).collect::<Vec<String>>()
        })
    };
    csv_of(
        ["row", "column", "statistic", "standard_error", "mean_moic", "holds"],
        grid.rows.1.iter().enumerate().flat_map(values),
    )
}

/// A table in words.
pub(super) fn grid_alt_text(grid: &Grid, figures: Figures<'_>, currency: &str) -> String {
    let values = grid.cells.iter().map(|cell| cell.statistic.value).filter(|x| x.is_finite());
    let Span { low, high } = Span::of(values);
    format!(
        "Table with {} of {} down and {} of {} across; the {} runs from {} to {}.",
        plural(grid.rows.1.len() as u64, "value"),
        grid.rows.0.name,
        plural(grid.columns.1.len() as u64, "value"),
        grid.columns.0.name,
        label(&grid.limit.statistic, currency).to_lowercase(),
        figures.value(low),
        figures.value(high),
    )
}
