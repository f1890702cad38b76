//! All that a memo simulates.

use std::sync::Arc;

use super::questions::MemoQuestions;
use crate::analysis::deal_page::DealPage;
use crate::analysis::drivers::{Output, Sensitivity, drivers, uncertain};
use crate::analysis::information::Information;
use crate::analysis::inputs::Inputs;
use crate::analysis::ranks;
use crate::analysis::run_info::RunInfo;
use crate::analysis::statistic::{Event, Statistic};
use crate::analysis::stress::Findings;
use crate::cli::Failure;
use crate::cli::memory::{self, MemoryUse};
use crate::cli::request::Request;
use crate::cli::rerun::Rerun;
use crate::cli::screen::args::RuleChoice;
use crate::cli::screen::rules;
use crate::cli::sensitivity::design::Design;
use crate::cli::simulate::{Plan, Run, sample};
use crate::cli::stress::question::StressTest;
use crate::cli::stress::runs::BaseCase;
use crate::input::Scenario;
use crate::model::simulator::Simulator;

/// What is simulated besides the plan and its alternatives.
pub(super) struct Extent {
    /// Of the design that shares out variance; 0 for none.
    pub(super) rows: u64,
    pub(super) stress: Option<StressTest>,
    pub(super) questions: Option<MemoQuestions>,
}

/// The runs of the plan and its alternatives, and what the analyses found.
pub(super) struct Results {
    /// The plan's run, then those of the alternatives.
    pub(super) runs: Vec<Run>,
    /// What follows from the plan's deal, and from its run.
    pub(super) deal: DealPage,
    pub(super) sensitivity: Sensitivity,
    pub(super) stress: Option<Findings>,
    /// What answers to the questions of the file are worth, and the run that
    /// tells it.
    pub(super) questions: Option<(Information, RunInfo)>,
}

/// Simulates the plan once, the alternatives once each, the design that shares
/// out variance, and what the blocks push, under one progress bar.
pub(super) fn simulate(
    asked: &Request,
    plan: &Plan,
    scenarios: &[Scenario],
    extent: Extent,
) -> Result<Results, Failure> {
    let Extent { rows, stress: wanted, questions: asks } = extent;
    let first = &scenarios[0];
    let simulator = Simulator::new(&first.operator, &first.assumptions, plan.seed);
    let loss = Statistic::Chance(Event::Loss);
    let design = Design::new(&simulator, &first.assumptions, &Output::of(&loss));
    let rows = design.chosen(rows, asked);
    // The plan's own run serves what is pushed too.
    let pushed = wanted.as_ref().map_or(0, |wanted| wanted.runs() as u64 - 1);
    let runs = scenarios.len() as u64 + pushed;
    let total = plan.paths.saturating_mul(runs) + design.simulations(rows);
    let total = total.saturating_add(asks.as_ref().map_or(0, MemoQuestions::simulated));
    let each = [MemoryUse::outcomes, MemoryUse::panel_draws];
    let kept = scenarios.iter().flat_map(|scenario| each.map(|kept| kept(scenario)));
    let kept: Vec<MemoryUse> = kept.chain([MemoryUse::drawn(first)]).collect();
    let beside = design.bytes(rows) + asks.as_ref().map_or(0, |asks| asks.bytes(first));
    memory::check(plan.paths, plan.quiet, &kept, beside)?;
    let work = Arc::new(plan.begin(total)?);
    let drawn = uncertain(&first.assumptions);
    let correlated = ranks::correlated(&first.assumptions);
    let kept = Inputs::of(drawn.inputs().iter().chain(correlated.inputs()).copied());
    let (run, inputs) = plan.simulate_one(first, kept, &work)?;
    let mut runs = vec![run];
    for other in &scenarios[1..] {
        let correlated = ranks::correlated(&other.assumptions);
        runs.push(plan.simulate_one(other, correlated, &work)?.0);
    }
    let info = &runs[0].info;
    let sample = sample(&runs[0].outcomes, info);
    let inputs = inputs.part(drawn.inputs());
    let moved = work.pool.install(|| drivers(&first.assumptions, &inputs, &sample, &loss));
    let rules = rules(RuleChoice::File, first, info.cheque);
    let page = || DealPage::of(&first.operator, &first.assumptions, &sample, &rules);
    let deal = work.pool.install(page);
    let share = || design.shares(rows, info, &work.progress);
    let shares = (0 < rows).then(|| work.pool.install(share)).transpose()?;
    let sensitivity = Sensitivity::new(moved, shares, &first.assumptions, simulator.sampler())
        .with_few_rows(design.kept_within(rows));
    let rerun = Rerun::within(plan, first, Arc::clone(&work));
    let stress = wanted.map(|wanted| {
        let base = BaseCase::of_run(&rerun, first, &wanted.asked(), &sample);
        wanted.run_from(&base)
    });
    let stress = stress.transpose()?;
    let questions = asks.map(|asks| asks.answer(plan, first, &work)).transpose()?;
    work.progress.finish();
    Ok(Results { runs, deal, sensitivity, stress, questions })
}
