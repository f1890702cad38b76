//! A figure in its unit, to the digits that its standard error supports.

use super::format::{Parts, decimals_for, is_nothing, moic_in_parts, money_in_parts};
use crate::analysis::estimate::Estimate;
use crate::model::outcome::Unit;

/// The minus sign, as wide as a plus.
const MINUS: &str = "\u{2212}";

/// A figure that is there and its standard error, to the digits that the error
/// supports. A month is as it is.
pub(super) fn level(figure: &Estimate, unit: Unit, currency: &str) -> String {
    signed(figure, "", |figure| shown(figure, unit, currency))
}

/// The figure that `show` writes without a sign, with `plus` or a true minus before it.
pub(super) fn signed(figure: &Estimate, plus: &str, show: impl Fn(&Estimate) -> Parts) -> String {
    let shown = show(&Estimate { value: figure.value.abs(), ..*figure });
    let sign = match figure.value {
        _ if is_nothing(&shown.value) => "",
        value if value < 0.0 => MINUS,
        _ => plus,
    };
    format!("{sign}{shown}")
}

/// A figure that is not negative.
pub(super) fn shown(figure: &Estimate, unit: Unit, currency: &str) -> Parts {
    match unit {
        Unit::Money => money_in_parts(figure, currency),
        Unit::Multiple => moic_in_parts(figure),
        Unit::Share | Unit::RatePerYear => digits(figure, 100.0, "%", 1),
        Unit::Days => digits(figure, 1.0, " days", 1),
        Unit::Months => digits(figure, 1.0, " months", 1),
        Unit::Month | Unit::Count => digits(figure, 1.0, "", 1),
    }
}

/// A figure with what stands behind it, and its error without.
pub(super) fn digits(figure: &Estimate, scale: f64, unit: &str, least: usize) -> Parts {
    let (value, error) = (scale * figure.value, scale * figure.standard_error);
    let decimals = decimals_for(error, least);
    let error = (!error.is_nan()).then(|| format!("{error:.decimals$}"));
    Parts { value: format!("{value:.decimals$}{unit}"), error, behind: "" }
}
