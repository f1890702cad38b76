//! Where tallies come from: simulated here, or from partial results that were made elsewhere.

use std::ops::Range;
use std::sync::Arc;

use super::job::{Job, ScenarioText};
use super::store::Store;
use super::tally::{Simulated, Untallied};
use super::variation::{Variation, Varied};
use crate::analysis::partial::asked::Asked;
use crate::analysis::partial::column::Column;
use crate::analysis::partial::inquiry::Inquiry;
use crate::analysis::partial::tallied::Tallied;
use crate::cli::Failure;
use crate::cli::work::{Work, without_result};
use crate::input::Scenario;
use crate::sampling::design::Design;

/// Where tallies come from.
#[derive(Clone, Default)]
pub(in crate::cli) enum Source {
    /// They are simulated.
    #[default]
    Here,
    /// They are put together.
    Partials(Arc<Store>),
}

/// What is asked of.
pub(in crate::cli) struct About<'a> {
    pub(in crate::cli) scenario: &'a Scenario,
    /// Changes under which its operator and deal are read.
    pub(in crate::cli) changes: &'a [(String, String)],
    pub(in crate::cli) variation: &'a Variation,
    /// Beside which it is held.
    pub(in crate::cli) beside: Option<&'a Scenario>,
    /// With the changes, and as it is varied.
    pub(in crate::cli) simulated: Simulated<'a>,
}

impl Source {
    /// Whether they are simulated.
    pub(in crate::cli) fn is_here(&self) -> bool {
        matches!(self, Self::Here)
    }

    /// Refuses partial results of what nothing was asked of.
    pub(in crate::cli) fn refuse_strangers(&self) -> Result<(), Failure> {
        match self {
            Self::Here => Ok(()),
            Self::Partials(store) => store.refuse_strangers(),
        }
    }

    /// Lets an inquiry learn all that it asks of these paths, question by question. `sorted` gives
    /// what the first paths have of a column, rising, where that is known.
    pub(in crate::cli) fn answer(
        &self,
        inquiry: &mut Inquiry<'_>,
        about: &About<'_>,
        (paths, work): (Range<u64>, &Work),
        sorted: impl Fn(&Column) -> Option<Vec<f64>>,
    ) -> Result<(), Failure> {
        loop {
            let asked = inquiry.next(&sorted);
            if asked.is_nothing() {
                return Ok(());
            }
            inquiry.learn(&asked, self.tally(about, &asked, paths.clone(), work)?);
        }
    }

    /// What is asked, of these paths.
    pub(in crate::cli) fn tally(
        &self,
        about: &About<'_>,
        asked: &Asked,
        paths: Range<u64>,
        work: &Work,
    ) -> Result<Tallied, Failure> {
        match self {
            Self::Here => {
                let tally = || about.simulated.tally(asked, paths, &work.progress);
                work.pool.install(tally).map_err(|why| match why {
                    Untallied::Stopped(why) => without_result(&about.scenario.file)(why),
                    Untallied::NoColumn(name) => {
                        Failure::Failed(format!("{} has no {name}", about.scenario.file))
                    }
                })
            }
            Self::Partials(store) => {
                store.tallied(about.job(asked.clone(), paths)?, asked.break_even_price)
            }
        }
    }
}

impl<'a> About<'a> {
    /// A scenario as it is; `variation` is none.
    pub(in crate::cli) fn plain(
        scenario: &'a Scenario,
        variation: &'a Variation,
        (seed, design): (u64, Design),
    ) -> Self {
        let Scenario { operator, assumptions, .. } = scenario;
        let simulated = Simulated { operator, assumptions, variation, seed, design, beside: None };
        Self { scenario, changes: &[], variation, beside: None, simulated }
    }

    /// The same beside another scenario.
    pub(in crate::cli) fn beside(self, first: &'a Scenario) -> Self {
        let beside = Some((&first.operator, &first.assumptions));
        let simulated = Simulated { beside, ..self.simulated };
        Self { beside: Some(first), simulated, ..self }
    }

    fn job(&self, asked: Asked, paths: Range<u64>) -> Result<Job, Failure> {
        let varied = Varied::of(self.variation, &self.scenario.assumptions);
        let varied = varied.ok_or_else(|| {
            Failure::misused("this is not split: it changes distributions or correlations")
        })?;
        Ok(Job {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: ScenarioText::of(self.scenario),
            changes: self.changes.to_vec(),
            beside: self.beside.map(ScenarioText::of),
            varied,
            seed: self.simulated.seed.to_string(),
            design: self.simulated.design.name().to_owned(),
            first: paths.start,
            last: paths.end - 1,
            asked,
        })
    }
}

/// All of them, or the first failure; what is lacking is asked for all of them at once.
pub(in crate::cli) fn gather<T>(
    all: impl IntoIterator<Item = Result<T, Failure>>,
) -> Result<Vec<T>, Failure> {
    let (mut done, mut is_lacking) = (Vec::new(), false);
    for one in all {
        match one {
            Ok(one) => done.push(one),
            Err(Failure::Lacking) => is_lacking = true,
            Err(failure) => return Err(failure),
        }
    }
    if is_lacking { Err(Failure::Lacking) } else { Ok(done) }
}
