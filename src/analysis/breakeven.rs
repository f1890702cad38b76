//! At which value of an assumption a statistic just meets a target, and how
//! well the simulation tells that value.
//!
//! The statistic is simulated at some values over a range, on the same draws at
//! each. Where the target is met at one of them and not at the next, the place
//! between is searched by halving and by the straight line. Its interval are
//! the values around it at which the statistic is within 1.96 standard errors
//! of the target: a test of the target at the level of 5 %, inverted (Casella &
//! Berger, "Statistical Inference", 9.2.1).

use super::axis::Axis;
use super::estimate::Estimate;
use super::limit::Limit;
use super::statistic::Rates;

/// Standard errors to either side that hold 95 % of a normal distribution.
const BAND: f64 = 1.96;
/// A place is found when the statistic is so near its goal, in standard errors.
const NEAR: f64 = 0.02;
/// Steps of one search; halving alone needs less for the precision of a double.
const MOST_STEPS: usize = 64;

/// A statistic at one value of the assumption, held against its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The statistic; NaN where no path has the measure.
    pub estimate: Estimate,
    /// What it must reach there.
    pub threshold: f64,
    /// Whether it does.
    pub meets: bool,
}

impl Reading {
    /// Holds a statistic against a target, of an investor who asks for those rates.
    pub fn new(target: &Limit, estimate: Estimate, rates: Rates) -> Self {
        Self {
            estimate,
            threshold: target.threshold.value(rates),
            meets: target.holds(estimate.value, rates),
        }
    }

    /// How far the statistic is on the side that meets the target, in its unit.
    fn margin(&self) -> f64 {
        let distance = (self.estimate.value - self.threshold).abs();
        if self.meets { distance } else { -distance }
    }

    /// How far it is beyond the band around the target.
    fn beyond_band(&self) -> f64 {
        self.margin().abs() - BAND * self.estimate.standard_error
    }

    /// Whether the simulation tells the side; what no path has is not met for
    /// sure, and what has no error, of a single path, is not known at all.
    fn is_sure(&self) -> bool {
        self.estimate.value.is_nan() || 0.0 < self.beyond_band()
    }
}

/// All targets at one value of the assumption.
#[derive(Clone, Debug)]
pub struct Point {
    /// The value.
    pub value: f64,
    /// The statistics of the targets there, in their order.
    pub readings: Vec<Reading>,
}

/// A value at which a target ceases or begins to be met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The outermost value found at which it is met.
    pub value: f64,
    /// Whether it is met below it, and not above.
    pub met_below: bool,
    /// Lower end of the 95 % interval; absent where that is beyond the range.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// The statistic at `value`.
    pub reading: Reading,
}

/// Where one target is met.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The target.
    pub target: Limit,
    /// The statistic at the lower end of the range.
    pub at_from: Reading,
    /// At the upper end.
    pub at_to: Reading,
    /// Where that changes, from low to high values; empty if it is met nowhere
    /// or everywhere that was looked at.
    pub crossings: Vec<Crossing>,
}

/// All targets, and all that was simulated.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The values that were looked at first.
    pub axis: Axis,
    /// Of each target.
    pub answers: Vec<Answer>,
    /// Everything simulated, from low to high values.
    pub points: Vec<Point>,
}

/// Finds where the targets are met over the range of `axis`. `simulate` gives
/// their readings at a value, in their order.
///
/// # Errors
/// Those of `simulate`.
pub fn solve<E>(
    axis: &Axis,
    targets: &[Limit],
    simulate: &mut dyn FnMut(f64) -> Result<Vec<Reading>, E>,
) -> Result<Solution, E> {
    let mut search = Search { axis, simulate, points: Vec::new() };
    for value in axis.values() {
        search.at(value)?;
    }
    let scanned: Vec<f64> = search.points.iter().map(|point| point.value).collect();
    let mut answers = Vec::new();
    for (index, target) in targets.iter().enumerate() {
        let mut crossings = Vec::new();
        for pair in scanned.windows(2) {
            let ends = (search.reading(pair[0], index)?, search.reading(pair[1], index)?);
            if ends.0.meets != ends.1.meets {
                crossings.push(search.crossing(index, pair[0], pair[1])?);
            }
        }
        answers.push(Answer {
            target: target.clone(),
            at_from: search.reading(axis.from, index)?,
            at_to: search.reading(axis.to, index)?,
            crossings,
        });
    }
    let points = search.points;
    Ok(Solution { axis: axis.clone(), answers, points })
}

/// A search, with all that was simulated so far, from low to high values.
struct Search<'a, E> {
    axis: &'a Axis,
    simulate: &'a mut dyn FnMut(f64) -> Result<Vec<Reading>, E>,
    points: Vec<Point>,
}

/// What a search moves towards.
#[derive(Clone, Copy)]
enum Goal {
    /// Where the target ceases to be met.
    Target,
    /// Where the simulation begins to tell on which side of it the statistic is.
    Band,
}

impl Goal {
    fn is_inside(self, reading: &Reading) -> bool {
        match self {
            Self::Target => reading.meets,
            Self::Band => !reading.is_sure(),
        }
    }

    /// How far inside, in the statistic's unit.
    fn depth(self, reading: &Reading) -> f64 {
        match self {
            Self::Target => reading.margin(),
            Self::Band => -reading.beyond_band(),
        }
    }
}

impl<E> Search<'_, E> {
    /// Position of the value among the points, simulated if it is not there.
    fn at(&mut self, value: f64) -> Result<usize, E> {
        match self.points.binary_search_by(|point| point.value.total_cmp(&value)) {
            Ok(position) => Ok(position),
            Err(position) => {
                let readings = (self.simulate)(value)?;
                self.points.insert(position, Point { value, readings });
                Ok(position)
            }
        }
    }

    fn reading(&mut self, value: f64, index: usize) -> Result<Reading, E> {
        let position = self.at(value)?;
        Ok(self.points[position].readings[index])
    }

    /// Between two values of which one meets the target.
    fn crossing(&mut self, index: usize, low: f64, high: f64) -> Result<Crossing, E> {
        let met_below = self.reading(low, index)?.meets;
        let (met, missed) = if met_below { (low, high) } else { (high, low) };
        let (value, beyond) = self.narrow(index, Goal::Target, (met, missed))?;
        let reading = self.reading(value, index)?;
        // Where the curve jumps, the jump is part of the interval.
        let (below, above) = match met_below {
            _ if !reading.is_sure() => (value, value),
            true => (value, beyond),
            false => (beyond, value),
        };
        let (low, high) = (self.edge(index, below, false)?, self.edge(index, above, true)?);
        Ok(Crossing { value, met_below, low, high, reading })
    }

    /// The end of the interval around a crossing, in one direction from `start`:
    /// the last value found inside of the band, or `start` where that is outside.
    fn edge(&mut self, index: usize, start: f64, upwards: bool) -> Result<Option<f64>, E> {
        if self.reading(start, index)?.is_sure() {
            return Ok(Some(start));
        }
        let mut inside = start;
        loop {
            let position = self.at(inside)?;
            let next = if upwards { position.checked_add(1) } else { position.checked_sub(1) };
            let Some(next) = next.and_then(|next| self.points.get(next)) else {
                return Ok(None);
            };
            let value = next.value;
            if !next.readings[index].is_sure() {
                inside = value;
                continue;
            }
            let (edge, _) = self.narrow(index, Goal::Band, (inside, value))?;
            return Ok(Some(edge));
        }
    }

    /// Moves two values together, the first inside of the goal and the other
    /// outside, until the first is near its border or nothing lies between.
    fn narrow(
        &mut self,
        index: usize,
        goal: Goal,
        (mut inside, mut outside): (f64, f64),
    ) -> Result<(f64, f64), E> {
        for step in 0..MOST_STEPS {
            let reading = self.reading(inside, index)?;
            let (depth, other) = (goal.depth(&reading), self.reading(outside, index)?);
            let near = NEAR * reading.estimate.standard_error;
            if depth <= near || self.axis.is_resolved(inside, outside) {
                break;
            }
            // Aimed a little inside, so that the line's end is soon near enough.
            let way = (depth - 0.5 * near) / (depth - goal.depth(&other));
            let by_line = step % 2 == 0 && 0.0 < way && way < 1.0;
            let value = self.axis.between(inside, outside, if by_line { way } else { 0.5 });
            if goal.is_inside(&self.reading(value, index)?) {
                inside = value;
            } else {
                outside = value;
            }
        }
        Ok((inside, outside))
    }
}
