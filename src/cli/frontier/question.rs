//! From the command line to a question about lead times, or to why it makes no
//! sense.

use std::path::Path;

use super::args::FrontierArgs;
use crate::analysis::frontier::{Medians, Question, Side};
use crate::cli::Failure;
use crate::input::Scenario;

/// A lead time that is taken for a long one, in days.
const LONG: f64 = 60.0;
/// The long lead time where no file says one: making overseas and shipping by sea.
const FROM_AFAR: f64 = 120.0;
/// Premium of a top-up where no file says one.
const USUAL_TOP_UP: f64 = 0.2;

fn misused<T>(text: String) -> Result<T, Failure> {
    Err(Failure::misused(text.to_string()))
}

/// The question that the arguments ask.
pub(super) fn question<'a>(
    args: &FrontierArgs,
    scenario: &'a Scenario,
    other: Option<&'a Scenario>,
) -> Result<Question<'a>, Failure> {
    let short = side(scenario, line(args, scenario)?);
    let name = &scenario.operator.lines[short.line].name;
    let long = match (other, &args.against) {
        (Some(other), Some(file)) => same_line(name, scenario, other, file)?,
        _ => short,
    };
    let medians = Medians::of(short, long);
    refuse_what_lead_time_cannot_change(name, &medians)?;
    let long_days = long_days(args, &medians, other.is_some())?;
    let usual = other.is_none().then_some(USUAL_TOP_UP);
    Ok(Question {
        short,
        long,
        two_files: other.is_some(),
        long_days,
        draws: args.draws,
        seed: args.luck.seed.unwrap_or(scenario.seed),
        second_source: args.second_source,
        top_up_premium: args.top_up.or(usual),
    })
}

fn side(scenario: &Scenario, line: usize) -> Side<'_> {
    Side { operator: &scenario.operator, assumptions: &scenario.assumptions, line }
}

/// The line asked for, or the one with the largest revenue at plan.
fn line(args: &FrontierArgs, scenario: &Scenario) -> Result<usize, Failure> {
    let lines = &scenario.operator.lines;
    let names = || lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>().join(", ");
    let file = args.scenario.scenario.display();
    if let Some(wanted) = &args.line {
        return match lines.iter().position(|line| line.name == *wanted) {
            Some(index) if keeps_stock(scenario, index) => Ok(index),
            Some(_) => misused(format!(
                "line `{wanted}` of {file} is wholly made to order: nothing is made before it is \
                 sold, so a short lead time saves no stock (there it is worth the customers who \
                 wait, which `shortrun run` values)"
            )),
            None => misused(format!("{file} has no line `{wanted}`; there are {}", names())),
        };
    }
    let revenue = |index: &usize| {
        let product = &scenario.operator.terms.products[*index];
        let median = |input| scenario.assumptions.get(input).quantile(0.5);
        median(product.price) * median(product.units_per_site_month)
    };
    let stocked = (0..lines.len()).filter(|index| keeps_stock(scenario, *index));
    match stocked.max_by(|a, b| revenue(a).total_cmp(&revenue(b))) {
        Some(index) => Ok(index),
        None => misused(format!(
            "every line of {file} is wholly made to order ({}): nothing is made before it is sold, \
             so a short lead time saves no stock",
            names()
        )),
    }
}

fn keeps_stock(scenario: &Scenario, line: usize) -> bool {
    let share = scenario.operator.terms.products[line].made_to_order_share;
    scenario.assumptions.get(share).quantile(0.5) < 1.0
}

fn same_line<'a>(
    name: &str,
    scenario: &Scenario,
    other: &'a Scenario,
    file: &Path,
) -> Result<Side<'a>, Failure> {
    let file = file.display();
    if scenario.currency != other.currency {
        let (a, b) = (&scenario.currency, &other.currency);
        return misused(format!("{file} is in {b}, not in {a}: unit costs cannot be compared"));
    }
    let found = other.operator.lines.iter().position(|line| line.name == name);
    match found {
        Some(index) if keeps_stock(other, index) => Ok(side(other, index)),
        Some(_) => misused(format!("line `{name}` of {file} is wholly made to order")),
        None => misused(format!("{file} has no line `{name}` to hold this one against")),
    }
}

fn refuse_what_lead_time_cannot_change(name: &str, line: &Medians) -> Result<(), Failure> {
    let (cost, values) = (line.long_cost, line.values);
    if !(cost < values.sold) {
        return misused(format!(
            "line `{name}`: a unit costs {cost:.2} and brings {:.2}, so none is made whatever the \
             lead time",
            values.sold
        ));
    }
    if !(values.left < cost) {
        return misused(format!(
            "line `{name}`: a left-over unit brings {:.2} and costs {cost:.2}, so stock is never \
             too large and a short lead time saves nothing",
            values.left
        ));
    }
    if !(0.0 < line.volatility) {
        return misused(format!(
            "line `{name}`: forecast_volatility is 0, so as much is known long before a sale as \
             shortly before, and a short lead time saves nothing"
        ));
    }
    if !(0.0 < line.units) {
        return misused(format!("line `{name}`: units_per_site_month is 0, so nothing is sold"));
    }
    Ok(())
}

fn long_days(args: &FrontierArgs, line: &Medians, two_files: bool) -> Result<f64, Failure> {
    let own = line.short_days;
    let long = match args.long {
        Some(days) => days,
        None if two_files => line.long_days,
        None if LONG <= own => own,
        None => FROM_AFAR,
    };
    // A file held against itself at its own lead time is the long plan.
    let enough = if two_files { own < long } else { own <= long };
    if enough {
        return Ok(long);
    }
    let file = args.scenario.scenario.display();
    misused(format!(
        "the long lead time, {long} days, is not above the {own:.1} days of the line in {file}; \
         the file of the plan close by comes first, or give a longer --long"
    ))
}
