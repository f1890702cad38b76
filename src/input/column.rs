//! A column of numbers in a csv file.

use csv::{ByteRecord, ReaderBuilder};

use super::files::other_than_utf8;
use super::value::usual;
use super::wording::{all_of, nearest, quoted};
use crate::model::written::meant;

/// What is wrong with the file or the name of the column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Whether it is the name rather than the file.
    pub(super) is_name: bool,
    /// What is wrong.
    pub(super) message: String,
    /// What would be right; may be empty.
    pub(super) label: String,
    /// What else helps.
    pub(super) hint: Option<String>,
}

impl Fault {
    fn of_file(message: String, label: &str) -> Self {
        Self { is_name: false, message, label: label.to_owned(), hint: None }
    }
}

/// The numbers of the column called `column` of a csv file with a line of
/// names. Empty lines are passed over; every other one must have as many cells
/// as there are names, and a number in that column.
pub(super) fn numbers(bytes: &[u8], column: &str) -> Result<Vec<f64>, Fault> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    refuse_other_forms(bytes)?;
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.byte_headers().cloned().map_err(|error| unreadable(&error))?;
    let index = position(&header, column)?;
    let mut numbers = Vec::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
        if record.len() != header.len() {
            return Err(uneven(&header, &record, index, line_of(bytes, &record)));
        }
        let cell = record.get(index).unwrap_or_default().trim_ascii();
        match std::str::from_utf8(cell).ok().and_then(|text| text.parse().ok()) {
            // Adding nothing makes -0 a plain 0.
            Some(number) if usual(number) => numbers.push(number + 0.0),
            _ => return Err(not_a_number(column, cell, line_of(bytes, &record))),
        }
    }
    if numbers.is_empty() {
        let message = format!("column {} has no numbers", quoted(column));
        return Err(Fault::of_file(message, "the file ends after the names of the columns"));
    }
    Ok(numbers)
}

/// A csv file of one column. Read again, it gives the same numbers and is
/// written the same.
pub(super) fn text(column: &str, numbers: &[f64]) -> Vec<u8> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record([column]).expect("memory takes every row");
    for number in numbers {
        rows.write_record([number.to_string()]).expect("memory takes every row");
    }
    rows.into_inner().expect("memory takes every row")
}

/// Refuses tables in another form than csv, and says which that is.
fn refuse_other_forms(bytes: &[u8]) -> Result<(), Fault> {
    if let Some(form) = other_than_utf8(bytes) {
        let message = format!("the file is {form}, not UTF-8 text");
        return Err(Fault::of_file(message, "save it as \"CSV UTF-8\""));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let message = "the file is a workbook or an archive, not csv".to_owned();
        return Err(Fault::of_file(message, "save the sheet as \"CSV UTF-8\""));
    }
    Ok(())
}

/// That other signs than commas stand between the columns, where that is what
/// keeps a column from being found.
fn separated_otherwise(names: &[&str]) -> Option<Fault> {
    let [only] = names else { return None };
    let others = [(';', "semicolons"), ('\t', "tabs")];
    let (_, signs) = others.iter().find(|(sign, _)| only.contains(*sign))?;
    let message = format!("the file has {signs} between its columns");
    let hint = Some(format!(
        "save it as csv with commas between the columns and a point in numbers (1234.5), not {signs}"
    ));
    Some(Fault { hint, ..Fault::of_file(message, "needs commas between the columns") })
}

fn position(header: &ByteRecord, column: &str) -> Result<usize, Fault> {
    let names: Vec<String> =
        header.iter().map(|name| String::from_utf8_lossy(name.trim_ascii()).into_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut found = names.iter().enumerate().filter(|(_, name)| **name == column);
    match (found.next(), found.next()) {
        (Some((index, _)), None) => Ok(index),
        (Some(_), Some(_)) => {
            let message = format!("the file has two columns {}", quoted(column));
            Err(Fault { is_name: true, ..Fault::of_file(message, "rename one of them") })
        }
        (None, _) if names.iter().all(|name| name.is_empty()) => {
            Err(Fault::of_file("the file is empty".to_owned(), "needs a line of column names"))
        }
        (None, _) => {
            if let Some(fault) = separated_otherwise(&names) {
                return Err(fault);
            }
            let message = format!("the file has no column {}", quoted(column));
            let near = nearest(column, &names).map(|near| format!("did you mean {near:?}?"));
            let hint = Some(format!("it has {}", shortened(&names)));
            let label = near.unwrap_or_default();
            Err(Fault { is_name: true, hint, ..Fault::of_file(message, &label) })
        }
    }
}

/// The names of the columns, if need be the first of them.
fn shortened(names: &[&str]) -> String {
    const MOST: usize = 20;
    if names.len() <= MOST {
        return all_of(names);
    }
    let rest = names.len() - MOST;
    format!(
        "{} and {rest} more",
        names[..MOST].iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
    )
}

/// A line with more or fewer cells than there are names: which cell belongs to
/// which column is then anybody's guess.
fn uneven(header: &ByteRecord, record: &ByteRecord, index: usize, line: usize) -> Fault {
    let count = |cells: usize| if cells == 1 { "cell" } else { "cells" };
    let (has, names) = (record.len(), header.len());
    let message = format!(
        "line {line} of the file has {has} {}, but its first line names {names}",
        count(has)
    );
    if has < names {
        return Fault::of_file(message, "every line needs as many cells as there are names");
    }
    let text = |at: usize| String::from_utf8_lossy(record.get(at).unwrap_or_default().trim_ascii());
    // The column itself first, then the others from the left.
    let pairs = [index].into_iter().chain(0..has.saturating_sub(1));
    let split = pairs.map(|at| format!("{},{}", text(at), text(at + 1)));
    match split.map(|pair| (written(&pair), pair)).find(|(meant, _)| meant.is_some()) {
        Some((Some(meant), pair)) => {
            let label = format!("a comma begins the next cell; for {pair} write {meant}");
            Fault::of_file(message, &label)
        }
        _ => Fault::of_file(message, "text with a comma in it must be in quotes"),
    }
}

/// How a number with commas or gaps in it is written in a csv file, if it is one.
fn written(text: &str) -> Option<String> {
    let meant: Vec<String> = meant(text).iter().map(f64::to_string).collect();
    (!meant.is_empty()).then(|| meant.join(" or "))
}

fn not_a_number(column: &str, cell: &[u8], line: usize) -> Fault {
    let column = quoted(column);
    if cell.is_empty() {
        let message = format!("line {line} of the file has nothing in column {column}");
        return Fault::of_file(message, "every line needs a number there");
    }
    let cell = String::from_utf8_lossy(cell);
    let message = format!("line {line} of the file has {} in column {column}", quoted(&cell));
    let label = if cell.parse::<f64>().is_ok() {
        "must be 0, or from 1e-15 to 1e15 in size".to_owned()
    } else if let Some(meant) = written(&cell) {
        format!("write {meant}: decimals after a point, nothing between thousands")
    } else {
        "must be a number, as 1234.5, without a unit".to_owned()
    };
    Fault::of_file(message, &label)
}

/// The line on which a record begins, counted from 1.
fn line_of(bytes: &[u8], record: &ByteRecord) -> usize {
    let start = record.position().map_or(0, |position| position.byte() as usize);
    // A record's position is where the one before it ended: empty lines follow.
    let gap = bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    1 + bytes[..start + gap].iter().filter(|byte| **byte == b'\n').count()
}

fn unreadable(error: &csv::Error) -> Fault {
    Fault::of_file(format!("the file cannot be read as csv: {error}"), "")
}

#[cfg(test)]
mod tests {
    use super::numbers;

    fn wrong(text: &str, column: &str) -> String {
        let fault = numbers(text.as_bytes(), column).expect_err("must not be accepted");
        let hint = fault.hint.map_or_else(String::new, |hint| format!(" ({hint})"));
        format!("{}: {}{hint}", fault.message, fault.label)
    }

    #[test]
    fn a_column_is_read_whatever_stands_beside_it() {
        let text =
            "\u{feff}order, days,note\r\n1, 12.5,\"late, \r\nvery\"\r\n\r\n2,-3e1,\r\n3,7,\r\n";
        assert_eq!(numbers(text.as_bytes(), "days"), Ok(vec![12.5, -30.0, 7.0]));
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        let cases = [
            (
                "order,days\n1,2\n",
                "dyas",
                "the file has no column `dyas`: did you mean \"days\"? (it has `order` and `days`)",
            ),
            ("a,a\n1,2\n", "a", "the file has two columns `a`: rename one of them"),
            ("", "a", "the file is empty: needs a line of column names"),
            ("a\n", "a", "column `a` has no numbers: the file ends after the names of the columns"),
            (
                "a,b\n1,2\n\n3,\n",
                "b",
                "line 4 of the file has nothing in column `b`: every line needs a number there",
            ),
            (
                "a,b\n1,2\n\n3\n",
                "a",
                "line 4 of the file has 1 cell, but its first line names 2: every line needs as many cells as there are names",
            ),
            (
                "days\n0,435\n1,286\n0,118\n",
                "days",
                "line 2 of the file has 2 cells, but its first line names 1: a comma begins the next cell; for 0,435 write 0.435",
            ),
            (
                "days\n1,234\n",
                "days",
                "line 2 of the file has 2 cells, but its first line names 1: a comma begins the next cell; for 1,234 write 1234 or 1.234",
            ),
            (
                "a,b\n1,2\n4,1,5\n",
                "a",
                "line 3 of the file has 3 cells, but its first line names 2: a comma begins the next cell; for 4,1 write 4.1",
            ),
            (
                "a,note\n1,2\n4,late, very\n",
                "a",
                "line 3 of the file has 3 cells, but its first line names 2: text with a comma in it must be in quotes",
            ),
            (
                "a\n\"0,435\"\n",
                "a",
                "line 2 of the file has `0,435` in column `a`: write 0.435: decimals after a point, nothing between thousands",
            ),
            (
                "a\n\"1,234\"\n",
                "a",
                "line 2 of the file has `1,234` in column `a`: write 1234 or 1.234: decimals after a point, nothing between thousands",
            ),
            (
                "a\r\n1\r\n\r\n12 days\r\n",
                "a",
                "line 4 of the file has `12 days` in column `a`: must be a number, as 1234.5, without a unit",
            ),
            (
                "a\n1\n\"x\ny\"\n",
                "a",
                "line 3 of the file has `x\\ny` in column `a`: must be a number, as 1234.5, without a unit",
            ),
            (
                "a\nNaN\n",
                "a",
                "line 2 of the file has `NaN` in column `a`: must be 0, or from 1e-15 to 1e15 in size",
            ),
            (
                "a\n1e16\n",
                "a",
                "line 2 of the file has `1e16` in column `a`: must be 0, or from 1e-15 to 1e15 in size",
            ),
        ];
        for (text, column, expected) in cases {
            assert_eq!(wrong(text, column), expected);
        }
    }

    #[test]
    fn other_forms_than_csv_are_told_by_name() {
        let utf16 = |mark: [u8; 2]| {
            let units = "days\r\n12\r\n".encode_utf16();
            let bytes = units.flat_map(|unit| {
                if mark == [0xff, 0xfe] { unit.to_le_bytes() } else { unit.to_be_bytes() }
            });
            mark.into_iter().chain(bytes).collect::<Vec<u8>>()
        };
        let said = |bytes: &[u8]| numbers(bytes, "days").expect_err("refused").message;
        for marked in [utf16([0xff, 0xfe]), utf16([0xfe, 0xff])] {
            assert_eq!(said(&marked), "the file is UTF-16, not UTF-8 text");
            assert_eq!(said(&marked[2..]), "the file is UTF-16, not UTF-8 text");
        }
        assert_eq!(said(b"PK\x03\x04days"), "the file is a workbook or an archive, not csv");
        for (text, sign) in
            [("order;days\n1;12,5\n", "semicolons"), ("\norder\tdays\n1\t12\n", "tabs")]
        {
            assert_eq!(said(text.as_bytes()), format!("the file has {sign} between its columns"));
        }
        assert_eq!(numbers(b"a;b,days\n1,2\n", "days"), Ok(vec![2.0]));
        assert_eq!(numbers(b"a;b\n1\n", "a;b"), Ok(vec![1.0]));
    }

    #[test]
    fn a_column_is_written_so_that_it_comes_back_the_same() {
        let read = numbers(b"who,\"days, all\"\nAnn,1e-9\nBob,-0\nEve,0.1\n", "days, all");
        let read = read.expect("numbers");
        let kept = super::text("days, all", &read);
        assert_eq!(kept, b"\"days, all\"\n0.000000001\n0\n0.1\n");
        assert_eq!(numbers(&kept, "days, all"), Ok(read));
    }

    #[test]
    fn a_million_rows_come_back_in_order() {
        let mut text = String::from("id,days\n");
        for i in 0..1_000_000 {
            text += &format!("{i},{}.25\n", i % 977);
        }
        let read = numbers(text.as_bytes(), "days").expect("numbers");
        assert_eq!(read.len(), 1_000_000);
        assert!(read.iter().enumerate().all(|(i, x)| (x - 0.25 - (i % 977) as f64).abs() < 1e-12));
    }
}
