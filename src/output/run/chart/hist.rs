//! From the returns of paths to a finished histogram.

use super::data::{Percentiles, Returns, percentile};
use crate::output::chart::{
    Bin, Chart, Domain, Histogram, Kind, Landmark, Metadata, Page, SPOKEN_OF, Scale, SharedAxes,
    Size, Span, Words, bin_edges, bins, cells, csv_of, listed, short_name,
};
use plotters::style::RGBColor;

/// Share in the fullest bin of the charts on the same axes.
pub(super) const FULLEST: Scale = Scale::Amount("fullest");

/// Edges of bins.
pub(super) const EDGES: Scale = Scale::Edges("edges");

/// What bins count.
pub(super) struct Counting<'a> {
    pub(super) axis: Span,
    /// Its ends, and values between them that no bin straddles, ascending.
    pub(super) cuts: Vec<f64>,
    /// How widths of bins are rounded.
    pub(super) round: fn(f64) -> f64,
    /// The values of a run that lie on the axis.
    pub(super) values: &'a dyn Fn(&Returns<'_>) -> Vec<f64>,
    /// The colour of a bin that begins at a value.
    pub(super) colour: &'a dyn Fn(f64) -> RGBColor,
}

impl Counting<'_> {
    fn count(&self, one: &Returns<'_>, edges: &[f64]) -> Vec<Bin> {
        bins(&(self.values)(one), one.moic.len(), edges, self.colour)
    }

    /// The bins of a run at their places on an axis from 0 to 1, their edges, and the share in the
    /// fullest: all of them as they suit all runs beside it.
    pub(super) fn bins(
        &self,
        returns: &Returns<'_>,
        SharedAxes { set, like }: SharedAxes<'_, Returns<'_>>,
        size: Size,
    ) -> (Vec<Bin>, Vec<f64>, f64) {
        let own = || {
            let all = set.iter().flat_map(|one| (self.values)(one)).collect();
            bin_edges(all, &self.cuts, self.round, size)
        };
        let edges = EDGES.list(like).unwrap_or_else(own);
        let fullest = FULLEST.amount(like).unwrap_or_else(|| {
            let all = set.iter().flat_map(|one| self.count(one, &edges));
            all.map(|bin| bin.share).fold(0.0, f64::max)
        });
        let placed = self.count(returns, &edges).into_iter().map(|bin| {
            let (from, to) = (self.axis.place(bin.from), self.axis.place(bin.to));
            Bin { from, to, ..bin }
        });
        (placed.collect(), edges, fullest)
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

    /// The mean, dotted.
    pub(super) fn mean(&self, value: f64) -> Landmark {
        let (place, value) = ((self.place)(value), (self.show)(value));
        let name = "mean".to_owned();
        Landmark { place, name, value, dotted: true, rank: SPOKEN_OF, turn: 100 }
    }
}

/// Subtitles of a histogram; `line` says what its upright line marks.
pub(super) fn subtitles(returns: &Returns<'_>, measure: &str, line: &str) -> Vec<String> {
    let name = short_name(returns.provenance);
    let strip = format!("trip of all paths by {measure}; below, share of paths");
    vec![
        format!("{name}: s{strip} in each bin, {line}"),
        format!("S{strip} in each bin, {line}"),
        format!("S{strip} per bin, {line}"),
    ]
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
    let Measure { name, kind, value_at, mut domains } = measure;
    let rows = histogram.bins.iter();
    let rows = rows.map(|bin| cells([value_at(bin.from), value_at(bin.to), bin.share]));
    let csv = csv_of(["from", "to", "share_of_paths"], rows);
    let parts = histogram.segments.iter().filter_map(|part| part.names.first().cloned());
    let marks = listed(histogram.landmarks.iter().map(Landmark::text), ", ");
    let beyond = histogram.beyond.texts(0).into_iter().filter(|text| !text.is_empty());
    let facts = [format!("Shares of paths: {}", listed(parts, ", ")), marks, listed(beyond, ", ")];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let alt_text = format!("Strip and histogram of {name}. {}.", listed(facts, ". "));
    domains.push(FULLEST.tells([histogram.most()]));
    page.finish(&words, plot, Metadata { kind, alt_text, csv, domains })
}
