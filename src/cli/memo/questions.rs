//! What a memo says of the questions that its scenario asks.

use crate::analysis::information::{Effort, Information, Question};
use crate::analysis::run_info::RunInfo;
use crate::cli::Failure;
use crate::cli::diligence::{Weighed, effort, found, questions, refuse_many};
use crate::cli::memory::MemoryUse;
use crate::cli::simulate::{Plan, Work};
use crate::input::Scenario;

/// Paths that tell what answers are worth, at least.
pub(super) const LEAST_PATHS: u64 = 1_000;

/// Questions, and what is simulated for their worth.
pub(super) struct MemoQuestions {
    questions: Vec<Question>,
    effort: Effort,
}

impl MemoQuestions {
    /// Those of the scenario; none where there are none, or no paths for them.
    pub(super) fn of(paths: u64, scenario: &Scenario) -> Result<Option<Self>, Failure> {
        let questions = questions(scenario);
        if questions.is_empty() || paths == 0 {
            return Ok(None);
        }
        refuse_many(&questions)?;
        Ok(Some(Self { questions, effort: effort(paths) }))
    }

    /// All that is simulated for them.
    pub(super) fn simulated(&self) -> u64 {
        self.effort.simulated()
    }

    /// Bytes that it is found out in.
    pub(super) fn bytes(&self, scenario: &Scenario) -> u64 {
        MemoryUse::learned(scenario).bytes(self.effort.paths)
    }

    /// What the answers are worth, whatever they cost; as `shortrun diligence`
    /// finds it.
    pub(super) fn answer(
        &self,
        plan: &Plan,
        scenario: &Scenario,
        work: &Work,
    ) -> Result<(Information, RunInfo), Failure> {
        let weighed = Weighed { scenario, questions: &self.questions, budget: f64::INFINITY };
        let found = found(&weighed, plan.seed, self.effort, work)?;
        let plain = Plan::new(plan.paths, plan.seed, plan.threads, plan.quiet);
        let info = RunInfo { paths: self.effort.paths, ..plain.run_info(scenario) };
        Ok((found, info))
    }
}
