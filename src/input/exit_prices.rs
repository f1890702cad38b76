//! The multiples of `[[exit.route]]` and `[exit.horizon]`: which of them there are hangs
//! on the metric.

use super::others::METRICS;
use super::problem::Problem;
use super::reader::{Reader, how};
use super::section::{Entry, Section};
use super::value;
use super::wording::quoted;
use crate::model::key::Key;
use crate::model::operator::Metric;
use crate::sampling::assumptions::Input;

/// The multiples of the better of two prices.
const OF_BETTER: [&str; 2] = ["revenue_multiple", "ebitda_multiple"];

/// Reads a number of a table that values the operator by a metric.
pub(super) fn price_number(
    reader: &mut Reader,
    section: &mut Section<'_>,
    key: &'static Key,
) -> Input {
    let is_of_better = OF_BETTER.contains(&key.name);
    if !is_of_better && key.name != "multiple" {
        return reader.number(section, key);
    }
    let entry = section.entry(key.name);
    // What is wrong with it is told where it is read.
    let metric =
        section.entry("metric").and_then(|metric| value::choice("", metric, &METRICS).ok());
    let belongs = match metric {
        Some(metric) => is_of_better == (metric == Metric::BetterOf),
        // Whatever is given may belong; without any of them it is one multiple that lacks.
        None if entry.is_some() => true,
        None => !is_of_better && OF_BETTER.iter().all(|name| section.entry(name).is_none()),
    };
    match entry {
        _ if belongs => {
            if entry.is_none() {
                section.lacks(key.name, how(key));
            }
            reader.number(section, key)
        }
        Some(entry) => {
            let problem = refused(reader, section, entry, key);
            reader.problems.extend(problem);
            reader.no_number(section, key)
        }
        None => reader.no_number(section, key),
    }
}

/// A multiple that the metric has no use for. One of a file further down, which gave
/// another metric, is of no use any more and no mistake.
fn refused(
    reader: &Reader,
    section: &Section<'_>,
    entry: Entry<'_>,
    key: &'static Key,
) -> Option<Problem> {
    let metric = section.entry("metric")?;
    let (own, other) = (entry.key_span(), metric.key_span());
    let height = |place: usize| reader.sources.height(place);
    let are_changes = reader.is_change(&own) && reader.is_change(&other);
    if height(own.start) < height(other.start) && !are_changes {
        return None;
    }
    let message = format!("{} has no meaning with this metric", quoted(&section.path_of(key.name)));
    let problem = Problem::error(own, message);
    Some(if key.name == "multiple" {
        problem
            .label("\"better-of\" has two multiples")
            .hint("write revenue_multiple and ebitda_multiple instead: the better of both is paid")
    } else {
        problem
            .label("belongs to metric = \"better-of\"")
            .hint("write multiple, or metric = \"better-of\" with both of them")
    })
}
