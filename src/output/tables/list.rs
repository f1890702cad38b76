//! Tables that are made row by row.

use super::{Column, ColumnKind, DataTable};
use crate::model::outcome::Unit;
use crate::output::cell::Cell;
use crate::output::tables;

/// A table of rows, each of which may have a unit of its own.
pub struct ListTable {
    columns: Vec<Column>,
    rows: Vec<(Option<Unit>, Vec<Cell>)>,
}

impl ListTable {
    /// Without rows; `heads` are the names of the columns.
    pub fn new<S: AsRef<str>>(heads: impl IntoIterator<Item = S>) -> Self {
        let column = |name: S| Column {
            kind: ColumnKind::Words,
            may_be_absent: true,
            ..Column::whole(name.as_ref(), None, "")
        };
        Self { columns: heads.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row. A short one lacks its last cells.
    pub fn push(&mut self, row: Vec<Cell>) {
        self.rows.push((None, row));
    }

    /// Adds a row whose real numbers are all in this unit; whole ones count.
    pub fn push_in(&mut self, unit: Unit, row: Vec<Cell>) {
        self.rows.push((Some(unit), row));
    }
}

impl DataTable for ListTable {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn cell(&self, row: usize, column: usize) -> tables::Datum<'_> {
        self.rows[row].1.get(column).map_or(tables::Datum::Absent, Cell::data)
    }

    fn unit(&self, row: usize, column: usize) -> Option<Unit> {
        match self.rows[row].1.get(column) {
            Some(Cell::Whole(_)) => Some(Unit::Count),
            _ => self.rows[row].0,
        }
    }
}
