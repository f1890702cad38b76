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

use super::matrix::Matrix;
use super::special::{normal_cdf, normal_quantile};

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

/// Rank correlations that no numbers can have together.
#[derive(Clone, Debug, PartialEq)]
pub struct Infeasible {
    /// Names whose rank correlations contradict one another; without any one
    /// of them there would be no contradiction between the rest.
    pub conflict: Vec<String>,
    /// The nearest values that can be had together: the pairs that change.
    pub nearest: Vec<Proposal>,
}

/// A value that a pair can have together with the other proposals.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The names, in order.
    pub between: [String; 2],
    /// What was asked for; none where nothing was, which counts as 0.
    pub asked: Option<f64>,
    /// Spearman's rank correlation, to two digits after the point.
    pub rank: f64,
}

/// The blocks that pairs tie together, in the order of their first names.
///
/// # Errors
/// One for each block whose matrix is not positive definite.
pub fn blocks(pairs: &[Pair<'_>]) -> Result<Vec<Block>, Vec<Infeasible>> {
    let read: Vec<Result<Block, Infeasible>> = components(pairs)
        .into_iter()
        .map(|names| {
            let asked = Asked { pairs, names };
            asked.block()
        })
        .collect();
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
struct Asked<'a, 'n> {
    pairs: &'a [Pair<'n>],
    names: Vec<&'n str>,
}

impl Asked<'_, '_> {
    fn rank(&self, i: usize, j: usize) -> Option<f64> {
        let both = [self.names[i], self.names[j]];
        let is_it = |pair: &&Pair<'_>| {
            pair.between == both || (pair.between[0] == both[1] && pair.between[1] == both[0])
        };
        self.pairs.iter().find(is_it).map(|pair| pair.rank)
    }

    /// The correlation matrix of the normals, of these ranks.
    fn matrix(&self) -> Matrix {
        self.matrix_of(|i, j| self.rank(i, j).unwrap_or(0.0))
    }

    fn matrix_of(&self, rank: impl Fn(usize, usize) -> f64) -> Matrix {
        let n = self.names.len();
        Matrix::from_fn(n, |i, j| if i == j { 1.0 } else { gaussian_of_rank(rank(i, j)) })
    }

    fn block(&self) -> Result<Block, Infeasible> {
        let matrix = self.matrix();
        let Some(factor) = matrix.cholesky() else {
            let conflict = conflict(&matrix);
            let ranks = self.feasible(&matrix, &conflict);
            let conflict = conflict.into_iter().map(|i| self.names[i].to_owned()).collect();
            return Err(Infeasible { conflict, nearest: self.proposals(&ranks) });
        };
        let row = |i: usize| {
            let entries = (0..=i).map(|j| (j, factor.at(i, j)));
            entries.filter(|(_, entry)| 0.0 < entry.abs()).collect()
        };
        let rows = (0..matrix.size()).map(row).collect();
        Ok(Block { names: self.names.iter().map(|name| (*name).to_owned()).collect(), rows })
    }

    /// Ranks that can be had together: the nearest of the conflicting names,
    /// if all others can stay as they are then, or else the nearest of all.
    fn feasible(&self, matrix: &Matrix, conflict: &[usize]) -> Matrix {
        /// Drawn nearer to independence than this, few pairs pay for many.
        const LEAST_KEPT: f64 = 0.9;
        let all: Vec<usize> = (0..matrix.size()).collect();
        self.nearest(matrix, conflict, LEAST_KEPT)
            .or_else(|| self.nearest(matrix, &all, 0.0))
            .expect("with nothing kept all ranks are 0, which is feasible")
    }

    /// The ranks with those between the names in `part` replaced by the nearest
    /// that can be had together. They are drawn towards independence until
    /// all, rounded to two digits, pass; at least the share `least` is kept.
    fn nearest(&self, matrix: &Matrix, part: &[usize], least: f64) -> Option<Matrix> {
        let nearest = matrix.part(part).nearest_correlation();
        let ranks = |kept: f64| {
            let mut ranks =
                Matrix::from_fn(matrix.size(), |i, j| self.rank(i, j).unwrap_or_default());
            for (i, j) in pairs_of(part.len()) {
                let rank = rank_of_gaussian((kept * nearest.at(i, j)).clamp(-1.0, 1.0));
                let rank = (100.0 * rank).round() / 100.0;
                // Adding 0 makes 0 of -0.
                ranks.set(part[i], part[j], rank.clamp(-LARGEST_RANK, LARGEST_RANK) + 0.0);
            }
            ranks
        };
        let steps = (0..=1000).rev().map(|step| f64::from(step) / 1000.0);
        let mut tried = steps.take_while(|kept| least <= *kept).map(ranks);
        tried.find(|ranks| self.matrix_of(|i, j| ranks.at(i, j)).is_positive_definite())
    }

    /// The pairs that have other ranks than were asked for.
    fn proposals(&self, ranks: &Matrix) -> Vec<Proposal> {
        let proposals = pairs_of(self.names.len()).map(|(i, j)| Proposal {
            between: [self.names[i].to_owned(), self.names[j].to_owned()],
            asked: self.rank(i, j),
            rank: ranks.at(i, j),
        });
        let changes = |pair: &Proposal| 0.0 < (pair.rank - pair.asked.unwrap_or(0.0)).abs();
        proposals.filter(changes).collect()
    }
}

/// Each pair of so many.
fn pairs_of(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |i| (i + 1..count).map(move |j| (i, j)))
}

/// Rows of a matrix that is not positive definite which are not so by
/// themselves, while they are without any one of them: rows are left out as
/// long as what remains is not positive definite. Two rows always are, so
/// three are left at least.
fn conflict(matrix: &Matrix) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..matrix.size()).collect();
    for row in (0..matrix.size()).rev() {
        let fewer: Vec<usize> = kept.iter().copied().filter(|other| *other != row).collect();
        if !matrix.part(&fewer).is_positive_definite() {
            kept = fewer;
        }
    }
    kept
}

impl Block {
    /// The names of its members, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Ties probabilities together. `members` are the places of the block's
    /// members, by name, in `independent` and `used`; `normals` is room for
    /// numbers in between. A member that depends on none before it keeps its
    /// probability to the bit.
    pub(super) fn tie(
        &self,
        members: &[usize],
        independent: &[f64],
        normals: &mut Vec<f64>,
        used: &mut [f64],
    ) {
        normals.clear();
        normals.extend(members.iter().map(|member| normal_quantile(independent[*member])));
        for (member, row) in members.iter().zip(&self.rows) {
            if 1 < row.len() {
                let tied = row.iter().fold(0.0, |sum, (j, entry)| sum + entry * normals[*j]);
                used[*member] = probability(tied);
            }
        }
    }
}

/// The probability below a standard normal value, kept within what an
/// independent uniform can be, so that it is never 0 or 1.
fn probability(normal: f64) -> f64 {
    const LEAST: f64 = f64::EPSILON / 2.0;
    normal_cdf(normal).clamp(LEAST, 1.0 - LEAST)
}

#[cfg(test)]
mod tests {
    use super::{
        Infeasible, Pair, Proposal, blocks, gaussian_of_rank, pairs_of, probability,
        rank_of_gaussian,
    };
    use crate::sampling::stream::StreamKey;

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
    fn the_conflicting_names_are_found_and_the_proposed_values_pass() {
        let asked = [
            pair("a", "b", 0.9),
            pair("a", "c", 0.9),
            pair("c", "b", -0.9),
            pair("c", "d", 0.2),
            pair("e", "f", 0.5),
        ];
        let wrong = blocks(&asked).expect_err("contradictory");
        let [Infeasible { conflict, nearest }] = wrong.as_slice() else { panic!("{wrong:?}") };
        assert_eq!(conflict, &["a", "b", "c"]);
        assert!(blocks(&mended(&asked, nearest)).is_ok(), "{nearest:?}");
        // The others can stay as they are.
        let changed: Vec<String> = nearest.iter().map(|pair| pair.between.concat()).collect();
        assert_eq!(changed, ["ab", "ac", "bc"]);
        assert!(nearest.iter().all(|pair| (pair.rank.abs() - 0.48).abs() < 0.03), "{nearest:?}");
    }

    /// The pairs with what is proposed in their place.
    fn mended<'n>(asked: &[Pair<'n>], nearest: &'n [Proposal]) -> Vec<Pair<'n>> {
        let proposed = |pair: &&Pair<'_>| {
            nearest.iter().any(|new| new.between.iter().all(|n| pair.between.contains(&n.as_str())))
        };
        let kept = asked.iter().filter(|pair| !proposed(pair)).copied();
        kept.chain(nearest.iter().map(|new| pair(&new.between[0], &new.between[1], new.rank)))
            .collect()
    }

    #[test]
    fn many_contradictions_at_once_are_mended_by_the_nearest_matrix() {
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        let mut stream = StreamKey::new(5, "contradictions").stream(0);
        let mut contradictory = 0;
        for _ in 0..60 {
            let asked: Vec<Pair<'_>> = pairs_of(names.len())
                .filter(|_| stream.uniform() < 0.7)
                .collect::<Vec<_>>()
                .into_iter()
                .map(|(i, j)| pair(names[i], names[j], 1.9 * stream.uniform() - 0.95))
                .collect();
            let Err(wrong) = blocks(&asked) else { continue };
            contradictory += 1;
            let nearest = &wrong[0].nearest;
            assert!(blocks(&mended(&asked, nearest)).is_ok(), "{asked:?} {nearest:?}");
            let fewer = &wrong[0].conflict;
            assert!(3 <= fewer.len());
            for left_out in fewer {
                let rest: Vec<Pair<'_>> = asked
                    .iter()
                    .filter(|pair| {
                        let inside = |name: &&str| fewer.iter().any(|other| other == name);
                        pair.between.iter().all(inside)
                            && !pair.between.contains(&left_out.as_str())
                    })
                    .copied()
                    .collect();
                assert!(blocks(&rest).is_ok(), "{fewer:?} without {left_out}");
            }
        }
        assert!(50 < contradictory, "{contradictory}");
    }

    #[test]
    fn symmetric_contradictions_have_the_known_nearest_values() {
        // Of (r, r, -r) the limit is r = 1/2: a rank of 6/π asin(1/4) = 0.4826.
        let asked = [pair("a", "b", 0.9), pair("a", "c", 0.9), pair("b", "c", -0.9)];
        let wrong = blocks(&asked).expect_err("contradictory");
        let ranks: Vec<f64> = wrong[0].nearest.iter().map(|pair| pair.rank).collect();
        for (rank, expected) in ranks.iter().zip([0.48, 0.48, -0.48]) {
            assert!((rank - expected).abs() < 1e-12, "{ranks:?}");
        }
        // n alike can have no less than -1/(n-1).
        let names = ["a", "b", "c", "d"];
        let all: Vec<Pair<'_>> =
            (0..4).flat_map(|i| (i + 1..4).map(move |j| pair(names[i], names[j], -0.5))).collect();
        let wrong = blocks(&all).expect_err("contradictory");
        let limit = rank_of_gaussian(-1.0 / 3.0);
        for proposal in &wrong[0].nearest {
            assert!(limit <= proposal.rank && proposal.rank < limit + 0.011, "{proposal:?}");
        }
    }

    #[test]
    fn probabilities_stay_inside_0_and_1_however_far_out() {
        for normal in [-40.0, -9.0, 9.0, 40.0] {
            let p = probability(normal);
            assert!(0.0 < p && p < 1.0);
        }
    }
}
