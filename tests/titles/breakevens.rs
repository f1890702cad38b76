//! What titles on where a target is just met may say.

use shortrun::output::chart::Chart;

use super::pushes::{key_words, limit};
use super::table::Table;
use super::{Grammar, Value};
use crate::every_chart::Facts;

/// Standard errors to either side of a target that an interval of 95 % has.
const BAND: f64 = 1.96;

pub(super) fn breakeven(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let (label, key) = (facts.words("label"), facts.words("key"));
    let name =
        if key.ends_with("pre_money") { "pre-money price".to_owned() } else { key_words(key) };
    let one = if key.ends_with("pre_money") { name.clone() } else { format!("value of {name}") };
    let value = |x: f64| match key {
        key if key.ends_with("pre_money") => Value::Money(x),
        key if key.ends_with("rate") => Value::Percent(100.0 * x),
        _ => Value::Number(x),
    };
    let (kept, fails, threshold) = limit(facts);
    let values = table.column("value");
    let met = |row: usize| table.text(row, "meets") == "true";
    let turns: Vec<usize> = (1..table.len()).filter(|row| met(*row) != met(row - 1)).collect();
    let (first, last) = (values[0], values[values.len() - 1]);
    let (everywhere, nowhere) = (turns.is_empty() && met(0), turns.is_empty() && !met(0));
    let whose = if facts.words("known") == "yes" { "plan" } else { "plan\u{2019}s median" };
    let plan = format!(" ({whose} {{plan}})");
    let does = if facts.words("meets") == "yes" { "meets it" } else { "misses it" };
    let told = format!(" ({whose} {{plan}} {does})");
    let with_interval = format!(" ({whose} {{plan}} {does}; 95% interval {{low}} to {{high}})");
    // The last value that meets the target, and the farthest around it that may.
    let at = turns.first().map_or(0, |row| if met(*row) { *row } else { row - 1 });
    let is_unsure = |row: &usize| {
        let off = (table.number(*row, "statistic") - table.number(*row, "threshold")).abs();
        off <= BAND * table.number(*row, "standard_error")
    };
    let low = (0..=at).rev().take_while(is_unsure).last().unwrap_or(at);
    let high = (at..table.len()).take_while(is_unsure).last().unwrap_or(at);
    let is_closed = 0 < low && high + 1 < table.len();
    let side = if turns.first().is_some_and(|row| met(*row)) { "at least" } else { "at most" };
    let limits = format!("{kept} {{threshold}}");
    let mut grammar = Grammar::new(&[])
        .value("threshold", threshold)
        .value("plan", value(facts.of("plan value")))
        .value("from", value(first))
        .value("to", value(last))
        .value("at", value(values[at]))
        .value("low", value(values[low]))
        .value("high", value(values[high]))
        .value("times", Value::Count(turns.len() as f64))
        .rule(&format!("{label} is {limits} throughout"), everywhere)
        .rule(&format!("{label} {fails} {{threshold}} from {{from}} to {{to}}"), nowhere)
        .rule(
            &format!(
                "No {one} from {{from}} to {{to}} works: {} {fails} {{threshold}}",
                small(label)
            ),
            nowhere,
        );
    let once = turns.len() == 1;
    let here = format!("{label} is {limits} where the {name} is {side} {{at}}");
    let every = format!("{label} is {limits} at every {one} from {{from}} to {{to}}");
    let often = format!("{label} passes {{threshold}} {{times}} times");
    let over = format!("{often} with the {name} from {{from}} to {{to}}");
    for (pattern, holds) in [
        (format!("{here}{with_interval}"), once && is_closed),
        (format!("{here}{told}"), once),
        (here, once),
        (format!("{label} is {limits} {side} {{at}}"), once),
        (format!("{every}{plan}"), everywhere),
        (every, everywhere),
        (format!("{over}{plan}"), 1 < turns.len()),
        (over, 1 < turns.len()),
        (often, 1 < turns.len()),
    ] {
        grammar = grammar.rule(&pattern, holds);
    }
    grammar
}

/// With a small letter at the start.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
