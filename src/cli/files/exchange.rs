//! A folder made beside its place, and put there in one step: by renaming it
//! where there was none, by exchanging the two where the system can do that,
//! and by two renames elsewhere. Nothing is moved or deleted but what this
//! process made, or found as it was written.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::likeness::{file_like, folder_like};

/// How the name of a folder ends that is not yet in its place, or not any more.
const NEW: &str = ".new";
const OLD: &str = ".old";

/// What tells a file or folder from all others, whatever its name.
pub(super) type Id = (u64, u64);

#[cfg(unix)]
pub(super) fn id(of: &Metadata) -> Id {
    use std::os::unix::fs::MetadataExt;
    (of.dev(), of.ino())
}

/// As far as it can be told.
#[cfg(not(unix))]
pub(super) fn id(of: &Metadata) -> Id {
    let since = of.created().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    (of.len(), since.map_or(0, |since| since.as_nanos() as u64))
}

/// The identity of what has a name, be it a link.
pub(super) fn id_at(path: &Path) -> Option<Id> {
    path.symlink_metadata().ok().map(|about| id(&about))
}

/// Exchanges two folders in one step, where the system can.
pub(super) type Swap<'a> = &'a dyn Fn(&Path, &Path) -> io::Result<()>;

/// A folder that this process makes; it goes away again, with the files that
/// were made in it, unless it comes into its place.
pub(super) struct Fresh {
    path: PathBuf,
    made: Vec<OsString>,
    is_in_place: bool,
}

impl Fresh {
    /// Makes it under a name that nobody else has, beside the place; where there
    /// is a folder in the place, with the same owner and permissions.
    pub(super) fn beside(place: &Path) -> io::Result<Self> {
        let is_there = place.symlink_metadata().is_ok();
        let told =
            |what: &'static str| move |error| if is_there { told(what, error) } else { error };
        let path = empty_beside(place, NEW, is_there)
            .map_err(told("no folder can be made beside it, to take its place"))?;
        let fresh = Self { path, made: Vec::new(), is_in_place: false };
        if is_there {
            folder_like(&fresh.path, place)
                .map_err(told("no folder with its owner and permissions can take its place"))?;
        }
        Ok(fresh)
    }

    /// Tries that files can be made in it.
    pub(super) fn probe(&self) -> io::Result<()> {
        let probe = self.path.join("probe");
        File::create_new(&probe)?;
        fs::remove_file(probe)
    }

    /// Writes a file, and waits for the disk: some file systems report that they
    /// are full only then.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut out = File::create_new(self.path.join(name))?;
        self.made.push(name.into());
        out.write_all(bytes)?;
        out.sync_all()
    }

    /// Gives a file that was written the permissions of the one it replaces.
    pub(super) fn like(&self, name: &OsStr, old: &Path) -> io::Result<()> {
        file_like(&self.path.join(name), &old.join(name))
    }

    /// Takes a file of a folder, or a link, in as it is: it is in both then.
    pub(super) fn link(&mut self, folder: &Path, name: &OsStr) -> io::Result<()> {
        let (from, to) = (folder.join(name), self.path.join(name));
        fs::hard_link(&from, &to)?;
        self.made.push(name.to_owned());
        if id_at(&from) == id_at(&to) {
            return Ok(());
        }
        Err(io::Error::other("it was replaced in this moment"))
    }

    /// Puts it where nothing is.
    pub(super) fn put(mut self, place: &Path) -> io::Result<()> {
        sync(&self.path);
        rename_new(&self.path, place)?;
        self.is_in_place = true;
        sync(&parent_of(place));
        Ok(())
    }

    /// Puts it in the place of the folder with this identity; where that one is
    /// now.
    pub(super) fn take_place(
        mut self,
        place: &Path,
        old: Id,
        swap: Swap<'_>,
    ) -> io::Result<PathBuf> {
        folder_like(&self.path, place)?;
        sync(&self.path);
        let at = match swap(&self.path, place) {
            Ok(()) if id_at(&self.path) == Some(old) => self.path.clone(),
            Ok(()) => {
                swap(&self.path, place)?;
                return Err(taken());
            }
            Err(error) if cannot_swap(&error) => two_renames(&self.path, place, old)?,
            Err(error) => return Err(error),
        };
        self.is_in_place = true;
        sync(&parent_of(place));
        Ok(at)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if self.is_in_place {
            return;
        }
        for name in &self.made {
            let _ = fs::remove_file(self.path.join(name));
        }
        let _ = fs::remove_dir(&self.path);
    }
}

/// An error with what it means, where it is about what one may do.
fn told(what: &str, error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            io::Error::other(format!("{what} ({error}); give another folder with --out"))
        }
        _ => error,
    }
}

/// Moves the old folder aside and the new one into its place; back again if
/// that cannot be.
fn two_renames(new: &Path, place: &Path, old: Id) -> io::Result<PathBuf> {
    let holder = empty_beside(place, OLD, true)?;
    let aside = holder.join(place.file_name().unwrap_or_default());
    let moved = rename_new(place, &aside).and_then(|()| {
        if id_at(&aside) == Some(old) { rename_new(new, place) } else { Err(taken()) }
    });
    let Err(error) = moved else { return Ok(aside) };
    let is_back = aside.symlink_metadata().is_err() || rename_new(&aside, place).is_ok();
    if is_back {
        let _ = fs::remove_dir(holder);
        return Err(error);
    }
    let aside = aside.display();
    Err(io::Error::other(format!("{error}; what was there before is now {aside}")))
}

fn taken() -> io::Error {
    io::Error::other("another program put something else there in this moment")
}

/// Makes an empty folder beside a place, under a name that nobody else has; for
/// oneself alone, if it is `private`.
fn empty_beside(place: &Path, ending: &str, private: bool) -> io::Result<PathBuf> {
    made_beside(place, &before(place), ending, private)
}

/// Moves what is left of an old folder to a name that is seen.
pub(super) fn shown_beside(old: &Path, place: &Path) -> PathBuf {
    let made = made_beside(place, &format!("{}-kept-", short_name(place)), "", true);
    let Ok(seen) = made else { return old.to_path_buf() };
    // It takes the place of the empty one.
    if fs::rename(old, &seen).is_ok() {
        return seen;
    }
    let _ = fs::remove_dir(seen);
    old.to_path_buf()
}

fn made_beside(place: &Path, prefix: &str, suffix: &str, private: bool) -> io::Result<PathBuf> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::DirBuilderExt;
        folder.mode(0o700);
    }
    #[cfg(not(unix))]
    let _ = private;
    let mut names = tempfile::Builder::new();
    names.prefix(prefix).suffix(suffix).disable_cleanup(true);
    let made = names.make_in(parent_of(place), |path| folder.create(path))?;
    Ok(made.path().to_path_buf())
}

/// Takes away a folder that is empty, and what held it.
pub(super) fn remove_empty(old: &Path) {
    let _ = fs::remove_dir(old);
    let holder = old.parent().filter(|holder| has_ending(holder, OLD));
    if let Some(holder) = holder {
        let _ = fs::remove_dir(holder);
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending))
}

/// The names of what killed runs left beside a place.
pub(super) fn left(place: &Path) -> Vec<String> {
    let before = before(place);
    let entries = fs::read_dir(parent_of(place)).into_iter().flatten().filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_left = |name: &String| {
        name.starts_with(&before) && [NEW, OLD].iter().any(|ending| name.ends_with(ending))
    };
    let mut left: Vec<String> = names.filter(is_left).collect();
    left.sort();
    left
}

/// How the names of folders beside a place begin.
fn before(place: &Path) -> String {
    format!(".{}.", short_name(place))
}

/// A name that leaves room for more.
fn short_name(place: &Path) -> String {
    place.file_name().unwrap_or_default().to_string_lossy().chars().take(40).collect()
}

/// The folder that a folder lies in.
pub(super) fn parent_of(place: &Path) -> PathBuf {
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Lets what was renamed in a folder outlast a loss of power, where the system
/// can do that.
fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn cannot_swap(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Exchanges two names in one step, where the system can.
#[cfg(target_os = "linux")]
pub(super) fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Renames to a name that nothing has.
#[cfg(target_os = "linux")]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let renamed = renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE);
    match renamed.map_err(io::Error::from) {
        Err(error) if cannot_swap(&error) => rename_checked(from, to),
        renamed => renamed,
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_checked(from, to)
}

/// The same, where the system looks only whether there is a folder with files.
fn rename_checked(from: &Path, to: &Path) -> io::Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}
