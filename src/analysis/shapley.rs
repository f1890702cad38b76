//! Shapley values: what each of several changes contributes to a difference,
//! on average over all orders in which they could be made.
//!
//! A coalition is the set of changes that are made; of `n` changes there are
//! 2^n. Change g contributes (Shapley 1953)
//!
//! ```text
//! φ_g = Σ_S |S|! (n − 1 − |S|)!/n! · (v(S with g) − v(S))      S without g
//! ```
//!
//! which is linear in the values `v` of all coalitions. So is the influence of a
//! path on it, and with that the error: path i meets the same luck in all
//! coalitions, and what they share cancels.

use super::errors::Errors;
use super::estimate::Estimate;
use super::evaluate::Evaluated;
use super::steps::Steps;

/// A set of changes: bit g says whether change g is made.
pub type Coalition = u32;

/// What is asked of the values of all coalitions; each answer is linear in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    /// The Shapley value.
    Mean(usize),
    /// The change alone.
    First(usize),
    /// The change after all others.
    Last(usize),
    /// How much more two changes do together than one by one, on average over
    /// what else is made (Grabisch and Roubens 1999).
    Pair(usize, usize),
}

impl Question {
    fn all(changes: usize) -> Vec<Self> {
        let pairs = (0..changes).flat_map(|g| (g + 1..changes).map(move |h| Self::Pair(g, h)));
        let each = |of: fn(usize) -> Self| (0..changes).map(of);
        each(Self::Mean).chain(each(Self::First)).chain(each(Self::Last)).chain(pairs).collect()
    }

    /// What the value of a coalition counts with.
    fn weight(self, changes: usize, coalition: Coalition) -> f64 {
        let all: Coalition = (1 << changes) - 1;
        let without = |bits: Coalition| (coalition & !bits).count_ones() as usize;
        let sign = |change: usize| if coalition >> change & 1 == 1 { 1.0 } else { -1.0 };
        match self {
            Self::Mean(g) => sign(g) * order_share(changes, without(1 << g)),
            Self::First(g) if coalition & !(1 << g) == 0 => sign(g),
            Self::Last(g) if coalition | (1 << g) == all => sign(g),
            Self::First(_) | Self::Last(_) => 0.0,
            Self::Pair(g, h) => {
                let others = without((1 << g) | (1 << h));
                sign(g) * sign(h) * order_share(changes - 1, others)
            }
        }
    }
}

/// s! (n − 1 − s)!/n!: the share of the orders of n changes in which one comes
/// right after certain s others.
fn order_share(changes: usize, before: usize) -> f64 {
    // 1/n over the ways of choosing the s others.
    let ways = (0..before)
        .fold(1.0, |ways, taken| ways * (changes - 1 - taken) as f64 / (taken + 1) as f64);
    1.0 / (changes as f64 * ways)
}

/// Gathers a statistic of all coalitions, one after the other: memory grows
/// with the questions, not with the coalitions.
#[derive(Clone, Debug)]
pub struct Gathered {
    changes: usize,
    questions: Vec<Question>,
    answers: Vec<f64>,
    /// Of each question, by path.
    influences: Vec<Vec<f64>>,
    errors: Errors,
    ends: [Estimate; 2],
}

impl Gathered {
    /// Of so many changes, at most 31.
    pub fn new(changes: usize) -> Self {
        let questions = Question::all(changes);
        let count = questions.len();
        Self {
            changes,
            questions,
            answers: vec![0.0; count],
            influences: vec![Vec::new(); count],
            errors: Errors::OfPaths,
            ends: [Estimate::default(); 2],
        }
    }

    /// All coalitions, the empty one first.
    pub fn coalitions(changes: usize) -> std::ops::Range<Coalition> {
        0..1 << changes
    }

    /// Takes in the statistic of one coalition. All have the same paths.
    pub fn add(&mut self, coalition: Coalition, value: &Evaluated) {
        self.errors = value.errors;
        if coalition == 0 {
            self.ends[0] = value.estimate;
        }
        if coalition + 1 == 1 << self.changes {
            self.ends[1] = value.estimate;
        }
        for (index, question) in self.questions.iter().enumerate() {
            let weight = question.weight(self.changes, coalition);
            if weight.abs() <= 0.0 {
                continue;
            }
            self.answers[index] += weight * value.estimate.value;
            let influences = &mut self.influences[index];
            influences.resize(value.influence.len(), 0.0);
            influences
                .iter_mut()
                .zip(&value.influence)
                .for_each(|(sum, influence)| *sum += weight * influence);
        }
    }

    /// What all coalitions came to.
    pub fn finish(&self) -> Attribution {
        let n = self.changes;
        let one = |index: usize| Estimate {
            value: self.answers[index],
            standard_error: self.errors.mean(&self.influences[index]).standard_error,
        };
        let paths = self.influences.first().map_or(0, Vec::len);
        let of_path = |path: usize, row: &mut [f64]| {
            row.iter_mut().zip(&self.influences).for_each(|(value, of)| *value = of[path]);
        };
        let answers = self.answers[..n].to_vec();
        let shapley = Steps::with_influences(answers, (paths, self.errors), of_path);
        let pairs = self.questions.iter().enumerate().skip(3 * n);
        let pair = |(index, question): (usize, &Question)| match question {
            Question::Pair(g, h) => Some(([*g, *h], one(index))),
            _ => None,
        };
        let all: Vec<usize> = (0..n).collect();
        let value = self.ends[1].value - self.ends[0].value;
        let standard_error = if n == 0 { 0.0 } else { shapley.together(&all).standard_error };
        Attribution {
            first: self.ends[0],
            other: self.ends[1],
            difference: Estimate { value, standard_error },
            shapley,
            alone: (n..2 * n).map(one).collect(),
            last: (2 * n..3 * n).map(one).collect(),
            pairs: pairs.filter_map(pair).collect(),
        }
    }
}

/// A difference shared out among changes.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The statistic with no change made.
    pub first: Estimate,
    /// With all of them made.
    pub other: Estimate,
    /// The other less the first, with the paired error.
    pub difference: Estimate,
    /// What each change contributes; they add up to the difference.
    pub shapley: Steps,
    /// What each does alone.
    pub alone: Vec<Estimate>,
    /// What each does after all others.
    pub last: Vec<Estimate>,
    /// How much more each two do together than one by one.
    pub pairs: Vec<([usize; 2], Estimate)>,
}

impl Attribution {
    /// The two changes that do most more, or less, together than one by one, if
    /// it is more than two standard errors.
    pub fn strongest_pair(&self) -> Option<&([usize; 2], Estimate)> {
        let size = |one: &([usize; 2], Estimate)| one.1.value.abs();
        // What is left of sums that cancel is no interaction.
        let largest = (0..self.shapley.len()).map(|one| self.shapley.one(one).value.abs());
        let rounding = 1e-12 * largest.fold(0.0, f64::max);
        let clear = |one: &&([usize; 2], Estimate)| {
            2.0 * one.1.standard_error < size(one) && rounding < size(one)
        };
        self.pairs.iter().filter(clear).max_by(|a, b| size(a).total_cmp(&size(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Attribution, Coalition, Errors, Gathered};
    use crate::analysis::measure::Measure;
    use crate::analysis::statistic::Statistic;

    /// Paths of a game whose value on path i is `value(coalition, i)`.
    fn play(changes: usize, value: impl Fn(Coalition, usize) -> f64) -> Attribution {
        let mut gathered = Gathered::new(changes);
        for coalition in Gathered::coalitions(changes) {
            let column: Vec<f64> = (0..7).map(|path| value(coalition, path)).collect();
            gathered.add(coalition, &Statistic::Mean(Measure::Npv).of(&column, Errors::OfPaths));
        }
        gathered.finish()
    }

    fn has(coalition: Coalition, change: usize) -> bool {
        coalition >> change & 1 == 1
    }

    fn values(of: &Attribution) -> Vec<f64> {
        (0..of.shapley.len()).map(|change| of.shapley.one(change).value).collect()
    }

    #[track_caller]
    fn assert_near(got: &[f64], expected: &[f64]) {
        assert_eq!(got.len(), expected.len());
        let near = got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(near, "{got:?} {expected:?}");
    }

    #[test]
    fn the_glove_game_has_its_textbook_values() {
        // One left glove, two right ones: 2/3, 1/6, 1/6.
        let pair = |coalition, _| {
            f64::from(u8::from(has(coalition, 0) && (has(coalition, 1) || has(coalition, 2))))
        };
        assert_near(&values(&play(3, pair)), &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
    }

    #[test]
    fn changes_that_only_add_get_what_they_add_and_one_that_does_nothing_gets_nothing() {
        let adds = [3.0, -1.0, 0.0, 0.5];
        let sum = |coalition, path: usize| {
            let all = adds.iter().enumerate().filter(|(change, _)| has(coalition, *change));
            path as f64 + all.map(|(_, add)| add).sum::<f64>()
        };
        let of = play(4, sum);
        assert_near(&values(&of), &adds);
        for (change, add) in adds.into_iter().enumerate() {
            assert!(of.shapley.one(change).standard_error < 1e-12, "equal on every path");
            assert_near(&[of.alone[change].value, of.last[change].value], &[add; 2]);
        }
        assert!(of.pairs.iter().all(|(_, pair)| pair.value.abs() < 1e-12));
        assert!(of.strongest_pair().is_none());
    }

    #[test]
    fn contributions_add_up_path_by_path_and_symmetric_changes_get_the_same() {
        // Changes 1 and 3 are interchangeable; all interact, and paths differ.
        let value = |coalition: Coalition, path: usize| {
            let twins = f64::from(u8::from(has(coalition, 1)) + u8::from(has(coalition, 3)));
            let first = if has(coalition, 0) { 1.7 } else { 0.2 };
            let third = if has(coalition, 2) { path as f64 } else { 1.0 };
            (1.0 + twins * twins) * first * third - 0.3 * twins
        };
        let of = play(4, value);
        let shares = values(&of);
        assert!((shares[1] - shares[3]).abs() < 1e-12, "{shares:?}");
        let (first, other) = (of.shapley.one(1), of.shapley.one(3));
        assert!((first.standard_error - other.standard_error).abs() < 1e-12);
        assert!((shares.iter().sum::<f64>() - of.difference.value).abs() < 1e-12);
        let ends: Vec<f64> = (0..7).map(|path| value(15, path) - value(0, path)).collect();
        let expected = crate::analysis::estimate::mean(&ends);
        assert!((of.difference.value - expected.value).abs() < 1e-12);
        assert!((of.difference.standard_error - expected.standard_error).abs() < 1e-12);
    }

    #[test]
    fn an_interaction_of_two_is_theirs_alone_and_is_shared_equally() {
        let both = |coalition, _| if has(coalition, 0) && has(coalition, 2) { 6.0 } else { 0.0 };
        let of = play(3, both);
        assert_near(&values(&of), &[3.0, 0.0, 3.0]);
        assert_near(&[of.alone[0].value, of.last[0].value], &[0.0, 6.0]);
        let (pair, strength) = of.strongest_pair().expect("one");
        assert_eq!(*pair, [0, 2]);
        assert!((strength.value - 6.0).abs() < 1e-12);
    }

    #[test]
    fn without_a_change_there_is_no_difference() {
        let of = play(0, |_, path| path as f64);
        assert!(of.shapley.is_empty() && of.difference.value.abs() <= 0.0);
        assert!((of.first.value - 3.0).abs() < 1e-12 && (of.other.value - 3.0).abs() < 1e-12);
    }
}
