//! Searches for the value at which a target is just met, over made-up curves.

use std::convert::Infallible;
use std::sync::Arc;

use shortrun::analysis::axis::Axis;
use shortrun::analysis::breakeven::{Reading, solve};
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::limit::Limit;
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::statistic::Rates;
use shortrun::output::breakeven::chart::curve::breakeven;
use shortrun::output::breakeven::words::{Breakeven, Varied};
use shortrun::output::chart::provenance::provenance;
use shortrun::sampling::assumptions::Assumption;

use super::versus::{NEARSHORE, info};
use super::{Facts, Sample};
use crate::support::load;

const PRICE: &str = "investment.pre_money";
const LEAD: &str = "product.core.lead_time_days";
const HURDLE: &str = "investment.hurdle_rate";

/// What is varied from where to where, the target with its words, the curve and its error.
type Search = (&'static str, [f64; 2], [&'static str; 2], fn(f64) -> f64, f64);

fn searches() -> Vec<(&'static str, Search)> {
    let share = |price: f64| 0.6 * libm::exp(-price / 8e6);
    let wave = |days: f64| 0.5 + 0.2 * libm::sin(days / 4.0);
    vec![
        ("usual", (PRICE, [9e5, 9e7], ["p_loss>=0.15", "Chance of loss"], share, 0.01)),
        ("from", (LEAD, [1.0, 40.0], ["p_loss<=0.5", "Chance of loss"], |d| 0.7 - 0.01 * d, 0.01)),
        ("money", (PRICE, [9e5, 9e7], ["mean_npv>=0", "Mean NPV"], |p| 3e6 - 0.4 * p, 2e5)),
        ("multiple", (PRICE, [5e6, 1.5e7], ["mean_moic>1", "Mean MOIC"], |p| 1.2e7 / p, 0.1)),
        ("everywhere", (PRICE, [9e5, 9e7], ["p_loss<=0.7", "Chance of loss"], share, 0.01)),
        ("nowhere", (PRICE, [9e5, 9e7], ["p_loss>=0.7", "Chance of loss"], share, 0.01)),
        ("near", (LEAD, [1.0, 40.0], ["p_loss<=0.5", "Chance of loss"], |_| 0.505, 0.01)),
        ("twice", (LEAD, [1.0, 40.0], ["p_loss<=0.55", "Chance of loss"], wave, 0.01)),
        ("open", (PRICE, [9e5, 9e7], ["p_loss>=0.15", "Chance of loss"], share, 0.2)),
        ("lost", (PRICE, [9e5, 9e7], ["median_irr>=hurdle", "Median IRR"], |_| f64::NAN, 0.01)),
        ("hurdle", (HURDLE, [0.01, 0.9], ["median_irr>=hurdle", "Median IRR"], |_| 0.22, 0.01)),
    ]
}

fn sample((name, search): (&'static str, Search)) -> Sample {
    let (key, [from, to], [target, label], curve, standard_error) = search;
    let scenario = load(NEARSHORE);
    let found = scenario.assumptions.iter().find(|(_, one)| one.name == key);
    let assumption: Assumption = found.expect("there is one").1.clone();
    let target = Limit::parse(target, &[]).expect("a target");
    let rates = |value: f64| Rates::both(if key == HURDLE { value } else { 0.25 });
    let read = |value: f64| {
        let estimate = Estimate { value: curve(value), standard_error };
        Reading::new(&target, estimate, rates(value))
    };
    let axis = Axis { from, to, whole: false, points: 9 };
    let mut simulate = |value: f64| Ok::<_, Infallible>(vec![read(value)]);
    let Ok(solution) = solve(&axis, std::slice::from_ref(&target), &mut simulate);
    let plan = assumption.quantile(0.5);
    let of_plan = vec![read(plan)];
    let info: RunInfo = info("plan", &scenario, 400);
    let facts = Facts::default()
        .word("label", label)
        .word("relation", target.relation.sign())
        .word("key", key)
        .word("unit", assumption.unit)
        .word("known", if assumption.is_uncertain() { "no" } else { "yes" })
        .number("threshold", target.threshold.value(rates(plan)))
        .word("meets", if of_plan[0].meets { "yes" } else { "no" })
        .number("plan value", plan);
    let all = Arc::new((info, solution, assumption, of_plan));
    Sample::new("breakeven", name, facts, move |size| {
        let (info, solution, assumption, of_plan) = &*all;
        let varied = Varied {
            key,
            unit: assumption.unit,
            about: "",
            currency: &info.currency,
            plan,
            known: !assumption.is_uncertain(),
            assumption,
        };
        let result = Breakeven {
            info,
            varied,
            of_plan: of_plan.clone(),
            solution,
            preference: 1.0,
            notes: Vec::new(),
        };
        breakeven(&provenance(info), &result, 0, None, size)
    })
}

pub(super) fn samples() -> Vec<Sample> {
    searches().into_iter().map(sample).collect()
}
