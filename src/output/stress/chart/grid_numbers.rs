//! A table of two assumptions in words, with its numbers.

use super::classes::Classes;
use super::grid::{COLUMNS, KIND, LEFT, ROWS, SHADES};
use crate::analysis::stress::{Grid, GridCell};
use crate::output::chart::{Area, Metadata, Span, csv_of};
use crate::output::csv::number;
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::statistic_words::{StatisticStyle, statistic_words};

pub(super) fn metadata(grid: &Grid, (classes, plot): (&Classes, Area), currency: &str) -> Metadata {
    let across = |(row, value): (usize, &f64)| {
        let value = *value;
        let cells = grid.columns.1.iter().enumerate().map(move |(column, other)| {
            let GridCell { statistic, mean_moic, holds, .. } = grid.cell(row, column);
            let error = statistic.standard_error;
            let numbers = [value, *other, statistic.value, error, mean_moic.value].map(number);
            numbers.into_iter().chain([holds.to_string()]).collect::<Vec<String>>()
        });
        cells.collect::<Vec<_>>()
    };
    let csv = csv_of(
        ["row", "column", "statistic", "standard_error", "mean_moic", "holds"],
        grid.rows.1.iter().enumerate().flat_map(across),
    );
    let unit = grid.limit.statistic.unit();
    let values = grid.cells.iter().map(|cell| cell.statistic.value).filter(|x| x.is_finite());
    let Span { low, high } = Span::of(values);
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
        ROWS.tells(grid.rows.1.clone()),
        COLUMNS.tells(grid.columns.1.clone()),
        SHADES.tells(classes.edges),
        LEFT.tells([plot.left]),
    ];
    Metadata { kind: &KIND, alt_text, csv, domains }
}
