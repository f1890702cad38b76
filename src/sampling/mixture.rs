//! One of several distributions, drawn by weight.

use super::distribution::Distribution;
use super::solve::{Bracket, Tailed, solve};
use super::special::Tails;
use super::valid::{self, ShapeError};

/// Distributions and how likely each of them is the one.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    /// Only those that are possible.
    components: Vec<Distribution>,
    /// Their probabilities.
    shares: Vec<f64>,
}

impl Mixture {
    /// Of components with weights in any unit.
    ///
    /// # Errors
    /// Unless there is a component, and a weight for each, none of them
    /// negative and one at least above 0.
    pub fn new(components: Vec<Distribution>, weights: &[f64]) -> Result<Self, ShapeError> {
        if components.is_empty() {
            return Err(ShapeError::new(Some("components"), "components is empty".to_owned()));
        }
        valid::weights("components", components.len(), weights)?;
        let total: f64 = weights.iter().sum();
        let possible = components.into_iter().zip(weights).filter(|(_, weight)| 0.0 < **weight);
        let (components, shares) = possible.map(|(one, weight)| (one, weight / total)).unzip();
        Ok(Self { components, shares })
    }

    /// The components that are possible, each with its probability.
    pub fn components(&self) -> impl Iterator<Item = (&Distribution, f64)> {
        self.components.iter().zip(self.shares.iter().copied())
    }

    fn sum(&self, tails: impl Fn(&Distribution) -> Tails) -> Tails {
        self.components().fold(Tails { lower: 0.0, upper: 0.0 }, |sum, (one, share)| {
            let at = tails(one);
            Tails { lower: sum.lower + share * at.lower, upper: sum.upper + share * at.upper }
        })
    }

    pub(super) fn tails_below(&self, x: f64) -> Tails {
        self.sum(|one| one.tails_below(x))
    }

    pub(super) fn support(&self) -> (f64, f64) {
        self.components
            .iter()
            .map(Distribution::support)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (lowest, highest)| {
                (low.min(lowest), high.max(highest))
            })
    }

    /// The smallest and largest possible value from `low` to `high`.
    pub(super) fn within(&self, low: f64, high: f64) -> Option<(f64, f64)> {
        let parts = self.components.iter().filter_map(|one| one.within(low, high));
        parts.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Values and weights, if all components are lists of separate values.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        let mut all = Vec::new();
        for (one, share) in self.components() {
            let points = one.points();
            if points.is_empty() {
                return Vec::new();
            }
            all.extend(points.into_iter().map(|(value, p)| (value, share * p)));
        }
        all
    }

    pub(super) fn moments(&self) -> (f64, f64) {
        moments(&self.components, &self.shares)
    }

    /// Moments of what lies from `low` to `high`: of the same mixture of
    /// truncated components, each with what is left of its share.
    pub(super) fn moments_within(&self, low: f64, high: f64) -> (f64, f64) {
        let parts = self.components().filter_map(|(one, share)| {
            let part = one.truncated(Some(low), Some(high)).ok()?;
            Some((part, share * one.mass_within(low, high)))
        });
        let (components, shares): (Vec<_>, Vec<_>) = parts.unzip();
        moments(&components, &shares)
    }
}

impl Tailed for Mixture {
    fn tails(&self, x: f64) -> Tails {
        self.sum(|one| one.tails(x))
    }

    fn density(&self, x: f64) -> f64 {
        self.components().map(|(one, share)| share * one.density(x)).sum()
    }
}

fn moments(components: &[Distribution], shares: &[f64]) -> (f64, f64) {
    let total: f64 = shares.iter().sum();
    let each = || components.iter().zip(shares);
    let mean = each().map(|(one, share)| share * one.mean()).sum::<f64>() / total;
    let square =
        |one: &Distribution| one.sd() * one.sd() + (one.mean() - mean) * (one.mean() - mean);
    let variance = each().map(|(one, share)| share * square(one)).sum::<f64>() / total;
    (mean, variance.sqrt())
}

/// The values at which the distribution function of a mixture may jump, or
/// begin or end to rise: between two of them it is continuous.
#[derive(Debug)]
pub(super) struct Breaks {
    list: Vec<Break>,
}

#[derive(Clone, Copy, Debug)]
struct Break {
    value: f64,
    below: Tails,
    at: Tails,
}

impl Breaks {
    pub(super) fn of(mixture: &Mixture) -> Self {
        let mut values: Vec<f64> =
            mixture.components.iter().flat_map(Distribution::breaks).collect();
        values.sort_by(f64::total_cmp);
        values.dedup_by(|next, kept| *next <= *kept);
        let list = values.into_iter().map(|value| Break {
            value,
            below: mixture.tails_below(value),
            at: mixture.tails(value),
        });
        Self { list: list.collect() }
    }

    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.list.iter().map(|one| one.value)
    }

    /// The smallest value at which the mixture reaches `wanted`; `guess` is
    /// any value near it.
    pub(super) fn quantile(&self, mixture: &Mixture, wanted: Tails, guess: Option<f64>) -> f64 {
        let reaches = |tails: Tails| tails.reach(wanted);
        let index = self.list.partition_point(|one| !reaches(one.at));
        let (before, after) = (index.checked_sub(1).map(|i| self.list[i]), self.list.get(index));
        if let Some(jump) = after.filter(|one| !reaches(one.below)) {
            return jump.value;
        }
        let low = before.map_or(f64::NEG_INFINITY, |one| one.value);
        let high = after.map_or(f64::INFINITY, |one| one.value);
        solve(mixture, wanted, bracket(mixture, (low, high), guess))
    }
}

fn bracket(mixture: &Mixture, (low, high): (f64, f64), guess: Option<f64>) -> Bracket {
    let (mean, sd) = mixture.moments();
    let scale = if 0.0 < sd && sd.is_finite() { sd } else { 1.0 };
    let inside = [guess.unwrap_or(f64::NAN), mean, low + 0.5 * (high - low)];
    let start = inside.into_iter().find(|start| low < *start && *start < high);
    let start = start.unwrap_or(match (low.is_finite(), high.is_finite()) {
        (true, _) => low + scale,
        (false, true) => high - scale,
        (false, false) => 0.0,
    });
    Bracket { low, high, start, scale }
}
