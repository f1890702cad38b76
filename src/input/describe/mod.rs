//! The scenario language described from its own tables: a JSON Schema for
//! editors, and the tables of the documentation.

mod examples;
mod numbers;
mod page;
mod schema;

pub use page::renewed;
pub use schema::json_schema;

use super::catalogue::Table;
use super::others::{Kind, Missing, Other};
use super::wording::{allowed, number};
use crate::model::key::{Absent, Drawn, Key};

/// The example of a key that no shipped scenario has.
pub(super) fn example_of(table: &Table, key: &Key) -> Option<f64> {
    examples::other(table.path(), key.name)
}

/// How a number is drawn and rounded, where that is out of the ordinary.
fn remarks(key: &Key) -> Vec<&'static str> {
    let drawn = match key.drawn {
        Drawn::Never => Some("a fact, never a distribution"),
        Drawn::PerPath => None,
        Drawn::PerEvent => Some("drawn anew at each event"),
    };
    let whole = key.whole.then_some("rounded to a whole number");
    let by_year = key.by_year.then_some("or a list, a number for each year; the last goes on");
    drawn.into_iter().chain(whole).chain(by_year).collect()
}

/// What holds where a number is left out.
fn default_of(key: &Key) -> String {
    match key.absent {
        Absent::Required => "required".to_owned(),
        Absent::Default(value) => number(value),
        Absent::Means(meaning, _) => format!("absent: {meaning}"),
    }
}

/// The same of another key.
fn default_of_other(other: &Other) -> String {
    match other.absent {
        Missing::Required => "required".to_owned(),
        Missing::Whole(value) => number(value as f64),
        Missing::Word(word) => format!("\"{word}\""),
        Missing::Switch(value) => value.to_string(),
        Missing::Means(meaning) => format!("absent: {meaning}"),
    }
}

/// What a key that is not a number of the model holds, in words: its type and
/// its allowed values, which may be empty.
fn holds(kind: &Kind) -> (String, String) {
    let many = |count: &Option<usize>, what: &str| match count {
        Some(count) => format!("list of {count} {what}"),
        None => format!("list of {what}"),
    };
    match kind {
        Kind::Line => ("text".to_owned(), "one line".to_owned()),
        Kind::Passage => ("text".to_owned(), "one line or several".to_owned()),
        Kind::Date => ("date".to_owned(), "a year, a month or a day".to_owned()),
        Kind::Currency => ("text".to_owned(), "three capitals".to_owned()),
        Kind::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            ("word".to_owned(), words.join(", "))
        }
        Kind::Switch => ("switch".to_owned(), "true or false".to_owned()),
        Kind::Whole { min, max: u64::MAX } => ("whole number".to_owned(), format!("{min} or more")),
        Kind::Whole { min, max } => {
            let range = format!("from {min} to {}", number(*max as f64));
            ("whole number".to_owned(), range)
        }
        Kind::Rank => ("whole number".to_owned(), "any".to_owned()),
        Kind::Number(range) => ("plain number".to_owned(), allowed(range)),
        Kind::Numbers(range, count) => (many(count, "numbers"), allowed(range)),
        Kind::Lines(least) => ("list of paths".to_owned(), format!("{least} or more")),
        Kind::Participation => {
            ("word or cap".to_owned(), "\"none\", \"full\", or { cap = … }".to_owned())
        }
        Kind::Table | Kind::List => ("table".to_owned(), String::new()),
    }
}
