//! What must hold between the numbers of a scenario.

use super::problem::{Problem, Span};
use super::reader::{Place, Reader};
use super::section::Section;
use super::tranches;
use super::wording::number;
use super::{closing, funding_checks};
use crate::model::operator::Operator;

/// Reports what cannot be.
pub(super) fn all(reader: &mut Reader, root: &Section<'_>, operator: &Operator) {
    let found = [
        cheque(reader),
        closing::ownership(reader, operator),
        closing::impossible(reader, operator),
        sites(reader),
        raise(reader),
        products(root, operator),
    ];
    let found = found.into_iter().chain(funding_checks::impossible(reader));
    reader.problems.extend(found.flatten().collect::<Vec<_>>());
    let problems = tranches::problems(reader, operator);
    reader.problems.extend(problems);
}

/// Where the first of the places is shown that the file has.
pub(super) fn shown(places: [&Place; 2]) -> Option<Span> {
    places.iter().find_map(|place| place.span.clone())
}

fn cheque(reader: &Reader) -> Option<Problem> {
    let cheque = reader.place("investment.cheque")?;
    let round = reader.place("investment.round_size")?;
    (round.central < cheque.central).then_some(())?;
    let message = format!("the cheque of {} exceeds the round", number(cheque.central));
    let label = format!("must be at most the round_size of {}", number(round.central));
    let problem = Problem::error(shown([cheque, round])?, message).label(label);
    Some(reader.caused(problem, &[cheque, round]))
}

fn sites(reader: &Reader) -> Option<Problem> {
    let initial = reader.place("sites.initial_sites").filter(|place| place.known)?;
    let max = reader.place("sites.max_sites").filter(|place| place.known)?;
    if max.central < initial.central {
        let message = format!("max_sites is below the {} initial sites", number(initial.central));
        let label = format!("must be at least {}", number(initial.central));
        let problem = Problem::error(shown([max, initial])?, message).label(label);
        return Some(reader.caused(problem, &[max, initial]));
    }
    (max.central < 1.0).then_some(())?;
    let message = "there are no sites, and none can ever open";
    let problem = Problem::error(shown([max, initial])?, message).label("must be at least 1");
    Some(reader.caused(problem, &[max, initial]))
}

fn raise(reader: &Reader) -> Option<Problem> {
    let min = reader.place("funding.min_raise").filter(|place| place.known)?;
    let max = reader.place("funding.max_raise").filter(|place| place.known)?;
    (max.central < min.central).then_some(())?;
    let message = format!("max_raise is below the min_raise of {}", number(min.central));
    let label = format!("must be at least {}", number(min.central));
    let problem = Problem::error(shown([max, min])?, message).label(label);
    Some(reader.caused(problem, &[max, min]))
}

fn products(root: &Section<'_>, operator: &Operator) -> Option<Problem> {
    let none = operator.lines.is_empty() && !root.misspells("product");
    (none && root.entry("product").is_none_or(|entry| entry.is_empty_list())).then(|| {
        Problem::of_file("there is no product").hint(
            "add a table `[[product]]` with name, price, units_per_site_month and lead_time_days",
        )
    })
}
