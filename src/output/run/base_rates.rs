//! A run beside what became of others, in words and as a table.

use serde_json::{Value, json};

use crate::analysis::base_rates::{BaseRateComparison, BaseRateComparisons, Standing};
use crate::analysis::published_rates::{BaseRate, Fate, Peers};
use crate::output::cell::Cell;
use crate::output::document::Table;
use crate::output::format::{broken, percent};
use crate::output::terminal::table_text;
use crate::output::values::estimate;

/// What a share is of: `lose money`.
pub(in crate::output) fn fate_words(fate: Fate) -> String {
    match fate {
        Fate::LosesMoney => "lose money".to_owned(),
        Fate::Returns(multiple) => format!("return {multiple}x or more"),
        Fate::RaisesAgain => "raise another round".to_owned(),
        Fate::FailsWithin(1) => "have failed after 1 year".to_owned(),
        Fate::FailsWithin(years) => format!("have failed after {years} years"),
    }
}

/// `65% of venture financings`.
pub(in crate::output) fn published(one: &BaseRate) -> String {
    format!("{} of {}", percent(one.share), one.population.words())
}

/// Where the run is rosier or gloomier than history, in a sentence or two.
pub fn base_rates_sentence(all: &BaseRateComparisons) -> String {
    let of = |standing: Standing| {
        let parts: Vec<String> =
            all.fates.iter().filter(|one| one.standing == standing).map(part).collect();
        parts.join("; ")
    };
    let (rosier, gloomier) = (of(Standing::Rosier), of(Standing::Gloomier));
    match (rosier.is_empty(), gloomier.is_empty()) {
        (true, true) => "In nothing that is compared here is the run rosier or gloomier than \
                         what is published of others."
            .to_owned(),
        (false, true) => format!("Rosier than what is published of others: {rosier}."),
        (true, false) => format!("Gloomier than what is published of others: {gloomier}."),
        (false, false) => {
            format!("Rosier than what is published of others: {rosier}. Gloomier: {gloomier}.")
        }
    }
}

fn part(one: &BaseRateComparison) -> String {
    let share = if 0.0 < one.run.value { percent(one.run.value) } else { "none".to_owned() };
    format!("{share} {}, published {}", fate_words(one.fate), range_words(one))
}

/// All that is published of a share: `37% to 65%`.
fn range_words(one: &BaseRateComparison) -> String {
    let (least, most) = one.range();
    if least < most { format!("{} to {}", percent(least), percent(most)) } else { percent(least) }
}

/// How a run stands to others; nothing where it is among them.
pub(in crate::output) fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Rosier => "rosier",
        Standing::Gloomier => "gloomier",
        Standing::Among => "",
    }
}

/// Whom the run is held against, and what to know of it, without a full stop.
pub fn base_rates_caveat(peers: Peers) -> &'static str {
    match peers {
        Peers::Funded => {
            "Held against young firms that raised money, since on half of the paths or more the \
             operator earns nothing in its first year. Those firms are of all trades, most of them \
             software; closed is not always failed"
        }
        Peers::Established => {
            "Failures are held against businesses of all trades that had lived some years, since on \
             most paths the operator earns in its first year; closed is not always failed. Returns are \
             held against venture deals"
        }
    }
}

/// The section of a report; empty where nothing can be compared.
pub fn base_rates_text(all: &BaseRateComparisons, paths: usize) -> String {
    if all.fates.is_empty() {
        return String::new();
    }
    let mut table = Table::labelled(&["Beside history: share that", "this run", "", "published"]);
    for one in &all.fates {
        let mut shares = one.published.iter().map(published);
        table.row([
            Cell::from(fate_words(one.fate)),
            Cell::Chance(one.run, paths),
            standing_words(one.standing).into(),
            shares.next().unwrap_or_default().into(),
        ]);
        // Whom a share is of takes a line: they differ by more than their numbers tell.
        for share in shares {
            table.row(["".into(), "".into(), "".into(), Cell::from(share)]);
        }
    }
    let caveat =
        format!("{} (docs/base-rates.md, with the sources).", base_rates_caveat(all.peers));
    let caveat = broken(&caveat, 100).join("\n");
    format!("{}\n{caveat}", table_text(&table))
}

/// The comparison as a value.
pub fn base_rates_value(all: &BaseRateComparisons) -> Value {
    json!({
        "peers": all.peers.key(),
        "fates": all.fates.iter().map(beside).collect::<Vec<_>>(),
        "sentence": base_rates_sentence(all),
        "caveat": format!("{} (docs/base-rates.md).", base_rates_caveat(all.peers)),
    })
}

fn beside(one: &BaseRateComparison) -> Value {
    let standing = match one.standing {
        Standing::Rosier => "rosier",
        Standing::Gloomier => "gloomier",
        Standing::Among => "among",
    };
    let published = one.published.iter().map(
        |rate| json!({ "share": rate.share, "of": rate.population.words(), "source": rate.source }),
    );
    json!({
        "share_that": fate_words(one.fate),
        "run": estimate(&one.run),
        "standing": standing,
        "published": published.collect::<Vec<_>>(),
    })
}
