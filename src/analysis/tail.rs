//! How heavy the upper tail of MOIC is, and so how far its mean and the
//! standard error of its mean can be trusted.

use super::estimate::sum;

/// The upper tail of a sorted sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// Share of the mean that the best 1 % of paths carry.
    pub top_1_percent_share: f64,
    /// Hill's estimate of the tail index over the best 1 % of paths; absent
    /// where fewer than 20 positive values are there to judge by.
    pub hill_index: Option<f64>,
}

/// Fewest order statistics for a Hill estimate.
const FEWEST_FOR_HILL: usize = 20;

impl Tail {
    /// Of values sorted upwards, none negative.
    pub fn of(sorted: &[f64]) -> Self {
        let top = (sorted.len() / 100).max(1);
        let (rest, best) = sorted.split_at(sorted.len() - top);
        let total = sum(sorted.iter().copied());
        let logarithms = sum(best.iter().map(|x| libm::log(*x)));
        let sums = (sum(best.iter().copied()), total);
        Self::of_sums(sorted.len(), sums, rest.last().copied(), logarithms)
    }

    /// Of so many values: the sums of the best 1 % of them and of all, the greatest of the others,
    /// and the sum of the logarithms of the best.
    pub fn of_sums(
        n: usize,
        (best, total): (f64, f64),
        rest: Option<f64>,
        logarithms: f64,
    ) -> Self {
        let top = (n / 100).max(1);
        Self {
            top_1_percent_share: if 0.0 < total { best / total } else { 0.0 },
            hill_index: rest.and_then(|threshold| hill(top, logarithms, threshold)),
        }
    }

    /// Whether the standard error of the mean is too small to be believed: a
    /// tail index below 2 has no variance, and where the best 1 % of paths
    /// carry over 30 % of the mean a sample may have missed as much again.
    pub fn is_heavy(&self) -> bool {
        0.3 < self.top_1_percent_share || self.hill_index.is_some_and(|index| index < 2.0)
    }
}

/// Hill (1975): one over the mean log excess above the threshold.
fn hill(top: usize, logarithms: f64, threshold: f64) -> Option<f64> {
    if top < FEWEST_FOR_HILL || threshold <= 0.0 {
        return None;
    }
    let log_excess = logarithms / top as f64 - libm::log(threshold);
    (0.0 < log_excess).then(|| 1.0 / log_excess)
}

#[cfg(test)]
mod tests {
    use super::Tail;

    fn pareto(index: f64) -> Vec<f64> {
        let n = 20_000;
        let mut values: Vec<f64> =
            (0..n).map(|i| libm::pow((f64::from(i) + 0.5) / f64::from(n), -1.0 / index)).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    #[test]
    fn a_pareto_tail_of_index_1_6_is_heavy_and_of_index_4_is_not() {
        let heavy = Tail::of(&pareto(1.6));
        assert!((heavy.hill_index.unwrap_or(0.0) - 1.6).abs() < 0.05, "{heavy:?}");
        assert!(heavy.is_heavy());
        let light = Tail::of(&pareto(4.0));
        assert!((light.hill_index.unwrap_or(0.0) - 4.0).abs() < 0.1, "{light:?}");
        assert!(!light.is_heavy());
    }

    #[test]
    fn a_sample_of_total_losses_has_no_tail() {
        let tail = Tail::of(&[0.0; 500]);
        assert!(!tail.is_heavy() && tail.hill_index.is_none());
    }
}
