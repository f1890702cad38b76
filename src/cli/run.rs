//! `shortrun run`: a scenario file in, the distribution of returns out.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Format, MOST_PATHS, RunArgs};
use super::charts::ChartChoice;
use super::files::{ResultFile, ResultFolder};
use super::progress::{Progress, stop_on_ctrl_c};
use super::scenario::change;
use crate::analysis::assumption_rows::assumption_rows;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::ranks;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::{Summary, summarize};
use crate::analysis::timeline::month_spreads;
use crate::engine;
use crate::input::Scenario;
use crate::model::operator::Metric;
use crate::model::simulator::Simulator;
use crate::output::assumption_table::assumptions_csv;
use crate::output::caveats::caveats;
use crate::output::picture::Pictures;
use crate::output::{json, report, tables_csv};

/// Everything that results are made from.
struct Run {
    info: RunInfo,
    outcomes: Outcomes,
    summary: Summary,
    caveats: Vec<String>,
}

pub(super) fn run(args: &RunArgs) -> Result<(), Failure> {
    let scenario = load(args)?;
    let choice = ChartChoice::parse(&args.charts, &args.size)?;
    if MOST_PATHS < scenario.paths {
        let text = format!(
            "shortrun: {} paths do not fit in memory; at most {MOST_PATHS} do",
            scenario.paths
        );
        return Err(Failure::Misused(text));
    }
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let run = simulate(args, &scenario)?;
    let files = result_files(args, &scenario, &run, &choice);
    let stale = folder.read("summary.json").map(|text| json::files_of(&text)).unwrap_or_default();
    let place = folder.write(&files, &stale)?;
    print(args, &run, &files, &place);
    Ok(())
}

/// The scenario as it is run: options of the command line are part of it.
fn load(args: &RunArgs) -> Result<Scenario, Failure> {
    let options = [("--paths", "paths", args.paths), ("--seed", "seed", args.seed)];
    let changes = options.into_iter().filter_map(|(option, key, value)| {
        value.map(|value| change(option, format!("simulation.{key}={value}")))
    });
    args.scenario.load(changes.collect(), args.quiet)
}

fn out_folder(args: &RunArgs) -> PathBuf {
    args.out.clone().unwrap_or_else(|| args.scenario.default_folder())
}

fn simulate(args: &RunArgs, scenario: &Scenario) -> Result<Run, Failure> {
    let info = run_info(args, scenario);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, info.seed);
    let threads = args.threads.unwrap_or(0) as usize;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start {threads} threads: {error}")))?;
    stop_on_ctrl_c();
    let progress = Progress::new(info.paths, args.quiet);
    let empty = (Outcomes::default(), ranks::correlated(&scenario.assumptions));
    let (outcomes, inputs) = pool
        .install(|| engine::run(&simulator, 0..info.paths, &empty, &progress))
        .map_err(|_| Failure::Interrupted("interrupted; nothing was written".to_owned()))?;
    progress.finish();
    let mut summary = summarize(&outcomes, info.hurdle_rate, &info.route_names);
    summary.correlations = ranks::achieved(&scenario.assumptions, &inputs);
    let caveats = caveats(&summary, &info.horizon_rule);
    Ok(Run { info, outcomes, summary, caveats })
}

fn run_info(args: &RunArgs, scenario: &Scenario) -> RunInfo {
    let operator = &scenario.operator;
    let terms = &operator.terms;
    let fact = |input| scenario.assumptions.known(input).expect("facts are plain numbers");
    RunInfo {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_file: args.scenario.file_name(),
        scenario_name: scenario.name.clone(),
        vertical: scenario.vertical.clone(),
        currency: scenario.currency.clone(),
        content_hash: scenario.content_hash.clone(),
        seed: scenario.seed,
        paths: scenario.paths,
        horizon_months: operator.horizon_months,
        hurdle_rate: fact(terms.deal.hurdle_rate),
        cheque: fact(terms.deal.cheque),
        route_names: operator.routes.iter().map(|(name, _)| name.clone()).collect(),
        horizon_rule: horizon_rule(scenario),
    }
}

/// How the paths that nobody bought are valued, in words.
fn horizon_rule(scenario: &Scenario) -> String {
    let operator = &scenario.operator;
    let metric = match operator.horizon_metric {
        Metric::LtmRevenue => "LTM revenue",
        Metric::LtmEbitda => "LTM EBITDA",
        Metric::InvestedCapital => "invested capital",
    };
    let known = |input| scenario.assumptions.known(input);
    let multiple = match known(operator.terms.horizon.multiple) {
        Some(multiple) => format!("{multiple}x {metric}"),
        None => format!("a drawn multiple of {metric}"),
    };
    match known(operator.terms.horizon.illiquidity_discount) {
        Some(discount) if discount <= 0.0 => multiple,
        Some(discount) => format!("{multiple} less {:.0}% for illiquidity", 100.0 * discount),
        None => format!("{multiple} less a drawn discount for illiquidity"),
    }
}

fn result_files(
    args: &RunArgs,
    scenario: &Scenario,
    run: &Run,
    choice: &ChartChoice,
) -> Vec<ResultFile> {
    let mut files = scenario_files(scenario);
    let months = month_spreads(&run.outcomes, run.info.horizon_months);
    files.push(ResultFile::new("months.csv", tables_csv::months_csv(&months)));
    if args.paths_csv {
        let table = tables_csv::paths_csv(&run.outcomes, &run.info.route_names);
        files.push(ResultFile::new("paths.csv", table));
    }
    files.extend(choice.files(&Pictures::new(&run.info, &run.summary, &run.outcomes)));
    let assumptions = assumption_rows(&scenario.assumptions);
    let table = assumptions_csv(&assumptions, None, true);
    files.insert(1, ResultFile::new("assumptions.csv", table));
    let mut names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    names.insert(0, "summary.json".to_owned());
    let summary = json::summary_json(&run.info, &run.summary, &run.caveats, &assumptions, &names);
    files.insert(0, ResultFile::new("summary.json", summary.into_bytes()));
    files
}

/// The scenario as it was run, with the data that it names: enough to run it
/// again.
fn scenario_files(scenario: &Scenario) -> Vec<ResultFile> {
    let text = ResultFile::new("scenario.toml", scenario.resolved.clone().into_bytes());
    let data = scenario.data.iter().map(|file| ResultFile::new(&file.name, file.bytes.clone()));
    std::iter::once(text).chain(data).collect()
}

fn print(args: &RunArgs, run: &Run, files: &[ResultFile], place: &Path) {
    match args.format {
        Format::Json => print_out(&String::from_utf8_lossy(&files[0].bytes)),
        Format::Text if args.quiet => {}
        Format::Text => {
            print_out(&report::report(&run.info, &run.summary, &run.caveats));
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            print_out(&format!("\nWritten to {}: {}\n", place.display(), names.join(", ")));
        }
    }
}

/// Prints; a reader that stops reading, such as `head`, is not an error.
pub(super) fn print_out(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
