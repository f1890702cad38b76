//! Statistics over paths that a person can name: `mean_moic`, `p_loss`,
//! `p75_markdown_rate`. The words they are written in are in [`super::grammar`].

use std::fmt;

use super::measure::Measure;
use crate::model::memory::Kept;

/// A number that summarises all paths of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Statistic {
    /// `mean_…`: mean over the paths that have the measure.
    Mean(Measure),
    /// `sd_…`: standard deviation over them.
    Sd(Measure),
    /// `median_…`, `p75_…`: the percentile, from 1 to 99, over them.
    Percentile(Measure, u8),
    /// `p_…`: share of paths in which something holds.
    Chance(Event),
    /// `break_even_rate`: the yearly rate at which mean NPV is 0. It is of all paths together;
    /// no path has one.
    BreakEvenRate,
}

/// The break-even rate as it is written.
pub const BREAK_EVEN_RATE: &str = "break_even_rate";

/// Something that holds on a path, or does not.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `loss`: MOIC below 1.
    Loss,
    /// `total_loss`: MOIC of 0.
    TotalLoss,
    /// `near_total_loss`: MOIC below 0.1.
    NearTotalLoss,
    /// `sale`: sold by any route.
    Sale,
    /// `failure`, `horizon`, `route_…`: the path ended by the route whose name
    /// is written so.
    Route(String),
    /// `failed_by_18`: the path failed before so many months were over.
    FailedBy(u16),
    /// `moic_ge_3`: the measure against a threshold; of the paths that have it.
    Compares(Measure, Relation, Threshold),
}

/// How a number is held against a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// At least.
    Ge,
    /// More than.
    Gt,
    /// At most.
    Le,
    /// Less than.
    Lt,
}

/// What a number is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// This number.
    Number(f64),
    /// The scenario's hurdle rate.
    Hurdle,
    /// The IRR that a success must earn in the scenario.
    Target,
}

/// Yearly rates that the investor of a scenario asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// At which NPV discounts.
    pub hurdle: f64,
    /// What a success must earn.
    pub target: f64,
}

impl Rates {
    /// Of an investor who asks of a success what flows are discounted at.
    pub fn both(rate: f64) -> Self {
        Self { hurdle: rate, target: rate }
    }

    /// Whether a success must earn another rate than flows are discounted at.
    pub fn is_apart(&self) -> bool {
        self.target < self.hurdle || self.hurdle < self.target
    }
}

/// Numbers nearer to a threshold than this part of it count as equal to it: a
/// preference puts many paths on exactly 1x, and a cap on its multiple.
const ROUNDING: f64 = 1e-9;

impl Relation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ge, Self::Gt, Self::Le, Self::Lt];

    /// In the name of a statistic.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ge => "ge",
            Self::Gt => "gt",
            Self::Le => "le",
            Self::Lt => "lt",
        }
    }

    /// Between a measure and a threshold in the name of a statistic.
    pub fn infix(self) -> String {
        format!("_{}_", self.key())
    }

    /// In a condition.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Ge => ">=",
            Self::Gt => ">",
            Self::Le => "<=",
            Self::Lt => "<",
        }
    }

    /// Before a threshold, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ge => "at least",
            Self::Gt => "more than",
            Self::Le => "at most",
            Self::Lt => "less than",
        }
    }

    /// Whether `value` compares so with `threshold`, rounding forgiven; never
    /// for NaN.
    pub fn holds(self, value: f64, threshold: f64) -> bool {
        let slack = ROUNDING * threshold.abs();
        match self {
            Self::Ge => threshold - slack <= value,
            Self::Gt => threshold + slack < value,
            Self::Le => value <= threshold + slack,
            Self::Lt => value < threshold - slack,
        }
    }
}

impl Relation {
    /// Whether `value` compares so with `threshold`, or is absent: what a
    /// warning of failure must say, for a figure that no path has is no proof
    /// that all is well.
    pub fn holds_or_is_absent(self, value: f64, threshold: f64) -> bool {
        value.is_nan() || self.holds(value, threshold)
    }
}

impl Event {
    /// The measure whose value tells, with the route, whether it holds.
    pub fn looks_at(&self) -> Measure {
        match self {
            Self::Compares(measure, ..) => *measure,
            Self::FailedBy(_) => Measure::ExitMonth,
            _ => Measure::Moic,
        }
    }
}

impl Threshold {
    /// The number it stands for in a scenario with those rates.
    pub fn value(self, rates: Rates) -> f64 {
        match self {
            Self::Number(value) => value,
            Self::Hurdle => rates.hurdle,
            Self::Target => rates.target,
        }
    }
}

impl Statistic {
    /// The measure it is about, where it is about one.
    pub fn measure(&self) -> Option<Measure> {
        match self {
            Self::Mean(measure) | Self::Sd(measure) | Self::Percentile(measure, _) => {
                Some(*measure)
            }
            Self::Chance(Event::Compares(measure, ..)) => Some(*measure),
            Self::Chance(_) | Self::BreakEvenRate => None,
        }
    }

    /// The measure that its column is made from; none of what only all paths together have.
    pub fn looks_at(&self) -> Option<Measure> {
        match self {
            Self::Chance(event) => Some(event.looks_at()),
            other => other.measure(),
        }
    }

    /// What it reads of each path, beside how that ended.
    fn reads(&self) -> Kept {
        match self.looks_at() {
            Some(Measure::Figure(_)) => Kept { figures: true, ..Kept::ENDING },
            Some(Measure::Irr) => Kept { rate_of_return: true, ..Kept::ENDING },
            _ => Kept::ENDING,
        }
    }

    /// What some of them read.
    pub fn all_read(all: &[Self]) -> Kept {
        all.iter().map(Self::reads).fold(Kept::ENDING, Kept::or)
    }

    /// Whether it summarises a number that each path has, rather than one that only all
    /// paths together have.
    pub fn is_of_paths(&self) -> bool {
        *self != Self::BreakEvenRate
    }

    /// Whether it is a probability.
    pub fn is_chance(&self) -> bool {
        matches!(self, Self::Chance(_))
    }
}

/// As it is written.
impl fmt::Display for Statistic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mean(measure) => write!(out, "mean_{}", measure.key()),
            Self::Sd(measure) => write!(out, "sd_{}", measure.key()),
            Self::Percentile(measure, 50) => write!(out, "median_{}", measure.key()),
            Self::Percentile(measure, percent) => write!(out, "p{percent}_{}", measure.key()),
            Self::Chance(event) => write!(out, "p_{event}"),
            Self::BreakEvenRate => out.write_str(BREAK_EVEN_RATE),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Loss => out.write_str("loss"),
            Self::TotalLoss => out.write_str("total_loss"),
            Self::NearTotalLoss => out.write_str("near_total_loss"),
            Self::Sale => out.write_str("sale"),
            Self::Route(name) if name == "failure" || name == "horizon" => out.write_str(name),
            Self::Route(name) => write!(out, "route_{name}"),
            Self::FailedBy(months) => write!(out, "failed_by_{months}"),
            Self::Compares(measure, relation, threshold) => {
                write!(out, "{}_{}_{threshold}", measure.key(), relation.key())
            }
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => write!(out, "{value}"),
            Self::Hurdle => out.write_str("hurdle"),
            Self::Target => out.write_str("target"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Relation::{Ge, Gt, Le, Lt};

    #[test]
    fn rounding_puts_no_path_on_the_wrong_side_of_a_preference_or_cap() {
        let cap = 3.0_f64.next_down();
        assert!(Ge.holds(cap, 3.0) && Le.holds(cap, 3.0));
        assert!(!Gt.holds(3.0_f64.next_up(), 3.0) && !Lt.holds(cap, 3.0));
        assert!(Gt.holds(3.1, 3.0) && Lt.holds(-3.1, -3.0) && !Ge.holds(-3.1, -3.0));
    }

    #[test]
    fn nothing_holds_of_what_is_not_a_number() {
        for relation in super::Relation::ALL {
            assert!(!relation.holds(f64::NAN, 1.0) && !relation.holds(1.0, f64::NAN));
            assert!(relation.holds_or_is_absent(f64::NAN, 1.0));
            assert_eq!(relation.holds_or_is_absent(0.5, 1.0), relation.holds(0.5, 1.0));
        }
    }
}
