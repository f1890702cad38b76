//! `shortrun run`: a scenario file in, the distribution of returns out.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Format, MOST_PATHS, RunArgs};
use super::charts::ChartChoice;
use super::files::{ResultFile, ResultFolder, read_scenario};
use super::progress::{Progress, stop_on_ctrl_c};
use crate::analysis::assumption_rows::assumption_rows;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::ranks;
use crate::analysis::run_info::RunInfo;
use crate::analysis::summary::{Summary, summarize};
use crate::analysis::timeline::month_spreads;
use crate::engine;
use crate::input::{self, Problems, Scenario};
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
    let paths = args.paths.unwrap_or(scenario.paths);
    if MOST_PATHS < paths {
        let text = format!("shortrun: {paths} paths do not fit in memory; at most {MOST_PATHS} do");
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

fn load(args: &RunArgs) -> Result<Scenario, Failure> {
    let name = args.scenario.display().to_string();
    let text = read_scenario(&args.scenario)?;
    let (scenario, warnings) = input::load(&name, &text).map_err(|wrong| misused(&wrong))?;
    if warnings.is_empty() {
        return Ok(scenario);
    }
    let warnings = Problems::new(&name, &text, warnings);
    if args.strict {
        return Err(misused(&warnings));
    }
    if !args.quiet {
        say(&format!("{}\n", shown(&warnings)));
    }
    Ok(scenario)
}

fn misused(problems: &Problems) -> Failure {
    Failure::Misused(shown(problems))
}

/// In colour where a person is looking.
pub(super) fn shown(problems: &Problems) -> String {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let all = if coloured { problems.render_coloured() } else { problems.render() };
    format!("{all}\n\n{}", problems.summary())
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
    let mut files = Vec::new();
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

pub(super) fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
