//! The most plausible direction in which a plan breaks.
//!
//! With the numbers' normal scores moved by d, the derivative of a statistic
//! along d_i is found without another run: it is the mean over paths of its
//! influence times the score function, (R⁻¹ y)_i, of the unmoved scores y (R. Y.
//! Rubinstein and A. Shapiro, *Discrete Event Systems: Sensitivity Analysis and
//! Stochastic Optimization by the Score Function Method*, 1993). So the pull
//! c = mean of influence times y is R times the gradient: the steepest shift of
//! length 1 is d = c / √(c' R⁻¹ c), also where only some numbers are moved and
//! c stands for their part.
//!
//! From there it is the iteration of Hasofer and Lind with the damping of a
//! longest step (R. Rackwitz and B. Fiessler, *Computers and Structures* 9,
//! 1978): linearise where you are, go to the nearest point at which the linear
//! statistic meets the limit.

use super::{Problem, Response};
use crate::analysis::evaluate::Evaluated;
use crate::sampling::scores::Moving;

/// Steps at most.
const MOST_STEPS: usize = 8;
/// A step that is shorter than this part of a standard deviation is the last.
const SHORT: f64 = 0.02;
/// Longest step, in standard deviations.
const LONGEST: f64 = 1.0;

/// How the statistic moves with each number, at one shift.
#[derive(Clone, Debug)]
pub(super) struct Pulls {
    /// How far the statistic is beyond the limit; negative: short of it.
    pub(super) margin: f64,
    /// What it gains with each number moved up and what follows it.
    pub(super) of: Vec<f64>,
    /// Standard errors of these.
    pub(super) errors: Vec<f64>,
}

/// Where a search ended.
#[derive(Clone, Debug)]
pub(super) struct SearchEnd {
    /// Shift of the numbers that are moved.
    pub(super) shift: Vec<f64>,
    /// Pulls at the plan, or at the start of the search.
    pub(super) at_start: Pulls,
    /// Pulls at the end of the search, or one short step before it.
    pub(super) pulls: Pulls,
}

impl Pulls {
    fn of(problem: &Problem<'_>, statistic: &Evaluated) -> Self {
        let towards = problem.towards();
        let pull = |scores: &Vec<f64>| {
            let pairs = statistic.influence.iter().zip(scores);
            let products: Vec<f64> = pairs.map(|(one, score)| towards * one * score).collect();
            statistic.errors.mean(&products)
        };
        let pulls: Vec<_> = problem.columns.iter().map(pull).collect();
        Self {
            margin: problem.margin(statistic.estimate.value),
            of: pulls.iter().map(|pull| pull.value).collect(),
            errors: pulls.iter().map(|pull| pull.standard_error).collect(),
        }
    }

    /// Of the numbers that are moved.
    pub(super) fn among(&self, chosen: &[usize]) -> Vec<f64> {
        chosen.iter().map(|i| self.of[*i]).collect()
    }

    /// Numbers whose pull is more than two standard errors.
    pub(super) fn clear(&self) -> Vec<usize> {
        let clear = |i: &usize| 2.0 * self.errors[*i] < self.of[*i].abs();
        (0..self.of.len()).filter(clear).collect()
    }
}

/// Searches from `start`, a shift of the numbers that are moved.
pub(super) fn seek<R: Response>(
    problem: &Problem<'_>,
    moving: &Moving<'_>,
    start: Vec<f64>,
    response: &mut R,
) -> Result<SearchEnd, R::Error> {
    let mut shift = start;
    let mut at_start = None;
    loop {
        let statistic = response.searched(&moving.of_all(&shift))?;
        let pulls = Pulls::of(problem, &statistic);
        let steps = at_start.as_ref().map_or(1, |(_, steps)| steps + 1);
        let first = at_start.map_or_else(|| pulls.clone(), |(first, _)| first);
        let next = next(problem, moving, &shift, &pulls);
        let step = next.as_ref().map_or(0.0, |next| moving.length(&less(next, &shift)));
        shift = next.unwrap_or(shift);
        if step < SHORT || MOST_STEPS <= steps {
            return Ok(SearchEnd { shift, at_start: first, pulls });
        }
        at_start = Some((first, steps));
    }
}

/// The next shift; none where nothing moves the statistic.
fn next(
    problem: &Problem<'_>,
    moving: &Moving<'_>,
    shift: &[f64],
    pulls: &Pulls,
) -> Option<Vec<f64>> {
    let pull = pulls.among(moving.chosen());
    let square = moving.inner(&pull, &pull);
    if !(0.0 < square && pulls.margin.is_finite()) {
        return None;
    }
    let farthest = problem.farthest / square.sqrt();
    let along = (moving.inner(&pull, shift) - pulls.margin) / square;
    let target: Vec<f64> = pull.iter().map(|c| along.clamp(0.0, farthest) * c).collect();
    let way = less(&target, shift);
    let part = (LONGEST / moving.length(&way)).min(1.0);
    Some(shift.iter().zip(&way).map(|(from, way)| from + part * way).collect())
}

fn less(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}
