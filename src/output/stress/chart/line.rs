//! Chart of a statistic by the value of an assumption that is pushed: where it
//! passes its limit, and how surely.
use crate::output::chart::axis::levels_of;

use super::axes::Spans;
use crate::analysis::crossing::{Crossing, Point};
use crate::analysis::stress::Line;
use crate::output::chart::axis::{baseline, grid, ticks_below};
use crate::output::chart::clip;
use crate::output::chart::colours::{EXPECTED, FAN, GAIN, GREY_TEXT, INK, LOSS, PAPER};
use crate::output::chart::display::{Area, Chart};
use crate::output::chart::kind::Kind;
use crate::output::chart::like::Domains;
use crate::output::chart::marks::{beyond, diamond};
use crate::output::chart::page::{Axes, Look, Page, Twin, Words};
use crate::output::chart::provenance::Provenance;
use crate::output::chart::size::Size;
use crate::output::chart::span::Span;
use crate::output::chart::subject::Subject;
use crate::output::chart::ticks::ticks;
use crate::output::chart::words::{ellipsis, short_name};
use crate::output::figures::{label, limit_words};
use crate::output::format::plural;
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::stress::words;
use crate::output::stress::words::{
    interval, more_crossings, plan_words, sentences, tried, within,
};
use crate::output::value_words::{ValueStyle, value_words};
use std::cmp::Ordering;

/// Draws the statistic at each value.
pub fn stress(run: &Provenance, line: &Line, like: Option<&Domains>, size: Size) -> Chart {
    let spans = like.and_then(Spans::lent).unwrap_or_else(|| Spans::of(line));
    let mut words = words(run, line, size);
    words.notes.splice(0..0, spans.cut(line, &run.currency));
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, line, &spans, &run.currency);
    page.finish_of(&line_subject(line).of, &words, plot, twin(line, &spans, &run.currency))
}

/// Its name on the command line.

/// What it shows.
pub fn line_subject(line: &Line) -> Subject {
    Subject::by_value(&KIND, &line.limit.statistic, &line.assumption)
}

/// A statistic by the value of one assumption.
pub static KIND: Kind =
    Kind { name: "stress", shows_one_of_several: true, lends: Some(lends), ..Kind::PLAIN };

/// Whether another picture tells both of its axes.
fn lends(domains: &Domains, _: Size) -> bool {
    Spans::lent(domains).is_some()
}

fn words<'a>(run: &'a Provenance, line: &Line, size: Size) -> Words<'a> {
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

fn notes(run: &Provenance, line: &Line) -> Vec<String> {
    let currency = run.currency.as_str();
    let plan = statistic_words(
        &line.plan,
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
fn within_error(line: &Line) -> Option<String> {
    let near = |point: &&Point| {
        let margin = (point.statistic.value - line.threshold).abs();
        margin < 2.0 * point.statistic.standard_error
    };
    let count = line.points.iter().filter(near).count();
    (0 < count).then(|| format!("{} within 2 s.e. of the limit", plural(count as u64, "run")))
}

fn draw(page: &Page, line: &Line, spans: &Spans, currency: &str) -> Area {
    let small = page.kind.label;
    let look = Look::new(small, INK);
    let count = if page.size == Size::Half { 4 } else { 5 };
    let levels =
        levels_of(line.limit.statistic.unit(), (spans.y.low, spans.y.high), currency, count);
    let widest = levels.iter().map(|(_, name)| look.width(name)).fold(0.0, f64::max);
    let plot = Area {
        left: page.frame.left + widest + 6.0,
        top: page.frame.top + 2.0 * small,
        right: page.frame.right - 2.2 * small,
        bottom: page.frame.bottom - 3.2 * small,
    };
    let axes = page.axes(plot, spans.x.low..spans.x.high, spans.y.high..spans.y.low);
    expected(line, spans, &axes);
    grid(page, plot, &axes, &levels);
    plan(page, plot, (line, currency), (spans, &axes));
    curve(page, line, (spans, &axes));
    let limit = axes.at(0.0, line.threshold).1;
    if !spans.y.ends_before(line.threshold) {
        page.dashes(&[(plot.left, limit), (plot.right, limit)], 1.0, LOSS, (3.0, 2.0));
    }
    if let Some(found) = line.crossing() {
        crossing(page, plot, (line, &found, currency), (spans, &axes));
    }
    threshold(page, plot, (line, currency), (spans, &axes));
    let own = (line.plan_value(), line.plan.value);
    if !beyond(page, &axes, own, spans.both(), INK) {
        diamond(page, axes.at(own.0, own.1), 4.0 * page.size.stretch(), INK);
    }
    baseline(page, plot);
    values(page, plot, (line, currency), (spans, &axes));
    plot
}

/// Where the plan's own distribution lies.
fn expected(line: &Line, spans: &Spans, axes: &Axes) {
    if line.is_known() {
        return;
    }
    let on_axis = |u: f64| spans.x.nearest(line.assumption.quantile(u));
    axes.bar((on_axis(0.1), spans.y.low), (on_axis(0.9), spans.y.high), EXPECTED);
}

/// The plan's value, named above the plot.
fn plan(page: &Page, plot: Area, (line, currency): (&Line, &str), (spans, axes): (&Spans, &Axes)) {
    let x = axes.at(spans.x.nearest(line.plan_value()), 0.0).0;
    let look = Look::new(page.kind.label, GREY_TEXT).centred();
    let name = spans.x.pointed(line.plan_value(), plan_words(line, currency));
    if !spans.x.ends_before(line.plan_value()) {
        page.line(&[(x, plot.top), (x, plot.bottom)], 0.75, GREY_TEXT);
    }
    let half = 0.5 * look.width(&name);
    let x = x.clamp(page.frame.left + half, page.frame.right - half);
    // A diamond at the very top stays below it.
    page.text_at(x, plot.top - 1.2 * page.kind.label, look, &name);
}

/// The line with its band, broken where no path has the measure.
fn curve(page: &Page, line: &Line, (spans, axes): (&Spans, &Axes)) {
    let pieces = line.points.split(|point| point.statistic.value.is_nan());
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let at = |errors: f64| {
            piece.iter().map(move |point| {
                let error = point.statistic.standard_error;
                let error = if error.is_nan() { 0.0 } else { error };
                (point.value, point.statistic.value + errors * error)
            })
        };
        if 1 < piece.len() {
            let band: Vec<(f64, f64)> = at(2.0).chain(at(-2.0).rev()).collect();
            let band = clip::shape(&band, spans.both());
            if !band.is_empty() {
                axes.shape(band, FAN[0]);
            }
            for drawn in clip::line(&at(0.0).collect::<Vec<_>>(), spans.both()) {
                axes.line(drawn, 1.8, GAIN);
            }
        }
        for (x, y) in at(0.0) {
            if !beyond(page, axes, (x, y), spans.both(), GAIN) {
                page.disc(axes.at(x, y), 2.6, PAPER);
                page.disc(axes.at(x, y), 2.0, GAIN);
            }
        }
    }
}

/// The limit, named where no other text stands and the fewest marks: first at
/// the end where the curve is farther away, on the side on which it is not.
fn threshold(
    page: &Page,
    plot: Area,
    (line, currency): (&Line, &str),
    (spans, axes): (&Spans, &Axes),
) {
    let y = axes.at(0.0, spans.y.nearest(line.threshold)).1;
    let words = limit_words(line.limit.threshold, line.limit.statistic.unit(), currency);
    let beyond = match spans.y.side(line.threshold) {
        Ordering::Less => " \u{2193}",
        Ordering::Equal => "",
        Ordering::Greater => " \u{2191}",
    };
    let words = format!("limit: {} {words}{beyond}", line.limit.relation.words());
    let far = |point: Option<&Point>| {
        point.map_or(0.0, |point| axes.at(0.0, spans.y.nearest(point.statistic.value)).1 - y)
    };
    let (first, last) = (far(line.points.first()), far(line.points.last()));
    let look = Look::new(page.kind.label, LOSS);
    let (left, right) = ((plot.left + 3.0, look, first), (plot.right, look.right(), last));
    let ends = if first.abs() < last.abs() { [right, left] } else { [left, right] };
    let places = ends.into_iter().flat_map(|(x, look, rise)| {
        let away = if rise < 0.0 { 0.9 } else { -0.8 };
        // Clear of the arrows at the end of an axis that does not reach it.
        let away = if beyond.is_empty() { away } else { 1.9 * away };
        [away, -away].map(|away| (x, y + away * page.kind.label, look))
    });
    let inside = |y: f64| plot.top + 3.0 < y && y < plot.bottom - 3.0;
    let free =
        |(x, y, look): &(f64, f64, Look)| inside(*y) && page.is_free((*x, *y), *look, &words, 2.0);
    let wide = look.width(&words);
    let hits = |(x, y, _): &(f64, f64, Look)| {
        let left = if *x < plot.right { *x } else { *x - wide };
        let high = 0.6 * page.kind.label;
        let text = Area { left, right: left + wide, top: y - high, bottom: y + high };
        marks_in(text, line, (spans, axes))
    };
    let places: Vec<(f64, f64, Look)> = places.filter(free).collect();
    if let Some((x, y, look)) = places.iter().min_by_key(|place| hits(place)) {
        page.text_at(*x, *y, *look, &words);
    }
}

/// Marks that run through a place: the line of the plan, the drop line of the
/// crossing with its circle, and the curve.
fn marks_in(place: Area, line: &Line, (spans, axes): (&Spans, &Axes)) -> usize {
    let meets = |x: f64, room: f64| place.left - room < x && x < place.right + room;
    let own = line.plan_value();
    let plan = !spans.x.ends_before(own) && meets(axes.at(own, 0.0).0, 2.0);
    let crossing = line.crossing().filter(|found| !spans.x.ends_before(found.value));
    let crossing = crossing.is_some_and(|found| {
        let (x, y) = axes.at(found.value, spans.y.nearest(line.threshold));
        meets(x, 6.0) && y - 5.0 < place.bottom
    });
    let points: Vec<(f64, f64)> =
        line.points.iter().map(|point| (point.value, point.statistic.value)).collect();
    let pieces = clip::line(&points, spans.both());
    let curve = pieces.iter().flat_map(|piece| piece.windows(2)).any(|ends| {
        let [a, b] = [ends[0], ends[1]].map(|(x, y)| axes.at(x, y));
        (0..=20).any(|step| {
            let share = f64::from(step) / 20.0;
            let (x, y) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
            meets(x, 2.0) && place.top < y && y < place.bottom
        })
    });
    [plan, crossing, curve].into_iter().filter(|hit| *hit).count()
}

/// Where the limit is passed: interval, circle, drop line, and its name.
fn crossing(
    page: &Page,
    plot: Area,
    (line, found, currency): (&Line, &Crossing, &str),
    (spans, axes): (&Spans, &Axes),
) {
    let (least, most) = line.range();
    let on = |value: f64| axes.at(spans.x.nearest(value), spans.y.nearest(line.threshold));
    let (x, y) = on(found.value);
    if !spans.y.ends_before(line.threshold) {
        page.line(&[on(found.low.unwrap_or(least)), on(found.high.unwrap_or(most))], 3.0, INK);
    }
    if !spans.x.ends_before(found.value) {
        page.dashes(&[(x, y), (x, plot.bottom)], 0.75, INK, (2.0, 2.0));
    }
    if spans.hold((found.value, line.threshold)) {
        page.disc((x, y), 3.6, INK);
        page.disc((x, y), 2.4, PAPER);
    }
    let look = Look::new(page.kind.name, INK).bold();
    let at = if line.assumption.whole { "at " } else { "" };
    let words = if line.plan_holds() {
        format!("breaks {at}{}", words::beyond(line, found, currency))
    } else {
        format!("kept {at}{}", within(line, found, currency))
    };
    let words = spans.x.pointed(found.value, words);
    let wide = look.width(&words);
    let is_right = x + 5.0 + wide <= plot.right;
    let left = if is_right { x + 5.0 } else { (x - 5.0 - wide).max(plot.left + 1.0) };
    let y = plot.bottom - 0.9 * page.kind.name;
    let half = 0.75 * page.kind.name;
    page.rect(
        Area { left: left - 1.5, right: left + wide + 1.5, top: y - half, bottom: y + half },
        PAPER,
    );
    page.text_at(left, y, look, &words);
}

/// Values under the plot, and what they are of.
fn values(
    page: &Page,
    plot: Area,
    (line, currency): (&Line, &str),
    (spans, axes): (&Spans, &Axes),
) {
    let count = if page.size == Size::Half { 4 } else { 7 };
    let Span { low, high } = spans.x;
    let is_share =
        line.assumption.unit.starts_with("share") || line.assumption.unit == "probability";
    let places = ticks(low, high, count).into_iter();
    let whole = |value: &f64| !line.assumption.whole || (value - value.round()).abs() < 1e-9;
    let named = places.filter(whole).filter(|value| !(is_share && *value < -1e-12)).map(|value| {
        let value = if value.abs() < 1e-12 { 0.0 } else { value };
        (value, value_words(value, line.assumption.unit, currency, ValueStyle::BARE))
    });
    ticks_below(page, plot, axes, &named.collect::<Vec<_>>());
    let look = Look::new(page.kind.label, GREY_TEXT);
    let unit = line.assumption.unit;
    let room = page.frame.right - plot.left;
    let short = format!("{} ({unit})", line.name);
    let full = format!("{}: {} ({unit})", line.name, line.assumption.name);
    let is_named = line.name != line.assumption.name && look.width(&full) <= room;
    let name =
        ellipsis(if is_named { &full } else { &short }, room, false, |text| look.width(text));
    page.text_at(plot.left, plot.bottom + 2.5 * page.kind.label, look, &name);
}

fn twin(line: &Line, spans: &Spans, currency: &str) -> Twin {
    let mut csv = "value,percentile,statistic,standard_error,minus_plan,\
                   minus_plan_standard_error,holds\n"
        .to_owned();
    let cell = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
    for point in &line.points {
        let numbers = [
            point.value,
            line.percentile(point.value).unwrap_or(f64::NAN),
            point.statistic.value,
            point.statistic.standard_error,
            point.from_plan.value,
            point.from_plan.standard_error,
        ];
        let cells: Vec<String> = numbers.into_iter().map(cell).collect();
        csv += &format!("{},{}\n", cells.join(","), point.holds);
    }
    let unit = line.limit.statistic.unit();
    let shown = |point: &Point| match point.statistic.value {
        value if value.is_nan() => "absent".to_owned(),
        _ => statistic_words(&point.statistic, unit, currency, StatisticStyle::WithError),
    };
    let ends = match (line.points.first(), line.points.last()) {
        (Some(first), Some(last)) => format!(", from {} to {}", shown(first), shown(last)),
        _ => String::new(),
    };
    let alt_text = format!(
        "Line of the {} over {} of {} (key {}, {}){ends}; in the plan it is {}. The limit of {} is \
         a dashed line.",
        lower(&label(&line.limit.statistic, currency)),
        plural(line.points.len() as u64, "value"),
        line.name,
        line.assumption.name,
        line.assumption.unit,
        statistic_words(&line.plan, unit, currency, StatisticStyle::WithError),
        limit_words(line.limit.threshold, unit, currency),
    );
    let domains = vec![("value", spans.x.ends()), ("statistic", spans.y.ends())];
    Twin { kind: KIND.name, alt_text, csv, domains }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}
