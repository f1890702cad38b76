//! How well the figures of a run are known, in words, and what was asked of it.

use serde_json::{Value, json};

use crate::analysis::precision::Reading;
use crate::output::format::{count, plural, two_digits};

/// How well a run knows its figures.
#[derive(Clone, Debug, Default)]
pub struct Precise {
    /// Those of its report.
    pub report: Vec<Reading>,
    /// Those that it was to know well enough; empty where none was asked.
    pub asked: Vec<Reading>,
}

impl Precise {
    /// In sentences.
    pub fn words(&self, paths: u64) -> String {
        let asked = (!self.asked.is_empty()).then(|| asked(paths, &self.asked));
        let report = (!self.report.is_empty()).then(|| enough(paths, &self.report));
        asked.into_iter().chain(report).collect::<Vec<String>>().join("\n")
    }

    /// As values: what was asked, and what of the report is not known well enough.
    pub fn value(&self) -> Value {
        let lacking: Vec<Reading> =
            self.report.iter().filter(|one| !one.is_met()).cloned().collect();
        json!({
            "asked": readings_value(&self.asked),
            "enough": lacking.is_empty(),
            "lacking": readings_value(&lacking),
        })
    }
}

/// Whether so many paths are enough for the figures of a report, in a sentence.
fn enough(paths: u64, readings: &[Reading]) -> String {
    let lacking: Vec<&Reading> = readings.iter().filter(|one| !one.is_met()).collect();
    let paths = plural(paths, "path");
    if lacking.is_empty() {
        return format!(
            "{paths} are enough for these figures: their 95% intervals reach at most 1 point from \
             chances and yearly rates, 5% from multiples and money."
        );
    }
    let of = |one: &Reading| match one.paths {
        Some(paths) => format!("{} (about {})", one.name, rounded(paths)),
        None => one.name.clone(),
    };
    let names: Vec<String> = lacking.iter().take(MOST_NAMED).map(|one| of(one)).collect();
    let more = match lacking.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{paths} are too few for {}{more}: a 95% interval of 1 point of a chance or a yearly rate, \
         or 5% of a multiple or of money, takes so many; give -n, or --precision.",
        names.join(", ")
    )
}

/// Figures that a sentence names.
const MOST_NAMED: usize = 4;

/// What was asked of a run that stops when figures are known, in sentences: what is known well
/// enough, and what is not.
fn asked(paths: u64, readings: &[Reading]) -> String {
    let lines = readings.iter().map(|one| {
        let (half_width, wanted) = (digits(one.half_width), digits(one.wanted));
        let value = digits(one.estimate.value);
        let end = match (one.is_met(), one.paths) {
            (true, _) => "known".to_owned(),
            (false, Some(paths)) => format!("not known: about {} paths", rounded(paths)),
            (false, None) => "not known: no path tells".to_owned(),
        };
        format!("  {} = {value} ± {half_width} (95%), asked ± {wanted}: {end}", one.name)
    });
    let head = if readings.iter().all(Reading::is_met) {
        format!("Stopped at {}, where all that was asked is known:", plural(paths, "path"))
    } else {
        format!("Not all that was asked is known after {}:", plural(paths, "path"))
    };
    std::iter::once(head).chain(lines).collect::<Vec<String>>().join("\n")
}

/// The same as values.
fn readings_value(readings: &[Reading]) -> Value {
    let of = |one: &Reading| {
        json!({
            "statistic": one.name,
            "value": one.estimate.value,
            "half_width": one.half_width,
            "asked": one.wanted,
            "known": one.is_met(),
            "paths": one.paths,
        })
    };
    readings.iter().map(of).collect()
}

/// A number of paths to two digits: nobody knows it better.
fn rounded(paths: u64) -> String {
    let unit = 10_u64.pow(paths.max(1).ilog10().saturating_sub(1));
    count(paths.div_ceil(unit).saturating_mul(unit))
}

fn digits(value: f64) -> String {
    if value.abs() < 1.0 { two_digits(value) } else { format!("{value:.3}") }
}
