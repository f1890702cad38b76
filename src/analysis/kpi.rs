//! The figures that say whether an operator is what it claims to be, close and quick, and the
//! limits that an investor holds them to.

use super::errors::Errors;
use super::estimate::Estimate;
use super::measure::Measure;
use super::screening::{Assumed, Rule, Subject};
use super::statistic::{Event, Relation, Statistic, Threshold};
use crate::model::outcome::{Figure, Unit};
use crate::sampling::assumptions::{Assumption, Assumptions, Shape};

/// A figure of the operations: one of each path, or what is known of the lead time beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kpi {
    /// Days from an order to the goods, of the line that takes longest.
    LeadTime,
    /// An operating figure.
    Figure(Figure),
}

/// What a scenario has for its figures, besides what is simulated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KpiTerms {
    /// The longest lead time, if there is a product line.
    pub lead_time: Option<LeadTime>,
    /// Limits on figures, at most one of each.
    pub limits: Vec<KpiLimit>,
}

/// The lead time of the line with the longest median, as the scenario gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadTime {
    /// The line, where there are several.
    pub line: Option<String>,
    /// Its P0.5, P1, P1.5, … P99.5; of a known number, that alone.
    pub days: Vec<f64>,
}

/// What a figure is held to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KpiLimit {
    /// The figure.
    pub of: Kpi,
    /// The least that is within it.
    pub least: Option<f64>,
    /// The most.
    pub most: Option<f64>,
    /// The share of the paths that must be within; none where the limit is on a mean.
    pub asked: Option<f64>,
}

/// Steps of the percentiles that stand for a lead time: 200 to the whole.
const STEPS: u32 = 200;

impl Kpi {
    /// Name in results.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LeadTime => "lead_time_days",
            Self::Figure(figure) => figure.key(),
        }
    }

    /// The figure of that name.
    pub fn find(key: &str) -> Option<Self> {
        let figures = Figure::ALL.into_iter().map(Self::Figure);
        figures.chain([Self::LeadTime]).find(|one| one.key() == key)
    }

    /// Name for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::LeadTime => "Lead time",
            Self::Figure(figure) => figure.label(),
        }
    }

    /// What it is counted in.
    pub fn unit(self) -> Unit {
        match self {
            Self::LeadTime => Unit::Days,
            Self::Figure(figure) => figure.unit(),
        }
    }
}

impl KpiTerms {
    /// Of a scenario that is held to such rules: of several on one figure, to the first.
    pub fn of(assumptions: &Assumptions, rules: &[Rule]) -> Self {
        let longest = longest(assumptions);
        let lead_time = longest.map(|one| LeadTime::of(one, assumptions));
        let name = longest.map_or("", |one| one.name.as_str());
        let about = rules.iter().filter(|rule| rule.is_about(assumptions));
        let mut limits: Vec<KpiLimit> = Vec::new();
        for limit in about.filter_map(|rule| limit(rule, name)) {
            if limits.iter().all(|other| other.of != limit.of) {
                limits.push(limit);
            }
        }
        Self { lead_time, limits }
    }

    /// The limit on a figure.
    pub fn limit(&self, of: Kpi) -> Option<&KpiLimit> {
        self.limits.iter().find(|limit| limit.of == of)
    }
}

impl KpiLimit {
    /// Whether a value is within it.
    pub fn holds(&self, value: f64) -> bool {
        self.least.is_none_or(|least| Relation::Ge.holds(value, least))
            && self.most.is_none_or(|most| Relation::Le.holds(value, most))
    }

    /// The share of the values of a column that is within it; those that are NaN are absent.
    pub fn share(&self, column: &[f64], errors: Errors) -> Estimate {
        let one = |x: &f64| if x.is_nan() { *x } else { f64::from(u8::from(self.holds(*x))) };
        errors.share_of(column.iter().map(one))
    }
}

impl LeadTime {
    fn of(line: &Assumption, all: &Assumptions) -> Self {
        let of_lines = lead_times();
        let is_one_of_several = 1 < of_lines.covered(all).count();
        let name = line.name.split('.').nth(1).filter(|_| is_one_of_several);
        let shares = (1..STEPS).map(|i| f64::from(i) / f64::from(STEPS));
        let days = match line.shape {
            Shape::Known(_) => vec![line.quantile(0.5)],
            Shape::Uncertain(_) => shares.map(|share| line.quantile(share)).collect(),
        };
        Self { line: name.map(str::to_owned), days }
    }
}

fn lead_times() -> Assumed {
    Assumed { path: "product.*.lead_time_days".to_owned(), percent: Some(50) }
}

/// The lead time with the longest median; of equal ones the first.
fn longest(assumptions: &Assumptions) -> Option<&Assumption> {
    let of_lines = lead_times();
    let medians = assumptions.iter().map(|(_, one)| one).filter(|one| of_lines.covers(&one.name));
    let medians = medians.map(|one| (one.quantile(0.5), one));
    medians.reduce(|a, b| if a.0 < b.0 { b } else { a }).map(|(_, one)| one)
}

/// The limit that a rule sets to a figure, if it does; the lead time is that of this name.
fn limit(rule: &Rule, lead_time: &str) -> Option<KpiLimit> {
    let Rule { min, max, .. } = *rule;
    match &rule.subject {
        Subject::Assumed(assumed) => {
            let limit = || at_percentile(Kpi::LeadTime, assumed.percent, [min, max]);
            assumed.covers(lead_time).then(limit)
        }
        Subject::Simulated(Statistic::Percentile(Measure::Figure(figure), percent)) => {
            Some(at_percentile(Kpi::Figure(*figure), Some(*percent), [min, max]))
        }
        Subject::Simulated(Statistic::Mean(Measure::Figure(figure))) => {
            Some(at_percentile(Kpi::Figure(*figure), None, [min, max]))
        }
        Subject::Simulated(Statistic::Chance(Event::Compares(
            Measure::Figure(figure),
            relation,
            Threshold::Number(value),
        ))) => Some(of_chance(Kpi::Figure(*figure), *relation, *value, [min, max])),
        Subject::Simulated(_) => None,
    }
}

/// That a percentile is at most so much says that so many paths are.
fn at_percentile(of: Kpi, percent: Option<u8>, [least, most]: [Option<f64>; 2]) -> KpiLimit {
    let asked = percent.and_then(|percent| match (least, most) {
        (None, Some(_)) => Some(f64::from(percent) / 100.0),
        (Some(_), None) => Some(1.0 - f64::from(percent) / 100.0),
        _ => None,
    });
    KpiLimit { of, least, most, asked }
}

/// That a chance is at least so much says the same of what it is the chance of; that it is at most
/// so much, of the opposite.
fn of_chance(of: Kpi, relation: Relation, value: f64, [min, max]: [Option<f64>; 2]) -> KpiLimit {
    let is_below = matches!(relation, Relation::Le | Relation::Lt);
    let (wants_below, asked) = match (min, max) {
        (None, Some(max)) => (!is_below, Some(1.0 - max)),
        (Some(min), None) => (is_below, Some(min)),
        _ => (is_below, None),
    };
    let (least, most) = if wants_below { (None, Some(value)) } else { (Some(value), None) };
    KpiLimit { of, least, most, asked }
}
