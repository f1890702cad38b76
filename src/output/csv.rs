//! Tables as csv.

use super::tables::{DataTable, Datum};

/// A table with its columns' names in the first row. Absent cells are empty;
/// numbers are written with all their digits.
pub fn table_csv(table: &dyn DataTable) -> Vec<u8> {
    let mut rows = Rows::new();
    rows.write(table.columns().iter().map(|column| column.name.clone()));
    for row in 0..table.rows() {
        rows.write((0..table.columns().len()).map(|column| written(table.cell(row, column))));
    }
    rows.finish()
}

fn written(cell: Datum<'_>) -> String {
    match cell {
        Datum::Absent => String::new(),
        Datum::Whole(value) => value.to_string(),
        Datum::Real(value) | Datum::Error(value) => number(value),
        Datum::Words(words) => words.to_owned(),
    }
}

/// A cell with all digits; empty where absent.
pub(super) fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// What begins a formula, or a cell that becomes one when it is read again; the
/// last four are the wide forms of the first.
const FORMULA: [char; 10] =
    ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A cell as a spreadsheet shows it: words that it would take for a formula get
/// an apostrophe before them; numbers have none, whatever their sign.
fn text(cell: String) -> String {
    if cell.starts_with(FORMULA) && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell
    }
}

/// A csv table in memory: all tables are written by it.
pub(crate) struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    pub(crate) fn new() -> Self {
        Self(csv::Writer::from_writer(Vec::new()))
    }

    pub(crate) fn write(&mut self, cells: impl Iterator<Item = String>) {
        let cells = cells.map(|cell| text(cell).into_bytes());
        self.0.write_record(cells).expect("memory takes every row");
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every row")
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn words_are_no_formulas_and_numbers_stay_numbers() {
        let cells = [
            "=1+1", "+a", "-a", "@a", "\tb", "＝1+1", "-1.5", "-inf", "+3", "-1e-9", "a=1", "'=1",
            "",
        ];
        let mut rows = Rows::new();
        rows.write(cells.into_iter().map(str::to_owned));
        let text = String::from_utf8(rows.finish()).expect("text");
        let wanted = "'=1+1,'+a,'-a,'@a,'\tb,'＝1+1,-1.5,-inf,+3,-1e-9,a=1,'=1,\n";
        assert_eq!(text, wanted);
    }
}
