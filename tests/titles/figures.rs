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

pub(super) fn of_one(chart: &Chart, facts: &Facts) -> Grammar {
    let table = Table::of(chart);
    let paths = told(chart, "paths");
    let of = |figure: &'static str| median(&table, figure, 0, facts.values(figure));
    let [days, markdowns, site] = ["fulfilment_days", "markdown_rate", "site_roic"].map(of);
    let none = days.is_nan() && markdowns.is_nan() && site.is_nan();
    Grammar::new(&[", ", " and "])
        .value("days", Value::Number(days))
        .value("markdowns", Value::Share(markdowns))
        .value("site", Value::Rate(site, f64::INFINITY))
        .rule("At the median", 1.0 < paths && !none)
        .rule("On the only path", paths < 1.5 && !none)
        .rule("orders are met in {days} days", !days.is_nan())
        .rule("nothing is marked down", markdowns <= 0.0)
        .rule("markdowns cost {markdowns}", 0.0 < markdowns)
        .rule("a site returns {site} a year", !site.is_nan())
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
