//! The program, as commands see it that describe it or carry out others.

use std::ffi::OsString;

use clap::ArgMatches;

use super::Failure;
use super::files::ResultFile;
use super::jobs::Source;
use crate::output::record::StoredScenario;

/// What such commands are handed, so that none of them needs to know the list of commands.
#[derive(Clone, Copy)]
pub(super) struct Program {
    /// How command lines are read.
    pub(super) grammar: fn() -> clap::Command,
    /// A command line made ready to be carried out in memory; nothing where its command makes no
    /// results, an error where it cannot be read.
    /// Carries out a command line on what is tallied somewhere else.
    pub(super) from_source: fn(&[OsString], Source) -> Result<(), Failure>,
    pub(super) repeat: fn(&ArgMatches, Called<'_>) -> Result<Option<Repeat>, clap::Error>,
}

/// Makes all files of a result again, the main one first.
pub(super) type Repeat = Box<dyn FnOnce() -> Result<Vec<ResultFile>, Failure>>;

/// The names that a result calls its files by.
pub(super) struct Called<'a> {
    pub(super) scenarios: &'a [StoredScenario],
    /// What a screening did not take, each with the reason.
    pub(super) left_out: Vec<(String, String)>,
}

impl Called<'_> {
    /// The first scenario that is an argument.
    pub(super) fn first(&self) -> Option<String> {
        self.all().into_iter().next()
    }

    /// All scenarios that are arguments.
    pub(super) fn all(&self) -> Vec<String> {
        let plain = self.scenarios.iter().filter(|one| one.option.is_none());
        plain.map(|one| one.file.clone()).collect()
    }

    /// Those that are given by an option.
    pub(super) fn by_option(&self) -> Vec<String> {
        let given = self.scenarios.iter().filter(|one| one.option.is_some());
        given.map(|one| one.file.clone()).collect()
    }
}
