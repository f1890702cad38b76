//! Records as they are found in the JSON files of earlier results.

use serde_json::{Map, Value};

use super::record::{FileHash, Given, Record, StoredScenario};
use super::record_parts::entries;
use super::terminal::in_quotes;

/// What a JSON file says of how it was made.
#[derive(Debug)]
pub enum ReadRecord {
    /// It is no result of shortrun.
    Foreign,
    /// It is one, and says nothing of how it was made, or nothing that can be
    /// read: why.
    Unreadable(String),
    /// It says all of it.
    Record(Box<Record>),
}

/// Reads the record in the text of the file `main`.
pub fn read(main: &str, text: &str) -> ReadRecord {
    let is_ours = |head: &Map<String, Value>| head.get("program").is_some_and(is_shortrun);
    if !entries(text, &["program"]).is_ok_and(|head| is_ours(&head)) {
        return ReadRecord::Foreign;
    }
    let read = entries(text, &["program", "command", "record"]);
    match read.and_then(|value| record(main, &Value::Object(value))) {
        Ok(record) => ReadRecord::Record(Box::new(record)),
        Err(why) => ReadRecord::Unreadable(why),
    }
}

fn is_shortrun(program: &Value) -> bool {
    program["name"] == "shortrun"
}

fn record(main: &str, value: &Value) -> Result<Record, String> {
    let own = value["record"].as_object().ok_or_else(|| {
        "it has no record of how it was made; an early version of shortrun wrote it".to_owned()
    })?;
    let wanted = |key: &str| format!("its record has no `{key}` that could be read");
    let options = own.get("options").and_then(Value::as_object).ok_or_else(|| wanted("options"))?;
    let hashes = own.get("sha256").and_then(Value::as_object).ok_or_else(|| wanted("sha256"))?;
    let scenarios = own.get("scenarios").and_then(Value::as_array);
    let scenarios = scenarios.ok_or_else(|| wanted("scenarios"))?;
    Ok(Record {
        program_version: word(&value["program"], "version")?,
        command: word(value, "command")?,
        options: options
            .iter()
            .map(|(name, value)| given(name, value))
            .collect::<Result<_, _>>()?,
        scenarios: scenarios.iter().map(stored).collect::<Result<_, _>>()?,
        main: main.to_owned(),
        files: files(hashes)?,
    })
}

fn word(of: &Value, key: &str) -> Result<String, String> {
    let text = of[key].as_str().filter(|text| !text.is_empty() && text.len() <= LONGEST);
    text.map(str::to_owned).ok_or_else(|| format!("its record has no `{key}` that could be read"))
}

/// Longest name of a file that file systems take, in bytes; what else a record
/// says in a word is shorter.
const LONGEST: usize = 255;

fn given(name: &str, value: &Value) -> Result<(String, Given), String> {
    let given = match value {
        Value::Bool(true) => Some(Given::Flag),
        Value::String(text) => Some(Given::One(text.clone())),
        Value::Array(values) => {
            let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<String>>>().map(Given::List)
        }
        _ => None,
    };
    let given =
        given.ok_or_else(|| format!("option {} of its record cannot be read", in_quotes(name)))?;
    Ok((name.to_owned(), given))
}

fn stored(value: &Value) -> Result<StoredScenario, String> {
    Ok(StoredScenario {
        stored: plain(word(value, "stored")?)?,
        file: word(value, "file")?,
        option: value["option"].as_str().map(str::to_owned),
        sha256: word(value, "sha256")?,
    })
}

fn files(hashes: &Map<String, Value>) -> Result<Vec<FileHash>, String> {
    let file = |(name, hash): (&String, &Value)| {
        let sha256 =
            hash.as_str().ok_or_else(|| format!("the hash of {} is no text", in_quotes(name)))?;
        Ok(FileHash { name: plain(name.clone())?, sha256: sha256.to_owned() })
    };
    hashes.iter().map(file).collect()
}

/// A name that stays within its folder.
fn plain(name: String) -> Result<String, String> {
    if is_plain(&name) {
        return Ok(name);
    }
    Err(format!("its record names {}, which is no file of a result folder", in_quotes(&name)))
}

/// Whether a name is that of a file in its folder, not of one elsewhere.
pub fn is_plain(name: &str) -> bool {
    let has_path = name.chars().any(|letter| matches!(letter, '/' | '\\' | ':' | '\0'));
    !has_path && !name.is_empty() && name.len() <= LONGEST && name != "." && name != ".."
}

/// Files that a screening left out, and why, as its main file tells.
pub fn left_out(text: &str) -> Vec<(String, String)> {
    let value = entries(text, &["not_screened"]).map_or(Value::Null, Value::Object);
    let pair =
        |one: &Value| Some((one["file"].as_str()?.to_owned(), one["reason"].as_str()?.to_owned()));
    value["not_screened"].as_array().into_iter().flatten().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::{ReadRecord, is_plain, read};
    use crate::output::record::{FileHash, Given, Record, StoredScenario, document};
    use serde_json::json;

    fn sample() -> Record {
        Record {
            program_version: "9.8.7".to_owned(),
            command: "compare".to_owned(),
            options: vec![
                ("charts".to_owned(), Given::List(vec!["bands".to_owned(), "hist".to_owned()])),
                ("paths".to_owned(), Given::One("60".to_owned())),
                ("paths-csv".to_owned(), Given::Flag),
            ],
            scenarios: vec![StoredScenario {
                stored: "plan.toml".to_owned(),
                file: "Plan B.toml".to_owned(),
                option: Some("against".to_owned()),
                sha256: "ab".to_owned(),
            }],
            main: "compare.json".to_owned(),
            files: vec![FileHash { name: "plan.toml".to_owned(), sha256: "cd".to_owned() }],
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let text = document(&sample(), json!({ "run": { "paths": 60 } }));
        match read("compare.json", &text) {
            ReadRecord::Record(record) => assert_eq!(*record, sample()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_not_a_record_is_told_from_what_cannot_be_read() {
        assert!(matches!(read("a.json", "[1, 2]"), ReadRecord::Foreign));
        assert!(matches!(
            read("a.json", "{\"program\": {\"name\": \"excel\"}}"),
            ReadRecord::Foreign
        ));
        let early = "{\"program\": {\"name\": \"shortrun\", \"version\": \"0.1.0\"}}";
        let why = |text: &str| match read("a.json", text) {
            ReadRecord::Unreadable(why) => why,
            other => panic!("{other:?}"),
        };
        assert!(why(early).contains("an early version"));
        let text = document(&sample(), json!({}));
        for (from, to, said) in [
            ("\"60\"", "60", "option \"paths\" of its record cannot be read"),
            ("\"plan.toml\": ", "\"../plan.toml\": ", "\"../plan.toml\", which is no file"),
            ("\"compare\"", "\"\"", "no `command`"),
        ] {
            assert!(text.contains(from), "{from}");
            let why = why(&text.replace(from, to));
            assert!(why.contains(said), "{why}");
        }
    }

    #[test]
    fn only_names_within_the_folder_are_plain() {
        assert!(["a.csv", "plan-2.toml", "ünï.png", "..a"].into_iter().all(is_plain));
        assert!(!["", ".", "..", "../a", "/a", "a\\b", "C:a", "a/b"].into_iter().any(is_plain));
        assert!(!is_plain(&"a".repeat(256)));
    }
}
