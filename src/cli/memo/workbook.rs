//! The figures of a memo as a spreadsheet.

use crate::analysis::runway::Runway;
use crate::analysis::timeline::month_spreads;
use crate::cli::files::ResultFile;
use crate::cli::simulate::Run;
use crate::output::memo::Material;
use crate::output::workbook::{Parts, workbook};

/// The plan's run, where it breaks, what it is held against, and the rules.
pub(super) fn workbook_file(plan: &Run, of: &Material<'_>) -> ResultFile {
    let Run { info, outcomes, summary, caveats } = plan;
    let months = month_spreads(outcomes, info.horizon_months);
    let runway = Runway::of(outcomes, info.horizon_months);
    let parts = Parts {
        info,
        summary,
        caveats,
        assumptions: of.assumptions,
        months: Some((&months, &runway)),
        paths: Some(outcomes),
        stress: of.stress.map(|(found, _)| found),
        comparison: of.against.map(|against| (of.contenders, against.comparison)),
        screening: Some(of.screening),
    };
    ResultFile::new("workbook.xlsx", workbook(&parts))
}
