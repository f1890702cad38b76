//! The common form of histograms of returns: a strip of all paths above, so
//! that an atom of losses does not flatten the rest, and the bins below.

use super::delimiters;
use super::delimiters::Delimiter;
use crate::output::chart::{
    Area, Bin, GREY_TEXT, INK, Look, Page, Segment, Size, baseline, bin, go_on, grid,
    percent_ticks, strip, ticks_below,
};
use crate::output::format::small_percent;
use plotters::style::RGBColor;

impl Histogram {
    /// The share that the scale has room for.
    fn most(&self) -> f64 {
        if self.fullest <= 0.0 { 1.0 } else { self.fullest }
    }

    /// How high a bin is drawn.
    pub(super) fn drawn(&self, bin: &Bin) -> f64 {
        bin.share.min(self.most())
    }

    /// Says so where a bin holds more than a lent scale has room for.
    pub(super) fn cut(&self) -> Option<String> {
        let shares = self.bins.iter().map(|bin| bin.share).filter(|share| self.fullest < *share);
        let most = shares.fold(0.0, f64::max);
        (0.0 < most && 0.0 < self.fullest)
            .then(|| go_on("bins with a notch", &format!("to {}", small_percent(most))))
    }
}

/// A part of the strip with its share in words.
pub(super) fn segment(name: &str, share: f64, percent: String, colour: RGBColor) -> Segment {
    Segment { share, names: vec![format!("{name}: {percent}"), percent], colour }
}

/// Everything that a histogram draws.
pub(super) struct Histogram {
    pub(super) segments: Vec<Segment>,
    /// Texts under the two sides of the strip, and the share of the left one.
    pub(super) sides: (String, String, f64),
    pub(super) bins: Vec<Bin>,
    /// Share in the fullest bin of all charts on these axes.
    pub(super) fullest: f64,
    /// Places and names of ticks, the most wanted first.
    pub(super) ticks: Vec<(f64, String)>,
    pub(super) reference: f64,
    pub(super) delimiters: Vec<Delimiter>,
    /// What lies left and right of the axis, in words, longest first.
    pub(super) beyond: [(String, String); 2],
}

/// Draws the strip and the bins, and returns the rectangle of both.
pub(super) fn draw(page: &Page, histogram: &Histogram) -> Area {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let (height, gap) = if page.size == Size::Half { (1.8, 2.3) } else { (2.1, 3.0) };
    let top = page.frame.top + 0.5 * label;
    let strip =
        Area { left: page.frame.left, top, right: page.frame.right, bottom: top + height * label };
    strip::segments(page, strip, &histogram.segments);
    sides(page, strip, histogram);
    let plot = Area {
        left: page.frame.left + look.width("0.05%") + 6.0,
        top: strip.bottom + gap * label,
        right: page.frame.right - look.width("100%"),
        bottom: page.frame.bottom - 3.4 * label,
    };
    bins(page, plot, histogram);
    Area { top: strip.top, left: strip.left, right: strip.right, ..plot }
}

/// Brackets under the strip, with what each side of it means.
fn sides(page: &Page, strip: Area, histogram: &Histogram) {
    let (left, right, share) = &histogram.sides;
    let split = strip.left + share * strip.width();
    let ends = [[strip.left, split - 1.0], [split + 1.0, strip.right]];
    strip::sides(page, strip, ends, [left, right]);
}

fn bins(page: &Page, plot: Area, histogram: &Histogram) {
    let none = histogram.bins.iter().all(|bin| bin.share <= 0.0);
    let most = histogram.most();
    // The upper part is kept free for the names of delimiters.
    let axes = page.axes(plot, 0.0..1.0, 1.72 * most..0.0);
    let count = if page.size == Size::Half { 2 } else { 4 };
    grid(page, plot, &axes, &percent_ticks(1.03 * most, count));
    for one in histogram.bins.iter().filter(|bin| 0.0 < bin.share) {
        bin(page, plot, &axes, one, most);
    }
    baseline(page, plot);
    ticks_below(page, plot, &axes, &histogram.ticks);
    beyond(page, plot, histogram);
    let lines = delimiters::draw(page, plot, &axes, histogram);
    if none {
        no_path(page, plot, &lines);
    }
}

/// What lies beyond the axis on either side: the longest wording that fits.
fn beyond(page: &Page, plot: Area, histogram: &Histogram) {
    let look = Look::new(page.kind.label, GREY_TEXT);
    let fits = |(left, right): &&(String, String)| {
        look.width(left) + look.width(right) + page.kind.label <= page.frame.width()
    };
    let [_, shortest] = &histogram.beyond;
    let (left, right) = histogram.beyond.iter().find(fits).unwrap_or(shortest);
    let y = plot.bottom + 2.6 * page.kind.label;
    page.text_at(page.frame.left, y, look, left);
    page.text_at(page.frame.right, y, look.right(), right);
}

/// Says that all bins are empty, clear of the lines that cross the plot.
fn no_path(page: &Page, plot: Area, lines: &[f64]) {
    let look = Look::new(page.kind.label, INK).centred();
    let text = "no path on this axis";
    let half = 0.5 * look.width(text) + 4.0;
    let free = |x: &f64| !lines.iter().any(|line| x - half < *line && *line < x + half);
    let places = [0.25, 0.75, 0.5, 0.35, 0.65].map(|share| plot.left + share * plot.width());
    let x = places.into_iter().find(free).unwrap_or(places[0]);
    page.text_at(x, plot.bottom - 0.25 * plot.height(), look, text);
}
