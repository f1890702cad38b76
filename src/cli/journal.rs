//! Putting files into a folder so that a kill loses nothing: all are written to
//! a folder within it; then a list of what is to be done is completed, which is
//! the moment from which the new files count; then each is moved to its place.
//! Whoever next writes to the folder finishes the list if it is complete, and
//! takes away what there is if it is not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{ResultFile, lock, sync, write_new};
use crate::output::record_reader::is_plain;

/// Where new files wait.
const WAITING: &str = ".shortrun-new";
/// The list, and its name before it is complete.
const LIST: &str = ".list";
const INCOMPLETE: &str = ".list.incomplete";

/// What is to be done with a name.
enum Step {
    /// The waiting file of the name comes into its place.
    Put(String),
    /// The file of the name goes away.
    Drop(String),
}

/// Puts all files in place, or none of them, and takes the `stale` ones away.
pub(super) fn put(folder: &Path, files: &[ResultFile], stale: &[String]) -> io::Result<()> {
    let waiting = folder.join(WAITING);
    fs::create_dir(&waiting).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => busy(),
        _ => error,
    })?;
    let _held = lock(&waiting);
    let prepared = prepare(&waiting, files, stale);
    if prepared.is_err() {
        let _ = fs::remove_dir_all(&waiting);
        return prepared;
    }
    finish(folder).inspect_err(|_| give_up(&waiting, files))
}

/// Takes back what was not begun. Files that cannot be replaced are told by the
/// first of them; after one that could be, the list stays for the next start.
fn give_up(waiting: &Path, files: &[ResultFile]) {
    let is_waiting = |file: &ResultFile| waiting.join(&file.name).exists();
    if files.iter().all(is_waiting) {
        let _ = fs::remove_dir_all(waiting);
    }
}

fn prepare(waiting: &Path, files: &[ResultFile], stale: &[String]) -> io::Result<()> {
    for file in files {
        write_new(&waiting.join(&file.name), &file.bytes)?;
    }
    let put = files.iter().map(|file| format!("put {}\n", file.name));
    let drop = stale.iter().map(|name| format!("drop {name}\n"));
    let list: String = put.chain(drop).collect();
    write_new(&waiting.join(INCOMPLETE), list.as_bytes())?;
    fs::rename(waiting.join(INCOMPLETE), waiting.join(LIST))?;
    sync(waiting);
    Ok(())
}

/// Whether a killed process left a complete list that is not worked off.
pub(super) fn is_pending(folder: &Path) -> bool {
    folder.join(WAITING).join(LIST).exists()
}

/// Ends what a killed process began.
pub(super) fn recover(folder: &Path) -> io::Result<()> {
    let waiting = folder.join(WAITING);
    if !waiting.is_dir() {
        return Ok(());
    }
    // A system that cannot lock folders is taken to have no second process.
    let held = lock(&waiting);
    if matches!(held, Ok(None)) {
        return Err(busy());
    }
    if is_pending(folder) { finish(folder) } else { fs::remove_dir_all(waiting) }
}

/// Tries that files can be written here.
pub(super) fn probe(folder: &Path) -> io::Result<()> {
    let probe: PathBuf = folder.join(format!("{WAITING}.{}", std::process::id()));
    fs::create_dir(&probe)?;
    let _ = fs::remove_dir(probe);
    Ok(())
}

fn busy() -> io::Error {
    io::Error::other("another shortrun is writing there")
}

/// Works the list off; it may have been begun before.
fn finish(folder: &Path) -> io::Result<()> {
    let waiting = folder.join(WAITING);
    for step in steps(&fs::read_to_string(waiting.join(LIST))?)? {
        done(folder, &waiting, &step)?;
    }
    sync(folder);
    fs::remove_file(waiting.join(LIST))?;
    fs::remove_dir_all(waiting)
}

fn done(folder: &Path, waiting: &Path, step: &Step) -> io::Result<()> {
    match step {
        Step::Put(name) if waiting.join(name).exists() => {
            fs::rename(waiting.join(name), folder.join(name))
        }
        Step::Put(_) => Ok(()),
        Step::Drop(name) => match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    }
}

fn steps(list: &str) -> io::Result<Vec<Step>> {
    let step = |line: &str| {
        let (what, name) = line.split_once(' ')?;
        let name = Some(name.to_owned()).filter(|name| is_plain(name))?;
        match what {
            "put" => Some(Step::Put(name)),
            "drop" => Some(Step::Drop(name)),
            _ => None,
        }
    };
    let steps: Option<Vec<Step>> = list.lines().map(step).collect();
    steps.ok_or_else(|| io::Error::other(format!("{WAITING}/{LIST} cannot be read")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn old() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a", "b", "gone", "mine"] {
            fs::write(folder.path().join(name), "old").expect("written");
        }
        folder
    }

    fn new_files() -> [ResultFile; 3] {
        ["a", "b", "c"].map(|name| ResultFile::new(name, b"new".to_vec()))
    }

    fn assert_new(folder: &Path) {
        assert_eq!(names(folder), ["a", "b", "c", "mine"]);
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("readable");
        assert_eq!(["a", "b", "c", "mine"].map(read), ["new", "new", "new", "old"]);
    }

    #[test]
    fn files_come_into_place_and_stale_ones_go() {
        let folder = old();
        put(folder.path(), &new_files(), &["gone".to_owned()]).expect("put");
        assert_new(folder.path());
    }

    #[test]
    fn a_stop_after_any_step_is_finished_by_the_next_start() {
        // Put a, put b, put c, drop gone: stopped after none to all of them.
        for stopped_after in 0..=4 {
            let folder = old();
            let waiting = folder.path().join(WAITING);
            fs::create_dir(&waiting).expect("made");
            prepare(&waiting, &new_files(), &["gone".to_owned()]).expect("prepared");
            let list = fs::read_to_string(waiting.join(LIST)).expect("complete");
            for step in steps(&list).expect("readable").iter().take(stopped_after) {
                done(folder.path(), &waiting, step).expect("done");
            }
            assert!(is_pending(folder.path()));
            recover(folder.path()).expect("finished");
            assert_new(folder.path());
        }
    }

    #[test]
    fn a_stop_before_the_list_is_complete_leaves_the_old_files() {
        let folder = old();
        let waiting = folder.path().join(WAITING);
        fs::create_dir(&waiting).expect("made");
        fs::write(waiting.join("a"), "ne").expect("written");
        fs::write(waiting.join(INCOMPLETE), "put a\n").expect("written");
        assert!(!is_pending(folder.path()));
        recover(folder.path()).expect("taken away");
        assert_eq!(names(folder.path()), ["a", "b", "gone", "mine"]);
        assert_eq!(fs::read_to_string(folder.path().join("a")).expect("readable"), "old");
    }

    #[test]
    fn a_list_that_names_files_elsewhere_is_not_followed() {
        let folder = old();
        let waiting = folder.path().join(WAITING);
        fs::create_dir(&waiting).expect("made");
        fs::write(waiting.join(LIST), "drop ../mine\n").expect("written");
        assert!(recover(folder.path()).is_err());
        assert_eq!(names(folder.path()).len(), 5);
    }
}
