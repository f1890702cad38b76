//! Keys that were once called something else. An old name is read as that of today, in
//! each text before one is laid over another, so that both can stand in a stack of files.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::catalogue::{BESIDE_THE_OPERATOR, TABLES};
use super::merge::join;
use super::problem::Problem;
use super::wording::quoted;

/// The name of today of a key in the table at a path; none of one that has no other.
pub(super) fn name_of_today(table: &str, old: &str) -> Option<&'static str> {
    let keys = TABLES.iter().filter(|one| one.path() == table).flat_map(|one| one.keys);
    keys.into_iter().find(|key| key.was == Some(old)).map(|key| key.name)
}

/// A dotted path with the name of today.
pub(super) fn path_of_today(path: &str) -> Option<String> {
    let (table, old) = path.rsplit_once('.')?;
    Some(join(table, name_of_today(table, old)?))
}

/// A layer, of which this is the table at `path`, by the names of today.
pub(super) fn in_layer<'t>(
    layer: DeTable<'t>,
    path: &str,
    problems: &mut Vec<Problem>,
) -> DeTable<'t> {
    let mut named = DeTable::new();
    let there: Vec<String> = layer.keys().map(|key| key.get_ref().to_string()).collect();
    for (key, value) in layer {
        let inner = join(path, key.get_ref());
        let value = in_value(value, &inner, problems);
        match name_of_today(path, key.get_ref()) {
            None => {
                named.insert(key, value);
            }
            Some(name) if there.iter().any(|other| other == name) => {
                problems.push(given_twice(path, &key, name));
            }
            Some(name) => {
                named.insert(Spanned::new(key.span(), name.into()), value);
            }
        }
    }
    named
}

fn given_twice(path: &str, old: &Spanned<impl AsRef<str>>, name: &str) -> Problem {
    let message = format!("{} is given twice", quoted(&join(path, name)));
    let label = format!("its old name; keep `{name}` alone");
    Problem::error(old.span(), message).label(label)
}

fn in_value<'t>(
    value: Spanned<DeValue<'t>>,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Spanned<DeValue<'t>> {
    let span = value.span();
    let named = match value.into_inner() {
        DeValue::Table(table) => DeValue::Table(in_layer(table, path, problems)),
        DeValue::Array(entries) if BESIDE_THE_OPERATOR.contains(&path) => {
            DeValue::Array(entries.into_iter().map(in_block).collect())
        }
        other => other,
    };
    Spanned::new(span, named)
}

/// A correlation or an analysis, which names numbers by their paths.
fn in_block(value: Spanned<DeValue<'_>>) -> Spanned<DeValue<'_>> {
    let span = value.span();
    let named = match value.into_inner() {
        DeValue::Table(table) => {
            DeValue::Table(table.into_iter().map(|(key, value)| (key, in_block(value))).collect())
        }
        DeValue::Array(items) => {
            DeValue::Array(items.into_iter().map(in_block).collect::<DeArray<'_>>())
        }
        DeValue::String(text) => {
            DeValue::String(path_of_today(&text).map_or(text, |path| path.into()))
        }
        other => other,
    };
    Spanned::new(span, named)
}
