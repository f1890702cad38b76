//! What is said of the strongest driver, and its numbers.

use crate::analysis::strongest_driver::{DriverPart, StrongestDriver};
use crate::output::chart::{csv_of, listed};
use crate::output::format::{at_most, count, moic, number, percent};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{capitalised, input_label};

/// A value of the assumption, with the word of its unit where asked for.
pub(super) fn value(of: f64, driver: &StrongestDriver, currency: &str, full: bool) -> String {
    let style = if full { ValueStyle::FULL } else { ValueStyle::BARE };
    value_words(of, &driver.unit, currency, style)
}

/// Titles, longest first; `what` is a part of the paths.
pub(super) fn titles(
    driver: Option<&StrongestDriver>,
    parts: &[DriverPart],
    what: &str,
    paths: u64,
) -> Vec<String> {
    let none = if paths == 1 {
        "One path shows no driver"
    } else {
        "No assumption that is drawn goes with MOIC"
    };
    let Some(driver) = driver else { return vec![none.to_owned()] };
    let name = capitalised(&input_label(&driver.name));
    let [Some(first), Some(last)] = [parts.first(), parts.last()] else {
        return vec![none.to_owned()];
    };
    let [low, high] = [first, last].map(|part| part.quartiles[1]);
    let error = low.standard_error.hypot(high.standard_error);
    let whole = parts.len() < 2;
    if whole || !(2.0 * error < (low.value - high.value).abs()) {
        // What cannot be told apart is no finding.
        return vec![
            format!("{name} goes with MOIC most, but its ends cannot be told apart by the median"),
            format!("{name} goes with MOIC most, but its ends may not differ"),
        ];
    }
    let [low, high] = [low, high].map(|one| moic(one.value));
    vec![
        format!(
            "{name} goes with MOIC most: median {low} in its lowest {what}, {high} in its highest"
        ),
        format!("{name}: median {low} in its lowest {what}, {high} in its highest"),
    ]
}

pub(super) fn notes(
    driver: Option<&StrongestDriver>,
    parts: &[DriverPart],
    currency: &str,
    paths: u64,
) -> Vec<String> {
    let Some(driver) = driver else { return Vec::new() };
    let correlation = driver.rank_correlation;
    let mut notes = vec![format!(
        "rank correlation {} ± {}, the largest of {} uncertain numbers",
        number(correlation.value, 2),
        number(correlation.standard_error, 2),
        count(driver.numbers as u64)
    )];
    let shares = parts.iter().flat_map(|part| [part.nothing, part.money_back]);
    let largest = shares.map(|share| share.standard_error).fold(0.0, f64::max);
    notes.push(format!("shares ± {}", at_most(largest)));
    if let [Some(first), Some(last)] = [parts.first(), parts.last()] {
        let [low, high] = [first.values[0], last.values[2]];
        let [low, high] = [low, high].map(|one| value(one, driver, currency, true));
        notes.push(format!("drawn from {low} to {high}"));
    }
    if (driver.paths as u64) < paths {
        notes.push(format!("of the first {} paths", count(driver.paths as u64)));
    }
    notes
}

const HEAD: [&str; 15] = [
    "assumption",
    "least",
    "median_value",
    "most",
    "paths",
    "p25",
    "p25_standard_error",
    "p50",
    "p50_standard_error",
    "p75",
    "p75_standard_error",
    "nothing",
    "nothing_standard_error",
    "money_back",
    "money_back_standard_error",
];

/// A row for each part.
pub(super) fn numbers(driver: Option<&StrongestDriver>, parts: &[DriverPart]) -> String {
    let rows = parts.iter().map(|part| {
        let name = driver.map(|driver| driver.name.clone()).unwrap_or_default();
        let values = part.values.map(|value| value.to_string());
        let figures = part.quartiles.into_iter().chain([part.nothing, part.money_back]);
        let figures =
            figures.flat_map(|one| [one.value.to_string(), one.standard_error.to_string()]);
        let head = [name].into_iter().chain(values).chain([part.paths.to_string()]);
        head.chain(figures).collect()
    });
    csv_of(HEAD, rows)
}

pub(super) fn alt_text(
    driver: Option<&StrongestDriver>,
    parts: &[DriverPart],
    currency: &str,
) -> String {
    let Some(driver) = driver else {
        return "No assumption that is drawn goes with what paths return.".to_owned();
    };
    let texts = parts.iter().map(|part| {
        let [low, middle, high] = part.quartiles.map(|one| moic(one.value));
        format!(
            "around {} P25 {low}, median {middle}, P75 {high}, {} exactly 0x, {} exactly 1x",
            value(part.values[1], driver, currency, true),
            percent(part.nothing.value),
            percent(part.money_back.value)
        )
    });
    format!(
        "Bars of MOIC on a log scale by {}, in {} parts of the paths: {}.",
        input_label(&driver.name),
        parts.len(),
        listed(texts, "; ")
    )
}
