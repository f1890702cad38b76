//! `shortrun sensitivity`: what drives the outcome.
pub(in crate::cli) mod args;
use crate::cli::simulate::sample;

pub(in crate::cli) mod design;

use std::path::Path;

use super::files::ResultFile;
use super::like::Terms;
use super::memory::MemoryUse;
use super::pictures::Choice;
use super::request::{Request, Used};
use super::simulate::{Plan, Work, without_result};
use super::{Failure, memory};
use crate::analysis::drivers::{Output, Sensitivity, drivers, uncertain};
use crate::analysis::evaluate::Sample;
use crate::analysis::grammar;
use crate::analysis::measure::Measure;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::statistic::Statistic;
use crate::cli::sensitivity::args::SensitivityArgs;
use crate::engine;
use crate::input::Scenario;
use crate::model::simulator::Simulator;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Picture, Subject};
use crate::output::sensitivity::chart::tornado;
use crate::output::sensitivity::csv::{sobol_csv, tornado_csv};
use crate::output::sensitivity::evidence_csv::{doubts_csv, evidence_csv};
use crate::output::sensitivity::json::sensitivity_json;
use crate::output::sensitivity::text::sensitivity_text;
use crate::output::sensitivity::words::remarks;
use design::Design;

/// The file that lists the others.
const MAIN: &str = "sensitivity.json";
/// Rows below which a bootstrap says nothing.
pub(super) const LEAST_ROWS: u64 = 100;

/// The options of the command, read against the scenario.
struct Question {
    statistic: Statistic,
    output: Output,
    rows: u64,
    choice: Choice,
}

/// Everything that results are made from.
struct Answer {
    info: RunInfo,
    sensitivity: Sensitivity,
    remarks: Vec<String>,
}

pub(super) fn sensitivity(args: &SensitivityArgs, asked: &Request) -> Result<(), Failure> {
    let scenario = args.scenario.load_run(&args.simulation, args.output.quiet)?;
    let question = Question::of(args, &scenario)?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    plan.check(1)?;
    let folder = asked.folder(&args.output.folder(|| args.scenario.folder_of("sensitivity")))?;
    let answer = answer(asked, &plan, &scenario, &question)?;
    let files = result_files(asked, &scenario, &answer, &question);
    asked.finish(folder, files, |files, place| print(args, &answer, files, place))
}

impl Question {
    fn of(args: &SensitivityArgs, scenario: &Scenario) -> Result<Self, Failure> {
        let routes: Vec<String> = scenario.operator.route_names();
        let statistic = grammar::statistic(&args.stat, &routes)
            .map_err(|wrong| Failure::misused(format!("--stat: {wrong}")))?;
        if !statistic.is_of_paths() {
            return Err(Failure::misused(format!(
                "--stat: `{statistic}` is of all paths together, so that none can be sorted by its \
                 part of it; what moves it most moves mean_npv"
            )));
        }
        let output = match &args.outcome {
            Some(written) => output(written, &routes)?,
            None => Output::of(&statistic),
        };
        if 0 < args.rows && args.rows < LEAST_ROWS {
            let text = format!(
                "{} rows are too few for intervals; give --rows {LEAST_ROWS} or more, or \
                 0 for none",
                args.rows
            );
            return Err(Failure::misused(text));
        }
        let choice = Choice::parse(&args.charts, &args.sizes.size, &[&tornado::KIND])?;
        let shown = [Subject::of_statistic(&tornado::KIND, &statistic)];
        let choice = choice.like(&args.like, &shown, &Terms::of(&scenario.currency))?;
        Ok(Self { statistic, output, rows: args.rows, choice })
    }
}

/// An outcome by the name of a measure or of something that holds or not.
fn output(written: &str, routes: &[String]) -> Result<Output, Failure> {
    let read = if Measure::find(written).is_some() {
        grammar::statistic(&format!("mean_{written}"), routes)
    } else {
        grammar::statistic(&format!("p_{written}"), routes)
    };
    let statistic = read.map_err(|wrong| {
        let near = wrong.near.map(|near| format!("; did you mean `{}`?", near.written));
        let near = near.unwrap_or_default();
        let measures: Vec<&str> = Measure::all().map(Measure::key).collect();
        Failure::misused(format!(
            "--output: there is no outcome `{written}`{near}\nwrite what holds on a path \
             or not, as in p_loss: loss, total_loss, failure, sale, moic_ge_3; or a measure: {}",
            measures.join(", ")
        ))
    })?;
    Ok(Output::of(&statistic))
}

fn answer(
    asked: &Request,
    plan: &Plan,
    scenario: &Scenario,
    question: &Question,
) -> Result<Answer, Failure> {
    let info = plan.run_info(scenario);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, info.seed);
    let design = Design::new(&simulator, &scenario.assumptions, &question.output);
    let rows = design.chosen(question.rows, asked);
    let beside = design.bytes(rows);
    memory::check(
        plan.paths,
        plan.quiet,
        &[MemoryUse::outcomes(scenario), MemoryUse::drawn(scenario)],
        beside,
    )?;
    let Work { pool, progress } = plan.begin(plan.paths + design.simulations(rows))?;
    let outcomes = Outcomes::in_design(plan.design).without_months();
    let empty = (outcomes, uncertain(&scenario.assumptions));
    // Shares of variance ask for independent paths; where they are sorted, they may be spread.
    let spread = plan.simulator(scenario);
    let (outcomes, inputs) = pool
        .install(|| engine::run(&spread, 0..plan.paths, &empty, &progress))
        .map_err(without_result(&info.scenario_file))?;
    let sample = sample(&outcomes, &info);
    check(question, &sample)?;
    let moved =
        pool.install(|| drivers(&scenario.assumptions, &inputs, &sample, &question.statistic));
    let share = || design.shares(rows, &info, &progress);
    let shares = (0 < rows).then(|| pool.install(share)).transpose()?;
    progress.finish();
    let sensitivity = Sensitivity::new(moved, shares, &scenario.assumptions, simulator.sampler());
    let sensitivity = sensitivity.with_few_rows(design.kept_within(rows));
    let remarks = remarks(&sensitivity, &info);
    Ok(Answer { info, sensitivity, remarks })
}

/// Refuses what cannot be shared out, before the long part of the work.
fn check(question: &Question, sample: &Sample<'_>) -> Result<(), Failure> {
    let column = question.output.statistic().column(sample);
    let absent = column.iter().filter(|value| value.is_nan()).count();
    if question.rows == 0 || absent == 0 {
        return Ok(());
    }
    Err(Failure::misused(format!(
        "{absent} of {} paths have no {}, so its variance cannot be shared out; give an \
         outcome that every path has, such as --output moic, or --rows 0 for the tornado alone",
        column.len(),
        question.output.name(),
    )))
}

fn result_files(
    asked: &Request,
    scenario: &Scenario,
    answer: &Answer,
    question: &Question,
) -> Vec<ResultFile> {
    let Answer { info, sensitivity, remarks } = answer;
    let mut files = vec![ResultFile::new("tornado.csv", tornado_csv(&sensitivity.drivers))];
    if let Some(shares) = &sensitivity.shares {
        files.push(ResultFile::new("sobol.csv", sobol_csv(shares)));
    }
    if let Some(evidence) = &sensitivity.evidence {
        files.push(ResultFile::new("evidence.csv", evidence_csv(evidence)));
        files.push(ResultFile::new("doubts.csv", doubts_csv(evidence)));
    }
    let run = provenance(info);
    let subject = Subject::of_statistic(&tornado::KIND, &question.statistic);
    let picture = Picture::new(tornado::KIND.name, subject, |like, size| {
        tornado::tornado(&sensitivity.drivers, &run, like, size)
    });
    let drawn = question.choice.draw(vec![vec![picture]]).without_numbers();
    asked.files(MAIN, &[Used::new("scenario", scenario)], files, drawn, |record| {
        sensitivity_json(info, sensitivity, remarks, record)
    })
}

fn print(args: &SensitivityArgs, answer: &Answer, files: &[ResultFile], place: &Path) {
    args.output.show(files, place, || {
        sensitivity_text(&answer.info, &answer.sensitivity, &answer.remarks)
    });
}
