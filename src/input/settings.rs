//! `[scenario]` and `[simulation]`: what the scenario is called and how it is
//! run.

use super::catalogue::{SCENARIO, SIMULATION, known};
use super::others::{DESIGNS, HORIZON_MONTHS, Kind, Missing, Other, PATHS, SEED};
use super::problem::Problem;
use super::quantity::{self, Evidence};
use super::reader::Reader;
use super::section::{Entry, Section};
use super::value;
use super::wording::{number, quoted};
use crate::sampling::assumptions::Grade;
use crate::sampling::design::Design;

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
    pub(super) design: Design,
    pub(super) horizon_months: u64,
}

/// Reads `[scenario]`; its `source` and `grade` hold for all figures that name
/// neither.
pub(super) fn heading(reader: &mut Reader, root: &Section<'_>) -> Heading {
    let mut section = root.child("scenario", known(&[], SCENARIO), &mut reader.problems);
    let [name, vertical] =
        ["name", "vertical"].map(|key| name(reader, &section, key).unwrap_or_default());
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

fn name(reader: &mut Reader, section: &Section<'_>, name: &str) -> Option<String> {
    let entry = section.entry(name)?;
    reader.keep(value::name(&section.path_of(name), entry)).map(str::to_owned)
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
    let mut section = root.child("simulation", known(&[], SIMULATION), &mut reader.problems);
    let paths = whole(reader, &section, &PATHS);
    let seed = whole(reader, &section, &SEED);
    let design = section.entry("design");
    let design = design.map(|entry| value::choice(&section.path_of("design"), entry, &DESIGNS));
    let design = design.and_then(|read| reader.keep(read)).unwrap_or_default();
    let horizon_months = whole(reader, &section, &HORIZON_MONTHS);
    if section.entry("horizon_months").is_none() {
        let how = "horizon_months = …  # months: how far ahead each path is simulated";
        section.lacks("horizon_months", how.to_owned());
    }
    if let Some(entry) = section.entry("horizon_months") {
        reader.settle("simulation.horizon_months", horizon_months as f64, entry.span());
    }
    section.close(&mut reader.problems);
    Simulation { paths, seed, design, horizon_months }
}

/// The whole number of a key; its default, or 0, where it is absent or wrong.
fn whole(reader: &mut Reader, section: &Section<'_>, key: &Other) -> u64 {
    let default = match key.absent {
        Missing::Whole(value) => value,
        _ => 0,
    };
    let (Some(entry), Kind::Whole { min, max }) = (section.entry(key.name), key.kind) else {
        return default;
    };
    let path = section.path_of(key.name);
    let read = value::whole(&path, entry).and_then(|value| {
        if min <= value && value <= max {
            return Ok(value);
        }
        let message = format!("{} is {value}, outside its range", quoted(&path));
        let label = format!("must be from {} to {}", number(min as f64), number(max as f64));
        Err(Problem::error(entry.span(), message).label(label))
    });
    reader.keep(read).unwrap_or(default)
}
