//! Sobol indices: how much of an output's variance each group of inputs answers
//! for, alone and with all that it does together with others.
//!
//! With f the output, A and B two independent matrices of draws and A_B(i) the
//! matrix A with the columns of group i from B, over n rows:
//!
//! ```text
//! first order  S_i = Σ f(B) (f(A_B(i)) - f(A)) / n / V      Saltelli et al. 2010, (b)
//! total order  T_i = Σ (f(A) - f(A_B(i)))² / (2n) / V       Jansen 1999, (f) there
//! ```
//!
//! V is the variance of f over A and B together. The mean of f over both is
//! taken off f(B) first, which moves no expectation but much of the noise.
//! (A. Saltelli et al., "Variance based sensitivity analysis of model output",
//! *Computer Physics Communications* 181, 2010, table 2; M. J. W. Jansen,
//! "Analysis of variance designs for model output", the same 117, 1999.)
//!
//! Intervals are percentiles of a bootstrap over rows (G. E. B. Archer, A.
//! Saltelli and I. M. Sobol', *Journal of Statistical Computation and
//! Simulation* 58, 1997). Its draws are keyed by the number of the replicate.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::estimate::{mean, quantile};
use super::summary::sorted;
use crate::sampling::stream::StreamKey;
use crate::sampling::widest::{Kernel, widest};

/// Outputs of a design of swapped draws.
#[derive(Clone, Copy, Debug)]
pub struct Outputs<'a> {
    /// Row after row: f(A), f(B), and f(A_B(i)) of each group.
    pub values: &'a [f64],
    /// How many groups there are.
    pub groups: usize,
    /// Groups, from the first on, whose first-order indices are added up: all,
    /// or all but the last.
    pub summed: usize,
}

/// How intervals are made.
#[derive(Clone, Copy, Debug)]
pub struct Bootstrap {
    /// Seed of its draws.
    pub seed: u64,
    /// Samples of the rows that it draws.
    pub replicates: u64,
}

/// A figure and the interval that covers its truth in about 95 of 100 designs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// Lower end; NaN where the rows do not tell.
    pub low: f64,
    /// Upper end; NaN where the rows do not tell.
    pub high: f64,
}

/// Indices of one group, as shares of the variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// What the group explains alone: by how much the variance would fall, on
    /// average, if it were known.
    pub first: Interval,
    /// What it explains with all that it does together with others: how much
    /// variance would be left, on average, if all others were known.
    pub total: Interval,
    /// Rows whose output changes with the group.
    pub changed: usize,
}

/// Where the variance of an output comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// Rows.
    pub rows: usize,
    /// Mean of the output over A and B.
    pub mean: f64,
    /// Variance of the output over A and B.
    pub variance: f64,
    /// Indices of each group.
    pub groups: Vec<Indices>,
    /// The first-order indices that are added up.
    pub first_order_sum: Interval,
    /// What the groups that are added up explain together beyond that sum: 1
    /// less the sum, less the total index of the one other group.
    pub together: Interval,
}

impl Interval {
    /// Whether the share may be 0: none is below, so an interval that does not
    /// lie above 0, or is not known, says so.
    pub fn may_be_nothing(&self) -> bool {
        !(0.0 < self.low)
    }

    /// Whether the interval is wider than the figure is large.
    pub fn is_wide(&self) -> bool {
        !(self.high - self.low <= self.value.abs())
    }

    /// 1 less the figure.
    pub fn complement(&self) -> Self {
        Self { value: 1.0 - self.value, low: 1.0 - self.high, high: 1.0 - self.low }
    }
}

/// Shares out the variance; nothing where the output does not vary.
///
/// # Panics
/// Unless there is a value for each column of each row, and two rows, and at
/// most one group is not added up.
pub fn decompose(outputs: &Outputs<'_>, bootstrap: Bootstrap) -> Option<Decomposition> {
    let columns = outputs.groups + 2;
    assert!(outputs.values.len().is_multiple_of(columns), "whole rows");
    let rows = outputs.values.len() / columns;
    assert!(2 <= rows, "two rows make a variance");
    assert!((outputs.groups - outputs.summed) < 2, "at most one other group");
    let table = Table::of(outputs);
    if !table.varies {
        return None;
    }
    let means = table.means(&Weights::ones(rows));
    let figures = table.figures(&means[0], outputs);
    let key = StreamKey::new(bootstrap.seed, "sensitivity: bootstrap");
    let replicates: Vec<Vec<Vec<f64>>> = (0..bootstrap.replicates.div_ceil(TOGETHER as u64))
        .into_par_iter()
        .map(|some| {
            let first = some * TOGETHER as u64;
            let numbers = first..bootstrap.replicates.min(first + TOGETHER as u64);
            let means = table.means(&Weights::drawn(key, numbers, rows));
            means.iter().map(|means| table.figures(means, outputs)).collect()
        })
        .collect();
    let replicates = replicates.concat();
    let interval = |index: usize| {
        let of: Vec<f64> = replicates.iter().map(|figures| figures[index]).collect();
        interval(figures[index], &of)
    };
    let groups = (0..outputs.groups).map(|group| Indices {
        first: interval(group),
        total: interval(outputs.groups + group),
        changed: outputs
            .values
            .chunks_exact(columns)
            .filter(|row| row[2 + group].to_bits() != row[0].to_bits())
            .count(),
    });
    Some(Decomposition {
        rows,
        mean: table.mean,
        variance: variance(&means[0], rows),
        groups: groups.collect(),
        first_order_sum: interval(2 * outputs.groups),
        together: interval(2 * outputs.groups + 1),
    })
}

/// How often each row is in some samples with replacement; the table of terms, which is large, is
/// gone through once for all of them.
struct Weights {
    samples: usize,
    /// By row.
    rows: Vec<[f64; TOGETHER]>,
}

/// Samples that are taken together.
const TOGETHER: usize = 8;

impl Weights {
    /// Each row once.
    fn ones(rows: usize) -> Self {
        Self { samples: 1, rows: vec![[1.0; TOGETHER]; rows] }
    }

    /// Samples of these numbers.
    fn drawn(key: StreamKey, numbers: Range<u64>, rows: usize) -> Self {
        let mut weights = vec![[0.0; TOGETHER]; rows];
        let samples = (numbers.end - numbers.start) as usize;
        for (sample, number) in numbers.enumerate() {
            let mut stream = key.stream(number);
            for _ in 0..rows {
                let row = (stream.uniform() * rows as f64) as usize;
                weights[row.min(rows - 1)][sample] += 1.0;
            }
        }
        Self { samples, rows: weights }
    }
}

fn interval(value: f64, replicates: &[f64]) -> Interval {
    let unknown = replicates.is_empty() || replicates.iter().any(|figure| figure.is_nan());
    if unknown {
        return Interval { value, low: f64::NAN, high: f64::NAN };
    }
    let replicates = sorted(replicates);
    let at = |p| quantile(&replicates, p).value;
    Interval { value, low: at(0.025), high: at(0.975) }
}

/// What the estimators add up, by row: f(A) and f(B) less their mean, the sum
/// of their squares; and for each group, with d = f(A_B(i)) - f(A), f(B) d, d
/// and d².
struct Table {
    /// By some columns next to one another, then by row; the last ones may be 0.
    terms: Vec<[f64; ABREAST]>,
    columns: usize,
    rows: usize,
    mean: f64,
    varies: bool,
}

/// Terms of a row before those of the groups, and for each group.
const OF_ROW: usize = 3;
const OF_GROUP: usize = 3;
/// Columns that are added up side by side.
const ABREAST: usize = 8;

/// Sums over rows of some columns, each row counted as often as it is in each sample.
struct Sums<'a> {
    terms: &'a [[f64; ABREAST]],
    weights: &'a [[f64; TOGETHER]],
}

impl Kernel for Sums<'_> {
    type Output = [[f64; ABREAST]; TOGETHER];

    #[inline(always)]
    fn run(self) -> Self::Output {
        let mut sums = [[0.0; ABREAST]; TOGETHER];
        for (terms, weights) in self.terms.iter().zip(self.weights) {
            for sample in 0..TOGETHER {
                for column in 0..ABREAST {
                    sums[sample][column] += weights[sample] * terms[column];
                }
            }
        }
        sums
    }
}

/// An output varies if it does so by more than this part of its size.
const ROUNDING: f64 = 1e-12;

impl Table {
    fn of(outputs: &Outputs<'_>) -> Self {
        let rows = || outputs.values.chunks_exact(outputs.groups + 2);
        let both: Vec<f64> = rows().flat_map(|row| [row[0], row[1]]).collect();
        let middle = mean(&both).value;
        let spread = both.iter().map(|f| (f - middle).abs()).fold(0.0, f64::max);
        let size = both.iter().map(|f| f.abs()).fold(0.0, f64::max);
        let of_row = |row: &[f64], number: usize, terms: &mut [[f64; ABREAST]]| {
            let (a, b) = (row[0] - middle, row[1] - middle);
            let of_groups = row[2..].iter().flat_map(move |swapped| {
                let d = swapped - middle - a;
                [b * d, d, d * d]
            });
            let all = [a, b, a * a + b * b].into_iter().chain(of_groups);
            for (column, term) in all.enumerate() {
                terms[column / ABREAST * rows().len() + number][column % ABREAST] = term;
            }
        };
        let columns = OF_ROW + OF_GROUP * outputs.groups;
        let mut terms = vec![[0.0; ABREAST]; columns.div_ceil(ABREAST) * rows().len()];
        rows().enumerate().for_each(|(number, row)| of_row(row, number, &mut terms));
        Self { terms, columns, rows: rows().len(), mean: middle, varies: ROUNDING * size < spread }
    }

    /// Means over rows in each sample.
    fn means(&self, weights: &Weights) -> Vec<Vec<f64>> {
        let sums = self
            .terms
            .chunks_exact(self.rows)
            .map(|terms| widest(Sums { terms, weights: &weights.rows }));
        let sums: Vec<_> = sums.collect();
        let of_sample = |sample: usize| {
            let all = sums.iter().flat_map(|some| some[sample]).take(self.columns);
            all.map(|sum| sum / self.rows as f64).collect()
        };
        (0..weights.samples).map(of_sample).collect()
    }

    /// All first-order indices, all total indices, the sum of the first, and
    /// what that leaves. NaN where the rows have no variance.
    fn figures(&self, means: &[f64], outputs: &Outputs<'_>) -> Vec<f64> {
        let middle = 0.5 * (means[0] + means[1]);
        let variance = variance(means, self.rows);
        let known = if 0.0 < variance { variance } else { f64::NAN };
        let groups = || means[OF_ROW..].chunks_exact(OF_GROUP);
        let first = groups().map(|group| (group[0] - middle * group[1]) / known);
        let total = groups().map(|group| 0.5 * group[2] / known);
        let mut figures: Vec<f64> = first.chain(total).collect();
        let sum: f64 = figures[..outputs.summed].iter().sum();
        let of_others: f64 = figures[outputs.groups + outputs.summed..].iter().sum();
        figures.extend([sum, 1.0 - of_others - sum]);
        figures
    }
}

/// Of 2n values, from the means over rows of a, b and a² + b².
fn variance(means: &[f64], rows: usize) -> f64 {
    let n = 2.0 * rows as f64;
    let middle = 0.5 * (means[0] + means[1]);
    (0.5 * means[2] - middle * middle) * n / (n - 1.0)
}

/// The values with those beyond the percentiles `low` and `high`, in (0, 1), of
/// f(A) and f(B) moved to these; and the two. A few huge values would leave the
/// others no variance to speak of.
pub fn capped(outputs: &Outputs<'_>, low: f64, high: f64) -> (Vec<f64>, [f64; 2]) {
    let rows = outputs.values.chunks_exact(outputs.groups + 2);
    let both = sorted(&rows.flat_map(|row| [row[0], row[1]]).collect::<Vec<f64>>());
    let ends = [low, high].map(|p| quantile(&both, p).value);
    let inside = outputs.values.iter().map(|value| value.clamp(ends[0], ends[1]));
    (inside.collect(), ends)
}
