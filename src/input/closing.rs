//! Whether the round can close: what the classes, the convertibles and the options take of the
//! company, and what of it is probably not meant.

use super::problem::Problem;
use super::reader::{Place, Reader};
use super::wording::{number, quoted};
use crate::model::cap_table::{CapTableAtClosing, Closing, Unclosable, close};
use crate::model::operator::{ConvertibleKind, Operator, paid_at_closing};
use crate::model::tables::{Convertible, Deal, Existing};
use crate::sampling::assumptions::{Assumptions, Input};

/// Convertibles that take more of the company than this before the new money are a slip in
/// thousands, or a company that nobody would found.
const LARGEST_USUAL_CONVERSION: f64 = 0.5;

/// The terms of a deal as plain numbers. Those that may be uncertain are at their medians; no cap
/// table depends on them.
struct Facts {
    deal: Deal<f64>,
    existing: Vec<Existing<f64>>,
    convertible: Vec<Convertible<f64>>,
    paid_at_closing: f64,
}

impl Facts {
    fn new(operator: &Operator, assumptions: &Assumptions) -> Self {
        let fact = |input: &Input| assumptions.get(*input).quantile(0.5);
        let terms = &operator.terms;
        Self {
            deal: terms.deal.map(fact),
            existing: terms.existing.iter().map(|class| class.map(fact)).collect(),
            convertible: terms.convertible.iter().map(|one| one.map(fact)).collect(),
            paid_at_closing: paid_at_closing(terms.tranche.iter().map(|one| fact(&one.share))),
        }
    }
}

/// Who holds what before the round of a checked operator and after it.
pub(super) fn cap_table(operator: &Operator, assumptions: &Assumptions) -> CapTableAtClosing {
    let Facts { deal, existing, convertible, paid_at_closing } = Facts::new(operator, assumptions);
    CapTableAtClosing::new(operator, &deal, &existing, &convertible, paid_at_closing)
}

/// In per cent, to a tenth.
fn percent(share: f64) -> String {
    number((1000.0 * share).round() / 10.0)
}

fn path(name: &str, key: &str) -> String {
    format!("investment.convertible.{name}.{key}")
}

/// The closing; none where a number that it hangs on was not read.
fn closing(reader: &Reader, operator: &Operator) -> Option<(Facts, Result<Closing, Unclosable>)> {
    for key in ["pre_money", "round_size", "option_pool", "option_pool_before"] {
        reader.place(&format!("investment.{key}"))?;
    }
    for form in &operator.convertible {
        for key in Convertible::<()>::KEYS {
            reader.place(&path(&form.name, key.name))?;
        }
    }
    let facts = Facts::new(operator, &reader.assumptions);
    let closing = close(&facts.deal, &facts.convertible, &operator.convertible);
    Some((facts, closing))
}

/// What the classes own before the round, the options that are part of common with them.
pub(super) fn ownership(reader: &Reader, operator: &Operator) -> Option<Problem> {
    const ROUNDING: f64 = 1e-9;
    let path = |name: &str| format!("investment.existing.{name}.ownership");
    let mut places: Vec<&Place> =
        operator.existing.iter().filter_map(|class| reader.place(&path(&class.name))).collect();
    let classes: f64 = places.iter().map(|place| place.central).sum();
    if 1.0 + ROUNDING < classes {
        let message = format!("the existing classes own {} % together", number(100.0 * classes));
        let label = "ownership before the round must add up to at most 1";
        let problem = Problem::error(places.last()?.span.clone()?, message).label(label);
        return Some(reader.caused(problem, &places));
    }
    let pool = reader.place("investment.option_pool_before")?;
    let all = classes + pool.central;
    (1.0 + ROUNDING < all).then_some(())?;
    let message = format!(
        "the existing classes and the options before the round are {} % together",
        percent(all)
    );
    let problem = Problem::error(pool.span.clone()?, message)
        .label(format!("must be at most the {} that the classes leave", number(1.0 - classes)));
    places.push(pool);
    Some(reader.caused(problem, &places))
}

/// That a price of a share gives everybody what is due.
pub(super) fn impossible(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let (facts, closing) = closing(reader, operator)?;
    match closing.err()? {
        Unclosable::SoldOut(share) => {
            let sold = operator.convertible.iter().zip(&facts.convertible);
            let sold = sold
                .filter(|(form, _)| form.kind.cap_counts_converted())
                .map(|(form, terms)| (form, terms.principal / terms.cap));
            let (most, _) = sold.max_by(|one, other| one.1.total_cmp(&other.1))?;
            let cap = reader.place(&path(&most.name, "cap"))?;
            let message = format!("the post-money caps sell {} % of the company", percent(share));
            Some(
                Problem::error(cap.span.clone()?, message)
                    .label("what is paid over the cap must add up to less than 1")
                    .hint("amounts are in units of the currency, not in thousands or millions"),
            )
        }
        Unclosable::NothingLeft => Some(nothing_left(reader, operator, &facts)?),
    }
}

fn nothing_left(reader: &Reader, operator: &Operator, facts: &Facts) -> Option<Problem> {
    let deal = &facts.deal;
    let new_money = deal.round_size / (deal.pre_money + deal.round_size);
    if close(deal, &[], &[]).is_err() {
        let pool = reader.place("investment.option_pool")?;
        let message = format!(
            "an option pool of {} % and the round's {} % leave nothing of the company",
            percent(pool.central),
            percent(new_money),
        );
        let label = "shares after the round must add up to less than 1";
        return Some(Problem::error(pool.span.clone()?, message).label(label));
    }
    let last = operator.convertible.last()?;
    let principal = reader.place(&path(&last.name, "principal"))?;
    let takes = if 0.0 < deal.option_pool { " and the option pool take" } else { " takes" };
    let message =
        format!("what converts{takes} all of the pre_money of {}", number(deal.pre_money));
    Some(
        Problem::error(principal.span.clone()?, message)
            .label("nothing is left for the shares before the round")
            .hint("pre_money is the value of all shares before the new money, with what converts"),
    )
}

/// What is legal and probably not meant.
pub(super) fn suspicions(reader: &Reader, operator: &Operator) -> Vec<Option<Problem>> {
    let mut found = Vec::new();
    let notes = operator.convertible.iter().filter(|form| form.kind == ConvertibleKind::Note);
    for form in notes {
        found.push(half_of_interest(reader, &form.name));
    }
    if let Some((facts, Ok(closing))) = closing(reader, operator) {
        found.push(pool_there_already(reader, &facts.deal, &closing));
        found.push(mostly_converted(reader, operator, &closing));
    }
    found
}

/// Interest needs a rate and a time.
fn half_of_interest(reader: &Reader, name: &str) -> Option<Problem> {
    let place = |key: &str| reader.place(&path(name, key));
    let (rate, time) = (place("interest_rate")?, place("months_outstanding")?);
    let (given, message) = match (0.0 < rate.central, 0.0 < time.central) {
        (true, false) => (rate, "no interest accrues while months_outstanding is 0"),
        (false, true) => (time, "no interest accrues while interest_rate is 0"),
        _ => return None,
    };
    Some(Problem::warning(given.span.clone()?, message).label("has no effect"))
}

fn pool_there_already(reader: &Reader, deal: &Deal<f64>, closing: &Closing) -> Option<Problem> {
    let pool = reader.place("investment.option_pool")?;
    (0.0 < deal.option_pool && closing.new_options <= 0.0).then_some(())?;
    let there = percent(deal.option_pool_before * closing.kept);
    let message = format!("no option is created: those before the round are {there} % after it");
    Some(Problem::warning(pool.span.clone()?, message).label("has no effect"))
}

fn mostly_converted(reader: &Reader, operator: &Operator, closing: &Closing) -> Option<Problem> {
    let shares = closing.conversions.iter().map(|one| one.shares);
    let all = shares.clone().sum::<f64>() / closing.shares;
    (LARGEST_USUAL_CONVERSION < all).then_some(())?;
    let (largest, _) =
        operator.convertible.iter().zip(shares).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let principal = reader.place(&path(&largest.name, "principal"))?;
    let message = format!("what converts takes {} % of the company", percent(all));
    let label = format!("most of it by {}", quoted(&largest.name));
    Some(
        Problem::warning(principal.span.clone()?, message)
            .label(label)
            .hint("amounts are in units of the currency, not in thousands or millions"),
    )
}
