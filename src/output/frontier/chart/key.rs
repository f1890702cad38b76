//! The two kinds of mark, and what they mean.

use crate::output::chart::{GAIN, GREY_TEXT, INK, Look, PAPER, Page, Size};
use plotters::style::RGBColor;

/// What the two kinds of mark are.
pub(super) fn key(page: &Page) {
    let label = page.kind.label;
    let look = Look::new(label, INK);
    let half = page.size == Size::Half;
    let (local, mixed) = if half {
        ("all close by (line: closed form)", "topped up (dots: simulated)")
    } else {
        ("all made close by", "base order from afar, topped up")
    };
    let swatch = 22.0 * page.size.stretch();
    let mut at = (page.frame.left, page.frame.top + 0.6 * label);
    for (text, colour, is_mixed) in [(local, GAIN, false), (mixed, INK, true)] {
        let ends = [(at.0, at.1), (at.0 + swatch, at.1)];
        if is_mixed {
            page.dashes(&ends, 1.1, colour, (3.0, 2.0));
        } else {
            page.line(&ends, 1.8, colour);
        }
        dot(page, (at.0 + 0.5 * swatch, at.1), colour, is_mixed);
        page.text_at(at.0 + swatch + 5.0, at.1, look, text);
        if half {
            at.1 += 1.4 * label;
        } else {
            at.0 += swatch + look.width(text) + 22.0;
        }
    }
    if !half {
        let look = Look::new(label, GREY_TEXT);
        let texts = ["lines: closed form; dots: simulated, ± 2 s.e.", "dots: simulated, ± 2 s.e."];
        let from = at.0 - 8.0;
        if let Some(text) = look.longest(&texts, page.frame.right - from) {
            page.text_at(from, at.1, look, text);
        }
    }
}

/// A filled dot, or an open one.
pub(super) fn dot(page: &Page, place: (f64, f64), colour: RGBColor, open: bool) {
    let size = page.size.stretch() * if page.size == Size::Half { 0.8 } else { 1.0 };
    page.disc(place, 3.2 * size, PAPER);
    page.disc(place, 2.5 * size, colour);
    if open {
        page.disc(place, 1.4 * size, PAPER);
    }
}
