//! What is said around a picture, and what accompanies it.

use super::kind::Kind;
use super::provenance::Provenance;
use super::scale::Domain;

/// What a chart says around its picture. Titles and subtitles are given from
/// the longest to the shortest wording; the first that fits is printed.
pub(in crate::output) struct Words<'a> {
    pub(in crate::output) provenance: &'a Provenance,
    pub(in crate::output) titles: Vec<String>,
    pub(in crate::output) subtitles: Vec<String>,
    /// How the figures are to be taken; empty where the notes say so.
    pub(in crate::output) basis: &'a str,
    pub(in crate::output) notes: Vec<String>,
}

impl Words<'_> {
    /// Puts first what must be read even where notes are left out.
    pub(in crate::output) fn note_first(mut self, note: Option<String>) -> Self {
        self.notes.splice(0..0, note);
        self
    }
}

/// What accompanies the picture.
pub(in crate::output) struct Metadata {
    pub(in crate::output) kind: &'static Kind,
    pub(in crate::output) alt_text: String,
    pub(in crate::output) csv: String,
    /// What it tells of its scales, all of which its kind has declared.
    pub(in crate::output) domains: Vec<Domain>,
}
