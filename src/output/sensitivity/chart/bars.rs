//! The bars of a tornado, with what is written beside them.

use std::cmp::Ordering;

use plotters::style::RGBColor;

use crate::analysis::drivers::{Driver, Drivers};
use crate::analysis::sense::Sense;
use crate::analysis::tornado::Bin;
use crate::model::outcome::Unit;
use crate::output::chart::{
    Area, BETTER, FAN, Figures, INK, Plot, RULE, Span, WORSE, arrow_head, head_length,
};
use crate::output::value_words::{ValueStyle, value_words};

/// Both ends of a bar, the lower first.
pub(super) fn ends(driver: &Driver) -> [f64; 2] {
    let [a, b] = driver.bar.end_bins().map(|bin| bin.statistic.value);
    [a.min(b), a.max(b)]
}

/// From the least to the most of what is drawn.
pub(super) fn domain(drivers: &Drivers, shown: &[&Driver]) -> Span {
    let base = if drivers.base.value.is_nan() { 0.0 } else { drivers.base.value };
    let noise = if drivers.noise.is_nan() { 0.0 } else { drivers.noise };
    let ends = shown.iter().flat_map(|driver| driver.bar.end_bins());
    let all = Span { low: base - noise, high: base + noise };
    let Span { low, high } = ends.map(|bin| bin.statistic.value).fold(all, Span::with);
    let unit = drivers.statistic.unit();
    let (low, high) = match unit {
        Unit::Share => (low.max(0.0), high.min(1.0)),
        Unit::RatePerYear => (low.max(-1.0), high),
        _ => (low, high),
    };
    match unit {
        _ if 1e-9 * base.abs().max(1e-9) < high - low => Span { low, high },
        Unit::Share => Span { low: (low - 0.1).max(0.0), high: (high + 0.1).min(1.0) },
        _ => Span { low: low - base.abs().max(1.0), high: high + base.abs().max(1.0) },
    }
}

/// Bars being drawn.
pub(super) struct Bars<'a> {
    pub(super) plot: &'a Plot<'a>,
    pub(super) drivers: &'a Drivers,
    pub(super) currency: &'a str,
}

impl Bars<'_> {
    pub(super) fn bar(&self, driver: &Driver, place: (f64, f64)) {
        let base = self.drivers.base.value;
        let [low, high] = ends(driver);
        let part = |from: f64, to: f64, colour: RGBColor| {
            let (left, right) = (self.plot.x_of(from), self.plot.x_of(to));
            if from < to && left < right {
                self.plot.page.rect(Area::level([left, right], place), colour);
            }
        };
        let [below, above] = self.colours(driver);
        part(low, high.min(base), below);
        part(low.max(base), high, above);
        let colours = [low, high].map(|end| self.colour(driver, end));
        self.plot.bar_beyond([low, high], place, colours);
    }

    /// Colours below and above the statistic over all paths; grey for noise.
    fn colours(&self, driver: &Driver) -> [RGBColor; 2] {
        match self.drivers.statistic.sense() {
            _ if driver.bar.inside_noise => [RULE, RULE],
            Sense::LowIsGood => [BETTER, WORSE],
            Sense::HighIsGood => [WORSE, BETTER],
            Sense::Neither => [FAN[1], FAN[2]],
        }
    }

    fn colour(&self, driver: &Driver, value: f64) -> RGBColor {
        let [below, above] = self.colours(driver);
        if value < self.drivers.base.value { below } else { above }
    }

    /// What the statistic comes to at both ends of a bar; a dot where it has none.
    pub(super) fn results(&self, driver: &Driver, y: f64) {
        let (plot, page, value) = (self.plot, self.plot.page, self.drivers.base.value);
        let base = plot.x_of(value);
        if driver.bar.swing.value.abs() <= 0.0 {
            match plot.x.side(value) {
                Ordering::Equal => page.disc((base, y), 0.4 * page.kind.label, INK),
                side => arrow_head(page, (base, y), (side, Ordering::Equal), INK),
            }
            return;
        }
        let look = page.look(INK);
        let figures = Figures::of(&self.drivers.statistic, self.currency);
        let texts = ends(driver).map(|end| figures.short(end));
        let [left, right] = self.drawn(driver);
        let places = [look.right().ends(left - 3.0, &texts[0]), look.ends(right + 3.0, &texts[1])];
        for ([left, _], text) in places.into_iter().zip(&texts) {
            // Neither the line of all paths nor the band of noise runs through a text.
            page.text_on_white((left, y), look, text, (1.0, 0.55 * page.kind.label));
        }
    }

    /// The assumption's values at the left and at the right end of its bar, in its unit.
    pub(super) fn inputs(&self, driver: &Driver) -> String {
        let mut bins: [&Bin; 2] = driver.bar.end_bins();
        bins.sort_by(|a, b| a.statistic.value.total_cmp(&b.statistic.value));
        let [left, right] = bins.map(|bin| bin.input);
        let word = |value, style| value_words(value, driver.unit, self.currency, style);
        if driver.bar.swing.value.abs() <= 0.0 {
            return word(left, ValueStyle::FULL);
        }
        format!("{} … {}", word(left, ValueStyle::BARE), word(right, ValueStyle::FULL))
    }

    /// Where a bar begins and ends, with its arrow where it is all beyond the axis.
    fn drawn(&self, driver: &Driver) -> [f64; 2] {
        let [low, high] = ends(driver);
        let [left, right] = [low, high].map(|end| self.plot.x_of(end));
        let wide = if left < right { 0.0 } else { head_length(self.plot.page) };
        match (self.plot.x.side(low), self.plot.x.side(high)) {
            (Ordering::Greater, _) => [left - wide, right],
            (_, Ordering::Less) => [left, right + wide],
            _ => [left, right],
        }
    }
}
