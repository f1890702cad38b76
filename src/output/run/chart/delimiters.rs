//! Values marked over a histogram: a leader from its name down to the axis.

use super::data::{Percentiles, percentile};
use super::histogram::Histogram;
use crate::output::chart::{Area, Axes, INK, Look, PAPER, Page, text_on};

/// A value marked over the bins; the place is on the axis from 0 to 1.
#[derive(Clone)]
pub(super) struct Delimiter {
    pub(super) place: f64,
    name: String,
    value: String,
    dotted: bool,
    /// Those of a high rank are left out first where names do not fit.
    rank: usize,
    /// Its turn among marks of one place.
    turn: u32,
}

/// Rank of the mean; titles speak of nothing that ranks higher.
const MEAN: usize = 2;

impl Delimiter {
    /// Its name and value, as printed.
    pub(super) fn text(&self) -> String {
        format!("{} {}", self.name, self.value)
    }
}

/// Places and words of the marks of one axis.
pub(super) struct Marker<'a> {
    pub(super) place: &'a dyn Fn(f64) -> f64,
    pub(super) show: &'a dyn Fn(f64) -> String,
}

impl Marker<'_> {
    /// A percentile: the median and the ninth tenth matter most.
    pub(super) fn percentile(&self, percentiles: &Percentiles, percent: u32) -> Delimiter {
        let value = percentile(percentiles, percent).value;
        let (name, rank) = match percent {
            50 => ("median".to_owned(), 0),
            90 => ("P90".to_owned(), 1),
            95 => ("P95".to_owned(), 4),
            _ => (format!("P{percent}"), 3),
        };
        let (place, value) = ((self.place)(value), (self.show)(value));
        Delimiter { place, name, value, dotted: false, rank, turn: percent }
    }

    /// The mean, dotted.
    pub(super) fn mean(&self, value: f64) -> Delimiter {
        let (place, value) = ((self.place)(value), (self.show)(value));
        Delimiter { place, name: "mean".to_owned(), value, dotted: true, rank: MEAN, turn: 100 }
    }
}

/// Those on the axis, from left to right; marks of one place and value share a
/// leader.
pub(super) fn on_axis(marks: Vec<Delimiter>) -> Vec<Delimiter> {
    let mut marks: Vec<Delimiter> =
        marks.into_iter().filter(|mark| (0.0..=1.0).contains(&mark.place)).collect();
    marks.sort_by(|a, b| a.place.total_cmp(&b.place).then(a.turn.cmp(&b.turn)));
    let mut merged: Vec<Delimiter> = Vec::new();
    for mark in marks {
        match merged.last_mut() {
            Some(last) if last.value == mark.value && mark.place - last.place < 0.002 => {
                last.name = format!("{}, {}", last.name, mark.name);
                last.dotted &= mark.dotted;
                last.rank = last.rank.min(mark.rank);
            }
            _ => merged.push(mark),
        }
    }
    merged
}

/// Draws the line of reference and as many marks as have room for their names,
/// and returns where their leaders stand.
pub(super) fn draw(page: &Page, plot: Area, axes: &Axes, histogram: &Histogram) -> Vec<f64> {
    let reference = axes.at(histogram.reference, 0.0).0;
    let marks: Vec<Marked<'_>> =
        histogram.delimiters.iter().map(|mark| (axes.at(mark.place, 0.0).0, mark)).collect();
    let look = Look::new(page.kind.label, INK);
    let field = |reference| Field { look, plot, right: page.frame.right, reference };
    let whole = field(Some(reference)).as_many_as_fit(&marks);
    // Rather a shorter line of reference than no name for what titles speak of.
    let shown = |(marks, _): &(Vec<Marked<'_>>, _)| {
        marks.iter().filter(|(_, mark)| mark.rank <= MEAN).count()
    };
    let cut = field(None).as_many_as_fit(&marks);
    let (marks, areas) = if shown(&whole) < shown(&cut) { cut } else { whole };
    let crossed = areas.iter().filter(|a| a.left - 2.0 < reference && reference < a.right + 2.0);
    let top = crossed.map(|area| area.bottom).fold(plot.top, f64::max);
    page.line(&[(reference, top), (reference, plot.bottom)], 1.0, INK);
    for ((x, mark), area) in marks.iter().zip(&areas) {
        leader(page, (*x, area.top), mark, plot, axes, histogram);
        page.rect(Area { left: area.left - 1.0, right: area.right + 1.0, ..*area }, PAPER);
        page.text_at(area.left, 0.5 * (area.top + area.bottom), look, &mark.text());
    }
    let mut lines = vec![reference];
    lines.extend(marks.iter().map(|(x, _)| *x));
    lines
}

/// A mark and where its leader stands.
type Marked<'a> = (f64, &'a Delimiter);

/// A leader goes down to the axis, light where it crosses a dark bar.
fn leader(
    page: &Page,
    (x, top): (f64, f64),
    mark: &Delimiter,
    plot: Area,
    axes: &Axes,
    histogram: &Histogram,
) {
    let bar = histogram.bins.iter().find(|bin| bin.from <= mark.place && mark.place < bin.to);
    let bar_top = bar.map_or(plot.bottom, |bin| axes.at(mark.place, histogram.drawn(bin)).1);
    let colour = bar.map_or(INK, |bin| text_on(bin.colour));
    for (from, to, colour) in [(top, bar_top, INK), (bar_top, plot.bottom, colour)] {
        match mark.dotted {
            _ if to <= from => {}
            true => page.dashes(&[(x, from), (x, to)], 0.75, colour, (1.0, 1.6)),
            false => page.line(&[(x, from), (x, to)], 0.5, colour),
        }
    }
}

/// Where names may stand.
struct Field {
    look: Look,
    plot: Area,
    right: f64,
    /// The line that no name may cross.
    reference: Option<f64>,
}

impl Field {
    /// The marks whose names all have a place, the most wanted kept, and the
    /// places.
    fn as_many_as_fit<'a>(&self, marks: &[Marked<'a>]) -> (Vec<Marked<'a>>, Vec<Area>) {
        let mut marks = marks.to_vec();
        loop {
            if let Some(areas) = self.layout(&marks) {
                return (marks, areas);
            }
            let least = (0..marks.len()).max_by_key(|i| marks[*i].1.rank).unwrap_or(0);
            marks.remove(least);
        }
    }

    /// A place for every name, or nothing where one has none. Names start right
    /// of their leaders, and those that would touch go down to the right, so
    /// that no leader crosses a name; else they stand left of their leaders.
    fn layout(&self, marks: &[Marked<'_>]) -> Option<Vec<Area>> {
        let lane = 1.35 * self.look.size;
        let lanes = ((0.42 * self.plot.height() / lane) as usize).max(1);
        let mut areas: Vec<Area> = Vec::new();
        let mut leaders: Vec<(f64, f64)> =
            self.reference.into_iter().map(|x| (x, self.plot.top)).collect();
        for (x, mark) in marks {
            let wide = self.look.width(&mark.text());
            let tries =
                [true, false].into_iter().flat_map(|side| (0..lanes).map(move |i| (side, i)));
            let mut places = tries.map(|(right, index)| {
                let top = self.plot.top + index as f64 * lane;
                let left = if right { x + 3.0 } else { x - 3.0 - wide };
                Area { left, right: left + wide, top, bottom: top + lane }
            });
            let area = places.find(|area| self.fits(area, *x, &areas, &leaders))?;
            areas.push(area);
            leaders.push((*x, area.top));
        }
        Some(areas)
    }

    /// Whether a name and its leader at `x` keep clear of the others.
    fn fits(&self, area: &Area, x: f64, areas: &[Area], leaders: &[(f64, f64)]) -> bool {
        let crosses = |area: &Area, (at, top): (f64, f64)| {
            area.left - 2.5 < at && at < area.right + 4.0 && top < area.bottom - 0.1
        };
        self.plot.left <= area.left
            && area.right <= self.right
            && !areas.iter().any(|other| other.meets(area) || crosses(other, (x, area.top)))
            && !leaders.iter().any(|leader| crosses(area, *leader))
    }
}
