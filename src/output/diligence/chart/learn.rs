//! What answers are worth before investing, against what they cost.

use plotters::style::RGBColor;

use super::titles::{notes, subtitles, titles};
use crate::analysis::estimate::Estimate;
use crate::analysis::information::{Information, Worth};
use crate::analysis::run_info::RunInfo;
use crate::output::chart::{
    AXIS, Area, Axes, BETTER, Chart, Domains, GREY_TEXT, GRID, INK, Kind, LOSS, Look, Metadata,
    NEUTRAL, PAPER, Page, Provenance, Scale, Size, Words, arrow, balanced, count, ends, go_on,
    name_within, notch, ticks,
};
use crate::output::diligence::json::learn_csv;
use crate::output::diligence::words::{changes, may_be_nothing};
use crate::output::format::{Money, money, money_with_error, plural};
use crate::output::words::input_label;

/// What is drawn of a question, or of an assumption.
struct Row<'a> {
    name: String,
    worth: &'a Worth,
    /// What asking costs; none for an assumption.
    cost: Option<f64>,
    /// What the answer adds to those of the rows above, where it is worth
    /// asking.
    adds: Option<Estimate>,
}

impl Row<'_> {
    /// What the bar shows: what the answer adds where it is worth asking, else
    /// what it is worth alone.
    fn value(&self) -> Estimate {
        self.adds.unwrap_or(self.worth.value)
    }

    /// Both ends of the whisker.
    fn ends(&self) -> [f64; 2] {
        let value = self.value();
        let two = 2.0 * value.standard_error;
        [(value.value - two).max(0.0), value.value + two]
    }

    fn is_nothing(&self) -> bool {
        self.value().value <= 0.0
    }

    /// The number beside the bar.
    fn number(&self, currency: &str) -> String {
        if self.is_nothing() {
            "nothing".to_owned()
        } else {
            money_with_error(&self.value(), currency)
        }
    }

    fn colour(&self) -> RGBColor {
        let is_asked = self.cost.is_none() || self.adds.is_some();
        if is_asked && !may_be_nothing(&self.value()) { BETTER } else { NEUTRAL }
    }

    /// How often it changes the decision; of what is useful only with the
    /// answers above, that.
    fn changes(&self, info: &RunInfo) -> String {
        if self.adds.is_some() && self.worth.value.value <= 0.0 {
            "only jointly".to_owned()
        } else {
            changes(self.worth, info)
        }
    }
}

/// Draws the questions of a scenario, or its assumptions where it asks none; on
/// the axis of another picture if there is one.
pub fn learn(
    found: &Information,
    info: &RunInfo,
    (run, like): (&Provenance, Option<&Domains>),
    size: Size,
) -> Chart {
    let lent_rows = ROWS.count(like);
    let most = lent_rows.map_or(most(size), |rows| most(size).min(rows));
    let rows = rows(found, most);
    let high = WORTH.span(like).map_or_else(|| domain(&rows), |axis| axis.high);
    let count = lent_rows.unwrap_or(most.min(rows.len().max(FEWEST)));
    let mut notes = notes(found, info, rows.len());
    if rows.iter().any(|row| high < row.value().value) {
        notes.insert(0, go_on("bars with a notch", ""));
    }
    if rows.iter().filter_map(|row| row.cost).any(|cost| high < cost) {
        notes.push("arrow: costs more than the axis shows".to_owned());
    }
    let words = Words {
        provenance: run,
        titles: titles(found, info),
        subtitles: subtitles(found),
        basis: "gross of fees, discounted at the hurdle rate",
        notes,
    };
    let page = Page::new(size, &words, 2);
    let plot = draw(&page, &rows, (info, high, count));
    let domains = vec![WORTH.tells([0.0, high]), ROWS.tells([count as f64])];
    page.finish(&words, plot, Metadata { domains, ..metadata(found, &rows, (info, high)) })
}

/// The worth of answers, from 0.
const WORTH: Scale =
    Scale::Values("axis", |values| ends(values).is_some_and(|axis| axis.low.abs() <= 0.0));
/// How many rows share the height.
const ROWS: Scale = Scale::Values("rows", |rows| FEWEST <= count(rows).unwrap_or(0));

/// As many rows share the height at least.
const FEWEST: usize = 4;

/// What answers to open questions are worth.
pub static KIND: Kind =
    Kind { name: "learn", in_money: true, scales: &[WORTH, ROWS], ..Kind::PLAIN };

/// Rows that there is room for.
fn most(size: Size) -> usize {
    match size {
        Size::Half => 4,
        Size::Slide => 5,
        Size::Tall => 8,
        _ => 6,
    }
}

fn rows(found: &Information, most: usize) -> Vec<Row<'_>> {
    if found.questions.is_empty() {
        let numbers = found.numbers.iter().take(most);
        let rows = numbers.map(|one| Row {
            name: input_label(&one.name),
            worth: &one.worth,
            cost: None,
            adds: None,
        });
        return rows.collect();
    }
    // First what is worth asking, then the rest by its worth: where there is no
    // room for all, what is worth nothing is left out.
    let place = |question: usize| {
        let steps = &found.purchase.steps;
        steps.iter().position(|step| step.question == question).unwrap_or(steps.len())
    };
    let mut questions: Vec<usize> = (0..found.questions.len()).collect();
    questions.sort_by(|a, b| {
        let [one, other] = [a, b].map(|place| found.questions[*place].worth.value.value);
        place(*a).cmp(&place(*b)).then(other.total_cmp(&one))
    });
    let rows = questions.into_iter().take(most).map(|question| {
        let asked = &found.questions[question];
        let step = found.purchase.steps.get(place(question));
        Row {
            name: asked.text.clone(),
            worth: &asked.worth,
            cost: Some(asked.cost),
            adds: step.map(|step| step.adds),
        }
    });
    rows.collect()
}

/// The end of the axis, which starts at 0. Of a cost far beyond all bars an
/// arrow points there.
fn domain(rows: &[Row<'_>]) -> f64 {
    let bars = rows.iter().map(|row| row.ends()[1]).fold(0.0, f64::max);
    let costs = rows.iter().filter_map(|row| row.cost);
    let costs = costs.filter(|cost| bars <= 0.0 || *cost <= 2.0 * bars);
    let high = costs.fold(bars, f64::max);
    if 0.0 < high { high } else { 1.0 }
}

/// A column of texts right of the bars.
struct Column {
    head: &'static str,
    /// What takes as much room as any cell.
    widest: &'static str,
    cells: Vec<String>,
    right: f64,
}

struct Layout {
    plot: Area,
    pitch: f64,
    /// Room for names; none above bars.
    names: f64,
    columns: Vec<Column>,
}

impl Layout {
    fn of(page: &Page, rows: &[Row<'_>], (info, count): (&RunInfo, usize)) -> Self {
        let label = page.kind.label;
        let look = Look::new(label, INK);
        let narrow = page.size == Size::Half;
        let mut columns = columns(rows, info, narrow);
        let mut right = page.frame.right;
        // As wide as amounts may be, so that the plots of all scenarios line up.
        for column in columns.iter_mut().rev() {
            column.right = right;
            right -= look.width(column.widest).max(look.width(column.head)) + 1.2 * label;
        }
        let names = if narrow { 0.0 } else { 0.33 * page.frame.width() };
        // The number stands right of the longest whisker.
        let number = look.width("$1,000k ± 1,000k");
        let plot = Area {
            left: page.frame.left + names + if narrow { 0.0 } else { 6.0 },
            top: page.frame.top + 1.9 * label,
            right: (right - number).max(page.frame.left + names + 40.0),
            bottom: page.frame.bottom - 2.0 * label,
        };
        let pitch = plot.height() / count as f64;
        Self { plot, pitch, names, columns }
    }

    fn middle(&self, row: usize) -> f64 {
        let share = if 0.0 < self.names { 0.5 } else { 0.7 };
        self.plot.top + (row as f64 + share) * self.pitch
    }
}

fn columns(rows: &[Row<'_>], info: &RunInfo, narrow: bool) -> Vec<Column> {
    let cost = |row: &Row<'_>| row.cost.map_or(String::new(), |cost| money(cost, &info.currency));
    let has_costs = rows.iter().any(|row| row.cost.is_some());
    let mut all = vec![Column {
        head: if has_costs { "costs" } else { "" },
        widest: "$1,000k",
        cells: rows.iter().map(cost).collect(),
        right: 0.0,
    }];
    if !narrow {
        all.push(Column {
            head: "changes decision",
            widest: "12.34% ± 0.12",
            cells: rows.iter().map(|row| row.changes(info)).collect(),
            right: 0.0,
        });
    }
    all
}

fn draw(page: &Page, rows: &[Row<'_>], (info, high, count): (&RunInfo, f64, usize)) -> Area {
    let layout = Layout::of(page, rows, (info, count));
    let plot = layout.plot;
    let axes = page.axes(plot, 0.0..high, 0.0..1.0);
    if rows.is_empty() {
        return plot;
    }
    let head = Look::new(page.kind.label, GREY_TEXT);
    for column in &layout.columns {
        let y = plot.top - 0.9 * page.kind.label;
        page.text_at(column.right, y, head.right(), column.head);
    }
    scale(page, &layout, &axes, (info, high));
    for (place, row) in rows.iter().enumerate() {
        if 0 < place && 0.0 < layout.names {
            let y = plot.top + place as f64 * layout.pitch;
            page.line(&[(page.frame.left, y), (page.frame.right, y)], 0.5, GRID);
        }
        name(page, &layout, place, row);
        bar(page, &layout, (&axes, high), (place, row, info));
        for column in &layout.columns {
            let look = Look::new(page.kind.label, INK).right();
            page.text_at(column.right, layout.middle(place), look, &column.cells[place]);
        }
    }
    if 0.0 < layout.names {
        page.line(&[(plot.left, plot.top), (plot.left, plot.bottom)], 0.75, AXIS);
    }
    plot
}

fn scale(page: &Page, layout: &Layout, axes: &Axes, (info, high): (&RunInfo, f64)) {
    let plot = layout.plot;
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    let look = Look::new(page.kind.label, INK).centred();
    let scale = Money::scale(high, &info.currency);
    for value in ticks(0.0, high, if page.size == Size::Half { 3 } else { 4 }) {
        let x = axes.at(value, 0.0).0;
        page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
        let text = scale.tick(value);
        let half = 0.5 * look.width(&text);
        let x = x.max(page.frame.left + half);
        page.text_at(x, plot.bottom + 1.1 * page.kind.label, look, &text);
    }
}

/// The name, in two lines where it needs them.
fn name(page: &Page, layout: &Layout, place: usize, row: &Row<'_>) {
    let look = Look::new(page.kind.label, INK);
    if layout.names <= 0.0 {
        let y = layout.plot.top + (place as f64 + 0.25) * layout.pitch;
        let text = name_within(&row.name, page.frame.width(), look);
        page.text_at(page.frame.left, y, look, &text);
        return;
    }
    let room = layout.names - 6.0;
    let lines = balanced(&row.name, 2, room, |text| look.width(text));
    let step = 1.2 * page.kind.label;
    let first = layout.middle(place) - 0.5 * step * (lines.len() - 1) as f64;
    for (i, line) in lines.iter().enumerate() {
        page.text_at(page.frame.left, first + i as f64 * step, look, line);
    }
}

fn bar(
    page: &Page,
    layout: &Layout,
    (axes, high): (&Axes, f64),
    (place, row, info): (usize, &Row<'_>, &RunInfo),
) {
    let y = layout.middle(place);
    let half = (0.24 * layout.pitch).min(6.5 * page.size.stretch());
    let at = |value: f64| axes.at(value.min(high), 0.0).0;
    let [low, top] = row.ends().map(at);
    let left = layout.plot.left;
    let mut end = left;
    if !row.is_nothing() {
        let right = at(row.value().value);
        page.rect(Area { left, right, top: y - half, bottom: y + half }, row.colour());
        if low < top {
            page.line(&[(low, y), (top, y)], 1.0, INK);
        }
        for x in row.ends().into_iter().filter(|end| *end <= high).map(at) {
            page.line(&[(x, y - 0.5 * half), (x, y + 0.5 * half)], 1.0, INK);
        }
        if high < row.value().value {
            notch(page, (right - 6.0, y - half), (right - 9.0, y + half));
        }
        end = top;
    }
    let look = Look::new(page.kind.label, INK);
    let text = row.number(&info.currency);
    let mut from = end + 0.6 * page.kind.label;
    let edge = layout.plot.right;
    if let Some(cost) = row.cost {
        let is_beyond = edge + 1.0 < axes.at(cost.min(2.0 * high), 0.0).0;
        // An arrow starts where no whisker ends.
        let (start, length) = (edge + 0.4 * page.kind.label, 0.7 * page.kind.label);
        let x = if is_beyond { start + 0.5 * length } else { at(cost) };
        // A number that the mark would touch stands right of it.
        let near = 3.0 + 0.35 * page.kind.label;
        if from - near < x && x < from + look.width(&text) + near {
            from = x + 0.8 * page.kind.label;
        }
        // A name above the bar leaves no room beyond it.
        let reach = if 0.0 < layout.names { 1.35 * half } else { half };
        if is_beyond {
            arrow(page, (start, y), length, LOSS);
        } else {
            page.line(&[(x, y - reach), (x, y + reach)], 2.0 + 1.2, PAPER);
            page.line(&[(x, y - reach), (x, y + reach)], 2.0, LOSS);
        }
    }
    page.text_at(from, y, look, &text);
}

fn metadata(found: &Information, rows: &[Row<'_>], (info, high): (&RunInfo, f64)) -> Metadata {
    let currency = info.currency.as_str();
    let each: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let worth = row.number(currency);
            let worth = match (&row.adds, place) {
                (Some(_), 1..) => format!("adds {worth} to those before"),
                _ => format!("worth {worth}"),
            };
            let cost =
                row.cost.map_or(String::new(), |cost| format!(", costs {}", money(cost, currency)));
            let name = row.name.trim_end_matches('?');
            format!("{name}: {worth}{cost}, changes the decision: {}", row.changes(info))
        })
        .collect();
    let alt_text = format!(
        "Bars of what answers are worth before the decision, axis from {} to {}; {}. {}Knowing \
         every assumption is worth {}.",
        money(0.0, currency),
        money(high, currency),
        plural(info.paths, "path"),
        if each.is_empty() { String::new() } else { format!("{}. ", each.join("; ")) },
        money_with_error(&found.everything.value, currency),
    );
    let csv = String::from_utf8(learn_csv(found)).expect("names are text");
    Metadata { kind: &KIND, alt_text, csv, domains: Vec::new() }
}
