//! A table of the file while it is read: finds its entries, reports keys it
//! does not know and keys it lacks.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue;
use super::problem::{NOWHERE, Problem, Span};
use super::wording::{all_of, nearest, one_of, quoted};

/// A key of the file and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    key: &'t Spanned<Cow<'t, str>>,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Entry<'t> {
    pub(super) fn value(&self) -> &'t DeValue<'t> {
        self.value.get_ref()
    }

    /// The name and the entry of one item of a table.
    pub(super) fn named(
        (key, value): (&'t Spanned<Cow<'t, str>>, &'t Spanned<DeValue<'t>>),
    ) -> (&'t str, Self) {
        (key.get_ref().as_ref(), Self { key, value })
    }

    /// An item of the list that this entry is.
    pub(super) fn item(&self, value: &'t Spanned<DeValue<'t>>) -> Self {
        Self { key: self.key, value }
    }

    /// Where the value stands.
    pub(super) fn span(&self) -> Span {
        self.value.span()
    }

    /// Whether it is a list with nothing in it.
    pub(super) fn is_empty_list(&self) -> bool {
        matches!(self.value(), DeValue::Array(items) if items.is_empty())
    }

    /// Where the key stands.
    pub(super) fn key_span(&self) -> Span {
        self.key.span()
    }
}

/// Unknown keys of a table that are explained one by one.
const MOST_UNKNOWN: usize = 100;

/// One table of the file; it may be absent.
pub(super) struct Section<'t> {
    /// Dotted path, as in the names of assumptions: `product.core`.
    pub(super) path: String,
    /// As messages call it: `[sites.permits]` in backquotes.
    title: String,
    header: Span,
    table: Option<&'t DeTable<'t>>,
    misspelt: Vec<&'static str>,
    lacking: Vec<(&'static str, String)>,
}

/// What a section is called, and the keys it may have.
pub(super) struct Form {
    /// Dotted path.
    pub(super) path: String,
    /// As messages call it.
    pub(super) title: String,
    /// The keys it may have.
    pub(super) known: Vec<&'static str>,
}

impl<'t> Section<'t> {
    /// Opens a table that is there, reporting keys it may not have.
    pub(super) fn open(
        form: Form,
        header: Span,
        table: &'t DeTable<'t>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut misspelt = Vec::new();
        let unknown: Vec<_> =
            table.keys().filter(|key| !form.known.contains(&key.get_ref().as_ref())).collect();
        for key in unknown.iter().take(MOST_UNKNOWN) {
            problems.push(unknown_key(&form, key.get_ref(), key.span(), &mut misspelt));
        }
        if let Some(key) = unknown.get(MOST_UNKNOWN) {
            let more = unknown.len() - MOST_UNKNOWN;
            let message = format!("{} has {more} more keys that it may not have", form.title);
            problems.push(Problem::error(key.span(), message).label("the first of them"));
        }
        let lacking = Vec::new();
        Self { path: form.path, title: form.title, header, table: Some(table), misspelt, lacking }
    }

    /// Opens a table to look for a single entry.
    pub(super) fn unchecked(form: Form, table: &'t DeTable<'t>) -> Self {
        Self { table: Some(table), ..Self::absent(form, false) }
    }

    fn absent(form: Form, excused: bool) -> Self {
        let misspelt = if excused { form.known } else { Vec::new() };
        let lacking = Vec::new();
        Self { path: form.path, title: form.title, header: 0..0, table: None, misspelt, lacking }
    }

    /// The table called `name` in this one.
    pub(super) fn child(
        &self,
        name: &'static str,
        known: Vec<&'static str>,
        problems: &mut Vec<Problem>,
    ) -> Section<'t> {
        let path = self.path_of(name);
        let form = Form { title: format!("`[{path}]`"), path, known };
        let Some(entry) = self.entry(name) else {
            return Self::absent(form, self.misspelt.contains(&name));
        };
        match entry.value() {
            DeValue::Table(table) => Self::open(form, entry.span(), table, problems),
            DeValue::Array(_) => {
                let message = format!("there can be only one {}", form.title);
                let label = format!("write `[{}]`, in single brackets", form.path);
                problems.push(Problem::error(entry.key_span(), message).label(label));
                Self::absent(form, true)
            }
            value => {
                let message = format!("{} must be a table, not {}", form.title, kind(value));
                let hint = format!("start it with a line `[{}]`", form.path);
                problems.push(Problem::error(entry.span(), message).hint(hint));
                Self::absent(form, true)
            }
        }
    }

    /// The tables of the list called `name` in this one, each with its place.
    pub(super) fn list(
        &self,
        name: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Vec<(&'t DeTable<'t>, Span)> {
        let Some(entry) = self.entry(name) else { return Vec::new() };
        let path = self.path_of(name);
        let DeValue::Array(items) = entry.value() else {
            let message = format!("`{path}` is a list: there can be several");
            let label = format!("write `[[{path}]]`, in double brackets");
            problems.push(Problem::error(entry.key_span(), message).label(label));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, item.span())),
                value => {
                    let message =
                        format!("each entry of `{path}` must be a table, not {}", kind(value));
                    let hint = format!("start each with a line `[[{path}]]`");
                    problems.push(Problem::error(item.span(), message).hint(hint));
                }
            }
        }
        tables
    }

    /// The entry of that name, if the file has it.
    pub(super) fn entry(&self, name: &str) -> Option<Entry<'t>> {
        let (key, value) = self.table?.get_key_value(name)?;
        Some(Entry { key, value })
    }

    /// Whether the file has a misspelt key that was probably meant to be `name`.
    pub(super) fn misspells(&self, name: &str) -> bool {
        self.misspelt.contains(&name)
    }

    /// The dotted path of a key of this table.
    pub(super) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Notes that the table lacks a key, and how it is written.
    pub(super) fn lacks(&mut self, name: &'static str, how: String) {
        if !self.misspelt.contains(&name) {
            self.lacking.push((name, how));
        }
    }

    /// Reports the keys that the table lacks.
    pub(super) fn close(self, problems: &mut Vec<Problem>) {
        if self.lacking.is_empty() {
            return;
        }
        let names: Vec<&str> = self.lacking.iter().map(|(name, _)| *name).collect();
        let problem = match self.table {
            Some(_) if self.header != NOWHERE => {
                let message = format!("{} lacks {}", self.title, all_of(&names));
                Problem::error(self.header, message)
            }
            _ => {
                let message = format!("{} is missing, with {}", self.title, all_of(&names));
                Problem::of_file(message)
            }
        };
        let hints = self.lacking.into_iter().map(|(_, how)| how);
        problems.push(hints.fold(problem, Problem::hint));
    }
}

fn unknown_key(form: &Form, name: &str, span: Span, misspelt: &mut Vec<&'static str>) -> Problem {
    let message = format!("{} has no {} {}", form.title, noun(form), quoted(name));
    let problem = Problem::error(span, message);
    if let Some(why) = catalogue::misplaced(&form.path, name) {
        return Problem { message: why, ..problem };
    }
    let homes = catalogue::homes_of(name);
    if !homes.is_empty() {
        return problem.label(format!("belongs in {}", one_of(&homes)));
    }
    if let Some(near) = nearest(name, &form.known) {
        misspelt.push(near);
        return problem.label(format!("did you mean `{near}`?"));
    }
    problem.hint(format!("it has {}", all_of(&form.known)))
}

fn noun(form: &Form) -> &'static str {
    if form.path.is_empty() { "table" } else { "key" }
}

/// What a value is, in words.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
