//! Printed output that is lost: the exit code and the message say so.
#![cfg(target_os = "linux")]

use crate::program;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use program::{APPAREL, folder_with, shortrun};

/// Commands that print, each with whatever it prints.
const PRINTING: [&[&str]; 16] = [
    &["--help"],
    &["--version"],
    &["run", "--help"],
    &["help", "memo"],
    &["schema"],
    &["completions", "bash"],
    &["man"],
    &["man", "--out", "pages"],
    &["init", "begun"],
    &["check", "plan.toml"],
    &["check", "plan.toml", "--format", "csv"],
    &["check", "plan.toml", "--resolved"],
    &["run", "plan.toml", "-n", "40", "--charts", "none", "-o", "printed"],
    &["run", "plan.toml", "-n", "40", "--charts", "none", "--format", "json", "-o", "other"],
    &["verify", "out"],
    &["chart", "out", "--kind", "hist", "-o", "drawn"],
];

fn folder() -> tempfile::TempDir {
    let folder = folder_with(APPAREL);
    let run = ["run", "plan.toml", "-n", "40", "-q", "--charts", "none", "-o", "out"];
    assert_eq!(shortrun(folder.path(), &run).code, 0);
    folder
}

fn printing_to(folder: &Path, args: &[&str], out: impl Into<Stdio>) -> (Option<i32>, String) {
    let output = Command::new(assert_cmd::cargo::cargo_bin("shortrun"))
        .current_dir(folder)
        .args(args)
        .stdout(out)
        .stderr(Stdio::piped())
        .output()
        .expect("it starts");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn output_that_is_lost_is_a_failure_with_the_reason() {
    let folder = folder();
    for args in PRINTING {
        let full = File::options().write(true).open("/dev/full").expect("there");
        let (code, said) = printing_to(folder.path(), args, full);
        let why =
            "shortrun: what was to be printed is lost: No space left on device (os error 28)\n";
        assert_eq!((code, said.as_str()), (Some(1), why), "{args:?}");
    }
    // What else the command did is done.
    assert!(folder.path().join("begun.toml").exists());
    assert_eq!(shortrun(folder.path(), &["verify", "printed", "-q"]).code, 0);
}

#[test]
fn a_reader_that_stops_reading_is_not_an_error() {
    let folder = folder();
    let _ = fs::create_dir(folder.path().join("pages"));
    for args in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        assert_eq!(printing_to(folder.path(), args, writer), (Some(0), String::new()), "{args:?}");
    }
}

#[test]
fn a_condition_that_fails_and_lost_output_are_both_said() {
    let folder = folder();
    let full = File::options().write(true).open("/dev/full").expect("there");
    let args = ["screen", "plan.toml", "-n", "40", "--fail-if", "p_loss>=0", "-o", "screened"];
    let (code, said) = printing_to(folder.path(), &args, full);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("is lost: No space left") && said.contains("p_loss"), "{said}");
}

#[test]
fn messages_that_cannot_be_shown_leave_the_exit_code() {
    let folder = folder();
    let run = |args: &[&str]| {
        let full = File::options().write(true).open("/dev/full").expect("there");
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("shortrun"));
        let status = command.current_dir(folder.path()).args(args).stderr(full).status();
        status.expect("it starts").code()
    };
    assert_eq!(run(&["run", "missing.toml"]), Some(2));
    assert_eq!(run(&["run", "plan.toml", "-o", "plan.toml"]), Some(1));
}
