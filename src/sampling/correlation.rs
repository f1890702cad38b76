//! Rank correlations between assumptions by a Gaussian copula.
//!
//! Each number keeps its distribution; only the probabilities at which the
//! numbers are drawn are tied together. Inputs that are correlated with one
//! another, directly or through others, make a [`Block`]. Its independent
//! uniforms become standard normals z, these become y = L z with L L' the
//! correlation matrix of the block, and y becomes probabilities again
//! (R. B. Nelsen, *An Introduction to Copulas*; M. C. Cario and B. L. Nelson,
//! *Modeling and Generating Random Vectors with Arbitrary Marginal
//! Distributions and Correlation Matrix*, 1997).
//!
//! The members of a block stand in the order of their names, so neither the
//! order of a file nor a pair in another block has any part in a draw.

use std::f64::consts::PI;

use super::contradiction::Infeasible;
use super::lanes::{LANES, Lanes};
use super::matrix::Matrix;
use super::normal::{normal_cdf, normal_cdfs, normal_quantiles};
use super::widest::{Kernel, widest};

/// The largest size of a rank correlation that can be asked for. Nearer to 1,
/// two numbers are one, and a matrix of them is singular for all that double
/// precision can tell.
pub const LARGEST_RANK: f64 = 0.999;

/// The correlation of two standard normals whose rank correlation is `rank`:
/// 2 sin(π rank / 6) (K. Pearson, 1907).
pub fn gaussian_of_rank(rank: f64) -> f64 {
    2.0 * libm::sin(PI * rank / 6.0)
}

/// The rank correlation (Spearman's) of two standard normals with this
/// correlation: 6/π asin(r/2), the inverse of [`gaussian_of_rank`].
pub fn rank_of_gaussian(correlation: f64) -> f64 {
    6.0 / PI * libm::asin(0.5 * correlation)
}

/// The rank correlation asked for between two inputs, each standing for its
/// name. Pairs that are not asked for have none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<'n> {
    /// The names, in either order.
    pub between: [&'n str; 2],
    /// Spearman's rank correlation, from -[`LARGEST_RANK`] to [`LARGEST_RANK`].
    pub rank: f64,
}

/// Inputs that depend on one another and on no others.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Their names, in order.
    names: Vec<String>,
    /// The entries of L other than 0, by row.
    rows: Vec<Vec<(usize, f64)>>,
}

/// The blocks that pairs tie together, in the order of their first names.
///
/// # Errors
/// One for each block whose matrix is not positive definite.
pub fn blocks(pairs: &[Pair<'_>]) -> Result<Vec<Block>, Vec<Infeasible>> {
    let read: Vec<Result<Block, Infeasible>> =
        components(pairs).into_iter().map(|names| Asked::of(names, pairs).block()).collect();
    let wrong: Vec<Infeasible> = read.iter().filter_map(|block| block.clone().err()).collect();
    if wrong.is_empty() { Ok(read.into_iter().flatten().collect()) } else { Err(wrong) }
}

/// The names that hang together by pairs, each group and the groups in order.
fn components<'n>(pairs: &[Pair<'n>]) -> Vec<Vec<&'n str>> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for pair in pairs {
        let meets = |group: &Vec<&str>| group.iter().any(|name| pair.between.contains(name));
        let (met, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(meets);
        let mut joined: Vec<&str> = met.into_iter().flatten().chain(pair.between).collect();
        joined.sort_unstable();
        joined.dedup();
        others.push(joined);
        groups = others;
    }
    groups.sort_unstable();
    groups
}

/// One component and what is asked between its names.
pub(super) struct Asked<'n> {
    /// The names, in order.
    pub(super) names: Vec<&'n str>,
    /// By two positions; none for a pair that is not given.
    ranks: Vec<Option<f64>>,
}

impl<'n> Asked<'n> {
    fn of(names: Vec<&'n str>, pairs: &[Pair<'n>]) -> Self {
        let mut ranks = vec![None; names.len() * names.len()];
        for pair in pairs {
            let [one, other] = pair.between.map(|name| names.binary_search(&name));
            if let (Ok(i), Ok(j)) = (one, other) {
                ranks[i * names.len() + j] = Some(pair.rank);
                ranks[j * names.len() + i] = Some(pair.rank);
            }
        }
        Self { names, ranks }
    }

    /// The rank asked for, if the pair is given.
    pub(super) fn rank(&self, i: usize, j: usize) -> Option<f64> {
        self.ranks[i * self.names.len() + j]
    }

    /// The correlation matrix of the normals, of ranks between these names.
    pub(super) fn matrix_of(&self, rank: impl Fn(usize, usize) -> f64) -> Matrix {
        let n = self.names.len();
        Matrix::from_fn(n, |i, j| if i == j { 1.0 } else { gaussian_of_rank(rank(i, j)) })
    }

    fn block(&self) -> Result<Block, Infeasible> {
        let matrix = self.matrix_of(|i, j| self.rank(i, j).unwrap_or(0.0));
        let factor = matrix.cholesky().ok_or_else(|| Infeasible::explain(self, &matrix))?;
        let row = |i: usize| {
            let entries = (0..=i).map(|j| (j, factor.at(i, j)));
            entries.filter(|(_, entry)| 0.0 < entry.abs()).collect()
        };
        let rows = (0..matrix.size()).map(row).collect();
        Ok(Block { names: self.names.iter().map(|name| (*name).to_owned()).collect(), rows })
    }
}

impl Block {
    /// The names of its members, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// All blocks of a table of assumptions at once.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// The places of all members of the blocks, by block and name.
    members: Vec<usize>,
    /// Of those that depend on others: the place, and the entries other than 0 of its row of L,
    /// each with its position among the members.
    rows: Vec<(usize, Vec<(usize, f64)>)>,
}

impl Ties {
    /// Of blocks, each with the places of its members by name.
    pub(super) fn new(blocks: &[(Block, Vec<usize>)]) -> Self {
        let mut ties = Self::default();
        for (block, members) in blocks {
            let first = ties.members.len();
            let rows = members.iter().zip(&block.rows).filter(|(_, row)| 1 < row.len());
            ties.rows.extend(rows.map(|(member, row)| {
                (*member, row.iter().map(|(j, entry)| (first + j, *entry)).collect())
            }));
            ties.members.extend(members);
        }
        ties
    }

    /// Ties probabilities together: from `independent` ones to those in `used`, with room for
    /// `normals` in between. A member that depends on none before it keeps its probability to the
    /// bit.
    pub(super) fn tie(&self, independent: &[f64], normals: &mut Vec<f64>, used: &mut [f64]) {
        normals.clear();
        for members in self.members.chunks(LANES) {
            let mut alone = Lanes::all(0.5);
            for (alone, member) in alone.0.iter_mut().zip(members) {
                *alone = independent[*member];
            }
            normals.extend_from_slice(&widest(Scores(&alone)).0[..members.len()]);
        }
        for rows in self.rows.chunks(LANES) {
            let mut tied = Lanes::all(0.0);
            for (tied, (_, row)) in tied.0.iter_mut().zip(rows) {
                *tied = row.iter().fold(0.0, |sum, (j, entry)| sum + entry * normals[*j]);
            }
            let tied = widest(Probabilities(&tied));
            for ((member, _), tied) in rows.iter().zip(tied.0) {
                used[*member] = tied;
            }
        }
    }
}

/// Standard normal quantiles.
struct Scores<'a>(&'a Lanes);

impl Kernel for Scores<'_> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        normal_quantiles(self.0)
    }
}

/// [`probability`] in every lane.
struct Probabilities<'a>(&'a Lanes);

impl Kernel for Probabilities<'_> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        let below = normal_cdfs(self.0);
        Lanes::each(|lane| inside(below[lane]))
    }
}

/// The probability below a standard normal value, kept within what an
/// independent uniform can be, so that it is never 0 or 1.
pub(super) fn probability(normal: f64) -> f64 {
    inside(normal_cdf(normal))
}

#[inline(always)]
fn inside(probability: f64) -> f64 {
    const LEAST: f64 = f64::EPSILON / 2.0;
    probability.clamp(LEAST, 1.0 - LEAST)
}

#[cfg(test)]
mod tests {
    use super::{Pair, blocks, gaussian_of_rank, probability, rank_of_gaussian};

    fn pair<'n>(a: &'n str, b: &'n str, rank: f64) -> Pair<'n> {
        Pair { between: [a, b], rank }
    }

    #[test]
    fn rank_and_normal_correlations_are_one_another() {
        for i in -99..=99 {
            let rank = f64::from(i) / 100.0;
            assert!((rank_of_gaussian(gaussian_of_rank(rank)) - rank).abs() < 1e-15);
        }
        assert!((gaussian_of_rank(1.0) - 1.0).abs() < 1e-15);
        // 2 sin(15 degrees) is (√6 - √2)/2.
        let expected = 0.5 * (6.0_f64.sqrt() - 2.0_f64.sqrt());
        assert!((gaussian_of_rank(0.5) - expected).abs() < 1e-15);
    }

    #[test]
    fn blocks_are_what_hangs_together_whatever_the_order_of_the_pairs() {
        let pairs =
            [pair("d", "c", 0.3), pair("z", "x", -0.2), pair("a", "c", 0.4), pair("m", "n", 0.0)];
        let mut turned = pairs;
        turned.reverse();
        turned[1].between.reverse();
        let found = blocks(&pairs).expect("feasible");
        let names: Vec<String> = found.iter().map(|block| block.names().join(" ")).collect();
        assert_eq!(names, ["a c d", "m n", "x z"]);
        assert_eq!(found, blocks(&turned).expect("feasible"));
    }

    #[test]
    fn probabilities_stay_inside_0_and_1_however_far_out() {
        for normal in [-40.0, -9.0, 9.0, 40.0] {
            let p = probability(normal);
            assert!(0.0 < p && p < 1.0);
        }
    }
}
