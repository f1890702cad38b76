//! The numbers of a chart as text, beside its picture.

use crate::output::csv::Rows;

/// A csv table: the names of its columns, then its rows.
pub(in crate::output) fn csv_of(
    head: impl IntoIterator<Item = impl Into<String>>,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut table = Rows::new();
    table.write(head.into_iter().map(Into::into));
    rows.into_iter().for_each(|row| table.write(row.into_iter()));
    String::from_utf8(table.finish()).expect("cells are text")
}

/// Numbers with all their digits, as cells.
pub(in crate::output) fn cells(numbers: impl IntoIterator<Item = f64>) -> Vec<String> {
    numbers.into_iter().map(|number| number.to_string()).collect()
}

/// A name as a cell that needs no quotes.
pub(in crate::output) fn plain(name: &str) -> String {
    name.replace([',', '"', '\n'], " ")
}
