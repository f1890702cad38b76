//! What is said below rows of scenarios, and their numbers.

use super::versus::share_error;
use crate::analysis::compare::Contender;
use crate::output::chart::{cells, csv_of, listed, plain};
use crate::output::format::{moic, percent, plural};

pub(super) fn notes(contenders: &[Contender<'_>], left_out: usize) -> Vec<String> {
    let heavy: Vec<&str> =
        contenders.iter().filter(|one| one.summary.tail.is_heavy()).map(|one| one.label).collect();
    let mut notes = vec![
        "gross of fees, undiscounted".to_owned(),
        "mean ± 1 s.e.".to_owned(),
        share_error(contenders),
    ];
    if 0 < left_out {
        notes.push(format!("not drawn: {}", plural(left_out as u64, "more scenario")));
    }
    if !heavy.is_empty() {
        notes.push(format!("heavy tail, s.e. too small: {}", heavy.join(", ")));
    }
    notes
}

/// Names of the columns of the table beside the picture.
const HEAD: [&str; 11] = [
    "scenario",
    "below_0.1x",
    "below_1x",
    "at_least_3x",
    "p10",
    "p25",
    "median",
    "p75",
    "p90",
    "mean",
    "mean_standard_error",
];

/// A row for each scenario.
pub(super) fn numbers(contenders: &[Contender<'_>]) -> String {
    let row = |one: &Contender<'_>| {
        let summary = one.summary;
        let shares = [summary.near_total_loss, summary.loss, summary.at_least_3x];
        let percentiles = [0.10, 0.25, 0.50, 0.75, 0.90].map(|p| summary.moic.at(p).value);
        let mean = [summary.moic.mean.value, summary.moic.mean.standard_error];
        let numbers = shares.into_iter().map(|share| share.value).chain(percentiles).chain(mean);
        [vec![plain(one.label)], cells(numbers)].concat()
    };
    csv_of(HEAD, contenders.iter().map(row))
}

pub(super) fn alt_text(contenders: &[Contender<'_>]) -> String {
    let texts = contenders.iter().map(|one| {
        let summary = one.summary;
        let shares = [summary.near_total_loss, summary.loss, summary.at_least_3x];
        let [near, loss, three] = shares.map(|share| percent(share.value));
        let [low, middle, high] = [0.10, 0.50, 0.90].map(|p| moic(summary.moic.at(p).value));
        format!(
            "{}: loses nearly everything in {near} and money in {loss} of paths, returns 3x or more \
             in {three}; P10 {low}, median {middle}, P90 {high}, mean {}",
            one.label,
            moic(summary.moic.mean.value),
        )
    });
    format!("Rows of scenarios on the same draws. {}.", listed(texts, ". "))
}
