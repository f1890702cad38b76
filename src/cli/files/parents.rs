//! Folders that are made on the way to a place.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cli::stop;

/// The folders above a place that were not there before; they go away again
/// unless something comes into them.
pub(super) struct Parents {
    made: Vec<PathBuf>,
}

impl Parents {
    /// Makes all that is missing down to a folder.
    pub(super) fn make(parent: &Path) -> io::Result<Self> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let made: Vec<PathBuf> =
            parent.ancestors().take_while(is_missing).map(Path::to_path_buf).collect();
        stop::made(made.clone());
        let parents = Self { made };
        fs::create_dir_all(parent)?;
        Ok(parents)
    }

    /// Lets the folders that were made stay when this is dropped.
    pub(super) fn keep(&mut self) {
        self.made.clear();
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        // Only empty folders go: `remove_dir` refuses any other.
        let _ = self.made.iter().try_for_each(fs::remove_dir);
    }
}
