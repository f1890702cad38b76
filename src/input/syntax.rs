//! Mistakes in the notation itself, before anything is read from it.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::problem::{Problem, Span};
use super::value::{self, amounts};
use crate::model::written::number as plain;

/// The tables of the text, or the first mistake in its notation. Recovering
/// from one mistake produces others that are not in the file, so the rest are
/// not shown.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let start = |error: &&Error| error.span().map_or(usize::MAX, |span| span.start);
    match errors.iter().min_by_key(start) {
        Some(error) => Err(vec![mistake(text, error)]),
        None if table.get_ref().is_empty() => Err(vec![empty(text)]),
        None => Ok(table),
    }
}

/// A single value, or the first mistake in its notation.
pub(super) fn parse_value(text: &str) -> Result<Spanned<DeValue<'_>>, Problem> {
    let (value, errors) = DeValue::parse_recoverable(text);
    let start = |error: &&Error| error.span().map_or(usize::MAX, |span| span.start);
    match errors.iter().min_by_key(start) {
        Some(error) => Err(mistake(text, error)),
        None => Ok(value),
    }
}

fn empty(text: &str) -> Problem {
    let message = if text.trim().is_empty() {
        "the file is empty"
    } else {
        "the file holds nothing but comments"
    };
    Problem::of_file(message).hint(format!("the smallest scenario is\n\n{SMALLEST}"))
}

/// The smallest scenario that can be run.
pub(super) const SMALLEST: &str = "\
[scenario]
name = \"…\"
currency = \"USD\"
grade = \"guess\"

[simulation]
horizon_months = 60

[investment]
cheque = 1_000_000
round_size = 1_000_000
pre_money = 3_000_000
hurdle_rate = 0.25

[sites]
initial_sites = 1
max_sites = 1
site_capacity_units = 10_000

[[product]]
name = \"…\"
price = 40
material_cost = 15
units_per_site_month = 5_000
lead_time_days = 10
markdown_depth = 0.7

[exit.horizon]
metric = \"ltm-revenue\"
multiple = 0.7";

fn mistake(text: &str, error: &Error) -> Problem {
    let span = error.span().unwrap_or(text.len()..text.len());
    let written = text.get(span.clone()).unwrap_or_default();
    let rest_of_line = text.get(span.start..).unwrap_or_default().lines().next();
    let message = error.message();
    let problem = |what: &str| Problem::error(span.clone(), what);
    if message.starts_with("string values must be quoted") {
        bare_word(span, written)
    } else if (message.starts_with("unexpected key or value")
        || message.starts_with("unexpected content"))
        && rest_of_line.is_some_and(|rest| rest.starts_with(','))
    {
        problem("a number has no commas").label("write 4_000 or 4000; 0.5 rather than 0,5")
    } else if message.contains("escape") && written_backslash(text, &span) {
        problem("a backslash does not stand for itself here").hint(value::BACKSLASH)
    } else if message.starts_with("duplicate key") {
        let label = if text.get(..span.start).is_some_and(|before| before.ends_with('[')) {
            "this table is there already"
        } else {
            "this key is there already"
        };
        problem("the same thing is given twice").label(label)
    } else {
        let mut sentence = format!("this cannot be read as TOML: {message}");
        sentence.truncate(sentence.floor_char_boundary(300));
        problem(&sentence)
    }
}

/// Whether a place, or what stands right before it, is a backslash.
fn written_backslash(text: &str, span: &Span) -> bool {
    let from = text.floor_char_boundary(span.start.saturating_sub(2));
    text.get(from..text.ceil_char_boundary(span.end.min(text.len())))
        .is_some_and(|near| near.contains('\\'))
}

/// A value that is neither a number nor in quotes.
fn bare_word(span: Span, written: &str) -> Problem {
    let written = written.trim();
    if written.is_empty() {
        return Problem::error(span, "a key has no value").label("write a value after the `=`");
    }
    let problem = Problem::error(span, "this is neither a number nor text in quotes");
    match what_was_meant(written) {
        Some(meant) => problem.label(meant),
        None => problem.label("text must be in quotes"),
    }
}

/// How a number with a unit or a magnitude beside it is written.
fn what_was_meant(written: &str) -> Option<String> {
    if let Some(percent) = written.strip_suffix('%') {
        let share = amounts(percent.trim(), 0.01)?;
        return Some(format!("write {share}: shares are not in per cent"));
    }
    let mut words = written.split_whitespace();
    if words.clone().count() > 1 && words.all(|word| plain(word).is_some()) {
        return amounts(written, 1.0)
            .map(|number| format!("write {number}"))
            .or_else(|| Some("write a single number".to_owned()));
    }
    let digits = written.trim_start_matches(|sign: char| !sign.is_ascii_digit() && sign != '-');
    let end = digits.find(|letter: char| letter.is_alphabetic()).unwrap_or(digits.len());
    let (size, unit) = digits.split_at(end);
    let factor = match unit {
        "k" | "K" => 1e3,
        "m" | "M" | "mn" => 1e6,
        _ => 1.0,
    };
    Some(format!("write {}, without a unit", amounts(size.trim(), factor)?))
}
