//! What is said around the picture of a reverse test.

use super::level::levels;
use crate::analysis::reverse::{Break, Finding};
use crate::output::chart::{Figures, listed};
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::reverse::words::{ReverseTest, ShiftedNumber, conclusion, deviations, distance};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{input_label, kept, percentile_words};

pub(super) fn titles(test: &ReverseTest<'_>, of: Option<&Break>) -> Vec<String> {
    let currency = test.info.currency.as_str();
    let statistic = &test.limit.statistic;
    let (name, broken) = (label(statistic, currency), kept(test.limit, currency));
    let figures = Figures::of(statistic, currency).against(test.threshold);
    let plan = figures.value(test.found.plan.value);
    match (&test.found.finding, of) {
        (_, Some(of)) => {
            let (count, far) = (of.moved.len() as u64, of.distance.value);
            let (verb, together) = if count == 1 { ("moves", "") } else { ("move", " together") };
            let moves = format!("{} {verb} as here", plural(count, "assumption"));
            vec![
                format!(
                    "{name} is {broken}, not {plan}, if {moves}: {far:.2} standard \
                     deviations{together}"
                ),
                format!("{name} is {broken}, not {plan}, if {moves}, {far:.2} s.d."),
                format!("{name} is {broken} if {moves}, {far:.2} s.d."),
            ]
        }
        (Finding::Holds(reached), _) => {
            let (worst, far) = (figures.value(reached.value), deviations(test.farthest));
            vec![
                format!("{name} is {worst} at worst within {far} of the plan, not {broken}"),
                format!("{name} is {worst} at worst within {} s.d., not {broken}", test.farthest),
                format!("{name} not {broken} within {} s.d.", test.farthest),
            ]
        }
        (Finding::Already, _) => vec![
            format!("{name} is {plan} in the plan itself, which is {broken}"),
            format!("{name} is {plan} in the plan itself"),
        ],
        _ => vec![format!("{name} is {plan}, and no assumption can be moved")],
    }
}

pub(super) fn subtitles(test: &ReverseTest<'_>, is_drawn: bool) -> Vec<String> {
    if !is_drawn {
        let why = conclusion(test);
        let short = match &test.found.finding {
            Finding::Holds(_) => "In the worst direction that was found",
            Finding::Already => "The plan is broken as it is",
            _ => "No assumption can be moved",
        };
        return vec![format!("{why} Lines: ± 2 s.e."), format!("{short}; lines ± 2 s.e.")];
    }
    vec![
        "Where the median of each assumption would have to be in the plan\u{2019}s own distribution; \
         each keeps its spread, correlated ones move together"
            .to_owned(),
        "New median of each assumption, as a percentile of the plan\u{2019}s own distribution"
            .to_owned(),
    ]
}

pub(super) fn notes(
    test: &ReverseTest<'_>,
    of: Option<&Break>,
    shown: usize,
    all: usize,
) -> Vec<String> {
    let Some(of) = of else { return Vec::new() };
    let mut notes = vec![format!("distance {} s.d. (\u{b1} 2 s.e.)", distance(&of.distance))];
    if shown < all {
        notes.push(format!("{shown} of {all} shown"));
    }
    notes.push(format!(
        "fewest of {} at no more than a tenth above the shortest distance, as slopes tell",
        plural(test.numbers.len() as u64, "assumption")
    ));
    notes
}

pub(super) fn alt_text(test: &ReverseTest<'_>, shown: &[&ShiftedNumber<'_>]) -> String {
    let currency = test.info.currency.as_str();
    let picture = if shown.is_empty() {
        let figures = Figures::of(&test.limit.statistic, currency).against(test.threshold);
        let levels = levels(test);
        let said = levels.iter().map(|(name, one)| format!("{name} {}", figures.value(one.value)));
        let limit = figures.value(test.threshold);
        format!("Dots of the statistic against its limit of {limit}: {}.", listed(said, ", "))
    } else {
        let rows = shown.iter().map(|one| {
            let words = |value| value_words(value, one.number.unit, currency, ValueStyle::FULL);
            format!(
                "{}: {} at {} of the plan\u{2019}s distribution, from {}",
                input_label(&one.number.name),
                words(one.value),
                percentile_words(one.percentile),
                words(one.plan),
            )
        });
        format!(
            "Dot plot with a row for each assumption that is moved, horizontal axis from P0 to P100 \
             of the plan\u{2019}s own distributions. {}.",
            listed(rows, "; ")
        )
    };
    format!("{picture} {}", conclusion(test))
}
