//! Numbers as people write them: read whole or not at all, and what one was
//! probably meant to be that cannot be read.

/// A finite number with nothing left over: `1234.5`, `-0.2`, `1e6`, and with `_`
/// between digits. None for anything else, and none for a word such as `inf`.
pub fn number(text: &str) -> Option<f64> {
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || ['-', '+', '.'].contains(&c));
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_digit())
    };
    let is_between = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    if !begins || (0..bytes.len()).any(|at| bytes[at] == b'_' && !is_between(at)) {
        return None;
    }
    text.replace('_', "").parse().ok().filter(|value: &f64| value.is_finite())
}

/// What a text may have been meant as that is a number with other marks in it,
/// such as `1.234,5`, `4 000` or `0,435`: the likelier first. Two where a comma
/// may stand between thousands or for a decimal point; none for other texts.
pub fn meant(text: &str) -> Vec<f64> {
    let (sign, digits) = match text.trim().strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.trim()),
    };
    let all = readings(digits).into_iter();
    all.filter_map(|plain| number(&format!("{sign}{plain}"))).collect()
}

/// Marks that stand between thousands and never for a decimal point.
const BETWEEN_THOUSANDS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\'', '’', '_'];

fn readings(digits: &str) -> Vec<String> {
    let thousands = |text: &str, mark: &[char]| {
        let groups: Vec<&str> = text.split(mark).collect();
        let first = (1..=3).contains(&groups[0].len());
        let fits = first && groups[1..].iter().all(|group| group.len() == 3);
        (fits && groups.iter().all(|group| is_digits(group))).then(|| groups.concat())
    };
    let decimal = |whole: Option<String>, part: &str| {
        is_digits(part).then(|| whole.map(|whole| format!("{whole}.{part}"))).flatten()
    };
    let plain = |text: &str| is_digits(text).then(|| text.to_owned());
    let whole = |text: &str, mark: char| plain(text).or_else(|| thousands(text, &[mark]));
    let found = match (digits.rfind(','), digits.rfind('.')) {
        (None, _) if digits.contains(BETWEEN_THOUSANDS) => {
            let (before, part) = digits.split_once('.').unwrap_or((digits, ""));
            let before = thousands(before, &BETWEEN_THOUSANDS);
            [if part.is_empty() { before } else { decimal(before, part) }, None]
        }
        (None, _) => [thousands(digits, &['.']), None],
        (Some(comma), None) => {
            let grouped = thousands(digits, &[',']).filter(|_| !digits.starts_with('0'));
            let (before, part) = (&digits[..comma], &digits[comma + 1..]);
            let before = plain(before).or_else(|| thousands(before, &BETWEEN_THOUSANDS));
            [grouped, decimal(before, part)]
        }
        (Some(comma), Some(point)) if comma < point => {
            [decimal(whole(&digits[..point], ','), &digits[point + 1..]), None]
        }
        (Some(comma), Some(_)) => {
            [decimal(whole(&digits[..comma], '.'), &digits[comma + 1..]), None]
        }
    };
    found.into_iter().flatten().collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{meant, number};

    #[test]
    fn a_number_is_read_whole_or_not_at_all() {
        for (text, value) in [("4_000", 4000.0), ("-.5", -0.5), ("+2e3", 2000.0), ("1.", 1.0)] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "1_", "_1", "1__0", "1_.5", "1,5", "1 2", "5x", "inf", "-inf", "nan"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn commas_and_groups_are_told_apart_where_they_can_be() {
        for (text, values) in [
            ("0,435", &[0.435][..]),
            ("-1,5", &[-1.5]),
            ("1,234", &[1234.0, 1.234]),
            ("1,234,567", &[1_234_567.0]),
            ("1,234.5", &[1234.5]),
            ("1.234,5", &[1234.5]),
            ("1.234.567", &[1_234_567.0]),
            ("4 000", &[4000.0]),
            ("4'000.25", &[4000.25]),
            ("4 000,25", &[4000.25]),
            ("48 49", &[]),
            ("1,23,4", &[]),
            ("12 days", &[]),
            ("1,", &[]),
            (",", &[]),
            ("", &[]),
        ] {
            assert_eq!(meant(text), values, "{text}");
        }
    }
}
