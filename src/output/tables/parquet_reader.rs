//! Reads a table back from a Parquet file, column by column.

use std::collections::BTreeMap;

use bytes::Bytes;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::Datum;

/// Cells that are held at a time.
const BATCH: usize = 1 << 13;

/// Fewer bytes than a row of any table takes: each has at least two numbers of
/// eight bytes that no row lacks.
const LEAST_ROW: usize = 16;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl From<ParquetError> for Unreadable {
    fn from(error: ParquetError) -> Self {
        Self(format!("it is not a Parquet file that can be read ({error})"))
    }
}

/// A Parquet file whose columns are known and whose rows are yet to be read.
pub(crate) struct ParquetTable {
    file: SerializedFileReader<Bytes>,
    facts: BTreeMap<String, String>,
    columns: Vec<String>,
    rows: usize,
}

impl ParquetTable {
    /// Of the bytes of a file.
    pub(crate) fn open(bytes: Vec<u8>) -> std::result::Result<Self, Unreadable> {
        let size = bytes.len();
        let file = SerializedFileReader::new(Bytes::from(bytes))?;
        let about = file.metadata().file_metadata();
        let rows = rows(about.num_rows(), size)?;
        let facts = about.key_value_metadata().into_iter().flatten();
        let facts = facts.filter_map(|one| Some((one.key.clone(), one.value.clone()?))).collect();
        let columns = about.schema_descr().columns();
        let columns = columns.iter().map(|column| column.path().string()).collect();
        Ok(Self { file, facts, columns, rows })
    }

    /// What is kept beside the table under a name.
    pub(crate) fn fact(&self, name: &str) -> std::result::Result<&str, Unreadable> {
        let fact = self.facts.get(name).map(String::as_str);
        fact.ok_or_else(|| Unreadable(format!("it does not say {name}")))
    }

    /// Whether it has a column.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    /// Gives each cell of a column and its row to `take`, in order.
    pub(crate) fn each(
        &self,
        name: &str,
        mut take: impl FnMut(Datum<'_>, usize) -> Option<()>,
    ) -> std::result::Result<(), Unreadable> {
        let wrong = |what: &str| Unreadable(format!("{what} in its column {name}"));
        let found = self.columns.iter().position(|column| column == name);
        let index = found.ok_or_else(|| Unreadable(format!("it has no column {name}")))?;
        let (mut row, mut all_taken) = (0, true);
        for group in 0..self.file.num_row_groups() {
            let reader = self.file.get_row_group(group)?.get_column_reader(index)?;
            visit(reader, &mut |cell| {
                all_taken = all_taken && row < self.rows && take(cell, row).is_some();
                row += 1;
                // More than the file can hold are not even counted.
                if row <= self.rows { Ok(()) } else { Err(too_many()) }
            })?;
        }
        match all_taken {
            false => Err(wrong("there is a value that does not belong")),
            true if row == self.rows => Ok(()),
            true => Err(wrong("there are not as many values as rows")),
        }
    }
}

/// The rows of a file of so many bytes, if it can hold as many as it says: what
/// every row has takes some bytes of it.
fn rows(said: i64, size: usize) -> std::result::Result<usize, Unreadable> {
    let rows = usize::try_from(said).unwrap_or(usize::MAX);
    if rows <= size / LEAST_ROW {
        return Ok(rows);
    }
    Err(Unreadable(format!("it says that it has {said} rows, and is far too small for that")))
}

fn too_many() -> ParquetError {
    ParquetError::General("a column has more values than there are rows".to_owned())
}

/// Gives each cell to `take`, until that fails.
fn visit(reader: ColumnReader, take: &mut dyn FnMut(Datum<'_>) -> Result<()>) -> Result<()> {
    match reader {
        ColumnReader::Int64ColumnReader(reader) => cells(reader, take, |value| {
            u64::try_from(*value).map(Datum::Whole).map_err(|_| negative())
        }),
        ColumnReader::DoubleColumnReader(reader) => {
            cells(reader, take, |value| Ok(Datum::real(*value)))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            cells(reader, take, |value: &ByteArray| value.as_utf8().map(Datum::Words))
        }
        _ => Err(ParquetError::General("a column of a kind that is not written".to_owned())),
    }
}

fn negative() -> ParquetError {
    ParquetError::General("a whole number below zero".to_owned())
}

fn cells<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    take: &mut dyn FnMut(Datum<'_>) -> Result<()>,
    cell: impl Fn(&T::T) -> Result<Datum<'_>>,
) -> Result<()> {
    let (mut values, mut there) = (Vec::new(), Vec::new());
    loop {
        values.clear();
        there.clear();
        let (rows, ..) = reader.read_records(BATCH, Some(&mut there), None, &mut values)?;
        if rows == 0 {
            return Ok(());
        }
        let mut values = values.iter();
        // A column that lacks nothing says nothing of what is there.
        for row in 0..rows {
            let is_there = there.get(row).is_none_or(|level| *level == 1);
            let value = if is_there { values.next() } else { None };
            take(value.map_or(Ok(Datum::Absent), &cell)?)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ParquetTable;
    use crate::output::tables::parquet::parquet_file;
    use crate::output::tables::{Column, ColumnKind, DataTable, Datum};

    /// Rows that take next to nothing.
    struct Empty {
        columns: Vec<Column>,
        rows: usize,
    }

    impl DataTable for Empty {
        fn columns(&self) -> &[Column] {
            &self.columns
        }

        fn rows(&self) -> usize {
            self.rows
        }

        fn cell(&self, _: usize, _: usize) -> Datum<'_> {
            Datum::Absent
        }
    }

    fn file(rows: usize) -> Vec<u8> {
        let column = Column {
            name: "moic".to_owned(),
            meaning: String::new(),
            unit: None,
            kind: ColumnKind::Real,
            may_be_absent: true,
        };
        parquet_file(&Empty { columns: vec![column], rows }, Vec::new())
    }

    #[test]
    fn rows_that_the_file_has_no_room_for_are_refused_before_any_is_read() {
        let small = file(2);
        assert!(ParquetTable::open(small).is_ok());
        let claims = file(3_000_000);
        assert!(claims.len() < 100_000, "{}", claims.len());
        let why = ParquetTable::open(claims).map(|_| ()).expect_err("far too many");
        assert!(why.0.contains("3000000 rows, and is far too small"), "{}", why.0);
    }

    #[test]
    fn a_column_with_more_values_than_rows_is_read_no_further() {
        let table = ParquetTable { rows: 5, ..ParquetTable::open(file(10)).expect("rows") };
        let mut seen = 0;
        let read = table.each("moic", |_, _| {
            seen += 1;
            Some(())
        });
        assert!(read.is_err_and(|why| why.0.contains("more values than there are rows")));
        assert_eq!(seen, 5);
    }
}
