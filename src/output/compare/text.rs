//! A comparison of scenarios as tables for a terminal.

use super::words::{draws, pairing, shares};
use crate::analysis::compare::{Comparison, Contender, Difference, Pair};
use crate::analysis::shared_draws::SharedDraws;
use crate::model::outcome::Unit;
use crate::output::figures::{difference, label};
use crate::output::format::{count, moic, moic_with_error, percent};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::terminal::{finish, notes, table};
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
        let (file, hash) = (&info.scenario_file, &info.content_hash[..7]);
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
    let mut table =
        table(&["Scenario", "P(loss)", "total loss", "3x or more", "median", "mean ± s.e."]);
    for one in contenders {
        let summary = one.summary;
        let mean = &summary.moic.mean;
        table.add_row([
            one.label.to_owned(),
            percent(summary.loss.value),
            percent(summary.total_loss.value),
            percent(summary.at_least_3x.value),
            moic(summary.moic.at(0.5).value),
            if mean.standard_error.is_nan() { moic(mean.value) } else { moic_with_error(mean) },
        ]);
    }
    finish(table)
}

fn against(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> String {
    let head = ["Returns", first.label, other.label, "difference ± s.e.", ""];
    let mut table = table(&head);
    for one in &pair.returns {
        let name = label(&one.statistic, &first.info.currency);
        table.add_row(row(name, &one.of, one.statistic.unit(), &first.info.currency));
    }
    format!("{}\n{}\n{}", shares(first.label, other.label, pair), finish(table), pairing(pair))
}

fn row(name: String, of: &Difference, unit: Unit, currency: &str) -> [String; 5] {
    [
        name,
        statistic_words(&of.base, unit, currency, StatisticStyle::WithError),
        statistic_words(&of.other, unit, currency, StatisticStyle::WithError),
        difference(&of.difference, unit, currency),
        verdict(of.verdict()).to_owned(),
    ]
}

fn operations(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> String {
    let paths = first.outcomes.len();
    let head = ["Operations", first.label, other.label, "difference ± s.e.", "", "of paths"];
    let mut table = table(&head);
    for one in &pair.figures {
        let name = one.figure.label().to_owned();
        let Some(of) = &one.of else {
            let none = vec!["–".to_owned(); 4];
            table.add_row([vec![name], none, vec!["0%".to_owned()]].concat());
            continue;
        };
        let cells = row(name, of, one.figure.unit(), &first.info.currency);
        let share = percent(of.paths as f64 / paths as f64);
        table.add_row(cells.into_iter().chain([share]));
    }
    format!("{}\nMeans over the paths on which both scenarios have the figure.", finish(table))
}
