//! One file written whole, or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::exchange::parent_of;
use super::parents::Parents;
use super::{cannot, unless_stopped};
use crate::cli::stop::Writing;
use crate::cli::{Failure, stop};

/// Writes one file whole, or nothing. What is there is replaced only if that is
/// asked for.
pub(in crate::cli) fn write_one(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), Failure> {
    let failed = |error: io::Error| cannot("write", path, &error);
    stop::listen();
    let mut parents = Parents::make(&parent_of(path)).map_err(failed)?;
    let writing = Writing::begin()?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let old = if replaces { path.symlink_metadata().ok() } else { None };
        let old = old.filter(fs::Metadata::is_file).map(|about| about.permissions().mode());
        options.mode(old.unwrap_or(0o666));
    }
    let mut names = tempfile::Builder::new();
    let mut file = names
        .prefix(".")
        .suffix(".new")
        .make_in(parent_of(path), |path| options.open(path))
        .map_err(failed)?;
    let out = file.as_file_mut();
    out.write_all(bytes).and_then(|()| out.sync_all()).map_err(failed)?;
    unless_stopped()?;
    let put = if replaces { file.persist(path) } else { file.persist_noclobber(path) };
    put.map_err(|error| failed(error.error))?;
    writing.done();
    parents.keep();
    Ok(())
}
