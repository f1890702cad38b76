//! Up to which price of the round what is asked of its returns holds.

use super::break_even_price::{BreakEvenPrice, break_even_price, highest_price};
use super::estimate::Estimate;
use super::evaluate::Sample;
use super::measure::Measure;
use super::repriced::Repriced;
use super::screening::{Rule, Subject};
use super::statistic::Statistic;
use super::summary::sorted_present;
use crate::model::deal::Holdings;
use crate::model::outcome::Route;
use crate::model::returns::{irr, moic, npv};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// That mean NPV at the hurdle rate is 0 or more.
    WorthItsPrice,
    /// That half of the paths that do not fail earn the target IRR or more.
    SuccessEarnsTarget,
    /// That a rule of the scenario's file on MOIC, IRR or NPV is kept: at least or at most so much
    /// of a statistic.
    Rule {
        /// What it is called.
        name: String,
        /// What it is about.
        statistic: Statistic,
        /// The limit.
        limit: f64,
        /// Whether that is the least.
        is_least: bool,
    },
}

/// Up to which price it holds.
#[derive(Clone, Debug)]
pub struct PriceTarget {
    /// What is asked.
    pub asked: Asked,
    /// What is found at the plan's own price: mean NPV, the median IRR, the statistic; NaN where
    /// no path has it.
    pub at_plan: Estimate,
    /// The highest price at which it holds; of `Never`, the margin is what is found there less
    /// what is asked.
    pub price: BreakEvenPrice,
}

/// What is asked of every deal, and the rules of its file that a price can move.
pub fn price_targets(deal: &Repriced<'_>, run: &Sample<'_>, rules: &[Rule]) -> Vec<PriceTarget> {
    let mut targets = vec![worth(deal, run), success(deal, run)];
    for rule in rules.iter().filter(|rule| !rule.is_default) {
        let Subject::Simulated(statistic) = &rule.subject else { continue };
        let Some(measure) = statistic.looks_at().filter(|one| is_repriced(*one)) else { continue };
        let limits = [(rule.min, true), (rule.max, false)];
        let limits = limits.iter().filter_map(|(limit, is_least)| Some(((*limit)?, *is_least)));
        let of = (rule.name.as_str(), statistic, measure);
        targets.extend(limits.map(|limit| of_rule(deal, run, of, limit)));
    }
    targets
}

fn worth(deal: &Repriced<'_>, run: &Sample<'_>) -> PriceTarget {
    PriceTarget {
        asked: Asked::WorthItsPrice,
        at_plan: run.outcomes.errors.mean(&run.outcomes.npv),
        price: break_even_price(deal, run.outcomes.errors),
    }
}

fn success(deal: &Repriced<'_>, run: &Sample<'_>) -> PriceTarget {
    let routes = &run.outcomes.route;
    let median = |rates: &[f64]| {
        let of_path = |(rate, route): (&f64, &Route)| match route {
            Route::Failure => f64::NAN,
            _ => *rate,
        };
        let column: Vec<f64> = rates.iter().zip(routes).map(of_path).collect();
        let those = sorted_present(&column);
        let none = Estimate { value: f64::NAN, standard_error: f64::NAN };
        if those.is_empty() { none } else { run.outcomes.errors.quantile(&column, &those, 0.5) }
    };
    let target = run.rates.target;
    let price = highest_price(deal, |pre_money| {
        let rates = deal.each(&deal.at(pre_money)?, |lived| irr(lived.flows()).rate);
        Some(less(median(&rates), target))
    });
    PriceTarget { asked: Asked::SuccessEarnsTarget, at_plan: median(&run.outcomes.irr), price }
}

fn of_rule(
    deal: &Repriced<'_>,
    run: &Sample<'_>,
    (name, statistic, measure): (&str, &Statistic, Measure),
    (limit, is_least): (f64, bool),
) -> PriceTarget {
    let hurdle_rate = deal.deal().hurdle_rate;
    let price = highest_price(deal, |pre_money| {
        let closed = deal.at(pre_money)?;
        let column = deal.each(&closed, |lived| measured(measure, lived, hurdle_rate));
        let taken = taken(statistic, column, run);
        let above = less(statistic.of(&taken, run.outcomes.errors).estimate, limit);
        Some(if is_least { above } else { Estimate { value: -above.value, ..above } })
    });
    let (name, statistic) = (name.to_owned(), statistic.clone());
    let at_plan = statistic.evaluate(run).estimate;
    PriceTarget { asked: Asked::Rule { name, statistic, limit, is_least }, at_plan, price }
}

/// What a statistic is taken over, of the values of its measure.
fn taken(statistic: &Statistic, column: Vec<f64>, run: &Sample<'_>) -> Vec<f64> {
    let Statistic::Chance(event) = statistic else { return column };
    let named = (run.rates, run.route_names);
    let paths = column.iter().zip(&run.outcomes.route);
    paths.map(|(value, route)| event.on_path(*value, *route, named)).collect()
}

fn is_repriced(measure: Measure) -> bool {
    matches!(measure, Measure::Moic | Measure::Irr | Measure::Npv)
}

fn measured(measure: Measure, lived: &Holdings, hurdle_rate: f64) -> f64 {
    match measure {
        Measure::Moic => moic(lived.flows()),
        Measure::Irr => irr(lived.flows()).rate,
        _ => npv(lived.flows(), hurdle_rate),
    }
}

fn less(found: Estimate, by: f64) -> Estimate {
    Estimate { value: found.value - by, ..found }
}
