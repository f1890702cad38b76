//! Tables of numbers: what a column holds is said once, and every file that
//! has the table (csv, Parquet, a workbook) and its description read it there.

pub mod list;
pub mod months;
pub mod page;
pub mod panel;
pub mod parquet;
pub mod parquet_reader;
pub mod paths;
pub mod years;

use crate::model::outcome::Unit;
use crate::output::values::unit_name;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name in the head of the table.
    pub name: String,
    /// Unit; names and numbers of paths have none.
    pub unit: Option<Unit>,
    /// What it is, in a sentence.
    pub meaning: String,
    /// Which cells it may hold.
    pub kind: ColumnKind,
    /// Whether a cell may be absent.
    pub may_be_absent: bool,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers from 0.
    Whole,
    /// Real numbers.
    Real,
    /// Words, the same few again and again.
    Words,
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Datum<'a> {
    /// There is nothing to say.
    Absent,
    /// A whole number.
    Whole(u64),
    /// A real number; never NaN.
    Real(f64),
    /// The standard error of the figure before it; never NaN.
    Error(f64),
    /// Words.
    Words(&'a str),
}

impl Datum<'_> {
    /// A real number, absent where it is NaN.
    pub fn real(value: f64) -> Self {
        if value.is_nan() { Self::Absent } else { Self::Real(value) }
    }
}

/// A table: its columns, and each of its cells.
pub trait DataTable {
    /// The columns, in their order.
    fn columns(&self) -> &[Column];
    /// Number of rows, the head not among them.
    fn rows(&self) -> usize;
    /// The cell in a row and a column, both counted from 0.
    fn cell(&self, row: usize, column: usize) -> Datum<'_>;
    /// The unit of a cell, unless its row has one of its own that of its column.
    fn unit(&self, row: usize, column: usize) -> Option<Unit> {
        let _ = row;
        self.columns()[column].unit
    }
}

impl Column {
    /// Whole numbers that are always there.
    fn whole(name: &str, unit: Option<Unit>, meaning: &str) -> Self {
        let (name, meaning) = (name.to_owned(), meaning.to_owned());
        Self { name, unit, meaning, kind: ColumnKind::Whole, may_be_absent: false }
    }

    /// Real numbers that may be absent.
    fn real(name: &str, unit: Unit, meaning: &str) -> Self {
        let kind = ColumnKind::Real;
        Self { kind, may_be_absent: true, ..Self::whole(name, Some(unit), meaning) }
    }

    /// Words that are always there.
    fn words(name: &str, meaning: &str) -> Self {
        Self { kind: ColumnKind::Words, ..Self::whole(name, None, meaning) }
    }

    /// Its unit in words; empty where it has none.
    pub fn unit_name(&self) -> &'static str {
        self.unit.map_or("", unit_name)
    }
}
