//! The one way of writing a scenario: the same content gives the same text.

use std::fmt::Write;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue;
use super::data::Data;
use super::merge::join;

/// Keys of inline tables that come first, in this order; others follow by
/// name, and what is known of the source comes last.
const FIRST: [&str; 16] = [
    "dist", "value", "file", "column", "values", "weights", "mean", "median", "sd", "p10", "p50",
    "p90", "min", "mode", "max", "lambda",
];
const LAST: [&str; 3] = ["source", "grade", "note"];

/// The whole scenario as text, with the names that data files are stored by.
pub(super) fn text(root: &DeTable<'_>, data: &Data<'_>) -> String {
    let mut writer = Writer { text: String::new(), data };
    writer.body(root, "");
    writer.text
}

type Item<'t> = (&'t str, &'t Spanned<DeValue<'t>>);

struct Writer<'a> {
    text: String,
    data: &'a Data<'a>,
}

impl Writer<'_> {
    /// The values of a table, then the tables and lists in it.
    fn body(&mut self, table: &DeTable<'_>, path: &str) {
        let mut items = ordered(table, path);
        items.retain(|(key, value)| !is_empty_list(&join(path, key), value));
        let (blocks, values): (Vec<Item<'_>>, Vec<_>) =
            items.into_iter().partition(|(key, value)| is_block(path, key, value));
        self.lines(&values);
        for (key, value) in blocks {
            let inner = join(path, key);
            let title = title(path, key);
            match value.get_ref() {
                DeValue::Table(table) => {
                    self.header(&format!("[{title}]"));
                    self.body(table, &inner);
                }
                DeValue::Array(entries) => {
                    for table in entries.iter().filter_map(|entry| entry.get_ref().as_table()) {
                        self.header(&format!("[[{title}]]"));
                        self.lines(&ordered(table, &inner));
                    }
                }
                _ => {}
            }
        }
    }

    fn header(&mut self, header: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(header);
        self.text.push('\n');
    }

    fn lines(&mut self, values: &[Item<'_>]) {
        for (key, value) in values {
            let line = format!("{} = {}\n", bare_or_quoted(key), self.value(value));
            self.text.push_str(&line);
        }
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> String {
        match value.get_ref() {
            DeValue::String(text) => match self.data.name_at(&value.span()) {
                Some(name) => in_quotes(&name),
                None => in_quotes(text),
            },
            DeValue::Integer(written) => {
                match i128::from_str_radix(written.as_str(), written.radix()) {
                    Ok(whole) => whole.to_string(),
                    Err(_) => written.to_string(),
                }
            }
            // The fewest digits that give the same number.
            DeValue::Float(written) => match written.as_str().parse::<f64>() {
                // Adding nothing makes -0 a plain 0.
                Ok(number) => format!("{:?}", number + 0.0),
                Err(_) => written.to_string(),
            },
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(written) => written.to_string(),
            DeValue::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                format!("[{}]", items.join(", "))
            }
            DeValue::Table(table) => {
                let mut items: Vec<Item<'_>> = items(table);
                items.sort_by_key(|(key, _)| (inline_rank(key), *key));
                let pairs = items
                    .into_iter()
                    .map(|(key, value)| format!("{} = {}", bare_or_quoted(key), self.value(value)));
                format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn items<'t>(table: &'t DeTable<'t>) -> Vec<Item<'t>> {
    table.iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect()
}

/// The items of a table in the customary order, keys that are not in the
/// catalogue after it by name. A name comes first.
fn ordered<'t>(table: &'t DeTable<'t>, path: &str) -> Vec<Item<'t>> {
    let known = catalogue::keys_at(path).unwrap_or_default();
    let rank = |key: &str| match key {
        "name" => 0,
        key => 1 + known.iter().position(|other| *other == key).unwrap_or(known.len()),
    };
    let mut items = items(table);
    items.sort_by_key(|(key, _)| (rank(key), *key));
    items
}

fn inline_rank(key: &str) -> usize {
    let first = FIRST.iter().position(|other| *other == key);
    let last = LAST.iter().position(|other| *other == key);
    first.unwrap_or(FIRST.len() + last.map_or(0, |last| 1 + last))
}

/// Whether a value gets a header of its own.
fn is_block(path: &str, key: &str, value: &Spanned<DeValue<'_>>) -> bool {
    let inner = join(path, key);
    match value.get_ref() {
        DeValue::Table(_) => catalogue::is_table(&inner),
        DeValue::Array(entries) => {
            let tables = entries.iter().all(|entry| entry.get_ref().is_table());
            catalogue::is_list(&inner) && tables
        }
        _ => false,
    }
}

/// A list without entries says nothing.
fn is_empty_list(path: &str, value: &Spanned<DeValue<'_>>) -> bool {
    let is_empty = value.get_ref().as_array().is_some_and(|entries| entries.is_empty());
    is_empty && catalogue::is_list(path)
}

fn title(path: &str, key: &str) -> String {
    join(path, &bare_or_quoted(key))
}

fn bare_or_quoted(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { in_quotes(key) }
}

fn in_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
