//! What charts of several scenarios have in common: colours, the axis of
//! multiples, and where the numbers come from.

use crate::analysis::compare::Contender;
use crate::analysis::run_info::RunInfo;
use crate::output::chart::colours::{AXIS, GREY_TEXT, INK, RULE};
use crate::output::chart::display::Area;
use crate::output::chart::like::Domains;
use crate::output::chart::moic_axis::MoicAxis;
use crate::output::chart::page::{Axes, Look, Page};
use crate::output::format::moic_tick;
use crate::output::run::chart::data::Provenance;
use crate::output::run::pictures::provenance_of;
use plotters::style::RGBColor;

/// Most scenarios that curves can be told apart of.
pub(in crate::output) const MOST_CURVES: usize = 5;

/// Colours of scenarios, the first black; told apart in grey by their dashes.
pub(in crate::output) const COLOURS: [RGBColor; MOST_CURVES] = [
    RGBColor(0x1A, 0x1A, 0x1A),
    RGBColor(0x76, 0x12, 0xA5),
    RGBColor(0x0C, 0x6E, 0x62),
    RGBColor(0xB8, 0x6E, 0x00),
    RGBColor(0x2C, 0x99, 0xE8),
];

/// Dashes of scenarios, in points; none for the first.
const DASHES: [Option<(f64, f64)>; MOST_CURVES] =
    [None, Some((10.0, 2.5)), Some((2.0, 2.0)), Some((6.0, 2.5)), Some((15.0, 3.5))];

/// Colour of the rows of scenarios after the first.
pub(in crate::output) const OTHERS: RGBColor = RGBColor(0x3F, 0x6E, 0x9A);

/// Worse and better, of a pair.
pub(in crate::output) const WORSE: RGBColor = RGBColor(0xE0, 0xA0, 0x69);
pub(in crate::output) const BETTER: RGBColor = RGBColor(0x5B, 0x9D, 0xCB);

/// A curve of the scenario at that position.
pub(in crate::output) fn curve(page: &Page, points: &[(f64, f64)], position: usize) {
    let stretch = page.size.stretch().max(1.0);
    let width = 1.7 * stretch;
    match DASHES[position] {
        None => page.line(points, width, COLOURS[position]),
        Some((on, off)) => {
            page.dashes(points, width, COLOURS[position], (on * stretch, off * stretch));
        }
    }
}

/// Returns below this are near-total losses, which the axis does not show.
pub(in crate::output) const NEAR_TOTAL_LOSS: f64 = 0.1;

/// The logarithmic axis of multiples that a set of scenarios shares.
pub(in crate::output) struct Multiples {
    pub(in crate::output) top: f64,
}

impl Multiples {
    /// That of another picture.
    pub(in crate::output) fn lent(domains: &Domains) -> Option<Self> {
        let axis = MoicAxis::lent(domains)?;
        Some(Self { top: axis.top })
    }

    /// Its ends, for pictures drawn like this one.
    pub(in crate::output) fn domain(&self) -> (&'static str, Vec<f64>) {
        MoicAxis { top: self.top }.domain()
    }

    /// Up to where at most one path in 200 of any scenario lies beyond.
    pub(in crate::output) fn of(contenders: &[Contender<'_>]) -> Self {
        let tops = [10.0, 20.0, 40.0, 100.0, 200.0, 400.0];
        let beyond = |top: f64| {
            contenders
                .iter()
                .map(|one| share_from(one.outcomes.moic.as_slice(), top))
                .fold(0.0, f64::max)
        };
        let top = tops.into_iter().find(|top| beyond(*top) <= 0.005);
        Self { top: top.unwrap_or(400.0) }
    }

    /// Where a multiple is on an axis from 0 to 1; below 0 for near-total losses.
    pub(in crate::output) fn place(&self, multiple: f64) -> f64 {
        let log = |x: f64| libm::log10(x.max(1e-300));
        (log(multiple) - log(NEAR_TOTAL_LOSS)) / (log(self.top) - log(NEAR_TOTAL_LOSS))
    }

    /// The multiple at a place.
    pub(in crate::output) fn at(&self, place: f64) -> f64 {
        NEAR_TOTAL_LOSS * libm::pow(self.top / NEAR_TOTAL_LOSS, place)
    }

    /// Baseline, ticks and their names, the most wanted first.
    pub(in crate::output) fn draw(&self, page: &Page, plot: Area, axes: &Axes) {
        page.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], 0.75, AXIS);
        let look = Look::new(page.kind.label, INK).centred();
        let wanted = [1.0, 3.0, 10.0, 0.1, self.top, 0.3, 0.5, 2.0, 5.0, 20.0, 0.2, 30.0, 50.0];
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for multiple in wanted.into_iter().filter(|multiple| *multiple <= self.top) {
            let (x, text) = (axes.at(self.place(multiple), 0.0).0, moic_tick(multiple));
            let half = 0.5 * look.width(&text) + 3.0;
            if taken.iter().any(|(from, to)| x - half < *to && *from < x + half) {
                continue;
            }
            taken.push((x - half, x + half));
            page.line(&[(x, plot.bottom), (x, plot.bottom + 3.0)], 0.5, AXIS);
            page.text_at(x, plot.bottom + 1.1 * page.kind.label, look, &text);
        }
    }

    /// The lines at money back and at 3x, named above the plot.
    pub(in crate::output) fn hurdles(&self, page: &Page, plot: Area, axes: &Axes) {
        let look = Look::new(page.kind.label, GREY_TEXT);
        let (y, half) = (plot.top - 0.7 * page.kind.label, 0.5 * look.width("3x"));
        let at = |multiple| axes.at(self.place(multiple), 0.0).0;
        let (back, three) = (at(1.0), at(3.0));
        page.line(&[(back, plot.top), (back, plot.bottom)], 1.0, INK);
        page.line(&[(three, plot.top), (three, plot.bottom)], 0.75, RULE);
        page.text_at(three, y, look.centred(), "3x");
        let right = (back + 0.5 * look.width("money back")).min(three - half - 4.0);
        page.text_at(right, y, look.right(), "money back");
    }
}

/// Share of values of at least `least`, rounding forgiven.
pub(in crate::output) fn share_from(values: &[f64], least: f64) -> f64 {
    let least = least * (1.0 - 1e-9);
    values.iter().filter(|value| least <= **value).count() as f64 / values.len() as f64
}

/// The largest standard error of the chances that charts of scenarios show.
pub(in crate::output) fn share_error(contenders: &[Contender<'_>]) -> String {
    let n = contenders[0].outcomes.len() as f64;
    let shares = contenders
        .iter()
        .flat_map(|one| [one.summary.loss, one.summary.near_total_loss, one.summary.at_least_3x]);
    let largest = shares.map(|share| share.value * (1.0 - share.value) / n).fold(0.0, f64::max);
    // Rounded up, so that it stays a bound.
    format!("shares ± {:.1} points or less", (1000.0 * largest.sqrt()).ceil() / 10.0)
}

/// Where the numbers of several runs on the same draws come from.
pub(in crate::output) fn provenance(contenders: &[Contender<'_>]) -> Provenance {
    let infos: Vec<&RunInfo> = contenders.iter().map(|one| one.info).collect();
    provenance_of(&infos)
}

/// A name, cut to a room.
pub(in crate::output) fn name_within(name: &str, room: f64, look: Look) -> String {
    crate::output::chart::words::ellipsis(name, room, false, |text| look.width(text))
}

/// The label of a scenario within a title.
pub(in crate::output) fn short(label: &str) -> String {
    const MOST: usize = 24;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    let kept: String = label.chars().take(MOST - 1).collect();
    format!("{kept}…")
}
