//! `workbook.xlsx`: a run as a spreadsheet, numbers as numbers.

mod sheet;
mod sheets;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub use sheet::Sheet;
use sheet::write;
use style::Styles;

use super::tables::months::MonthTable;
use super::tables::paths::PathTable;
use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::runway::Runway;
use crate::analysis::summary::Summary;
use crate::analysis::timeline::MonthSpread;

/// Paths that the workbook shows at most; a spreadsheet is no place for more.
pub const MOST_PATHS: usize = 20_000;

/// What a workbook is made from. What is absent has no sheet.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// What the run was made from.
    pub info: &'a RunInfo,
    /// Chances, percentiles and means of the run.
    pub summary: &'a Summary,
    /// What a reader should know before relying on them.
    pub caveats: &'a [String],
    /// All numbers of the scenario's file, in its order.
    pub assumptions: &'a [AssumptionRow],
    /// Percentiles by month, and the runway.
    pub months: Option<(&'a [MonthSpread], &'a Runway)>,
    /// What every path came to.
    pub paths: Option<&'a Outcomes>,
}

/// The file, with sheets of what else was found. The same parts give the same
/// bytes: it is dated 1 January 2000, as no date is known that is not the
/// clock's.
pub fn workbook<'a>(parts: &Parts<'a>, found: Vec<Sheet<'a>>) -> Vec<u8> {
    made(parts, found)
        .expect("memory takes every sheet, and sheets and texts are within their limits")
}

fn made<'a>(parts: &Parts<'a>, found: Vec<Sheet<'a>>) -> Result<Vec<u8>, XlsxError> {
    let sheets = data_sheets(parts, found);
    let about = sheets::about(parts, &sheets);
    let mut book = Workbook::new();
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("{}: shortrun", parts.info.scenario_name);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&date));
    let styles = Styles::new(&parts.info.currency);
    for sheet in std::iter::once(&about).chain(&sheets) {
        write(book.add_worksheet(), sheet, &styles)?;
    }
    book.save_to_buffer()
}

fn data_sheets<'a>(parts: &Parts<'a>, found: Vec<Sheet<'a>>) -> Vec<Sheet<'a>> {
    let mut sheets = vec![
        Sheet::new(
            "Summary",
            "Figures of the run, with their standard errors",
            sheets::summary(parts),
        ),
        Sheet::new(
            "Percentiles",
            "Distributions over the paths that have the figure; s.e.: standard error",
            sheets::percentiles(parts.summary),
        ),
        Sheet::new(
            "Assumptions",
            "Every number that the run rests on; a known one stands under P50",
            sheets::assumptions(parts.assumptions),
        ),
    ];
    if let Some((months, runway)) = parts.months {
        let table = MonthTable::new(months, runway);
        sheets.push(Sheet::new("Months", "Percentiles by month, counted from 0", table));
    }
    if let Some(outcomes) = parts.paths {
        let table = PathTable::new(outcomes, &parts.info.route_names);
        sheets.push(Sheet::cut_at("Paths", "A row for each path", table, MOST_PATHS));
    }
    sheets.extend(found);
    if parts.months.is_some() || parts.paths.is_some() {
        let title = "What the columns of the sheets Paths and Months hold";
        sheets.push(Sheet::new("Columns", title, sheets::columns()));
    }
    sheets
}
