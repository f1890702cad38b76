//! The plane of ratios and premiums, with the curves and what lies between them.

use super::frontier::{RATIOS, WHISKER};
use super::key::{dot, key};
use super::room::{Curve, Room};
use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::Study;
use crate::output::chart::{
    Area, Axes, GAIN, GREY_TEXT, INK, LOSS, Look, Page, Size, Span, baseline, beyond, clip, grid,
    ticks, ticks_below,
};
use crate::output::format::number;
use crate::output::frontier::report::days;
use plotters::style::RGBColor;

/// A frontier being drawn.
pub(super) struct Plane<'a> {
    pub(super) page: &'a Page,
    pub(super) plot: Area,
    pub(super) axes: Axes,
    pub(super) span: Span,
    pub(super) study: &'a Study,
}

impl<'a> Plane<'a> {
    pub(super) fn of(page: &'a Page, study: &'a Study, span: Span) -> Self {
        let label = page.kind.label;
        let look = Look::new(label, INK);
        let keys = if page.size == Size::Half { 2.0 } else { 1.0 };
        let plot = Area {
            left: page.frame.left + look.width("\u{2212}100%") + 6.0,
            top: page.frame.top + 1.5 * label * keys + 0.4 * label,
            right: page.frame.right - look.width("120 days") * 0.5,
            bottom: page.frame.bottom - 3.2 * label,
        };
        let axes = page.axes(plot, 0.0..1.0, span.high..span.low);
        Self { page, plot, axes, span, study }
    }

    pub(super) fn draw(&self) -> Area {
        let Self { page, plot, axes, .. } = self;
        let Span { low, high } = self.span;
        let count = if page.size == Size::Half { 4 } else { 6 };
        let named = ticks(low, high, count)
            .into_iter()
            .map(|value| (value, format!("{}%", number(100.0 * value, decimals(high - low)))));
        grid(page, *plot, axes, &named.collect::<Vec<_>>());
        baseline(page, *plot);
        if low < 0.0 {
            axes.line(vec![(0.0, 0.0), (1.0, 0.0)], 1.0, INK);
        }
        self.lead_times();
        key(page);
        self.curves();
        self.own_leader();
        self.dots();
        self.own_place();
        self.regions();
        *plot
    }

    /// The ratios under the plot, each with its days below it.
    fn lead_times(&self) {
        let Self { page, plot, axes, .. } = self;
        let label = page.kind.label;
        let steps: &[f64] = if page.size == Size::Half {
            &[0.0, 0.5, 1.0]
        } else {
            &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0]
        };
        let ratios = steps.iter().map(|ratio| (*ratio, plain_ratio(*ratio)));
        ticks_below(page, *plot, axes, &ratios.collect::<Vec<_>>());
        let look = Look::new(label, GREY_TEXT).centred();
        for ratio in steps {
            let at = (axes.at(*ratio, 0.0).0, plot.bottom + 2.35 * label);
            let short = days(ratio * self.study.long_days);
            let text = if *ratio < 1.0 { short } else { format!("{short} days") };
            if page.is_free(at, look, &text, 3.0) {
                page.text_at(at.0, at.1, look, &text);
            }
        }
    }

    /// The closed forms, and the errors of what is simulated.
    fn curves(&self) {
        let (axes, study) = (&self.axes, self.study);
        let on_axes = |points: &[(f64, f64)]| clip::line(points, (RATIOS, self.span)).into_iter();
        let mixed = study.curve.iter().map(|(ratio, closed)| (*ratio, closed.mixed));
        let mixed: Vec<(f64, f64)> =
            mixed.filter_map(|(ratio, premium)| Some((ratio, premium?))).collect();
        if 1 < mixed.len() {
            on_axes(&mixed).for_each(|piece| axes.dashes(piece, 1.1, INK));
        }
        let local = study.curve.iter().map(|(ratio, closed)| (*ratio, closed.premium));
        on_axes(&local.collect::<Vec<_>>()).for_each(|piece| axes.edged(piece, 1.8, GAIN));
        for (ratio, figure, colour, _) in simulated(study) {
            let reach = WHISKER * figure.standard_error;
            let ends = [(ratio, figure.value - reach), (ratio, figure.value + reach)];
            on_axes(&ends).for_each(|piece| axes.edged(piece, 1.0, colour));
        }
    }

    fn dots(&self) {
        for (ratio, figure, colour, open) in simulated(self.study) {
            if !self.beyond((ratio, figure.value), colour) {
                dot(self.page, self.axes.at(ratio, figure.value), colour, open);
            }
        }
    }

    /// Draws an arrow for what lies beyond the axes; whether it does.
    pub(super) fn beyond(&self, place: (f64, f64), colour: RGBColor) -> bool {
        beyond(self.page, &self.axes, place, (RATIOS, self.span), colour)
    }

    /// What lies on either side of the curves, in words where there is room.
    fn regions(&self) {
        let Self { page, plot, axes, study, .. } = self;
        let [local, mixed] = [false, true].map(|mixed| Curve::of(self, mixed));
        let half = page.size == Size::Half;
        let own = study.own.as_ref().map(|own| axes.at(own.point.ratio, 0.0).0);
        let room = Room { page, plot: *plot, own };
        let look = |colour| Look::new(page.kind.label, colour).bold();
        let floor = axes.at(0.0, 0.0).1.min(plot.bottom);
        let all: &[&str] = if half { &["pays"] } else { &["pays for all units", "pays"] };
        room.name((&|x| local.lowest(x), &|_| floor), look(GAIN), all);
        let top_ups: &[&str] =
            if half { &["pays as top-up"] } else { &["pays for top-ups only", "pays as top-up"] };
        room.name((&|x| mixed.lowest(x), &|x| local.highest(x)), look(GREY_TEXT), top_ups);
        let neither = |x: f64| mixed.highest(x).min(local.highest(x));
        room.name((&|_| plot.top, &neither), look(LOSS), &["does not pay"]);
    }
}

fn decimals(span: f64) -> usize {
    usize::from(span < 0.05)
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
