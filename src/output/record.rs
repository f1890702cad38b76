//! How a result was made: enough to make it again from its folder alone.

use serde_json::{Map, Value, json};

use crate::analysis::run_info::RunInfo;
use crate::output::values::text_of;

/// Version of the layout of the JSON files; a new one for every change that
/// could break a reader.
pub const LAYOUT_VERSION: u32 = 1;

/// How a result was made. It says nothing of what cannot change a byte of it:
/// threads, the place it was written to, the place the scenarios lay in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Version of the program that made the result: `0.1.0`.
    pub program_version: String,
    /// The command, as in `shortrun <command>`.
    pub command: String,
    /// Its options by their long names without dashes, those left at their
    /// default too; without those that are part of the stored scenarios.
    pub options: Vec<(String, Given)>,
    /// The scenarios, as they were stored beside the result.
    pub scenarios: Vec<StoredScenario>,
    /// The JSON file that holds the record.
    pub main: String,
    /// All other files of the result.
    pub files: Vec<FileHash>,
}

/// What an option was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// An option without a value, which was given.
    Flag,
    /// One value, as written.
    One(String),
    /// Any number of values, as written, in their order.
    List(Vec<String>),
}

/// A scenario that a result was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredScenario {
    /// Its file in the folder of the result.
    pub stored: String,
    /// The file that it was read from, without its folder: what results call it.
    pub file: String,
    /// The option that it was given by; none for an argument without a name.
    pub option: Option<String>,
    /// SHA-256 of the scenario and its data, in hexadecimal.
    pub sha256: String,
}

/// How the name of a stored scenario ends.
const SCENARIO: &str = ".toml";

/// The file that a scenario of a result is stored as; other files of its own begin with the
/// `label`, too.
pub fn stored_as(label: &str) -> String {
    format!("{label}{SCENARIO}")
}

impl StoredScenario {
    /// The label that it was stored by.
    pub fn label(&self) -> &str {
        self.stored.strip_suffix(SCENARIO).unwrap_or(&self.stored)
    }
}

/// A file of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHash {
    /// Its name in the folder.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A result as pretty-printed JSON with a final line end: what made it, the
/// entries of `body`, and the record.
pub fn document(record: &Record, body: Value) -> String {
    let head = json!({
        "layout_version": LAYOUT_VERSION,
        "program": { "name": "shortrun", "version": record.program_version },
        "command": record.command,
    });
    let names = record.files.iter().map(|file| file.name.as_str());
    let tail = json!({
        "record": {
            "options": options(&record.options),
            "scenarios": record.scenarios.iter().map(scenario_entry).collect::<Vec<_>>(),
            "sha256": hashes(&record.files),
        },
        "files": std::iter::once(record.main.as_str()).chain(names).collect::<Vec<_>>(),
    });
    let parts = [head, body, tail].into_iter().filter_map(|part| match part {
        Value::Object(entries) => Some(entries),
        _ => None,
    });
    let all = Value::Object(parts.flatten().collect());
    text_of(&all)
}

/// A list of files that are no result, such as charts drawn again.
pub fn list(record: &Record) -> String {
    document(record, json!({}))
}

/// What a run is about, for the head of a result.
pub fn scenario(info: &RunInfo) -> Value {
    let mut about = json!({
        "name": info.scenario_name,
        "file": info.scenario_file,
        "vertical": info.vertical,
        "currency": info.currency,
        "sha256": info.content_hash,
        "horizon_months": info.horizon_months,
        "cheque": info.cheque,
        "hurdle_rate": info.hurdle_rate,
    });
    if info.rates().is_apart() {
        about["target_irr"] = info.target_irr.into();
    }
    about
}

/// The same for one scenario among several: what it is called, then what it is
/// about, then the entries of `figures`.
pub fn labelled(label: &str, info: &RunInfo, figures: Value) -> Value {
    let parts = [json!({ "label": label }), scenario(info), figures];
    let entries = parts.into_iter().filter_map(|part| match part {
        Value::Object(entries) => Some(entries),
        _ => None,
    });
    Value::Object(entries.flatten().collect())
}

/// A seed in JSON: text, for many readers round numbers above 2^53.
pub fn seed(seed: u64) -> String {
    seed.to_string()
}

/// Paths, seed and design, for JSON.
pub fn run(info: &RunInfo) -> Value {
    json!({ "paths": info.paths, "seed": seed(info.seed), "design": info.design.name() })
}

fn options(options: &[(String, Given)]) -> Value {
    let value = |given: &Given| match given {
        Given::Flag => json!(true),
        Given::One(value) => json!(value),
        Given::List(values) => json!(values),
    };
    let entries = options.iter().map(|(name, given)| (name.clone(), value(given)));
    Value::Object(entries.collect())
}

fn scenario_entry(one: &StoredScenario) -> Value {
    let mut entry = Map::new();
    entry.insert("stored".to_owned(), json!(one.stored));
    entry.insert("file".to_owned(), json!(one.file));
    if let Some(option) = &one.option {
        entry.insert("option".to_owned(), json!(option));
    }
    entry.insert("sha256".to_owned(), json!(one.sha256));
    Value::Object(entry)
}

fn hashes(files: &[FileHash]) -> Value {
    let entries = files.iter().map(|file| (file.name.clone(), json!(file.sha256)));
    Value::Object(entries.collect())
}
