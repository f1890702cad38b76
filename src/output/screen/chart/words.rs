//! What is said around the picture of a screening, and its numbers.

use super::held::{Held, in_order};
use crate::analysis::ranking::RankBy;
use crate::analysis::screening::{Subject, Verdict};
use crate::output::chart::{Figures, Provenance, Size, Words, csv_of, listed};
use crate::output::csv::number;
use crate::output::figures::label;
use crate::output::format::{self, lowered, plural};
use crate::output::screen::json::verdict_key;
use crate::output::screen::words::{Ranking, Screened, Screening, found, limits, looked_at};

/// The head of the column of rules that have none of their own.
const OTHERS: &str = "Other rules";

/// What is said around the table.
pub(super) fn words<'a>(
    run: &'a Provenance,
    screening: &Screening,
    held: &Held<'_>,
    size: Size,
) -> Words<'a> {
    let order = match &screening.ranking {
        Some(ranking) => {
            let better = if ranking.by.is_better_low() { "lowest" } else { "highest" };
            format!("{better} {} first", lowered(&rank_name(&ranking.by)))
        }
        None => "in the order given".to_owned(),
    };
    let subtitles = match size {
        Size::Half => vec![format!("Operators by rules, {order}"), "Operators by rules".to_owned()],
        _ => vec![
            format!("What each operator comes to under each rule, on the same draws; {order}"),
            format!("What each operator comes to under each rule; {order}"),
            format!("Operators by rules, {order}"),
        ],
    };
    Words {
        provenance: run,
        titles: titles(screening, held),
        subtitles,
        basis: "",
        notes: notes(screening, held, &order, size != Size::Half),
    }
}

fn notes(
    screening: &Screening,
    held: &Held<'_>,
    order: &str,
    size_has_figures: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    let (drawn, all) = (held.operators.len(), screening.operators.len());
    if drawn < all {
        notes.push(format!("the first {drawn} of {all} operators, {order}"));
    }
    notes.push("too close to call: the limit is within 2 s.e.".to_owned());
    let is_blank = |row: usize| (0..held.columns()).any(|column| held.found(row, column).is_none());
    if (0..drawn).any(is_blank) {
        notes.push("blank: not held to it".to_owned());
    }
    if held.has_others && size_has_figures {
        notes.push("other rules: how many of them have the sign".to_owned());
    }
    notes.push("returns gross of fees".to_owned());
    notes
}

/// How many operators have at least one rule of a verdict.
fn with(held: &Held<'_>, verdict: Verdict) -> usize {
    held.operators.iter().filter(|one| 0 < one.count(verdict)).count()
}

/// Titles, longest first.
fn titles(screening: &Screening, held: &Held<'_>) -> Vec<String> {
    let all = held.operators.len();
    let is_all = all == screening.operators.len();
    if let ([one], true) = (&held.operators[..], is_all) {
        return of_one(one);
    }
    let of = if is_all { all.to_string() } else { format!("the first {all}") };
    let (failing, close) = (with(held, Verdict::Fail), with(held, Verdict::TooClose));
    let first = match failing {
        0 if close == 0 => format!("All {of} operators pass every rule that applies to them"),
        0 => format!("None of {of} operators fails a rule; {close} may, too close to call"),
        some if some == all => format!("Each of {of} operators fails at least one rule"),
        1 => format!("1 of {of} operators fails at least one rule"),
        some => format!("{some} of {of} operators fail at least one rule"),
    };
    let mut titles = Vec::new();
    let stops = hardest(held).map(|(rule, count)| match count {
        count if count == all => format!("all fail {rule}"),
        count => format!("{rule} stops most, {count} of {all}"),
    });
    let best = best(held, failing);
    match (&best, &stops) {
        (Some(best), Some(stops)) => titles.push(format!("{first}; {best}; {stops}")),
        (None, Some(stops)) => titles.push(format!("{first}; {stops}")),
        _ => {}
    }
    titles.extend(best.map(|best| format!("{first}; {best}")));
    titles.push(first);
    titles
}

fn of_one(one: &Screened) -> Vec<String> {
    let [pass, fail, close] =
        [Verdict::Pass, Verdict::Fail, Verdict::TooClose].map(|verdict| one.count(verdict));
    let asked = plural((pass + fail + close) as u64, "rule");
    let undecided = match close {
        0 => String::new(),
        close => format!("; {close} too close to call"),
    };
    let plain = match fail {
        0 => format!("{} fails none of {asked}{undecided}", one.label),
        fail => format!("{} fails {fail} of {asked}{undecided}", one.label),
    };
    let fails = one.rules.iter().filter(|(_, checked)| checked.verdict == Verdict::Fail);
    let names: Vec<String> = fails.map(|(rule, _)| quoted(&rule.name)).collect();
    if names.is_empty() || 3 < names.len() {
        return vec![plain];
    }
    let named = format!("{} fails {fail} of {asked}{undecided}: {}", one.label, names.join(", "));
    vec![named, plain]
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

/// Who fails the fewest rules, or none, where that is one or two.
fn best(held: &Held<'_>, failing: usize) -> Option<String> {
    let fails = |one: &&Screened| one.count(Verdict::Fail);
    let fewest = held.operators.iter().map(fails).min()?;
    let best: Vec<&str> = held
        .operators
        .iter()
        .filter(|one| fails(one) == fewest)
        .map(|one| one.label.as_str())
        .collect();
    match best[..] {
        [one] if failing == held.operators.len() => {
            Some(format!("{one} fails the fewest, {fewest}"))
        }
        [one] if 0 < failing => Some(format!("{one} fails none")),
        [one, other] if 0 < failing && fewest == 0 => Some(format!("{one} and {other} fail none")),
        _ => None,
    }
}

/// The rule of the table that most operators fail, if it is one, and how many do.
fn hardest(held: &Held<'_>) -> Option<(String, usize)> {
    let failing = |column: usize| {
        let rows = 0..held.operators.len();
        let fails = |row: &usize| {
            held.found(*row, column).is_some_and(|found| found.verdict == Verdict::Fail)
        };
        rows.filter(fails).count()
    };
    let counts: Vec<usize> = (0..held.rules.len()).map(failing).collect();
    let most = counts.iter().copied().max().filter(|most| 1 < *most)?;
    let mut hardest = (0..counts.len()).filter(|column| counts[*column] == most);
    match (hardest.next(), hardest.next()) {
        (Some(column), None) => Some((quoted(&held.rules[column].rule.name), most)),
        _ => None,
    }
}

/// A verdict as the key of signs has it.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "passes",
        Verdict::TooClose => "too close to call",
        Verdict::Fail => "fails",
        Verdict::NotApplicable => "does not apply",
    }
}

/// The rule of each column, and its limit.
pub(super) fn column_names(held: &Held<'_>) -> Vec<[String; 2]> {
    let rules = held.rules.iter().map(|one| {
        let limit = one.limit.clone().unwrap_or_else(|| "its own limit".to_owned());
        [one.rule.name.clone(), limit]
    });
    let others = held.has_others.then(|| [OTHERS.to_owned(), String::new()]);
    rules.chain(others).collect()
}

/// What operators are ranked by.
pub(super) fn rank_name(by: &RankBy) -> String {
    match by {
        RankBy::NpvPerCheque => "Mean NPV over cheque".to_owned(),
        RankBy::Statistic(statistic) => label(statistic, ""),
    }
}

/// What an operator is ranked by, short.
pub(super) fn of_rank(ranking: &Ranking, screening: &Screening, operator: &Screened) -> String {
    let is_of = |place: usize| std::ptr::eq(&raw const screening.operators[place], operator);
    let Some(ranked) = ranking.order.iter().find(|one| is_of(one.operator)) else {
        return String::new();
    };
    match &ranking.by {
        _ if ranked.value.value.is_nan() => "none".to_owned(),
        RankBy::NpvPerCheque => format::number(ranked.value.value, 2),
        RankBy::Statistic(statistic) => {
            Figures::of(statistic, &operator.info.currency).value(ranked.value.value)
        }
    }
}

/// A row for each rule of each operator.
pub(super) fn numbers(held: &Held<'_>) -> String {
    let head =
        ["operator", "rule", "of", "found", "standard_error", "min", "max", "verdict", "column"];
    let column_of = |name: &str, subject: &Subject| {
        let is_it = |one: &super::held::SharedRule<'_>| {
            one.rule.name == name && one.rule.subject == *subject
        };
        let at = held.rules.iter().position(is_it);
        at.map_or_else(String::new, |at| (at + 1).to_string())
    };
    let rows = held.operators.iter().flat_map(|operator| {
        operator.rules.iter().map(move |(rule, checked)| {
            let limit = |limit: Option<f64>| number(limit.unwrap_or(f64::NAN));
            vec![
                operator.label.clone(),
                rule.name.clone(),
                looked_at(rule, checked),
                number(checked.found.value),
                number(checked.found.standard_error),
                limit(rule.min),
                limit(rule.max),
                verdict_key(checked.verdict).to_owned(),
                column_of(&rule.name, &rule.subject),
            ]
        })
    });
    csv_of(head, rows)
}

/// The table in words.
pub(super) fn alt_text(screening: &Screening, held: &Held<'_>) -> String {
    let all = in_order(screening).count();
    let of = |operator: &&Screened| {
        let currency = &operator.info.currency;
        let listed_as = |verdict: Verdict, name: &str| {
            let of = operator.rules.iter().filter(|(_, checked)| checked.verdict == verdict);
            let texts = of.map(|(rule, checked)| {
                let found = found(rule, checked, currency);
                format!("{} ({found}, must be {})", rule.name, limits(rule, checked, currency))
            });
            let texts: Vec<String> = texts.collect();
            (!texts.is_empty()).then(|| format!("{name} {}", texts.join(", ")))
        };
        let parts = [
            listed_as(Verdict::Fail, "fails"),
            listed_as(Verdict::TooClose, "too close to call:"),
            Some(format!("passes {}", operator.count(Verdict::Pass))),
        ];
        let parts = listed(parts.into_iter().flatten(), "; ");
        format!("{}: {parts}", operator.label)
    };
    format!(
        "Table of {} of {} down and {} across. {}.",
        held.operators.len(),
        plural(all as u64, "operator"),
        plural(held.rules.len() as u64, "rule"),
        listed(held.operators.iter().map(of), ". "),
    )
}
