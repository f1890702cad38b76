//! Chart of states over time: what share of paths has failed, has been sold
//! or still operates in each month. Shares of all paths, so that competing
//! endings add to 100 %.

use super::data::Endings;
use crate::analysis::endings::{Ways, shares_by_month};
use crate::model::outcome::Route;
use crate::output::chart::{
    BANDS, Chart, Heads, Kind, Layer, Layers, Metadata, NEUTRAL, Page, Scale, SharedAxes, Size,
    Words, cells, csv_of, listed, plain, round_months, when,
};
use crate::output::format::{moic, part, percent, plural, split, two_digits};
use crate::output::run::notes::share_error;
use plotters::style::RGBColor;

/// Draws the states over time, on an axis as long as all beside it need, or as that of another
/// picture.
pub fn exits(endings: &Endings<'_>, beside: SharedAxes<'_, Endings<'_>>, size: Size) -> Chart {
    let longest = beside.set.iter().map(|one| one.horizon_months).max().unwrap_or(1);
    let axis = Scale::Months.count(beside.like).unwrap_or_else(|| round_months(longest.max(1)));
    let states = &States::of(endings, axis, size);
    let words = words(endings, states, size);
    let page = Page::new(size, &words, 2);
    let plot = states.layers.draw(&page);
    let metadata = Metadata {
        kind: &KIND,
        alt_text: alt_text(endings, states),
        csv: numbers(states),
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
    if !states.merged.is_empty() {
        // Long names stand in the description.
        let names = format!("other routes: {}", states.merged.join(", "));
        let count = states.merged.len();
        let short = format!("other routes: the {count} with the fewest paths");
        notes.insert(0, if names.chars().count() <= 60 { names } else { short });
    }
    if layers.horizon < states.end {
        let [later, _] = states.sentences(states.end);
        notes.insert(0, format!("by {}: {later}", when(states.end)));
    } else if 0.0 < end[OPERATING] {
        notes.push(format!("{STILL} at the end: valued at {}", endings.horizon_rule));
    }
    notes.extend(states.errors());
    let sentences = states.sentences(layers.key);
    let subtitle = if size == Size::Half {
        "Share of paths in each state; at right the median multiple of those that end so"
    } else {
        "Share of all paths in each state, by years since the investment; right, of those that end \
         so: median year and MOIC, share that gets back less than was paid in, or just that (1x)"
    };
    Words {
        provenance: endings.provenance,
        titles: sentences.map(|sentence| format!("By {}, {sentence}", when(layers.key))).to_vec(),
        subtitles: vec![subtitle.to_owned()],
        basis: "gross of fees, undiscounted",
        notes,
    }
}

/// A row for each month; the last also has what the table says.
fn numbers(states: &States) -> String {
    let layers = &states.layers;
    let of_table = ["median_year", "median_moic", "below_1x", "exactly_1x"];
    let columns: Vec<String> = states.columns().iter().map(|name| plain(name)).collect();
    let more = columns.iter().flat_map(|name| of_table.map(|what| format!("{what}: {name}")));
    let head = ["month".to_owned()].into_iter().chain(columns.clone()).chain(more);
    let none = vec![String::new(); of_table.len() * columns.len()];
    let row = |month: usize| {
        let more = if month == layers.horizon {
            states.ways.iter().flat_map(told).collect()
        } else {
            none.clone()
        };
        [vec![month.to_string()], cells(layers.shares(month)), more].concat()
    };
    csv_of(head, (0..=layers.horizon).map(row))
}

/// What the table says of some ways to end, with all digits.
fn told(ways: &Ways) -> [String; 4] {
    let medians = [ways.median_years, ways.median_moic].map(|one| one.map(|one| one.value));
    let [below, at] = match ways.below_and_at_cost {
        Some(shares) => shares.map(Some),
        None => [None; 2],
    };
    [medians[0], medians[1], below, at]
        .map(|value| value.map_or_else(String::new, |value| value.to_string()))
}

fn alt_text(endings: &Endings<'_>, states: &States) -> String {
    let layers = &states.layers;
    let end = states.columns().into_iter().zip(layers.at(layers.horizon)).zip(&states.ways);
    let end = end.map(|((name, (_, text)), ways)| match (ways.median_years, ways.median_moic) {
        (Some(year), Some(multiple)) if 0 < ways.paths => format!(
            "{name} {text} (median year {}, median MOIC {})",
            two_digits(year.value),
            moic(multiple.value)
        ),
        _ => format!("{name} {text}"),
    });
    let others = states.merged.join(", ");
    let others = if others.is_empty() { others } else { format!(" Other routes: {others}.") };
    format!(
        "Stacked areas over time, shares of {}. At {}: {}.{others}",
        plural(endings.provenance.paths, "path"),
        when(layers.horizon),
        listed(end, ", ")
    )
}

/// The year at which the shares are written into the picture.
const KEY_MONTH: usize = 60;

/// Layers from the foot up: failed, still operating, then the routes of sale.
const FAILED: usize = 0;
const OPERATING: usize = 1;
const STILL: &str = "still operating";

/// Shades of routes in their order, so that those side by side differ in grey; then that of others.
const SHADES: [RGBColor; 9] = [
    BANDS[4],
    BANDS[5],
    RGBColor(0x8F, 0xBD, 0xDE),
    RGBColor(0x2C, 0x6F, 0xA6),
    BANDS[3],
    RGBColor(0x4F, 0x8E, 0xBF),
    RGBColor(0xA6, 0xC8, 0xDF),
    RGBColor(0x08, 0x36, 0x5E),
    RGBColor(0x9F, 0xB3, 0xC4),
];

/// What the table says of each route.
const HEADS: Heads = &[("year", "99.9"), ("MOIC", "99.9x"), ("<1x", ">99%"), ("1x", ">99%")];
const FEW_HEADS: Heads = &[("MOIC", "99.9x")];

/// The states of all paths.
struct States {
    layers: Layers,
    /// What became of the paths of each layer.
    ways: Vec<Ways>,
    /// Names of the routes that are drawn as one.
    merged: Vec<String>,
    /// The last month of the run.
    end: usize,
    paths: usize,
}

impl States {
    fn of(endings: &Endings<'_>, axis: usize, size: Size) -> Self {
        let end = endings.horizon_months.max(1);
        let horizon = end.min(axis);
        let Groups { shown, merged } = Groups::of(endings, size);
        let of = |ways: &[Route]| endings.routes.of(ways, end);
        let [_, _, operating, _] = shares_by_month(endings.endings, end);
        let mut ways =
            vec![of(&[Route::Failure]), Ways { shares: operating, ..of(&[Route::Horizon]) }];
        let mut named = vec![("failed".to_owned(), BANDS[1]), (STILL.to_owned(), NEUTRAL)];
        for (index, shade) in shown.iter().zip(SHADES) {
            ways.push(of(&[Route::Sale(*index as u16)]));
            named.push((endings.route_names[*index].clone(), shade));
        }
        if !merged.is_empty() {
            let all: Vec<Route> = merged.iter().map(|index| Route::Sale(*index as u16)).collect();
            ways.push(of(&all));
            let name = if size == Size::Half { "others" } else { "other routes" };
            named.push((format!("{name} ({})", merged.len()), SHADES[SHADES.len() - 1]));
        }
        let heads = if size == Size::Half { FEW_HEADS } else { HEADS };
        let layer = |((name, colour), ways): ((String, RGBColor), &Ways)| Layer {
            name,
            colour,
            shares: ways.shares.clone(),
            cells: row(ways, size),
        };
        let layers = named.into_iter().zip(&ways).map(layer).collect();
        let layers = Layers { layers, heads, key: KEY_MONTH.min(horizon), horizon, axis };
        let merged = merged.iter().map(|index| endings.route_names[*index].clone()).collect();
        Self { layers, ways, merged, end, paths: endings.endings.len() }
    }

    /// The names of all layers in tables; a route may be called as another state is.
    fn columns(&self) -> Vec<String> {
        let layers = self.layers.layers.iter().enumerate();
        let name = |(index, layer): (usize, &Layer)| match index {
            0..=OPERATING => layer.name.clone(),
            _ => format!("sold: {}", layer.name),
        };
        layers.map(name).collect()
    }

    /// The largest error of the medians that the table tells of sales.
    fn errors(&self) -> Option<String> {
        let medians = self.ways[OPERATING + 1..].iter().filter_map(|ways| ways.median_moic);
        let largest = medians.map(|one| one.standard_error).reduce(f64::max)?;
        Some(format!("median MOIC of sales \u{b1} {:.1}x or less", (10.0 * largest).ceil() / 10.0))
    }

    /// Failed, sold and operating in words, at a month: the share that failed is of the paths, as
    /// a short wording need not say.
    fn sentences(&self, month: usize) -> [String; 2] {
        let shares = self.layers.shares(month);
        let percents = split(&shares, 100);
        let sold: f64 = shares[OPERATING + 1..].iter().sum();
        let sold_percent: u32 = percents[OPERATING + 1..].iter().sum();
        let all = [
            (shares[FAILED], ["have failed", "has failed"]),
            (sold, ["have been sold", "has been sold"]),
            (shares[OPERATING], ["still operate", "still operates"]),
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
        let open =
            words(shares[OPERATING], percents[OPERATING], "none still operates", "still operate");
        ["of paths have failed", "have failed"].map(|some| {
            let failed = words(shares[FAILED], percents[FAILED], "no path has failed", some);
            format!("{failed}, {sold} and {open}")
        })
    }
}

/// Routes of sale that have a layer each, and the smallest that share one where there is no room
/// for all.
struct Groups {
    shown: Vec<usize>,
    merged: Vec<usize>,
}

impl Groups {
    fn of(endings: &Endings<'_>, size: Size) -> Self {
        let most = if size == Size::Half { 4 } else { SHADES.len() - 1 };
        let count = endings.route_names.len();
        if count <= most {
            return Self { shown: (0..count).collect(), merged: Vec::new() };
        }
        let counts = endings.routes.counts(count);
        let paths = |index: usize| counts[Route::Sale(index as u16).index()];
        let mut by_size: Vec<usize> = (0..count).collect();
        by_size.sort_by(|a, b| paths(*b).cmp(&paths(*a)).then(a.cmp(b)));
        let mut merged = by_size.split_off(most - 1);
        merged.sort_unstable();
        by_size.sort_unstable();
        Self { shown: by_size, merged }
    }
}

/// The cells of a row.
fn row(ways: &Ways, size: Size) -> Vec<String> {
    let none = || "\u{2013}".to_owned();
    let multiple = ways.median_moic.map_or_else(none, |one| moic(one.value));
    if size == Size::Half {
        return vec![multiple];
    }
    let year = ways.median_years.map_or_else(none, |one| two_digits(one.value));
    let shares = ways.below_and_at_cost.map(|shares| shares.map(percent));
    let [below, at] = shares.unwrap_or_else(|| [none(), none()]);
    vec![year, multiple, below, at]
}
