//! Small symmetric matrices: Cholesky's factor, eigenvalues, and the
//! correlation matrix that is nearest to a symmetric one.

/// A pivot of Cholesky's method above this counts as positive: far above the
/// rounding of matrices of this size, far below what any rank that may be
/// asked for leaves.
const SMALLEST_PIVOT: f64 = 1e-10;

/// A square matrix, row after row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    size: usize,
    values: Vec<f64>,
}

impl Matrix {
    /// The matrix with these values.
    pub(super) fn from_fn(size: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let values = (0..size * size).map(|at| value(at / size, at % size)).collect();
        Self { size, values }
    }

    fn identity(size: usize) -> Self {
        Self::from_fn(size, |i, j| if i == j { 1.0 } else { 0.0 })
    }

    /// Rows, and columns.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The value in row `i` and column `j`.
    pub(super) fn at(&self, i: usize, j: usize) -> f64 {
        self.values[i * self.size + j]
    }

    /// Puts a value there and across the diagonal.
    pub(super) fn set(&mut self, i: usize, j: usize, value: f64) {
        self.values[i * self.size + j] = value;
        self.values[j * self.size + i] = value;
    }

    /// The rows and columns of `kept` alone.
    pub(super) fn part(&self, kept: &[usize]) -> Self {
        Self::from_fn(kept.len(), |i, j| self.at(kept[i], kept[j]))
    }

    /// The lower triangular factor of a positive definite matrix; none of any
    /// other. A row depends on the rows before it alone.
    pub(super) fn cholesky(&self) -> Option<Self> {
        let n = self.size;
        let mut factor = Self::from_fn(n, |_, _| 0.0);
        for i in 0..n {
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| factor.at(i, k) * factor.at(j, k)).sum();
                let rest = self.at(i, j) - known;
                let entry = if i == j {
                    if !(SMALLEST_PIVOT < rest) {
                        return None;
                    }
                    rest.sqrt()
                } else {
                    rest / factor.at(j, j)
                };
                factor.values[i * n + j] = entry;
            }
        }
        Some(factor)
    }

    /// Whether it is positive definite.
    pub(super) fn is_positive_definite(&self) -> bool {
        self.cholesky().is_some()
    }

    /// Eigenvalues, and the eigenvectors in the columns: Jacobi's cyclic
    /// method (Golub and Van Loan, *Matrix Computations*, 8.5).
    fn eigen(&self) -> (Vec<f64>, Self) {
        const MOST_SWEEPS: usize = 60;
        const NEGLIGIBLE: f64 = 1e-28;
        let n = self.size;
        let (mut a, mut vectors) = (self.clone(), Self::identity(n));
        for _ in 0..MOST_SWEEPS {
            let pairs = (0..n).flat_map(|p| (p + 1..n).map(move |q| (p, q)));
            let off: f64 = pairs.clone().map(|(p, q)| a.at(p, q) * a.at(p, q)).sum();
            if off <= NEGLIGIBLE {
                break;
            }
            pairs.for_each(|(p, q)| a.rotate(&mut vectors, p, q));
        }
        ((0..n).map(|i| a.at(i, i)).collect(), vectors)
    }

    /// Turns the plane of two axes so that their entry vanishes.
    fn rotate(&mut self, vectors: &mut Self, p: usize, q: usize) {
        let entry = self.at(p, q);
        if entry.abs() < f64::MIN_POSITIVE {
            return;
        }
        let ratio = (self.at(q, q) - self.at(p, p)) / (2.0 * entry);
        let tangent = ratio.signum() / (ratio.abs() + (ratio * ratio + 1.0).sqrt());
        let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
        let sine = tangent * cosine;
        let (at_p, at_q) = (self.at(p, p) - tangent * entry, self.at(q, q) + tangent * entry);
        for k in 0..self.size {
            let (of_p, of_q) = (self.at(k, p), self.at(k, q));
            self.set(k, p, cosine * of_p - sine * of_q);
            self.set(k, q, sine * of_p + cosine * of_q);
            let (of_p, of_q) = (vectors.at(k, p), vectors.at(k, q));
            vectors.values[k * self.size + p] = cosine * of_p - sine * of_q;
            vectors.values[k * self.size + q] = sine * of_p + cosine * of_q;
        }
        self.set(p, p, at_p);
        self.set(q, q, at_q);
        self.set(p, q, 0.0);
    }

    /// The nearest matrix without an eigenvalue below `least`.
    fn with_eigenvalues_from(&self, least: f64) -> Self {
        let (values, vectors) = self.eigen();
        Self::from_fn(self.size, |i, j| {
            let terms = values
                .iter()
                .enumerate()
                .map(|(k, value)| value.max(least) * vectors.at(i, k) * vectors.at(j, k));
            terms.sum()
        })
    }

    /// The correlation matrix (ones on the diagonal, no negative eigenvalue)
    /// nearest to this one by the sum of squared differences.
    pub(super) fn nearest_correlation(&self) -> Self {
        self.nearest_with(0.0, |_, _| false)
    }

    /// The nearest matrix with ones on the diagonal, no eigenvalue below
    /// `least`, and this matrix's entries where they are to stay; not quite, if
    /// there is none. Alternating projections with Dykstra's correction,
    /// algorithm 3.3 of N. J. Higham, *IMA Journal of Numerical Analysis* 22,
    /// 2002.
    pub(super) fn nearest_with(&self, least: f64, stays: impl Fn(usize, usize) -> bool) -> Self {
        const MOST_ROUNDS: usize = 200;
        const SETTLED: f64 = 1e-7;
        let n = self.size;
        let mut nearest = self.clone();
        let mut correction = Self::from_fn(n, |_, _| 0.0);
        for _ in 0..MOST_ROUNDS {
            let corrected = Self::from_fn(n, |i, j| nearest.at(i, j) - correction.at(i, j));
            let projected = corrected.with_eigenvalues_from(least);
            correction = Self::from_fn(n, |i, j| projected.at(i, j) - corrected.at(i, j));
            let next = Self::from_fn(n, |i, j| match i == j {
                true => 1.0,
                false if stays(i, j) => self.at(i, j),
                false => projected.at(i, j),
            });
            let steps = next.values.iter().zip(&nearest.values).map(|(a, b)| (a - b).abs());
            let largest = steps.fold(0.0, f64::max);
            nearest = next;
            if largest < SETTLED {
                break;
            }
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    fn matrix<const N: usize>(rows: [[f64; N]; N]) -> Matrix {
        Matrix::from_fn(N, |i, j| rows[i][j])
    }

    #[test]
    fn the_nearest_correlation_matrix_is_highams() {
        // Higham (2002), section 4, to the four digits printed there.
        let nearest =
            matrix([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]).nearest_correlation();
        for (i, j, published) in
            [(0, 1, 0.7607), (1, 2, 0.7607), (0, 2, 0.1573), (0, 0, 1.0), (1, 1, 1.0)]
        {
            assert!((nearest.at(i, j) - published).abs() < 5e-5, "{nearest:?}");
            assert!((nearest.at(i, j) - nearest.at(j, i)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_nearest_correlation_matrix_of_one_is_itself() {
        let feasible = matrix([[1.0, 0.6, -0.2], [0.6, 1.0, 0.3], [-0.2, 0.3, 1.0]]);
        let nearest = feasible.nearest_correlation();
        for (a, b) in nearest.values.iter().zip(&feasible.values) {
            assert!((a - b).abs() < 1e-12);
        }
    }

    #[test]
    fn entries_that_are_to_stay_do_and_the_others_are_the_nearest() {
        // With correlations of a, twice, the third is 2a² - 1 at least.
        let chain = matrix([[1.0, 0.9, 0.0], [0.9, 1.0, 0.9], [0.0, 0.9, 1.0]]);
        let filled = chain.nearest_with(0.0, |i, j| i.abs_diff(j) == 1);
        assert!((filled.at(0, 1) - 0.9).abs() < 1e-300 && (filled.at(2, 1) - 0.9).abs() < 1e-300);
        assert!((filled.at(0, 2) - 0.62).abs() < 1e-4, "{filled:?}");
    }

    #[test]
    fn cholesky_takes_a_matrix_apart_or_says_that_it_is_not_positive_definite() {
        let whole = matrix([[1.0, 0.6, -0.2], [0.6, 1.0, 0.3], [-0.2, 0.3, 1.0]]);
        let factor = whole.cholesky().expect("positive definite");
        for (i, j) in (0..3).flat_map(|i| (0..3).map(move |j| (i, j))) {
            let product: f64 = (0..3).map(|k| factor.at(i, k) * factor.at(j, k)).sum();
            assert!((product - whole.at(i, j)).abs() < 1e-15);
        }
        assert!(
            !matrix([[1.0, 0.9, 0.9], [0.9, 1.0, -0.9], [0.9, -0.9, 1.0]]).is_positive_definite()
        );
        assert!(!matrix([[1.0, 1.0], [1.0, 1.0]]).is_positive_definite());
        assert!(!matrix([[1.0, f64::NAN], [f64::NAN, 1.0]]).is_positive_definite());
    }

    #[test]
    fn eigenvalues_and_vectors_make_up_the_matrix() {
        // Toeplitz (2, -1, 0, 0): eigenvalues 2 - 2 cos(k pi / 5).
        let whole = Matrix::from_fn(4, |i, j| match i.abs_diff(j) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        });
        let (mut values, _) = whole.eigen();
        values.sort_by(f64::total_cmp);
        for (k, value) in values.iter().enumerate() {
            let angle = std::f64::consts::PI * (k + 1) as f64 / 5.0;
            assert!((value - (2.0 - 2.0 * libm::cos(angle))).abs() < 1e-13);
        }
        let back = whole.with_eigenvalues_from(0.0);
        for (a, b) in back.values.iter().zip(&whole.values) {
            assert!((a - b).abs() < 1e-13);
        }
    }
}
