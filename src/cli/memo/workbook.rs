//! The figures of a memo as a spreadsheet.

use crate::analysis::runway::Runway;
use crate::analysis::stress::Findings;
use crate::analysis::timeline::month_spreads;
use crate::cli::files::ResultFile;
use crate::cli::simulate::Run;
use crate::output::compare::json::{differences_table, scenarios_table};
use crate::output::memo::Material;
use crate::output::memo::deal_table::deal_table;
use crate::output::screen::json::rules_table;
use crate::output::stress::tables::{breaks_table, cases_table, points_table};
use crate::output::workbook::{Parts, Sheet, workbook};

/// The plan's run, where it breaks, what it is held against, and the rules.
pub(super) fn workbook_file(plan: &Run, of: &Material<'_>) -> ResultFile {
    let Run { info, outcomes, summary, caveats, .. } = plan;
    let months = month_spreads(outcomes, info.horizon_months);
    let runway = Runway::of(outcomes, info.horizon_months);
    let parts = Parts {
        info,
        summary,
        caveats,
        assumptions: of.assumptions,
        months: Some((&months, &runway)),
        paths: Some(outcomes),
    };
    ResultFile::new("workbook.xlsx", workbook(&parts, found_sheets(of)))
}

/// What the analyses found beside the run, each as in its own csv.
fn found_sheets(of: &Material<'_>) -> Vec<Sheet<'static>> {
    let title = "The deal, and what follows from it";
    let mut sheets = vec![Sheet::new("Deal", title, deal_table(of))];
    sheets.extend(of.stress.into_iter().flat_map(|(found, _)| stress_sheets(found)));
    if let Some(against) = of.against {
        let scenarios = scenarios_table(of.contenders);
        sheets.push(Sheet::new("Scenarios", "Scenarios on the same draws", scenarios));
        let title = "Each scenario less the first, path by path";
        let differences = differences_table(of.contenders, against.comparison);
        sheets.push(Sheet::new("Differences", title, differences));
    }
    let title = "Screening rules, and what was found of each";
    sheets.push(Sheet::new("Rules", title, rules_table(of.screening)));
    sheets
}

/// Where the plan breaks; what was not asked for has no sheet.
fn stress_sheets(found: &Findings) -> Vec<Sheet<'static>> {
    let mut sheets = Vec::new();
    if !found.lines.is_empty() {
        let title = "Where the plan breaks, the nearest first";
        sheets.push(Sheet::new("Breaks", title, breaks_table(&found.lines)));
        sheets.push(Sheet::new("Points", "The values that were tried", points_table(&found.lines)));
    }
    if !found.cases.is_empty() {
        let title = "The plan under shocks, and in bad parts";
        sheets.push(Sheet::new("Cases", title, cases_table(&found.cases)));
    }
    sheets
}
