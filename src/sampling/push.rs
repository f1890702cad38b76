//! How the distribution of an uncertain number is pushed: restricted to a part
//! of it, or moved along its normal scores.

use super::correlation::probability;
use super::special::normal_quantile;

/// A part of a distribution, between two probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// From 0, below `to`.
    pub from: f64,
    /// Up to 1.
    pub to: f64,
}

impl Band {
    /// The probability at share `u`, in (0, 1), of the way through.
    fn at(self, u: f64) -> f64 {
        (self.from + u * (self.to - self.from)).min(1.0_f64.next_down())
    }
}

/// What is done to a number's probabilities before its quantile is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Push {
    /// What its normal score is moved by.
    pub(super) shift: f64,
    /// What it is restricted to, after that.
    pub(super) band: Option<Band>,
}

impl Push {
    /// The probability to draw at; to the bit the one given where nothing is
    /// pushed.
    #[inline]
    pub(super) fn at(self, u: f64) -> f64 {
        let moved =
            if 0.0 < self.shift.abs() { probability(normal_quantile(u) + self.shift) } else { u };
        self.band.map_or(moved, |band| band.at(moved))
    }
}
