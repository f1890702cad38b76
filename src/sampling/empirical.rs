//! Observed values as a distribution: drawn again as they are, or with
//! straight lines between neighbours.

use std::sync::Arc;

use super::special::Tails;
use super::valid::{self, ShapeError};

/// Observed values, sorted.
#[derive(Clone, Debug, PartialEq)]
pub struct Empirical {
    sorted: Arc<[f64]>,
    interpolate: bool,
}

impl Empirical {
    /// Of values in any order. Resampled, each is as likely as the others.
    /// With `interpolate`, the quantile function is a straight line from each
    /// value to the next, at steps of 1/(n - 1), from the smallest to the
    /// largest (type 7 of Hyndman and Fan, 1996).
    ///
    /// # Errors
    /// Where there are no values, one is not finite, or there is nothing to
    /// interpolate between.
    pub fn new(mut values: Vec<f64>, interpolate: bool) -> Result<Self, ShapeError> {
        valid::values(&values)?;
        values.sort_unstable_by(f64::total_cmp);
        if interpolate && !(values[0] < values[values.len() - 1]) {
            let message = format!("all of values is {}: nothing to interpolate", values[0]);
            return Err(ShapeError::new(Some("values"), message));
        }
        Ok(Self { sorted: values.into(), interpolate })
    }

    /// Whether there are straight lines between neighbours.
    pub fn is_interpolated(&self) -> bool {
        self.interpolate
    }

    /// The values, sorted.
    pub fn values(&self) -> &[f64] {
        &self.sorted
    }

    /// Steps between the smallest and the largest value.
    fn steps(&self) -> f64 {
        (self.sorted.len() - 1) as f64
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (self.sorted[0], self.sorted[self.sorted.len() - 1])
    }

    /// Both tails of the interpolated distribution, at `x` or, where values
    /// are repeated there, below it.
    pub(super) fn tails(&self, x: f64, below: bool) -> Tails {
        let is_before = |value: &f64| if below { *value < x } else { *value <= x };
        let index = self.sorted.partition_point(is_before);
        if index == 0 {
            return Tails { lower: 0.0, upper: 1.0 };
        }
        if index == self.sorted.len() {
            return Tails { lower: 1.0, upper: 0.0 };
        }
        let (from, to) = (self.sorted[index - 1], self.sorted[index]);
        let position = (index - 1) as f64 + (x - from) / (to - from);
        Tails { lower: position / self.steps(), upper: (self.steps() - position) / self.steps() }
    }

    /// Density of the interpolated distribution.
    pub(super) fn density(&self, x: f64) -> f64 {
        let index = self.sorted.partition_point(|value| *value <= x);
        let index = index.clamp(1, self.sorted.len() - 1);
        1.0 / (self.steps() * (self.sorted[index] - self.sorted[index - 1]))
    }

    /// Quantile of the interpolated distribution.
    pub(super) fn quantile(&self, at: Tails) -> f64 {
        self.value_at(at.lower * self.steps())
    }

    fn value_at(&self, position: f64) -> f64 {
        let index = (position as usize).min(self.sorted.len() - 2);
        let (from, to) = (self.sorted[index], self.sorted[index + 1]);
        from + (position - index as f64) * (to - from)
    }

    /// Values that have a probability of their own although interpolated:
    /// those that are repeated.
    pub(super) fn repeated(&self) -> Vec<f64> {
        let pairs = self.sorted.windows(2).filter(|pair| pair[1] <= pair[0]);
        let mut repeated: Vec<f64> = pairs.map(|pair| pair[0]).collect();
        repeated.dedup_by(|next, kept| *next <= *kept);
        repeated
    }

    /// Mean and standard deviation of the interpolated distribution between
    /// two probabilities, piece by piece.
    pub(super) fn moments(&self, from: f64, to: f64) -> (f64, f64) {
        let (from, to) = (from * self.steps(), to * self.steps());
        let last = self.sorted.len() - 2;
        let pieces = || {
            ((from as usize).min(last)..=(to as usize).min(last)).map(move |index| {
                let (start, end) = (from.max(index as f64), to.min(index as f64 + 1.0));
                let in_piece = |position: f64| {
                    let (low, high) = (self.sorted[index], self.sorted[index + 1]);
                    low + (position - index as f64) * (high - low)
                };
                (end - start, in_piece(start), in_piece(end))
            })
        };
        let mean = pieces().map(|(w, a, b)| 0.5 * w * (a + b)).sum::<f64>() / (to - from);
        let square = |(w, a, b): (f64, f64, f64)| {
            let (a, b) = (a - mean, b - mean);
            w * (a * a + a * b + b * b) / 3.0
        };
        let variance = pieces().map(square).sum::<f64>() / (to - from);
        (mean, variance.sqrt())
    }
}
