//! `shortrun run`: a scenario file in, the distribution of returns out.

use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Format, RunArgs};
use super::files::{ResultFile, ResultFolder, read_scenario};
use super::progress::{Progress, stop_on_ctrl_c};
use crate::analysis::caveats::caveats;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::{Summary, summarize};
use crate::analysis::timeline::month_spreads;
use crate::engine;
use crate::input::{self, Scenario};
use crate::model::simulator::Simulator;
use crate::output::charts::{self, ChartChoice};
use crate::output::{json, report, tables_csv};

/// Everything that results are made from.
struct Run {
    info: RunInfo,
    outcomes: Outcomes,
    summary: Summary,
    caveats: Vec<String>,
}

pub(super) fn run(args: &RunArgs) -> Result<(), Failure> {
    let choice = ChartChoice::parse(&args.charts, &args.size).map_err(Failure::Misused)?;
    let scenario = load(args)?;
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let run = simulate(args, &scenario)?;
    let files = result_files(args, &run, &choice);
    let stale = folder.read("summary.json").map(|text| json::files_of(&text)).unwrap_or_default();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let place = folder.write(&files, &stale)?;
    print(args, &run, &files, &names, &place);
    Ok(())
}

fn load(args: &RunArgs) -> Result<Scenario, Failure> {
    let name = args.scenario.display().to_string();
    let text = read_scenario(&args.scenario)?;
    let (scenario, warnings) =
        input::load(&name, &text).map_err(|problems| Failure::Misused(problems.to_string()))?;
    Ok(scenario)
}

fn out_folder(args: &RunArgs) -> PathBuf {
    let of_scenario = || Path::new("output").join(args.scenario.file_stem().unwrap_or_default());
    args.out.clone().unwrap_or_else(of_scenario)
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
    let outcomes = pool
        .install(|| engine::run(&simulator, 0..info.paths, &Outcomes::default(), &progress))
        .map_err(|stopped| {
            let done = stopped.done;
            Failure::Interrupted(format!("interrupted after {done} paths; nothing was written"))
        })?;
    progress.finish();
    let summary = summarize(&outcomes, info.hurdle_rate, &info.route_names);
    let caveats = caveats(&summary, &info.horizon_rule);
    Ok(Run { info, outcomes, summary, caveats })
}

fn run_info(args: &RunArgs, scenario: &Scenario) -> RunInfo {
    let operator = &scenario.operator;
    let terms = &operator.terms;
    let fact = |input| scenario.assumptions.known(input).expect("facts are plain numbers");
    RunInfo {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_file: args.scenario.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        scenario_name: scenario.name.clone(),
        vertical: scenario.vertical.clone(),
        currency: scenario.currency.clone(),
        content_hash: scenario.content_hash.clone(),
        seed: args.seed.unwrap_or(scenario.seed),
        paths: args.paths.unwrap_or(scenario.paths),
        horizon_months: operator.horizon_months,
        hurdle_rate: fact(terms.deal.hurdle_rate),
        cheque: fact(terms.deal.cheque),
        route_names: operator.routes.iter().map(|(name, _)| name.clone()).collect(),
        horizon_rule: scenario.horizon_rule(),
    }
}
