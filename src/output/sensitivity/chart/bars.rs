//! The bars of a tornado, with what is written in and beside them.

use crate::output::statistic_words::{StatisticStyle, statistic_words};
use crate::output::value_words::{ValueStyle, value_words};
use std::cmp::Ordering;

use plotters::style::RGBColor;

use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::analysis::tornado::Bin;
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, Axes, BETTER, FAN, INK, Look, PAPER, Page, Provenance, RULE, Size, Span, WORSE,
    arrow_head, bar_beyond, head_length, span, text_on,
};

/// Both ends of a bar, the lower first.
fn ends(driver: &Driver) -> [f64; 2] {
    let [a, b] = driver.bar.end_bins().map(|bin| bin.statistic.value);
    [a.min(b), a.max(b)]
}

/// From the least to the most of what is drawn.
pub(super) fn domain(drivers: &Drivers, shown: &[&Driver]) -> (f64, f64) {
    let base = if drivers.base.value.is_nan() { 0.0 } else { drivers.base.value };
    let noise = if drivers.noise.is_nan() { 0.0 } else { drivers.noise };
    let ends = shown.iter().flat_map(|driver| driver.bar.end_bins());
    let all = Span::new((base - noise, base + noise));
    let Span { low, high } = ends.map(|bin| bin.statistic.value).fold(all, Span::with);
    let (low, high) = match drivers.statistic.unit() {
        Unit::Share => (low.max(0.0), high.min(1.0)),
        Unit::RatePerYear => (low.max(-1.0), high),
        _ => (low, high),
    };
    if high - low <= 1e-9 * base.abs().max(1e-9) {
        return match drivers.statistic.unit() {
            Unit::Share => ((low - 0.1).max(0.0), (high + 0.1).min(1.0)),
            _ => (low - base.abs().max(1.0), high + base.abs().max(1.0)),
        };
    }
    (low, high)
}

/// Says so where bars have no room on a lent axis.
pub(super) fn cut(
    drivers: &Drivers,
    shown: &[&Driver],
    (run, span): (&Provenance, Span),
) -> Option<String> {
    let all = shown.iter().flat_map(|driver| ends(driver));
    span::cut(["bars with a notch or an arrow", ""], all, span, |value| {
        statistic_words(value, drivers.statistic.unit(), &run.currency, StatisticStyle::Short)
    })
}

pub(super) fn bar(
    page: &Page,
    axes: &Axes,
    (drivers, driver, span): (&Drivers, &Driver, Span),
    (y, half): (f64, f64),
) {
    let base = drivers.base.value;
    let [low, high] = ends(driver);
    let (below, above) = colours(drivers, driver);
    let at = |value: f64| axes.at(span.nearest(value), 0.0).0;
    let part = |from: f64, to: f64, colour: RGBColor| {
        let (left, right) = (at(from), at(to));
        if from < to && left < right {
            page.rect(Area::level([left, right], (y, half)), colour);
        }
    };
    part(low, high.min(base), below);
    part(low.max(base), high, above);
    let colour = |end: f64| if end < base { below } else { above };
    bar_beyond((page, axes), ([low, high], span), (y, half), [colour(low), colour(high)]);
}

/// Colours below and above the statistic over all paths; grey for noise.
fn colours(drivers: &Drivers, driver: &Driver) -> (RGBColor, RGBColor) {
    if driver.bar.inside_noise {
        return (RULE, RULE);
    }
    match drivers.statistic.sense() {
        Sense::LowIsGood => (BETTER, WORSE),
        Sense::HighIsGood => (WORSE, BETTER),
        Sense::Neither => (FAN[1], FAN[2]),
    }
}

/// The assumption's values at both ends of its bar; a dot where it has none.
pub(super) fn beside(
    page: &Page,
    axes: &Axes,
    (drivers, driver, run, span): (&Drivers, &Driver, &Provenance, Span),
    y: f64,
) {
    let base = axes.at(span.nearest(drivers.base.value), 0.0).0;
    if driver.bar.swing.value.abs() <= 0.0 {
        match span.side(drivers.base.value) {
            Ordering::Equal => page.disc((base, y), 0.4 * page.kind.label, INK),
            side => arrow_head(page, (base, y), (side, Ordering::Equal), INK),
        }
        return;
    }
    let look = Look::new(page.kind.label, INK);
    let mut bins: [&Bin; 2] = driver.bar.end_bins();
    if bins[1].statistic.value < bins[0].statistic.value {
        bins.reverse();
    }
    let text = |bin: &Bin| value_words(bin.input, driver.unit, &run.currency, ValueStyle::SHORT);
    let [left, right] = drawn(page, axes, (driver, span));
    let texts = bins.map(text);
    let high = 0.55 * page.kind.label;
    let spans = [
        (left - 3.0 - look.width(&texts[0]), left - 3.0),
        (right + 3.0, right + 3.0 + look.width(&texts[1])),
    ];
    for ((left, right), text) in spans.into_iter().zip(&texts) {
        // The line of all paths does not run through a text.
        if left - 1.0 < base && base < right + 1.0 {
            page.rect(Area::level([left - 1.0, right], (y, high)), PAPER);
        }
        page.text_at(left, y, look, text);
    }
}

/// Where a bar begins and ends, with its arrow where it is all beyond the axis.
fn drawn(page: &Page, axes: &Axes, (driver, span): (&Driver, Span)) -> [f64; 2] {
    let [low, high] = ends(driver);
    let [left, right] = [low, high].map(|end| axes.at(span.nearest(end), 0.0).0);
    let wide = if left < right { 0.0 } else { head_length(page) };
    match (span.side(low), span.side(high)) {
        (Ordering::Greater, _) => [left - wide, right],
        (_, Ordering::Less) => [left, right + wide],
        _ => [left, right],
    }
}

/// The statistic at both ends of a bar that is more than noise, inside it where
/// there is room.
pub(super) fn inside(
    page: &Page,
    axes: &Axes,
    (drivers, driver, run, span): (&Drivers, &Driver, &Provenance, Span),
    y: f64,
) {
    let base = drivers.base.value;
    let (below, above) = colours(drivers, driver);
    // Bars of narrow pages are too low for text.
    if page.size == Size::Half || driver.bar.inside_noise {
        return;
    }
    for bin in driver.bar.end_bins() {
        let value = bin.statistic.value;
        let look = Look::new(page.kind.label, text_on(if value < base { below } else { above }));
        let text =
            statistic_words(value, drivers.statistic.unit(), &run.currency, StatisticStyle::Short);
        let [end, middle] = [value, base].map(|value| axes.at(span.nearest(value), 0.0).0);
        // Beside the notch of a bar that goes on.
        let away = if span.ends_before(value) { 12.0 } else { 3.0 };
        if !(look.width(&text) + 5.0 + away < (end - middle).abs()) {
            continue;
        }
        if value < base {
            page.text_at(end + away, y, look, &text);
        } else {
            page.text_at(end - away, y, look.right(), &text);
        }
    }
}
