//! Sheets of uncertain assumptions, of plans with many, few and one.

use shortrun::analysis::assumption_rows::assumption_rows;
use shortrun::analysis::density::density;
use shortrun::output::chart::provenance::provenance;
use shortrun::output::chart::{Chart, Size};
use shortrun::output::check::chart::inputs::{InputSheet, UncertainInput, inputs};

use super::versus::{FOOD, NEARSHORE, info};
use super::{Facts, Sample};
use crate::support::{load, one_line};

fn sheets(text: &str) -> Vec<Chart> {
    let scenario = load(text);
    let rows = assumption_rows(&scenario.assumptions);
    let densities: Vec<_> = scenario.assumptions.iter().map(|(_, one)| density(one)).collect();
    let uncertain: Vec<UncertainInput<'_>> = rows
        .iter()
        .zip(&densities)
        .filter_map(|(row, density)| Some(UncertainInput { row, density: density.as_ref()? }))
        .collect();
    let provenance = provenance(&info("plan", &scenario, 0));
    inputs(&InputSheet { provenance: &provenance, inputs: &uncertain })
}

/// A plan with so many uncertain numbers of these grades and sources.
fn graded(grades: &[&str]) -> String {
    let keys = ["price", "units_per_site_month", "material_cost"];
    let lines = keys.iter().enumerate().map(|(i, key)| match grades.get(i) {
        Some(more) => format!("{key} = {{ dist = \"uniform\", min = 2, max = 3{more} }}\n"),
        None => format!("{key} = 2\n"),
    });
    one_line(&(lines.collect::<String>() + "lead_time_days = 10\n"))
}

pub(super) fn samples() -> Vec<Sample> {
    let (guess, seen) = (", grade = \"guess\"", ", grade = \"observed\"");
    let told = ", grade = \"analogue\", source = \"a miller\"";
    let plans = [
        ("usual", NEARSHORE.to_owned()),
        ("food", FOOD.to_owned()),
        ("one guess", graded(&[guess])),
        ("all guesses", graded(&[guess, guess, guess])),
        ("some", graded(&[guess, seen, told])),
        ("unsourced", graded(&[seen, seen])),
        ("one without", graded(&[seen])),
        ("sourced", graded(&[told, told])),
    ];
    let mut all = Vec::new();
    for (name, text) in plans {
        let drawn = || text.lines().filter(|line| line.contains("{ dist = "));
        let count =
            |holds: &dyn Fn(&str) -> bool| drawn().filter(|line| holds(line)).count() as f64;
        let guessed = |line: &str| line.contains("grade = \"guess\"");
        let facts = Facts::default()
            .number("all", drawn().count() as f64)
            .number("guesses", count(&guessed))
            .number("without", count(&|line| !guessed(line) && !line.contains("source = ")));
        for chart in sheets(&text) {
            let rows = {
                let svg = chart.svg();
                let height =
                    svg.split(" height=\"").nth(1).and_then(|rest| rest.split("pt").next());
                let points: f64 = height.and_then(|text| text.parse().ok()).expect("a height");
                ((points - 70.0) / 72.0).round() as u8
            };
            let facts = facts.clone();
            all.push(Sample {
                sizes: vec![Size::Sheet(rows)],
                ..Sample::new("inputs", name, facts, move |_| chart.clone())
            });
        }
    }
    all
}
