//! The numbers of the frontier as a table.

use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::{Point, Study};
use crate::output::chart::{cells, csv_of};

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
pub(super) fn numbers(study: &Study) -> String {
    let closed = study.curve.iter().map(|(ratio, closed)| {
        let place = [*ratio, ratio * study.long_days];
        row("closed form", place, [(Some(closed.premium), None), (closed.mixed, None)])
    });
    let points = study.points.iter().map(|point| simulated("simulated", point));
    let own = study.own.iter();
    let own_lead_time = own.clone().map(|own| simulated("own lead time", &own.point));
    let own_cost = own.filter_map(|own| {
        let place = [own.point.ratio, own.point.days];
        Some(row("own cost", place, [parts(Some(own.as_it_is?.premium)), (None, None)]))
    });
    csv_of(HEAD, closed.chain(points).chain(own_lead_time).chain(own_cost))
}

fn simulated(kind: &str, point: &Point) -> Vec<String> {
    row(kind, [point.ratio, point.days], [parts(point.premium), parts(point.mixed)])
}

/// A figure and its error, as far as they are known.
type Parts = (Option<f64>, Option<f64>);

fn parts(figure: Option<Estimate>) -> Parts {
    (figure.map(|one| one.value), figure.map(|one| one.standard_error))
}

fn row(kind: &str, place: [f64; 2], [premium, top_up]: [Parts; 2]) -> Vec<String> {
    let cell = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let figures = [premium.0, premium.1, top_up.0, top_up.1].map(cell);
    [vec![kind.to_owned()], cells(place), figures.to_vec()].concat()
}
