//! Verdicts as signs and fills, which differ in grey too.

use plotters::style::RGBColor;

use crate::analysis::screening::Verdict;
use crate::output::chart::{FAN, LOSS, Look, PAPER, Page, WORSE, text_on};

/// The fill of a cell.
pub(super) fn fill(verdict: Verdict) -> RGBColor {
    match verdict {
        Verdict::Pass => FAN[0],
        Verdict::TooClose => WORSE,
        Verdict::Fail => LOSS,
        Verdict::NotApplicable => PAPER,
    }
}

/// Draws a tick, a cross, a plus-minus or a dash, centred on a place and as wide as high.
pub(super) fn sign(page: &Page, verdict: Verdict, (x, y): (f64, f64), size: f64) {
    let (half, colour) = (0.5 * size, text_on(fill(verdict)));
    let pen = 0.16 * size;
    let at = |dx: f64, dy: f64| (x + dx * half, y + dy * half);
    match verdict {
        Verdict::Pass => page.line(&[at(-0.9, 0.05), at(-0.3, 0.75), at(0.9, -0.75)], pen, colour),
        Verdict::Fail => {
            page.line(&[at(-0.7, -0.7), at(0.7, 0.7)], pen, colour);
            page.line(&[at(-0.7, 0.7), at(0.7, -0.7)], pen, colour);
        }
        Verdict::TooClose => {
            page.text_at(x, y, Look::new(1.35 * size, colour).centred(), "±");
        }
        Verdict::NotApplicable => page.line(&[at(-0.7, 0.0), at(0.7, 0.0)], pen, colour),
    }
}
