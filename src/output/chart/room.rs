//! Where words fit between the curves of a plot.

use super::look::Look;
use super::page::Page;
use super::plot::Plot;

/// Places at which the room for words is measured, but one.
const STEPS: u32 = 60;

/// A curve as drawn, in points: several lines, of which any may be the highest.
pub(in crate::output) struct Curve {
    pub(in crate::output) lines: Vec<Vec<(f64, f64)>>,
    /// Where there is none.
    pub(in crate::output) foot: f64,
}

impl Curve {
    /// The upper of its lines at `x`; a smaller number is higher.
    pub(in crate::output) fn highest(&self, x: f64) -> f64 {
        self.at(x, f64::min)
    }

    /// The lower of its lines at `x`.
    pub(in crate::output) fn lowest(&self, x: f64) -> f64 {
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
pub(in crate::output) fn padded(page: &Page, place: (f64, f64), look: Look, text: &str) {
    page.text_on_white(place, look, text, (2.0, 0.62 * look.size));
}

/// What lies between two heights, each of them one at each place.
pub(in crate::output) struct Region<'a> {
    pub(in crate::output) upper: &'a dyn Fn(f64) -> f64,
    pub(in crate::output) lower: &'a dyn Fn(f64) -> f64,
    /// An upright line that no words cross.
    pub(in crate::output) line: Option<f64>,
}

impl Region<'_> {
    /// Writes the longest of the wordings that fits, where there is most room; none where none
    /// fits.
    pub(in crate::output) fn name(&self, plot: &Plot<'_>, look: Look, wordings: &[&str]) {
        let look = look.centred();
        let places = wordings.iter().map(|text| (text, self.place(plot, look, text)));
        if let Some((text, place)) = places.filter_map(|(text, at)| Some((text, at?))).next() {
            padded(plot.page, place, look, text);
        }
    }

    fn place(&self, plot: &Plot<'_>, look: Look, text: &str) -> Option<(f64, f64)> {
        let half = 0.5 * look.width(text) + 4.0;
        let least = 2.0 * look.size;
        let mut best: Option<(f64, (f64, f64))> = None;
        let (first, last) = (plot.area.left + half, plot.area.right - half);
        for step in 0..=STEPS {
            let x = first + (last - first) * f64::from(step) / f64::from(STEPS);
            let places = [-1.0, -0.5, 0.0, 0.5, 1.0].map(|part| x + part * half);
            let top = places.iter().map(|x| (self.upper)(*x)).fold(plot.area.top, f64::max);
            let bottom = places.iter().map(|x| (self.lower)(*x)).fold(plot.area.bottom, f64::min);
            let (room, at) = (bottom - top, (x, 0.5 * (top + bottom)));
            let clear = self.line.is_none_or(|line| half < (line - x).abs());
            let better = best.is_none_or(|(most, _)| most + 0.5 < room);
            if least < room && better && clear && plot.page.is_free(at, look, text, 4.0) {
                best = Some((room, at));
            }
        }
        best.map(|(_, at)| at)
    }
}
