//! Findings about several scenarios, worded from the numbers that are drawn.

use super::versus::{difference_alone, multiple_alone, short};
use crate::analysis::compare::{Comparison, Contender, Pair, Verdict, is_less};
use crate::output::compare::words::three_parts;
use crate::output::format::{count, percent};

/// Titles of the rows of scenarios that are drawn, longest first; `more` are not.
pub(super) fn rows(
    contenders: &[Contender<'_>],
    more: usize,
    comparison: &Comparison,
) -> Vec<String> {
    if contenders.iter().all(|one| 1.0 <= one.summary.total_loss.value) {
        return vec![everything_lost(contenders.len())];
    }
    match contenders {
        [first, other] => two(first, other, &comparison.pairs[0]),
        _ => many(contenders, more, comparison),
    }
}

fn everything_lost(scenarios: usize) -> String {
    match scenarios {
        2 => "All paths of both scenarios lose everything".to_owned(),
        many => format!("All paths of all {many} scenarios lose everything"),
    }
}

fn two(first: &Contender<'_>, other: &Contender<'_>, pair: &Pair) -> Vec<String> {
    let (a, b) = (short(first.label), short(other.label));
    let loss = |one: &Contender<'_>| percent(one.summary.loss.value);
    let mean = |one: &Contender<'_>| multiple_alone(&one.summary.moic.mean);
    let means = match pair.mean_moic().verdict() {
        Verdict::Indistinguishable => "the mean MOICs cannot be told apart".to_owned(),
        Verdict::Equal => format!("both return {} on average", mean(first)),
        _ => format!("on average they return {} and {}", mean(other), mean(first)),
    };
    let losses = match pair.loss().verdict() {
        Verdict::Equal => format!("{b} and {a} lose money in {} of paths", loss(other)),
        Verdict::Indistinguishable => {
            let (of_a, of_b) = (loss(first), loss(other));
            let both = if of_a == of_b { of_b } else { format!("{of_b} and {of_a}") };
            format!("{b} and {a} cannot be told apart by their chance of loss ({both})")
        }
        _ => format!("{b} loses money in {} of paths, {a} in {}", loss(other), loss(first)),
    };
    vec![format!("{losses}; {means}"), losses]
}

fn many(contenders: &[Contender<'_>], more: usize, comparison: &Comparison) -> Vec<String> {
    // Who leads all leads those that are drawn; of another nothing is said.
    let is_drawn = |index: &usize| *index < contenders.len();
    let name = |index: usize| short(contenders[index].label);
    let loss = comparison.least_loss.filter(is_drawn).map(|index| {
        let chance = percent(contenders[index].summary.loss.value);
        format!("{} loses money least often, in {chance} of paths", name(index))
    });
    let same = comparison.highest_mean == comparison.least_loss;
    let mean = comparison.highest_mean.filter(is_drawn).map(|index| {
        let mean = multiple_alone(&contenders[index].summary.moic.mean);
        let does = format!("returns most on average, {mean}");
        if same { format!("and {does}") } else { format!("{} {does}", name(index)) }
    });
    let none = "No scenario leads the others in chance of loss or mean MOIC".to_owned();
    match (loss, mean) {
        (Some(loss), Some(mean)) if same => vec![format!("{loss}, {mean}"), loss],
        (Some(loss), Some(mean)) => vec![format!("{loss}; {mean}"), loss],
        (Some(one), None) | (None, Some(one)) => vec![one],
        (None, None) if 0 < more => {
            let losses = contenders.iter().map(|one| one.summary.loss.value);
            let (low, high) =
                losses.fold((1.0_f64, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
            let drawn = format!("{} of {}", contenders.len(), contenders.len() + more);
            let (low, high) = (percent(low), percent(high));
            let range = if low == high { low } else { format!("{low} to {high}") };
            vec![format!("In the {drawn} scenarios that are drawn, {range} of paths lose money")]
        }
        (None, None) => vec![none],
    }
}

/// Titles of the exceedance curves; curves may cross, so no winner is named.
pub(super) fn curves(contenders: &[Contender<'_>]) -> Vec<String> {
    let at_least = |one: &Contender<'_>| percent(one.summary.at_least_3x.value);
    let back = |one: &Contender<'_>| percent(1.0 - one.summary.loss.value);
    if contenders.iter().all(|one| 1.0 <= one.summary.total_loss.value) {
        return vec![everything_lost(contenders.len())];
    }
    if let [first, other] = contenders {
        let (a, b) = (short(first.label), short(other.label));
        let three = format!(
            "{a} returns 3x or more in {} of paths, {b} in {}",
            at_least(first),
            at_least(other)
        );
        let money = format!("the money back in {} and {}", back(first), back(other));
        return vec![format!("{three}; {money}"), three];
    }
    let ends = |of: &dyn Fn(&Contender<'_>) -> f64| {
        let values: Vec<f64> = contenders.iter().map(of).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        if percent(low) == percent(high) {
            percent(low)
        } else {
            format!("{} to {}", percent(low), percent(high))
        }
    };
    let three = ends(&|one| one.summary.at_least_3x.value);
    let back = ends(&|one| 1.0 - one.summary.loss.value);
    let all = contenders.len();
    vec![
        format!("In {all} scenarios {back} of paths return the money, {three} return 3x or more"),
        format!("{three} of paths return 3x or more in {all} scenarios"),
    ]
}

/// Titles of a paired difference, longest first.
pub(super) fn pair(first: &Contender<'_>, other: &Contender<'_>, of: &Pair) -> Vec<String> {
    let (a, b) = (short(first.label), short(other.label));
    let n = first.outcomes.len() as u64;
    let pairs = || first.outcomes.moic.iter().zip(&other.outcomes.moic);
    if !pairs().any(|(x, y)| is_less(*x, *y) || is_less(*y, *x)) {
        return vec![format!("{b} and {a} return the same in each of {} paths", count(n))];
    }
    let [worse, same, better] = three_parts(of);
    let shares = format!("{b} is worse than {a} in {worse} of paths, better in {better}");
    let equal = if 0.0 < of.same.value { format!(", equal in {same}") } else { String::new() };
    let mean = of.mean_moic();
    let means = match mean.verdict() {
        Verdict::Higher | Verdict::Lower => {
            format!("; mean difference {}", difference_alone(&mean.difference))
        }
        _ => "; the means cannot be told apart".to_owned(),
    };
    vec![
        format!("{shares}{equal}{means}"),
        format!("{b}: worse in {worse} of paths, better in {better}{equal}{means}"),
        format!("{b}: worse in {worse} of paths, better in {better}"),
    ]
}
