//! Values marked over bins: a leader from the name of each down to the axis.

use super::colours::{INK, PAPER};
use super::display::Area;
use super::look::Look;
use super::plot::Plot;
use plotters::style::RGBColor;

/// A value marked over the bins; the place is on an axis from 0 to 1.
#[derive(Clone)]
pub(in crate::output) struct Landmark {
    pub(in crate::output) place: f64,
    pub(in crate::output) name: String,
    /// As printed.
    pub(in crate::output) value: String,
    pub(in crate::output) dotted: bool,
    /// Those of a high rank are left out first where names do not fit.
    pub(in crate::output) rank: usize,
    /// Its turn among marks of one place.
    pub(in crate::output) turn: u32,
}

/// Titles speak of nothing that ranks higher.
pub(in crate::output) const SPOKEN_OF: usize = 2;

impl Landmark {
    /// Its name and value, as printed.
    pub(in crate::output) fn text(&self) -> String {
        format!("{} {}", self.name, self.value)
    }
}

/// Those on the axis, from left to right; marks of one place and value share a
/// leader.
pub(in crate::output) fn on_axis(marks: impl Iterator<Item = Landmark>) -> Vec<Landmark> {
    let mut marks: Vec<Landmark> = marks.filter(|mark| (0.0..=1.0).contains(&mark.place)).collect();
    marks.sort_by(|a, b| a.place.total_cmp(&b.place).then(a.turn.cmp(&b.turn)));
    let mut merged: Vec<Landmark> = Vec::new();
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
/// and returns where their leaders stand. `bar` says how high the bar at a place is, in points
/// from the top, and what colour text has on it.
pub(in crate::output) fn draw(
    plot: &Plot<'_>,
    landmarks: &[Landmark],
    reference: f64,
    bar: impl Fn(f64) -> (f64, RGBColor),
) -> Vec<f64> {
    let (page, area) = (plot.page, plot.area);
    let reference = plot.at((reference, 0.0)).0;
    let marks: Vec<Marked<'_>> =
        landmarks.iter().map(|mark| (plot.at((mark.place, 0.0)).0, mark)).collect();
    let look = page.look(INK);
    let field = |reference| Field { look, plot: area, right: page.frame.right, reference };
    let whole = field(Some(reference)).as_many_as_fit(&marks);
    // Rather a shorter line of reference than no name for what titles speak of.
    let shown = |(marks, _): &(Vec<Marked<'_>>, _)| {
        marks.iter().filter(|(_, mark)| mark.rank <= SPOKEN_OF).count()
    };
    let cut = field(None).as_many_as_fit(&marks);
    let (marks, areas) = if shown(&whole) < shown(&cut) { cut } else { whole };
    let crossed = areas.iter().filter(|a| a.left - 2.0 < reference && reference < a.right + 2.0);
    let top = crossed.map(|area| area.bottom).fold(area.top, f64::max);
    page.line(&[(reference, top), (reference, area.bottom)], 1.0, INK);
    for ((x, mark), name) in marks.iter().zip(&areas) {
        let (bar_top, on_bar) = bar(mark.place);
        leader(plot, *x, [name.top, bar_top], mark.dotted, on_bar);
        page.rect(Area { left: name.left - 1.0, right: name.right + 1.0, ..*name }, PAPER);
        page.text_at(name.left, 0.5 * (name.top + name.bottom), look, &mark.text());
    }
    std::iter::once(reference).chain(marks.iter().map(|(x, _)| *x)).collect()
}

/// A mark and where its leader stands.
type Marked<'a> = (f64, &'a Landmark);

/// A leader goes down to the axis, light where it crosses a dark bar.
fn leader(plot: &Plot<'_>, x: f64, [top, bar]: [f64; 2], dotted: bool, on_bar: RGBColor) {
    for (from, to, colour) in [(top, bar, INK), (bar, plot.area.bottom, on_bar)] {
        match dotted {
            _ if to <= from => {}
            true => plot.page.dashes(&[(x, from), (x, to)], 0.75, colour, (1.0, 1.6)),
            false => plot.page.line(&[(x, from), (x, to)], 0.5, colour),
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
