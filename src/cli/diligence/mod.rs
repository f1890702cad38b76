//! `shortrun diligence`: which question is worth asking before investing.

pub(in crate::cli) mod args;

use std::path::Path;

use super::files::ResultFile;
use super::like::Terms;
use super::memory::MemoryUse;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::rerun::Rerun;
use super::simulate::{Plan, Work, without_result};
use super::{Failure, memory};
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::information::{Effort, Information, Precision, Question, Sample, learn};
use crate::analysis::run_info::RunInfo;
use crate::input::blocks::Answer;
use crate::input::{Scenario, blocks};
use crate::model::simulator::Simulator;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Picture, Subject};
use crate::output::diligence::chart::learn;
use crate::output::diligence::json::{diligence_json, learn_csv};
use crate::output::diligence::text::diligence_text;
use crate::output::diligence::words::changes_nothing;
use crate::sampling::assumptions::Input;
use args::DiligenceArgs;

/// The file that lists the others.
const MAIN: &str = "diligence.json";
/// Of so many paths one is simulated again with other luck; but a hundred.
const PATHS_FOR_ONE_AGAIN: u64 = 50;
const LEAST_AGAIN: u64 = 100;
/// Lucks that each of these is lived again with.
const TIMES: u64 = 32;
/// Questions that can be weighed against each other.
const MOST_QUESTIONS: usize = 24;

pub(super) fn diligence(args: &DiligenceArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load(Vec::new(), args.output.quiet)?;
    let choice = Choice::parse(&args.charts, &args.sizes.size, &[&learn::KIND])?;
    let shown = [Subject::of_kind(&learn::KIND)];
    let choice = choice.like(&args.like, &shown, &Terms::of(&scenario.currency))?;
    let questions = questions(&scenario);
    check(args, &questions)?;
    let seed = args.luck.seed.unwrap_or(scenario.seed);
    // Regressions over paths ask for independent ones.
    let plan = Plan::new(args.paths, seed, args.luck.threads(), args.output.quiet);
    plan.check(1)?;
    memory::check(plan.paths, plan.quiet, &[MemoryUse::learned(&scenario)], 0)?;
    let folder = asked.folder(&args.output.folder(|| args.scenario.folder_of("diligence")))?;
    let info = plan.run_info(&scenario);
    let effort = effort(plan.paths);
    let work = plan.begin(effort.simulated())?;
    let budget = args.budget.unwrap_or(f64::INFINITY);
    let found = found(
        &Weighed { scenario: &scenario, questions: &questions, budget },
        plan.seed,
        effort,
        &work,
    );
    work.progress.finish();
    let found = found?;
    let price = price(&plan, &scenario, &found)?;
    let all = Learned { info: &info, found: &found, price };
    let files = result_files(asked, &scenario, &all, &choice);
    asked.finish(folder, files, |files, place| print(args, &all, files, place))
}

/// What is told.
struct Learned<'a> {
    info: &'a RunInfo,
    found: &'a Information,
    /// Where no answer changes the decision, the price at which mean NPV is 0, and the plan's.
    price: Option<(BreakEvenPrice, f64)>,
}

/// The price that would change the decision where no answer does, by as many paths as a run has.
fn price(
    plan: &Plan,
    scenario: &Scenario,
    found: &Information,
) -> Result<Option<(BreakEvenPrice, f64)>, Failure> {
    if found.questions.is_empty() || !changes_nothing(found) {
        return Ok(None);
    }
    let paths = plan.paths.min(scenario.paths);
    let plan = Plan::new(paths, plan.seed, plan.threads, plan.quiet).in_design(scenario.design);
    let rerun = Rerun::new(&plan, scenario, 1)?;
    let (_, price) = rerun.of_plan(&[])?;
    rerun.finish();
    let own = scenario.assumptions.known(scenario.operator.terms.deal.pre_money);
    Ok(own.map(|own| (price, own)))
}

fn check(args: &DiligenceArgs, questions: &[Question]) -> Result<(), Failure> {
    if args.budget.is_some_and(|budget| !(0.0 <= budget)) {
        return Err(Failure::misused("--budget must be 0 or more"));
    }
    refuse_many(questions)
}

/// Refuses more questions than can be weighed against each other.
pub(super) fn refuse_many(questions: &[Question]) -> Result<(), Failure> {
    if MOST_QUESTIONS < questions.len() {
        return Err(Failure::misused(format!(
            "{} [[diligence]] questions are too many to weigh; at most {MOST_QUESTIONS} \
             can be",
            questions.len()
        )));
    }
    Ok(())
}

/// The questions of a scenario; those that resolve nothing uncertain are left
/// out, since their answers are known.
pub(super) fn questions(scenario: &Scenario) -> Vec<Question> {
    let uncertain = |one: &blocks::Question| -> Vec<Input> {
        let inputs = one.resolves.iter().map(|(_, input)| *input);
        inputs.filter(|input| scenario.assumptions.known(*input).is_none()).collect()
    };
    let all = scenario.diligence.iter().map(|one| (one, uncertain(one)));
    let all = all.filter(|(_, resolves)| !resolves.is_empty()).map(|(one, resolves)| Question {
        text: one.text.clone(),
        resolves,
        cost: one.cost,
        precision: match one.answer {
            Answer::Exact => Precision::Exact,
            Answer::ToSd(sd) => Precision::ToSd(sd),
            Answer::Sample(size) => Precision::Sample(size),
        },
    });
    all.collect()
}

/// How much is simulated for a run of so many paths.
pub(super) fn effort(paths: u64) -> Effort {
    Effort { paths, lived_again: (paths / PATHS_FOR_ONE_AGAIN).max(LEAST_AGAIN), times: TIMES }
}

/// Questions that are weighed against each other.
pub(super) struct Weighed<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) questions: &'a [Question],
    /// What may be spent on them.
    pub(super) budget: f64,
}

/// What the answers to questions are worth.
pub(super) fn found(
    weighed: &Weighed<'_>,
    seed: u64,
    effort: Effort,
    work: &Work,
) -> Result<Information, Failure> {
    let Weighed { scenario, questions, budget } = *weighed;
    let assumptions = &scenario.assumptions;
    let simulator = Simulator::new(&scenario.operator, assumptions, seed);
    let found = work.pool.install(|| {
        let sample = Sample::simulate(&simulator, assumptions, effort, &work.progress)?;
        Ok(learn((assumptions, seed), &sample, questions, budget))
    });
    found.map_err(without_result(&scenario.file))
}

fn result_files(
    asked: &Request,
    scenario: &Scenario,
    all: &Learned<'_>,
    choice: &Choice,
) -> Vec<ResultFile> {
    let Learned { info, found, price } = all;
    let table = vec![ResultFile::new("learn.csv", learn_csv(found))];
    let run = provenance(info);
    let picture =
        Picture::of_kind(&learn::KIND, |like, size| learn::learn(found, info, (&run, like), size));
    let drawn = choice.draw(vec![vec![picture]]).without_numbers();
    asked.files(MAIN, &[Used::new("scenario", scenario)], table, drawn, |record| {
        diligence_json(info, found, price.as_ref(), record)
    })
}

fn print(args: &DiligenceArgs, all: &Learned<'_>, files: &[ResultFile], place: &Path) {
    let Learned { info, found, price } = all;
    args.output.show(files, place, || diligence_text(info, found, price.as_ref()));
}
