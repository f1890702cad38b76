//! From the parameters of a distribution, checked one by one so that the
//! message can point at the wrong one, to the distribution.

use super::bounds::{any, below, optional_positive, positive, probability};
use super::data::Data;
use super::parameters::Parameters;
use super::problem::Problem;
use super::wording::{number, percent};
use super::{compound, percentiles};
use crate::sampling::distribution::{Distribution, ShapeError};
use crate::sampling::family::{Family, MOST_COUNTS};

/// A number that is known, or one that is drawn.
#[expect(clippy::large_enum_variant, reason = "each is read once and taken apart at once")]
pub(super) enum Amount {
    /// Known.
    Known(f64),
    /// Drawn.
    Drawn(Drawn),
}

/// A distribution as it was written.
pub(super) struct Drawn {
    /// What is drawn from.
    pub(super) distribution: Distribution,
    /// Whether `min` and `max` cut its tails rather than give its ends.
    pub(super) can_be_cut: bool,
    /// What is legal in it and probably not what was meant.
    pub(super) warnings: Vec<Problem>,
}

/// A distribution of which `min` and `max` leave less than this was probably
/// meant to lie elsewhere.
const LEAST_LEFT: f64 = 0.1;

/// The distribution with these parameters; `data` reads the files it may name.
pub(super) fn amount(given: &Parameters<'_>, data: &Data<'_>) -> Result<Amount, Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut warnings = Vec::new();
    let family = match given.form.name {
        "point" | "constant" => return any(given, "value").map(Amount::Known).map_err(one),
        "mixture" => compound::mixture(given, data, &mut warnings)?,
        "empirical" => compound::empirical(given, data).map_err(one)?,
        _ => simple(given).map_err(one)?,
    };
    let whole = Distribution::new(family).map_err(|wrong| one(refused(given, &wrong)))?;
    let has_own_ends = ["beta", "metalog"].contains(&given.form.name);
    let can_be_cut = !has_own_ends && given.form.optional.contains(&"min");
    if !can_be_cut {
        return Ok(Amount::Drawn(Drawn { distribution: whole, can_be_cut, warnings }));
    }
    let distribution = truncate(given, &whole).map_err(one)?;
    warnings.extend(nearly_all_cut(given, &whole).map_err(one)?);
    Ok(Amount::Drawn(Drawn { distribution, can_be_cut, warnings }))
}

/// A family whose parameters are numbers and lists of them.
fn simple(given: &Parameters<'_>) -> Result<Family, Problem> {
    Ok(match given.form.name {
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
        "normal" => normal(given)?,
        "lognormal" => lognormal(given)?,
        "beta" => beta(given)?,
        "gamma" => {
            Family::Gamma { shape: positive(given, "shape")?, scale: positive(given, "scale")? }
        }
        "weibull" => {
            Family::Weibull { shape: positive(given, "shape")?, scale: positive(given, "scale")? }
        }
        "exponential" => exponential(given)?,
        "student-t" => student_t(given)?,
        "bernoulli" => Family::Bernoulli { p: probability(given, "p")? },
        "binomial" => binomial(given)?,
        "poisson" => Family::Poisson { mean: positive(given, "mean")? },
        "discrete" => compound::discrete(given)?,
        _ => percentiles::metalog(given)?,
    })
}

/// What the checks of single parameters leave to the distribution itself.
pub(super) fn refused(given: &Parameters<'_>, wrong: &ShapeError) -> Problem {
    let span = given.span_of(wrong.parameter().unwrap_or_default());
    Problem::error(span, format!("{}: {wrong}", given.form.title()))
}

/// Cuts the tails that `min` and `max` exclude.
fn truncate(given: &Parameters<'_>, drawn: &Distribution) -> Result<Distribution, Problem> {
    let (min, max) = (given.number("min")?, given.number("max")?);
    match (min, max) {
        (None, None) => return Ok(drawn.clone()),
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

/// What is said where `min` and `max` leave little of a distribution.
fn nearly_all_cut(
    given: &Parameters<'_>,
    whole: &Distribution,
) -> Result<Option<Problem>, Problem> {
    let (min, max) = (given.number("min")?, given.number("max")?);
    let below = min.map_or(0.0, |min| whole.cdf_below(min));
    let above = max.map_or(0.0, |max| 1.0 - whole.cdf(max));
    if below + above <= 1.0 - LEAST_LEFT {
        return Ok(None);
    }
    let name = if above < below { "min" } else { "max" };
    let message =
        format!("`{name}` cuts away {} of {}", percent(below.max(above)), given.form.title());
    let label = format!("without it half of all draws are below {}", number(median(whole)));
    Ok(Some(Problem::warning(given.span_of(name), message).label(label)))
}

fn median(drawn: &Distribution) -> f64 {
    let shown = format!("{:.3e}", drawn.single_quantile(0.5));
    shown.parse().unwrap_or(f64::NAN)
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

fn normal(given: &Parameters<'_>) -> Result<Family, Problem> {
    if given.way.is_some() {
        return Ok(Family::Normal { mean: any(given, "mean")?, sd: positive(given, "sd")? });
    }
    let (low, high) = percentiles::two(given)?;
    Family::normal_through(low, high).map_err(|wrong| refused(given, &wrong))
}

fn lognormal(given: &Parameters<'_>) -> Result<Family, Problem> {
    let family = if given.way.is_some() {
        Family::lognormal_from_mean_sd(positive(given, "mean")?, positive(given, "sd")?)
    } else {
        let (low, high) = percentiles::two_positive(given)?;
        Family::lognormal_through(low, high)
    };
    family.map_err(|wrong| refused(given, &wrong))
}

fn exponential(given: &Parameters<'_>) -> Result<Family, Problem> {
    let mean = match optional_positive(given, "rate")? {
        Some(rate) => 1.0 / rate,
        None => positive(given, "mean")?,
    };
    Ok(Family::Exponential { mean })
}

fn student_t(given: &Parameters<'_>) -> Result<Family, Problem> {
    let (df, location) = (positive(given, "df")?, any(given, "location")?);
    Ok(Family::StudentT { df, location, scale: positive(given, "scale")? })
}

fn binomial(given: &Parameters<'_>) -> Result<Family, Problem> {
    let n = given.whole("n")?.unwrap_or_default();
    if !(1..=MOST_COUNTS).contains(&n) {
        let message = format!("`n` of {} is {}", given.form.title(), number(n as f64));
        let label = format!("must be from 1 to {}", number(MOST_COUNTS as f64));
        return Err(Problem::error(given.span_of("n"), message).label(label));
    }
    Ok(Family::Binomial { n, p: probability(given, "p")? })
}

fn beta(given: &Parameters<'_>) -> Result<Family, Problem> {
    let (alpha, beta) = (positive(given, "alpha")?, positive(given, "beta")?);
    let min = given.number("min")?.unwrap_or(0.0);
    let max = given.number("max")?.unwrap_or(1.0);
    below(given, ("min", min), ("max", max))?;
    Ok(Family::Beta { alpha, beta, min, max })
}
