//! From the returns of paths to a finished histogram.

use super::data::{Percentiles, Returns, percentile};
use crate::output::chart::{
    Bin, Chart, Domain, Histogram, Kind, Landmark, Metadata, Page, SPOKEN_OF, Scale, SharedAxes,
    Size, Span, Words, bin_edges, bins, cells, csv_of, listed, top_of,
};
use plotters::style::RGBColor;

/// The share that the axis of shares reaches.
pub(super) const FULLEST: Scale = Scale::Amount("fullest");

/// Edges of bins.
pub(super) const EDGES: Scale = Scale::Edges("edges");

/// The least share that the axis of shares reaches: one for all sizes but the smallest, whose bins
/// are twice as wide.
pub(super) fn least_top(size: Size, [usual, half]: [f64; 2]) -> f64 {
    if size == Size::Half { half } else { usual }
}

/// The value of a path of a run that is counted, if it is.
pub(super) type Counted<'a> = dyn Fn(&Returns<'_>, usize) -> Option<f64> + 'a;

/// What bins count.
pub(super) struct Counting<'a> {
    pub(super) axis: Span,
    /// Its ends, and values between them that no bin straddles, ascending.
    pub(super) cuts: Vec<f64>,
    /// What a bin is about as wide as.
    pub(super) width: f64,
    pub(super) value: &'a Counted<'a>,
    /// The colour of a bin that begins at a value.
    pub(super) colour: &'a dyn Fn(f64) -> RGBColor,
    /// The least share that the axis of shares reaches.
    pub(super) least_top: f64,
}

impl Counting<'_> {
    fn count(&self, one: &Returns<'_>, edges: &[f64]) -> Vec<Bin> {
        let hatched = one.by_rule().is_some();
        let value = |path: usize| Some(((self.value)(one, path)?, hatched && one.is_by_rule(path)));
        let paths = one.moic.len();
        bins((0..paths).filter_map(value), paths, edges, self.colour)
    }

    /// The bins of a run at their places on an axis from 0 to 1, their edges, and the share that
    /// the axis of shares reaches: all of them as they suit all runs beside it.
    pub(super) fn bins(
        &self,
        returns: &Returns<'_>,
        SharedAxes { set, like }: SharedAxes<'_, Returns<'_>>,
    ) -> (Vec<Bin>, Vec<f64>, f64) {
        let edges = EDGES.list(like).unwrap_or_else(|| bin_edges(&self.cuts, self.width));
        let top = FULLEST.amount(like).unwrap_or_else(|| {
            let all = set.iter().flat_map(|one| self.count(one, &edges));
            top_of(all.map(|bin| bin.share).fold(self.least_top, f64::max))
        });
        let placed = self.count(returns, &edges).into_iter().map(|bin| {
            let (from, to) = (self.axis.place(bin.from), self.axis.place(bin.to));
            Bin { from, to, ..bin }
        });
        (placed.collect(), edges, top)
    }
}

/// Places and words of the values of one axis.
pub(super) struct Marker<'a> {
    pub(super) place: &'a dyn Fn(f64) -> f64,
    pub(super) show: &'a dyn Fn(f64) -> String,
}

impl Marker<'_> {
    /// Percentiles: the median and the ninth tenth matter most.
    pub(super) fn percentiles(
        &self,
        percentiles: &Percentiles,
        percents: [u32; 4],
    ) -> Vec<Landmark> {
        let one = |percent: u32| {
            let (name, rank) = match percent {
                50 => ("median".to_owned(), 0),
                90 => ("P90".to_owned(), 1),
                95 => ("P95".to_owned(), 4),
                _ => (format!("P{percent}"), 3),
            };
            let value = percentile(percentiles, percent).value;
            let (place, value) = ((self.place)(value), (self.show)(value));
            Landmark { place, name, value, dotted: false, rank, turn: percent }
        };
        percents.map(one).to_vec()
    }

    /// What a value is held against, by its name.
    pub(super) fn reference(&self, value: f64, name: &str) -> Landmark {
        let (place, value) = ((self.place)(value), (self.show)(value));
        Landmark { place, name: name.to_owned(), value, dotted: false, rank: 0, turn: 0 }
    }

    /// The mean, dotted.
    pub(super) fn mean(&self, value: f64) -> Landmark {
        let (place, value) = ((self.place)(value), (self.show)(value));
        let name = "mean".to_owned();
        Landmark { place, name, value, dotted: true, rank: SPOKEN_OF, turn: 100 }
    }
}

/// Subtitles of a histogram; `what` is said of its axis.
pub(super) fn subtitles(measure: &str, what: &str) -> Vec<String> {
    let strip = format!("trip of all paths by {measure}; below, share of paths");
    vec![format!("S{strip} in each bin{what}"), format!("S{strip} per bin{what}")]
}

/// The measure of a histogram, and the values at the places of its axis, which
/// runs from 0 to 1.
pub(super) struct Measure<'a> {
    pub(super) name: &'static str,
    /// The kind of chart, as on the command line.
    pub(super) kind: &'static Kind,
    pub(super) value_at: &'a dyn Fn(f64) -> f64,
    /// What pictures drawn like this one need beside the fullest bin.
    pub(super) domains: Vec<Domain>,
    /// A value that so many paths have that they are in the strip only, with their share.
    pub(super) atom: Option<(f64, f64)>,
}

/// Draws a histogram with its words.
pub(super) fn finish(
    measure: Measure<'_>,
    size: Size,
    words: Words<'_>,
    histogram: &Histogram,
) -> Chart {
    let words = words.note_first(histogram.cut());
    let page = Page::new(size, &words, size.subtitle_lines());
    let plot = histogram.draw(&page);
    let Measure { name, kind, value_at, mut domains, atom } = measure;
    let rows = histogram.bins.iter();
    let rows = rows.map(|bin| cells([value_at(bin.from), value_at(bin.to), bin.share]));
    let atom = atom.map(|(value, share)| cells([value, value, share]));
    let csv = csv_of(["from", "to", "share_of_paths"], rows.chain(atom));
    let parts = histogram.segments.iter().filter_map(|part| part.names.first().cloned());
    let marks = listed(histogram.landmarks.iter().map(Landmark::text), ", ");
    let beyond = histogram.beyond.texts(0).into_iter().filter(|text| !text.is_empty());
    let facts = [format!("Shares of paths: {}", listed(parts, ", ")), marks, listed(beyond, ", ")];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let alt_text = format!("Strip and histogram of {name}. {}.", listed(facts, ". "));
    domains.push(FULLEST.tells([histogram.most()]));
    page.finish(&words, plot, Metadata { kind, alt_text, csv, domains })
}
