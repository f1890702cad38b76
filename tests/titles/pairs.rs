//! What titles on steps between two figures, and on what to ask, may say.

use shortrun::output::chart::Chart;

use super::table::Table;
use super::{Grammar, Value};
use crate::every_chart::Facts;

/// A step of a bridge.
struct Step {
    name: String,
    change: f64,
    is_clear: bool,
}

/// The steps beside a bridge, checked to lead from its start to its end, and
/// both.
fn steps(table: &Table) -> (f64, Vec<Step>, f64) {
    let last = table.len() - 1;
    let of = |row: usize| Step {
        name: table.text(row, "step").to_owned(),
        change: table.number(row, "change"),
        is_clear: {
            let change = table.number(row, "change").abs();
            2.0 * table.number(row, "change_standard_error") < change && 0.0 < change
        },
    };
    let steps: Vec<Step> = (1..last).map(of).collect();
    let (start, end) = (table.number(0, "to"), table.number(last, "to"));
    let sum = start + steps.iter().map(|step| step.change).sum::<f64>();
    assert!((sum - end).abs() <= 1e-9 * (1.0 + end.abs()), "{sum} for {end}");
    (start, steps, end)
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Clauses that name a step with its change, each of those given.
fn named(mut grammar: Grammar, steps: &[&Step], unit: &'static str) -> Grammar {
    let points = if unit == "points" { " points" } else { "" };
    for step in steps {
        let pattern = format!("{} {{change of {}}}{points}", lower(&step.name), step.name);
        let value = Value::Change(step.change, unit);
        grammar = grammar.value(&format!("change of {}", step.name), value).rule(&pattern, true);
    }
    grammar
}

pub(super) fn value_bridge(chart: &Chart) -> Grammar {
    let (_, steps, end) = steps(&Table::of(chart));
    let best = |way: f64| {
        let of = steps.iter().filter(move |step| step.is_clear && 0.0 < way * step.change);
        of.max_by(|a, b| a.change.abs().total_cmp(&b.change.abs()))
    };
    let largest: Vec<&Step> = [1.0, -1.0].into_iter().filter_map(best).collect();
    let noise = steps.iter().all(|step| !step.is_clear);
    let grammar = Grammar::new(&[": ", ", ", "; "])
        .value("mean", Value::Multiple(end))
        .rule("Of the mean MOIC of {mean}", true)
        .rule("Mean MOIC {mean}", true)
        .rule("Mean MOIC is {mean}", true)
        .rule("The only path returns {mean}", super::table::told(chart, "paths") < 1.5)
        .rule("no part moves it by more than noise", noise);
    named(grammar, &largest, "x")
}

pub(super) fn bridge(chart: &Chart, facts: &Facts) -> Grammar {
    let (start, steps, end) = steps(&Table::of(chart));
    let label = facts.words("label");
    let unit = match label {
        label if label.ends_with("NPV") => "money",
        label if label.ends_with("MOIC") => "x",
        _ => "points",
    };
    let points = if unit == "points" { " points" } else { "" };
    let mut clear: Vec<&Step> = steps.iter().filter(|step| step.is_clear).collect();
    clear.sort_by(|a, b| b.change.abs().total_cmp(&a.change.abs()));
    let difference = end - start;
    let noise = difference.abs() <= 2.0 * facts.of("noise");
    let change = format!("{label} changes by {{difference}}{points}");
    let grammar = Grammar::new(&[", ", ": ", "; "])
        .value("difference", Value::Change(difference, unit))
        .rule("From near to far", true)
        .rule(&change, !noise)
        .rule(&format!("{change}, no more than noise"), noise)
        .rule("no group contributes more than noise", clear.is_empty())
        .rule(&format!("{label} is the same"), steps.is_empty() && difference.abs() <= 0.0)
        .rule("near and far assume the same", steps.is_empty());
    clear.truncate(2);
    named(grammar, &clear, unit)
}

/// The last two parts of a key, as titles have them.
fn key_words(key: &str) -> String {
    let parts: Vec<&str> = key.split('.').collect();
    let last = parts[parts.len() - 1].replace('_', " ");
    match parts.len() {
        0..=2 => last,
        many => format!("{last} ({})", parts[many - 2]),
    }
}

pub(super) fn learn(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let questions = table.rows_where("kind", "question");
    let bought: Vec<usize> = (1..)
        .map_while(|place: usize| {
            table.rows_where("place_among_those_worth_asking", &place.to_string()).first().copied()
        })
        .collect();
    let worthless = questions.iter().all(|row| table.number(*row, "value") <= 0.0);
    let more = bought.len() as f64 - 1.0;
    let leads = 2.0 * facts.of("lead error") < facts.of("lead");
    let asks = !questions.is_empty();
    let is_told = 2.0 * facts.of("npv error") <= facts.of("npv").abs();
    let grammar = Grammar::new(&["; ", ", ", ": "])
        .value("npv", Value::Money(facts.of("npv")))
        .value("more", Value::Count(more))
        .rule("mean NPV is {npv}", is_told)
        .rule("mean NPV cannot be told from 0", !is_told)
        .rule("No answer changes the decision", asks && worthless)
        .rule("and none brings it to the other side of 0", asks && worthless)
        .rule(
            "No question is worth what it costs",
            asks && bought.is_empty() && {
                questions.iter().all(|row| table.number(*row, "net") <= 0.0)
            },
        )
        .rule("then one more pays", (more - 1.0).abs() < 0.5)
        .rule("then {more} more pay", 1.5 < more)
        .rule("No assumption is uncertain", table.len() == 0)
        .rule("No single assumption", !asks && table.len() != 0)
        .rule(
            "if known, changes the decision",
            table.column("value").iter().all(|value| *value <= 0.0),
        );
    if let Some(first) = bought.first() {
        return grammar
            .value("question", Value::Text(table.text(*first, "name").to_owned()))
            .value("worth", Value::Money(table.number(*first, "value")))
            .value("cost", Value::Money(table.number(*first, "cost")))
            .rule("Ask first", 0.5 < more && leads)
            .rule("Worth asking", more < 0.5 || !leads)
            .rule("{question} Worth {worth}, costs {cost}", true);
    }
    let numbers = table.rows_where("kind", "assumption");
    let Some(first) = numbers.first().copied().filter(|_| !asks) else { return grammar };
    let value = |row: usize| table.number(row, "value");
    let is_most = numbers.iter().all(|row| value(*row) <= value(first));
    grammar
        .value("number", Value::Text(key_words(table.text(first, "name"))))
        .value("worth", Value::Money(value(first)))
        .value("chance", Value::Share(table.number(first, "changes_decision")))
        .rule("{number} would be worth {worth} to know", is_most)
        .rule("it changes the decision in {chance} of paths", true)
}
