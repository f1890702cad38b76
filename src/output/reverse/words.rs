//! What it takes to break a plan, in words.

use crate::analysis::crossing::Crossing;
use crate::analysis::estimate::Estimate;
use crate::analysis::limit::Limit;
use crate::analysis::reverse::{Break, Breaks, Finding, Reverse, Way};
use crate::analysis::run_info::RunInfo;
use crate::output::figures::label;
use crate::output::format::{count, percent, plural};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{in_sentence, input_label, kept};
use crate::sampling::assumptions::Assumption;
use crate::sampling::special::normal_cdf;

/// Numbers that contribute less than this are only counted.
const SMALL: f64 = 0.02;
/// Numbers that follow by less than so many standard deviations, too.
const SHORT: f64 = 0.1;
/// Numbers that a sentence names, at most.
const NAMED: usize = 6;

/// A reverse stress test with all that its report is made from.
#[derive(Clone, Debug)]
pub struct ReverseTest<'a> {
    /// What the search was made with.
    pub info: &'a RunInfo,
    /// The condition that the search leads to: `p_loss>=0.5`.
    pub limit: &'a Limit,
    /// The limit as a number.
    pub threshold: f64,
    /// Longest shift that is looked at, in standard deviations.
    pub farthest: f64,
    /// The numbers that can be moved, in their order.
    pub numbers: Vec<&'a Assumption>,
    /// Uncertain numbers that are drawn anew at each event and not moved.
    pub at_events: Vec<&'a Assumption>,
    /// The shifts that reach it, or what the farthest ones reach.
    pub found: &'a Reverse,
}

/// A number that a shift moves.
#[derive(Clone, Copy, Debug)]
pub struct ShiftedNumber<'a> {
    /// The assumption that is moved, as the plan has it.
    pub number: &'a Assumption,
    /// Whether it only follows others that it is correlated with.
    pub follows: bool,
    /// Its median in the plan, in its own unit.
    pub plan: f64,
    /// Its median after the shift, in its own unit.
    pub value: f64,
    /// The percentile that this is of the plan's distribution, from 0 to 1.
    pub percentile: f64,
    /// The shift, in standard deviations of its normal score.
    pub shift: f64,
    /// What it contributes to the square of the distance.
    pub share: f64,
}

/// The numbers that a shift moves, the one that contributes most first, those
/// that only follow last.
pub fn moved<'a>(test: &ReverseTest<'a>, of: &Break) -> Vec<ShiftedNumber<'a>> {
    let mut all: Vec<ShiftedNumber<'a>> = test
        .numbers
        .iter()
        .enumerate()
        .filter(|(i, _)| 0.0 < of.shift[*i].abs())
        .map(|(i, number)| {
            let percentile = normal_cdf(of.shift[i]);
            ShiftedNumber {
                number,
                follows: !of.moved.contains(&i),
                plan: number.quantile(0.5),
                value: number.quantile(percentile),
                percentile,
                shift: of.shift[i],
                share: of.shares[i],
            }
        })
        .collect();
    all.sort_by(|a, b| a.follows.cmp(&b.follows).then(b.share.total_cmp(&a.share)));
    all
}

/// Whether a number makes so little of the distance that it gets no row.
pub fn is_small(one: &ShiftedNumber<'_>) -> bool {
    if one.follows { one.shift.abs() < SHORT } else { one.share < SMALL }
}

/// A distance with its interval.
pub fn distance(crossing: &Crossing) -> String {
    let end = |end: Option<f64>| end.map_or("?".to_owned(), |end| format!("{end:.2}"));
    format!("{:.2} [{}, {}]", crossing.value, end(crossing.low), end(crossing.high))
}

/// The plan's figure, and what counts as broken.
pub fn asked(test: &ReverseTest<'_>) -> String {
    let currency = test.info.currency.as_str();
    let statistic = &test.limit.statistic;
    format!(
        "{}: {} in the plan. It counts as broken at {}.",
        label(statistic, currency),
        statistic_words(test.found.plan, statistic.unit(), currency, StatisticStyle::WithError),
        kept(test.limit, currency),
    )
}

/// What is found, in a sentence or two.
pub fn conclusion(test: &ReverseTest<'_>) -> String {
    match &test.found.finding {
        Finding::Already => "The plan is broken as it is: nothing has to be moved.".to_owned(),
        Finding::NothingUncertain => {
            "No assumption that is drawn once a path is uncertain: there is nothing to move."
                .to_owned()
        }
        Finding::Holds(reached) => holds(test, reached),
        Finding::Breaks(breaks) => format!("{} {}", nearest(test, breaks), believe(test, breaks)),
    }
}

/// A distance in standard deviations, in words.
pub fn deviations(distance: f64) -> String {
    let one = (distance - 1.0).abs() < 1e-12;
    format!("{distance} standard deviation{}", if one { "" } else { "s" })
}

fn holds(test: &ReverseTest<'_>, reached: &Estimate) -> String {
    let currency = test.info.currency.as_str();
    let statistic = &test.limit.statistic;
    format!(
        "It does not break within {}, in the worst direction that was found: there {} is {}.",
        deviations(test.farthest),
        in_sentence(statistic, currency),
        statistic_words(reached, statistic.unit(), currency, StatisticStyle::WithError),
    )
}

fn nearest(test: &ReverseTest<'_>, breaks: &Breaks) -> String {
    let full = &breaks.full;
    format!(
        "The most plausible shift that breaks it moves {} by {} standard deviations{}.",
        match test.numbers.len() {
            1 => "the one assumption".to_owned(),
            _ => plural(full.moved.len() as u64, "assumption"),
        },
        distance(&full.distance),
        if full.moved.len() == 1 { "" } else { " together" },
    ) + if test.numbers.len() == full.moved.len() {
        ""
    } else {
        " The others cannot be told to matter and stay."
    }
}

/// What one would have to believe, by the fewest numbers that break the plan.
pub fn believe(test: &ReverseTest<'_>, breaks: &Breaks) -> String {
    let few = match &breaks.short {
        Way::Breaks(short) => short,
        Way::Holds(_) => &breaks.full,
    };
    let all = moved(test, few);
    let named: Vec<String> = all
        .iter()
        .filter(|one| !one.follows)
        .take(NAMED)
        .map(|one| {
            format!(
                "{} comes out around {} rather than {}",
                input_label(&one.number.name),
                value_words(one.value, one.number.unit, &test.info.currency, ValueStyle::FULL),
                value_words(one.plan, one.number.unit, &test.info.currency, ValueStyle::FULL),
            )
        })
        .collect();
    let rest = few.moved.len() - named.len();
    let more = if rest == 0 { String::new() } else { format!(", and {rest} more move") };
    format!(
        "One would have to believe that, all at once, {}{more}; each as uncertain as the plan has it.",
        joined(&named)
    )
}

fn joined(parts: &[String]) -> String {
    match parts {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => parts.concat(),
    }
}

/// How plausible a shift is.
pub fn plausibility(of: &Break) -> String {
    let chance = |p: f64| if p < 0.005 { "less than 0.5%".to_owned() } else { percent(p) };
    let number = of.moved.len();
    let along = format!(
        "By the plan\u{2019}s own distributions, a draw lies that far out or farther along this \
         direction in {} of paths.",
        chance(of.chance_beyond())
    );
    if number < 2 {
        return along;
    }
    format!(
        "{along} As far from the middle in any direction lie {} of joint draws of {number} numbers: \
         that is no measure of how likely this one is.",
        chance(of.chance_as_far())
    )
}

/// How much farther a way is than the best.
pub fn times(way: &Break, full: &Break) -> String {
    format!("It is {:.2} times as far", way.distance.value / full.distance.value)
}

/// What a way without a break reaches.
pub fn reached(test: &ReverseTest<'_>, estimate: &Estimate) -> String {
    let statistic = &test.limit.statistic;
    let value = statistic_words(
        estimate.value,
        statistic.unit(),
        &test.info.currency,
        StatisticStyle::Against(test.threshold),
    );
    format!("not within {}: {value} there", test.farthest)
}

/// Notes on how far the shifts can be relied on.
pub fn remarks(test: &ReverseTest<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if let Finding::Breaks(_) | Finding::Holds(_) = &test.found.finding {
        all.push(format!(
            "The direction was sought on {} paths of its own and the distance measured on the \
             plan\u{2019}s {}. A direction that is a little off makes the distance too long, not too \
             short; another, farther away, may break it too.",
            count(test.info.paths),
            count(test.info.paths)
        ));
        all.push(
            "Distributions are moved, not fixed: luck and what is uncertain around the new medians \
             stay in the figure."
                .to_owned(),
        );
    }
    if !test.at_events.is_empty() {
        let names: Vec<&str> = test.at_events.iter().map(|one| one.name.as_str()).collect();
        all.push(format!("Drawn anew at each event and so not moved: {}.", names.join(", ")));
    }
    all
}
