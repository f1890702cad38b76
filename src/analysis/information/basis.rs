//! What a regression sees of one number: its rank, as a few smooth functions.
//!
//! A column is cut into levels of equal probability and each level has a row of
//! functions: a natural cubic spline of the normal score with knots at fixed
//! probabilities (T. Hastie, R. Tibshirani and J. Friedman, *The Elements of
//! Statistical Learning*, 2009, (5.4)), made orthonormal over the levels, the
//! straight line first. A number of few values has one function less than it
//! has values, which is all that can be known of it. Ranks make a column of any
//! family alike, heavy tails included, and lose nothing: an expectation given a
//! number is one given its rank.

use std::sync::Arc;

use crate::analysis::ranks::ranks;
use crate::sampling::normal::normal_quantile;

/// Functions of a column.
pub(super) const FUNCTIONS: usize = 7;
/// Levels that a column of many values is cut into.
const LEVELS: usize = 2048;
/// Where the spline's knots are: two more than it has curves.
const KNOTS: [f64; FUNCTIONS + 1] = [0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99];
/// What is left of a function after the part that others explain, below which
/// it is nothing.
const NOTHING: f64 = 1e-10;

/// Functions by level, orthonormal where each level has its weight.
#[derive(Debug)]
pub(super) struct Basis {
    rows: Vec<[f64; FUNCTIONS]>,
}

impl Basis {
    /// Of levels at these scores, rising, with these weights: a spline with
    /// knots at the given scores.
    pub(super) fn spline(scores: &[f64], weights: &[f64], knots: &[f64; FUNCTIONS + 1]) -> Self {
        let rows = scores.iter().map(|score| natural_spline(*score, knots)).collect();
        Self { rows }.orthonormal(weights)
    }

    /// Of a column of many values, all levels alike.
    fn of_many() -> Self {
        let score = |level: usize| normal_quantile((level as f64 + 0.5) / LEVELS as f64);
        let scores: Vec<f64> = (0..LEVELS).map(score).collect();
        Self::spline(&scores, &vec![1.0; LEVELS], &KNOTS.map(normal_quantile))
    }

    /// Of a column of few values, each a level with the number of its paths:
    /// the normal score of the middle of its ranks, then one function for each
    /// further value.
    fn of_few(counts: &[f64]) -> Self {
        let n: f64 = counts.iter().sum();
        let mut before = 0.0;
        let rows = counts.iter().enumerate().map(|(level, count)| {
            let mut row = [0.0; FUNCTIONS];
            row[0] = normal_quantile((before + 0.5 * count) / n);
            before += count;
            if 0 < level && level < FUNCTIONS {
                row[level] = 1.0;
            }
            row
        });
        Self { rows: rows.collect() }.orthonormal(counts)
    }

    /// The functions at a level.
    #[inline]
    pub(super) fn at(&self, level: u16) -> &[f64; FUNCTIONS] {
        &self.rows[usize::from(level)]
    }

    /// Levels.
    pub(super) fn levels(&self) -> usize {
        self.rows.len()
    }

    /// Takes off each function its mean and what those before it explain
    /// (modified Gram-Schmidt), and scales the rest; what is nothing becomes 0.
    fn orthonormal(mut self, weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let weighted = |rows: &[[f64; FUNCTIONS]], f: &dyn Fn(&[f64; FUNCTIONS]) -> f64| -> f64 {
            rows.iter().zip(weights).map(|(row, weight)| weight * f(row)).sum::<f64>() / total
        };
        for own in 0..FUNCTIONS {
            let before = weighted(&self.rows, &|row| row[own] * row[own]);
            let mean = weighted(&self.rows, &|row| row[own]);
            self.rows.iter_mut().for_each(|row| row[own] -= mean);
            for other in 0..own {
                let product = weighted(&self.rows, &|row| row[own] * row[other]);
                self.rows.iter_mut().for_each(|row| row[own] -= product * row[other]);
            }
            let left = weighted(&self.rows, &|row| row[own] * row[own]);
            let scale = if NOTHING * before < left { 1.0 / left.sqrt() } else { 0.0 };
            self.rows.iter_mut().for_each(|row| row[own] *= scale);
        }
        self
    }
}

/// The straight line, and the curves of a natural cubic spline: cubic between
/// its knots, straight beyond the first and the last.
fn natural_spline(x: f64, knots: &[f64; FUNCTIONS + 1]) -> [f64; FUNCTIONS] {
    let last = knots[FUNCTIONS];
    let cube = |from: f64| {
        let over = (x - from).max(0.0);
        over * over * over
    };
    let curve = |knot: f64| (cube(knot) - cube(last)) / (last - knot);
    let to_last = curve(knots[FUNCTIONS - 1]);
    let mut row = [x; FUNCTIONS];
    for (function, knot) in row[1..].iter_mut().zip(knots) {
        *function = curve(*knot) - to_last;
    }
    row
}

/// One number on all paths, as a regression sees it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) levels: Vec<u16>,
    /// The first function, a straight line, on each path.
    pub(super) straight: Vec<f64>,
    pub(super) basis: Arc<Basis>,
}

impl Column {
    fn new(levels: Vec<u16>, basis: Arc<Basis>) -> Self {
        let straight = levels.iter().map(|level| basis.at(*level)[0]).collect();
        Self { levels, straight, basis }
    }
}

/// Makes columns; those of many values share their functions.
pub(super) struct Columns {
    many: Arc<Basis>,
}

impl Columns {
    pub(super) fn new() -> Self {
        Self { many: Arc::new(Basis::of_many()) }
    }

    /// The column of these values, in path order.
    pub(super) fn column(&self, values: &[f64]) -> Column {
        let ranks = ranks(values);
        if let Some(few) = of_few(&ranks) {
            return few;
        }
        let scale = LEVELS as f64 / values.len() as f64;
        let level = |rank: &f64| ((rank - 0.5) * scale) as u16;
        let levels = ranks.iter().map(level).map(|level| level.min(LEVELS as u16 - 1)).collect();
        Column::new(levels, Arc::clone(&self.many))
    }
}

/// The column of ranks of which there are no more than functions can tell.
fn of_few(ranks: &[f64]) -> Option<Column> {
    let mut values: Vec<f64> = Vec::new();
    for rank in ranks {
        if let Err(place) = values.binary_search_by(|value| value.total_cmp(rank)) {
            values.insert(place, *rank);
        }
        if FUNCTIONS + 1 < values.len() {
            return None;
        }
    }
    let place = |rank: &f64| values.binary_search_by(|value| value.total_cmp(rank));
    let levels: Vec<u16> = ranks.iter().map(|rank| place(rank).unwrap_or(0) as u16).collect();
    let mut counts = vec![0.0; values.len()];
    levels.iter().for_each(|level| counts[usize::from(*level)] += 1.0);
    Some(Column::new(levels, Arc::new(Basis::of_few(&counts))))
}
