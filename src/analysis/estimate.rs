//! Figures with their Monte Carlo error.

use super::bins::{at_ranks, at_ranks_with_zeros};
use super::exact::ExactSum;
use super::level::Level;

/// A sampled figure and its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// One standard error of it, from sampling alone.
    pub standard_error: f64,
}

impl From<f64> for Estimate {
    /// A figure of which no error is known.
    fn from(value: f64) -> Self {
        Self { value, standard_error: f64::NAN }
    }
}

impl From<&Estimate> for Estimate {
    fn from(figure: &Estimate) -> Self {
        *figure
    }
}

/// A mean over `values`, in their order.
pub fn mean(values: &[f64]) -> Estimate {
    let n = values.len() as f64;
    let value = sum(values.iter().copied()) / n;
    let squares = sum(values.iter().map(|x| (x - value) * (x - value)));
    // One path says nothing of the spread.
    let standard_error = if values.len() < 2 { f64::NAN } else { (squares / (n - 1.0) / n).sqrt() };
    Estimate { value, standard_error }
}

/// A mean that is all but 0, of so many values, from their sum and that of their squares.
pub fn mean_near_0(n: f64, sum: f64, squares: f64) -> Estimate {
    let value = sum / n;
    let variance = (squares - n * value * value) / (n - 1.0);
    Estimate { value, standard_error: (variance / n).sqrt() }
}

/// The share `count` of `total`, with its binomial error.
pub fn share(count: usize, total: usize) -> Estimate {
    let n = total as f64;
    let p = count as f64 / n;
    Estimate { value: p, standard_error: (p * (1.0 - p) / n).sqrt() }
}

/// The value at a probability of sorted values: the smallest that is not
/// exceeded with at least that probability, so it is always some path's own.
/// The error is [`error_of_percentile`] of the order statistics two binomial
/// standard deviations to either side.
pub fn quantile_at(sorted: &[f64], level: Level) -> Estimate {
    let n = sorted.len();
    let (low, high) = level.ranks_around(n);
    let value = sorted[level.rank(n) - 1];
    let standard_error = error_of_percentile(value, sorted[low - 1], sorted[high - 1]);
    Estimate { value, standard_error }
}

/// The standard error of a percentile, from the values at probabilities two standard errors lower
/// and higher.
///
/// Between these it is in 95 of 100 samples, whatever the distribution (Woodruff, *JASA* 47,
/// 1952). They are not equally far where values lie thinly to one side, as between paths that lose
/// nearly all and paths that gain. An error that is the same to both sides has to be nearly half
/// the farther distance there to hold as often, and half of what they are on average elsewhere:
/// half their mean, each weighted by itself.
pub fn error_of_percentile(value: f64, low: f64, high: f64) -> f64 {
    let (below, above) = (value - low, high - value);
    let both = below + above;
    if 0.0 < both { 0.5 * (below * below + above * above) / both } else { 0.0 }
}

/// The same at a probability that is written with up to six decimals.
pub fn quantile(sorted: &[f64], p: f64) -> Estimate {
    quantile_at(sorted, Level::decimal(p))
}

/// The values of [`quantile`] at rising probabilities, of a sample in any order, which is
/// only put in order as far as that takes.
pub fn quantile_values<const N: usize>(sample: &mut [f64], rising: [f64; N]) -> [f64; N] {
    let n = sample.len();
    at_ranks(sample, rising.map(|p| Level::decimal(p).rank(n) - 1))
}

/// The same of a sample that so many zeros belong to besides.
pub(super) fn quantile_values_with_zeros<const N: usize>(
    sample: &mut [f64],
    zeros: usize,
    rising: [f64; N],
) -> [f64; N] {
    let n = sample.len() + zeros;
    at_ranks_with_zeros(sample, zeros, rising.map(|p| Level::decimal(p).rank(n) - 1))
}

/// A running sum, with Neumaier's correction of rounding: fast, where the order is always the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost += if value.abs() <= self.total.abs() {
            (self.total - next) + value
        } else {
            (value - next) + self.total
        };
        self.total = next;
    }

    /// What was added so far.
    pub fn value(&self) -> f64 {
        self.total + self.lost
    }
}

/// The sum of the values, rounded once, so that neither their order nor how they were grouped
/// matters.
pub fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.collect::<ExactSum>().value()
}

#[cfg(test)]
mod tests {
    use super::{Level, mean, quantile, quantile_values, share, sum};

    #[test]
    fn a_sum_keeps_what_rounding_would_lose() {
        assert!((sum([1.0, 1e100, 1.0, -1e100].into_iter()) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn mean_and_share_carry_their_textbook_errors() {
        let figure = mean(&[1.0, 2.0, 3.0, 4.0]);
        assert!((figure.value - 2.5).abs() < 1e-15);
        assert!((figure.standard_error - (5.0_f64 / 3.0 / 4.0).sqrt()).abs() < 1e-15);
        let part = share(30, 120);
        assert!((part.standard_error - (0.25_f64 * 0.75 / 120.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "a quantile is a value of the sample to the bit")]
    fn a_quantile_is_a_value_of_the_sample() {
        let sorted: Vec<f64> = (1..=100).map(f64::from).collect();
        let values = [0.05, 0.5, 0.95].map(|p| quantile(&sorted, p).value);
        assert_eq!(values, [5.0, 50.0, 95.0]);
        assert!((quantile(&sorted, 0.5).standard_error - 5.0).abs() < 1e-12);
        assert_eq!(quantile(&[7.0], 0.9).value, 7.0);
    }

    #[test]
    fn values_that_are_selected_are_those_of_the_sorted_sample() {
        use crate::sampling::stream::StreamKey;
        let mut stream = StreamKey::new(7, "selected quantiles").stream(0);
        for n in [1, 2, 3, 19, 20, 21, 400] {
            let mut sample: Vec<f64> = (0..n).map(|_| (9.0 * stream.uniform()).floor()).collect();
            let mut sorted = sample.clone();
            sorted.sort_by(f64::total_cmp);
            let rising = [0.05, 0.25, 0.5, 0.75, 0.95];
            let wanted = rising.map(|p| quantile(&sorted, p).value.to_bits());
            assert_eq!(quantile_values(&mut sample, rising).map(f64::to_bits), wanted, "{n}");
        }
    }

    #[test]
    fn the_error_of_a_quantile_covers_the_truth_about_as_often_as_it_should() {
        use crate::sampling::stream::StreamKey;
        let mut covered = 0;
        for repeat in 0..400 {
            let mut stream = StreamKey::new(7, "quantile cover").stream(repeat);
            let mut values: Vec<f64> = (0..500).map(|_| stream.uniform()).collect();
            values.sort_by(f64::total_cmp);
            let figure = quantile(&values, 0.9);
            covered += usize::from((figure.value - 0.9).abs() <= 2.0 * figure.standard_error);
        }
        assert!((365..=397).contains(&covered), "{covered} of 400 within two errors");
    }

    /// The median of values that are forty times as far apart from a hundredth below it on.
    #[test]
    fn it_covers_as_often_where_values_lie_thinly_to_one_side() {
        use crate::sampling::stream::StreamKey;
        let of = |u: f64| if u < 0.49 { u } else { 0.49 + 40.0 * (u - 0.49) };
        let (mut covered, mut evenly) = (0, 0);
        for repeat in 0..1_000 {
            let mut stream = StreamKey::new(8, "thin side").stream(repeat);
            let mut values: Vec<f64> = (0..2_000).map(|_| of(stream.uniform())).collect();
            values.sort_by(f64::total_cmp);
            let (figure, off) = (quantile(&values, 0.5), (values[999] - of(0.5)).abs());
            covered += usize::from(off <= 1.96 * figure.standard_error);
            let (low, high) = Level::percent(50).ranks_around(2_000);
            evenly += usize::from(off <= 1.96 * 0.25 * (values[high - 1] - values[low - 1]));
        }
        // 950 are expected, with a standard deviation of 6.9.
        assert!((929..=971).contains(&covered), "{covered} of 1,000");
        assert!(evenly < covered, "{evenly} of 1,000 if both sides counted alike");
    }
}
