//! Charts of several scenarios.

use std::sync::Arc;

use shortrun::analysis::compare::{Contender, compare};
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::summary::{Summary, summarize};
use shortrun::input::Scenario;
use shortrun::model::outcome::Figure;
use shortrun::output::chart::Size;
use shortrun::output::compare::chart::diff;
use shortrun::output::compare::pictures::{ComparePictures, KINDS};
use shortrun::output::run::pictures::kinds;

use super::{Facts, Sample};
use crate::support::{load, outcomes, run_info};

pub(super) const NEARSHORE: &str = include_str!("../../scenarios/apparel-nearshore.toml");
pub(super) const OFFSHORE: &str = include_str!("../../scenarios/apparel-offshore.toml");
pub(super) const ELECTRONICS: &str = include_str!("../../scenarios/electronics-custom.toml");
pub(super) const FOOD: &str = include_str!("../../scenarios/food-microkitchen.toml");

/// A scenario's run.
pub(super) struct Run {
    pub(super) label: &'static str,
    pub(super) info: RunInfo,
    pub(super) outcomes: Outcomes,
    pub(super) summary: Summary,
}

pub(super) fn info(label: &str, scenario: &Scenario, paths: u64) -> RunInfo {
    run_info(&format!("{label}.toml"), scenario, paths)
}

pub(super) fn run(label: &'static str, text: &str, paths: u64) -> Run {
    let mut scenario = load(text);
    scenario.seed = 1;
    let info = info(label, &scenario, paths);
    let outcomes = outcomes(&scenario, 0..paths, 2);
    let summary = summarize(&outcomes, info.target_irr, &info.route_names);
    Run { label, info, outcomes, summary }
}

/// Every price so low that no path returns anything.
fn losing(text: &str) -> String {
    let text =
        text.replace("setback_per_year = { value = 0.078,", "setback_per_year = { value = 0,");
    let text = text.replace("{ dist = \"uniform\", min = 0.10, max = 0.40,", "{ value = 0,");
    let cheap = text.replace("price = { value = 50,", "price = { value = 20,");
    cheap.replace("price = { value = 78,", "price = { value = 39,")
}

fn priced(value: u32) -> String {
    NEARSHORE.replace("price = { value = 50,", &format!("price = {{ value = {value},"))
}

fn sets() -> Vec<(&'static str, Vec<Run>)> {
    let near = |paths| run("near", NEARSHORE, paths);
    let long = "a-rather-long-name-of-a-scenario-of-kitchens";
    vec![
        ("pair", vec![near(100), run("far", OFFSHORE, 100)]),
        ("close", vec![near(30), run(long, FOOD, 30)]),
        ("dear", vec![near(60), run("dear", &priced(60), 60)]),
        ("same", vec![near(20), run("again", NEARSHORE, 20)]),
        ("lost", vec![run("a", &losing(NEARSHORE), 20), run("b", &losing(NEARSHORE), 20)]),
        ("one path", vec![near(1), run("far", OFFSHORE, 1)]),
        ("three", vec![near(60), run("dear", &priced(60), 60), run("cheap", &priced(44), 60)]),
        ("all lost", ["a", "b", "c"].map(|name| run(name, &losing(NEARSHORE), 20)).into()),
        (
            "six",
            vec![
                near(40),
                run("offshore", OFFSHORE, 40),
                run(long, FOOD, 40),
                run("lost", &losing(NEARSHORE), 40),
                run("again", NEARSHORE, 40),
                run("and-again", OFFSHORE, 40),
            ],
        ),
    ]
}

fn contenders(runs: &[Run]) -> Vec<Contender<'_>> {
    let one = |run: &'_ Run| (run.label, run.info.paths);
    assert!(runs.iter().all(|run| one(run).1 == runs[0].info.paths));
    runs.iter()
        .map(|run| Contender {
            label: run.label,
            info: &run.info,
            outcomes: &run.outcomes,
            summary: &run.summary,
        })
        .collect()
}

/// Names of the multiples of the scenarios, in their order.
pub(crate) const MOICS: [&str; 6] = ["moic 0", "moic 1", "moic 2", "moic 3", "moic 4", "moic 5"];
/// Names of their labels.
pub(crate) const LABELS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

/// Names of their days to fulfilment, and of what a unit earns.
pub(crate) const DAYS: [&str; 6] = ["days 0", "days 1", "days 2", "days 3", "days 4", "days 5"];
pub(crate) const MARGINS: [&str; 6] =
    ["margin 0", "margin 1", "margin 2", "margin 3", "margin 4", "margin 5"];

fn facts(runs: &[Run]) -> Facts {
    let start = Facts::default().number("scenarios", runs.len() as f64);
    runs.iter().enumerate().fold(start, |facts, (i, run)| {
        facts
            .column(MOICS[i], &run.outcomes.moic)
            .column(DAYS[i], run.outcomes.figure(Figure::FulfilmentDays))
            .column(MARGINS[i], run.outcomes.figure(Figure::UnitGrossMargin))
            .word(LABELS[i], run.label)
    })
}

pub(super) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for (set, runs) in sets() {
        let runs = Arc::new(runs);
        for kind in KINDS {
            let charts = if *kind == diff::KIND { runs.len() - 1 } else { 1 };
            for which in 0..charts {
                let facts = facts(&runs).number("which", which as f64 + 1.0);
                let runs = Arc::clone(&runs);
                let draw = move |size: Size| {
                    let contenders = contenders(&runs);
                    let comparison = compare(&contenders);
                    let pictures = ComparePictures::new(&contenders, &comparison);
                    let mut groups = pictures.together().into_iter();
                    let group = groups.find(|group| group[0].subject.kind == kind);
                    group.expect("a comparison has it")[which].draw(None, size)
                };
                all.push(Sample::new(kind.name, set, facts, draw));
            }
        }
        if ["pair", "three", "six"].contains(&set) {
            all.extend(panels(set, &runs));
        }
    }
    all
}

/// A picture of each kind of chart of a run, with that of each scenario.
fn panels(set: &'static str, runs: &Arc<Vec<Run>>) -> Vec<Sample> {
    let panel = |(at, kind): (usize, &shortrun::output::chart::Kind)| {
        let (facts, runs) = (facts(runs), Arc::clone(runs));
        let draw = move |_| {
            let contenders = contenders(&runs);
            let comparison = compare(&contenders);
            let pictures = ComparePictures::new(&contenders, &comparison);
            pictures.panels(&kinds()[at..=at])[0].draw(None, Size::Half)
        };
        let size = Size::Panel(facts.of("scenarios") as u8);
        let name = format!("{set} {}", kind.name);
        Sample { sizes: vec![size], ..Sample::new("panel", &name, facts, draw) }
    };
    kinds().into_iter().enumerate().map(panel).collect()
}
