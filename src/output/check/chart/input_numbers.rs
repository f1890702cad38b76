//! Uncertain assumptions in words, with their numbers.

use super::density::UncertainInput;
use crate::analysis::density::Density;
use crate::output::chart::{csv_of, listed};
use crate::output::format::plural;
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::Grade;

/// Parts with a dot between each two of them, as far as they are there.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Grade and source, as far as they are there.
pub(super) fn evidence(input: &UncertainInput<'_>) -> String {
    let grade = input.row.grade.map_or("not graded", Grade::name);
    joined(&[grade, input.row.source.as_deref().unwrap_or("no source")])
}

pub(super) fn alt_text(inputs: &[UncertainInput<'_>], currency: &str) -> String {
    let sentence = |input: &UncertainInput<'_>| {
        let row = input.row;
        let percentiles = row.spread().map_or(String::new(), |spread| {
            let show = |value| value_words(value, row.unit, currency, ValueStyle::BARE);
            let [low, middle, high] = spread.percentiles.map(show);
            format!("P5 {low}, P50 {middle}, P95 {high}")
        });
        format!("{} ({}): {percentiles}; {}", row.name, row.unit, evidence(input))
    };
    let number = plural(inputs.len() as u64, "uncertain assumption");
    format!("Densities of {number}. {}.", listed(inputs.iter().map(sentence), ". "))
}

/// Cells and bars, then percentiles and mean, of one number after another.
pub(super) fn numbers(inputs: &[UncertainInput<'_>]) -> String {
    csv_of(["name", "figure", "from", "to", "value"], inputs.iter().flat_map(rows))
}

fn rows(input: &UncertainInput<'_>) -> Vec<Vec<String>> {
    let row = |figure: &str, ends: [String; 2], value: f64| {
        let [from, to] = ends;
        vec![input.row.name.clone(), figure.to_owned(), from, to, value.to_string()]
    };
    let over = |figure, ends: [f64; 2], value| row(figure, ends.map(|end| end.to_string()), value);
    let mut all: Vec<Vec<String>> = match input.density {
        Density::Curve { cells, .. } => {
            cells.iter().map(|cell| over("density", [cell.from, cell.to], cell.density)).collect()
        }
        Density::Bars(bars) => {
            bars.iter().map(|(value, share)| over("probability", [*value; 2], *share)).collect()
        }
    };
    if let Some(spread) = input.row.spread() {
        let named = ["p5", "p50", "p95"].into_iter().zip(spread.percentiles);
        let mean = spread.without_mean().is_none().then_some(("mean", spread.mean));
        let none = || [String::new(), String::new()];
        all.extend(named.chain(mean).map(|(figure, value)| row(figure, none(), value)));
    }
    all
}
