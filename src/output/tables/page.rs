//! The columns of the tables on the documentation page, between its markers.

use super::months::month_columns;
use super::panel::panel_columns;
use super::paths::path_columns;
use super::years::year_columns;
use super::{Column, ColumnKind};

/// The page with its lists of columns made anew: what stands between
/// `<!-- columns of paths -->` and `<!-- end of columns of paths -->`, and the
/// same of `months`, `years` and `panel`.
pub fn renewed(page: &str) -> String {
    let parts = [
        ("paths", path_columns()),
        ("months", month_columns()),
        ("years", year_columns()),
        ("panel", panel_columns()),
    ];
    let mut page = page.to_owned();
    for (name, columns) in parts {
        let begin = format!("<!-- columns of {name} -->\n");
        let end = format!("<!-- end of columns of {name} -->");
        if let Some((before, rest)) = page.split_once(&begin)
            && let Some((_, after)) = rest.split_once(&end)
        {
            page = format!("{before}{begin}\n{}\n{end}{after}", listed(&columns));
        }
    }
    page
}

fn listed(columns: &[Column]) -> String {
    let mut rows = "| column | kind | unit | what it is |\n|---|---|---|---|\n".to_owned();
    for column in columns {
        let kind = match column.kind {
            ColumnKind::Whole => "whole",
            ColumnKind::Real => "real",
            ColumnKind::Words => "words",
        };
        let absent = if column.may_be_absent { " or absent" } else { "" };
        let (name, unit, meaning) = (&column.name, column.unit_name(), &column.meaning);
        rows += &format!("| `{name}` | {kind}{absent} | {unit} | {meaning} |\n");
    }
    rows
}
