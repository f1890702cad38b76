//! What titles on several scenarios may say. Which is the better is derived
//! from their paths, which meet the same luck.

use shortrun::output::chart::Chart;

use super::table::Table;
use super::{Grammar, Value};
use crate::every_chart::{Facts, LABELS, MOICS};

const NO_LOSS: f64 = 1.0 - 1e-9;

/// The label as titles have it.
pub(super) fn short(label: &str) -> String {
    if label.chars().count() <= 24 {
        return label.to_owned();
    }
    label.chars().take(23).chain(['…']).collect()
}

/// How one column of paths stands to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stand {
    Lower,
    Higher,
    Equal,
    Open,
}

/// By the differences of paths: beyond two standard errors of their mean.
pub(super) fn stand(first: &[f64], other: &[f64]) -> Stand {
    let differences: Vec<f64> = first.iter().zip(other).map(|(a, b)| b - a).collect();
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|x| (x - mean) * (x - mean)).sum();
    let error = (squares / (n - 1.0) / n).sqrt();
    match mean {
        mean if mean.abs() <= 0.0 && squares <= 0.0 && 1.0 < n => Stand::Equal,
        mean if 2.0 * error < mean => Stand::Higher,
        mean if mean < -2.0 * error => Stand::Lower,
        _ => Stand::Open,
    }
}

fn losses(moic: &[f64]) -> Vec<f64> {
    moic.iter().map(|x| if *x < NO_LOSS { 1.0 } else { 0.0 }).collect()
}

fn share(values: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    values.iter().filter(|value| holds(**value)).count() as f64 / values.len() as f64
}

/// Whether two shares are printed alike.
fn alike(a: f64, b: f64) -> bool {
    let printed = |share: f64| (100.0 * share).round();
    printed(a).total_cmp(&printed(b)).is_eq()
}

/// Clauses on everything lost.
fn extremes(grammar: Grammar, all: &[&[f64]]) -> Grammar {
    let lost = all.iter().all(|moic| moic.iter().all(|x| *x <= 0.0));
    grammar
        .value("n", Value::Count(all.len() as f64))
        .rule("All paths of both scenarios lose everything", lost && all.len() == 2)
        .rule("All paths of all {n} scenarios lose everything", lost && 2 < all.len())
}

fn scenarios(facts: &Facts) -> Vec<&[f64]> {
    let count = facts.of("scenarios") as usize;
    MOICS[..count].iter().map(|name| facts.values(name)).collect()
}

pub(super) fn compare(chart: &Chart, facts: &Facts) -> Grammar {
    let (table, all) = (Table::of(chart), scenarios(facts));
    assert_eq!(table.len(), all.len(), "a row for each, drawn or not");
    let (loss, mean) = (table.column("below_1x"), table.column("mean"));
    let mut grammar = extremes(Grammar::new(&["; ", ", "]), &all);
    for i in 0..all.len() {
        assert!((loss[i] - share(all[i], |x| x < NO_LOSS)).abs() < 1e-12);
        let mean_of = all[i].iter().sum::<f64>() / all[i].len() as f64;
        assert!((mean[i] - mean_of).abs() < 1e-9 * (1.0 + mean_of));
        grammar = grammar
            .value(&format!("name {i}"), Value::Text(short(facts.words(LABELS[i]))))
            .value(&format!("loss {i}"), Value::Share(loss[i]))
            .value(&format!("mean {i}"), Value::Multiple(mean[i]));
    }
    if let [a, b] = all[..] {
        let (of_loss, of_mean) = (stand(&losses(a), &losses(b)), stand(a, b));
        let told = |stand: Stand| stand == Stand::Lower || stand == Stand::Higher;
        let apart = "{name 1} and {name 0} cannot be told apart by their chance of loss";
        return grammar
            .rule("{name 1} loses money in {loss 1} of paths, {name 0} in {loss 0}", told(of_loss))
            .rule("{name 1} and {name 0} lose money in {loss 1} of paths", of_loss == Stand::Equal)
            .rule(&format!("{apart} ({{loss 1}} and {{loss 0}})"), of_loss == Stand::Open)
            .rule(&format!("{apart} ({{loss 1}})"), {
                of_loss == Stand::Open && alike(loss[0], loss[1])
            })
            .rule("the mean MOICs cannot be told apart", of_mean == Stand::Open)
            .rule("both return {mean 0} on average", of_mean == Stand::Equal)
            .rule("on average they return {mean 1} and {mean 0}", told(of_mean));
    }
    // At half size the first three are drawn, and of the others nothing is said.
    let drawn = &loss[..loss.len().min(3)];
    let low = drawn.iter().copied().fold(1.0, f64::min);
    let high = drawn.iter().copied().fold(0.0, f64::max);
    grammar = grammar
        .value("drawn", Value::Count(drawn.len() as f64))
        .value("all", Value::Count(all.len() as f64))
        .value("least", Value::Share(low))
        .value("most", Value::Share(high))
        .rule(
            "In the {drawn} of {all} scenarios that are drawn, {least} to {most} of paths lose money",
            drawn.len() < all.len() && !alike(low, high),
        )
        .rule(
            "In the {drawn} of {all} scenarios that are drawn, {least} of paths lose money",
            drawn.len() < all.len() && alike(low, high),
        );
    let others = |i: usize| (0..all.len()).filter(move |j| *j != i);
    let least =
        |i: usize| others(i).all(|j| stand(&losses(all[j]), &losses(all[i])) == Stand::Lower);
    let most = |i: usize| others(i).all(|j| stand(all[j], all[i]) == Stand::Higher);
    for i in 0..all.len() {
        grammar = grammar
            .rule(
                &format!("{{name {i}}} loses money least often, in {{loss {i}}} of paths"),
                least(i),
            )
            .rule(&format!("{{name {i}}} returns most on average, {{mean {i}}}"), most(i))
            .rule(&format!("and returns most on average, {{mean {i}}}"), most(i) && least(i));
    }
    let none = (0..all.len()).all(|i| !least(i) && !most(i));
    grammar.rule("No scenario leads the others in chance of loss or mean MOIC", none)
}

/// The share of at least a multiple, checked against the curve beside the
/// picture.
fn at_least(table: &Table, label: &str, moic: &[f64], least: f64) -> f64 {
    let of = share(moic, |x| least * (1.0 - 1e-9) <= x);
    let (places, curve) = (table.column("moic"), table.column(label));
    let room = 1e-6 * least;
    let before = (0..places.len()).rev().find(|row| places[*row] < least - room);
    let after = (0..places.len()).find(|row| least + room < places[*row]);
    let (before, after) =
        (before.map_or(1.0, |row| curve[row]), after.map_or(0.0, |row| curve[row]));
    assert!(after <= of + 1e-12 && of <= before + 1e-12, "{after} to {before} for {of}");
    of
}

pub(super) fn exceed(chart: &Chart, facts: &Facts) -> Grammar {
    let (table, all) = (Table::of(chart), scenarios(facts));
    // At most five curves are drawn, three at half; the title is of those drawn.
    let labels: Vec<&String> = table.head()[1..].iter().collect();
    let all = &all[..labels.len()];
    let of = |least: f64| -> Vec<f64> {
        (0..all.len()).map(|i| at_least(&table, labels[i], all[i], least)).collect()
    };
    let (back, three) = (of(1.0), of(3.0));
    let mut grammar = extremes(Grammar::new(&["; ", ", "]), all);
    for i in 0..all.len() {
        grammar = grammar
            .value(&format!("name {i}"), Value::Text(short(facts.words(LABELS[i]))))
            .value(&format!("back {i}"), Value::Share(back[i]))
            .value(&format!("three {i}"), Value::Share(three[i]));
    }
    if all.len() == 2 {
        return grammar
            .rule("{name 0} returns 3x or more in {three 0} of paths, {name 1} in {three 1}", true)
            .rule("the money back in {back 0} and {back 1}", true);
    }
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let mut ends = |name: &str, values: &[f64]| {
        let (low, high) = (least(values), most(values));
        let mut taken = std::mem::replace(&mut grammar, Grammar::new(&["; ", ", "]));
        taken = taken
            .value(&format!("{name} low"), Value::Share(low))
            .value(&format!("{name} high"), Value::Share(high));
        grammar = taken;
        if alike(low, high) {
            format!("{{{name} low}}")
        } else {
            format!("{{{name} low}} to {{{name} high}}")
        }
    };
    let (back, three) = (ends("back", &back), ends("three", &three));
    grammar
        .rule(&format!("In {{n}} scenarios {back} of paths return the money"), true)
        .rule(&format!("{three} return 3x or more"), true)
        .rule(&format!("{three} of paths return 3x or more in {{n}} scenarios"), true)
}

pub(super) fn diff(chart: &Chart, facts: &Facts) -> Grammar {
    let (all, which) = (scenarios(facts), facts.of("which") as usize);
    let (a, b) = (all[0], all[which]);
    let pairs = || a.iter().zip(b);
    let n = a.len() as f64;
    let part = |holds: &dyn Fn(f64, f64) -> bool| {
        pairs().filter(|(a, b)| holds(**a, **b)).count() as f64 / n
    };
    let (worse, better) = (part(&|a, b| b < a - 1e-6), part(&|a, b| a + 1e-6 < b));
    let same = 1.0 - worse - better;
    // The bins left of 0 are the worse ones, those right of it the better.
    let table = Table::of(chart);
    let shares = table.column("share_of_paths");
    let sum = |holds: &dyn Fn(f64) -> bool| -> f64 {
        let middle = |row: usize| {
            0.5 * (table.number(row, "difference_from") + table.number(row, "difference_to"))
        };
        (0..table.len()).filter(|row| holds(middle(*row))).map(|row| shares[row]).sum()
    };
    assert!((sum(&|x| x < 0.0) - worse).abs() < 1e-9, "{}", chart.csv());
    assert!((sum(&|x| 0.0 < x) - better).abs() < 1e-9, "{}", chart.csv());
    assert!((shares[shares.len() - 1] - same).abs() < 1e-9, "{}", chart.csv());
    let mean = pairs().map(|(a, b)| b - a).sum::<f64>() / n;
    let stand = stand(a, b);
    let told = stand == Stand::Lower || stand == Stand::Higher;
    let differ = same < 1.0 - 1e-12;
    Grammar::new(&[", ", "; "])
        .value("a", Value::Text(short(facts.words(LABELS[0]))))
        .value("b", Value::Text(short(facts.words(LABELS[which]))))
        .value("n", Value::Count(n))
        .value("worse", Value::Part(worse))
        .value("better", Value::Part(better))
        .value("same", Value::Part(same.max(0.0)))
        .value("mean", Value::Multiple(mean))
        .rule("{b} and {a} return the same in each of {n} paths", !differ)
        .rule("{b} is worse than {a} in {worse} of paths", differ)
        .rule("{b}: worse in {worse} of paths", differ)
        .rule("better in {better}", differ)
        .rule("equal in {same}", differ)
        .rule("mean difference {mean}", told)
        .rule("the means cannot be told apart", !told)
}

/// What charts beside each other have in common.
pub(super) fn panel(facts: &Facts) -> Grammar {
    let all = facts.of("scenarios");
    Grammar::new(&[])
        .value("n", Value::Count(all))
        .rule("{n} scenarios on the same draws and on the same axes", true)
}
