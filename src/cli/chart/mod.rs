//! `shortrun chart`: charts of a saved run or comparison, drawn without
//! simulating.

pub(in crate::cli) mod args;

use std::path::{Path, PathBuf};

use super::bounded::Purpose;
use super::compare::chosen_panels;
use super::files::steady::steady;
use super::files::{List, ResultFile, ResultFolder};
use super::like::Terms;
use super::pictures::{Choice, chosen, chosen_sizes, written_to};
use super::print::print_out;
use super::run::export::parquet_names;
use super::saved::saved_results;
use super::{Failure, bounded};
use crate::analysis::compare::{Contender, compare as compare_runs};
use crate::analysis::followed::Followed;
use crate::analysis::summary::{Summary, summarize};
use crate::input::sha256;
use crate::output::compare::pictures::{self as compare, ComparePictures};
use crate::output::record::{Record, StoredScenario};
use crate::output::run::pictures::{self as run, Pictures, RunChart};
use crate::output::run::saved::{SavedPaths, read_months, read_paths, read_years};
use crate::output::tables::parquet_reader::Unreadable;
use args::ChartArgs;

/// The commands whose results can be drawn again.
const RUN: &str = "run";
const COMPARE: &str = "compare";

/// What lists the charts.
const LIST: List = List { command: "chart", main: "charts.json", keeps: true };

pub(super) fn chart(args: &ChartArgs) -> Result<(), Failure> {
    let kinds = chosen(&args.kind, &compare::kinds())?;
    chosen_sizes(&args.sizes.size)?;
    if kinds.is_empty() && args.panel.is_empty() {
        return Err(Failure::misused("no chart is asked for"));
    }
    // Of a folder with both, what the kinds that are named belong to.
    let is_all = matches!(&args.kind[..], [all] if all == "all");
    let is_of_comparison =
        !args.panel.is_empty() || !is_all && kinds.iter().any(|kind| compare::KINDS.contains(kind));
    let first = if is_of_comparison { COMPARE } else { RUN };
    let (folder, files) = steady(&args.folder, || {
        let record = record(&args.folder, first)?;
        if record.command == RUN { of_run(args, &record) } else { of_comparison(args, &record) }
    })?;
    let place = folder.add(&LIST, &files)?;
    if !args.quiet {
        print_out(&written_to(&place, &files));
    }
    Ok(())
}

/// The folder for the charts, and the charts.
type FolderOfCharts = (ResultFolder, Vec<ResultFile>);

fn of_run(args: &ChartArgs, record: &Record) -> Result<FolderOfCharts, Failure> {
    if !args.panel.is_empty() {
        let folder = args.folder.display();
        let text =
            format!("{folder}: these are results of a single run; a panel is of a comparison");
        return Err(Failure::misused(text));
    }
    let choice = Choice::parse(&args.kind, &args.sizes.size, &run::kinds())?;
    let Saved { paths, followed, summary } = Saved::read(&args.folder, record, "")?;
    let info = &paths.info;
    let terms = Terms { currency: &info.currency, target_irrs: &[info.target_irr] };
    let choice = choice.like(&args.like, &run::CHARTS.each_ref().map(RunChart::subject), &terms)?;
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let pictures = Pictures::new(info, &summary, &paths.outcomes);
    let pictures = pictures.with_followed(followed).with_units(paths.units.clone());
    let pictures = pictures.with_driver(paths.driver.clone());
    Ok((folder, choice.draw(pictures.list()).into_parts().0))
}

fn of_comparison(args: &ChartArgs, record: &Record) -> Result<FolderOfCharts, Failure> {
    let labels: Vec<&str> = record.scenarios.iter().map(StoredScenario::label).collect();
    let read = labels.iter().map(|label| Saved::read(&args.folder, record, &format!("{label}-")));
    let saved: Vec<Saved> = read.collect::<Result<_, _>>()?;
    let targets: Vec<f64> = saved.iter().map(|one| one.paths.info.target_irr).collect();
    let currency = saved.first().map_or("", |one| one.paths.info.currency.as_str());
    let terms = Terms { currency, target_irrs: &targets };
    let panels = chosen_panels(&args.panel)?;
    let choice = Choice::parse(&args.kind, &args.sizes.size, &compare::kinds())?;
    let choice = choice.like(&args.like, &compare::subjects(), &terms)?;
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let contenders = labels.iter().zip(&saved).map(|(label, one)| Contender {
        label,
        info: &one.paths.info,
        outcomes: &one.paths.outcomes,
        summary: &one.summary,
    });
    let contenders: Vec<Contender<'_>> = contenders.collect();
    let comparison = compare_runs(&contenders);
    let pictures = ComparePictures::new(&contenders, &comparison);
    let followed = saved.iter().map(|one| one.followed.clone());
    let units = saved.iter().map(|one| one.paths.units.clone());
    let drivers = saved.iter().map(|one| one.paths.driver.clone());
    let pictures = pictures.with_followed(followed).with_units(units).with_drivers(drivers);
    let drawn = choice.draw(pictures.list()).with(choice.draw_panels(pictures.panels(&panels)));
    Ok((folder, drawn.into_parts().0))
}

/// A run as its tables have it.
struct Saved {
    paths: SavedPaths,
    followed: Followed,
    summary: Summary,
}

impl Saved {
    /// Reads the tables whose names begin so.
    fn read(folder: &Path, record: &Record, prefix: &str) -> Result<Self, Failure> {
        let [of_paths, of_months, of_years] = parquet_names(prefix);
        let paths = table(folder, record, &of_paths, read_paths)?;
        let months = table(folder, record, &of_months, read_months)?;
        let years = table(folder, record, &of_years, read_years)?;
        let followed = Followed { runway: months.runway, peers: months.peers, years };
        let info = &paths.info;
        let summary = summarize(&paths.outcomes, info.target_irr, &info.route_names);
        Ok(Self { paths, followed, summary })
    }
}

/// Beside the results, which stay as their record has them.
fn out_folder(args: &ChartArgs) -> PathBuf {
    let beside = || {
        let real = args.folder.canonicalize().unwrap_or_else(|_| args.folder.clone());
        // `.` and `..` have no name of their own.
        let named = if args.folder.file_name().is_some() { &args.folder } else { &real };
        let name = named.file_name().unwrap_or_default().to_string_lossy().into_owned();
        named.with_file_name(format!("{name}-charts"))
    };
    args.out.clone().unwrap_or_else(beside)
}

/// The record of a run or a comparison in a folder, made by this version; of
/// both, that of the command wanted `first`.
fn record(folder: &Path, first: &str) -> Result<Record, Failure> {
    let shown = folder.display();
    let misused = |why: String| Err(Failure::misused(format!("{shown}: {why}")));
    let saved = saved_results(folder)?;
    let commands: Vec<String> = saved.iter().map(|one| one.record.command.clone()).collect();
    let records = saved.into_iter().map(|one| one.record);
    let mut drawable: Vec<Record> =
        records.filter(|one| [RUN, COMPARE].contains(&one.command.as_str())).collect();
    drawable.sort_by_key(|one| one.command != first);
    let Some(made) = drawable.into_iter().next() else {
        return misused(format!(
            "these are results of {}, which keep no paths; only those of `shortrun run` and \
             `shortrun compare` can be drawn again",
            commands.join(", ")
        ));
    };
    let version = env!("CARGO_PKG_VERSION");
    if made.program_version == version {
        return Ok(made);
    }
    let files = made.scenarios.iter().map(|one| folder.join(&one.stored).display().to_string());
    misused(format!(
        "it was made by shortrun {}, and this is {version}, which may compute and draw otherwise; \
         {} {} again, or draw with that version",
        made.program_version,
        made.command,
        files.collect::<Vec<_>>().join(" ")
    ))
}

/// A table of the run, if it is what was written.
fn table<T>(
    folder: &Path,
    record: &Record,
    name: &str,
    read: impl FnOnce(Vec<u8>) -> Result<T, Unreadable>,
) -> Result<T, Failure> {
    let place = folder.join(name).display().to_string();
    let misused = |why: String| Failure::misused(why.to_string());
    let Some(recorded) = record.files.iter().find(|file| file.name == name) else {
        return Err(misused(format!(
            "{} has no {name}: the {} was made without `--export parquet`, so nothing can be \
             drawn without simulating again",
            folder.display(),
            what(record)
        )));
    };
    let bytes = bounded::read_within(folder, name, Purpose::Table)
        .map_err(|error| misused(format!("cannot read {place}: {error}")))?;
    if sha256(&bytes) != recorded.sha256 {
        return Err(misused(format!(
            "{place} is not what the {} wrote (its SHA-256 is not the recorded one); nothing is \
             drawn from it",
            what(record)
        )));
    }
    read(bytes).map_err(|why| misused(format!("cannot read {place}: {}", why.0)))
}

/// What a record is of, in a word.
fn what(record: &Record) -> &'static str {
    if record.command == RUN { "run" } else { "comparison" }
}
