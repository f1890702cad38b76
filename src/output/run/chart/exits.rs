//! Chart of states over time: what share of paths has failed, has been sold
//! or still operates in each month. Shares of all paths, so that competing
//! endings add to 100 %.

use super::data::Endings;
use super::exit_layers::Layers;
use super::exit_states::States;
use super::notes::share_error;
use crate::output::chart::{
    Chart, Domains, Kind, Metadata, Page, Scale, Size, Words, cells, csv_of, short_name, when,
};
use crate::output::format::plural;

/// Draws the states over time, as long as the run lasts or as another picture.
pub fn exits(endings: &Endings<'_>, like: Option<&Domains>, size: Size) -> Chart {
    let states = States::of(endings, Scale::Months.count(like));
    let words = words(endings, &states, size);
    let page = Page::new(size, &words, if size == Size::Half { 2 } else { 1 });
    let plot = Layers::of(&page, &states).draw();
    page.finish(&words, plot, metadata(endings, &states))
}

/// How and when paths end.
pub static KIND: Kind = Kind { name: "exits", scales: &[Scale::Months], ..Kind::PLAIN };

fn words<'a>(endings: &Endings<'a>, states: &States, size: Size) -> Words<'a> {
    let name = short_name(endings.provenance);
    let end: Vec<f64> = states.layers.iter().map(|layer| layer.shares[states.horizon]).collect();
    let mut notes = vec![share_error(endings.provenance.paths, &end)];
    if states.horizon < states.end {
        let [later, _] = states.sentences(states.end);
        notes.insert(0, format!("by {}: {later}", when(states.end)));
    } else if 0.0 < end[2] {
        let still = states.layers[2].names[usize::from(size == Size::Half)];
        notes.push(format!("{still} at the end: valued at {}", endings.horizon_rule));
    }
    let sentences = states.sentences(states.key);
    Words {
        provenance: endings.provenance,
        titles: sentences.map(|sentence| format!("By {}, {sentence}", when(states.key))).to_vec(),
        subtitles: vec![
            format!(
                "{name}: share of all paths in each state, by years since the investment; cost is MOIC of 1x"
            ),
            format!("{name}: share of paths in each state; cost is MOIC of 1x"),
            "Share of paths in each state; cost is MOIC of 1x".to_owned(),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

fn metadata(endings: &Endings<'_>, states: &States) -> Metadata {
    let names = states.layers.iter().map(|layer| layer.names[0]);
    let rows = (0..=states.horizon).map(|month| {
        let shares = states.layers.iter().map(|layer| layer.shares[month]);
        [vec![month.to_string()], cells(shares)].concat()
    });
    let csv = csv_of(["month"].into_iter().chain(names), rows);
    let end: Vec<String> = states
        .layers
        .iter()
        .zip(states.at(states.horizon))
        .map(|(layer, (_, text))| format!("{} {text}", layer.names[0]))
        .collect();
    let alt_text = format!(
        "Stacked areas over time, shares of {}. At {}: {}.",
        plural(endings.provenance.paths, "path"),
        when(states.horizon),
        end.join(", ")
    );
    Metadata {
        kind: &KIND,
        alt_text,
        csv,
        domains: vec![Scale::Months.tells([0.0, states.axis as f64])],
    }
}
