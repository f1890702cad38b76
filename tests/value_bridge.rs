//! The bridge from money paid in to money got back adds up on every path.

use crate::support;

use shortrun::analysis::closing_stack::ClosingStack;
use shortrun::analysis::estimate::mean;
use shortrun::analysis::kpi::KpiTerms;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::value_bridge::{Part, Parts, parts_of, value_bridge};
use shortrun::input::{NoFiles, Override, Scenario};
use shortrun::model::outcome::{Figure, Route};
use shortrun::model::stages::Stages;
use shortrun::sampling::design::Design;
use support::{apparel, load_file, outcomes};

const SHIPPED: [&str; 4] =
    ["apparel-nearshore", "apparel-offshore", "electronics-custom", "food-microkitchen"];

fn shipped(name: &str, changes: &[&str]) -> Scenario {
    load_file(&format!("scenarios/{name}.toml"), changes)
}

fn info(cheque: f64, post_money: f64) -> RunInfo {
    RunInfo {
        program_version: "test".to_owned(),
        scenario_file: "test.toml".to_owned(),
        scenario_name: "Test".to_owned(),
        vertical: String::new(),
        currency: "USD".to_owned(),
        content_hash: "0000000".to_owned(),
        seed: 1,
        design: Design::Plain,
        paths: 1,
        horizon_months: 120,
        hurdle_rate: 0.25,
        target_irr: 0.25,
        cheque,
        post_money,
        route_names: Vec::new(),
        horizon_rule: "a rule".to_owned(),
        kpi: KpiTerms::default(),
        closing: ClosingStack::default(),
    }
}

fn info_of(scenario: &Scenario) -> RunInfo {
    let deal = &scenario.operator.terms.deal;
    let fact = |input| scenario.assumptions.known(input).expect("a fact");
    info(fact(deal.cheque), fact(deal.pre_money) + fact(deal.round_size))
}

/// All parts of all paths, each path checked to add up.
fn checked(scenario: &Scenario, paths: u64) -> (Outcomes, RunInfo, Vec<Parts>) {
    let (outcomes, info) = (outcomes(scenario, 0..paths, 2), info_of(scenario));
    let all: Vec<Parts> =
        (0..outcomes.len()).map(|path| parts_of(&outcomes, path, &info)).collect();
    for (path, parts) in all.iter().enumerate() {
        let size: f64 = parts.iter().map(|part| part.abs()).sum();
        let apart = (1.0 + parts.iter().sum::<f64>() - outcomes.moic[path]).abs();
        assert!(apart <= 1e-12 * (1.0 + size), "{} path {path}: {parts:?}", scenario.name);
    }
    (outcomes, info, all)
}

#[test]
fn the_parts_of_every_path_add_up_to_its_moic_and_their_means_to_the_mean() {
    for name in SHIPPED {
        let scenario = shipped(name, &[]);
        let (outcomes, info, paths) = checked(&scenario, 2_000);
        let bridge = value_bridge(&outcomes, &info);
        let sum: f64 = (0..bridge.parts.len()).map(|step| bridge.steps.one(step).value).sum();
        assert!((1.0 + sum - bridge.mean_moic.value).abs() < 1e-9, "{name}");
        for (step, part) in bridge.parts.iter().enumerate() {
            let column: Vec<f64> = paths.iter().map(|of| of[*part as usize]).collect();
            let (got, expected) = (bridge.steps.one(step), mean(&column));
            assert!((got.value - expected.value).abs() < 1e-9, "{name} {part:?}");
            let apart = (got.standard_error - expected.standard_error).abs();
            assert!(apart < 1e-9, "{name} {part:?}");
        }
        let left_out = Part::ALL.into_iter().filter(|part| !bridge.parts.contains(part));
        for part in left_out {
            assert!(paths.iter().all(|of| of[part as usize].abs() < 1e-9), "{name} {part:?}");
        }
        let unsold = outcomes.moic.iter().zip(&outcomes.route);
        let unsold = unsold.filter(|(_, route)| **route == Route::Horizon);
        let unsold = unsold.map(|(moic, _)| moic).sum::<f64>() / outcomes.len() as f64;
        assert!((bridge.unsold.value - unsold).abs() < 1e-9, "{name}");
    }
}

#[test]
fn what_the_shareholders_get_is_the_value_less_what_was_named_on_every_path() {
    for name in SHIPPED {
        let debt = shipped(name, &["balance_sheet.debt=1_500_000"]);
        for scenario in [shipped(name, &[]), debt] {
            let outcomes = outcomes(&scenario, 0..1_000, 2);
            for path in 0..outcomes.len() {
                let of = outcomes.stages[path];
                if outcomes.route[path] == Route::Failure {
                    continue;
                }
                let claims = outcomes.enterprise_value[path] - of.sale_fees + of.closing_net_cash;
                let got = claims.max(0.0) - of.deferred_unpaid;
                let paid = outcomes.equity_proceeds[path];
                assert!((got - paid).abs() <= 1e-9 * paid.max(1.0), "{name} path {path}");
            }
        }
    }
}

#[test]
fn a_bridge_by_the_calculator() {
    // 4 of 15 for the cheque. Entry: 15 - 7 of cash = 8, twice the first year's
    // revenue of 4. At the end 18 for revenue of 10.
    let outcomes = Outcomes {
        moic: vec![4.15 / 4.0],
        route: vec![Route::Sale(0)],
        invested: vec![4.0],
        returned: vec![4.15],
        enterprise_value: vec![18.0],
        equity_proceeds: vec![17.5],
        ownership: vec![0.2],
        stages: vec![Stages {
            first_year_revenue: 4.0,
            opening_net_cash: 7.0,
            closing_net_cash: 1.0,
            raised_later: 3.0,
            sale_fees: 0.5,
            deferred_unpaid: 1.0,
            carve_out: 1.75,
        }],
        figures: std::array::from_fn(|figure| {
            vec![if figure == Figure::LtmRevenue as usize { 10.0 } else { 0.0 }]
        }),
        ..Outcomes::default()
    };
    let parts = parts_of(&outcomes, 0, &info(4.0, 15.0));
    let expected = [
        (Part::Failures, 0.0),
        (Part::Growth, 0.8),
        (Part::Multiple, -2.0 / 15.0),
        (Part::Value, 0.0),
        (Part::Cash, -0.6),
        (Part::DebtUnpaid, 0.0),
        (Part::Fees, -0.5 / 15.0),
        (Part::DeferredUnpaid, -1.0 / 15.0),
        (Part::CarveOut, -1.75 / 15.0),
        (Part::NewMoney, 0.2),
        (Part::Dilution, -0.2625),
        (Part::Preferences, 0.25),
    ];
    for (part, value) in expected {
        assert!((parts[part as usize] - value).abs() < 1e-12, "{part:?}: {parts:?}");
    }
    assert!((1.0 + parts.iter().sum::<f64>() - 1.0375).abs() < 1e-12);
}

/// A scenario with changes, whatever it warns of.
fn changed(path: &str, text: &str, changes: &[String]) -> Scenario {
    let change = |text: &String| Override { origin: "--set".to_owned(), text: text.clone() };
    let changes: Vec<Override> = changes.iter().map(change).collect();
    let read = shortrun::input::load_with(path, text, &NoFiles, &changes);
    read.map(|(scenario, _)| scenario).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn an_operator_without_revenue_in_its_first_year_has_no_growth_but_a_change_of_value() {
    let lines = shipped("apparel-nearshore", &[]).operator.lines;
    let launch = lines.iter().map(|line| format!("product.{}.launch_month=12", line.name));
    let others = [
        "popups.events_per_site_month=0",
        "popups.rental_days_per_month=0",
        "balance_sheet.opening_cash=40_000_000",
        "investment.pre_money=60_000_000",
    ];
    let changes: Vec<String> = launch.chain(others.map(str::to_owned)).collect();
    let path = "scenarios/apparel-nearshore.toml";
    let text = std::fs::read_to_string(path).expect("a readable file");
    let (outcomes, info, paths) = checked(&changed(path, &text, &changes), 400);
    assert!(outcomes.stages.iter().all(|of| of.first_year_revenue <= 0.0));
    let bridge = value_bridge(&outcomes, &info);
    assert!(bridge.parts.contains(&Part::Value), "{:?}", bridge.parts);
    for part in [Part::Growth, Part::Multiple] {
        assert!(paths.iter().all(|of| of[part as usize].abs() <= 0.0), "{part:?}");
    }
}

#[test]
fn who_keeps_its_share_of_later_rounds_is_not_diluted_and_has_no_money_of_others() {
    let with = |pro_rata: &str| {
        let change = format!("investment.pro_rata={pro_rata}");
        checked(&changed("test.toml", &apparel(), &[change]), 2_000)
    };
    let (outcomes, _, paths) = with("true");
    assert!(outcomes.stages.iter().any(|of| 0.0 < of.raised_later));
    for parts in &paths {
        assert!(parts[Part::NewMoney as usize].abs() < 1e-12, "{parts:?}");
        assert!(parts[Part::Dilution as usize].abs() < 1e-9, "{parts:?}");
    }
    let (outcomes, _, paths) = with("false");
    for (path, parts) in paths.iter().enumerate() {
        let raised = 0.0 < outcomes.stages[path].raised_later;
        let survived = outcomes.route[path] != Route::Failure;
        assert_eq!(0.0 < parts[Part::NewMoney as usize], raised && survived, "{parts:?}");
    }
}
