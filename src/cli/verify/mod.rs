//! `shortrun verify`: saved results made again, and held against the files.

pub(in crate::cli) mod args;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::again::{Again, Manner};
use super::bounded::{Stored, Unread};
use super::command::Format;
use super::files::steady::steady;
use super::files::{LISTING, ResultFile};
use super::print::print_out;
use super::{Failure, bounded, stop};
use crate::output::format::count;
use crate::output::record::Record;
use crate::output::record_reader;
use crate::output::record_reader::Found;
use crate::output::terminal::in_quotes;
use crate::output::verify::difference::difference;
use crate::output::verify::report::{State, Verification, verification_json, verification_text};
use args::VerifyArgs;

pub(super) fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    stop::loses("nothing was verified");
    let manner = Manner { threads: args.threads.unwrap_or(0), quiet: args.quiet };
    let done = steady(&args.folder, || all_verified(&args.folder, manner))?;
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
fn all_verified(folder: &Path, manner: Manner) -> Result<Vec<Verification>, Failure> {
    let saved = saved_results(folder)?;
    let ready = saved.into_iter().map(|one| one.ready(folder, manner));
    let ready: Vec<(Record, Again)> = ready.collect::<Result<_, _>>()?;
    ready.into_iter().map(|(record, again)| verified(folder, &record, again)).collect()
}

/// The record of a result.
pub(super) struct Saved {
    pub(super) record: Record,
    /// What a screening did not take, as its main file tells.
    left_out: Vec<(String, String)>,
}

impl Saved {
    /// The command that made it, or why it cannot be read.
    fn ready(self, folder: &Path, manner: Manner) -> Result<(Record, Again), Failure> {
        let again = Again::of(&self.record, folder, self.left_out, manner);
        let again = again.map_err(|why| unreadable(folder, &self.record, &why))?;
        Ok((self.record, again))
    }
}

fn unreadable(folder: &Path, record: &Record, why: &str) -> Failure {
    let place = folder.join(&record.main);
    let version = env!("CARGO_PKG_VERSION");
    let of_other = if record.program_version == version {
        String::new()
    } else {
        format!(" (it was made by shortrun {}; this is {version})", record.program_version)
    };
    Failure::Misused(format!(
        "shortrun: the record in {} cannot be read: {why}{of_other}",
        place.display()
    ))
}

/// The results in a folder, by the names of their main files.
pub(super) fn saved_results(folder: &Path) -> Result<Vec<Saved>, Failure> {
    let misused = |why: String| Failure::Misused(format!("shortrun: {}: {why}", folder.display()));
    let entries = fs::read_dir(folder).map_err(|error| misused(error.to_string()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json") && !name.starts_with('.'))
        .collect();
    names.sort();
    let (mut saved, mut wrong, mut unread) = (Vec::new(), Vec::new(), String::new());
    for name in names {
        let text = match bounded::record_text(folder, &name) {
            Ok(text) => text,
            Err(why) => {
                unread += &format!("; {} cannot be read: {why}", in_quotes(&name));
                continue;
            }
        };
        match record_reader::read(&name, &text) {
            Found::Foreign => {}
            Found::Unreadable(why) => wrong.push(misused(format!("{}: {why}", in_quotes(&name)))),
            // A list of files that are no result, such as charts drawn again.
            Found::Record(record) if LISTING.contains(&record.command.as_str()) => {}
            Found::Record(record) => {
                saved.push(Saved { record: *record, left_out: record_reader::left_out(&text) });
            }
        }
    }
    match wrong.into_iter().next() {
        Some(failure) => Err(failure),
        None if saved.is_empty() => {
            Err(misused(format!("there is no result of shortrun with a record in it{unread}")))
        }
        None => Ok(saved),
    }
}

fn verified(folder: &Path, record: &Record, again: Again) -> Result<Verification, Failure> {
    let (made, refused) = match again.files() {
        Ok(files) => (files, None),
        Err(failure @ Failure::Interrupted(_)) => return Err(failure),
        Err(failure) => {
            (Vec::new(), Some(failure.text().trim_start_matches("shortrun: ").to_owned()))
        }
    };
    let names = names(record, &made);
    let judge = |name: &str| (name.to_owned(), state(folder, record, (name, &made)));
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

fn state(folder: &Path, record: &Record, (name, made): (&str, &[ResultFile])) -> State {
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
