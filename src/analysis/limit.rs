//! Conditions on statistics, `p_loss<=0.5`: what a run is held to.

use std::fmt;

use super::grammar::{Near, Part, Unreadable, statistic, threshold};
use super::statistic::{Rates, Relation, Statistic, Threshold};
use crate::model::outcome::Unit;

/// A statistic, and what it must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The statistic.
    pub statistic: Statistic,
    /// How it must compare.
    pub relation: Relation,
    /// With what.
    pub threshold: Threshold,
}

impl Limit {
    /// Reads `p_loss<=0.5`, with or without spaces.
    ///
    /// # Errors
    /// What is wrong, the nearest statistic, and what there is.
    pub fn parse(text: &str, routes: &[String]) -> Result<Self, Unreadable> {
        let (written, relation, limit) = parted(text).ok_or_else(|| no_relation(text))?;
        let statistic = statistic(written, routes)?;
        let unit = statistic.unit();
        let threshold = threshold(limit, unit)?;
        match threshold {
            Threshold::Number(value) if statistic.is_chance() && !(0.0..=1.0).contains(&value) => {
                Err(beyond_chance(value))
            }
            threshold => Ok(Self { statistic, relation, threshold }),
        }
    }

    /// Whether it holds of the statistic's value; never for NaN, so that what
    /// no path has fails.
    pub fn holds(&self, value: f64, rates: Rates) -> bool {
        self.relation.holds(value, self.threshold.value(rates))
    }

    /// The same of a condition of failure, which what no path has meets.
    pub fn warns(&self, value: f64, rates: Rates) -> bool {
        self.relation.holds_or_is_absent(value, self.threshold.value(rates))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.statistic, self.relation.sign(), self.threshold)
    }
}

impl Statistic {
    /// What its value is counted in; a chance is a share.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Chance(_) => Unit::Share,
            Self::BreakEvenRate => Unit::RatePerYear,
            Self::Mean(measure) | Self::Sd(measure) | Self::Percentile(measure, _) => {
                measure.unit()
            }
        }
    }
}

/// The text around its first relation.
fn parted(text: &str) -> Option<(&str, Relation, &str)> {
    let at = text.find(['<', '>'])?;
    let (written, rest) = text.split_at(at);
    let relation = Relation::ALL
        .into_iter()
        .filter(|relation| rest.starts_with(relation.sign()))
        .max_by_key(|relation| relation.sign().len())?;
    Some((written.trim(), relation, rest[relation.sign().len()..].trim()))
}

fn no_relation(text: &str) -> Unreadable {
    Unreadable {
        part: Part::Limit,
        message: format!("`{text}` is not a condition"),
        near: None,
        list: "write a statistic, one of >= > <= <, and a number: p_loss<=0.5, mean_moic>=2"
            .to_owned(),
    }
}

fn beyond_chance(value: f64) -> Unreadable {
    let near =
        (1.0 < value && value <= 100.0).then(|| Near { taken: None, written: format!("{value}%") });
    Unreadable {
        part: Part::Limit,
        message: format!("a chance cannot be {value}"),
        near,
        list: "chances are from 0 to 1, or from 0% to 100%".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, Rates};

    #[test]
    fn a_condition_is_a_statistic_a_relation_and_a_number() {
        for (text, plain) in [
            ("p_loss<=0.5", "p_loss <= 0.5"),
            (" p_loss <= 50% ", "p_loss <= 0.5"),
            ("mean_moic>2", "mean_moic > 2"),
            ("median_irr>=hurdle", "median_irr >= hurdle"),
            ("break_even_rate>=17%", "break_even_rate >= 0.17"),
            ("break_even_rate>=hurdle", "break_even_rate >= hurdle"),
            ("p5_npv < -250_000", "p5_npv < -250000"),
        ] {
            assert_eq!(Limit::parse(text, &[]).map(|limit| limit.to_string()), Ok(plain.into()));
        }
    }

    #[test]
    fn what_is_no_condition_is_explained() {
        for (text, message) in [
            ("p_loss", "`p_loss` is not a condition"),
            ("p_loss=0.5", "`p_loss=0.5` is not a condition"),
            ("p_loss=<0.5", "there is no chance `p_loss=`"),
            ("p_loss<=50", "a chance cannot be 50"),
            ("p_loss<=half", "`half` is not a number"),
            ("p_loss<=0.6 foo", "`0.6 foo` is not a number"),
            ("p_loss<=0,6", "`0,6` is not a number"),
            ("p_loss<=0.5_", "`0.5_` is not a number"),
            ("mean_moic>=hurdle", "`hurdle` is not a number"),
        ] {
            assert_eq!(Limit::parse(text, &[]).map_err(|wrong| wrong.message), Err(message.into()));
        }
    }

    #[test]
    fn a_value_on_the_limit_holds_and_an_absent_one_never() {
        let limit = Limit::parse("median_irr>=hurdle", &[]).expect("a condition");
        let rates = Rates::both(0.25);
        assert!(limit.holds(0.25, rates) && !limit.holds(0.2499, rates));
        assert!(!limit.holds(f64::NAN, rates));
        let limit = Limit::parse("median_irr>=target", &[]).expect("a condition");
        let apart = Rates { hurdle: 0.15, target: 0.3 };
        assert!(limit.holds(0.3, apart) && !limit.holds(0.2, apart));
    }
}
