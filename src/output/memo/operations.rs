//! The operating figures that say why money was made or lost.

use super::Material;
use super::words::listed;
use crate::analysis::compare::{Difference, Pair};
use crate::analysis::measure::Measure;
use crate::analysis::summary::FigureSummary;
use crate::model::outcome::Figure;
use crate::output::caveats::sparse_figures;
use crate::output::cell::Cell;
use crate::output::document::{Section, Table, figures, words};
use crate::output::figures::in_sentence;
use crate::output::run::chart::{kpi, unit};
use crate::output::run::text::Operation;
use crate::output::words::verdict;

pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Section {
    let summary = of.summary();
    let (table, shown) = table(of);
    let absent: Vec<String> = summary
        .figures
        .iter()
        .filter(|one| one.spread.is_none())
        .map(|one| in_sentence(Measure::Figure(one.figure)))
        .collect();
    let absent = match absent.is_empty() {
        true => String::new(),
        false => format!("No path has: {}.", absent.join(", ")),
    };
    let differences = match (shown, of.against) {
        (true, Some(_)) => format!(
            "Differences are {} less {}, over the paths in which both have the figure.",
            of.contenders[1].label,
            of.plan().label
        ),
        _ => String::new(),
    };
    Section::new("Operating figures")
        .text(&[
            medians(of),
            "Figures are over a path\u{2019}s whole life, returns on capital and on a site over its last \
             twelve months.".to_owned(),
            differences,
            absent,
        ])
        .pictures(&[&kpi::KIND, &unit::KIND].map(|kind| kind.name.to_owned()), drawn)
        .table(table)
        .notes(sparse_figures(summary))
}

/// Figures in the middle of the futures, in one sentence.
fn medians(of: &Material<'_>) -> String {
    const TOLD: [(Figure, &str); 4] = [
        (Figure::GrossMarginShare, "a gross margin of"),
        (Figure::FulfilmentDays, "a time to fulfilment of"),
        (Figure::MarkdownRate, "a markdown rate of"),
        (Figure::ReturnOnInvestedCapital, "a yearly return on invested capital of"),
    ];
    let parts: Vec<String> = TOLD
        .iter()
        .filter_map(|(figure, words)| {
            let found = of.summary().figures.iter().find(|one| one.figure == *figure)?;
            found.spread.as_ref()?;
            let found = Operation::of(found, of.summary().paths);
            Some(format!("{words} {}", found.at(0.50).words(of.currency())))
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!("Medians: {}.", listed(&parts)) }
}

/// The table; and whether it shows differences.
fn table(of: &Material<'_>) -> (Table, bool) {
    let summary = of.summary();
    // Against several alternatives there is no room.
    let pair = of.against.filter(|_| of.contenders.len() == 2);
    let pair = pair.and_then(|against| against.comparison.pairs.first());
    let mut head = vec![words("Figure")];
    head.extend(["P5", "P50", "P95", "mean ± s.e.", "paths with it"].map(figures));
    if pair.is_some() {
        head.extend([figures("difference ± s.e."), words("")]);
    }
    let mut table = Table::new(head).in_currency(of.currency());
    for figure in summary.figures.iter().filter(|one| one.spread.is_some()) {
        let shown = Operation::of(figure, summary.paths);
        let mut row = vec![Cell::from(shown.label.as_str())];
        row.extend([0.05, 0.50, 0.95].map(|p| shown.at(p).clone()));
        row.extend([shown.mean, shown.share]);
        row.extend(pair.map(|pair| differs(figure, pair)).into_iter().flatten());
        table.row(row);
    }
    (table, pair.is_some())
}

fn differs(figure: &FigureSummary, pair: &Pair) -> [Cell; 2] {
    let found = pair.figures.iter().find(|one| one.figure == figure.figure);
    let Some(of): Option<&Difference> = found.and_then(|one| one.of.as_ref()) else {
        return [Cell::Absent, Cell::Empty];
    };
    let unit = figure.figure.unit();
    [Cell::Difference(of.difference, unit), verdict(of.verdict()).into()]
}
