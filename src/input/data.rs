//! The data files that a scenario names, such as a column of observed lead
//! times.

use super::files::Files;
use super::problem::Problem;
use super::section::Entry;
use super::value;
use super::wording::quoted;

/// Reads data files.
pub(super) struct Data<'a> {
    files: &'a dyn Files,
}

impl<'a> Data<'a> {
    pub(super) fn new(files: &'a dyn Files) -> Self {
        Self { files }
    }

    /// The content of the file that an entry names.
    pub(super) fn read(&self, path: &str, entry: Entry<'_>) -> Result<Vec<u8>, Problem> {
        let name = value::line(path, entry)?;
        self.files.read(name).map_err(|why| {
            Problem::error(entry.span(), format!("cannot read {}: {why}", quoted(name)))
        })
    }
}
