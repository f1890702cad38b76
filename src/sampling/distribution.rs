//! A checked distribution with an accurate and fast quantile function,
//! truncated or not.

use std::sync::Arc;

use super::family::Family;
pub use super::family::ShapeError;
use super::quantile_table::QuantileTable;
use super::special::{Tails, normal_quantile};

/// A distribution of one uncertain number.
#[derive(Clone, Debug)]
pub struct Distribution {
    family: Family,
    window: Window,
    /// Values and cumulative probabilities, of discrete families.
    steps: Arc<[(f64, f64)]>,
    /// For families without a closed quantile.
    table: Option<Arc<QuantileTable>>,
    moments: (f64, f64),
}

/// The part of a family that truncation leaves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    lower: f64,
    upper: f64,
    /// Tails of the family at the ends.
    at_lower: Tails,
    at_upper: Tails,
    is_whole: bool,
}

impl Window {
    fn whole(family: &Family) -> Self {
        let (lower, upper) = family.support();
        let at_lower = Tails { lower: 0.0, upper: 1.0 };
        Self { lower, upper, at_lower, at_upper: Tails { lower: 1.0, upper: 0.0 }, is_whole: true }
    }

    /// Probability of the family inside, from the side without cancellation.
    fn mass(&self) -> f64 {
        if self.at_lower.lower < 0.5 {
            self.at_upper.lower - self.at_lower.lower
        } else {
            self.at_lower.upper - self.at_upper.upper
        }
    }

    /// The family's tails at the window's own tails.
    fn outer(&self, inner: Tails) -> Tails {
        if self.is_whole {
            return inner;
        }
        let mass = self.mass();
        if self.at_lower.lower < 0.5 {
            let lower = self.at_lower.lower + inner.lower * mass;
            Tails { lower, upper: self.at_upper.upper + inner.upper * mass }
        } else {
            let upper = self.at_upper.upper + inner.upper * mass;
            Tails { lower: self.at_lower.lower + inner.lower * mass, upper }
        }
    }
}

impl Distribution {
    /// The whole of a family.
    ///
    /// # Errors
    /// Where the parameters do not make a distribution; the error names the
    /// one at fault.
    pub fn new(family: Family) -> Result<Self, ShapeError> {
        family.check()?;
        let moments = family.moments();
        let window = Window::whole(&family);
        let mut whole = Self { steps: steps(&family), family, window, table: None, moments };
        whole.tabulate();
        Ok(whole)
    }

    /// What of this distribution lies from `lower` to `upper`: the tails are
    /// cut off and the rest is rescaled to 1.
    ///
    /// # Errors
    /// Unless lower < upper with some probability between them.
    pub fn truncated(&self, lower: Option<f64>, upper: Option<f64>) -> Result<Self, ShapeError> {
        let lower = lower.unwrap_or(f64::NEG_INFINITY).max(self.window.lower);
        let upper = upper.unwrap_or(f64::INFINITY).min(self.window.upper);
        let empty = || {
            let message = format!(
                "nothing of this {} lies between min {lower} and max {upper}",
                self.family.name()
            );
            ShapeError::new(None, message)
        };
        if !self.steps.is_empty() {
            return self.discrete_between(lower, upper).ok_or_else(empty);
        }
        if !(lower < upper) {
            return Err(empty());
        }
        let (at_lower, at_upper) = (self.family.tails(lower), self.family.tails(upper));
        let window = Window { lower, upper, at_lower, at_upper, is_whole: false };
        if !(1e-300 < window.mass()) {
            return Err(empty());
        }
        let mut part = Self { window, table: None, ..self.clone() };
        part.tabulate();
        part.moments = part.moments_by_quadrature();
        Ok(part)
    }

    /// The value that is not exceeded with probability `u`, for `u` in (0, 1).
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        match &self.table {
            Some(table) => table.at(u).unwrap_or_else(|| self.exact(tails_of(u))),
            None => self.exact(tails_of(u)),
        }
    }

    /// The probability of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        if x < self.window.lower {
            return 0.0;
        }
        if self.window.upper <= x {
            return 1.0;
        }
        let at = self.family.tails(x);
        if self.window.is_whole {
            at.lower
        } else if self.window.at_lower.lower < 0.5 {
            (at.lower - self.window.at_lower.lower) / self.window.mass()
        } else {
            (self.window.at_lower.upper - at.upper) / self.window.mass()
        }
    }

    /// Mean.
    pub fn mean(&self) -> f64 {
        self.moments.0
    }

    /// Standard deviation.
    pub fn sd(&self) -> f64 {
        self.moments.1
    }

    /// Smallest and largest possible value; may be infinite.
    pub fn support(&self) -> (f64, f64) {
        (self.window.lower, self.window.upper)
    }

    /// Values and probabilities of a discrete distribution, in ascending
    /// order; none for one that has a density.
    pub fn atoms(&self) -> Option<Vec<(f64, f64)>> {
        if self.steps.is_empty() {
            return None;
        }
        let mut before = 0.0;
        let atoms = self.steps.iter().map(|(value, cumulative)| {
            let share = cumulative - before;
            before = *cumulative;
            (*value, share)
        });
        Some(atoms.collect())
    }

    /// The family and its parameters, before truncation.
    pub fn family(&self) -> &Family {
        &self.family
    }

    /// The family's name in scenario files.
    pub fn family_name(&self) -> &'static str {
        self.family.name()
    }

    fn discrete_between(&self, lower: f64, upper: f64) -> Option<Self> {
        let (values, weights) = self
            .family
            .points()
            .into_iter()
            .filter(|(value, _)| (lower..=upper).contains(value))
            .unzip();
        Self::new(Family::Discrete { values, weights }).ok()
    }

    /// The quantile without the table.
    fn exact(&self, inner: Tails) -> f64 {
        let at = self.window.outer(inner);
        let value = match self.family {
            Family::Uniform { min, max } => min + at.lower * (max - min),
            Family::Triangular { min, mode, max } => triangular_quantile(at, min, mode, max),
            Family::Normal { mean, sd } => mean + sd * normal_at(at),
            Family::Lognormal { log_mean, log_sd } => libm::exp(log_mean + log_sd * normal_at(at)),
            Family::Pert { .. } | Family::Beta { .. } | Family::Gamma { .. } => {
                super::invert::invert(&self.family, at, None)
            }
            Family::Discrete { .. } | Family::Bernoulli { .. } => self.step_at(at.lower),
        };
        value.clamp(self.window.lower, self.window.upper)
    }

    fn step_at(&self, u: f64) -> f64 {
        let index = self.steps.partition_point(|(_, cumulative)| *cumulative < u);
        self.steps[index.min(self.steps.len() - 1)].0
    }

    fn tabulate(&mut self) {
        let without_closed_quantile =
            matches!(self.family, Family::Pert { .. } | Family::Beta { .. } | Family::Gamma { .. });
        if without_closed_quantile {
            let outer = |inner| self.window.outer(inner);
            let table = QuantileTable::build(&self.family, self.window.mass(), outer);
            self.table = table.map(Arc::new);
        }
    }

    /// Mean and standard deviation of a truncated family: the trapezoid rule
    /// over the logit of the probability, in which the integrand dies away on
    /// both sides.
    fn moments_by_quadrature(&self) -> (f64, f64) {
        const STEP: f64 = 1.0 / 64.0;
        let nodes: Vec<(f64, f64)> = (-64 * 36..=64 * 36)
            .map(|i| {
                let tails = tails_at_logit(f64::from(i) * STEP);
                (self.exact(tails), tails.lower * tails.upper * STEP)
            })
            .collect();
        let total: f64 = nodes.iter().map(|(_, weight)| weight).sum();
        let mean = nodes.iter().map(|(x, weight)| x * weight).sum::<f64>() / total;
        let square = |x: f64| (x - mean) * (x - mean);
        let variance = nodes.iter().map(|(x, weight)| square(*x) * weight).sum::<f64>() / total;
        (mean, variance.sqrt())
    }
}

fn steps(family: &Family) -> Arc<[(f64, f64)]> {
    let mut cumulative = 0.0;
    let steps = family.points().into_iter().map(|(value, p)| {
        cumulative += p;
        (value, cumulative)
    });
    steps.collect()
}

fn tails_of(u: f64) -> Tails {
    Tails { lower: u, upper: 1.0 - u }
}

/// Both tails at a logit, neither by subtraction.
pub(super) fn tails_at_logit(logit: f64) -> Tails {
    Tails { lower: 1.0 / (1.0 + libm::exp(-logit)), upper: 1.0 / (1.0 + libm::exp(logit)) }
}

/// The standard normal quantile from whichever tail is the smaller.
fn normal_at(at: Tails) -> f64 {
    if at.lower <= at.upper { normal_quantile(at.lower) } else { -normal_quantile(at.upper) }
}

fn triangular_quantile(at: Tails, min: f64, mode: f64, max: f64) -> f64 {
    if at.lower < (mode - min) / (max - min) {
        min + (at.lower * (max - min) * (mode - min)).sqrt()
    } else {
        max - (at.upper * (max - min) * (max - mode)).sqrt()
    }
}
