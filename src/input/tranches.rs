//! Parts of the round that are paid later, and what is wrong with them as a whole.

use super::lists::{self, ListForm};
use super::others::TRANCHE;
use super::problem::Problem;
use super::reader::{Place, Reader};
use super::section::Section;
use super::wording::{number, quoted};
use crate::model::operator::Operator;
use crate::model::tables::Tranche;
use crate::sampling::assumptions::Input;

/// The keys that are conditions.
const CONDITIONS: [&str; 3] = ["contribution_margin", "ltm_revenue", "sites_open"];

/// Reads the tranches with their names.
pub(super) fn all(reader: &mut Reader, investment: &Section<'_>) -> Vec<(Tranche<Input>, String)> {
    let form = ListForm { name: "tranche", keys: Tranche::<()>::KEYS, others: TRANCHE };
    lists::each(reader, investment, &form, |reader, section, name| {
        (Tranche::build(|key| reader.number(section, key)), name.to_owned())
    })
}

fn place<'r>(reader: &'r Reader, name: &str, key: &str) -> Option<&'r Place> {
    reader.place(&format!("investment.tranche.{name}.{key}"))
}

/// What cannot be.
pub(super) fn problems(reader: &Reader, operator: &Operator) -> Vec<Problem> {
    let names = operator.tranches.iter();
    let each = names.flat_map(|name| [late(reader, operator, name), ends_early(reader, name)]);
    each.flatten().chain(nothing_at_closing(reader, operator)).collect()
}

/// One that falls due when all is over.
fn late(reader: &Reader, operator: &Operator, name: &str) -> Option<Problem> {
    let month = place(reader, name, "month")?;
    let horizon = operator.horizon_months;
    (0 < horizon && horizon as f64 <= month.central).then_some(())?;
    let title = quoted(&format!("investment.tranche.{name}"));
    let message = format!("{title} falls due after the horizon of {horizon} months");
    let problem = Problem::error(month.span.clone()?, message)
        .label(format!("must be at most {}", horizon - 1));
    Some(reader.caused(problem, &[reader.place("simulation.horizon_months")?]))
}

fn ends_early(reader: &Reader, name: &str) -> Option<Problem> {
    let (month, latest) = (place(reader, name, "month")?, place(reader, name, "latest_month")?);
    (latest.span.is_some() && latest.central < month.central).then_some(())?;
    let title = quoted(&format!("investment.tranche.{name}"));
    let message = format!("{title} ends before it falls due");
    let label = format!("must be at least its month, {}", number(month.central));
    let problem = Problem::error(latest.span.clone()?, message).label(label);
    Some(reader.caused(problem, &[month]))
}

/// Tranches that take the whole round.
fn nothing_at_closing(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let shares: Option<Vec<&Place>> =
        operator.tranches.iter().map(|name| place(reader, name, "share")).collect();
    let shares = shares?;
    let sum: f64 = shares.iter().map(|share| share.central).sum();
    (1.0 <= sum).then_some(())?;
    let percent = number((1000.0 * sum).round() / 10.0);
    let message =
        format!("the tranches are {percent} % of the round, so nothing is paid at closing");
    let problem = Problem::error(shares.last()?.span.clone()?, message)
        .label("shares of all tranches must be less than 1 together");
    Some(reader.caused(problem, &shares))
}

/// What is legal but probably not meant.
pub(super) fn suspicions(reader: &Reader, operator: &Operator) -> Vec<Option<Problem>> {
    operator.tranches.iter().map(|name| term_without_condition(reader, name)).collect()
}

fn term_without_condition(reader: &Reader, name: &str) -> Option<Problem> {
    let (month, latest) = (place(reader, name, "month")?, place(reader, name, "latest_month")?);
    let has_condition =
        CONDITIONS.iter().any(|key| place(reader, name, key).is_some_and(|one| one.span.is_some()));
    (!has_condition && month.central < latest.central).then_some(())?;
    let title = quoted(&format!("investment.tranche.{name}"));
    let message =
        format!("{title} has no condition, so it is paid in month {}", number(month.central));
    Some(
        Problem::warning(latest.span.clone()?, message)
            .label("has no effect")
            .hint("conditions are contribution_margin, ltm_revenue and sites_open"),
    )
}
