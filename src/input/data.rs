//! The data files that a scenario names, such as a column of observed lead
//! times.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::files::{Files, beside};
use super::problem::{Problem, Span};
use super::section::Entry;
use super::sources::Sources;
use super::wording::quoted;
use super::{column, sha256, value};

/// What a path of another system needs here.
const SEPARATOR: &str = "folders are separated by / here, on every system";

/// A data file of a scenario: the column that the scenario uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Its name in the resolved scenario, made from its content.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Reads data files, and keeps what was read.
pub(super) struct Data<'a> {
    sources: &'a Sources,
    files: &'a dyn Files,
    /// By where the scenario names them.
    read: RefCell<BTreeMap<usize, DataFile>>,
}

impl<'a> Data<'a> {
    pub(super) fn new(sources: &'a Sources, files: &'a dyn Files) -> Self {
        Self { sources, files, read: RefCell::default() }
    }

    /// The content of the file that an entry names, relative to the text that
    /// the entry stands in.
    pub(super) fn read(&self, path: &str, entry: Entry<'_>) -> Result<Vec<u8>, Problem> {
        let named = value::path(path, entry)?;
        let name = beside(&self.sources.at(entry.span().start).name, named);
        self.files.read(&name).map_err(|why| {
            let problem =
                Problem::error(entry.span(), format!("cannot read {}: {why}", quoted(&name)));
            if named.contains('\\') { problem.hint(SEPARATOR) } else { problem }
        })
    }

    /// Keeps the numbers that were read from the file that an entry names. The
    /// other columns of the file are left out: they have no part in the scenario,
    /// and it may be handed on with its results.
    pub(super) fn keep(&self, entry: Entry<'_>, column: &str, numbers: &[f64]) {
        let bytes = column::text(column, numbers);
        let kept = DataFile { name: stored_name(&bytes), bytes };
        self.read.borrow_mut().insert(entry.span().start, kept);
    }

    /// What the resolved scenario calls the file that is named at a place.
    pub(super) fn name_at(&self, span: &Span) -> Option<String> {
        self.read.borrow().get(&span.start).map(|file| file.name.clone())
    }

    /// All files, once each, in the order of their names.
    pub(super) fn into_files(self) -> Vec<DataFile> {
        let files = self.read.into_inner().into_values();
        let by_name: BTreeMap<String, DataFile> =
            files.map(|file| (file.name.clone(), file)).collect();
        by_name.into_values().collect()
    }
}

/// A name that says what is in the file, so that it stays the same when a
/// stored scenario is read again.
fn stored_name(bytes: &[u8]) -> String {
    format!("data-{}.csv", &sha256(bytes)[..16])
}
