//! What to pay at most.

use super::Material;
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::estimate::Estimate;
use crate::analysis::price_targets::{Asked, PriceTarget};
use crate::model::outcome::Unit;
use crate::output::document::{Section, Table, figures, words};
use crate::output::figures::label;
use crate::output::format::{money, money_with_error};
use crate::output::given;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::words::uncapitalised;

pub(super) fn section(of: &Material<'_>) -> Section {
    let mut table = Table::new([
        words("Asked"),
        figures("at this price ± s.e."),
        figures("holds up to a pre-money value of ± s.e."),
    ]);
    for target in &of.deal.targets {
        table.row([asked(of, target), found(of, target), highest(of, target)]);
    }
    let never = of.deal.targets.iter().filter_map(|target| never(of, target));
    let plan = format!(
        "The pre-money value asked is {}. No price moves what the operator lives through, so each \
         is held against the same paths, settled anew.",
        given::money(of.deal.deal.pre_money, of.currency())
    );
    let said: Vec<String> = std::iter::once(plan).chain(never).collect();
    Section::new("What to pay at most").table(table).text(&said)
}

fn asked(of: &Material<'_>, target: &PriceTarget) -> String {
    let info = of.info();
    match &target.asked {
        Asked::WorthItsPrice => {
            format!("mean NPV at {} is 0 or more", given::share(info.hurdle_rate))
        }
        Asked::SuccessEarnsTarget => format!(
            "half of the paths that do not fail earn {} a year or more",
            given::share(info.target_irr)
        ),
        Asked::Rule { name, statistic, limit, is_least } => {
            let style = StatisticStyle::Given;
            let limit = statistic_words(*limit, statistic.unit(), of.currency(), style);
            let bound = if *is_least { "at least" } else { "at most" };
            let what = uncapitalised(&label(statistic, of.currency()));
            format!("{name}: {what} {bound} {limit}")
        }
    }
}

/// In which unit, and of what.
fn unit(asked: &Asked) -> Unit {
    match asked {
        Asked::WorthItsPrice => Unit::Money,
        Asked::SuccessEarnsTarget => Unit::RatePerYear,
        Asked::Rule { statistic, .. } => statistic.unit(),
    }
}

fn found(of: &Material<'_>, target: &PriceTarget) -> String {
    let (unit, style) = (unit(&target.asked), StatisticStyle::WithError);
    let found = statistic_words(target.at_plan, unit, of.currency(), style);
    match target.asked {
        Asked::SuccessEarnsTarget => format!("median {found}"),
        _ => found,
    }
}

fn highest(of: &Material<'_>, target: &PriceTarget) -> String {
    match &target.price {
        BreakEvenPrice::At(price) => money_with_error(price, of.currency()),
        BreakEvenPrice::Never { .. } => "no price works".to_owned(),
        BreakEvenPrice::Always => "any price".to_owned(),
    }
}

/// How far off even the lowest price is.
fn never(of: &Material<'_>, target: &PriceTarget) -> Option<String> {
    let BreakEvenPrice::Never { lowest, margin } = target.price else { return None };
    if margin.value.is_nan() {
        return None;
    }
    let at = match lowest <= 0.0 {
        true => "for nothing (a pre-money value of 0, which buys all of the company)".to_owned(),
        false => format!(
            "at {}, the lowest pre-money value at which the round can close,",
            money(lowest, of.currency())
        ),
    };
    let (style, currency) = (StatisticStyle::WithError, of.currency());
    let is = match &target.asked {
        Asked::WorthItsPrice => {
            format!("mean NPV is {}", statistic_words(margin, Unit::Money, currency, style))
        }
        Asked::SuccessEarnsTarget => {
            let rate = at_lowest(target, of.info().target_irr)?;
            let rate = statistic_words(rate, Unit::RatePerYear, currency, style);
            format!("half of the paths that do not fail earn {rate} or less")
        }
        Asked::Rule { statistic, limit, .. } => {
            let found =
                statistic_words(at_lowest(target, *limit)?, statistic.unit(), currency, style);
            format!("{} is {found}", uncapitalised(&label(statistic, currency)))
        }
    };
    Some(format!("No price works: even {at} {is}."))
}

/// What is found at the lowest price, where that does not do.
pub(super) fn at_lowest(target: &PriceTarget, limit: f64) -> Option<Estimate> {
    let BreakEvenPrice::Never { margin, .. } = target.price else { return None };
    let sign = match target.asked {
        Asked::Rule { is_least: false, .. } => -1.0,
        _ => 1.0,
    };
    Some(Estimate { value: limit + sign * margin.value, ..margin })
}
