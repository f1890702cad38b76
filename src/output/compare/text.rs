//! A comparison of scenarios as tables for a terminal.

use super::words::{draws, pairing, shares};
use crate::analysis::compare::{Comparison, Contender, Difference, Pair};
use crate::analysis::shared_draws::SharedDraws;
use crate::model::outcome::Unit;
use crate::output::cell::Cell;
use crate::output::document::Table;
use crate::output::figures::label;
use crate::output::format::{count, short_hash};
use crate::output::statistic_words::StatisticStyle;
use crate::output::terminal::{notes, table_text};
use crate::output::words::verdict;

/// The whole comparison as text. `shared` is what each of the others draws
/// alike with the first.
pub fn compare_text(
    contenders: &[Contender<'_>],
    comparison: &Comparison,
    shared: &[SharedDraws],
    remarks: &[String],
) -> String {
    let mut sections = vec![heading(contenders), overview(contenders)];
    for ((other, pair), shared) in contenders[1..].iter().zip(&comparison.pairs).zip(shared) {
        sections.push(against(&contenders[0], other, pair));
        sections.push(operations(&contenders[0], other, pair));
        sections.push(draws(shared, contenders[0].label, other.label));
    }
    sections.push(notes(remarks));
    sections.retain(|section| !section.is_empty());
    sections.join("\n\n") + "\n"
}

fn heading(contenders: &[Contender<'_>]) -> String {
    let first = contenders[0].info;
    let files = contenders.iter().map(|one| {
        let info = one.info;
        let (file, hash) = (&info.scenario_file, short_hash(&info.content_hash));
        format!("{}: {} ({file} {hash})", one.label, info.scenario_name)
    });
    format!(
        "{}\nthe same {} paths in all · seed {} · {} months · amounts in {} · shortrun {}",
        files.collect::<Vec<_>>().join("\n"),
        count(first.paths),
        first.seed,
        first.horizon_months,
        first.currency,
        first.program_version,
    )
}

fn overview(contenders: &[Contender<'_>]) -> String {
    let mut table = Table::labelled(&[
        "Scenario",
        "P(loss)",
        "total loss",
        "3x or more",
        "median",
        "mean ± s.e.",
    ]);
    for one in contenders {
        let summary = one.summary;
        let mean = &summary.moic.mean;
        let has_error = !mean.standard_error.is_nan();
        let style = if has_error { StatisticStyle::WithError } else { StatisticStyle::Short };
        table.row([
            Cell::from(one.label),
            Cell::Share(summary.loss.value),
            Cell::Share(summary.total_loss.value),
            Cell::Share(summary.at_least_3x.value),
            Cell::Figure(summary.moic.at(0.5), Unit::Multiple, StatisticStyle::Short),
            Cell::Figure(*mean, Unit::Multiple, style),
        ]);
    }
    table_text(&table)
}

fn against(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> String {
    let head = ["Returns", first.label, other.label, "difference ± s.e.", ""];
    let mut table = Table::labelled(&head).in_currency(&first.info.currency);
    for one in &pair.returns {
        let name = label(&one.statistic, &first.info.currency);
        table.row(row(name, &one.of, one.statistic.unit()));
    }
    format!("{}\n{}\n{}", shares(first.label, other.label, pair), table_text(&table), pairing(pair))
}

fn row(name: String, of: &Difference, unit: Unit) -> [Cell; 5] {
    [
        name.into(),
        Cell::with_error(&of.base, unit),
        Cell::with_error(&of.other, unit),
        Cell::difference(&of.difference, unit),
        verdict(of.verdict()).into(),
    ]
}

fn operations(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> String {
    let paths = first.info.paths;
    let head = ["Operations", first.label, other.label, "difference ± s.e.", "", "of paths"];
    let mut table = Table::labelled(&head).in_currency(&first.info.currency);
    for one in &pair.figures {
        let name = one.figure.label().to_owned();
        let Some(of) = &one.of else {
            let none = std::iter::repeat_n(Cell::Absent, 4);
            table.row(std::iter::once(name.into()).chain(none).chain([Cell::Share(0.0)]));
            continue;
        };
        let cells = row(name, of, one.figure.unit());
        let share = Cell::Share(of.paths as f64 / paths as f64);
        table.row(cells.into_iter().chain([share]));
    }
    format!("{}\nMeans over the paths on which both scenarios have the figure.", table_text(&table))
}
