//! Which files in a folder are the program's: those whose SHA-256 the record of
//! a result in it names, and nothing else.

use std::fs;
use std::path::Path;

use crate::cli::bounded;
use crate::input::sha256;
use crate::output::record::FileHash;
use crate::output::record_reader;
use crate::output::record_reader::ReadRecord;

/// A result in a folder.
struct Main {
    name: String,
    /// Of the JSON file itself.
    sha256: String,
    /// All others, as its record names them.
    files: Vec<FileHash>,
}

/// What the records in a folder say of its files.
pub(super) struct Known {
    mains: Vec<Main>,
}

/// What a file is to the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Somebody else's, as far as the records tell: none names it.
    Unknown,
    /// Records name it, and it is not what was written.
    Changed,
    /// It is what was written, with this SHA-256; whether only the result of the
    /// main file asked about names it.
    Ours { sha256: String, alone: bool },
}

impl Known {
    /// Reads the records in a folder. Links are not followed.
    pub(super) fn read(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
        names.sort();
        Self { mains: names.into_iter().filter_map(|name| Main::read(folder, name)).collect() }
    }

    /// Whether a record names a file, or is in it.
    pub(super) fn names(&self, file: &str) -> bool {
        self.mains.iter().any(|main| main.name == file || main.digest(file).is_some())
    }

    /// How a file of the folder stands; `of` is the main file of a result that
    /// it may be asked about.
    pub(super) fn standing(&self, folder: &Path, file: &str, of: &str) -> Standing {
        let naming = self.mains.iter().filter_map(|main| Some((main, main.digest(file)?)));
        let naming: Vec<(&Main, &str)> = naming.collect();
        if naming.is_empty() {
            return Standing::Unknown;
        }
        let Some(sha256) = digest_of(&folder.join(file)) else { return Standing::Changed };
        if naming.iter().all(|(_, digest)| *digest != sha256) {
            return Standing::Changed;
        }
        let alone = naming.iter().all(|(main, _)| main.name == of);
        Standing::Ours { sha256, alone }
    }

    /// What the result of a main file names, itself not among it.
    pub(super) fn of(&self, main: &str) -> &[FileHash] {
        self.mains.iter().find(|one| one.name == main).map_or(&[], |one| &one.files)
    }
}

impl Main {
    fn read(folder: &Path, name: String) -> Option<Self> {
        let place = folder.join(&name);
        if !place.symlink_metadata().ok()?.is_file() {
            return None;
        }
        let text = bounded::record_text(folder, &name).ok()?;
        let ReadRecord::Record(record) = record_reader::read(&name, &text) else { return None };
        Some(Self { sha256: sha256(text.as_bytes()), files: record.files, name })
    }

    fn digest(&self, file: &str) -> Option<&str> {
        if file == self.name {
            return Some(&self.sha256);
        }
        self.files.iter().find(|one| one.name == file).map(|one| one.sha256.as_str())
    }
}

/// The SHA-256 of a file; none if it is no plain file, such as a link.
pub(super) fn digest_of(file: &Path) -> Option<String> {
    let is_file = file.symlink_metadata().is_ok_and(|about| about.is_file());
    is_file.then(|| bounded::digest(file).ok()).flatten()
}
