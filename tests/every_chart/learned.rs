//! Charts of what to ask, of lead times and of single paths. What one run finds
//! is changed by hand to reach all wordings; its numbers beside the picture
//! change with it.

use std::sync::Arc;

use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::frontier::{Side, study};
use shortrun::analysis::information::{Effort, Information, Step, learn};
use shortrun::analysis::pick::{By, Pick, Which};
use shortrun::analysis::replayed::Replayed;
use shortrun::analysis::{frontier, information};
use shortrun::engine::Unwatched;
use shortrun::input::Scenario;
use shortrun::model::outcome::Route;
use shortrun::model::simulator::Simulator;
use shortrun::output::chart::provenance::provenance;
use shortrun::output::diligence::chart::learn;
use shortrun::output::frontier::chart::frontier as frontier_chart;
use shortrun::output::frontier::report::{FrontierReport, ScenarioName};
use shortrun::output::replay::chart::replay;

use super::versus::{ELECTRONICS, FOOD, NEARSHORE, OFFSHORE, info};
use super::{Facts, Sample};
use crate::support::{load, one_line, questions};

pub(super) fn samples() -> Vec<Sample> {
    let mut all = learns();
    all.extend(frontiers());
    all.extend(replays());
    all
}

fn found(scenario: &Scenario, paths: u64) -> Information {
    let questions = questions(scenario);
    let of = (&scenario.assumptions, scenario.seed);
    let simulator = Simulator::new(&scenario.operator, of.0, of.1);
    let effort = Effort { paths, lived_again: 50, times: 4 };
    let sample = information::Sample::simulate(&simulator, of.0, effort, &Unwatched);
    learn(of, &sample.expect("nobody stops it"), &questions, f64::INFINITY)
}

fn learns() -> Vec<Sample> {
    let scenario = load(ELECTRONICS);
    let info = Arc::new(info("plan", &scenario, 2_000));
    let usual = found(&scenario, 2_000);
    let changed = |change: &dyn Fn(&mut Information)| {
        let mut other = usual.clone();
        change(&mut other);
        other
    };
    let first = usual.purchase.steps.first().expect("a question that pays").clone();
    let bought = |of: &mut Information, number: usize| {
        let others = (0..of.questions.len()).filter(|question| *question != first.question);
        let steps = std::iter::once(first.question).chain(others).take(number);
        of.purchase.steps = steps.map(|question| Step { question, ..first.clone() }).collect();
    };
    let lead = |value| Some(Estimate { value, standard_error: 1.0 });
    let worthless = |of: &mut Information| {
        of.purchase.steps.clear();
        of.questions.iter_mut().for_each(|asked| asked.worth.value.value = 0.0);
    };
    let no_numbers = |of: &mut Information| {
        of.questions.clear();
        of.numbers.iter_mut().for_each(|one| one.worth.value.value = 0.0);
    };
    let mut all = vec![
        ("usual", usual.clone()),
        ("leads", changed(&|of| (bought(of, 3), of.purchase.lead = lead(3.0)).1)),
        ("does not lead", changed(&|of| (bought(of, 3), of.purchase.lead = lead(1.0)).1)),
        ("two", changed(&|of| (bought(of, 2), of.purchase.lead = lead(3.0)).1)),
        ("first only", changed(&|of| bought(of, 1))),
        (
            "too dear",
            changed(&|of| {
                of.purchase.steps.clear();
                of.questions.iter_mut().for_each(|asked| asked.cost *= 100.0);
            }),
        ),
        ("worthless", changed(&worthless)),
        ("unasked", changed(&|of| of.questions.clear())),
        ("unasked and worthless", changed(&no_numbers)),
    ];
    let certain = one_line("price = 10\nunits_per_site_month = 100\nlead_time_days = 10");
    all.push(("certain", found(&load(&certain), 200)));
    let sample = |(name, found): (&'static str, Information)| {
        let lead = found.purchase.lead;
        let facts = Facts::default()
            .number("npv", found.npv.value)
            .number("npv error", found.npv.standard_error)
            .number("lead", lead.map_or(f64::INFINITY, |lead| lead.value))
            .number("lead error", lead.map_or(0.0, |lead| lead.standard_error));
        let (found, info) = (Arc::new(found), Arc::clone(&info));
        Sample::lent("learn", name, facts, move |like, size| {
            learn::learn(&found, &info, (&provenance(&info), like), size)
        })
    };
    all.into_iter().map(sample).collect()
}

const LINE: &str = "price = 46\nmaterial_cost = 20\nselling_cost_share = 0.1\nfulfilment_cost = 3\n\
    markdown_depth = 0.6\nclearance_share = 0.8\ndisposal_cost = 0.5\nunits_per_site_month = 1000\n\
    sku_count = 10\nbatch_units = 50\nseason_days = 90\nlead_time_days = 20\nforecast_floor = 0.2\n\
    forecast_volatility = 0.9\ncommon_share = 0.4\n";

fn side(of: &Scenario) -> Side<'_> {
    Side { operator: &of.operator, assumptions: &of.assumptions, line: 0 }
}

fn report(near: &str, far: Option<&str>, long_days: f64) -> FrontierReport {
    let (near, far) = (load(near), far.map(load));
    let question = frontier::Question {
        short: side(&near),
        long: side(far.as_ref().unwrap_or(&near)),
        two_files: far.is_some(),
        long_days,
        draws: 60,
        seed: 3,
        second_source: 0.01,
        top_up_premium: Some(0.2),
    };
    let named = |name: &str| ScenarioName {
        name: name.to_owned(),
        file: format!("{name}.toml"),
        hash: "0123456789".to_owned(),
    };
    FrontierReport {
        program_version: "test".to_owned(),
        scenario: named("near"),
        against: far.is_some().then(|| named("far")),
        line: "core".to_owned(),
        currency: "USD".to_owned(),
        seed: 3,
        has_service_level: false,
        study: study(&question, &[0.0, 0.1, 0.3, 0.6, 1.0], &Unwatched).expect("nobody stops it"),
    }
}

fn frontiers() -> Vec<Sample> {
    let (plain, against) = (one_line(LINE), report(NEARSHORE, Some(OFFSHORE), 122.0));
    let usual = report(&plain, None, 120.0);
    let with = |report: &FrontierReport, change: &dyn Fn(&mut frontier::Study)| {
        let mut other = report.clone();
        change(&mut other.study);
        other
    };
    let own_cost = |gain: f64, premium: f64| {
        with(&against, &|study| {
            let cost = study.own.as_mut().and_then(|own| own.as_it_is.as_mut()).expect("a cost");
            cost.gain = Estimate { value: gain, standard_error: 1.0 };
            cost.premium.value = premium;
        })
    };
    let figure = |value: Option<f64>| value.map(|value| Estimate { value, standard_error: 0.01 });
    let at_own = |report: &FrontierReport, value: Option<f64>| {
        with(report, &|study| {
            study.own.as_mut().expect("an own lead time").point.premium = figure(value);
        })
    };
    let all = [
        ("usual", usual.clone()),
        ("against", against.clone()),
        ("pays", own_cost(5.0, 0.02)),
        ("open", own_cost(1.0, 0.11)),
        ("cheaper", own_cost(5.0, -0.134)),
        ("must be cheaper", at_own(&usual, Some(-0.042))),
        ("no premium", at_own(&usual, None)),
        ("against none", at_own(&against, None)),
        ("no own", with(&usual, &|study| study.own = None)),
        (
            "nothing",
            with(&usual, &|study| {
                study.own = None;
                study.points.clear();
            }),
        ),
    ];
    let sample = |(name, report): (&'static str, FrontierReport)| {
        let gain = report.study.own.as_ref().and_then(|own| own.as_it_is).map(|own| own.gain);
        let gain = gain.unwrap_or(Estimate { value: f64::NAN, standard_error: f64::NAN });
        let facts = Facts::default()
            .number("long", report.study.long_days)
            .number("gain", gain.value)
            .number("gain error", gain.standard_error);
        Sample::new("frontier", name, facts, move |size| {
            frontier_chart::frontier(&report, None, size)
        })
    };
    all.into_iter().map(sample).collect()
}

fn replays() -> Vec<Sample> {
    let mut all = Vec::new();
    let pick = |path, by| Pick { path, by, value: 0.0, below: 3, sharing: 1, paths: 20 };
    for (name, text) in [("near", NEARSHORE), ("food", FOOD), ("electronics", ELECTRONICS)] {
        let scenario = Arc::new(load(text));
        for path in 0..9 {
            let (which, by) = match path {
                1 => (Which::Percentile(50), Some(By::Moic)),
                2 => (Which::Percentile(5), Some(By::Npv)),
                3 => (Which::Worst, Some(By::Irr)),
                4 => (Which::Best, Some(By::Moic)),
                _ => (Which::Path(path), None),
            };
            let path = if path == 8 { 4_711 } else { path };
            let of = &scenario;
            let simulator = Simulator::new(&of.operator, &of.assumptions, of.seed);
            let replay = simulator.replay(path);
            let outcome = replay.ledger.outcome;
            let picked = (which, by.map(|by| pick(path, by)));
            let replayed = Replayed::new(&of.operator, &of.assumptions, replay, picked);
            let place = match path {
                1 => " (median)",
                2 => " (P5 by NPV)",
                3 => " (worst by IRR)",
                4 => " (best)",
                _ => "",
            };
            let route = match outcome.route {
                Route::Failure => "failed",
                Route::Horizon => "operating",
                Route::Sale(_) => "sold",
            };
            let facts = Facts::default()
                .number("path", path as f64)
                .number("moic", outcome.moic)
                .word("place", place)
                .word("route", route);
            let mut run = provenance(&info("plan", &scenario, 0));
            run.paths = if by.is_some() { 20 } else { 0 };
            all.push(Sample::new("replay", &format!("{name} {path}"), facts, move |size| {
                replay::replay(&run, &replayed, None, size)
            }));
        }
    }
    all
}
