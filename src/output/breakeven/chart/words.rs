//! What is said around the picture of a search, and its numbers.

use crate::analysis::breakeven::{Crossing, Point, Reading};
use crate::analysis::limit::Limit;
use crate::output::breakeven::words::{Breakeven, reading, without_crossing};
use crate::output::chart::{Along, Figures, Provenance, Size, Words, csv_of};
use crate::output::csv::number;
use crate::output::figures::{label, limit_words};
use crate::output::format::plural;
use crate::output::words::{basis, capitalised, fails, kept, uncapitalised};

/// What is said around the curve of a target.
pub(super) fn words<'a>(
    run: &'a Provenance,
    result: &Breakeven<'_>,
    index: usize,
    (along, size): (Along, Size),
) -> Words<'a> {
    let answer = &result.solution.answers[index];
    let statistic = label(&answer.target.statistic, &run.currency);
    let one = result.varied.one_of_its_values();
    let log = if along == Along::Ratios { ", log scale" } else { "" };
    let own = match result.varied.middle() {
        Some(_) => "; grey: P10 to P90 of the plan\u{2019}s own distribution",
        None => "",
    };
    let bar = if answer.crossings.is_empty() { "" } else { "; black bar: 95% interval" };
    let marks = format!("band ± 2 s.e.; diamond: the plan itself{bar}{own}");
    let subtitles = match size {
        Size::Half => vec![format!("{statistic}{log}; {marks}")],
        _ => vec![
            format!("{statistic} at each {one}, same draws{log}; {marks}"),
            format!("{statistic}, same draws{log}; {marks}"),
        ],
    };
    Words {
        provenance: run,
        titles: titles(result, index),
        subtitles,
        basis: basis(&answer.target.statistic),
        notes: notes(result, index),
    }
}

/// Titles, longest first.
fn titles(result: &Breakeven<'_>, index: usize) -> Vec<String> {
    let answer = &result.solution.answers[index];
    let (varied, axis) = (&result.varied, &result.solution.axis);
    let currency = varied.currency;
    let (statistic, name) = (label(&answer.target.statistic, currency), varied.name());
    let (keeps, fails) = (kept(&answer.target, currency), fails(&answer.target, currency));
    let [from, to] = [axis.from, axis.to].map(|value| varied.shown(value));
    let (plan, one) = (varied.plan_words(), varied.one_of_its_values());
    match answer.crossings[..] {
        [] if answer.at_from.meets => vec![
            format!("{statistic} is {keeps} at every {one} from {from} to {to} ({plan})"),
            format!("{statistic} is {keeps} at every {one} from {from} to {to}"),
            format!("{statistic} is {keeps} throughout"),
        ],
        [] => vec![
            format!("No {one} from {from} to {to} works: {} {fails}", uncapitalised(&statistic)),
            format!("{statistic} {fails} from {from} to {to}"),
        ],
        [one] => {
            let value = varied.shown(one.value);
            let side = if one.met_below { "at most" } else { "at least" };
            let interval =
                interval(result, &one).map_or_else(String::new, |words| format!("; {words}"));
            let does = if result.of_plan[index].meets { "meets" } else { "misses" };
            let here = format!("{statistic} is {keeps} where the {name} is {side} {value}");
            let short = format!("{statistic} is {keeps} {side} {value}");
            if binds(result, index) == Some(false) {
                // Alone this one would say too much.
                let but = "another target binds first";
                return vec![
                    format!("{here} ({plan}); {but}"),
                    format!("{here}; {but}"),
                    format!("{short}; {but}"),
                ];
            }
            vec![
                format!("{here} ({plan} {does} it{interval})"),
                format!("{here} ({plan} {does} it)"),
                here,
                short,
            ]
        }
        _ => {
            let limit = limit(&answer.target, currency);
            let times = answer.crossings.len();
            vec![
                format!(
                    "{statistic} passes {limit} {times} times with the {name} from {from} to {to} ({plan})"
                ),
                format!(
                    "{statistic} passes {limit} {times} times with the {name} from {from} to {to}"
                ),
                format!("{statistic} passes {limit} {times} times"),
            ]
        }
    }
}

fn limit(target: &Limit, currency: &str) -> String {
    limit_words(target.threshold, target.statistic.unit(), currency)
}

/// `95% interval $8M to $10M`, where both ends are within the range.
fn interval(result: &Breakeven<'_>, crossing: &Crossing) -> Option<String> {
    crossing.low.zip(crossing.high)?;
    Some(format!("95% interval {}", result.varied.interval(crossing)))
}

fn notes(result: &Breakeven<'_>, index: usize) -> Vec<String> {
    let (varied, solution) = (&result.varied, result.solution);
    let answer = &solution.answers[index];
    let words = |one| reading(&answer.target, one, varied.currency);
    let mut notes = vec![format!("in the plan {} (1 s.e.)", words(&result.of_plan[index]))];
    if let [one] = answer.crossings[..] {
        notes.push(format!("95% interval {}", varied.interval(&one)));
    } else if answer.crossings.is_empty() {
        let [from, to] = [solution.axis.from, solution.axis.to].map(|value| varied.shown(value));
        let (first, last) = (words(&answer.at_from), words(&answer.at_to));
        notes.push(format!("{first} at {from}, {last} at {to}"));
    }
    let near = |point: &&Point| {
        let reading = &point.readings[index];
        let margin = (reading.estimate.value - reading.threshold).abs();
        margin < 2.0 * reading.estimate.standard_error
    };
    let close = solution.points.iter().filter(near).count();
    if answer.crossings.is_empty() && 0 < close {
        notes.push(format!("{} within 2 s.e. of the limit", plural(close as u64, "value")));
    }
    if let Some(binds) = binds(result, index) {
        let of = plural(solution.answers.len() as u64, "target");
        notes.push(format!("of {of} this one {}", if binds { "binds" } else { "does not bind" }));
    }
    notes.push(plural(solution.points.len() as u64, "value"));
    let unknown = solution.points.iter().filter(|point| !is_known(&point.readings[index])).count();
    if 0 < unknown {
        notes.push(format!("at {} no path has it", plural(unknown as u64, "value")));
    }
    notes
}

/// Whether a target is the one that decides somewhere, where there are several.
fn binds(result: &Breakeven<'_>, index: usize) -> Option<bool> {
    let solution = result.solution;
    (1 < solution.answers.len()).then(|| {
        let stretches = solution.together();
        let ends = stretches.iter().flat_map(|stretch| [stretch.from, stretch.to]);
        ends.filter_map(|bound| bound.binds).any(|(one, _)| one == index)
    })
}

/// What has the values under the plot, longest wording first.
pub(super) fn names(result: &Breakeven<'_>) -> [String; 2] {
    let varied = &result.varied;
    let name = capitalised(&varied.name());
    let unit = if varied.unit == "money" { varied.currency } else { varied.unit };
    [format!("{name}: {} ({unit})", varied.key), format!("{name} ({unit})")]
}

/// A row for each value that was simulated.
pub(super) fn numbers(result: &Breakeven<'_>, index: usize) -> String {
    let rows = result.solution.points.iter().map(|point| {
        let reading = &point.readings[index];
        let numbers = [
            point.value,
            reading.estimate.value,
            reading.estimate.standard_error,
            reading.threshold,
        ];
        numbers.map(number).into_iter().chain([reading.meets.to_string()]).collect()
    });
    csv_of(["value", "statistic", "standard_error", "threshold", "meets"], rows)
}

/// The curve in words.
pub(super) fn alt_text(result: &Breakeven<'_>, index: usize, figures: Figures<'_>) -> String {
    let (varied, solution) = (&result.varied, result.solution);
    let answer = &solution.answers[index];
    let [from, to] = [solution.axis.from, solution.axis.to].map(|value| varied.shown(value));
    let crossings = answer.crossings.iter().map(|one| {
        let side = if one.met_below { "up to" } else { "from" };
        format!(
            "It is met {side} {} (95% interval {}).",
            varied.shown(one.value),
            varied.interval(one)
        )
    });
    let met = match answer.crossings.len() {
        0 => format!("It is met {}.", without_crossing(answer)),
        _ => crossings.collect::<Vec<_>>().join(" "),
    };
    format!(
        "Line of the {} over {} of {} (key {}, {}) from {from} to {to}, {} at the lowest and {} at \
         the highest; in the plan, at {}, it is {}. The target, {}, is a dashed line. {met}",
        uncapitalised(&label(&answer.target.statistic, varied.currency)),
        plural(solution.points.len() as u64, "value"),
        varied.name(),
        varied.key,
        varied.unit,
        figures.with_error(answer.at_from.estimate),
        figures.with_error(answer.at_to.estimate),
        varied.plan(),
        figures.with_error(result.of_plan[index].estimate),
        kept(&answer.target, varied.currency),
    )
}

/// Whether a reading is of any path.
pub(super) fn is_known(reading: &Reading) -> bool {
    !reading.estimate.value.is_nan()
}
