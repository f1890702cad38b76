//! What a page shows of the program's output is what the program prints.
//!
//! A block of a page that begins with a command is an excerpt of what the command
//! prints; the comment before it says of which lines:
//!
//! ````text
//! <!-- shown: Invest; EVPI .. Question -->
//! ```console
//! $ shortrun diligence scenarios/apparel-nearshore.toml
//! …
//! ```
//! ````
//!
//! Each piece is the beginning of a line, or of a first and a last line. And a number in the
//! page's own sentences stands in what its commands print, or in the files that they read.

mod excerpt;
mod prose;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use excerpt::Excerpt;

/// Pages with excerpts.
const PAGES: [&str; 1] = ["docs/case.md"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a command of the pages prints; it writes into a folder that does not stay, and
/// draws no pictures.
fn printed(command: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let args = command.strip_prefix("shortrun ").expect("a command of the program");
    let args = args.split_whitespace();
    let mut shortrun = Command::cargo_bin("shortrun").expect("the program is built");
    shortrun.current_dir(root()).args(args).arg("--out").arg(folder.path().join("out"));
    if !command.starts_with("shortrun breakeven") {
        shortrun.args(["--charts", "none"]);
    }
    let done = shortrun.output().expect("it runs");
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}

/// The scenario files that a command names.
fn files(command: &str) -> impl Iterator<Item = String> {
    let named = command.split_whitespace().filter(|word| word.ends_with(".toml"));
    named.map(|path| std::fs::read_to_string(root().join(path)).expect("readable"))
}

#[test]
fn what_a_page_shows_is_what_the_program_prints() {
    for name in PAGES {
        let path: PathBuf = root().join(name);
        let page = std::fs::read_to_string(&path).expect("readable");
        let excerpts = Excerpt::all_of(&page);
        assert!(!excerpts.is_empty(), "{name} has excerpts");
        let commands: BTreeSet<&str> = excerpts.iter().map(|excerpt| excerpt.command).collect();
        let outputs: BTreeMap<&str, String> =
            commands.into_iter().map(|command| (command, printed(command))).collect();
        let renewed = excerpts.iter().rev().fold(page.clone(), |page, excerpt| {
            excerpt.put(&page, &outputs[excerpt.command]).unwrap_or_else(|what| {
                panic!("{name}: `{}` prints no line `{what}`", excerpt.command)
            })
        });
        let read: String = outputs.keys().flat_map(|command| files(command)).collect();
        let known = outputs.values().cloned().collect::<String>() + &read;
        let unknown = prose::unknown(&page, &known);
        if std::env::var_os("SHORTRUN_RENEW").is_some() {
            std::fs::write(&path, &renewed).expect("written");
        } else {
            let old = page.lines().zip(renewed.lines()).find(|(old, new)| old != new);
            assert!(
                page == renewed,
                "{name} is out of date; `SHORTRUN_RENEW=1 cargo test --test docs` renews it\n{old:#?}"
            );
        }
        assert!(unknown.is_empty(), "{name} says what no command prints: {unknown:#?}");
    }
}
