//! Sums of a run by the scrambles of its design, and the errors that are measured between them.
//!
//! A scramble is a sample of its own, independent of the others and alike in law; its paths are
//! not independent of each other. So what a figure is off by is read off how much the scrambles
//! differ: a mean S/n over G scrambles with sums S_g of n_g values has the standard error
//! √(G/(G-1) Σ (S_g - S/n n_g)²) / n. That also holds for a mean over only those paths that have
//! a figure, of which each scramble has another number (the ratio estimate, Cochran 1977,
//! chapter 6).

use super::estimate::Estimate;
use super::exact::ExactSum;
use crate::sampling::design::{SCRAMBLES, scramble_of};

/// How many values each scramble has, and their sums.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grouped {
    /// Values in each scramble.
    pub n: [u64; SCRAMBLES],
    /// Their sum in each.
    pub sum: [f64; SCRAMBLES],
}

/// Sums are off by a part of this at most by rounding alone.
const ROUNDING: f64 = 8.0 * f64::EPSILON;
/// Variance of what a count is off by that is right but for being a whole number.
const ROUNDED: f64 = 1.0 / 12.0;

impl Grouped {
    /// Of values with their paths, those that are NaN left out; summed in this order.
    pub fn of(values: impl Iterator<Item = (u64, f64)>) -> Self {
        let (mut n, mut sums) = ([0; SCRAMBLES], [const { ExactSum::NOTHING }; SCRAMBLES]);
        for (path, value) in values.filter(|(_, value)| !value.is_nan()) {
            n[scramble_of(path)] += 1;
            sums[scramble_of(path)].add(value);
        }
        Self { n, sum: sums.map(|sum| sum.value()) }
    }

    /// How many values there are.
    pub fn count(&self) -> u64 {
        self.n.iter().sum()
    }

    /// Their sum: of the scrambles in their order.
    pub fn total(&self) -> f64 {
        super::estimate::sum(self.sum.iter().copied())
    }

    /// Their mean.
    pub fn mean(&self) -> Estimate {
        let value = self.total() / self.count() as f64;
        Estimate { value, standard_error: self.error_about(value) }
    }

    /// Of values that are 1 where something holds and 0 elsewhere: their share of ones.
    ///
    /// Counts are whole numbers: where they hardly differ between scrambles, each may still be
    /// off by rounding, and no error is said to be smaller than that. Nor would it be said to be
    /// larger for this than that of independent paths, so a share of 0 or 1 has none.
    pub fn share(&self) -> Estimate {
        let Estimate { value, standard_error } = self.mean();
        let n = self.count() as f64;
        let independent = (value * (1.0 - value) / n).sqrt();
        let rounded = (SCRAMBLES as f64 * ROUNDED).sqrt() / n;
        Estimate { value, standard_error: standard_error.max(independent.min(rounded)) }
    }

    /// The standard error of their mean, which is `mean`.
    pub fn error_about(&self, mean: f64) -> f64 {
        let groups = SCRAMBLES as f64;
        let off = self.n.iter().zip(&self.sum).map(|(n, sum)| {
            let expected = mean * *n as f64;
            let off = sum - expected;
            // What is the same on all paths is off by rounding alone.
            if off.abs() <= ROUNDING * expected.abs() { 0.0 } else { off }
        });
        let squares: f64 = off.map(|off| off * off).sum();
        (groups / (groups - 1.0) * squares).sqrt() / self.count() as f64
    }

    /// Takes in the values of other paths. Sums that must not depend on how paths were split are
    /// to be added up exactly, and put here when they are complete.
    pub fn merge(&mut self, other: &Self) {
        self.n.iter_mut().zip(other.n).for_each(|(n, other)| *n += other);
        self.sum.iter_mut().zip(other.sum).for_each(|(sum, other)| *sum += other);
    }
}

#[cfg(test)]
mod tests {
    use super::Grouped;
    use crate::analysis::estimate::{mean, share};
    use crate::sampling::stream::StreamKey;

    /// Values of independent paths.
    fn values(n: usize) -> Vec<f64> {
        let mut stream = StreamKey::new(3, "grouped").stream(0);
        (0..n).map(|_| stream.normal()).collect()
    }

    fn numbered(values: &[f64]) -> impl Iterator<Item = (u64, f64)> {
        values.iter().enumerate().map(|(path, value)| (path as u64, *value))
    }

    #[test]
    fn a_mean_is_that_of_all_values_and_its_error_is_measured_between_scrambles() {
        let (values, mut apart) = (values(3_200), 0.0);
        let grouped = Grouped::of(numbered(&values)).mean();
        let plain = mean(&values);
        assert!((grouped.value - plain.value).abs() < 1e-14);
        // 31 degrees of freedom: within a half of it, far beyond their spread of an eighth.
        assert!((grouped.standard_error / plain.standard_error - 1.0).abs() < 0.5);
        // What differs only from scramble to scramble has a hundred times the variance.
        let by_scramble: Vec<f64> = (0..3_200).map(|path| values[path % 32]).collect();
        apart += Grouped::of(numbered(&by_scramble)).mean().standard_error;
        assert!((apart / (10.0 * mean(&by_scramble).standard_error) - 1.0).abs() < 0.02);
        // And what all scrambles have alike has none.
        let alike: Vec<f64> = (0..3_200).map(|path| values[path / 32]).collect();
        assert!(Grouped::of(numbered(&alike)).mean().standard_error < 1e-15);
    }

    #[test]
    fn what_some_paths_have_is_a_ratio() {
        let mut values = values(6_400);
        let all = Grouped::of(numbered(&values)).mean();
        values.iter_mut().step_by(3).for_each(|value| *value = f64::NAN);
        let some = Grouped::of(numbered(&values)).mean();
        let present: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        assert!((some.value - mean(&present).value).abs() < 1e-14);
        assert!((some.standard_error / all.standard_error / 1.5_f64.sqrt() - 1.0).abs() < 0.5);
        // A constant is known, however many have it.
        for constant in [2.5, 0.1, 5.339_476_3, 0.002_718_2] {
            let same = values.iter().map(|value| if value.is_nan() { *value } else { constant });
            let same = Grouped::of(numbered(&same.collect::<Vec<f64>>())).mean();
            assert!((same.value - constant).abs() < 1e-15 && same.standard_error <= 0.0);
        }
    }

    #[test]
    fn no_share_is_more_certain_than_whole_counts_can_be() {
        let with = |count: usize| {
            Grouped::of((0..6_400).map(|path| (path, f64::from(u8::from(path < count as u64)))))
                .share()
        };
        // One in each scramble: they do not differ at all.
        let even = with(32);
        assert!((even.value - 0.005).abs() < 1e-15);
        assert!((even.standard_error - (32.0_f64 / 12.0).sqrt() / 6_400.0).abs() < 1e-15);
        // None, and all, are what they are without a design.
        for count in [0, 6_400] {
            assert!(with(count).standard_error <= share(count, 6_400).standard_error);
        }
        // One at all has about the error that it has among independent paths.
        let rare = with(1).standard_error / share(1, 6_400).standard_error;
        assert!((rare - 1.0).abs() < 1e-3, "{rare}");
    }

    #[test]
    fn merged_sums_are_those_of_all_paths() {
        let values = values(640);
        let (first, rest) = (numbered(&values).take(77), numbered(&values).skip(77));
        let (mut merged, rest) = (Grouped::of(first), Grouped::of(rest));
        merged.merge(&rest);
        let whole = Grouped::of(numbered(&values));
        assert_eq!(merged.n, whole.n);
        let apart = merged.sum.iter().zip(&whole.sum).map(|(a, b)| (a - b).abs());
        assert!(apart.fold(0.0, f64::max) < 1e-12);
    }
}
