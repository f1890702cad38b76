//! `shortrun chart`: charts of a saved run, drawn without simulating.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;
use super::chart_args::ChartArgs;
use super::charts::{ChartChoice, written_to};
use super::files::ResultFolder;
use super::journal;
use super::print::print_out;
use super::verify::saved_results;
use crate::analysis::summary::summarize;
use crate::input::sha256;
use crate::output::picture::Pictures;
use crate::output::record::Record;
use crate::output::saved::{Unreadable, read_months, read_paths};

/// The command whose results can be drawn again.
const RUN: &str = "run";

pub(super) fn chart(args: &ChartArgs) -> Result<(), Failure> {
    let choice = ChartChoice::parse(&args.kind, &args.sizes.size)?;
    if choice.is_empty() {
        return Err(Failure::Misused("shortrun: no chart is asked for".to_owned()));
    }
    // What a killed run left to be finished there is finished first.
    let _ = journal::recover(&args.folder);
    let record = record(&args.folder)?;
    let paths = table(&args.folder, &record, "paths.parquet", read_paths)?;
    let months = table(&args.folder, &record, "months.parquet", read_months)?;
    let info = &paths.info;
    let choice = choice.like(&args.like, &info.currency, info.hurdle_rate)?;
    let folder = ResultFolder::prepare(&out_folder(args))?;
    let summary = summarize(&paths.outcomes, paths.info.hurdle_rate, &paths.info.route_names);
    let pictures = Pictures::new(&paths.info, &summary, &paths.outcomes);
    let files = choice.files(&pictures.with_runway(months.runway));
    let place = folder.replace(&files, &[])?;
    if !args.quiet {
        print_out(&written_to(&place, &files));
    }
    Ok(())
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

/// The record of the run in a folder, made by this version.
fn record(folder: &Path) -> Result<Record, Failure> {
    let shown = folder.display();
    let misused = |why: String| Err(Failure::Misused(format!("shortrun: {shown}: {why}")));
    let saved = saved_results(folder)?;
    let commands: Vec<String> = saved.iter().map(|one| one.record.command.clone()).collect();
    let Some(run) = saved.into_iter().map(|one| one.record).find(|one| one.command == RUN) else {
        return misused(format!(
            "these are results of {}, which keep no paths; only those of `shortrun run` can be \
             drawn again",
            commands.join(", ")
        ));
    };
    let version = env!("CARGO_PKG_VERSION");
    if run.program_version == version {
        return Ok(run);
    }
    misused(format!(
        "it was made by shortrun {}, and this is {version}, which may compute and draw otherwise; \
         run {} again, or draw with that version",
        run.program_version,
        folder.join("scenario.toml").display()
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
    let misused = |why: String| Failure::Misused(format!("shortrun: {why}"));
    let Some(recorded) = record.files.iter().find(|file| file.name == name) else {
        return Err(misused(format!(
            "{} has no {name}: the run was made without `--export parquet`, so nothing can be \
             drawn without simulating again",
            folder.display()
        )));
    };
    let bytes = fs::read(folder.join(name))
        .map_err(|error| misused(format!("cannot read {place}: {error}")))?;
    if sha256(&bytes) != recorded.sha256 {
        return Err(misused(format!(
            "{place} is not what the run wrote (its SHA-256 is not the recorded one); nothing is \
             drawn from it"
        )));
    }
    read(bytes).map_err(|why| misused(format!("cannot read {place}: {}", why.0)))
}
