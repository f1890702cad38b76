//! Single values of the file: numbers, texts, switches and lists of numbers.

use toml::de::{DeInteger, DeValue};

use super::problem::Problem;
use super::section::{Entry, kind};
use super::wording::quoted;
use crate::model::letters::is_unseen;
use crate::model::written;

/// Numbers beyond these are slips, and arithmetic with them goes wrong.
pub(super) const LARGEST: f64 = 1e15;
const SMALLEST: f64 = 1e-15;

/// Whether a number is finite and neither too large nor too small.
pub(super) fn usual(value: f64) -> bool {
    let size = value.abs();
    size <= LARGEST && (SMALLEST <= size || size <= 0.0)
}

/// A finite number of a usual size.
pub(super) fn finite(name: &str, entry: Entry<'_>) -> Result<f64, Problem> {
    finite_value(name, entry.value()).map_err(|problem| problem.at(entry.span()))
}

/// A problem whose place the caller knows.
#[derive(Clone)]
pub(super) struct Unplaced {
    message: String,
    label: String,
    hint: Option<String>,
}

impl Unplaced {
    fn new(message: String, label: &str) -> Self {
        Self { message, label: label.to_owned(), hint: None }
    }

    pub(super) fn at(self, span: super::problem::Span) -> Problem {
        let problem = Problem::error(span, self.message).label(self.label);
        self.hint.into_iter().fold(problem, Problem::hint)
    }
}

/// A finite number, from a value that is not an entry of a table.
pub(super) fn finite_value(name: &str, value: &DeValue<'_>) -> Result<f64, Unplaced> {
    let name = quoted(name);
    let read = match value {
        DeValue::Integer(written) => match i64::from_str_radix(written.as_str(), written.radix()) {
            Ok(whole) => whole as f64,
            Err(_) => {
                let message = format!("{name} is too large");
                return Err(Unplaced::new(message, "must be at most 1e15 in size"));
            }
        },
        DeValue::Float(written) => written.as_str().parse().unwrap_or(f64::NAN),
        other => return Err(not_a_number(&name, other)),
    };
    if !read.is_finite() {
        Err(Unplaced::new(format!("{name} must be a finite number"), "write a finite number"))
    } else if LARGEST < read.abs() {
        Err(Unplaced::new(format!("{name} is too large"), "must be at most 1e15 in size"))
    } else if read.abs() < SMALLEST && read != 0.0 {
        Err(Unplaced::new(format!("{name} is too small"), "must be 0, or at least 1e-15 in size"))
    } else {
        // Adding nothing makes -0 a plain 0.
        Ok(read + 0.0)
    }
}

fn not_a_number(name: &str, value: &DeValue<'_>) -> Unplaced {
    let problem = Unplaced::new(format!("{name} must be a number, not {}", kind(value)), "");
    let DeValue::String(text) = value else { return problem };
    let label = match text.trim().strip_suffix('%') {
        Some(percent) => amounts(percent.trim(), 0.01).map(|share| format!("write {share}")),
        None => amounts(text.trim(), 1.0).map(|number| format!("write {number}, without quotes")),
    };
    label.map_or(problem.clone(), |label| Unplaced { label, ..problem })
}

/// A number as it should be written, times `factor`, or the two that it may be;
/// none for a text that is none.
pub(super) fn amounts(text: &str, factor: f64) -> Option<String> {
    let read = written::number(text).map_or_else(|| written::meant(text), |plain| vec![plain]);
    let amounts: Vec<String> =
        read.iter().map(|amount| super::wording::number(factor * amount)).collect();
    (!amounts.is_empty()).then(|| amounts.join(" or "))
}

/// A whole number of at least 0.
pub(super) fn whole(name: &str, entry: Entry<'_>) -> Result<u64, Problem> {
    let name = quoted(name);
    let must = |what: &str| {
        Problem::error(entry.span(), format!("{name} must be a whole number, not {what}"))
    };
    match entry.value() {
        DeValue::Integer(written) if written.as_str().starts_with('-') => {
            let message = format!("{name} must not be negative");
            Err(Problem::error(entry.span(), message).label("write 0 or more"))
        }
        DeValue::Integer(written) => unsigned(written).ok_or_else(|| {
            let message = format!("{name} is too large for a whole number");
            Problem::error(entry.span(), message).label(format!("must be at most {}", u64::MAX))
        }),
        DeValue::Float(_) => {
            let message = format!("{name} must be a whole number");
            Err(Problem::error(entry.span(), message).label("write digits only"))
        }
        other => Err(must(kind(other))),
    }
}

fn unsigned(written: &DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(written.as_str(), written.radix()).ok()
}

/// A rank: a whole number, possibly negative.
pub(super) fn rank(name: &str, entry: Entry<'_>) -> Result<i32, Problem> {
    match entry.value() {
        DeValue::Integer(written) => i32::from_str_radix(written.as_str(), written.radix())
            .map_err(|_| {
                let message = format!("{} is too large", quoted(name));
                Problem::error(entry.span(), message)
                    .label("higher is paid first: 0, 1, 2 … will do")
            }),
        DeValue::Float(_) => {
            Err(Problem::error(entry.span(), format!("{} must be a whole number", quoted(name)))
                .label("write digits only"))
        }
        other => {
            let message = format!("{} must be a whole number, not {}", quoted(name), kind(other));
            Err(Problem::error(entry.span(), message))
        }
    }
}

/// True or false.
pub(super) fn switch(name: &str, entry: Entry<'_>) -> Result<bool, Problem> {
    match entry.value() {
        DeValue::Boolean(value) => Ok(*value),
        other => {
            let message = format!("{} must be true or false, not {}", quoted(name), kind(other));
            let label = match other {
                DeValue::String(_) => "write true or false, without quotes",
                _ => "write true or false",
            };
            Err(Problem::error(entry.span(), message).label(label))
        }
    }
}

/// Any text.
pub(super) fn text<'t>(name: &str, entry: Entry<'t>) -> Result<&'t str, Problem> {
    match entry.value() {
        DeValue::String(value) => Ok(value),
        other => {
            let message = format!("{} must be text, not {}", quoted(name), kind(other));
            Err(Problem::error(entry.span(), message).label("write it in quotes"))
        }
    }
}

/// Most letters of a line of text.
const LONGEST: usize = 5_000;

/// Most letters of a name.
const LONGEST_NAME: usize = 200;

/// What else may be meant by a backslash.
pub(super) const BACKSLASH: &str = "in \"…\" a backslash begins a sign such as a tab (\\t) or a new \
                                    line (\\n); write the path with / or in single quotes, as in \
                                    'C:\\data\\days.csv'";

/// The path of a file.
pub(super) fn path<'t>(name: &str, entry: Entry<'t>) -> Result<&'t str, Problem> {
    line(name, entry).map_err(|problem| {
        let has_escapes = text(name, entry).is_ok_and(|path| path.contains(char::is_control));
        if has_escapes { problem.hint(BACKSLASH) } else { problem }
    })
}

/// What something is called: it is written beside others, in charts too.
pub(super) fn name<'t>(name: &str, entry: Entry<'t>) -> Result<&'t str, Problem> {
    let value = line(name, entry)?;
    if value.chars().count() <= LONGEST_NAME {
        return Ok(value);
    }
    let message = format!("{} is longer than {LONGEST_NAME} letters", quoted(name));
    Err(Problem::error(entry.span(), message)
        .label("what is to be said of it can go into a `note`"))
}

/// A text of one line that says something, without letters that nobody sees.
pub(super) fn line<'t>(name: &str, entry: Entry<'t>) -> Result<&'t str, Problem> {
    let value = text(name, entry)?;
    let name = quoted(name);
    let wrong = if value.trim().is_empty() {
        format!("{name} is empty")
    } else if value.chars().any(char::is_control) {
        format!("{name} must be one line of text, without tabs")
    } else if let Some(unseen) = value.chars().find(|letter| is_unseen(*letter)) {
        let message =
            format!("{name} has the letter U+{:04X}, which nobody sees", u32::from(unseen));
        return Err(Problem::error(entry.span(), message).label("leave it out"));
    } else if LONGEST < value.chars().count() {
        format!("{name} is longer than {LONGEST} letters")
    } else if value.trim() != value {
        format!("{name} must not begin or end with a space")
    } else {
        return Ok(value);
    };
    Err(Problem::error(entry.span(), wrong))
}

/// Most letters of a text of several lines.
const LONGEST_PASSAGE: usize = 20_000;

/// A text of one line or several that says something, without letters that nobody sees.
pub(super) fn passage<'t>(name: &str, entry: Entry<'t>) -> Result<&'t str, Problem> {
    let value = text(name, entry)?;
    let name = quoted(name);
    let is_space = |letter: &char| ['\n', '\r', '\t'].contains(letter);
    let unseen = |letter: &char| is_unseen(*letter) || letter.is_control();
    let wrong = if value.trim().is_empty() {
        format!("{name} is empty")
    } else if let Some(letter) = value.chars().find(|one| !is_space(one) && unseen(one)) {
        let message =
            format!("{name} has the letter U+{:04X}, which nobody sees", u32::from(letter));
        return Err(Problem::error(entry.span(), message).label("leave it out"));
    } else if LONGEST_PASSAGE < value.chars().count() {
        format!("{name} is longer than {LONGEST_PASSAGE} letters")
    } else {
        return Ok(value.trim());
    };
    Err(Problem::error(entry.span(), wrong))
}

/// A list of finite numbers.
pub(super) fn numbers(name: &str, entry: Entry<'_>) -> Result<Vec<f64>, Problem> {
    let DeValue::Array(items) = entry.value() else {
        let message =
            format!("{} must be a list of numbers, not {}", quoted(name), kind(entry.value()));
        return Err(Problem::error(entry.span(), message).label("as in [1, 2, 3]"));
    };
    let number = |(position, item): (usize, &toml::Spanned<DeValue<'_>>)| {
        let name = format!("{name}[{position}]");
        finite_value(&name, item.get_ref()).map_err(|problem| problem.at(item.span()))
    };
    items.iter().enumerate().map(number).collect()
}

/// One of a few words.
pub(super) fn choice<T: Copy>(
    name: &str,
    entry: Entry<'_>,
    choices: &[(&'static str, T)],
) -> Result<T, Problem> {
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    let message = match entry.value() {
        DeValue::String(written) => match choices.iter().find(|(word, _)| word == written) {
            Some((_, chosen)) => return Ok(*chosen),
            None => format!("{} cannot be {}", quoted(name), quoted(written)),
        },
        other => format!("{} must be a word, not {}", quoted(name), kind(other)),
    };
    let list: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let list = super::wording::joined(&list, "or");
    let problem = Problem::error(entry.span(), message);
    let near = match entry.value() {
        DeValue::String(written) => super::wording::nearest(written, &words),
        _ => None,
    };
    Err(match near {
        Some(near) => {
            problem.label(format!("did you mean \"{near}\"?")).hint(format!("it can be {list}"))
        }
        None => problem.label(format!("must be {list}")),
    })
}
