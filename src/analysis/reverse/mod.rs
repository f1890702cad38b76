//! The most plausible joint shift of assumptions at which a plan breaks.
//!
//! The distributions of all numbers that are drawn once a path are moved by d in
//! normal scores ([`crate::sampling::scores`]): each keeps its spread, and
//! correlations stay. The plan breaks where a statistic, over luck and all that
//! is still uncertain, meets a limit; of the shifts at which it does, the
//! shortest is the most plausible. It is the design point of first-order
//! reliability (A. M. Hasofer and N. C. Lind, *Journal of the Engineering
//! Mechanics Division* 100, 1974), used as a reverse stress test (P. Glasserman,
//! C. Kang and W. Kang, *Quantitative Finance* 15, 2015; A. J. McNeil and A. D.
//! Smith, *Insurance: Mathematics and Economics* 50, 2012).
//!
//! The direction is sought on paths of its own and the distance measured on the
//! plan's, so that the search does not profit from its own luck. A direction
//! that is a little off makes the distance a little too long, never too short.

mod line;
mod search;

use self::line::{Along, along};
use self::search::{Pulls, SearchEnd, seek};
use super::crossing::Crossing;
use super::estimate::Estimate;
use super::evaluate::Evaluated;
use super::statistic::Relation;
use crate::sampling::assumptions::{Draws, Input, Sampler};
use crate::sampling::scores::{Moving, Scores};
use crate::sampling::special::{gamma_tails, normal_cdf, normal_quantile};

/// How much longer a shift of few numbers may be than that of all.
const LONGER: f64 = 1.1;
/// Numbers that are tried each by itself.
const SINGLES: usize = 3;

/// The statistic of the plan with its numbers moved.
pub trait Response {
    /// Why there is none.
    type Error;

    /// With all numbers moved by `shift`, over the paths of the search.
    ///
    /// # Errors
    /// Where it cannot be computed.
    fn searched(&mut self, shift: &[f64]) -> Result<Evaluated, Self::Error>;

    /// The same over the plan's own paths.
    ///
    /// # Errors
    /// Where it cannot be computed.
    fn judged(&mut self, shift: &[f64]) -> Result<Evaluated, Self::Error>;
}

/// What is sought.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// Correlations of the numbers.
    pub scores: &'a Scores,
    /// Normal scores of each number on the paths of the search, not moved.
    pub columns: &'a [Vec<f64>],
    /// The plan breaks where no path has its statistic, or it compares so
    pub relation: Relation,
    /// with this.
    pub threshold: f64,
    /// Longest shift that is looked at, in standard deviations.
    pub farthest: f64,
}

impl Problem<'_> {
    fn is_broken(&self, statistic: f64) -> bool {
        self.relation.holds_or_is_absent(statistic, self.threshold)
    }

    /// 1 where the plan breaks as the statistic rises, else -1.
    fn towards(&self) -> f64 {
        match self.relation {
            Relation::Ge | Relation::Gt => 1.0,
            Relation::Le | Relation::Lt => -1.0,
        }
    }

    /// How far the statistic is beyond the limit.
    fn margin(&self, statistic: f64) -> f64 {
        self.towards() * (statistic - self.threshold)
    }
}

/// Normal scores of some of a sampler's inputs on a path, in their order.
pub fn scores_of(sampler: &Sampler, inputs: &[Input], path: u64, draws: &mut Draws) -> Vec<f64> {
    sampler.draw_into(path, draws);
    let places: Vec<Input> = sampler.inputs().collect();
    let score = |input: &Input| {
        let place = places.iter().position(|other| other == input);
        normal_quantile(draws.uniforms()[place.expect("it has a uniform")])
    };
    inputs.iter().map(score).collect()
}

/// A shift at which the plan breaks.
#[derive(Clone, Debug)]
pub struct Break {
    /// The numbers that are moved, by position; others follow those that they
    /// are correlated with.
    pub moved: Vec<usize>,
    /// Shift of every number, in standard deviations of its normal score.
    pub shift: Vec<f64>,
    /// What each number contributes to the square of the distance; adds up to
    /// 1, and is 0 for numbers that only follow.
    pub shares: Vec<f64>,
    /// Length of the shift, in standard deviations, with its interval.
    pub distance: Crossing,
}

/// What moving some numbers comes to.
#[derive(Clone, Debug)]
pub enum Way {
    /// The plan breaks.
    Breaks(Break),
    /// It holds within the farthest distance, where the statistic is this.
    Holds(Estimate),
}

/// All that is found of a plan that breaks.
#[derive(Clone, Debug)]
pub struct Breaks {
    /// The most plausible shift of all numbers that can be told to matter.
    pub full: Break,
    /// The same by the fewest numbers that are nearly as plausible.
    pub short: Way,
    /// Each of the strongest numbers by itself, the most plausible first.
    pub singles: Vec<(usize, Way)>,
    /// Without the number that contributes most, and those correlated with it.
    pub without: Option<(usize, Way)>,
}

/// What is found.
#[derive(Clone, Debug)]
pub enum Finding {
    /// The plan is broken as it is.
    Already,
    /// No number that is drawn once a path is uncertain.
    NothingUncertain,
    /// It does not break within the farthest distance in the worst direction
    /// found; there the statistic is this.
    Holds(Estimate),
    /// It breaks.
    Breaks(Box<Breaks>),
}

/// What a reverse stress test shows.
#[derive(Clone, Debug)]
pub struct Reverse {
    /// The statistic of the plan itself.
    pub plan: Estimate,
    /// What is found.
    pub finding: Finding,
}

impl Break {
    /// The chance, by the plan's own distributions, that the numbers come out
    /// as far as this or farther along its direction.
    pub fn chance_beyond(&self) -> f64 {
        normal_cdf(-self.distance.value)
    }

    /// The share of joint draws of the moved numbers that are as far from the
    /// middle or farther, in whatever direction: chi-squared.
    pub fn chance_as_far(&self) -> f64 {
        let (half_square, half_count) =
            (0.5 * self.distance.value * self.distance.value, 0.5 * self.moved.len() as f64);
        gamma_tails(half_square, half_count).upper
    }

    /// The number that contributes most.
    fn first(&self) -> Option<usize> {
        let share = |i: &usize| self.shares[*i];
        self.moved.iter().copied().max_by(|a, b| share(a).total_cmp(&share(b)))
    }
}

/// Searches for the shifts.
///
/// # Errors
/// What the response fails with.
pub fn reverse<R: Response>(problem: &Problem<'_>, response: &mut R) -> Result<Reverse, R::Error> {
    let count = problem.scores.len();
    let plan = response.judged(&vec![0.0; count])?;
    let finding = if problem.is_broken(plan.estimate.value) {
        Finding::Already
    } else if count == 0 {
        Finding::NothingUncertain
    } else {
        Hunt { problem, plan: &plan, response }.find()?
    };
    Ok(Reverse { plan: plan.estimate, finding })
}

struct Hunt<'a, R> {
    problem: &'a Problem<'a>,
    plan: &'a Evaluated,
    response: &'a mut R,
}

impl<R: Response> Hunt<'_, R> {
    fn find(&mut self) -> Result<Finding, R::Error> {
        let count = self.problem.scores.len();
        let every: Vec<usize> = (0..count).collect();
        let all = self.problem.scores.moving(&every);
        let sought = seek(self.problem, &all, vec![0.0; count], self.response)?;
        let clear = sought.pulls.clear();
        let clear = if clear.is_empty() { every } else { clear };
        let start = clear.iter().map(|i| sought.shift[*i]).collect();
        let (full, pulls) = self.over(&clear, start)?;
        let full = match full {
            Way::Holds(reached) => return Ok(Finding::Holds(reached)),
            Way::Breaks(full) => full,
        };
        let short = self.short(&full, &pulls)?;
        let singles = self.singles(&pulls, &sought.at_start)?;
        let without = self.without(&full)?;
        Ok(Finding::Breaks(Box::new(Breaks { full, short, singles, without })))
    }

    /// The best shift of some numbers, searched from `start`.
    fn over(&mut self, chosen: &[usize], start: Vec<f64>) -> Result<(Way, Pulls), R::Error> {
        let moving = self.problem.scores.moving(chosen);
        let SearchEnd { shift, pulls, .. } = seek(self.problem, &moving, start, self.response)?;
        Ok((self.measured(&moving, &shift)?, pulls))
    }

    /// How far the plan breaks in the direction of a shift.
    fn measured(&mut self, moving: &Moving<'_>, shift: &[f64]) -> Result<Way, R::Error> {
        let length = moving.length(shift);
        if !(0.0 < length) {
            return Ok(Way::Holds(self.plan.estimate));
        }
        let unit: Vec<f64> = shift.iter().map(|one| one / length).collect();
        let direction = moving.of_all(&unit);
        let found = along(self.problem, self.plan, (&direction, length), self.response)?;
        Ok(match found {
            Along::Holds(reached) => Way::Holds(reached),
            Along::Breaks(distance) => {
                let mut shares = vec![0.0; direction.len()];
                for ((i, weight), one) in
                    moving.chosen().iter().zip(moving.weights(&unit)).zip(&unit)
                {
                    shares[*i] = weight * one;
                }
                let shift = direction.iter().map(|one| one * distance.value).collect();
                Way::Breaks(Break { moved: moving.chosen().to_vec(), shift, shares, distance })
            }
        })
    }

    /// By the fewest numbers whose shift is hardly longer, as the pulls tell;
    /// each is the one that shortens it most.
    fn short(&mut self, full: &Break, pulls: &Pulls) -> Result<Way, R::Error> {
        let scores = self.problem.scores;
        let steepness = |chosen: &[usize]| {
            let pull = pulls.among(chosen);
            scores.moving(chosen).inner(&pull, &pull)
        };
        let enough = steepness(&full.moved) / (LONGER * LONGER);
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < full.moved.len() && !(enough <= steepness(&chosen)) {
            let rest = full.moved.iter().filter(|i| !chosen.contains(i));
            let with = |i: &usize| [&chosen[..], &[*i]].concat();
            let best = rest.max_by(|a, b| steepness(&with(a)).total_cmp(&steepness(&with(b))));
            chosen.extend(best.copied());
        }
        if chosen.len() == full.moved.len() {
            return Ok(Way::Breaks(full.clone()));
        }
        let start = chosen.iter().map(|i| full.shift[*i]).collect();
        Ok(self.over(&chosen, start)?.0)
    }

    /// The numbers that pull most, each by itself.
    fn singles(&mut self, pulls: &Pulls, at_plan: &Pulls) -> Result<Vec<(usize, Way)>, R::Error> {
        let mut order: Vec<usize> = (0..pulls.of.len()).collect();
        order.sort_by(|a, b| pulls.of[*b].abs().total_cmp(&pulls.of[*a].abs()));
        let mut found = Vec::new();
        for i in order.into_iter().take(SINGLES) {
            let guess = -at_plan.margin / pulls.of[i].abs();
            let guess = if guess.is_finite() { guess } else { self.problem.farthest };
            let shift = guess.clamp(0.1, self.problem.farthest).copysign(pulls.of[i]);
            let moving = self.problem.scores.moving(&[i]);
            found.push((i, self.measured(&moving, &[shift])?));
        }
        let key = |way: &Way| match way {
            Way::Breaks(one) => one.distance.value,
            Way::Holds(_) => f64::INFINITY,
        };
        found.sort_by(|a, b| key(&a.1).total_cmp(&key(&b.1)));
        Ok(found)
    }

    /// Without the number that contributes most and what hangs together with it.
    fn without(&mut self, full: &Break) -> Result<Option<(usize, Way)>, R::Error> {
        let Some(first) = full.first() else { return Ok(None) };
        let scores = self.problem.scores;
        let mut out = vec![first];
        while let Some(next) = (0..scores.len())
            .find(|i| !out.contains(i) && out.iter().any(|other| scores.tied(*i, *other)))
        {
            out.push(next);
        }
        let rest: Vec<usize> = full.moved.iter().copied().filter(|i| !out.contains(i)).collect();
        if rest.is_empty() {
            return Ok(None);
        }
        let start = rest.iter().map(|i| full.shift[*i]).collect();
        Ok(Some((first, self.over(&rest, start)?.0)))
    }
}
