//! Rows of scenarios in words, with their numbers.

use super::rows::{KIND, PLACES};
use crate::analysis::compare::Contender;
use crate::output::chart::{Metadata, MoicAxis, cells, csv_of, plain};
use crate::output::format::{moic, percent};

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

pub(super) fn metadata(
    contenders: &[Contender<'_>],
    multiples: &MoicAxis,
    places: Vec<f64>,
) -> Metadata {
    let mut rows = Vec::new();
    let mut texts = Vec::new();
    for one in contenders {
        let summary = one.summary;
        let at = |p: f64| summary.moic.at(p).value;
        let numbers = [
            summary.near_total_loss.value,
            summary.loss.value,
            summary.at_least_3x.value,
            at(0.10),
            at(0.25),
            at(0.50),
            at(0.75),
            at(0.90),
            summary.moic.mean.value,
            summary.moic.mean.standard_error,
        ];
        rows.push([vec![plain(one.label)], cells(numbers)].concat());
        texts.push(format!(
            "{}: loses nearly everything in {} and money in {} of paths, returns 3x or more in {}; \
             P10 {}, median {}, P90 {}, mean {}",
            one.label,
            percent(numbers[0]),
            percent(numbers[1]),
            percent(numbers[2]),
            moic(at(0.10)),
            moic(at(0.50)),
            moic(at(0.90)),
            moic(summary.moic.mean.value),
        ));
    }
    let csv = csv_of(HEAD, rows);
    let alt_text = format!("Rows of scenarios on the same draws. {}.", texts.join(". "));
    Metadata { kind: &KIND, alt_text, csv, domains: vec![multiples.domain(), PLACES.tells(places)] }
}
