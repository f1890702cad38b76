//! What a command was asked to do, for the record beside its results.

use std::cell::RefCell;
use std::path::Path;

use clap::builder::ValueHint;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};

use super::Failure;
use super::files::{ResultFile, ResultFolder};
use super::jobs::Source;
use super::pictures::DrawnCharts;
use super::scenario::stored;
use crate::input::Scenario;
use crate::output::record::{Given, Record, StoredScenario, stored_as};

/// Options that are not recorded: they change no byte of a result, or what they
/// change is in the stored scenarios.
const NOT_RECORDED: [&str; 9] =
    ["out", "threads", "quiet", "format", "strict", "set", "flat", "help", "version"];

/// A command with its options. Whatever is not among [`NOT_RECORDED`] and no
/// path is recorded, so that a new option cannot be forgotten.
pub(super) struct Request {
    command: String,
    options: Vec<(String, Given)>,
    /// Options that were left open, and what the command chose instead.
    chosen: RefCell<Vec<(String, String)>>,
    /// Options with a default of their own: no scenario says what they are.
    with_default: Vec<String>,
    /// Those among them that nobody gave.
    left_open: Vec<String>,
    /// Where the files are kept, for a look at them, instead of on the disk.
    kept: Option<RefCell<Vec<ResultFile>>>,
    /// Where what was tallied of paths comes from.
    source: Source,
}

/// A scenario that a command uses.
pub(super) struct Used<'a> {
    /// Its name in the result: it is stored as `<label>.toml`.
    pub(super) label: &'a str,
    /// The option that names it, if it is not one of the arguments.
    pub(super) option: Option<&'static str>,
    pub(super) scenario: &'a Scenario,
}

impl<'a> Used<'a> {
    /// One that is an argument.
    pub(super) fn new(label: &'a str, scenario: &'a Scenario) -> Self {
        Self { label, option: None, scenario }
    }
}

impl Request {
    /// The command, one of the `known` ones, and its options as they were read.
    pub(super) fn of(matches: &ArgMatches, known: &clap::Command) -> Self {
        let (command, given) = matches.subcommand().expect("a command is required");
        let arguments =
            known.find_subcommand(command).into_iter().flat_map(|one| one.get_arguments());
        let (mut options, mut with_default, mut left_open) = (Vec::new(), Vec::new(), Vec::new());
        for one in arguments.filter(|one| is_recorded(one)) {
            let (Some(name), Some(value)) = (one.get_long(), value(one, given)) else { continue };
            if !one.get_default_values().is_empty() {
                with_default.push(name.to_owned());
            }
            if given.value_source(one.get_id().as_str()) == Some(ValueSource::DefaultValue) {
                left_open.push(name.to_owned());
            }
            options.push((name.to_owned(), value));
        }
        Self {
            command: command.to_owned(),
            options,
            with_default,
            left_open,
            chosen: RefCell::default(),
            kept: None,
            source: Source::Here,
        }
    }

    /// A request that keeps the files in memory, and writes and prints nothing.
    pub(super) fn of_nothing_written(matches: &ArgMatches, known: &clap::Command) -> Self {
        Self { kept: Some(RefCell::default()), ..Self::of(matches, known) }
    }

    /// Whether nobody gave an option, so that its default may be departed from.
    pub(super) fn leaves_open(&self, option: &str) -> bool {
        self.left_open.iter().any(|open| open == option)
    }

    /// Records what the command chose for an option that was left open.
    pub(super) fn chose(&self, option: &str, value: String) {
        self.chosen.borrow_mut().push((option.to_owned(), value));
    }

    /// The folder for the results, known to be writable; none where nothing is
    /// to be written.
    pub(super) fn folder(&self, path: &Path) -> Result<Option<ResultFolder>, Failure> {
        if self.kept.is_some() { Ok(None) } else { ResultFolder::prepare(path).map(Some) }
    }

    /// What is tallied of paths comes from there.
    pub(super) fn puts_together(&mut self, source: Source) {
        self.source = source;
    }

    /// Writes all files, the main one first, to the folder, and lets `print`
    /// tell of them.
    pub(super) fn finish(
        &self,
        folder: Option<ResultFolder>,
        files: Vec<ResultFile>,
        print: impl FnOnce(&[ResultFile], &Path),
    ) -> Result<(), Failure> {
        self.source.refuse_strangers()?;
        match (folder, &self.kept) {
            (Some(folder), _) => print(&files, &folder.write(&files)?),
            (None, Some(kept)) => *kept.borrow_mut() = files,
            (None, None) => {}
        }
        Ok(())
    }

    /// The files that were made and not written.
    pub(super) fn into_files(self) -> Vec<ResultFile> {
        self.kept.map(RefCell::into_inner).unwrap_or_default()
    }

    /// All files of a result: first `main`, the JSON file that `write` makes of
    /// the record, then the scenarios, then `others`, then what is drawn. Pictures whose axes
    /// were lent are recorded by their own files, which tell the same axes.
    pub(super) fn files(
        &self,
        main: &str,
        used: &[Used<'_>],
        others: Vec<ResultFile>,
        drawn: DrawnCharts,
        write: impl FnOnce(&Record) -> String,
    ) -> Vec<ResultFile> {
        let mut files = stored(used.iter().map(|one| (one.label, one.scenario)));
        files.extend(others);
        let (charts, told) = drawn.into_parts();
        files.extend(charts);
        let record = Record {
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            command: self.command.clone(),
            options: self.beyond(used).into_iter().chain(lent_by(told)).collect(),
            scenarios: used.iter().map(recorded).collect(),
            main: main.to_owned(),
            files: files.iter().map(ResultFile::hashed).collect(),
        };
        files.insert(0, ResultFile::new(main, write(&record).into_bytes()));
        files
    }

    /// The options without those that say what the first scenario says itself,
    /// such as a seed that became part of it.
    fn beyond(&self, used: &[Used<'_>]) -> Vec<(String, Given)> {
        let scenario = used.first().map(|one| one.scenario);
        let own = scenario.map(|one| {
            let (paths, seed) = (one.paths.to_string(), one.seed.to_string());
            [("paths", paths), ("seed", seed), ("design", one.design.to_string())]
        });
        let says = |name: &str, given: &Given| {
            let mut own = own.iter().flatten();
            let is_of_command = self.with_default.iter().any(|option| option == name);
            !is_of_command
                && own.any(|(key, value)| *key == name && *given == Given::One(value.clone()))
        };
        let kept = self.options.iter().filter(|(name, given)| !says(name, given));
        let chosen = self.chosen.borrow();
        let as_chosen = |(name, given): &(String, Given)| {
            let other = chosen.iter().find(|(option, _)| option == name);
            let given = other.map_or_else(|| given.clone(), |(_, value)| Given::One(value.clone()));
            (name.clone(), given)
        };
        kept.map(as_chosen).collect()
    }
}

/// The option that pictures lent their axes, by files of the result; nothing where there are
/// none.
fn lent_by(files: Vec<String>) -> Option<(String, Given)> {
    (!files.is_empty()).then(|| ("like".to_owned(), Given::List(files)))
}

/// Whether a record may hold the option.
pub(super) fn is_recorded(argument: &Arg) -> bool {
    let is_path = argument.get_value_hint() == ValueHint::AnyPath;
    !is_path && !NOT_RECORDED.contains(&argument.get_id().as_str())
}

/// What the option was given, its default if it has one; none if it was not
/// given.
fn value(argument: &Arg, given: &ArgMatches) -> Option<Given> {
    let id = argument.get_id().as_str();
    let written = || {
        let values = given.get_raw(id)?.map(|value| value.to_string_lossy().into_owned());
        Some(values.collect::<Vec<String>>())
    };
    match argument.get_action() {
        ArgAction::SetTrue => given.get_flag(id).then_some(Given::Flag),
        ArgAction::Append => Some(Given::List(written()?)),
        _ => written()?.pop().map(Given::One),
    }
}

fn recorded(used: &Used<'_>) -> StoredScenario {
    StoredScenario {
        stored: stored_as(used.label),
        file: used.scenario.file.clone(),
        option: used.option.map(str::to_owned),
        sha256: used.scenario.content_hash.clone(),
    }
}
