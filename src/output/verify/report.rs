//! What came of making results again, as text and as JSON.

use serde_json::{Value, json};

use crate::output::format::plural;
use crate::output::record::LAYOUT_VERSION;
use crate::output::terminal::in_quotes;
use crate::output::values::text_of;

/// One result that was made again.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The JSON file that holds the record.
    pub main: String,
    /// The command that made it.
    pub command: String,
    /// The files of its scenarios, as they were called.
    pub scenarios: Vec<String>,
    /// Version of the program that made it.
    pub made_by: String,
    /// Why it could not be made again, if it could not.
    pub refused: Option<String>,
    /// Its files: scenarios first, then the main file, then all others.
    pub files: Vec<(String, State)>,
}

/// How a file stands to the record and to what was made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is as recorded, and the same made again.
    Same,
    /// It is as recorded; nothing was made again that it could be held against.
    AsRecorded,
    /// It is not what was written: how it differs.
    Changed(String),
    /// It is what was written, and comes out differently now: how.
    MadeOtherwise(String),
    /// The record names it, and it is not there.
    Missing,
    /// It is there, or seems to be, and cannot be read: why.
    Unread(String),
    /// The record names it, and this command and these options make no such file.
    Foreign,
    /// It is made, and the record does not name it.
    NotRecorded,
}

impl State {
    /// Whether there is nothing to say against the file.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Same | Self::AsRecorded)
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::AsRecorded => "as recorded",
            Self::Changed(_) => "changed",
            Self::MadeOtherwise(_) => "made otherwise",
            Self::Missing => "missing",
            Self::Unread(_) => "unreadable",
            Self::Foreign => "foreign",
            Self::NotRecorded => "not recorded",
        }
    }

    fn how(&self) -> Option<&str> {
        match self {
            Self::Changed(how) | Self::MadeOtherwise(how) | Self::Unread(how) => Some(how),
            _ => None,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Same => "the same".to_owned(),
            Self::AsRecorded => "as it was written".to_owned(),
            Self::Changed(how) => format!("changed since it was written: {how}"),
            Self::MadeOtherwise(how) => format!("as it was written, but made otherwise now: {how}"),
            Self::Missing => "named in the record and not in the folder".to_owned(),
            Self::Unread(why) => format!("cannot be read: {why}"),
            Self::Foreign => {
                "named in the record, but this command with these options makes no such file"
                    .to_owned()
            }
            Self::NotRecorded => "made again, but not named in the record".to_owned(),
        }
    }
}

impl Verification {
    /// Whether every file is there, as recorded, and the same made again.
    pub fn is_verified(&self) -> bool {
        self.refused.is_none() && self.wrong().next().is_none()
    }

    /// The files that there is something to say against.
    fn wrong(&self) -> impl Iterator<Item = &(String, State)> {
        self.files.iter().filter(|(_, state)| !state.is_good())
    }
}

/// What was made again of each result and what is wrong with it; the last line
/// is the verdict, which no word of a file can stand in.
pub fn verification_text(folder: &str, all: &[Verification], version: &str) -> String {
    let results: String = all.iter().map(|one| of_result(folder, one, version)).collect();
    results + &verdict(all)
}

fn of_result(folder: &str, one: &Verification, version: &str) -> String {
    let mut lines = Vec::new();
    if one.made_by != version {
        lines.push(format!(
            "! {} was made by shortrun {}; this is {version}, which may compute or draw otherwise",
            in_quotes(&one.main),
            in_quotes(&one.made_by)
        ));
    }
    let scenarios: Vec<String> = one.scenarios.iter().map(|name| in_quotes(name)).collect();
    lines.push(format!("{folder}: {} of {}", one.command, scenarios.join(", ")));
    if let Some(why) = &one.refused {
        lines.push(format!("  it cannot be made again: {}", indented(why.trim_end())));
    }
    lines.extend(
        one.wrong().map(|(name, state)| format!("  {}: {}", in_quotes(name), state.words())),
    );
    lines.join("\n") + "\n"
}

/// A message of several lines that stays beside what it is about.
fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}

fn verdict(all: &[Verification]) -> String {
    let files = plural(all.iter().map(|one| one.files.len() as u64).sum(), "file");
    if all.iter().all(Verification::is_verified) {
        return format!("verified, {files} the same byte for byte\n");
    }
    let wrong: usize = all.iter().map(|one| one.wrong().count()).sum();
    format!("NOT verified, {wrong} of {files} at fault\n")
}

/// The state of every file of every result, as pretty-printed JSON.
pub fn verification_json(all: &[Verification], version: &str) -> String {
    text_of(&json!({
        "layout_version": LAYOUT_VERSION,
        "program": { "name": "shortrun", "version": version },
        "verified": all.iter().all(Verification::is_verified),
        "results": all.iter().map(|one| result(one, version)).collect::<Vec<_>>(),
    }))
}

fn result(one: &Verification, version: &str) -> Value {
    let file = |(name, state): &(String, State)| json!({ "name": name, "state": state.key(), "how": state.how() });
    json!({
        "main": one.main,
        "command": one.command,
        "scenarios": one.scenarios,
        "made_by_version": one.made_by,
        "same_version": one.made_by == version,
        "verified": one.is_verified(),
        "cannot_be_made_again": one.refused,
        "files": one.files.iter().map(file).collect::<Vec<_>>(),
    })
}
