//! Changes to a scenario at random: any number of the catalogue, by any family;
//! choices; entries of lists; what moves together; how far ahead it looks.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use shortrun::input::catalogue::{TABLES, Table as Form};
use shortrun::input::others::{Kind, Other};
use shortrun::model::key::{Absent, Drawn, Key};
use toml::{Table, Value};

use crate::generated::bases::{self, number_of};
use crate::generated::families;
use crate::generated::places::tables;
use crate::generated::random::Random;

/// Farther from the usual, in either direction, a value is none that the
/// model's own limits are tested by.
const REACH: f64 = 40.0;

/// A base and changes to it, each made from its number.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Its number among those that were tried.
    pub(crate) number: usize,
    pub(crate) changes: Vec<u64>,
}

impl Case {
    /// With one to eight changes.
    pub(crate) fn new(number: usize, random: &mut Random) -> Self {
        let count = 1 + random.below(8);
        Self { number, changes: (0..count).map(|_| random.bits()).collect() }
    }

    /// For what a rule chooses; the same with fewer changes.
    pub(crate) fn random(&self) -> Random {
        Random(0x5eed ^ self.number as u64)
    }

    fn base(&self) -> &'static Table {
        let all = bases::all();
        &all[self.number % all.len()]
    }

    /// As TOML holds it.
    pub(crate) fn root(&self) -> Table {
        let mut root = self.base().clone();
        for change in &self.changes {
            changed(&mut root, &mut Random(*change));
        }
        root
    }

    pub(crate) fn text(&self) -> String {
        written(&self.root())
    }

    /// The lines that its base does not have.
    pub(crate) fn told(&self) -> String {
        let base = written(self.base());
        let (text, mut place) = (self.text(), String::new());
        let mut told = String::new();
        for line in text.lines() {
            if line.starts_with('[') {
                place = line.to_owned();
            }
            if !base.lines().any(|known| known == line) {
                told += &format!("{place} {line}\n");
            }
        }
        told
    }
}

/// As a file holds it.
pub(crate) fn written(root: &Table) -> String {
    toml::to_string(root).expect("tables can be written")
}

fn changed(root: &mut Table, random: &mut Random) {
    match random.below(20) {
        0..=13 => number(root, random),
        14 => removed(root, random),
        15 | 16 => other(root, random),
        17 => entry(root, random),
        18 => tied(root, random),
        _ => {
            let most = if random.one_in(3) { 120 } else { 60 };
            let months = 1 + random.below(most);
            set(root, "simulation", "horizon_months", (months as i64).into());
        }
    }
}

fn set(root: &mut Table, table: &str, key: &str, value: Value) {
    if let Some(Value::Table(table)) = root.get_mut(table) {
        table.insert(key.to_owned(), value);
    }
}

/// Every number of the catalogue is as likely as any other.
fn some_key(random: &mut Random) -> (&'static Form, &'static Key) {
    let all: Vec<(&Form, &Key)> =
        TABLES.iter().flat_map(|form| form.keys.iter().map(move |key| (form, key))).collect();
    *random.pick(&all)
}

fn some_table<'a>(root: &'a mut Table, form: &Form, random: &mut Random) -> Option<&'a mut Table> {
    let mut all = tables(root, form);
    if all.is_empty() { None } else { Some(all.swap_remove(random.below(all.len()))) }
}

fn number(root: &mut Table, random: &mut Random) {
    let (form, key) = some_key(random);
    let usual = usual(form, key);
    let Some(table) = some_table(root, form, random) else { return };
    let near = table.get(key.name).and_then(middle).unwrap_or(usual);
    let value = value(key, if near == 0.0 { usual } else { near }, random);
    let value = if key.drawn == Drawn::Never || random.one_in(3) {
        value.into()
    } else {
        families::around(value, &key.range, random).unwrap_or_else(|| value.into())
    };
    table.insert(key.name.to_owned(), value);
}

fn removed(root: &mut Table, random: &mut Random) {
    let (form, key) = some_key(random);
    if let Some(table) = some_table(root, form, random) {
        table.remove(key.name);
    }
}

/// About the middle of what a scenario says.
fn middle(value: &Value) -> Option<f64> {
    let Value::Table(table) = value else { return number_of(value) };
    ["value", "mode", "mean", "p50", "scale", "p10", "max"]
        .iter()
        .find_map(|name| table.get(*name).and_then(number_of))
}

/// What a key is in a base that has it, else its default, else what its range
/// suggests.
fn usual(form: &Form, key: &Key) -> f64 {
    static GIVEN: OnceLock<BTreeMap<(&str, &str), f64>> = OnceLock::new();
    let given = GIVEN.get_or_init(|| {
        let mut given = BTreeMap::new();
        for mut base in bases::all().iter().rev().cloned() {
            for form in TABLES {
                for table in tables(&mut base, form) {
                    for key in form.keys {
                        let value = table.get(key.name).and_then(middle);
                        if let Some(value) = value.filter(|value| *value != 0.0) {
                            given.insert((form.title, key.name), value);
                        }
                    }
                }
            }
        }
        given
    });
    let default = match key.absent {
        Absent::Default(value) if value != 0.0 => Some(value),
        _ => None,
    };
    let other = match key.unit {
        unit if unit.starts_with("money") => 50_000.0,
        _ => key.range.max.min(20.0) / 2.0,
    };
    given.get(&(form.title, key.name)).copied().or(default).unwrap_or(other)
}

/// A value in a key's range: an end of it, anything in a short one, and most
/// often one near the usual.
fn value(key: &Key, usual: f64, random: &mut Random) -> f64 {
    let range = &key.range;
    let is_short = range.max - range.min <= 2.0;
    let value = match random.below(10) {
        0 if !range.open_min => range.min.max(-REACH * usual.abs()),
        1 if !range.open_max && is_short => range.max,
        2..=5 if is_short => random.between(range.min, range.max),
        _ => {
            let steps = random.between(-1.0, 1.0);
            usual * libm::pow(REACH, steps * steps.abs())
        }
    };
    let value = if key.whole { value.round() } else { short(value) };
    let last = if range.open_max { range.max * (1.0 - 1e-9) } else { range.max };
    value.max(if range.open_min { range.min + 1e-6 } else { range.min }).min(last)
}

/// With four digits, as a person writes it.
pub(crate) fn short(value: f64) -> f64 {
    format!("{value:.3e}").parse().expect("what was written is a number")
}

fn other(root: &mut Table, random: &mut Random) {
    let all: Vec<(&Form, &Other)> = TABLES
        .iter()
        .filter(|form| !matches!(form.path(), "scenario" | "simulation" | "correlation"))
        .flat_map(|form| form.others.iter().map(move |other| (form, other)))
        .filter(|(_, other)| other.name != "remove")
        .collect();
    let (form, other) = *random.pick(&all);
    let value: Value = match other.kind {
        Kind::Word(words) => (*random.pick(words)).into(),
        Kind::Switch => random.one_in(2).into(),
        Kind::Rank => (random.below(4) as i64 - 1).into(),
        Kind::Numbers(_, Some(count)) => season(count, random),
        Kind::Participation => participation(random),
        _ => return,
    };
    if let Some(table) = some_table(root, form, random) {
        table.insert(other.name.to_owned(), value);
    }
}

fn participation(random: &mut Random) -> Value {
    match random.below(3) {
        0 => "none".into(),
        1 => "full".into(),
        _ => Value::Table(
            [("cap".to_owned(), short(random.between(1.0, 4.0)).into())].into_iter().collect(),
        ),
    }
}

/// Factors with a mean of 1: what one month has more, its neighbour has less.
fn season(count: usize, random: &mut Random) -> Value {
    let up: Vec<f64> =
        (0..count / 2).map(|_| (random.between(0.0, 1.0) * 100.0).round() / 100.0).collect();
    Value::Array(up.iter().flat_map(|up| [1.0 + up, 1.0 - up]).map(Value::from).collect())
}

/// One more entry of a list, like another of it; or one less.
fn entry(root: &mut Table, random: &mut Random) {
    let lists: Vec<&Form> = TABLES
        .iter()
        .filter(|form| form.is_list() && form.others.iter().any(|other| other.name == "name"))
        .filter(|form| !form.keys.is_empty())
        .collect();
    let path = random.pick(&lists).path();
    let (place, last) = path.rsplit_once('.').unwrap_or(("", path));
    let holder = if place.is_empty() {
        Some(root)
    } else {
        root.get_mut(place).and_then(Value::as_table_mut)
    };
    let Some(Value::Array(entries)) = holder.and_then(|holder| holder.get_mut(last)) else {
        return;
    };
    let at = random.below(entries.len());
    if 1 < entries.len() && random.one_in(4) {
        entries.remove(at);
        return;
    }
    let mut more = entries[at].clone();
    if let Value::Table(more) = &mut more {
        more.insert("name".to_owned(), format!("{} more", random.pick(&["a", "k", "z"])).into());
    }
    entries.insert(random.below(entries.len() + 1), more);
}

/// Two uncertain numbers that move together.
fn tied(root: &mut Table, random: &mut Random) {
    let mut names = Vec::new();
    for form in TABLES.iter().filter(|form| form.path() != "correlation") {
        for table in tables(root, form) {
            let entry = table.get("name").and_then(Value::as_str);
            let entry = entry.filter(|_| form.is_list()).map(|name| format!(".{name}"));
            let place = format!("{}{}", form.path(), entry.unwrap_or_default());
            let keys = form.keys.iter().filter(|key| key.drawn == Drawn::PerPath);
            let uncertain = keys.filter(|key| table.get(key.name).is_some_and(Value::is_table));
            names.extend(uncertain.map(|key| format!("{place}.{}", key.name)));
        }
    }
    if names.len() < 2 {
        return;
    }
    let (one, two) = (random.below(names.len()), random.below(names.len()));
    let between = Value::Array(vec![names[one].clone().into(), names[two].clone().into()]);
    let rank = (random.between(-0.9, 0.9) * 100.0).round() / 100.0;
    let entry: Table =
        [("between".to_owned(), between), ("rank".to_owned(), rank.into())].into_iter().collect();
    let all = root.entry("correlation").or_insert(Value::Array(Vec::new()));
    if let Value::Array(all) = all {
        all.push(Value::Table(entry));
    }
}
