//! What a result rests on, as tables for a terminal.

use super::evidence_words::{grade_words, rests_on, without_spread};
use super::words::share;
use crate::analysis::evidence::{Doubt, Evidence, GradeCount, Parts, RestsOn, weakness};
use crate::analysis::run_info::RunInfo;
use crate::analysis::sobol::Interval;
use crate::output::document::Table;
use crate::output::format::plural;
use crate::output::terminal::table_text;
use crate::output::words::outcome;

/// Doubts that are listed, at most, and the least share of the variance.
const MOST: usize = 8;
const LEAST: f64 = 0.005;

/// The section; empty where no outcome varies.
pub fn evidence_text(evidence: &Evidence, info: &RunInfo) -> String {
    let currency = &info.currency;
    let varying: Vec<(&RestsOn, &Parts)> = evidence
        .outcomes
        .iter()
        .filter_map(|of| of.parts.as_ref().map(|parts| (of, parts)))
        .collect();
    if varying.is_empty() {
        return String::new();
    }
    let mut lines = vec![
        "What the result rests on: shares of the variance by the grade of the evidence".to_owned(),
        parts(evidence, &varying, currency),
        "Each column adds up to 100%. Guesses are also the numbers without a grade. ~: may be \
         nothing."
            .to_owned(),
    ];
    lines.extend(varying.first().and_then(|(of, _)| rests_on(of, currency)));
    lines.extend(without_spread(evidence));
    let doubts = doubts(evidence, currency);
    if doubts.is_empty() { lines.join("\n") } else { format!("{}\n\n{doubts}", lines.join("\n")) }
}

fn parts(evidence: &Evidence, varying: &[(&RestsOn, &Parts)], currency: &str) -> String {
    let mut head = vec!["Comes of".to_owned(), "numbers".to_owned()];
    head.extend(varying.iter().map(|(of, _)| format!("{} [95%]", outcome(&of.output, currency))));
    let mut table = Table::labelled(&head);
    let cell = |share_of: &Interval| {
        format!("{}{}", share(share_of), if share_of.may_be_nothing() { " ~" } else { "" })
    };
    let uncertain = |count: &&GradeCount| 0 < count.uncertain;
    for count in evidence.counts.iter().rev().filter(uncertain) {
        let of_grade = |parts: &Parts| {
            let found = parts.grades.iter().find(|(grade, _)| *grade == count.grade);
            found.map_or_else(String::new, |(_, share_of)| cell(share_of))
        };
        let mut row = vec![grade_words(count.grade).to_owned(), count.uncertain.to_string()];
        row.extend(varying.iter().map(|(_, parts)| of_grade(parts)));
        table.row(row);
    }
    if 1 < evidence.counts.iter().filter(uncertain).count() {
        let mut row = vec!["these together".to_owned(), String::new()];
        row.extend(varying.iter().map(|(_, parts)| cell(&parts.together)));
        table.row(row);
    }
    let mut row = vec!["luck, with all it does".to_owned(), String::new()];
    row.extend(varying.iter().map(|(_, parts)| cell(&parts.luck)));
    table.row(row);
    table_text(&table)
}

/// Where better evidence would tell most.
fn doubts(evidence: &Evidence, currency: &str) -> String {
    let told = |doubt: &&Doubt| LEAST <= doubt.score.value;
    let all: Vec<&Doubt> = evidence.doubts.iter().filter(told).collect();
    let Some(first) = evidence.outcomes.first() else { return String::new() };
    if all.is_empty() {
        return String::new();
    }
    let head = [
        "Much depends on it and little is known",
        "grade",
        "part in the variance [95%]",
        "weight",
        "product",
    ];
    let mut table = Table::labelled(&head);
    for doubt in all.iter().take(MOST) {
        let grade = if doubt.ungraded { "none" } else { doubt.grade.name() };
        table.row([
            doubt.names.join(" + "),
            grade.to_owned(),
            share(&doubt.influence),
            format!("{}", weakness(doubt.grade)),
            share(&Interval { low: f64::NAN, high: f64::NAN, ..doubt.score }),
        ]);
    }
    let rest = all.len().saturating_sub(MOST);
    let rest = if rest == 0 {
        String::new()
    } else {
        format!(" {} more with a product of 0.5% or more.", plural(rest as u64, "group"))
    };
    format!(
        "{}\nOf the variance of {}, with all the assumption does (total index), times how weak its \
         evidence is.{rest}",
        table_text(&table),
        outcome(&first.output, currency),
    )
}
