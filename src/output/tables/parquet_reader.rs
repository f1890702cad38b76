//! Reads a table back from a Parquet file, column by column.

use std::collections::BTreeMap;

use bytes::Bytes;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::Cell;

/// Cells that are held at a time.
const BATCH: usize = 1 << 13;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl From<ParquetError> for Unreadable {
    fn from(error: ParquetError) -> Self {
        Self(format!("it is not a Parquet file that can be read ({error})"))
    }
}

/// An open file.
pub(crate) struct ParquetTable {
    file: SerializedFileReader<Bytes>,
    facts: BTreeMap<String, String>,
    columns: Vec<String>,
}

impl ParquetTable {
    /// Of the bytes of a file.
    pub(crate) fn open(bytes: Vec<u8>) -> std::result::Result<Self, Unreadable> {
        let file = SerializedFileReader::new(Bytes::from(bytes))?;
        let about = file.metadata().file_metadata();
        let facts = about.key_value_metadata().into_iter().flatten();
        let facts = facts.filter_map(|one| Some((one.key.clone(), one.value.clone()?))).collect();
        let columns = about.schema_descr().columns();
        let columns = columns.iter().map(|column| column.path().string()).collect();
        Ok(Self { file, facts, columns })
    }

    /// What is kept beside the table under a name.
    pub(crate) fn fact(&self, name: &str) -> std::result::Result<&str, Unreadable> {
        let fact = self.facts.get(name).map(String::as_str);
        fact.ok_or_else(|| Unreadable(format!("it does not say {name}")))
    }

    /// Gives each cell of a column and its row to `take`, in order.
    pub(crate) fn each(
        &self,
        name: &str,
        mut take: impl FnMut(Cell<'_>, usize) -> Option<()>,
    ) -> std::result::Result<(), Unreadable> {
        let wrong = |what: &str| Unreadable(format!("{what} in its column {name}"));
        let found = self.columns.iter().position(|column| column == name);
        let index = found.ok_or_else(|| Unreadable(format!("it has no column {name}")))?;
        let (mut row, mut all_taken) = (0, true);
        for group in 0..self.file.num_row_groups() {
            let reader = self.file.get_row_group(group)?.get_column_reader(index)?;
            visit(reader, &mut |cell| {
                all_taken = all_taken && take(cell, row).is_some();
                row += 1;
            })?;
        }
        let rows = self.file.metadata().file_metadata().num_rows();
        match all_taken {
            false => Err(wrong("there is a value that does not belong")),
            true if row as i64 == rows => Ok(()),
            true => Err(wrong("there are not as many values as rows")),
        }
    }
}

/// Gives each cell to `take`.
fn visit(reader: ColumnReader, take: &mut dyn FnMut(Cell<'_>)) -> Result<()> {
    match reader {
        ColumnReader::Int64ColumnReader(reader) => cells(reader, take, |value| {
            u64::try_from(*value).map(Cell::Whole).map_err(|_| negative())
        }),
        ColumnReader::DoubleColumnReader(reader) => {
            cells(reader, take, |value| Ok(Cell::real(*value)))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            cells(reader, take, |value: &ByteArray| value.as_utf8().map(Cell::Words))
        }
        _ => Err(ParquetError::General("a column of a kind that is not written".to_owned())),
    }
}

fn negative() -> ParquetError {
    ParquetError::General("a whole number below zero".to_owned())
}

fn cells<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    take: &mut dyn FnMut(Cell<'_>),
    cell: impl Fn(&T::T) -> Result<Cell<'_>>,
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
            take(value.map_or(Ok(Cell::Absent), &cell)?);
        }
    }
}
