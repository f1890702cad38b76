//! The part of a family that truncation leaves.

use super::special::Tails;

/// Ends of the part that is left, and the family's tails at them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Smallest value left.
    pub(super) lower: f64,
    /// Largest value left.
    pub(super) upper: f64,
    /// Tails of the family just below the smallest.
    pub(super) at_lower: Tails,
    /// Tails of the family at the largest.
    pub(super) at_upper: Tails,
    /// Whether nothing was cut off.
    pub(super) is_whole: bool,
}

impl Window {
    /// All of a family with this support.
    pub(super) fn whole((lower, upper): (f64, f64)) -> Self {
        let at_lower = Tails { lower: 0.0, upper: 1.0 };
        Self { lower, upper, at_lower, at_upper: Tails { lower: 1.0, upper: 0.0 }, is_whole: true }
    }

    /// Probability of the family inside, from the side without cancellation.
    pub(super) fn mass(&self) -> f64 {
        if self.is_whole {
            1.0
        } else if self.at_lower.lower < 0.5 {
            self.at_upper.lower - self.at_lower.lower
        } else {
            self.at_lower.upper - self.at_upper.upper
        }
    }

    /// The family's tails at the window's own tails.
    pub(super) fn outer(&self, inner: Tails) -> Tails {
        if self.is_whole {
            return inner;
        }
        let mass = self.mass();
        let lower = self.at_lower.lower + inner.lower * mass;
        Tails { lower, upper: self.at_upper.upper + inner.upper * mass }
    }

    /// The window's own tails at the family's, for a value inside.
    pub(super) fn inner(&self, at: Tails) -> Tails {
        if self.is_whole {
            return at;
        }
        let mass = self.mass();
        let lower = if self.at_lower.lower < 0.5 {
            at.lower - self.at_lower.lower
        } else {
            self.at_lower.upper - at.upper
        };
        let upper = if self.at_upper.upper < 0.5 {
            at.upper - self.at_upper.upper
        } else {
            self.at_upper.lower - at.lower
        };
        Tails { lower: lower.max(0.0) / mass, upper: upper.max(0.0) / mass }
    }
}
