//! A design of swapped draws, simulated: where the variance of outcomes comes
//! from, and what evidence that is known by.

use super::Failure;
use super::progress::Progress;
use super::sensitivity::sample;
use super::simulate::without_result;
use crate::analysis::drivers::{Output, Shares, group_names};
use crate::analysis::evidence::{Evidence, GradeDesign, Simulated, evidence};
use crate::analysis::measure::Measure;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::sobol::Bootstrap;
use crate::analysis::statistic::{Event, Statistic};
use crate::engine;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Assumptions;
use crate::sampling::swaps::Swaps;

/// Samples of the rows that intervals are made from.
const REPLICATES: u64 = 1_000;

/// A design that has yet to be simulated.
pub(super) struct Design<'a> {
    simulator: &'a Simulator<'a>,
    assumptions: &'a Assumptions,
    grades: GradeDesign,
    /// The one asked for, and those that every investor asks for.
    outputs: Vec<Output>,
}

impl<'a> Design<'a> {
    /// For what `output` depends on.
    pub(super) fn new(
        simulator: &'a Simulator<'a>,
        assumptions: &'a Assumptions,
        output: &Output,
    ) -> Self {
        let usual = [
            Statistic::Chance(Event::Loss),
            Statistic::Mean(Measure::Moic),
            Statistic::Mean(Measure::Npv),
        ];
        let mut outputs = vec![output.clone()];
        let usual = usual.iter().map(Output::of);
        outputs.extend(usual.filter(|one| one != output));
        let grades = GradeDesign::of(assumptions, simulator.sampler());
        Self { simulator, assumptions, grades, outputs }
    }

    /// Paths that so many rows simulate.
    pub(super) fn simulations(&self, rows: u64) -> u64 {
        rows * self.grades.columns() as u64
    }

    /// Simulates the rows and shares out the variances.
    pub(super) fn shares(
        &self,
        rows: u64,
        info: &RunInfo,
        progress: &Progress,
    ) -> Result<(Shares, Evidence), Failure> {
        let sampler = self.simulator.sampler();
        let swaps = Swaps::new(sampler).with_unions(&self.grades.unions());
        let read = |outcomes: &Outcomes| self.read(outcomes, info);
        let design = (self.simulator, &swaps);
        let values = engine::run_rows(design, 0..rows, &Outcomes::default(), &read, progress)
            .map_err(without_result(&info.scenario_file))?;
        let columns = swaps.columns();
        let simulated = Simulated { values: &values, columns, outputs: &self.outputs };
        let groups = group_names(self.assumptions, sampler);
        let of_groups: Vec<usize> = (0..groups.len() + 3).collect();
        let of_output = simulated.of(0, &of_groups);
        if of_output.iter().any(|value| value.is_nan()) {
            return Err(Failure::Failed(format!(
                "some rows have no {}, so its variance cannot be shared out; nothing was written",
                self.outputs[0].name()
            )));
        }
        let bootstrap = Bootstrap { seed: info.seed, replicates: REPLICATES };
        let shares = Shares::of(self.outputs[0].clone(), groups, &of_output, bootstrap);
        let grades = (&self.grades, sampler);
        let evidence = evidence(self.assumptions, grades, &simulated, &shares, bootstrap);
        Ok((shares, evidence))
    }

    /// All outputs of each path.
    fn read(&self, outcomes: &Outcomes, info: &RunInfo) -> Vec<f64> {
        let sample = sample(outcomes, info);
        let columns: Vec<_> =
            self.outputs.iter().map(|output| output.statistic().column(&sample)).collect();
        (0..outcomes.moic.len())
            .flat_map(|path| columns.iter().map(move |column| column[path]))
            .collect()
    }
}
