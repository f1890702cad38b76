//! What is said around the bands of outcomes, with their numbers.

use super::band_rows::Longest;
use super::bands::{BANDS_OF_MOIC, BARS, KIND};
use super::bins::{BAND_NAMES, Bands};
use super::data::Returns;
use super::notes::returns_notes;
use super::titles;
use crate::output::chart::{Metadata, Words, cells, csv_of, short_name};
use crate::output::format::part;

pub(super) fn words<'a>(returns: &Returns<'a>, bands: &Bands, cut: Option<String>) -> Words<'a> {
    let name = short_name(returns.provenance);
    let intervals = "bands include their lower end";
    let mut notes = returns_notes(returns, &bands.shares);
    if !bands.maximum_is_shown() {
        notes.push(format!("best path {}", crate::output::format::moic(bands.maximum)));
    }
    if let Some(cut) = cut {
        notes.insert(0, cut);
    }
    Words {
        provenance: returns.provenance,
        titles: titles::losses(returns, bands),
        subtitles: vec![
            format!("{name}: paths by multiple on invested capital (MOIC); {intervals}"),
            format!("{name}: paths by MOIC; {intervals}"),
            format!("Paths by MOIC; {intervals}"),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

pub(super) fn metadata(returns: &Returns<'_>, bands: &Bands, most: &Longest) -> Metadata {
    let row = |name: &str, numbers: [f64; 2]| [vec![name.to_owned()], cells(numbers)].concat();
    let rows = BAND_NAMES.iter().enumerate();
    let rows = rows.map(|(i, name)| row(name, [bands.shares[i], bands.proceeds[i]]));
    let nothing = row("exactly 0x", [returns.total_loss.value, 0.0]);
    let csv = csv_of(["band", "share_of_paths", "share_of_proceeds"], rows.chain([nothing]));
    let texts: Vec<String> = BAND_NAMES
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let share = part(bands.share_percents[i], bands.shares[i]);
            let proceeds = part(bands.proceeds_percents[i], bands.proceeds[i]);
            format!("{name}: {share} of paths, {proceeds} of proceeds")
        })
        .collect();
    let alt_text = format!(
        "Bar chart of paths by multiple on invested capital. {}. Exactly 0x: {}.",
        texts.join("; "),
        part(bands.total_loss_percent, returns.total_loss.value)
    );
    let edges = super::bins::BAND_EDGES.to_vec();
    Metadata {
        kind: &KIND,
        alt_text,
        csv,
        domains: vec![BANDS_OF_MOIC.tells(edges), BARS.tells([most.share, most.proceeds])],
    }
}
