//! Checks of single parameters, each with a message that points at the
//! parameter.

use super::parameters::Parameters;
use super::problem::Problem;
use super::wording::number;

/// Any number.
pub(super) fn any(given: &Parameters<'_>, name: &str) -> Result<f64, Problem> {
    given.number(name).map(Option::unwrap_or_default)
}

/// A number above 0, of a usual size if it is a shape.
pub(super) fn positive(given: &Parameters<'_>, name: &str) -> Result<f64, Problem> {
    optional_positive(given, name).map(Option::unwrap_or_default)
}

/// The same for one that may be left out.
pub(super) fn optional_positive(
    given: &Parameters<'_>,
    name: &str,
) -> Result<Option<f64>, Problem> {
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
        Some(value) => within_limits(given, name, value).map(Some),
        None => Ok(None),
    }
}

fn within_limits(given: &Parameters<'_>, name: &str, value: f64) -> Result<f64, Problem> {
    let known = given.form.parameters.iter().find(|parameter| parameter.name == name);
    match known.map(|known| (known.range.min, known.range.max)) {
        Some((least, most)) if value < least || most < value => {
            let message = format!("`{name}` of {} is {}", given.form.title(), number(value));
            let label = if least <= 0.0 {
                format!("must be at most {}", number(most))
            } else {
                format!("must be from {} to {}", number(least), number(most))
            };
            Err(Problem::error(given.span_of(name), message).label(label))
        }
        _ => Ok(value),
    }
}

/// A number from 0 to 1.
pub(super) fn probability(given: &Parameters<'_>, name: &str) -> Result<f64, Problem> {
    let value = any(given, name)?;
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    let message = format!("the probability `{name}` is {}", number(value));
    Err(Problem::error(given.span_of(name), message).label("must be from 0 to 1"))
}

/// Holds that one parameter is above another.
pub(super) fn below(
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
