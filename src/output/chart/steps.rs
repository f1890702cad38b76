//! Bridge: from one figure to another by what each step adds or takes away. It
//! lies on its side, so that names of any length can be read.

use super::display::Chart;
use super::few::round_figures;
use super::kind::Kind;
use super::like::Domains;
use super::metadata::{Metadata, Words};
use super::page::Page;
use super::scale::{Scale, count, ends};
use super::size::Size;
use super::span::{Span, go_on};
use super::step_bars::StepBars;
use super::step_rows::{domain, rows};
use super::table::{csv_of, plain};
use super::words::listed;
use crate::analysis::estimate::Estimate;
use crate::output::csv::number;

pub use super::step_rows::{Bridge, span};

/// Draws the bridge; where there is no room for all steps, the smallest become
/// one.
pub(in crate::output) fn bridge(bridge: &Bridge<'_>, like: Option<&Domains>, size: Size) -> Chart {
    let lent_rows = ROWS.count(like);
    let most = lent_rows.map_or(most_steps(size), |rows| most_steps(size).min(rows - 2));
    let rows = rows(bridge, most);
    let least = if bridge.is_of_run { usual_rows(size) } else { FEWEST };
    let count = lent_rows.unwrap_or(rows.len().max(least));
    let own = || {
        let needed = domain(bridge, &rows);
        if bridge.is_of_run { round_figures(needed) } else { needed }
    };
    let span = AXIS_OF_FIGURES.span(like).unwrap_or_else(own);
    let cut = rows.iter().any(|row| [row.from, row.to].iter().any(|end| span.ends_before(*end)));
    let cut = cut.then(|| go_on("bars with a notch or an arrow", ""));
    let words = Words {
        provenance: bridge.provenance,
        titles: bridge.titles.clone(),
        subtitles: bridge.subtitles.clone(),
        basis: bridge.basis,
        notes: cut.into_iter().chain(bridge.notes.clone()).collect(),
    };
    let page = Page::new(size, &words, 2);
    let plot = StepBars::of(&page, bridge, &rows, span, count).draw();
    page.finish_of(&bridge.of, &words, plot, metadata(bridge, span, count))
}

/// The figures; bars of the ends begin at 0.
const AXIS_OF_FIGURES: Scale = Scale::Values("axis", |values| {
    ends(values).is_some_and(|ends| ends.low <= 0.0 && 0.0 <= ends.high)
});
/// How many bars share the height.
const ROWS: Scale = Scale::Values("rows", |rows| FEWEST <= count(rows).unwrap_or(0));

/// From one figure to another: the parts of a mean MOIC, or what groups of assumptions change.
pub static KIND: Kind = Kind {
    name: "bridge",
    shows_one_of_several: true,
    scales: &[AXIS_OF_FIGURES, ROWS],
    ..Kind::PLAIN
};

/// As many bars share the height at least.
const FEWEST: usize = 4;

/// Steps that there is room for.
fn most_steps(size: Size) -> usize {
    if size == Size::Half { 7 } else { 13 }
}

/// Bars that share the height in the bridge of a run, whatever parts its deal has, so that those
/// of different runs line up; there are seldom more.
fn usual_rows(size: Size) -> usize {
    if size == Size::Half { 9 } else { 12 }
}

fn metadata(bridge: &Bridge<'_>, span: Span, rows: usize) -> Metadata {
    let (printed, steps) = (bridge.printed, bridge.steps);
    let texts = bridge.step_names.iter().enumerate().map(|(step, name)| {
        let change = printed.together(&[step]);
        let error = printed.error(&steps.one(step));
        format!("{name} {change} {error}").trim_end().to_owned()
    });
    let texts = listed(texts, "; ");
    let steps = if texts.is_empty() { "no steps" } else { &texts };
    let alt_text = format!(
        "Bridge from {} ({}) to {} ({}), one bar for each step, with its standard error: {steps}.",
        bridge.names[0],
        printed.start(),
        bridge.names[1],
        printed.end(),
    );
    let domains = vec![AXIS_OF_FIGURES.tells(span.ends()), ROWS.tells([rows as f64])];
    Metadata { kind: &KIND, alt_text, csv: numbers(bridge), domains }
}

/// A row for each end and each step.
fn numbers(bridge: &Bridge<'_>) -> String {
    let end = |name: &str, value: f64| {
        let none = String::new();
        vec![plain(name), "0".to_owned(), none.clone(), none, value.to_string()]
    };
    let mut level = bridge.start;
    let steps = bridge.step_names.iter().enumerate().map(|(step, name)| {
        let Estimate { value, standard_error } = bridge.steps.one(step);
        let from = level;
        level += value;
        let numbers = [from, value, standard_error, level].map(number);
        [vec![plain(name)], numbers.to_vec()].concat()
    });
    let mut rows = vec![end(bridge.names[0], bridge.start)];
    rows.extend(steps);
    rows.push(end(bridge.names[1], bridge.end.value));
    csv_of(["step", "from", "change", "change_standard_error", "to"], rows)
}
