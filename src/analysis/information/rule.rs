//! Rules that decide by what is known: a regression of the outcome, and the
//! decision that its fit makes.

use std::ops::Range;

use super::basis::{Basis, Column, FUNCTIONS};
use super::least_squares::{Design, FOLDS, Products, fold};
use crate::analysis::level::Level;
use crate::sampling::normal::{normal_cdf, normal_density};

/// A way to regress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Regressor {
    /// A smooth function of each number, added up.
    Additive,
    /// The same, and the product of each two.
    Products,
    /// The same of the outcome with its tails drawn in, as an index; then a
    /// smooth function of the index for the outcome itself.
    Index,
}

impl Regressor {
    const ALL: [Self; 3] = [Self::Additive, Self::Products, Self::Index];

    /// Those that differ for so many columns.
    pub(super) fn of(columns: usize) -> &'static [Self] {
        if columns < 2 { &Self::ALL[..1] } else { &Self::ALL }
    }
}

/// Levels of an index.
const LEVELS: usize = 1024;
/// Standard deviations of an index that its levels cover, to either side.
const REACH: f64 = 8.0;
/// Shares of the paths at the knots of the curve over an index.
const KNOTS: [f64; FUNCTIONS + 1] = [0.01, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99];
/// Of so many paths one is asked how sure its expectation is.
const ASKED: usize = 16;

/// What is expected of a path, by a regression over all folds but one.
struct Expectation<'a> {
    constant: f64,
    columns: Vec<(&'a Column, Vec<f64>)>,
    products: Vec<(&'a Column, &'a Column, f64)>,
    curve: Option<Curve>,
}

/// A smooth function of an index, by level.
struct Curve {
    middle: f64,
    per_level: f64,
    values: Vec<f64>,
}

impl Curve {
    fn level(&self, index: f64) -> usize {
        let level = (index - self.middle) / self.per_level + 0.5 * LEVELS as f64;
        (level.max(0.0) as usize).min(LEVELS - 1)
    }
}

impl<'a> Expectation<'a> {
    fn of(
        (design, products): (&'a Design<'_>, &Products),
        set: &[usize],
        regressor: Regressor,
        held_out: usize,
    ) -> Self {
        let mut terms = vec![0];
        terms.extend(set.iter().flat_map(|c| (0..FUNCTIONS).map(move |f| 1 + c * FUNCTIONS + f)));
        let mut pairs = Vec::new();
        if regressor != Regressor::Additive {
            let inside =
                |(_, (a, b)): &(usize, &(usize, usize))| set.contains(a) && set.contains(b);
            pairs.extend(design.pairs.iter().enumerate().filter(inside));
            terms.extend(pairs.iter().map(|(pair, _)| design.pair_term(*pair)));
        }
        let target = usize::from(regressor == Regressor::Index);
        let coefficients = products.without(held_out, &terms, target);
        let (of_columns, of_products) = coefficients[1..].split_at(set.len() * FUNCTIONS);
        let of_columns = of_columns.chunks_exact(FUNCTIONS);
        let columns = set.iter().zip(of_columns).map(|(column, coefficients)| {
            let column = &design.columns[*column];
            let of_level = |level| {
                let row = column.basis.at(level as u16);
                row.iter().zip(coefficients).map(|(f, c)| f * c).sum()
            };
            (column, (0..column.basis.levels()).map(of_level).collect())
        });
        let products = pairs.iter().zip(of_products).map(|((_, (a, b)), coefficient)| {
            (&design.columns[*a], &design.columns[*b], *coefficient)
        });
        Self {
            constant: coefficients[0],
            columns: columns.collect(),
            products: products.collect(),
            curve: None,
        }
    }

    /// The sums of all terms on some paths, term by term, so that several paths are worked on at
    /// once.
    fn indices(&self, paths: Range<usize>) -> Vec<f64> {
        let mut sums = vec![self.constant; paths.len()];
        for (column, of_level) in &self.columns {
            for (sum, level) in sums.iter_mut().zip(&column.levels[paths.clone()]) {
                *sum += of_level[usize::from(*level)];
            }
        }
        for (a, b, coefficient) in &self.products {
            let both = a.straight[paths.clone()].iter().zip(&b.straight[paths.clone()]);
            for (sum, (a, b)) in sums.iter_mut().zip(both) {
                *sum += coefficient * a * b;
            }
        }
        sums
    }

    /// What is expected on some paths.
    fn on(&self, paths: Range<usize>) -> Vec<f64> {
        let mut expected = self.indices(paths);
        if let Some(curve) = &self.curve {
            expected.iter_mut().for_each(|index| *index = curve.values[curve.level(*index)]);
        }
        expected
    }

    /// The same on one.
    fn at(&self, path: usize) -> f64 {
        self.on(path..path + 1)[0]
    }

    /// Adds the curve that makes an outcome of the index, from the paths that
    /// are not held out.
    fn bent(mut self, outcome: &[f64], held_out: usize) -> Self {
        let out = fold(held_out, outcome.len());
        let used = || (0..out.start).chain(out.end..outcome.len());
        let mut indices = self.indices(0..out.start);
        indices.extend(self.indices(out.end..outcome.len()));
        let n = indices.len() as f64;
        let middle = indices.iter().sum::<f64>() / n;
        let spread = indices.iter().map(|x| (x - middle) * (x - middle)).sum::<f64>() / n;
        let per_level = (2.0 * REACH * spread.sqrt() / LEVELS as f64).max(f64::MIN_POSITIVE);
        let mut curve = Curve { middle, per_level, values: Vec::new() };
        let (mut counts, mut sums) = (vec![0.0; LEVELS], vec![0.0; LEVELS]);
        for (index, path) in indices.iter().zip(used()) {
            let level = curve.level(*index);
            counts[level] += 1.0;
            sums[level] += outcome[path];
        }
        let scores: Vec<f64> = (0..LEVELS).map(|level| level as f64).collect();
        let basis = Basis::spline(&scores, &counts, &knots(&counts));
        let rows = || (0..LEVELS).map(|level| basis.at(level as u16));
        let mean = sums.iter().sum::<f64>() / n;
        let coefficients: [f64; FUNCTIONS] = std::array::from_fn(|function| {
            rows().zip(&sums).map(|(row, sum)| row[function] * sum).sum::<f64>() / n
        });
        let value = |row: &[f64; FUNCTIONS]| {
            mean + row.iter().zip(coefficients).map(|(f, c)| f * c).sum::<f64>()
        };
        curve.values = rows().map(value).collect();
        self.curve = Some(curve);
        self
    }
}

/// Levels that these shares of the paths are below, each above the last.
fn knots(counts: &[f64]) -> [f64; FUNCTIONS + 1] {
    let n = counts.iter().sum::<f64>() as usize;
    let mut last = -1.0_f64;
    KNOTS.map(|share| {
        let rank = Level::decimal(share).rank(n) as f64;
        let mut below = 0.0;
        let level = counts.iter().position(|count| {
            below += count;
            rank <= below
        });
        last = level.map_or(LEVELS as f64, |level| level as f64).max(last + 1.0);
        last
    })
}

/// What a set of columns makes of the decision: each path is decided by a
/// regression that has not seen it.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// What is expected of each path.
    pub(super) expected: Vec<f64>,
    /// By how much decisions fall short, on average, of those that the
    /// expectations would make if they had no error.
    pub(super) regret: f64,
}

impl Rule {
    /// The regressor of each fold is the one whose decisions were worth most
    /// on the other folds.
    pub(super) fn of(design: &Design<'_>, products: &Products, set: &[usize]) -> Self {
        let all: Vec<Self> = Regressor::of(set.len())
            .iter()
            .map(|regressor| Self::by(*regressor, (design, products), set))
            .collect();
        if let [only] = &all[..] {
            return only.clone();
        }
        let outcome = design.targets[0];
        let worth = |rule: &Self, k: usize| -> f64 {
            let paths = fold(k, outcome.len());
            paths.filter(|path| 0.0 < rule.expected[*path]).map(|path| outcome[path]).sum()
        };
        let worths: Vec<Vec<f64>> =
            all.iter().map(|rule| (0..FOLDS).map(|k| worth(rule, k)).collect()).collect();
        let mut mixed = Self { expected: Vec::with_capacity(outcome.len()), regret: 0.0 };
        for k in 0..FOLDS {
            let elsewhere = |rule: &usize| -> f64 {
                (0..FOLDS).filter(|other| *other != k).map(|other| worths[*rule][other]).sum()
            };
            // Of equal ones the simplest.
            let best = (0..all.len()).rev().max_by(|a, b| elsewhere(a).total_cmp(&elsewhere(b)));
            let best = &all[best.unwrap_or(0)];
            mixed.expected.extend_from_slice(&best.expected[fold(k, outcome.len())]);
            mixed.regret += best.regret / FOLDS as f64;
        }
        mixed
    }

    fn by(
        regressor: Regressor,
        (design, products): (&Design<'_>, &Products),
        set: &[usize],
    ) -> Self {
        let outcome = design.targets[0];
        let folds: Vec<Expectation<'_>> = (0..FOLDS)
            .map(|held_out| {
                let of = Expectation::of((design, products), set, regressor, held_out);
                if regressor == Regressor::Index { of.bent(outcome, held_out) } else { of }
            })
            .collect();
        let expected = (0..FOLDS).flat_map(|k| folds[k].on(fold(k, outcome.len())));
        Self { expected: expected.collect(), regret: regret(&folds, outcome.len()) }
    }
}

/// The mean of what an expectation's error costs where it decides: with
/// expectation m and its error s, s (φ(t) - t Φ(-t)) at t = |m| / s (the unit
/// normal loss; H. Raiffa and R. Schlaifer, *Applied Statistical Decision
/// Theory*, 1961). The errors are the delete-a-group jackknife's, over folds.
fn regret(folds: &[Expectation<'_>], paths: usize) -> f64 {
    let count = FOLDS as f64;
    let asked = (0..paths).step_by(ASKED);
    let n = asked.len() as f64;
    let loss = asked.map(|path| {
        let each: Vec<f64> = folds.iter().map(|fold| fold.at(path)).collect();
        let mean = each.iter().sum::<f64>() / count;
        let squares = each.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>();
        let error = (squares * (count - 1.0) / count).sqrt();
        if !(0.0 < error) {
            return 0.0;
        }
        let t = mean.abs() / error;
        error * (normal_density(t) - t * normal_cdf(-t))
    });
    loss.sum::<f64>() / n
}
