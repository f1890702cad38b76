//! From what a stress found to its charts.

use super::chart::{grid, line, summary};
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::Findings;
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Group, Kind, Picture, SharedAxes, names_apart};

/// The kinds of chart of a stress, in the order in which a memo shows them.
pub static KINDS: [&Kind; 3] = [&summary::KIND, &line::KIND, &grid::KIND];

/// The summary of all, a chart for each axis that is pushed alone, and the table of two.
pub fn pictures<'a>(info: &'a RunInfo, found: &'a Findings) -> Vec<Group<'a>> {
    let lines = names_of_lines(found).into_iter().zip(&found.lines).map(|(name, axis)| {
        vec![Picture::new(name, line::line_subject(axis), move |like, size| {
            let beside = SharedAxes { set: &found.lines, like };
            line::stress(&provenance(info), axis, beside, size)
        })]
    });
    let table = found.grid.iter().map(|table| {
        vec![Picture::new(grid::KIND.name, grid::table_subject(table), move |like, size| {
            grid::stress2(&provenance(info), table, like, size)
        })]
    });
    let has_summary = summary::has_summary(found.lines.len(), found.cases.len());
    let subject = summary::summary_subject(found).filter(|_| has_summary);
    let of_all = subject.map(|subject| {
        vec![Picture::new(summary::KIND.name, subject, |like, size| {
            summary::summary(&provenance(info), found, like, size)
        })]
    });
    of_all.into_iter().chain(lines).chain(table).collect()
}

/// The names of the charts of the lines, in their order.
pub fn names_of_lines(found: &Findings) -> Vec<String> {
    names_apart(line::KIND.name, found.lines.iter().map(|line| line.name.as_str()))
}
