//! Places that cannot be written: what is said, and what stays.
#![cfg(unix)]

#[path = "unwritable/disks.rs"]
mod disks;
#[path = "unwritable/folders.rs"]
mod folders;
use crate::program;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use program::{APPAREL, Ran, names};

/// Commands that are short and write files of many kinds, without `--out`.
const COMMANDS: [&[&str]; 3] = [
    &[
        "run",
        "plan.toml",
        "-n",
        "40",
        "-q",
        "--charts",
        "hist",
        "--size",
        "half",
        "--export",
        "csv,parquet,xlsx",
    ],
    &[
        "memo",
        "plan.toml",
        "--against",
        "other.toml",
        "-n",
        "40",
        "-q",
        "--rows",
        "0",
        "--charts",
        "bands",
        "--size",
        "half",
    ],
    &["compare", "plan.toml", "other.toml", "-n", "40", "-q", "--charts", "diff"],
];

/// Whom a program runs as that is to be refused: root may write everywhere.
const NOBODY: u32 = 65_534;

/// A folder that everybody can read, with two plans and the program.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self { folder };
        let write = |name: &str, text: &str| {
            fs::write(place.path(name), text).expect("written");
            allow(&place.path(name), 0o644);
        };
        write("plan.toml", APPAREL);
        write("other.toml", &APPAREL.replace("price = 46", "price = 52"));
        let built = assert_cmd::cargo::cargo_bin("shortrun");
        fs::hard_link(&built, place.path("shortrun"))
            .or_else(|_| fs::copy(&built, place.path("shortrun")).map(|_| ()))
            .expect("the program is built");
        allow(place.folder.path(), 0o777);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }

    fn is_of_root(&self) -> bool {
        fs::metadata(self.folder.path()).expect("there").uid() == 0
    }

    /// Runs the program as one who is not root.
    fn as_nobody(&self, args: &[&str], out: &str) -> Ran {
        let mut command = Command::new(self.path("shortrun"));
        if self.is_of_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        ran(command.current_dir(self.folder.path()).args(args).args(["-o", out]))
    }

    /// Runs the program as whoever runs the tests.
    fn as_oneself(&self, args: &[&str], out: &str) -> Ran {
        let mut command = Command::new(self.path("shortrun"));
        ran(command.current_dir(self.folder.path()).args(args).args(["-o", out]))
    }
}

impl Drop for Place {
    /// Lets the folder be removed.
    fn drop(&mut self) {
        for entry in fs::read_dir(self.folder.path()).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                allow(&entry.path(), 0o755);
            }
        }
        allow(self.folder.path(), 0o755);
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let code = output.status.code().expect("it ends by itself");
    Ran { code, out: text(output.stdout), err: text(output.stderr) }
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

/// The files of a folder with all their bytes.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let bytes = fs::read(folder.join(&name)).expect("a readable file");
        (name, bytes)
    };
    names(folder).into_iter().map(read).collect()
}
