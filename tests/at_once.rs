//! Several programs at one result folder at once, and signals.
#![cfg(target_os = "linux")]

use crate::program;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use program::{APPAREL, folder_with, names, shortrun};

/// One test after the other: they measure how long things take.
static ONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn begun(folder: &Path, args: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("shortrun"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts")
}

fn ended(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

fn run(seed: &str) -> Vec<&str> {
    vec!["run", "plan.toml", "-n", "40", "-q", "--charts", "hist", "-o", "new/out", "--seed", seed]
}

#[test]
fn of_runs_into_one_new_folder_at_once_the_last_one_stays_whole() {
    let _alone = alone();
    let folder = folder_with(APPAREL);
    for _ in 0..4 {
        let runs = ["1", "2", "3"].map(|seed| begun(folder.path(), &run(seed)));
        for child in runs {
            assert_eq!(ended(child), (Some(0), String::new()));
        }
        let ran = shortrun(folder.path(), &["verify", "new/out", "-q"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(names(&folder.path().join("new")), ["out"]);
        fs::remove_dir_all(folder.path().join("new")).expect("removed");
    }
}

#[test]
fn who_reads_while_others_write_reads_one_result() {
    let _alone = alone();
    let folder = folder_with(APPAREL);
    assert_eq!(shortrun(folder.path(), &run("1")).code, 0);
    let end = Instant::now() + Duration::from_secs(4);
    std::thread::scope(|scope| {
        for seed in ["1", "2"] {
            let folder = folder.path();
            scope.spawn(move || {
                while Instant::now() < end {
                    assert_eq!(ended(begun(folder, &run(seed))), (Some(0), String::new()));
                }
            });
        }
        let mut read = 0;
        while Instant::now() < end {
            for args in
                [&["verify", "new/out", "-q"][..], &["chart", "new/out", "--kind", "hist", "-q"]]
            {
                let ran = shortrun(folder.path(), args);
                let gave_up = ran.err.contains("was replaced again and again while it was read");
                assert!(ran.code == 0 || gave_up, "{args:?}: {}{}", ran.out, ran.err);
                read += u32::from(ran.code == 0);
            }
        }
        assert!(0 < read);
    });
}

/// A signal besides one that stops a program, and that was not ignored when the
/// tests were started, as in the background.
fn heard_besides(other: &str) -> Option<&'static str> {
    let about = fs::read_to_string("/proc/self/status").expect("readable");
    let bits = about.lines().find_map(|line| line.strip_prefix("SigIgn:")).expect("there");
    let ignored = u64::from_str_radix(bits.trim(), 16).expect("bits");
    let known = [("INT", 2), ("TERM", 15), ("HUP", 1)];
    let is_heard =
        |(name, number): &(&str, u32)| *name != other && ignored & (1 << (number - 1)) == 0;
    known.into_iter().find(is_heard).map(|(name, _)| name)
}

/// Sends a signal after a while; how the program ended.
fn signalled(child: Child, signal: &str, after: Duration) -> (Option<i32>, String) {
    std::thread::sleep(after);
    let id = child.id().to_string();
    let _ = Command::new("kill").args(["-s", signal, &id]).stderr(Stdio::null()).status();
    ended(child)
}

#[test]
fn signals_that_are_ignored_stay_ignored_and_others_stop() {
    let _alone = alone();
    let folder = folder_with(APPAREL);
    let deep = folder.path().join("deep");
    let run = |ignored: &str| {
        let script = format!("trap '' {ignored}; exec \"$0\" \"$@\"");
        let child = Command::new("sh")
            .args(["-c", &script])
            .arg(assert_cmd::cargo::cargo_bin("shortrun"))
            .args(["run", "plan.toml", "-n", "400", "-t", "1", "-q", "-o", "deep/out"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        // It listens before it makes folders.
        while !deep.exists() {
            std::thread::sleep(Duration::from_millis(2));
        }
        child
    };
    for ignored in ["INT", "HUP", "TERM"] {
        let (code, said) = signalled(run(ignored), ignored, Duration::ZERO);
        assert_eq!((code, said.as_str()), (Some(0), ""), "{ignored}");
        fs::remove_dir_all(&deep).expect("it was written");
        let Some(other) = heard_besides(ignored) else { continue };
        let (code, said) = signalled(run(ignored), other, Duration::ZERO);
        assert_eq!(code, Some(130), "{said}");
        assert_eq!(names(folder.path()), ["plan.toml"]);
    }
}

#[test]
fn a_stop_counts_while_charts_are_drawn_and_files_are_written() {
    let _alone = alone();
    let folder = folder_with(APPAREL);
    // Few paths and many pictures: nearly all of the time is after the last path.
    let run = |seed: &'static str| {
        let args = ["run", "plan.toml", "-n", "20", "-t", "1", "-q", "--size", "full"];
        let mut all = args.to_vec();
        all.extend(["--seed", seed, "-o", "out"]);
        all
    };
    assert_eq!(shortrun(folder.path(), &run("1")).code, 0);
    let begin = Instant::now();
    assert_eq!(shortrun(folder.path(), &run("1")).code, 0);
    let usual = begin.elapsed();
    let main = folder.path().join("out/summary.json");
    let before = fs::read(&main).expect("readable");
    let Some(signal) = heard_besides("HUP") else { return };
    let mut stopped = 0;
    for i in 0..6_u32 {
        let child = begun(folder.path(), &run("2"));
        let (code, said) = signalled(child, signal, usual.mul_f64(0.3 + 0.1 * f64::from(i)));
        match code {
            Some(130) => {
                assert_eq!(said, "shortrun: interrupted; nothing was written\n");
                assert!(fs::read(&main).expect("readable") == before);
                stopped += 1;
            }
            Some(0) => assert_eq!(shortrun(folder.path(), &run("1")).code, 0),
            // Before it listened.
            _ => assert_eq!(code, None),
        }
        assert_eq!(names(folder.path()), ["out", "plan.toml"], "{i}");
    }
    assert!(0 < stopped);
}
