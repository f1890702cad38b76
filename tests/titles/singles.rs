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
    let others = table.head()[1..].iter().filter(|name| name.starts_with("sold: "));
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

pub(super) fn payout(chart: &Chart) -> Grammar {
    let table = Table::of(chart);
    let at = |row: usize, name: &str| table.number(row, name);
    let one = |kind: &str| table.rows_where("kind", kind).first().copied();
    let (rows, bins) = (table.rows_where("kind", "payout"), table.rows_where("kind", "sales"));
    let marked = |kind: &str, name: &str| one(kind).map_or(f64::NAN, |row| at(row, name));
    let preferences = marked("inside preferences", "price");
    let inside = marked("inside preferences", "share_of_sales");
    // Common begins to get something where all preferences are paid, and no sooner.
    for row in &rows {
        let pays_common = 1e-6 * at(*row, "price") < at(*row, "common  options");
        let is_above = preferences * (1.0 + 1e-6) < at(*row, "price");
        assert!(pays_common == is_above || preferences.is_nan(), "{}", chart.csv());
    }
    // The bins up to there hold no more than what is inside, but for what is left of the axis.
    let below = |edge: &str| -> f64 {
        let inside = bins.iter().filter(|row| at(**row, edge) <= preferences);
        inside.map(|row| at(*row, "share_of_sales")).sum()
    };
    let sold: f64 = bins.iter().map(|row| at(*row, "share_of_sales")).sum();
    let all = 1.0 - 1e-9;
    let is_alone = sold <= 0.0 && !chart.svg().contains("of sales left of the axis");
    assert!(is_alone || preferences.is_nan() || below("to") <= inside + 1e-9, "{}", chart.csv());
    if all <= sold {
        assert!(preferences.is_nan() || inside <= below("price") + 1e-9, "{}", chart.csv());
    }
    // The investor has less than the cheque at each price below the one that brings it back.
    let whole = marked("cheque back", "price");
    for row in &rows {
        let has_it = 1.0 - 1e-9 <= at(*row, "investor_moic");
        assert!(has_it != (at(*row, "price") < whole * (1.0 - 1e-6)), "{}", chart.csv());
    }
    Grammar::new(&["; "])
        .value("amount", Value::Money(preferences))
        .value("share", Value::Share(inside))
        .value("whole", Value::Money(whole))
        .rule("{share} of sales end inside the preferences, below {amount}", {
            0.0 < inside && inside < all && !is_alone
        })
        .rule("No sale ends inside the preferences, below {amount}", inside <= 0.0 && !is_alone)
        .rule("All sales end inside the preferences, below {amount}", all <= inside && !is_alone)
        .rule("No path is sold", is_alone)
        .rule("the investor has the cheque back from {whole} on", !whole.is_nan())
}

pub(super) fn plan(chart: &Chart) -> Grammar {
    let table = Table::of(chart);
    let at = |row: usize, name: &str| table.number(row, name);
    let paths = told(chart, "paths");
    let only = paths < 1.5;
    let when = |row: usize| match at(row, "month") {
        month if month % 12.0 > 0.0 => format!("month {month}"),
        month => format!("year {}", month / 12.0),
    };
    let rows = (0..table.len()).take_while(|row| 0.2 <= at(*row, "operating"));
    let known = |row: &usize| !at(*row, "revenue_p50").is_nan() && at(*row, "month") <= 60.0;
    let key = rows.filter(known).last();
    let row = key.unwrap_or(1);
    let share = at(row, "operating");
    let (ebitda, error) = (at(row, "ebitda_p50"), at(row, "ebitda_p50_standard_error"));
    let is_clear = 2.0 * error < ebitda.abs();
    // From when on the mean is above 0 by two errors, for good.
    let side = |row: usize, sign: f64| {
        at(row, "net_mean") + sign * 2.0 * at(row, "net_mean_standard_error")
    };
    let last = table.len() - 1;
    let ahead = (0..=last).rev().take_while(|row| 0.0 < side(*row, -1.0)).last();
    let behind = side(last, 1.0) < 0.0;
    let median = if only { "" } else { "median " };
    let mut grammar = Grammar::new(&["; ", ", with ", " and "])
        .value("when", Value::Text(when(row)))
        .value("end", Value::Text(when(last)))
        .value("ahead", Value::Text(ahead.map_or(String::new(), when)))
        .value("share", Value::Share(share))
        .value("revenue", Value::Money(at(row, "revenue_p50")))
        .value("ebitda", Value::Money(ebitda))
        .rule("In {when}, {share} of paths still operate", 0.0 < share && share < 1.0)
        .rule("In {when}, all paths still operate", 1.0 <= share && !only)
        .rule("By {when}, no path still operates", share <= 0.0 && !only)
        .rule("In {when}, the only path still operates", 1.0 <= share && only)
        .rule("By {when}, the only path operates no more", share <= 0.0 && only)
        .rule(&format!("{median}revenue of {{revenue}}"), key.is_some())
        .rule("what the investor gains on average is too close to 0 to tell", {
            ahead.is_none() && !behind && !only
        })
        .rule("on average the investor has less back by {end} than was paid in", behind && !only)
        .rule("on average the investor has more back than was paid in only at the end, {end}", {
            ahead == Some(last) && !only
        })
        .rule("on average the investor has more back than was paid in from {ahead} on", {
            ahead.is_some_and(|row| row < last) && !only
        });
    for start in ["", median] {
        grammar = grammar
            .rule(&format!("{start}EBITDA of {{ebitda}}"), key.is_some() && is_clear)
            .rule(&format!("{start}EBITDA near 0"), key.is_some() && !is_clear);
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
