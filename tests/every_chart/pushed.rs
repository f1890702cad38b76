//! Charts of a scenario that is pushed, taken apart or turned round: tornado,
//! stress, stress2, reverse, and the bridge between two scenarios. But for the
//! tornado they are made up, so that each wording is reached.

use std::sync::Arc;

use shortrun::analysis::compare::{Difference, StatisticDifference};
use shortrun::analysis::crossing::{Crossing, Point};
use shortrun::analysis::drivers::{drivers, uncertain};
use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::evaluate;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::grouping::{Group, Player};
use shortrun::analysis::limit::Limit;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::reverse::{Break, Breaks, Finding, Reverse, Way};
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::shapley::Attribution;
use shortrun::analysis::statistic::Rates;
use shortrun::analysis::steps::Steps;
use shortrun::analysis::stress::{AxisResult, Case, Findings, Grid, GridCell};
use shortrun::engine;
use shortrun::engine::Unwatched;
use shortrun::model::simulator::Simulator;
use shortrun::output::bridge::words::{Bridge, bridge_chart};
use shortrun::output::chart::SharedAxes;
use shortrun::output::chart::provenance::provenance;
use shortrun::output::reverse::chart::shift::reverse;
use shortrun::output::reverse::words::ReverseTest;
use shortrun::output::sensitivity::chart::tornado::tornado;
use shortrun::output::stress::chart::grid::stress2;
use shortrun::output::stress::chart::line::stress;
use shortrun::output::stress::chart::summary::summary;
use shortrun::sampling::assumptions::{Assumption, Shape};
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;

use super::versus::{NEARSHORE, info};
use super::{Facts, Sample};
use crate::support::{load, one_line};

pub(super) fn samples() -> Vec<Sample> {
    let mut all = tornados();
    all.extend(lines());
    all.extend(grids());
    all.extend(summaries());
    all.extend(reverses());
    all.extend(bridges());
    all
}

/// Everything is sold below cost.
fn losing() -> String {
    let cheap = NEARSHORE.replace("price = { value = 50,", "price = { value = 12,");
    cheap.replace("price = { value = 78,", "price = { value = 20,")
}

/// Nothing is uncertain but what is named.
fn simple(price: &str, units: &str) -> String {
    one_line(&format!("price = {price}\nunits_per_site_month = {units}\nlead_time_days = 10"))
}

fn tornados() -> Vec<Sample> {
    let wide = "{ dist = \"uniform\", min = 5, max = 60 }";
    let demand = "{ dist = \"uniform\", min = 500, max = 6000 }";
    let few = "{ dist = \"discrete\", values = [10, 20, 40], weights = [1, 1, 1] }";
    let (near, lost) = (NEARSHORE.to_owned(), losing());
    [
        ("usual", near.clone(), 1_000, "p_loss", "the chance of loss"),
        ("mean", near.clone(), 500, "mean_npv", "the mean NPV"),
        ("spread", near.clone(), 600, "sd_moic", "the standard deviation of MOIC"),
        ("days", near.clone(), 400, "p75_fulfilment_days", "the P75 of time to fulfilment"),
        ("lost", lost, 200, "p_loss", "the chance of loss"),
        ("few", near.clone(), 12, "median_irr", "the median IRR"),
        ("noise", near, 100, "median_irr", "the median IRR"),
        ("certain", simple("10", "100"), 50, "p_loss", "the chance of loss"),
        ("alone", simple(wide, "100"), 400, "mean_moic", "the mean MOIC"),
        ("by value", simple(few, "900"), 400, "mean_moic", "the mean MOIC"),
        ("equal", simple(wide, demand), 400, "mean_moic", "the mean MOIC"),
    ]
    .into_iter()
    .map(|(name, text, paths, written, words)| tornado_of(name, &text, paths, (written, words)))
    .collect()
}

fn tornado_of(name: &str, text: &str, paths: u64, (written, words): (&str, &str)) -> Sample {
    let scenario = load(text);
    let info = info("plan", &scenario, paths);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, 1);
    let empty = (Outcomes::default(), uncertain(&scenario.assumptions));
    let (outcomes, inputs) =
        engine::run(&simulator, 0..paths, &empty, &Unwatched).expect("nobody stops it");
    let sample = evaluate::Sample {
        outcomes: &outcomes,
        rates: info.rates(),
        route_names: &info.route_names,
    };
    let statistic = statistic(written, &info.route_names).expect("a statistic");
    let found = drivers(&scenario.assumptions, &inputs, &sample, &statistic);
    let facts = Facts::default()
        .word("figure", words)
        .word("statistic", written)
        .number("base", found.base.value)
        .number("base error", found.base.standard_error)
        .number("lead", found.lead.map_or(f64::NAN, |lead| lead.value))
        .number("lead error", found.lead.map_or(f64::NAN, |lead| lead.standard_error));
    let run = provenance(&info);
    let found = Arc::new(found);
    Sample::lent("tornado", name, facts, move |like, size| tornado(&found, &run, like, size))
}

fn assumption(name: &str, unit: &'static str, shape: Shape) -> Assumption {
    Assumption {
        name: name.to_owned(),
        unit,
        shape,
        per_event: false,
        whole: false,
        written: true,
        source: None,
        grade: None,
        note: None,
    }
}

fn uniform(min: f64, max: f64) -> Shape {
    Shape::Uncertain(Distribution::new(Family::Uniform { min, max }).expect("valid"))
}

/// A pushed assumption, what the statistic comes to at each value, and in the
/// plan.
struct Pushed {
    name: &'static str,
    assumption: Assumption,
    limit: &'static str,
    label: &'static str,
    plan: f64,
    error: f64,
    points: Vec<(f64, f64)>,
}

fn points(from: f64, step: f64, values: &[f64]) -> Vec<(f64, f64)> {
    values.iter().enumerate().map(|(i, y)| (from + step * i as f64, *y)).collect()
}

fn pushed() -> Vec<Pushed> {
    let multiple = || assumption("exit.horizon.multiple", "x metric", Shape::Known(1.0));
    let capex = || assumption("sites.site_capex", "money per site", Shape::Known(600e3));
    let lead = || assumption("product.core.lead_time_days", "days", uniform(5.0, 25.0));
    let mut sites = assumption("sites.initial_sites", "sites", Shape::Known(3.0));
    sites.whole = true;
    let few = || sites.clone();
    let falling = [0.71, 0.62, 0.54, 0.47, 0.41, 0.36];
    let rising = [0.31, 0.36, 0.44, 0.53, 0.61];
    let of = |name, assumption, limit, label, plan, points| Pushed {
        name,
        assumption,
        limit,
        label,
        plan,
        error: 0.01,
        points,
    };
    let loss = "Chance of loss";
    let at_most = "p_loss<=0.5";
    vec![
        of("breaks below", multiple(), at_most, loss, 0.412, points(0.6, 0.1, &falling)),
        of("breaks above", capex(), at_most, loss, 0.36, points(400e3, 200e3, &rising)),
        of("reaches", lead(), "p_loss<0.5", loss, 0.43, points(5.0, 5.0, &rising)),
        of("whole", few(), at_most, loss, 0.44, points(1.0, 1.0, &rising)),
        of("holds", lead(), at_most, loss, 0.43, points(5.0, 5.0, &rising[..3])),
        of("one value", multiple(), at_most, loss, 0.43, points(0.9, 0.1, &[0.44])),
        of("fails", multiple(), at_most, loss, 0.43, points(0.2, 0.1, &[0.9, 0.8, 0.7])),
        of("mended", multiple(), at_most, loss, 0.62, points(0.6, 0.2, &falling)),
        of("mended below", few(), at_most, loss, 0.502, points(1.0, 1.0, &rising)),
        of("beyond", lead(), at_most, loss, 0.7, points(5.0, 5.0, &[0.8, 0.7, 0.66])),
        of("but plan", capex(), at_most, loss, 0.51, points(4e5, 2e5, &[0.3, 0.2])),
        of("hump", lead(), at_most, loss, 0.41, points(5.0, 5.0, &[0.4, 0.41, 0.42, 0.6, 0.45])),
        of("dip", lead(), at_most, loss, 0.43, points(5.0, 5.0, &[0.61, 0.45, 0.43, 0.44, 0.57])),
        of("mended twice", lead(), at_most, loss, 0.61, points(5.0, 5.0, &[0.6, 0.45, 0.62])),
        Pushed {
            error: 20e3,
            ..of(
                "money",
                lead(),
                "mean_npv>=0",
                "Mean NPV",
                310e3,
                points(5.0, 5.0, &[900e3, 500e3, 310e3, -40e3, -210e3]),
            )
        },
        of(
            "multiple",
            multiple(),
            "mean_moic>1",
            "Mean MOIC",
            1.21,
            points(0.7, 0.1, &[0.88, 0.98, 1.11, 1.21]),
        ),
        of(
            "rate",
            multiple(),
            "median_irr>=hurdle",
            "Median IRR",
            0.31,
            points(0.7, 0.1, &[0.11, 0.19, 0.262, 0.31]),
        ),
        of("absent", multiple(), at_most, loss, 0.41, points(0.7, 0.1, &[f64::NAN, 0.46, 0.41])),
    ]
}

/// The hurdle rate of all that is made up.
const HURDLE: f64 = 0.25;

fn made_up_run() -> RunInfo {
    RunInfo { hurdle_rate: HURDLE, target_irr: HURDLE, ..info("plan", &load(NEARSHORE), 400) }
}

fn line_of(of: Pushed) -> AxisResult {
    let limit = Limit::parse(of.limit, &[]).expect("a limit");
    let threshold = limit.threshold.value(Rates::both(HURDLE));
    let figure = |value| Estimate { value, standard_error: of.error };
    let mut last = f64::NAN;
    let points = of.points.iter().map(|(value, y)| {
        let from_last = Estimate { value: y - last, standard_error: 0.5 * of.error };
        last = *y;
        Point {
            value: *value,
            statistic: figure(*y),
            holds: limit.relation.holds(*y, threshold),
            from_plan: Estimate { value: y - of.plan, standard_error: 0.5 * of.error },
            from_last,
        }
    });
    let points: Vec<Point> = points.collect();
    let mean_npvs = vec![figure(0.0); points.len()];
    let name = of.assumption.name.clone();
    let (plan, plan_npv) = (figure(of.plan), figure(0.0));
    let assumption = of.assumption;
    AxisResult { name, assumption, limit, threshold, plan, plan_npv, points, mean_npvs }
}

fn lines() -> Vec<Sample> {
    let run = Arc::new(provenance(&made_up_run()));
    let sample = |of: Pushed| {
        let (name, label, error) = (of.name, of.label, of.error);
        let line = line_of(of);
        let facts = Facts::default()
            .word("label", label)
            .word("key", &line.name)
            .word("unit", line.assumption.unit)
            .word("relation", line.limit.relation.sign())
            .word("whole", if line.assumption.whole { "yes" } else { "no" })
            .word("known", if line.is_known() { "yes" } else { "no" })
            .number("threshold", line.threshold)
            .number("error", error)
            .number("plan", line.plan.value)
            .number("plan value", if line.is_known() { line.plan_value() } else { 15.0 });
        let run = Arc::clone(&run);
        Sample::new("stress", name, facts, move |size| {
            stress(&run, &line, SharedAxes::set(std::slice::from_ref(&line)), size)
        })
    };
    pushed().into_iter().map(sample).collect()
}

/// A band or shock: what it is held to, what the plan comes to and what it does.
fn case(name: &str, limit: &str, [plan, value, error]: [f64; 3]) -> Case {
    let limit = Limit::parse(limit, &[]).expect("a limit");
    let threshold = limit.threshold.value(Rates::both(HURDLE));
    let figure = |value| Estimate { value, standard_error: error };
    let of = Difference {
        base: figure(plan),
        other: figure(value),
        difference: figure(value - plan),
        unpaired_error: error,
        paths: 400,
    };
    let differences = vec![StatisticDifference { statistic: limit.statistic.clone(), of }];
    Case { name: name.to_owned(), limit, threshold, differences }
}

/// All of a stress at once: lines by their names among those that are pushed, and cases.
fn summaries() -> Vec<Sample> {
    let run = Arc::new(provenance(&made_up_run()));
    let lines = |names: &[&str]| -> Vec<AxisResult> {
        let of = |name: &&str| {
            let mut line =
                line_of(pushed().into_iter().find(|one| one.name == *name).expect("one"));
            (*name).clone_into(&mut line.name);
            line
        };
        names.iter().map(of).collect()
    };
    let loss = "p_loss<=0.5";
    let of_loss = |name, value| case(name, loss, [0.41, value, 0.01]);
    let long = "product.core.lead_time_days between its P90 and P100";
    [
        ("usual", lines(&["breaks below", "breaks above", "holds", "dip"]), Vec::new()),
        ("one breaks", lines(&["breaks above", "holds", "whole"]), Vec::new()),
        ("none breaks", lines(&["holds", "one value"]), Vec::new()),
        ("beyond", lines(&["mended", "beyond", "but plan", "mended below"]), Vec::new()),
        ("never mended", lines(&["beyond", "beyond"]), Vec::new()),
        ("both", lines(&["breaks above", "money", "mended", "beyond"]), Vec::new()),
        (
            "with shocks",
            lines(&["breaks below", "hump"]),
            vec![of_loss("no further rounds", 0.62), of_loss(long, 0.47)],
        ),
        (
            "a line and shocks",
            lines(&["breaks above"]),
            vec![of_loss("no further rounds", 0.44), case("b", "mean_npv>=0", [2e5, -3e5, 4e4])],
        ),
        (
            "shocks",
            Vec::new(),
            vec![
                of_loss("no further rounds", 0.495),
                of_loss("deal window shut for 24 months", 0.44),
                of_loss("all of these shocks", 0.71),
            ],
        ),
        ("one shock", Vec::new(), vec![of_loss("no further rounds", 0.71)]),
        (
            "many",
            lines(&[
                "breaks below",
                "breaks above",
                "reaches",
                "whole",
                "holds",
                "hump",
                "dip",
                "multiple",
                "rate",
                "money",
                "one value",
                "absent",
            ]),
            Vec::new(),
        ),
    ]
    .into_iter()
    .map(|(name, lines, cases)| {
        let found = Findings { lines, cases, ..Findings::default() };
        let run = Arc::clone(&run);
        Sample::new("stress-summary", name, Facts::default(), move |size| {
            summary(&run, &found, None, size)
        })
    })
    .collect()
}

fn grids() -> Vec<Sample> {
    let run = Arc::new(provenance(&made_up_run()));
    let grid = |limit: &str, scale: f64, plan: f64| {
        let limit = Limit::parse(limit, &[]).expect("a limit");
        let threshold = limit.threshold.value(Rates::both(HURDLE));
        let rows: Vec<f64> = (1..=4).map(|row| 200e3 * f64::from(row)).collect();
        let columns: Vec<f64> = (0..5).map(|column| 0.6 + 0.2 * f64::from(column)).collect();
        let cell = |row: usize, column: usize| {
            let value = scale * (0.3 + 0.1 * row as f64 - 0.07 * column as f64);
            let figure = |value| Estimate { value, standard_error: 0.02 * scale };
            GridCell {
                statistic: figure(value),
                holds: limit.relation.holds(value, threshold),
                from_plan: figure(value - plan),
                mean_moic: figure(2.0 - 0.2 * row as f64),
                mean_npv: figure(0.0),
            }
        };
        let cells = (0..20).map(|i| cell(i / 5, i % 5)).collect();
        let figure = |value| Estimate { value, standard_error: 0.01 * scale };
        Grid {
            rows: (assumption("sites.site_capex", "money per site", Shape::Known(600e3)), rows),
            columns: (assumption("exit.horizon.multiple", "x metric", Shape::Known(1.0)), columns),
            limit,
            threshold,
            plan: (figure(plan), figure(1.4)),
            plan_npv: figure(0.0),
            cells,
        }
    };
    [
        ("some", grid("p_loss<=0.4", 1.0, 0.36), "Chance of loss"),
        ("none", grid("p_loss<=0.01", 1.0, 0.36), "Chance of loss"),
        ("all", grid("p_loss<0.9", 1.0, 0.36), "Chance of loss"),
        ("hard by", grid("p_loss<=0.36", 1.0, 0.3604), "Chance of loss"),
        ("money", grid("mean_npv>=300000", 1e6, 360e3), "Mean NPV"),
    ]
    .into_iter()
    .map(|(name, grid, label)| {
        let facts = Facts::default()
            .word("label", label)
            .word("relation", grid.limit.relation.sign())
            .number("threshold", grid.threshold)
            .number("plan", grid.plan.0.value);
        let run = Arc::clone(&run);
        Sample::new("stress2", name, facts, move |size| stress2(&run, &grid, None, size))
    })
    .collect()
}

fn broken(moved: &[usize], distance: f64, of: usize) -> Break {
    let mut shift = vec![0.0; of];
    let mut shares = vec![0.0; of];
    for (place, i) in moved.iter().enumerate() {
        let way = if place % 2 == 0 { 1.0 } else { -1.0 };
        shift[*i] = way * distance / (moved.len() as f64).sqrt();
        shares[*i] = 1.0 / moved.len() as f64;
    }
    let (low, high) = (Some(0.95 * distance), Some(1.06 * distance));
    let distance = Crossing { value: distance, low, high, holds_below: true };
    Break { moved: moved.to_vec(), shift, shares, distance }
}

fn reverses() -> Vec<Sample> {
    let shape = |i: usize| uniform(1.0 + i as f64, 11.0 + i as f64);
    let all: Vec<Assumption> = (0..12)
        .map(|i| assumption(&format!("product.line.number_{i}"), "money", shape(i)))
        .collect();
    let (all, run) = (Arc::new(all), Arc::new(made_up_run()));
    let every: Vec<usize> = (0..12).collect();
    let breaks = |full: Break, short: Way| {
        Finding::Breaks(Box::new(Breaks { full, short, singles: Vec::new(), without: None }))
    };
    let reached = Estimate { value: 0.573, standard_error: 0.01 };
    let findings = [
        ("few", 0.44, breaks(broken(&every, 1.71, 12), Way::Breaks(broken(&[3, 1], 1.83, 12)))),
        ("one", 0.44, breaks(broken(&[2, 4], 2.0, 12), Way::Breaks(broken(&[2], 2.163, 12)))),
        ("many", 0.596, breaks(broken(&every, 0.123, 12), Way::Holds(reached))),
        ("holds", 0.44, Finding::Holds(reached)),
        ("already", 0.63, Finding::Already),
        ("certain", 0.44, Finding::NothingUncertain),
    ];
    let sample = |(name, plan, finding): (&'static str, f64, Finding)| {
        let facts = Facts::default()
            .word("label", "Chance of loss")
            .number("threshold", 0.6)
            .number("plan", plan)
            .number("reached", reached.value)
            .number("farthest", 4.0);
        let (all, run) = (Arc::clone(&all), Arc::clone(&run));
        let plan = Estimate { value: plan, standard_error: 0.01 };
        let found = Reverse { plan, finding };
        let limit = Limit::parse("p_loss>=0.6", &[]).expect("a limit");
        Sample::new("reverse", name, facts, move |size| {
            let test = ReverseTest {
                info: &run,
                limit: &limit,
                threshold: 0.6,
                farthest: 4.0,
                numbers: all.iter().collect(),
                at_events: Vec::new(),
                found: &found,
            };
            reverse(&test, &provenance(&run), None, size)
        })
    };
    findings.into_iter().map(sample).collect()
}

/// Paths of the bridge between two scenarios.
const PATHS: usize = 40;

fn attribution(first: f64, steps: &[f64], noise: f64) -> Attribution {
    let of = |path: usize, row: &mut [f64]| {
        let sign = if path.is_multiple_of(2) { 1.0 } else { -1.0 };
        row.iter_mut().zip(steps).for_each(|(value, step)| *value = step + sign * noise);
    };
    let shapley = Steps::means((PATHS, Errors::OfPaths), steps.len(), of);
    let all: Vec<usize> = (0..steps.len()).collect();
    let difference = if steps.is_empty() { Estimate::default() } else { shapley.together(&all) };
    let figure = |value| Estimate { value, standard_error: noise };
    Attribution {
        first: figure(first),
        other: figure(first + difference.value),
        difference,
        shapley,
        alone: Vec::new(),
        last: Vec::new(),
        pairs: Vec::new(),
    }
}

fn bridges() -> Vec<Sample> {
    let cases: [(&str, &str, &str, Attribution); 9] = [
        ("moic", "mean_moic", "Mean MOIC", attribution(1.2, &[0.31, -0.14, 0.02, -0.05], 0.08)),
        ("loss", "p_loss", "Chance of loss", attribution(0.61, &[0.05, -0.08, 0.01], 0.02)),
        ("npv", "mean_npv", "Mean NPV", attribution(-9e5, &[3.1e5, -8e4, 2e3], 4e4)),
        ("irr", "median_irr", "Median IRR", attribution(0.08, &[0.04, 0.031], 0.01)),
        ("p10", "p10_moic", "P10 of MOIC", attribution(0.3, &[0.04, 0.031], 0.01)),
        ("one clear", "mean_moic", "Mean MOIC", attribution(1.2, &[0.31, -0.01], 0.08)),
        ("noise", "mean_moic", "Mean MOIC", attribution(1.2, &[0.01, -0.02], 0.2)),
        ("tiny", "mean_moic", "Mean MOIC", attribution(1.2, &[0.0012, 0.0013], 0.0001)),
        ("nothing", "mean_moic", "Mean MOIC", attribution(1.2, &[], 0.0)),
    ];
    let infos = Arc::new([info("near", &load(NEARSHORE), 40), info("far", &load(NEARSHORE), 40)]);
    let sample = |(name, written, label, found): (&str, &str, &'static str, Attribution)| {
        let players: Vec<Player> = Group::ALL[..found.shapley.len()]
            .iter()
            .map(|group| Player { groups: vec![*group], changes: Vec::new(), reasons: Vec::new() })
            .collect();
        let statistic = statistic(written, &[]).expect("a statistic");
        let facts =
            Facts::default().word("label", label).number("noise", found.difference.standard_error);
        let infos = Arc::clone(&infos);
        let (players, found) = (Arc::new(players), Arc::new(found));
        Sample::lent("bridge", name, facts, move |like, size| {
            let bridge = Bridge {
                infos: [&infos[0], &infos[1]],
                labels: ["near", "far"],
                players: &players,
                found: Vec::new(),
                runs: 1 << players.len(),
                notes: Vec::new(),
            };
            bridge_chart(&bridge, &statistic, &found, like, size)
        })
    };
    cases.into_iter().map(sample).collect()
}
