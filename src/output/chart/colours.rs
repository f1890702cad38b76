//! Colours, all opaque. Text colours reach a contrast of 4.5 on white; no
//! meaning rests on red against green.

use plotters::style::RGBColor;

pub(in crate::output) const INK: RGBColor = RGBColor(0x1A, 0x1A, 0x1A);
pub(in crate::output) const GREY_TEXT: RGBColor = RGBColor(0x59, 0x59, 0x59);
pub(in crate::output) const AXIS: RGBColor = RGBColor(0x6B, 0x6B, 0x6B);
pub(in crate::output) const GRID: RGBColor = RGBColor(0xE3, 0xE3, 0xE3);
pub(in crate::output) const RULE: RGBColor = RGBColor(0x8C, 0x8C, 0x8C);
pub(in crate::output) const NEUTRAL: RGBColor = RGBColor(0xDD, 0xDD, 0xDD);
pub(in crate::output) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);

/// Outcome bands, worst first: 0x, to 0.1x, to 1x, to 3x, to 10x, from 10x.
pub(in crate::output) const BANDS: [RGBColor; 6] = [
    RGBColor(0x4A, 0x1A, 0x05),
    RGBColor(0x8F, 0x3B, 0x12),
    RGBColor(0xE0, 0xA0, 0x69),
    RGBColor(0xB7, 0xD6, 0xEA),
    RGBColor(0x5B, 0x9D, 0xCB),
    RGBColor(0x0B, 0x4F, 0x8A),
];
pub(in crate::output) const LOSS: RGBColor = BANDS[1];
pub(in crate::output) const GAIN: RGBColor = BANDS[5];

/// Exactly the money back: neither loss nor gain.
pub(in crate::output) const MONEY_BACK: RGBColor = RGBColor(0x8C, 0x8C, 0x8C);

/// Fan of percentiles, outermost first.
pub(in crate::output) const FAN: [RGBColor; 3] =
    [RGBColor(0xDC, 0xE9, 0xF4), RGBColor(0xA9, 0xCC, 0xE3), RGBColor(0x5B, 0x9D, 0xCB)];

/// Where an assumption is expected to be, behind everything else.
pub(in crate::output) const EXPECTED: RGBColor = RGBColor(0xF1, 0xF1, 0xF1);

/// Classes of a stress table, best first.
pub(in crate::output) const CLASSES: [RGBColor; 6] = [
    RGBColor(0xF7, 0xF3, 0xEF),
    RGBColor(0xF8, 0xE6, 0xD6),
    RGBColor(0xF1, 0xC7, 0x9F),
    RGBColor(0xD9, 0x8A, 0x4B),
    RGBColor(0xB0, 0x60, 0x1F),
    RGBColor(0x7A, 0x2E, 0x0B),
];

/// Thin lines over the fan.
pub(in crate::output) const SINGLE_PATH: RGBColor = RGBColor(0x40, 0x40, 0x40);

/// The colour of text on a fill: white on dark ones, else ink.
pub(in crate::output) fn text_on(fill: RGBColor) -> RGBColor {
    if 4.5 <= contrast(PAPER, fill) { PAPER } else { INK }
}

/// A colour mixed with that of the paper.
pub(in crate::output) fn mixed(RGBColor(r, g, b): RGBColor, strength: f64) -> RGBColor {
    let mix = |c: u8| (255.0 - strength * (255.0 - f64::from(c))).round() as u8;
    RGBColor(mix(r), mix(g), mix(b))
}

/// Contrast of two colours by WCAG 2.1, from 1 to 21.
pub(in crate::output) fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

pub(in crate::output) const BETTER: RGBColor = RGBColor(0x5B, 0x9D, 0xCB);

/// Worse and better, of a pair.
pub(in crate::output) const WORSE: RGBColor = RGBColor(0xE0, 0xA0, 0x69);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_colours_are_readable_on_white() {
        for colour in [INK, GREY_TEXT, AXIS, LOSS, GAIN] {
            assert!(4.5 <= contrast(colour, PAPER), "{colour:?}");
        }
    }

    #[test]
    fn single_paths_show_on_the_fan_and_lines_on_white() {
        for fill in FAN.into_iter().chain([PAPER]) {
            assert!(3.0 <= contrast(SINGLE_PATH, fill), "{fill:?}");
        }
        for line in [INK, AXIS, GAIN, LOSS] {
            assert!(3.0 <= contrast(line, PAPER), "{line:?}");
        }
    }

    /// CIE lightness, from 0 to 100.
    fn lightness(colour: RGBColor) -> f64 {
        116.0 * libm::cbrt(luminance(colour)) - 16.0
    }

    #[test]
    fn fills_that_touch_differ_in_grey() {
        let states = [BANDS[1], BANDS[2], NEUTRAL, BANDS[4], BANDS[5]];
        let fan = [FAN[0], FAN[1], FAN[2]];
        let around_1x = [BANDS[2], MONEY_BACK, BANDS[3]];
        for fills in [&BANDS[..], &states, &fan, &around_1x] {
            for pair in fills.windows(2) {
                let apart = (lightness(pair[0]) - lightness(pair[1])).abs();
                assert!(10.0 <= apart, "{pair:?}: {apart}");
            }
        }
    }

    #[test]
    fn text_on_every_fill_is_readable() {
        for fill in BANDS.into_iter().chain(FAN).chain([NEUTRAL, MONEY_BACK]).chain(CLASSES) {
            assert!(4.5 <= contrast(text_on(fill), fill), "{fill:?}");
        }
    }
}
