//! What is said around a line, and its numbers.

use super::axes::{STATISTIC, Spans, VALUE};
use super::line::KIND;
use crate::analysis::crossing::Point;
use crate::analysis::stress::AxisResult;
use crate::output::chart::{Metadata, Provenance, Size, Words, csv_of, short_name};
use crate::output::csv::number;
use crate::output::figures::{label, limit_words};
use crate::output::format::plural;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::stress::words::{interval, more_crossings, sentences, tried};
use crate::output::words::uncapitalised;

/// Title, subtitles and notes.
pub(super) fn words<'a>(run: &'a Provenance, line: &AxisResult, size: Size) -> Words<'a> {
    let statistic = label(&line.limit.statistic, &run.currency);
    let name = short_name(run);
    let own = if line.is_known() {
        String::new()
    } else {
        "; grey: P10 to P90 of the plan\u{2019}s own distribution".to_owned()
    };
    let marks = format!("band ± 2 s.e.; diamond: the plan itself{own}");
    let subtitles = match size {
        Size::Half => vec![format!("{statistic}; {marks}")],
        _ => vec![
            format!("{name}: {statistic} with {} at each value, same draws; {marks}", line.name),
            format!("{statistic} with {} at each value, same draws; {marks}", line.name),
            format!("{statistic}, same draws; {marks}"),
        ],
    };
    Words {
        provenance: run,
        titles: sentences(line, &run.currency),
        subtitles,
        basis: "",
        notes: notes(run, line),
    }
}

fn notes(run: &Provenance, line: &AxisResult) -> Vec<String> {
    let currency = run.currency.as_str();
    let plan = statistic_words(
        line.plan,
        line.limit.statistic.unit(),
        currency,
        StatisticStyle::WithError,
    );
    let mut notes = vec![format!("in the plan {plan} (1 s.e.)")];
    if let Some(crossing) = line.crossing() {
        let from = if line.assumption.whole { "line crosses" } else { "crossing" };
        notes.push(format!("{from} within 2 s.e.: {}", interval(line, &crossing, currency)));
    } else if let Some(close) = within_error(line) {
        notes.push(close);
    }
    notes.push(format!("{} {}", plural(line.points.len() as u64, "run"), tried(line, currency)));
    notes.extend(more_crossings(line).map(|_| "crosses more than once".to_owned()));
    notes
}

/// Says so where the limit is nowhere passed, but may be.
fn within_error(line: &AxisResult) -> Option<String> {
    let near = |point: &&Point| {
        let margin = (point.statistic.value - line.threshold).abs();
        margin < 2.0 * point.statistic.standard_error
    };
    let count = line.points.iter().filter(near).count();
    (0 < count).then(|| format!("{} within 2 s.e. of the limit", plural(count as u64, "run")))
}

/// A row for each value.
fn numbers(line: &AxisResult) -> String {
    let rows = line.points.iter().map(|point| {
        let numbers = [
            point.value,
            line.percentile(point.value).unwrap_or(f64::NAN),
            point.statistic.value,
            point.statistic.standard_error,
            point.from_plan.value,
            point.from_plan.standard_error,
        ];
        numbers.map(number).into_iter().chain([point.holds.to_string()]).collect()
    });
    let differences = ["minus_plan", "minus_plan_standard_error", "holds"];
    csv_of(
        ["value", "percentile", "statistic", "standard_error"].into_iter().chain(differences),
        rows,
    )
}

/// The numbers, and the picture in words.
pub(super) fn metadata(line: &AxisResult, spans: &Spans, currency: &str) -> Metadata {
    let unit = line.limit.statistic.unit();
    let shown = |point: &Point| match point.statistic.value {
        value if value.is_nan() => "absent".to_owned(),
        _ => statistic_words(point.statistic, unit, currency, StatisticStyle::WithError),
    };
    let ends = match (line.points.first(), line.points.last()) {
        (Some(first), Some(last)) => format!(", from {} to {}", shown(first), shown(last)),
        _ => String::new(),
    };
    let alt_text = format!(
        "Line of the {} over {} of {} (key {}, {}){ends}; in the plan it is {}. The limit of {} is \
         a dashed line.",
        uncapitalised(&label(&line.limit.statistic, currency)),
        plural(line.points.len() as u64, "value"),
        line.name,
        line.assumption.name,
        line.assumption.unit,
        statistic_words(line.plan, unit, currency, StatisticStyle::WithError),
        limit_words(line.limit.threshold, unit, currency),
    );
    let domains = vec![VALUE.tells(spans.x.ends()), STATISTIC.tells(spans.y.ends())];
    Metadata { kind: &KIND, alt_text, csv: numbers(line), domains }
}
