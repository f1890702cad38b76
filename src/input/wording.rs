//! How names, numbers and ranges are worded in messages.

use crate::model::key::Range;
pub(super) use crate::model::names::nearest;

/// A name from the file in backquotes: on one line, and not too long.
pub(super) fn quoted(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = name.escape_debug().take(LONGEST + 1).collect();
    shown = shown.replace("\\\"", "\"").replace("\\'", "'");
    if LONGEST < shown.chars().count() {
        shown = shown.chars().take(LONGEST).chain(['…']).collect();
    }
    format!("`{shown}`")
}

/// `a`, `b` or `c`, each in backquotes.
pub(super) fn one_of(names: &[&str]) -> String {
    join(names, "or")
}

/// `a`, `b` and `c`, each in backquotes.
pub(super) fn all_of(names: &[&str]) -> String {
    join(names, "and")
}

fn join(names: &[&str], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    joined(&quoted, word)
}

/// Items with commas between them and a word before the last.
pub(super) fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A number as an analyst would write it, to 12 significant digits.
pub(super) fn number(value: f64) -> String {
    let value: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    let size = value.abs();
    if value.is_finite() && size != 0.0 && !(1e-4..1e15).contains(&size) {
        format!("{value:e}")
    } else {
        grouped(&value.to_string())
    }
}

/// The same digits, with `_` between the thousands where there are many.
fn grouped(digits: &str) -> String {
    const SHORT: usize = 4;
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() <= SHORT || !whole.chars().all(|digit| digit.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let (first, others) = whole.split_at((whole.len() - 1) % 3 + 1);
    let groups = others.as_bytes().chunks(3).map(String::from_utf8_lossy);
    let whole = groups.fold(first.to_owned(), |so_far, group| format!("{so_far}_{group}"));
    format!("{sign}{whole}{rest}")
}

/// A share in per cent, to two significant digits at the small end.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent < 0.01 {
        "less than 0.01 %".to_owned()
    } else if percent < 1.0 {
        format!("{percent:.2} %")
    } else if percent < 99.95 {
        format!("{percent:.1} %")
    } else {
        "nearly 100 %".to_owned()
    }
}

/// The allowed values of a range, after "must be".
pub(super) fn allowed(range: &Range) -> String {
    let (min, max) = (number(range.min), number(range.max));
    match (range.min.is_finite(), range.max.is_finite()) {
        (false, false) => "a finite number".to_owned(),
        (true, false) if range.open_min => format!("more than {min}"),
        (true, false) => format!("{min} or more"),
        (false, true) if range.open_max => format!("less than {max}"),
        (false, true) => format!("{max} or less"),
        (true, true) => match (range.open_min, range.open_max) {
            (false, false) => format!("from {min} to {max}"),
            (true, false) => format!("more than {min}, and at most {max}"),
            (false, true) => format!("at least {min}, and less than {max}"),
            (true, true) => format!("more than {min}, and less than {max}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed, number, quoted};
    use crate::model::key::{BELOW_ONE, GROWTH, POSITIVE, POSITIVE_SHARE, SHARE, UNIT_OR_MORE};

    #[test]
    fn ranges_are_worded_with_their_open_ends() {
        assert_eq!(allowed(&SHARE), "from 0 to 1");
        assert_eq!(allowed(&BELOW_ONE), "at least 0, and less than 1");
        assert_eq!(allowed(&POSITIVE_SHARE), "more than 0, and at most 1");
        assert_eq!(allowed(&POSITIVE), "more than 0");
        assert_eq!(allowed(&GROWTH), "more than -1, and at most 10");
        assert_eq!(allowed(&GROWTH.hard()), "more than -1");
        assert_eq!(allowed(&UNIT_OR_MORE.hard()), "1 or more");
    }

    #[test]
    fn numbers_and_names_stay_short() {
        assert_eq!(number(1e300), "1e300");
        assert_eq!(number(0.15), "0.15");
        assert_eq!(number(100.0 * 1.1), "110");
        assert_eq!(number(f64::INFINITY), "inf");
        assert_eq!(number(-1_234_567.5), "-1_234_567.5");
        assert_eq!(number(123_456.0), "123_456");
        assert_eq!(number(5000.0), "5000");
        assert_eq!(quoted("a\nb"), "`a\\nb`");
        assert_eq!(quoted(&"é".repeat(100)).chars().count(), 63);
    }
}
