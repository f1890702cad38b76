//! The assumptions with their sources and grades.

use super::Material;
use super::words::listed;
use crate::analysis::assumption_rows::AssumptionRow;
use crate::output::assumption_table::counts;
use crate::output::document::{Section, Table, figures, words};
use crate::output::format::plural;
use crate::output::sensitivity::evidence_words::{rests_on, without_spread};
use crate::output::sensitivity::words::share;
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::input_label;

/// Doubts that are listed at most, and the least share of the variance times
/// weakness.
const MOST: usize = 5;
const LEAST: f64 = 0.005;

pub(super) fn section(of: &Material<'_>) -> Section {
    let mut table = Table::new([
        words("Uncertain assumption"),
        words("unit"),
        figures("P5"),
        figures("P50"),
        figures("P95"),
        words("grade"),
        words("source"),
    ]);
    for row in of.assumptions.iter().filter(|row| row.spread().is_some()) {
        table.row(cells(row, of.currency()));
    }
    let is_any = !table.rows.is_empty();
    let section = Section::new("Assumptions")
        .text(&sentences(of, is_any))
        .text(&rests(of))
        .table(doubts(of))
        .table(table);
    let at_events = of.assumptions.iter().any(|row| row.per_event && row.spread().is_some());
    let mark =
        if at_events { "* drawn anew at each event; all others once for each path." } else { "" };
    section.text(&[mark.to_owned()])
}

fn sentences(of: &Material<'_>, is_any: bool) -> Vec<String> {
    let counts = counts(of.assumptions);
    let mut grades: Vec<String> =
        counts.by_grade.iter().map(|(grade, number)| format!("{number} {grade}")).collect();
    if 0 < counts.without_grade {
        grades.push(format!("{} without a grade", counts.without_grade));
    }
    let grades =
        if grades.is_empty() { String::new() } else { format!("; by grade, {}", listed(&grades)) };
    let written = plural(counts.written as u64, "figure");
    let uncertain = match counts.uncertain {
        0 => "none of them is uncertain".to_owned(),
        1 => "1 of them is uncertain".to_owned(),
        some => format!("{some} of them are uncertain"),
    };
    let defaults = match counts.defaults {
        0 => String::new(),
        some => format!("{some} more are left at their default."),
    };
    let all = "All of them, uncut and with their notes, are in assumptions.csv";
    let table = if is_any { "; the last table here shows the uncertain ones" } else { "" };
    vec![
        format!("The scenario writes {written}, and {uncertain}{grades}."),
        defaults,
        format!("{all}{table}."),
    ]
}

/// What the result rests on.
fn rests(of: &Material<'_>) -> Vec<String> {
    let Some(evidence) = &of.sensitivity.evidence else { return Vec::new() };
    let loss = evidence.outcomes.first().and_then(|loss| rests_on(loss, of.currency()));
    let without = loss.as_ref().and_then(|_| without_spread(evidence));
    loss.into_iter().chain(without).collect()
}

/// Numbers that matter much and are known badly, the first of them.
fn doubts(of: &Material<'_>) -> Table {
    let mut table = Table::new([
        words("Much depends on it and little is known"),
        words("grade"),
        figures("share of variance [95%]"),
    ]);
    let evidence = of.sensitivity.evidence.as_ref();
    let all = evidence.iter().flat_map(|evidence| &evidence.doubts);
    let told = all.filter(|doubt| LEAST <= doubt.score.value && !doubt.score.may_be_nothing());
    for doubt in told.take(MOST) {
        let names: Vec<String> = doubt.names.iter().map(|name| input_label(name)).collect();
        let grade = if doubt.ungraded { "none".to_owned() } else { doubt.grade.to_string() };
        table.row([listed(&names), grade, share(&doubt.influence)]);
    }
    table
}

fn cells(row: &AssumptionRow, currency: &str) -> Vec<String> {
    let percentiles = row.spread().map_or([f64::NAN; 3], |spread| spread.percentiles);
    let [low, middle, high] =
        percentiles.map(|value| value_words(value, row.unit, currency, ValueStyle::BARE));
    let mark = if row.per_event { "*" } else { "" };
    vec![
        format!("{}{mark}", input_label(&row.name)),
        row.unit.to_owned(),
        low,
        middle,
        high,
        row.grade.map_or_else(|| "–".to_owned(), |grade| grade.to_string()),
        row.source
            .clone()
            .unwrap_or_else(|| if row.written { "–".to_owned() } else { "default".to_owned() }),
    ]
}
