//! `shortrun memo`: all that is known of a plan, for an investment committee.

pub(in crate::cli) mod args;
mod charts;
mod questions;
mod rules_of_plan;
mod simulated;
mod workbook;

use crate::cli::misuse::Misuse;
use std::path::PathBuf;

use super::common_args::ChangeArgs;
use super::files::ResultFile;
use super::pictures::{Choice, DrawnCharts};
use super::request::{Request, Used};
use super::sensitivity::LEAST_ROWS;
use super::stress::question::StressTest;
use super::{Failure, comparable, compare};
use crate::analysis::assumption_rows::assumption_rows;
use crate::analysis::cash_marks::cash_marks;
use crate::cli::scenario::load_all;
use crate::input::Scenario;
use crate::output::assumption_table::assumptions_csv;
use crate::output::memo::json::{MAIN, memo_json};
use crate::output::memo::{Against, Material, document};
use crate::output::sensitivity::words::remarks as sensitivity_remarks;
use crate::output::stress::text::remarks as stress_remarks;
use crate::output::{html, markdown};
use args::MemoArgs;
use charts::{InSizes, Subjects};
use questions::{LEAST_PATHS, MemoQuestions};
use rules_of_plan::{screening, unused_rules};
use simulated::{Extent, Results, simulate};
use workbook::workbook_file;

/// The plan, then its alternatives.
struct Plans<'a> {
    /// What they are called, each otherwise.
    labels: &'a [String],
    scenarios: &'a [Scenario],
}

pub(super) fn memo(args: &MemoArgs, asked: &Request) -> Result<(), Failure> {
    let files: Vec<PathBuf> =
        std::iter::once(&args.scenario.scenario).chain(&args.against).cloned().collect();
    comparable::refuse_repeats(&files)?;
    let mut scenarios = load(args)?;
    comparable::refuse_unlike(&files, &scenarios)?;
    comparable::name_apart(&files, &mut scenarios);
    let names: Vec<PathBuf> = scenarios.iter().map(|one| PathBuf::from(&one.file)).collect();
    let labels = comparable::labels(&names);
    let choice = charts::choice(&args.charts, &args.sizes.size)?;
    refuse_few(args)?;
    let plan = args.simulation.plan(&scenarios[0], args.output.quiet);
    plan.check(scenarios.len() as u64)?;
    let out = args.output.folder(|| args.scenario.folder_of("memo"));
    let folder = asked.folder(&out)?;
    let wanted = StressTest::of_blocks(&args.scenario, None, &scenarios[0])?;
    let asks = MemoQuestions::of(args.diligence_paths, &scenarios[0])?;
    let extent = Extent { rows: args.rows, stress: wanted, questions: asks };
    let results = simulate(asked, &plan, &scenarios, extent)?;
    let plans = Plans { labels: &labels, scenarios: &scenarios };
    let (memo, files) = result_files(asked, &plans, &results, &choice);
    asked.finish(folder, files, |files, place| args.output.show(files, place, || memo))
}

/// The plan, with the options that become part of it, and the alternatives;
/// or what is wrong with all of them that cannot be read.
fn load(args: &MemoArgs) -> Result<Vec<Scenario>, Failure> {
    let changes = ChangeArgs {
        set: args.scenario.set.clone(),
        strict: args.scenario.strict,
        called: args.against_called.clone(),
    };
    let plan = args.scenario.load_run(&args.simulation, args.output.quiet);
    let others = load_all(&args.against, &changes, args.output.quiet);
    match (plan, others) {
        (Ok(plan), Ok(mut others)) => {
            // All are simulated as the plan is, so nothing is to be said of that.
            for other in &mut others {
                (other.paths, other.seed, other.design) = (plan.paths, plan.seed, plan.design);
            }
            Ok(std::iter::once(plan).chain(others).collect())
        }
        (Err(Failure::Misused(one)), Err(Failure::Misused(other))) => {
            Err(Failure::Misused(Misuse::Blocks(vec![one, other])))
        }
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    }
}

fn refuse_few(args: &MemoArgs) -> Result<(), Failure> {
    let (rows, paths) = (args.rows, args.diligence_paths);
    if 0 < paths && paths < LEAST_PATHS {
        return Err(Failure::misused(format!(
            "{paths} paths are too few to tell what answers are worth; give \
             --diligence-paths {LEAST_PATHS} or more, or 0 for none"
        )));
    }
    if 0 < rows && rows < LEAST_ROWS {
        return Err(Failure::misused(format!(
            "{rows} rows are too few for intervals; give --rows {LEAST_ROWS} or more, or 0 \
             for none"
        )));
    }
    Ok(())
}

/// The memo as Markdown, and all files.
fn result_files(
    asked: &Request,
    plans: &Plans<'_>,
    results: &Results,
    choice: &Choice,
) -> (String, Vec<ResultFile>) {
    let Plans { labels, scenarios } = *plans;
    let Results { runs, deal, sensitivity, stress, questions } = results;
    let compared = compare::results(labels, scenarios, runs, None);
    let has_others = 1 < scenarios.len();
    let own_remarks = comparable::remarks(labels, scenarios);
    let against = has_others.then_some(Against {
        comparison: &compared.comparison,
        shared: &compared.shared,
        remarks: &own_remarks,
        all_remarks: &compared.remarks,
    });
    let (plan, info) = (&runs[0], &runs[0].info);
    let assumptions = assumption_rows(&scenarios[0].assumptions);
    let runway = cash_marks(&plan.outcomes, info.horizon_months);
    let screening = screening(labels, runs, scenarios);
    let unused_rules = unused_rules(scenarios);
    let remarks = stress.as_ref().map(|found| stress_remarks(found, info.paths));
    let drivers_remarks = sensitivity_remarks(sensitivity, info);
    let material = Material {
        contenders: &compared.contenders,
        operator: &scenarios[0].operator,
        deal,
        comparables: &scenarios[0].comparables,
        texts: &scenarios[0].memo,
        caveats: &plan.caveats,
        assumptions: &assumptions,
        runway: &runway,
        sensitivity,
        sensitivity_remarks: &drivers_remarks,
        stress: stress.as_ref().zip(remarks.as_deref()),
        against: against.as_ref(),
        questions: questions.as_ref().map(|(found, info)| (found, info)),
        screening: &screening,
        unused_rules: &unused_rules,
    };
    let drawn = charts::draw(
        choice,
        &Subjects {
            contenders: &compared.contenders,
            drivers: &sensitivity.drivers,
            stress: stress.as_ref(),
            comparison: has_others.then_some(&compared.comparison),
        },
    );
    let (text, mut files) = texts(&material, &drawn);
    files.push(ResultFile::new("assumptions.csv", assumptions_csv(&assumptions, None, true)));
    files.push(workbook_file(plan, &material));
    files.extend(drawn.iter().flat_map(InSizes::files));
    let stored = stored_names(scenarios.len());
    let used: Vec<Used<'_>> =
        stored.iter().zip(scenarios).map(|(label, one)| used(label, one)).collect();
    let nothing_lent = DrawnCharts::default();
    (text, asked.files(MAIN, &used, files, nothing_lent, |record| memo_json(&material, record)))
}

fn stored_names(scenarios: usize) -> Vec<String> {
    let others = (1..scenarios).map(|n| format!("against-{n}"));
    std::iter::once("scenario".to_owned()).chain(others).collect()
}

fn used<'a>(label: &'a str, scenario: &'a Scenario) -> Used<'a> {
    let option = (label != "scenario").then_some("against");
    Used { label, option, scenario }
}

/// The memo as Markdown, and the files of its text.
fn texts(material: &Material<'_>, drawn: &[InSizes]) -> (String, Vec<ResultFile>) {
    let names: Vec<String> = drawn.iter().map(|one| one.name().to_owned()).collect();
    let linked: Vec<String> = drawn.iter().map(InSizes::file).collect();
    let pictures: Vec<html::Picture<'_>> =
        drawn.iter().zip(&linked).map(|(one, file)| one.picture(file)).collect();
    let memo = document(material, &names);
    let text = markdown::markdown(&memo, &pictures);
    let files = vec![
        ResultFile::new("memo.md", text.clone().into_bytes()),
        ResultFile::new("memo.html", html::html(&memo, &pictures).into_bytes()),
    ];
    (text, files)
}
