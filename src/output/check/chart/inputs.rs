//! Sheets of the uncertain assumptions: a small density each, with its
//! percentiles and where it comes from.

use super::density::{DENSITY, SMALL, Sketch};
use super::input_numbers::{alt_text, evidence, joined, numbers};
use crate::analysis::density::Density;
use crate::output::chart::{
    AXIS, Area, Chart, GREY_TEXT, INK, Kind, Look, Metadata, Page, Provenance, Size, Words,
};
use crate::output::format::plural;
use crate::sampling::assumptions::Grade;

pub use super::density::UncertainInput;

/// The uncertain assumptions of a scenario.
pub static KIND: Kind = Kind { name: "inputs", ..Kind::PLAIN };

/// Small pictures beside each other, and rows of them on a page.
const COLUMNS: usize = 3;
const MOST_ROWS: usize = 8;
const ON_A_PAGE: usize = COLUMNS * MOST_ROWS;
const GAP: f64 = 14.0;

/// Height of a small picture, and where its source stands, in points from its top.
const HEIGHT: f64 = 72.0;
const SOURCE: f64 = 58.5;

/// Size of the type of names.
const NAME: f64 = 7.5;

/// Draws as many sheets as the assumptions need; none if nothing is uncertain.
pub fn inputs(sheet: &InputSheet<'_>) -> Vec<Chart> {
    let sheets = sheet.inputs.len().div_ceil(ON_A_PAGE).max(1);
    // Sheets of about equal length, their rows full.
    let on_each = sheet.inputs.len().div_ceil(sheets).next_multiple_of(COLUMNS).max(COLUMNS);
    let pages = sheet.inputs.chunks(on_each);
    pages.enumerate().map(|(page, some)| draw(sheet, page * on_each, some)).collect()
}

fn draw(sheet: &InputSheet<'_>, first: usize, inputs: &[UncertainInput<'_>]) -> Chart {
    let rows = inputs.len().div_ceil(COLUMNS);
    let words = words(sheet, first, inputs);
    let page = Page::new(Size::Sheet(rows as u8), &words, 1);
    let width = (page.frame.width() - GAP * (COLUMNS - 1) as f64) / COLUMNS as f64;
    let top = page.frame.top + 8.0;
    for (index, input) in inputs.iter().enumerate() {
        let left = page.frame.left + (index % COLUMNS) as f64 * (width + GAP);
        let top = top + (index / COLUMNS) as f64 * HEIGHT;
        let place = Area { left, top, right: left + width, bottom: top + HEIGHT };
        small_picture(&page, place, input, &sheet.provenance.currency);
    }
    let plot = Area { top, ..page.frame };
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(inputs, &sheet.provenance.currency),
        csv: numbers(inputs),
        domains: Vec::new(),
    };
    page.finish(&words, plot, metadata)
}

fn words<'a>(sheet: &InputSheet<'a>, first: usize, inputs: &[UncertainInput<'_>]) -> Words<'a> {
    let (all, last) = (sheet.inputs.len(), first + inputs.len());
    let part = if all == inputs.len() {
        String::new()
    } else {
        format!("{} to {last} of {all}: ", first + 1)
    };
    let marks = "densities with P5, P50 and P95; orange ones are guesses";
    let runs_on = |input: &&UncertainInput<'_>| matches!(input.density, Density::Curve { cut, .. } if cut.contains(&true));
    let mut notes = Vec::new();
    if inputs.iter().any(|input| runs_on(&input)) {
        notes.push("tails that run on are left off below P1 or above P99".to_owned());
    }
    if inputs.iter().any(|input| input.row.per_event) {
        notes.push("* drawn anew at each event".to_owned());
    }
    Words {
        provenance: sheet.provenance,
        titles: titles(sheet),
        subtitles: vec![format!("{part}{marks}")],
        basis: "exact distributions, nothing simulated",
        notes,
    }
}

/// Findings on how much of what is uncertain is guessed, longest first.
fn titles(sheet: &InputSheet<'_>) -> Vec<String> {
    let all = sheet.inputs.len();
    let count = |holds: &dyn Fn(&UncertainInput<'_>) -> bool| {
        sheet.inputs.iter().filter(|input| holds(input)).count()
    };
    let guesses = count(&|input| input.row.grade == Some(Grade::Guess));
    let unsourced =
        count(&|input| input.row.source.is_none() && input.row.grade != Some(Grade::Guess));
    let uncertain = plural(all as u64, "uncertain assumption");
    let guessed = match guesses {
        0 => "none is marked a guess".to_owned(),
        1 => "1 rests on a guess".to_owned(),
        some if some == all => format!("all {all} rest on guesses"),
        some => format!("{some} rest on guesses"),
    };
    let short = format!("{uncertain}; {guessed}");
    match unsourced {
        0 => vec![short],
        1 => vec![format!("{short}, 1 has no source"), short],
        some => vec![format!("{short}, {some} have no source"), short],
    }
}

fn small_picture(page: &Page, place: Area, input: &UncertainInput<'_>, currency: &str) {
    let row = input.row;
    let (home, key) = row.name.rsplit_once('.').unwrap_or(("", &row.name));
    let put = |y: f64, look: Look, text: &str| {
        page.text_from(place.left, place.top + y, look, &look.cut(text, place.width()));
    };
    let mark = if row.per_event { "*" } else { "" };
    put(0.0, Look::new(NAME, INK).bold(), &format!("{key}{mark}"));
    let grey = Look::new(SMALL, GREY_TEXT);
    put(9.5, grey, &joined(&[home, row.unit]));
    put(SOURCE, grey, &evidence(input));
    Sketch { page, place, input, currency }.draw();
    let y = place.top + DENSITY.1;
    page.line(&[(place.left, y), (place.right, y)], 0.5, AXIS);
}

/// The uncertain numbers of a scenario, in the order of the file.
#[derive(Clone, Copy, Debug)]
pub struct InputSheet<'a> {
    /// The scenario; no paths.
    pub provenance: &'a Provenance,
    /// All of them.
    pub inputs: &'a [UncertainInput<'a>],
}
