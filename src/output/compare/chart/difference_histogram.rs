//! The histogram of differences, with their mean.

use super::difference_bins::Bins;
use crate::analysis::compare::Pair;
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, Axes, GREY_TEXT, INK, Look, Page, Size, bin, decimals_of, grid, tick, ticks, zero_line,
};
use crate::output::figures::difference;
use crate::output::format::small_percent;

pub(super) fn histogram(page: &Page, plot: Area, bins: &Bins, pair: &Pair) {
    let look = Look::new(page.kind.label, INK);
    let axes = page.axes(plot, -bins.reach..bins.reach, 1.12 * bins.fullest..0.0);
    let marks = ticks(0.0, 1.03 * bins.fullest, 4);
    let decimals = decimals_of(100.0 * marks.get(1).copied().unwrap_or(1.0));
    let named = marks.iter().map(|value| (*value, format!("{:.decimals$}%", 100.0 * value)));
    grid(page, plot, &axes, &named.collect::<Vec<_>>());
    for one in bins.each().filter(|bin| 0.0 < bin.share) {
        bin(page, plot, &axes, &one, bins.fullest);
    }
    zero_line(page, plot, axes.at(0.0, 0.0).0);
    if bins.shares.iter().all(|share| *share <= 0.0) {
        let place = (0.25 * plot.right + 0.75 * plot.left, 0.5 * (plot.top + plot.bottom));
        page.text_at(place.0, place.1, look.centred(), "no path differs");
    } else {
        mean_line(page, plot, &axes, (bins, pair));
    }
    let steps = if page.size == Size::Half { 4 } else { 8 };
    // A step too long for the axis would leave only 0.
    let enough = |steps: &usize| 3 <= ticks(-bins.reach, bins.reach, *steps).len();
    let steps = (steps..=3 * steps).find(enough).unwrap_or(steps);
    for value in ticks(-bins.reach, bins.reach, steps) {
        tick(page, plot, axes.at(value, 0.0).0, &signed_tick(value));
    }
    beyond(page, plot, Look::new(page.kind.label, GREY_TEXT), bins);
}

/// The mean, dotted, named above the plot on the side with room.
fn mean_line(page: &Page, plot: Area, axes: &Axes, (bins, pair): (&Bins, &Pair)) {
    let mean = pair.mean_moic().difference;
    if bins.reach < mean.value.abs() {
        return;
    }
    let x = axes.at(mean.value, 0.0).0;
    let label = page.kind.label;
    page.dashes(&[(x, plot.top - 0.4 * label), (x, plot.bottom)], 0.75, INK, (1.0, 1.6));
    let text = format!("mean {}", difference(&mean, Unit::Multiple, ""));
    let look = Look::new(label, INK);
    let y = plot.top - 1.0 * label;
    let wide = look.width(&text);
    let (fits_left, fits_right) =
        (page.frame.left <= x + 2.0 - wide, x - 2.0 + wide <= page.frame.right);
    if fits_left && (mean.value < 0.0 || !fits_right) {
        page.text_at(x + 2.0, y, look.right(), &text);
    } else {
        page.text_at(x - 2.0, y, look, &text);
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

/// What the bars at the ends hold of paths beyond the axis.
fn beyond(page: &Page, plot: Area, look: Look, bins: &Bins) {
    let y = plot.bottom + 2.6 * page.kind.label;
    let end = signed_tick(bins.reach);
    if 0.0 < bins.below {
        let end = signed_tick(-bins.reach);
        let text = format!("first bar: {} below {end} in it", small_percent(bins.below));
        page.text_at(page.frame.left, y, look, &text);
    }
    if 0.0 < bins.above {
        let text = format!("last bar: {} above {end} in it", small_percent(bins.above));
        page.text_at(page.frame.right, y, look.right(), &text);
    }
}
