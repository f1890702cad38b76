//! `shortrun replay`: one future told month by month.

pub(in crate::cli) mod args;

use std::path::{Path, PathBuf};

use super::Failure;
use super::files::ResultFile;
use super::like::Terms;
use super::pictures::{Choice, DrawnCharts};
use super::request::{Request, Used};
use super::simulate::{Plan, beyond_bounds, without_result};
use crate::analysis::pick::{PATHS_END, Pick, Standings, Which};
use crate::analysis::replayed::Replayed;
use crate::analysis::run_info::RunInfo;
use crate::engine;
use crate::model::simulator::Simulator;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Picture, Subject};
use crate::output::replay::chart::replay as chart;
use crate::output::replay::csv::{events_csv, ledger_csv};
use crate::output::replay::json::replay_json;
use crate::output::replay::text::replay_text;
use args::{ByArg, ReplayArgs};

/// The file that lists the others.
const MAIN: &str = "replay.json";

pub(super) fn replay(args: &ReplayArgs, asked: &Request) -> Result<(), Failure> {
    let which = which(&args.path)?;
    let scenario = args.scenario.load_run(&args.simulation, args.output.quiet)?;
    let choice = Choice::parse(&args.charts, &args.sizes.size, &[&chart::KIND])?;
    let shown = [Subject::of_kind(&chart::KIND)];
    let choice = choice.like(&args.like, &shown, &Terms::of(&scenario.currency))?;
    let plan = args.simulation.plan(&scenario, args.output.quiet);
    let folder = asked.folder(&args.output.folder(|| default_folder(args)))?;
    let info = plan.run_info(&scenario);
    let simulator = plan.simulator(&scenario);
    let pick = picked(args, &scenario.file, &plan, &simulator, which)?;
    let path = match (which, &pick) {
        (Which::Path(path), _) => path,
        (_, Some(pick)) => pick.path,
        _ => return Err(Failure::Failed("no path has a value to be picked by".to_owned())),
    };
    let replay = simulator.replay(path);
    if let Some(beyond) = &replay.ledger.beyond {
        return Err(beyond_bounds(&scenario.file, beyond));
    }
    let (operator, assumptions) = (&scenario.operator, &scenario.assumptions);
    let replayed = Replayed::new(operator, assumptions, replay, (which, pick));
    let drawn = drawn(&info, &replayed, &choice);
    let used = [Used::new("scenario", &scenario)];
    let files = asked.files(MAIN, &used, tables(&info, &replayed), drawn, |record| {
        replay_json(&info, &replayed, record)
    });
    asked.finish(folder, files, |files, place| {
        args.output.show(files, place, || replay_text(&info, &replayed));
    })
}

fn which(written: &str) -> Result<Which, Failure> {
    Which::parse(written).ok_or_else(|| {
        Failure::misused(format!(
            "--path: there is no path `{written}`; write its number, from 0 to {}, or p1 \
             to p99 (p05, p10, p25, ...), median, worst or best",
            PATHS_END - 1
        ))
    })
}

fn default_folder(args: &ReplayArgs) -> PathBuf {
    let is_number = args.path.bytes().all(|byte| byte.is_ascii_digit());
    let by = match args.by {
        _ if is_number => "",
        ByArg::Moic => "",
        ByArg::Npv => "-npv",
        ByArg::Irr => "-irr",
    };
    Path::new("output").join(format!("replay-{}-{}{by}", args.scenario.stem(), args.path))
}

/// The path at a place of the run; nothing is run for one that is asked for by
/// its number.
fn picked(
    args: &ReplayArgs,
    file: &str,
    plan: &Plan,
    simulator: &Simulator<'_>,
    which: Which,
) -> Result<Option<Pick>, Failure> {
    if let Which::Path(_) = which {
        return Ok(None);
    }
    plan.check(1)?;
    let work = plan.begin(plan.paths)?;
    let empty = Standings::by(args.by.by());
    let standings = work
        .pool
        .install(|| engine::run(simulator, 0..plan.paths, &empty, &work.progress))
        .map_err(without_result(file))?;
    work.progress.finish();
    Ok(standings.pick(which))
}

fn tables(info: &RunInfo, replayed: &Replayed) -> Vec<ResultFile> {
    vec![
        ResultFile::new("ledger.csv", ledger_csv(replayed, &info.currency)),
        ResultFile::new("events.csv", events_csv(replayed, &info.currency)),
    ]
}

fn drawn(info: &RunInfo, replayed: &Replayed, choice: &Choice) -> DrawnCharts {
    let mut run = provenance(info);
    if replayed.pick.is_none() {
        run.paths = 0;
    }
    let picture =
        Picture::of_kind(&chart::KIND, |like, size| chart::replay(&run, replayed, like, size));
    choice.draw(vec![vec![picture]])
}
