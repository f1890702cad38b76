//! Scenarios between two others: some groups of assumptions as in one, the rest
//! as in the other.

use toml::de::DeTable;

use super::catalogue::{self, Table};
use super::differences::{Side, group_of_entries};
use super::files::Files;
use super::groups::group_of;
use super::layers::name_of;
use super::{Problems, Scenario, load_with};
use crate::analysis::grouping::Group;

/// Two scenarios that can be mixed.
pub struct Mixer<'a> {
    sides: [Side<'a>; 2],
}

impl<'a> Mixer<'a> {
    /// Of a first scenario and another.
    pub fn new(first: &'a Scenario, other: &'a Scenario) -> Self {
        Self { sides: [Side::of(first), Side::of(other)] }
    }

    /// The first scenario with `groups` as in the other: checked as any
    /// scenario is, without what the two ask of their results.
    ///
    /// # Errors
    ///
    /// What is wrong with it, where the two do not go together.
    pub fn mixed(&self, groups: &[Group]) -> Result<Scenario, Problems> {
        let text = Mix { sides: &self.sides, groups }.text();
        let files = Stored(&self.sides);
        load_with("a mixture", &text, &files, &[]).map(|(scenario, _)| scenario)
    }
}

/// The data of both.
struct Stored<'m, 'a>(&'m [Side<'a>; 2]);

impl Files for Stored<'_, '_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let all = self.0.iter().flat_map(|side| &side.scenario.data);
        // Names are made of the content: the same name is the same file.
        let found = all.into_iter().find(|file| file.name == path);
        found.map(|file| file.bytes.clone()).ok_or_else(|| "there is no such file".to_owned())
    }
}

/// What is taken from where.
struct Mix<'m, 'a> {
    sides: &'m [Side<'a>; 2],
    groups: &'m [Group],
}

impl Mix<'_, '_> {
    fn side(&self, group: Option<Group>) -> usize {
        usize::from(group.is_some_and(|group| self.groups.contains(&group)))
    }

    fn text(&self) -> String {
        const BESIDE: [&str; 5] = ["stress", "screen", "diligence", "comparable", "memo"];
        let asks = |table: &&Table| !BESIDE.contains(&table.path());
        let mut text = String::new();
        for table in catalogue::TABLES.iter().filter(asks) {
            let path = table.path();
            if table.is_list() {
                self.entries(path, &mut text);
                continue;
            }
            let tables = [0, 1].map(|side: usize| self.sides[side].table(path));
            let lines = self.lines(path, tables);
            if !lines.is_empty() {
                text += &format!("[{path}]\n{lines}\n");
            }
        }
        text
    }

    /// The entries that the list's side has; of product lines that both have,
    /// each key from the side of its group.
    fn entries(&self, path: &str, text: &mut String) {
        let side = self.side(group_of_entries(path));
        for entry in self.sides[side].entries(path) {
            let opposite = name_of(entry).and_then(|name| self.sides[1 - side].entry(path, name));
            let lines = match opposite {
                Some(opposite) if path == "product" => {
                    let mut tables = [Some(entry), Some(opposite)];
                    if side == 1 {
                        tables.swap(0, 1);
                    }
                    self.lines(path, tables)
                }
                _ => {
                    let written = |key: &str| self.sides[side].written(entry, key);
                    let names = catalogue::keys_at(path).unwrap_or_default().into_iter();
                    let lines =
                        names.filter_map(|key| Some(format!("{key} = {}\n", written(key)?)));
                    lines.collect()
                }
            };
            *text += &format!("[[{path}]]\n{lines}\n");
        }
    }

    /// The keys of a table, each from the side of its group.
    fn lines(&self, path: &str, tables: [Option<&DeTable<'_>>; 2]) -> String {
        let names = catalogue::keys_at(path).unwrap_or_default().into_iter();
        let line = |key: &'static str| {
            // Tables and lists in it have headers of their own.
            if catalogue::is_known_table(&format!("{path}.{key}"))
                || catalogue::is_known_list(&format!("{path}.{key}"))
            {
                return None;
            }
            let side = self.side(group_of(path, key));
            let written = self.sides[side].written(tables[side]?, key)?;
            Some(format!("{key} = {written}\n"))
        };
        names.filter_map(line).collect()
    }
}
