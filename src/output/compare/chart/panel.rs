//! One picture with a chart of each scenario beside the others, all on the same axes.

use crate::output::chart::provenance::Provenance;
use crate::output::chart::{Area, Chart, Kind, Metadata, Page, Size, Words, joined_csv};
use crate::output::format::plural;

/// Most scenarios of one picture: what a page has room for.
pub const MOST: usize = 6;

/// Pictures beside each other.
const COLUMNS: usize = 2;

/// A chart of one scenario, in the size of half a page's width.
pub struct Cell<'a> {
    /// What the scenario is called in the comparison.
    pub label: &'a str,
    /// The chart.
    pub chart: Chart,
}

/// Puts charts beside and below each other; of `all` scenarios some may be left out.
pub fn panel(run: &Provenance, cells: &[Cell<'_>], all: usize) -> Chart {
    let words = words(run, cells.len(), all);
    let page = Page::new(Size::Panel(cells.len() as u8), &words, 1);
    let plot = Area { top: page.frame.top + 3.0, ..page.frame };
    let described = cells.iter().map(|cell| format!("{}: {}", cell.label, cell.chart.alt_text()));
    let metadata = Metadata {
        kind: &KIND,
        alt_text: described.collect::<Vec<_>>().join(" "),
        csv: joined_csv("scenario", cells.iter().map(|cell| (cell.label, cell.chart.csv()))),
        domains: Vec::new(),
    };
    let mut panel = page.finish(&words, plot, metadata);
    let (wide, high) = Size::Half.points();
    for (place, cell) in cells.iter().enumerate() {
        let left = (place % COLUMNS) as f64 * wide;
        let top = plot.top + (place / COLUMNS) as f64 * high;
        panel.marks.extend(cell.chart.marks.iter().map(|mark| mark.moved(left, top)));
    }
    panel
}

/// A chart of each scenario in one picture.
pub static KIND: Kind = Kind { name: "panel", ..Kind::PLAIN };

/// What all have in common; what each shows stands above its own chart.
fn words(run: &Provenance, drawn: usize, all: usize) -> Words<'_> {
    let of = match all {
        all if all == drawn => plural(all as u64, "scenario"),
        all => format!("The first {drawn} of {}", plural(all as u64, "scenario")),
    };
    Words {
        provenance: run,
        titles: vec![format!("{of} on the same draws and on the same axes")],
        subtitles: vec!["Each chart has its own finding above it".to_owned()],
        basis: "",
        notes: Vec::new(),
    }
}
