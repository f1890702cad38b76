//! The scenarios between two others, simulated on the same draws.

use std::cell::Cell;
use std::sync::Arc;

use crate::analysis::evaluate::Evaluated;
use crate::analysis::grouping::{Group, Player, join};
use crate::analysis::shapley::{Attribution, Coalition, Gathered};
use crate::analysis::statistic::Statistic;
use crate::cli::memory::MemoryUse;
use crate::cli::rerun::{Rerun, Variation};
use crate::cli::scenario::shown;
use crate::cli::simulate::{Plan, Work};
use crate::cli::{Failure, memory};
use crate::input::Scenario;
use crate::input::mixing::Mixer;

/// As many scenarios' worth of memory as what is gathered takes, about.
const MEMORY: u64 = 6;

/// Two scenarios and all between them.
pub(super) struct Coalitions<'a> {
    plan: &'a Plan,
    statistics: &'a [Statistic],
    mixer: Mixer<'a>,
    runs: Cell<usize>,
}

impl<'a> Coalitions<'a> {
    /// Of the first and the other scenario, for the sake of some statistics.
    pub(super) fn new(
        plan: &'a Plan,
        [first, other]: [&'a Scenario; 2],
        statistics: &'a [Statistic],
    ) -> Result<Self, Failure> {
        plan.check(MEMORY)?;
        // What is gathered of each statistic, and the run that is added to it.
        memory::check(
            plan.paths,
            plan.quiet,
            &[MemoryUse::statistics(4 * statistics.len()), MemoryUse::statistics(8)],
            0,
        )?;
        let mixer = Mixer::new(first, other);
        Ok(Self { plan, statistics, mixer, runs: Cell::new(0) })
    }

    /// Scenarios simulated so far.
    pub(super) fn runs(&self) -> usize {
        self.runs.get()
    }

    /// What each player contributes to each statistic; of more players than
    /// `most`, those that do least alone and last have become one.
    pub(super) fn shared_out(
        &self,
        mut players: Vec<Player>,
        most: usize,
    ) -> Result<(Vec<Player>, Vec<Attribution>), Failure> {
        let probes = if most < players.len() { 2 * players.len() + 2 } else { 0 };
        let runs = probes + (1 << players.len().min(most));
        let work = self.plan.begin(self.plan.paths.saturating_mul(runs as u64))?;
        let work = Arc::new(work);
        if most < players.len() {
            self.merge_small(&mut players, most, &work)?;
        }
        let mut gathered: Vec<Gathered> =
            self.statistics.iter().map(|_| Gathered::new(players.len())).collect();
        for coalition in Gathered::coalitions(players.len()) {
            let values = self.simulated(&players, coalition, &work)?;
            gathered.iter_mut().zip(&values).for_each(|(of, value)| of.add(coalition, value));
        }
        work.progress.finish();
        Ok((players, gathered.iter().map(Gathered::finish).collect()))
    }

    /// The statistics of one scenario between the two.
    fn simulated(
        &self,
        players: &[Player],
        coalition: Coalition,
        work: &Arc<Work>,
    ) -> Result<Vec<Evaluated>, Failure> {
        let changed = players.iter().enumerate().filter(|(bit, _)| coalition >> bit & 1 == 1);
        let groups: Vec<Group> = changed.flat_map(|(_, player)| player.groups.clone()).collect();
        let scenario = self.mixer.mixed(&groups).map_err(|problems| {
            let names: Vec<&str> = groups.iter().map(|group| group.key()).collect();
            Failure::misused(format!(
                "the first scenario with {} of the other is none that can be run; change \
                 groups together with --join\n{}",
                names.join(", "),
                shown(&problems)
            ))
        })?;
        self.runs.set(self.runs.get() + 1);
        let rerun = Rerun::within(self.plan, &scenario, Arc::clone(work));
        rerun.statistics(&Variation::default(), self.statistics)
    }

    /// Makes one player of those that do least, alone and after all others.
    fn merge_small(
        &self,
        players: &mut Vec<Player>,
        most: usize,
        work: &Arc<Work>,
    ) -> Result<(), Failure> {
        let all: Coalition = (1 << players.len()) - 1;
        let values = |coalition| -> Result<Vec<f64>, Failure> {
            let found = self.simulated(players, coalition, work)?;
            Ok(found.iter().map(|one| one.estimate.value).collect())
        };
        let (none, every) = (values(0)?, values(all)?);
        let mut effects: Vec<Vec<f64>> = Vec::new();
        for player in 0..players.len() {
            let (alone, without) = (values(1 << player)?, values(all & !(1 << player))?);
            let of =
                |one: usize| (alone[one] - none[one]).abs() + (every[one] - without[one]).abs();
            effects.push((0..none.len()).map(of).collect());
        }
        let largest = |one: usize| effects.iter().map(|of| of[one]).fold(1e-300, f64::max);
        let scales: Vec<f64> = (0..none.len()).map(largest).collect();
        // Of the statistic on which it does most, relative to who does most there.
        let size = |player: &usize| {
            effects[*player].iter().zip(&scales).map(|(of, scale)| of / scale).fold(0.0, f64::max)
        };
        let mut order: Vec<usize> = (0..players.len()).collect();
        order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
        let small: Vec<Group> = order
            .split_off(most - 1)
            .into_iter()
            .flat_map(|one| players[one].groups.clone())
            .collect();
        let names: Vec<&str> = small.iter().map(|group| group.label()).collect();
        let why = format!(
            "{} do least and are changed together, to keep to {most} groups; --groups changes that.",
            names.join(", ")
        );
        join(players, &small, &why);
        Ok(())
    }
}
