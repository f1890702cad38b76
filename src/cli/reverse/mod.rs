//! `shortrun reverse`: the most plausible shift at which the plan breaks.

pub(in crate::cli) mod args;

use crate::output::reverse::chart::shift;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::files::ResultFile;
use super::like::Terms;
use super::memory::MemoryUse;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::rerun::{Rerun, Variation};
use super::scenario::rates;
use super::simulate::Plan;
use super::{Failure, memory};
use crate::analysis::drivers::uncertain;
use crate::analysis::evaluate::Evaluated;
use crate::analysis::limit::Limit;
use crate::analysis::reverse::{Problem, Response, Reverse, reverse as search, scores_of};
use crate::analysis::statistic::Statistic;
use crate::input::Scenario;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Picture, Subject};
use crate::output::reverse::json::{reverse_csv, reverse_json};
use crate::output::reverse::text::reverse_text;
use crate::output::reverse::words::ReverseTest;
use crate::sampling::assumptions::{Assumption, Draws, Input, Sampler, Shape};
use crate::sampling::scores::Scores;
use args::ReverseArgs;

/// The file that lists the others.
const MAIN: &str = "reverse.json";
/// Simulations that a search takes, about; for the progress bar.
const RUNS: u64 = 45;
/// Paths whose scores one thread draws at a stretch.
const BLOCK: u64 = 256;

pub(super) fn reverse(args: &ReverseArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load_run(&args.simulation, args.output.quiet)?;
    let limit = limit(args, &scenario)?;
    let subject = Subject::of_statistic(&shift::KIND, &limit.statistic);
    let choice = Choice::parse(&args.charts, &args.sizes.size, &[&shift::KIND])?;
    let shown = std::slice::from_ref(&subject);
    let choice = choice.like(&args.like, shown, &Terms::of(&scenario.currency))?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    plan.check(2)?;
    memory::check(
        plan.paths,
        plan.quiet,
        &[MemoryUse::drawn(&scenario), MemoryUse::statistics(1)],
        0,
    )?;
    let folder = asked.folder(&args.output.folder(|| args.scenario.folder_of("reverse")))?;
    let inputs: Vec<Input> = uncertain(&scenario.assumptions).inputs().to_vec();
    let threshold = limit.threshold.value(rates(&scenario));
    let wanted = SearchGoal { limit: &limit, threshold, farthest: args.within };
    let found = found(&plan, &scenario, &inputs, &wanted)?;
    let info = plan.run_info(&scenario);
    let test = ReverseTest {
        info: &info,
        limit: &limit,
        threshold,
        farthest: args.within,
        numbers: inputs.iter().map(|input| scenario.assumptions.get(*input)).collect(),
        at_events: at_events(&scenario),
        found: &found,
    };
    let table = vec![ResultFile::new("reverse.csv", reverse_csv(&test))];
    let run = provenance(&info);
    let picture = Picture::new(shift::KIND.name, subject, |like, size| {
        shift::reverse(&test, &run, like, size)
    });
    let drawn = choice.draw(vec![vec![picture]]).without_numbers();
    let files = asked.files(MAIN, &[Used::new("scenario", &scenario)], table, drawn, |record| {
        reverse_json(&test, record)
    });
    asked.finish(folder, files, |files, place| {
        args.output.show(files, place, || reverse_text(&test));
    })
}

fn limit(args: &ReverseArgs, scenario: &Scenario) -> Result<Limit, Failure> {
    let routes: Vec<String> = scenario.operator.route_names();
    Limit::parse(&args.until, &routes)
        .map_err(|wrong| Failure::misused(format!("--until {}: {wrong}", args.until)))
}

fn at_events(scenario: &Scenario) -> Vec<&Assumption> {
    let all = scenario.assumptions.iter().map(|(_, one)| one);
    all.filter(|one| one.per_event && matches!(one.shape, Shape::Uncertain(_))).collect()
}

/// Where the plan is held to break.
struct SearchGoal<'a> {
    limit: &'a Limit,
    /// Of the limit, as a number.
    threshold: f64,
    /// Standard deviations within which it is searched.
    farthest: f64,
}

/// Searches on as many paths beyond the plan's own as these are.
fn found(
    plan: &Plan,
    scenario: &Scenario,
    inputs: &[Input],
    wanted: &SearchGoal<'_>,
) -> Result<Reverse, Failure> {
    let SearchGoal { limit, threshold, farthest } = *wanted;
    let work = plan.begin(plan.paths.saturating_mul(RUNS))?;
    let sampler = Sampler::in_design(&scenario.assumptions, plan.seed, plan.design);
    let columns = work.pool.install(|| columns(&sampler, inputs, plan.paths));
    let scores = Scores::of(&scenario.assumptions, inputs);
    let relation = limit.relation;
    let problem = Problem { scores: &scores, columns: &columns, relation, threshold, farthest };
    let rerun = Rerun::within(plan, scenario, std::sync::Arc::new(work));
    let statistic = std::slice::from_ref(&limit.statistic);
    let found = search(&problem, &mut ShiftedScenario { rerun: &rerun, inputs, statistic });
    rerun.finish();
    found
}

/// Normal scores of the inputs on the paths of the search, a column for each.
fn columns(sampler: &Sampler, inputs: &[Input], paths: u64) -> Vec<Vec<f64>> {
    let blocks: Vec<Vec<Vec<f64>>> = (0..paths.div_ceil(BLOCK))
        .into_par_iter()
        .map_init(Draws::default, |draws, block| {
            let first = paths + block * BLOCK;
            let last = (2 * paths).min(first + BLOCK);
            (first..last).map(|path| scores_of(sampler, inputs, path, draws)).collect()
        })
        .collect();
    let column = |i: usize| blocks.iter().flatten().map(|row| row[i]).collect();
    (0..inputs.len()).map(column).collect()
}

/// The scenario with its numbers moved.
struct ShiftedScenario<'a> {
    rerun: &'a Rerun<'a>,
    inputs: &'a [Input],
    statistic: &'a [Statistic],
}

impl ShiftedScenario<'_> {
    fn by(&self, shift: &[f64]) -> Variation {
        let shifts = self.inputs.iter().copied().zip(shift.iter().copied()).collect();
        Variation { shifts, ..Variation::default() }
    }
}

impl Response for ShiftedScenario<'_> {
    type Error = Failure;

    fn searched(&mut self, shift: &[f64]) -> Result<Evaluated, Failure> {
        let mut found = self.rerun.statistics_elsewhere(&self.by(shift), self.statistic)?;
        Ok(found.remove(0))
    }

    fn judged(&mut self, shift: &[f64]) -> Result<Evaluated, Failure> {
        Ok(self.rerun.statistics(&self.by(shift), self.statistic)?.remove(0))
    }
}
