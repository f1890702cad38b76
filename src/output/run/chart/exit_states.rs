//! What share of paths has failed, has been sold or still operates by the end of each month.

use super::bins::split;
use super::data::{Ending, Endings};
use crate::output::chart::{BANDS, NEUTRAL};
use crate::output::format::part;
use plotters::style::RGBColor;

/// The year at which the shares are written into the picture.
const KEY_MONTH: usize = 60;

/// Endings from the worst to the best, each with a long and a short name.
pub(super) const LAYERS: [(Ending, [&str; 2], RGBColor); 4] = [
    (Ending::Failed, ["failed", "failed"], BANDS[1]),
    (Ending::SoldBelowCost, ["sold below cost", "sold <1x"], BANDS[2]),
    (Ending::Operating, ["still operating", "operating"], NEUTRAL),
    (Ending::SoldAboveCost, ["sold at cost or above", "sold ≥1x"], BANDS[4]),
];

pub(super) struct Layer {
    pub(super) names: [&'static str; 2],
    pub(super) colour: RGBColor,
    /// Share of all paths by the end of each month; 0 months first.
    pub(super) shares: Vec<f64>,
}

pub(super) struct States {
    pub(super) layers: Vec<Layer>,
    pub(super) key: usize,
    /// The last month that is drawn.
    pub(super) horizon: usize,
    /// The last month of the run.
    pub(super) end: usize,
    /// The end of the axis.
    pub(super) axis: usize,
    paths: usize,
}

impl States {
    pub(super) fn of(endings: &Endings<'_>, axis: Option<usize>) -> Self {
        let horizon = endings.horizon_months.max(1);
        let mut counts = vec![[0_u64; 4]; horizon + 1];
        let index = |ending| LAYERS.iter().position(|layer| layer.0 == ending).unwrap_or(2);
        for (ending, month) in endings.endings {
            if *ending != Ending::Operating {
                counts[(usize::from(*month) + 1).min(horizon)][index(*ending)] += 1;
            }
        }
        let paths = endings.endings.len() as f64;
        let mut shares = vec![Vec::new(); 4];
        let mut so_far = [0_u64; 4];
        for month in counts {
            (0..4).for_each(|i| so_far[i] += month[i]);
            let ended: u64 = so_far.iter().sum();
            for (i, list) in shares.iter_mut().enumerate() {
                let paths_in =
                    if i == 2 { endings.endings.len() as u64 - ended } else { so_far[i] };
                list.push(paths_in as f64 / paths);
            }
        }
        let layers = LAYERS.iter().zip(shares).map(|((_, names, colour), shares)| Layer {
            names: *names,
            colour: *colour,
            shares,
        });
        let (axis, end) = (axis.unwrap_or(horizon), horizon);
        let horizon = horizon.min(axis);
        let paths = endings.endings.len();
        Self { layers: layers.collect(), key: KEY_MONTH.min(horizon), horizon, end, axis, paths }
    }

    /// Shares at a month and their percents, which add to 100.
    pub(super) fn at(&self, month: usize) -> Vec<(f64, String)> {
        let shares: Vec<f64> = self.layers.iter().map(|layer| layer.shares[month]).collect();
        let percents = split(&shares, 100);
        shares.iter().zip(percents).map(|(share, whole)| (*share, part(whole, *share))).collect()
    }

    /// Failed, sold and operating in words, at a month: the share that failed is of the paths, as
    /// a short wording need not say.
    pub(super) fn sentences(&self, month: usize) -> [String; 2] {
        let shares: Vec<f64> = self.layers.iter().map(|layer| layer.shares[month]).collect();
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

    /// The lower and upper edge of a layer over some months: what it covers in
    /// all of them.
    pub(super) fn cover(
        &self,
        layer: usize,
        months: std::ops::RangeInclusive<usize>,
    ) -> (f64, f64) {
        months.fold((0.0, 1.0), |(low, high), month| {
            let below: f64 = self.layers[..layer].iter().map(|layer| layer.shares[month]).sum();
            let above = below + self.layers[layer].shares[month];
            (f64::max(low, below), f64::min(high, above))
        })
    }
}
