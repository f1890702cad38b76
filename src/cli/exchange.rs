//! A result folder made beside its place, and put there in one step: by
//! renaming it where there was none, by exchanging the two where the system can
//! do that. Files of the user's own are linked into the new folder before, so
//! that they are in both.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{ResultFile, listed, lock, parent_of, sync, write_new};

/// In a folder beside for as long as it is not complete.
const INCOMPLETE: &str = ".incomplete";
/// How the name of a folder beside ends.
const ENDING: &str = ".new";

/// Tries that a folder can be made beside.
pub(super) fn probe(place: &Path) -> io::Result<()> {
    let beside = beside(place);
    fs::create_dir(&beside)?;
    // Another process that tidies up may have been faster.
    let _ = fs::remove_dir(beside);
    Ok(())
}

/// Makes the folder with these files; there is none yet.
pub(super) fn fresh(place: &Path, files: &[ResultFile]) -> io::Result<()> {
    let made = Beside::make(place, files)?;
    made.complete()?;
    if let Err(error) = fs::rename(&made.path, place) {
        let _ = fs::remove_dir_all(&made.path);
        return Err(error);
    }
    sync(&parent_of(place));
    Ok(())
}

/// Puts a folder with these files, and with all others but the `stale` ones, in
/// the place of the one that is there; whether that could be done. If not,
/// nothing has changed.
pub(super) fn exchange(place: &Path, files: &[ResultFile], stale: &[String]) -> bool {
    // Who stands in the folder would stand in the old one afterwards.
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    if here.is_ok_and(|here| here.starts_with(place)) {
        return false;
    }
    let Some(others) = others(place, files, stale) else { return false };
    let swapped = || -> io::Result<()> {
        let made = Beside::make(place, files)?;
        if owner(&made.path) != owner(place) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        for name in &others {
            fs::hard_link(place.join(name), made.path.join(name))?;
        }
        if let Ok(about) = fs::metadata(place) {
            fs::set_permissions(&made.path, about.permissions())?;
        }
        made.complete()?;
        let swapped = swap(&made.path, place);
        sync(&parent_of(place));
        // Whichever of the two folders is beside now.
        discard(&made.path, place);
        swapped
    };
    swapped().is_ok()
}

/// Takes away what killed runs left beside, but for files that are nowhere
/// else: they go into the folder.
pub(super) fn tidy(place: &Path) {
    let parent = parent_of(place);
    let before = format!(".{}.", name_of(place));
    for entry in fs::read_dir(&parent).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.strip_prefix(&before).and_then(|rest| rest.strip_suffix(ENDING));
        let is_ours = number.is_some_and(|number| {
            !number.is_empty() && number.chars().all(|letter| letter.is_ascii_digit())
        });
        let path = parent.join(&name);
        // Whose process still lives, that has it locked.
        if !is_ours || !path.is_dir() || !matches!(lock(&path), Ok(Some(_))) {
            continue;
        }
        if path.join(INCOMPLETE).exists() {
            let _ = fs::remove_dir_all(path);
        } else {
            discard(&path, place);
        }
    }
}

/// A folder beside; it goes away again unless it comes into its place.
struct Beside {
    path: PathBuf,
    _held: Option<fs::File>,
}

impl Beside {
    fn make(place: &Path, files: &[ResultFile]) -> io::Result<Self> {
        let path = beside(place);
        fs::create_dir(&path)?;
        let made = Self { _held: lock(&path).ok().flatten(), path };
        if let Err(error) = write_new(&made.path.join(INCOMPLETE), b"") {
            let _ = fs::remove_dir_all(&made.path);
            return Err(error);
        }
        for file in files {
            write_new(&made.path.join(&file.name), &file.bytes)?;
        }
        Ok(made)
    }

    /// From here on it is a result like any other.
    fn complete(&self) -> io::Result<()> {
        fs::remove_file(self.path.join(INCOMPLETE))?;
        sync(&self.path);
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After the exchange the old folder has this path: only one that is not
        // complete is known to hold nothing but links and new files.
        if self.path.join(INCOMPLETE).exists() {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

fn name_of(place: &Path) -> String {
    place.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn beside(place: &Path) -> PathBuf {
    parent_of(place).join(format!(".{}.{}{ENDING}", name_of(place), std::process::id()))
}

/// The names of all other files, if they can all be linked.
fn others(place: &Path, files: &[ResultFile], stale: &[String]) -> Option<Vec<String>> {
    let mut others = Vec::new();
    for entry in fs::read_dir(place).ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        if stale.contains(&name) || files.iter().any(|file| file.name == name) {
            continue;
        }
        if !entry.file_type().ok()?.is_file() {
            return None;
        }
        others.push(name);
    }
    Some(others)
}

/// Empties a folder whose place another one has taken, or never gave up: files
/// of results go, and links to files in the place; what is nowhere else goes
/// there.
fn discard(folder: &Path, place: &Path) {
    let listed = listed(folder, |_| true);
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<std::ffi::OsString> = entries.map(|entry| entry.file_name()).collect();
    // Main files last: they say which files are of results.
    names.sort_by_key(|name| name.as_encoded_bytes().ends_with(b".json"));
    for name in names {
        let (old, new) = (folder.join(&name), place.join(&name));
        let is_listed = name.to_str().is_some_and(|name| listed.iter().any(|one| one == name));
        if is_listed || is_same(&old, &new) {
            let _ = fs::remove_file(&old);
        } else if new.symlink_metadata().is_err() && place.is_dir() {
            let _ = fs::rename(&old, &new);
        }
    }
    let _ = fs::remove_dir(folder);
}

/// Whose a folder is. One of somebody else's stays: files are put into it.
#[cfg(unix)]
fn owner(folder: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).ok().map(|about| about.uid())
}

#[cfg(not(unix))]
fn owner(_: &Path) -> Option<u32> {
    None
}

#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.symlink_metadata().map(|about| (about.dev(), about.ino())).ok();
    id(one).is_some() && id(one) == id(other)
}

#[cfg(not(unix))]
fn is_same(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
