//! The common form of histograms of returns: a strip of all paths above, so
//! that an atom of losses does not flatten the rest, and the bins below.

use super::bins::{Bin, bin};
use super::colours::{GREY_TEXT, INK, text_on};
use super::display::Area;
use super::landmarks::{self, Landmark};
use super::page::Page;
use super::plot::Plot;
use super::span::{Span, go_on};
use super::strip::{self, Segment};
use super::ticks::percent_ticks;
use crate::output::format::small_percent;

/// Everything that a histogram draws; its axis is from 0 to 1.
pub(in crate::output) struct Histogram {
    pub(in crate::output) segments: Vec<Segment>,
    /// Texts under the two sides of the strip, and the share of the left one.
    pub(in crate::output) sides: ([String; 2], f64),
    pub(in crate::output) bins: Vec<Bin>,
    /// Share in the fullest bin of all charts on these axes.
    pub(in crate::output) fullest: f64,
    /// Places and names of ticks, the most wanted first.
    pub(in crate::output) ticks: Vec<(f64, String)>,
    pub(in crate::output) reference: f64,
    pub(in crate::output) landmarks: Vec<Landmark>,
    pub(in crate::output) beyond: Outside,
}

/// What lies left and right of an axis, each in a long and a short wording.
#[derive(Default)]
pub(in crate::output) struct Outside {
    left: [Vec<String>; 2],
    right: [Vec<String>; 2],
}

impl Outside {
    /// Left of it lies this too.
    pub(in crate::output) fn left(&mut self, long: String, short: String) {
        self.left[0].push(long);
        self.left[1].push(short);
    }

    /// Right of it lies this too.
    pub(in crate::output) fn right(&mut self, long: String, short: String) {
        self.right[0].push(long);
        self.right[1].push(short);
    }

    /// Right of it lie such a share above its end and the best path.
    pub(in crate::output) fn best(&mut self, over: f64, top: &str, best: &str) {
        let best = format!("best {best}");
        if 0.0 < over {
            let over = small_percent(over);
            self.right(format!("{over} above {top}, {best}"), format!(">{top}: {over}, {best}"));
        } else {
            self.right(best.clone(), best);
        }
    }

    /// Both sides, in the long wording or in the short one.
    pub(in crate::output) fn texts(&self, wording: usize) -> [String; 2] {
        [&self.left, &self.right].map(|side| side[wording].join("; "))
    }
}

impl Histogram {
    /// The share that the scale has room for; one without any path is of all of them.
    pub(in crate::output) fn most(&self) -> f64 {
        if self.fullest <= 0.0 { 1.0 } else { self.fullest }
    }

    /// Says so where a bin holds more than a lent scale has room for.
    pub(in crate::output) fn cut(&self) -> Option<String> {
        let shares = self.bins.iter().map(|bin| bin.share).filter(|share| self.fullest < *share);
        let most = shares.fold(0.0, f64::max);
        (0.0 < most && 0.0 < self.fullest)
            .then(|| go_on("bins with a notch", &format!("to {}", small_percent(most))))
    }

    /// Draws the strip and the bins, and returns the rectangle of both.
    pub(in crate::output) fn draw(&self, page: &Page) -> Area {
        let (label, look) = (page.kind.label, page.look(INK));
        let (height, gap) = if page.is_half() { (1.8, 2.3) } else { (2.1, 3.0) };
        let strip = page.inside([0.0, 0.5 * label, 0.0, 0.0]);
        let strip = Area { bottom: strip.top + height * label, ..strip };
        strip::segments(page, strip, &self.segments);
        let ([left, right], share) = &self.sides;
        let split = strip.left + share * strip.width();
        let ends = [[strip.left, split - 1.0], [split + 1.0, strip.right]];
        strip::sides(page, strip, ends, [left, right]);
        let sides = page.inside([look.width("0.05%") + 6.0, 0.0, look.width("100%"), 3.4 * label]);
        let area = Area { top: strip.bottom + gap * label, ..sides };
        // The upper part is kept free for names.
        self.bins(&Plot::new(page, area, Span::UNIT, Span::to(1.72 * self.most())));
        Area { bottom: area.bottom, ..strip }
    }

    fn bins(&self, plot: &Plot<'_>) {
        let most = self.most();
        plot.grid(&percent_ticks(1.03 * most, if plot.page.is_half() { 2 } else { 4 }));
        for one in self.bins.iter().filter(|bin| 0.0 < bin.share) {
            bin(plot, one, most);
        }
        plot.baseline();
        plot.ticks(self.ticks.clone());
        self.outside(plot);
        let bar = |place: f64| {
            let bar = self.bins.iter().find(|bin| bin.from <= place && place < bin.to);
            bar.map_or((plot.area.bottom, INK), |bin| {
                (plot.at((place, bin.share.min(most))).1, text_on(bin.colour))
            })
        };
        let lines = landmarks::draw(plot, &self.landmarks, self.reference, bar);
        if self.bins.iter().all(|bin| bin.share <= 0.0) {
            no_path(plot, &lines);
        }
    }

    /// What lies beyond the axis on either side: the longest wording that fits.
    fn outside(&self, plot: &Plot<'_>) {
        let page = plot.page;
        let look = page.look(GREY_TEXT);
        let fits = |[left, right]: &[String; 2]| {
            look.width(left) + look.width(right) + page.kind.label <= page.frame.width()
        };
        let wordings = [self.beyond.texts(0), self.beyond.texts(1)];
        let [left, right] = wordings.iter().find(|texts| fits(texts)).unwrap_or(&wordings[1]);
        let y = plot.area.bottom + 2.6 * page.kind.label;
        let room = page.frame.width() - look.width(right) - page.kind.label;
        page.text_at(page.frame.left, y, look, &look.cut(left, room));
        page.text_at(page.frame.right, y, look.right(), right);
    }
}

/// Says that all bins are empty, clear of the lines that cross the plot.
fn no_path(plot: &Plot<'_>, lines: &[f64]) {
    let (page, area) = (plot.page, plot.area);
    let look = page.look(INK).centred();
    let text = "no path on this axis";
    let half = 0.5 * look.width(text) + 4.0;
    let free = |x: &f64| !lines.iter().any(|line| x - half < *line && *line < x + half);
    let places = [0.25, 0.75, 0.5, 0.35, 0.65].map(|share| area.left + share * area.width());
    let x = places.into_iter().find(free).unwrap_or(places[0]);
    page.text_at(x, area.bottom - 0.25 * area.height(), look, text);
}
