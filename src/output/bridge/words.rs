//! A difference between two scenarios, shared out among groups of assumptions:
//! in words and as a chart.

use crate::analysis::estimate::Estimate;
use crate::analysis::grouping::{Player, Said};
use crate::analysis::measure::Measure;
use crate::analysis::run_info::RunInfo;
use crate::analysis::shapley::Attribution;
use crate::analysis::statistic::{Event, Statistic};
use crate::output::chart::provenance::provenance_of;
use crate::output::chart::steps::{Bridge as Drawn, span};
use crate::output::chart::{Chart, Domains, Group, Picture, Size, Subject, steps};
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::printed_steps::PrintedSteps;
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{basis, in_sentence, uncapitalised};

/// A difference is more than noise beyond so many standard errors.
const ERRORS: f64 = 2.0;

/// Everything that a bridge between two scenarios has found.
pub struct Bridge<'a> {
    /// The first scenario and the other.
    pub infos: [&'a RunInfo; 2],
    /// The names of their files, made different.
    pub labels: [&'a str; 2],
    /// What is changed, group by group.
    pub players: &'a [Player],
    /// Each statistic with what the groups contribute, in their order.
    pub found: Vec<(Statistic, Attribution)>,
    /// Number of combinations of both scenarios that were simulated.
    pub runs: usize,
    /// Notes on how the scenarios differ and which groups became one.
    pub notes: Vec<String>,
}

impl Bridge<'_> {
    /// Currency of all amounts.
    pub fn currency(&self) -> &str {
        &self.infos[0].currency
    }

    /// A statistic's steps as they are printed.
    pub fn printed(&self, statistic: &Statistic, found: &Attribution) -> PrintedSteps<'_> {
        let steps: Vec<f64> =
            (0..found.shapley.len()).map(|step| found.shapley.one(step).value).collect();
        let ends = (found.first.value, found.other.value);
        PrintedSteps::new(ends, &steps, statistic.unit(), self.currency())
    }
}

/// Whether a figure is more than noise; never of a single path.
fn is_clear(figure: &Estimate) -> bool {
    ERRORS * figure.standard_error < figure.value.abs() && 0.0 < figure.value.abs()
}

/// The groups whose contributions are more than noise, the largest first.
fn clear(found: &Attribution) -> Vec<usize> {
    let size = |step: &usize| found.shapley.one(*step).value.abs();
    let mut all: Vec<usize> =
        (0..found.shapley.len()).filter(|step| is_clear(&found.shapley.one(*step))).collect();
    all.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    all
}

/// What a statistic's bridge comes to, in a sentence or two.
pub fn finding(bridge: &Bridge<'_>, statistic: &Statistic, found: &Attribution) -> String {
    let figure = in_sentence(statistic, bridge.currency());
    let printed = bridge.printed(statistic, found);
    let [first, other] = bridge.labels;
    if bridge.players.is_empty() {
        return format!("{first} and {other} assume the same: nothing moves {figure}.");
    }
    let difference = printed.with_error(&printed.difference(), &found.difference);
    let named: Vec<String> = clear(found)
        .into_iter()
        .map(|step| {
            let change = printed.with_error(&printed.together(&[step]), &found.shapley.one(step));
            format!("{} {change}", uncapitalised(&bridge.players[step].label()))
        })
        .collect();
    let rest = bridge.players.len() - named.len();
    let start = format!("From {first} to {other}, {figure} changes by {difference}");
    match (named.is_empty(), rest) {
        (true, _) => format!("{start}; no group contributes more than noise."),
        (false, 0) => format!("{start}: {}.", named.join(", ")),
        (false, 1) => format!("{start}: {}; the other group no more than noise.", named.join(", ")),
        (false, _) => {
            format!("{start}: {}; the other {rest} groups no more than noise.", named.join(", "))
        }
    }
}

/// How much of what two groups do is theirs together.
pub fn interaction(bridge: &Bridge<'_>, statistic: &Statistic, found: &Attribution) -> String {
    let figure = in_sentence(statistic, bridge.currency());
    let Some(([a, b], strength)) = found.strongest_pair() else {
        return format!(
            "On {figure}, no two groups do more or less together than one by one, beyond noise."
        );
    };
    let printed = bridge.printed(statistic, found);
    let together = printed.with_error(&printed.other(strength.value), strength);
    let [first, second] = [a, b].map(|player| bridge.players[*player].label());
    format!(
        "On {figure}, changing {} together with {} comes to {together} beyond what they do one by one; half of it \
         is in the contribution of each.",
        uncapitalised(&first),
        uncapitalised(&second),
    )
}

/// A value of a scenario for a reader: a known one, or a median with P5 and P95.
pub fn said(said: &Said, currency: &str) -> String {
    match said {
        Said::Absent => "–".to_owned(),
        Said::Text(text) => text.clone(),
        Said::Number(unit, [low, middle, high]) => {
            if low.total_cmp(high).is_eq() {
                return value_words(*middle, unit, currency, ValueStyle::FULL.given());
            }
            let [low, middle, high] = [low, middle, high]
                .map(|value| value_words(*value, unit, currency, ValueStyle::FULL));
            if low == high { middle } else { format!("{middle} ({low} to {high})") }
        }
    }
}

/// The subject by which a picture of the same statistic may lend its axes.
pub fn bridge_subject(statistic: &Statistic) -> Subject {
    Subject::of_statistic(&steps::KIND, statistic)
}

/// A picture for each statistic.
pub fn bridge_pictures<'a>(bridge: &'a Bridge<'_>) -> Vec<Group<'a>> {
    let of = |(statistic, found): &'a (Statistic, Attribution)| {
        let name = format!("{}-{}", steps::KIND.name, statistic.to_string().replace('_', "-"));
        vec![Picture::new(name, bridge_subject(statistic), move |like, size| {
            bridge_chart(bridge, statistic, found, like, size)
        })]
    };
    bridge.found.iter().map(of).collect()
}

/// Draws one statistic's bridge, on the axis of another picture if there is one.
pub fn bridge_chart(
    bridge: &Bridge<'_>,
    statistic: &Statistic,
    found: &Attribution,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let printed = bridge.printed(statistic, found);
    let is_moic = *statistic == Statistic::Mean(Measure::Moic);
    let provenance = provenance_of(&bridge.infos);
    let figure = label(statistic, bridge.currency());
    let drawn = Drawn {
        provenance: &provenance,
        of: bridge_subject(statistic).of,
        titles: titles(bridge, statistic, found, &printed),
        subtitles: vec![
            format!(
                "{figure}: what each group of assumptions contributes, mean over all orders of \
                 changing them; whiskers ± 2 s.e., paired"
            ),
            format!("{figure}: contributions, mean over all orders; whiskers ± 2 s.e."),
        ],
        basis: basis(statistic),
        notes: notes(bridge, statistic),
        names: bridge.labels,
        start: found.first.value,
        step_names: bridge.players.iter().map(Player::label).collect(),
        steps: &found.shapley,
        end: found.other,
        printed: &printed,
        sense: statistic.sense(),
        reference: is_moic.then_some((1.0, "1x")),
        span: span(found.first.value, &found.shapley, &found.other),
        is_of_run: false,
    };
    steps::bridge(&drawn, like, size)
}

/// The chance of loss in both, and how much was simulated.
fn notes(bridge: &Bridge<'_>, statistic: &Statistic) -> Vec<String> {
    let simulated = format!("{} of groups simulated", plural(bridge.runs as u64, "combination"));
    let of_loss = Statistic::Chance(Event::Loss);
    let loss = bridge.found.iter().find(|(found, _)| *found == of_loss && statistic != found);
    let loss = loss.map(|(found, shared)| {
        let printed = bridge.printed(found, shared);
        format!("MOIC below 1x in {}, then {}", printed.start(), printed.end())
    });
    loss.into_iter().chain([simulated]).collect()
}

/// The difference and the two groups that contribute most to it.
fn titles(
    bridge: &Bridge<'_>,
    statistic: &Statistic,
    found: &Attribution,
    printed: &PrintedSteps<'_>,
) -> Vec<String> {
    let figure = label(statistic, bridge.currency());
    let difference = printed.difference();
    let [first, other] = bridge.labels;
    if bridge.players.is_empty() {
        return vec![format!("{figure} is the same: {first} and {other} assume the same")];
    }
    let all = clear(found);
    let named: Vec<String> = all
        .iter()
        .filter(|step| printed.is_something(&[**step]))
        .take(2)
        .map(|step| {
            let label = uncapitalised(&bridge.players[*step].label());
            format!("{label} {}", printed.together(&[*step]))
        })
        .collect();
    let change = if is_clear(&found.difference) {
        format!("{figure} changes by {difference}")
    } else {
        format!("{figure} changes by {difference}, no more than noise")
    };
    let Some(most) = named.first() else {
        // What is printed as 0 is not named, but it is no noise.
        if !all.is_empty() {
            return vec![change];
        }
        return vec![format!("{change}; no group contributes more than noise")];
    };
    vec![
        format!(
            "From {first} to {other}, {}: {}",
            uncapitalised_unless_name(&change),
            named.join(", ")
        ),
        format!("{change}: {}", named.join(", ")),
        format!("{change}: {most}"),
        change,
    ]
}

/// With a small first letter, unless it begins with a name such as P10.
fn uncapitalised_unless_name(text: &str) -> String {
    let second = text.chars().nth(1).unwrap_or(' ');
    if second.is_lowercase() { uncapitalised(text) } else { text.to_owned() }
}
