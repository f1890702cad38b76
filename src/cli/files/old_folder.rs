//! A folder whose place a new one takes: what of it goes, and what comes along.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::exchange::{Fresh, Id, id, id_at, remove_empty, shown_beside};
use super::known::{Known, Standing, digest_of};
use super::{ResultFile, shown};
use crate::input::sha256;

/// What becomes of a file.
#[derive(Debug)]
enum Fate {
    /// It goes: it is as it was written, with this SHA-256.
    Goes(String),
    /// It comes along into the new folder, as the file of this identity.
    Stays(Id),
}

/// A folder as it was found.
#[derive(Debug)]
pub(super) struct OldFolder {
    place: PathBuf,
    /// By which it is known again under another name.
    pub(super) id: Id,
    entries: BTreeMap<OsString, Fate>,
    /// Files of the result that goes which were changed since: they stay.
    changed: Vec<String>,
}

/// What is to come into a folder.
pub(super) struct Coming<'a> {
    /// The file that lists all.
    pub(super) main: &'a str,
    pub(super) files: &'a [ResultFile],
    /// Whether files that the main file listed before, and that do not come
    /// again, stay.
    pub(super) keeps: bool,
}

impl Coming<'_> {
    fn find(&self, name: &str) -> Option<&ResultFile> {
        self.files.iter().find(|file| file.name == name)
    }
}

impl OldFolder {
    /// Looks at all that is there; or says why it stays as it is.
    pub(super) fn read(place: &Path, known: &Known, coming: &Coming<'_>) -> Result<Self, String> {
        let unreadable = |error: io::Error| error.to_string();
        let about = place.symlink_metadata().map_err(unreadable)?;
        if !about.is_dir() {
            return Err("another program put something else there in this moment".to_owned());
        }
        let mut old = Self {
            place: place.to_path_buf(),
            id: id(&about),
            entries: BTreeMap::new(),
            changed: Vec::new(),
        };
        for entry in fs::read_dir(place).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let (name, about) = (entry.file_name(), entry.metadata().map_err(unreadable)?);
            if about.is_dir() {
                return Err(of_folder(&name));
            }
            let fate = match name.to_str() {
                Some(text) => old.fate(text, id(&about), known, coming)?,
                None => Fate::Stays(id(&about)),
            };
            old.entries.insert(name, fate);
        }
        Ok(old)
    }

    fn fate(
        &mut self,
        name: &str,
        id: Id,
        known: &Known,
        coming: &Coming<'_>,
    ) -> Result<Fate, String> {
        let standing = known.standing(&self.place, name, coming.main);
        let refused = |why: &str| Err(format!("{} {why}", shown(name)));
        let (new, is_main) = (coming.find(name), name == coming.main);
        match standing {
            Standing::Unknown if new.is_some() || is_main => refused(
                "is there and is no file of an earlier result, so it is kept; move it away, or \
                 give another folder with --out",
            ),
            Standing::Changed if new.is_some() => refused(
                "was changed since it was written, so it is kept; move it away, or give another \
                 folder with --out",
            ),
            Standing::Ours { sha256: is, alone: false } => match new {
                Some(new) if sha256(&new.bytes) != is => refused(
                    "is also a file of another result there, and would be another; give another \
                     folder with --out",
                ),
                _ => Ok(Fate::Stays(id)),
            },
            Standing::Ours { sha256, alone: true } => {
                let stays = coming.keeps && new.is_none() && !is_main;
                Ok(if stays { Fate::Stays(id) } else { Fate::Goes(sha256) })
            }
            Standing::Changed if known.of(coming.main).iter().any(|one| one.name == name) => {
                self.changed.push(name.to_owned());
                Ok(Fate::Stays(id))
            }
            Standing::Changed | Standing::Unknown => Ok(Fate::Stays(id)),
        }
    }

    /// Whether a file comes along as it is.
    pub(super) fn stays(&self, name: &str) -> bool {
        matches!(self.entries.get(OsStr::new(name)), Some(Fate::Stays(_)))
    }

    /// Whether a file is as it was written and stays.
    pub(super) fn stays_ours(&self, name: &str) -> bool {
        self.stays(name) && self.changed.iter().all(|one| one != name)
    }

    /// Takes what stays along, and gives what is replaced the permissions it
    /// had; the error says which file cannot come along.
    pub(super) fn come_along(&self, fresh: &mut Fresh, new: &Coming<'_>) -> Result<(), String> {
        for (name, fate) in &self.entries {
            let is_new =
                name.to_str().is_some_and(|name| name == new.main || new.find(name).is_some());
            let done = match fate {
                Fate::Stays(_) => fresh.link(&self.place, name),
                Fate::Goes(_) if is_new => fresh.like(name, &self.place),
                Fate::Goes(_) => Ok(()),
            };
            done.map_err(|error| cannot_come(name, &error))?;
        }
        Ok(())
    }

    /// Deletes what goes from the old folder, which is `at` another place now,
    /// and the links to what came along. What another program saved there since
    /// it was looked at comes along too. Says what happened to files of the
    /// user's own.
    pub(super) fn discard(&self, at: &Path) -> Vec<String> {
        let place = shown(&self.place.file_name().unwrap_or_default().to_string_lossy());
        let changed = self.changed.iter().map(|name| {
            format!("{place}/{} was changed since it was written, so it is kept", shown(name))
        });
        let mut said: Vec<String> = changed.collect();
        let entries = fs::read_dir(at).into_iter().flatten().filter_map(Result::ok);
        let mut names: Vec<OsString> = entries.map(|entry| entry.file_name()).collect();
        names.sort();
        for name in names {
            let text = shown(&name.to_string_lossy());
            if !self.is_done_with(at, &name) && self.rescued(at, &name) {
                said.push(format!(
                    "{place}/{text} was saved by another program in this moment, and is kept"
                ));
            }
        }
        remove_empty(at);
        if at.symlink_metadata().is_ok() {
            let kept = shown_beside(at, &self.place);
            remove_empty(at);
            said.push(format!(
                "what another program saved in {place} in this moment is now in {}",
                shown(&kept.display().to_string())
            ));
        }
        said
    }

    /// Deletes a file of the old folder that is as it was, or is in the new one.
    fn is_done_with(&self, at: &Path, name: &OsStr) -> bool {
        let (old, new) = (at.join(name), self.place.join(name));
        let is_so = match self.entries.get(name) {
            Some(Fate::Goes(sha256)) => digest_of(&old).as_ref() == Some(sha256),
            Some(Fate::Stays(_)) => id_at(&old).is_some() && id_at(&old) == id_at(&new),
            None => false,
        };
        is_so && fs::remove_file(old).is_ok()
    }

    /// Moves what came into the old folder to the new one, if its name is free
    /// there or that of an earlier state of it.
    fn rescued(&self, at: &Path, name: &OsStr) -> bool {
        let (old, new) = (at.join(name), self.place.join(name));
        match (id_at(&new), self.entries.get(name)) {
            (Some(is), Some(Fate::Stays(was))) if is == *was => fs::rename(&old, &new).is_ok(),
            (Some(_), _) => false,
            (None, _) if old.symlink_metadata().is_ok_and(|about| about.is_dir()) => {
                fs::rename(&old, &new).is_ok()
            }
            // Unlike a rename it takes nothing's place.
            (None, _) => fs::hard_link(&old, &new).is_ok() && fs::remove_file(&old).is_ok(),
        }
    }
}

fn of_folder(name: &OsStr) -> String {
    format!(
        "{} is a folder, and a result cannot take the place of folders; move it away, or give \
         another folder with --out",
        shown(&name.to_string_lossy())
    )
}

fn cannot_come(name: &OsStr, error: &io::Error) -> String {
    format!(
        "{} cannot be taken along ({error}); move it away, or give another folder with --out",
        shown(&name.to_string_lossy())
    )
}

/// Tries that a new folder can take the place of the one there, as far as that
/// can be known before there are files.
pub(super) fn probe(place: &Path, fresh: &mut Fresh) -> Result<(), String> {
    fresh.probe().map_err(|error| error.to_string())?;
    let known = Known::read(place);
    for entry in fs::read_dir(place).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.file_name();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            return Err(of_folder(&name));
        }
        if !name.to_str().is_some_and(|name| known.names(name)) {
            fresh.link(place, &name).map_err(|error| cannot_come(&name, &error))?;
        }
    }
    Ok(())
}

/// Why no other folder can come into a place, if none can.
pub(super) fn fixed(place: &Path) -> Option<&'static str> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    // Who stands in the folder would stand in the old one afterwards.
    if here.is_ok_and(|here| here.starts_with(place)) {
        return Some("you stand in it, so nothing can take its place");
    }
    is_mounted(place).then_some("a disk is mounted there, so nothing can take its place")
}

#[cfg(target_os = "linux")]
fn is_mounted(place: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let about = statx(CWD, place, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS);
    about.is_ok_and(|about| about.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_mounted(place: &Path) -> bool {
    let device = |path: &Path| path.symlink_metadata().map(|about| id(&about).0).ok();
    device(place) != device(&super::exchange::parent_of(place))
}

#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::super::List;
    use super::super::exchange::{Swap, swap};
    use super::*;
    use std::os::unix::fs::symlink;

    const LIST: List = List { command: "chart", main: "charts.json", keeps: false };

    /// As on a system that cannot exchange folders.
    fn none(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn files(text: &str) -> [ResultFile; 2] {
        ["a.csv", "b.csv"].map(|name| ResultFile::new(name, text.into()))
    }

    /// Puts files in place of those there, as the program does it.
    fn replaced(place: &Path, files: &[ResultFile], by: Swap<'_>) -> Result<Vec<String>, String> {
        let coming = Coming { main: LIST.main, files, keeps: LIST.keeps };
        let old = OldFolder::read(place, &Known::read(place), &coming)?;
        let mut fresh = Fresh::beside(place).map_err(|error| error.to_string())?;
        let list = LIST.file(Vec::new(), files);
        for file in files.iter().chain([&list]).filter(|file| !old.stays(&file.name)) {
            fresh.write(&file.name, &file.bytes).map_err(|error| error.to_string())?;
        }
        old.come_along(&mut fresh, &coming)?;
        let at = fresh.take_place(place, old.id, by).map_err(|error| error.to_string())?;
        Ok(old.discard(&at))
    }

    /// A folder `out` with the files a and b, with one of the user's own, and with
    /// a link.
    fn old() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("out");
        fs::create_dir(&place).expect("made");
        replaced(&place, &files("old"), &swap_or_none).expect("written");
        fs::write(place.join("notes.md"), "mine").expect("written");
        symlink("nowhere", place.join("link")).expect("linked");
        (folder, place)
    }

    fn swap_or_none(one: &Path, other: &Path) -> io::Result<()> {
        swap(one, other)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("there").map(|entry| entry.expect("readable"));
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn text(place: &Path, name: &str) -> String {
        fs::read_to_string(place.join(name)).expect("readable")
    }

    const BOTH: [Swap<'static>; 2] = [&swap_or_none, &none];

    #[test]
    fn new_files_take_the_place_of_old_ones_and_all_others_stay() {
        for by in BOTH {
            let (folder, place) = old();
            let new = &files("new")[..1];
            assert_eq!(replaced(&place, new, by), Ok(Vec::new()));
            assert_eq!(names(&place), ["a.csv", "charts.json", "link", "notes.md"]);
            assert_eq!(
                (text(&place, "a.csv"), text(&place, "notes.md")),
                ("new".into(), "mine".into())
            );
            assert_eq!(names(folder.path()), ["out"]);
        }
    }

    #[test]
    fn what_is_saved_in_the_moment_of_the_exchange_is_kept_and_said() {
        for by in BOTH {
            let (folder, place) = old();
            let saving = |one: &Path, other: &Path| {
                // As editors save: a new file in place of the old one.
                fs::write(place.join("saving"), "newer")?;
                fs::rename(place.join("saving"), place.join("notes.md"))?;
                fs::write(place.join("more.md"), "more")?;
                fs::create_dir(place.join("drafts"))?;
                fs::write(place.join("drafts/memo.md"), "draft")?;
                by(one, other)
            };
            let said = replaced(&place, &files("new"), &saving).expect("written");
            let kept = ["drafts", "more.md", "notes.md"].map(|name| {
                format!("out/{name} was saved by another program in this moment, and is kept")
            });
            assert_eq!(said, kept);
            assert_eq!(text(&place, "notes.md"), "newer");
            assert_eq!(text(&place, "more.md"), "more");
            assert_eq!(text(&place, "drafts/memo.md"), "draft");
            assert_eq!(text(&place, "a.csv"), "new");
            assert_eq!(names(folder.path()), ["out"]);
        }
    }

    #[test]
    fn what_is_saved_under_the_name_of_a_new_file_is_kept_beside_and_said() {
        for by in BOTH {
            let (folder, place) = old();
            let saving = |one: &Path, other: &Path| {
                fs::write(place.join("a.csv"), "my own")?;
                by(one, other)
            };
            let said = replaced(&place, &files("new"), &saving).expect("written");
            assert_eq!(text(&place, "a.csv"), "new");
            let beside = names(folder.path());
            assert_eq!(beside.len(), 2, "{beside:?}");
            assert!(beside[1].starts_with("out-kept-"), "{beside:?}");
            let kept = folder.path().join(&beside[1]);
            assert_eq!(names(&kept), ["a.csv"]);
            assert_eq!(text(&kept, "a.csv"), "my own");
            assert!(said.len() == 1 && said[0].contains(&beside[1]), "{said:?}");
        }
    }

    #[test]
    fn what_takes_the_place_in_the_moment_of_the_exchange_is_put_back() {
        for by in BOTH {
            let (folder, place) = old();
            let home = folder.path().join("home");
            fs::create_dir(&home).expect("made");
            fs::write(home.join("letter"), "dear").expect("written");
            let moved = folder.path().join("moved");
            let once = std::cell::Cell::new(true);
            let taking = |one: &Path, other: &Path| {
                if once.replace(false) {
                    fs::rename(&place, &moved)?;
                    symlink("home", &place)?;
                }
                by(one, other)
            };
            let why = replaced(&place, &files("new"), &taking).expect_err("refused");
            assert!(why.contains("another program put something else there"), "{why}");
            assert_eq!(place.read_link().expect("a link"), Path::new("home"));
            assert_eq!(text(&moved, "a.csv"), "old");
            assert_eq!(
                (names(&home), text(&home, "letter")),
                (vec!["letter".into()], "dear".into())
            );
            assert_eq!(names(folder.path()), ["home", "moved", "out"]);
        }
    }

    #[test]
    fn what_cannot_be_exchanged_stays_as_it_is() {
        let (folder, place) = old();
        let full = |_: &Path, _: &Path| Err(io::ErrorKind::StorageFull.into());
        assert!(replaced(&place, &files("new"), &full).is_err());
        assert_eq!(text(&place, "a.csv"), "old");
        assert_eq!(names(&place), ["a.csv", "b.csv", "charts.json", "link", "notes.md"]);
        assert_eq!(names(folder.path()), ["out"]);
    }
}
