//! How several things are told apart wherever a picture has them: by colours and dashes.

use super::colours::GREY_TEXT;
use plotters::style::RGBColor;

/// Most curves that can be told apart.
pub(in crate::output) const MOST_CURVES: usize = 5;

/// Colours of curves, the first black; told apart in grey by their dashes. None is blue, which is
/// the colour of gain.
const COLOURS: [RGBColor; MOST_CURVES] = [
    RGBColor(0x1A, 0x1A, 0x1A),
    RGBColor(0x76, 0x12, 0xA5),
    RGBColor(0x0C, 0x6E, 0x62),
    RGBColor(0xB8, 0x6E, 0x00),
    RGBColor(0xC2, 0x41, 0x8C),
];

/// Dashes of curves, in points; none for the first.
const DASHES: [Option<(f64, f64)>; MOST_CURVES] =
    [None, Some((10.0, 2.5)), Some((2.0, 2.0)), Some((6.0, 2.5)), Some((15.0, 3.5))];

/// The colour of the thing at that position; grey where there are too many.
pub(in crate::output) fn colour_of(position: usize) -> RGBColor {
    COLOURS.get(position).copied().unwrap_or(GREY_TEXT)
}

/// Its dashes, as long as they are and as long as the gaps, in points.
pub(super) fn dash_of(position: usize) -> Option<(f64, f64)> {
    DASHES.get(position).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::super::colours::{GAIN, PAPER, contrast};
    use super::{COLOURS, MOST_CURVES, colour_of};

    #[test]
    fn curves_show_on_white_and_none_is_blue() {
        for colour in COLOURS {
            assert!(3.0 <= contrast(colour, PAPER), "{colour:?}");
            assert!(!(colour.0 < colour.2 && colour.1 < colour.2 && colour.0 < 0x60), "{colour:?}");
        }
        const { assert!(GAIN.0 < GAIN.2, "as blue is") };
        assert_eq!(colour_of(MOST_CURVES), colour_of(MOST_CURVES + 3));
    }
}
