//! Chart of the frontier: the justified unit-cost premium against the ratio of
//! lead times, with the plan's own place and what lies on either side.

use super::plane::{Plane, WHISKER, simulated};
use super::words::{alt_text, provenance, words};
use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::{Point, Study};
use crate::output::chart::{
    Chart, Domains, Kind, Metadata, Page, Scale, Size, Span, cells, csv_of, cut as cut_of,
};
use crate::output::frontier::report::{FrontierReport, plain_premium};

/// Draws the frontier.
pub fn frontier(report: &FrontierReport, like: Option<&Domains>, size: Size) -> Chart {
    let run = provenance(report);
    let span = PREMIUM.span(like).unwrap_or_else(|| vertical(&report.study));
    let words = words(report, &run, size).note_first(cut(&report.study, span));
    let page = Page::new(size, &words, 2);
    let plot = Plane::of(&page, &report.study, span).draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(report),
        csv: numbers(&report.study),
        domains: vec![RATIO.tells(Span::UNIT.ends()), PREMIUM.tells(span.ends())],
    };
    page.finish(&words, plot, metadata)
}

/// The premium on unit cost that a short lead time justifies.
pub static KIND: Kind = Kind { name: "frontier", scales: &[RATIO, PREMIUM], ..Kind::PLAIN };

/// Ratios, which are always the same.
const RATIO: Scale = Scale::Optional("ratio");
/// Premiums on unit cost.
const PREMIUM: Scale = Scale::Span("premium");

/// Premiums in closed form, what is simulated, and what the plan itself costs.
fn closed(study: &Study) -> impl Iterator<Item = f64> + Clone + '_ {
    study.curve.iter().flat_map(|(_, closed)| [Some(closed.premium), closed.mixed]).flatten()
}

fn own_cost(study: &Study) -> Option<f64> {
    Some(study.own.as_ref()?.as_it_is?.premium.value)
}

/// Says so where premiums have no room on a lent axis.
fn cut(study: &Study, span: Span) -> Option<String> {
    let justified = study.own.as_ref().and_then(|own| own.point.premium).map(|one| one.value);
    let simulated = simulated(study).into_iter().map(|(_, figure, ..)| figure.value);
    let all = closed(study).chain(simulated).chain(own_cost(study)).chain(justified);
    let all: Vec<f64> = all.collect();
    cut_of(["some premiums", " (arrows)"], all.into_iter(), span, plain_premium)
}

/// The span of the axis of premiums.
fn vertical(study: &Study) -> Span {
    let points = study.points.iter().chain(study.own.as_ref().map(|own| &own.point));
    let figures = points.flat_map(|point| [point.premium, point.mixed]).flatten();
    let whiskers = figures.flat_map(|figure| {
        let reach = WHISKER * figure.standard_error;
        [figure.value - reach, figure.value + reach]
    });
    let all = closed(study).chain(whiskers).chain(own_cost(study));
    let Span { low, high } = all.fold(Span::to(0.01), Span::with);
    // Above, there is room for the words on the plan's own place.
    let spare = 0.08 * (high - low);
    Span { low: if low < 0.0 { low - spare } else { 0.0 }, high: high + 2.5 * spare }
}

const HEAD: [&str; 7] = [
    "kind",
    "ratio",
    "days",
    "premium",
    "standard_error",
    "top_up_premium",
    "top_up_standard_error",
];

/// The closed forms, then what is simulated, then what the plan itself costs.
fn numbers(study: &Study) -> String {
    let closed = study.curve.iter().map(|(ratio, closed)| {
        let place = [*ratio, ratio * study.long_days];
        row("closed form", place, [Some(closed.premium), None, closed.mixed, None])
    });
    let points = study.points.iter().map(|point| simulated_row("simulated", point));
    let own = study.own.iter();
    let own_lead_time = own.clone().map(|own| simulated_row("own lead time", &own.point));
    let own_cost = own.filter_map(|own| {
        let [value, error] = parts(Some(own.as_it_is?.premium));
        Some(row("own cost", [own.point.ratio, own.point.days], [value, error, None, None]))
    });
    csv_of(HEAD, closed.chain(points).chain(own_lead_time).chain(own_cost))
}

fn simulated_row(kind: &str, point: &Point) -> Vec<String> {
    let [[premium, error], [mixed, mixed_error]] = [point.premium, point.mixed].map(parts);
    row(kind, [point.ratio, point.days], [premium, error, mixed, mixed_error])
}

/// A figure and its error, as far as they are known.
fn parts(figure: Option<Estimate>) -> [Option<f64>; 2] {
    [figure.map(|one| one.value), figure.map(|one| one.standard_error)]
}

fn row(kind: &str, place: [f64; 2], figures: [Option<f64>; 4]) -> Vec<String> {
    let cell = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    [vec![kind.to_owned()], cells(place), figures.map(cell).to_vec()].concat()
}
