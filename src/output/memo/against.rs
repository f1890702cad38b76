//! The difference to the alternatives, on the same draws.

use super::Material;
use crate::analysis::compare::{Contender, Pair};
use crate::output::cell::Cell;
use crate::output::compare::chart::{diff, exceed, rows};
use crate::output::compare::words::three_parts;
use crate::output::document::{Section, Table, figures, words};
use crate::output::figures::label;
use crate::output::words::verdict;

/// A section for each alternative.
pub(super) fn sections(of: &Material<'_>, drawn: &[String]) -> Vec<Section> {
    let Some(against) = of.against else { return Vec::new() };
    let others = of.contenders[1..].iter().zip(&against.comparison.pairs).enumerate();
    let sections = others.map(|(index, (other, pair))| {
        let title = format!("Against {}", other.label);
        let mut section = Section::new(&title).text(&sentences(of.plan(), other, pair));
        let own = match of.contenders.len() {
            2 => diff::KIND.name.to_owned(),
            _ => format!("{}-{}", diff::KIND.name, other.label),
        };
        section = section.pictures(&[own], drawn).table(table(of.plan(), other, pair));
        if index == 0 {
            // What shows all of them stands once; of two, the rows say what the
            // pair says.
            let of_all = match of.contenders.len() {
                2 => vec![&exceed::KIND],
                _ => vec![&rows::KIND, &exceed::KIND],
            };
            let of_all: Vec<String> = of_all.iter().map(|kind| kind.name.to_owned()).collect();
            section = section.pictures(&of_all, drawn).notes(against.remarks.iter().cloned());
        }
        section
    });
    sections.collect()
}

fn sentences(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> Vec<String> {
    let [worse, same, better] = three_parts(pair);
    vec![
        format!(
            "{} ({}) returns less than {} in {worse} of paths, the same in {same} and more in \
             {better}.",
            other.label, other.info.scenario_name, first.label
        ),
        "Each path meets the same luck in both, so what they share cancels; a difference within \
         two standard errors is called indistinguishable."
            .to_owned(),
    ]
}

fn table(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> Table {
    let currency = &first.info.currency;
    let [one, two, difference] = [first.label, other.label, "difference ± s.e."].map(figures);
    let head = [words("Returns"), one, two, difference, words("")];
    let mut table = Table::new(head).in_currency(currency);
    for one in &pair.returns {
        let (unit, of) = (one.statistic.unit(), &one.of);
        table.row([
            Cell::from(label(&one.statistic, currency)),
            Cell::with_error(&of.base, unit),
            Cell::with_error(&of.other, unit),
            Cell::difference(&of.difference, unit),
            verdict(of.verdict()).into(),
        ]);
    }
    table
}
