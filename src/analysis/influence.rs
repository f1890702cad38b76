//! What each scramble of a design adds to what a statistic is off by, times the number of its
//! paths: from these a statistic, and a difference of two on the same paths, get their errors.

use super::grouped::Grouped;
use crate::sampling::design::{SCRAMBLES, scramble_of};

/// Sums over the paths of each scramble.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence(Grouped);

impl Influence {
    /// Of a mean, or of a share, over the values that some of all paths have.
    pub fn of_mean(all: &[u64; SCRAMBLES], values: &Grouped, mean: f64) -> Self {
        let of = |(n, sum): (&u64, &f64)| sum - *n as f64 * mean;
        Self::weighed(all, &values.n, values.n.iter().zip(&values.sum).map(of))
    }

    /// Of a standard deviation, from the squares of the distances from the mean.
    pub fn of_sd(all: &[u64; SCRAMBLES], squares: &Grouped, variance: f64) -> Self {
        let sd = variance.sqrt();
        let of = |(n, sum): (&u64, &f64)| {
            if 0.0 < sd { (sum - *n as f64 * variance) / (2.0 * sd) } else { 0.0 }
        };
        Self::weighed(all, &squares.n, squares.n.iter().zip(&squares.sum).map(of))
    }

    /// Of a percentile: `n` have values, and `at_most` of these are as large as it at most.
    pub fn of_percentile(
        all: &[u64; SCRAMBLES],
        n: &[u64; SCRAMBLES],
        at_most: &[u64; SCRAMBLES],
        scale: f64,
    ) -> Self {
        let share = at_most.iter().sum::<u64>() as f64 / n.iter().sum::<u64>() as f64;
        let of = |(n, at_most): (&u64, &u64)| scale * (*n as f64 * share - *at_most as f64);
        Self::weighed(all, n, n.iter().zip(at_most).map(of))
    }

    /// Of a number that all paths together have, from what each scramble adds to it.
    pub fn of_all(all: &[u64; SCRAMBLES], sums: [f64; SCRAMBLES]) -> Self {
        Self(Grouped { n: *all, sum: sums })
    }

    /// Where no path has the measure.
    pub fn absent(all: &[u64; SCRAMBLES]) -> Self {
        Self(Grouped { n: *all, sum: [f64::NAN; SCRAMBLES] })
    }

    /// The weight of paths that have a value among all is made up for.
    fn weighed(
        all: &[u64; SCRAMBLES],
        present: &[u64; SCRAMBLES],
        sums: impl Iterator<Item = f64>,
    ) -> Self {
        let weight = all.iter().sum::<u64>() as f64 / present.iter().sum::<u64>() as f64;
        let mut sum = [0.0; SCRAMBLES];
        sum.iter_mut().zip(sums).for_each(|(own, of)| *own = weight * of);
        Self(Grouped { n: *all, sum })
    }

    /// The standard error of a statistic with this influence.
    pub fn error(&self) -> f64 {
        self.0.mean().standard_error
    }

    /// The standard error of the difference from another statistic on the same paths.
    pub fn error_of_difference(&self, other: &Self) -> f64 {
        let mut sum = self.0.sum;
        sum.iter_mut().zip(other.0.sum).for_each(|(own, other)| *own -= other);
        Grouped { n: self.0.n, sum }.mean().standard_error
    }

    /// Of so many times the statistic.
    #[must_use]
    pub fn times(self, scale: f64) -> Self {
        let Grouped { n, sum } = self.0;
        Self(Grouped { n, sum: sum.map(|one| scale * one) })
    }
}

/// How many of the first paths are in each scramble.
pub fn paths_of(count: usize) -> [u64; SCRAMBLES] {
    let mut paths = [(count / SCRAMBLES) as u64; SCRAMBLES];
    (0..count % SCRAMBLES).for_each(|path| paths[scramble_of(path as u64)] += 1);
    paths
}
