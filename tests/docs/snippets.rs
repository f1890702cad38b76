//! Every TOML snippet of the pages can be copied into a scenario.

use shortrun::input::catalogue::TABLES;
use shortrun::input::families::FAMILIES;
use shortrun::input::{Files, load, load_with};
use toml::{Table, Value};

use super::SMALL;
use super::schema::faults_of;

/// The folder of a scenario that extends a shipped one.
struct Shipped;

impl Files for Shipped {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let place = format!("{}/scenarios/{path}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(place).map_err(|error| error.to_string())
    }
}

/// What the pieces are put into.
const WHOLE: &str = include_str!("../../scenarios/apparel-nearshore.toml");

const PAGES: [(&str, &str); 4] = [
    ("README.md", include_str!("../../README.md")),
    ("docs/cap-table.md", include_str!("../../docs/cap-table.md")),
    ("docs/layers.md", include_str!("../../docs/layers.md")),
    ("docs/scenario.md", include_str!("../../docs/scenario.md")),
];

/// Data files of any name.
struct Days;

impl Files for Days {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(b"days\n9\n14\n16\n".to_vec())
    }
}

/// The snippets of a page.
fn snippets(page: &'static str) -> impl Iterator<Item = &'static str> {
    page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default())
}

/// A snippet without table headers is a collection of single lines, any of
/// which could stand in a file; one with headers is a piece of a file.
fn pieces(snippet: &str) -> Vec<(&str, Table)> {
    let parse = |text: &str| text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    if snippet.lines().any(|line| line.starts_with('[')) {
        return vec![(snippet, parse(snippet))];
    }
    let lines = snippet.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| (line, at_home(parse(line)))).collect()
}

/// A single key in the table that has it.
fn at_home(line: Table) -> Table {
    let name = line.keys().next().expect("a key").clone();
    let has = |table: &&shortrun::input::catalogue::Table| {
        table.keys.iter().any(|key| key.name == name)
            || table.others.iter().any(|other| other.name == name)
    };
    let homes: Vec<_> = TABLES.iter().filter(has).collect();
    assert_eq!(homes.len(), 1, "`{name}` belongs in one table; write its header otherwise");
    let mut value = Value::Table(line);
    if homes[0].is_list() {
        value = Value::Array(vec![value]);
    }
    for part in homes[0].path().rsplit('.') {
        value = Value::Table(Table::from_iter([(part.to_owned(), value)]));
    }
    value.try_into().expect("a table")
}

/// Puts a piece into a scenario: tables key by key, entries of lists by name;
/// an entry of a new name is a copy of the first, changed.
fn put(scenario: &mut Table, piece: Table) {
    for (key, value) in piece {
        match (scenario.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) if !old.contains_key("dist") => {
                put(old, new);
            }
            (Some(Value::Array(old)), Value::Array(new)) if old.iter().any(Value::is_table) => {
                new.into_iter().for_each(|entry| put_entry(old, entry));
            }
            (_, value) => {
                scenario.insert(key, value);
            }
        }
    }
}

fn put_entry(list: &mut Vec<Value>, entry: Value) {
    let same =
        |old: &&mut Value| entry.get("name").is_none() || old.get("name") == entry.get("name");
    let Value::Table(new) = entry.clone() else { panic!("a list of tables") };
    if let Some(Value::Table(old)) = list.iter_mut().find(same) {
        return put(old, new);
    }
    let Some(Value::Table(mut first)) = list.first().cloned() else { panic!("a list of tables") };
    put(&mut first, new);
    list.push(Value::Table(first));
}

#[test]
fn every_snippet_of_the_pages_can_be_put_into_a_scenario() {
    let mut read = 0;
    for (page, text) in PAGES {
        for snippet in snippets(text) {
            for (text, piece) in pieces(snippet) {
                if piece.contains_key("extends") {
                    assert_eq!(faults_of(text), Vec::<String>::new(), "{page}:\n{text}");
                    if let Err(problems) = load_with("plan.toml", text, &Shipped, &[]) {
                        panic!("{page}:\n{text}\n{problems}");
                    }
                    continue;
                }
                let mut scenario: Table = WHOLE.parse().expect("TOML");
                // Its blocks give one of three keys: a copy of one cannot be changed to another.
                scenario.remove("stress");
                // A known number cannot be put in the place of one that is tied to others.
                scenario.remove("correlation");
                put(&mut scenario, piece);
                let scenario = toml::to_string(&scenario).expect("TOML");
                assert_eq!(faults_of(&scenario), Vec::<String>::new(), "{page}:\n{text}");
                if let Err(problems) = load_with("plan.toml", &scenario, &Days, &[]) {
                    panic!("{page}:\n{text}\n{problems}");
                }
                read += 1;
            }
        }
    }
    assert!(10 < read, "{read} pieces were read");
}

#[test]
fn every_example_of_a_family_can_be_put_into_a_scenario() {
    for family in FAMILIES {
        let right = format!("lead_time_days = {}", family.example);
        let text = SMALL.replace("lead_time_days = 10", &right);
        assert_eq!(faults_of(&text), Vec::<String>::new(), "{right}");
        if let Err(problems) = load("plan.toml", &text) {
            panic!("{problems}");
        }
    }
}
