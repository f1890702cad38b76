//! Result folders: what a kill, an error or a file of one's own leaves.

use crate::program;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use program::{APPAREL, folder_with, names, shortrun};

type Files = Vec<(String, Vec<u8>)>;

fn snapshot(folder: &Path) -> Files {
    let read = |name: &String| (name.clone(), fs::read(folder.join(name)).unwrap_or_default());
    names(folder).iter().map(read).collect()
}

/// Arguments of two runs into one folder that differ in all their files.
const RUNS: [&[&str]; 2] = [
    &[
        "run",
        "plan.toml",
        "-n",
        "40",
        "-q",
        "-o",
        "out",
        "--seed",
        "1",
        "--charts",
        "hist",
        "--size",
        "half",
    ],
    &[
        "run",
        "plan.toml",
        "-n",
        "50",
        "-q",
        "-o",
        "out",
        "--seed",
        "2",
        "--charts",
        "bands",
        "--size",
        "half",
    ],
];

/// Kills runs at many moments; after each kill the folder must hold one of the
/// two results, whole, and the user's own file and link.
#[cfg(target_os = "linux")]
fn kill_at_many_moments(runs: [&[&str]; 2]) {
    let folder = folder_with(APPAREL);
    let other = APPAREL.replace("price = 46", "price = 52");
    fs::write(folder.path().join("other.toml"), other).expect("written");
    let out = folder.path().join("out");
    let whole: Vec<Files> = runs
        .iter()
        .map(|run| {
            let begin = out.exists();
            assert_eq!(shortrun(folder.path(), run).code, 0);
            if !begin {
                fs::write(out.join("notes.md"), "mine").expect("written");
                std::os::unix::fs::symlink("../plan.toml", out.join("link")).expect("linked");
            }
            snapshot(&out)
        })
        .collect();
    let begin = Instant::now();
    assert_eq!(shortrun(folder.path(), runs[0]).code, 0);
    let usual = begin.elapsed();
    assert!(snapshot(&out) == whole[0], "a third run gives the first again");
    let kills = if runs == RUNS { 16 } else { 6 };
    let mut killed = 0;
    for i in 0..kills {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("shortrun"))
            .current_dir(folder.path())
            .args(runs[i as usize % 2])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // Most of them near the end, where the files are written.
        std::thread::sleep(usual.mul_f64(0.5 + 0.7 * f64::from(i) / f64::from(kills)));
        killed += u32::from(matches!(child.try_wait(), Ok(None)));
        child.kill().expect("killed, or gone");
        child.wait().expect("gone");
        let found = snapshot(&out);
        assert!(
            whole.contains(&found),
            "kill {i} left {:?}",
            found.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
        assert_eq!(fs::read_to_string(out.join("notes.md")).expect("kept"), "mine");
        assert!(out.join("link").is_symlink());
    }
    assert!(0 < killed, "some were killed before their end");
    // What killed ones left beside is told of, and stays.
    let beside = |name: &String| name.starts_with(".out.");
    let left: Vec<String> = names(folder.path()).into_iter().filter(beside).collect();
    let ran = shortrun(folder.path(), runs[0]);
    assert_eq!(ran.code, 0);
    for name in &left {
        assert!(ran.err.contains(&format!("{name} is what a stopped run left")), "{}", ran.err);
    }
    assert!(snapshot(&out) == whole[0]);
    let mut all = [&left[..], &["other.toml", "out", "plan.toml"].map(str::to_owned)].concat();
    all.sort();
    assert_eq!(names(folder.path()), all);
}

#[test]
#[cfg(target_os = "linux")]
fn a_kill_at_any_moment_leaves_the_old_result_or_the_new_one() {
    kill_at_many_moments(RUNS);
    for runs in OTHERS {
        kill_at_many_moments(runs);
    }
}

#[test]
fn a_kill_of_the_first_run_leaves_nothing_or_all() {
    let folder = folder_with(APPAREL);
    let out = folder.path().join("out");
    let begin = Instant::now();
    assert_eq!(shortrun(folder.path(), RUNS[0]).code, 0);
    let usual = begin.elapsed();
    let whole = snapshot(&out);
    for i in 0..8 {
        fs::remove_dir_all(&out).ok();
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("shortrun"))
            .current_dir(folder.path())
            .args(RUNS[0])
            .spawn()
            .expect("it starts");
        std::thread::sleep(usual.mul_f64(0.6 + 0.06 * f64::from(i)) + Duration::from_millis(1));
        child.kill().expect("killed, or gone");
        child.wait().expect("gone");
        assert!(!out.exists() || snapshot(&out) == whole, "kill {i}");
    }
}

/// Two memos, and two comparisons, into one folder.
const OTHERS: [[&[&str]; 2]; 2] = [
    [
        &[
            "memo",
            "plan.toml",
            "--against",
            "other.toml",
            "-n",
            "150",
            "--rows",
            "100",
            "-q",
            "-o",
            "out",
            "--seed",
            "1",
            "--charts",
            "bands",
        ],
        &[
            "memo",
            "plan.toml",
            "-n",
            "200",
            "--rows",
            "0",
            "-q",
            "-o",
            "out",
            "--charts",
            "tornado",
        ],
    ],
    [
        &["compare", "plan.toml", "other.toml", "-n", "400", "-q", "-o", "out", "--charts", "diff"],
        &[
            "compare",
            "other.toml",
            "plan.toml",
            "-n",
            "600",
            "-q",
            "-o",
            "out",
            "--charts",
            "exceed",
        ],
    ],
];

const STOPPED: &str = "shortrun: interrupted; nothing was written\n";

/// How a program ended that got a signal after a part of its usual time.
fn signalled(folder: &Path, run: &[&str], signal: &str, after: Duration) -> (Option<i32>, String) {
    let child = Command::new(assert_cmd::cargo::cargo_bin("shortrun"))
        .current_dir(folder)
        .args(run)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    std::thread::sleep(after);
    let id = child.id().to_string();
    // It may have ended before.
    let _ = Command::new("kill").args([signal, &id]).stderr(Stdio::null()).status();
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
#[cfg(unix)]
fn signals_at_any_moment_leave_the_old_result_or_the_new_one_and_nothing_beside() {
    let folder = folder_with(APPAREL);
    let other = APPAREL.replace("price = 46", "price = 52");
    fs::write(folder.path().join("other.toml"), other).expect("written");
    let out = folder.path().join("out");
    let mut stopped = 0;
    for runs in OTHERS {
        let _ = fs::remove_dir_all(&out);
        let (mut whole, mut usual) = (Vec::new(), Vec::new());
        for run in runs.iter().chain(&runs) {
            let begin = Instant::now();
            assert_eq!(shortrun(folder.path(), run).code, 0);
            usual.push(begin.elapsed());
            whole.push(snapshot(&out));
        }
        assert!(whole[..2] == whole[2..]);
        for i in 0..8_u32 {
            let (which, signal) = (i as usize % 2, ["-INT", "-TERM"][i as usize / 2 % 2]);
            let after = usual[2 + which].mul_f64(0.1 + 0.13 * f64::from(i));
            let (code, said) = signalled(folder.path(), runs[which], signal, after);
            let found = snapshot(&out);
            assert!(whole.contains(&found), "{signal} {i}: {:?}", names(&out));
            match code {
                Some(0) => assert!(found == whole[which], "{said}"),
                Some(code) => {
                    assert_eq!((code, said.as_str()), (130, STOPPED));
                    stopped += 1;
                }
                // Before anything was begun.
                None => continue,
            }
            assert_eq!(names(folder.path()), ["other.toml", "out", "plan.toml"], "{signal} {i}");
        }
    }
    assert!(0 < stopped, "some were stopped before their end");
}

#[test]
fn files_and_folders_of_ones_own_stay() {
    let folder = folder_with(APPAREL);
    let out = folder.path().join("out");
    assert_eq!(shortrun(folder.path(), RUNS[0]).code, 0);
    fs::write(out.join("notes.md"), "mine").expect("written");
    assert_eq!(shortrun(folder.path(), RUNS[1]).code, 0);
    let listed = names(&out);
    assert!(
        listed.contains(&"notes.md".to_owned()) && listed.contains(&"bands-half.png".to_owned())
    );
    assert!(!listed.contains(&"hist-half.png".to_owned()), "{listed:?}");
    fs::create_dir(out.join("drafts")).expect("made");
    fs::write(out.join("drafts/memo.md"), "mine").expect("written");
    let before = snapshot(&out);
    let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "2000000", "-o", "out"]);
    assert_eq!(ran.code, 1);
    let said = "cannot write in out: drafts is a folder, and a result cannot take the place of";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert!(snapshot(&out) == before);
    assert_eq!(fs::read_to_string(out.join("drafts/memo.md")).expect("kept"), "mine");
    assert_eq!(names(folder.path()), ["out", "plan.toml"]);
}

#[test]
fn a_file_of_ones_own_is_not_written_over() {
    let folder = folder_with(APPAREL);
    fs::rename(folder.path().join("plan.toml"), folder.path().join("scenario.toml"))
        .expect("moved");
    fs::create_dir(folder.path().join("out")).expect("made");
    fs::rename(folder.path().join("scenario.toml"), folder.path().join("out/scenario.toml"))
        .expect("moved");
    let args = ["run", "out/scenario.toml", "-n", "40", "-q", "--charts", "none", "-o", "out"];
    let ran = shortrun(folder.path(), &args);
    assert_eq!(ran.code, 1);
    let said = "cannot write in out: scenario.toml is there and is no file of an earlier result";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert_eq!(names(&folder.path().join("out")), ["scenario.toml"]);
    let text = fs::read_to_string(folder.path().join("out/scenario.toml")).expect("readable");
    assert_eq!(text, APPAREL);
}

#[test]
fn results_of_two_commands_may_share_a_folder() {
    let folder = folder_with(APPAREL);
    let sensitivity =
        ["sensitivity", "plan.toml", "-n", "40", "--rows", "0", "-q", "-o", "out", "--seed", "1"];
    assert_eq!(shortrun(folder.path(), RUNS[0]).code, 0);
    assert_eq!(shortrun(folder.path(), &sensitivity).code, 0);
    let ran = shortrun(folder.path(), &["verify", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    for command in ["sensitivity", "run"] {
        assert!(ran.out.contains(&format!("out: {command} of \"plan.toml\"\n")), "{}", ran.out);
    }
    assert!(ran.out.lines().last().is_some_and(|last| last.starts_with("verified, ")));
    // One of them goes; what the other lists too stays.
    assert_eq!(shortrun(folder.path(), &sensitivity).code, 0);
    assert!(names(&folder.path().join("out")).contains(&"scenario.toml".to_owned()));
}

#[test]
fn the_folder_one_stands_in_is_refused_and_one_behind_a_link_is_written() {
    let folder = folder_with(APPAREL);
    let here = folder.path().join("here");
    fs::create_dir(&here).expect("made");
    for out in [".", "..", "../here"] {
        let args = ["run", "../plan.toml", "-n", "2000000", "-o", out];
        let ran = shortrun(&here, &args);
        let said = format!(
            "shortrun: cannot write to {out}: you stand in it, so nothing can take its place; give \
             a folder within it with --out; nothing was written\n"
        );
        assert_eq!((ran.code, ran.err), (1, said));
        assert_eq!(names(&here).len(), 0);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("here", folder.path().join("out")).expect("linked");
        assert_eq!(shortrun(folder.path(), RUNS[0]).code, 0);
        let link = folder.path().join("out").symlink_metadata().expect("there");
        assert!(link.file_type().is_symlink(), "the link stays a link");
        assert!(names(&here).contains(&"hist-half.png".to_owned()));
        fs::remove_dir_all(&here).expect("removed");
        let ran = shortrun(folder.path(), RUNS[0]);
        assert!(ran.code == 1 && ran.err.contains("it is a link to nothing"), "{}", ran.err);
    }
}

#[test]
fn where_nothing_can_be_written_that_is_said_before_the_run() {
    let folder = folder_with(APPAREL);
    let run = |out: &str| {
        let ran = shortrun(folder.path(), &["run", "plan.toml", "-n", "2000000", "-o", out]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("nothing was written") && ran.err.contains(out), "{}", ran.err);
        assert_eq!(names(folder.path()), ["plan.toml"]);
    };
    run("plan.toml");
    run("plan.toml/out");
    run("plan.toml/deep/out");
}
