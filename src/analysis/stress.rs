//! Assumptions pushed one by one: where the plan breaks, and how far from what
//! is assumed that is.

use super::compare::StatisticDifference;
use super::crossing::{Crossing, Point, crossings};
use super::estimate::Estimate;
use super::limit::Limit;
use crate::sampling::assumptions::{Assumption, Shape};

/// An assumption that is pushed, and what it is held to.
#[derive(Clone, Debug)]
pub struct AxisResult {
    /// What it is called in reports.
    pub name: String,
    /// What the plan assumes.
    pub assumption: Assumption,
    /// What the statistic is to keep to.
    pub limit: Limit,
    /// The limit as a number.
    pub threshold: f64,
    /// The statistic in the plan itself.
    pub plan: Estimate,
    /// Mean NPV in the plan itself.
    pub plan_npv: Estimate,
    /// Runs with the assumption at a value each, in rising order.
    pub points: Vec<Point>,
    /// Mean NPV at each of them.
    pub mean_npvs: Vec<Estimate>,
}

/// What pushing an assumption shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// The plan keeps the limit, and it breaks here: of several such places
    /// at the nearest to the plan.
    Breaks(Crossing),
    /// The plan keeps the limit, and so does every value tried.
    Holds,
    /// The plan keeps the limit by what it assumes of other values: none that
    /// was tried does.
    FailsThroughout,
    /// The plan itself is beyond the limit, and it would be kept from here on.
    MendedAt(Crossing),
    /// The plan itself is beyond the limit, and so is every value tried.
    BeyondThroughout,
    /// The plan itself is beyond the limit by what it assumes of other values:
    /// all that were tried keep it.
    HoldsButPlan,
}

impl AxisResult {
    /// The plan's value: the known one, or else the median.
    pub fn plan_value(&self) -> f64 {
        self.assumption.quantile(0.5)
    }

    /// Whether the plan's value is known.
    pub fn is_known(&self) -> bool {
        matches!(self.assumption.shape, Shape::Known(_))
    }

    /// Whether the plan itself keeps the limit.
    pub fn plan_holds(&self) -> bool {
        self.limit.relation.holds(self.plan.value, self.threshold)
    }

    /// The smallest and largest value tried.
    pub fn range(&self) -> (f64, f64) {
        let value = |point: Option<&Point>| point.map_or(f64::NAN, |point| point.value);
        (value(self.points.first()), value(self.points.last()))
    }

    /// All crossings, in rising order.
    pub fn crossings(&self) -> Vec<Crossing> {
        crossings(&self.points, self.threshold)
    }

    /// The crossing that is nearest to the plan.
    fn nearest(&self) -> Option<Crossing> {
        let plan = self.plan_value();
        let far = |one: &Crossing| (one.value - plan).abs();
        self.crossings().into_iter().min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// What it shows.
    pub fn finding(&self) -> Finding {
        let all_hold = self.points.iter().all(|point| point.holds);
        match (self.plan_holds(), self.nearest()) {
            (true, Some(crossing)) => Finding::Breaks(crossing),
            (true, None) if all_hold => Finding::Holds,
            (true, None) => Finding::FailsThroughout,
            (false, Some(crossing)) => Finding::MendedAt(crossing),
            (false, None) if all_hold => Finding::HoldsButPlan,
            (false, None) => Finding::BeyondThroughout,
        }
    }

    /// Where the limit is passed, nearest to the plan.
    pub fn crossing(&self) -> Option<Crossing> {
        match self.finding() {
            Finding::Breaks(crossing) | Finding::MendedAt(crossing) => Some(crossing),
            _ => None,
        }
    }

    /// The chance, by the plan's own distribution, that the assumption is
    /// where the limit fails; absent of a known one and without a crossing.
    /// Where there are several, beyond the nearest.
    pub fn chance_beyond(&self) -> Option<f64> {
        let crossing = self.crossing()?;
        let below = self.percentile(crossing.value)?;
        Some(if crossing.holds_below { 1.0 - below } else { below })
    }

    /// The percentile that a value is of the plan's own distribution, from 0
    /// to 1.
    pub fn percentile(&self, value: f64) -> Option<f64> {
        match &self.assumption.shape {
            Shape::Known(_) => None,
            Shape::Uncertain(distribution) => Some(distribution.cdf(value)),
        }
    }

    /// The break less the plan's value, as a share of that; absent where that
    /// is 0.
    pub fn relative_distance(&self) -> Option<f64> {
        let (plan, crossing) = (self.plan_value(), self.crossing()?);
        (0.0 < plan.abs()).then(|| (crossing.value - plan) / plan.abs())
    }
}

/// Positions of the lines, nearest break first: by the chance of being beyond
/// it, then by its distance from the plan as a share of the plan; those
/// without a break come last, in their order.
pub fn ranked(lines: &[AxisResult]) -> Vec<usize> {
    let key = |index: &usize| {
        let line = &lines[*index];
        let breaks = line.crossing().is_some();
        let chance = line.chance_beyond().unwrap_or(0.0);
        let far = line.relative_distance().map_or(f64::INFINITY, f64::abs);
        (u8::from(!breaks), -chance, far)
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|a, b| {
        let ((a0, a1, a2), (b0, b1, b2)) = (key(a), key(b));
        a0.cmp(&b0).then(a1.total_cmp(&b1)).then(a2.total_cmp(&b2))
    });
    order
}

/// Two assumptions pushed together.
#[derive(Clone, Debug)]
pub struct Grid {
    /// What the rows push, and to what; rising.
    pub rows: (Assumption, Vec<f64>),
    /// What the columns push, and to what; rising.
    pub columns: (Assumption, Vec<f64>),
    /// What the statistic is to keep to.
    pub limit: Limit,
    /// The limit as a number.
    pub threshold: f64,
    /// The statistic and the mean MOIC of the plan.
    pub plan: (Estimate, Estimate),
    /// Mean NPV of the plan.
    pub plan_npv: Estimate,
    /// Row by row.
    pub cells: Vec<GridCell>,
}

/// One cell of the grid.
#[derive(Clone, Copy, Debug)]
pub struct GridCell {
    /// The statistic.
    pub statistic: Estimate,
    /// Whether the limit holds.
    pub holds: bool,
    /// The statistic less that of the plan, with the paired error.
    pub from_plan: Estimate,
    /// Mean MOIC.
    pub mean_moic: Estimate,
    /// Mean NPV.
    pub mean_npv: Estimate,
}

impl Grid {
    /// The cell at a row and a column.
    pub fn cell(&self, row: usize, column: usize) -> &GridCell {
        &self.cells[row * self.columns.1.len() + column]
    }

    /// How many cells keep the limit.
    pub fn holding(&self) -> usize {
        self.cells.iter().filter(|cell| cell.holds).count()
    }

    /// Whether the plan itself keeps the limit.
    pub fn plan_holds(&self) -> bool {
        self.limit.relation.holds(self.plan.0.value, self.threshold)
    }

    /// The cell that is the plan, where both values are known and tried.
    pub fn plan_cell(&self) -> Option<(usize, usize)> {
        let position = |(assumption, values): &(Assumption, Vec<f64>)| match assumption.shape {
            Shape::Known(_) => {
                let plan = assumption.quantile(0.5);
                values.iter().position(|value| (value - plan).abs() <= 0.0)
            }
            Shape::Uncertain(_) => None,
        };
        position(&self.rows).zip(position(&self.columns))
    }
}

/// The plan under a shock, or with some of its numbers at their worst.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is, in words.
    pub name: String,
    /// What it is held to.
    pub limit: Limit,
    /// The limit as a number.
    pub threshold: f64,
    /// Against the plan, path by path; that of the limit's statistic is the first.
    pub differences: Vec<StatisticDifference>,
}

/// All that a stress found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// A line for each axis.
    pub lines: Vec<AxisResult>,
    /// Two axes pushed together.
    pub grid: Option<Grid>,
    /// Shocks and bands.
    pub cases: Vec<Case>,
}
