//! What titles on endings, cash, lead times, single paths and assumptions may
//! say.

use shortrun::output::chart::Chart;

use super::table::{Table, told};
use super::{Grammar, Value};
use crate::every_chart::Facts;

pub(super) fn exits(chart: &Chart) -> Grammar {
    let table = Table::of(chart);
    let key = (table.len() - 1).min(60);
    let at = |name: &str| table.number(key, name);
    let others =
        table.head()[1..].iter().filter(|name| name.starts_with("sold") || *name == "listed");
    let sold: f64 = others.map(|name| at(name)).sum();
    let (failed, open) = (at("failed"), at("still operating"));
    assert!((failed + sold + open - 1.0).abs() < 1e-9, "{}", chart.csv());
    let by =
        if key.is_multiple_of(12) { format!("year {}", key / 12) } else { format!("month {key}") };
    let some = |share: f64| 0.0 < share && share < 1.0 - 1e-12;
    let all = |share: f64| 1.0 - 1e-12 <= share;
    let only = told(chart, "paths") < 1.5;
    Grammar::new(&[", ", " and "])
        .value("by", Value::Text(by))
        .value("failed", Value::Part(failed))
        .value("sold", Value::Part(sold))
        .value("open", Value::Part(open))
        .rule("By {by}, {failed} of paths have failed", some(failed))
        .rule("By {by}, {failed} have failed", some(failed))
        .rule("By {by}, no path has failed", failed <= 0.0)
        .rule("{sold} have been sold", some(sold))
        .rule("none has been sold", sold <= 0.0)
        .rule("{open} still operate", some(open))
        .rule("none still operates", open <= 0.0)
        .rule("all still operate", all(open))
        .rule("By {by}, all paths have failed", all(failed) && !only)
        .rule("By {by}, all paths have been sold", all(sold) && !only)
        .rule("By {by}, the only path has failed", all(failed) && only)
        .rule("By {by}, the only path has been sold", all(sold) && only)
        .rule("By {by}, the only path still operates", all(open) && only)
}

pub(super) fn runway(chart: &Chart) -> Grammar {
    let table = Table::of(chart);
    let horizon = table.len();
    let paths = told(chart, "paths");
    let at = |month: usize, name: &str| table.number(month - 1, name);
    let (late, sought) = (at(horizon, "ran_out"), at(horizon, "sought_money"));
    let words = |month: usize| match month {
        month if month <= 36 || !month.is_multiple_of(12) => format!("month {month}"),
        month => format!("year {}", month / 12),
    };
    let (all, no) = (1.0 <= late, late <= 0.0);
    let mut grammar = Grammar::new(&["; "])
        .value("end", Value::Text(words(horizon)))
        .value("paths", Value::Count(paths))
        .value("late", Value::Share(late))
        .value("sought", Value::Share(sought))
        .rule("Failure comes by {end} in {late} of paths", !no && !all)
        .rule("Failure comes by {end} in all paths", all)
        .rule("None of {paths} paths fails by {end}", no && 1.0 < paths)
        .rule("The only path does not fail by {end}", no && paths < 1.5)
        .rule("none seeks new money", sought <= 0.0)
        .rule("all seek new money", 1.0 <= sought)
        .rule("{sought} seek new money", 0.0 < sought && sought < 1.0);
    for month in [24, 36, 60].into_iter().filter(|month| *month < horizon) {
        let (name, by) = (format!("by {month}"), words(month));
        let start = format!("Failure comes by {by} in {{{name}}} of paths and by {{end}} in ");
        grammar = grammar
            .value(&name, Value::Share(at(month, "ran_out")))
            .rule(&format!("{start}{{late}}"), !no && !all)
            .rule(&format!("{start}all"), all);
    }
    grammar
}

pub(super) fn failure(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let last = table.len() - 1;
    let (months, failed) = (table.number(last, "month"), table.number(last, "failed"));
    let paths = told(chart, "paths");
    let by = if months % 12.0 > 0.0 {
        format!("month {months}")
    } else {
        format!("year {}", months / 12.0)
    };
    // How each year stands to what is published of it, derived from its numbers.
    let mut years: [Vec<String>; 3] = Default::default();
    for row in 0..table.len() {
        let at = |name: &str| table.number(row, name);
        let doubt = (2.0 * at("standard_error")).max(3.0 / paths) + 0.005;
        let place = match (at("published_most"), at("published_least")) {
            (most, _) if most.is_nan() => continue,
            (most, _) if most < at("failed") - doubt => 0,
            (_, least) if at("failed") + doubt < least => 1,
            _ => 2,
        };
        years[place].push(format!("{}", at("month") / 12.0));
    }
    let listed = |all: &[String]| match all.split_last() {
        Some((end, others)) if !others.is_empty() => format!("{} and {end}", others.join(", ")),
        Some((end, _)) => end.clone(),
        None => String::new(),
    };
    let first = years.iter().position(|all| !all.is_empty());
    let mut grammar = Grammar::new(&[": ", ", "])
        .value("by", Value::Text(by))
        .value("failed", Value::Share(failed))
        .value("paths", Value::Count(paths))
        .value("bound", Value::Up(1.0 - libm::pow(0.05, 1.0 / paths)))
        .rule("{failed} of paths fail by {by}", 0.0 < failed && failed < 1.0)
        .rule("All of {paths} paths fail by {by}", 1.0 <= failed && 1.0 < paths)
        .rule("None of {paths} paths fails by {by}", failed <= 0.0 && 1.0 < paths)
        .rule("None of {paths} paths fails by {by} (<{bound})", failed <= 0.0 && 1.0 < paths)
        .rule("The only path fails by {by}", 1.0 <= failed && paths < 1.5)
        .rule("The only path does not fail by {by}", failed <= 0.0 && paths < 1.5);
    let words = [
        ("more than is published", "more than that"),
        ("fewer than is published", "fewer than that"),
        ("in line with what is published", "in line with it"),
    ];
    for (place, (of, later)) in words.into_iter().enumerate() {
        let name = format!("years {place}");
        let some = !years[place].is_empty() && 1.0 < paths;
        grammar = grammar.value(&name, Value::Text(listed(&years[place])));
        for who in ["", " of funded firms", " of established businesses"] {
            let is_who = who.is_empty() || who.contains(facts.words("peers"));
            let rule = format!("{of}{who} after {{{name}}} years");
            grammar = grammar.rule(&rule, some && first == Some(place) && is_who);
        }
        grammar = grammar.rule(&format!("{later} after {{{name}}}"), some && first != Some(place));
    }
    grammar
}

pub(super) fn frontier(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let row = |kind: &str| table.rows_where("kind", kind).first().copied();
    let near = |row: &usize| (table.number(*row, "ratio") - 0.1).abs();
    let simulated = table.rows_where("kind", "simulated");
    let nearest = simulated.into_iter().min_by(|a, b| near(a).total_cmp(&near(b)));
    let point = row("own lead time").or(nearest);
    let at = |row: Option<usize>, name: &str| row.map_or(f64::NAN, |row| table.number(row, name));
    let (premium, costs) = (at(point, "premium"), at(row("own cost"), "premium"));
    let (gain, error) = (facts.of("gain"), facts.of("gain error"));
    let whole = |days: f64| if days < 9.95 { days } else { days.round() };
    Grammar::new(&["; "])
        .value("days", Value::Number(whole(at(point, "days"))))
        .value("long", Value::Number(facts.of("long")))
        .value("size", Value::Percent(100.0 * premium.abs()))
        .value("justified", Value::Percent(100.0 * premium))
        .value("error", Value::Number(100.0 * at(point, "standard_error")))
        .value("costs", Value::Percent(100.0 * costs.abs()))
        .rule(
            "At {days} days in place of {long}, goods made close by may cost up to {size} more a unit",
            0.0 <= premium,
        )
        .rule("At {days} days in place of {long}, goods may cost up to {size} more", 0.0 <= premium)
        .rule(
            "At {days} days in place of {long}, goods made close by must cost {size} less a unit",
            premium < 0.0,
        )
        .rule("At {days} days in place of {long}, goods must cost {size} less", premium < 0.0)
        .rule("The plan costs {costs} more a unit", 0.0 <= costs)
        .rule("The plan costs {costs} less a unit", costs < 0.0)
        .rule("its {days} days in place of {long} justify {justified}", !premium.is_nan())
        .rule(
            "its {days} days in place of {long} justify {justified} ± {error} – too close to tell",
            gain.abs() <= 2.0 * error,
        )
        .rule("no premium makes {days} days as good as {long}", premium.is_nan() && point.is_some())
        .rule("No lead time short of {long} days was looked at", point.is_none())
}

pub(super) fn replay(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let cash = table.column("cash");
    let last = cash[cash.len() - 1];
    let lowest = cash.iter().copied().fold(f64::INFINITY, f64::min);
    let lowest_month = cash.iter().position(|value| value.total_cmp(&lowest).is_eq());
    let route = facts.words("route");
    Grammar::new(&[": ", ", ", "; "])
        .value("path", Value::Count(facts.of("path")))
        .value("place", Value::Text(facts.words("place").to_owned()))
        .value("month", Value::Count(cash.len() as f64))
        .value("moic", Value::Multiple(facts.of("moic")))
        .value("missing", Value::Money(-last))
        .value("lowest", Value::Money(lowest))
        .value("lowest month", Value::Count(lowest_month.map_or(0.0, |month| month as f64 + 1.0)))
        .rule("Path {path}{place}", true)
        .rule("out of cash in month {month}", route == "failed" && last < 0.0)
        .rule("ended by a setback in month {month}", route == "failed" && 0.0 <= last)
        .rule("returns {moic}", route == "failed")
        .rule("{missing} were missing", last < 0.0)
        .rule("still operating in month {month}", route == "operating")
        .rule("valued at {moic}", route == "operating")
        .rule("sold in month {month} for {moic}", route == "sold")
        .rule("cash was lowest in month {lowest month} at {lowest}", true)
}

/// Of all sheets together, so from the file and not from the numbers beside one.
pub(super) fn inputs(facts: &Facts) -> Grammar {
    let [all, guesses, without] = ["all", "guesses", "without"].map(|name| facts.of(name));
    let one = |count: f64| (count - 1.0).abs() < 0.5;
    Grammar::new(&["; ", ", "])
        .value("all", Value::Count(all))
        .value("guesses", Value::Count(guesses))
        .value("without", Value::Count(without))
        .rule("{all} uncertain assumptions", !one(all))
        .rule("{all} uncertain assumption", one(all))
        .rule("none is marked a guess", guesses <= 0.0)
        .rule("{guesses} rests on a guess", one(guesses))
        .rule("{guesses} rest on guesses", !one(guesses) && guesses < all)
        .rule("all {guesses} rest on guesses", !one(guesses) && all <= guesses)
        .rule("{without} has no source", one(without))
        .rule("{without} have no source", 1.5 < without)
}
