//! `shortrun run`: a scenario file in, the distribution of returns out.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Format, RunArgs};
use super::charts::ChartChoice;
use super::files::{ResultFile, ResultFolder, read_scenario};
use super::print::{print_out, say};
use super::simulate::{Plan, Run};
use crate::analysis::timeline::month_spreads;
use crate::input::{self, Problems, Scenario};
use crate::output::picture::Pictures;
use crate::output::{json, report, tables_csv};

pub(super) fn run(args: &RunArgs) -> Result<(), Failure> {
    let scenario = load(&args.scenario, args.strict, args.quiet)?;
    let choice = ChartChoice::parse(&args.charts, &args.size)?;
    let plan = Plan {
        paths: args.paths.unwrap_or(scenario.paths),
        seed: args.seed.unwrap_or(scenario.seed),
        threads: args.threads.unwrap_or(0),
        quiet: args.quiet,
    };
    plan.check(1)?;
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let runs = plan.simulate(&[(&args.scenario, &scenario)])?;
    let run = &runs[0];
    let files = result_files(args, run, &choice);
    let stale = folder.read("summary.json").map(|text| json::files_of(&text)).unwrap_or_default();
    let place = folder.write(&files, &stale)?;
    print(args, run, &files, &place);
    Ok(())
}

/// Reads a scenario; its warnings are errors if `strict`, and printed unless
/// `quiet`.
pub(super) fn load(file: &Path, strict: bool, quiet: bool) -> Result<Scenario, Failure> {
    let name = file.display().to_string();
    let text = read_scenario(file)?;
    let (scenario, warnings) = input::load(&name, &text).map_err(|wrong| misused(&wrong))?;
    if warnings.is_empty() {
        return Ok(scenario);
    }
    let warnings = Problems::new(&name, &text, warnings);
    if strict {
        return Err(misused(&warnings));
    }
    if !quiet {
        say(&format!("{}\n", shown(&warnings)));
    }
    Ok(scenario)
}

fn misused(problems: &Problems) -> Failure {
    Failure::Misused(shown(problems))
}

/// In colour where a person is looking.
fn shown(problems: &Problems) -> String {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let all = if coloured { problems.render_coloured() } else { problems.render() };
    format!("{all}\n\n{}", problems.summary())
}

fn out_folder(args: &RunArgs) -> PathBuf {
    let of_scenario = || Path::new("output").join(args.scenario.file_stem().unwrap_or_default());
    args.out.clone().unwrap_or_else(of_scenario)
}

fn result_files(args: &RunArgs, run: &Run, choice: &ChartChoice) -> Vec<ResultFile> {
    let mut files = Vec::new();
    let months = month_spreads(&run.outcomes, run.info.horizon_months);
    files.push(ResultFile::new("months.csv", tables_csv::months_csv(&months)));
    if args.paths_csv {
        let table = tables_csv::paths_csv(&run.outcomes, &run.info.route_names);
        files.push(ResultFile::new("paths.csv", table));
    }
    files.extend(choice.files(&Pictures::new(&run.info, &run.summary, &run.outcomes)));
    let mut names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    names.insert(0, "summary.json".to_owned());
    let summary = json::summary_json(&run.info, &run.summary, &run.caveats, &names);
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
