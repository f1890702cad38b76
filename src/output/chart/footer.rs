//! The footer of a picture: where its numbers come from, and notes.

use super::metadata::Words;
use super::provenance::Provenance;
use super::size::Size;
use super::words::{shortened, wrap};
use crate::output::format::{count, plural};

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
    let lines_of = |texts: &[String]| -> Vec<String> {
        let lines = texts.iter().flat_map(|text| wrap(text, room, BETWEEN, measure));
        lines.flat_map(|line| wrap(&line, room, " ", measure)).collect()
    };
    // File names give way before notes do.
    let parts = [0.3, 0.22, 0.16, 0.1].into_iter();
    let mut runs = parts.map(|part| provenance_line(words, part * room, measure));
    let run = runs.find(|run| lines_of(std::slice::from_ref(run)).len() < most);
    let run = run.unwrap_or_else(|| provenance_line(words, 0.1 * room, measure));
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

fn provenance_line(words: &Words<'_>, longest: f64, measure: impl Fn(&str) -> f64) -> String {
    let run = words.provenance;
    let mut parts = vec![software(words)];
    parts.extend(files(run, longest, measure));
    if 0 < run.paths {
        let paths = match run.first_of {
            Some(all) => format!("first {} of {}", count(run.paths), plural(all, "path")),
            None => plural(run.paths, "path"),
        };
        parts.extend([paths, format!("seed {}", run.seed)]);
    }
    parts.push(words.basis.to_owned());
    parts.retain(|part| !part.is_empty());
    parts.join(BETWEEN)
}

/// Each scenario file with its hash, none longer than `longest`.
fn files(run: &Provenance, longest: f64, measure: impl Fn(&str) -> f64) -> Vec<String> {
    let hashes: Vec<&str> = run.scenario_hash.split(", ").collect();
    let mut names: Vec<&str> = run.scenario_file.split(", ").collect();
    // A file may have a comma in its name: then they are told together.
    if names.len() != hashes.len() {
        names = vec![&run.scenario_file];
    }
    let hash = |hash: &&str| hash.chars().take(7).collect::<String>();
    let mut texts = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let name = shortened(name, longest, &measure);
        let of_it = if names.len() == hashes.len() { &hashes[i..=i] } else { &hashes[..] };
        let of_it = of_it.iter().map(hash).collect::<Vec<_>>().join(", ");
        texts.push(format!("{name} ({of_it})"));
    }
    if 1 < hashes.len() {
        texts.push("same draws".to_owned());
    }
    texts
}

/// Lines that the footer of a picture of several scenarios has more than another.
pub(super) fn more_lines(run: &Provenance, size: Size) -> usize {
    // In letters: a file with its hash, and the rest of where the numbers come from.
    let (each, rest, line, usual) =
        if size == Size::Half { (32, 40, 68, 2) } else { (32, 50, 140, 1) };
    let count = run.scenario_hash.split(", ").count();
    if count == 1 { 0 } else { (count * each + rest).div_ceil(line).saturating_sub(usual) }
}

/// Program and version.
pub(super) fn software(words: &Words<'_>) -> String {
    format!("shortrun {}", words.provenance.program_version)
}
