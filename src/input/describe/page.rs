//! The tables of the documentation page, between its markers.

use super::examples::{Examples, written};
use super::{default_of, default_of_other, holds, remarks};
use crate::input::catalogue::{FILE, TABLES, Table};
use crate::input::families::{FAMILIES, Form};
use crate::input::others::{Kind, Other};
use crate::input::wording::allowed;
use crate::model::key::{Key, Range};

/// A marked part of a page, and what makes it.
type Part = (&'static str, fn() -> String);

/// The parts of a page that are made from the tables of keys.
const PARTS: [Part; 3] = [("families", families), ("ranges", ranges), ("keys", keys)];

/// The page with its generated parts made anew: what stands between
/// `<!-- families -->` and `<!-- end of families -->`, and the same of `ranges`
/// and `keys`.
/// Markers that the page lacks are left out.
pub fn renewed(page: &str) -> String {
    let mut page = page.to_owned();
    for (name, part) in PARTS {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
        if let Some((before, rest)) = page.split_once(&begin)
            && let Some((_, after)) = rest.split_once(&end)
        {
            page = format!("{before}{begin}\n{}\n{end}{after}", part());
        }
    }
    page
}

/// A row for each family of distributions, and then its parameters.
fn families() -> String {
    let mut rows = vec![row(&["family", "parameters", "what it is", "example"]), rule(4)];
    for form in FAMILIES {
        rows.push(row(&[&code(form.name), &parameters(form), form.about, &code(form.example)]));
    }
    rows.extend([String::new(), row(&["parameter", "of", "meaning"]), rule(3)]);
    let mut shown: Vec<(&str, &str)> = Vec::new();
    for parameter in FAMILIES.iter().flat_map(|form| form.parameters) {
        let (name, about) = (parameter.name, parameter.about);
        if shown.contains(&(name, about)) {
            continue;
        }
        shown.push((name, about));
        let alike = |form: &&Form| {
            form.parameters.iter().any(|other| (other.name, other.about) == (name, about))
        };
        let of: Vec<String> = FAMILIES.iter().filter(alike).map(|form| code(form.name)).collect();
        rows.push(row(&[&code(name), &of.join(", "), about]));
    }
    rows.join("\n") + "\n"
}

/// The sets of parameters that define a family.
fn parameters(form: &Form) -> String {
    let list = |names: &[&str]| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let mut ways: Vec<String> = form.ways.iter().map(|way| list(way)).collect();
    ways.extend(form.percentiles.map(|(least, most)| match (least, most) {
        (2, 2) => "two percentiles".to_owned(),
        _ => format!("{least} to {most} percentiles"),
    }));
    let ways = ways.join("; or ");
    match form.optional {
        [] => ways,
        some => format!("{ways}; optional {}", list(some)),
    }
}

/// A row for each range, with the reason for its ends and the keys that have it.
fn ranges() -> String {
    let mut found: Vec<(&Range, Vec<&str>)> = Vec::new();
    for key in TABLES.iter().flat_map(|table| table.keys) {
        match found.iter_mut().find(|(range, _)| **range == key.range) {
            Some((_, names)) if names.contains(&key.name) => {}
            Some((_, names)) => names.push(key.name),
            None => found.push((&key.range, vec![key.name])),
        }
    }
    let mut rows = vec![row(&["range", "why it ends there", "keys"]), rule(3)];
    rows.extend(found.into_iter().map(|(range, names)| {
        let names: Vec<String> = names.into_iter().map(code).collect();
        row(&[&allowed(range), range.why, &names.join(", ")])
    }));
    rows.join("\n") + "\n"
}

/// A section for each table of a file.
fn keys() -> String {
    let examples = Examples::new();
    let sections: Vec<String> =
        [&FILE].into_iter().chain(TABLES).map(|table| section(table, &examples)).collect();
    sections.join("\n")
}

fn section(table: &Table, examples: &Examples) -> String {
    let mut rows = vec![row(&["key", "unit", "range", "default", "meaning", "example"]), rule(6)];
    let is_table = |other: &&Other| matches!(other.kind, Kind::Table | Kind::List);
    rows.extend(table.others.iter().filter(|other| !is_table(other)).map(other_row));
    rows.extend(table.keys.iter().map(|key| key_row(table, key, examples)));
    let rows = rows.join("\n");
    let about = table.about;
    if table.title.is_empty() {
        format!("### Before the first table\n\n{rows}\n")
    } else {
        format!("### {}: {about}\n\n{rows}\n", code(table.title))
    }
}

fn key_row(table: &Table, key: &Key, examples: &Examples) -> String {
    let example = examples.of(table.path(), key).map(|value| code(&written(&value)));
    let mut meaning = key.about.to_owned();
    for remark in remarks(key) {
        meaning.push_str(&format!("; *{remark}*"));
    }
    row(&[
        &code(key.name),
        key.unit,
        &allowed(&key.range),
        &default_of(key),
        &meaning,
        &example.unwrap_or_default(),
    ])
}

fn other_row(other: &Other) -> String {
    let (kind, range) = holds(&other.kind);
    let default = default_of_other(other);
    row(&[&code(other.name), &kind, &range, &default, other.about, &code(other.example)])
}

fn row(cells: &[&str]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn rule(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns))
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
