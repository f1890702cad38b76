//! Sheets of uncertain assumptions: sound layout, true titles, no smoothing
//! over a bound, the same bytes each time.

use shortrun::analysis::assumption_rows::assumption_rows;
use shortrun::analysis::density::density;
use shortrun::input::{Scenario, load};
use shortrun::output::chart::Chart;
use shortrun::output::chart::provenance::Provenance;
use shortrun::output::check::chart::inputs::{InputSheet, UncertainInput, inputs};

const SHIPPED: [&str; 4] = [
    include_str!("../scenarios/apparel-nearshore.toml"),
    include_str!("../scenarios/apparel-offshore.toml"),
    include_str!("../scenarios/electronics-custom.toml"),
    include_str!("../scenarios/food-microkitchen.toml"),
];
const SMALL: &str = include_str!("input/small.toml");

/// All sorts of shapes, values and words that are hard to place.
fn awkward() -> String {
    let mut text = SMALL.to_owned();
    for (old, new) in [
        ("price = 40", "price = { dist = \"lognormal\", median = 1e9, p90 = 9e14 }"),
        (
            "material_cost = 15",
            "material_cost = { dist = \"uniform\", min = 0.0001, max = 0.0002 }",
        ),
        (
            "initial_sites = 1",
            "initial_sites = { dist = \"discrete\", values = [1, 2, 4], weights = [5, 3, 2] }",
        ),
        ("max_sites = 4", "max_sites = { dist = \"triangular\", min = 4, mode = 8, max = 30 }"),
        ("output_share = 0.5", "output_share = { dist = \"bernoulli\", p = 0.2 }"),
        ("markdown_depth = 0.7", "markdown_depth = { dist = \"beta\", alpha = 0.5, beta = 0.5 }"),
        (
            "hazard_per_year = 0.1",
            "hazard_per_year = { dist = \"discrete\", values = [0.1], weights = [1] }",
        ),
        (
            "lead_time_days = 10",
            "lead_time_days = { dist = \"normal\", mean = 10, sd = 3, min = 9, max = 10 }",
        ),
        (
            "name = \"trade sale\"",
            "name = \"sale to 非ラテン, whose name is longer than any picture is wide\"",
        ),
    ] {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text = text.replace(old, new);
    }
    text
}

fn read(text: &str) -> Scenario {
    match load("base.toml", text) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{problems}"),
    }
}

fn sheets(text: &str) -> Vec<Chart> {
    let scenario = read(text);
    let rows = assumption_rows(&scenario.assumptions);
    let densities: Vec<_> = scenario.assumptions.iter().map(|(_, one)| density(one)).collect();
    let uncertain: Vec<UncertainInput<'_>> = rows
        .iter()
        .zip(&densities)
        .filter_map(|(row, density)| Some(UncertainInput { row, density: density.as_ref()? }))
        .collect();
    let provenance = Provenance {
        program_version: "0.1.0".to_owned(),
        scenario_file: "base.toml".to_owned(),
        scenario_name: scenario.name.clone(),
        scenario_hash: scenario.content_hash.clone(),
        paths: 0,
        seed: scenario.seed,
        currency: scenario.currency.clone(),
        rates: shortrun::analysis::statistic::Rates::both(0.25),
        position: None,
        first_of: None,
    };
    inputs(&InputSheet { provenance: &provenance, inputs: &uncertain })
}

/// Names of the numbers on a sheet, by its csv twin.
fn names(sheet: &Chart) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(sheet.csv().as_bytes());
    let records = reader.records().map(|record| record.expect("a row"));
    records.filter(|row| &row[1] == "mean").map(|row| row[0].to_owned()).collect()
}

#[test]
fn no_text_overlaps_another_or_leaves_a_sheet() {
    for text in SHIPPED.iter().map(|text| (*text).to_owned()).chain([awkward()]) {
        for sheet in sheets(&text) {
            assert_eq!(sheet.layout_faults(), Vec::<String>::new());
        }
    }
}

#[test]
fn each_uncertain_number_is_on_one_sheet_in_the_order_of_the_file() {
    for text in SHIPPED {
        let scenario = read(text);
        let uncertain: Vec<String> = scenario
            .assumptions
            .iter()
            .filter(|(_, one)| density(one).is_some())
            .map(|(_, one)| one.name.clone())
            .collect();
        let sheets = sheets(text);
        assert_eq!(sheets.iter().flat_map(names).collect::<Vec<_>>(), uncertain);
        assert!(sheets.iter().all(|sheet| names(sheet).len() <= 24));
    }
}

#[test]
fn the_title_counts_what_is_uncertain_and_what_is_guessed() {
    for text in SHIPPED {
        let drawn: Vec<&str> = text.lines().filter(|line| line.contains("{ dist = ")).collect();
        let guessed = drawn.iter().filter(|line| line.contains("grade = \"guess\"")).count();
        let title = format!("{} uncertain assumptions; {guessed} rest on guesses", drawn.len());
        assert!(sheets(text).iter().all(|sheet| sheet.title() == title), "{title}");
    }
    let one = SMALL.replace("price = 40", "price = { dist = \"uniform\", min = 39, max = 41 }");
    assert_eq!(sheets(&one)[0].title(), "1 uncertain assumption; 1 rests on a guess");
    let graded = one.replace("max = 41", "max = 41, grade = \"observed\"");
    assert_eq!(
        sheets(&graded)[0].title(),
        "1 uncertain assumption; none is marked a guess, 1 has no source"
    );
    assert!(sheets(SMALL).is_empty());
}

#[test]
fn a_truncated_density_ends_at_its_bounds() {
    let text = SMALL.replace(
        "lead_time_days = 10",
        "lead_time_days = { dist = \"normal\", mean = 10, sd = 3, min = 9, max = 10 }",
    );
    let sheets = sheets(&text);
    let mut reader = csv::Reader::from_reader(sheets[0].csv().as_bytes());
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let cells: Vec<[f64; 3]> = reader
        .records()
        .map(|record| record.expect("a row"))
        .filter(|row| &row[1] == "density")
        .map(|row| [number(&row[2]), number(&row[3]), number(&row[4])])
        .collect();
    let (first, last) = (cells[0], cells[cells.len() - 1]);
    assert!(first[0].to_bits() == 9.0_f64.to_bits() && last[1].to_bits() == 10.0_f64.to_bits());
    assert!(cells.iter().all(|[.., density]| 0.9 < *density));
    let mass: f64 = cells.iter().map(|[from, to, density]| (to - from) * density).sum();
    assert!((mass - 1.0).abs() < 1e-9, "{mass}");
}

#[test]
fn the_same_scenario_gives_the_same_bytes() {
    let render = || {
        let sheets = sheets(&awkward());
        sheets.iter().map(|sheet| (sheet.png(), sheet.svg())).collect::<Vec<_>>()
    };
    assert!(render() == render());
}
