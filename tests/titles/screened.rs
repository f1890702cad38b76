//! What titles on operators held to rules may say.

use shortrun::output::chart::Chart;

use super::table::Table;
use super::{Grammar, Value};
use crate::every_chart::Facts;

/// How many rules an operator passes, fails, and neither.
struct Counts<'a> {
    label: &'a str,
    fails: Vec<&'a str>,
    close: usize,
    pass: usize,
}

pub(super) fn screen(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let mut labels = table.texts("operator");
    labels.dedup();
    // One without rules has no rows.
    let labels = if labels.is_empty() { vec!["near"] } else { labels };
    let all: Vec<Counts<'_>> = labels.into_iter().map(|label| counts(&table, label)).collect();
    let n = all.len();
    let failing = all.iter().filter(|one| !one.fails.is_empty()).count();
    let close = all.iter().filter(|one| 0 < one.close).count();
    let of = if facts.has("more") && facts.of("more") as usize != n { "the first " } else { "" };
    let mut grammar = Grammar::new(&["; ", ": ", ", "])
        .value("n", Value::Count(n as f64))
        .value("failing", Value::Count(failing as f64))
        .value("close", Value::Count(close as f64))
        .rule(
            &format!("All {of}{{n}} operators pass every rule that applies to them"),
            failing == 0 && close == 0,
        )
        .rule(&format!("None of {of}{{n}} operators fails a rule"), failing == 0 && 0 < close)
        .rule("{close} may, too close to call", failing == 0 && 0 < close)
        .rule(&format!("Each of {of}{{n}} operators fails at least one rule"), failing == n)
        .rule(
            &format!("{{failing}} of {of}{{n}} operators fails at least one rule"),
            failing == 1 && 1 < n,
        )
        .rule(
            &format!("{{failing}} of {of}{{n}} operators fail at least one rule"),
            1 < failing && failing < n,
        );
    if let [one] = &all[..] {
        let asked = one.fails.len() + one.close + one.pass;
        let rules = if asked == 1 { "rule" } else { "rules" };
        grammar = grammar
            .value("fails", Value::Count(one.fails.len() as f64))
            .value("asked", Value::Count(asked as f64))
            .value("undecided", Value::Count(one.close as f64))
            .rule(&format!("{} fails none of {{asked}} {rules}", one.label), one.fails.is_empty())
            .rule(
                &format!("{} fails {{fails}} of {{asked}} {rules}", one.label),
                !one.fails.is_empty(),
            )
            .rule("{undecided} too close to call", 0 < one.close);
        for rule in &one.fails {
            grammar = grammar.rule(&format!("“{rule}”"), true);
        }
        return grammar;
    }
    for one in &all {
        let count = one.fails.len();
        let fewest = all.iter().all(|other| count < other.fails.len() || one.label == other.label);
        grammar = grammar
            .value(&format!("count {}", one.label), Value::Count(count as f64))
            .rule(&format!("{} fails the fewest, {{count {}}}", one.label, one.label), fewest)
            .rule(&format!("{} fails none", one.label), count == 0);
        for other in all.iter().filter(|other| other.label != one.label) {
            let both = count == 0 && other.fails.is_empty();
            let rest = n - failing == 2;
            grammar =
                grammar.rule(&format!("{} and {} fail none", one.label, other.label), both && rest);
        }
    }
    let mut rules = table.texts("rule");
    rules.sort_unstable();
    rules.dedup();
    let stopped = |rule: &str| all.iter().filter(|one| one.fails.contains(&rule)).count();
    for (place, rule) in rules.iter().enumerate() {
        let count = stopped(rule);
        let most = rules.iter().all(|other| other == rule || stopped(other) < count);
        grammar = grammar
            .value(&format!("stopped {place}"), Value::Count(count as f64))
            .rule(&format!("“{rule}” stops most, {{stopped {place}}} of {{n}}"), most)
            .rule(&format!("all fail “{rule}”"), count == n);
    }
    grammar
}

fn counts<'a>(table: &'a Table, label: &'a str) -> Counts<'a> {
    let rows = table.rows_where("operator", label);
    let of = |verdict: &str| -> Vec<&'a str> {
        let is = |row: &&usize| table.text(**row, "verdict") == verdict;
        rows.iter().filter(is).map(|row| table.text(*row, "rule")).collect()
    };
    Counts { label, fails: of("fail"), close: of("too_close").len(), pass: of("pass").len() }
}
