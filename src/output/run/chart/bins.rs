//! Counts of paths by range of MOIC, made in one pass, and the rows that show them.

use super::data::Returns;
use crate::output::chart::{BANDS, Size, cells, csv_of, first_from, listed};
use crate::output::format::{part, split, whole_percents};
use plotters::style::RGBColor;

/// Names of the eight bands, worst first.
pub(super) const BAND_NAMES: [&str; 8] =
    ["<0.1x", "0.1–0.5x", "0.5–1x", "1–2x", "2–3x", "3–5x", "5–10x", "≥10x"];

/// Edges between the bands. A preference puts many paths on exactly 1, which
/// rounding must not make a loss.
pub(super) const BAND_EDGES: [f64; 7] = [0.1, 0.5, 1.0 - 1e-9, 2.0, 3.0, 5.0, 10.0];

/// Paths and proceeds by band.
#[derive(Clone, Debug)]
pub(in crate::output) struct Bands {
    pub(in crate::output) shares: [f64; 8],
    /// These add up to the printed chances of a loss, of a total loss and of 3x or more, so that
    /// no two figures on a picture contradict.
    pub(in crate::output) percents: Vec<u32>,
    proceeds: [f64; 8],
    /// Shares that a rule values at the horizon, in both panels.
    by_rule: [[f64; 8]; 2],
    total_loss: f64,
    pub(in crate::output) total_loss_percent: u32,
    /// Paths that return just the capital, part of the band from 1x.
    pub(in crate::output) money_back: f64,
    pub(in crate::output) money_back_percent: u32,
    money_back_proceeds: f64,
    pub(in crate::output) maximum: f64,
}

impl Bands {
    pub(in crate::output) fn at_least_3x(&self) -> f64 {
        self.shares[5..].iter().sum()
    }

    /// The share of paths in a band, as printed.
    pub(in crate::output) fn share(&self, band: usize) -> String {
        part(self.percents[band], self.shares[band])
    }

    /// The share of those that return 3x or more, as printed.
    pub(in crate::output) fn three(&self) -> String {
        part(self.percents[5..].iter().sum(), self.at_least_3x())
    }

    /// The share of those that return just the capital, as printed.
    pub(in crate::output) fn back(&self) -> String {
        part(self.money_back_percent, self.money_back)
    }

    /// The share of total losses, as printed.
    pub(in crate::output) fn nothing(&self) -> String {
        part(self.total_loss_percent, self.total_loss)
    }
}

/// Counts the bands of all paths.
pub(super) fn bands(returns: &Returns<'_>) -> Bands {
    let mut counts = [0_u64; 8];
    let mut sums = [0.0; 8];
    let mut by_rule = [[0.0; 8]; 2];
    let mut maximum = 0.0_f64;
    for (path, moic) in returns.moic.iter().enumerate() {
        let band = BAND_EDGES.partition_point(|edge| edge <= moic);
        counts[band] += 1;
        sums[band] += moic;
        maximum = maximum.max(*moic);
        if returns.is_by_rule(path) {
            by_rule[0][band] += 1.0;
            by_rule[1][band] += moic;
        }
    }
    let all: f64 = sums.iter().sum();
    let shares = counts.map(|count| count as f64 / returns.moic.len() as f64);
    let proceeds = sums.map(|sum| if 0.0 < all { sum / all } else { 0.0 });
    let whole = |share: f64| (100.0 * share).round() as u32;
    let total = returns.total_loss.value;
    let loss = whole(returns.loss.value).min(100);
    let lost = whole(total).min(loss);
    let gains = whole(shares[5..].iter().sum()).min(100 - loss);
    let wholes = [returns.moic.len() as f64, all];
    let hatched = returns.by_rule().is_some();
    let by_rule = [0, 1].map(|panel| {
        let is_told = hatched && 0.0 < wholes[panel];
        by_rule[panel].map(|one| if is_told { one / wholes[panel] } else { 0.0 })
    });
    let money_back = returns.money_back();
    let mut percents = split(&[(shares[0] - total).max(0.0), shares[1], shares[2]], loss - lost);
    percents[0] += lost;
    percents.extend(split(&shares[3..5], 100 - loss - gains));
    percents.extend(split(&shares[5..], gains));
    let money_back_percent = whole(money_back).min(percents[3]);
    Bands {
        shares,
        percents,
        proceeds,
        by_rule,
        total_loss: total,
        total_loss_percent: lost,
        money_back,
        money_back_percent,
        money_back_proceeds: if 0.0 < all { money_back * wholes[0] / all } else { 0.0 },
        maximum,
    }
}

/// One bar in each panel: the share of paths and that of proceeds.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) shares: [f64; 2],
    /// What of them a rule values.
    pub(super) by_rule: [f64; 2],
    pub(super) texts: [String; 2],
    pub(super) colour: RGBColor,
    pub(super) gains: bool,
}

pub(super) fn rows(bands: &Bands, few: bool) -> Vec<Row> {
    const COLOURS: [usize; 8] = [1, 2, 2, 3, 3, 4, 4, 5];
    let groups: Vec<(&str, Vec<usize>)> = if few {
        let names = ["<0.1x", "0.1–0.5x", "0.5–1x", "1–3x", "3–10x", "≥10x"];
        let members = [vec![0], vec![1], vec![2], vec![3, 4], vec![5, 6], vec![7]];
        names.into_iter().zip(members).collect()
    } else {
        BAND_NAMES.into_iter().zip((0..8).map(|band| vec![band])).collect()
    };
    let proceeds = whole_percents(&bands.proceeds);
    let row = |(name, members): (&'static str, Vec<usize>)| {
        let sum = |of: &[f64]| members.iter().map(|i| of[*i]).sum::<f64>();
        let whole = |of: &[u32]| members.iter().map(|i| of[*i]).sum::<u32>();
        let shares = [sum(&bands.shares), sum(&bands.proceeds)];
        let percents = [whole(&bands.percents), whole(&proceeds)];
        Row {
            name,
            shares,
            by_rule: [0, 1].map(|panel| sum(&bands.by_rule[panel])),
            texts: [0, 1].map(|panel| part(percents[panel], shares[panel])),
            colour: BANDS[COLOURS[members[0]]],
            gains: 3 <= members[0],
        }
    };
    groups.into_iter().map(row).collect()
}

/// Ends of the scale that the bars of all runs lie on, in both panels.
const ENDS: [f64; 2] = [0.75, 1.0];

/// The end of the scale of a set of charts: the same for most runs.
pub(super) fn scale_end(set: &[Returns<'_>], size: Size) -> f64 {
    let rows = set.iter().flat_map(|one| rows(&bands(one), size == Size::Half));
    first_from(&ENDS, rows.flat_map(|row| row.shares).fold(0.0, f64::max))
}

/// A row for each band, and one each for total losses and for just the capital.
pub(super) fn numbers(bands: &Bands) -> String {
    let row = |name: &str, numbers: [f64; 2]| [vec![name.to_owned()], cells(numbers)].concat();
    let rows = BAND_NAMES.iter().enumerate();
    let rows = rows.map(|(i, name)| row(name, [bands.shares[i], bands.proceeds[i]]));
    let nothing = row("exactly 0x", [bands.total_loss, 0.0]);
    let back = row("exactly 1x", [bands.money_back, bands.money_back_proceeds]);
    csv_of(["band", "share_of_paths", "share_of_proceeds"], rows.chain([nothing, back]))
}

pub(super) fn alt_text(bands: &Bands) -> String {
    let texts = rows(bands, false).into_iter().map(|row| {
        let [share, proceeds] = row.texts;
        format!("{}: {share} of paths, {proceeds} of proceeds", row.name)
    });
    format!(
        "Bar chart of paths by multiple on invested capital. {}. Exactly 0x: {}. Exactly 1x: {}.",
        listed(texts, "; "),
        bands.nothing(),
        bands.back(),
    )
}
