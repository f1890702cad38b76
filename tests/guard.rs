//! No change of the code's shape moves a byte: `tests/guard/kept.txt` keeps a SHA-256 of
//! every file, of all that is printed, and of every help text and refusal, for all
//! commands. A commit that means to change what users read or get renews it, and says
//! so: `SHORTRUN_RENEW=1 cargo test --test guard`; the lines that differ tell which
//! outputs moved.
//!
//! It holds bytes, not meaning: whether they are right is for the other tests.

#[path = "guard/commands.rs"]
mod commands;
mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use assert_cmd::Command;
use sha2::{Digest, Sha256};

use commands::{Asked, HELPED, MISUSES, PRINTED, RESULTS};

/// Wide enough that no help text depends on who reads it.
const COLUMNS: &str = "100";

fn kept_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guard/kept.txt")
}

fn digest(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in &Sha256::digest(bytes)[..16] {
        write!(text, "{byte:02x}").expect("a string takes all");
    }
    text
}

/// Runs a command line; what it printed and how it ended, as one text.
fn told(folder: &Path, line: &str) -> Vec<u8> {
    let mut command = Command::cargo_bin("shortrun").expect("the program is built");
    command.current_dir(folder).env("COLUMNS", COLUMNS).args(words(line));
    let output = command.output().expect("it starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    // How long a run takes is said where it takes long, which depends on the machine.
    let errors: String =
        errors.split_inclusive('\n').filter(|line| !line.contains("on this machine")).collect();
    let mut all = format!("exit code {:?}\n", output.status.code()).into_bytes();
    all.extend_from_slice(&output.stdout);
    all.extend_from_slice(b"\n-- errors --\n");
    all.extend_from_slice(errors.as_bytes());
    all
}

/// The words of a command line; single quotes hold blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for letter in line.chars() {
        match letter {
            '\'' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            other => {
                word.push(other);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

/// The digest of each file below a folder, by its name from there.
fn files(folder: &Path, below: &Path, into: &mut BTreeMap<String, String>, line: &str) {
    for entry in fs::read_dir(below).into_iter().flatten() {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(folder, &path, into, line);
            continue;
        }
        let name = path.strip_prefix(folder).expect("below it").to_string_lossy().into_owned();
        into.insert(format!("{line} > {name}"), digest(&fs::read(&path).expect("readable")));
    }
}

/// Everything a line leaves behind, each with its digest. Lines of one `Asked` run in
/// one folder, one after the other: some read what the others wrote.
fn traces(asked: &Asked) -> BTreeMap<String, String> {
    let folder = commands::plans();
    let mut traces = BTreeMap::new();
    for line in asked.lines {
        traces.insert((*line).to_owned(), digest(&told(folder.path(), line)));
    }
    let last = asked.lines.last().expect("a line");
    files(folder.path(), &folder.path().join("output"), &mut traces, last);
    traces
}

/// Runs all of them on a thread for each core.
fn all() -> BTreeMap<String, String> {
    let printed =
        PRINTED.iter().chain(MISUSES).map(|line| Asked { lines: std::slice::from_ref(line) });
    let helps: Vec<[String; 1]> = HELPED
        .iter()
        .flat_map(|name| [[format!("{name} --help")], [format!("{name} -h")]])
        .collect();
    let helps: Vec<[&str; 1]> = helps.iter().map(|[line]| [line.trim_start()]).collect();
    let helps = helps.iter().map(|lines| Asked { lines });
    let mut asked: Vec<Asked> = RESULTS.iter().map(|lines| Asked { lines }).collect();
    asked.extend(printed);
    asked.extend(helps);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let work = || {
            let mut traces = BTreeMap::new();
            while let Some(asked) =
                asked.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
            {
                traces.extend(self::traces(asked));
            }
            traces
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("it ends")).collect()
    })
}

#[test]
fn no_byte_of_any_output_moves() {
    let found = all();
    let lines = |traces: &BTreeMap<String, String>| -> String {
        traces.iter().map(|(what, digest)| format!("{digest}  {what}\n")).collect()
    };
    if std::env::var_os("SHORTRUN_RENEW").is_some() {
        fs::write(kept_file(), lines(&found)).expect("written");
        return;
    }
    let kept = fs::read_to_string(kept_file()).expect("kept");
    let kept: BTreeMap<String, String> = kept
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(digest, what)| (what.to_owned(), digest.to_owned()))
        .collect();
    let moved: Vec<&String> = found
        .iter()
        .filter(|(what, digest)| kept.get(*what) != Some(digest))
        .map(|(what, _)| what)
        .chain(kept.keys().filter(|what| !found.contains_key(*what)))
        .collect();
    assert!(
        moved.is_empty(),
        "{} of {} outputs are not what they were, such as:\n{}",
        moved.len(),
        kept.len(),
        moved.iter().take(20).map(|what| format!("  {what}\n")).collect::<String>()
    );
}
