//! What a memo has to say, sentence for sentence and row for row, by the figures
//! of its summary.json: written from the figures, not from the program's text.

mod against;
mod assumptions;
mod beside;
mod breaks;
mod deal_money;
mod deal_price;
mod deal_terms;
mod drivers;
mod ends;
mod finding;
mod holders;
mod method;
mod operations;
mod questions;
mod returns;
mod rules;

use serde_json::Value;

/// A sentence, by what it is called in a list of all.
pub(crate) struct Claim {
    pub(crate) id: &'static str,
    /// The sentence with its holes; none where the figures do not call for it.
    pub(crate) pattern: Option<String>,
}

/// A table.
pub(crate) struct Rows {
    pub(crate) id: &'static str,
    /// The heads of its columns, with ` | ` between them.
    pub(crate) head: String,
    /// Its rows in order; of each, ways in which it may be written.
    pub(crate) rows: Vec<Vec<String>>,
}

/// All that has to be said in one section.
pub(crate) struct Section<'j> {
    pub(crate) title: String,
    pub(crate) json: &'j Value,
    pub(crate) claims: Vec<Claim>,
    pub(crate) tables: Vec<Rows>,
}

impl<'j> Section<'j> {
    fn new(title: &str, json: &'j Value) -> Self {
        Self { title: title.to_owned(), json, claims: Vec::new(), tables: Vec::new() }
    }

    /// Has to be said where `is_so`.
    fn say(&mut self, is_so: bool, pattern: &'static str) {
        self.claims.push(Claim { id: pattern, pattern: is_so.then(|| pattern.to_owned()) });
    }

    /// The same for a sentence that is put together.
    fn put(&mut self, is_so: bool, id: &'static str, pattern: impl FnOnce() -> String) {
        self.claims.push(Claim { id, pattern: is_so.then(pattern) });
    }

    fn rows(&mut self, id: &'static str, head: &str, rows: Vec<String>) {
        self.table(id, head.to_owned(), rows.into_iter().map(|row| vec![row]).collect());
    }

    /// Without rows there is no table.
    fn table(&mut self, id: &'static str, head: String, rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.tables.push(Rows { id, head, rows });
        }
    }

    fn at(&self, pointer: &str) -> &'j Value {
        self.json.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// A number, or that of an estimate.
    fn number(&self, pointer: &str) -> f64 {
        let found = self.at(pointer);
        let found = found.get("value").unwrap_or(found);
        found.as_f64().unwrap_or(f64::NAN)
    }

    fn words(&self, pointer: &str) -> &'j str {
        self.at(pointer).as_str().unwrap_or_default()
    }

    fn list(&self, pointer: &str) -> &'j [Value] {
        self.at(pointer).as_array().map_or(&[], Vec::as_slice)
    }

    fn paths(&self) -> f64 {
        self.number("/run/run/paths")
    }

    /// The pointer of the first in a list of which a key has that value.
    fn place(&self, list: &str, key: &str, value: &str) -> Option<String> {
        let index = self.list(list).iter().position(|one| one[key] == value)?;
        Some(format!("{list}/{index}"))
    }
}

/// A hole for a figure of that unit.
fn hole(unit: &str, pointer: &str) -> String {
    let kind = if unit.starts_with("month, counted") { "month" } else { "num" };
    format!("{{{kind}:{pointer}}}")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => format!("{} and {last}", some.join(", ")),
    }
}

/// The sections of a memo, in any order.
pub(crate) fn sections(json: &Value) -> Vec<Section<'_>> {
    let mut all = vec![
        deal_terms::terms(json),
        finding::section(json),
        deal_price::price(json),
        holders::cap_table(json),
        deal_money::sources(json),
        deal_money::sales(json),
        deal_money::later(json),
        returns::section(json),
        drivers::section(json),
        breaks::section(json),
        ends::section(json),
        ends::runway(json),
        rules::section(json),
        operations::section(json),
        assumptions::section(json),
        method::section(json),
    ];
    all.extend(deal_money::years(json));
    all.extend(beside::comparables(json));
    all.extend(beside::texts(json));
    all.extend(returns::with_errors(json));
    all.extend(returns::history(json));
    all.extend(questions::section(json));
    all.extend(against::sections(json));
    all
}
