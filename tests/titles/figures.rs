//! What titles on operating figures may say.

use shortrun::output::chart::Chart;

use super::table::{Table, told};
use super::versus::{Stand, short, stand};
use super::{Grammar, Value};
use crate::every_chart::{DAYS, Facts, LABELS, MARGINS};

/// The row of a figure of a plan, the first being that of the first; not those of its bins.
fn row(table: &Table, figure: &str, plan: usize) -> usize {
    let rows = table.rows_where("figure", figure).into_iter();
    let mut rows = rows.filter(|row| table.text(*row, "from").is_empty());
    rows.nth(plan).unwrap_or_else(|| panic!("no {figure} of plan {plan}"))
}

/// The median of a figure as the table has it, which is that of all values; NaN where there is none.
fn median(table: &Table, figure: &str, plan: usize, values: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    let row = row(table, figure, plan);
    let told = table.number(row, "p50");
    assert_eq!(table.number(row, "paths") as usize, sorted.len(), "{figure}");
    if sorted.is_empty() {
        assert!(told.is_nan(), "{figure}");
        return told;
    }
    let own = sorted[sorted.len().div_ceil(2) - 1];
    assert!((told - own).abs() <= 1e-12 * own.abs(), "{figure}: {told}, {own}");
    share_within(table, row, &sorted);
    told
}

/// The share within the limit is counted anew.
fn share_within(table: &Table, row: usize, values: &[f64]) {
    let [least, most, within] = ["least", "most", "within"].map(|name| table.number(row, name));
    if least.is_nan() && most.is_nan() {
        assert!(within.is_nan());
        return;
    }
    let holds = |value: &&f64| !(**value < least) && !(most < **value);
    let share = values.iter().filter(holds).count() as f64 / values.len() as f64;
    assert!((share - within).abs() < 1e-12, "{share}, {within}");
}

/// Limits that ask something of a share of the paths, and how many of them are clearly missed.
fn limits(table: &Table) -> (usize, usize) {
    let of = |name| table.column(name);
    let (asked, within, errors) = (of("asked"), of("within"), of("within_standard_error"));
    let all: Vec<usize> = (0..asked.len()).filter(|row| !asked[*row].is_nan()).collect();
    let is_missed = |row: &&usize| within[**row] + 2.0 * errors[**row] < asked[**row];
    (all.iter().filter(is_missed).count(), all.len())
}

pub(super) fn of_one(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let paths = told(chart, "paths");
    let of = |figure: &'static str| median(&table, figure, 0, facts.values(figure));
    let [days, markdowns, site] = ["fulfilment_days", "markdown_rate", "site_roic"].map(of);
    let none = days.is_nan() && markdowns.is_nan() && site.is_nan();
    let (missed, asked) = limits(&table);
    Grammar::new(&[", ", " and ", "; "])
        .value("missed", Value::Count(missed as f64))
        .value("asked", Value::Count(asked as f64))
        .rule("{missed} of {asked} limit is missed", missed == 1 && asked == 1)
        .rule("{missed} of {asked} limits is missed", missed == 1 && 1 < asked)
        .rule("{missed} of {asked} limits are missed", 1 < missed)
        .value("days", Value::Number(days))
        .value("markdowns", Value::Share(markdowns))
        .value("site", Value::Rate(site.abs(), f64::INFINITY))
        .rule("At the median", 1.0 < paths && !none)
        .rule("On the only path", paths < 1.5 && !none)
        .rule("orders are met in {days} days", !days.is_nan())
        .rule("nothing is marked down", markdowns <= 0.0)
        .rule("markdowns cost {markdowns}", 0.0 < markdowns)
        .rule("a site returns {site} a year", 0.0 <= site)
        .rule("a site loses {site} a year", site < 0.0)
        .rule("No path has any of these figures", none)
}

pub(super) fn of_several(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let scenarios = facts.of("scenarios") as usize;
    // At most five are drawn, two at half; the title is of those drawn.
    let drawn = table.rows_where("figure", "fulfilment_days").len();
    assert!(drawn == scenarios.min(5) || drawn == 2, "{drawn} of {scenarios}");
    let days: Vec<f64> = (0..drawn)
        .map(|plan| median(&table, "fulfilment_days", plan, facts.values(DAYS[plan])))
        .collect();
    if drawn == 2 {
        return of_two(facts, [days[0], days[1]]);
    }
    let markdowns: Vec<f64> =
        (0..drawn).map(|plan| table.number(row(&table, "markdown_rate", plan), "p50")).collect();
    let ends = |values: &[f64]| {
        let known = values.iter().copied().filter(|value| !value.is_nan());
        (known.clone().fold(f64::INFINITY, f64::min), known.fold(f64::NEG_INFINITY, f64::max))
    };
    let (days, costs) = (ends(&days), ends(&markdowns));
    let some = days.0 <= days.1;
    let alike = |a: f64, b: f64| (a - b).abs() <= 0.05 * a.abs().max(b.abs());
    Grammar::new(&["; "])
        .value("n", Value::Count(drawn as f64))
        .value("least", Value::Number(days.0))
        .value("most", Value::Number(days.1))
        .value("low", Value::Share(costs.0))
        .value("high", Value::Share(costs.1))
        .rule("At the median, {n} scenarios meet orders in {least} to {most} days", some)
        .rule("At the median, {n} scenarios meet orders in {least} days", alike(days.0, days.1))
        .rule("markdowns cost {low} to {high}", costs.0 < costs.1)
        .rule("markdowns cost {low}", (100.0 * (costs.1 - costs.0)) < 1.0)
        .rule("No path has these figures", !some && !(costs.0 <= costs.1))
}

fn of_two(facts: &Facts, [of_a, of_b]: [f64; 2]) -> Grammar {
    let of = |names: [&str; 6]| {
        let [a, b] = [0, 1].map(|plan| facts.values(names[plan]));
        let both = || a.iter().zip(b).filter(|(a, b)| !a.is_nan() && !b.is_nan());
        let (a, b): (Vec<f64>, Vec<f64>) = both().map(|(a, b)| (*a, *b)).unzip();
        let mean = a.iter().zip(&b).map(|(a, b)| b - a).sum::<f64>() / a.len() as f64;
        (stand(&a, &b), mean, a.len())
    };
    let ((days, _, some), (margin, more, earn)) = (of(DAYS), of(MARGINS));
    let differ = days == Stand::Lower || days == Stand::Higher;
    let apart = "cannot be told apart";
    Grammar::new(&["; ", " and "])
        .value("a", Value::Text(short(facts.words(LABELS[0]))))
        .value("b", Value::Text(short(facts.words(LABELS[1]))))
        .value("of a", Value::Number(of_a))
        .value("of b", Value::Number(of_b))
        .value("amount", Value::Money(more.abs()))
        .rule("{b} meets orders in {of b} days instead of {of a} days", differ)
        .rule("{b} and {a} meet orders in {of b} days", 0 < some && days != Stand::Open)
        .rule(&format!("{{b}} and {{a}} {apart} by how soon they meet orders"), days == Stand::Open)
        .rule("earns {amount} more a unit", margin == Stand::Higher)
        .rule("earns {amount} less a unit", margin == Stand::Lower)
        .rule("{b} earns {amount} more a unit", margin == Stand::Higher)
        .rule("{b} earns {amount} less a unit", margin == Stand::Lower)
        .rule("earns the same a unit", margin == Stand::Equal)
        .rule("{b} earns the same a unit", margin == Stand::Equal)
        .rule(&format!("margins a unit {apart}"), margin == Stand::Open && 0 < earn)
        .rule(&format!("a margin a unit that {apart}"), margin == Stand::Open && 0 < earn)
        .rule("No path has these figures in both scenarios", some == 0 && earn == 0)
}

/// Parts of the rows of a picture of units, with what they do to the price in a sentence.
const ROWS: [(&[&str], [&str; 2]); 8] = [
    (&["markdowns", "disposal"], ["markdowns cost", "markdowns take"]),
    (&["materials", "alternates", "packaging"], ["materials cost", "materials take"]),
    (&["making"], ["making costs", "making takes"]),
    (&["set_up"], ["set-up costs", "set-up takes"]),
    (&["scrap"], ["rework and scrap cost", "rework and scrap take"]),
    (&["fulfilment"], ["shipping and returns cost", "shipping and returns take"]),
    (&["selling"], ["fees and commissions cost", "fees and commissions take"]),
    (&["still_in_stock"], ["still in stock cost", "still in stock take"]),
];
/// Those of a half.
const FEW_ROWS: [(&[&str], [&str; 2]); 5] = [
    (&["markdowns", "disposal"], ["markdowns cost", "markdowns take"]),
    (&["materials", "alternates", "packaging"], ["materials cost", "materials take"]),
    (&["making", "set_up", "scrap"], ["making costs", "making takes"]),
    (&["fulfilment", "selling"], ["selling costs", "selling takes"]),
    (&["still_in_stock"], ["still in stock cost", "still in stock take"]),
];

/// A unit as the table has it.
pub(crate) struct Unit {
    pub(crate) price: f64,
    pub(crate) margin: f64,
    /// What each row adds, with a bound on its error, and its words.
    pub(crate) rows: Vec<(f64, f64, [&'static str; 2])>,
}

/// The units of all plans that are drawn; the parts of each add up to its margin.
pub(crate) fn units(chart: &Chart) -> Vec<Unit> {
    let table = Table::of(chart);
    let told: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    let rows: &[(&[&str], [&str; 2])] = if told["size"] == "half" { &FEW_ROWS } else { &ROWS };
    let firsts = table.rows_where("part", "full_price");
    let unit = |first: usize| {
        let all = first..first + 13;
        let of = |part: &str, column: &str| {
            let row = all.clone().find(|row| table.text(*row, "part") == part);
            table.number(row.unwrap_or_else(|| panic!("no {part}")), column)
        };
        for column in ["per_unit", "per_batch"] {
            let sum: f64 = (first..first + 12).map(|row| table.number(row, column)).sum();
            let margin = of("margin", column);
            assert!((sum - margin).abs() < 1e-9 * (1.0 + of("full_price", column)), "{column}");
        }
        let sum = |parts: &[&str], column: &str| parts.iter().map(|part| of(part, column)).sum();
        let row = |(parts, words): &(&[&str], [&'static str; 2])| {
            (sum(parts, "per_unit"), sum(parts, "per_unit_standard_error"), *words)
        };
        Unit {
            price: of("full_price", "per_unit"),
            margin: of("margin", "per_unit"),
            rows: rows.iter().map(row).collect(),
        }
    };
    firsts.into_iter().map(unit).collect()
}

pub(super) fn unit_of_one(chart: &Chart) -> Grammar {
    let all = units(chart);
    let Some(unit) = all.first() else {
        return Grammar::new(&["; "]).rule("No path sells anything", true);
    };
    let most = unit.rows.iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("rows");
    Grammar::new(&["; "])
        .value("price", Value::Money(unit.price))
        .value("margin", Value::Money(unit.margin.abs()))
        .value("share", Value::Share(unit.margin / unit.price))
        .value("most", Value::Text(most.2[0].to_owned()))
        .value("cost", Value::Money(-most.0))
        .rule("A unit at {price} leaves {margin}, {share} of its price", 0.0 <= unit.margin)
        .rule("A unit at {price} loses {margin}", unit.margin < 0.0)
        .rule("{most} most, {cost}", most.0 < 0.0)
}

pub(super) fn units_of_several(chart: &Chart, facts: &Facts) -> Grammar {
    let all = units(chart);
    let scenarios = facts.of("scenarios") as usize;
    if all.is_empty() {
        return Grammar::new(&["; "]).rule("No path of any scenario sells anything", true);
    }
    assert!(all.len() == scenarios.min(3) || all.len() == 2, "{} of {scenarios}", all.len());
    if let [a, b] = &all[..] {
        return two_units(facts, a, b);
    }
    let margins = || all.iter().map(|unit| unit.margin);
    Grammar::new(&["; "])
        .value("low", Value::Money(margins().fold(f64::INFINITY, f64::min)))
        .value("high", Value::Money(margins().fold(f64::NEG_INFINITY, f64::max)))
        .value("n", Value::Count(all.len() as f64))
        .rule("A unit leaves {low} to {high} in {n} scenarios", true)
        .rule("A unit leaves {low} in {n} scenarios", {
            margins().all(|margin| (margin - all[0].margin).abs() <= 0.01 * all[0].price)
        })
}

fn two_units(facts: &Facts, a: &Unit, b: &Unit) -> Grammar {
    let [of_a, of_b] = [0, 1].map(|plan| facts.values(MARGINS[plan]));
    let both = of_a.iter().zip(of_b).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let (of_a, of_b): (Vec<f64>, Vec<f64>) = both.map(|(a, b)| (*a, *b)).unzip();
    let stand = stand(&of_a, &of_b);
    let pairs = || a.rows.iter().zip(&b.rows);
    let apart = |x: &(f64, f64, [&str; 2]), y: &(f64, f64, [&str; 2])| (x.0 - y.0).abs();
    let costs = pairs().filter(|(x, y)| x.0 < 0.0 || y.0 < 0.0);
    let most = costs.max_by(|x, y| apart(x.0, x.1).total_cmp(&apart(y.0, y.1))).expect("costs");
    let differs = 2.0 * most.0.1.hypot(most.1.1) < apart(most.0, most.1);
    Grammar::new(&["; "])
        .value("a", Value::Text(short(facts.words(LABELS[0]))))
        .value("b", Value::Text(short(facts.words(LABELS[1]))))
        .value("of a", Value::Money(a.margin))
        .value("of b", Value::Money(b.margin))
        .value("cost", Value::Text(most.0.2[1].to_owned()))
        .value("cost a", Value::Money(-most.0.0))
        .value("cost b", Value::Money(-most.1.0))
        .rule("A unit of {b} leaves {of b}, one of {a} {of a}", {
            stand == Stand::Lower || stand == Stand::Higher
        })
        .rule("Units of {b} and {a} leave {of b}", stand != Stand::Open)
        .rule("Units of {b} and {a} cannot be told apart by their margin", stand == Stand::Open)
        .rule("{cost} {cost b} instead of {cost a}", differs)
}

/// The name of an assumption as titles have it: `Units per site month (core)`.
fn name_of(key: &str) -> String {
    let parts: Vec<String> = key.split('.').map(|part| part.replace('_', " ")).collect();
    let name = match &parts[..] {
        [.., table, key] if 2 < parts.len() => format!("{key} ({table})"),
        parts => parts.last().cloned().unwrap_or_default(),
    };
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn scatter(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let paths = told(chart, "paths");
    let told: serde_json::Value = serde_json::from_str(chart.provenance()).expect("JSON");
    let part = if told["size"] == "half" { "fifth" } else { "tenth" };
    if table.len() == 0 {
        return Grammar::new(&["; "])
            .rule("One path shows no driver", paths < 1.5)
            .rule("No assumption that is drawn goes with MOIC", 1.5 < paths);
    }
    // All paths are in one part, and the atoms of all are those of the run.
    let moic = facts.values("moic");
    let of = table.column("paths");
    assert!((of.iter().sum::<f64>() - moic.len() as f64).abs() < 1e-9, "{}", chart.csv());
    for (column, at) in [("nothing", 0.0), ("money_back", 1.0)] {
        let shares = table.column(column);
        let counted: f64 = of.iter().zip(&shares).map(|(paths, share)| paths * share).sum();
        let own = moic.iter().filter(|moic| (**moic - at).abs() <= 1e-9).count();
        assert!((counted - own as f64).abs() < 1e-6, "{column}: {counted}, {own}");
    }
    let edges = [table.column("least"), table.column("most")];
    assert!((1..table.len()).all(|row| edges[1][row - 1] < edges[0][row]), "{}", chart.csv());
    let last = table.len() - 1;
    let of = |row: usize| (table.number(row, "p50"), table.number(row, "p50_standard_error"));
    let (low, high) = (of(0), of(last));
    let differs = 0 < last && 2.0 * low.1.hypot(high.1) < (low.0 - high.0).abs();
    let (most, ends) = (
        "{name} goes with MOIC most",
        format!("median {{low}} in its lowest {part}, {{high}} in its highest"),
    );
    Grammar::new(&[": "])
        .value("name", Value::Text(name_of(table.text(0, "assumption"))))
        .value("low", Value::Multiple(low.0))
        .value("high", Value::Multiple(high.0))
        .rule("{name}", differs)
        .rule(most, differs)
        .rule(&ends, differs)
        .rule(&format!("{most}, but its ends cannot be told apart by the median"), !differs)
        .rule(&format!("{most}, but its ends may not differ"), !differs)
}
