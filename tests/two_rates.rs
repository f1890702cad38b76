//! What flows are discounted at and what a success must earn: two rates, and a third at which
//! a deal is just worth its price.

use crate::support;

use shortrun::analysis::errors::Errors;
use shortrun::analysis::evaluate::Sample;
use shortrun::analysis::flows::Flows;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::statistic::Rates;
use shortrun::model::outcome::Route;
use shortrun::model::returns::CashFlow;
use support::{apparel, load, outcomes};

fn flow(months: u32, amount: f64) -> CashFlow {
    CashFlow { years: f64::from(months) / 12.0, amount }
}

/// Half of the paths lose everything; the others return four times the cheque in two years.
fn halves(paths: usize) -> Flows {
    let mut flows = Flows::default();
    for path in 0..paths {
        let back = if path % 2 == 0 { 4.0 } else { 0.0 };
        flows.push(&[flow(0, -1.0), flow(24, back)]);
    }
    flows
}

#[test]
fn the_break_even_rate_of_hand_made_flows_is_that_of_their_means() {
    // 2 comes back on average, after two years; the standard deviation of it is 2.
    let found = halves(10_000).break_even_rate(Errors::OfPaths).expect("twice the money");
    assert!((found.value - (2.0_f64.sqrt() - 1.0)).abs() < 1e-12, "{found:?}");
    // Mean NPV is 2/(1 + r)^2 - 1: its error at 41.4 % is 0.01, its slope -sqrt(2).
    let error = 0.01 / 2.0_f64.sqrt();
    assert!((found.standard_error / error - 1.0).abs() < 1e-3, "{found:?}");
    // Payments that come in turns, and nothing comes late or early of their own.
    let mut flows = Flows::default();
    flows.push(&[flow(0, -2.0), flow(12, -1.0), flow(24, 1.0), flow(36, 4.0)]);
    let found = flows.break_even_rate(Errors::OfPaths).expect("a gain");
    let npv = flows.mean_npv(found.value);
    assert!(npv.value.abs() < 1e-12 && npv.standard_error.is_nan(), "{npv:?}");
    assert!(found.standard_error.is_nan(), "one path has no error");
}

#[test]
fn a_loss_has_a_negative_rate_and_one_that_is_too_large_none() {
    let of = |back: f64| {
        let mut flows = Flows::default();
        (0..4).for_each(|_| flows.push(&[flow(0, -1.0), flow(12, back)]));
        flows.break_even_rate(Errors::OfPaths)
    };
    assert!((of(0.8).expect("a small loss").value + 0.2).abs() < 1e-12);
    assert!((of(0.5).expect("the last rate").value + 0.5).abs() < 1e-12);
    assert_eq!(of(0.49), None);
    assert_eq!(of(0.0), None);
    assert_eq!(Flows::default().break_even_rate(Errors::OfPaths), None);
}

#[test]
fn at_the_break_even_rate_the_mean_npv_of_a_run_is_nothing_whatever_the_hurdle() {
    let run = |text: &str| outcomes(&load(text), 0..2000, 2);
    let plain = apparel();
    let first = run(&plain);
    let rate = first.flows.break_even_rate(Errors::OfPaths).expect("some comes back");
    let hurdle = plain.lines().find(|line| line.starts_with("hurdle_rate")).expect("it has one");
    let at = |rate: f64| run(&plain.replace(hurdle, &format!("hurdle_rate = {rate}")));
    let again = at(rate.value);
    let npv = again.flows.mean_npv(rate.value);
    let mean = again.npv.iter().sum::<f64>() / again.npv.len() as f64;
    assert!((npv.value - mean).abs() < 1e-6 * npv.standard_error, "{npv:?}, {mean}");
    assert!(mean.abs() < 1e-6 * npv.standard_error, "{mean}");
    assert!(again.flows.break_even_rate(Errors::OfPaths) == Some(rate), "no rate moves a flow");
    // Two errors to either side, mean NPV is two of its own away, about.
    let mean_at = |rate: f64| first.flows.mean_npv(rate);
    let (low, high) =
        (rate.value - 2.0 * rate.standard_error, rate.value + 2.0 * rate.standard_error);
    for (rate, sign) in [(low, 1.0), (high, -1.0)] {
        let npv = mean_at(rate);
        let errors = sign * npv.value / npv.standard_error;
        assert!((1.2..3.5).contains(&errors), "{errors} at {rate}");
    }
    // Drawn anew, the rate is off by no more than its errors explain.
    let other = outcomes(&load(&plain), 2000..6000, 2)
        .flows
        .break_even_rate(Errors::OfPaths)
        .expect("so does it");
    let error = rate.standard_error.hypot(other.standard_error);
    assert!((rate.value - other.value).abs() < 4.0 * error, "{rate:?}, {other:?}");
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn a_target_is_by_default_the_hurdle_rate_and_moves_no_flow() {
    let plain = apparel();
    let asks = |rate: &str| {
        plain.replacen("[investment]\n", &format!("[investment]\ntarget_irr = {rate}\n"), 1)
    };
    let terms = |text: &str| {
        let scenario = load(text);
        let deal = scenario.operator.terms.deal;
        [deal.hurdle_rate, deal.target_irr].map(|input| scenario.assumptions.known(input))
    };
    let [hurdle, target] = terms(&plain);
    assert!(hurdle == target && hurdle.is_some());
    assert_eq!(terms(&asks("0.45")), [hurdle, Some(0.45)]);
    let run = |text: &str| outcomes(&load(text), 0..200, 1);
    let (one, other) = (run(&plain), run(&asks("0.45")));
    assert_eq!(bits(&one.npv), bits(&other.npv));
    assert_eq!(bits(&one.irr), bits(&other.irr));
}

fn sampled(text: &str, run: &Outcomes, rates: Rates) -> f64 {
    let names = ["strategic sale", "financial sale"].map(str::to_owned);
    let sample = Sample { outcomes: run, rates, route_names: &names };
    statistic(text, &[]).expect(text).evaluate(&sample).estimate.value
}

#[test]
fn chances_are_held_against_the_rate_that_is_named() {
    let run = outcomes(&load(&apparel()), 0..500, 1);
    let rates = Rates { hurdle: 0.1, target: 0.4 };
    let of = |text: &str| sampled(text, &run, rates);
    let share = |least: f64| {
        run.irr.iter().filter(|irr| least <= **irr).count() as f64 / run.irr.len() as f64
    };
    assert!((of("p_irr_ge_hurdle") - share(0.1)).abs() < 1e-12);
    assert!((of("p_irr_ge_target") - share(0.4)).abs() < 1e-12);
    assert!(of("p_irr_ge_target") < of("p_irr_ge_hurdle"));
}

#[test]
fn failures_before_a_month_are_failures_and_no_sales() {
    let run = outcomes(&load(&apparel()), 0..500, 1);
    let of = |text: &str| sampled(text, &run, Rates::both(0.3));
    for months in [1, 18, 48, 600] {
        let failed = (0..run.len()).filter(|&path| {
            run.route[path] == Route::Failure && u32::from(run.exit_month[path]) < months
        });
        let share = failed.count() as f64 / run.len() as f64;
        assert!((of(&format!("p_failed_by_{months}")) - share).abs() < 1e-12, "{months}");
    }
    assert!((of("p_failed_by_600") - of("p_failure")).abs() < 1e-12);
    assert!(of("p_failed_by_48") < of("p_exit_month_lt_48"), "some are sold by then");
    let raised = run.stages.iter().map(|one| one.raised_later).sum::<f64>() / run.len() as f64;
    assert!((of("mean_money_raised") / raised - 1.0).abs() < 1e-12 && 0.0 < raised);
    for wrong in ["p_failed_by_", "p_failed_by_0", "p_failed_by_1.5", "p_failed_by_-3"] {
        let said = statistic(wrong, &[]).expect_err(wrong).to_string();
        assert!(said.contains("no number of months"), "{said}");
    }
}
