//! Chart of the frontier: the justified unit-cost premium against the ratio of
//! lead times, with the plan's own place and what lies on either side.

use super::numbers::numbers;
use super::plane::{Plane, simulated};
use super::words::{alt_text, provenance, words};
use crate::analysis::frontier::Study;
use crate::output::chart::{
    Chart, Domains, Kind, Metadata, Page, Scale, Size, Span, cut as cut_of,
};
use crate::output::frontier::report::{FrontierReport, plain_premium};

/// Standard errors that a whisker reaches to either side.
pub(super) const WHISKER: f64 = 2.0;

/// Draws the frontier.
pub fn frontier(report: &FrontierReport, like: Option<&Domains>, size: Size) -> Chart {
    let run = provenance(report);
    let span = PREMIUM.span(like).unwrap_or_else(|| vertical(&report.study));
    let mut words = words(report, &run, size);
    words.notes.splice(0..0, cut(&report.study, span));
    let page = Page::new(size, &words, 2);
    let plot = Plane::of(&page, &report.study, span).draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(report),
        csv: numbers(&report.study),
        domains: vec![RATIO.tells(RATIOS.ends()), PREMIUM.tells(span.ends())],
    };
    page.finish(&words, plot, metadata)
}

/// The axis of ratios.
pub(in crate::output) const RATIOS: Span = Span { low: 0.0, high: 1.0 };
/// The premium on unit cost that a short lead time justifies.
pub static KIND: Kind = Kind { name: "frontier", scales: &[RATIO, PREMIUM], ..Kind::PLAIN };

/// Ratios, which are always the same.
const RATIO: Scale = Scale::Optional("ratio");
/// Premiums on unit cost.
const PREMIUM: Scale = Scale::Span("premium");

/// Says so where premiums have no room on a lent axis.
fn cut(study: &Study, span: Span) -> Option<String> {
    let closed = study.curve.iter().flat_map(|(_, one)| [Some(one.premium), one.mixed]).flatten();
    let own = study.own.as_ref();
    let cost = own.and_then(|own| own.as_it_is).map(|own| own.premium.value);
    let justified = own.and_then(|own| own.point.premium).map(|one| one.value);
    let simulated = simulated(study).into_iter().map(|(_, figure, ..)| figure.value);
    let all: Vec<f64> = closed.chain(simulated).chain(cost).chain(justified).collect();
    cut_of(["some premiums", " (arrows)"], all.into_iter(), span, plain_premium)
}

/// The span of the axis of premiums.
fn vertical(study: &Study) -> Span {
    let mut all: Vec<f64> = Vec::new();
    for (_, closed) in &study.curve {
        all.push(closed.premium);
        all.extend(closed.mixed);
    }
    let own = study.own.as_ref();
    for point in study.points.iter().chain(own.map(|own| &own.point)) {
        for figure in [point.premium, point.mixed].into_iter().flatten() {
            all.push(figure.value - WHISKER * figure.standard_error);
            all.push(figure.value + WHISKER * figure.standard_error);
        }
    }
    all.extend(own.and_then(|own| own.as_it_is).map(|own| own.premium.value));
    let Span { low, high } = all.into_iter().fold(Span { low: 0.0, high: 0.01 }, Span::with);
    // Above, there is room for the words on the plan's own place.
    let spare = 0.08 * (high - low);
    Span { low: if low < 0.0 { low - spare } else { 0.0 }, high: high + 2.5 * spare }
}
