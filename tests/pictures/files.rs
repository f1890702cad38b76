//! The files of a picture: pixels, density, words inside, the same bytes each
//! time; and its layout in every size.

use std::collections::BTreeMap;
use std::io::Cursor;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use shortrun::output::chart::{Chart, Size};

use crate::every_chart::KINDS;
use crate::pictures::marks::{Mark, marks};
use crate::pictures::{Drawn, drawn};

/// Faults of every sample in every size, found on all threads.
fn faults(of: impl Fn(&Drawn) -> Vec<String> + Sync) -> Vec<String> {
    let one = |drawn: &Drawn| -> Vec<String> {
        let faults = of(drawn);
        faults.into_iter().map(|fault| format!("{}: {fault}", drawn.label())).collect()
    };
    drawn().par_iter().flat_map_iter(one).collect()
}

#[test]
fn nothing_overlaps_leaves_the_picture_or_is_hard_to_see_in_any_size() {
    let found = faults(|drawn| drawn.chart.layout_faults());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn titles_are_drawn_whole_and_no_letter_is_lost() {
    let found = faults(|Drawn { chart, .. }| {
        let texts: Vec<String> = marks(&chart.svg())
            .into_iter()
            .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text) } else { None })
            .collect();
        let one_line = texts[0] == chart.title();
        let two_lines = texts.len() > 1 && format!("{} {}", texts[0], texts[1]) == chart.title();
        let mut wrong = Vec::new();
        if !one_line && !two_lines {
            wrong.push(format!("{} is not all of {}", texts[0], chart.title()));
        }
        if !chart.lacking().is_empty() {
            wrong.push(format!("its font lacks {:?}", chart.lacking()));
        }
        wrong
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_same_chart_drawn_again_on_another_thread_is_the_same() {
    let found = faults(|Drawn { sample, size, chart }| {
        let drawn = || sample.draw(*size);
        let again = std::thread::scope(|scope| scope.spawn(drawn).join().expect("it is drawn"));
        let same = *chart == again && (*size != Size::Half || chart.svg() == again.svg());
        if same { Vec::new() } else { vec!["it is drawn otherwise".to_owned()] }
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What is wrong with a picture's file.
fn wrong_of_file(size: Size, chart: &Chart) -> Vec<String> {
    let file = chart.png();
    let mut wrong = Vec::new();
    let mut check = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    check(size != Size::Half || file == chart.png(), "other bytes");
    let mut reader = png::Decoder::new(Cursor::new(&file)).read_info().expect("a PNG");
    let info = reader.info().clone();
    check((info.width, info.height) == size.pixels(), "pixels");
    let per_metre = if size == Size::Slide { 7559 } else { 11339 };
    let density = info.pixel_dims.map(|dims| (dims.xppu, dims.yppu, dims.unit));
    check(density == Some((per_metre, per_metre, png::Unit::Meter)), "density");
    check(info.color_type == png::ColorType::Indexed, "no palette");
    check(info.bit_depth == png::BitDepth::Eight && info.trns.is_none(), "depth or alpha");
    let text = |keyword: &str| -> Option<String> {
        let text = info.utf8_text.iter().find(|text| text.keyword == keyword)?;
        text.get_text().ok()
    };
    check(text("Title").as_deref() == Some(chart.title()), "title");
    check(text("Description").as_deref() == Some(chart.alt_text()), "words");
    check(text("shortrun:provenance").as_deref() == Some(chart.provenance()), "provenance");
    check(text("Software").is_some_and(|text| text.starts_with("shortrun ")), "software");
    let (title, svg) = (chart.title().trim_end_matches('.'), chart.svg());
    check(chart.alt_text().starts_with(title), "the words do not begin with the title");
    check(svg.contains("<title id=\"title\">") && svg.contains("<metadata>{"), "words of the SVG");
    let told: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    check(told["size"] == size.name() && told["program"] == "shortrun", "size told");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it fits")];
    reader.next_frame(&mut pixels).expect("an image");
    let first = pixels[0];
    check(pixels.iter().any(|pixel| *pixel != first), "nothing is drawn");
    wrong
}

#[test]
fn the_files_of_every_kind_have_the_pixels_and_the_density_of_their_size_and_tell_what_they_are() {
    let mut first = BTreeMap::new();
    for one in drawn() {
        first.entry(one.sample.kind).or_insert(&one.sample.name);
    }
    assert!(
        KINDS.iter().chain(&["inputs", "panel"]).all(|kind| first.contains_key(kind)),
        "{first:?}"
    );
    // The first of each kind, of all sizes.
    let found = faults(|Drawn { sample, size, chart }| {
        let is_first = *first[sample.kind] == sample.name;
        if is_first { wrong_of_file(*size, chart) } else { Vec::new() }
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What else a plot's place depends on: room for amounts in the currency, for
/// the key of so many curves, and whether anything is moved.
fn room(chart: &Chart) -> (String, usize, bool) {
    let told: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    let kind = told["kind"].as_str().unwrap_or_default();
    let (head, rows) = chart.csv().split_once('\n').expect("a head");
    // One run alone has no key.
    let scenarios = told["scenario_hash"].as_str().unwrap_or_default().split(", ").count();
    let curves = match kind {
        "exceed" if head.ends_with("standard_error") => 0,
        "exceed" => head.matches(',').count(),
        "kpi" | "unit" => scenarios,
        _ => 0,
    };
    (told["currency"].to_string(), curves, kind == "reverse" && rows.is_empty())
}

/// Kinds whose plots have room for names and levels of their own, so that they
/// line up only where these are as wide; the axes of others can be lent them.
const OF_THEIR_OWN: [&str; 8] =
    ["compare", "stress", "stress2", "stress-summary", "breakeven", "screen", "panel", "inputs"];

#[test]
fn plots_of_one_kind_and_size_line_up_to_the_pixel() {
    let mut places = BTreeMap::new();
    let mut faults = Vec::new();
    let drawn = drawn().iter().filter(|drawn| !OF_THEIR_OWN.contains(&drawn.sample.kind));
    for one in drawn {
        let Drawn { sample, size, chart } = one;
        let key = (sample.kind, size.name(), room(chart));
        let (place, label) = (chart.plot_rectangle(), one.label());
        let (first, known) = places.entry(key).or_insert((label.clone(), place));
        if known.map(f64::to_bits) != place.map(f64::to_bits) {
            faults.push(format!("{label}: {place:?}, {first}: {known:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
