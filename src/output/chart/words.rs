//! The words around a picture: which wording fits, and where lines break.

use super::provenance::{BETWEEN_NAMES, Provenance};
use crate::output::format;

/// The first wording that fits in `most` lines, else the last.
pub(in crate::output) fn first_fitting(
    wordings: &[String],
    most: usize,
    room: f64,
    measure: impl Fn(&str) -> f64 + Copy,
) -> String {
    let fits = |text: &&String| wrap(text, room, " ", measure).len() <= most;
    wordings.iter().find(fits).or(wordings.last()).cloned().unwrap_or_default()
}

/// Lines of about equal length, no more of them than needed; what does not
/// fit in `most` ends in an ellipsis.
pub(in crate::output) fn balanced(
    text: &str,
    most: usize,
    room: f64,
    measure: impl Fn(&str) -> f64 + Copy,
) -> Vec<String> {
    let mut lines = wrap(text, room, " ", measure);
    let count = lines.len();
    let mut narrower = room;
    while 1 < count && 0.5 * room < narrower {
        narrower -= 0.01 * room;
        let tried = wrap(text, narrower, " ", measure);
        if count < tried.len() {
            break;
        }
        lines = tried;
    }
    lines.truncate(most);
    let cut = most < count;
    if let Some(last) = lines.last_mut().filter(|line| cut || room < measure(line)) {
        *last = ellipsis(last, room, cut, measure);
    }
    lines
}

/// Some texts with the same between each two of them.
pub(in crate::output) fn listed(texts: impl IntoIterator<Item = String>, between: &str) -> String {
    texts.into_iter().collect::<Vec<_>>().join(between)
}

/// The text, shortened with an ellipsis where it is wider than the room, or
/// where it `goes_on`.
pub(in crate::output) fn ellipsis(
    text: &str,
    room: f64,
    goes_on: bool,
    measure: impl Fn(&str) -> f64,
) -> String {
    if !goes_on && measure(text) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while room < measure(&format!("{kept}…")) && kept.pop().is_some() {}
    format!("{}…", kept.trim_end())
}

/// The text with a hyphen and a space in each word that is wider than the room, so that lines
/// can break there.
pub(in crate::output) fn hyphenated(
    text: &str,
    room: f64,
    measure: impl Fn(&str) -> f64 + Copy,
) -> String {
    text.split(' ').map(|word| parted(word, room, measure)).collect::<Vec<_>>().join(" ")
}

/// A word in parts, none of them of fewer letters than a reader would look for.
fn parted(word: &str, room: f64, measure: impl Fn(&str) -> f64 + Copy) -> String {
    const LEAST: usize = 3;
    let letters: Vec<char> = word.chars().collect();
    let begin = |count: usize| letters[..count].iter().collect::<String>();
    let most = letters.len().saturating_sub(LEAST);
    let fits = |count: &usize| measure(&format!("{}-", begin(*count))) <= room;
    let (true, Some(count)) = (room < measure(word), (LEAST..=most).rev().find(fits)) else {
        return word.to_owned();
    };
    let rest: String = letters[count..].iter().collect();
    format!("{}- {}", begin(count), parted(&rest, room, measure))
}

/// Lines that break at separators only.
pub(super) fn wrap(
    text: &str,
    room: f64,
    separator: &str,
    measure: impl Fn(&str) -> f64,
) -> Vec<String> {
    let glued = glued(text);
    let words = glued.split(separator).filter(|word| !word.is_empty());
    let lines = format::wrap(words, separator, room, |line| measure(&line.replace(GLUE, " ")));
    lines.into_iter().map(|line| line.replace(GLUE, " ")).collect()
}

/// Stands for a space at which no line breaks.
const GLUE: char = '\u{a0}';

/// Keeps a number with what it counts, and a figure with its error.
fn glued(text: &str) -> String {
    let mut words = text.split(' ');
    let mut all = words.next().unwrap_or_default().to_owned();
    let mut last = all.clone();
    for word in words {
        let is_count = ["month", "year"].contains(&last.as_str())
            && word.starts_with(|letter: char| letter.is_ascii_digit());
        let holds = is_count || last == "±" || word == "±" || word.starts_with("points");
        all.push(if holds { GLUE } else { ' ' });
        all.push_str(word);
        word.clone_into(&mut last);
    }
    all
}

/// The names of all scenarios that a picture is of, each as long as its part of the room allows;
/// of so many that little would be left of each, the first ones.
pub(super) fn names_line(run: &Provenance, room: f64, measure: impl Fn(&str) -> f64) -> String {
    const BETWEEN: &str = "  ·  ";
    const LEAST: &str = "A name with its end";
    let count = run.scenario_hash.split(", ").count();
    let mut names: Vec<&str> = run.scenario_name.split(BETWEEN_NAMES).collect();
    // A name may have a semicolon of its own: then they are told together.
    if names.len() != count {
        names = vec![&run.scenario_name];
    }
    let (gap, least) = (measure(BETWEEN), measure(LEAST));
    let others = |more: usize| format!("and {more} more");
    let of = |drawn: usize| {
        let more = names.len() - drawn;
        let others = if more == 0 { 0.0 } else { gap + measure(&others(more)) };
        let each = (room - others - gap * (drawn - 1) as f64) / drawn as f64;
        (drawn, each)
    };
    let fits = |(_, each): &(usize, f64)| least <= *each;
    let (drawn, each) = (1..=names.len()).rev().map(of).find(fits).unwrap_or_else(|| of(1));
    let more = names.len() - drawn;
    let shown = names[..drawn].iter().map(|name| shortened(name, each, &measure));
    listed(shown.chain((0 < more).then(|| others(more))), BETWEEN)
}

/// A text with an ellipsis for its middle where it is wider than the room: names that are alike
/// often differ at the end.
pub(super) fn shortened(text: &str, room: f64, measure: impl Fn(&str) -> f64) -> String {
    let letters: Vec<char> = text.chars().collect();
    let kept = |count: usize| -> String {
        let head: String = letters[..count.div_ceil(2)].iter().collect();
        let tail: String = letters[letters.len() - count / 2..].iter().collect();
        format!("{}…{}", head.trim_end(), tail.trim_start())
    };
    if measure(text) <= room {
        return text.to_owned();
    }
    (0..letters.len()).rev().map(kept).find(|text| measure(text) <= room).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{balanced, ellipsis, hyphenated, shortened};

    fn letters(text: &str) -> f64 {
        text.chars().count() as f64
    }

    #[test]
    fn two_lines_are_of_about_equal_length() {
        let lines = balanced("one two three four five six", 2, 20.0, letters);
        assert_eq!(lines, ["one two three", "four five six"]);
    }

    #[test]
    fn words_wider_than_the_room_are_parted_with_hyphens() {
        assert_eq!(hyphenated("site repeatability", 10.0, letters), "site repeatabi- lity");
        assert_eq!(hyphenated("site repeatability", 8.0, letters), "site repeata- bility");
        assert_eq!(hyphenated("short words", 8.0, letters), "short words");
        assert_eq!(hyphenated("abcde", 4.0, letters), "abcde", "too few letters to part");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = balanced("one two three four five six", 1, 14.0, letters);
        assert_eq!(lines, ["one two three…"]);
        assert_eq!(ellipsis("abcdef", 4.0, false, letters), "abc…");
    }

    #[test]
    fn a_long_name_loses_its_middle() {
        assert_eq!(shortened("abcdef", 6.0, letters), "abcdef");
        assert_eq!(shortened("Plan of the north, bear case", 16.0, letters), "Plan of…ear case");
        assert_eq!(shortened("abcdef", 0.5, letters), "");
    }
}
