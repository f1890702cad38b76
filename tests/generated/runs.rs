//! A case, simulated.

use shortrun::analysis::inputs::Inputs;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::summary::{Summary, summarize};
use shortrun::engine::{self, Unwatched};
use shortrun::input::{self, Problems, Scenario};
use shortrun::model::simulator::Simulator;

use crate::support::run_info;

/// Paths of each case.
pub(crate) const PATHS: u64 = 100;

/// A run of a scenario.
pub(crate) struct Run {
    pub(crate) scenario: Scenario,
    pub(crate) outcomes: Outcomes,
    /// What every number was drawn at.
    pub(crate) draws: Inputs,
    pub(crate) info: RunInfo,
    pub(crate) summary: Summary,
}

/// As the program reads it.
pub(crate) fn load(text: &str) -> Result<Scenario, Problems> {
    input::load("generated.toml", text).map(|(scenario, _)| scenario)
}

/// Simulates what a rule made of a scenario that is valid.
///
/// # Errors
/// Where it is refused.
pub(crate) fn run(text: &str) -> Result<Run, String> {
    let scenario = load(text).map_err(|problems| format!("refused: {problems}\n{text}"))?;
    of(scenario).ok_or_else(|| format!("refused when it was run\n{text}"))
}

/// Simulates a scenario; none where a path leaves what can be reckoned with.
pub(crate) fn of(scenario: Scenario) -> Option<Run> {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let all = scenario.assumptions.iter().filter(|(_, one)| !one.per_event);
    let empty = (Outcomes::default(), Inputs::of(all.map(|(input, _)| input)));
    let (outcomes, draws) = engine::run(&simulator, 0..PATHS, &empty, &Unwatched).ok()?;
    let mut info = run_info("generated.toml", &scenario, PATHS);
    // Results are compared but for what they were made from.
    info.content_hash = "0".repeat(64);
    let summary = summarize(&outcomes, info.target_irr, &info.route_names);
    Some(Run { scenario, outcomes, draws, info, summary })
}
