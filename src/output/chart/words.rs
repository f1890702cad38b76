//! The words around a picture: which wording fits, where lines break, and the
//! footer.

use super::metadata::{Metadata, Words};
use super::scale::Domain;
use super::size::Size;
use crate::output::chart::provenance::Provenance;
use crate::output::format;
use crate::output::format::plural;

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

fn wrap(text: &str, room: f64, separator: &str, measure: impl Fn(&str) -> f64) -> Vec<String> {
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

const BETWEEN: &str = " · ";

/// The footer: provenance in fixed order, then notes, broken between them, and
/// within one only where it is longer than a line. Notes begin a line of their
/// own if there is room for that; those that do not fit in `most` lines are
/// left out from the last.
pub(in crate::output) fn footer_lines(
    words: &Words<'_>,
    most: usize,
    room: f64,
    measure: impl Fn(&str) -> f64 + Copy,
) -> Vec<String> {
    let run = provenance_line(words, room, measure);
    let lines_of = |texts: &[String]| -> Vec<String> {
        let lines = texts.iter().flat_map(|text| wrap(text, room, BETWEEN, measure));
        lines.flat_map(|line| wrap(&line, room, " ", measure)).collect()
    };
    let mut notes = words.notes.clone();
    loop {
        let noted = notes.join(BETWEEN);
        let mut lines = lines_of(&[run.clone(), noted.clone()]);
        if most < lines.len() && !notes.is_empty() {
            lines = lines_of(&[[run.as_str(), &noted].join(BETWEEN)]);
        }
        if lines.len() <= most || notes.pop().is_none() {
            lines.truncate(most);
            return lines;
        }
    }
}

fn provenance_line(words: &Words<'_>, room: f64, measure: impl Fn(&str) -> f64) -> String {
    let run = words.provenance;
    let mut parts = vec![software(words), files(run, room, measure)];
    if 0 < run.paths {
        parts.extend([plural(run.paths, "path"), format!("seed {}", run.seed)]);
    }
    parts.push(words.basis.to_owned());
    parts.retain(|part| !part.is_empty());
    parts.join(BETWEEN)
}

/// The scenario file with its hash; of several, all if there is room.
fn files(run: &Provenance, room: f64, measure: impl Fn(&str) -> f64) -> String {
    let hashes: Vec<&str> = run.scenario_hash.split(", ").collect();
    let short = |hash: &str| hash.chars().take(7).collect::<String>();
    if hashes.len() < 2 {
        let file = ellipsis(&run.scenario_file, 0.3 * room, false, measure);
        return format!("{file} ({})", short(hashes[0]));
    }
    let files: Vec<&str> = run.scenario_file.split(", ").collect();
    let named = files.iter().zip(&hashes).map(|(file, hash)| format!("{file} ({})", short(hash)));
    let named = format!("{}, same draws", named.collect::<Vec<_>>().join(", "));
    if files.len() == hashes.len() && measure(&named) <= 0.62 * room {
        return named;
    }
    format!("{} scenarios, same draws", hashes.len())
}

/// Program and version.
pub(in crate::output) fn software(words: &Words<'_>) -> String {
    format!("shortrun {}", words.provenance.program_version)
}

/// The scenario's name, cut to what a subtitle can hold.
pub(in crate::output) fn short_name(run: &Provenance) -> String {
    let most = 48;
    if run.scenario_name.chars().count() <= most {
        return run.scenario_name.clone();
    }
    let kept: String = run.scenario_name.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Version of what pictures tell of themselves: higher where an older program
/// would take it wrongly.
pub(in crate::output) const LAYOUT: u64 = 1;

/// The run, the picture's kind and size, what it is `of` where its kind shows
/// different things, and the spans of the axes, for programs.
pub(in crate::output) fn provenance_json(
    run: &Provenance,
    metadata: &Metadata,
    (of, size): (&str, Size),
) -> String {
    let is_declared =
        |told: &Domain| metadata.kind.scales.iter().any(|scale| scale.name() == told.name);
    let domains: serde_json::Map<String, serde_json::Value> = metadata
        .domains
        .iter()
        .inspect(|told| debug_assert!(is_declared(told), "{} is no declared scale", told.name))
        .map(|told| (told.name.to_owned(), told.values.clone().into()))
        .collect();
    let mut told = serde_json::json!({
        "program": "shortrun",
        "layout": LAYOUT,
        "version": run.program_version,
        "scenario_file": run.scenario_file,
        "scenario_name": run.scenario_name,
        "scenario_hash": run.scenario_hash,
        "paths": run.paths,
        "seed": crate::output::record::seed(run.seed),
        "currency": run.currency,
        "hurdle_rate": run.hurdle_rate,
        "title_edited": false,
        "kind": metadata.kind.name,
        "size": size.name(),
        "domains": domains,
    });
    if !of.is_empty() {
        told["of"] = of.into();
    }
    told.to_string()
}

#[cfg(test)]
mod tests {
    use super::{balanced, ellipsis};

    fn letters(text: &str) -> f64 {
        text.chars().count() as f64
    }

    #[test]
    fn two_lines_are_of_about_equal_length() {
        let lines = balanced("one two three four five six", 2, 20.0, letters);
        assert_eq!(lines, ["one two three", "four five six"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = balanced("one two three four five six", 1, 14.0, letters);
        assert_eq!(lines, ["one two three…"]);
        assert_eq!(ellipsis("abcdef", 4.0, false, letters), "abc…");
    }
}
