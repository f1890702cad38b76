//! What is said around a picture, and what accompanies it.

use super::kind::Kind;
use super::provenance::Provenance;
use super::scale::Domain;
use super::size::Size;

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

/// Version of what pictures tell of themselves: higher where an older program
/// would take it wrongly.
pub(super) const LAYOUT: u64 = 1;

/// The run, the picture's kind and size, what it is `of` where its kind shows
/// different things, and the spans of the axes, for programs.
pub(super) fn provenance_json(
    run: &Provenance,
    metadata: &Metadata,
    of: &str,
    size: Size,
) -> String {
    let is_declared =
        |told: &Domain| metadata.kind.scales.iter().any(|scale| scale.name() == told.name);
    let domains: serde_json::Map<String, serde_json::Value> = metadata
        .domains
        .iter()
        .inspect(|told| debug_assert!(is_declared(told), "{} is no declared scale", told.name))
        .map(|told| (told.name.to_owned(), told.values.clone().into()))
        .collect();
    let mut told = serde_json::json!({
        "program": "shortrun",
        "layout": LAYOUT,
        "version": run.program_version,
        "scenario_file": run.scenario_file,
        "scenario_name": run.scenario_name,
        "scenario_hash": run.scenario_hash,
        "paths": run.paths,
        "seed": crate::output::record::seed(run.seed),
        "currency": run.currency,
        "hurdle_rate": run.rates.hurdle,
        "title_edited": false,
        "kind": metadata.kind.name,
        "size": size.name(),
        "domains": domains,
    });
    if run.rates.is_apart() {
        told["target_irr"] = run.rates.target.into();
    }
    if !of.is_empty() {
        told["of"] = of.into();
    }
    told.to_string()
}
