//! Dotted paths into a scenario, as in `supplier.dye house.switch_days`: names
//! of list entries may hold spaces and dots, so what there is decides where a
//! name ends.

use toml::de::{DeTable, DeValue};

use super::layers::{EXTENDS, name_of};
use super::merge::{REMOVE, join};
use super::problem::{Problem, Span};
use super::wording::{all_of, nearest, one_of, quoted};
use super::{catalogue, renamed};

/// One name of a path.
pub(super) struct Step {
    /// The name.
    pub(super) name: String,
    /// Where it stands in the path's text.
    pub(super) span: Span,
    /// Whether it names an entry of a list rather than a key.
    pub(super) is_entry: bool,
    /// The path up to and with this name.
    pub(super) path: String,
}

/// Where the key of `key=value` ends: at the first `=` outside quotes.
pub(super) fn end_of_key(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, letter)| {
        match quote {
            Some(open) if letter == open => quote = None,
            None if letter == '"' => quote = Some(letter),
            None if letter == '=' => return Some(at),
            _ => {}
        }
        None
    })
}

/// Finds what a path leads to in `root`, which need not have its last key yet.
pub(super) fn find(text: &str, root: &DeTable<'_>) -> Result<Vec<Step>, Problem> {
    let mut walk = Walk { text, root, at: 0, steps: Vec::new() };
    let mut table = Some(root);
    loop {
        let path = walk.path();
        let names = keys(&path);
        let (name, span) = walk.segment();
        let inner = join(&path, &name);
        let is_last = span.end == text.len();
        let value = table.and_then(|table| table.get(name.as_str())).map(toml::Spanned::get_ref);
        let is_known = |names: &Vec<&str>| {
            names.contains(&name.as_str()) || renamed::name_of_today(&path, &name).is_some()
        };
        let unknown = names.as_ref().is_some_and(|names| !is_known(names));
        if path.is_empty() && name == EXTENDS {
            let message = "`extends` cannot be changed from the command line";
            return Err(Problem::error(span, message).label("run another file"));
        }
        if unknown && value.is_none() {
            return Err(walk.unknown(&span, &names.unwrap_or_default()));
        }
        walk.step(name, span, false);
        if is_last {
            return Ok(walk.steps);
        }
        match value {
            Some(DeValue::Array(entries)) if catalogue::is_list(&inner) => {
                return walk
                    .entry_path(entries.iter().filter_map(|entry| entry.get_ref().as_table()));
            }
            None if catalogue::is_known_list(&inner) => return walk.entry_path(std::iter::empty()),
            value if catalogue::is_table(&inner) => table = value.and_then(DeValue::as_table),
            _ => return Err(walk.too_deep()),
        }
    }
}

/// The keys at a path that can be set, where they are known.
fn keys(path: &str) -> Option<Vec<&'static str>> {
    let keys = catalogue::keys_at(path)?;
    Some(keys.into_iter().filter(|key| *key != EXTENDS).collect())
}

struct Walk<'a> {
    text: &'a str,
    root: &'a DeTable<'a>,
    at: usize,
    steps: Vec<Step>,
}

impl Walk<'_> {
    fn path(&self) -> String {
        self.steps.last().map_or_else(String::new, |step| step.path.clone())
    }

    fn is_done(&self) -> bool {
        self.steps.last().is_some_and(|step| step.span.end == self.text.len())
    }

    fn step(&mut self, name: String, span: Span, is_entry: bool) {
        let path = join(&self.path(), &name);
        // Past the dot, too.
        self.at = (span.end + 1).min(self.text.len());
        self.steps.push(Step { name, span, is_entry, path });
    }

    /// The name up to the next dot, or in quotes.
    fn segment(&self) -> (String, Span) {
        let rest = &self.text[self.at..];
        if let Some((name, length)) = in_quotes(rest) {
            return (name.to_owned(), self.at..self.at + length);
        }
        let length = rest.find('.').unwrap_or(rest.len());
        (rest[..length].to_owned(), self.at..self.at + length)
    }

    /// The rest of the path, from the name of an entry on.
    fn entry_path<'t>(
        mut self,
        entries: impl Iterator<Item = &'t DeTable<'t>>,
    ) -> Result<Vec<Step>, Problem> {
        let entries: Vec<&DeTable<'_>> = entries.collect();
        self.entry(&entries)?;
        Ok(self.steps)
    }

    /// The name of one of the entries, the longest that fits, and its key.
    fn entry(&mut self, entries: &[&DeTable<'_>]) -> Result<(), Problem> {
        let names: Vec<&str> = entries.iter().filter_map(|entry| name_of(entry)).collect();
        let rest = &self.text[self.at..];
        let (quoted_name, quoted_span) = self.segment();
        let is_whole = |name: &&&str| {
            rest.strip_prefix(**name)
                .is_some_and(|after| after.is_empty() || after.starts_with('.'))
        };
        let plain = names.iter().filter(is_whole).max_by_key(|name| name.len());
        match plain {
            Some(name) => self.step((*name).to_owned(), self.at..self.at + name.len(), true),
            None if names.contains(&quoted_name.as_str()) => {
                self.step(quoted_name, quoted_span, true);
            }
            None => return Err(self.unknown(&quoted_span, &names)),
        }
        if self.is_done() { Ok(()) } else { self.key_of_entry() }
    }

    fn key_of_entry(&mut self) -> Result<(), Problem> {
        let list = &self.steps[..self.steps.len() - 1];
        let list = list.last().map_or_else(String::new, |step| step.path.clone());
        let (name, span) = self.segment();
        let keys = keys(&list);
        if name == "name" {
            let message = format!("{} cannot get another name", quoted(&self.path()));
            let label = "its name is what the path finds it by";
            return Err(Problem::error(span, message).label(label));
        }
        if keys.as_ref().is_some_and(|keys| !keys.contains(&name.as_str()) && name != REMOVE) {
            return Err(self.unknown(&span, &keys.unwrap_or_default()));
        }
        self.step(name, span, false);
        if self.is_done() { Ok(()) } else { Err(self.too_deep()) }
    }

    /// A path that goes on inside a value.
    fn too_deep(&self) -> Problem {
        let path = self.path();
        let message = format!("{} is set as a whole", quoted(&path));
        Problem::error(self.at..self.text.len(), message)
            .label("a part of it cannot be set")
            .hint(format!("{path}={{ … }} replaces all of it"))
    }

    /// A name that is not one of those that can stand here.
    fn unknown(&self, span: &Span, names: &[&str]) -> Problem {
        let path = self.path();
        let written = join(&path, &self.text[span.clone()]);
        let problem = Problem::error(span.clone(), format!("there is no {}", quoted(&written)));
        let rest = &self.text[span.end..];
        if let Some(near) = nearest(&self.text[span.clone()], names) {
            let whole = format!("{}{rest}", join(&path, near));
            return problem.label(format!("did you mean {}?", quoted(&whole)));
        }
        let last = self.text.rsplit('.').next().unwrap_or_default();
        let elsewhere = paths_to(last, self.root);
        let elsewhere: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        if (1..=MOST_SHOWN).contains(&elsewhere.len()) {
            return problem.label(format!("did you mean {}?", one_of(&elsewhere)));
        }
        let place = if path.is_empty() { "a scenario".to_owned() } else { quoted(&path) };
        match names {
            [] => problem.hint(format!("{place} has no entries with a name")),
            names => problem.hint(format!("{place} has {}", all_of(names))),
        }
    }
}

/// More suggestions than these are none.
const MOST_SHOWN: usize = 4;

fn in_quotes(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix('"')?;
    let end = inside.find('"')?;
    let length = end + 2;
    let closed = rest[length..].is_empty() || rest[length..].starts_with('.');
    closed.then_some((&inside[..end], length))
}

/// All paths whose last name is that of a key, or of a key like it.
fn paths_to(last: &str, root: &DeTable<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    for table in catalogue::TABLES {
        let path = table.title.trim_matches(['[', ']']);
        let keys = keys(path).unwrap_or_default();
        let Some(key) = nearest(last, &keys).filter(|key| *key != "name") else { continue };
        if table.title.starts_with("[[") {
            paths.extend(entries_at(path, root).map(|name| format!("{path}.{name}.{key}")));
        } else {
            paths.push(join(path, key));
        }
    }
    let exact = |path: &&String| path.rsplit('.').next() == Some(last);
    let found: Vec<String> = paths.iter().filter(exact).cloned().collect();
    if found.is_empty() { paths } else { found }
}

/// The names of the entries of the list at a path.
fn entries_at<'t>(path: &str, root: &'t DeTable<'t>) -> impl Iterator<Item = &'t str> {
    let mut names = path.split('.');
    let last = names.next_back().unwrap_or_default();
    let parent = names.try_fold(root, |table, name| table.get(name)?.get_ref().as_table());
    let list = parent.and_then(|table| table.get(last)?.get_ref().as_array());
    let entries = list.into_iter().flat_map(|list| list.iter());
    entries.filter_map(|entry| entry.get_ref().as_table().and_then(name_of))
}
