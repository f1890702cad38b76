//! Runs put together from partial results, made in any order and by any split: the bytes of one
//! run; and what is refused.

use crate::program;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use program::{APPAREL, Ran, folder_with, piped, shortrun};

/// More rounds than any command here takes.
const MANY: usize = 200;
/// The exit code where partial results are lacking.
const MORE: i32 = 75;

/// Files of a folder by their names.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    paths.map(|path| (name(&path), fs::read(&path).expect("readable"))).collect()
}

fn merge(folder: &Path, shard: &str, command: &[&str]) -> Ran {
    let own = ["merge", "--partials", "parts", "--needs", "needs", "--shard-size", shard, "--"];
    let args: Vec<&str> = own.into_iter().chain(command.iter().copied()).collect();
    shortrun(folder, &args)
}

/// The jobs that `merge` wrote.
fn needed(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("needs")).expect("jobs");
    text.lines().map(str::to_owned).collect()
}

/// The answers to jobs.
fn answers(folder: &Path, jobs: &[String]) -> Vec<String> {
    let input = jobs.join("\n") + "\nend\n";
    let ran = piped(folder, &["worker"], &input);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answers: Vec<String> = ran.out.lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), jobs.len());
    answers
}

/// Has the jobs of a command done by two workers, the last first, until it is done; the rounds
/// that took.
fn put_together(folder: &Path, shard: &str, command: &[&str]) -> usize {
    fs::create_dir_all(folder.join("parts")).expect("a folder");
    for round in 0..MANY {
        let ran = merge(folder, shard, command);
        if ran.code == 0 {
            return round;
        }
        assert_eq!(ran.code, MORE, "{}", ran.err);
        assert!(ran.err.contains("more is needed"), "{}", ran.err);
        let mut jobs = needed(folder);
        jobs.reverse();
        let (one, other) = jobs.split_at(jobs.len() / 2);
        for (worker, jobs) in [("b", one), ("a", other)] {
            if !jobs.is_empty() {
                let text = answers(folder, jobs).join("\n");
                let name = format!("parts/{round:02}{worker}");
                fs::write(folder.join(name), text).expect("written");
            }
        }
    }
    panic!("more than {MANY} rounds");
}

/// Holds a command on one machine against the same in parts and from exact sums.
fn is_the_same(scenario: &str, shard: &str, command: &[&str]) -> usize {
    let folder = folder_with(scenario);
    let out = |name: &'static str| -> Vec<&str> {
        command.iter().copied().chain(["-q", "-o", name]).collect()
    };
    let ran = shortrun(folder.path(), &out("whole"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let whole = files(&folder.path().join("whole"));
    let flat: Vec<&str> = out("flat").into_iter().chain(["--flat"]).collect();
    assert_eq!(shortrun(folder.path(), &flat).code, 0);
    let rounds = put_together(folder.path(), shard, &out("merged"));
    for name in ["flat", "merged"] {
        let made = files(&folder.path().join(name));
        assert_eq!(made.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        for (file, bytes) in &made {
            assert!(*bytes == whole[file], "{file} differs in {name}");
        }
    }
    rounds
}

#[test]
fn a_run_in_parts_has_the_bytes_of_one_run() {
    // More than are collected at once, so that percentiles take a second pass.
    let run = ["run", "plan.toml", "-n", "4500", "--charts", "hist,exits"];
    assert_eq!(is_the_same(APPAREL, "1000", &run), 2);
    let plain = ["run", "plan.toml", "-n", "4500", "--charts", "none", "--design", "plain"];
    assert!(is_the_same(APPAREL, "1700", &plain) <= 3);
}

#[test]
fn so_has_a_run_of_few_paths() {
    for paths in ["1", "2", "50", "65"] {
        for design in ["sobol", "plain"] {
            let run = ["run", "plan.toml", "-n", paths, "--charts", "none", "--design", design];
            is_the_same(APPAREL, "20", &run);
        }
    }
}

#[test]
fn so_have_a_stress_a_screen_and_a_break_even() {
    let stress = ["stress", "plan.toml", "-n", "300", "--charts", "none"];
    let axes = ["--axis", "investment.preference=1,2", "--shock", "no-further-rounds"];
    let stress: Vec<&str> = stress.into_iter().chain(axes).collect();
    assert_eq!(is_the_same(APPAREL, "100", &stress), 1, "all its runs are asked for at once");
    let screen = ["screen", "plan.toml", "-n", "300", "--charts", "none"];
    assert_eq!(is_the_same(APPAREL, "100", &screen), 1);
    let breakeven = ["breakeven", "plan.toml", "-n", "200", "--charts", "none", "--points", "3"];
    let goal = ["--vary", "investment.pre_money", "--target", "mean_moic>=1"];
    let breakeven: Vec<&str> = breakeven.into_iter().chain(goal).collect();
    is_the_same(APPAREL, "150", &breakeven);
}

#[test]
fn a_run_that_stops_when_figures_are_known_stops_at_the_same_path() {
    let goals = ["--precision", "p_loss=20pt,p50_moic=90%", "-n", "100000"];
    let run = ["run", "plan.toml", "--charts", "none", "--export", "none"];
    let run: Vec<&str> = run.into_iter().chain(goals).collect();
    let folder = folder_with(SMALL);
    let out =
        |name: &'static str| -> Vec<&str> { run.iter().copied().chain(["-o", name]).collect() };
    let ran = shortrun(folder.path(), &out("whole"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Stopped at 32,768 paths, where all that was asked is known"));
    assert!(ran.out.contains("p_loss = "), "{}", ran.out);
    put_together(folder.path(), "20000", &out("merged"));
    assert!(files(&folder.path().join("whole")) == files(&folder.path().join("merged")));
    // What cannot be known by then is said, with how many paths it takes.
    let asked = ["run", "plan.toml", "--charts", "none", "-n", "2000", "-o", "few"];
    let asked: Vec<&str> = asked.into_iter().chain(["--precision", "p_loss=0.01pt"]).collect();
    let ran = shortrun(folder.path(), &asked);
    assert!(ran.out.contains("Not all that was asked is known after 2,000 paths"), "{}", ran.out);
    assert!(ran.out.contains("not known: about "), "{}", ran.out);
    for wrong in ["p_loss", "colour=1%", "p_loss=0pt"] {
        let ran = shortrun(folder.path(), &["run", "plan.toml", "--precision", wrong, "-o", "no"]);
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(ran.err.contains("--precision: "), "{}", ran.err);
        assert!(!folder.path().join("no").exists());
    }
}

/// Fast, for many paths.
const SMALL: &str = include_str!("../scenarios/minimal.toml");

/// A run of 90 paths in three parts that are there.
fn ready() -> (tempfile::TempDir, Vec<String>) {
    let folder = folder_with(SMALL);
    fs::create_dir(folder.path().join("parts")).expect("a folder");
    assert_eq!(merge(folder.path(), "30", &RUN).code, MORE);
    let parts = answers(folder.path(), &needed(folder.path()));
    assert_eq!(parts.len(), 3);
    (folder, parts)
}

const RUN: [&str; 8] = ["run", "plan.toml", "-n", "90", "--charts", "none", "-o", "out"];

/// Puts partial results in place, and what then is said.
fn refused(folder: &Path, parts: &[&str], command: &[&str]) -> String {
    fs::write(folder.join("parts/all"), parts.join("\n")).expect("written");
    let args = ["merge", "--partials", "parts", "--"];
    let args: Vec<&str> = args.into_iter().chain(command.iter().copied()).collect();
    let ran = shortrun(folder, &args);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "");
    assert!(!folder.join("out").exists(), "nothing is written");
    ran.err
}

#[test]
fn what_does_not_go_together_is_refused() {
    let (folder, parts) = ready();
    let [one, two, three] = [&parts[0], &parts[1], &parts[2]].map(String::as_str);
    let place = folder.path();
    let said = refused(place, &[one, three], &RUN);
    assert!(said.contains("the paths 30 to 59 of plan.toml are lacking"), "{said}");
    let said = refused(place, &[one, two, three, two], &RUN);
    assert!(said.contains("the same partial result, of the paths 30 to 59"), "{said}");
    let other = two.replace("\"version\":\"", "\"version\":\"9.");
    let said = refused(place, &[one, &other, three], &RUN);
    assert!(said.contains("parts/all:2 is of version 9."), "{said}");
    let said = refused(place, &[one, &two[..two.len() / 2], three], &RUN);
    assert!(said.contains("parts/all:2 is no whole partial result"), "{said}");
    // A count that is not of as many paths.
    let wrong = two.replacen("\"paths\":[1", "\"paths\":[2", 1);
    let said = refused(place, &[one, &wrong, three], &RUN);
    assert!(said.contains("it does not have what its job asks for"), "{said}");
    let seed: Vec<&str> = RUN.iter().copied().chain(["--seed", "4"]).collect();
    let said = refused(place, &[one, two, three], &seed);
    assert!(said.contains("which is not the command's"), "{said}");
    // Of another split, and so twice.
    fs::write(place.join("parts/all"), "").expect("written");
    assert_eq!(merge(place, "45", &RUN).code, MORE);
    let halves = answers(place, &needed(place));
    let said = refused(place, &[one, &halves[0], &halves[1]], &RUN);
    assert!(said.contains("overlap, 0 to 29 and 0 to 44"), "{said}");
    // And all is well without that.
    fs::write(place.join("parts/all"), halves.join("\n")).expect("written");
    assert_eq!(merge(place, "1", &RUN).code, 0);
}

#[test]
fn a_worker_refuses_what_no_repetition_cures() {
    let (folder, _) = ready();
    let job = needed(folder.path()).remove(0);
    let worker = |line: &str| piped(folder.path(), &["worker"], &format!("{line}\nend\n"));
    let older = job.replacen("\"version\":\"", "\"version\":\"9.", 1);
    let longer = job.replacen("\"last\":29", "\"last\":28", 1);
    let column = job.replacen("of moic", "of colour", 1);
    for (line, why) in [
        ("no job", "the job is refused"),
        (&older, "it is of version 9."),
        (&longer, "its id is not the SHA-256 of the rest"),
        (&column, "its id is not the SHA-256 of the rest"),
    ] {
        let ran = worker(line);
        assert_eq!((ran.code, ran.out.as_str()), (65, ""), "{}", ran.err);
        assert!(ran.err.contains(why), "{}", ran.err);
    }
    assert_eq!(shortrun(folder.path(), &["worker", "--colour"]).code, 64);
    // The same job has the same answer, whatever was done before.
    let twice = piped(folder.path(), &["worker", "-t", "1"], &format!("{job}\n{job}\nend\n"));
    let answers: Vec<&str> = twice.out.lines().collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(worker(&job).out.trim(), answers[0]);
}

#[test]
fn a_worker_ends_within_a_second_of_its_input() {
    let folder = folder_with(APPAREL);
    fs::create_dir(folder.path().join("parts")).expect("a folder");
    let stress = ["stress", "plan.toml", "-n", "50000000", "--shock", "no-further-rounds"];
    assert_eq!(merge(folder.path(), "50000000", &stress).code, MORE);
    let job = needed(folder.path()).remove(0);
    let mut worker = Command::new(assert_cmd::cargo::cargo_bin("shortrun"))
        .arg("worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut input = worker.stdin.take().expect("an input");
    writeln!(input, "{job}").expect("written");
    input.flush().expect("written");
    // It is at work by then: the job is of minutes.
    std::thread::sleep(Duration::from_millis(700));
    assert!(worker.try_wait().expect("a state").is_none(), "it is at work");
    let closed = Instant::now();
    drop(input);
    let code = worker.wait().expect("it ends").code();
    assert!(closed.elapsed() < Duration::from_secs(1), "{:?}", closed.elapsed());
    assert_eq!(code, Some(1), "to be tried again");
}

#[test]
fn a_plain_sum_would_tell_how_paths_were_split() {
    let (folder, parts) = ready();
    let _ = folder;
    let first: Value = serde_json::from_str(&parts[0]).expect("JSON");
    assert!(first["tallied"]["columns"][0]["sums"][0].is_string(), "sums are exact");
    let values: Vec<f64> = (1..=1_000).map(|i| 1.0 / f64::from(i)).collect();
    let sum = |values: &[f64]| values.iter().fold(0.0, |sum, value| sum + value);
    let split: f64 = values.chunks(70).map(sum).fold(0.0, |sum, part| sum + part);
    assert!(sum(&values).to_bits() != split.to_bits());
    use shortrun::analysis::exact::ExactSum;
    let whole: ExactSum = values.iter().copied().collect();
    let mut merged = ExactSum::default();
    for part in values.chunks(70).rev() {
        merged.merge(&part.iter().copied().collect());
    }
    assert_eq!(merged.value().to_bits(), whole.value().to_bits());
}
