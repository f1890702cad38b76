//! From the parameters of a distribution, checked one by one so that the
//! message can point at the wrong one, to the distribution.

use super::parameters::Parameters;
use super::problem::Problem;
use super::wording::number;
use crate::sampling::distribution::{Distribution, ShapeError};
use crate::sampling::family::Family;

/// A number that is known, or one that is drawn.
pub(super) enum Amount {
    /// Known.
    Known(f64),
    /// Drawn, and whether `min` and `max` cut its tails rather than give its ends.
    Drawn(Distribution, bool),
}

/// The distribution with these parameters.
pub(super) fn amount(given: &Parameters<'_>) -> Result<Amount, Problem> {
    let family = match given.form.name {
        "uniform" => uniform(given)?,
        "triangular" => {
            let (min, mode, max) = with_mode(given)?;
            Family::Triangular { min, mode, max }
        }
        "pert" => {
            let (min, mode, max) = with_mode(given)?;
            let lambda = optional_positive(given, "lambda")?.unwrap_or(4.0);
            Family::Pert { min, mode, max, lambda }
        }
        "normal" => Family::Normal { mean: any(given, "mean")?, sd: positive(given, "sd")? },
        "lognormal" => lognormal(given)?,
        "beta" => beta(given)?,
        "gamma" => {
            Family::Gamma { shape: positive(given, "shape")?, scale: positive(given, "scale")? }
        }
        "discrete" => discrete(given)?,
        "bernoulli" => Family::Bernoulli { p: probability(given, "p")? },
        _ => return any(given, "value").map(Amount::Known),
    };
    let drawn = Distribution::new(family).map_err(|wrong| refused(given, &wrong))?;
    let can_be_cut = given.form.name != "beta" && given.form.optional.contains(&"min");
    let drawn = if can_be_cut { truncate(given, drawn)? } else { drawn };
    Ok(Amount::Drawn(drawn, can_be_cut))
}

/// What the checks of single parameters leave to the distribution itself.
fn refused(given: &Parameters<'_>, wrong: &ShapeError) -> Problem {
    let span = given.span_of(wrong.parameter().unwrap_or_default());
    Problem::error(span, format!("{}: {wrong}", given.form.title()))
}

/// Cuts the tails that `min` and `max` exclude.
fn truncate(given: &Parameters<'_>, drawn: Distribution) -> Result<Distribution, Problem> {
    let (min, max) = (given.number("min")?, given.number("max")?);
    match (min, max) {
        (None, None) => return Ok(drawn),
        (Some(min), Some(max)) => below(given, ("min", min), ("max", max))?,
        _ => {}
    }
    drawn.truncated(min, max).map_err(|_| {
        let limits = match (min, max) {
            (Some(min), Some(max)) => format!("between {} and {}", number(min), number(max)),
            (Some(min), None) => format!("above {}", number(min)),
            (None, max) => format!("below {}", number(max.unwrap_or(f64::INFINITY))),
        };
        let message = format!("{} has nothing {limits}", given.form.title());
        let at = if max.is_some() { "max" } else { "min" };
        Problem::error(given.span_of(at), message).label("`min` and `max` leave no values")
    })
}

fn uniform(given: &Parameters<'_>) -> Result<Family, Problem> {
    let (min, max) = (any(given, "min")?, any(given, "max")?);
    below(given, ("min", min), ("max", max))?;
    Ok(Family::Uniform { min, max })
}

fn with_mode(given: &Parameters<'_>) -> Result<(f64, f64, f64), Problem> {
    let (min, mode, max) = (any(given, "min")?, any(given, "mode")?, any(given, "max")?);
    below(given, ("min", min), ("max", max))?;
    if min <= mode && mode <= max {
        return Ok((min, mode, max));
    }
    let message = format!("`mode` is {}, outside `min` to `max`", number(mode));
    let label = format!("must be from {} to {}", number(min), number(max));
    Err(Problem::error(given.span_of("mode"), message).label(label))
}

fn lognormal(given: &Parameters<'_>) -> Result<Family, Problem> {
    let family = match given.form.ways[given.way] {
        ["mean", ..] => {
            let (mean, sd) = (positive(given, "mean")?, positive(given, "sd")?);
            Family::lognormal_from_mean_sd(mean, sd)
        }
        ["median", ..] => {
            let (median, p90) = rising(given, "median")?;
            Family::lognormal_from_median_p90(median, p90)
        }
        _ => {
            let (p10, p90) = rising(given, "p10")?;
            Family::lognormal_from_p10_p90(p10, p90)
        }
    };
    family.map_err(|wrong| refused(given, &wrong))
}

/// A lower percentile and the 90th above it.
fn rising(given: &Parameters<'_>, low_name: &str) -> Result<(f64, f64), Problem> {
    let (low, p90) = (positive(given, low_name)?, positive(given, "p90")?);
    below(given, (low_name, low), ("p90", p90))?;
    Ok((low, p90))
}

fn beta(given: &Parameters<'_>) -> Result<Family, Problem> {
    let (alpha, beta) = (positive(given, "alpha")?, positive(given, "beta")?);
    let min = given.number("min")?.unwrap_or(0.0);
    let max = given.number("max")?.unwrap_or(1.0);
    below(given, ("min", min), ("max", max))?;
    Ok(Family::Beta { alpha, beta, min, max })
}

fn discrete(given: &Parameters<'_>) -> Result<Family, Problem> {
    let (values, weights) = (given.numbers("values")?, given.numbers("weights")?);
    let at = given.span_of("weights");
    if values.is_empty() {
        return Err(Problem::error(given.span_of("values"), "`values` is empty"));
    }
    if values.len() != weights.len() {
        let message = format!("{} values have {} weights", values.len(), weights.len());
        return Err(Problem::error(at, message).label("give one weight for each value"));
    }
    if let Some(negative) = weights.iter().find(|weight| **weight < 0.0) {
        let message = format!("a weight is {}", number(*negative));
        return Err(Problem::error(at, message).label("weights must be 0 or more"));
    }
    let total: f64 = weights.iter().sum();
    if !(0.0 < total && total < f64::INFINITY) {
        let message = format!("the weights add up to {}", number(total));
        return Err(Problem::error(at, message).label("one of them at least must be above 0"));
    }
    Ok(Family::Discrete { values, weights })
}

fn any(given: &Parameters<'_>, name: &str) -> Result<f64, Problem> {
    given.number(name).map(Option::unwrap_or_default)
}

fn positive(given: &Parameters<'_>, name: &str) -> Result<f64, Problem> {
    optional_positive(given, name).map(Option::unwrap_or_default)
}

fn optional_positive(given: &Parameters<'_>, name: &str) -> Result<Option<f64>, Problem> {
    let value = given.number(name)?;
    match value {
        Some(value) if value <= 0.0 => {
            let message = format!("`{name}` of {} is {}", given.form.title(), number(value));
            let label = if name == "sd" && value == 0.0 {
                "must be more than 0; for a known number write just the number"
            } else {
                "must be more than 0"
            };
            Err(Problem::error(given.span_of(name), message).label(label))
        }
        value => Ok(value),
    }
}

fn probability(given: &Parameters<'_>, name: &str) -> Result<f64, Problem> {
    let value = any(given, name)?;
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    let message = format!("the probability `{name}` is {}", number(value));
    Err(Problem::error(given.span_of(name), message).label("must be from 0 to 1"))
}

fn below(
    given: &Parameters<'_>,
    (low_name, low): (&str, f64),
    (high_name, high): (&str, f64),
) -> Result<(), Problem> {
    if low < high {
        return Ok(());
    }
    let message = format!("`{high_name}` must be above `{low_name}`");
    let label = format!("{} is not above {}", number(high), number(low));
    let problem = Problem::error(given.span_of(high_name), message).label(label);
    Err(if low.to_bits() == high.to_bits() {
        problem.hint("for a known number write just the number")
    } else {
        problem
    })
}
