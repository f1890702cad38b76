//! Sentences with holes: `In {part:/run/probabilities/loss} of all futures …`. A
//! hole says what kind of thing stands in it and of which figures, by their JSON
//! pointers.

use serde_json::Value;

use shortrun::analysis::grammar::statistic;
use shortrun::output::figures::label;
use shortrun::output::words::{capitalised, input_label};

use super::printed::{Exact, is_bound_if_none, is_printed, is_whole_percent};

enum Token<'p> {
    Words(&'p str),
    /// The kind and its pointers.
    Hole(Vec<&'p str>),
}

fn tokens(pattern: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some((words, after)) = rest.split_once('{') {
        let (hole, after) = after.split_once('}').expect(pattern);
        if !words.is_empty() {
            tokens.push(Token::Words(words));
        }
        tokens.push(Token::Hole(hole.split(':').collect()));
        rest = after;
    }
    if !rest.is_empty() {
        tokens.push(Token::Words(rest));
    }
    tokens
}

/// How a text begins with what a pattern says.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// So many bytes of it.
    Said(usize),
    /// The words are there, and these holes are filled wrongly.
    Wrong(Vec<String>),
    Otherwise,
}

/// Holds the beginning of a text to a pattern.
pub(crate) fn found(pattern: &str, text: &str, json: &Value) -> Found {
    let tokens = tokens(pattern);
    let right = |hole: &[&str], filled: &str| is_right(hole, filled, json);
    if let Some((end, _)) = fitted(&tokens, text, 0, &right) {
        return Found::Said(end);
    }
    match fitted(&tokens, text, 0, &|_, filled| filled.len() < 200) {
        None => Found::Otherwise,
        Some((_, filled)) => {
            let holes = tokens.iter().filter_map(|token| match token {
                Token::Hole(hole) => Some(hole),
                Token::Words(_) => None,
            });
            let wrong = holes.zip(filled.iter().rev()).filter(|(hole, text)| !right(hole, text));
            Found::Wrong(wrong.map(|(hole, text)| format!("{text:?} is no {hole:?}")).collect())
        }
    }
}

/// Where the text ends that fits, and what fills its holes, the last first.
fn fitted<'t>(
    tokens: &[Token<'_>],
    text: &'t str,
    at: usize,
    right: &dyn Fn(&[&str], &str) -> bool,
) -> Option<(usize, Vec<&'t str>)> {
    let Some((first, rest)) = tokens.split_first() else { return Some((at, Vec::new())) };
    match first {
        Token::Words(words) => {
            let is_there = text[at..].starts_with(words);
            is_there.then(|| fitted(rest, text, at + words.len(), right)).flatten()
        }
        Token::Hole(hole) => {
            let ends: Vec<usize> = match rest.first() {
                Some(Token::Words(words)) => {
                    text[at..].match_indices(words).map(|(end, _)| at + end).collect()
                }
                _ => vec![text.len()],
            };
            let whole = ends.into_iter().filter(|end| !is_within_number(text, *end));
            whole.filter(|end| right(hole, &text[at..*end])).find_map(|end| {
                let (last, mut filled) = fitted(rest, text, end, right)?;
                filled.push(&text[at..end]);
                Some((last, filled))
            })
        }
    }
}

/// Whether digits go on behind a point or a comma.
fn is_within_number(text: &str, at: usize) -> bool {
    let before = text[..at].ends_with(|c: char| c.is_ascii_digit());
    let mut after = text[at..].chars();
    let point = after.next().is_some_and(|c| c == '.' || c == ',' || c.is_ascii_digit());
    before && point && after.next().is_some_and(|c| c.is_ascii_digit())
}

fn is_right(hole: &[&str], filled: &str, json: &Value) -> bool {
    let (kind, of) = hole.split_first().expect("a kind");
    let at = |index: usize| of.get(index).and_then(|pointer| json.pointer(pointer));
    let Some(first) = at(0) else { return false };
    let currency = json.pointer("/run/scenario/currency").and_then(Value::as_str).unwrap_or("");
    let exact = exact(first);
    let text = first.as_str().unwrap_or("\0");
    let printed = |filled: &str, exact: Exact| is_printed(filled, exact, currency);
    match *kind {
        // A figure, with its error or without.
        "num" => printed(filled, exact),
        // A figure that stands without its error, or with it.
        "bare" => !filled.contains('±') && printed(filled, exact),
        "erring" => filled.contains('±') && printed(filled, exact),
        // The same without its sign, which words tell.
        "size" => printed(filled, Exact { value: exact.value.abs(), ..exact }),
        // A reader counts months from 1.
        "month" => printed(filled, Exact { value: exact.value + 1.0, ..exact }),
        // Whole per cent.
        "pct" => is_whole_percent(filled, exact.value),
        // A share of the variance with its interval.
        "interval" => is_interval(filled, first),
        "tenths" => is_in_tenths(filled, exact.value),
        // A share of all futures.
        "part" => is_part(filled, exact, &printed),
        "futures" => is_of_futures(filled, exact, json, &printed),
        // A chance; the second is how many paths tell it.
        "chance" => is_chance(filled, exact, at(1).map_or(0.0, amount), &printed),
        "below" => is_bound_if_none(filled, amount(first)),
        "count" => is_count(filled, amount(first)),
        // So many of the things that the second names.
        "some" => {
            let (number, noun) = filled.split_once(' ').unwrap_or(("", ""));
            let (one, all) = (of[1], amount(first));
            let noun_is_right = if (all - 1.0).abs() <= 0.0 {
                noun == one
            } else {
                noun.strip_suffix('s') == Some(one)
            };
            is_count(number, all) && noun_is_right
        }
        // A part of the futures; more of them where many share the percentile.
        "or_more" => {
            let lower = filled.to_lowercase();
            lower.strip_prefix("at least ").unwrap_or(&lower) == of[1]
        }
        // How another differs.
        "told" => is_told(filled, first, &printed),
        "text" => filled == text.trim(),
        "label" => filled == input_label(text),
        "Label" => filled == capitalised(&input_label(text)),
        "stat" => {
            let names = json.pointer("/run/routes").and_then(Value::as_array);
            let names = names.into_iter().flatten().filter_map(|route| route["name"].as_str());
            let names: Vec<String> = names.map(str::to_owned).collect();
            statistic(text, &names).is_ok_and(|statistic| label(&statistic, currency) == filled)
        }
        other => panic!("no kind {other}"),
    }
}

/// A number, the length of a list, or a figure with its error.
fn amount(value: &Value) -> f64 {
    match value {
        Value::Array(items) => items.len() as f64,
        Value::Object(entries) => entries.get("value").map_or(f64::NAN, amount),
        value => value.as_f64().unwrap_or(f64::NAN),
    }
}

fn exact(value: &Value) -> Exact {
    let error = value.get("standard_error").and_then(Value::as_f64);
    Exact { value: amount(value), error }
}

fn is_count(filled: &str, number: f64) -> bool {
    let digits = filled.replace(',', "");
    digits == format!("{number:.0}") && is_printed(filled, Exact { value: number, error: None }, "")
}

fn is_part(filled: &str, exact: Exact, printed: &dyn Fn(&str, Exact) -> bool) -> bool {
    match filled.to_lowercase().as_str() {
        "none" => exact.value <= 0.0,
        "all" => 1.0 <= exact.value,
        _ => 0.0 < exact.value && exact.value < 1.0 && printed(filled, exact),
    }
}

fn is_of_futures(
    filled: &str,
    exact: Exact,
    json: &Value,
    printed: &dyn Fn(&str, Exact) -> bool,
) -> bool {
    let paths = json.pointer("/run/run/paths").map_or(f64::NAN, amount);
    let lower = filled.to_lowercase();
    let of = |words: &str| lower.strip_prefix(words)?.strip_suffix(" paths").map(str::to_owned);
    if let Some(count) = of("none of ") {
        return exact.value <= 0.0 && is_count(&count, paths);
    }
    if let Some(count) = of("all ") {
        return 1.0 <= exact.value && is_count(&count, paths);
    }
    let share = filled.strip_suffix(" of paths");
    share.is_some_and(|share| is_part(share, exact, printed))
}

fn is_chance(
    filled: &str,
    exact: Exact,
    paths: f64,
    printed: &dyn Fn(&str, Exact) -> bool,
) -> bool {
    if let Some((count, below)) = filled
        .strip_prefix("none of ")
        .and_then(|rest| rest.strip_suffix(')')?.split_once(" (below "))
    {
        return exact.value <= 0.0 && is_count(count, paths) && is_bound_if_none(below, paths);
    }
    if let Some(count) = filled.strip_prefix("all of ") {
        return 1.0 <= exact.value && is_count(count, paths);
    }
    0.0 < exact.value && exact.value < 1.0 && filled.contains('±') && printed(filled, exact)
}

fn is_told(filled: &str, difference: &Value, printed: &dyn Fn(&str, Exact) -> bool) -> bool {
    let verdict = difference["verdict"].as_str().unwrap_or("");
    let exact = exact(&difference["difference"]);
    let size = Exact { value: exact.value.abs(), ..exact };
    match verdict {
        "equal" => filled == "equal",
        "indistinguishable" => filled
            .strip_prefix("indistinguishable (")
            .and_then(|rest| rest.strip_suffix(')'))
            .is_some_and(|text| printed(text, exact)),
        verdict => filled
            .strip_suffix(verdict)
            .and_then(|rest| rest.strip_suffix(' '))
            .is_some_and(|text| printed(text, size)),
    }
}

/// A share in tenths of a per cent.
fn is_in_tenths(filled: &str, share: f64) -> bool {
    let rounded = Exact { value: (1000.0 * share).round() / 1000.0, error: None };
    filled.contains('.') && filled.ends_with('%') && is_printed(filled, rounded, "")
}

fn is_interval(filled: &str, of: &Value) -> bool {
    let is = |text: &str, value: &Value| is_in_tenths(text, amount(value));
    let Some((value, rest)) = filled.split_once(" [") else {
        return of["low"].is_null() && is(filled, &of["value"]);
    };
    let ends = rest.strip_suffix(']').and_then(|rest| rest.split_once(", "));
    let Some((low, high)) = ends else { return false };
    is(value, &of["value"]) && is(low, &of["low"]) && is(high, &of["high"])
}
