//! The steps of a bridge, and the bars that show them.

use super::provenance::Provenance;
use super::span::Span;
use crate::analysis::estimate::Estimate;
use crate::analysis::sense::Sense;
use crate::analysis::steps::Steps;
use crate::output::printed_steps::PrintedSteps;

/// One bar.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) from: f64,
    pub(super) to: f64,
    /// Of `to` against `from`; NaN: not known.
    pub(super) error: f64,
    pub(super) text: String,
    pub(super) is_end: bool,
}

pub(super) fn rows(bridge: &Bridge<'_>, most: usize) -> Vec<Row> {
    let (printed, steps) = (bridge.printed, bridge.steps);
    let end = |name: &str, value: f64, text: String| Row {
        name: name.to_owned(),
        from: 0.0,
        to: value,
        error: 0.0,
        text,
        is_end: true,
    };
    let mut rows = vec![end(bridge.names[0], bridge.start, printed.start())];
    let mut level = bridge.start;
    for (name, together) in shown(bridge, most) {
        let Estimate { value, standard_error } = steps.together(&together);
        let text = printed.together(&together);
        let (from, to) = (level, level + value);
        rows.push(Row { name, from, to, error: standard_error, text, is_end: false });
        level = to;
    }
    let last = Row {
        error: bridge.end.standard_error,
        ..end(bridge.names[1], bridge.end.value, printed.end())
    };
    rows.push(last);
    rows
}

/// The steps in their order, each alone or, where there are too many, the
/// smallest of them together at the end.
fn shown(bridge: &Bridge<'_>, most: usize) -> Vec<(String, Vec<usize>)> {
    let size = |step: &usize| bridge.steps.one(*step).value.abs();
    let mut order: Vec<usize> = (0..bridge.steps.len()).collect();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    let kept = if order.len() <= most { order.len() } else { most - 1 };
    let (mut alone, mut others) = (order[..kept].to_vec(), order[kept..].to_vec());
    alone.sort_unstable();
    others.sort_unstable();
    let alone = alone.into_iter().map(|step| (bridge.step_names[step].clone(), vec![step]));
    let mut all: Vec<(String, Vec<usize>)> = alone.collect();
    if !others.is_empty() {
        all.push((format!("{} other steps", others.len()), others));
    }
    all
}

/// The axis: all levels, 0 and the reference. Steps that are drawn together
/// may reach beyond the levels of each.
pub(super) fn domain(bridge: &Bridge<'_>, rows: &[Row]) -> Span {
    let ends = rows.iter().flat_map(|row| {
        let reach = if row.error.is_nan() { 0.0 } else { 2.0 * row.error };
        [row.from, row.to - reach, row.to + reach]
    });
    let marks = bridge.reference.iter().map(|(value, _)| *value);
    let span = ends.chain(marks).fold(Span::new(bridge.span).with(0.0), Span::with);
    if span.high - span.low < 1e-12 { span.with(span.low + 1.0) } else { span }
}

/// Steps that lead from one figure to another.
#[derive(Clone, Debug)]
pub struct Bridge<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// What it shows of all that bridges can.
    pub of: String,
    /// Findings, longest first.
    pub titles: Vec<String>,
    /// What is drawn, longest first.
    pub subtitles: Vec<String>,
    /// How the figures are to be taken.
    pub basis: &'a str,
    /// What else one must know.
    pub notes: Vec<String>,
    /// Names of both ends.
    pub names: [&'a str; 2],
    /// The figure at the start.
    pub start: f64,
    /// Names of the steps.
    pub step_names: Vec<String>,
    /// The steps.
    pub steps: &'a Steps,
    /// The figure at the end.
    pub end: Estimate,
    /// All of them as printed.
    pub printed: &'a PrintedSteps<'a>,
    /// Which way is better.
    pub sense: Sense,
    /// A figure to hold all others against, and its name.
    pub reference: Option<(f64, &'a str)>,
    /// The least and the most that the axis must reach, as [`span`] has it of
    /// this bridge and of those that lie beside it.
    pub span: (f64, f64),
    /// Whether it is of the parts of a run: such have one of few axes.
    pub is_of_run: bool,
}

/// The least and the most of all levels of a bridge, two standard errors to
/// either side among them.
pub fn span(start: f64, steps: &Steps, end: &Estimate) -> (f64, f64) {
    let reach = |at: f64, error: f64| {
        let reach = if error.is_nan() { 0.0 } else { 2.0 * error };
        (at - reach, at + reach)
    };
    let (low, high) = reach(end.value, end.standard_error);
    let mut level = start;
    (0..steps.len()).fold((low.min(start), high.max(start)), |(low, high), step| {
        let one = steps.one(step);
        level += one.value;
        let (least, most) = reach(level, one.standard_error);
        (low.min(least), high.max(most))
    })
}
