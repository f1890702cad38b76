//! Breaks in words, the same in titles, tables and descriptions.
use crate::output::words::{condition, fails, kept};

use crate::analysis::crossing::Crossing;
use crate::analysis::stress::{AxisResult, Finding, Grid};
use crate::output::figures::label;
use crate::output::format::{lowered, percent};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};

/// Where the limit fails: `above 1.21`; of whole numbers `4 or more`.
pub fn beyond(line: &AxisResult, crossing: &Crossing, currency: &str) -> String {
    side(line, crossing.value, crossing.holds_below, currency)
}

/// The values from a crossing on for which the limit holds.
pub fn within(line: &AxisResult, crossing: &Crossing, currency: &str) -> String {
    side(line, crossing.value, !crossing.holds_below, currency)
}

fn side(line: &AxisResult, value: f64, is_above: bool, currency: &str) -> String {
    let words = |value| value_words(value, line.assumption.unit, currency, ValueStyle::FULL);
    match (line.assumption.whole, is_above) {
        (false, true) => format!("above {}", words(value)),
        (false, false) => format!("below {}", words(value)),
        (true, true) => format!("{} or more", words(value.floor() + 1.0)),
        (true, false) => format!("{} or less", words(value.ceil() - 1.0)),
    }
}

/// The values from a crossing on, above or below it, that are all on one side
/// of the limit: up to the next crossing, if there is one.
fn stretch(line: &AxisResult, crossing: &Crossing, is_above: bool, currency: &str) -> String {
    let all = line.crossings();
    let other = if is_above {
        all.iter().find(|other| crossing.value < other.value)
    } else {
        all.iter().rev().find(|other| other.value < crossing.value)
    };
    let Some(other) = other else { return side(line, crossing.value, is_above, currency) };
    let (low, high) = (crossing.value.min(other.value), crossing.value.max(other.value));
    let words = |value| value_words(value, line.assumption.unit, currency, ValueStyle::FULL);
    if line.assumption.whole {
        let (least, most) = (words(low.floor() + 1.0), words(high.ceil() - 1.0));
        return if least == most { least } else { format!("{least} to {most}") };
    }
    format!("between {} and {}", words(low), words(high))
}

/// The values that a crossing may be at, by two standard errors.
pub fn interval(line: &AxisResult, crossing: &Crossing, currency: &str) -> String {
    let words = |value| value_words(value, line.assumption.unit, currency, ValueStyle::FULL);
    let (least, most) = line.range();
    let whole = line.assumption.whole;
    let outward = |value: f64, round: fn(f64) -> f64| if whole { round(value) } else { value };
    let low = crossing.low.map(|low| outward(low, f64::floor));
    let high = crossing.high.map(|high| outward(high, f64::ceil));
    match (low, high) {
        (Some(low), Some(high)) if words(low) == words(high) => format!("near {}", words(low)),
        (Some(low), Some(high)) => format!("{} to {}", words(low), words(high)),
        (None, Some(high)) => format!("{} or below, to {}", words(least), words(high)),
        (Some(low), None) => format!("{} to {} or above", words(low), words(most)),
        (None, None) => "anywhere in the range".to_owned(),
    }
}

/// The lowest and the highest value that was tried.
pub fn tried(line: &AxisResult, currency: &str) -> String {
    let words = |value| value_words(value, line.assumption.unit, currency, ValueStyle::FULL);
    let (low, high) = line.range();
    if line.points.len() == 1 {
        return format!("at {}", words(low));
    }
    format!("from {} to {}", words(low), words(high))
}

fn plan_value_words(line: &AxisResult, currency: &str) -> String {
    let style = ValueStyle::FULL.given_if(line.is_known());
    value_words(line.plan_value(), line.assumption.unit, currency, style)
}

/// `plan 1.05`, or `plan's median 1.07` where the plan has a distribution.
pub fn plan_words(line: &AxisResult, currency: &str) -> String {
    let value = plan_value_words(line, currency);
    if line.is_known() { format!("plan {value}") } else { format!("plan\u{2019}s median {value}") }
}

/// What a line shows, in one sentence without a final stop; shorter ones after
/// it.
pub fn sentences(line: &AxisResult, currency: &str) -> Vec<String> {
    let statistic = label(&line.limit.statistic, currency);
    let within_sentence = lowered(&statistic);
    let unit = line.limit.statistic.unit();
    let (keeps, fails) = (kept(&line.limit, currency), fails(&line.limit, currency));
    let planned =
        statistic_words(line.plan.value, unit, currency, StatisticStyle::Against(line.threshold));
    let (name, tried, plan) = (&line.name, tried(line, currency), plan_words(line, currency));
    match line.finding() {
        Finding::Breaks(crossing) => {
            let beyond = stretch(line, &crossing, crossing.holds_below, currency);
            vec![
                format!("{statistic} {fails} where {name} is {beyond} ({plan})"),
                format!("{statistic} {fails} where {name} is {beyond}"),
                format!("{statistic} {fails} if {beyond} ({plan})"),
            ]
        }
        Finding::Holds => vec![
            format!("{statistic} stays {keeps} with {name} {tried} ({plan})"),
            format!("{statistic} stays {keeps} with {name} {tried}"),
            format!("{statistic} stays {keeps} {tried} ({plan})"),
        ],
        Finding::FailsThroughout => vec![
            format!("{statistic} {fails} with {name} {tried}, though it is {planned} in the plan"),
            format!("{statistic} {fails} {tried}, though it is {planned} in the plan"),
        ],
        Finding::MendedAt(crossing) => {
            let within = stretch(line, &crossing, !crossing.holds_below, currency);
            vec![
                format!(
                    "The plan itself is beyond the limit: {within_sentence} is {planned}, and {keeps} \
                     only where {name} is {within}"
                ),
                format!("{statistic} is {planned} in the plan, {keeps} where {name} is {within}"),
                format!("{statistic} is {planned} in the plan, {keeps} if {within}"),
            ]
        }
        Finding::BeyondThroughout => vec![
            format!(
                "The plan itself is beyond the limit: {within_sentence} is {planned}, and no value \
                 of {name} works: it {fails} {tried}"
            ),
            format!("{statistic} {fails} with {name} {tried}, and in the plan"),
            format!("{statistic} {fails} {tried}, and in the plan"),
        ],
        Finding::HoldsButPlan => vec![
            format!(
                "The plan itself is beyond the limit: {within_sentence} is {planned}, but {keeps} with \
                 {name} {tried}"
            ),
            format!("{statistic} is {planned} in the plan, but {keeps} with {name} {tried}"),
            format!("{statistic} is {planned} in the plan, but {keeps} {tried}"),
        ],
    }
}

/// What a table of lines tells of each.
pub const RANKING_HEAD: [&str; 7] = [
    "Nearest break first",
    "limit",
    "plan",
    "breaks where it is",
    "2 s.e. around it",
    "off plan",
    "chance beyond",
];

/// One line in such a table.
pub struct Ranked {
    /// The assumption that is pushed, or the name that the file gives the axis.
    pub name: String,
    /// The condition that the axis is held to.
    pub limit: String,
    /// The plan's value of it, or the median, in its unit.
    pub plan: String,
    /// Where it breaks, or what was tried in vain.
    pub at: String,
    /// Where the break may be, by two standard errors.
    pub around: String,
    /// How far the break is from the plan.
    pub off: String,
    /// What the plan's own distribution gives to values beyond it.
    pub chance: String,
}

impl Ranked {
    /// The row of an axis.
    pub fn of(line: &AxisResult, currency: &str) -> Self {
        let [at, around, off, chance] = match line.crossing() {
            Some(crossing) => [
                beyond(line, &crossing, currency),
                interval(line, &crossing, currency),
                distance(line),
                line.chance_beyond().map(percent).unwrap_or_default(),
            ],
            None => [unbroken(line, currency), String::new(), String::new(), String::new()],
        };
        let (name, limit) = (line.name.clone(), condition(&line.limit, currency));
        Self { name, limit, plan: plan_value_words(line, currency), at, around, off, chance }
    }

    /// A cell under each of [`RANKING_HEAD`].
    pub fn cells(self) -> [String; RANKING_HEAD.len()] {
        [self.name, self.limit, self.plan, self.at, self.around, self.off, self.chance]
    }
}

/// What a line does that no value breaks, or all do.
fn unbroken(line: &AxisResult, currency: &str) -> String {
    let what = match line.finding() {
        Finding::BeyondThroughout => "no value works,",
        Finding::FailsThroughout => "fails throughout,",
        _ => "does not break",
    };
    format!("{what} {}", tried(line, currency))
}

/// How far the break is from the plan, as a share of the plan's value.
pub fn distance(line: &AxisResult) -> String {
    let Some(share) = line.relative_distance() else { return String::new() };
    let size = format!("{:.0}%", 100.0 * share.abs());
    if share < 0.0 { format!("\u{2212}{size}") } else { format!("+{size}") }
}

/// How many of several crossings there are beside the nearest.
pub fn more_crossings(line: &AxisResult) -> Option<String> {
    match line.crossings().len() {
        0 | 1 => None,
        several => Some(format!(
            "{}: the limit is passed {several} times; the place nearest to the plan is reported",
            line.name
        )),
    }
}

/// What a grid shows; shorter ones after it.
pub fn grid_sentences(grid: &Grid, currency: &str) -> Vec<String> {
    let statistic = label(&grid.limit.statistic, currency);
    let (keeps, all) = (kept(&grid.limit, currency), grid.cells.len());
    let (rows, columns) = (&grid.rows.0.name, &grid.columns.0.name);
    let plan = statistic_words(
        grid.plan.0.value,
        grid.limit.statistic.unit(),
        currency,
        StatisticStyle::Against(grid.threshold),
    );
    let found = match grid.holding() {
        0 => format!("{statistic} {} in all {all} cells", fails(&grid.limit, currency)),
        holding if holding == all => format!("{statistic} is {keeps} in all {all} cells"),
        holding => format!("{statistic} is {keeps} in {holding} of {all} cells"),
    };
    vec![
        format!("{found} of {rows} by {columns}; in the plan it is {plan}"),
        format!("{found}; in the plan it is {plan}"),
        found,
    ]
}
