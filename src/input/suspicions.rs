//! What is legal but probably not what was meant, at central values.

use super::checks::shown;
use super::problem::Problem;
use super::reader::{Place, Reader};
use super::wording::{number, quoted};
use super::{deal_suspicions, funding_checks, line_suspicions};
use crate::model::operator::Operator;

/// Warns of what is legal but probably not meant.
pub(super) fn all(reader: &mut Reader, operator: &Operator) {
    let mut found = vec![
        exit_beyond_horizon(reader, operator),
        learning_without_reference(reader),
        rounds_that_never_close(reader),
        suspensions_without_length(reader),
        halo_without_events(reader),
        campaign_without_events(reader),
        plant_never_replaced(reader, operator),
        growth_that_never_fades(reader, operator),
        closure_cost_without_review(reader),
        likely_more_initial_than_max_sites(reader),
    ];
    for line in &operator.lines {
        found.extend(line_suspicions::of(reader, line));
        found.push(launch_beyond_horizon(reader, operator, &line.name));
    }
    found.extend(deal_suspicions::of(reader, operator));
    found.extend(funding_checks::suspicions(reader, operator));
    for supplier in &operator.suppliers {
        found.push(failure_without_length(reader, supplier));
        found.push(premium_without_alternate(reader, supplier));
    }
    for (route, _) in &operator.routes {
        found.push(discount_without_readiness(reader, route));
        found.push(cap_below_hazard(reader, route));
    }
    reader.problems.extend(found.into_iter().flatten());
}

fn exit_beyond_horizon(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let earliest = reader.place("exit.earliest_exit_month")?;
    let horizon = operator.horizon_months;
    let never = !operator.routes.is_empty() && 0 < horizon && horizon as f64 <= earliest.central;
    never.then_some(())?;
    let message = format!("no sale can happen within the horizon of {horizon} months");
    let label = format!("the last month in which a sale can happen is month {}", horizon - 1);
    let problem = Problem::warning(earliest.span.clone()?, message).label(label);
    Some(reader.caused(problem, &[reader.place("simulation.horizon_months")?]))
}

fn launch_beyond_horizon(reader: &Reader, operator: &Operator, name: &str) -> Option<Problem> {
    let launch = reader.place(&format!("product.{name}.launch_month"))?;
    let horizon = operator.horizon_months;
    (0 < horizon && horizon as f64 <= launch.central).then_some(())?;
    let product = quoted(&format!("product.{name}"));
    let message = format!("{product} never sells within the horizon of {horizon} months");
    let label = format!("the last month is month {}", horizon - 1);
    let problem = Problem::warning(launch.span.clone()?, message).label(label);
    Some(reader.caused(problem, &[reader.place("simulation.horizon_months")?]))
}

fn learning_without_reference(reader: &Reader) -> Option<Problem> {
    let rate = reader.place("scaling.learning_rate")?;
    let reference = reader.place("scaling.learning_reference_units")?;
    (0.0 < rate.central && is_none(reference)).then_some(())?;
    let message = "there is no learning while learning_reference_units is 0";
    let problem = Problem::warning(rate.span.clone()?, message)
        .label("has no effect")
        .hint("set learning_reference_units to the volume that today's cost already has behind it");
    Some(reader.caused(problem, &[reference]))
}

fn rounds_that_never_close(reader: &Reader) -> Option<Problem> {
    let rounds = reader.place("funding.max_rounds")?;
    let odds = reader.place("funding.round_close_probability_per_month")?;
    (0.5 <= rounds.central && is_none(odds)).then_some(())?;
    let message = "no later round ever closes while round_close_probability_per_month is 0";
    let problem = Problem::warning(shown([rounds, odds])?, message).label("has no effect");
    Some(reader.caused(problem, &[rounds, odds]))
}

fn suspensions_without_length(reader: &Reader) -> Option<Problem> {
    let often = reader.place("sites.permits.suspensions_per_year")?;
    let length = reader.place("sites.permits.suspension_days")?;
    without_effect(reader, often, length, "a suspension lasts no time while suspension_days is 0")
}

fn failure_without_length(reader: &Reader, name: &str) -> Option<Problem> {
    let often = reader.place(&format!("supplier.{name}.disruptions_per_year"))?;
    let length = reader.place(&format!("supplier.{name}.disruption_days"))?;
    without_effect(reader, often, length, "a disruption lasts no time while disruption_days is 0")
}

fn halo_without_events(reader: &Reader) -> Option<Problem> {
    let halo = reader.place("popups.demand_halo")?;
    let events = reader.place("popups.events_per_site_month")?;
    without_effect(reader, halo, events, "there is no halo while events_per_site_month is 0")
}

fn campaign_without_events(reader: &Reader) -> Option<Problem> {
    let factor = reader.place("popups.campaign.factor")?;
    let events = reader.place("popups.events_per_site_month")?;
    without_effect(
        reader,
        factor,
        events,
        "a campaign draws nobody while events_per_site_month is 0",
    )
    .filter(|_| factor.span.is_some())
}

/// Plant that is written off within the horizon and goes on for ever.
fn plant_never_replaced(reader: &Reader, operator: &Operator) -> Option<Problem> {
    let share = reader.place("balance_sheet.replacement_share")?;
    let life = reader.place("balance_sheet.depreciation_months")?;
    let opening = reader.place("balance_sheet.opening_fixed_assets")?;
    let has_plant = 0.0 < opening.central;
    let wears_out = 0.0 < life.central && life.central < operator.horizon_months as f64;
    (has_plant && wears_out && is_none(share)).then_some(())?;
    let message = format!(
        "plant is written off in {} months and never replaced within the horizon of {}",
        number(life.central),
        operator.horizon_months
    );
    let span = share.span.clone().or_else(|| opening.span.clone())?;
    let problem = Problem::warning(span, message)
        .label("replacement_share is 0")
        .hint("makers spend 0.7 to 1.2 times their depreciation on plant");
    Some(reader.caused(problem, &[share, life, opening]))
}

/// Growth so high for so long that it is hardly meant.
fn growth_that_never_fades(reader: &Reader, operator: &Operator) -> Option<Problem> {
    const HIGH: f64 = 0.4;
    const MOST_YEARS: usize = 3;
    const KEY: &str = "market.demand_growth_per_year";
    let years: Option<Vec<&Place>> = std::iter::once(reader.place(KEY))
        .chain(
            (1..=operator.terms.later_growth.len())
                .map(|year| reader.place(&format!("{KEY}[{year}]"))),
        )
        .collect();
    let years = years?;
    let lived = operator.horizon_months.div_ceil(12);
    let (mut high, mut longest) = (0, 0);
    for year in 0..lived {
        let is_high = HIGH < years[year.min(years.len() - 1)].central;
        high = if is_high { high + 1 } else { 0 };
        longest = longest.max(high);
    }
    (MOST_YEARS < longest).then_some(())?;
    let message =
        format!("demand grows by more than {} % a year for {longest} years", number(100.0 * HIGH));
    let problem = Problem::warning(years.iter().find_map(|place| place.span.clone())?, message)
        .label("growth that never fades")
        .hint("a list has a rate for each year, of which the last goes on: [0.6, 0.4, 0.2, 0.08]");
    Some(reader.caused(problem, &[reader.place("simulation.horizon_months")?]))
}

fn closure_cost_without_review(reader: &Reader) -> Option<Problem> {
    let cost = reader.place("sites.closure_months")?;
    let review = reader.place("sites.review_months")?;
    (0.0 < cost.central && review.span.is_none()).then_some(())?;
    let message = "no site is ever closed without review_months";
    Some(Problem::warning(cost.span.clone()?, message).label("has no effect"))
}

fn premium_without_alternate(reader: &Reader, name: &str) -> Option<Problem> {
    let premium = reader.place(&format!("supplier.{name}.switch_premium"))?;
    let switch = reader.place(&format!("supplier.{name}.switch_days"))?;
    (premium.span.is_some() && switch.span.is_none()).then_some(())?;
    let message = "there is no alternate supplier without switch_days";
    Some(Problem::warning(premium.span.clone()?, message).label("has no effect"))
}

fn discount_without_readiness(reader: &Reader, route: &str) -> Option<Problem> {
    let discount = reader.place(&format!("exit.route.{route}.integration_discount"))?;
    let readiness = reader.place("exit.integration_readiness")?;
    let full = readiness.known && 1.0 <= readiness.central;
    (full && 0.0 < discount.central).then_some(())?;
    let message = "nothing is lost to integration while integration_readiness is 1";
    let problem = Problem::warning(discount.span.clone()?, message).label("has no effect");
    Some(reader.caused(problem, &[readiness]))
}

fn cap_below_hazard(reader: &Reader, route: &str) -> Option<Problem> {
    let hazard = reader.place(&format!("exit.route.{route}.hazard_per_year"))?;
    let cap = reader.place(&format!("exit.route.{route}.hazard_cap"))?;
    (cap.central < hazard.central).then_some(())?;
    let message = "the hazard is cut off by hazard_cap already at the reference revenue";
    let label = format!("below the hazard_per_year of {}", number(hazard.central));
    let problem = Problem::warning(cap.span.clone()?, message).label(label);
    Some(reader.caused(problem, &[hazard]))
}

fn without_effect(
    reader: &Reader,
    effect: &Place,
    needed: &Place,
    message: &str,
) -> Option<Problem> {
    (0.0 < effect.central && is_none(needed)).then_some(())?;
    let problem = Problem::warning(effect.span.clone()?, message).label("has no effect");
    Some(reader.caused(problem, &[needed]))
}

fn is_none(place: &Place) -> bool {
    place.known && place.central <= 0.0
}

fn likely_more_initial_than_max_sites(reader: &Reader) -> Option<Problem> {
    let initial = reader.place("sites.initial_sites")?;
    let max = reader.place("sites.max_sites")?;
    let drawn = !initial.known || !max.known;
    (drawn && max.central < initial.central).then_some(())?;
    let message = "max_sites is mostly below the initial sites";
    let label = format!("the median of initial_sites is {}", number(initial.central));
    let problem = Problem::warning(shown([max, initial])?, message).label(label);
    Some(reader.caused(problem, &[max, initial]))
}
