//! Chart of states over time: what share of paths has failed, has been sold
//! or still operates in each month. Shares of all paths, so that competing
//! endings add to 100 %.

use super::data::{Ending, Endings};
use crate::analysis::endings::shares_by_month;
use crate::output::chart::{
    BANDS, Chart, Kind, Layer, Layers, Metadata, NEUTRAL, Page, Scale, SharedAxes, Size, Words,
    cells, csv_of, listed, round_months, when,
};
use crate::output::format::{part, plural, split};
use crate::output::run::notes::share_error;
use plotters::style::RGBColor;

/// Draws the states over time, on an axis as long as all beside it need, or as that of another
/// picture.
pub fn exits(endings: &Endings<'_>, beside: SharedAxes<'_, Endings<'_>>, size: Size) -> Chart {
    let longest = beside.set.iter().map(|one| one.horizon_months).max().unwrap_or(1);
    let axis = Scale::Months.count(beside.like).unwrap_or_else(|| round_months(longest.max(1)));
    let states = &States::of(endings, axis);
    let words = words(endings, states, size);
    let page = Page::new(size, &words, size.subtitle_lines());
    let plot = states.layers.draw(&page);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(endings, &states.layers),
        csv: numbers(&states.layers),
        domains: vec![Scale::Months.tells([0.0, states.layers.axis as f64])],
    };
    page.finish(&words, plot, metadata)
}

/// How and when paths end.
pub static KIND: Kind = Kind { name: "exits", scales: &[Scale::Months], ..Kind::PLAIN };

fn words<'a>(endings: &Endings<'a>, states: &States, size: Size) -> Words<'a> {
    let layers = &states.layers;
    let end = layers.shares(layers.horizon);
    let mut notes = vec![share_error(endings.provenance.paths, &end)];
    if layers.horizon < states.end {
        let [later, _] = states.sentences(states.end);
        notes.insert(0, format!("by {}: {later}", when(states.end)));
    } else if 0.0 < end[2] {
        let still = layers.layers[2].names[usize::from(size == Size::Half)];
        notes.push(format!("{still} at the end: valued at {}", endings.horizon_rule));
    }
    let sentences = states.sentences(layers.key);
    Words {
        provenance: endings.provenance,
        titles: sentences.map(|sentence| format!("By {}, {sentence}", when(layers.key))).to_vec(),
        subtitles: vec![
            "Share of all paths in each state, by years since the investment; cost is MOIC of 1x"
                .to_owned(),
            "Share of paths in each state; cost is MOIC of 1x".to_owned(),
        ],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

/// A row for each month.
fn numbers(layers: &Layers) -> String {
    let names = layers.layers.iter().map(|layer| layer.names[0]);
    let row = |month: usize| [vec![month.to_string()], cells(layers.shares(month))].concat();
    csv_of(["month"].into_iter().chain(names), (0..=layers.horizon).map(row))
}

fn alt_text(endings: &Endings<'_>, layers: &Layers) -> String {
    let end = layers.layers.iter().zip(layers.at(layers.horizon));
    let end = end.map(|(layer, (_, text))| format!("{} {text}", layer.names[0]));
    format!(
        "Stacked areas over time, shares of {}. At {}: {}.",
        plural(endings.provenance.paths, "path"),
        when(layers.horizon),
        listed(end, ", ")
    )
}

/// The year at which the shares are written into the picture.
const KEY_MONTH: usize = 60;

/// A long and a short name of each ending, from the worst to the best.
const LAYERS: [([&str; 2], RGBColor); Ending::COUNT] = [
    (["failed", "failed"], BANDS[1]),
    (["sold below cost", "sold <1x"], BANDS[2]),
    (["still operating", "operating"], NEUTRAL),
    (["sold at cost or above", "sold ≥1x"], BANDS[4]),
];

/// The states of all paths.
struct States {
    layers: Layers,
    /// The last month of the run.
    end: usize,
    paths: usize,
}

impl States {
    fn of(endings: &Endings<'_>, axis: usize) -> Self {
        let end = endings.horizon_months.max(1);
        let shares = shares_by_month(endings.endings, end);
        let layer = |((names, colour), shares)| Layer { names, colour, shares };
        let layers = LAYERS.into_iter().zip(shares).map(layer).collect();
        let horizon = end.min(axis);
        let layers = Layers { layers, key: KEY_MONTH.min(horizon), horizon, axis };
        Self { layers, end, paths: endings.endings.len() }
    }

    /// Failed, sold and operating in words, at a month: the share that failed is of the paths, as
    /// a short wording need not say.
    fn sentences(&self, month: usize) -> [String; 2] {
        let shares = self.layers.shares(month);
        let percents = split(&shares, 100);
        let (sold, sold_percent) = (shares[1] + shares[3], percents[1] + percents[3]);
        let all = [
            (shares[0], ["have failed", "has failed"]),
            (sold, ["have been sold", "has been sold"]),
            (shares[2], ["still operate", "still operates"]),
        ];
        if let Some((_, [they, it])) = all.into_iter().find(|(share, _)| 1.0 - 1e-12 < *share) {
            let one = match (self.paths, they == "still operate") {
                (1, _) => format!("the only path {it}"),
                (_, false) => format!("all paths {they}"),
                (_, true) => "no path has failed, none has been sold, all still operate".to_owned(),
            };
            return [one.clone(), one];
        }
        let words = |share: f64, percent: u32, none: &str, some: &str| match share {
            share if share <= 0.0 => none.to_owned(),
            share => format!("{} {some}", part(percent, share)),
        };
        let sold = words(sold, sold_percent, "none has been sold", "have been sold");
        let open = words(shares[2], percents[2], "none still operates", "still operate");
        ["of paths have failed", "have failed"].map(|some| {
            let failed = words(shares[0], percents[0], "no path has failed", some);
            format!("{failed}, {sold} and {open}")
        })
    }
}
