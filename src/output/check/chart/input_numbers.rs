//! Uncertain assumptions in words, with their numbers.

use super::inputs::{InputSheet, KIND, UncertainInput, evidence};
use crate::analysis::density::Density;
use crate::output::chart::Metadata;
use crate::output::csv::Rows;
use crate::output::format::plural;
use crate::output::value_words::{ValueStyle, value_words};

pub(super) fn metadata(sheet: &InputSheet<'_>, inputs: &[UncertainInput<'_>]) -> Metadata {
    let currency = &sheet.provenance.currency;
    let sentence = |input: &UncertainInput<'_>| {
        let row = input.row;
        let percentiles = row.spread().map_or(String::new(), |spread| {
            let [low, middle, high] = spread
                .percentiles
                .map(|value| value_words(value, row.unit, currency, ValueStyle::BARE));
            format!("P5 {low}, P50 {middle}, P95 {high}")
        });
        format!("{} ({}): {percentiles}; {}", row.name, row.unit, evidence(input))
    };
    let sentences: Vec<String> = inputs.iter().map(sentence).collect();
    let number = plural(inputs.len() as u64, "uncertain assumption");
    let alt_text = format!("Densities of {number}. {}.", sentences.join(". "));
    Metadata { kind: &KIND, alt_text, csv: numbers(inputs), domains: Vec::new() }
}

/// Cells and bars, then percentiles and mean, of one number after another.
fn numbers(inputs: &[UncertainInput<'_>]) -> String {
    let mut out = Rows::new();
    let mut write = |cells: [&str; 5]| out.write(cells.into_iter().map(str::to_owned));
    write(["name", "figure", "from", "to", "value"]);
    for input in inputs {
        let name = input.row.name.as_str();
        let mut row = |figure: &str, from: f64, to: f64, value: f64| {
            write([name, figure, &from.to_string(), &to.to_string(), &value.to_string()]);
        };
        match input.density {
            Density::Curve { cells, .. } => {
                cells.iter().for_each(|cell| row("density", cell.from, cell.to, cell.density));
            }
            Density::Bars(bars) => {
                bars.iter().for_each(|(value, share)| row("probability", *value, *value, *share));
            }
        }
        if let Some(spread) = input.row.spread() {
            let named = ["p5", "p50", "p95"].into_iter().zip(spread.percentiles);
            let mean = spread.without_mean().is_none().then_some(("mean", spread.mean));
            for (figure, value) in named.chain(mean) {
                write([name, figure, "", "", &value.to_string()]);
            }
        }
    }
    String::from_utf8_lossy(&out.finish()).into_owned()
}
