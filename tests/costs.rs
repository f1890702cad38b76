//! What a command says before it takes long, and what it refuses for want of
//! memory.
#![cfg(target_os = "linux")]

use crate::program;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use program::{APPAREL, folder_with, names};

/// The program, in a shell that first does something.
fn after(first: &str, folder: &Path, args: &str) -> Command {
    let mut command = Command::new("sh");
    let program = assert_cmd::cargo::cargo_bin("shortrun");
    let line = format!("{first}exec '{}' {args}", program.display());
    command.current_dir(folder).args(["-c", &line]).stdin(Stdio::null());
    command
}

#[test]
fn a_long_run_says_what_it_takes_once_it_knows_and_only_then() {
    let folder = folder_with(APPAREL);
    let values = (1..=40).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let args = format!("stress plan.toml -n 1000000 --axis product.core.price={values}");
    let mut long = after("", folder.path(), &args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = String::new();
    let mut heard = BufReader::new(long.stderr.take().expect("piped"));
    heard.read_line(&mut said).expect("text");
    long.kill().expect("it runs");
    long.wait().expect("it ends");
    let mut rest = String::new();
    heard.read_to_string(&mut rest).expect("text");
    assert!(
        said.starts_with("shortrun: 41,000,000 simulations take about ")
            && said.ends_with(" on this machine; Ctrl-C stops them\n"),
        "{said}"
    );
    assert_eq!(rest, "", "once");
}

#[test]
fn what_keeps_all_paths_and_does_not_fit_in_memory_is_refused_with_what_would() {
    let folder = folder_with(APPAREL);
    let limit = "ulimit -v 800000; ";
    for args in [
        "sensitivity plan.toml -n 20000000 --rows 0",
        "memo plan.toml -n 20000000 --rows 0",
        "reverse plan.toml -n 20000000 --until 'p_loss>0.9'",
        "diligence plan.toml -n 20000000",
    ] {
        let output = after(limit, folder.path(), &format!("{args} --quiet --out out"))
            .output()
            .expect("it starts");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(1), "{args}: {said}");
        assert!(said.contains("20,000,000 paths need about "), "{args}: {said}");
        assert!(said.contains(" are left: about "), "{args}: {said}");
        assert_eq!(names(folder.path()), ["plan.toml"], "{args}");
    }
    let args = "run plan.toml -n 100 --charts none --quiet --out out";
    let output = after(limit, folder.path(), args).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
