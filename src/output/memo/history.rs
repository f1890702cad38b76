//! The plan beside what became of others.

use super::Material;
use crate::output::cell::Cell;
use crate::output::document::{Section, Table, figures, words};
use crate::output::run::base_rates::{
    base_rates_caveat, base_rates_sentence, fate_words, published, standing_words,
};
use crate::output::run::chart::failure;

/// Nothing where no published share is of a time that the plan lasts.
pub(super) fn section(of: &Material<'_>, drawn: &[String]) -> Option<Section> {
    let all = &of.summary().base_rates;
    if all.fates.is_empty() {
        return None;
    }
    let mut table = Table::new([
        words("Share that"),
        figures("this plan ± s.e."),
        words(""),
        words("published"),
    ]);
    for one in &all.fates {
        table.row([
            Cell::from(fate_words(one.fate)),
            Cell::Chance(one.run, of.summary().paths),
            standing_words(one.standing).into(),
            one.published.iter().map(published).collect::<Vec<_>>().join("; ").into(),
        ]);
    }
    let caveat = format!("{}.", base_rates_caveat(all.peers));
    let section = Section::new("Beside history").text(&[base_rates_sentence(all)]);
    let section = section.pictures(&[failure::KIND.name.to_owned()], drawn);
    Some(section.table(table).text(&[caveat, sources(of)]))
}

/// Who says so, each once.
fn sources(of: &Material<'_>) -> String {
    let all = of.summary().base_rates.fates.iter().flat_map(|one| &one.published);
    let mut sources: Vec<&str> = Vec::new();
    for one in all {
        if !sources.contains(&one.source) {
            sources.push(one.source);
        }
    }
    format!("Sources: {}.", sources.join("; "))
}
