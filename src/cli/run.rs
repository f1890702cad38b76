//! `shortrun run`: a scenario file in, the distribution of returns out.

use std::path::{Path, PathBuf};

use super::Failure;
use super::args::{Format, RunArgs};
use super::charts::{ChartChoice, written_to};
use super::files::{ResultFile, ResultFolder};
use super::print::print_out;
use super::scenario::stored;
use super::simulate::Run;
use crate::analysis::assumption_rows::assumption_rows;
use crate::analysis::timeline::month_spreads;
use crate::input::Scenario;
use crate::output::assumption_table::assumptions_csv;
use crate::output::picture::Pictures;
use crate::output::{json, report, tables_csv};

pub(super) fn run(args: &RunArgs) -> Result<(), Failure> {
    let scenario = args.scenario.load_run(&args.simulation, args.output.quiet)?;
    let choice = ChartChoice::parse(&args.charts, &args.sizes.size)?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    plan.check(1)?;
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let runs = plan.simulate(&[(&args.scenario.scenario, &scenario)])?;
    let run = &runs[0];
    let files = result_files(args, &scenario, run, &choice);
    let stale = folder.read("summary.json").map(|text| json::files_of(&text)).unwrap_or_default();
    let place = folder.write(&files, &stale)?;
    print(args, run, &files, &place);
    Ok(())
}

fn out_folder(args: &RunArgs) -> PathBuf {
    args.output.folder(|| args.scenario.default_folder())
}

fn result_files(
    args: &RunArgs,
    scenario: &Scenario,
    run: &Run,
    choice: &ChartChoice,
) -> Vec<ResultFile> {
    let mut files = stored([("scenario", scenario)]);
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
    match args.output.format {
        Format::Json => print_out(&String::from_utf8_lossy(&files[0].bytes)),
        Format::Text if args.output.quiet => {}
        Format::Text => {
            print_out(&report::report(&run.info, &run.summary, &run.caveats));
            print_out(&written_to(place, files));
        }
    }
}
