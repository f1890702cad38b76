//! The logarithmic axis of multiples that charts of runs share, alone or together.

use super::bins::share_of;
use super::colours::{GREY_TEXT, INK, RULE};
use super::like::Domains;
use super::plot::Plot;
use super::scale::{Domain, NEAR_TOTAL_LOSS, Scale, TOPS};
use super::size::Size;
use crate::output::format::moic_tick;

/// A multiple of 1 that rounding has made a little less is no loss.
pub(in crate::output) const NO_LOSS: f64 = 1.0 - 1e-9;

/// Whether just the capital comes back, rounding forgiven: many paths of a preference do.
pub(in crate::output) fn is_money_back(multiple: f64) -> bool {
    (multiple - 1.0).abs() <= 1.0 - NO_LOSS
}

/// From a tenth of the capital to a round multiple of it.
pub(in crate::output) struct MoicAxis {
    pub(in crate::output) top: f64,
}

/// Where the axis of multiples ends, unless more paths lie beyond than a picture can leave out.
const TOP: f64 = 40.0;

/// Share of the paths that may lie beyond.
const BEYOND: f64 = 0.1;

/// Bins to a decade of multiples.
const BINS: [f64; 2] = [10.0, 5.0];

impl MoicAxis {
    /// That of another picture; else up to the same multiple for all runs, or to a longer one
    /// where more than a tenth of the paths of any run lie beyond.
    pub(in crate::output) fn of<'a>(
        runs: impl Iterator<Item = &'a [f64]> + Clone,
        like: Option<&Domains>,
    ) -> Self {
        let holds = |top: &f64| runs.clone().all(|moic| share_of(moic, |x| *top < x) <= BEYOND);
        let own = || {
            let mut tops = TOPS.into_iter().filter(|top| TOP <= *top);
            tops.find(holds).unwrap_or(TOPS[TOPS.len() - 1])
        };
        Self { top: Scale::Moic.span(like).map_or_else(own, |lent| lent.high) }
    }

    /// The width of a bin, as a part of the axis.
    pub(in crate::output) fn bin_width(&self, size: Size) -> f64 {
        let decades = libm::log10(self.top / NEAR_TOTAL_LOSS);
        1.0 / (decades * BINS[usize::from(size == Size::Half)])
    }

    /// Its ends, for pictures drawn like this one.
    pub(in crate::output) fn domain(&self) -> Domain {
        Scale::Moic.tells([NEAR_TOTAL_LOSS, self.top])
    }

    /// Where a multiple is on an axis from 0 to 1; below 0 for near-total losses.
    pub(in crate::output) fn place(&self, multiple: f64) -> f64 {
        let log = |x: f64| libm::log10(x.max(1e-300));
        let low = log(NEAR_TOTAL_LOSS);
        (log(multiple) - low) / (log(self.top) - low)
    }

    /// The multiple at a place.
    pub(in crate::output) fn at(&self, place: f64) -> f64 {
        NEAR_TOTAL_LOSS * libm::pow(self.top / NEAR_TOTAL_LOSS, place)
    }

    /// Places that no bin and no dot straddles: the ends of the axis and of the
    /// bands.
    pub(in crate::output) fn cuts(&self) -> Vec<f64> {
        let mut cuts = vec![0.0, self.place(NO_LOSS), self.place(3.0), self.place(10.0)];
        if 10.0 < self.top {
            cuts.push(1.0);
        }
        cuts
    }

    /// Places and names of ticks, the most wanted first.
    pub(in crate::output) fn ticks(&self) -> Vec<(f64, String)> {
        let labels =
            [1.0, 3.0, 10.0, 0.1, self.top, 0.3, 0.5, 2.0, 5.0, 20.0, 0.2, 30.0, 40.0, 50.0];
        let inside = labels.into_iter().filter(|x| *x <= self.top);
        inside.map(|x| (self.place(x), moic_tick(x))).collect()
    }

    /// Draws the baseline, ticks and their names where there is room, the most wanted first.
    pub(in crate::output) fn draw(&self, plot: &Plot<'_>) {
        plot.baseline();
        let look = plot.page.look(INK).centred();
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (place, text) in self.ticks() {
            let x = plot.at((place, 0.0)).0;
            let half = 0.5 * look.width(&text) + 3.0;
            if taken.iter().any(|(from, to)| x - half < *to && *from < x + half) {
                continue;
            }
            taken.push((x - half, x + half));
            plot.tick(x, &text);
        }
    }

    /// The lines at money back and at 3x, named above the plot.
    pub(in crate::output) fn hurdles(&self, plot: &Plot<'_>) {
        let page = plot.page;
        let look = page.look(GREY_TEXT);
        let (y, half) = (plot.area.top - 0.7 * page.kind.label, 0.5 * look.width("3x"));
        let [back, three] = [1.0, 3.0].map(|multiple| plot.at((self.place(multiple), 0.0)).0);
        plot.upright(back, 1.0, INK);
        plot.upright(three, 0.75, RULE);
        page.text_at(three, y, look.centred(), "3x");
        let right = (back + 0.5 * look.width("money back")).min(three - half - 4.0);
        page.text_at(right, y, look.right(), "money back");
    }
}

/// Index of a multiple's band among [`super::colours::BANDS`].
pub(in crate::output) fn band(multiple: f64) -> usize {
    match multiple {
        x if x <= 0.0 => 0,
        x => 1 + [NEAR_TOTAL_LOSS, NO_LOSS, 3.0, 10.0].partition_point(|edge| *edge <= x),
    }
}
