//! Chart of a statistic by the value of an assumption that is pushed: where it
//! passes its limit, and how surely.

use super::axes::{STATISTIC, VALUE, cut, spans};
use super::words::{line_alt_text, line_numbers, line_words};
use crate::analysis::crossing::Crossing;
use crate::analysis::stress::AxisResult;
use crate::output::chart::{
    Area, Chart, EXPECTED, FAN, Figures, GAIN, GREY_TEXT, INK, Kind, LOSS, Look, Metadata, PAPER,
    Page, Plot, Provenance, SharedAxes, Size, Span, Subject, clip, diamond, ticks,
};
use crate::output::stress::words::{self as said, plan_words, within};
use crate::output::value_words::{ValueStyle, value_words};
use crate::output::words::input_label;

/// Draws the statistic at each value, on an axis of it that all lines beside this one share.
pub fn stress(
    run: &Provenance,
    line: &AxisResult,
    beside: SharedAxes<'_, AxisResult>,
    size: Size,
) -> Chart {
    let figures = Figures::of(&line.limit.statistic, &run.currency);
    let [x, y] = spans(line, beside);
    let words = line_words(run, line, size).note_first(cut(line, [x, y], figures));
    let page = Page::new(size, &words, 2);
    let plot = Drawing::of(&page, line, [x, y], figures, &run.currency).draw();
    let metadata = Metadata {
        kind: &KIND,
        alt_text: line_alt_text(line, figures, &run.currency),
        csv: line_numbers(line),
        domains: vec![VALUE.tells(x.ends()), STATISTIC.tells(y.ends())],
    };
    page.finish_of(&line_subject(line).of, &words, plot, metadata)
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
    pub(super) plot: Plot<'a>,
    pub(super) line: &'a AxisResult,
    pub(super) currency: &'a str,
    levels: Vec<(f64, String)>,
}

impl<'a> Drawing<'a> {
    fn of(
        page: &'a Page,
        line: &'a AxisResult,
        [x, y]: [Span; 2],
        figures: Figures<'_>,
        currency: &'a str,
    ) -> Self {
        let small = page.kind.label;
        let levels = figures.levels(y, if page.is_half() { 4 } else { 5 });
        let widest = page.look(INK).widest(levels.iter().map(|(_, name)| name));
        let area = page.inside([widest + 6.0, 2.0 * small, 2.2 * small, 3.2 * small]);
        Self { page, plot: Plot::new(page, area, x, y), line, currency, levels }
    }

    fn draw(&self) -> Area {
        let Self { page, plot, line, .. } = self;
        self.expected();
        plot.grid(&self.levels);
        self.plan();
        self.curve();
        let Area { left, right, .. } = plot.area;
        let limit = plot.at((0.0, line.threshold)).1;
        if !plot.y.ends_before(line.threshold) {
            page.dashes(&[(left, limit), (right, limit)], 1.0, LOSS, (3.0, 2.0));
        }
        if let Some(found) = line.crossing() {
            self.crossing(&found);
        }
        self.limit();
        let own = (line.plan_value(), line.plan.value);
        if !plot.beyond(own, INK) {
            diamond(page, plot.at(own), 4.0 * page.size.stretch(), INK);
        }
        plot.baseline();
        self.values();
        plot.area
    }

    /// Where the plan's own distribution lies.
    fn expected(&self) {
        let Plot { x, y, axes, .. } = &self.plot;
        if self.line.is_known() {
            return;
        }
        let [low, high] = [0.1, 0.9].map(|u| x.nearest(self.line.assumption.quantile(u)));
        axes.bar((low, y.low), (high, y.high), EXPECTED);
    }

    /// The plan's value, named above the plot.
    fn plan(&self) {
        let Self { page, plot, .. } = self;
        let value = self.line.plan_value();
        let x = plot.x_of(value);
        if !plot.x.ends_before(value) {
            plot.upright(x, 0.75, GREY_TEXT);
        }
        let look = page.look(GREY_TEXT).centred();
        let name = plot.x.pointed(value, plan_words(self.line, self.currency));
        let x = page.clear_of_edges(x, look, &name);
        // A diamond at the very top stays below it.
        page.text_at(x, plot.area.top - 1.2 * page.kind.label, look, &name);
    }

    /// The line with its band, broken where no path has the measure.
    fn curve(&self) {
        let Self { page, plot, .. } = self;
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
                let band = clip::shape(&band, (plot.x, plot.y));
                if !band.is_empty() {
                    plot.axes.shape(band, FAN[0]);
                }
                for drawn in plot.pieces(&at(0.0).collect::<Vec<_>>()) {
                    plot.axes.line(drawn, 1.8, GAIN);
                }
            }
            for place in at(0.0).filter(|place| !plot.beyond(*place, GAIN)) {
                page.discs(plot.at(place), &[(2.6, PAPER), (2.0, GAIN)]);
            }
        }
    }

    /// Where the limit is passed: interval, circle, drop line, and its name.
    fn crossing(&self, found: &Crossing) {
        let Self { page, plot, line, .. } = self;
        let (least, most) = line.range();
        let on = |value: f64| (plot.x_of(value), plot.y_of(line.threshold));
        let (x, y) = on(found.value);
        if !plot.y.ends_before(line.threshold) {
            page.line(&[on(found.low.unwrap_or(least)), on(found.high.unwrap_or(most))], 3.0, INK);
        }
        if !plot.x.ends_before(found.value) {
            page.dashes(&[(x, y), (x, plot.area.bottom)], 0.75, INK, (2.0, 2.0));
        }
        if plot.holds((found.value, line.threshold)) {
            page.discs((x, y), &[(3.6, INK), (2.4, PAPER)]);
        }
        let look = Look::new(page.kind.name, INK).bold();
        let words = plot.x.pointed(found.value, self.crossing_words(found));
        let wide = look.width(&words);
        let is_right = x + 5.0 + wide <= plot.area.right;
        let left = if is_right { x + 5.0 } else { (x - 5.0 - wide).max(plot.area.left + 1.0) };
        let place = (left, plot.area.bottom - 0.9 * page.kind.name);
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
        let unit = line.assumption.unit;
        let is_share = unit.starts_with("share") || unit == "probability";
        let places = ticks(plot.x.low, plot.x.high, if page.is_half() { 4 } else { 7 }).into_iter();
        let is_whole = |value: &f64| !line.assumption.whole || (value - value.round()).abs() < 1e-9;
        let shown = places.filter(is_whole).filter(|value| !(is_share && *value < -1e-12));
        plot.ticks(shown.map(|value| {
            let value = if value.abs() < 1e-12 { 0.0 } else { value };
            (value, value_words(value, unit, self.currency, ValueStyle::BARE))
        }));
        let look = page.look(GREY_TEXT);
        let (left, y) = (plot.area.left, plot.area.bottom + 2.5 * page.kind.label);
        let room = page.frame.right - left;
        let has_name = line.name != line.assumption.name;
        let name = if has_name { line.name.clone() } else { input_label(&line.name) };
        let short = format!("{name} ({unit})");
        let full = format!("{name}: {} ({unit})", line.assumption.name);
        let is_named = look.width(&full) <= room;
        page.text_at(left, y, look, &look.cut(if is_named { &full } else { &short }, room));
    }
}
