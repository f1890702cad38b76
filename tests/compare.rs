//! Scenarios held against each other on the same draws: figures, charts, words.

use crate::support;

use shortrun::analysis::compare::{Comparison, Contender, Verdict, compare};
use shortrun::analysis::evaluate::Sample;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::shared_draws::{SharedDraws, shared_draws};
use shortrun::analysis::summary::{Summary, summarize};
use shortrun::input::Scenario;
use shortrun::output::chart::{Chart, Group, Kind, Size, steps};
use shortrun::output::compare::pictures::{ComparePictures, KINDS};
use shortrun::output::compare::text::compare_text;
use shortrun::output::run::chart::{bands, hist_irr, hist_moic, hist_npv, moic_irr};
use shortrun::output::run::pictures::kinds;
use support::{load, outcomes, run_info};

const NEARSHORE: &str = include_str!("../scenarios/apparel-nearshore.toml");
const OFFSHORE: &str = include_str!("../scenarios/apparel-offshore.toml");
const FOOD: &str = include_str!("../scenarios/food-microkitchen.toml");
const PATHS: u64 = 800;

struct Run {
    label: &'static str,
    info: RunInfo,
    outcomes: Outcomes,
    summary: Summary,
    scenario: Scenario,
}

fn run(label: &'static str, text: &str) -> Run {
    let mut scenario = load(text);
    scenario.seed = 1;
    let info = run_info(&format!("{label}.toml"), &scenario, PATHS);
    let outcomes = outcomes(&scenario, 0..PATHS, 2);
    let summary = summarize(&outcomes, info.target_irr, &info.route_names);
    Run { label, info, outcomes, summary, scenario }
}

fn contenders(runs: &[Run]) -> Vec<Contender<'_>> {
    let of = |run: &'_ Run| -> (&'static str, usize) { (run.label, run.outcomes.len()) };
    assert!(runs.iter().all(|run| of(run).1 == PATHS as usize));
    runs.iter()
        .map(|run| Contender {
            label: run.label,
            info: &run.info,
            outcomes: &run.outcomes,
            summary: &run.summary,
        })
        .collect()
}

fn losing(text: &str) -> String {
    let text =
        text.replace("setback_per_year = { value = 0.078,", "setback_per_year = { value = 0,");
    let text = text.replace("{ dist = \"uniform\", min = 0.10, max = 0.40,", "{ value = 0,");
    let cheap = text.replace("price = { value = 50,", "price = { value = 20,");
    cheap.replace("price = { value = 78,", "price = { value = 39,")
}

fn shared(runs: &[Run]) -> Vec<SharedDraws> {
    let of = |run: &'_ Run| (run.scenario.assumptions.clone(), run.scenario.operator.clone());
    let (assumptions, operator) = of(&runs[0]);
    let others = runs[1..].iter().map(of);
    others.map(|(a, o)| shared_draws((&assumptions, &operator), (&a, &o))).collect()
}

#[test]
fn pairing_lowers_the_error_of_the_difference_between_near_and_far() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let comparison = compare(&contenders(&runs));
    let returns = &comparison.pairs[0].returns;
    // Few paths and a heavy tail: the mean NPV, which discounts what comes late, tells it.
    let npv = statistic("mean_npv", &[]).expect("a statistic");
    let of = returns.iter().find(|one| one.statistic == npv).expect("compared");
    let (paired, unpaired) = (of.of.difference.standard_error, of.of.unpaired_error);
    assert!(paired < 0.8 * unpaired, "{paired} of {unpaired}");
    let of = comparison.pairs[0].mean_moic();
    assert!(of.difference.standard_error < of.unpaired_error);
    // The paired error is that of the mean of the paths' differences.
    let (near, far) = (&runs[0].outcomes.moic, &runs[1].outcomes.moic);
    let differences: Vec<f64> = near.iter().zip(far).map(|(a, b)| b - a).collect();
    let (mean, error) = support::mean_and_error(&differences);
    assert!((of.difference.value - mean).abs() < 1e-12);
    assert!((of.difference.standard_error - error).abs() < 1e-12);
}

#[test]
fn the_error_of_the_difference_in_chance_of_loss_is_mcnemars() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let comparison = compare(&contenders(&runs));
    let loses = |run: &Run, i: usize| run.outcomes.moic[i] < 1.0 - 1e-9;
    let n = PATHS as usize;
    let only = |this: usize, that: usize| {
        (0..n).filter(|i| loses(&runs[this], *i) && !loses(&runs[that], *i)).count() as f64
    };
    let (b, c) = (only(1, 0), only(0, 1));
    let of = comparison.pairs[0].loss();
    let paths = n as f64;
    assert!((of.difference.value - (b - c) / paths).abs() < 1e-12);
    // McNemar's divides by n where a sample's variance divides by n - 1.
    let mcnemar = (b + c - (b - c) * (b - c) / paths).sqrt() / paths;
    let ratio = of.difference.standard_error / mcnemar;
    assert!((ratio * ratio - paths / (paths - 1.0)).abs() < 1e-9, "{ratio}");
}

#[test]
fn paths_are_worse_the_same_or_better() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let comparison = compare(&contenders(&runs));
    let pair = &comparison.pairs[0];
    let count = |holds: fn(f64, f64) -> bool| {
        let pairs = runs[0].outcomes.moic.iter().zip(&runs[1].outcomes.moic);
        pairs.filter(|(a, b)| holds(**a, **b)).count() as f64 / PATHS as f64
    };
    assert!((pair.worse.value - count(|a, b| b < a - 1e-6)).abs() < 1e-12);
    assert!((pair.better.value - count(|a, b| a + 1e-6 < b)).abs() < 1e-12);
    assert!((pair.worse.value + pair.same.value + pair.better.value - 1.0).abs() < 1e-12);
    assert!(pair.figures.iter().all(|one| one.of.is_some()), "every figure is in some path");
}

#[test]
fn a_scenario_equals_itself_in_everything_and_in_words() {
    let runs = [run("one", NEARSHORE), run("two", NEARSHORE)];
    let contenders = contenders(&runs);
    let comparison = compare(&contenders);
    let pair = &comparison.pairs[0];
    assert!(pair.returns.iter().all(|one| one.of.verdict() == Verdict::Equal));
    let figures = pair.figures.iter().filter_map(|one| one.of);
    assert!(figures.into_iter().all(|of| of.verdict() == Verdict::Equal));
    assert_eq!((comparison.least_loss, comparison.highest_mean), (None, None));
    let text = compare_text(&contenders, &comparison, &shared(&runs), &[]);
    assert!(text.contains("two returns less in 0% of paths, the same in 100%, more in 0%"));
    assert!(text.contains("0 known numbers differ"), "{text}");
}

#[test]
fn the_leader_leads_all_others_by_two_paired_errors() {
    let dearer = NEARSHORE.replace("price = { value = 50,", "price = { value = 52,");
    let runs = [run("near", NEARSHORE), run("dear", &dearer), run("same", NEARSHORE)];
    let comparison = compare(&contenders(&runs));
    assert_eq!((comparison.least_loss, comparison.highest_mean), (Some(1), Some(1)));
    let of = |run: &Run| {
        let sample = Sample {
            outcomes: &run.outcomes,
            rates: run.info.rates(),
            route_names: &run.info.route_names,
        };
        statistic("mean_moic", &[]).expect("a statistic").evaluate(&sample)
    };
    let lead = of(&runs[1]).less(&of(&runs[0]));
    assert!(2.0 * lead.standard_error < lead.value);
}

#[test]
fn what_two_plans_draw_alike_is_told_by_name() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let shared = &shared(&runs)[0];
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        shared.same_percentile,
        named(&[
            "sites.site_capex",
            "sites.site_fixed_cost",
            "product.core.conversion_cost",
            "product.core.lead_time_days",
            "product.custom.lead_time_days",
        ])
    );
    assert_eq!(shared.entries_of_first, ["supplier.dye house"]);
    assert_eq!(shared.entries_of_other, ["supplier.port and customs"]);
    assert!(shared.only_first.iter().all(|name| name.starts_with("supplier.dye house.")));
    assert!(20 < shared.equal && shared.correlated_otherwise.is_empty(), "{shared:?}");
}

#[test]
fn assumptions_that_are_correlated_otherwise_do_not_share_their_percentiles() {
    let (before, ties) = NEARSHORE.split_once("[[correlation]]").expect("it has some");
    let (_, after) = ties.split_once("\n[[screen]]").expect("they end there");
    let loose = format!("{before}[[screen]]{after}");
    let tied = loose.clone()
        + "\n[[correlation]]\nbetween = [\"product.core.lead_time_days\", \"product.core.markdown_depth\"]\nrank = 0.4\n";
    let runs = [run("loose", &loose), run("tied", &tied)];
    let shared = &shared(&runs)[0];
    assert_eq!(
        shared.correlated_otherwise,
        ["product.core.lead_time_days", "product.core.markdown_depth"]
    );
}

fn sets() -> Vec<(&'static str, Vec<Run>)> {
    vec![
        ("pair", vec![run("apparel-nearshore", NEARSHORE), run("apparel-offshore", OFFSHORE)]),
        ("same", vec![run("one", NEARSHORE), run("two", NEARSHORE)]),
        ("lost", vec![run("near", &losing(NEARSHORE)), run("far", &losing(NEARSHORE))]),
        (
            "five",
            vec![
                run("base", NEARSHORE),
                run("offshore", OFFSHORE),
                run("food", FOOD),
                run("lost", &losing(NEARSHORE)),
                run("again", NEARSHORE),
            ],
        ),
        (
            "six",
            vec![
                run("base", NEARSHORE),
                run("offshore", OFFSHORE),
                run("a-rather-long-name-of-a-scenario-file-of-kitchens", FOOD),
                run("lost", &losing(NEARSHORE)),
                run("again", NEARSHORE),
                run("and-again", OFFSHORE),
            ],
        ),
    ]
}

fn draw(runs: &[Run], look: impl Fn(&str, Size, &Chart, &Comparison)) {
    let contenders = contenders(runs);
    let comparison = compare(&contenders);
    let pictures = ComparePictures::new(&contenders, &comparison);
    for size in Size::ALL {
        for picture in pictures.together().iter().flatten() {
            look(&picture.name, size, &picture.draw(None, size), &comparison);
        }
    }
}

#[test]
fn no_text_of_a_comparison_overlaps_another_or_leaves_the_picture() {
    for (set, runs) in sets() {
        draw(&runs, |name, size, chart, _| {
            let faults = chart.layout_faults();
            if let Some(folder) = std::env::var_os("SHORTRUN_TEST_CHARTS") {
                let file = format!("{set}-{name}-{}.png", size.name());
                std::fs::write(std::path::Path::new(&folder).join(file), chart.png())
                    .expect("written");
            }
            assert!(faults.is_empty(), "{set} {name} {}: {faults:?}", size.name());
            assert!(!chart.title().contains('?') && !chart.alt_text().is_empty());
        });
    }
}

#[test]
fn titles_of_comparisons_say_what_is_drawn() {
    let said = |runs: &[Run], wanted: &str| {
        let mut title = String::new();
        let contenders = contenders(runs);
        let comparison = compare(&contenders);
        let pictures = ComparePictures::new(&contenders, &comparison);
        for picture in pictures.together().iter().flatten().filter(|one| one.name == wanted) {
            title = picture.draw(None, Size::Full).title().to_owned();
        }
        title
    };
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let comparison = compare(&contenders(&runs));
    let percent = shortrun::output::format::percent;
    let (near, far) = (&runs[0].summary, &runs[1].summary);
    let exceed = said(&runs, "exceed");
    for share in [near.at_least_3x.value, far.at_least_3x.value, 1.0 - near.loss.value] {
        assert!(exceed.contains(&percent(share)), "{exceed}");
    }
    let diff = said(&runs, "diff");
    let pair = &comparison.pairs[0];
    let [worse, same, better] = [&pair.worse, &pair.same, &pair.better].map(|one| one.value);
    let numbers: Vec<f64> =
        diff.split('%').filter_map(|part| part.rsplit(' ').next()?.parse().ok()).collect();
    assert_eq!(numbers.len(), 3, "{diff}");
    for (number, share) in numbers.iter().zip([worse, better, same]) {
        assert!((number - 100.0 * share).abs() <= 1.0, "{diff}");
    }
    assert!((numbers.iter().sum::<f64>() - 100.0).abs() < 1e-9, "{diff}");
    let same = [run("one", NEARSHORE), run("two", NEARSHORE)];
    assert_eq!(said(&same, "diff"), "two and one return the same in each of 800 paths");
    let lost = [run("one", &losing(NEARSHORE)), run("two", &losing(NEARSHORE))];
    assert_eq!(said(&lost, "compare"), "All paths of both scenarios lose everything");
}

#[test]
fn the_bars_of_a_difference_and_the_paths_without_one_are_all_paths() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    draw(&runs, |name, _, chart, _| {
        if name == "diff" {
            let last = |line: &str| line.rsplit(',').next().and_then(|cell| cell.parse().ok());
            let shares: Vec<f64> = chart.csv().lines().skip(1).filter_map(last).collect();
            assert!(4 < shares.len());
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{}", chart.csv());
        }
        if name == "exceed" {
            let mut last = [f64::INFINITY; 2];
            for line in chart.csv().lines().skip(1) {
                let cells: Vec<f64> =
                    line.split(',').map(|cell| cell.parse().expect("a number")).collect();
                assert!(cells[1] <= last[0] && cells[2] <= last[1], "curves never rise: {line}");
                last = [cells[1], cells[2]];
            }
        }
    });
}

#[test]
fn charts_of_comparisons_line_up() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let other = [run("near", NEARSHORE), run("far", FOOD)];
    for wanted in ["diff", "exceed"] {
        for size in Size::ALL {
            let rectangle = |runs: &[Run]| {
                let found = std::cell::Cell::new([0.0; 4]);
                draw(runs, |name, drawn, chart, _| {
                    if name == wanted && drawn == size {
                        found.set(chart.plot_rectangle());
                    }
                });
                found.get().map(f64::to_bits)
            };
            assert_eq!(rectangle(&runs), rectangle(&other), "{wanted} {}", size.name());
        }
    }
}

/// The charts of one kind of each scenario.
fn alone<'a>(pictures: &'a ComparePictures<'_>, kind: &Kind) -> Group<'a> {
    let mut groups = pictures.alone().into_iter();
    groups.find(|group| group[0].subject.kind == kind).expect("a run has it")
}

fn drawn(group: &Group<'_>, size: Size) -> Vec<(String, Chart)> {
    group.iter().map(|one| (one.name.clone(), one.draw(None, size))).collect()
}

#[test]
fn the_scenarios_own_charts_are_drawn_too() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let contenders = contenders(&runs);
    let comparison = compare(&contenders);
    let pictures = ComparePictures::new(&contenders, &comparison);
    let drawn = drawn(&alone(&pictures, &bands::KIND), Size::Full);
    let names: Vec<&str> = drawn.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["near-bands", "far-bands"]);
}

/// One attribute of an SVG element.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let start = format!(" {name}=\"");
    let rest = element.split_once(&start).map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default()
}

/// Axis and grid lines of a chart, and the names of ticks at their ends.
fn axis_marks(chart: &Chart) -> Vec<String> {
    let svg = chart.svg();
    let [left, _, _, bottom] = chart.plot_rectangle();
    let is_axis = |line: &&str| ["#6B6B6B", "#E3E3E3"].contains(&attribute(line, "stroke"));
    let lines: Vec<&str> = svg.lines().filter(is_axis).collect();
    let starts: Vec<(f64, f64)> = lines
        .iter()
        .map(|line| {
            let first = attribute(line, "points").split(' ').next().unwrap_or_default();
            let (x, y) = first.split_once(',').expect("a point");
            (x.parse().expect("a number"), y.parse().expect("a number"))
        })
        .collect();
    let names_a_tick = |text: &&str| {
        let at = |name| attribute(text, name).parse::<f64>().expect("a number");
        match attribute(text, "text-anchor") {
            "middle" => bottom < at("y") && starts.iter().any(|(x, _)| (at("x") - x).abs() < 0.06),
            "end" => starts.iter().any(|(x, y)| {
                left <= *x && (at("x") + 5.0 - x).abs() < 0.06 && (at("y") - y).abs() < 6.0
            }),
            _ => false,
        }
    };
    let names = svg.lines().filter(|line| line.starts_with("<text")).filter(names_a_tick);
    lines.iter().copied().chain(names).map(str::to_owned).collect()
}

/// What a chart's axes span, as its picture tells a program.
fn spans(chart: &Chart) -> serde_json::Value {
    let all: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    assert!(all["domains"].is_object());
    all["domains"].clone()
}

#[test]
fn the_scenarios_own_charts_share_axes_and_bins() {
    let dear = NEARSHORE.replacen("hurdle_rate = ", "hurdle_rate = 0.02 # ", 1);
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE), run("low", &dear)];
    let contenders = contenders(&runs);
    let comparison = compare(&contenders);
    let pictures = ComparePictures::new(&contenders, &comparison);
    for kind in kinds().into_iter().filter(|kind| !KINDS.contains(kind)) {
        for size in Size::ALL {
            let charts = drawn(&alone(&pictures, kind), size);
            let marks: Vec<Vec<String>> = charts.iter().map(|(_, one)| axis_marks(one)).collect();
            let what = format!("{} {}", kind.name, size.name());
            // Some have numbers in place of an axis.
            let is_table = [&bands::KIND, &moic_irr::KIND, &steps::KIND].contains(&kind);
            assert!(1 < marks[0].len() || is_table, "{what}");
            for (other, (_, chart)) in marks.iter().zip(&charts).skip(1) {
                assert_eq!(other, &marks[0], "{what}");
                assert_eq!(spans(chart), spans(&charts[0].1), "{what}");
                let place = |chart: &Chart| chart.plot_rectangle().map(f64::to_bits);
                assert_eq!(place(chart), place(&charts[0].1), "{what}");
            }
            let edges = |chart: &Chart| -> Vec<String> {
                let bin = |line: &str| line.rsplit_once(',').expect("a share").0.to_owned();
                chart.csv().lines().map(bin).collect()
            };
            if [&hist_moic::KIND, &hist_irr::KIND, &hist_npv::KIND].contains(&kind) {
                assert_eq!(edges(&charts[0].1), edges(&charts[1].1), "{what}");
                assert_eq!(edges(&charts[0].1), edges(&charts[2].1), "{what}");
            }
        }
    }
}

#[test]
fn bars_of_the_scenarios_own_bands_have_one_scale() {
    let runs = [run("near", NEARSHORE), run("far", OFFSHORE)];
    let contenders = contenders(&runs);
    let comparison = compare(&contenders);
    let pictures = ComparePictures::new(&contenders, &comparison);
    let charts = drawn(&alone(&pictures, &bands::KIND), Size::Full);
    let scales: Vec<f64> = charts
        .iter()
        .map(|(_, chart)| {
            let svg = chart.svg();
            let bars = svg.lines().filter(|line| line.starts_with("<rect x="));
            let length = attribute(bars.clone().next().expect("a bar"), "width");
            let share = chart.csv().lines().nth(1).and_then(|line| line.split(',').nth(1));
            let number = |text: &str| text.parse::<f64>().expect("a number");
            number(length) / number(share.expect("a share"))
        })
        .collect();
    assert!((scales[0] / scales[1] - 1.0).abs() < 1e-3, "{scales:?}");
}
