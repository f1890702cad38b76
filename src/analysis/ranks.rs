//! Rank correlations of a run.

use super::bins::order;
use super::estimate::{Estimate, sum};
use super::inputs::Inputs;
use crate::sampling::assumptions::{Assumptions, Input};

/// Ranks whose products add up without rounding: n³ quarters are fewer than 2^53.
const FEW: usize = 200_000;

/// A rank correlation that the scenario asks for and what the run has of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RankCorrelation {
    /// Names of the two inputs.
    pub between: [String; 2],
    /// Spearman's rank correlation in the scenario.
    pub asked: f64,
    /// Spearman's rank correlation over the paths.
    pub achieved: Estimate,
}

impl RankCorrelation {
    /// How far the paths are from what was asked; infinite where the paths have
    /// no rank correlation, because one of the two never varied.
    pub fn missed_by(&self) -> f64 {
        let distance = (self.achieved.value - self.asked).abs();
        if distance.is_nan() { f64::INFINITY } else { distance }
    }
}

/// The inputs that a scenario correlates, to be kept of a run.
pub fn correlated(assumptions: &Assumptions) -> Inputs {
    let all = assumptions.correlations().iter();
    Inputs::of(all.flat_map(|correlation| correlation.between.iter().copied()))
}

/// What the run has of each pair that the scenario correlates, in the order of
/// the scenario.
///
/// # Panics
/// Where `inputs` lacks one of [`correlated`].
pub fn achieved(assumptions: &Assumptions, inputs: &Inputs) -> Vec<RankCorrelation> {
    let ranked: Vec<(Input, Vec<f64>)> = inputs
        .inputs()
        .iter()
        .map(|input| (*input, ranks(inputs.column(*input).unwrap_or_default())))
        .collect();
    let ranks_of = |input: Input| {
        let found = ranked.iter().find(|(of, _)| *of == input);
        &found.expect("all correlated inputs are kept").1
    };
    let name = |input: Input| assumptions.get(input).name.clone();
    let all = assumptions.correlations().iter();
    all.flat_map(|correlation| {
        correlation.pairs().map(move |(one, other)| RankCorrelation {
            between: [name(one), name(other)],
            asked: correlation.rank,
            achieved: of_ranks(ranks_of(one), ranks_of(other)),
        })
    })
    .collect()
}

/// Spearman's rank correlation of two samples of the same paths, equal values
/// sharing the middle of their ranks; NaN where one of them never varies.
///
/// The standard error is Fisher's z with the variance of D. G. Bonett and T. A.
/// Wright, *Psychometrika* 65, 2000: (1 + ρ²/2)/(n - 3); NaN below 4 paths.
pub fn spearman(x: &[f64], y: &[f64]) -> Estimate {
    of_ranks(&ranks(x), &ranks(y))
}

/// [`spearman`] of samples that are ranked already.
pub(super) fn of_ranks(x: &[f64], y: &[f64]) -> Estimate {
    let n = x.len() as f64;
    let middle = 0.5 * (n + 1.0);
    let product = |a: &[f64], b: &[f64]| {
        let products = a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle));
        // Of so many ranks no sum of quarters is beyond what a number holds, in any order.
        if a.len() <= FEW { products.sum() } else { sum(products) }
    };
    let value = product(x, y) / (product(x, x) * product(y, y)).sqrt();
    let variance = (1.0 + 0.5 * value * value) / (n - 3.0);
    let standard_error = if 3.0 < n { (1.0 - value * value) * variance.sqrt() } else { f64::NAN };
    Estimate { value, standard_error }
}

/// Ranks from 1; equal values have the mean of theirs.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    // Adding 0 makes 0 of -0, its equal.
    let values: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
    let of = |index: &u32| values[*index as usize];
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order(&values).chunk_by(|a, b| of(a).total_cmp(&of(b)).is_eq()) {
        let middle = before as f64 + 0.5 * (equal.len() as f64 + 1.0);
        for index in equal {
            ranks[*index as usize] = middle;
        }
        before += equal.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::spearman;
    use crate::sampling::correlation::gaussian_of_rank;
    use crate::sampling::stream::StreamKey;

    #[test]
    fn the_rank_correlation_is_the_textbooks() {
        // IQ and hours of television: ρ = -29/165 (Wikipedia's worked example).
        let iq = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let hours = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        assert!((spearman(&iq, &hours).value + 29.0 / 165.0).abs() < 1e-15);
        // Equal values share their ranks: (1, 2.5, 2.5, 4) against (1, 2, 3, 4).
        assert!((spearman(&[0.0, -0.0, 1.0], &[1.0, 1.0, 2.0]).value - 1.0).abs() < 1e-15);
        let with_equals = spearman(&[1.0, 5.0, 5.0, 9.0], &[1.0, 2.0, 3.0, 4.0]).value;
        assert!((with_equals - 4.5 / (4.5_f64 * 5.0).sqrt()).abs() < 1e-15);
        assert!(spearman(&[1.0, 1.0, 1.0, 1.0], &[1.0, 2.0, 3.0, 4.0]).value.is_nan());
        assert!(spearman(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]).standard_error.is_nan());
    }

    #[test]
    fn the_error_of_a_rank_correlation_covers_the_truth_about_as_often_as_it_should() {
        for asked in [0.0_f64, 0.5, -0.8] {
            let r = gaussian_of_rank(asked);
            let mut covered = 0;
            for repeat in 0..400 {
                let mut stream = StreamKey::new(7, "rank cover").stream(repeat);
                let (x, y): (Vec<f64>, Vec<f64>) = (0..500)
                    .map(|_| {
                        let x = stream.normal();
                        (x, r * x + (1.0 - r * r).sqrt() * stream.normal())
                    })
                    .unzip();
                let figure = spearman(&x, &y);
                covered += usize::from((figure.value - asked).abs() <= 2.0 * figure.standard_error);
            }
            assert!((365..=394).contains(&covered), "{asked}: {covered} of 400 within two errors");
        }
    }
}
