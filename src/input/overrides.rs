//! Changes from the command line, such as `--set product.core.price=30`: each
//! becomes a layer of its own.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::address::{self, Step};
use super::layers::{name_of, shifted};
use super::problem::{NOWHERE, Problem, Span};
use super::sources::Source;
use super::wording::quoted;
use super::{catalogue, syntax};

/// One change, as given on the command line.
#[derive(Clone, Debug)]
pub struct Override {
    /// The option it was given with, as messages call it: `--set`.
    pub origin: String,
    /// `key=value`: a dotted path, with list entries by name, and any TOML value.
    pub text: String,
}

/// A change that could be read; its places are among all texts.
pub(super) struct Change<'t> {
    source: &'t Source,
    key: Span,
    value: Spanned<DeValue<'t>>,
}

/// Reads one change.
pub(super) fn read(source: &Source) -> Result<Change<'_>, Problem> {
    let text = source.text.as_str();
    let at = |problem: Problem| problem.shifted(source.start);
    let equals = address::end_of_key(text).ok_or_else(|| {
        let message = format!("{} needs a key and a value", source.name);
        at(Problem::error(0..text.len(), message).label("write key=value"))
    })?;
    let key = trimmed(text, 0..equals);
    if key.is_empty() {
        let message = format!("{} lacks the key before the `=`", source.name);
        return Err(at(Problem::error(0..1, message).label("write key=value")));
    }
    let written = trimmed(text, equals + 1..text.len());
    let value = syntax::parse_value(&text[written.clone()]).map_err(|mistake| {
        let problem = at(mistake.shifted(written.start));
        if problem.label.contains("in quotes") {
            let (key, value) = (&text[key.clone()], &text[written.clone()]);
            problem.hint(format!("in a shell: {} '{key}=\"{value}\"'", source.name))
        } else {
            problem
        }
    })?;
    Ok(Change { source, key, value: shifted(value, source.start + written.start) })
}

fn trimmed(text: &str, span: Span) -> Span {
    let part = &text[span.clone()];
    let from = span.start + part.len() - part.trim_start().len();
    from..from + part.trim().len()
}

/// The change as a layer to be laid over what there is.
pub(super) fn layer<'t>(change: Change<'t>, below: &DeTable<'_>) -> Result<DeTable<'t>, Problem> {
    let Change { source, key, value } = change;
    let steps = address::find(&source.text[key.clone()], below)
        .map_err(|problem| problem.shifted(source.start + key.start))?;
    let place = |own: &Span| source.among_all(&(key.start + own.start..key.start + own.end));
    let whole = place(&(0..key.len()));
    let mut value = value;
    if let Some(last) = steps.last().filter(|last| catalogue::is_known_table(&last.path))
        && !value.get_ref().is_table()
    {
        return Err(has_keys(&last.path, &last.path, &whole));
    }
    for step in steps.iter().rev() {
        value = around(step, place(&step.span), value, &whole)?;
    }
    match value.into_inner() {
        DeValue::Table(table) => Ok(table),
        _ => Ok(DeTable::new()),
    }
}

/// The table or list that holds `inner` at a step of the path.
fn around<'t>(
    step: &Step,
    span: Span,
    inner: Spanned<DeValue<'t>>,
    whole: &Span,
) -> Result<Spanned<DeValue<'t>>, Problem> {
    if !step.is_entry {
        let key = Spanned::new(span, step.name.clone().into());
        let table = DeTable::from_iter([(key, inner)]);
        return Ok(Spanned::new(NOWHERE, DeValue::Table(table)));
    }
    let place = inner.span();
    let DeValue::Table(mut table) = inner.into_inner() else {
        let list = step.path.strip_suffix(&format!(".{}", step.name)).unwrap_or_default();
        return Err(has_keys(&step.path, list, whole));
    };
    match name_of(&table) {
        Some(name) if name != step.name => {
            let message = format!("{} cannot get another name", quoted(&step.path));
            return Err(Problem::error(place, message).label(format!("it is called {name} here")));
        }
        _ => {}
    }
    let name = DeValue::String(step.name.clone().into());
    table.remove("name");
    table.insert(Spanned::new(span.clone(), "name".into()), Spanned::new(span.clone(), name));
    let entries = DeArray::from_iter([Spanned::new(span.clone(), DeValue::Table(table))]);
    Ok(Spanned::new(span, DeValue::Array(entries)))
}

/// A table or an entry cannot be set to a single value.
fn has_keys(path: &str, form: &str, whole: &Span) -> Problem {
    let message = format!("{} has several keys", quoted(path));
    let problem = Problem::error(whole.clone(), message);
    match catalogue::keys_at(form).unwrap_or_default().first() {
        Some(key) => problem.label(format!("set one of them, as in {path}.{key}=…")),
        None => problem.label("set one of them"),
    }
}
