//! The bridge from money paid in to money got back, in words.

use super::chart::data::Returns;
use super::notes;
use crate::analysis::estimate::Estimate;
use crate::analysis::sense::Sense;
use crate::analysis::value_bridge::ValueBridge;
use crate::model::outcome::Unit;
use crate::output::chart::provenance::Provenance;
use crate::output::chart::steps::{Bridge, span};
use crate::output::chart::{Chart, SharedAxes, Size, Subject, steps};
use crate::output::printed_steps::PrintedSteps;
use crate::output::words::uncapitalised;

/// What a step must exceed to be named in a title, in standard errors.
const ERRORS: f64 = 2.0;

/// The bridge as it is printed.
pub fn printed(bridge: &ValueBridge) -> PrintedSteps<'static> {
    let values: Vec<f64> =
        (0..bridge.steps.len()).map(|step| bridge.steps.one(step).value).collect();
    PrintedSteps::new((1.0, bridge.mean_moic.value), &values, Unit::Multiple, "")
}

fn span_of(bridge: &ValueBridge) -> (f64, f64) {
    span(1.0, &bridge.steps, &bridge.mean_moic)
}

/// What the bridge of a run shows.
pub fn parts_subject() -> Subject {
    Subject::of_parts(&steps::KIND)
}

/// Draws the bridge of a run, on an axis that the bridges of others `beside` it
/// have too, or on that of another picture.
pub fn value_bridge_chart(
    bridge: &ValueBridge,
    run: &Returns<'_>,
    heavy_tail: bool,
    beside: SharedAxes<'_, ValueBridge>,
    size: Size,
) -> Chart {
    let printed = printed(bridge);
    let drawn = Bridge {
        provenance: run.provenance,
        of: parts_subject().of,
        titles: titles(bridge, &printed, run.provenance),
        subtitles: vec![
            "What each part adds to the money paid in or takes away, per unit paid in: mean over all \
             paths; whiskers ± 2 s.e."
                .to_owned(),
            "What each part adds per unit paid in, mean over all paths; whiskers ± 2 s.e.".to_owned(),
        ],
        basis: "gross of fees, undiscounted",
        notes: notes(bridge, &printed, run, heavy_tail),
        names: ["Paid in", "Mean MOIC"],
        start: 1.0,
        step_names: bridge.parts.iter().map(|part| part.label().to_owned()).collect(),
        steps: &bridge.steps,
        end: bridge.mean_moic,
        printed: &printed,
        sense: Sense::HighIsGood,
        reference: Some((1.0, "1x")),
        span: beside.set.iter().map(span_of).fold(span_of(bridge), |a, b| (a.0.min(b.0), a.1.max(b.1))),
        is_of_run: true,
    };
    steps::bridge(&drawn, beside.like, size)
}

/// Whether a step is more than noise.
fn is_clear(bridge: &ValueBridge, step: usize) -> bool {
    let figure = bridge.steps.one(step);
    ERRORS * figure.standard_error < figure.value.abs() && 0.0 < figure.value.abs()
}

/// The largest step up and the largest step down that are more than noise.
fn titles(bridge: &ValueBridge, printed: &PrintedSteps<'_>, run: &Provenance) -> Vec<String> {
    let mean = printed.end();
    if run.paths == 1 {
        return vec![format!("The only path returns {mean}")];
    }
    let named = |up: bool| {
        let sign = if up { 1.0 } else { -1.0 };
        let size = |step: &usize| sign * bridge.steps.one(*step).value;
        let clear = |step: &usize| is_clear(bridge, *step) && 0.0 < size(step);
        let best = (0..bridge.parts.len()).filter(clear);
        let best = best.max_by(|a, b| size(a).total_cmp(&size(b)).then(b.cmp(a)))?;
        let label = uncapitalised(bridge.parts[best].label());
        // What is printed as 0 is no finding, however surely it is not 0.
        printed.is_something(&[best]).then(|| format!("{label} {}", printed.together(&[best])))
    };
    match (named(true), named(false)) {
        (Some(up), Some(down)) => {
            vec![
                format!("Of the mean MOIC of {mean}: {up}, {down}"),
                format!("Mean MOIC {mean}: {up}, {down}"),
            ]
        }
        (Some(one), None) | (None, Some(one)) => vec![format!("Of the mean MOIC of {mean}: {one}")],
        // Parts that are no noise, but are printed as 0.
        (None, None) if (0..bridge.parts.len()).any(|step| is_clear(bridge, step)) => {
            vec![format!("Mean MOIC is {mean}")]
        }
        (None, None) => vec![format!("Mean MOIC is {mean}; no part moves it by more than noise")],
    }
}

fn notes(
    bridge: &ValueBridge,
    printed: &PrintedSteps<'_>,
    run: &Returns<'_>,
    heavy_tail: bool,
) -> Vec<String> {
    let Estimate { value, .. } = bridge.unsold;
    let mut notes = vec![notes::loss_note(run), "parts are taken in the order shown".to_owned()];
    if 0.0 < value {
        let unsold = printed.amount(value);
        notes.push(format!("{unsold} of the mean is value that nobody paid, at the horizon"));
    }
    if heavy_tail {
        notes.push("heavy tail, s.e. too small".to_owned());
    }
    notes
}
