//! Result folders: everything is written beside its place first and renamed
//! into it, so that a full disk or an interruption leaves no broken file.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::output::record::files_of;

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
    path: PathBuf,
    /// The topmost folder that did not exist before, to be removed again if
    /// nothing comes of the run.
    created: Option<PathBuf>,
    kept: bool,
}

impl ResultFolder {
    /// Makes the folder, and tries that a file can be written in it, before a
    /// long run starts.
    pub(super) fn prepare(path: &Path) -> Result<Self, Failure> {
        let created = path
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .last()
            .map(Path::to_path_buf);
        fs::create_dir_all(path).map_err(|error| cannot("create the folder", path, &error))?;
        let folder = Self { path: path.to_path_buf(), created, kept: false };
        let probe = folder.beside("probe");
        fs::write(&probe, b"").map_err(|error| cannot("write in", path, &error))?;
        let _ = fs::remove_file(&probe);
        Ok(folder)
    }

    /// Writes all files, or none of them, in place of the earlier result whose
    /// files the first of these names listed.
    pub(super) fn write(self, files: &[ResultFile]) -> Result<PathBuf, Failure> {
        let earlier = files.first().and_then(|main| self.read(&main.name));
        let stale = earlier.map(|text| files_of(&text)).unwrap_or_default();
        self.replace(files, &stale)
    }

    /// Writes all files, or none of them. `stale` are names of an earlier
    /// result that must not stand beside this one.
    pub(super) fn replace(
        mut self,
        files: &[ResultFile],
        stale: &[String],
    ) -> Result<PathBuf, Failure> {
        let written = files.iter().try_for_each(|file| self.write_beside(file));
        if let Err(failure) = written {
            for file in files {
                let _ = fs::remove_file(self.beside(&file.name));
            }
            return Err(failure);
        }
        for file in files {
            let place = self.path.join(&file.name);
            fs::rename(self.beside(&file.name), &place)
                .map_err(|error| cannot("write", &place, &error))?;
        }
        for name in stale.iter().filter(|name| files.iter().all(|file| file.name != **name)) {
            let _ = fs::remove_file(self.path.join(name));
        }
        self.kept = true;
        Ok(self.path.clone())
    }

    /// What an earlier result's file holds, if it is there.
    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path.join(name)).ok()
    }

    fn write_beside(&self, file: &ResultFile) -> Result<(), Failure> {
        let beside = self.beside(&file.name);
        let attempt = || {
            let mut out = fs::File::create(&beside)?;
            out.write_all(&file.bytes)?;
            // Some file systems report a full disk only now.
            out.sync_all()
        };
        attempt().map_err(|error| cannot("write", &self.path.join(&file.name), &error))
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.path.join(format!(".{name}.{}.partial", std::process::id()))
    }
}

impl Drop for ResultFolder {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        // Only empty folders go: `remove_dir` refuses any other.
        let mut folder = self.path.clone();
        while let Some(top) = &self.created {
            let removed = fs::remove_dir(&folder).is_ok();
            if !removed || folder == *top || !folder.pop() {
                break;
            }
        }
    }
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("cannot {what} {}: {error}; nothing was written", path.display()))
}
