//! One bar for each band of outcomes, or for some of them together.

use super::bands::BARS;
use super::bins::{BAND_NAMES, Bands, bands as count_bands};
use super::data::Returns;
use crate::output::chart::{BANDS, SharedAxes, Size, go_on};
use crate::output::format::part;
use plotters::style::RGBColor;

/// One bar in each panel.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) share: f64,
    pub(super) share_text: String,
    pub(super) proceeds: f64,
    pub(super) proceeds_text: String,
    pub(super) colour: RGBColor,
    pub(super) gains: bool,
}

pub(super) fn rows(bands: &Bands, few: bool) -> Vec<Row> {
    const COLOURS: [usize; 8] = [1, 2, 2, 3, 3, 4, 4, 5];
    let together: &[(&'static str, &[usize])] = &[
        ("<0.1x", &[0]),
        ("0.1–0.5x", &[1]),
        ("0.5–1x", &[2]),
        ("1–3x", &[3, 4]),
        ("3–10x", &[5, 6]),
        ("≥10x", &[7]),
    ];
    let alone: [(&'static str, [usize; 1]); 8] =
        [0, 1, 2, 3, 4, 5, 6, 7].map(|i| (BAND_NAMES[i], [i]));
    let alone: Vec<(&'static str, &[usize])> =
        alone.iter().map(|(name, members)| (*name, &members[..])).collect();
    let groups = if few { together } else { &alone };
    let row = |(name, members): &(&'static str, &[usize])| {
        let sum = |of: &[f64]| members.iter().map(|i| of[*i]).sum::<f64>();
        let whole = |of: &[u32]| members.iter().map(|i| of[*i]).sum::<u32>();
        let (share, proceeds) = (sum(&bands.shares), sum(&bands.proceeds));
        Row {
            name,
            share,
            share_text: part(whole(&bands.share_percents), share),
            proceeds,
            proceeds_text: part(whole(&bands.proceeds_percents), proceeds),
            colour: BANDS[COLOURS[members[0]]],
            gains: 3 <= members[0],
        }
    };
    groups.iter().map(row).collect()
}

/// The longest bars of a set of charts.
pub(super) struct Longest {
    pub(super) share: f64,
    pub(super) proceeds: f64,
}

impl Longest {
    pub(super) fn of(beside: SharedAxes<'_, Returns<'_>>, size: Size) -> Self {
        if let Some([share, proceeds]) = BARS.values(beside.like) {
            return Self { share: *share, proceeds: *proceeds };
        }
        let all: Vec<Row> =
            beside.set.iter().flat_map(|one| rows(&count_bands(one), size == Size::Half)).collect();
        let longest = |of: &dyn Fn(&Row) -> f64| all.iter().map(of).fold(0.01, f64::max);
        Self { share: longest(&|row| row.share), proceeds: longest(&|row| row.proceeds) }
    }

    /// Says so where a bar has more than a lent scale has room for.
    pub(super) fn cut(&self, rows: &[Row]) -> Option<String> {
        let beyond = |row: &Row| self.share < row.share || self.proceeds < row.proceeds;
        rows.iter().any(beyond).then(|| go_on("bars with a notch", ""))
    }
}
