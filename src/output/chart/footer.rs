//! The footer of a picture: where its numbers come from, and notes.

use super::metadata::Words;
use super::provenance::Provenance;
use super::words::{ellipsis, wrap};
use crate::output::format::plural;

const BETWEEN: &str = " · ";

/// The footer: provenance in fixed order, then notes, broken between them, and
/// within one only where it is longer than a line. Notes begin a line of their
/// own if there is room for that; those that do not fit in `most` lines are
/// left out from the last.
pub(super) fn footer_lines(
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
pub(super) fn software(words: &Words<'_>) -> String {
    format!("shortrun {}", words.provenance.program_version)
}
