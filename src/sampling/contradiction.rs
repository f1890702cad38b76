//! Rank correlations that cannot hold together: which, and what could.

use super::correlation::{Asked, LARGEST_RANK, rank_of_gaussian};
use super::matrix::Matrix;

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

impl Infeasible {
    /// Of ranks whose matrix is not positive definite.
    pub(super) fn explain(asked: &Asked<'_>, matrix: &Matrix) -> Self {
        let conflict = conflict(matrix);
        let ranks = Repair { asked, matrix }.ranks(&conflict);
        let conflict = conflict.into_iter().map(|i| asked.names[i].to_owned()).collect();
        Self { conflict, nearest: proposals(asked, &ranks) }
    }
}

/// The pairs that have other ranks than were asked for.
fn proposals(asked: &Asked<'_>, ranks: &Matrix) -> Vec<Proposal> {
    let proposals = pairs_of(asked.names.len()).map(|(i, j)| Proposal {
        between: [asked.names[i].to_owned(), asked.names[j].to_owned()],
        asked: asked.rank(i, j),
        rank: ranks.at(i, j),
    });
    let changes = |pair: &Proposal| 0.0 < (pair.rank - pair.asked.unwrap_or(0.0)).abs();
    proposals.filter(changes).collect()
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

/// What is asked for, and the matrix of it that is not positive definite.
struct Repair<'a> {
    asked: &'a Asked<'a>,
    matrix: &'a Matrix,
}

impl Repair<'_> {
    /// Ranks that can be had together: what is asked for with ranks for pairs
    /// that are not given, if that is enough; or else the nearest between the
    /// conflicting names, if the others can stay as they are; or else the
    /// nearest of all.
    fn ranks(&self, conflict: &[usize]) -> Matrix {
        /// Drawn nearer to independence than this, few pairs pay for many.
        const LEAST_KEPT: f64 = 0.9;
        let all: Vec<usize> = (0..self.matrix.size()).collect();
        self.completed(conflict)
            .or_else(|| self.completed(&all))
            .or_else(|| self.nearest(conflict, LEAST_KEPT))
            .or_else(|| self.nearest(&all, 0.0))
            .expect("with nothing kept all ranks are 0, which is feasible")
    }

    /// The ranks asked for, with the ranks nearest to 0 of the other pairs
    /// between the names in `part` with which all pass.
    fn completed(&self, part: &[usize]) -> Option<Matrix> {
        /// Smallest eigenvalues: large enough for rounding to do no harm.
        const LEAST: [f64; 4] = [0.001, 0.003, 0.01, 0.03];
        const TOLERANCE: f64 = 0.03;
        /// The search takes long beyond.
        const MOST_NAMES: usize = 30;
        let given = |i: usize, j: usize| self.asked.rank(part[i], part[j]).is_some();
        if MOST_NAMES < part.len() || pairs_of(part.len()).all(|(i, j)| given(i, j)) {
            return None;
        }
        let inside = self.matrix.part(part);
        let tried = LEAST.into_iter().map_while(|least| {
            let filled = inside.nearest_with(least, given);
            // What is asked for may be beyond repair by other pairs.
            let widened = |i, j| filled.at(i, j) + if i == j { TOLERANCE } else { 0.0 };
            Matrix::from_fn(part.len(), widened).is_positive_definite().then_some(filled)
        });
        let mut tried = tried
            .map(|filled| self.with_ranks_of(part, |i, j| (!given(i, j)).then(|| filled.at(i, j))));
        tried.find(|ranks| self.passes(ranks))
    }

    /// The ranks with those between the names in `part` replaced by the nearest
    /// that can be had together, drawn towards independence until all pass; at
    /// least the share `least` of them is kept.
    fn nearest(&self, part: &[usize], least: f64) -> Option<Matrix> {
        let nearest = self.matrix.part(part).nearest_correlation();
        let steps = (0..=1000).rev().map(|step| f64::from(step) / 1000.0);
        let mut tried = steps
            .take_while(|kept| least <= *kept)
            .map(|kept| self.with_ranks_of(part, |i, j| Some(kept * nearest.at(i, j))));
        tried.find(|ranks| self.passes(ranks))
    }

    /// The ranks asked for, with others between names in `part`: those of
    /// normals with the given correlations, rounded to two digits.
    fn with_ranks_of(
        &self,
        part: &[usize],
        correlation: impl Fn(usize, usize) -> Option<f64>,
    ) -> Matrix {
        let n = self.asked.names.len();
        let mut ranks = Matrix::from_fn(n, |i, j| self.asked.rank(i, j).unwrap_or(0.0));
        for (i, j) in pairs_of(part.len()) {
            if let Some(correlation) = correlation(i, j) {
                let rank = rank_of_gaussian(correlation.clamp(-1.0, 1.0));
                let rank = (100.0 * rank).round() / 100.0;
                // Adding 0 makes 0 of -0.
                ranks.set(part[i], part[j], rank.clamp(-LARGEST_RANK, LARGEST_RANK) + 0.0);
            }
        }
        ranks
    }

    fn passes(&self, ranks: &Matrix) -> bool {
        self.asked.matrix_of(|i, j| ranks.at(i, j)).is_positive_definite()
    }
}

#[cfg(test)]
mod tests {
    use super::{Infeasible, Proposal, pairs_of};
    use crate::sampling::correlation::{Pair, blocks, gaussian_of_rank, rank_of_gaussian};
    use crate::sampling::stream::StreamKey;

    fn pair<'n>(a: &'n str, b: &'n str, rank: f64) -> Pair<'n> {
        Pair { between: [a, b], rank }
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
    fn what_is_asked_for_stays_where_the_pairs_not_given_can_make_room_for_it() {
        // The third of (r, r, x) is 2r² - 1 at least.
        let asked = [pair("a", "b", 0.9), pair("b", "c", 0.9), pair("c", "d", 0.1)];
        let wrong = blocks(&asked).expect_err("contradictory");
        assert_eq!(wrong[0].conflict, ["a", "b", "c"]);
        let [only] = wrong[0].nearest.as_slice() else { panic!("{wrong:?}") };
        assert_eq!((only.between.concat().as_str(), only.asked), ("ac", None));
        let r = gaussian_of_rank(0.9);
        let limit = rank_of_gaussian(2.0 * r * r - 1.0);
        assert!(limit < only.rank && only.rank < limit + 0.02, "{only:?}");
        assert!(blocks(&mended(&asked, &wrong[0].nearest)).is_ok());
        // A chain of four needs all three others.
        let chain = [pair("a", "b", 0.9), pair("b", "c", 0.9), pair("c", "d", 0.9)];
        let wrong = blocks(&chain).expect_err("contradictory");
        let added: Vec<String> = wrong[0].nearest.iter().map(|p| p.between.concat()).collect();
        assert_eq!(added, ["ac", "ad", "bd"]);
        assert!(blocks(&mended(&chain, &wrong[0].nearest)).is_ok());
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
}
