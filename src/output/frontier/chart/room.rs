//! Where words fit between the curves of the frontier.

use super::plane::Plane;
use crate::output::chart::{Area, Look, Page};

/// A curve as drawn, in points: closed form and simulation, of which either may
/// be the higher one.
pub(super) struct Curve {
    lines: [Vec<(f64, f64)>; 2],
    /// Where there is none: the foot of the plot.
    foot: f64,
}

impl Curve {
    pub(super) fn of(plane: &Plane<'_>, mixed: bool) -> Self {
        let Plane { axes, span, study, .. } = plane;
        let place = |ratio: f64, premium: Option<f64>| Some(axes.at(ratio, span.nearest(premium?)));
        let closed = study.curve.iter().filter_map(|(ratio, closed)| {
            place(*ratio, if mixed { closed.mixed } else { Some(closed.premium) })
        });
        let simulated = study.points.iter().filter_map(|point| {
            let figure = if mixed { point.mixed } else { point.premium };
            place(point.ratio, figure.map(|one| one.value))
        });
        Self { lines: [closed.collect(), simulated.collect()], foot: axes.at(0.0, 0.0).1 }
    }

    /// The upper of both lines at `x`; a smaller number is higher.
    pub(super) fn highest(&self, x: f64) -> f64 {
        self.at(x, f64::min)
    }

    /// The lower of both lines at `x`.
    pub(super) fn lowest(&self, x: f64) -> f64 {
        self.at(x, f64::max)
    }

    fn at(&self, x: f64, choose: fn(f64, f64) -> f64) -> f64 {
        self.lines.iter().filter_map(|line| height(line, x)).reduce(choose).unwrap_or(self.foot)
    }
}

/// The height of a line at `x`, between its ends.
fn height(line: &[(f64, f64)], x: f64) -> Option<f64> {
    let pair = line.windows(2).find(|pair| pair[0].0 <= x && x <= pair[1].0)?;
    let share = (x - pair[0].0) / (pair[1].0 - pair[0].0).max(1e-9);
    Some(pair[0].1 + share * (pair[1].1 - pair[0].1))
}

/// Words centred on a place, on white, so that no grid line runs through them.
pub(super) fn padded(page: &Page, (x, y): (f64, f64), look: Look, text: &str) {
    page.text_on_white((x, y), look, text, (2.0, 0.62 * look.size));
}

/// The room for words.
pub(super) struct Room<'a> {
    pub(super) page: &'a Page,
    pub(super) plot: Area,
    /// Where the plan's own mark stands.
    pub(super) own: Option<f64>,
}

/// A height at each place.
type Edge<'a> = &'a dyn Fn(f64) -> f64;

impl Room<'_> {
    /// Writes the longest of the wordings that fits between an upper and a
    /// lower edge, where there is most room; none where none fits.
    pub(super) fn name(&self, edges: (Edge<'_>, Edge<'_>), look: Look, wordings: &[&str]) {
        let look = look.centred();
        for text in wordings {
            if let Some(place) = self.place(edges, look, text) {
                padded(self.page, place, look, text);
                return;
            }
        }
    }

    fn place(
        &self,
        (upper, lower): (Edge<'_>, Edge<'_>),
        look: Look,
        text: &str,
    ) -> Option<(f64, f64)> {
        let half = 0.5 * look.width(text) + 4.0;
        let least = 2.0 * look.size;
        let mut best: Option<(f64, (f64, f64))> = None;
        let steps = 60;
        let (first, last) = (self.plot.left + half, self.plot.right - half);
        for step in 0..=steps {
            let x = first + (last - first) * f64::from(step) / f64::from(steps);
            let places = [-1.0, -0.5, 0.0, 0.5, 1.0].map(|part| x + part * half);
            let top = places.iter().map(|x| upper(*x)).fold(self.plot.top, f64::max);
            let bottom = places.iter().map(|x| lower(*x)).fold(self.plot.bottom, f64::min);
            let (room, at) = (bottom - top, (x, 0.5 * (top + bottom)));
            let clear = self.own.is_none_or(|own| half < (own - x).abs());
            let better = best.is_none_or(|(most, _)| most + 0.5 < room);
            if least < room && better && clear && self.page.is_free(at, look, text, 4.0) {
                best = Some((room, at));
            }
        }
        best.map(|(_, at)| at)
    }
}
