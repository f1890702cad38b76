//! Many mistakes in files that build on each other and in changes from the
//! command line, each with the exact words about it.
//!
//! `cases/*.txt` hold them: after a line `==== what the case is about` come
//! parts with a line `---- name` before each. `plan.toml` is the file that is
//! read, other file names are files beside it, `--set` is a change on the
//! command line, and `says` is what must be said. `small.toml` is always
//! there. Set the environment variable `WRITE_CASES` to write what is said now
//! into the files, and read the difference before keeping it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use shortrun::input::{Files, Override, load_with};

use super::{SMALL, said};

/// Files that are not on the disk.
#[derive(Clone, Default)]
pub(crate) struct Texts(pub(crate) BTreeMap<String, Vec<u8>>);

impl Files for Texts {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
    }
}

/// The texts beside a file, `small.toml` among them.
pub(crate) fn texts(files: &[(&str, &str)]) -> Texts {
    let all = files.iter().chain([&("small.toml", SMALL)]);
    Texts(all.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
}

/// Changes by `--set`.
pub(crate) fn set(changes: &[&str]) -> Vec<Override> {
    let change = |text: &&str| Override { origin: "--set".to_owned(), text: (*text).to_owned() };
    changes.iter().map(change).collect()
}

struct Case {
    title: String,
    /// Name and text of each part but the last.
    parts: Vec<(String, String)>,
    says: String,
}

impl Case {
    fn parse(text: &str) -> Self {
        let mut parts = text.split("\n---- ");
        let title = parts.next().unwrap_or_default();
        let mut parts: Vec<(String, String)> = parts
            .map(|part| part.split_once('\n').unwrap_or((part, "")))
            .map(|(name, text)| (name.to_owned(), format!("{text}\n")))
            .collect();
        let (last, says) = parts.pop().expect("parts");
        assert_eq!(last, "says", "{title}");
        Self { title: title.to_owned(), parts, says: says.trim_end().to_owned() }
    }

    fn said_now(&self) -> String {
        let is_change = |name: &str| name.starts_with("--");
        let files: Vec<(&str, &str)> =
            self.parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let changes: Vec<Override> = self
            .parts
            .iter()
            .filter(|(name, _)| is_change(name))
            .map(|(origin, text)| (origin.clone(), text.trim_end_matches('\n').to_owned()))
            .map(|(origin, text)| Override { origin, text })
            .collect();
        let plan = files.iter().find(|(name, _)| *name == "plan.toml");
        let text = plan.map_or("extends = \"small.toml\"\n", |(_, text)| *text);
        match load_with("plan.toml", text, &texts(&files), &changes) {
            Ok((_, warnings)) => said(&warnings),
            Err(problems) => said(&problems),
        }
    }

    fn written(&self, says: &str) -> String {
        let parts: String =
            self.parts.iter().map(|(name, text)| format!("---- {name}\n{text}")).collect();
        format!("==== {}\n{parts}---- says\n{says}\n\n", self.title)
    }
}

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/input/cases");
    let entries = std::fs::read_dir(folder).expect("readable");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files
}

#[test]
fn each_mistake_is_explained_in_exactly_these_words() {
    let mut mistakes = 0;
    let mut wrong = Vec::new();
    for file in case_files() {
        let text = std::fs::read_to_string(&file).expect("readable");
        let text = format!("\n{text}");
        let cases: Vec<Case> = text.split("\n==== ").skip(1).map(Case::parse).collect();
        let mut written = String::new();
        for case in &cases {
            let now = case.said_now();
            written += &case.written(&now);
            mistakes += usize::from(!now.is_empty());
            if now != case.says {
                wrong.push(format!("{}:\nsaid:\n{now}\n\nexpected:\n{}\n", case.title, case.says));
            }
        }
        if std::env::var_os("WRITE_CASES").is_some() {
            std::fs::write(&file, written).expect("written");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(60 <= mistakes, "{mistakes} mistakes");
}
