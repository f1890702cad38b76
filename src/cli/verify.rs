//! `shortrun verify`: saved results made again, and held against the files.

use std::fs;
use std::path::Path;

use super::Failure;
use super::again::{Again, Manner};
use super::args::Format;
use super::files::ResultFile;
use super::journal;
use super::print::print_out;
use super::verify_args::VerifyArgs;
use crate::input::sha256;
use crate::output::difference::difference;
use crate::output::record::Record;
use crate::output::record_reader::{self, Found};
use crate::output::verification::{State, Verification, verification_json, verification_text};

/// Largest JSON file that is looked into for a record.
const LARGEST_MAIN: u64 = 256 << 20;

pub(super) fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    let manner = Manner { threads: args.threads.unwrap_or(0), quiet: args.quiet };
    let saved = saved_results(&args.folder)?;
    let ready = saved.into_iter().map(|one| one.ready(&args.folder, manner));
    let ready: Vec<(Record, Again)> = ready.collect::<Result<_, _>>()?;
    let done = ready.into_iter().map(|(record, again)| verified(&args.folder, &record, again));
    let done: Vec<Verification> = done.collect::<Result<_, _>>()?;
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

/// A main file with its record.
pub(super) struct Saved {
    text: String,
    pub(super) record: Record,
}

impl Saved {
    /// The command that made it, or why it cannot be read.
    fn ready(self, folder: &Path, manner: Manner) -> Result<(Record, Again), Failure> {
        let left_out = record_reader::left_out(&self.text);
        let again = Again::of(&self.record, folder, left_out, manner);
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
    if journal::is_pending(folder) {
        return Err(misused(
            "a run was stopped while it was putting its results there; `shortrun chart` of the \
             folder, or any run into it, finishes that"
                .to_owned(),
        ));
    }
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json") && !name.starts_with('.'))
        .collect();
    names.sort();
    let (mut saved, mut wrong) = (Vec::new(), Vec::new());
    for name in names {
        let place = folder.join(&name);
        let is_small = fs::metadata(&place).is_ok_and(|file| file.len() <= LARGEST_MAIN);
        let Some(text) = is_small.then(|| fs::read_to_string(&place).ok()).flatten() else {
            continue;
        };
        match record_reader::read(&name, &text) {
            Found::Foreign => {}
            Found::Unreadable(why) => wrong.push(misused(format!("{name}: {why}"))),
            Found::Record(record) => saved.push(Saved { text, record: *record }),
        }
    }
    match wrong.into_iter().next() {
        Some(failure) => Err(failure),
        None if saved.is_empty() => {
            Err(misused("there is no result of shortrun with a record in it".to_owned()))
        }
        None => Ok(saved),
    }
}

fn verified(folder: &Path, record: &Record, again: Again) -> Result<Verification, Failure> {
    let (made, refused) = match again.files() {
        Ok(files) => (files, None),
        Err(Failure::Interrupted(_)) => {
            return Err(Failure::Interrupted("interrupted; nothing was verified".to_owned()));
        }
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
    let stored = record.scenarios.iter().map(|one| one.stored.clone());
    let all = stored
        .chain([record.main.clone()])
        .chain(record.files.iter().map(|file| file.name.clone()))
        .chain(made.iter().map(|file| file.name.clone()));
    let mut names: Vec<String> = Vec::new();
    for name in all {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn state(folder: &Path, record: &Record, (name, made): (&str, &[ResultFile])) -> State {
    let recorded = record.files.iter().find(|file| file.name == name);
    let made_again = made.iter().find(|file| file.name == name);
    let is_main = name == record.main;
    let Ok(here) = fs::read(folder.join(name)) else {
        return if recorded.is_some() || is_main { State::Missing } else { State::NotRecorded };
    };
    let is_as_recorded = recorded.map(|file| file.sha256 == sha256(&here));
    match (made_again, is_as_recorded) {
        (None, Some(true)) if made.is_empty() => State::AsRecorded,
        (None, Some(false)) if made.is_empty() => {
            State::Changed("its SHA-256 is not the recorded one".to_owned())
        }
        (None, None) if made.is_empty() => State::AsRecorded,
        (None, _) => State::Foreign,
        (Some(_), None) if !is_main => State::NotRecorded,
        (Some(again), _) if again.bytes != here => {
            let how = difference(name, &here, &again.bytes);
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
