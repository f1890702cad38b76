//! The metalog distribution through given percentiles: T. W. Keelin, "The
//! Metalog Distributions", Decision Analysis 13(4), 2016.

use std::sync::Arc;

use super::metalog_curve::{Curve, MOST_TERMS};
use super::metalog_feasible::{Fit, check};
use super::percentile::Percentile;
use super::special::Tails;
use super::valid::{self, ShapeError};

/// A metalog distribution with as many terms as percentiles it passes through.
#[derive(Clone, Debug, PartialEq)]
pub struct Metalog {
    curve: Curve,
    bounds: Bounds,
    points: Arc<[Percentile]>,
}

/// The ends of the support, each of which may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    /// Smallest value.
    pub(super) min: f64,
    /// Largest value.
    pub(super) max: f64,
}

impl Bounds {
    /// From values to the unbounded scale on which the metalog is fitted.
    pub(super) fn inward(self, x: f64) -> f64 {
        match (self.min.is_finite(), self.max.is_finite()) {
            (false, false) => x,
            (true, false) => libm::log(x - self.min),
            (false, true) => -libm::log(self.max - x),
            (true, true) => libm::log((x - self.min) / (self.max - x)),
        }
    }

    /// Back from the unbounded scale.
    pub(super) fn outward(self, m: f64) -> f64 {
        match (self.min.is_finite(), self.max.is_finite()) {
            (false, false) => m,
            (true, false) => self.min + libm::exp(m),
            (false, true) => self.max - libm::exp(-m),
            (true, true) if m < 0.0 => {
                let odds = libm::exp(m);
                self.min + (self.max - self.min) * (odds / (1.0 + odds))
            }
            (true, true) => {
                let odds = libm::exp(-m);
                self.max - (self.max - self.min) * (odds / (1.0 + odds))
            }
        }
    }

    /// Change of the unbounded scale with the value.
    fn slope(self, x: f64) -> f64 {
        match (self.min.is_finite(), self.max.is_finite()) {
            (false, false) => 1.0,
            (true, false) => 1.0 / (x - self.min),
            (false, true) => 1.0 / (self.max - x),
            (true, true) => 1.0 / (x - self.min) + 1.0 / (self.max - x),
        }
    }
}

impl Metalog {
    /// The metalog through 2 to 9 percentiles, in rising order, between
    /// `min` and `max` where given: unbounded, with the logarithm of the
    /// distance from one bound, or with the logit between both.
    ///
    /// # Errors
    /// Where the percentiles do not rise from bound to bound, or the density
    /// would be negative somewhere: then the error names the percentile to
    /// change and the values that it may have.
    pub fn through(
        percentiles: &[Percentile],
        min: Option<f64>,
        max: Option<f64>,
    ) -> Result<Self, ShapeError> {
        Self::advised(percentiles, (min, max), (f64::NEG_INFINITY, f64::INFINITY))
    }

    /// The same, with advice that keeps to values from the first limit to the
    /// second.
    ///
    /// # Errors
    /// As of [`Metalog::through`].
    pub fn advised(
        percentiles: &[Percentile],
        (min, max): (Option<f64>, Option<f64>),
        limits: (f64, f64),
    ) -> Result<Self, ShapeError> {
        let bounds =
            Bounds { min: min.unwrap_or(f64::NEG_INFINITY), max: max.unwrap_or(f64::INFINITY) };
        check_order(percentiles, bounds)?;
        let fit = Fit::of(percentiles, bounds).ok_or_else(|| {
            let message = "the percentiles are too close together to be fitted".to_owned();
            ShapeError::new(None, message)
        })?;
        check(&fit, limits)?;
        Ok(Self { curve: fit.curve, bounds, points: percentiles.into() })
    }

    /// The metalog through the same percentiles between other ends, where they
    /// are given.
    ///
    /// # Errors
    /// As of [`Metalog::through`].
    pub fn between(&self, min: Option<f64>, max: Option<f64>) -> Result<Self, ShapeError> {
        let own = |end: f64| end.is_finite().then_some(end);
        Self::through(&self.points, min.or(own(self.bounds.min)), max.or(own(self.bounds.max)))
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (self.bounds.min, self.bounds.max)
    }

    /// The quantile, a closed form.
    pub(super) fn quantile(&self, at: Tails) -> f64 {
        self.bounds.outward(self.curve.value(at))
    }

    /// Both tails at a value: the quantile solved for the logit.
    pub(super) fn tails(&self, x: f64) -> Tails {
        if x <= self.bounds.min {
            Tails { lower: 0.0, upper: 1.0 }
        } else if self.bounds.max <= x {
            Tails { lower: 1.0, upper: 0.0 }
        } else {
            self.curve.tails(self.bounds.inward(x))
        }
    }

    pub(super) fn density(&self, x: f64) -> f64 {
        let at = self.tails(x);
        at.lower * at.upper * self.bounds.slope(x) / self.curve.logit_slope(at)
    }

    /// These moments, unless its open tail has none. Bounded on one side, it
    /// reaches on the other as far as a power of the probability of going
    /// further: the last slope of the curve.
    pub(super) fn tail_moments(&self, (mean, sd): (f64, f64)) -> (f64, f64) {
        let (power, side) = match (self.bounds.min.is_finite(), self.bounds.max.is_finite()) {
            (true, false) => (self.curve.logit_slope(Tails { lower: 1.0, upper: 0.0 }), 1.0),
            (false, true) => (self.curve.logit_slope(Tails { lower: 0.0, upper: 1.0 }), -1.0),
            _ => (0.0, 1.0),
        };
        if 1.0 <= power {
            (side * f64::INFINITY, f64::INFINITY)
        } else if 0.5 <= power {
            (mean, f64::INFINITY)
        } else {
            (mean, sd)
        }
    }
}

pub(super) fn check_order(percentiles: &[Percentile], bounds: Bounds) -> Result<(), ShapeError> {
    let [first, .., last] = percentiles else {
        return Err(ShapeError::new(None, "two percentiles at least are needed".to_owned()));
    };
    if MOST_TERMS < percentiles.len() {
        let message = format!("{} percentiles, but 9 at most can be fitted", percentiles.len());
        return Err(ShapeError::new(None, message));
    }
    for one in percentiles {
        valid::finite("values", one.value)?;
        if !(0.0 < one.probability && one.probability < 1.0) {
            let message = format!("{} must lie between 0 and 100 per cent", one.name());
            return Err(ShapeError::of(one.name(), message));
        }
    }
    for pair in percentiles.windows(2) {
        if !(pair[0].probability < pair[1].probability && pair[0].value < pair[1].value) {
            let (low, high) = (pair[0].name(), pair[1].name());
            let message =
                format!("{high} {} must be more than {low} {}", pair[1].value, pair[0].value);
            return Err(ShapeError::of(high, message));
        }
    }
    if !(bounds.min < first.value) {
        let message = format!("min {} must be less than {}", bounds.min, first.name());
        return Err(ShapeError::new(Some("min"), message));
    }
    if !(last.value < bounds.max) {
        let message = format!("max {} must be more than {}", bounds.max, last.name());
        return Err(ShapeError::new(Some("max"), message));
    }
    Ok(())
}
