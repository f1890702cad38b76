//! A value of an assumption in the words of its unit: money with its sign,
//! shares in per cent, multiples with their `x`. All texts word values here.

use super::format::{Money, count, signed, symbol};
use super::given;

/// To how many digits a value stands, and how its unit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueStyle {
    is_given: bool,
    unit: UnitStyle,
}

/// How a unit stands that is a word; signs such as `$` and `%` always do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnitStyle {
    /// Not at all: what stands beside it names it.
    Bare,
    /// `16.4 days`, `1 site`.
    Full,
}

impl ValueStyle {
    /// `16.4`: for where the unit stands beside it.
    pub const BARE: Self = Self::rounded(UnitStyle::Bare);
    /// `16.4 days`: everywhere else.
    pub const FULL: Self = Self::rounded(UnitStyle::Full);

    /// To three digits, or whole, as suits a percentile or a value tried.
    const fn rounded(unit: UnitStyle) -> Self {
        Self { is_given: false, unit }
    }

    /// With all digits, as suits a number that a scenario gives.
    #[must_use]
    pub const fn given(self) -> Self {
        self.given_if(true)
    }

    /// With all digits where the number is a known one.
    #[must_use]
    pub const fn given_if(self, is_given: bool) -> Self {
        Self { is_given, ..self }
    }
}

/// A value in its unit.
pub fn value_words(value: f64, unit: &str, currency: &str, style: ValueStyle) -> String {
    let number =
        if style.is_given { given(value, unit, currency) } else { rounded(value, unit, currency) };
    match word(value, unit, style.unit) {
        Some(word) => format!("{number} {word}"),
        None => number,
    }
}

/// The unit's word, if it has one.
fn word(value: f64, unit: &str, style: UnitStyle) -> Option<&str> {
    match style {
        UnitStyle::Bare => None,
        UnitStyle::Full if value.is_finite() => full_word(value, unit),
        UnitStyle::Full => None,
    }
}

/// What is counted, one or several of it.
fn full_word(value: f64, unit: &str) -> Option<&str> {
    let several = unit.split(' ').next()?;
    let one = match several {
        "days" => "day",
        "months" => "month",
        "sites" => "site",
        "units" => "unit",
        "rounds" => "round",
        "visitors" => "visitor",
        "SKUs" => "SKU",
        _ => return None,
    };
    Some(if (value - 1.0).abs() <= 0.0 { one } else { several })
}

/// To three digits, or whole.
fn rounded(value: f64, unit: &str, currency: &str) -> String {
    if value.is_nan() {
        return "none".to_owned();
    }
    if is_no_limit(value, unit) {
        return given(value, unit, currency);
    }
    if unit.starts_with("money") {
        return money(value, currency);
    }
    if given::is_share(unit) {
        return signed(value, &format!("{}%", three_digits(100.0 * value.abs())));
    }
    let multiple = if unit.starts_with("x ") { "x" } else { "" };
    signed(value, &format!("{}{multiple}", three_digits(value.abs())))
}

/// With all the digits that the scenario gives it.
fn given(value: f64, unit: &str, currency: &str) -> String {
    if is_no_limit(value, unit) {
        return "no limit".to_owned();
    }
    given::assumption(value, unit, currency)
}

/// No share is that large; it stands for the absence of a limit.
fn is_no_limit(value: f64, unit: &str) -> bool {
    const NO_LIMIT: f64 = 1e6;
    value.is_infinite() || (given::is_share(unit) && NO_LIMIT < value.abs())
}

fn money(value: f64, currency: &str) -> String {
    let scale = Money::scale(value.abs(), currency);
    let (size, suffix) = (value.abs() / scale.size(), scale.suffix());
    let cents = suffix.is_empty() && 0.01 <= size && 0.005 < (size - size.round()).abs();
    let number = if cents && size < 100.0 { format!("{size:.2}") } else { three_digits(size) };
    signed(value, &format!("{}{number}{suffix}", symbol(currency)))
}

/// Whole from 100 on, below to three digits without zeros at the end; in
/// powers of ten where that is too long to read.
fn three_digits(size: f64) -> String {
    let rounded: f64 = format!("{size:.2e}").parse().unwrap_or(size);
    if 0.0 < size && !(1e-3..1e9).contains(&size) {
        return format!("{rounded:e}");
    }
    if size < 99.95 { rounded.to_string() } else { count(size.round() as u64) }
}

#[cfg(test)]
mod tests {
    use super::{ValueStyle, value_words};

    #[test]
    fn figures_of_a_scenario_are_in_the_words_of_their_unit() {
        let cases = [
            (600_000.0, "money per site", "$600k"),
            (1_234_567.0, "money", "$1.23M"),
            (1.1, "money per unit", "$1.10"),
            (46.0, "money per unit", "$46"),
            (-0.02, "share per year", "\u{2212}2%"),
            (0.125, "share of price", "12.5%"),
            (-1e9, "share of revenue", "no limit"),
            (f64::INFINITY, "money", "no limit"),
            (3.6, "x metric", "3.6x"),
            (14_250.0, "units", "14,250"),
            (0.0453, "log-sd", "0.0453"),
            (61.237, "days", "61.2"),
            (0.0, "money", "$0"),
            (4.387e22, "money", "$4.39e13bn"),
            (0.000_105, "money per unit", "$1.05e-4"),
            (12_345_678.0, "units", "12,345,678"),
        ];
        for (value, unit, text) in cases {
            let words = value_words(value, unit, "USD", ValueStyle::BARE);
            assert_eq!(words, text, "{value} {unit}");
        }
    }

    #[test]
    fn a_unit_that_is_a_word_stands_behind_its_number() {
        for (value, unit, words) in [
            (612_345.0, "money per site", "$612k"),
            (0.0941, "share of revenue", "9.41%"),
            (0.25, "probability", "25%"),
            (16.4, "days", "16.4 days"),
            (1.0, "months of cash burn", "1 month"),
            (13_457.0, "units per site and month", "13,457 units"),
            (0.8123, "log-sd", "0.812"),
            (f64::INFINITY, "days", "no limit"),
        ] {
            assert_eq!(value_words(value, unit, "USD", ValueStyle::FULL), words);
        }
        assert_eq!(value_words(16.4567, "days", "USD", ValueStyle::FULL.given()), "16.4567 days");
    }
}
