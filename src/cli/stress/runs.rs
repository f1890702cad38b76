//! The runs of a stress: the plan once, then each change to it, keeping of a
//! run no more than the next one needs.

use super::axis::StressAxis;
use crate::analysis::compare::{Difference, StatisticDifference};
use crate::analysis::crossing::Point;
use crate::analysis::estimate::Estimate;
use crate::analysis::evaluate::{Evaluated, Sample};
use crate::analysis::limit::Limit;
use crate::analysis::measure::Measure;
use crate::analysis::statistic::Rates;
use crate::analysis::statistic::{Event, Statistic};
use crate::analysis::stress::{AxisResult, Case, Grid, GridCell};
use crate::cli::Failure;
use crate::cli::jobs::gather;
use crate::cli::rerun::{Rerun, Variation};
use crate::cli::scenario::rates;
use crate::input::Scenario;
use crate::sampling::assumptions::{Input, Shape};

/// A case to be run.
pub(in crate::cli) struct PlannedCase {
    pub(in crate::cli) name: String,
    pub(in crate::cli) variation: Variation,
    /// What it is held to: that statistic is told of it before those of every case.
    pub(in crate::cli) limit: Limit,
}

/// The plan's statistics, to which all others are held.
pub(in crate::cli) struct BaseCase<'a> {
    rerun: &'a Rerun<'a>,
    scenario: &'a Scenario,
    rates: Rates,
    known: Vec<(Statistic, Evaluated)>,
}

/// Always reported of a case besides what it is held to.
fn of_cases() -> [Statistic; 5] {
    [
        mean_npv(),
        Statistic::Chance(Event::Loss),
        Statistic::Chance(Event::TotalLoss),
        Statistic::Percentile(Measure::Moic, 50),
        Statistic::Mean(Measure::Moic),
    ]
}

/// What is asked, and what is always reported of a case, each once.
fn with_those_of_cases(asked: &[Statistic]) -> Vec<Statistic> {
    let mut statistics = of_cases().to_vec();
    for statistic in asked {
        if !statistics.contains(statistic) {
            statistics.push(statistic.clone());
        }
    }
    statistics
}

fn mean_moic() -> Statistic {
    Statistic::Mean(Measure::Moic)
}

/// What any push does to the worth of the deal, whatever it is held to.
fn mean_npv() -> Statistic {
    Statistic::Mean(Measure::Npv)
}

impl<'a> BaseCase<'a> {
    /// Runs the plan for all statistics that will be asked for.
    pub(in crate::cli) fn run(
        rerun: &'a Rerun<'a>,
        scenario: &'a Scenario,
        asked: &[Statistic],
    ) -> Result<Self, Failure> {
        let statistics = with_those_of_cases(asked);
        let evaluated = rerun.statistics(&Variation::default(), &statistics)?;
        let known = statistics.into_iter().zip(evaluated).collect();
        Ok(Self::new(rerun, scenario, known))
    }

    /// In place of one whose paths are lacking: for the sake of what else is.
    pub(super) fn lacking(
        rerun: &'a Rerun<'a>,
        scenario: &'a Scenario,
        asked: &[Statistic],
    ) -> Self {
        let known = with_those_of_cases(asked).into_iter().map(|one| (one, Evaluated::unknown()));
        Self::new(rerun, scenario, known.collect())
    }

    /// From a run of the plan that was made already.
    pub(in crate::cli) fn of_run(
        rerun: &'a Rerun<'a>,
        scenario: &'a Scenario,
        asked: &[Statistic],
        sample: &Sample<'_>,
    ) -> Self {
        let statistics = with_those_of_cases(asked).into_iter();
        let known = statistics.map(|statistic| {
            let evaluated = statistic.evaluate(sample);
            (statistic, evaluated)
        });
        Self::new(rerun, scenario, known.collect())
    }

    fn new(
        rerun: &'a Rerun<'a>,
        scenario: &'a Scenario,
        known: Vec<(Statistic, Evaluated)>,
    ) -> Self {
        Self { rerun, scenario, rates: rates(scenario), known }
    }

    fn of(&self, statistic: &Statistic) -> &Evaluated {
        let found = self.known.iter().find(|(known, _)| known == statistic);
        &found.expect("the plan was run for all statistics").1
    }

    fn threshold(&self, limit: &Limit) -> f64 {
        limit.threshold.value(self.rates)
    }

    fn at(&self, changes: &[(Input, f64)], of: &[Statistic]) -> Result<Vec<Evaluated>, Failure> {
        let known = |statistic: &Statistic| self.known.iter().find(|(known, _)| known == statistic);
        if changes.iter().all(|change| self.is_of_plan(change))
            && let Some(found) = of.iter().map(known).collect::<Option<Vec<_>>>()
        {
            return Ok(found.into_iter().map(|(_, found)| found.clone()).collect());
        }
        let shapes = changes.iter().map(|(input, value)| (*input, Shape::Known(*value)));
        let variation = Variation { shapes: shapes.collect(), ..Variation::default() };
        self.rerun.statistics(&variation, of)
    }

    /// Whether a number is pushed to what the plan knows it to be, so that nothing is to be run.
    fn is_of_plan(&self, (input, value): &(Input, f64)) -> bool {
        let known = self.scenario.assumptions.known(*input);
        known.is_some_and(|known| known.to_bits() == value.to_bits())
    }

    /// The statistic at each value of an axis, all else as in the plan.
    pub(super) fn line(&self, axis: &StressAxis, limit: &Limit) -> Result<AxisResult, Failure> {
        let statistics = [limit.statistic.clone(), mean_npv()];
        let plan = self.of(&limit.statistic);
        let threshold = self.threshold(limit);
        let (mut points, mut mean_npvs) = (Vec::new(), Vec::new());
        let mut last: Option<Evaluated> = None;
        let all =
            gather(axis.values.iter().map(|value| self.at(&[(axis.input, *value)], &statistics)))?;
        for (value, mut found) in axis.values.iter().zip(all) {
            mean_npvs.push(found.remove(1).estimate);
            let here = found.remove(0);
            points.push(Point {
                value: *value,
                statistic: here.estimate,
                holds: limit.relation.holds(here.estimate.value, threshold),
                from_plan: here.less(plan),
                from_last: last.as_ref().map_or(NONE, |last| here.less(last)),
            });
            last = Some(here);
        }
        Ok(AxisResult {
            name: axis.name.clone(),
            assumption: self.scenario.assumptions.get(axis.input).clone(),
            limit: limit.clone(),
            threshold,
            plan: plan.estimate,
            plan_npv: self.of(&mean_npv()).estimate,
            points,
            mean_npvs,
        })
    }

    /// The statistic at each pair of values of two axes.
    pub(super) fn grid(&self, axes: [&StressAxis; 2], limit: &Limit) -> Result<Grid, Failure> {
        let [rows, columns] = axes;
        let statistics = [limit.statistic.clone(), mean_moic(), mean_npv()];
        let plan = self.of(&limit.statistic);
        let threshold = self.threshold(limit);
        let pairs = rows.values.iter().flat_map(|row| {
            columns.values.iter().map(|column| [(rows.input, *row), (columns.input, *column)])
        });
        let all = gather(pairs.map(|changes| self.at(&changes, &statistics)))?;
        let cell = |here: Vec<Evaluated>| GridCell {
            statistic: here[0].estimate,
            holds: limit.relation.holds(here[0].estimate.value, threshold),
            from_plan: here[0].less(plan),
            mean_moic: here[1].estimate,
            mean_npv: here[2].estimate,
        };
        let cells = all.into_iter().map(cell).collect();
        let assumption = |axis: &StressAxis| self.scenario.assumptions.get(axis.input).clone();
        Ok(Grid {
            rows: (assumption(rows), rows.values.clone()),
            columns: (assumption(columns), columns.values.clone()),
            limit: limit.clone(),
            threshold,
            plan: (plan.estimate, self.of(&mean_moic()).estimate),
            plan_npv: self.of(&mean_npv()).estimate,
            cells,
        })
    }

    /// The plan under a shock, or with some numbers restricted.
    pub(in crate::cli) fn case(&self, asked: PlannedCase) -> Result<Case, Failure> {
        let first = &asked.limit.statistic;
        let others = of_cases().into_iter().filter(|one| one != first);
        let statistics: Vec<Statistic> = std::iter::once(first.clone()).chain(others).collect();
        let here = self.rerun.statistics(&asked.variation, &statistics)?;
        let differences = statistics.into_iter().zip(&here).map(|(statistic, here)| {
            let of = Difference::of(self.of(&statistic), here);
            StatisticDifference { statistic, of }
        });
        let threshold = self.threshold(&asked.limit);
        let differences = differences.collect();
        Ok(Case { name: asked.name, limit: asked.limit, threshold, differences })
    }
}

/// There is no point before the first.
const NONE: Estimate = Estimate { value: f64::NAN, standard_error: f64::NAN };
