//! `[scenario]` and `[simulation]`: what the scenario is called and how it is
//! run.

use std::ops::RangeInclusive;

use super::catalogue::{SCENARIO, SIMULATION};
use super::problem::Problem;
use super::quantity::{self, Evidence};
use super::reader::Reader;
use super::section::{Entry, Section};
use super::value;
use super::wording::{number, quoted};
use crate::sampling::assumptions::Grade;

/// `[scenario]`.
pub(super) struct Heading {
    pub(super) name: String,
    pub(super) vertical: String,
    pub(super) currency: String,
}

/// `[simulation]`.
pub(super) struct Simulation {
    pub(super) paths: u64,
    pub(super) seed: u64,
    pub(super) horizon_months: u64,
}

/// Reads `[scenario]`; its `source` and `grade` hold for all figures that name
/// neither.
pub(super) fn heading(reader: &mut Reader, root: &Section<'_>) -> Heading {
    let mut section = root.child("scenario", SCENARIO.to_vec(), &mut reader.problems);
    let name = line(reader, &section, "name").unwrap_or_default();
    let vertical = line(reader, &section, "vertical").unwrap_or_default();
    reader.evidence_of_file = evidence(reader, &section);
    let currency = section.entry("currency").map(currency_code);
    let currency = currency.and_then(|read| reader.keep(read)).unwrap_or_default();
    for (key, how) in [
        ("name", "name = \"…\"  # what the scenario is called in reports"),
        ("currency", "currency = \"USD\"  # ISO 4217 code of the currency of all amounts"),
    ] {
        if section.entry(key).is_none() {
            section.lacks(key, how.to_owned());
        }
    }
    section.close(&mut reader.problems);
    Heading { name, vertical, currency }
}

fn line(reader: &mut Reader, section: &Section<'_>, name: &str) -> Option<String> {
    let entry = section.entry(name)?;
    reader.keep(value::line(&section.path_of(name), entry)).map(str::to_owned)
}

/// Where figures come from that do not say so themselves.
fn evidence(reader: &mut Reader, section: &Section<'_>) -> Evidence {
    let before = reader.problems.len();
    let source = line(reader, section, "source");
    let grade = section.entry("grade");
    let grade = grade.map(|entry| quantity::grade(&section.path_of("grade"), entry));
    let grade = grade.and_then(|read| reader.keep(read));
    // Beside a mistake here, nothing is said of figures without a source.
    let stand_in = (before < reader.problems.len()).then_some(Grade::Guess);
    Evidence { source, grade: grade.or(stand_in), note: None }
}

/// An ISO 4217 code: three capitals.
fn currency_code(entry: Entry<'_>) -> Result<String, Problem> {
    let code = value::text("scenario.currency", entry)?;
    let letters = code.len() == 3 && code.chars().all(|letter| letter.is_ascii_alphabetic());
    if letters && code.chars().all(|letter| letter.is_ascii_uppercase()) {
        return Ok(code.to_owned());
    }
    let message = format!("{} is not a currency code", quoted(code));
    let label = if letters {
        format!("write \"{}\"", code.to_ascii_uppercase())
    } else {
        "must be the ISO code of three capitals, as in \"USD\"".to_owned()
    };
    Err(Problem::error(entry.span(), message).label(label))
}

/// Reads `[simulation]`.
pub(super) fn simulation(reader: &mut Reader, root: &Section<'_>) -> Simulation {
    const LONGEST_MONTHS: u64 = 600;
    const MOST_PATHS: u64 = 1_000_000_000;
    let mut section = root.child("simulation", SIMULATION.to_vec(), &mut reader.problems);
    let paths = whole(reader, &section, "paths", 1..=MOST_PATHS).unwrap_or(20_000);
    let seed = whole(reader, &section, "seed", 0..=u64::MAX).unwrap_or(1);
    let horizon = whole(reader, &section, "horizon_months", 1..=LONGEST_MONTHS);
    if section.entry("horizon_months").is_none() {
        let how = "horizon_months = …  # months: how far ahead each future is simulated";
        section.lacks("horizon_months", how.to_owned());
    }
    section.close(&mut reader.problems);
    Simulation { paths, seed, horizon_months: horizon.unwrap_or(0) }
}

fn whole(
    reader: &mut Reader,
    section: &Section<'_>,
    name: &'static str,
    range: RangeInclusive<u64>,
) -> Option<u64> {
    let entry = section.entry(name)?;
    let path = section.path_of(name);
    let read = value::whole(&path, entry).and_then(|value| {
        if range.contains(&value) {
            return Ok(value);
        }
        let message = format!("{} is {value}, outside its range", quoted(&path));
        let label = format!(
            "must be from {} to {}",
            number(*range.start() as f64),
            number(*range.end() as f64)
        );
        Err(Problem::error(entry.span(), message).label(label))
    });
    reader.keep(read)
}
