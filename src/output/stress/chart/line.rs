//! Chart of a statistic by the value of an assumption that is pushed: where it
//! passes its limit, and how surely.

use super::axes::{STATISTIC, Spans, VALUE};
use super::line_words::{metadata, words};
use crate::analysis::crossing::Crossing;
use crate::analysis::stress::AxisResult;
use crate::output::chart::{
    Area, Axes, Chart, Domains, EXPECTED, FAN, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, PAPER, Page,
    Provenance, Size, Subject, baseline, beyond, clip, diamond, grid, levels_of, name_within,
    ticks, ticks_below,
};
use crate::output::stress::words::{self as said, plan_words, within};
use crate::output::value_words::{ValueStyle, value_words};

/// Draws the statistic at each value.
pub fn stress(run: &Provenance, line: &AxisResult, like: Option<&Domains>, size: Size) -> Chart {
    let spans = Spans::lent(like).unwrap_or_else(|| Spans::of(line));
    let mut words = words(run, line, size);
    words.notes.splice(0..0, spans.cut(line, &run.currency));
    let page = Page::new(size, &words, 2);
    let plot = Drawing::of(&page, line, &spans, &run.currency).draw();
    page.finish_of(&line_subject(line).of, &words, plot, metadata(line, &spans, &run.currency))
}

/// The statistic by the assumption.
pub fn line_subject(line: &AxisResult) -> Subject {
    Subject::by_value(&KIND, &line.limit.statistic, &line.assumption)
}

/// A statistic by the value of one assumption.
pub static KIND: Kind =
    Kind { name: "stress", shows_one_of_several: true, scales: &[VALUE, STATISTIC], ..Kind::PLAIN };

/// A line being drawn.
pub(super) struct Drawing<'a> {
    pub(super) page: &'a Page,
    pub(super) plot: Area,
    pub(super) axes: Axes,
    pub(super) spans: &'a Spans,
    pub(super) line: &'a AxisResult,
    pub(super) currency: &'a str,
    levels: Vec<(f64, String)>,
}

impl<'a> Drawing<'a> {
    fn of(page: &'a Page, line: &'a AxisResult, spans: &'a Spans, currency: &'a str) -> Self {
        let small = page.kind.label;
        let (count, unit) =
            (if page.size == Size::Half { 4 } else { 5 }, line.limit.statistic.unit());
        let levels = levels_of(unit, (spans.y.low, spans.y.high), currency, count);
        let look = Look::new(small, INK);
        let widest = levels.iter().map(|(_, name)| look.width(name)).fold(0.0, f64::max);
        let plot = Area {
            left: page.frame.left + widest + 6.0,
            top: page.frame.top + 2.0 * small,
            right: page.frame.right - 2.2 * small,
            bottom: page.frame.bottom - 3.2 * small,
        };
        let axes = page.axes(plot, spans.x.low..spans.x.high, spans.y.high..spans.y.low);
        Self { page, plot, axes, spans, line, currency, levels }
    }

    fn draw(&self) -> Area {
        let Self { page, plot, axes, .. } = self;
        self.expected();
        grid(page, *plot, axes, &self.levels);
        self.plan();
        self.curve();
        let limit = axes.at(0.0, self.line.threshold).1;
        if !self.spans.y.ends_before(self.line.threshold) {
            page.dashes(&[(plot.left, limit), (plot.right, limit)], 1.0, LOSS, (3.0, 2.0));
        }
        if let Some(found) = self.line.crossing() {
            self.crossing(&found);
        }
        self.limit();
        let own = (self.line.plan_value(), self.line.plan.value);
        if !beyond(page, axes, own, self.spans.both(), INK) {
            diamond(page, axes.at(own.0, own.1), 4.0 * page.size.stretch(), INK);
        }
        baseline(page, *plot);
        self.values();
        *plot
    }

    /// Where the plan's own distribution lies.
    fn expected(&self) {
        if self.line.is_known() {
            return;
        }
        let on_axis = |u: f64| self.spans.x.nearest(self.line.assumption.quantile(u));
        let ends = [(on_axis(0.1), self.spans.y.low), (on_axis(0.9), self.spans.y.high)];
        self.axes.bar(ends[0], ends[1], EXPECTED);
    }

    /// The plan's value, named above the plot.
    fn plan(&self) {
        let Self { page, plot, .. } = self;
        let value = self.line.plan_value();
        let x = self.axes.at(self.spans.x.nearest(value), 0.0).0;
        if !self.spans.x.ends_before(value) {
            page.line(&[(x, plot.top), (x, plot.bottom)], 0.75, GREY_TEXT);
        }
        let look = Look::new(page.kind.label, GREY_TEXT).centred();
        let name = self.spans.x.pointed(value, plan_words(self.line, self.currency));
        let half = 0.5 * look.width(&name);
        let x = x.clamp(page.frame.left + half, page.frame.right - half);
        // A diamond at the very top stays below it.
        page.text_at(x, plot.top - 1.2 * page.kind.label, look, &name);
    }

    /// The line with its band, broken where no path has the measure.
    fn curve(&self) {
        let Self { page, axes, .. } = self;
        let pieces = self.line.points.split(|point| point.statistic.value.is_nan());
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let at = |errors: f64| {
                piece.iter().map(move |point| {
                    let error = point.statistic.standard_error;
                    let error = if error.is_nan() { 0.0 } else { error };
                    (point.value, point.statistic.value + errors * error)
                })
            };
            if 1 < piece.len() {
                let band: Vec<(f64, f64)> = at(2.0).chain(at(-2.0).rev()).collect();
                let band = clip::shape(&band, self.spans.both());
                if !band.is_empty() {
                    axes.shape(band, FAN[0]);
                }
                for drawn in clip::line(&at(0.0).collect::<Vec<_>>(), self.spans.both()) {
                    axes.line(drawn, 1.8, GAIN);
                }
            }
            for (x, y) in at(0.0) {
                if !beyond(page, axes, (x, y), self.spans.both(), GAIN) {
                    page.disc(axes.at(x, y), 2.6, PAPER);
                    page.disc(axes.at(x, y), 2.0, GAIN);
                }
            }
        }
    }

    /// Where the limit is passed: interval, circle, drop line, and its name.
    fn crossing(&self, found: &Crossing) {
        let Self { page, plot, spans, line, .. } = self;
        let (least, most) = line.range();
        let on = |value: f64| self.axes.at(spans.x.nearest(value), spans.y.nearest(line.threshold));
        let (x, y) = on(found.value);
        if !spans.y.ends_before(line.threshold) {
            page.line(&[on(found.low.unwrap_or(least)), on(found.high.unwrap_or(most))], 3.0, INK);
        }
        if !spans.x.ends_before(found.value) {
            page.dashes(&[(x, y), (x, plot.bottom)], 0.75, INK, (2.0, 2.0));
        }
        if spans.hold((found.value, line.threshold)) {
            page.disc((x, y), 3.6, INK);
            page.disc((x, y), 2.4, PAPER);
        }
        let look = Look::new(page.kind.name, INK).bold();
        let words = spans.x.pointed(found.value, self.crossing_words(found));
        let wide = look.width(&words);
        let is_right = x + 5.0 + wide <= plot.right;
        let left = if is_right { x + 5.0 } else { (x - 5.0 - wide).max(plot.left + 1.0) };
        let place = (left, plot.bottom - 0.9 * page.kind.name);
        page.text_on_white(place, look, &words, (1.5, 0.75 * page.kind.name));
    }

    fn crossing_words(&self, found: &Crossing) -> String {
        let at = if self.line.assumption.whole { "at " } else { "" };
        if self.line.plan_holds() {
            format!("breaks {at}{}", said::beyond(self.line, found, self.currency))
        } else {
            format!("kept {at}{}", within(self.line, found, self.currency))
        }
    }

    /// Values under the plot, and the assumption that has them.
    fn values(&self) {
        let Self { page, plot, line, .. } = self;
        let count = if page.size == Size::Half { 4 } else { 7 };
        let unit = line.assumption.unit;
        let is_share = unit.starts_with("share") || unit == "probability";
        let places = ticks(self.spans.x.low, self.spans.x.high, count).into_iter();
        let is_whole = |value: &f64| !line.assumption.whole || (value - value.round()).abs() < 1e-9;
        let shown = places.filter(is_whole).filter(|value| !(is_share && *value < -1e-12));
        let named = shown.map(|value| {
            let value = if value.abs() < 1e-12 { 0.0 } else { value };
            (value, value_words(value, unit, self.currency, ValueStyle::BARE))
        });
        ticks_below(page, *plot, &self.axes, &named.collect::<Vec<_>>());
        let look = Look::new(page.kind.label, GREY_TEXT);
        let room = page.frame.right - plot.left;
        let short = format!("{} ({unit})", line.name);
        let full = format!("{}: {} ({unit})", line.name, line.assumption.name);
        let is_named = line.name != line.assumption.name && look.width(&full) <= room;
        let name = name_within(if is_named { &full } else { &short }, room, look);
        page.text_at(plot.left, plot.bottom + 2.5 * page.kind.label, look, &name);
    }
}
