//! "A number, or what is known about it": a plain number, a number with its
//! source, or a distribution.

use toml::de::{DeTable, DeValue};

use super::data::Data;
use super::families::EVIDENCE;
use super::parameters::{Parameters, family};
use super::problem::{Problem, Span};
use super::section::Entry;
use super::shape::{Amount, amount};
use super::value;
use super::wording::{all_of, nearest, quoted};
use crate::sampling::assumptions::Grade;
use crate::sampling::percentile::probability_of;

/// Where a number comes from.
#[derive(Clone, Default)]
pub(super) struct Evidence {
    /// Who says so.
    pub(super) source: Option<String>,
    /// How well it is known.
    pub(super) grade: Option<Grade>,
    /// Anything else.
    pub(super) note: Option<String>,
}

impl Evidence {
    /// This evidence, or where there is none at all, that of the whole file.
    pub(super) fn or(self, of_file: &Self) -> Self {
        if self.source.is_some() || self.grade.is_some() {
            return self;
        }
        Self { note: self.note, ..of_file.clone() }
    }
}

/// How well something is known.
pub(super) fn grade(name: &str, entry: Entry<'_>) -> Result<Grade, Problem> {
    value::choice(name, entry, &Grade::ALL.map(|grade| (grade.name(), grade)))
}

/// A number, or what is known about it.
pub(super) struct Quantity {
    /// The number or its distribution.
    pub(super) amount: Amount,
    /// Where it comes from.
    pub(super) evidence: Evidence,
    /// Where the number or the distribution stands.
    pub(super) span: Span,
}

/// Reads the value of the key whose dotted path is `path`, of which values from
/// the first limit to the second have a meaning; `data` reads the files that a
/// distribution may name.
pub(super) fn read(
    (path, entry): (&str, Entry<'_>),
    limits: (f64, f64),
    data: &Data<'_>,
) -> Result<Quantity, Vec<Problem>> {
    if let DeValue::Table(table) = entry.value() {
        return from_table((path, entry.span(), limits), table, data);
    }
    let known = value::finite(path, entry).map_err(|problem| vec![with_form(problem, entry)])?;
    Ok(Quantity { amount: Amount::Known(known), evidence: Evidence::default(), span: entry.span() })
}

fn with_form(problem: Problem, entry: Entry<'_>) -> Problem {
    match entry.value() {
        DeValue::String(_) | DeValue::Array(_) if problem.label.is_empty() => problem.hint(
            "a number: 0.5; or what is known about it: \
                { dist = \"pert\", min = 0.2, mode = 0.5, max = 0.9 }",
        ),
        _ => problem,
    }
}

fn from_table(
    (path, span, limits): (&str, Span, (f64, f64)),
    table: &DeTable<'_>,
    data: &Data<'_>,
) -> Result<Quantity, Vec<Problem>> {
    let entries: Vec<(&str, Entry<'_>)> = table.iter().map(Entry::named).collect();
    let (about, entries): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|(name, _)| EVIDENCE.contains(name));
    let (evidence, mut problems) = evidence(&about);
    let place = (span.clone(), limits);
    let amount = match entries.iter().position(|(name, _)| *name == "dist") {
        Some(position) => named(place, position, entries).and_then(|given| amount(&given, data)),
        None if is_percentiles(&entries) => {
            through(place, &entries).and_then(|given| amount(&given, data))
        }
        None => known(path, place.0, &entries),
    };
    match amount {
        Ok(amount) if problems.is_empty() => Ok(Quantity { amount, evidence, span }),
        Ok(_) => Err(problems),
        Err(more) => {
            problems.extend(more);
            Err(problems)
        }
    }
}

/// The parameters of a distribution whose family is named.
fn named<'t>(
    (span, limits): (Span, (f64, f64)),
    position: usize,
    mut entries: Vec<(&'t str, Entry<'t>)>,
) -> Result<Parameters<'t>, Vec<Problem>> {
    let (_, dist) = entries.remove(position);
    let one = |problem| vec![problem];
    let name = value::text("dist", dist).map_err(one)?;
    let form = family(name, dist.span()).map_err(one)?;
    Parameters::take(form, (span, limits), &entries)
}

/// The parameters of the metalog through percentiles that stand alone.
fn through<'t>(
    (span, limits): (Span, (f64, f64)),
    entries: &[(&'t str, Entry<'t>)],
) -> Result<Parameters<'t>, Vec<Problem>> {
    let form = family("metalog", span.clone()).map_err(|problem| vec![problem])?;
    Parameters::take(form, (span, limits), entries)
}

/// Whether there are percentiles, and no `value` beside them.
fn is_percentiles(entries: &[(&str, Entry<'_>)]) -> bool {
    entries.iter().any(|(name, _)| probability_of(name).is_some())
        && !entries.iter().any(|(name, _)| *name == "value")
}

/// A number with its source: `{ value = 16, source = "site visit" }`.
fn known(path: &str, span: Span, entries: &[(&str, Entry<'_>)]) -> Result<Amount, Vec<Problem>> {
    const WAYS: &str =
        "write `value = …` for a known number, or `dist = \"…\"` with its parameters";
    let name = quoted(path);
    let mut problems = Vec::new();
    let mut amount = None;
    let mut meant = false;
    for (key, entry) in entries {
        match (*key, nearest(key, &["dist", "value", "source", "grade", "note"])) {
            ("value", _) => match value::finite("value", *entry) {
                Ok(number) => amount = Some(number),
                Err(problem) => {
                    meant = true;
                    problems.push(problem);
                }
            },
            (_, Some(near)) => {
                meant |= near == "dist" || near == "value";
                let message = format!("{name} has no key {}", quoted(key));
                let label = format!("did you mean `{near}`?");
                problems.push(Problem::error(entry.key_span(), message).label(label));
            }
            _ => {}
        }
    }
    let others: Vec<&str> =
        entries.iter().map(|(key, _)| *key).filter(|key| *key != "value").collect();
    if meant || (amount.is_some() && !problems.is_empty()) {
        return Err(problems);
    }
    match amount {
        Some(number) if others.is_empty() => return Ok(Amount::Known(number)),
        Some(_) => {
            let message = format!("{name} has {} beside `value`", all_of(&others));
            problems.push(Problem::error(span, message).hint(WAYS));
        }
        None => {
            let message = format!("{name} has neither `value` nor `dist`");
            problems.push(Problem::error(span, message).hint(WAYS));
        }
    }
    Err(problems)
}

/// Reads the entries that say where something comes from.
pub(super) fn evidence(entries: &[(&str, Entry<'_>)]) -> (Evidence, Vec<Problem>) {
    let mut evidence = Evidence::default();
    let mut problems = Vec::new();
    for (name, entry) in entries {
        let read = match *name {
            "grade" => grade(name, *entry).map(|grade| evidence.grade = Some(grade)),
            "source" => {
                value::line(name, *entry).map(|text| evidence.source = Some(text.to_owned()))
            }
            _ => value::line(name, *entry).map(|text| evidence.note = Some(text.to_owned())),
        };
        problems.extend(read.err());
    }
    (evidence, problems)
}
