//! Result folders. A result comes into its place as a whole, so that a kill, a
//! full disk or an error leaves the old one or the new one, never a mixture; and
//! files of the user's own stay.

mod exchange;
mod known;
mod likeness;
mod old_folder;
pub(in crate::cli) mod one_file;
mod parents;
pub(in crate::cli) mod steady;

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::print::say;
use super::stop::Writing;
use super::{Failure, stop};
use crate::input::sha256;
use crate::output::record::{FileHash, Record, list};
use exchange::{Fresh, left, parent_of, swap};
use known::Known;
use old_folder::{Coming, OldFolder, fixed, probe};
use parents::Parents;
use steady::hold;

/// A file of a result, by its name in the folder.
pub(super) struct ResultFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl ResultFile {
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }

    /// Its name and SHA-256, for a record.
    pub(super) fn hashed(&self) -> FileHash {
        FileHash { name: self.name.clone(), sha256: sha256(&self.bytes) }
    }
}

/// What lists the files of a command whose files are no result, so that its next
/// run knows them from the user's own.
pub(super) struct List {
    pub(super) command: &'static str,
    /// The file with the list.
    pub(super) main: &'static str,
    /// Whether earlier files of the command that do not come again stay.
    pub(super) keeps: bool,
}

/// The commands with such lists.
pub(super) const LISTING: [&str; 3] = ["chart", "check", "man"];

impl List {
    /// The list of files, those that were `kept` first.
    pub(super) fn file(&self, kept: Vec<FileHash>, files: &[ResultFile]) -> ResultFile {
        let record = Record {
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            command: self.command.to_owned(),
            options: Vec::new(),
            scenarios: Vec::new(),
            main: self.main.to_owned(),
            files: kept.into_iter().chain(files.iter().map(ResultFile::hashed)).collect(),
        };
        ResultFile::new(self.main, list(&record).into_bytes())
    }
}

/// A result folder that is known to be writable.
pub(super) struct ResultFolder {
    /// As the user named it.
    path: PathBuf,
    parents: Parents,
}

impl ResultFolder {
    /// Tries that the folder can be written, before a long run starts, and tells
    /// of what a killed run left there.
    pub(super) fn prepare(path: &Path) -> Result<Self, Failure> {
        stop::listen();
        let place = place(path)?;
        let is_there = place.exists();
        let cannot = |error: &io::Error| {
            cannot(if is_there { "write in" } else { "create the folder" }, path, error)
        };
        let parents = Parents::make(&parent_of(&place)).map_err(|error| cannot(&error))?;
        let _held = hold(&parent_of(&place))?;
        for name in left(&place) {
            say(&format!(
                "shortrun: {} is what a stopped run left; look into it, and delete it\n",
                shown(&parent_of(path).join(name).display().to_string())
            ));
        }
        if is_there && let Some(why) = fixed(&place) {
            return Err(refused(path, &format!("{why}; give a folder within it with --out")));
        }
        let mut fresh = Fresh::beside(&place).map_err(|error| cannot(&error))?;
        if is_there {
            probe(&place, &mut fresh).map_err(|why| refused_in(path, &why))?;
        }
        Ok(Self { path: path.to_path_buf(), parents })
    }

    /// Writes all files of a result, the main one first, or none of them, in
    /// place of the earlier result of that main file. Other files stay; where
    /// one of them has the name of a file of the result, nothing is written.
    pub(super) fn write(self, files: &[ResultFile]) -> Result<PathBuf, Failure> {
        let main = files.first().map_or("", |file| file.name.as_str());
        self.put(&Coming { main, files, keeps: false }, None)
    }

    /// The same of files that are no result, with a list of them.
    pub(super) fn add(self, list: &List, files: &[ResultFile]) -> Result<PathBuf, Failure> {
        let coming = Coming { main: list.main, files, keeps: list.keeps };
        self.put(&coming, Some(list))
    }

    fn put(mut self, coming: &Coming<'_>, list: Option<&List>) -> Result<PathBuf, Failure> {
        let writing = Writing::begin()?;
        // Another run may have made the folder since, or taken it away.
        let place = place(&self.path)?;
        fs::create_dir_all(parent_of(&place)).map_err(|error| self.not_written(&error))?;
        let held = hold(&parent_of(&place))?;
        let made = if place.exists() { None } else { Some(self.place(&place, coming, list)) };
        let said = match made {
            Some(Ok(())) => Vec::new(),
            Some(Err(failure)) if !place.exists() => return Err(failure),
            // Where the system has no locks another run may have been faster.
            _ => self.replace(&place, coming, list)?,
        };
        writing.done();
        self.parents.keep();
        drop(held);
        said.iter().for_each(|line| say(&format!("shortrun: {line}\n")));
        Ok(self.path.clone())
    }

    fn place(&self, place: &Path, new: &Coming<'_>, list: Option<&List>) -> Result<(), Failure> {
        let failed = |error: io::Error| self.not_written(&error);
        let mut fresh = Fresh::beside(place).map_err(failed)?;
        self.fill(&mut fresh, new.files.iter())?;
        if let Some(list) = list {
            self.fill(&mut fresh, [&list.file(Vec::new(), new.files)])?;
        }
        unless_stopped()?;
        fresh.put(place).map_err(failed)
    }

    /// Puts a new folder in the place of the one there; what there is to say of
    /// the user's own files.
    fn replace(
        &self,
        place: &Path,
        new: &Coming<'_>,
        list: Option<&List>,
    ) -> Result<Vec<String>, Failure> {
        let failed = |error: io::Error| self.not_written(&error);
        let known = Known::read(place);
        let refused_in = |why: String| refused_in(&self.path, &why);
        let old = OldFolder::read(place, &known, new).map_err(refused_in)?;
        let mut fresh = Fresh::beside(place).map_err(failed)?;
        self.fill(&mut fresh, new.files.iter().filter(|file| !old.stays(&file.name)))?;
        if let Some(list) = list {
            let comes = |name: &str| new.files.iter().any(|file| file.name == name);
            let kept = known.of(new.main).iter();
            let kept = kept.filter(|one| old.stays_ours(&one.name) && !comes(&one.name));
            self.fill(&mut fresh, [&list.file(kept.cloned().collect(), new.files)])?;
        }
        old.come_along(&mut fresh, new).map_err(refused_in)?;
        unless_stopped()?;
        let at = fresh.take_place(place, old.id, &swap).map_err(failed)?;
        Ok(old.discard(&at))
    }

    fn fill<'a>(
        &self,
        fresh: &mut Fresh,
        files: impl IntoIterator<Item = &'a ResultFile>,
    ) -> Result<(), Failure> {
        for file in files {
            unless_stopped()?;
            fresh.write(&file.name, &file.bytes).map_err(|error| self.not_written(&error))?;
        }
        Ok(())
    }

    fn not_written(&self, error: &io::Error) -> Failure {
        cannot("write to", &self.path, error)
    }
}

/// Looks whether a stop is wanted.
pub(super) fn unless_stopped() -> Result<(), Failure> {
    if stop::is_wanted() { Err(stop::interrupted()) } else { Ok(()) }
}

/// The folder without links, or where it will be.
fn place(path: &Path) -> Result<PathBuf, Failure> {
    let wrong = |why: &str| {
        let why = io::Error::other(why);
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

/// A name of the user's as it can be printed.
pub(super) fn shown(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

pub(super) fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    refused_to(what, path, &error.to_string())
}

fn refused(path: &Path, why: &str) -> Failure {
    refused_to("write to", path, why)
}

fn refused_in(path: &Path, why: &str) -> Failure {
    refused_to("write in", path, why)
}

fn refused_to(what: &str, path: &Path, why: &str) -> Failure {
    let path = shown(&path.display().to_string());
    Failure::Failed(format!("cannot {what} {path}: {why}; nothing was written"))
}
