//! What an answer about an exit multiple is worth where a part of its spread can be known today
//! and the rest is the luck of the day on which it is paid.

use crate::support;

use rayon::ThreadPoolBuilder;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::information::{Effort, Information, Precision, Question, Sample, learn};
use shortrun::engine::Unwatched;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::normal::normal_cdf;
use support::{MADE_TO_ORDER, load, one_line};

/// Log-standard deviation of the multiple in all, and its mean.
const LOG_SD: f64 = 0.8;
const MEAN: f64 = 20.0;
/// What the investor pays for half of the company, which has nothing to prefer.
const CHEQUE: f64 = 1.6e6;
const RATE: f64 = 0.2;

/// A plan that is worth a multiple of its revenue at the horizon, of whose log-variance a part
/// is an assumption and the rest luck.
fn plan(known: f64) -> String {
    let (assumed, luck) = (LOG_SD * known.sqrt(), LOG_SD * (1.0 - known).sqrt());
    let sd = MEAN * libm::expm1(assumed * assumed).sqrt();
    let multiple = format!(
        "multiple = {{ dist = \"lognormal\", mean = {MEAN}, sd = {sd} }}\nmultiple_spread = {luck}"
    );
    one_line(MADE_TO_ORDER)
        .replace("multiple = 1\n", &format!("{multiple}\n"))
        .replace("opening_cash = 1e12", "opening_cash = 0")
        .replace("cheque = 1_000_000", &format!("cheque = {CHEQUE}\npreference = 0"))
        .replace("round_size = 1_000_000", &format!("round_size = {CHEQUE}"))
        .replace("pre_money = 1_000_000", &format!("pre_money = {CHEQUE}"))
}

/// A run of the program on one question about the multiple.
fn learned(text: &str, precision: Precision) -> Information {
    let scenario = load(text);
    let assumptions = &scenario.assumptions;
    let multiple = assumptions.find("exit.horizon.multiple").expect("the number");
    let questions = [Question {
        text: "What will a buyer pay?".to_owned(),
        resolves: vec![multiple],
        cost: 0.0,
        precision,
    }];
    let simulator = Simulator::new(&scenario.operator, assumptions, scenario.seed);
    let pool = ThreadPoolBuilder::new().num_threads(2).build().expect("threads");
    let effort = Effort { paths: 20_000, lived_again: 200, times: 8 };
    pool.install(|| {
        let sample = Sample::simulate(&simulator, assumptions, effort, &Unwatched);
        learn((assumptions, scenario.seed), &sample.expect("not stopped"), &questions, 1e12)
    })
}

/// NPV is `a M - b`: 600,000 a year of revenue at a multiple M, and 30,000 a month of cash with
/// the cheque, half of it all after ten years. By Black's formula the worth of knowing a part of
/// the log-variance, where without an answer one passes.
fn worth(known: f64) -> f64 {
    let half = 0.5 * libm::pow(1.0 + RATE, -10.0);
    let mean = half * 600_000.0 * MEAN;
    let strike = CHEQUE - half * (120.0 * 30_000.0 + CHEQUE);
    assert!(mean < strike, "one passes");
    let s = LOG_SD * known.sqrt();
    let d = libm::log(mean / strike) / s + 0.5 * s;
    mean * normal_cdf(d) - strike * normal_cdf(d - s)
}

#[track_caller]
fn is(found: &Estimate, truth: f64) {
    let error = found.standard_error;
    assert!(0.0 < error && error < 0.2 * truth, "{found:?} for {truth}");
    assert!((found.value - truth).abs() <= 3.0 * error, "{found:?} for {truth}");
}

#[test]
fn a_question_on_a_price_is_worth_what_can_be_known_of_it_today() {
    for known in [0.4, 0.75, 1.0] {
        let found = learned(&plan(known), Precision::Exact);
        assert!(!found.invests);
        is(&found.questions[0].worth.value, worth(known));
        // There is nothing else to learn; all that will happen is worth the same whatever the split.
        is(&found.everything.value, worth(known));
        is(&found.clairvoyant, worth(1.0));
    }
}

#[test]
fn and_as_much_as_a_blunt_answer_of_that_reliability_about_all_of_it() {
    // Three cases that scatter as much as the number is uncertain: three quarters are known.
    let blunt = learned(&plan(1.0), Precision::Sample(3));
    is(&blunt.questions[0].worth.value, worth(0.75));
    assert!(worth(0.4) < 0.7 * worth(0.75) && worth(0.75) < 0.9 * worth(1.0), "they differ");
}
