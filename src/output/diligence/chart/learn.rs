//! What answers are worth before investing, against what they cost.

use super::answers::{Row, domain, rows};
use super::bars::Bars;
use super::titles::{notes, subtitles, titles};
use crate::analysis::information::Information;
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{
    Chart, Domains, Kind, Metadata, Page, Provenance, Scale, Size, Words, count, ends, go_on,
    listed,
};
use crate::output::diligence::json::learn_csv;
use crate::output::format::{money, money_with_error, plural};

/// Draws the questions of a scenario, or its assumptions where it asks none; on
/// the axis of another picture if there is one.
pub fn learn(
    found: &Information,
    info: &RunInfo,
    (run, like): (&Provenance, Option<&Domains>),
    size: Size,
) -> Chart {
    let lent_rows = ROWS.count(like);
    let most = lent_rows.map_or(most(size), |rows| most(size).min(rows));
    let rows = rows(found, most);
    let high = WORTH.span(like).map_or_else(|| domain(&rows), |axis| axis.high);
    let count = lent_rows.unwrap_or(most.min(rows.len().max(FEWEST)));
    let is_cut = rows.iter().any(|row| high < row.value().value);
    let mut notes = notes(found, info, rows.len());
    if rows.iter().filter_map(|row| row.cost).any(|cost| high < cost) {
        notes.push("arrow: costs more than the axis shows".to_owned());
    }
    let words = Words {
        provenance: run,
        titles: titles(found, info),
        subtitles: subtitles(found),
        basis: "gross of fees, discounted at the hurdle rate",
        notes,
    };
    let words = words.note_first(is_cut.then(|| go_on("bars with a notch", "")));
    let page = Page::new(size, &words, 2);
    let plot = Bars::of(&page, &rows, info, high, count).draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(found, &rows, info, high),
        csv: String::from_utf8(learn_csv(found)).expect("names are text"),
        domains: vec![WORTH.tells([0.0, high]), ROWS.tells([count as f64])],
    };
    page.finish(&words, plot, metadata)
}

/// The worth of answers, from 0.
const WORTH: Scale =
    Scale::Values("axis", |values| ends(values).is_some_and(|axis| axis.low.abs() <= 0.0));
/// How many rows share the height.
const ROWS: Scale = Scale::Values("rows", |rows| FEWEST <= count(rows).unwrap_or(0));

/// As many rows share the height at least.
const FEWEST: usize = 4;

/// What answers to open questions are worth.
pub static KIND: Kind =
    Kind { name: "learn", in_money: true, scales: &[WORTH, ROWS], ..Kind::PLAIN };

/// Rows that there is room for.
fn most(size: Size) -> usize {
    match size {
        Size::Half => 4,
        Size::Slide => 5,
        Size::Tall => 8,
        _ => 6,
    }
}

fn alt_text(found: &Information, rows: &[Row<'_>], info: &RunInfo, high: f64) -> String {
    let currency = info.currency.as_str();
    let each = rows.iter().enumerate().map(|(place, row)| {
        let worth = row.number(currency);
        let worth = match (&row.adds, place) {
            (Some(_), 1..) => format!("adds {worth} to those before"),
            _ => format!("worth {worth}"),
        };
        let cost =
            row.cost.map_or(String::new(), |cost| format!(", costs {}", money(cost, currency)));
        let name = row.name.trim_end_matches('?');
        format!("{name}: {worth}{cost}, changes the decision: {}", row.changes(info))
    });
    let each = listed(each, "; ");
    format!(
        "Bars of what answers are worth before the decision, axis from {} to {}; {}. {}Knowing \
         every assumption is worth {}.",
        money(0.0, currency),
        money(high, currency),
        plural(info.paths, "path"),
        if each.is_empty() { String::new() } else { format!("{each}. ") },
        money_with_error(&found.everything.value, currency),
    )
}
