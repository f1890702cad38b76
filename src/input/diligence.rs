//! `[[diligence]]`: questions that could be asked before investing.

use toml::de::DeValue;

use super::blocks::{Answer, Question, assumption};
use super::catalogue::{self, DILIGENCE};
use super::problem::{Problem, Span};
use super::reader::Reader;
use super::section::{Entry, Form, Section, kind};
use super::value;
use super::wording::{number, quoted};
use crate::sampling::assumptions::{Input, Shape};

/// Reads the list.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for (table, header) in root.list("diligence", &mut reader.problems) {
        let form = Form {
            path: "diligence".to_owned(),
            title: "`[[diligence]]`".to_owned(),
            known: catalogue::known(&[], DILIGENCE),
        };
        let mut section = Section::open(form, header, table, &mut reader.problems);
        let question = question(reader, &mut section, &questions);
        section.close(&mut reader.problems);
        questions.extend(question);
    }
    questions
}

fn question(
    reader: &mut Reader,
    section: &mut Section<'_>,
    earlier: &[Question],
) -> Option<Question> {
    for (key, how) in [
        ("question", "question = \"…\"  # what would be asked"),
        ("resolves", "resolves = [\"supplier.mill.switch_days\"]  # what the answer tells of"),
        ("cost", "cost = …  # what asking costs, in the currency of the file"),
    ] {
        if section.entry(key).is_none() {
            section.lacks(key, how.to_owned());
        }
    }
    let text = section.entry("question").and_then(|entry| {
        let read = value::line("diligence.question", entry);
        reader.keep(read.and_then(|text| not_asked_before(text, entry, earlier)))
    });
    let resolves = section.entry("resolves").and_then(|entry| resolves(reader, entry));
    let cost = section.entry("cost").and_then(|entry| reader.keep(cost(entry)));
    let named: Vec<Input> = resolves.iter().flatten().map(|(_, input)| *input).collect();
    let answer = reader.keep(answer(reader, section, &named));
    Some(Question { text: text?, resolves: resolves?, cost: cost?, answer: answer? })
}

fn not_asked_before(text: &str, entry: Entry<'_>, earlier: &[Question]) -> Result<String, Problem> {
    if earlier.iter().any(|question| question.text == text) {
        let message = "two entries of `[[diligence]]` ask the same question";
        return Err(Problem::error(entry.span(), message)
            .label("put all that it resolves into one of them"));
    }
    Ok(text.to_owned())
}

/// The uncertain assumptions that are named.
fn resolves(reader: &mut Reader, entry: Entry<'_>) -> Option<Vec<(String, Input)>> {
    let DeValue::Array(items) = entry.value() else {
        let message = format!("`resolves` must be a list of names, not {}", kind(entry.value()));
        let problem = Problem::error(entry.span(), message);
        reader.problems.push(problem.label("as in [\"supplier.mill.switch_days\"]"));
        return None;
    };
    if items.is_empty() {
        let problem = Problem::error(entry.span(), "`resolves` is empty");
        reader.problems.push(problem.label("must name what the answer tells of"));
        return None;
    }
    let mut named: Vec<(String, Input)> = Vec::new();
    let mut all = true;
    for item in items.iter() {
        match reader.keep(resolved(reader, item, &named)) {
            Some(one) => {
                let doubt = known(reader, &one.0, item.span());
                reader.problems.extend(doubt);
                named.push(one);
            }
            None => all = false,
        }
    }
    all.then_some(named)
}

/// Says so where the same text makes known what a question would resolve. A
/// number that is fixed elsewhere, by a change or by a scenario laid over this
/// one, leaves the question with less to tell, which is no mistake.
fn known(reader: &Reader, path: &str, at: Span) -> Option<Problem> {
    let place = reader.place(path).filter(|place| place.known)?;
    let text = |position: usize| reader.sources.height(position);
    if place.span.as_ref().is_some_and(|span| text(span.start) != text(at.start)) {
        return None;
    }
    let message = format!("{} is known, so there is nothing to resolve", quoted(path));
    let problem = Problem::warning(at, message).label("its answer tells nothing");
    Some(problem.hint("write it as a distribution, of what it may turn out to be"))
}

fn resolved(
    reader: &Reader,
    item: &toml::Spanned<DeValue<'_>>,
    earlier: &[(String, Input)],
) -> Result<(String, Input), Problem> {
    let DeValue::String(path) = item.get_ref() else {
        let message = format!("`resolves` must hold names, not {}", kind(item.get_ref()));
        return Err(Problem::error(item.span(), message).label("write it in quotes"));
    };
    let (_, input) = assumption(reader, path, item.span())?;
    if earlier.iter().any(|(_, other)| *other == input) {
        let message = format!("{} is named twice", quoted(path));
        return Err(Problem::error(item.span(), message).label("leave one out"));
    }
    Ok((path.to_string(), input))
}

fn cost(entry: Entry<'_>) -> Result<f64, Problem> {
    let cost = value::finite("diligence.cost", entry)?;
    if 0.0 <= cost {
        return Ok(cost);
    }
    let message = format!("the cost of a question is {}", number(cost));
    Err(Problem::error(entry.span(), message).label("must be 0 or more"))
}

/// `to_sd` or `sample_size`; without either, the answer is exact.
fn answer(reader: &Reader, section: &Section<'_>, named: &[Input]) -> Result<Answer, Problem> {
    match (section.entry("to_sd"), section.entry("sample_size")) {
        (None, None) => Ok(Answer::Exact),
        (Some(_), Some(entry)) => {
            let message = "`[[diligence]]` has `to_sd` and `sample_size`";
            Err(Problem::error(entry.key_span(), message).label("give one of them"))
        }
        (Some(entry), None) => to_sd(reader, entry, named),
        (None, Some(entry)) => {
            const MOST: u64 = 1_000_000_000;
            let size = value::whole("diligence.sample_size", entry)?;
            if (1..=MOST).contains(&size) {
                return Ok(Answer::Sample(size));
            }
            let message = format!("`sample_size` is {size}");
            let label = "must be from 1 to 1_000_000_000 observations";
            Err(Problem::error(entry.span(), message).label(label))
        }
    }
}

/// To three digits, and never more than it is.
fn three_digits(value: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(value)) - 2.0);
    libm::floor(value / unit) * unit
}

fn to_sd(reader: &Reader, entry: Entry<'_>, named: &[Input]) -> Result<Answer, Problem> {
    let sd = value::finite("diligence.to_sd", entry)?;
    if !(0.0 < sd) {
        let message = format!("`to_sd` is {}", number(sd));
        let problem = Problem::error(entry.span(), message).label("must be more than 0");
        return Err(problem.hint("leave it out where the answer is exact"));
    }
    if 1 < named.len() {
        let message = format!("`to_sd` is in the unit of one assumption, not of {}", named.len());
        let label = "ask a question for each, or give a sample_size";
        return Err(Problem::error(entry.key_span(), message).label(label));
    }
    let prior = named.first().map(|input| &reader.assumptions.get(*input).shape);
    match prior {
        Some(Shape::Uncertain(known)) if known.sd() <= sd => {
            let message =
                format!("an answer that leaves a deviation of {} tells nothing", number(sd));
            let label = format!("must be less than today's, {}", number(three_digits(known.sd())));
            Err(Problem::error(entry.span(), message).label(label))
        }
        _ => Ok(Answer::ToSd(sd)),
    }
}
