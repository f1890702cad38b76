//! `shortrun verify`: saved results made again, and held against the files.

pub(in crate::cli) mod args;

use std::collections::BTreeSet;
use std::path::Path;

use super::again::{RerunOptions, again};
use super::bounded::{Stored, Unread};
use super::files::ResultFile;
use super::files::steady::steady;
use super::print::print_out;
use super::program::{Program, Repeat};
use super::saved::{Saved, saved_results};
use super::{Failure, bounded, stop};
use crate::cli::common_args::Format;
use crate::output::format::count;
use crate::output::record::Record;
use crate::output::verify::difference::difference;
use crate::output::verify::report::{State, Verification, verification_json, verification_text};
use args::VerifyArgs;

pub(super) fn verify(args: &VerifyArgs, program: Program) -> Result<(), Failure> {
    stop::loses("nothing was verified");
    let options = RerunOptions { threads: args.threads.unwrap_or(0), quiet: args.quiet };
    let done = steady(&args.folder, || all_verified(&args.folder, program, options))?;
    let version = env!("CARGO_PKG_VERSION");
    let folder = args.folder.display().to_string();
    match args.format {
        Format::Json => print_out(&verification_json(&done, version)),
        Format::Text if args.quiet => {}
        Format::Text => print_out(&verification_text(&folder, &done, version)),
    }
    if done.iter().all(Verification::is_verified) {
        return Ok(());
    }
    Err(Failure::Failed(format!("{folder} is not what its record says")))
}

/// All results of a folder made again, and held against what is there.
fn all_verified(
    folder: &Path,
    program: Program,
    options: RerunOptions,
) -> Result<Vec<Verification>, Failure> {
    let saved = saved_results(folder)?;
    let ready = saved.into_iter().map(|one| ready(one, folder, program, options));
    let ready: Vec<(Record, Repeat)> = ready.collect::<Result<_, _>>()?;
    ready.into_iter().map(|(record, repeat)| verified(folder, &record, repeat)).collect()
}

/// The command that made a result, ready to be carried out, or why it cannot be read.
fn ready(
    saved: Saved,
    folder: &Path,
    program: Program,
    options: RerunOptions,
) -> Result<(Record, Repeat), Failure> {
    let repeat = again(&saved.record, folder, saved.left_out, program, options);
    let repeat = repeat.map_err(|why| unreadable(folder, &saved.record, &why))?;
    Ok((saved.record, repeat))
}

fn unreadable(folder: &Path, record: &Record, why: &str) -> Failure {
    let place = folder.join(&record.main);
    let version = env!("CARGO_PKG_VERSION");
    let of_other = if record.program_version == version {
        String::new()
    } else {
        format!(" (it was made by shortrun {}; this is {version})", record.program_version)
    };
    Failure::misused(format!("the record in {} cannot be read: {why}{of_other}", place.display()))
}

fn verified(folder: &Path, record: &Record, repeat: Repeat) -> Result<Verification, Failure> {
    let (made, refused) = match repeat() {
        Ok(files) => (files, None),
        Err(failure @ Failure::Interrupted(_)) => return Err(failure),
        Err(failure) => (Vec::new(), Some(failure.words())),
    };
    let names = names(record, &made);
    let judge = |name: &str| (name.to_owned(), state(folder, record, name, &made));
    Ok(Verification {
        main: record.main.clone(),
        command: record.command.clone(),
        scenarios: record.scenarios.iter().map(|one| one.file.clone()).collect(),
        made_by: record.program_version.clone(),
        refused,
        files: names.iter().map(|name| judge(name)).collect(),
    })
}

/// All names, in the order in which a difference is best understood: what went
/// in, then the figures, then the rest.
fn names(record: &Record, made: &[ResultFile]) -> Vec<String> {
    let stored = record.scenarios.iter().map(|one| &one.stored);
    let all = stored
        .chain([&record.main])
        .chain(record.files.iter().map(|file| &file.name))
        .chain(made.iter().map(|file| &file.name));
    let mut seen = BTreeSet::new();
    all.filter(|name| seen.insert(*name)).cloned().collect()
}

fn state(folder: &Path, record: &Record, name: &str, made: &[ResultFile]) -> State {
    let recorded = record.files.iter().find(|file| file.name == name);
    let made_again = made.iter().find(|file| file.name == name);
    let is_main = name == record.main;
    let most = made_again.map_or(0, |again| most_compared(again.bytes.len()));
    let here = match bounded::look_within(folder, name, most) {
        Ok(here) => here,
        Err(Unread::Missing(_)) if recorded.is_some() || is_main => return State::Missing,
        Err(Unread::Missing(_)) => return State::NotRecorded,
        Err(why) => return State::Unread(why.to_string()),
    };
    let is_as_recorded = recorded.map(|file| file.sha256 == here.sha256);
    match (made_again, is_as_recorded) {
        (None, Some(true)) if made.is_empty() => State::AsRecorded,
        (None, Some(false)) if made.is_empty() => {
            State::Changed("its SHA-256 is not the recorded one".to_owned())
        }
        (None, None) if made.is_empty() => State::AsRecorded,
        (None, _) => State::Foreign,
        (Some(_), None) if !is_main => State::NotRecorded,
        (Some(again), _) if here.bytes.as_ref() != Some(&again.bytes) => {
            let how = how_different(name, &here, &again.bytes);
            if is_as_recorded == Some(true) {
                State::MadeOtherwise(how)
            } else {
                State::Changed(how)
            }
        }
        (Some(_), Some(false)) => State::Changed("its SHA-256 is not the recorded one".to_owned()),
        (Some(_), _) => State::Same,
    }
}

/// Largest file that is held against one of so many bytes to see where they
/// differ.
fn most_compared(made: usize) -> u64 {
    2 * made as u64 + (1 << 20)
}

fn how_different(name: &str, here: &Stored, again: &[u8]) -> String {
    match &here.bytes {
        Some(bytes) => difference(name, bytes, again),
        None => format!(
            "it has {} bytes here and {} made again",
            count(here.size),
            count(again.len() as u64)
        ),
    }
}
