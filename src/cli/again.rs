//! A result made again from its record and the scenarios beside it, in memory.

use std::ffi::OsString;
use std::path::Path;

use super::bounded::{self, Purpose, StoredFiles};
use super::program::{Called, Program, Repeat};
use super::request::is_recorded;
use crate::input;
use crate::output::record::{Given, Record};
use crate::output::record_reader::is_plain;
use crate::output::terminal::in_quotes;

/// How a result is made again; neither changes a byte of it.
#[derive(Clone, Copy)]
pub(super) struct RerunOptions {
    /// 0: one for each core.
    pub(super) threads: u64,
    pub(super) quiet: bool,
}

/// A command that made a result, read back from its record; carried out, it makes all files again.
/// `left_out` are the files that a screening did not take. The error says what cannot be read.
pub(super) fn again(
    record: &Record,
    folder: &Path,
    left_out: Vec<(String, String)>,
    program: Program,
    options: RerunOptions,
) -> Result<Repeat, String> {
    let known = (program.grammar)();
    refuse_strange(record, &known)?;
    refuse_elsewhere(record, folder)?;
    let why = |error: clap::Error| first_line(&error);
    let matches = known.try_get_matches_from(arguments(record, folder, options)).map_err(why)?;
    let called = Called { scenarios: &record.scenarios, left_out };
    let repeat = (program.repeat)(&matches, called).map_err(why)?;
    repeat.ok_or_else(|| format!("`{}` makes no results", record.command))
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
    let beside = StoredFiles::new(folder);
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
fn refuse_strange(record: &Record, known: &clap::Command) -> Result<(), String> {
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

fn arguments(record: &Record, folder: &Path, options: RerunOptions) -> Vec<OsString> {
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
    if 0 < options.threads {
        all.push(format!("--threads={}", options.threads).into());
    }
    if options.quiet {
        all.push("--quiet".into());
    }
    all
}

/// What is wrong with a command line, without the usage and the proposals that follow. The
/// reader of command lines gives it in words alone, behind a mark of its own.
fn first_line(error: &clap::Error) -> String {
    const MARK: &str = "error: ";
    const MOST_SHOWN: usize = 300;
    let message = error.to_string();
    let line = message.lines().next().unwrap_or_default();
    line.strip_prefix(MARK).unwrap_or(line).chars().take(MOST_SHOWN).collect()
}
