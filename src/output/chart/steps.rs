//! Bridge: from one figure to another by what each step adds or takes away. It
//! lies on its side, so that names of any length can be read.

use crate::analysis::steps::Steps;
use crate::output::chart::provenance::Provenance;
use crate::output::printed_steps::PrintedSteps;
use plotters::style::RGBColor;

use super::colours::{AXIS, FAN, GREY_TEXT, INK, PAPER, RULE};
use super::display::{Area, Chart};
use super::kind::Kind;
use super::like::Domains;
use super::marks::bar_beyond;
use super::page::{Axes, Look, Metadata, Page, Words};
use super::scale::{Scale, count, ends};
use super::size::Size;
use super::span::{Span, go_on};
use crate::analysis::estimate::Estimate;
use crate::analysis::sense::Sense;
use crate::output::chart::colours::{BETTER, WORSE};
use crate::output::chart::rows::name_within;

/// Colour of both ends.
const END: RGBColor = RGBColor(0x4D, 0x4D, 0x4D);

/// Draws the bridge; where there is no room for all steps, the smallest become
/// one.
pub(in crate::output) fn bridge(bridge: &Bridge<'_>, like: Option<&Domains>, size: Size) -> Chart {
    let lent_rows = ROWS.count(like);
    let most = lent_rows.map_or(most_steps(size), |rows| most_steps(size).min(rows - 2));
    let rows = rows(bridge, most);
    let count = lent_rows.unwrap_or(rows.len().max(FEWEST));
    let span = AXIS_OF_FIGURES.span(like).unwrap_or_else(|| domain(bridge, &rows));
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
    let plot = draw(&page, bridge, &rows, (span, count));
    page.finish_of(&bridge.of, &words, plot, metadata(bridge, (span, count)))
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

/// One bar.
struct Row {
    name: String,
    from: f64,
    to: f64,
    /// Of `to` against `from`; NaN: not known.
    error: f64,
    text: String,
    is_end: bool,
}

fn rows(bridge: &Bridge<'_>, most: usize) -> Vec<Row> {
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
fn domain(bridge: &Bridge<'_>, rows: &[Row]) -> Span {
    let ends = rows.iter().flat_map(|row| {
        let reach = if row.error.is_nan() { 0.0 } else { 2.0 * row.error };
        [row.from, row.to - reach, row.to + reach]
    });
    let marks = bridge.reference.iter().map(|(value, _)| *value);
    let span = ends.chain(marks).fold(Span::new(bridge.span).with(0.0), Span::with);
    if span.high - span.low < 1e-12 { span.with(span.low + 1.0) } else { span }
}

fn draw(page: &Page, bridge: &Bridge<'_>, rows: &[Row], (span, count): (Span, usize)) -> Area {
    let text = page.kind.label;
    let share = if page.size == Size::Half { 0.44 } else { 0.33 };
    let names = share * page.frame.width();
    let plot = Area {
        left: page.frame.left + names + 0.8 * text,
        top: page.frame.top + 1.6 * text,
        right: page.frame.right - Look::new(text, INK).width("+12.34 points") - 6.0,
        bottom: page.frame.bottom - 0.3 * text,
    };
    let axes = page.axes(plot, span.low..span.high, 0.0..1.0);
    let pitch = plot.height() / count as f64;
    let middle = |row: usize| plot.top + (row as f64 + 0.5) * pitch;
    let half = (0.32 * pitch).min(text);
    let zero = axes.at(0.0, 0.0).0;
    let foot = plot.top + rows.len() as f64 * pitch;
    for (index, row) in rows.iter().enumerate() {
        bar((page, &axes, span), (row, bridge.sense), (middle(index), half));
        if index + 1 < rows.len() && !span.ends_before(row.to) {
            let x = axes.at(row.to, 0.0).0;
            page.line(&[(x, middle(index) + half), (x, middle(index + 1) - half)], 0.6, RULE);
        }
    }
    page.line(&[(zero, plot.top), (zero, foot)], 0.75, AXIS);
    let reference = bridge.reference.filter(|(value, _)| !span.ends_before(*value));
    if let Some((value, name)) = reference {
        let x = axes.at(value, 0.0).0;
        axes_dashes(page, (x, plot.top), foot);
        let look = Look::new(text, GREY_TEXT).centred();
        page.text_at(x, plot.top - 0.7 * text, look, name);
    }
    let marks = reference.iter().map(|(value, _)| axes.at(*value, 0.0).0);
    let lines: Vec<f64> = marks.chain([zero]).collect();
    for (index, row) in rows.iter().enumerate() {
        whisker((page, &axes, span), row, (middle(index), half));
        label((page, &axes, span), row, (middle(index), plot.left, &lines));
        let look = Look::new(text, INK);
        let look = if row.is_end { look.bold() } else { look };
        let name = name_within(&row.name, names, look);
        page.text_at(page.frame.left, middle(index), look, &name);
    }
    plot
}

/// A dashed line from a place down to `foot`, with a white edge.
fn axes_dashes(page: &Page, (x, top): (f64, f64), foot: f64) {
    let ends = [(x, top), (x, foot)];
    page.line(&ends, 2.2, PAPER);
    page.dashes(&ends, 1.0, INK, (3.0, 2.0));
}

fn bar(
    (page, axes, span): (&Page, &Axes, Span),
    (row, sense): (&Row, Sense),
    (y, half): (f64, f64),
) {
    let colour = match (row.is_end, sense, row.from < row.to) {
        (true, ..) => END,
        (_, Sense::Neither, true) => FAN[2],
        (_, Sense::Neither, false) => FAN[1],
        (_, Sense::HighIsGood, up) | (_, Sense::LowIsGood, up) => {
            if up == (sense == Sense::HighIsGood) { BETTER } else { WORSE }
        }
    };
    let ends = [row.from.min(row.to), row.from.max(row.to)];
    let [left, right] = ends.map(|value| axes.at(span.nearest(value), 0.0).0);
    page.rect(Area { left, right, top: y - half, bottom: y + half }, colour);
    bar_beyond((page, axes), (ends, span), (y, half), [colour; 2]);
}

/// Two standard errors to either side of the end of a bar.
fn whisker((page, axes, span): (&Page, &Axes, Span), row: &Row, (y, half): (f64, f64)) {
    if !(0.0 < row.error) {
        return;
    }
    let ends = [-2.0, 2.0].map(|errors| row.to + errors * row.error);
    let at = |end: f64| axes.at(span.nearest(end), 0.0).0;
    let mut lines = Vec::new();
    if at(ends[0]) < at(ends[1]) {
        lines.push([(at(ends[0]), y), (at(ends[1]), y)]);
    }
    let caps = ends.into_iter().filter(|end| !span.ends_before(*end)).map(at);
    lines.extend(caps.map(|x| [(x, y - 0.5 * half), (x, y + 0.5 * half)]));
    for line in lines {
        page.line(&line, 2.0, PAPER);
        page.line(&line, 0.8, INK);
    }
}

/// What the step comes to, right of its bar; where it would stand across one of
/// the lines there, left of it, or else right of that line.
fn label(
    (page, axes, span): (&Page, &Axes, Span),
    row: &Row,
    (y, plot_left, lines): (f64, f64, &[f64]),
) {
    let look = Look::new(page.kind.label, INK);
    let look = if row.is_end { look.bold() } else { look };
    let reach = if row.error.is_nan() { 0.0 } else { 2.0 * row.error };
    let wide = look.width(&row.text);
    let at = |value: f64| axes.at(span.nearest(value), 0.0).0;
    let right = at(row.from.max(row.to + reach)) + 4.0;
    let right = right.min(page.frame.right - wide - 1.0);
    let left = at(row.from.min(row.to - reach)) - 4.0 - wide;
    let crosses = |from: f64| lines.iter().any(|x| from < x + 1.0 && x - 1.0 < from + wide);
    let fits = |from: &f64| plot_left <= *from && from + wide < page.frame.right && !crosses(*from);
    let beyond = lines.iter().map(|x| x + 4.0).filter(|from| right < *from);
    let from = [right, left].into_iter().chain(beyond).find(fits).unwrap_or(right);
    let high = 0.55 * page.kind.label;
    page.rect(
        Area { left: from - 1.5, right: from + wide + 1.5, top: y - high, bottom: y + high },
        PAPER,
    );
    page.text_at(from, y, look, &row.text);
}

fn metadata(bridge: &Bridge<'_>, (span, rows): (Span, usize)) -> Metadata {
    let (printed, steps) = (bridge.printed, bridge.steps);
    let mut csv = "step,from,change,change_standard_error,to\n".to_owned();
    let cell = |name: &str| name.replace([',', '"', '\n'], " ");
    csv += &format!("{},0,,,{}\n", cell(bridge.names[0]), bridge.start);
    let (mut level, mut texts) = (bridge.start, Vec::new());
    for (step, name) in bridge.step_names.iter().enumerate() {
        let figure = steps.one(step);
        let error = if figure.standard_error.is_nan() {
            String::new()
        } else {
            figure.standard_error.to_string()
        };
        let to = level + figure.value;
        csv += &format!("{},{level},{},{error},{to}\n", cell(name), figure.value);
        level = to;
        texts.push(
            format!("{name} {} {}", printed.together(&[step]), printed.error(&figure))
                .trim_end()
                .to_owned(),
        );
    }
    csv += &format!("{},0,,,{}\n", cell(bridge.names[1]), bridge.end.value);
    let steps = if texts.is_empty() { "no steps".to_owned() } else { texts.join("; ") };
    let alt_text = format!(
        "Bridge from {} ({}) to {} ({}), one bar for each step, with its standard error: {steps}.",
        bridge.names[0],
        printed.start(),
        bridge.names[1],
        printed.end(),
    );
    let domains = vec![AXIS_OF_FIGURES.tells(span.ends()), ROWS.tells([rows as f64])];
    Metadata { kind: &KIND, alt_text, csv, domains }
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
