//! Blunt answers: what is heard of a number instead of its value.
//!
//! A signal is simulated beside each path and stands for the number in the
//! regression (M. Strong, J. E. Oakley, A. Brennan and P. Breeze, "Estimating
//! the expected value of sample information using the probabilistic sensitivity
//! analysis sample", *Medical Decision Making* 35, 2015).

use crate::sampling::assumptions::Assumption;
use crate::sampling::normal::{normal_cdf, normal_density, normal_quantile};
use crate::sampling::stream::{Stream, StreamKey};

/// How much an answer tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Precision {
    /// The value itself.
    Exact,
    /// So much that this standard deviation is left, root mean square over the
    /// answers.
    ToSd(f64),
    /// As much as this many observations.
    Sample(u64),
}

/// What observations of a number are, by its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// Of a share or a probability: cases, of which a binomial count shows it.
    Case,
    /// Of a number of events a year: years, in which a Poisson count shows it.
    Year,
    /// Of any other: values that scatter about it as much as it is uncertain
    /// today, so that n of them leave 1 / (n + 1) of a normal's variance.
    Value,
}

impl Observation {
    /// Of a number with that unit.
    pub fn of(unit: &str) -> Self {
        let is_share = unit == "share" || unit.starts_with("share of ") || unit == "probability";
        if is_share && !unit.ends_with("per year") {
            Self::Case
        } else if unit == "events per year" {
            Self::Year
        } else {
            Self::Value
        }
    }
}

/// What is heard on a path, drawn from its stream.
type Heard<'a> = Box<dyn Fn(usize, &mut Stream) -> f64 + 'a>;

/// Signals about a number on all paths; `values` are its own, `scores` the
/// normal scores of their ranks. None where the answer is exact.
pub(super) fn signals(
    assumption: &Assumption,
    precision: Precision,
    (values, scores): (&[f64], &[f64]),
    key: StreamKey,
) -> Option<Vec<f64>> {
    let heard: Heard<'_> = match precision {
        Precision::Exact => return None,
        Precision::ToSd(sd) => noisy(scores, reliability(assumption, sd)),
        Precision::Sample(size) => {
            let size = size as f64;
            match Observation::of(assumption.unit) {
                Observation::Case => Box::new(move |path, stream| {
                    binomial(size, values[path].clamp(0.0, 1.0), stream)
                }),
                Observation::Year => {
                    Box::new(move |path, stream| poisson(size * values[path].max(0.0), stream))
                }
                Observation::Value => noisy(scores, size / (size + 1.0)),
            }
        }
    };
    let signal = |path: usize| heard(path, &mut key.stream(path as u64));
    Some((0..values.len()).map(signal).collect())
}

/// The score with so much noise that this share of its variance is its own.
fn noisy(scores: &[f64], share: f64) -> Heard<'_> {
    let (own, noise) = (share.sqrt(), (1.0 - share).sqrt());
    Box::new(move |path, stream| own * scores[path] + noise * stream.normal())
}

/// Terms of a number's expansion.
const TERMS: usize = 40;

/// How much of the variance of a noisy score must be the score's own for the
/// number to keep this standard deviation when the noisy score is known.
///
/// With x = Σ a_k h_k(z) in normalised Hermite polynomials of the score z, and
/// r² that share, the mean of x given the noisy score has variance Σ r^2k a_k²
/// (Mehler's formula), so Σ (1 - r^2k) a_k² = sd² is solved for r².
fn reliability(assumption: &Assumption, sd: f64) -> f64 {
    let squares = expansion(assumption);
    let left = |share: f64| -> f64 {
        let mut power = 1.0;
        let terms = squares.iter().map(|square| {
            power *= share;
            square * (1.0 - power)
        });
        terms.sum()
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if sd * sd < left(middle) { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The variance of a number by terms of its expansion; what is beyond them is
/// in the last.
fn expansion(assumption: &Assumption) -> [f64; TERMS] {
    const STEP: f64 = 0.005;
    const REACH: f64 = 7.0;
    let mut sums = [0.0; TERMS];
    let (mut mean, mut square, mut mass) = (0.0, 0.0, 0.0);
    for i in 0..(2.0 * REACH / STEP) as usize {
        let z = (i as f64 + 0.5) * STEP - REACH;
        let (x, weight) = (assumption.quantile(normal_cdf(z)), STEP * normal_density(z));
        let (mut before, mut own) = (0.0, 1.0);
        for (k, sum) in sums.iter_mut().enumerate() {
            // h_(k+1) = (z h_k - √k h_(k-1)) / √(k+1).
            let next = (z * own - (k as f64).sqrt() * before) / (k as f64 + 1.0).sqrt();
            (before, own) = (own, next);
            *sum += weight * x * own;
        }
        mean += weight * x;
        square += weight * x * x;
        mass += weight;
    }
    let mut squares = sums.map(|sum| sum * sum);
    let variance = square / mass - mean * mean / mass / mass;
    squares[TERMS - 1] += (variance - squares.iter().sum::<f64>()).max(0.0);
    squares
}

/// Counts up to this mean are drawn by adding up probabilities; larger ones are
/// those of a normal.
const COUNTED: f64 = 50.0;

fn binomial(size: f64, p: f64, stream: &mut Stream) -> f64 {
    let q = p.min(1.0 - p);
    if !(0.0 < q) {
        return size * p;
    }
    let u = stream.uniform();
    let count = if COUNTED < size * q {
        let spread = (size * q * (1.0 - q)).sqrt();
        (size * q + spread * normal_quantile(u)).round().clamp(0.0, size)
    } else {
        let first = libm::exp(size * libm::log1p(-q));
        counted(u, first, size, |k| (size - k + 1.0) / k * q / (1.0 - q))
    };
    if p <= 0.5 { count } else { size - count }
}

fn poisson(mean: f64, stream: &mut Stream) -> f64 {
    let u = stream.uniform();
    if COUNTED < mean {
        return (mean + mean.sqrt() * normal_quantile(u)).round().max(0.0);
    }
    counted(u, libm::exp(-mean), f64::INFINITY, |k| mean / k)
}

/// The count that is not exceeded with probability `u`; each probability is
/// that of the count before times `ratio`.
fn counted(u: f64, first: f64, most: f64, ratio: impl Fn(f64) -> f64) -> f64 {
    let (mut count, mut probability, mut below) = (0.0, first, first);
    while below < u && count < most && 1e-300 < probability {
        count += 1.0;
        probability *= ratio(count);
        below += probability;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{Observation, Precision, binomial, poisson, reliability, signals};
    use crate::sampling::assumptions::{Assumption, Shape};
    use crate::sampling::distribution::Distribution;
    use crate::sampling::family::Family;
    use crate::sampling::stream::StreamKey;

    fn uncertain(family: Family, unit: &'static str) -> Assumption {
        Assumption {
            name: "x".to_owned(),
            unit,
            shape: Shape::Uncertain(Distribution::new(family).expect("a distribution")),
            per_event: false,
            whole: false,
            written: true,
            source: None,
            grade: None,
            note: None,
        }
    }

    #[test]
    fn a_normal_keeps_the_deviation_that_is_asked_for() {
        // r² = 1 - (2 / 5)².
        let normal = uncertain(Family::Normal { mean: 10.0, sd: 5.0 }, "days");
        assert!((reliability(&normal, 2.0) - 0.84).abs() < 1e-9);
    }

    #[test]
    fn a_lognormal_keeps_it_in_the_mean_of_squares() {
        // x = exp(s z): E Var(x | y) = e^(s²) (e^(s²) - e^(r² s²)).
        let s = 0.6_f64;
        let lognormal = uncertain(Family::Lognormal { log_mean: 0.0, log_sd: s }, "x metric");
        let e = |x: f64| libm::exp(x * s * s);
        let left = (e(1.0) * (e(1.0) - e(0.7))).sqrt();
        assert!((reliability(&lognormal, left) - 0.7).abs() < 1e-6);
    }

    #[test]
    fn counts_have_the_mean_and_variance_of_their_kind() {
        for (size, p) in [(20.0, 0.1), (20.0, 0.9), (2_000.0, 0.3), (1e6, 1e-5)] {
            let mut stream = StreamKey::new(3, "binomial").stream(size as u64);
            assert_moments(size * p, size * p * (1.0 - p), || binomial(size, p, &mut stream));
        }
        for mean in [0.3, 8.0, 400.0] {
            let mut stream = StreamKey::new(4, "poisson").stream(mean as u64);
            assert_moments(mean, mean, || poisson(mean, &mut stream));
        }
    }

    fn assert_moments(mean: f64, variance: f64, mut draw: impl FnMut() -> f64) {
        let n = 40_000;
        let values: Vec<f64> = (0..n).map(|_| draw()).collect();
        let found = values.iter().sum::<f64>() / f64::from(n);
        let squares = values.iter().map(|x| (x - found) * (x - found)).sum::<f64>();
        let error = (variance / f64::from(n)).sqrt();
        assert!((found - mean).abs() < 4.0 * error, "mean {found} for {mean}");
        let spread = squares / f64::from(n) / variance;
        // Of a count with mean 0.3 the fourth moment is some six times the square.
        assert!((spread - 1.0).abs() < 0.05, "variance {spread} of {variance}");
    }

    #[test]
    fn what_is_observed_follows_from_the_unit() {
        let of = Observation::of;
        assert_eq!(of("probability"), Observation::Case);
        assert_eq!(of("share of visitors"), Observation::Case);
        assert_eq!(of("events per year"), Observation::Year);
        for unit in ["share per year", "share of inventory per year", "money", "exponent"] {
            assert_eq!(of(unit), Observation::Value, "{unit}");
        }
    }

    #[test]
    fn an_exact_answer_has_no_signal() {
        let number = uncertain(Family::Normal { mean: 0.0, sd: 1.0 }, "days");
        let key = StreamKey::new(1, "signal");
        assert!(signals(&number, Precision::Exact, (&[0.5], &[0.0]), key).is_none());
    }
}
