//! Values, statistics and assumptions in words, as every report and picture says them.

use crate::analysis::compare::Verdict;
use crate::analysis::drivers::Output;
use crate::analysis::limit::Limit;
use crate::analysis::measure::Measure;
use crate::analysis::statistic::{Event, Rates, Relation, Statistic};
use crate::model::operator::Metric;
use crate::output::figures::{label, limit_words, what};
use crate::output::format::hundredths;

/// What a multiple is applied to.
pub fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::LtmRevenue => "LTM revenue",
        Metric::LtmEbitda => "LTM EBITDA",
        Metric::InvestedCapital => "invested capital",
        Metric::BetterOf => "the better of LTM revenue and EBITDA",
    }
}

/// What the rate is called that a success must earn.
pub fn asked(rates: Rates) -> &'static str {
    if rates.is_apart() { "target" } else { "hurdle" }
}

/// How the other stands to the first, as far as the errors tell.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Higher => "higher",
        Verdict::Lower => "lower",
        Verdict::Equal => "equal",
        Verdict::Indistinguishable => "indistinguishable",
        Verdict::NotInBoth => "not in both",
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

/// A statistic within a sentence: `the chance of loss`.
pub fn in_sentence(statistic: &Statistic, currency: &str) -> String {
    let text = label(statistic, currency);
    match statistic {
        Statistic::Percentile(_, percent) if *percent != 50 => format!("the {text}"),
        _ => format!("the {}", uncapitalised(&text)),
    }
}

/// What the variance of an output is of: `MOIC`, `loss`.
pub fn outcome(output: &Output, currency: &str) -> String {
    what(output.statistic(), currency)
}

/// A number of the scenarios that may not be the same in all of them.
pub struct Fact<'a> {
    /// What it is, of several: `seeds`.
    pub name: &'a str,
    /// What follows where they differ.
    pub so: &'a str,
    /// What it is in each scenario.
    pub values: Vec<String>,
}

/// A remark on a number that is not the same in all scenarios.
pub fn numbers_differ(labels: &[String], fact: &Fact<'_>) -> Option<String> {
    let Fact { name, so, values } = fact;
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        return None;
    }
    let each = labels.iter().zip(values).map(|(label, value)| format!("{label} {value}"));
    Some(format!("The {name} differ ({}): {so}.", each.collect::<Vec<_>>().join(", ")))
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
            Statistic::BreakEvenRate => "gross of fees",
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

/// A limit without its statistic: `at most 50%`.
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
    format!("P{}", hundredths(share))
}

/// With a small letter at the start.
pub(in crate::output) fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}
