//! Shifts of uncertain numbers in normal scores, and how far they are.
//!
//! Every number that is drawn once a path is the quantile at Φ(y) of a standard
//! normal y; all y together are normal with correlation matrix R (independent
//! ones have entries of 0). A shift moves their distribution from N(0, R) to
//! N(d, R): each number keeps its spread, and correlations stay. Its length is
//! Mahalanobis' √(d' R⁻¹ d), the Euclidean length of the shift in independent
//! normals u with y = L u, R = L L' (A. M. Hasofer and N. C. Lind, *Journal of
//! the Engineering Mechanics Division* 100, 1974; A. Der Kiureghian and P.-L.
//! Liu, *Journal of Engineering Mechanics* 112, 1986, for normal scores).
//!
//! Where only some numbers S are moved by d_S, the others follow as the
//! correlations have it, d = R_·S R_SS⁻¹ d_S: of all shifts that move S so, the
//! shortest, of length √(d_S' R_SS⁻¹ d_S).

use super::assumptions::{Assumptions, Input};
use super::matrix::Matrix;

/// Correlations of the normal scores of some numbers.
#[derive(Clone, Debug)]
pub struct Scores {
    matrix: Matrix,
}

impl Scores {
    /// Of these numbers, each drawn once a path.
    pub fn of(assumptions: &Assumptions, inputs: &[Input]) -> Self {
        let entry = |i: usize, j: usize| assumptions.score_correlation(inputs[i], inputs[j]);
        Self { matrix: Matrix::from_fn(inputs.len(), entry) }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.matrix.size()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.matrix.size() == 0
    }

    /// Whether two of them are correlated with each other.
    pub fn tied(&self, one: usize, other: usize) -> bool {
        one != other && 0.0 < self.matrix.at(one, other).abs()
    }

    /// Shifts of the numbers at these positions, which may be in any order.
    ///
    /// # Panics
    /// Where a position is there twice: then no distance is.
    pub fn moving(&self, chosen: &[usize]) -> Moving<'_> {
        let part = Matrix::from_fn(chosen.len(), |i, j| self.matrix.at(chosen[i], chosen[j]));
        let factor = part.cholesky().expect("parts of a positive definite matrix are");
        Moving { scores: self, chosen: chosen.to_vec(), factor }
    }
}

/// Some numbers that are moved; vectors are in their order.
#[derive(Clone, Debug)]
pub struct Moving<'a> {
    scores: &'a Scores,
    chosen: Vec<usize>,
    factor: Matrix,
}

impl Moving<'_> {
    /// The positions of the numbers.
    pub fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    /// R_SS⁻¹ v.
    pub fn weights(&self, v: &[f64]) -> Vec<f64> {
        let (n, factor) = (v.len(), &self.factor);
        let mut x = v.to_vec();
        for i in 0..n {
            let known: f64 = (0..i).map(|j| factor.at(i, j) * x[j]).sum();
            x[i] = (x[i] - known) / factor.at(i, i);
        }
        for i in (0..n).rev() {
            let known: f64 = (i + 1..n).map(|j| factor.at(j, i) * x[j]).sum();
            x[i] = (x[i] - known) / factor.at(i, i);
        }
        x
    }

    /// a' R_SS⁻¹ b.
    pub fn inner(&self, a: &[f64], b: &[f64]) -> f64 {
        self.weights(a).iter().zip(b).map(|(a, b)| a * b).sum()
    }

    /// The length of a shift.
    pub fn length(&self, shift: &[f64]) -> f64 {
        self.inner(shift, shift).max(0.0).sqrt()
    }

    /// The shift of all numbers that comes with one of those moved.
    pub fn of_all(&self, shift: &[f64]) -> Vec<f64> {
        let weights = self.weights(shift);
        let mut all: Vec<f64> = (0..self.scores.len())
            .map(|i| {
                let chosen = self.chosen.iter().zip(&weights);
                chosen.map(|(j, weight)| self.scores.matrix.at(i, *j) * weight).sum()
            })
            .collect();
        // To the bit, without the rounding of the solution.
        self.chosen.iter().zip(shift).for_each(|(i, by)| all[*i] = *by);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Matrix, Scores};

    fn scores(rows: &[&[f64]]) -> Scores {
        Scores { matrix: Matrix::from_fn(rows.len(), |i, j| rows[i][j]) }
    }

    #[test]
    fn what_is_correlated_follows_by_its_conditional_mean_at_no_cost() {
        let r = 0.6;
        let three = scores(&[&[1.0, r, 0.0], &[r, 1.0, 0.0], &[0.0, 0.0, 1.0]]);
        let first = three.moving(&[0]);
        let all = first.of_all(&[2.0]);
        assert!((all[1] - 1.2).abs() < 1e-12 && all[2].abs() < 1e-12, "{all:?}");
        assert!((first.length(&[2.0]) - 2.0).abs() < 1e-12);
        let every = three.moving(&[0, 1, 2]);
        assert!((every.length(&all) - 2.0).abs() < 1e-12, "the shortest with that first entry");
        // Against the correlation the same entries are far off: by hand
        // (1 + 1 + 2 r) / (1 - r²) = 3.2 / 0.64.
        assert!((every.length(&[1.0, -1.0, 0.0]) - 5.0_f64.sqrt()).abs() < 1e-12);
    }
}
