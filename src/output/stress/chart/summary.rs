//! All of a stress on one scale: how far from the plan each assumption is when the plan breaks, and
//! what bands and shocks come to against the limit.

use std::cmp::Ordering;

use super::summary_rows::{AxisRow, CaseRow, Rows, of_cases, of_distances, signed_percent};
use super::summary_words::{alt_text, numbers, words};
use crate::analysis::statistic::Statistic;
use crate::analysis::stress::Findings;
use crate::output::chart::{
    Area, Chart, Domains, FAN, Figures, GREY_TEXT, INK, Kind, LOSS, Metadata, PAPER, Page, Plot,
    Provenance, Scale, Size, Span, Subject, arrow_head, ticks,
};
use crate::output::figures::limit_words;

/// Draws a row for each assumption, the nearest break first, and one for each band and shock.
pub fn summary(run: &Provenance, found: &Findings, like: Option<&Domains>, size: Size) -> Chart {
    let rows = Rows::of(found, &run.currency, size);
    let distances = DISTANCE.span(like).unwrap_or_else(|| of_distances(&rows.axes));
    let cases = CASES.span(like).unwrap_or_else(|| of_cases(&rows.cases));
    let words = words(run, &rows, [distances, cases]);
    let page = Page::new(size, &words, 1);
    let layout = Layout::of(&page, &rows, PITCH.count(like));
    let plot = Drawing { page: &page, rows: &rows, at: &layout, currency: &run.currency }
        .draw(distances, cases);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(found, &rows),
        csv: numbers(found),
        domains: vec![
            DISTANCE.tells(distances.ends()),
            CASES.tells(cases.ends()),
            PITCH.tells([layout.lines as f64]),
        ],
    };
    let Some(subject) = summary_subject(found) else { return page.finish(&words, plot, metadata) };
    page.finish_of(&subject.of, &words, plot, metadata)
}

/// What it shows: the statistics that all are held to; nothing where nothing is pushed alone.
pub fn summary_subject(found: &Findings) -> Option<Subject> {
    let limits = found.lines.iter().map(|line| &line.limit);
    let statistics = limits.chain(found.cases.iter().map(|case| &case.limit));
    subject_of(statistics.map(|limit| &limit.statistic))
}

/// Whether there is more to sum up than the line of one assumption.
pub fn has_summary(axes: usize, cases: usize) -> bool {
    1 < axes || 0 < cases
}

/// The subject of a picture of what is held to these statistics.
pub fn subject_of<'a>(statistics: impl Iterator<Item = &'a Statistic>) -> Option<Subject> {
    let mut all: Vec<Subject> = Vec::new();
    for subject in statistics.map(|one| Subject::of_statistic(&KIND, one)) {
        if !all.contains(&subject) {
            all.push(subject);
        }
    }
    let in_money = all.iter().any(|one| one.in_money);
    let of = all.iter().map(|one| one.of.as_str()).collect::<Vec<_>>().join(", ");
    (!all.is_empty()).then_some(Subject { kind: &KIND, of, in_money })
}

/// Breaks of all assumptions on one scale, beside bands and shocks.
pub static KIND: Kind = Kind {
    name: "stress-summary",
    shows_one_of_several: true,
    scales: &[DISTANCE, CASES, PITCH],
    ..Kind::PLAIN
};

/// How far from the plan's value, as a share of it.
const DISTANCE: Scale = Scale::Span("off_plan");
/// The statistic that most bands and shocks are held to; 0 to 1 where there are none.
const CASES: Scale = Scale::Span("statistic");
/// Rows that there is room for.
const PITCH: Scale = Scale::Count("rows");

/// Where the rows are: those of assumptions, and below them those of bands and shocks.
struct Layout {
    upper: Area,
    lower: Area,
    pitch: f64,
    /// Rows that it was made for.
    lines: usize,
    /// Right of names, and left of what was found.
    names: f64,
    found: f64,
    is_narrow: bool,
}

impl Layout {
    fn of(page: &Page, rows: &Rows<'_>, lent: Option<usize>) -> Self {
        let (frame, label) = (page.frame, page.kind.label);
        let is_narrow = page.is_half();
        let wide = frame.width();
        let (left, right) = if is_narrow {
            (frame.left + 3.0, frame.right - 3.0)
        } else {
            (frame.left + 0.22 * wide, frame.right - 0.33 * wide)
        };
        let drawn = rows.axes.len() + rows.cases.len();
        let lines = lent.unwrap_or(drawn).max(drawn).max(1);
        let (head, foot) = (1.7 * label, 2.0 * label);
        let panels = [!rows.axes.is_empty(), !rows.cases.is_empty()];
        let panels = panels.into_iter().filter(|one| *one).count().max(1) as f64;
        let room = frame.height() - panels * (head + foot);
        let pitch = (room / lines as f64).min(3.0 * label);
        let panel = |top: f64, count: usize| Area {
            left,
            top: top + head,
            right,
            bottom: top + head + pitch * count as f64,
        };
        let upper = panel(frame.top, rows.axes.len());
        let below = if rows.axes.is_empty() { frame.top } else { upper.bottom + foot };
        let lower = panel(below, rows.cases.len());
        let (names, found) = (left - 5.0, right + 9.0);
        Self { upper, lower, pitch, lines, names, found, is_narrow }
    }
}

/// A summary being drawn.
struct Drawing<'a> {
    page: &'a Page,
    rows: &'a Rows<'a>,
    at: &'a Layout,
    currency: &'a str,
}

impl Drawing<'_> {
    fn draw(&self, distances: Span, cases: Span) -> Area {
        let Self { rows, at, .. } = self;
        if !rows.axes.is_empty() {
            self.draw_axes(distances);
        }
        if !rows.cases.is_empty() {
            self.draw_cases(cases);
        }
        if rows.axes.is_empty() { at.lower } else { at.upper }
    }

    /// The middle of what a row shows, and where its words stand.
    fn heights(&self, panel: Area, row: usize) -> (f64, f64) {
        let top = panel.top + row as f64 * self.at.pitch;
        if self.at.is_narrow {
            (top + 0.76 * self.at.pitch, top + 0.3 * self.at.pitch)
        } else {
            (top + 0.5 * self.at.pitch, top + 0.5 * self.at.pitch)
        }
    }

    /// The name of a row and what was found, each with wordings from the longest.
    fn words(&self, panel: Area, row: usize, name: &str, found: &[String]) {
        let Self { page, at, .. } = self;
        let y = self.heights(panel, row).1;
        let look = page.look(INK);
        let all = page.frame.width();
        if !at.is_narrow {
            let room = at.names - page.frame.left;
            page.text_at(at.names, y, look.right(), &look.shortened(name, room));
            let room = page.frame.right - at.found;
            let text = look.longest(found, room).or(found.last().map(String::as_str));
            page.text_at(at.found, y, look, &look.cut(text.unwrap_or_default(), room));
            return;
        }
        let text = look.longest(found, 0.62 * all).or(found.last().map(String::as_str));
        let text = look.cut(text.unwrap_or_default(), 0.62 * all);
        let half = 0.5 * page.kind.label;
        let room = all - look.width(&text) - 6.0;
        let name = look.shortened(name, room);
        page.text_on_white((page.frame.left, y), look, &name, (1.0, half));
        page.text_on_white((page.frame.right, y), look.right(), &text, (1.0, half));
    }

    /// Values that were tried, dark where the limit fails, with the break and its interval.
    fn draw_axes(&self, distances: Span) {
        let Self { page, rows, at, .. } = self;
        let plot = Plot::of_rows(page, at.upper, distances);
        let (label, area) = (page.kind.label, plot.area);
        let zero = plot.x_of(0.0);
        plot.upright(zero, 1.0, INK);
        let look = page.look(GREY_TEXT);
        page.text_at(zero, area.top - 0.85 * label, look.centred(), "plan");
        if !at.is_narrow {
            let found = ["Where the limit is crossed".to_owned(), "Crossed".to_owned()];
            let text = look.longest(&found, page.frame.right - at.found).unwrap_or_default();
            page.text_at(at.found, area.top - 0.85 * label, look, text);
        }
        for (row, of) in rows.axes.iter().enumerate() {
            let y = self.heights(area, row).0;
            self.draw_axis(&plot, y, of);
            self.words(area, row, &of.name, &of.found);
        }
        plot.baseline();
        let count = if at.is_narrow { 4 } else { 5 };
        plot.ticks(
            std::iter::once((0.0, "0%".to_owned())).chain(
                ticks(distances.low, distances.high, count)
                    .into_iter()
                    .filter(|value| 1e-9 < value.abs())
                    .map(|value| (value, signed_percent(value))),
            ),
        );
    }

    fn draw_axis(&self, plot: &Plot<'_>, y: f64, of: &AxisRow<'_>) {
        let page = self.page;
        let (half, large) = (0.32 * page.kind.label, page.size.stretch());
        for piece in &of.pieces {
            let [from, to] = piece.ends.map(|end| plot.x_of(end));
            let colour = if piece.holds { FAN[1] } else { LOSS };
            let [from, to] = if to - from < 0.8 { [from - 0.8, to + 0.8] } else { [from, to] };
            page.rect(Area { left: from, top: y - half, right: to, bottom: y + half }, colour);
        }
        let ends = [of.pieces.first(), of.pieces.last()];
        if let [Some(first), Some(last)] = ends {
            let colour = |holds: bool| if holds { FAN[1] } else { LOSS };
            plot.bar_beyond(
                [first.ends[0], last.ends[1]],
                (y, half),
                [colour(first.holds), colour(last.holds)],
            );
        }
        let Some(found) = &of.crossing else { return };
        let [low, high] = found.interval.map(|end| plot.x_of(end));
        if 0.5 < high - low {
            page.line(&[(low, y), (high, y)], 1.6 * large, PAPER);
            page.line(&[(low, y), (high, y)], 1.0 * large, INK);
        }
        if !plot.x.ends_before(found.at) {
            page.discs((plot.x_of(found.at), y), &[(3.4 * large, INK), (2.2 * large, PAPER)]);
        }
    }

    /// What bands and shocks come to, with two standard errors, against the plan and the limit.
    fn draw_cases(&self, cases: Span) {
        let Self { page, rows, at, currency } = self;
        let plot = Plot::of_rows(page, at.lower, cases);
        let Some(first) = rows.cases.first() else { return };
        let (label, area) = (page.kind.label, plot.area);
        let limit = &first.limit;
        let figures = Figures::of(&limit.statistic, currency);
        let grey = page.look(GREY_TEXT);
        let y = area.top - 0.85 * label;
        let threshold = limit_words(limit.threshold, limit.statistic.unit(), currency);
        let named = [
            (first.plan, plot.x.pointed(first.plan, "plan".to_owned()), grey.centred()),
            (
                first.threshold,
                plot.x.pointed(first.threshold, format!("limit {threshold}")),
                page.look(LOSS).centred(),
            ),
        ];
        for (place, (value, name, look)) in named.iter().enumerate() {
            let x = plot.x_of(*value);
            if !plot.x.ends_before(*value) {
                if place == 0 {
                    plot.upright(x, 1.0, INK)
                } else {
                    page.dashes(&[(x, area.top), (x, area.bottom)], 1.0, LOSS, (3.0, 2.0));
                }
            }
            // Where both would touch, the name of the limit alone stands on the other's side.
            let centre = page.clear_of_edges(x, *look, name);
            let tries =
                [centre, x - 0.5 * look.width(name) - 5.0, x + 0.5 * look.width(name) + 5.0];
            let free = tries.into_iter().find(|x| page.is_free((*x, y), *look, name, 4.0));
            if let Some(x) = free {
                page.text_at(x, y, *look, name);
            }
        }
        for (row, of) in rows.cases.iter().enumerate() {
            let y = self.heights(area, row).0;
            if of.is_on_scale {
                self.draw_case(&plot, y, of);
            }
            self.words(area, row, &of.name, &of.found);
        }
        plot.baseline();
        plot.ticks(figures.levels(cases, if at.is_narrow { 4 } else { 5 }));
    }

    fn draw_case(&self, plot: &Plot<'_>, y: f64, of: &CaseRow<'_>) {
        let (page, large) = (self.page, self.page.size.stretch());
        let colour = if of.holds() { FAN[2] } else { LOSS };
        let (value, error) = (of.statistic.value, 2.0 * of.statistic.standard_error);
        let [from, to] = [value, of.plan].map(|end| plot.x_of(end));
        page.line(&[(from, y), (to, y)], 1.0, GREY_TEXT);
        if error.is_finite() && 0.0 < error {
            let ends = [value - error, value + error].map(|end| (plot.x_of(end), y));
            page.line(&ends, 3.0 * large, INK);
        }
        let (x, side) = (plot.x_of(value), plot.x.side(value));
        if side.is_eq() {
            page.discs((x, y), &[(3.2 * large, INK), (2.4 * large, colour)]);
        } else {
            arrow_head(page, (x, y), (side, Ordering::Equal), colour);
        }
    }
}
