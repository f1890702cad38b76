//! The files that build on each other, read from the top down.

use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::files::{Files, beside, plain, text_of};
use super::problem::Problem;
use super::section::{Entry, Form, Section};
use super::sources::{Source, Sources};
use super::wording::quoted;
use super::{syntax, value};

/// The key by which a file builds on another one.
pub(super) const EXTENDS: &str = "extends";

/// More files than anybody stacks: a ring of links looks like this many.
const MOST_FILES: usize = 32;

/// Adds the files that lie below the main one.
///
/// # Errors
///
/// What keeps the next file from being read.
pub(super) fn follow(sources: &mut Sources, files: &dyn Files) -> Result<(), Problem> {
    let mut seen = vec![plain(&sources.main().name)];
    while let Some((name, text)) = next(sources, files, &seen)? {
        seen.push(plain(&name));
        sources.add(&name, &text);
    }
    Ok(())
}

/// The file below the last one.
fn next(
    sources: &Sources,
    files: &dyn Files,
    seen: &[PathBuf],
) -> Result<Option<(String, String)>, Problem> {
    let Some(last) = sources.files().last() else { return Ok(None) };
    // Whatever else is wrong with this text is found when it is read in earnest.
    let (table, _) = DeTable::parse_recoverable(&last.text);
    let form = Form { path: String::new(), title: String::new(), known: Vec::new() };
    let Some(entry) = Section::unchecked(form, table.get_ref()).entry(EXTENDS) else {
        return Ok(None);
    };
    let at = |problem: Problem| problem.shifted(last.start);
    let named = value::path(EXTENDS, entry).map_err(at)?;
    let name = beside(&last.name, named);
    let refused = |message: String| {
        let problem = at(Problem::error(entry.span(), message));
        if sources.files().len() < 2 { problem } else { problem.hint(chain(sources, &name)) }
    };
    if seen.contains(&plain(&name)) {
        let message = format!("{} builds on itself", quoted(&name));
        return Err(at(Problem::error(entry.span(), message)).hint(chain(sources, &name)));
    }
    if MOST_FILES <= seen.len() {
        return Err(refused(format!("more than {MOST_FILES} files build on each other")));
    }
    let bytes = files
        .read(&name)
        .map_err(|why| refused(format!("cannot read {}: {why}", quoted(&name))))?;
    let text = text_of(bytes).map_err(|why| refused(format!("{} {why}", quoted(&name))))?;
    Ok(Some((name, text)))
}

/// Whether the key stands where it does not count, after the first table.
pub(super) fn extends_in_a_table(root: &DeTable<'_>) -> bool {
    let tables = root.values().filter_map(|value| value.get_ref().as_table());
    tables.into_iter().any(|table| table.contains_key(EXTENDS))
}

fn chain(sources: &Sources, last: &str) -> String {
    let names = sources.files().iter().map(|file| file.name.as_str());
    format!("the chain is {}", names.chain([last]).collect::<Vec<_>>().join(" → "))
}

/// The tables of one text, with places among all texts.
pub(super) fn tables(file: &Source, is_main: bool) -> Result<DeTable<'_>, Vec<Problem>> {
    match syntax::parse(&file.text) {
        Ok(table) => Ok(shifted_table(table.into_inner(), file.start)),
        Err(problems) => Err(problems.into_iter().map(|one| placed(one, file, is_main)).collect()),
    }
}

/// A problem of a file as a whole is shown at its first line, unless it is
/// the file that was asked for.
fn placed(problem: Problem, file: &Source, is_main: bool) -> Problem {
    match problem.span {
        None if is_main => problem,
        None => Problem::error(file.start..file.start, problem.message),
        Some(_) => problem.shifted(file.start),
    }
}

fn shifted_table(table: DeTable<'_>, by: usize) -> DeTable<'_> {
    let moved = |(key, value): (Spanned<_>, Spanned<_>)| {
        let span = key.span();
        let key = Spanned::new(span.start + by..span.end + by, key.into_inner());
        (key, shifted(value, by))
    };
    table.into_iter().map(moved).collect()
}

/// The same value, `by` bytes further on.
pub(super) fn shifted(value: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let span = value.span();
    let moved = match value.into_inner() {
        DeValue::Array(items) => {
            DeValue::Array(items.into_iter().map(|item| shifted(item, by)).collect::<DeArray<'_>>())
        }
        DeValue::Table(table) => DeValue::Table(shifted_table(table, by)),
        other => other,
    };
    Spanned::new(span.start + by..span.end + by, moved)
}

/// The name of an entry of a list, or what takes its place.
pub(super) fn name_of<'t>(table: &'t DeTable<'_>) -> Option<&'t str> {
    match table.get("name")?.get_ref() {
        DeValue::String(name) => Some(name.as_ref()),
        _ => None,
    }
}

/// The entry of a table, unchecked.
pub(super) fn entry_of<'t>(table: &'t DeTable<'t>, name: &str) -> Option<Entry<'t>> {
    let form = Form { path: String::new(), title: String::new(), known: Vec::new() };
    Section::unchecked(form, table).entry(name)
}
