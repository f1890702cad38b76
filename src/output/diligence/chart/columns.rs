//! Columns of texts right of the bars.

use super::answers::Row;
use crate::analysis::run_info::RunInfo;
use crate::output::format::money;

/// A column of texts right of the bars.
pub(super) struct Column {
    pub(super) head: &'static str,
    /// What takes as much room as any cell.
    pub(super) widest: &'static str,
    pub(super) cells: Vec<String>,
    pub(super) right: f64,
}

pub(super) fn columns(rows: &[Row<'_>], info: &RunInfo, narrow: bool) -> Vec<Column> {
    let cost = |row: &Row<'_>| row.cost.map_or(String::new(), |cost| money(cost, &info.currency));
    let has_costs = rows.iter().any(|row| row.cost.is_some());
    let mut all = vec![Column {
        head: if has_costs { "costs" } else { "" },
        widest: "$1,000k",
        cells: rows.iter().map(cost).collect(),
        right: 0.0,
    }];
    if !narrow {
        all.push(Column {
            head: "changes decision",
            widest: "12.34% ± 0.12",
            cells: rows.iter().map(|row| row.changes(info)).collect(),
            right: 0.0,
        });
    }
    all
}
