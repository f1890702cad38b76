//! Chart of a statistic by the value of an assumption that is pushed: where it
//! passes its limit, and how surely.

use super::axes::{STATISTIC, VALUE, cut, spans};
use super::words::{line_alt_text, line_numbers, line_words};
use crate::analysis::crossing::Crossing;
use crate::analysis::stress::AxisResult;
use crate::output::chart::{
    Along, Chart, Figures, Kind, Metadata, Page, Passing, Plot, Provenance, SharedAxes, Size,
    Subject, ValueLine, line_area, ticks,
};
use crate::output::figures::limit_words;
use crate::output::stress::words::{self as said, plan_words, within};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::input_label;

/// Draws the statistic at each value, on an axis of it that all lines beside this one share.
pub fn stress(
    run: &Provenance,
    line: &AxisResult,
    beside: SharedAxes<'_, AxisResult>,
    size: Size,
) -> Chart {
    let figures = Figures::of(&line.limit.statistic, &run.currency);
    let [x, y] = spans(line, beside);
    let words = line_words(run, line, size).note_first(cut(line, [x, y], figures));
    let page = Page::new(size, &words, 2);
    let levels = figures.levels(y, if page.is_half() { 4 } else { 5 });
    let drawn = drawn(Plot::new(&page, line_area(&page, &levels), x, y), line, &run.currency);
    drawn.draw(&levels, values(&drawn.plot, line, &run.currency), &names(line));
    let plot = drawn.plot.area;
    let metadata = Metadata {
        kind: &KIND,
        alt_text: line_alt_text(line, figures, &run.currency),
        csv: line_numbers(line),
        domains: vec![VALUE.tells(x.ends()), STATISTIC.tells(y.ends())],
    };
    page.finish_of(&line_subject(line).of, &words, plot, metadata)
}

/// The statistic by the assumption.
pub fn line_subject(line: &AxisResult) -> Subject {
    Subject::by_value(&KIND, &line.limit.statistic, &line.assumption)
}

/// A statistic by the value of one assumption.
pub static KIND: Kind =
    Kind { name: "stress", shows_one_of_several: true, scales: &[VALUE, STATISTIC], ..Kind::PLAIN };

/// The line as it is drawn.
fn drawn<'a>(plot: Plot<'a>, line: &AxisResult, currency: &str) -> ValueLine<'a> {
    let limit = &line.limit;
    let words = limit_words(limit.threshold, limit.statistic.unit(), currency);
    let (least, most) = line.range();
    let passing = line.crossing().map(|found| Passing {
        value: found.value,
        interval: [found.low.unwrap_or(least), found.high.unwrap_or(most)],
        words: crossing_words(line, &found, currency),
    });
    let own = [0.1, 0.9].map(|u| line.assumption.quantile(u));
    ValueLine {
        plot,
        along: Along::Distances,
        points: line.points.iter().map(|point| (point.value, point.statistic)).collect(),
        limit: vec![(0.0, line.threshold)],
        limit_words: format!("{} {words}", limit.relation.words()),
        plan: (line.plan_value(), line.plan.value),
        plan_words: plan_words(line, currency),
        expected: (!line.is_known()).then_some(own),
        passings: passing.into_iter().collect(),
    }
}

fn crossing_words(line: &AxisResult, found: &Crossing, currency: &str) -> String {
    let at = if line.assumption.whole { "at " } else { "" };
    if line.plan_holds() {
        format!("breaks {at}{}", said::beyond(line, found, currency))
    } else {
        format!("kept {at}{}", within(line, found, currency))
    }
}

/// Values under the plot.
fn values(
    plot: &Plot<'_>,
    line: &AxisResult,
    currency: &str,
) -> impl Iterator<Item = (f64, String)> {
    let unit = line.assumption.unit;
    let is_share = unit.starts_with("share") || unit == "probability";
    let count = if plot.page.is_half() { 4 } else { 7 };
    let whole = line.assumption.whole;
    let is_whole = move |value: &f64| !whole || (value - value.round()).abs() < 1e-9;
    let places = ticks(plot.x.low, plot.x.high, count).into_iter().filter(is_whole);
    let shown = places.filter(move |value| !(is_share && *value < -1e-12));
    shown.map(move |value| {
        let value = if value.abs() < 1e-12 { 0.0 } else { value };
        (value, value_words(value, unit, currency, ValueStyle::BARE))
    })
}

/// What has these values, longest wording first.
fn names(line: &AxisResult) -> [String; 2] {
    let unit = line.assumption.unit;
    let has_name = line.name != line.assumption.name;
    let name = if has_name { line.name.clone() } else { input_label(&line.name) };
    [format!("{name}: {} ({unit})", line.assumption.name), format!("{name} ({unit})")]
}
