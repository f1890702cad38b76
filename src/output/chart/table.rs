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

/// Rows of a table, each of its cells.
type CellRows = Vec<Vec<String>>;

/// Several csv tables as one, the name of each in a first column. A column that one of them lacks
/// is empty there.
pub(in crate::output) fn joined_csv<'a>(
    named: &str,
    tables: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> String {
    let read = |text: &str| -> (Vec<String>, CellRows) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let texts = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect();
        let head = reader.headers().map(texts).unwrap_or_default();
        (head, reader.records().flatten().map(|row| texts(&row)).collect())
    };
    let tables: Vec<(&str, Vec<String>, CellRows)> = tables
        .map(|(name, text)| {
            let (head, rows) = read(text);
            (name, head, rows)
        })
        .collect();
    let mut columns: Vec<String> = Vec::new();
    for (_, head, _) in &tables {
        let new: Vec<&String> = head.iter().filter(|one| !columns.contains(one)).collect();
        columns.extend(new.into_iter().cloned().collect::<Vec<_>>());
    }
    let rows = tables.iter().flat_map(|(name, head, rows)| {
        let columns = &columns;
        rows.iter().map(move |row| {
            let cell = |column: &String| {
                let at = head.iter().position(|one| one == column);
                at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
            };
            std::iter::once((*name).to_owned()).chain(columns.iter().map(cell)).collect()
        })
    });
    let head = std::iter::once(named.to_owned()).chain(columns.iter().cloned());
    csv_of(head, rows)
}

/// Numbers with all their digits, as cells.
pub(in crate::output) fn cells(numbers: impl IntoIterator<Item = f64>) -> Vec<String> {
    numbers.into_iter().map(|number| number.to_string()).collect()
}

/// A name as a cell that needs no quotes.
pub(in crate::output) fn plain(name: &str) -> String {
    name.replace([',', '"', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::joined_csv;

    #[test]
    fn tables_are_joined_by_the_names_of_their_columns() {
        let tables = [("near", "a,b\n1,2\n"), ("far", "b,c\n3,\"4, 5\"\n")];
        let all = joined_csv("scenario", tables.into_iter());
        assert_eq!(all, "scenario,a,b,c\nnear,1,2,\nfar,,3,\"4, 5\"\n");
    }
}
