//! A table on a sheet: a title in the first row, the columns' names in the
//! second, and both stay in sight.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Styles;
use crate::model::letters::in_one_line;
use crate::model::outcome::Unit;
use crate::output::format::count;
use crate::output::tables::{DataTable, Datum};

/// Characters that a cell of a spreadsheet holds at most.
const LONGEST_TEXT: usize = 32_767;

/// Rows whose words column widths are taken from.
const LOOKED_AT: usize = 200;

/// Widths of columns, in characters.
const WIDTHS: (usize, usize) = (9, 60);

/// A sheet of a workbook.
pub struct Sheet<'a> {
    pub(super) name: &'static str,
    pub(super) title: String,
    table: Box<dyn DataTable + 'a>,
    rows: usize,
}

impl<'a> Sheet<'a> {
    /// With all rows of a table.
    pub fn new(name: &'static str, title: &str, table: impl DataTable + 'a) -> Self {
        let rows = table.rows();
        Self { name, title: title.to_owned(), table: Box::new(table), rows }
    }

    /// A table, or the first `most` rows of it: then the title says so.
    pub(super) fn cut_at(
        name: &'static str,
        title: &str,
        table: impl DataTable + 'a,
        most: usize,
    ) -> Self {
        let whole = Self::new(name, title, table);
        if whole.rows <= most {
            return whole;
        }
        let (shown, all) = (count(most as u64), count(whole.rows as u64));
        let title = format!("{title}: only the first {shown} of {all}");
        Self { title, rows: most, ..whole }
    }
}

/// Writes title, heads and cells; each column as wide as its longest number.
pub(super) fn write(
    to: &mut Worksheet,
    sheet: &Sheet<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    to.set_name(sheet.name)?;
    to.write_string_with_format(0, 0, &sheet.title, &styles.title)?;
    to.set_freeze_panes(2, 1)?;
    for (index, column) in sheet.table.columns().iter().enumerate() {
        to.write_string_with_format(1, index as u16, &column.name, &styles.head)?;
        to.set_column_width(index as u16, width(sheet, index, styles) as f64)?;
    }
    for row in 0..sheet.rows {
        for index in 0..sheet.table.columns().len() {
            let place = Place { row: row as u32 + 2, column: index as u16 };
            let unit = sheet.table.unit(row, index);
            cell(to, place, sheet.table.cell(row, index), unit, styles)?;
        }
    }
    Ok(())
}

/// Where a cell stands, counted from 0.
#[derive(Clone, Copy)]
struct Place {
    row: u32,
    column: u16,
}

fn cell(
    to: &mut Worksheet,
    place: Place,
    cell: Datum<'_>,
    unit: Option<Unit>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let Place { row, column } = place;
    match cell {
        // A spreadsheet has no infinite number; the cell stays empty.
        Datum::Absent => {}
        Datum::Real(value) | Datum::Error(value) if value.is_infinite() => {}
        Datum::Real(value) => {
            to.write_number_with_format(row, column, value, styles.real(unit))?;
        }
        Datum::Error(value) => {
            to.write_number_with_format(row, column, value, styles.error(unit))?;
        }
        Datum::Whole(value) => {
            to.write_number_with_format(row, column, value as f64, styles.whole(unit))?;
        }
        Datum::Words(words) => {
            let words: String = in_one_line(words).chars().take(LONGEST_TEXT).collect();
            to.write_string_with_format(row, column, words, &styles.words)?;
        }
    }
    Ok(())
}

/// Room for the name of a column, its words and its numbers: a spreadsheet shows
/// a number that does not fit as `####`.
fn width(sheet: &Sheet<'_>, column: usize, styles: &Styles) -> usize {
    let words = |row| match sheet.table.cell(row, column) {
        Datum::Words(words) => words.chars().count(),
        _ => 0,
    };
    let number = |row| match sheet.table.cell(row, column) {
        Datum::Real(value) | Datum::Error(value) if value.is_finite() => {
            styles.room(value, sheet.table.unit(row, column))
        }
        Datum::Whole(value) => styles.room(value as f64, sheet.table.unit(row, column)),
        _ => 0,
    };
    let numbers = (0..sheet.rows).map(number).max().unwrap_or(0);
    let words = (0..sheet.rows.min(LOOKED_AT)).map(words).max().unwrap_or(0);
    let name = sheet.table.columns()[column].name.chars().count();
    (words.max(name) + 2).clamp(WIDTHS.0, WIDTHS.1).max(numbers + 2)
}

#[cfg(test)]
mod tests {
    use super::{Sheet, width};
    use crate::model::outcome::Unit;
    use crate::output::tables::list::ListTable;
    use crate::output::workbook::style::Styles;

    #[test]
    fn every_number_has_room_whatever_its_size() {
        let styles = Styles::new("IDR");
        for (value, unit, room) in [
            // `-IDR 1,234,567,890,123`
            (-1_234_567_890_123.0, Unit::Money, 22),
            // `-123456.7%`
            (-1_234.567, Unit::RatePerYear, 10),
            (0.5, Unit::Share, 11),
        ] {
            let mut table = ListTable::new(["value"]);
            (0..300).for_each(|_| table.push(vec![1.0.into()]));
            table.push_in(unit, vec![value.into()]);
            let sheet = Sheet::new("a", "a", table);
            let wide = width(&sheet, 0, &styles);
            assert!(room + 2 <= wide && wide <= room + 4, "{value}: {wide}");
        }
    }
}
