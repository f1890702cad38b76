//! `[[comparable]]`: what others of the kind were sold for; and `[memo]`: what an analyst has to
//! say beside the figures. Neither changes a simulated number.

use toml::de::DeValue;

use super::catalogue::{COMPARABLE, MEMO, known};
use super::lists::{self, ListForm};
use super::others::COMPARABLE_METRICS;
use super::problem::Problem;
use super::reader::Reader;
use super::section::{Entry, Section, kind};
use super::value;
use super::wording::{number, quoted};
use crate::analysis::comparables::{Comparable, MemoTexts};
use crate::model::key::MULTIPLE;

/// Reads `[memo]`.
pub(super) fn memo(reader: &mut Reader, root: &Section<'_>) -> MemoTexts {
    let section = root.child("memo", known(&[], MEMO), &mut reader.problems);
    let mut passage = |key: &str| {
        let entry = section.entry(key)?;
        reader.keep(value::passage(&section.path_of(key), entry)).map(str::to_owned)
    };
    let [recommendation, team, market] = ["recommendation", "team", "market"].map(&mut passage);
    section.close(&mut reader.problems);
    MemoTexts { recommendation, team, market }
}

/// Reads the list.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>) -> Vec<Comparable> {
    let form = ListForm { name: "comparable", keys: &[], others: COMPARABLE };
    let read = lists::each(reader, root, &form, |reader, section, name| {
        for (key, how) in [
            ("metric", "metric = …  # what the multiple is of: \"ltm-revenue\" or \"ltm-ebitda\""),
            ("multiple", "multiple = …  # enterprise value over the metric"),
            ("date", "date = \"2024-05\"  # when it was paid or seen: a year, a month or a day"),
            ("source", "source = \"…\"  # who says so"),
        ] {
            if section.entry(key).is_none() {
                section.lacks(key, how.to_owned());
            }
        }
        let at = |key: &str| section.entry(key).map(|entry| (section.path_of(key), entry));
        let metric = at("metric").and_then(|(path, entry)| {
            reader.keep(value::choice(&path, entry, &COMPARABLE_METRICS))
        });
        let multiple = at("multiple").and_then(|(path, entry)| reader.keep(multiple(&path, entry)));
        let date = at("date").and_then(|(path, entry)| reader.keep(date(&path, entry)));
        let source = at("source").and_then(|(path, entry)| reader.keep(value::line(&path, entry)));
        Some(Comparable {
            name: name.to_owned(),
            metric: metric?,
            multiple: multiple?,
            date: date?,
            source: source?.to_owned(),
        })
    });
    read.into_iter().flatten().collect()
}

fn multiple(path: &str, entry: Entry<'_>) -> Result<f64, Problem> {
    let multiple = value::finite(path, entry)?;
    if 0.0 < multiple && multiple <= MULTIPLE.max {
        return Ok(multiple);
    }
    let message = format!("{} is {}", quoted(path), number(multiple));
    let label = format!("must be more than 0 and at most {}", number(MULTIPLE.max));
    let problem = Problem::error(entry.span(), message).label(label);
    Err(if multiple <= 0.0 {
        problem.hint("leave out a company that had no earnings to take a multiple of")
    } else {
        problem
    })
}

/// A year, a month or a day: in quotes, or a day as TOML has it.
fn date(path: &str, entry: Entry<'_>) -> Result<String, Problem> {
    let text = match entry.value() {
        DeValue::String(text) => text.to_string(),
        DeValue::Datetime(written) => written.to_string(),
        other => {
            let message = format!("{} must be a date, not {}", quoted(path), kind(other));
            return Err(Problem::error(entry.span(), message).label(AS_IN));
        }
    };
    if is_date(&text) {
        return Ok(text);
    }
    let message = format!("{} is no date: {}", quoted(path), quoted(&text));
    Err(Problem::error(entry.span(), message).label(AS_IN))
}

const AS_IN: &str = "write a year, a month or a day, as in \"2024\", \"2024-05\" or \"2024-05-31\"";

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |digits: usize| -> Option<Option<u32>> {
        let Some(text) = parts.next() else { return Some(None) };
        let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse().ok())
    };
    let (Some(Some(year)), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    let days = month.map_or(31, |month| days_in(year, month));
    let is_day = day.is_none_or(|day| 1 <= day && day <= days);
    parts.next().is_none()
        && 1900 <= year
        && year < 2200
        && month.is_none_or(|month| 1 <= month && month <= 12)
        && is_day
}

fn days_in(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_date_is_a_year_a_month_or_a_day() {
        for text in ["2024", "2024-05", "2024-05-31", "2024-02-29", "2000-02-29"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "",
            "24",
            "2024-5",
            "2024-13",
            "2024-00",
            "2024-05-32",
            "2024-04-31",
            "2023-02-29",
            "1900-02-29",
            "2024-05-31-1",
            "1024",
            "may 2024",
            "2024-05-",
            "20 24",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
