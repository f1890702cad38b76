//! What one would have to believe: of each assumption that a shift moves, the
//! percentile of the plan's own distribution at which it would have to be.

use super::level;
use crate::analysis::reverse::{Break, Finding, Way};
use crate::output::chart::colours::{AXIS, GREY_TEXT, GRID, INK, PAPER, RULE, WORSE};
use crate::output::chart::display::{Area, Chart};
use crate::output::chart::kind::Kind;
use crate::output::chart::like::Domains;
use crate::output::chart::page::{Axes, Look, Page, Twin, Words};
use crate::output::chart::provenance::Provenance;
use crate::output::chart::rows::{beside_names, name_within};
use crate::output::chart::size::Size;
use crate::output::chart::subject::Subject;
use crate::output::figures::label;
use crate::output::format::plural;
use crate::output::reverse::json::reverse_csv;
use crate::output::reverse::words::{Moved, ReverseTest, conclusion, deviations, distance, moved};
use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::{basis, input_label, kept, percentile_words};

/// Percentiles that are marked.
const MARKS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// As many rows share the height at least.
const FEWEST: usize = 3;

/// Draws the shift of the fewest assumptions that break the plan.
pub fn reverse(
    test: &ReverseTest<'_>,
    run: &Provenance,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let of = drawn(test);
    let all = of.map(|of| moved(test, of)).unwrap_or_default();
    let most = rows(size);
    let lent = like.and_then(|lent| lent.count(ROWS)).map(|lent| lent.clamp(FEWEST, most));
    let shown: Vec<&Moved<'_>> = all.iter().take(lent.unwrap_or(most)).collect();
    let count = lent.unwrap_or(shown.len().clamp(FEWEST, most));
    let level = level::span(test, like);
    let words = Words {
        provenance: run,
        titles: titles(test, of),
        subtitles: subtitles(test, of.is_some()),
        basis: basis(&test.limit.statistic),
        notes: notes(test, of, (shown.len(), all.len())),
    };
    let page = Page::new(size, &words, 2);
    let plot = if shown.is_empty() {
        level::draw(&page, test, level)
    } else {
        draw(&page, test, (&shown, count))
    };
    let domains = match level {
        _ if !shown.is_empty() => vec![("axis", vec![0.0, 1.0]), (ROWS, vec![count as f64])],
        Some(span) => vec![(level::AXIS, span.ends())],
        None => Vec::new(),
    };
    let of = Subject::of_statistic(&KIND, &test.limit.statistic).of;
    page.finish_of(&of, &words, plot, Twin { domains, ..twin(test, &shown) })
}

/// The joint shift of the assumptions at which a plan breaks, or the figure where none is found.
pub static KIND: Kind =
    Kind { name: "reverse", shows_one_of_several: true, lends: Some(|_, _| true), ..Kind::PLAIN };

/// Name of how many rows share the height.
const ROWS: &str = "rows";

/// The shortest shift of the fewest numbers, or of all.
fn drawn<'a>(test: &'a ReverseTest<'_>) -> Option<&'a Break> {
    let Finding::Breaks(breaks) = &test.found.finding else { return None };
    Some(match &breaks.short {
        Way::Breaks(short) => short,
        Way::Holds(_) => &breaks.full,
    })
}

/// Rows that there is room for.
fn rows(size: Size) -> usize {
    match size {
        Size::Half => 5,
        Size::Slide => 7,
        Size::Tall => 10,
        Size::Full | Size::Sheet(_) => 8,
    }
}

fn titles(test: &ReverseTest<'_>, of: Option<&Break>) -> Vec<String> {
    let currency = test.info.currency.as_str();
    let statistic = &test.limit.statistic;
    let (name, broken) = (label(statistic, currency), kept(test.limit, currency));
    let value = |value| {
        statistic_words(value, statistic.unit(), currency, StatisticStyle::Against(test.threshold))
    };
    let plan = value(test.found.plan.value);
    match (&test.found.finding, of) {
        (_, Some(of)) => {
            let (count, far) = (of.moved.len() as u64, of.distance.value);
            let (verb, together) = if count == 1 { ("moves", "") } else { ("move", " together") };
            let moves = format!("{} {verb} as here", plural(count, "assumption"));
            vec![
                format!(
                    "{name} is {broken}, not {plan}, if {moves}: {far:.2} standard \
                     deviations{together}"
                ),
                format!("{name} is {broken}, not {plan}, if {moves}, {far:.2} s.d."),
                format!("{name} is {broken} if {moves}, {far:.2} s.d."),
            ]
        }
        (Finding::Holds(reached), _) => vec![
            format!(
                "{name} is {} at worst within {} of the plan, not {broken}",
                value(reached.value),
                deviations(test.farthest)
            ),
            format!(
                "{name} is {} at worst within {} s.d., not {broken}",
                value(reached.value),
                test.farthest
            ),
            format!("{name} not {broken} within {} s.d.", test.farthest),
        ],
        (Finding::Already, _) => vec![
            format!("{name} is {plan} in the plan itself, which is {broken}"),
            format!("{name} is {plan} in the plan itself"),
        ],
        _ => vec![format!("{name} is {plan}, and no assumption can be moved")],
    }
}

fn subtitles(test: &ReverseTest<'_>, is_drawn: bool) -> Vec<String> {
    if !is_drawn {
        let why = conclusion(test);
        let short = match &test.found.finding {
            Finding::Holds(_) => "In the worst direction that was found",
            Finding::Already => "The plan is broken as it is",
            _ => "No assumption can be moved",
        };
        return vec![format!("{why} Lines: ± 2 s.e."), format!("{short}; lines ± 2 s.e.")];
    }
    vec![
        "Where the median of each assumption would have to be in the plan\u{2019}s own distribution; \
         each keeps its spread, correlated ones move together"
            .to_owned(),
        "New median of each assumption, as a percentile of the plan\u{2019}s own distribution"
            .to_owned(),
    ]
}

fn notes(test: &ReverseTest<'_>, of: Option<&Break>, (shown, all): (usize, usize)) -> Vec<String> {
    let Some(of) = of else { return Vec::new() };
    let mut notes = vec![format!("distance {} s.d. (\u{b1} 2 s.e.)", distance(&of.distance))];
    if shown < all {
        notes.push(format!("{shown} of {all} shown"));
    }
    notes.push(format!(
        "fewest of {} at no more than a tenth above the shortest distance, as slopes tell",
        plural(test.numbers.len() as u64, "assumption")
    ));
    notes
}

/// Where things are: names stand left of their rows, or above them where the
/// page is narrow.
struct Layout {
    plot: Area,
    pitch: f64,
    /// From the top of a row to its dots.
    dots: f64,
    /// Room for names; none above rows.
    names: f64,
}

impl Layout {
    fn of(page: &Page, count: usize) -> Self {
        let narrow = page.size == Size::Half;
        let room = Look::new(page.kind.label, INK).width("1,000 days") + 8.0;
        let (names, plot) = beside_names(page, room);
        let pitch = plot.height() / count as f64;
        Self { plot, pitch, dots: if narrow { 0.74 } else { 0.5 } * pitch, names }
    }

    fn middle(&self, row: usize) -> f64 {
        self.plot.top + row as f64 * self.pitch + self.dots
    }

    fn name(&self, page: &Page, row: usize, one: &Moved<'_>) {
        let look = Look::new(page.kind.label, INK);
        let mark = if one.follows { " (follows)" } else { "" };
        let label = format!("{}{mark}", input_label(&one.number.name));
        if 0.0 < self.names {
            let right = page.frame.left + self.names - 6.0;
            let text = name_within(&label, self.names - 6.0, look);
            page.text_at(right, self.middle(row), look.right(), &text);
        } else {
            let top = self.plot.top + (row as f64 + 0.26) * self.pitch;
            let text = name_within(&label, page.frame.width(), look);
            let high = 0.5 * page.kind.label;
            let right = page.frame.left + look.width(&text) + 2.0;
            // No stub of a line is left above the first name.
            let head = if row == 0 { self.plot.top - 1.0 } else { top - high };
            let pad = Area { left: page.frame.left, right, top: head, bottom: top + high };
            page.rect(pad, PAPER);
            page.text_at(page.frame.left, top, look, &text);
        }
    }
}

fn draw(page: &Page, test: &ReverseTest<'_>, (shown, count): (&[&Moved<'_>], usize)) -> Area {
    let layout = Layout::of(page, count);
    let plot = layout.plot;
    let axes = page.axes(plot, 0.0..1.0, 0.0..1.0);
    scale(page, plot, &axes);
    for (row, one) in shown.iter().enumerate() {
        dumbbell(page, &axes, (test, one), layout.middle(row));
        layout.name(page, row, one);
    }
    plot
}

fn scale(page: &Page, plot: Area, axes: &Axes) {
    let look = Look::new(page.kind.label, INK).centred();
    page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
    for percentile in MARKS {
        let x = axes.at(percentile, 0.0).0;
        let is_middle = (percentile - 0.5).abs() < 0.1;
        let (width, colour) = if is_middle { (1.0, INK) } else { (0.5, GRID) };
        page.line(&[(x, plot.top), (x, plot.bottom)], width, colour);
        page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
        let text = percentile_words(percentile);
        page.text_at(x, plot.bottom + 1.1 * page.kind.label, look, &text);
    }
    let x = axes.at(0.5, 0.0).0;
    let y = plot.top - 0.9 * page.kind.label;
    page.text_at(x, y, look.bold(), "plan\u{2019}s median");
}

/// From the plan's median to where it would have to be, with both values.
fn dumbbell(page: &Page, axes: &Axes, (test, one): (&ReverseTest<'_>, &Moved<'_>), y: f64) {
    let (from, to) = (axes.at(0.5, 0.0).0, axes.at(one.percentile, 0.0).0);
    let radius = 0.36 * page.kind.label;
    page.line(&[(from, y), (to, y)], 2.0, RULE);
    page.disc((from, y), 0.8 * radius, INK);
    page.disc((to, y), radius, WORSE);
    let words = |value| value_words(value, one.number.unit, &test.info.currency, ValueStyle::FULL);
    let gap = radius + 3.0;
    let put = |x: f64, is_right: bool, colour, text: &str| {
        let look = Look::new(page.kind.label, colour);
        let left = if is_right { x + gap } else { x - gap - look.width(text) };
        let high = 0.55 * page.kind.label;
        let pad = Area {
            left: left - 1.0,
            right: left + look.width(text) + 1.0,
            top: y - high,
            bottom: y + high,
        };
        page.rect(pad, PAPER);
        page.text_at(left, y, look, text);
    };
    let rises = 0.5 < one.percentile;
    put(to, rises, INK, &words(one.value));
    put(from, !rises, GREY_TEXT, &words(one.plan));
}

fn twin(test: &ReverseTest<'_>, shown: &[&Moved<'_>]) -> Twin {
    let value = |value| {
        statistic_words(
            value,
            test.limit.statistic.unit(),
            &test.info.currency,
            StatisticStyle::Against(test.threshold),
        )
    };
    let rows: Vec<String> = shown
        .iter()
        .map(|one| {
            let words =
                |value| value_words(value, one.number.unit, &test.info.currency, ValueStyle::FULL);
            format!(
                "{}: {} at {} of the plan\u{2019}s distribution, from {}",
                input_label(&one.number.name),
                words(one.value),
                percentile_words(one.percentile),
                words(one.plan),
            )
        })
        .collect();
    let rows = if rows.is_empty() { String::new() } else { format!(" {}.", rows.join("; ")) };
    let picture = if shown.is_empty() {
        let levels = level::levels(test);
        let said: Vec<String> =
            levels.iter().map(|(name, level)| format!("{name} {}", value(level.value))).collect();
        format!(
            "Dots of the statistic against its limit of {}: {}.",
            value(test.threshold),
            said.join(", ")
        )
    } else {
        format!(
            "Dot plot with a row for each assumption that is moved, horizontal axis from P0 to P100 \
             of the plan\u{2019}s own distributions.{rows}"
        )
    };
    let alt_text = format!("{picture} {}", conclusion(test));
    let csv = String::from_utf8(reverse_csv(test)).expect("names are text");
    Twin { kind: KIND.name, alt_text, csv, domains: Vec::new() }
}
