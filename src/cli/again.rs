//! A result made again from its record and the scenarios beside it, in memory.

use std::ffi::OsString;
use std::path::Path;

use clap::{CommandFactory, FromArgMatches};

use super::bounded::{Beside, Purpose};
use super::command::{Cli, Command};
use super::files::ResultFile;
use super::request::{Request, is_recorded};
use super::{Failure, bounded, dispatch};
use crate::input;
use crate::output::record::{Given, Record, StoredScenario};
use crate::output::record_reader::is_plain;
use crate::output::terminal::in_quotes;

/// How a result is made again; neither changes a byte of it.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// 0: one for each core.
    pub(super) threads: u64,
    pub(super) quiet: bool,
}

/// A command that made a result, read back from its record.
pub(super) struct Again {
    command: Command,
    request: Request,
}

impl Again {
    /// Reads the record back into a command; `left_out` are the files that a
    /// screening did not take. The error says what cannot be read.
    pub(super) fn of(
        record: &Record,
        folder: &Path,
        left_out: Vec<(String, String)>,
        manner: Manner,
    ) -> Result<Self, String> {
        refuse_strange(record)?;
        refuse_elsewhere(record, folder)?;
        let matches = Cli::command()
            .try_get_matches_from(arguments(record, folder, manner))
            .map_err(|error| first_line(&error.to_string()))?;
        let cli =
            Cli::from_arg_matches(&matches).map_err(|error| first_line(&error.to_string()))?;
        let mut command = cli.command;
        if !call(&mut command, &record.scenarios, left_out) {
            return Err(format!("`{}` makes no results", record.command));
        }
        Ok(Self { command, request: Request::of_nothing_written(&matches) })
    }

    /// Makes all files again, the main one first.
    pub(super) fn files(self) -> Result<Vec<ResultFile>, Failure> {
        match dispatch(self.command, &self.request) {
            // The condition on which it fails is part of what is asked.
            Ok(()) | Err(Failure::Failing(_)) => Ok(self.request.into_files()),
            Err(failure) => Err(failure),
        }
    }
}

/// Refuses files of a result that are links to files elsewhere, and scenarios
/// that build on such files: what they hold would be read, and shown.
fn refuse_elsewhere(record: &Record, folder: &Path) -> Result<(), String> {
    let scenarios = record.scenarios.iter().map(|one| &one.stored);
    let pictures = record.options.iter().filter(|(name, given)| is_of_result(name, given));
    let pictures = pictures.filter_map(|(_, given)| match given {
        Given::List(files) => Some(files),
        _ => None,
    });
    for name in scenarios.chain(pictures.flatten()) {
        bounded::refuse_outside(folder, name)
            .map_err(|why| format!("its file {}: {why}", in_quotes(name)))?;
    }
    record.scenarios.iter().try_for_each(|one| refuse_layers_elsewhere(folder, &one.stored))
}

fn refuse_layers_elsewhere(folder: &Path, name: &str) -> Result<(), String> {
    // What else is wrong with it is said when it is run.
    let Ok(bytes) = bounded::read_within(folder, name, Purpose::Scenario) else { return Ok(()) };
    let Ok(text) = input::text_of(bytes) else { return Ok(()) };
    let beside = Beside::new(folder);
    let _ = input::load_with(name, &text, &beside, &[]);
    match beside.refused() {
        None => Ok(()),
        Some((other, why)) => Err(format!(
            "its scenario {} builds on {}, which is not read: {why}",
            in_quotes(name),
            in_quotes(&other)
        )),
    }
}

/// Refuses options that no record holds: they could name files elsewhere.
fn refuse_strange(record: &Record) -> Result<(), String> {
    let known = Cli::command();
    let Some(command) = known.find_subcommand(&record.command) else {
        return Err(format!("this version has no command {}", in_quotes(&record.command)));
    };
    let options = record.scenarios.iter().filter_map(|one| one.option.as_deref());
    if let Some(strange) = options.into_iter().find(|option| *option != AGAINST) {
        return Err(format!("no scenario is given by the option {}", in_quotes(strange)));
    }
    for (name, given) in &record.options {
        if is_of_result(name, given) {
            continue;
        }
        let found = command.get_arguments().find(|one| one.get_long() == Some(name));
        if !found.is_some_and(is_recorded) {
            return Err(format!(
                "this version has no option {} of `{}` that a record could hold",
                in_quotes(name),
                record.command
            ));
        }
    }
    Ok(())
}

/// Whether an option is given files of the result itself, as [`Request::files`]
/// records it.
fn is_of_result(name: &str, given: &Given) -> bool {
    let plain = |file: &String| is_plain(file);
    name == LIKE && matches!(given, Given::List(files) if files.iter().all(plain))
}

/// The option by which other scenarios than the arguments are given.
const AGAINST: &str = "against";

/// Pictures that lend their axes.
const LIKE: &str = "like";

fn arguments(record: &Record, folder: &Path, manner: Manner) -> Vec<OsString> {
    let mut all: Vec<OsString> = vec!["shortrun".into(), record.command.clone().into()];
    for one in &record.scenarios {
        let place = folder.join(&one.stored);
        match &one.option {
            Some(option) => {
                let mut argument = OsString::from(format!("--{option}="));
                argument.push(place);
                all.push(argument);
            }
            None if place.as_os_str().as_encoded_bytes().starts_with(b"-") => {
                all.push(Path::new(".").join(place).into());
            }
            None => all.push(place.into()),
        }
    }
    for (name, given) in &record.options {
        let with = |value: &String| OsString::from(format!("--{name}={value}"));
        match given {
            Given::Flag => all.push(format!("--{name}").into()),
            Given::One(value) => all.push(with(value)),
            Given::List(files) if is_of_result(name, given) => {
                all.extend(files.iter().map(|file| {
                    let mut argument = OsString::from(format!("--{name}="));
                    argument.push(folder.join(file));
                    argument
                }));
            }
            Given::List(values) => all.extend(values.iter().map(with)),
        }
    }
    if 0 < manner.threads {
        all.push(format!("--threads={}", manner.threads).into());
    }
    if manner.quiet {
        all.push("--quiet".into());
    }
    all
}

/// Gives the scenarios the names that results call them by; whether the command
/// makes results that can be made again.
fn call(
    command: &mut Command,
    scenarios: &[StoredScenario],
    left_out: Vec<(String, String)>,
) -> bool {
    let plain = || scenarios.iter().filter(|one| one.option.is_none()).map(|one| one.file.clone());
    let by = |option: &str| {
        let found = scenarios.iter().find(|one| one.option.as_deref() == Some(option));
        found.map(|one| one.file.clone())
    };
    match command {
        Command::Run(args) => args.scenario.called = plain().next(),
        Command::Sensitivity(args) => args.scenario.called = plain().next(),
        Command::Reverse(args) => args.scenario.called = plain().next(),
        Command::Stress(args) => args.scenario.called = plain().next(),
        Command::Replay(args) => args.scenario.called = plain().next(),
        Command::Breakeven(args) => args.scenario.called = plain().next(),
        Command::Diligence(args) => args.scenario.called = plain().next(),
        Command::Frontier(args) => {
            args.scenario.called = plain().next();
            args.against_called = by(AGAINST);
        }
        Command::Memo(args) => {
            args.scenario.called = plain().next();
            let others = scenarios.iter().filter(|one| one.option.is_some());
            args.against_called = others.map(|one| one.file.clone()).collect();
        }
        Command::Compare(args) => args.changes.called = plain().collect(),
        Command::Bridge(args) => args.changes.called = plain().collect(),
        Command::Screen(args) => {
            args.changes.called = plain().collect();
            args.left_out = left_out;
        }
        _ => return false,
    }
    true
}

/// Of a message of the command line's reader, what is wrong.
fn first_line(message: &str) -> String {
    const MOST_SHOWN: usize = 300;
    let line = message.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").chars().take(MOST_SHOWN).collect()
}
