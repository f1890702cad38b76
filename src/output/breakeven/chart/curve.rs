//! Chart of a statistic by the value that is varied: where its target is just met, and how surely.

use super::axes::{STATISTIC, VALUE, of_statistic, of_values};
use super::words::{alt_text, names, numbers, words};
use crate::analysis::breakeven::{Crossing, Point};
use crate::analysis::estimate::Estimate;
use crate::output::breakeven::words::Breakeven;
use crate::output::chart::{
    Along, Chart, Domains, Figures, Kind, Metadata, Page, Passing, Plot, Provenance, Size, Span,
    Subject, ValueLine, beyond_axes, line_area, ticks,
};
use crate::output::figures::limit_words;

/// Draws the curve of one of the targets.
pub fn breakeven(
    run: &Provenance,
    result: &Breakeven<'_>,
    index: usize,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let solution = result.solution;
    let answer = &solution.answers[index];
    let figures = Figures::of(&answer.target.statistic, &run.currency);
    let ends = VALUE.span(like).unwrap_or_else(|| of_values(&solution.axis));
    let along = Along::of(ends);
    let y = STATISTIC.span(like).unwrap_or_else(|| {
        of_statistic(&answer.target, index, &solution.points, &result.of_plan[index])
    });
    let x = along.scale(ends);
    let points = points(result, index);
    let beyond = beyond_axes(&points, along, [x, y], |value| figures.short(value));
    let words = words(run, result, index, (along, size)).note_first(beyond);
    let page = Page::new(size, &words, 2);
    let levels = figures.levels(y, if page.is_half() { 4 } else { 5 });
    let plot = Plot::new(&page, line_area(&page, &levels), x, y);
    let of_plan = &result.of_plan[index];
    let limit = answer.target.threshold;
    let line = ValueLine {
        plot,
        along,
        points,
        limit: limits(result, index),
        limit_words: format!(
            "{} {}",
            answer.target.relation.words(),
            limit_words(limit, answer.target.statistic.unit(), &run.currency)
        ),
        plan: (result.varied.plan, of_plan.estimate.value),
        plan_words: result.varied.plan_words(),
        expected: result.varied.middle(),
        passings: passings(result, index),
    };
    let shown = values(ends, along, &page, result).into_iter();
    line.draw(&levels, shown, &names(result));
    let plot = line.plot.area;
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(result, index, figures),
        csv: numbers(result, index),
        domains: vec![VALUE.tells(ends.ends()), STATISTIC.tells(y.ends())],
    };
    page.finish_of(&subject(result, index).of, &words, plot, metadata)
}

/// A statistic by the value that is varied.
pub static KIND: Kind = Kind {
    name: "breakeven",
    shows_one_of_several: true,
    scales: &[VALUE, STATISTIC],
    ..Kind::PLAIN
};

/// What it shows.
pub fn subject(result: &Breakeven<'_>, index: usize) -> Subject {
    let target = &result.solution.answers[index].target;
    Subject::by_value(&KIND, &target.statistic, result.varied.assumption)
}

fn points(result: &Breakeven<'_>, index: usize) -> Vec<(f64, Estimate)> {
    let points = result.solution.points.iter();
    points.map(|point| (point.value, point.readings[index].estimate)).collect()
}

/// What must be reached at each value, or the same at all: the hurdle rate may be what is varied.
fn limits(result: &Breakeven<'_>, index: usize) -> Vec<(f64, f64)> {
    let of = |point: &Point| (point.value, point.readings[index].threshold);
    let mut all: Vec<(f64, f64)> = result.solution.points.iter().map(of).collect();
    let first = all.first().map_or(0.0, |(_, limit)| *limit);
    if all.iter().all(|(_, limit)| (limit - first).abs() <= 0.0) {
        all.truncate(1);
    }
    all
}

/// All crossings; that which is nearest to the plan has its name.
fn passings(result: &Breakeven<'_>, index: usize) -> Vec<Passing> {
    let (answer, axis) = (&result.solution.answers[index], &result.solution.axis);
    let far = |one: &Crossing| (one.value - result.varied.plan).abs();
    let nearest = answer.crossings.iter().map(far).fold(f64::INFINITY, f64::min);
    let passing = |one: &Crossing| {
        let value = result.varied.shown(one.value);
        let met = if one.met_below {
            format!("met up to {value}")
        } else {
            format!("met from {value} on")
        };
        Passing {
            value: one.value,
            interval: [one.low.unwrap_or(axis.from), one.high.unwrap_or(axis.to)],
            words: if far(one) <= nearest { met } else { String::new() },
        }
    };
    answer.crossings.iter().map(passing).collect()
}

/// Values under the plot: 1, 2, 5 and zeros along ratios, the roundest first.
fn values(ends: Span, along: Along, page: &Page, result: &Breakeven<'_>) -> Vec<(f64, String)> {
    let is_whole =
        |value: &f64| !result.solution.axis.whole || (value - value.round()).abs() < 1e-9;
    let all: Vec<f64> = match along {
        Along::Distances => ticks(ends.low, ends.high, if page.is_half() { 4 } else { 7 }),
        Along::Ratios => {
            let decades =
                libm::log10(ends.low).floor() as i32..=libm::log10(ends.high).ceil() as i32;
            let of =
                |factor: f64| decades.clone().map(move |k| factor * libm::pow(10.0, f64::from(k)));
            let on = |value: &f64| !ends.ends_before(*value);
            [1.0, 5.0, 2.0].into_iter().flat_map(of).filter(on).collect()
        }
    };
    let named = |value: f64| {
        let value = if value.abs() < 1e-12 { 0.0 } else { value };
        (value, result.varied.shown(value))
    };
    all.into_iter().filter(is_whole).map(named).collect()
}
