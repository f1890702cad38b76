//! The program as a person runs it, in a folder of its own.
#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod commands;

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// The scenario that all features of the model take part in.
pub(crate) const APPAREL: &str = include_str!("../support/apparel.toml");

/// How a command ended and what it printed.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder.
pub(crate) fn shortrun(folder: &Path, args: &[&str]) -> Ran {
    ended(in_folder(folder, args))
}

/// Runs the program in a folder with a text on standard input.
pub(crate) fn piped(folder: &Path, args: &[&str], text: &str) -> Ran {
    let mut command = in_folder(folder, args);
    command.write_stdin(text);
    ended(command)
}

fn in_folder(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("shortrun").expect("the program is built");
    command.current_dir(folder).args(args);
    command
}

fn ended(mut command: Command) -> Ran {
    let output = command.output().expect("it starts");
    Ran {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A folder with the scenario `plan.toml`.
pub(crate) fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("plan.toml"), text).expect("written");
    folder
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
