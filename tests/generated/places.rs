//! Where the numbers of a scenario stand, by the catalogue.

use shortrun::input::catalogue::{TABLES, Table as Form};
use shortrun::model::key::Key;
use toml::{Table, Value};

/// What becomes of a number that was looked at.
pub(crate) enum Kept {
    /// This.
    As(Value),
    /// Nothing: it cannot be changed so.
    Not,
}

/// The tables of a form in a scenario; one that may stand but once is made
/// where it is missing.
pub(crate) fn tables<'a>(root: &'a mut Table, form: &Form) -> Vec<&'a mut Table> {
    let mut here = vec![root];
    let parts: Vec<&str> = form.path().split('.').collect();
    for (depth, part) in parts.iter().enumerate() {
        let is_list = form.is_list() && depth + 1 == parts.len();
        let mut next = Vec::new();
        for table in here {
            if !is_list && !table.contains_key(*part) {
                table.insert((*part).to_owned(), Value::Table(Table::new()));
            }
            match table.get_mut(*part) {
                Some(Value::Table(inner)) => next.push(inner),
                Some(Value::Array(entries)) => {
                    next.extend(entries.iter_mut().filter_map(Value::as_table_mut));
                }
                _ => {}
            }
        }
        here = next;
    }
    here
}

/// Shows `look` each number that a scenario gives; true unless one of them
/// cannot be kept.
pub(crate) fn all_numbers(root: &mut Table, look: &mut impl FnMut(&Key, Value) -> Kept) -> bool {
    let mut are_kept = true;
    for form in TABLES {
        for table in tables(root, form) {
            for key in form.keys {
                let Some(value) = table.get_mut(key.name) else { continue };
                match look(key, value.clone()) {
                    Kept::As(kept) => *value = kept,
                    Kept::Not => are_kept = false,
                }
            }
        }
    }
    are_kept
}
