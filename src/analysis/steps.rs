//! Steps from one figure to another, with the errors of each and of any of them
//! together: what they share from path to path counts.

use super::errors::Errors;
use super::estimate::{Estimate, Sum};
use crate::sampling::design::SCRAMBLES;

/// Steps that add up to a difference.
#[derive(Clone, Debug)]
pub struct Steps {
    values: Vec<f64>,
    /// Of the values, from sampling.
    covariances: Vec<Vec<f64>>,
}

impl Steps {
    /// Means over `paths` paths of `count` numbers each, which `of` fills in for
    /// one path.
    pub fn means(
        (paths, errors): (usize, Errors),
        count: usize,
        of: impl Fn(usize, &mut [f64]),
    ) -> Self {
        let (mut sums, mut row) = (vec![Sum::default(); count], vec![0.0; count]);
        for path in 0..paths {
            of(path, &mut row);
            sums.iter_mut().zip(&row).for_each(|(sum, value)| sum.add(*value));
        }
        let values: Vec<f64> = sums.iter().map(|sum| sum.value() / paths as f64).collect();
        let covariances = covariances((paths, errors), &values, of);
        Self { values, covariances }
    }

    /// Values whose errors are those of the means of as many influences, which
    /// `of` fills in for one path and which are 0 on average.
    pub fn with_influences(
        values: Vec<f64>,
        (paths, errors): (usize, Errors),
        of: impl Fn(usize, &mut [f64]),
    ) -> Self {
        let covariances = covariances((paths, errors), &vec![0.0; values.len()], of);
        Self { values, covariances }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One step.
    pub fn one(&self, step: usize) -> Estimate {
        self.together(&[step])
    }

    /// Some of them as one step.
    pub fn together(&self, steps: &[usize]) -> Estimate {
        let pairs = steps.iter().flat_map(|a| steps.iter().map(move |b| (*a, *b)));
        let variance: f64 = pairs.map(|(a, b)| self.covariances[a][b]).sum();
        Estimate {
            value: steps.iter().map(|step| self.values[*step]).sum(),
            // Rounding may leave less than nothing of what cancels.
            standard_error: if variance < 0.0 { 0.0 } else { variance.sqrt() },
        }
    }

    /// Only these of them.
    pub fn only(&self, kept: &[usize]) -> Self {
        let row = |row: &Vec<f64>| kept.iter().map(|step| row[*step]).collect::<Vec<f64>>();
        Self {
            values: row(&self.values),
            covariances: kept.iter().map(|step| row(&self.covariances[*step])).collect(),
        }
    }
}

/// Covariances of means, around `centres`; NaN of a single path, which says
/// nothing of the spread. Between scrambles, those of their sums are added up.
fn covariances(
    (paths, errors): (usize, Errors),
    centres: &[f64],
    of: impl Fn(usize, &mut [f64]),
) -> Vec<Vec<f64>> {
    let count = centres.len();
    let mut row = vec![0.0; count];
    let centred = |path: usize, row: &mut [f64]| {
        of(path, row);
        row.iter_mut().zip(centres).for_each(|(value, centre)| *value -= centre);
    };
    let mut products = Products::new(count);
    let (units, n) = if errors.of_so_many(paths) {
        let mut sums = vec![vec![Sum::default(); count]; SCRAMBLES];
        for path in 0..paths {
            centred(path, &mut row);
            let sums = &mut sums[path % SCRAMBLES];
            sums.iter_mut().zip(&row).for_each(|(sum, value)| sum.add(*value));
        }
        for sums in &sums {
            let row: Vec<f64> = sums.iter().map(Sum::value).collect();
            products.add(&row);
        }
        (SCRAMBLES as f64, paths as f64)
    } else {
        for path in 0..paths {
            centred(path, &mut row);
            products.add(&row);
        }
        (paths as f64, paths as f64)
    };
    let of_means = if paths < 2 { f64::NAN } else { units / (units - 1.0) / (n * n) };
    let at = |a: usize, b: usize| of_means * products.at(a, b);
    (0..count).map(|a| (0..count).map(|b| at(a, b)).collect()).collect()
}

/// Sums of the products of each two numbers of a row.
struct Products {
    count: usize,
    sums: Vec<Sum>,
}

impl Products {
    fn new(count: usize) -> Self {
        Self { count, sums: vec![Sum::default(); count * count] }
    }

    fn add(&mut self, row: &[f64]) {
        for (a, first) in row.iter().enumerate() {
            for (b, second) in row.iter().enumerate().take(a + 1) {
                self.sums[a * self.count + b].add(first * second);
            }
        }
    }

    fn at(&self, a: usize, b: usize) -> f64 {
        self.sums[a.max(b) * self.count + a.min(b)].value()
    }
}

#[cfg(test)]
mod tests {
    use super::{Errors, Steps};
    use crate::analysis::estimate::mean;

    const ROWS: [[f64; 3]; 4] =
        [[1.0, -1.0, 0.5], [2.0, -2.5, 0.0], [4.0, -3.5, 0.25], [0.5, 0.0, 2.0]];

    fn steps() -> Steps {
        Steps::means((ROWS.len(), Errors::OfPaths), 3, |path, row| row.copy_from_slice(&ROWS[path]))
    }

    #[test]
    fn steps_alone_and_together_have_the_errors_of_their_means() {
        let steps = steps();
        for some in [vec![0], vec![2], vec![0, 1], vec![0, 1, 2]] {
            let of_paths: Vec<f64> =
                ROWS.iter().map(|row| some.iter().map(|step| row[*step]).sum()).collect();
            let (got, expected) = (steps.together(&some), mean(&of_paths));
            assert!((got.value - expected.value).abs() < 1e-12, "{some:?}");
            let apart = (got.standard_error - expected.standard_error).abs();
            assert!(apart < 1e-12, "{some:?}: {got:?} {expected:?}");
        }
    }

    #[test]
    fn kept_steps_stay_what_they_are_and_a_single_path_has_no_error() {
        let kept = steps().only(&[2, 0]);
        assert_eq!(kept.len(), 2);
        assert!((kept.one(1).value - 1.875).abs() < 1e-12);
        assert!((kept.together(&[0, 1]).value - 2.5625).abs() < 1e-12);
        let one =
            Steps::means((1, Errors::OfPaths), 3, |path, row| row.copy_from_slice(&ROWS[path]));
        assert!(one.one(0).standard_error.is_nan());
    }

    #[test]
    fn between_scrambles_steps_have_the_errors_of_their_means_too() {
        use crate::sampling::stream::StreamKey;
        let of = |path: usize, row: &mut [f64]| {
            let mut stream = StreamKey::new(2, "steps").stream(path as u64 / 2);
            row.iter_mut().for_each(|value| *value = stream.normal());
            row[1] += 0.5 * row[0];
        };
        let steps = Steps::means((640, Errors::OfScrambles), 3, of);
        for some in [vec![0], vec![1, 2], vec![0, 1, 2]] {
            let of_path = |path| {
                let mut row = [0.0; 3];
                of(path, &mut row);
                some.iter().map(|step| row[*step]).sum()
            };
            let all: Vec<f64> = (0..640).map(of_path).collect();
            let (got, expected) = (steps.together(&some), Errors::OfScrambles.mean(&all));
            assert!((got.value - expected.value).abs() < 1e-12, "{some:?}");
            let apart = (got.standard_error - expected.standard_error).abs();
            assert!(apart < 1e-12, "{some:?}: {got:?} {expected:?}");
        }
    }
}
