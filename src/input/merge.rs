//! One layer of a scenario laid over what is below it: tables key by key,
//! lists entry by entry, everything else whole.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::layers::{EXTENDS, entry_of, name_of};
use super::problem::Problem;
use super::wording::{all_of, nearest, quoted};
use super::{catalogue, value};

/// The key that takes an entry of a list away.
pub(super) const REMOVE: &str = "remove";

/// More entries than any operator has products or suppliers.
const MOST_ENTRIES: usize = 500;

/// `upper` laid over `lower`, the tables at `path`.
pub(super) fn laid_over<'t>(
    lower: DeTable<'t>,
    mut upper: DeTable<'t>,
    path: &str,
    problems: &mut Vec<Problem>,
) -> DeTable<'t> {
    let mut merged = DeTable::new();
    for (key, below) in lower {
        let inner = join(path, key.get_ref());
        let Some((upper_key, above)) = upper.remove_entry(key.get_ref().as_ref()) else {
            merged.insert(key, below);
            continue;
        };
        // Of two tables or lists the place is that of the lower one, as for
        // what it lacks.
        let both = Place::of(&inner, &below).is_some_and(|place| Place::is(place, &inner, &above));
        let key = if both { key } else { upper_key };
        merged.insert(key, together(&inner, Some(below), above, problems));
    }
    for (key, above) in upper {
        let inner = join(path, key.get_ref());
        if inner != EXTENDS {
            merged.insert(key, together(&inner, None, above, problems));
        }
    }
    merged
}

/// What a value of a scenario is to those who lay one over another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Table,
    List,
}

impl Place {
    /// None for a value that is replaced whole.
    fn of(path: &str, value: &Spanned<DeValue<'_>>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(_) if catalogue::is_table(path) => Some(Self::Table),
            DeValue::Array(_) if catalogue::is_list(path) => Some(Self::List),
            _ => None,
        }
    }

    fn is(self, path: &str, value: &Spanned<DeValue<'_>>) -> bool {
        Self::of(path, value) == Some(self)
    }
}

fn together<'t>(
    path: &str,
    below: Option<Spanned<DeValue<'t>>>,
    above: Spanned<DeValue<'t>>,
    problems: &mut Vec<Problem>,
) -> Spanned<DeValue<'t>> {
    let place = Place::of(path, &above);
    let below = below.filter(|below| place.is_some_and(|place| place.is(path, below)));
    let span = below.as_ref().map_or(above.span(), Spanned::span);
    let below = below.map(Spanned::into_inner);
    let merged = match (place, above.into_inner()) {
        (Some(_), DeValue::Table(above)) => {
            let below = match below {
                Some(DeValue::Table(below)) => below,
                _ => DeTable::new(),
            };
            DeValue::Table(laid_over(below, above, path, problems))
        }
        (Some(_), DeValue::Array(above)) => {
            let below = match below {
                Some(DeValue::Array(below)) => below,
                _ => DeArray::new(),
            };
            DeValue::Array(list_over(below, above, path, problems))
        }
        (_, above) => above,
    };
    Spanned::new(span, merged)
}

fn list_over<'t>(
    below: DeArray<'t>,
    above: DeArray<'t>,
    path: &str,
    problems: &mut Vec<Problem>,
) -> DeArray<'t> {
    problems.extend(too_many(&above, path));
    let mut entries: Vec<Option<Spanned<DeValue<'t>>>> = below.into_iter().map(Some).collect();
    // An entry is matched once: a second of the same name is reported later.
    let mut open: Vec<usize> = (0..entries.len()).collect();
    for item in above.into_iter().take(MOST_ENTRIES) {
        let span = item.span();
        let mut table = match item.into_inner() {
            DeValue::Table(table) => table,
            // Refused later, with all else that is wrong.
            other => {
                entries.push(Some(Spanned::new(span, other)));
                continue;
            }
        };
        let wanted = identity(&table);
        let same = |at: &usize| wanted.is_some() && identity_at(&entries, *at) == wanted;
        let found = open.iter().position(same).map(|position| open.remove(position));
        match removes(&mut table, path, problems) {
            Some(()) => match found {
                Some(at) => entries[at] = None,
                None => problems.push(nothing_to_remove(&entries, &table, path, span)),
            },
            None => match found.and_then(|at| entries[at].as_mut()) {
                Some(entry) => replace_keys(entry, table),
                None => entries.push(Some(Spanned::new(span, DeValue::Table(table)))),
            },
        }
    }
    let merged: DeArray<'t> = entries.into_iter().flatten().collect();
    problems.extend(too_many(&merged, path));
    merged.into_iter().take(MOST_ENTRIES).collect()
}

fn too_many(entries: &DeArray<'_>, path: &str) -> Option<Problem> {
    let surplus = entries.get(MOST_ENTRIES)?;
    let message = format!("`[[{path}]]` has {} entries", entries.len());
    let label = format!("there can be at most {MOST_ENTRIES}");
    Some(Problem::error(surplus.span(), message).label(label))
}

/// What an entry is known by: its name, or what a correlation is between.
fn identity(table: &DeTable<'_>) -> Option<Vec<String>> {
    if let Some(name) = name_of(table) {
        return Some(vec![name.to_owned()]);
    }
    let DeValue::Array(between) = table.get("between")?.get_ref() else { return None };
    let text = |item: &Spanned<DeValue<'_>>| item.get_ref().as_str().map(str::to_owned);
    let mut names = between.iter().map(text).collect::<Option<Vec<String>>>()?;
    names.sort();
    Some(names)
}

fn identity_at(entries: &[Option<Spanned<DeValue<'_>>>], at: usize) -> Option<Vec<String>> {
    match entries[at].as_ref()?.get_ref() {
        DeValue::Table(table) => identity(table),
        _ => None,
    }
}

/// Each key of an entry replaced whole.
fn replace_keys<'t>(entry: &mut Spanned<DeValue<'t>>, upper: DeTable<'t>) {
    let DeValue::Table(table) = entry.get_mut() else { return };
    for (key, value) in upper {
        // The name, and what a correlation is between, stay those of the lower one.
        if ["name", "between"].contains(&key.get_ref().as_ref()) {
            continue;
        }
        table.remove(key.get_ref().as_ref());
        table.insert(key, value);
    }
}

/// Whether an entry says `remove = true`; takes the key out.
fn removes(table: &mut DeTable<'_>, path: &str, problems: &mut Vec<Problem>) -> Option<()> {
    let entry = entry_of(table, REMOVE)?;
    let (read, at) = (value::switch(REMOVE, entry), entry.key_span());
    let others: Vec<&str> = table
        .keys()
        .map(|key| key.get_ref().as_ref())
        .filter(|key| ![REMOVE, "name", "between"].contains(key))
        .collect();
    match read {
        Ok(true) if !others.is_empty() => {
            let message =
                format!("an entry of `[[{path}]]` is removed and has {}", all_of(&others));
            problems.push(Problem::error(at, message).label("remove it, or change it"));
        }
        Ok(true) => return Some(()),
        Ok(false) => {}
        Err(problem) => problems.push(problem),
    }
    table.remove(REMOVE);
    None
}

fn nothing_to_remove(
    entries: &[Option<Spanned<DeValue<'_>>>],
    table: &DeTable<'_>,
    path: &str,
    header: super::problem::Span,
) -> Problem {
    let names: Vec<&str> = entries
        .iter()
        .flatten()
        .filter_map(|entry| entry.get_ref().as_table().and_then(name_of))
        .collect();
    if let Some(between) = table.get("between") {
        let message = format!("there is no such `[[{path}]]` to remove");
        return Problem::error(between.span(), message).label("no entry below is between these");
    }
    let Some(name) = name_of(table) else {
        let message = format!("it is not said which entry of `[[{path}]]` is to be removed");
        return Problem::error(header, message).hint("name = \"…\"  # of the entry below");
    };
    let span = table.get("name").map_or(header, Spanned::span);
    let problem =
        Problem::error(span, format!("there is no {} to remove", quoted(&join(path, name))));
    match nearest(name, &names) {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None if names.is_empty() => problem.hint(format!("`[[{path}]]` has no entries below")),
        None => problem.hint(format!("`[[{path}]]` has {}", all_of(&names))),
    }
}

/// A dotted path, one name longer.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
