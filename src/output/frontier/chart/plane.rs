//! The plane of ratios and premiums, with the curves and what lies between them.

use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::{Point, Study};
use crate::output::chart::{
    Area, Curve, FAN, GAIN, GREY_TEXT, GRID, INK, LOSS, PAPER, Page, Plot, Region, Span, clip,
    ticks,
};
use crate::output::format::number;
use crate::output::frontier::report::days;
use plotters::style::RGBColor;

/// Standard errors that a whisker reaches to either side.
pub(super) const WHISKER: f64 = 2.0;

/// Where all units close by pay, and where only what tops up an order from afar does.
const PAYS: RGBColor = RGBColor(0xE4, 0xEF, 0xF7);
const TOPS_UP: RGBColor = RGBColor(0xF3, 0xF3, 0xF3);

/// A frontier being drawn.
pub(super) struct Plane<'a> {
    pub(super) page: &'a Page,
    pub(super) plot: Plot<'a>,
    pub(super) study: &'a Study,
}

impl<'a> Plane<'a> {
    pub(super) fn of(page: &'a Page, study: &'a Study, span: Span) -> Self {
        let (label, look) = (page.kind.label, page.look(INK));
        let keys = if page.is_half() { 2.0 } else { 1.0 };
        let left = look.width("\u{2212}100%") + 6.0;
        let area = page.inside([left, 0.0, look.width("120 days") * 0.5, 3.2 * label]);
        let area = Area { top: page.frame.top + 1.5 * label * keys + 0.4 * label, ..area };
        Self { page, plot: Plot::new(page, area, Span::UNIT, span), study }
    }

    pub(super) fn draw(&self) -> Area {
        let Self { page, plot, .. } = self;
        let decimals = usize::from(plot.y.length() < 0.05);
        let levels = ticks(plot.y.low, plot.y.high, if page.is_half() { 4 } else { 6 }).into_iter();
        let named = levels.map(|value| (value, format!("{}%", number(100.0 * value, decimals))));
        plot.grid(&named.collect::<Vec<_>>());
        plot.baseline();
        if plot.y.low < 0.0 {
            plot.axes.line(vec![(0.0, 0.0), (1.0, 0.0)], 1.0, INK);
        }
        self.lead_times();
        self.key();
        self.shades();
        self.curves();
        self.own_leader();
        for (ratio, figure, colour, open) in simulated(self.study) {
            if !plot.beyond((ratio, figure.value), colour) {
                dot(page, plot.at((ratio, figure.value)), colour, open);
            }
        }
        self.own_place();
        self.regions();
        plot.area
    }

    /// The ratios under the plot, each with its days below it.
    fn lead_times(&self) {
        let Self { page, plot, .. } = self;
        let steps: &[f64] = if page.is_half() {
            &[0.0, 0.5, 1.0]
        } else {
            &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0]
        };
        plot.ticks(steps.iter().map(|ratio| (*ratio, plain_ratio(*ratio))));
        let look = page.look(GREY_TEXT).centred();
        for ratio in steps {
            let at = (plot.x_of(*ratio), plot.area.bottom + 2.35 * page.kind.label);
            let short = days(ratio * self.study.long_days);
            let text = if *ratio < 1.0 { short } else { format!("{short} days") };
            if page.is_free(at, look, &text, 3.0) {
                page.text_at(at.0, at.1, look, &text);
            }
        }
    }

    /// What the two kinds of mark are.
    fn key(&self) {
        let page = self.page;
        let (label, look, half) = (page.kind.label, page.look(INK), page.is_half());
        let (local, mixed) = if half {
            ("all made close by", "topped up (grey: closed form)")
        } else {
            ("all made close by", "base order from afar, topped up")
        };
        let swatch = 22.0 * page.size.stretch();
        let (mut x, mut y) = (page.frame.left, page.frame.top + 0.6 * label);
        for (text, colour, is_mixed) in [(local, GAIN, false), (mixed, INK, true)] {
            page.line(&[(x, y), (x + swatch, y)], 1.6, colour);
            dot(page, (x + 0.5 * swatch, y), colour, is_mixed);
            page.text_at(x + swatch + 5.0, y, look, text);
            if half {
                y += 1.4 * label;
            } else {
                x += swatch + look.width(text) + 22.0;
            }
        }
        let look = page.look(GREY_TEXT);
        let texts = ["simulated, band ± 2 s.e.; thin grey: closed form", "thin grey: closed form"];
        match look.longest(&texts, page.frame.right - (x - 8.0)) {
            Some(text) if !half => page.text_at(x - 8.0, y, look, text),
            _ => {}
        }
    }

    /// Where the simulated premium pays, for all units and for top-ups only, behind all else.
    fn shades(&self) {
        let Self { plot, study, .. } = self;
        let line = |is_mixed: bool| -> Vec<(f64, f64)> {
            let figure = |point: &Point| if is_mixed { point.mixed } else { point.premium };
            let points = study.points.iter();
            points.filter_map(|point| Some((point.ratio, figure(point)?.value.max(0.0)))).collect()
        };
        for (is_mixed, colour) in [(true, TOPS_UP), (false, PAYS)] {
            let mut shape = line(is_mixed);
            let (Some(first), Some(last)) = (shape.first(), shape.last()) else { continue };
            let foot = [(last.0, 0.0), (first.0, 0.0)];
            shape.extend(foot);
            let shape = clip::shape(&shape, (plot.x, plot.y));
            if 2 < shape.len() {
                plot.axes.shape(shape, colour);
            }
        }
    }

    /// The simulated premiums with their errors, and the closed forms.
    fn curves(&self) {
        let Self { plot, study, .. } = self;
        for is_mixed in [true, false] {
            let figure = |point: &Point| if is_mixed { point.mixed } else { point.premium };
            let points = study.points.iter();
            let known: Vec<(f64, Estimate)> =
                points.filter_map(|point| Some((point.ratio, figure(point)?))).collect();
            let at = |errors: f64| {
                known
                    .iter()
                    .map(move |(ratio, one)| (*ratio, one.value + errors * one.standard_error))
            };
            if known.len() < 2 {
                continue;
            }
            let (band, line) = if is_mixed { (GRID, INK) } else { (FAN[1], GAIN) };
            let shape: Vec<(f64, f64)> = at(WHISKER).chain(at(-WHISKER).rev()).collect();
            let shape = clip::shape(&shape, (plot.x, plot.y));
            if 2 < shape.len() {
                plot.axes.shape(shape, band);
            }
            let simulated: Vec<(f64, f64)> = at(0.0).collect();
            let pieces = plot.pieces(&simulated).into_iter();
            pieces.for_each(|piece| plot.axes.edged(piece, 1.6, line));
        }
        let mixed = study.curve.iter().filter_map(|(ratio, closed)| Some((*ratio, closed.mixed?)));
        let local = study.curve.iter().map(|(ratio, closed)| (*ratio, closed.premium));
        for closed in [mixed.collect::<Vec<_>>(), local.collect()] {
            let pieces = plot.pieces(&closed).into_iter().filter(|piece| 1 < piece.len());
            pieces.for_each(|piece| plot.axes.line(piece, 0.5, GREY_TEXT));
        }
        // A single premium has no line that its error could be a band around.
        let has_band = |is_mixed: bool| {
            let figure = |point: &&Point| if is_mixed { point.mixed } else { point.premium };
            1 < study.points.iter().filter(|point| figure(point).is_some()).count()
        };
        for (ratio, figure, colour, is_mixed) in simulated(study) {
            if has_band(is_mixed) {
                continue;
            }
            let reach = WHISKER * figure.standard_error;
            let ends = [(ratio, figure.value - reach), (ratio, figure.value + reach)];
            plot.pieces(&ends).into_iter().for_each(|piece| plot.axes.edged(piece, 0.8, colour));
        }
    }

    /// A curve in closed form and as it is simulated.
    fn curve(&self, is_mixed: bool) -> Curve {
        let Self { plot, study, .. } = self;
        let place = |ratio: f64, premium: f64| (plot.x_of(ratio), plot.y_of(premium));
        let closed = study.curve.iter().filter_map(|(ratio, closed)| {
            let premium = if is_mixed { closed.mixed } else { Some(closed.premium) };
            Some(place(*ratio, premium?))
        });
        let simulated = study.points.iter().filter_map(|point| {
            let figure = if is_mixed { point.mixed } else { point.premium };
            Some(place(point.ratio, figure?.value))
        });
        let lines = vec![closed.collect(), simulated.collect()];
        Curve { lines, foot: plot.at((0.0, 0.0)).1 }
    }

    /// What lies on either side of the curves, in words where there is room.
    fn regions(&self) {
        let Self { page, plot, study, .. } = self;
        let [local, mixed] = [false, true].map(|is_mixed| self.curve(is_mixed));
        let shortest = usize::from(page.is_half());
        let line = study.own.as_ref().map(|own| plot.x_of(own.point.ratio));
        let name =
            |upper: &dyn Fn(f64) -> f64, lower: &dyn Fn(f64) -> f64, colour, words: &[&str]| {
                Region { upper, lower, line }.name(plot, page.look(colour).bold(), words);
            };
        let floor = plot.at((0.0, 0.0)).1.min(plot.area.bottom);
        let all = ["pays for all units", "pays"];
        name(&|x| local.lowest(x), &|_| floor, GAIN, &all[shortest..]);
        let top_ups = ["pays for top-ups only", "pays as top-up"];
        name(&|x| mixed.lowest(x), &|x| local.highest(x), GREY_TEXT, &top_ups[shortest..]);
        let neither = |x: f64| mixed.highest(x).min(local.highest(x));
        name(&|_| plot.area.top, &neither, LOSS, &["does not pay"]);
    }
}

/// A filled dot, or an open one.
fn dot(page: &Page, place: (f64, f64), colour: RGBColor, open: bool) {
    let size = page.size.stretch() * if page.is_half() { 0.8 } else { 1.0 };
    let discs = [(3.2 * size, PAPER), (2.5 * size, colour), (1.4 * size, PAPER)];
    page.discs(place, if open { &discs } else { &discs[..2] });
}

fn plain_ratio(ratio: f64) -> String {
    let text = format!("{ratio:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() { "0".to_owned() } else { text.to_owned() }
}

/// Ratio, premium, colour and whether the dot is open.
type Dot = (f64, Estimate, RGBColor, bool);

pub(super) fn simulated(study: &Study) -> Vec<Dot> {
    let mixed = study.points.iter().map(|point| (point.ratio, point.mixed, INK, true));
    let local = study.points.iter().map(|point| (point.ratio, point.premium, GAIN, false));
    let all = mixed.chain(local);
    all.filter_map(|(ratio, figure, colour, open)| Some((ratio, figure?, colour, open))).collect()
}
