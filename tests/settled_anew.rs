//! A run settled under other terms of the deal is what a simulation under them comes to.

use shortrun::analysis::columns::Columns;
use shortrun::analysis::evaluate::Evaluated;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::settled_anew::{Lived, is_of_holders};
use shortrun::analysis::statistic::{Rates, Statistic};
use shortrun::engine::{self, Unwatched};
use shortrun::input::Scenario;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::{Assumptions, Input, Shape};

use crate::break_even_price::everything;
use crate::support::{apparel, load};

const PATHS: u64 = 300;

/// One of each kind, and of every measure that a deal moves.
const STATISTICS: [&str; 14] = [
    "mean_npv",
    "mean_moic",
    "median_irr",
    "p90_moic",
    "sd_npv",
    "p_loss",
    "p_sale",
    "p_failed_by_36",
    "p_irr_ge_hurdle",
    "p_roic_ge_hurdle",
    "mean_paid_in",
    "mean_returned",
    "mean_ownership_at_exit",
    "break_even_rate",
];

fn rates(scenario: &Scenario, assumptions: &Assumptions) -> Rates {
    let fact = |input| assumptions.known(input).expect("a fact");
    let deal = &scenario.operator.terms.deal;
    Rates { hurdle: fact(deal.hurdle_rate), target: fact(deal.target_irr) }
}

/// All of it in bits, the influence of every path too.
fn bits(all: &[Evaluated]) -> Vec<Vec<u64>> {
    let of = |one: &Evaluated| {
        let ends = [one.estimate.value, one.estimate.standard_error, one.paths as f64];
        ends.iter().chain(&one.influence).map(|value| value.to_bits()).collect()
    };
    all.iter().map(of).collect()
}

#[test]
fn terms_that_only_holders_read_need_no_simulation_and_give_its_bits() {
    let mut held = 0;
    for text in [apparel(), everything(8e6)] {
        let plan = load(&text);
        let routes: Vec<String> =
            plan.operator.routes.iter().map(|(name, _)| name.clone()).collect();
        let statistics: Vec<Statistic> =
            STATISTICS.iter().map(|text| statistic(text, &routes).expect("a statistic")).collect();
        let run = |assumptions: &Assumptions, empty: &Lived| {
            let simulator = Simulator::new(&plan.operator, assumptions, 7);
            engine::run(&simulator, 0..PATHS, empty, &Unwatched).expect("nobody stops it")
        };
        let lived = run(&plan.assumptions, &Lived::new(&statistics));
        let own =
            plan.assumptions.iter().filter(|(input, _)| is_of_holders(&plan.operator, *input));
        for (input, assumption) in own {
            let value = match assumption.quantile(0.5) {
                half if half.is_infinite() => 5e6,
                half if half.abs() <= 0.0 => 0.03,
                half => 0.9 * half,
            };
            let changed = changed(&plan.assumptions, input, value);
            let rates = rates(&plan, &changed);
            let empty = Columns::new(&statistics, rates, &routes);
            let simulator = Simulator::new(&plan.operator, &changed, 7);
            let simulated =
                engine::run(&simulator, 0..PATHS, &empty, &Unwatched).expect("nobody stops it");
            let with = (rates, routes.as_slice());
            let settled = lived.settled((&plan.operator, &changed), &statistics, with);
            assert_eq!(
                bits(&settled.evaluate()),
                bits(&simulated.evaluate()),
                "{}",
                assumption.name
            );
            // A part of them, in another order.
            let some = [statistics[5].clone(), statistics[0].clone()];
            let part = lived.settled((&plan.operator, &changed), &some, with).evaluate();
            let all = simulated.evaluate();
            assert_eq!(bits(&part), bits(&[all[5].clone(), all[0].clone()]));
            held += 1;
        }
    }
    assert!(20 < held, "{held} terms");
}

fn changed(assumptions: &Assumptions, input: Input, value: f64) -> Assumptions {
    let mut changed = assumptions.clone();
    changed.set(input, Shape::Known(value));
    changed
}
