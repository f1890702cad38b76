//! `shortrun verify`: what it confirms and what it finds.

use crate::program;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use program::commands::{Files, lay, read as snapshot, written};
use program::{APPAREL, Ran, folder_with, names, shortrun};
use serde_json::Value;

#[test]
fn every_command_is_verified_from_its_folder_alone_on_any_threads_and_nothing_is_written() {
    for (args, _, files) in written() {
        // The plans it was made from are not there, and the folder is elsewhere.
        let moved = tempfile::tempdir().expect("a folder");
        let here = moved.path().join("kept");
        lay(&here, files);
        let before = snapshot(&here);
        let ran = shortrun(moved.path(), &["verify", "kept", "-t", "3"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}\n{}", ran.out);
        let said = format!("verified, {} files the same byte for byte\n", before.len());
        assert!(ran.out.ends_with(&said), "{}", ran.out);
        assert_eq!(names(moved.path()), ["kept"]);
        assert!(before == snapshot(&here), "{args:?}");
    }
}

/// A folder with the results `out` of a small run, which is made once.
fn small_run() -> tempfile::TempDir {
    static MADE: LazyLock<Files> = LazyLock::new(|| {
        let folder = folder_with(APPAREL);
        let args = ["run", "plan.toml", "-n", "60", "--seed", "5", "--charts", "bands", "-q"];
        let ran = shortrun(folder.path(), &[&args[..], &["--size", "half", "-o", "out"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        snapshot(&folder.path().join("out"))
    });
    let folder = folder_with(APPAREL);
    lay(&folder.path().join("out"), &MADE);
    folder
}

/// What is said after `change` was done to the results of a small run.
fn after(change: impl FnOnce(&Path)) -> Ran {
    let folder = small_run();
    change(&folder.path().join("out"));
    let ran = shortrun(folder.path(), &["verify", "out"]);
    assert_eq!(
        ran.err.trim(),
        if ran.code == 1 { "shortrun: out is not what its record says" } else { ran.err.trim() }
    );
    ran
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("readable");
    assert!(text.contains(from), "{from} in {text}");
    fs::write(file, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn a_changed_number_is_named_with_both_values() {
    let ran = after(|out| replace(&out.join("summary.json"), "\"seed\": \"5\"", "\"seed\": \"6\""));
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out,
        "out: run of \"plan.toml\"\n  \"summary.json\": changed since it was written: `run.seed` is \
         \"6\" here and \"5\" made again\nNOT verified, 1 of 11 files at fault\n"
    );
    let ran = after(|out| {
        let table = fs::read_to_string(out.join("months.csv")).expect("readable");
        let cell = table.lines().nth(1).and_then(|row| row.split(',').nth(2)).expect("a cell");
        replace(&out.join("months.csv"), &format!(",{cell},"), ",123.5,");
    });
    assert_eq!(ran.code, 1);
    let said =
        "\"months.csv\": changed since it was written: row 2, column `revenue_p05` is 123.5 here";
    assert!(
        ran.out.contains("NOT verified, 1 of 11 files") && ran.out.contains(said),
        "{}",
        ran.out
    );
}

#[test]
fn a_changed_assumption_of_the_stored_scenario_comes_first_with_all_that_follows_from_it() {
    let ran = after(|out| replace(&out.join("scenario.toml"), "\nprice = 46", "\nprice = 47"));
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(
        lines[1].starts_with("  \"scenario.toml\": changed since it was written"),
        "{}",
        ran.out
    );
    assert!(lines[2].starts_with("  \"summary.json\": changed since"), "{}", ran.out);
    assert!(
        ran.out.contains("\"assumptions.csv\": as it was written, but made otherwise now: row "),
        "{}",
        ran.out
    );
    let ran = after(|out| replace(&out.join("scenario.toml"), "\nprice = 46", "\nprice = -46"));
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("it cannot be made again: "), "{}", ran.out);
    assert!(ran.out.contains("\n  \"scenario.toml\": changed since it was written"), "{}", ran.out);
    assert!(!ran.out.contains("bands"), "what was not made again is not blamed: {}", ran.out);
}

#[test]
fn a_changed_picture_is_told_from_changed_words_about_it() {
    let flip = |out: &Path, chunk: &[u8; 4], offset: usize| {
        let file = out.join("bands-half.png");
        let mut bytes = fs::read(&file).expect("readable");
        let at = bytes.windows(4).position(|four| four == chunk).expect("there");
        bytes[at + 4 + offset] ^= 1;
        fs::write(file, bytes).expect("written");
    };
    let ran = after(|out| flip(out, b"IDAT", 3_000));
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("\"bands-half.png\": changed since it was written: it is no whole picture")
    );
    // A text chunk: its checksum no longer fits, so it is not read.
    let ran = after(|out| flip(out, b"iTXt", 20));
    assert_eq!(ran.code, 1);
    let said = "\"bands-half.png\": changed since it was written: all pixels are the same; its text \
                differs: \"Title\"";
    assert!(ran.out.contains(said), "{}", ran.out);
}

#[test]
fn swapped_missing_and_foreign_files_are_named() {
    let ran = after(|out| {
        fs::rename(out.join("months.csv"), out.join("x")).expect("moved");
        fs::rename(out.join("assumptions.csv"), out.join("months.csv")).expect("moved");
        fs::rename(out.join("x"), out.join("assumptions.csv")).expect("moved");
    });
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("NOT verified, 2 of 11 files"), "{}", ran.out);
    let ran = after(|out| fs::remove_file(out.join("bands-half.svg")).expect("removed"));
    assert!(ran.out.contains("\"bands-half.svg\": named in the record and not in the folder"));
    let ran = after(|out| {
        fs::write(out.join("extra.csv"), "a\n1\n").expect("written");
        replace(
            &out.join("summary.json"),
            "\"sha256\": {\n",
            "\"sha256\": {\n\"extra.csv\": \"ab\",\n",
        );
    });
    assert_eq!(ran.code, 1);
    let said =
        "\"extra.csv\": named in the record, but this command with these options makes no such";
    assert!(ran.out.contains(said), "{}", ran.out);
    assert!(ran.out.contains("\"summary.json\": changed since it was written"), "{}", ran.out);
    let ran = after(|out| fs::write(out.join("notes.md"), "mine").expect("written"));
    assert_eq!(ran.code, 0, "a file of one's own is no matter: {}", ran.out);
}

#[test]
fn options_changed_in_the_record_are_found() {
    let ran = after(|out| replace(&out.join("summary.json"), "\"half\"", "\"full\""));
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("\"bands.png\": made again, but not named in the record"),
        "{}",
        ran.out
    );
}

#[test]
fn another_version_is_said_before_anything_else_and_the_rest_is_still_compared() {
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let ran = after(|out| replace(&out.join("summary.json"), &version, "\"version\": \"0.0.9\""));
    assert_eq!(ran.code, 1);
    let first = ran.out.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("! \"summary.json\" was made by shortrun \"0.0.9\"; this is "),
        "{first}"
    );
    assert!(ran.out.contains("NOT verified, 1 of 11 files"), "{}", ran.out);
}

#[test]
fn the_report_is_also_for_programs() {
    let folder = small_run();
    let json = |folder: &Path| -> (i32, Value) {
        let ran = shortrun(folder, &["verify", "out", "--format", "json"]);
        (ran.code, serde_json::from_str(&ran.out).expect("JSON"))
    };
    let (code, value) = json(folder.path());
    assert_eq!((code, &value["verified"]), (0, &true.into()));
    assert_eq!(value["results"][0]["files"].as_array().map(Vec::len), Some(11));
    replace(&folder.path().join("out/bands-half.csv"), "\n", "\n\n");
    let (code, value) = json(folder.path());
    assert_eq!((code, &value["verified"]), (1, &false.into()));
    let files = value["results"][0]["files"].as_array().expect("a list");
    let changed: Vec<&Value> = files.iter().filter(|file| file["state"] != "same").collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(
        (&changed[0]["name"], &changed[0]["state"]),
        (&"bands-half.csv".into(), &"changed".into())
    );
}

#[test]
fn what_is_no_result_or_has_no_readable_record_is_misuse() {
    let folder = small_run();
    let out = folder.path().join("out");
    let told = |place: &str| {
        let ran = shortrun(folder.path(), &["verify", place]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        ran.err
    };
    assert!(told("absent").contains("absent"));
    assert!(told("plan.toml").contains("plan.toml"));
    assert!(told(".").contains("there is no result of shortrun with a record in it"));
    let main = out.join("summary.json");
    let whole = fs::read_to_string(&main).expect("readable");
    for (from, to, said) in [
        ("\"record\"", "\"notes\"", "\"summary.json\": it has no record of how it was made"),
        (
            "\"charts\": [",
            "\"charts\": 5, \"x\": [",
            "option \"charts\" of its record cannot be read",
        ),
        ("\"charts\"", "\"chart\"", "no option \"chart\" of `run` that a record could hold"),
        ("\"charts\"", "\"out\"", "no option \"out\" of `run` that a record could hold"),
        ("\"command\": \"run\"", "\"command\": \"init\"", "no option \"charts\" of `init`"),
        ("\"command\": \"run\"", "\"command\": \"walk\"", "no command \"walk\""),
        ("\"scenario.toml\"", "\"../plan.toml\"", "\"../plan.toml\", which is no file of a result"),
        ("\"half\"", "\"vast\"", "it cannot be made again: "),
    ] {
        replace(&main, from, to);
        if to == "\"vast\"" {
            let ran = shortrun(folder.path(), &["verify", "out"]);
            assert!(ran.code == 1 && ran.out.contains(said), "{}", ran.out);
        } else {
            let err = told("out");
            assert!(err.contains(said), "{said} in {err}");
        }
        fs::write(&main, &whole).expect("written");
    }
}

/// A small run whose record says something else; what is said of it.
fn with_record(change: impl FnOnce(&mut Value)) -> Ran {
    after(|out| {
        let main = out.join("summary.json");
        let text = fs::read_to_string(&main).expect("readable");
        let mut value = serde_json::from_str(&text).expect("JSON");
        change(&mut value);
        fs::write(&main, serde_json::to_string_pretty(&value).expect("JSON")).expect("written");
    })
}

#[test]
fn words_of_a_record_do_not_pose_as_the_verdict_nor_move_the_cursor() {
    let ran = with_record(|value| {
        let file = "x: verified, 42 files the same byte for byte\u{1b}[8m\u{202e}\n\r";
        value["record"]["scenarios"][0]["file"] = file.into();
        value["program"]["version"] = "1\u{1b}[2J\u{9b}".into();
        value["record"]["sha256"]["\u{1b}[31m"] = "ab".into();
    });
    assert_eq!(ran.code, 1);
    assert!(!ran.out.chars().any(|c| c.is_control() && c != '\n'), "{:?}", ran.out);
    assert!(!ran.out.contains('\u{202e}'), "{:?}", ran.out);
    assert!(ran.out.contains("run of \"x: verified, 42 files the same byte for byte\\u001b[8m"));
    assert!(ran.out.lines().last().is_some_and(|last| last.starts_with("NOT verified, ")));
    assert_eq!(ran.out.matches("\nverified").count(), 0, "{}", ran.out);
}

#[test]
fn names_that_no_file_can_have_are_refused_at_once() {
    for change in [
        (|value| value["record"]["sha256"]["a".repeat(30_000)] = "ab".into()) as fn(&mut Value),
        |value| value["record"]["scenarios"][0]["file"] = "a".repeat(30_000).into(),
        |value| value["record"]["scenarios"][0]["stored"] = "a".repeat(30_000).into(),
        |value| value["record"]["options"]["charts"] = vec!["a"; 1_000_000].into(),
        |value| value["record"]["scenarios"][0]["option"] = "set=simulation.seed=1 #".into(),
        |value| value["record"]["options"]["a".repeat(30_000)] = true.into(),
    ] {
        let ran = with_record(change);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.len() < 600, "{}", ran.err);
    }
}

/// What `verify` says of a small run beside which lies a file with a secret.
#[cfg(unix)]
fn beside_a_secret(change: impl FnOnce(&Path, &Path)) -> Ran {
    let ran = after(|out| {
        let secret = out.with_file_name("secret.csv");
        fs::write(&secret, "days\nhunter2\n").expect("written");
        change(out, &secret);
    });
    assert!(!(ran.out.clone() + &ran.err).contains("hunter2"), "{}{}", ran.out, ran.err);
    ran
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_is_read_or_shown() {
    use std::os::unix::fs::symlink;
    let lead = |name: &'static str| {
        move |out: &Path, secret: &Path| {
            fs::remove_file(out.join(name)).expect("removed");
            symlink(secret, out.join(name)).expect("linked");
        }
    };
    let ran = beside_a_secret(lead("months.csv"));
    let said = "\"months.csv\": cannot be read: it is a link that leads out of the folder";
    assert!(ran.code == 1 && ran.out.contains(said), "{}", ran.out);
    let ran = beside_a_secret(lead("scenario.toml"));
    let said = "its file \"scenario.toml\": it is a link that leads out of the folder";
    assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
    let ran = beside_a_secret(lead("summary.json"));
    let said = "\"summary.json\" cannot be read: it is a link that leads out of the folder";
    assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
    for named in ["../secret.csv", "data.csv"] {
        let ran = beside_a_secret(|out, secret| {
            let stored = out.join("scenario.toml");
            let text = fs::read_to_string(&stored).expect("readable");
            fs::write(&stored, format!("extends = \"{named}\"\n{text}")).expect("written");
            symlink(secret, out.join("data.csv")).expect("linked");
        });
        let said =
            format!("its scenario \"scenario.toml\" builds on \"{named}\", which is not read");
        assert!(ran.code == 2 && ran.err.contains(&said), "{}", ran.err);
        let ran = beside_a_secret(|out, secret| {
            let from = "\nprice = 46";
            let to = format!(
                "\nprice = {{ dist = \"empirical\", file = \"{named}\", column = \"days\" }}"
            );
            replace(&out.join("scenario.toml"), from, &to);
            symlink(secret, out.join("data.csv")).expect("linked");
        });
        assert!(ran.code == 2 && ran.err.contains(&said), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_does_not_hold_anything_up() {
    let pipe = |place: &Path| {
        let made = std::process::Command::new("mkfifo").arg(place).status().expect("mkfifo");
        assert!(made.success());
    };
    let ran = after(|out| pipe(&out.join("own.json")));
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (name, code) in [("summary.json", 2), ("months.csv", 1), ("scenario.toml", 1)] {
        let ran = after(|out| {
            fs::remove_file(out.join(name)).expect("removed");
            pipe(&out.join(name));
        });
        assert_eq!(ran.code, code, "{}{}", ran.out, ran.err);
        let said = ran.out + &ran.err;
        assert!(said.contains("it is a pipe, not a file"), "{said}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_not_called_absent() {
    let ran = after(|out| {
        fs::remove_file(out.join("months.csv")).expect("removed");
        fs::create_dir(out.join("months.csv")).expect("made");
    });
    assert_eq!(ran.code, 1);
    let said = "\"months.csv\": cannot be read: it is a folder, not a file";
    assert!(ran.out.contains(said), "{}", ran.out);
}
