//! The deal, and what follows from it, as a table: a row for each figure, by the name that it has
//! in `summary.json`.

use serde_json::Value;

use super::Material;
use super::deal_json::deal_value;
use crate::output::cell::Cell;
use crate::output::tables::list::ListTable;

/// A row for each figure and each word.
pub fn deal_table(of: &Material<'_>) -> ListTable {
    let mut rows = ListTable::new(["figure", "value", "standard_error"]);
    add("deal", &deal_value(of), &mut rows);
    rows
}

fn add(name: &str, value: &Value, rows: &mut ListTable) {
    let real = |value: &Value| value.as_f64().map_or(Cell::Absent, Cell::from);
    match value {
        Value::Null => {}
        Value::Bool(holds) => rows.push(vec![name.into(), (*holds).into()]),
        Value::Number(_) => rows.push(vec![name.into(), real(value)]),
        Value::String(words) => rows.push(vec![name.into(), words.as_str().into()]),
        Value::Array(all) => {
            let all = all.iter().enumerate();
            all.for_each(|(index, one)| add(&format!("{name}.{}", index + 1), one, rows));
        }
        Value::Object(all) => match (all.get("value"), all.get("standard_error")) {
            (Some(value), Some(error)) => rows.push(vec![name.into(), real(value), real(error)]),
            _ => all.iter().for_each(|(key, one)| add(&format!("{name}.{key}"), one, rows)),
        },
    }
}
