//! Distributions of separate values: a sorted list of them with both tails.

use super::special::Tails;

/// Values that have a probability each, sorted, none of them impossible.
#[derive(Debug)]
pub(super) struct Atoms {
    list: Vec<Atom>,
}

#[derive(Clone, Copy, Debug)]
struct Atom {
    value: f64,
    /// Both tails at the value, each summed from its own end.
    tails: Tails,
}

impl Atoms {
    /// Of values with weights in any unit, in any order, values perhaps repeated.
    pub(super) fn new(mut points: Vec<(f64, f64)>) -> Self {
        points.retain(|(_, weight)| 0.0 < *weight);
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points.dedup_by(|next, kept| {
            let is_same = next.0 <= kept.0;
            kept.1 += if is_same { next.1 } else { 0.0 };
            is_same
        });
        let total: f64 = points.iter().map(|(_, weight)| weight).sum();
        let mut list: Vec<Atom> = Vec::with_capacity(points.len());
        let mut lower = 0.0;
        for (value, weight) in &points {
            lower += weight;
            list.push(Atom {
                value: *value,
                tails: Tails { lower: (lower / total).min(1.0), upper: 0.0 },
            });
        }
        let mut upper = 0.0;
        for (atom, (_, weight)) in list.iter_mut().zip(&points).rev() {
            atom.tails.upper = (upper / total).min(1.0);
            upper += weight;
        }
        Self { list }
    }

    /// The values, in ascending order.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.list.iter().map(|atom| atom.value)
    }

    /// Both tails at `x`: at most `x`, and more.
    pub(super) fn tails(&self, x: f64) -> Tails {
        self.before(self.list.partition_point(|atom| atom.value <= x))
    }

    /// Below `x`, and from `x` up.
    pub(super) fn tails_below(&self, x: f64) -> Tails {
        self.before(self.list.partition_point(|atom| atom.value < x))
    }

    fn before(&self, index: usize) -> Tails {
        match index.checked_sub(1) {
            None => Tails { lower: 0.0, upper: 1.0 },
            Some(index) => self.list[index].tails,
        }
    }

    /// The first value that reaches these tails.
    pub(super) fn quantile(&self, at: Tails) -> f64 {
        let index = self.list.partition_point(|atom| !atom.tails.reach(at));
        self.list[index.min(self.list.len() - 1)].value
    }

    /// The smallest and largest value from `low` to `high`; none where there is none.
    pub(super) fn within(&self, low: f64, high: f64) -> Option<(f64, f64)> {
        let inside = self.slice(low, high);
        Some((inside.first()?.value, inside.last()?.value))
    }

    /// Values from `low` to `high` and the probability of each.
    pub(super) fn points(&self, low: f64, high: f64) -> Vec<(f64, f64)> {
        let from = self.list.partition_point(|atom| atom.value < low);
        let inside = self.slice(low, high).iter().enumerate();
        inside
            .map(|(i, atom)| {
                let before = self.before(from + i);
                let p = if before.lower < 0.5 {
                    atom.tails.lower - before.lower
                } else {
                    before.upper - atom.tails.upper
                };
                (atom.value, p)
            })
            .collect()
    }

    fn slice(&self, low: f64, high: f64) -> &[Atom] {
        let from = self.list.partition_point(|atom| atom.value < low);
        let to = self.list.partition_point(|atom| atom.value <= high);
        &self.list[from.min(to)..to]
    }

    /// Mean and standard deviation of the values from `low` to `high`.
    pub(super) fn moments(&self, low: f64, high: f64) -> (f64, f64) {
        let points = self.points(low, high);
        let total: f64 = points.iter().map(|(_, p)| p).sum();
        let mean = points.iter().map(|(value, p)| value * p).sum::<f64>() / total;
        let square = |value: f64| (value - mean) * (value - mean);
        let variance = points.iter().map(|(value, p)| square(*value) * p).sum::<f64>() / total;
        (mean, variance.sqrt())
    }
}

/// Terms this much smaller than the largest are left out: none of them is
/// ever reached, even in the last tail that truncation allows.
const LEAST: f64 = 1e-300;

/// Counts and their probabilities, in proportion, outward from the likeliest;
/// `up(k)` is the ratio of the probability of k + 1 to that of k.
fn outward(mode: u64, most: u64, up: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let mut points = vec![(mode as f64, 1.0)];
    let mut p = 1.0;
    for k in (0..mode).rev() {
        p /= up(k as f64);
        if !(LEAST < p) {
            break;
        }
        points.push((k as f64, p));
    }
    p = 1.0;
    for k in mode..most {
        p *= up(k as f64);
        if !(LEAST < p) {
            break;
        }
        points.push((k as f64 + 1.0, p));
    }
    points
}

/// The binomial distribution: successes in `n` trials of probability `p`.
pub(super) fn binomial(n: u64, p: f64) -> Vec<(f64, f64)> {
    if p <= 0.0 {
        return vec![(0.0, 1.0)];
    }
    if 1.0 <= p {
        return vec![(n as f64, 1.0)];
    }
    let mode = (((n as f64 + 1.0) * p).floor() as u64).min(n);
    outward(mode, n, |k| (n as f64 - k) / (k + 1.0) * (p / (1.0 - p)))
}

/// The Poisson distribution.
pub(super) fn poisson(mean: f64) -> Vec<(f64, f64)> {
    outward(mean.floor() as u64, u64::MAX, |k| mean / (k + 1.0))
}

#[cfg(test)]
mod tests {
    use super::{Atoms, binomial, poisson};
    use crate::sampling::special::{Tails, beta_tails, gamma_tails};

    #[test]
    fn counts_have_the_tails_of_the_incomplete_beta_and_gamma_functions() {
        // P(X <= k) = Q(k + 1, mean) and I_{1 - p}(n - k, k + 1): DLMF 8.17.5, 8.4.10.
        for mean in [0.01, 0.7, 4.0, 33.3, 700.0] {
            let atoms = Atoms::new(poisson(mean));
            for k in 0..1_000 {
                let (tails, gamma) = (atoms.tails(k.into()), gamma_tails(mean, f64::from(k) + 1.0));
                assert!((tails.lower - gamma.upper).abs() < 1e-12, "{mean} {k}");
                assert!(
                    (tails.upper - gamma.lower).abs() <= 1e-9 * gamma.lower + 1e-290,
                    "{mean} {k}"
                );
            }
        }
        for (n, p) in [(1, 0.3), (50, 0.3), (50, 0.999), (800, 0.02)] {
            let atoms = Atoms::new(binomial(n, p));
            for k in 0..n {
                let (tails, a) = (atoms.tails(k as f64), (n - k) as f64);
                let beta = beta_tails(1.0 - p, a, k as f64 + 1.0);
                assert!((tails.lower - beta.lower).abs() < 1e-12, "{n} {p} {k}");
                assert!((tails.upper - beta.upper).abs() < 1e-12, "{n} {p} {k}");
            }
        }
    }

    #[test]
    fn a_percentile_is_the_first_value_that_reaches_it_whatever_sums_round_to() {
        let tenths = Atoms::new((1..=10).map(|k| (f64::from(k), 0.1)).collect());
        let hundredths = Atoms::new((1..=100).map(|k| (f64::from(k), 1.0)).collect());
        for percent in 1..100_u32 {
            let p = f64::from(percent) / 100.0;
            let at = Tails { lower: p, upper: 1.0 - p };
            assert_eq!(hundredths.quantile(at) as u32, percent);
            assert_eq!(tenths.quantile(at) as u32, percent.div_ceil(10), "{percent}");
        }
    }

    #[test]
    fn equal_values_are_one() {
        let atoms = Atoms::new(vec![(2.0, 1.0), (1.0, 1.0), (2.0, 1.0), (3.0, 0.0), (1.0, 1.0)]);
        assert_eq!(atoms.points(f64::MIN, f64::MAX), [(1.0, 0.5), (2.0, 0.5)]);
        assert_eq!(atoms.within(1.5, 9.0), Some((2.0, 2.0)));
        assert_eq!(atoms.within(1.2, 1.8), None);
        assert_eq!(atoms.within(9.0, 1.0), None);
    }
}
