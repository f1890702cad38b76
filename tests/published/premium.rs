//! At the premium that nearness justifies, it is worth nothing more.
//!
//! Published: S. G. Hayes and N. Jones, "Fast fashion: a financial snapshot", *Journal of
//! Fashion Marketing and Management* 10(3), 2006, found no statistically significant
//! difference between the financial measures of fast and other fashion retailers (abstract,
//! seen): what speed earns, it costs. In the model the unit cost at which that holds is what
//! `shortrun frontier` computes from one season of contribution; whether it holds for the
//! whole deal, with stock that ties up capital and years that are discounted, is held here.
//!
//! A brand is run from afar and, on the same draws, close by, at equal unit cost and at the
//! justified premium. The difference in NPV at the premium is a share of that at equal cost:
//! 0, or up to 0.15 either way, since a frontier of contribution leaves out the capital
//! that a shorter way to the shop sets free.

use super::{Row, Unit, hold};
use crate::support;

use shortrun::analysis::frontier::{Frontier, Question, Side};
use shortrun::input::Scenario;
use support::{load_file, mean_and_error, outcomes};

const FILE: &str = "tests/published/plan.toml";
const COST: f64 = 24.6;
const LONG_DAYS: f64 = 120.0;
const SHORT_DAYS: f64 = 16.0;
const PATHS: u64 = 2_000;

fn near(unit_cost: f64) -> Scenario {
    let cost = format!("product.core.material_cost={unit_cost}");
    let days = format!("product.core.lead_time_days={SHORT_DAYS}");
    load_file(FILE, &[&days, "product.core.batch_units=60", &cost])
}

/// The premium as a share of the unit cost from afar, with its error.
fn justified(near: &Scenario, far: &Scenario) -> (f64, f64) {
    let side = |scenario: &'_ Scenario| (scenario.operator.clone(), scenario.assumptions.clone());
    let ((short, short_numbers), (long, long_numbers)) = (side(near), side(far));
    let question = Question {
        short: Side { operator: &short, assumptions: &short_numbers, line: 0 },
        long: Side { operator: &long, assumptions: &long_numbers, line: 0 },
        two_files: true,
        long_days: LONG_DAYS,
        draws: 4_000,
        seed: 11,
        second_source: 0.01,
        top_up_premium: Some(0.2),
    };
    let found = Frontier::new(question).at(SHORT_DAYS / LONG_DAYS).premium.expect("there is one");
    (found.value, found.standard_error)
}

/// NPV of the one less that of the other, path by path.
fn gain(scenario: &Scenario, far: &[f64]) -> (f64, f64) {
    let npv = outcomes(scenario, 0..PATHS, 1).npv;
    mean_and_error(&npv.iter().zip(far).map(|(near, far)| near - far).collect::<Vec<f64>>())
}

pub(super) fn rows() -> Vec<Row> {
    let far = load_file(FILE, &[]);
    let (premium, premium_error) = justified(&near(COST), &far);
    let npv = outcomes(&far, 0..PATHS, 1).npv;
    let at_equal_cost = gain(&near(COST), &npv);
    let at_premium = gain(&near(COST * (1.0 + premium)), &npv);
    assert!(
        20.0 * at_equal_cost.1 < at_equal_cost.0,
        "nearness is worth something: {at_equal_cost:?}"
    );
    // NPV falls by the gain over the range of the premium, about evenly.
    let by_premium = premium_error / premium;
    let error = (at_premium.1 / at_equal_cost.0).hypot(by_premium);
    vec![Row {
        what: "NPV that nearness adds at the justified premium, over that at equal cost",
        by: "Hayes and Jones",
        published: "no difference",
        band: (-0.15, 0.15),
        model: at_premium.0 / at_equal_cost.0,
        error,
        unit: Unit::Number(2),
        misses: Some(0.181),
    }]
}

#[test]
fn at_the_premium_of_the_frontier_a_deal_close_by_is_worth_what_one_from_afar_is() {
    hold(&rows());
}
