//! `workbook.xlsx`: a run as a spreadsheet, numbers as numbers.

mod sheet;
mod sheets;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use sheet::{Sheet, write};
use style::Styles;

use super::compare::json::{differences_table, scenarios_table};
use super::screen::json::rules_table;
use super::screen::words::Screening;
use super::stress::json::{breaks_table, cases_table, points_table};
use super::tables::list::ListTable;
use super::tables::months::MonthTable;
use super::tables::paths::PathTable;
use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::outcomes::Outcomes;
use crate::analysis::run_info::RunInfo;
use crate::analysis::runway::Runway;
use crate::analysis::stress::Findings;
use crate::analysis::summary::Summary;
use crate::analysis::timeline::MonthSpread;

/// Paths that the workbook shows at most; a spreadsheet is no place for more.
pub const MOST_PATHS: usize = 20_000;

/// What a workbook is made from. What is absent has no sheet.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// What the run was made from.
    pub info: &'a RunInfo,
    /// The run in figures.
    pub summary: &'a Summary,
    /// What a reader should know before relying on them.
    pub caveats: &'a [String],
    /// What the scenario assumes.
    pub assumptions: &'a [AssumptionRow],
    /// Percentiles by month, and the runway.
    pub months: Option<(&'a [MonthSpread], &'a Runway)>,
    /// What every path came to.
    pub paths: Option<&'a Outcomes>,
    /// Where the plan breaks.
    pub stress: Option<&'a Findings>,
    /// The scenario and others on the same draws.
    pub comparison: Option<(&'a [Contender<'a>], &'a Comparison)>,
    /// What it is held to.
    pub screening: Option<&'a Screening>,
}

/// The file. The same parts give the same bytes: it is dated 1 January 2000,
/// as no date is known that is not the clock's.
pub fn workbook(parts: &Parts<'_>) -> Vec<u8> {
    made(parts).expect("memory takes every sheet, and sheets and texts are within their limits")
}

fn made(parts: &Parts<'_>) -> Result<Vec<u8>, XlsxError> {
    let sheets = data_sheets(parts);
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

fn data_sheets<'a>(parts: &Parts<'a>) -> Vec<Sheet<'a>> {
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
    sheets.extend(parts.stress.into_iter().flat_map(stress_sheets));
    if let Some((contenders, comparison)) = parts.comparison {
        let title = "Scenarios on the same draws";
        sheets.push(Sheet::new("Scenarios", title, scenarios_table(contenders)));
        let title = "Each scenario less the first, path by path";
        let table = differences_table(contenders, comparison);
        sheets.push(Sheet::new("Differences", title, table));
    }
    if let Some(screening) = parts.screening {
        let title = "Screening rules, and what was found of each";
        sheets.push(Sheet::new("Rules", title, rules_table(screening)));
    }
    if parts.months.is_some() || parts.paths.is_some() {
        let title = "What the columns of the sheets Paths and Months hold";
        sheets.push(Sheet::new("Columns", title, sheets::columns()));
    }
    sheets
}

fn stress_sheets<'a>(found: &'a Findings) -> Vec<Sheet<'a>> {
    let of = |name, title, is_there: bool, table: &dyn Fn() -> ListTable| {
        is_there.then(|| Sheet::new(name, title, table()))
    };
    let lines = &found.lines;
    [
        of("Breaks", "Where the plan breaks, the nearest first", !lines.is_empty(), &|| {
            breaks_table(lines)
        }),
        of("Points", "The values that were tried", !lines.is_empty(), &|| points_table(lines)),
        of("Cases", "The plan under shocks, and in bad parts", !found.cases.is_empty(), &|| {
            cases_table(&found.cases)
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}
