//! Tables as csv.

use super::tables::{Cell, Table};

/// A table with its columns' names in the first row. Absent cells are empty;
/// numbers are written with all their digits.
pub fn table_csv(table: &dyn Table) -> Vec<u8> {
    let mut rows = Rows::new();
    rows.write(table.columns().iter().map(|column| column.name.clone()));
    for row in 0..table.rows() {
        rows.write((0..table.columns().len()).map(|column| written(table.cell(row, column))));
    }
    rows.finish()
}

fn written(cell: Cell<'_>) -> String {
    match cell {
        Cell::Absent => String::new(),
        Cell::Whole(value) => value.to_string(),
        Cell::Real(value) => number(value),
        Cell::Words(words) => words.to_owned(),
    }
}

/// A cell with all digits; empty where absent.
pub(super) fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// A csv table in memory.
pub(super) struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    pub(super) fn new() -> Self {
        Self(csv::Writer::from_writer(Vec::new()))
    }

    pub(super) fn write(&mut self, cells: impl Iterator<Item = String>) {
        self.0.write_record(cells.map(String::into_bytes)).expect("memory takes every row");
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every row")
    }
}
