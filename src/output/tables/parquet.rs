//! A table as a Parquet file (<https://parquet.apache.org/docs/file-format/>):
//! whole numbers as `INT64`, packed as differences; real numbers as `DOUBLE`,
//! plain; words as UTF-8, by a dictionary. What is absent is null. Nothing is
//! compressed, and nothing is dated.

use std::sync::Arc;

use parquet::basic::{Encoding, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type};

use super::{Column, ColumnKind, DataTable, Datum};

/// Rows that are read or skipped together.
const GROUP_ROWS: usize = 1 << 17;

/// The file of a table. `facts` are kept beside it, each under its name.
pub(crate) fn parquet_file(table: &dyn DataTable, facts: Vec<(String, String)>) -> Vec<u8> {
    written(table, facts).expect("memory takes every table, and its columns are of their kinds")
}

fn written(table: &dyn DataTable, facts: Vec<(String, String)>) -> Result<Vec<u8>> {
    let fields = table.columns().iter().map(field).collect::<Result<Vec<_>>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let properties = Arc::new(properties(table.columns(), facts));
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties)?;
    for first in (0..table.rows()).step_by(GROUP_ROWS) {
        let rows = first..table.rows().min(first + GROUP_ROWS);
        let mut group = file.next_row_group()?;
        let mut index = 0;
        while let Some(mut column) = group.next_column()? {
            let is_nullable = table.columns()[index].may_be_absent;
            write(column.untyped(), rows.clone().map(|row| table.cell(row, index)), is_nullable)?;
            column.close()?;
            index += 1;
        }
        group.close()?;
    }
    file.into_inner()
}

fn field(column: &Column) -> Result<Arc<Type>> {
    let (physical, logical) = match column.kind {
        ColumnKind::Whole => (Physical::INT64, None),
        ColumnKind::Real => (Physical::DOUBLE, None),
        ColumnKind::Words => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if column.may_be_absent { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let builder = Type::primitive_type_builder(&column.name, physical);
    builder.with_logical_type(logical).with_repetition(repetition).build().map(Arc::new)
}

fn properties(columns: &[Column], facts: Vec<(String, String)>) -> WriterProperties {
    let facts = facts.into_iter().map(|(name, value)| KeyValue::new(name, value)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let mut properties = WriterProperties::builder()
        .set_created_by(format!("shortrun version {version} (build {version})"))
        .set_key_value_metadata(Some(facts))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    for column in columns {
        let path = || ColumnPath::from(column.name.as_str());
        let is_words = column.kind == ColumnKind::Words;
        properties = properties.set_column_dictionary_enabled(path(), is_words);
        let encoding = match column.kind {
            ColumnKind::Whole => Encoding::DELTA_BINARY_PACKED,
            ColumnKind::Real | ColumnKind::Words => Encoding::PLAIN,
        };
        properties = properties.set_column_encoding(path(), encoding);
    }
    properties.build()
}

/// Writes the cells of a column: those that are there, and in a column that
/// may lack some, for each cell whether it is.
fn write<'a>(
    writer: &mut ColumnWriter<'_>,
    cells: impl Iterator<Item = Datum<'a>>,
    is_nullable: bool,
) -> Result<()> {
    let (mut there, mut whole, mut real, mut words) = (vec![], vec![], vec![], vec![]);
    for cell in cells {
        there.push(i16::from(cell != Datum::Absent));
        match cell {
            Datum::Absent => {}
            Datum::Whole(value) => whole.push(value as i64),
            Datum::Real(value) | Datum::Error(value) => real.push(value),
            Datum::Words(value) => words.push(ByteArray::from(value)),
        }
    }
    let there = is_nullable.then_some(there.as_slice());
    match writer {
        ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&whole, there, None)?,
        ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&real, there, None)?,
        ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&words, there, None)?,
        _ => unreachable!("columns are of the three kinds of a table"),
    };
    Ok(())
}
