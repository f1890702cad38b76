//! `[[stress]]`: assumptions to be pushed.

use toml::de::DeValue;

use super::blocks::{Push, Stress, assumption, unreadable};
use super::catalogue::STRESS;
use super::lists::{self, ListForm};
use super::problem::{Problem, count};
use super::reader::{Reader, outside};
use super::section::{Entry, Section};
use super::value;
use super::wording::{all_of, number, quoted};
use crate::analysis::limit::Limit;
use crate::model::key::Key;

/// The ways of saying where to.
const WAYS: [&str; 3] = ["values", "percentiles", "band"];

/// Reads the list.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>, routes: &[String]) -> Vec<Stress> {
    let form = ListForm { name: "stress", keys: &[], others: STRESS };
    let read = lists::each(reader, root, &form, |reader, section, name| {
        let limit = section.entry("limit").map(|entry| limit(section, entry, routes));
        let limit = limit.and_then(|read| reader.keep(read));
        let (key, given) = (target(reader, section), given_way(reader, section));
        let (key, (way, entry)) = (key?, given?);
        let (known, input) = reader.keep(assumption(reader, &key.0, key.1.span()))?;
        let certain = reader.place(&key.0).is_some_and(|place| place.known);
        let pushed = Pushed { path: &key.0, known, certain };
        let push = push(reader, &pushed, way, entry)?;
        Some(Stress { name: name.to_owned(), key: key.0, input, push, limit })
    });
    read.into_iter().flatten().collect()
}

/// The assumption that is pushed.
struct Pushed<'a> {
    path: &'a str,
    known: &'static Key,
    certain: bool,
}

fn target<'t>(reader: &mut Reader, section: &mut Section<'t>) -> Option<(String, Entry<'t>)> {
    let Some(entry) = section.entry("key") else {
        section.lacks("key", "key = \"…\"  # the dotted path of the number to push".to_owned());
        return None;
    };
    let path = reader.keep(value::line(&section.path_of("key"), entry))?;
    Some((path.to_owned(), entry))
}

/// The one way that is given.
fn given_way<'t>(
    reader: &mut Reader,
    section: &mut Section<'t>,
) -> Option<(&'static str, Entry<'t>)> {
    let given: Vec<_> = WAYS.iter().filter_map(|way| Some((*way, section.entry(way)?))).collect();
    match given.as_slice() {
        [one] => Some(*one),
        [] if WAYS.iter().any(|way| section.misspells(way)) => None,
        [] => {
            let how = "values = [1.0, 1.2, 1.5]  # or percentiles = [0.05, 0.95] of its own \
                distribution, or band = [0.9, 1.0]";
            section.lacks("values", how.to_owned());
            None
        }
        [_, (_, second), ..] => {
            let names: Vec<&str> = given.iter().map(|(way, _)| *way).collect();
            let message = format!("{} has {}", quoted(&section.path), all_of(&names));
            let problem = Problem::error(second.key_span(), message).label("give one of them");
            reader.problems.push(problem);
            None
        }
    }
}

fn push(
    reader: &mut Reader,
    pushed: &Pushed<'_>,
    way: &'static str,
    entry: Entry<'_>,
) -> Option<Push> {
    let list = reader.keep(value::numbers(way, entry))?;
    if list.is_empty() {
        let label = "must have a number at least";
        reader
            .problems
            .push(Problem::error(entry.span(), format!("`{way}` is empty")).label(label));
        return None;
    }
    let certain = pushed.certain && way != "values";
    if certain {
        let message = format!("{} is known, so it has no percentiles", quoted(pushed.path));
        reader.problems.push(Problem::error(entry.key_span(), message).label("use `values`"));
        return None;
    }
    match way {
        "values" => in_range(reader, pushed, entry, list).map(Push::Values),
        "percentiles" => {
            reader.keep_all(probabilities(entry, &list)).map(|()| Push::Percentiles(list))
        }
        _ => reader.keep(band(entry, &list)),
    }
}

fn in_range(
    reader: &mut Reader,
    pushed: &Pushed<'_>,
    entry: Entry<'_>,
    mut list: Vec<f64>,
) -> Option<Vec<f64>> {
    let Pushed { path, known, .. } = pushed;
    let before = reader.problems.len();
    for (position, value) in list.iter_mut().enumerate() {
        let span = item_span(entry, position);
        let taken = if known.whole { value.round() } else { *value };
        if !known.range.contains(*value) {
            reader.problems.push(outside(known, path, *value, span));
        } else if 0.0 < (taken - *value).abs() {
            let message = format!("{} is counted in whole {}", quoted(path), known.unit);
            let label = format!("must be a whole number, as in {}", number(taken));
            reader.problems.push(Problem::error(span, message).label(label));
        }
        *value = taken;
    }
    (reader.problems.len() == before).then_some(list)
}

fn probabilities(entry: Entry<'_>, list: &[f64]) -> Result<(), Vec<Problem>> {
    let outside = list.iter().enumerate().filter(|(_, p)| !(0.0 < **p && **p < 1.0));
    let problems: Vec<Problem> = outside
        .map(|(position, p)| {
            let message = format!("a percentile is {}", number(*p));
            let problem = Problem::error(item_span(entry, position), message)
                .label("must be more than 0, and less than 1");
            per_cent_hint(problem, *p)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn per_cent_hint(problem: Problem, value: f64) -> Problem {
    if (1.0..100.0).contains(&value) {
        problem.hint(format!("if you mean {} %, write {}", number(value), number(value / 100.0)))
    } else {
        problem
    }
}

fn band(entry: Entry<'_>, list: &[f64]) -> Result<Push, Problem> {
    match *list {
        [from, to] if 0.0 <= from && from < to && to <= 1.0 => Ok(Push::Band(from, to)),
        [from, to] => {
            let message = "`band` is no part of a distribution";
            let problem = Problem::error(entry.span(), message)
                .label("must be two probabilities from 0 to 1, the lower first");
            let in_per_cent = from < to && 1.0 < to && to <= 100.0;
            let (from, to) = (number(from / 100.0), number(to / 100.0));
            Err(if in_per_cent {
                problem.hint(format!("if you mean per cent, write [{from}, {to}]"))
            } else {
                problem
            })
        }
        _ => {
            let message = format!("`band` has {}", count(list.len(), "number"));
            let label = "must be two probabilities, as in [0.9, 1.0] for the highest tenth";
            Err(Problem::error(entry.span(), message).label(label))
        }
    }
}

fn item_span(entry: Entry<'_>, position: usize) -> super::Span {
    match entry.value() {
        DeValue::Array(items) => items.get(position).map(toml::Spanned::span),
        _ => None,
    }
    .unwrap_or_else(|| entry.span())
}

fn limit(section: &Section<'_>, entry: Entry<'_>, routes: &[String]) -> Result<Limit, Problem> {
    let text = value::line(&section.path_of("limit"), entry)?;
    Limit::parse(text, routes).map_err(|wrong| unreadable(wrong, entry.span()))
}
