//! Stopping a run when figures are known well enough.

use crate::analysis::partial;
use crate::analysis::partial::asked::Asked;
use crate::analysis::partial::tallied::Tallied;
use crate::analysis::precision::{Goal, Reading, looks};
use crate::analysis::statistic::Statistic;
use crate::cli::Failure;
use crate::cli::jobs::source::About;
use crate::cli::jobs::variation::Variation;
use crate::cli::misuse::Misuse;
use crate::cli::simulate::Plan;
use crate::input::Scenario;

/// Paths at most where nobody says how many.
pub(super) const MOST: u64 = 100_000_000;

/// Reads all goals, or says what is wrong with those that cannot be read.
pub(super) fn goals(texts: &[String], scenario: &Scenario) -> Result<Vec<Goal>, Failure> {
    let routes: Vec<String> = scenario.operator.route_names();
    let (mut goals, mut wrong) = (Vec::new(), Vec::new());
    for text in texts {
        match Goal::parse(text, &routes) {
            Ok(goal) => goals.push(goal),
            Err(why) => wrong.push(format!("--precision: {why}")),
        }
    }
    if wrong.is_empty() { Ok(goals) } else { Err(Failure::Misused(Misuse::lines(wrong))) }
}

/// After how many paths all goals are met, or as many as the plan has; and how well all is known
/// then. What decides comes from all paths so far, so it is the same on any machines.
pub(super) fn stop(
    plan: &Plan,
    scenario: &Scenario,
    goals: &[Goal],
) -> Result<(u64, Vec<Reading>), Failure> {
    let statistics: Vec<Statistic> = goals.iter().map(|goal| goal.statistic.clone()).collect();
    let is_spread = plan.errors().of_so_many(plan.paths as usize);
    if let Some(sd) = statistics.iter().find(|one| matches!(one, Statistic::Sd(_)) && !is_spread) {
        return Err(Failure::misused(format!("--precision: {sd}: {}", plan.errors().advice())));
    }
    let variation = Variation::default();
    let about = About::plain(scenario, &variation, (plan.seed, plan.design));
    let work = plan.begin(plan.paths)?;
    let (mut so_far, mut from) = (None::<Tallied>, 0);
    for paths in looks(plan.paths) {
        let mut inquiry = partial::statistics::inquiry(&statistics, paths, plan.errors());
        // The first question is the same however many paths there are, so only new ones are asked.
        let asked: Asked = inquiry.next(|_| None);
        let mut tallied = plan.source.tally(&about, &asked, from..paths, &work)?;
        if let Some(before) = so_far.take() {
            tallied.merge(&asked, before);
        }
        inquiry.learn(&asked, tallied.clone());
        so_far = Some(tallied);
        plan.source.answer(&mut inquiry, &about, (0..paths, &work), |_| None)?;
        let evaluated = partial::statistics::evaluated(&inquiry, &statistics);
        let pairs = goals.iter().zip(evaluated);
        let readings: Vec<Reading> =
            pairs.map(|(goal, one)| goal.reading(one.estimate, plan.errors(), paths)).collect();
        if paths == plan.paths || readings.iter().all(Reading::is_met) {
            work.progress.finish();
            return Ok((paths, readings));
        }
        from = paths;
    }
    Err(Failure::misused("--precision: there is no path"))
}
