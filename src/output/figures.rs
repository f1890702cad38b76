//! Differences in digits and statistics by name, each in its own unit.

use super::format::{Money, Parts, decimals_for, lowered, plural, two_digits};
use super::level::{digits, shown, signed};
use super::statistic_words::{StatisticStyle, statistic_words};
use crate::analysis::estimate::Estimate;
use crate::analysis::measure::Measure;
use crate::analysis::statistic::{Event, Relation, Statistic, Threshold};
use crate::model::outcome::Unit;

/// A difference with its standard error, always with a sign.
pub fn difference(figure: &Estimate, unit: Unit, currency: &str) -> String {
    signed(figure, "+", |figure| change(figure, unit, currency))
}

/// The size of a difference with its standard error, without a sign.
pub fn distance(figure: &Estimate, unit: Unit, currency: &str) -> String {
    let size = Estimate { value: figure.value.abs(), ..*figure };
    change(&size, unit, currency).to_string()
}

/// A standard error alone, in the unit of its figure; of shares in points, without their sign.
pub fn error(error: f64, unit: Unit, currency: &str) -> String {
    match unit {
        Unit::Multiple => format!("{error:.*}x", decimals_for(error, 2)),
        Unit::Share | Unit::RatePerYear => {
            format!("{:.*}", decimals_for(100.0 * error, 1), 100.0 * error)
        }
        Unit::Money => Money::scale(error, currency).of(error),
        _ => two_digits(error),
    }
}

/// The size of a change: of shares in points.
fn change(figure: &Estimate, unit: Unit, currency: &str) -> Parts {
    match unit {
        Unit::Share | Unit::RatePerYear => {
            Parts { behind: " points", ..digits(figure, 100.0, "", 1) }
        }
        _ => shown(figure, unit, currency),
    }
}

/// What a statistic is, in words: `Chance of loss`, `P75 of Markdown rate`.
pub fn label(statistic: &Statistic, currency: &str) -> String {
    match statistic {
        Statistic::Mean(measure) => format!("Mean {}", in_sentence(*measure)),
        Statistic::Sd(measure) => format!("Standard deviation of {}", in_sentence(*measure)),
        Statistic::Percentile(measure, 50) => format!("Median {}", in_sentence(*measure)),
        Statistic::Percentile(measure, percent) => {
            format!("P{percent} of {}", in_sentence(*measure))
        }
        Statistic::Chance(event) => format!("Chance of {}", event_words(event, currency)),
        Statistic::BreakEvenRate => "Break-even rate".to_owned(),
    }
}

/// What a mean or a chance is of: `MOIC`, `loss`; others are of themselves.
pub(super) fn what(statistic: &Statistic, currency: &str) -> String {
    match statistic {
        Statistic::Mean(measure) => in_sentence(*measure),
        Statistic::Chance(event) => event_words(event, currency),
        other => label(other, currency),
    }
}

fn event_words(event: &Event, currency: &str) -> String {
    match event {
        Event::Loss => "loss".to_owned(),
        Event::TotalLoss => "total loss".to_owned(),
        Event::NearTotalLoss => "losing nearly everything".to_owned(),
        Event::Sale => "a sale".to_owned(),
        Event::Route(key) if key == "failure" => "failure".to_owned(),
        Event::Route(key) if key == "horizon" => "no sale by the horizon".to_owned(),
        Event::FailedBy(months) => {
            format!("failure within {}", plural(u64::from(*months), "month"))
        }
        Event::Route(key) => format!("exit by {}", key.replace('_', " ")),
        Event::Compares(measure, relation, threshold) => {
            let limit = limit_words(*threshold, measure.unit(), currency);
            match relation {
                Relation::Ge => format!("{} of {limit} or more", in_sentence(*measure)),
                other => format!("{} of {} {limit}", in_sentence(*measure), other.words()),
            }
        }
    }
}

/// A threshold in the unit of what is held against it, with all the digits it
/// was given: rounded, a sentence about it might be false.
pub fn limit_words(threshold: Threshold, unit: Unit, currency: &str) -> String {
    match threshold {
        Threshold::Number(value) => statistic_words(value, unit, currency, StatisticStyle::Given),
        Threshold::Hurdle => "the hurdle".to_owned(),
        Threshold::Target => "the target".to_owned(),
    }
}

/// A measure's name within a sentence.
pub(super) fn in_sentence(measure: Measure) -> String {
    lowered(measure.label())
}

#[cfg(test)]
mod tests {
    use super::{difference, error, label};
    use crate::analysis::estimate::Estimate;
    use crate::analysis::grammar::statistic;
    use crate::model::outcome::Unit;
    use crate::output::statistic_words::{StatisticStyle, statistic_words};

    fn of(value: f64, standard_error: f64) -> Estimate {
        Estimate { value, standard_error }
    }

    fn level(figure: Estimate, unit: Unit) -> String {
        statistic_words(figure, unit, "USD", StatisticStyle::WithError)
    }

    #[test]
    fn levels_and_differences_have_the_digits_of_their_errors() {
        for (figure, unit, as_level, as_difference) in [
            (of(-0.2973, 0.0187), Unit::Multiple, "\u{2212}0.30x ± 0.02x", "\u{2212}0.30x ± 0.02x"),
            (of(0.6124, 0.0034), Unit::Share, "61.2% ± 0.3", "+61.2 ± 0.3 points"),
            (of(0.0, 0.0), Unit::Share, "0.0% ± 0.0", "0.0 ± 0.0 points"),
            (of(-38_412.0, 12_000.0), Unit::Money, "\u{2212}$38k ± $12k", "\u{2212}$38k ± $12k"),
            (of(12.34, 0.2), Unit::Days, "12.3 days ± 0.2", "+12.3 days ± 0.2"),
        ] {
            assert_eq!(level(figure, unit), as_level);
            assert_eq!(difference(&figure, unit, "USD"), as_difference);
        }
        assert_eq!(level(of(11.0, 0.1), Unit::Month), "12.0 ± 0.1");
        assert_eq!(level(of(f64::NAN, f64::NAN), Unit::Share), "absent");
        assert_eq!(error(0.0338, Unit::Multiple, "USD"), "0.03x");
        assert_eq!(error(0.0041, Unit::Share, "USD"), "0.4");
    }

    #[test]
    fn statistics_are_worded() {
        for (text, words) in [
            ("p_loss", "Chance of loss"),
            ("p_moic_ge_3", "Chance of MOIC of 3x or more"),
            ("p_irr_ge_hurdle", "Chance of IRR of the hurdle or more"),
            ("p_irr_ge_target", "Chance of IRR of the target or more"),
            ("p_markdown_rate_le_0.185", "Chance of markdown rate of at most 18.5%"),
            ("median_irr", "Median IRR"),
            ("break_even_rate", "Break-even rate"),
            ("p75_markdown_rate", "P75 of markdown rate"),
            ("p_horizon", "Chance of no sale by the horizon"),
            ("p_failed_by_18", "Chance of failure within 18 months"),
            ("mean_ltm_revenue_at_end", "Mean LTM revenue at the end"),
        ] {
            assert_eq!(label(&statistic(text, &[]).expect(text), "USD"), words);
        }
    }
}
