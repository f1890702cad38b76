//! Result folders. A result comes into its place as a whole, so that a kill, a
//! full disk or an error leaves the old one or the new one, never a mixture:
//! where the system can exchange two folders in one step, that is done
//! ([`super::exchange`]); elsewhere a list of what is to be put in place lets the
//! next start finish ([`super::journal`]).

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;
use super::{exchange, journal};
use crate::output::record::files_of;
use crate::output::record_reader::{self, Found, is_plain};

/// A file of a result, by its name in the folder.
pub(super) struct ResultFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl ResultFile {
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }
}

/// A result folder that is known to be writable.
pub(super) struct ResultFolder {
    /// As the user named it.
    path: PathBuf,
    /// Without links, where it is there already.
    place: PathBuf,
    /// Whether a folder can be made beside it.
    beside: bool,
    /// The topmost folder above it that did not exist before, to be removed
    /// again if nothing comes of the run.
    created: Option<PathBuf>,
    kept: bool,
}

impl ResultFolder {
    /// Tries that the folder can be written, before a long run starts; ends or
    /// takes away what a killed run left there.
    pub(super) fn prepare(path: &Path) -> Result<Self, Failure> {
        let place = place(path)?;
        let parent = parent_of(&place);
        let mut ancestors = parent.ancestors();
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let created = ancestors.by_ref().take_while(is_missing).last().map(Path::to_path_buf);
        fs::create_dir_all(&parent).map_err(|error| cannot("create the folder", path, &error))?;
        let mut folder =
            Self { path: path.to_path_buf(), place, beside: true, created, kept: false };
        exchange::tidy(&folder.place);
        if !folder.place.exists() {
            exchange::probe(&folder.place)
                .map_err(|error| cannot("create the folder", path, &error))?;
            return Ok(folder);
        }
        journal::recover(&folder.place).map_err(|error| cannot("write in", path, &error))?;
        folder.beside = exchange::probe(&folder.place).is_ok();
        journal::probe(&folder.place).map_err(|error| cannot("write in", path, &error))?;
        Ok(folder)
    }

    /// Writes all files, or none of them, in place of the earlier result whose
    /// files the first of these listed. Other files stay; where one of them has
    /// the name of a file of the result, nothing is written.
    pub(super) fn write(mut self, files: &[ResultFile]) -> Result<PathBuf, Failure> {
        let failed = |error: std::io::Error| not_written(&self.path, &self.place, &error);
        if !self.place.exists() {
            exchange::fresh(&self.place, files).map_err(failed)?;
        } else {
            self.refuse_strangers(files)?;
            let stale = self.stale(files);
            let is_exchanged = self.beside && exchange::exchange(&self.place, files, &stale);
            if !is_exchanged {
                journal::put(&self.place, files, &stale).map_err(failed)?;
            }
        }
        self.kept = true;
        Ok(self.path.clone())
    }

    /// Writes all files, or none of them, over those of the same names; `stale`
    /// are names that must not stand beside them.
    pub(super) fn replace(
        mut self,
        files: &[ResultFile],
        stale: &[String],
    ) -> Result<PathBuf, Failure> {
        let failed = |error: std::io::Error| not_written(&self.path, &self.place, &error);
        if self.place.exists() {
            let is_stale = |name: &&String| files.iter().all(|file| file.name != **name);
            let stale: Vec<String> = stale.iter().filter(is_stale).cloned().collect();
            journal::put(&self.place, files, &stale).map_err(failed)?;
        } else {
            exchange::fresh(&self.place, files).map_err(failed)?;
        }
        self.kept = true;
        Ok(self.path.clone())
    }

    /// Files of the earlier result that are not in this one, nor in that of
    /// another command in the folder.
    fn stale(&self, files: &[ResultFile]) -> Vec<String> {
        let Some(main) = files.first() else { return Vec::new() };
        let mut stale = listed(&self.place, |name| name == main.name);
        let others = listed(&self.place, |name| name != main.name);
        stale.retain(|name| !others.contains(name) && files.iter().all(|file| file.name != *name));
        stale
    }

    fn refuse_strangers(&self, files: &[ResultFile]) -> Result<(), Failure> {
        let known = listed(&self.place, |_| true);
        let stranger = files.iter().find(|file| {
            !known.contains(&file.name) && self.place.join(&file.name).symlink_metadata().is_ok()
        });
        let Some(stranger) = stranger else { return Ok(()) };
        Err(Failure::Failed(format!(
            "{} is there and is no file of an earlier result, so it is kept and nothing was \
             written; give another folder with --out, or move it away",
            self.path.join(&stranger.name).display()
        )))
    }
}

impl Drop for ResultFolder {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        // Only empty folders go: `remove_dir` refuses any other.
        let mut folder = parent_of(&self.place);
        while let Some(top) = &self.created {
            let removed = fs::remove_dir(&folder).is_ok();
            if !removed || folder == *top || !folder.pop() {
                break;
            }
        }
    }
}

/// The names that the results in a folder list, of those main files that are
/// `wanted`.
pub(super) fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut all = Vec::new();
    for main in names.filter(|name| name.ends_with(".json") && wanted(name)) {
        let text = fs::read_to_string(folder.join(&main)).unwrap_or_default();
        if matches!(record_reader::read(&main, &text), Found::Foreign) {
            continue;
        }
        all.extend(files_of(&text).into_iter().filter(|name| is_plain(name)));
        all.push(main);
    }
    all.sort();
    all.dedup();
    all
}

/// Writes a file that is not there yet, and waits for the disk: some file
/// systems report that they are full only then.
pub(super) fn write_new(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut out = fs::File::create_new(place)?;
    out.write_all(bytes)?;
    out.sync_all()
}

/// Lets what was renamed in a folder outlast a loss of power, where the system
/// can do that.
pub(super) fn sync(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Takes a folder as this process's own for as long as the file is kept; none
/// if another process has it. Ends with the process, however that ends.
pub(super) fn lock(folder: &Path) -> std::io::Result<Option<fs::File>> {
    let file = fs::File::open(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// The folder without links, or where it will be.
fn place(path: &Path) -> Result<PathBuf, Failure> {
    let wrong = |why: &str| {
        let why = std::io::Error::other(why);
        Err(cannot("create the folder", path, &why))
    };
    if path.is_dir() {
        return path.canonicalize().map_err(|error| cannot("write in", path, &error));
    }
    if path.symlink_metadata().is_ok() {
        return wrong(if path.exists() { "it is a file" } else { "it is a link to nothing" });
    }
    if path.file_name().is_none() { wrong("it has no name") } else { Ok(path.to_path_buf()) }
}

/// The folder that a folder lies in.
pub(super) fn parent_of(place: &Path) -> PathBuf {
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Says whether nothing was written, or the next start has to go on.
fn not_written(path: &Path, place: &Path, error: &std::io::Error) -> Failure {
    if journal::is_pending(place) {
        return Failure::Failed(format!(
            "cannot write to {0}: {error}; some files are in place, and the next command that \
             writes to {0} goes on with the others",
            path.display()
        ));
    }
    cannot("write to", path, error)
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("cannot {what} {}: {error}; nothing was written", path.display()))
}
