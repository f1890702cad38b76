//! Where the money of the round comes from, and what it goes into.

use super::Material;
use crate::analysis::estimate::Estimate;
use crate::analysis::round_use::{SourcesAndUses, Use};
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::{count, money};

/// A row of one side: what it is called, its key and its mean, which is not negative.
pub(super) struct Item {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) mean: Estimate,
}

/// Sources and uses, each side with what there is on it.
pub(super) fn sides(of: &SourcesAndUses) -> [Vec<Item>; 2] {
    let item = |key, label, mean: Estimate| Item { key, label, mean };
    let mut sources = vec![
        item("investor", "This investor", of.investor),
        item("others", "Others in the round", of.others),
        item("opening_cash", "Cash before the round", of.opening_cash),
    ];
    let mut uses = Vec::new();
    for (which, mean) in Use::ALL.into_iter().zip(of.uses) {
        if mean.value < 0.0 {
            let mean = Estimate { value: -mean.value, ..mean };
            sources.push(item(which.key(), which.reversed(), mean));
        } else {
            uses.push(item(which.key(), which.label(), mean));
        }
    }
    [sources, uses].map(|side| side.into_iter().filter(|one| 0.0 < one.mean.value).collect())
}

/// All of one side.
pub(super) fn total(side: &[Item]) -> f64 {
    side.iter().map(|one| one.mean.value).sum()
}

pub(super) fn section(of: &Material<'_>) -> Option<Section> {
    let found = of.deal.round_use.as_ref()?;
    let currency = of.currency();
    let [sources, uses] = sides(found);
    let mut table = Table::new([words("Sources"), figures("mean"), words("Uses"), figures("mean")]);
    let cells = |item: Option<&Item>| {
        item.map_or_else(Default::default, |item| {
            [item.label.to_owned(), money(item.mean.value, currency)]
        })
    };
    for row in 0..sources.len().max(uses.len()) {
        let [source, used] = [cells(sources.get(row)), cells(uses.get(row))];
        table.row(source.into_iter().chain(used));
    }
    let all = |side: &[Item]| ["All".to_owned(), money(total(side), currency)];
    table.row(all(&sources).into_iter().chain(all(&uses)));
    let said = format!(
        "Means over {} paths, each until {} months after the closing, or until it ends or new money \
         comes in if that is earlier: {:.1} months on average. All of it is from the paths\u{2019} \
         accounts; tranches that are paid by then are in the round.",
        count(found.paths as u64),
        found.months,
        found.mean_months.value,
    );
    Some(Section::new("Sources and uses").table(table).text(&[said]))
}
