//! What is said around the picture of a reverse test.

use crate::analysis::reverse::{Break, Finding};
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::reverse::words::{ReverseTest, conclusion, deviations, distance};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::words::kept;

pub(super) fn titles(test: &ReverseTest<'_>, of: Option<&Break>) -> Vec<String> {
    let currency = test.info.currency.as_str();
    let statistic = &test.limit.statistic;
    let (name, broken) = (label(statistic, currency), kept(test.limit, currency));
    let value = |value| {
        statistic_words(value, statistic.unit(), currency, StatisticStyle::Against(test.threshold))
    };
    let plan = value(test.found.plan.value);
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
        (Finding::Holds(reached), _) => vec![
            format!(
                "{name} is {} at worst within {} of the plan, not {broken}",
                value(reached.value),
                deviations(test.farthest)
            ),
            format!(
                "{name} is {} at worst within {} s.d., not {broken}",
                value(reached.value),
                test.farthest
            ),
            format!("{name} not {broken} within {} s.d.", test.farthest),
        ],
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
    (shown, all): (usize, usize),
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
