//! Shares of paths by how much they differ, and their histogram with the mean.

use crate::analysis::compare::{Contender, Pair, is_less};
use crate::model::outcome::Unit;
use crate::output::chart::{
    BETTER, Bin, Domains, GREY_TEXT, INK, Plot, Scale, Size, WORSE, bin, decimals_of, ends, go_on,
    p98, round_step, ticks,
};
use crate::output::figures::difference;
use crate::output::format::small_percent;

/// Shares of paths by difference, those that do not differ left out. The first
/// and last bin hold all beyond the axis too.
pub(super) struct Bins {
    pub(super) reach: f64,
    pub(super) step: f64,
    pub(super) shares: Vec<f64>,
    pub(super) below: f64,
    pub(super) above: f64,
    /// The share that the axis of shares is made for.
    pub(super) fullest: f64,
}

/// The axis, as long on both sides of 0.
pub(super) const DIFFERENCES: Scale = Scale::Values("axis", |values| {
    ends(values).is_some_and(|axis| (axis.low + axis.high).abs() <= 1e-9 * axis.high)
});
/// The width of a bin.
pub(super) const STEP: Scale = Scale::Amount("step");
/// The share that the axis of shares is made for.
pub(super) const FULLEST: Scale = Scale::Amount("fullest");

/// Half the axis and the width of a bin.
pub(super) fn lent_bins(like: Option<&Domains>) -> Option<(f64, f64)> {
    Some((DIFFERENCES.span(like)?.high, STEP.amount(like)?))
}

/// Whether half an axis is of whole bins, and not of too many.
pub(super) fn is_whole((reach, step): (f64, f64)) -> bool {
    const MOST: f64 = 200.0;
    let bins = reach / step;
    (bins - bins.round()).abs() < 1e-6 && 0.5 < bins && bins < MOST
}

impl Bins {
    pub(super) fn of(
        first: &Contender<'_>,
        other: &Contender<'_>,
        like: Option<&Domains>,
        size: Size,
    ) -> Self {
        let pairs = first.outcomes.moic.iter().zip(&other.outcomes.moic);
        let differs = |(a, b): &(&f64, &f64)| is_less(**a, **b) || is_less(**b, **a);
        let values: Vec<f64> = pairs.filter(differs).map(|(a, b)| b - a).collect();
        let half = if size == Size::Half { 12.0 } else { 22.0 };
        let suiting = || {
            // All but one in fifty of the differences lie on the axis.
            let sizes = values.iter().map(|value| value.abs()).collect();
            let reach = p98(sizes).map_or(1.0, |reach| reach.max(1e-6));
            let step = round_step(reach / half);
            (step * (reach / step - 1e-9).ceil().max(1.0), step)
        };
        let (reach, step) = lent_bins(like).unwrap_or_else(suiting);
        let bins = (reach / step).round();
        let mut counts = vec![0_u64; 2 * bins as usize];
        for value in &values {
            // A difference of 0 is none, so that no bin has both signs in it.
            let bin = ((value + reach) / step).floor().clamp(0.0, 2.0 * bins - 1.0);
            counts[bin as usize] += 1;
        }
        let n = first.outcomes.len() as f64;
        let beyond =
            |is: &dyn Fn(f64) -> bool| values.iter().filter(|value| is(**value)).count() as f64 / n;
        let shares: Vec<f64> = counts.into_iter().map(|count| count as f64 / n).collect();
        let most = shares.iter().copied().fold(0.0, f64::max);
        let most = if most <= 0.0 { 1.0 } else { most };
        Self {
            reach,
            step,
            shares,
            fullest: FULLEST.amount(like).unwrap_or(most),
            below: beyond(&|value| value < -reach),
            above: beyond(&|value| reach < value),
        }
    }

    /// Says so where a bin holds more than a lent scale has room for.
    pub(super) fn cut(&self) -> Option<String> {
        let most = self.shares.iter().copied().fold(0.0, f64::max);
        (self.fullest < most)
            .then(|| go_on("bars with a notch", &format!("to {}", small_percent(most))))
    }

    /// From the worst to the best difference.
    pub(super) fn each(&self) -> impl Iterator<Item = Bin> {
        let colour = |bin: usize| if 2 * bin < self.shares.len() { WORSE } else { BETTER };
        self.shares.iter().enumerate().map(move |(bin, share)| Bin {
            from: self.edge(bin),
            to: self.edge(bin + 1),
            share: *share,
            by_rule: 0.0,
            colour: colour(bin),
        })
    }

    fn edge(&self, bin: usize) -> f64 {
        bin as f64 * self.step - self.reach
    }
}

/// Draws the bins over an axis on both sides of 0.
pub(super) fn histogram(plot: &Plot<'_>, bins: &Bins, pair: &Pair) {
    let (page, area, reach) = (plot.page, plot.area, bins.reach);
    let marks = ticks(0.0, 1.03 * bins.fullest, 4);
    let decimals = decimals_of(100.0 * marks.get(1).copied().unwrap_or(1.0));
    let named = marks.iter().map(|value| (*value, format!("{:.decimals$}%", 100.0 * value)));
    plot.grid(&named.collect::<Vec<_>>());
    for one in bins.each().filter(|bin| 0.0 < bin.share) {
        bin(plot, &one, bins.fullest);
    }
    plot.upright(plot.x_of(0.0), 1.0, INK);
    plot.baseline();
    if bins.shares.iter().all(|share| *share <= 0.0) {
        let place = (0.25 * area.right + 0.75 * area.left, 0.5 * (area.top + area.bottom));
        page.text_at(place.0, place.1, page.look(INK).centred(), "no path differs");
    } else {
        mean_line(plot, pair);
    }
    let steps = if page.is_half() { 4 } else { 8 };
    // A step too long for the axis would leave only 0.
    let enough = |steps: &usize| 3 <= ticks(-reach, reach, *steps).len();
    let steps = (steps..=3 * steps).find(enough).unwrap_or(steps);
    for value in ticks(-reach, reach, steps) {
        plot.tick(plot.at((value, 0.0)).0, &signed_tick(value));
    }
    beyond(plot, bins);
}

/// The mean, dotted, named above the plot on the side with room.
fn mean_line(plot: &Plot<'_>, pair: &Pair) {
    let (page, area, label) = (plot.page, plot.area, plot.page.kind.label);
    let mean = pair.mean_moic().difference;
    if plot.x.high < mean.value.abs() {
        return;
    }
    let x = plot.at((mean.value, 0.0)).0;
    page.dashes(&[(x, area.top - 0.4 * label), (x, area.bottom)], 0.75, INK, (1.0, 1.6));
    let text = format!("mean {}", difference(&mean, Unit::Multiple, ""));
    let (look, y) = (page.look(INK), area.top - 1.0 * label);
    let wide = look.width(&text);
    let fits_left = page.frame.left <= x + 2.0 - wide;
    let fits_right = x - 2.0 + wide <= page.frame.right;
    if fits_left && (mean.value < 0.0 || !fits_right) {
        page.text_at(x + 2.0, y, look.right(), &text);
    } else {
        page.text_at(x - 2.0, y, look, &text);
    }
}

/// What the bars at the ends hold of paths beyond the axis.
fn beyond(plot: &Plot<'_>, bins: &Bins) {
    let (page, look) = (plot.page, plot.page.look(GREY_TEXT));
    let y = plot.area.bottom + 2.6 * page.kind.label;
    let [low, high] = [-bins.reach, bins.reach].map(signed_tick);
    if 0.0 < bins.below {
        let text = format!("first bar: {} below {low} in it", small_percent(bins.below));
        page.text_at(page.frame.left, y, look, &text);
    }
    if 0.0 < bins.above {
        let text = format!("last bar: {} above {high} in it", small_percent(bins.above));
        page.text_at(page.frame.right, y, look.right(), &text);
    }
}

pub(super) fn signed_tick(value: f64) -> String {
    let digits = format!("{:.3}", value.abs());
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    match digits {
        "0" => "0x".to_owned(),
        _ if value < 0.0 => format!("\u{2212}{digits}x"),
        _ => format!("+{digits}x"),
    }
}
