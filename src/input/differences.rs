//! What two scenarios say differently that changes a simulated number, key by
//! key. Sources, grades, notes and ways of writing are no difference.

use std::ops::Range;

use toml::de::DeTable;

use super::Scenario;
use super::catalogue::Table;
use super::groups::{group_of, grouped};
use super::layers::name_of;
use super::merge::join;
use super::others::{Kind, Missing, Other};
use crate::analysis::grouping::{Change, Group, Said};
use crate::sampling::assumptions::{Assumption, Assumptions, Shape};

/// The table whose entries are no part of one group but whole product lines.
const PRODUCT: &str = "product";

/// A scenario and the tables of its text.
pub(super) struct Side<'a> {
    pub(super) scenario: &'a Scenario,
    tables: DeTable<'a>,
}

impl<'a> Side<'a> {
    pub(super) fn of(scenario: &'a Scenario) -> Self {
        let tables = DeTable::parse(&scenario.resolved).expect("it was written by this program");
        Self { scenario, tables: tables.into_inner() }
    }

    /// The table at a path.
    pub(super) fn table(&self, path: &str) -> Option<&DeTable<'a>> {
        let mut names = path.split('.');
        names.try_fold(&self.tables, |table, name| table.get(name)?.get_ref().as_table())
    }

    /// The entries of the list at a path.
    pub(super) fn entries(&self, path: &str) -> Vec<&DeTable<'a>> {
        let (place, name) = path.rsplit_once('.').unwrap_or(("", path));
        let table = if place.is_empty() { Some(&self.tables) } else { self.table(place) };
        let list = table.and_then(|table| table.get(name)?.get_ref().as_array());
        let entries = list.into_iter().flat_map(|list| list.iter());
        entries.filter_map(|entry| entry.get_ref().as_table()).collect()
    }

    /// An entry by its name.
    pub(super) fn entry(&self, path: &str, name: &str) -> Option<&DeTable<'a>> {
        self.entries(path).into_iter().find(|entry| name_of(entry) == Some(name))
    }

    /// The names of the entries of a list, in their order.
    pub(super) fn names(&self, path: &str) -> Vec<String> {
        self.entries(path).into_iter().filter_map(name_of).map(str::to_owned).collect()
    }

    /// The value of a key as the text has it.
    pub(super) fn written(&self, table: &DeTable<'_>, key: &str) -> Option<&'a str> {
        let Range { start, end } = table.get(key)?.span();
        Some(&self.scenario.resolved[start..end])
    }
}

/// Everything that differs, in the order of the file.
pub fn differences(first: &Scenario, other: &Scenario) -> Vec<Change> {
    let sides = [Side::of(first), Side::of(other)];
    let mut changes = Vec::new();
    for table in grouped() {
        match table.path() {
            "correlation" => changes.extend(correlations(&sides)),
            _ if table.is_list() => list(&sides, table, &mut changes),
            path => {
                let tables = [0, 1].map(|side: usize| sides[side].table(path));
                keys(&sides, (table, path), tables, &mut changes);
            }
        }
    }
    changes
}

/// Entries that only one side has, their order, and the keys of the others.
fn list(sides: &[Side<'_>; 2], table: &'static Table, changes: &mut Vec<Change>) {
    let path = table.path();
    let Some(group) = group_of_entries(path) else { return };
    let names = [0, 1].map(|side: usize| sides[side].names(path));
    let [first, other] = &names;
    let only = |name: &String, said| Change { path: join(path, name), group, said };
    let there = || Said::Text("there".to_owned());
    for name in first {
        match sides[1].entry(path, name) {
            None => changes.push(only(name, [there(), Said::Absent])),
            Some(entry) => {
                let tables = [sides[0].entry(path, name), Some(entry)];
                keys(sides, (table, &join(path, name)), tables, changes);
            }
        }
    }
    let news = other.iter().filter(|name| !first.contains(name));
    changes.extend(news.map(|name| only(name, [Said::Absent, there()])));
    let shared = [0, 1].map(|side: usize| {
        let in_both = names[side].iter().filter(|name| names[1 - side].contains(name));
        in_both.cloned().collect::<Vec<String>>()
    });
    if shared[0] != shared[1] {
        let said = shared.map(|names| Said::Text(names.join(", ")));
        changes.push(Change { path: format!("order of [[{path}]]"), group, said });
    }
}

/// The group of an entry that only one scenario has.
pub(super) fn group_of_entries(path: &str) -> Option<Group> {
    if path == PRODUCT { Some(Group::Lines) } else { group_of(path, "name") }
}

fn keys(
    sides: &[Side<'_>; 2],
    (table, place): (&'static Table, &str),
    tables: [Option<&DeTable<'_>>; 2],
    changes: &mut Vec<Change>,
) {
    let home = table.path();
    for key in table.keys {
        let path = join(place, key.name);
        let numbers = [0, 1].map(|side: usize| number(&sides[side].scenario.assumptions, &path));
        let [Some(first), Some(other)] = numbers else { continue };
        if let Some(group) = group_of(home, key.name)
            && !is_same(first, other)
        {
            changes.push(Change { path, group, said: [first, other].map(said) });
        }
    }
    let holds = |other: &&Other| {
        !matches!(other.kind, Kind::Table | Kind::List) && !["name", "remove"].contains(&other.name)
    };
    for other in table.others.iter().filter(holds) {
        let said = [0, 1].map(|side: usize| {
            let written = tables[side].and_then(|table| sides[side].written(table, other.name));
            written.map_or_else(|| by_default(other), |text| Said::Text(text.to_owned()))
        });
        if let Some(group) = group_of(home, other.name)
            && said[0] != said[1]
        {
            changes.push(Change { path: join(place, other.name), group, said });
        }
    }
}

/// What holds where a key is left out, as it would be written.
fn by_default(key: &Other) -> Said {
    match key.absent {
        Missing::Whole(value) => Said::Text(value.to_string()),
        Missing::Word(word) => Said::Text(format!("\"{word}\"")),
        Missing::Switch(switch) => Said::Text(switch.to_string()),
        Missing::Required | Missing::Means(_) => Said::Absent,
    }
}

fn number<'a>(assumptions: &'a Assumptions, path: &str) -> Option<&'a Assumption> {
    assumptions.find(path).map(|input| assumptions.get(input))
}

fn is_same(first: &Assumption, other: &Assumption) -> bool {
    match (&first.shape, &other.shape) {
        (Shape::Known(a), Shape::Known(b)) => a.to_bits() == b.to_bits(),
        (Shape::Uncertain(a), Shape::Uncertain(b)) => {
            a.family() == b.family() && a.support() == b.support()
        }
        _ => false,
    }
}

fn said(number: &Assumption) -> Said {
    Said::Number(number.unit, [0.05, 0.5, 0.95].map(|u| number.quantile(u)))
}

/// The pairs that are correlated, where they are not all the same.
fn correlations(sides: &[Side<'_>; 2]) -> Option<Change> {
    let pairs = [0, 1].map(|side: usize| {
        let assumptions = &sides[side].scenario.assumptions;
        let name = |input| assumptions.get(input).name.clone();
        let all = assumptions.correlations().iter().flat_map(|one| {
            one.pairs().map(|(a, b)| {
                let mut names = [name(a), name(b)];
                names.sort();
                (names, one.rank.to_bits())
            })
        });
        let mut all: Vec<_> = all.collect();
        all.sort();
        all
    });
    let said = |side: usize| Said::Text(format!("{} pairs", pairs[side].len()));
    (pairs[0] != pairs[1]).then(|| Change {
        path: "correlation".to_owned(),
        group: Group::Correlations,
        said: [said(0), said(1)],
    })
}

/// Groups that cannot be taken from different scenarios, and why: correlations
/// hold of numbers that are uncertain in one of them alone.
pub fn tied(
    (first, other): (&Scenario, &Scenario),
    labels: [&str; 2],
    changes: &[Change],
) -> Vec<([Group; 2], String)> {
    if changes.iter().all(|change| change.group != Group::Correlations) {
        return Vec::new();
    }
    let pairs = [(first, other, labels), (other, first, [labels[1], labels[0]])];
    let of_side = |(own, opposite, [here, there]): (&Scenario, &Scenario, [&str; 2])| {
        let inputs = own.assumptions.correlations().iter().flat_map(|one| one.between.iter());
        let names = inputs.map(|input| own.assumptions.get(*input).name.clone());
        let is_uncertain = |name: &String| {
            let found = number(&opposite.assumptions, name);
            found.is_some_and(|one| matches!(one.shape, Shape::Uncertain(_)))
        };
        let lost = names.filter(|name| !is_uncertain(name));
        let reasons = lost.filter_map(|name| {
            let holds = |change: &&Change| {
                name == change.path || name.starts_with(&format!("{}.", change.path))
            };
            let group = changes.iter().find(holds)?.group;
            let why = format!("{name} is correlated in {here} and not uncertain in {there}");
            Some(([group, Group::Correlations], why))
        });
        reasons.collect::<Vec<_>>()
    };
    pairs.into_iter().flat_map(of_side).collect()
}
