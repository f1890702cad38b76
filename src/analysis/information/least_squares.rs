//! Least squares of many regressions over the same paths: sums of products are
//! taken once, over each fold of the paths; each regression then needs but a
//! part of them, less those of the fold that is held out.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::basis::{Column, FUNCTIONS};
use crate::sampling::widest::{Kernel, widest};

/// Parts that the paths are cut into by their numbers: each is valued by a
/// regression over the others.
pub(super) const FOLDS: usize = 5;
/// Penalty on the squares of coefficients, a path's worth of it for each path:
/// so little that it only decides where columns say the same.
const RIDGE: f64 = 1e-6;
/// Rows that are taken in together.
const TOGETHER: usize = 8;

/// The paths of a fold.
pub(super) fn fold(fold: usize, paths: usize) -> std::ops::Range<usize> {
    fold * paths / FOLDS..(fold + 1) * paths / FOLDS
}

/// What regressions may use, on all paths.
pub(super) struct Design<'a> {
    pub(super) columns: &'a [Column],
    /// Columns whose straight lines are multiplied.
    pub(super) pairs: &'a [(usize, usize)],
    /// What is explained.
    pub(super) targets: [&'a [f64]; 2],
}

impl Design<'_> {
    /// Where the product of a pair stands among the terms.
    pub(super) fn pair_term(&self, pair: usize) -> usize {
        1 + self.columns.len() * FUNCTIONS + pair
    }

    fn width(&self) -> usize {
        self.pair_term(self.pairs.len()) + self.targets.len()
    }

    /// All terms of a path: 1, the functions of each column, products, targets.
    fn fill(&self, path: usize, row: &mut [f64]) {
        row[0] = 1.0;
        let (functions, rest) = row[1..].split_at_mut(self.columns.len() * FUNCTIONS);
        for (column, functions) in self.columns.iter().zip(functions.chunks_exact_mut(FUNCTIONS)) {
            functions.copy_from_slice(column.basis.at(column.levels[path]));
        }
        let (products, targets) = rest.split_at_mut(self.pairs.len());
        for ((a, b), product) in self.pairs.iter().zip(products) {
            *product = functions[a * FUNCTIONS] * functions[b * FUNCTIONS];
        }
        for (target, values) in targets.iter_mut().zip(self.targets) {
            *target = values[path];
        }
    }
}

/// Sums of products of all terms over each fold.
pub(super) struct Products {
    width: usize,
    folds: Vec<Vec<f64>>,
    all: Vec<f64>,
    paths: usize,
}

impl Products {
    pub(super) fn of(design: &Design<'_>) -> Self {
        let (width, paths) = (design.width(), design.targets[0].len());
        let folds: Vec<Vec<f64>> =
            (0..FOLDS).into_par_iter().map(|k| products(design, fold(k, paths))).collect();
        let mut all = vec![0.0; width * width];
        for fold in &folds {
            all.iter_mut().zip(fold).for_each(|(sum, product)| *sum += product);
        }
        Self { width, folds, all, paths }
    }

    /// Coefficients of the terms that explain a target best on all paths but
    /// those of a fold.
    pub(super) fn without(&self, held_out: usize, terms: &[usize], target: usize) -> Vec<f64> {
        let fold = &self.folds[held_out];
        let at = |i: usize, j: usize| {
            let place = i.max(j) * self.width + i.min(j);
            self.all[place] - fold[place]
        };
        let target = self.width - 2 + target;
        let penalty = RIDGE * self.paths as f64;
        let matrix = terms.iter().enumerate().flat_map(|(i, one)| {
            terms[..=i].iter().map(move |other| {
                at(*one, *other) + if one == other && 0 < i { penalty } else { 0.0 }
            })
        });
        let right = terms.iter().map(|term| at(target, *term)).collect();
        solve(matrix.collect(), right)
    }
}

fn products(design: &Design<'_>, paths: std::ops::Range<usize>) -> Vec<f64> {
    let width = design.width();
    let mut sums = vec![0.0; width * width];
    let mut rows = vec![0.0; TOGETHER * width];
    let all: Vec<usize> = paths.collect();
    for together in all.chunks(TOGETHER) {
        rows[together.len() * width..].fill(0.0);
        for (path, row) in together.iter().zip(rows.chunks_exact_mut(width)) {
            design.fill(*path, row);
        }
        widest(TakeIn { rows: &rows, width, sums: &mut sums });
    }
    sums
}

/// Adds the products of some rows' terms, those with the terms before them.
struct TakeIn<'a> {
    rows: &'a [f64],
    width: usize,
    sums: &'a mut [f64],
}

impl Kernel for TakeIn<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { rows, width, sums } = self;
        for i in 0..width {
            let sums = &mut sums[i * width..=i * width + i];
            // A half at once leaves registers for both factors.
            for half in 0..2 {
                let row = |r: usize| {
                    let from = (half * TOGETHER / 2 + r) * width;
                    (rows[from + i], &rows[from..=from + i])
                };
                let [(a, x), (b, y), (c, z), (d, w)] = [row(0), row(1), row(2), row(3)];
                for (j, sum) in sums.iter_mut().enumerate() {
                    *sum += (a * x[j] + b * y[j]) + (c * z[j] + d * w[j]);
                }
            }
        }
    }
}

/// Solves symmetric positive definite equations, given the rows of the lower
/// triangle one after the other, by Cholesky's factors. A term that the ones
/// before it explain gets the coefficient 0.
fn solve(mut lower: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    let row = |i: usize| i * (i + 1) / 2;
    for i in 0..size {
        let (done, rest) = lower.split_at_mut(row(i));
        let own = &mut rest[..=i];
        for j in 0..i {
            let other = &done[row(j)..=row(j) + j];
            let known: f64 = own[..j].iter().zip(other).map(|(a, b)| a * b).sum();
            own[j] = if 0.0 < other[j] { (own[j] - known) / other[j] } else { 0.0 };
        }
        let size = own[i];
        let left = size - own[..i].iter().map(|a| a * a).sum::<f64>();
        own[i] = if 1e-12 * size < left { left.sqrt() } else { 0.0 };
        let known: f64 = own[..i].iter().zip(&right).map(|(a, b)| a * b).sum();
        right[i] = if 0.0 < own[i] { (right[i] - known) / own[i] } else { 0.0 };
    }
    for i in (0..size).rev() {
        let pivot = lower[row(i) + i];
        right[i] = if 0.0 < pivot { right[i] / pivot } else { 0.0 };
        let value = right[i];
        for j in 0..i {
            right[j] -= lower[row(i) + j] * value;
        }
    }
    right
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn equations_are_solved_and_a_term_that_says_nothing_new_gets_nothing() {
        // [4 2; 2 3] x = [10; 9] has x = (1.5, 2).
        let found = solve(vec![4.0, 2.0, 3.0], vec![10.0, 9.0]);
        assert!((found[0] - 1.5).abs() < 1e-14 && (found[1] - 2.0).abs() < 1e-14, "{found:?}");
        let twice = solve(vec![4.0, 4.0, 4.0], vec![8.0, 8.0]);
        assert!((twice[0] - 2.0).abs() < 1e-14 && twice[1].abs() < 1e-300, "{twice:?}");
    }
}
