//! From the figures of a histogram to a finished chart.

use super::data::Returns;
use super::histogram::{Histogram, draw};
use crate::output::chart::{
    Chart, Domain, Domains, Kind, Metadata, Page, Scale, Size, Span, Words, cells, csv_of,
    short_name,
};

/// The measure of a histogram, and the values at the places of its axis, which
/// runs from 0 to 1.
pub(super) struct Measure<'a> {
    pub(super) name: &'static str,
    /// The kind of chart, as on the command line.
    pub(super) kind: &'static Kind,
    pub(super) value_at: &'a dyn Fn(f64) -> f64,
    /// What pictures drawn like this one need beyond its axis.
    pub(super) domains: Vec<Domain>,
}

/// Share in the fullest bin of the charts on the same axes.
pub(super) const FULLEST: Scale = Scale::Amount("fullest");

/// Edges of bins.
pub(super) const EDGES: Scale = Scale::Edges("edges");

/// Whether the bins of a picture lie over an axis as a whole.
pub(super) fn bins_are_over(axis: Span, domains: &Domains) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (axis.high - axis.low);
    EDGES
        .values(Some(domains))
        .is_some_and(|edges| near(edges[0], axis.low) && near(edges[edges.len() - 1], axis.high))
}

/// Draws a histogram with its words.
pub(super) fn finish(
    measure: Measure<'_>,
    size: Size,
    words: &Words<'_>,
    histogram: &Histogram,
) -> Chart {
    let page = Page::new(size, words, if size == Size::Half { 2 } else { 1 });
    let plot = draw(&page, histogram);
    page.finish(words, plot, metadata(measure, histogram))
}

/// Subtitles of a histogram; `line` says what its upright line marks.
pub(super) fn subtitles(returns: &Returns<'_>, measure: &str, line: &str) -> Vec<String> {
    let name = short_name(returns.provenance);
    vec![
        format!(
            "{name}: strip of all paths by {measure}; below, share of paths in each bin, {line}"
        ),
        format!("Strip of all paths by {measure}; below, share of paths in each bin, {line}"),
        format!("Strip of all paths by {measure}; below, share of paths per bin, {line}"),
    ]
}

fn metadata(measure: Measure<'_>, histogram: &Histogram) -> Metadata {
    let value = measure.value_at;
    let rows = histogram.bins.iter();
    let rows = rows.map(|bin| cells([value(bin.from), value(bin.to), bin.share]));
    let csv = csv_of(["from", "to", "share_of_paths"], rows);
    let parts: Vec<&str> =
        histogram.segments.iter().filter_map(|s| s.names.first()).map(String::as_str).collect();
    let mut facts = vec![format!("Shares of paths: {}", parts.join(", "))];
    let marks: Vec<String> = histogram.delimiters.iter().map(|mark| mark.text()).collect();
    let (left, right) = &histogram.beyond[0];
    let outside = [left, right].into_iter().filter(|text| !text.is_empty()).cloned();
    let beyond: Vec<String> = outside.collect();
    facts.extend([marks, beyond].into_iter().filter(|f| !f.is_empty()).map(|f| f.join(", ")));
    let alt_text = format!("Strip and histogram of {}. {}.", measure.name, facts.join(". "));
    let mut domains = measure.domains;
    // A scale without any path is one of all of them.
    let fullest = if 0.0 < histogram.fullest { histogram.fullest } else { 1.0 };
    domains.push(FULLEST.tells([fullest]));
    Metadata { kind: measure.kind, alt_text, csv, domains }
}
