//! Rules that an investor screens operators by, and what a run says of them.

use std::fmt;

use super::estimate::Estimate;
use super::evaluate::Evaluated;
use super::statistic::{Relation, Statistic};
use crate::sampling::assumptions::{Assumption, Assumptions, Shape};

/// Standard errors within which a limit is too close to call.
const CLOSE: f64 = 2.0;

/// What a rule looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A statistic of the simulated paths.
    Simulated(Statistic),
    /// What is known of a number before anything is simulated.
    Assumed(Assumed),
}

/// A percentile, or the mean, of the assumptions at a dotted path.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    /// The path; `*` stands for the name of any entry of a list, as in
    /// `supplier.*.switch_days`.
    pub path: String,
    /// The percentile, from 1 to 99; none: the mean.
    pub percent: Option<u8>,
}

/// A limit on something.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// What is looked at.
    pub subject: Subject,
    /// The least that passes.
    pub min: Option<f64>,
    /// The most that passes.
    pub max: Option<f64>,
    /// Whether it is of the default set, rather than of the file.
    pub is_default: bool,
    /// Where the limit comes from; empty for a file's own.
    pub source: &'static str,
    /// The assumptions of which one at least must not be 0 for the rule to be about this
    /// operator at all, as a dotted path; none: it is about all.
    pub needs: Option<&'static str>,
}

/// What a run says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within its limits.
    Pass,
    /// Beyond one of them, or no path has the figure.
    Fail,
    /// Within two standard errors of a limit.
    TooClose,
    /// There is nothing that the rule is about.
    NotApplicable,
}

/// A rule, held against a run.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What was found: of a simulated figure with its error, of an assumption
    /// exact, and of several the one nearest to breaking the rule.
    pub found: Estimate,
    /// Of which assumption, and its unit, where the rule is about those.
    pub assumption: Option<(String, &'static str)>,
    /// Paths that have the figure; none for an assumption.
    pub paths: Option<usize>,
    /// What follows.
    pub verdict: Verdict,
}

impl Assumed {
    /// Whether it is about the assumption of that name.
    pub fn covers(&self, name: &str) -> bool {
        match self.path.split_once(".*.") {
            None => self.path == name,
            Some((list, key)) => name
                .strip_prefix(list)
                .and_then(|rest| rest.strip_prefix('.'))
                .and_then(|rest| rest.rsplit_once('.'))
                .is_some_and(|(_, last)| last == key),
        }
    }

    /// The assumptions that it is about.
    pub fn covered<'a>(&'a self, all: &'a Assumptions) -> impl Iterator<Item = &'a Assumption> {
        all.iter().map(|(_, one)| one).filter(|one| self.covers(&one.name))
    }

    fn value(&self, of: &Assumption) -> f64 {
        match (self.percent, &of.shape) {
            (None, Shape::Uncertain(distribution)) => distribution.mean(),
            (percent, _) => of.quantile(f64::from(percent.unwrap_or(50)) / 100.0),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Simulated(statistic) => write!(out, "{statistic}"),
            Self::Assumed(Assumed { path, percent: None }) => write!(out, "mean of {path}"),
            Self::Assumed(Assumed { path, percent: Some(percent) }) => {
                write!(out, "p{percent} of {path}")
            }
        }
    }
}

impl Rule {
    /// The statistic that it is about, if it is about one.
    pub fn statistic(&self) -> Option<&Statistic> {
        match &self.subject {
            Subject::Simulated(statistic) => Some(statistic),
            Subject::Assumed(_) => None,
        }
    }

    /// Holds a run against the rule; `simulated` is the statistic of a rule
    /// that is about one.
    pub fn check(&self, assumptions: &Assumptions, simulated: Option<&Evaluated>) -> Checked {
        match (&self.subject, simulated) {
            (Subject::Simulated(_), Some(of)) if !self.applies(assumptions, of) => Checked {
                found: Estimate { value: f64::NAN, standard_error: f64::NAN },
                assumption: None,
                paths: Some(of.paths),
                verdict: Verdict::NotApplicable,
            },
            (Subject::Assumed(assumed), _) => self.check_assumed(assumed, assumptions),
            (Subject::Simulated(_), Some(of)) => Checked {
                found: of.estimate,
                assumption: None,
                paths: Some(of.paths),
                verdict: self.verdict(&of.estimate),
            },
            (Subject::Simulated(_), None) => unreachable!("every rule's statistic is simulated"),
        }
    }

    /// Whether the operator does what the rule is about: one without pop-ups need not prove
    /// that they repeat.
    fn applies(&self, assumptions: &Assumptions, found: &Evaluated) -> bool {
        self.needs.is_none() || (0 < found.paths && self.is_about(assumptions))
    }

    /// Whether the operator plans what the rule is about.
    pub fn is_about(&self, assumptions: &Assumptions) -> bool {
        let Some(path) = self.needs else { return true };
        let needed = Assumed { path: path.to_owned(), percent: None };
        let is_nothing =
            |one: &Assumption| matches!(one.shape, Shape::Known(value) if value <= 0.0);
        !needed.covered(assumptions).all(is_nothing)
    }

    fn check_assumed(&self, assumed: &Assumed, assumptions: &Assumptions) -> Checked {
        let exact = |value| Estimate { value, standard_error: 0.0 };
        let slack = |value: f64| {
            // A mean that there is not keeps no rule, whatever else is covered.
            if value.is_nan() {
                return f64::NEG_INFINITY;
            }
            let below = self.max.map_or(f64::INFINITY, |max| max - value);
            let above = self.min.map_or(f64::INFINITY, |min| value - min);
            below.min(above)
        };
        let values = assumed.covered(assumptions).map(|one| (assumed.value(one), one));
        let worst = values.min_by(|(a, _), (b, _)| slack(*a).total_cmp(&slack(*b)));
        let (found, verdict) = match worst {
            Some((value, _)) => (exact(value), self.verdict(&exact(value))),
            None => (exact(f64::NAN), Verdict::NotApplicable),
        };
        let assumption = worst.map(|(_, one)| (one.name.clone(), one.unit));
        Checked { found, assumption, paths: None, verdict }
    }

    fn verdict(&self, found: &Estimate) -> Verdict {
        let passes = self.min.is_none_or(|min| Relation::Ge.holds(found.value, min))
            && self.max.is_none_or(|max| Relation::Le.holds(found.value, max));
        let error = found.standard_error;
        let near = |limit: f64| 0.0 < error && (found.value - limit).abs() <= CLOSE * error;
        // A single path has no error, so nothing can be called.
        let unknown = error.is_nan() && !found.value.is_nan();
        if unknown || [self.min, self.max].into_iter().flatten().any(near) {
            Verdict::TooClose
        } else if passes {
            Verdict::Pass
        } else {
            Verdict::Fail
        }
    }
}

/// The statistics that some rules need, each once.
pub fn statistics_of(rules: &[Rule]) -> Vec<Statistic> {
    let mut all: Vec<Statistic> = Vec::new();
    for rule in rules {
        if let Subject::Simulated(statistic) = &rule.subject
            && !all.contains(statistic)
        {
            all.push(statistic.clone());
        }
    }
    all
}
