//! Distributions that are given by their percentiles.

use super::bounds::below;
use super::parameters::Parameters;
use super::problem::Problem;
use super::wording::number;
use crate::sampling::distribution::ShapeError;
use crate::sampling::family::Family;
use crate::sampling::metalog::Metalog;
use crate::sampling::percentile::Percentile;

/// Percentiles with their names as written, rising.
fn rising<'t>(given: &Parameters<'t>) -> Result<Vec<(&'t str, Percentile)>, Problem> {
    let percentiles = given.percentiles()?;
    for pair in percentiles.windows(2) {
        let [(low_name, low), (high_name, high)] = [pair[0], pair[1]];
        below(given, (low_name, low.value), (high_name, high.value))?;
    }
    Ok(percentiles)
}

/// The two percentiles of a family of two parameters.
pub(super) fn two(given: &Parameters<'_>) -> Result<(Percentile, Percentile), Problem> {
    let percentiles = rising(given)?;
    Ok((percentiles[0].1, percentiles[percentiles.len() - 1].1))
}

/// The same of a family of positive values.
pub(super) fn two_positive(given: &Parameters<'_>) -> Result<(Percentile, Percentile), Problem> {
    for (name, percentile) in given.percentiles()? {
        if percentile.value <= 0.0 {
            let message =
                format!("`{name}` of {} is {}", given.form.title(), number(percentile.value));
            return Err(Problem::error(given.span_of(name), message).label("must be more than 0"));
        }
    }
    two(given)
}

/// The metalog through all percentiles, between `min` and `max`.
pub(super) fn metalog(given: &Parameters<'_>) -> Result<Family, Problem> {
    let percentiles = rising(given)?;
    let (min, max) = (given.number("min")?, given.number("max")?);
    if let (Some(min), Some((name, first))) = (min, percentiles.first()) {
        below(given, ("min", min), (name, first.value))?;
    }
    if let (Some(max), Some((name, last))) = (max, percentiles.last()) {
        below(given, (name, last.value), ("max", max))?;
    }
    let points: Vec<Percentile> = percentiles.iter().map(|(_, percentile)| *percentile).collect();
    let metalog = Metalog::advised(&points, (min, max), given.limits);
    metalog.map(Family::Metalog).map_err(|wrong| infeasible(given, &percentiles, &wrong))
}

fn infeasible(
    given: &Parameters<'_>,
    percentiles: &[(&str, Percentile)],
    wrong: &ShapeError,
) -> Problem {
    let message = format!("no metalog passes through these percentiles: {wrong}");
    let at_fault = wrong.parameter().unwrap_or_default();
    let written = percentiles.iter().find(|(_, one)| one.name() == at_fault);
    match (written, wrong.remedy()) {
        (Some((name, _)), Some(range)) => Problem::error(given.span_of(name), message)
            .label(format!("with the others as they are, must be {range}")),
        (_, remedy) => {
            let problem = Problem::error(given.span_of(at_fault), message);
            remedy.into_iter().fold(problem, Problem::hint)
        }
    }
}
