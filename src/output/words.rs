//! Values, statistics and assumptions in words, as every report and picture says them.

use crate::analysis::compare::Verdict;
use crate::analysis::limit::Limit;
use crate::analysis::measure::Measure;
use crate::analysis::statistic::{Event, Relation, Statistic};
use crate::model::outcome::Unit;
use crate::output::figures::{label, limit_words};
use crate::output::format::{assumed, known, moic, money, percent, rate, two_digits};
use crate::sampling::assumptions::Assumption;

/// What a difference says.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Higher => "higher",
        Verdict::Lower => "lower",
        Verdict::Equal => "equal",
        Verdict::Indistinguishable => "indistinguishable",
    }
}

/// The name of an assumption for a reader: `units per site month (core)`.
pub fn input_label(name: &str) -> String {
    let words = |part: &str| part.replace('_', " ");
    let parts: Vec<&str> = name.split('.').collect();
    match parts[..] {
        [.., table, key] if 2 < parts.len() && table != "permits" => {
            format!("{} ({})", words(key), words(table))
        }
        [.., key] => words(key),
        [] => String::new(),
    }
}

/// A value of an assumption in its unit.
pub fn input_value(value: f64, unit: &str, currency: &str) -> String {
    timed(assumed(value, unit, currency), unit)
}

/// The value of an assumption that is a known number.
pub fn known_value(value: f64, unit: &str, currency: &str) -> String {
    timed(known(value, unit, currency), unit)
}

pub(in crate::output) fn timed(text: String, unit: &str) -> String {
    if unit.starts_with("days") {
        format!("{text} d")
    } else if unit.starts_with("months") {
        format!("{text} mo")
    } else {
        text
    }
}

/// A value of a statistic in its unit. A reader counts months from 1.
pub fn statistic_value(value: f64, unit: Unit, currency: &str) -> String {
    if value.is_nan() {
        return "–".to_owned();
    }
    match unit {
        Unit::Share => percent(value),
        Unit::RatePerYear => rate(value, f64::INFINITY),
        Unit::Multiple => moic(value),
        Unit::Money => money(value, currency),
        Unit::Days => format!("{} d", two_digits(value)),
        Unit::Months => format!("{} mo", two_digits(value)),
        Unit::Month => two_digits(value + 1.0),
        Unit::Count => two_digits(value),
    }
}

/// A statistic within a sentence: `the chance of loss`.
pub fn in_sentence(statistic: &Statistic, currency: &str) -> String {
    let text = label(statistic, currency);
    match statistic {
        Statistic::Percentile(_, percent) if *percent != 50 => format!("the {text}"),
        _ => {
            let (first, rest) = text.split_at(1);
            format!("the {}{rest}", first.to_lowercase())
        }
    }
}

/// With a capital at the start.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether returns are before the fund's fees, and discounted.
pub fn basis(statistic: &Statistic) -> &'static str {
    match statistic.measure() {
        Some(Measure::Npv) => "gross of fees, discounted at the hurdle rate",
        Some(Measure::Irr) => "gross of fees",
        Some(Measure::Moic | Measure::Returned | Measure::EquityProceeds) => {
            "gross of fees, undiscounted"
        }
        Some(_) => "",
        None => match statistic {
            Statistic::Chance(Event::Loss | Event::TotalLoss | Event::NearTotalLoss) => {
                "gross of fees, undiscounted"
            }
            _ => "",
        },
    }
}

/// A share in per cent, with a true minus.
pub fn percent_to_tenths(share: f64) -> String {
    let tenths = (1000.0 * share).round() / 10.0;
    let text = format!("{:.1}%", tenths.abs());
    if tenths < 0.0 { format!("\u{2212}{text}") } else { text }
}

/// A value of an assumption, with its unit where that is a word.
pub fn value_words(assumption: &Assumption, value: f64, currency: &str) -> String {
    in_unit(value, assumption.unit, currency)
}

/// A value in the unit of an assumption, with the unit where that is a word.
pub fn in_unit(value: f64, unit: &str, currency: &str) -> String {
    with_unit(assumed(value, unit, currency), value, unit)
}

pub(in crate::output) fn with_unit(number: String, value: f64, unit: &str) -> String {
    let unit = unit.split(' ').next().unwrap_or_default();
    match unit {
        "days" | "months" | "sites" | "units" | "rounds" | "visitors" | "SKUs" => {
            let one = unit.strip_suffix('s').unwrap_or(unit);
            let unit = if (value - 1.0).abs() <= 0.0 { one } else { unit };
            format!("{number} {unit}")
        }
        _ => number,
    }
}

/// A value of a statistic, short; never rounded on to the threshold it misses.
pub fn figure(value: f64, threshold: f64, unit: Unit, currency: &str) -> String {
    if value.is_nan() {
        return "absent".to_owned();
    }
    let misses = 1e-9 < (value - threshold).abs();
    let short = |value: f64| match unit {
        Unit::Share => percent(value),
        Unit::RatePerYear => rate(value, f64::INFINITY),
        Unit::Multiple => moic(value),
        Unit::Money => money(value, currency),
        Unit::Month => two_digits(value + 1.0),
        Unit::Days | Unit::Months | Unit::Count => two_digits(value),
    };
    if !misses || short(value) != short(threshold) {
        return short(value);
    }
    let (scale, end) = match unit {
        Unit::Share | Unit::RatePerYear => (100.0, "%"),
        Unit::Multiple => (1.0, "x"),
        _ => return short(value),
    };
    let text = |decimals: usize, value: f64| format!("{:.decimals$}{end}", scale * value);
    let decimals = (1..6).find(|decimals| text(*decimals, value) != text(*decimals, threshold));
    text(decimals.unwrap_or(6), value)
}

/// `at most 50%`.
pub fn kept(limit: &Limit, currency: &str) -> String {
    let threshold = limit_words(limit.threshold, limit.statistic.unit(), currency);
    format!("{} {threshold}", limit.relation.words())
}

/// What happens where the limit fails: `exceeds 50%`.
pub(in crate::output) fn fails(limit: &Limit, currency: &str) -> String {
    let threshold = limit_words(limit.threshold, limit.statistic.unit(), currency);
    let verb = match limit.relation {
        Relation::Le => "exceeds",
        Relation::Lt => "reaches",
        Relation::Ge => "is below",
        Relation::Gt => "is no more than",
    };
    format!("{verb} {threshold}")
}

/// What is asked: `chance of loss at most 50%`.
pub fn condition(limit: &Limit, currency: &str) -> String {
    format!("{} {}", uncapitalised(&label(&limit.statistic, currency)), kept(limit, currency))
}

/// A percentile in a table: `P42`; `P<1` and `P>99` where rounding would say 0
/// or 100.
pub fn percentile_words(share: f64) -> String {
    format!("P{}", percent(share).replace('%', ""))
}

/// With a small letter at the start.
pub(in crate::output) fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}
