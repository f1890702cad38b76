//! The shipped scenarios against bands of what such deals have come to.
//!
//! The bands are judgement built on published outcomes: Correlation Ventures'
//! 21,000 financings of 2004-2013 (65 % below 1x, 4 % at 10x or more) and its
//! later decades by count and by dollars; Wiltbank's angel studies; Carta's
//! and CB Insights' cohorts; and sale prices of small makers.

use crate::support;

use std::sync::OnceLock;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::model::outcome::{Figure, Route};
use support::{load, load_file, outcomes};

/// From and to, both allowed.
type Band = (f64, f64);

struct Bands {
    kind: &'static str,
    loss: Band,
    total_loss: Band,
    at_least_10x: Band,
    mean_moic: Band,
    median_irr: Band,
    irr_of_25_percent: Band,
    median_years_to_sale: Band,
    ev_to_revenue_at_sale: Band,
}

const EARLY_STAGE: Bands = Bands {
    kind: "early-stage microfactory",
    loss: (0.50, 0.70),
    total_loss: (0.25, 0.50),
    at_least_10x: (0.01, 0.04),
    mean_moic: (1.0, 2.2),
    median_irr: (-1.0, 0.03),
    irr_of_25_percent: (0.08, 0.20),
    median_years_to_sale: (5.0, 7.0),
    ev_to_revenue_at_sale: (0.3, 1.5),
};

const GROWTH_STAGE: Bands = Bands {
    kind: "growth-stage multi-site",
    loss: (0.35, 0.50),
    total_loss: (0.10, 0.25),
    at_least_10x: (0.0, 0.02),
    mean_moic: (1.1, 1.9),
    median_irr: (-0.05, 0.12),
    irr_of_25_percent: (0.10, 0.20),
    median_years_to_sale: (3.0, 6.0),
    ev_to_revenue_at_sale: (0.5, 2.0),
};

/// A run of a shipped scenario, simulated once.
fn simulate(text: &'static str) -> &'static Outcomes {
    static RUNS: [OnceLock<Outcomes>; SHIPPED.len()] = [const { OnceLock::new() }; SHIPPED.len()];
    let place = SHIPPED.iter().position(|one| *one == text).expect("a shipped one");
    RUNS[place].get_or_init(|| outcomes(&load(text), 0..20_000, 2))
}

fn share(all: &Outcomes, holds: impl Fn(usize) -> bool) -> f64 {
    (0..all.len()).filter(|path| holds(*path)).count() as f64 / all.len() as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn check(scenario: &str, text: &'static str, bands: &Bands) {
    let all = simulate(text);
    let sold: Vec<usize> =
        (0..all.len()).filter(|path| matches!(all.route[*path], Route::Sale(_))).collect();
    let years = sold.iter().map(|path| f64::from(all.exit_month[*path] + 1) / 12.0).collect();
    let revenue = all.figure(Figure::LtmRevenue);
    let multiples = sold.iter().map(|path| all.enterprise_value[*path] / revenue[*path]).collect();
    let figures: [(&str, f64, Band); 8] = [
        ("P(MOIC < 1)", share(all, |path| all.moic[path] < 1.0 - 1e-9), bands.loss),
        ("P(total loss)", share(all, |path| all.moic[path] <= 0.0), bands.total_loss),
        ("P(MOIC >= 10)", share(all, |path| 10.0 <= all.moic[path]), bands.at_least_10x),
        ("mean MOIC", all.moic.iter().sum::<f64>() / all.len() as f64, bands.mean_moic),
        ("median IRR", median(all.irr.clone()), bands.median_irr),
        ("P(IRR >= 25 %)", share(all, |path| 0.25 <= all.irr[path]), bands.irr_of_25_percent),
        ("median years to a sale", median(years), bands.median_years_to_sale),
        ("EV / revenue at a sale", median(multiples), bands.ev_to_revenue_at_sale),
    ];
    for (name, value, (from, to)) in figures {
        assert!(
            from <= value && value <= to,
            "{scenario} as {}: {name} is {value}, outside {from} to {to}",
            bands.kind
        );
    }
}

const NEARSHORE: &str = include_str!("../scenarios/apparel-nearshore.toml");
const OFFSHORE: &str = include_str!("../scenarios/apparel-offshore.toml");
const ELECTRONICS: &str = include_str!("../scenarios/electronics-custom.toml");
const FOOD: &str = include_str!("../scenarios/food-microkitchen.toml");
const SHIPPED: [&str; 4] = [NEARSHORE, OFFSHORE, ELECTRONICS, FOOD];

#[test]
fn nearshore_apparel_is_a_plausible_early_stage_deal() {
    check("apparel-nearshore", NEARSHORE, &EARLY_STAGE);
}

#[test]
fn offshore_apparel_is_a_plausible_early_stage_deal() {
    check("apparel-offshore", OFFSHORE, &EARLY_STAGE);
}

#[test]
fn custom_electronics_is_a_plausible_growth_stage_deal() {
    check("electronics-custom", ELECTRONICS, &GROWTH_STAGE);
}

#[test]
fn microkitchens_are_a_plausible_early_stage_deal() {
    check("food-microkitchen", FOOD, &EARLY_STAGE);
}

/// No band of its own: it is the nearshore plan with less luck.
#[test]
fn the_bear_case_loses_more_often_and_returns_less_than_the_plan_it_builds_on() {
    let run = |path| outcomes(&load_file(path, &[]), 0..4_000, 2);
    let (base, bear) =
        (run("scenarios/apparel-nearshore.toml"), run("scenarios/apparel-bear.toml"));
    let loss = |all: &Outcomes| share(all, |path| all.moic[path] < 1.0 - 1e-9);
    let mean = |all: &Outcomes| all.moic.iter().sum::<f64>() / all.len() as f64;
    let (loss_base, loss_bear) = (loss(&base), loss(&bear));
    assert!(loss_base + 0.05 < loss_bear && loss_bear < 0.95, "{loss_base} {loss_bear}");
    assert!(0.1 < mean(&bear) && mean(&bear) < 0.8 * mean(&base), "{}", mean(&bear));
}

/// Published ranges: days in inventory 70-130 for apparel bought overseas, far
/// fewer for makers to order; markdowns cost 8-25 % of sales.
#[test]
fn the_offshore_plan_holds_more_stock_marks_down_more_and_takes_longer() {
    let (near, far) = (simulate(NEARSHORE), simulate(OFFSHORE));
    let typical = |all: &Outcomes, figure: Figure| {
        median(all.figure(figure).iter().copied().filter(|value| !value.is_nan()).collect())
    };
    let figures = [Figure::InventoryDays, Figure::MarkdownRate, Figure::FulfilmentDays];
    for figure in figures {
        assert!(typical(near, figure) < typical(far, figure), "{}", figure.key());
    }
    let (sold_near, sold_far) =
        (typical(near, Figure::SellThrough), typical(far, Figure::SellThrough));
    assert!(sold_far < sold_near);
    let days = typical(far, Figure::InventoryDays);
    assert!((70.0..=130.0).contains(&days), "{days}");
    let markdowns = typical(far, Figure::MarkdownRate);
    assert!((0.08..=0.25).contains(&markdowns), "{markdowns}");
}

#[test]
fn every_shipped_scenario_reads_without_a_warning_and_says_where_its_figures_come_from() {
    for text in SHIPPED {
        let (scenario, warnings) =
            shortrun::input::load("shipped.toml", text).expect("a valid scenario");
        assert!(warnings.is_empty(), "{warnings:?}");
        for (_, assumption) in scenario.assumptions.iter() {
            // Defaults that the file leaves out state nothing.
            let key = assumption.name.rsplit('.').next().unwrap_or_default();
            let stated = text.contains(&format!("\n{key} = "));
            let backed = assumption.source.is_some() && assumption.grade.is_some();
            let uncertain =
                matches!(assumption.shape, shortrun::sampling::assumptions::Shape::Uncertain(_));
            assert!(backed || !(stated && uncertain), "{} has no source", assumption.name);
        }
        let numbers = text.lines().filter(|line| line.contains(" = {") && line.contains("value"));
        assert!(numbers.clone().all(|line| line.contains("grade =") && line.contains("source =")));
        assert!(80 < numbers.count());
    }
}
