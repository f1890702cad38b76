//! Sheets of the uncertain assumptions: a small density each, with its
//! percentiles and where it comes from.

use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::density::Density;
use crate::output::chart::colours::{AXIS, BANDS, GREY_TEXT, INK};
use crate::output::chart::display::{Area, Chart};
use crate::output::chart::page::{Axes, Look, Page, Twin, Words};
use crate::output::chart::provenance::Provenance;
use crate::output::chart::size::Size;
use crate::output::chart::ticks::spread;
use crate::output::chart::words::{ellipsis, short_name};
use crate::output::csv::Rows;
use crate::output::format::{percent, plural};
use crate::output::value_words::{ValueStyle, value_words};
use crate::sampling::assumptions::Grade;
use plotters::style::RGBColor;

/// Small pictures beside each other, and rows of them on a page.
const COLUMNS: usize = 3;
const MOST_ROWS: usize = 8;
const ON_A_PAGE: usize = COLUMNS * MOST_ROWS;
const GAP: f64 = 14.0;

/// Lengths within a small picture, in points from its top.
const HEIGHT: f64 = 72.0;
const DENSITY: (f64, f64) = (20.0, 44.0);
const VALUES: f64 = 50.5;
const SOURCE: f64 = 58.5;

/// Sizes of type.
const NAME: f64 = 7.5;
const SMALL: f64 = 6.4;

/// Bars up to this many have their probabilities and values written at them.
const LABELLED_BARS: usize = 4;

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
    page.finish(&words, plot, twin(sheet, inputs))
}

fn words<'a>(sheet: &InputSheet<'a>, first: usize, inputs: &[UncertainInput<'_>]) -> Words<'a> {
    let name = short_name(sheet.provenance);
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
        subtitles: vec![format!("{name}: {part}{marks}"), format!("{part}{marks}")],
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
        let text = ellipsis(text, place.width(), false, |text| look.width(text));
        page.text_from(place.left, place.top + y, look, &text);
    };
    let mark = if row.per_event { "*" } else { "" };
    put(0.0, Look::new(NAME, INK).bold(), &format!("{key}{mark}"));
    let grey = Look::new(SMALL, GREY_TEXT);
    put(9.5, grey, &joined(&[home, row.unit]));
    put(SOURCE, grey, &evidence(input));
    let area = Area { top: place.top + DENSITY.0, bottom: place.top + DENSITY.1, ..place };
    let axes = density(page, area, input);
    marks(page, place, &axes, input);
    values(page, place, &axes, input, currency);
    page.line(&[(area.left, area.bottom), (area.right, area.bottom)], 0.5, AXIS);
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Grade and source, as far as they are there.
fn evidence(input: &UncertainInput<'_>) -> String {
    let grade = input.row.grade.map_or("not graded", Grade::name);
    joined(&[grade, input.row.source.as_deref().unwrap_or("no source")])
}

fn colour(input: &UncertainInput<'_>) -> RGBColor {
    if input.row.grade == Some(Grade::Guess) { BANDS[2] } else { BANDS[3] }
}

/// The density over the width of the picture, the highest part of it as high
/// as there is room.
fn density(page: &Page, area: Area, input: &UncertainInput<'_>) -> Axes {
    match input.density {
        Density::Curve { cells, .. } => {
            let highest = cells.iter().map(|cell| cell.density).fold(1e-300, f64::max);
            let (from, to) = (cells[0].from, cells[cells.len() - 1].to);
            let axes = page.axes(area, from..to, highest..0.0);
            let inner = cells.iter().map(|cell| (0.5 * (cell.from + cell.to), cell.density));
            let mut outline = vec![(from, 0.0), (from, cells[0].density)];
            outline.extend(inner);
            outline.extend([(to, cells[cells.len() - 1].density), (to, 0.0)]);
            axes.shape(outline, colour(input));
            axes
        }
        Density::Bars(bars) => draw_bars(page, area, bars, colour(input)),
    }
}

fn draw_bars(page: &Page, area: Area, bars: &[(f64, f64)], colour: RGBColor) -> Axes {
    let labelled = bars.len() <= LABELLED_BARS;
    let top = if labelled { area.top + 8.0 } else { area.top };
    let highest = bars.iter().map(|(_, share)| *share).fold(1e-300, f64::max);
    let (first, last) = (bars[0].0, bars[bars.len() - 1].0);
    let gaps = bars.windows(2).map(|pair| pair[1].0 - pair[0].0);
    let gap = gaps.fold(f64::INFINITY, f64::min).min((last - first).max(1.0));
    let margin = if last <= first { 1.0 } else { (0.08 * (last - first)).max(0.5 * gap) };
    let area = Area { top, ..area };
    let axes = page.axes(area, first - margin..last + margin, highest..0.0);
    let per_point = (last - first + 2.0 * margin) / area.width();
    let half = (0.35 * gap).min(5.0 * per_point).max(0.5 * per_point);
    let look = Look::new(SMALL, INK).centred();
    for (value, share) in bars {
        axes.bar((value - half, 0.0), (value + half, *share), colour);
        let (x, y) = axes.at(*value, *share);
        let text = percent(*share);
        if labelled && page.is_free((x, y - 4.0), look, &text, 1.0) {
            page.text_at(x, y - 4.0, look, &text);
        }
    }
    axes
}

/// A mark at P5, P50 and P95, through a curve and below bars.
fn marks(page: &Page, place: Area, axes: &Axes, input: &UncertainInput<'_>) {
    let Some(spread_of) = input.row.spread() else { return };
    let axis = place.top + DENSITY.1;
    let (top, bottom) = match input.density {
        Density::Curve { .. } => (place.top + DENSITY.0, axis + 2.0),
        Density::Bars(_) => (axis, axis + 3.0),
    };
    for (i, value) in spread_of.percentiles.iter().enumerate() {
        let x = axes.at(*value, 0.0).0;
        let (width, colour) = if i == 1 { (0.9, INK) } else { (0.5, AXIS) };
        page.line(&[(x, bottom), (x, top)], width, colour);
    }
}

/// Values below the axis: pushed apart where they would touch, and equal ones
/// written once.
fn values(page: &Page, place: Area, axes: &Axes, input: &UncertainInput<'_>, currency: &str) {
    let Some(spread_of) = input.row.spread() else { return };
    let show = |value: f64| value_words(value, input.row.unit, currency, ValueStyle::BARE);
    let median = show(spread_of.percentiles[1]);
    let mut labels: Vec<(f64, String, Look)> = Vec::new();
    for value in labelled_values(input.density, spread_of.percentiles) {
        let text = show(value);
        let plain = Look::new(SMALL, GREY_TEXT).centred();
        let look = if text == median { Look { colour: INK, ..plain }.bold() } else { plain };
        if labels.last().is_none_or(|(_, last, _)| *last != text) {
            labels.push((axes.at(value, 0.0).0, text, look));
        }
    }
    let widest = labels.iter().map(|(_, text, look)| look.width(text)).fold(0.0, f64::max);
    let wanted: Vec<f64> = labels.iter().map(|(x, ..)| *x).collect();
    let (low, high) = (place.left + 0.5 * widest, place.right - 0.5 * widest);
    for ((_, text, look), x) in labels.iter().zip(spread(&wanted, widest + 4.0, low, high)) {
        page.text_at(x, place.top + VALUES, *look, text);
    }
}

/// Values written below the axis, in ascending order.
fn labelled_values(density: &Density, percentiles: [f64; 3]) -> Vec<f64> {
    match density {
        Density::Bars(bars) if bars.len() <= LABELLED_BARS => {
            bars.iter().map(|(value, _)| *value).collect()
        }
        _ => percentiles.to_vec(),
    }
}

fn twin(sheet: &InputSheet<'_>, inputs: &[UncertainInput<'_>]) -> Twin {
    let currency = &sheet.provenance.currency;
    let sentence = |input: &UncertainInput<'_>| {
        let row = input.row;
        let percentiles = row.spread().map_or(String::new(), |spread| {
            let [low, middle, high] = spread
                .percentiles
                .map(|value| value_words(value, row.unit, currency, ValueStyle::BARE));
            format!("P5 {low}, P50 {middle}, P95 {high}")
        });
        format!("{} ({}): {percentiles}; {}", row.name, row.unit, evidence(input))
    };
    let sentences: Vec<String> = inputs.iter().map(sentence).collect();
    let number = plural(inputs.len() as u64, "uncertain assumption");
    let alt_text = format!("Densities of {number}. {}.", sentences.join(". "));
    Twin { kind: "inputs", alt_text, csv: csv_of(inputs), domains: Vec::new() }
}

/// Cells and bars, then percentiles and mean, of one number after another.
fn csv_of(inputs: &[UncertainInput<'_>]) -> String {
    let mut out = Rows::new();
    let mut write = |cells: [&str; 5]| out.write(cells.into_iter().map(str::to_owned));
    write(["name", "figure", "from", "to", "value"]);
    for input in inputs {
        let name = input.row.name.as_str();
        let mut row = |figure: &str, from: f64, to: f64, value: f64| {
            write([name, figure, &from.to_string(), &to.to_string(), &value.to_string()]);
        };
        match input.density {
            Density::Curve { cells, .. } => {
                cells.iter().for_each(|cell| row("density", cell.from, cell.to, cell.density));
            }
            Density::Bars(bars) => {
                bars.iter().for_each(|(value, share)| row("probability", *value, *value, *share));
            }
        }
        if let Some(spread) = input.row.spread() {
            let named = ["p5", "p50", "p95"].into_iter().zip(spread.percentiles);
            let mean = spread.without_mean().is_none().then_some(("mean", spread.mean));
            for (figure, value) in named.chain(mean) {
                write([name, figure, "", "", &value.to_string()]);
            }
        }
    }
    String::from_utf8_lossy(&out.finish()).into_owned()
}

/// One uncertain number of a scenario.
#[derive(Clone, Copy, Debug)]
pub struct UncertainInput<'a> {
    /// What is assumed of it.
    pub row: &'a AssumptionRow,
    /// How likely which value is.
    pub density: &'a Density,
}

/// The uncertain numbers of a scenario, in the order of the file.
#[derive(Clone, Copy, Debug)]
pub struct InputSheet<'a> {
    /// The scenario; no paths.
    pub provenance: &'a Provenance,
    /// All of them.
    pub inputs: &'a [UncertainInput<'a>],
}
