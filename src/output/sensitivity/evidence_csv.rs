//! What a result rests on, as csv tables.

use super::fields::{of_doubt, of_names};
use crate::analysis::evidence::{Evidence, RestsOn};
use crate::analysis::sobol::Interval;
use crate::output::cell::Cell;
use crate::output::csv::table_csv;
use crate::output::fields::{cells, heads};
use crate::output::tables::list::ListTable;

/// A row for each part of each outcome's variance; those of an outcome add up
/// to 1.
pub fn evidence_csv(evidence: &Evidence) -> Vec<u8> {
    let head = ["outcome", "part", "numbers", "share", "share_low", "share_high", "inside_noise"];
    let mut rows = ListTable::new(head);
    for of in &evidence.outcomes {
        of_outcome(evidence, of).into_iter().for_each(|row| rows.push(row));
    }
    table_csv(&rows)
}

/// The rows of an outcome; none where it does not vary.
fn of_outcome(evidence: &Evidence, of: &RestsOn) -> Vec<Vec<Cell>> {
    let Some(parts) = &of.parts else { return Vec::new() };
    let row = |part: &str, numbers: Cell, share: &Interval| {
        let mut row = vec![of.output.name().into(), part.into(), numbers];
        row.extend([share.value, share.low, share.high].map(Cell::from));
        row.push(share.may_be_nothing().into());
        row
    };
    let of_grades = parts.grades.iter().map(|(grade, share)| {
        let count = evidence.counts.iter().find(|count| count.grade == *grade);
        row(grade.name(), count.map_or(0, |count| count.uncertain).into(), share)
    });
    let together = row("grades together", Cell::Absent, &parts.together);
    let luck = row("luck", Cell::Absent, &parts.luck);
    of_grades.chain([together, luck]).collect()
}

/// A row for each group of numbers, the one first that matters most and is
/// known worst.
pub fn doubts_csv(evidence: &Evidence) -> Vec<u8> {
    let outcome = vec!["outcome".to_owned()];
    let mut rows = ListTable::new([heads(&of_names()), outcome, heads(&of_doubt())].concat());
    let outcome = evidence.outcomes.first().map(|of| of.output.name()).unwrap_or_default();
    for doubt in &evidence.doubts {
        let mut row = cells(&of_names(), doubt);
        row.push(outcome.as_str().into());
        row.extend(cells(&of_doubt(), doubt));
        rows.push(row);
    }
    table_csv(&rows)
}
