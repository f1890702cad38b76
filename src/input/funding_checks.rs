//! What debt, later rounds and setbacks need of one another: what cannot be, and what has no
//! effect.

use super::problem::Problem;
use super::reader::{Place, Reader};
use super::wording::number;
use crate::model::operator::Operator;

/// More setbacks than that in a year end nearly all who lose money, within that year.
const MOST_USUAL_SETBACKS: f64 = 1.0;

/// The number at a path, where the file has it.
fn given<'a>(reader: &'a Reader<'_>, path: &str) -> Option<&'a Place> {
    reader.place(path).filter(|place| place.span.is_some())
}

/// What cannot be.
pub(super) fn impossible(reader: &Reader) -> [Option<Problem>; 3] {
    [repaid_twice(reader), half_of_traction(reader), traction_upside_down(reader)]
}

fn repaid_twice(reader: &Reader) -> Option<Problem> {
    let term = given(reader, "balance_sheet.debt_term_months")?;
    let due = given(reader, "balance_sheet.debt_due_month")?;
    let message = "debt_term_months and debt_due_month cannot both say when debt is repaid";
    let problem = Problem::error(due.span.clone()?, message)
        .label("keep one of them")
        .hint("keep debt_term_months if it is repaid evenly, debt_due_month if all at once");
    Some(reader.caused(problem, &[term, due]))
}

fn half_of_traction(reader: &Reader) -> Option<Problem> {
    let place = |key: &str| given(reader, &format!("funding.traction.{key}"));
    let (there, missing) = match (place("weak"), place("strong")) {
        (Some(weak), None) => (weak, "strong"),
        (None, Some(strong)) => (strong, "weak"),
        _ => return None,
    };
    // A misspelt one is said already, and has no place.
    reader.place(&format!("funding.traction.{missing}"))?;
    let message = format!("`[funding.traction]` needs {missing}, too");
    let problem = Problem::error(there.span.clone()?, message);
    Some(problem.label("odds rise from their floor at weak to all at strong"))
}

fn traction_upside_down(reader: &Reader) -> Option<Problem> {
    let weak = given(reader, "funding.traction.weak")?;
    let strong = given(reader, "funding.traction.strong")?;
    (strong.central <= weak.central).then_some(())?;
    let message = format!("strong is not above weak, which is {}", number(weak.central));
    let problem = Problem::error(strong.span.clone()?, message)
        .label(format!("must be more than {}", number(weak.central)));
    Some(reader.caused(problem, &[weak, strong]))
}

/// What is legal and has no effect, or is hardly meant.
pub(super) fn suspicions(reader: &Reader, operator: &Operator) -> Vec<Option<Problem>> {
    let has = |path: &str, least: f64| {
        reader.place(path).is_none_or(|place| !place.known || least <= place.central)
    };
    let needs = [
        ("balance_sheet.debt_term_months", "balance_sheet.debt", "there is no debt to repay"),
        ("balance_sheet.debt_due_month", "balance_sheet.debt", "there is no debt to repay"),
        ("failure.fading_months", "failure.setback_per_year", "there are no setbacks"),
        ("failure.setback_cash_share", "failure.setback_per_year", "there are no setbacks"),
        ("funding.traction.strong", "funding.max_rounds", "no round is tried"),
        ("funding.max_dilution", "funding.max_rounds", "no round is tried"),
    ];
    let idle = needs.into_iter().filter(|(_, needed, _)| !has(needed, f64::MIN_POSITIVE));
    let idle = idle.map(|(key, needed, message)| {
        let name = needed.rsplit('.').next().unwrap_or_default();
        let message = format!("{message} while {name} is 0");
        let problem = Problem::warning(given(reader, key)?.span.clone()?, message);
        Some(reader.caused(problem.label("has no effect"), &[reader.place(needed)?]))
    });
    let mut found: Vec<Option<Problem>> = idle.collect();
    found.extend([
        without("balance_sheet.debt_grace_months", "balance_sheet.debt_term_months", reader),
        without("funding.traction.floor", "funding.traction.strong", reader),
        due_beyond_horizon(reader, operator),
        starts_below_its_minimum(reader),
        setbacks_in_per_cent(reader),
    ]);
    found
}

/// A key that means nothing without another.
fn without(key: &str, needed: &str, reader: &Reader) -> Option<Problem> {
    let own = given(reader, key)?;
    reader.place(needed).filter(|place| place.span.is_none())?;
    let name = needed.rsplit('.').next()?;
    let message = format!("{} counts only with {name}", key.rsplit('.').next()?);
    Some(Problem::warning(own.span.clone()?, message).label("has no effect"))
}

fn due_beyond_horizon(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let due = given(reader, "balance_sheet.debt_due_month")?;
    let horizon = operator.horizon_months;
    (0 < horizon && horizon as f64 <= due.central).then_some(())?;
    let message = format!("debt is never repaid within the horizon of {horizon} months");
    let label = format!("the last month is month {}", horizon - 1);
    let problem = Problem::warning(due.span.clone()?, message).label(label);
    Some(reader.caused(problem, &[reader.place("simulation.horizon_months")?]))
}

fn starts_below_its_minimum(reader: &Reader) -> Option<Problem> {
    let minimum = given(reader, "balance_sheet.minimum_cash")?;
    let (cash, round) =
        (reader.place("balance_sheet.opening_cash")?, reader.place("investment.round_size")?);
    let opening = cash.central + round.central;
    (opening < minimum.central).then_some(())?;
    let message = format!("the operator starts with cash of {}", number(opening));
    let problem = Problem::warning(minimum.span.clone()?, message)
        .label("fails in its first month, unless a round closes");
    Some(reader.caused(problem, &[minimum, cash, round]))
}

fn setbacks_in_per_cent(reader: &Reader) -> Option<Problem> {
    let rate = given(reader, "failure.setback_per_year")?;
    (MOST_USUAL_SETBACKS < rate.central).then_some(())?;
    let message = format!("{} setbacks a year end nearly all who lose money", number(rate.central));
    Some(Problem::warning(rate.span.clone()?, message).label("usually 0.02 to 0.1 a year").hint(
        format!("if you mean {0} %, write {1}", number(rate.central), number(rate.central / 100.0)),
    ))
}
