//! The data files that a scenario names, such as a column of observed lead
//! times.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use super::files::{Files, beside};
use super::problem::{Problem, Span};
use super::section::Entry;
use super::sha256;
use super::sources::Sources;
use super::value;
use super::wording::quoted;

/// A data file of a scenario.
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
        let named = value::line(path, entry)?;
        let name = beside(&self.sources.at(entry.span().start).name, named);
        let bytes = self.files.read(&name).map_err(|why| {
            Problem::error(entry.span(), format!("cannot read {}: {why}", quoted(&name)))
        })?;
        let kept = DataFile { name: stored_name(named, &bytes), bytes: bytes.clone() };
        self.read.borrow_mut().insert(entry.span().start, kept);
        Ok(bytes)
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
fn stored_name(named: &str, bytes: &[u8]) -> String {
    let ending = Path::new(named).extension().map(|ending| ending.to_string_lossy());
    let letters = |ending: &str| ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let ending: String = ending.map_or_else(|| "csv".to_owned(), |ending| letters(&ending));
    format!("data-{}.{ending}", &sha256(bytes)[..16])
}
