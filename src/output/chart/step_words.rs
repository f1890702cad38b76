//! A bridge in words, with its numbers.

use super::page::Metadata;
use super::span::Span;
use super::steps::{AXIS_OF_FIGURES, Bridge, KIND, ROWS};
use super::table::{csv_of, plain};
use crate::analysis::estimate::Estimate;
use crate::output::csv::number;

pub(super) fn metadata(bridge: &Bridge<'_>, (span, rows): (Span, usize)) -> Metadata {
    let (printed, steps) = (bridge.printed, bridge.steps);
    let texts = bridge.step_names.iter().enumerate().map(|(step, name)| {
        let change = printed.together(&[step]);
        let error = printed.error(&steps.one(step));
        format!("{name} {change} {error}").trim_end().to_owned()
    });
    let texts: Vec<String> = texts.collect();
    let steps = if texts.is_empty() { "no steps".to_owned() } else { texts.join("; ") };
    let alt_text = format!(
        "Bridge from {} ({}) to {} ({}), one bar for each step, with its standard error: {steps}.",
        bridge.names[0],
        printed.start(),
        bridge.names[1],
        printed.end(),
    );
    let domains = vec![AXIS_OF_FIGURES.tells(span.ends()), ROWS.tells([rows as f64])];
    Metadata { kind: &KIND, alt_text, csv: numbers(bridge), domains }
}

/// A row for each end and each step.
fn numbers(bridge: &Bridge<'_>) -> String {
    let end = |name: &str, value: f64| {
        let none = String::new();
        vec![plain(name), "0".to_owned(), none.clone(), none, value.to_string()]
    };
    let mut level = bridge.start;
    let steps = bridge.step_names.iter().enumerate().map(|(step, name)| {
        let Estimate { value, standard_error } = bridge.steps.one(step);
        let from = level;
        level += value;
        let numbers = [from, value, standard_error, level].map(number);
        [vec![plain(name)], numbers.to_vec()].concat()
    });
    let mut rows = vec![end(bridge.names[0], bridge.start)];
    rows.extend(steps);
    rows.push(end(bridge.names[1], bridge.end.value));
    csv_of(["step", "from", "change", "change_standard_error", "to"], rows)
}
