//! How far along a direction a plan breaks: runs on the plan's own paths, which
//! had no part in finding the direction, and the crossing between two of them.

use super::{Problem, Response};
use crate::analysis::crossing::{Crossing, Point, crossings};
use crate::analysis::estimate::Estimate;
use crate::analysis::evaluate::Evaluated;

/// From one run to the next while no break is enclosed.
const STRIDE: f64 = 1.12;
/// A break is enclosed well enough by distances no further apart than this
/// part of the larger.
const WELL: f64 = 0.15;
/// Runs at most.
const MOST_RUNS: usize = 16;

/// What is found along a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Along {
    /// It breaks at this distance.
    Breaks(Crossing),
    /// It does not, up to the farthest distance, where the statistic is this.
    Holds(Estimate),
}

/// A run at a distance.
type Run = (f64, Evaluated);

/// Looks along `direction`, a shift of all numbers of length 1, first at the
/// distance of `guess`. The plan itself does not break.
pub(super) fn along<R: Response>(
    problem: &Problem<'_>,
    plan: &Evaluated,
    (direction, guess): (&[f64], f64),
    response: &mut R,
) -> Result<Along, R::Error> {
    let mut runs: Vec<Run> = vec![(0.0, plan.clone())];
    let mut at = guess.clamp(0.05, problem.farthest);
    while runs.len() <= MOST_RUNS {
        let shift: Vec<f64> = direction.iter().map(|one| one * at).collect();
        runs.push((at, response.judged(&shift)?));
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        match next(problem, &runs) {
            Some(distance) => at = distance,
            None => break,
        }
    }
    let points = points(problem, &runs);
    let first = crossings(&points, problem.threshold).into_iter().next();
    let farthest = &runs[runs.len() - 1].1;
    Ok(first.map_or(Along::Holds(farthest.estimate), Along::Breaks))
}

/// Where to look next: beyond what holds, or within what encloses the break;
/// nowhere if it is enclosed well, or nothing breaks.
fn next(problem: &Problem<'_>, runs: &[Run]) -> Option<f64> {
    let breaks = |run: &Run| problem.is_broken(run.1.estimate.value);
    let Some(first) = runs.iter().position(breaks) else {
        let farthest = runs[runs.len() - 1].0;
        return (farthest < problem.farthest).then(|| (STRIDE * farthest).min(problem.farthest));
    };
    let (low, high) = (&runs[first - 1], &runs[first]);
    let width = high.0 - low.0;
    if width <= WELL * high.0 {
        return beyond_doubt(problem, runs);
    }
    // The nearest that holds is first sought a stride below the break.
    let stride = high.0 / STRIDE;
    let is_near = low.0 <= 0.0 && runs.len() < 6;
    let margins = [low, high].map(|run| problem.margin(run.1.estimate.value));
    let root = low.0 - margins[0] / (margins[1] - margins[0]) * width;
    let inside = if root.is_finite() { root } else { 0.5 * (low.0 + high.0) };
    let at = if is_near { stride } else { inside };
    Some(at.clamp(low.0 + 0.1 * width, high.0 - 0.1 * width))
}

/// A stride on, unless the farthest run is beyond the limit by more than two
/// standard errors, so that the interval of the break has an upper end.
fn beyond_doubt(problem: &Problem<'_>, runs: &[Run]) -> Option<f64> {
    let (distance, run) = &runs[runs.len() - 1];
    let doubt = 2.0 * run.estimate.standard_error;
    let margin = problem.margin(run.estimate.value);
    let is_clear = margin.is_nan() || doubt < margin;
    (!is_clear && *distance < problem.farthest).then(|| (STRIDE * distance).min(problem.farthest))
}

fn points(problem: &Problem<'_>, runs: &[Run]) -> Vec<Point> {
    let nothing = Estimate { value: f64::NAN, standard_error: f64::NAN };
    let of = |index: usize| {
        let (value, run) = &runs[index];
        Point {
            value: *value,
            statistic: run.estimate,
            holds: !problem.is_broken(run.estimate.value),
            from_plan: run.less(&runs[0].1),
            from_last: index.checked_sub(1).map_or(nothing, |last| run.less(&runs[last].1)),
        }
    };
    (0..runs.len()).map(of).collect()
}
