//! The lists of a file: tables in double brackets, each with a name of its own.

use toml::de::DeTable;

use super::catalogue::known;
use super::others::Other;
use super::problem::{Problem, Span};
use super::reader::Reader;
use super::section::{Form, Section};
use super::value;
use super::wording::quoted;
use crate::analysis::grammar::route_key;
use crate::model::key::Key;

/// A list and the keys of its entries.
pub(super) struct ListForm {
    /// Its name in the table that it stands in.
    pub(super) name: &'static str,
    /// The keys of an entry that are numbers.
    pub(super) keys: &'static [Key],
    /// The other keys of an entry.
    pub(super) others: &'static [Other],
}

/// Reads each entry of a list in `parent`.
pub(super) fn each<T>(
    reader: &mut Reader,
    parent: &Section<'_>,
    form: &ListForm,
    mut read: impl FnMut(&mut Reader, &mut Section<'_>, &str) -> T,
) -> Vec<T> {
    let mut names: Vec<String> = Vec::new();
    let tables = parent.list(form.name, &mut reader.problems);
    let mut entries = Vec::with_capacity(tables.len());
    for (position, (table, header)) in tables.into_iter().enumerate() {
        let list = parent.path_of(form.name);
        let name = name(reader, &list, table, &names);
        let shown = name.clone().unwrap_or_else(|| format!("#{}", position + 1));
        let path = format!("{list}.{shown}");
        let title = match name {
            Some(_) => quoted(&path),
            None => format!("`[[{list}]]`"),
        };
        let known = known(form.keys, form.others);
        let mut section =
            Section::open(Form { path, title, known }, header, table, &mut reader.problems);
        if section.entry("name").is_none() {
            section.lacks("name", "name = \"…\"  # a name of its own within the list".to_owned());
        }
        entries.push(read(reader, &mut section, &shown));
        section.close(&mut reader.problems);
        names.push(shown);
    }
    entries
}

/// The name of an entry, if it has one that no earlier entry has.
fn name(
    reader: &mut Reader,
    list: &str,
    table: &DeTable<'_>,
    earlier: &[String],
) -> Option<String> {
    let form = Form { path: list.to_owned(), title: String::new(), known: Vec::new() };
    let entry = Section::unchecked(form, table).entry("name")?;
    let name = reader.keep(value::name(&format!("{list}.name"), entry))?;
    match reserved(list, name, entry.span()).or_else(|| taken(list, name, entry.span(), earlier)) {
        None => Some(name.to_owned()),
        Some(problem) => {
            reader.problems.push(problem);
            None
        }
    }
}

/// The list whose names are written in statistics.
const ROUTES: &str = "exit.route";

fn reserved(list: &str, name: &str, span: Span) -> Option<Problem> {
    let is_reserved = list == ROUTES && ["failure", "horizon"].contains(&route_key(name).as_str());
    is_reserved.then(|| {
        let message = format!("an exit route cannot be called {}", quoted(name));
        Problem::error(span, message)
            .label("choose another name")
            .hint("results use `failure` and `horizon` for paths without a sale")
    })
}

fn taken(list: &str, name: &str, span: Span, earlier: &[String]) -> Option<Problem> {
    if earlier.iter().any(|other| other == name) {
        let message = format!("two entries of `[[{list}]]` are called {}", quoted(name));
        return Some(Problem::error(span, message).label("choose another name"));
    }
    let key = route_key(name);
    let other = earlier.iter().find(|other| list == ROUTES && route_key(other) == key)?;
    let message = format!("{} and {} are one name in statistics", quoted(other), quoted(name));
    let hint = format!(
        "`p_route_{key}` would be the chance of both: capitals do not count there, and all but \
         letters and digits is `_`"
    );
    Some(Problem::error(span, message).label("choose another name").hint(hint))
}
