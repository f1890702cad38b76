//! The weights of what a file leaves at its default: the scenario is run once as it is, and
//! once with each of these numbers at a usual value.

use std::path::Path;
use std::sync::Arc;

use crate::analysis::assumption_rows::{AssumedFigure, AssumptionRow};
use crate::analysis::default_weights::{DefaultWeight, DefaultWeights};
use crate::analysis::estimate::Estimate;
use crate::analysis::evaluate::Evaluated;
use crate::analysis::measure::Measure;
use crate::analysis::statistic::Statistic;
use crate::cli::Failure;
use crate::cli::check::ValidScenario;
use crate::cli::rerun::{Rerun, Variation};
use crate::cli::scenario::{change, load_plain};
use crate::cli::simulate::{Plan, Work};
use crate::input::usual::{Usual, UsualValues};
use crate::input::{Override, Scenario};

/// Paths of each run: a weight is a difference on the same draws, of which few tell enough.
const PATHS: u64 = 1000;

/// Weighs the defaults of the scenario in a file, read with those changes.
pub(super) fn weights(
    path: &Path,
    changes: &[Override],
    found: &ValidScenario,
    quiet: bool,
) -> Result<DefaultWeights, Failure> {
    let usual = UsualValues::for_vertical(&found.scenario.vertical);
    let defaults: Vec<&AssumptionRow> = found.rows.iter().filter(|row| !row.written).collect();
    let plan = Plan { paths: PATHS, seed: found.scenario.seed, threads: 0, quiet };
    let work = Arc::new(Work::begin(&plan, PATHS * (1 + defaults.len() as u64))?);
    let mean_npv = |scenario: &Scenario| -> Result<Evaluated, Failure> {
        let rerun = Rerun::within(&plan, scenario, Arc::clone(&work));
        let found = rerun.statistics(&Variation::default(), &[Statistic::Mean(Measure::Npv)])?;
        Ok(found.into_iter().next().expect("the one that was asked for"))
    };
    let base = mean_npv(&found.scenario)?;
    let mut tried = Vec::new();
    let all = defaults.len();
    for row in defaults {
        let Some(usual) = usual.of(&row.name).filter(|usual| differs(usual, row)) else { continue };
        let text = format!("{}={}", row.name, usual.value);
        let with: Vec<Override> =
            changes.iter().cloned().chain([change("--weigh", text)]).collect();
        // What does not make sense alone, as one of two keys that need each other, is left out.
        let Ok(scenario) = load_plain(path, &with) else { continue };
        let changed = mean_npv(&scenario)?;
        tried.push(weight(row, usual, changed.less(&base)));
    }
    work.progress.finish();
    let not_tried = all - tried.len();
    Ok(DefaultWeights::new((PATHS, base.estimate), tried, not_tried))
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
