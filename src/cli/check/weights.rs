//! The weights of what a file is silent about: the scenario is run once as it is, once with each
//! number that it leaves at its default at a usual value, and once with each of some pairs tied.

use std::path::Path;
use std::sync::Arc;

use crate::analysis::assumption_rows::{AssumedFigure, AssumptionRow};
use crate::analysis::default_weights::{DefaultWeight, DefaultWeights};
use crate::analysis::drivers::uncertain;
use crate::analysis::estimate::Estimate;
use crate::analysis::evaluate::Evaluated;
use crate::analysis::measure::Measure;
use crate::analysis::pair_weights::{Candidate, PairWeight, candidates};
use crate::analysis::statistic::Statistic;
use crate::analysis::untied::Pair;
use crate::cli::Failure;
use crate::cli::check::ValidScenario;
use crate::cli::rerun::{Rerun, Variation};
use crate::cli::scenario::{change, load_plain};
use crate::cli::simulate::{Plan, Work, without_result};
use crate::engine;
use crate::input::usual::{Usual, UsualValues};
use crate::input::{Override, Scenario};

/// Paths of each run: a weight is a difference on the same draws, of which few tell enough.
const PATHS: u64 = 1000;
/// Paths of all runs together, as long as each has [`FEWEST`]: a file with hundreds of lines has
/// thousands of defaults, and its paths take long.
const OF_ALL: u64 = 200_000;
const FEWEST: u64 = 128;

/// Paths of each of so many runs.
fn paths_of_each(runs: usize) -> u64 {
    (OF_ALL / (runs as u64).max(1)).clamp(FEWEST, PATHS)
}

/// What weighs in a scenario beside the numbers that its file writes.
pub(super) struct Weights {
    pub(super) defaults: DefaultWeights,
    /// Pairs that move mean NPV when they are tied, the heaviest first.
    pub(super) pairs: Vec<PairWeight>,
}

/// Weighs the defaults of the scenario in a file, read with those changes, and its pairs that are
/// drawn each on its own.
pub(super) fn weights(
    path: &Path,
    changes: &[Override],
    found: &ValidScenario,
    quiet: bool,
) -> Result<Weights, Failure> {
    let scenario = &found.scenario;
    let defaults: Vec<&AssumptionRow> = found.rows.iter().filter(|row| !row.written).collect();
    let paths = paths_of_each(defaults.len());
    let plan = Plan::new(paths, scenario.seed, 0, quiet).in_design(scenario.design);
    let work = Arc::new(plan.begin(paths * (2 + defaults.len() as u64))?);
    let bench = Bench { plan: &plan, work: &work };
    let base = bench.mean_npv(scenario, &Variation::default())?;
    let defaults = bench.defaults((path, changes), found, &defaults, &base)?;
    let pairs = bench.pairs(scenario, &found.untied, &base)?;
    work.progress.finish();
    Ok(Weights { defaults, pairs })
}

/// What all these runs have in common.
struct Bench<'a> {
    plan: &'a Plan,
    work: &'a Arc<Work>,
}

impl Bench<'_> {
    fn mean_npv(&self, scenario: &Scenario, with: &Variation) -> Result<Evaluated, Failure> {
        let rerun = Rerun::within(self.plan, scenario, Arc::clone(self.work));
        let found = rerun.statistics(with, &[Statistic::Mean(Measure::Npv)])?;
        Ok(found.into_iter().next().expect("the one that was asked for"))
    }

    /// What each default carries of the scenario in a file, read with those changes.
    fn defaults(
        &self,
        (path, changes): (&Path, &[Override]),
        found: &ValidScenario,
        defaults: &[&AssumptionRow],
        base: &Evaluated,
    ) -> Result<DefaultWeights, Failure> {
        let usual = UsualValues::for_vertical(&found.scenario.vertical);
        let mut tried = Vec::new();
        for row in defaults {
            let usual = usual.of(&row.name).filter(|usual| differs(usual, row));
            let Some(usual) = usual else { continue };
            let text = format!("{}={}", row.name, usual.value);
            let with: Vec<Override> =
                changes.iter().cloned().chain([change("--weigh", text)]).collect();
            // What does not make sense alone, as one of two keys that need each other, is left out.
            let Ok(changed) = load_plain(path, &with) else { continue };
            let changed = self.mean_npv(&changed, &Variation::default())?;
            tried.push(weight(row, usual, changed.less(base)));
        }
        let not_tried = defaults.len() - tried.len();
        Ok(DefaultWeights::new((self.plan.paths, base.estimate), tried, not_tried))
    }

    /// The pairs whose tie moves mean NPV beyond doubt.
    fn pairs(
        &self,
        scenario: &Scenario,
        usual: &[Pair],
        base: &Evaluated,
    ) -> Result<Vec<PairWeight>, Failure> {
        let assumptions = &scenario.assumptions;
        let simulator = self.plan.simulator(scenario);
        let kept = uncertain(assumptions);
        let run = || engine::run(&simulator, 0..self.plan.paths, &kept, &self.work.progress);
        let inputs = self.work.pool.install(run).map_err(without_result(&scenario.file))?;
        // A path's influence on a mean is its value less the mean.
        let candidates = candidates(assumptions, usual, &inputs, &base.influence);
        let mut pairs = Vec::new();
        for Candidate { between, is_usual, correlations } in candidates {
            let with = Variation { correlations: Some(correlations), ..Variation::default() };
            let change = self.mean_npv(scenario, &with)?.less(base);
            let [one, other] = between.map(|input| assumptions.get(input).name.clone());
            pairs.push(PairWeight { between: (one, other), is_usual, change });
        }
        pairs.retain(PairWeight::is_heavy);
        pairs.sort_by(|a, b| b.change.value.abs().total_cmp(&a.change.value.abs()));
        Ok(pairs)
    }
}

/// Whether the usual value is another than the default.
fn differs(usual: &Usual, row: &AssumptionRow) -> bool {
    row.absent.is_some() || default_of(row) < usual.value || usual.value < default_of(row)
}

/// A default is a plain number.
fn default_of(row: &AssumptionRow) -> f64 {
    match row.figure {
        AssumedFigure::Known(value) => value,
        AssumedFigure::Uncertain(spread) => spread.percentiles[1],
    }
}

fn weight(row: &AssumptionRow, usual: Usual, change: Estimate) -> DefaultWeight {
    DefaultWeight {
        name: row.name.clone(),
        unit: row.unit,
        default: default_of(row),
        absent: row.absent,
        usual: usual.value,
        usual_in: usual.template,
        change,
    }
}

#[cfg(test)]
mod tests {
    use super::paths_of_each;

    #[test]
    fn many_defaults_have_fewer_paths_each_but_never_next_to_none() {
        let paths = [0, 1, 200, 201, 1_000, 1_563, 100_000].map(paths_of_each);
        assert_eq!(paths, [1_000, 1_000, 1_000, 995, 200, 128, 128]);
    }
}
