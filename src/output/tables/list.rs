//! Tables that are made row by row.

use super::{Cell, Column, Kind, Table};
use crate::analysis::estimate::Estimate;
use crate::model::outcome::Unit;

/// A cell that holds its own words.
#[derive(Clone, Debug, PartialEq)]
pub enum Owned {
    /// There is nothing to say.
    Absent,
    /// A whole number.
    Whole(u64),
    /// A real number; never NaN.
    Real(f64),
    /// Words.
    Words(String),
}

impl From<f64> for Owned {
    fn from(value: f64) -> Self {
        if value.is_nan() { Self::Absent } else { Self::Real(value) }
    }
}

impl From<Option<f64>> for Owned {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Absent, Self::from)
    }
}

impl From<usize> for Owned {
    fn from(value: usize) -> Self {
        Self::Whole(value as u64)
    }
}

impl From<&str> for Owned {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Owned {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<bool> for Owned {
    fn from(holds: bool) -> Self {
        Self::Words(holds.to_string())
    }
}

/// A figure and its standard error.
pub(crate) fn with_error(figure: &Estimate) -> [Owned; 2] {
    [figure.value.into(), figure.standard_error.into()]
}

/// A table of rows, each of which may have a unit of its own.
pub struct ListTable {
    columns: Vec<Column>,
    rows: Vec<(Option<Unit>, Vec<Owned>)>,
}

impl ListTable {
    /// Without rows; `heads` are the names of the columns.
    pub fn new<'a>(heads: impl IntoIterator<Item = &'a str>) -> Self {
        let column = |name: &str| Column {
            kind: Kind::Words,
            may_be_absent: true,
            ..Column::whole(name, None, "")
        };
        Self { columns: heads.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row. A short one lacks its last cells.
    pub fn push(&mut self, row: Vec<Owned>) {
        self.rows.push((None, row));
    }

    /// Adds a row whose real numbers are all in this unit; whole ones count.
    pub fn push_in(&mut self, unit: Unit, row: Vec<Owned>) {
        self.rows.push((Some(unit), row));
    }
}

impl Table for ListTable {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        match self.rows[row].1.get(column) {
            None | Some(Owned::Absent) => Cell::Absent,
            Some(Owned::Whole(value)) => Cell::Whole(*value),
            Some(Owned::Real(value)) => Cell::Real(*value),
            Some(Owned::Words(words)) => Cell::Words(words),
        }
    }

    fn unit(&self, row: usize, column: usize) -> Option<Unit> {
        match self.rows[row].1.get(column) {
            Some(Owned::Whole(_)) => Some(Unit::Count),
            _ => self.rows[row].0,
        }
    }
}
