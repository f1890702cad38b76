//! From the figures of a histogram to a finished chart.

use super::data::Returns;
use super::histogram::{Histogram, draw};
use crate::output::chart::display::Chart;
use crate::output::chart::like::Domains;
use crate::output::chart::page::{Metadata, Page, Words};
use crate::output::chart::size::Size;
use crate::output::chart::words::short_name;

/// The measure of a histogram, and the values at the places of its axis, which
/// runs from 0 to 1.
pub(super) struct Measure<'a> {
    pub(super) name: &'static str,
    /// The kind of chart, as on the command line.
    pub(super) kind: &'static str,
    pub(super) value_at: &'a dyn Fn(f64) -> f64,
    /// What pictures drawn like this one need beyond its axis.
    pub(super) domains: Vec<(&'static str, Vec<f64>)>,
}

/// Share in the fullest bin of the charts on the axes of another picture.
pub(super) fn lent_fullest(domains: &Domains) -> Option<f64> {
    domains.amount("fullest")
}

/// Edges of bins over an axis, of another picture.
pub(super) fn lent_edges(domains: &Domains, (low, high): (f64, f64)) -> Option<Vec<f64>> {
    let edges = domains.edges("edges")?;
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (high - low);
    (near(edges[0], low) && near(edges[edges.len() - 1], high)).then_some(edges)
}

/// Draws a histogram with its words.
pub(super) fn finish(
    measure: &Measure<'_>,
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

fn metadata(measure: &Measure<'_>, histogram: &Histogram) -> Metadata {
    let value = measure.value_at;
    let mut csv = "from,to,share_of_paths\n".to_owned();
    for bin in &histogram.bins {
        csv += &format!("{},{},{}\n", value(bin.from), value(bin.to), bin.share);
    }
    let parts: Vec<&str> =
        histogram.segments.iter().filter_map(|s| s.names.first()).map(String::as_str).collect();
    let mut facts = vec![format!("Shares of paths: {}", parts.join(", "))];
    let marks: Vec<String> = histogram.delimiters.iter().map(|mark| mark.text()).collect();
    let (left, right) = &histogram.beyond[0];
    let outside = [left, right].into_iter().filter(|text| !text.is_empty()).cloned();
    let beyond: Vec<String> = outside.collect();
    facts.extend([marks, beyond].into_iter().filter(|f| !f.is_empty()).map(|f| f.join(", ")));
    let alt_text = format!("Strip and histogram of {}. {}.", measure.name, facts.join(". "));
    let mut domains = measure.domains.clone();
    // A scale without any path is one of all of them.
    let fullest = if 0.0 < histogram.fullest { histogram.fullest } else { 1.0 };
    domains.push(("fullest", vec![fullest]));
    Metadata { kind: measure.kind, alt_text, csv, domains }
}
