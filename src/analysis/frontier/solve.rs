//! The premium at which a mean gain is zero, with its error.

use crate::analysis::estimate::{Estimate, mean};

/// Gains of all seasons at one premium, and how fast their mean falls with
/// the premium if every order stays as it is.
pub(super) struct Gains {
    pub(super) gains: Vec<f64>,
    pub(super) slope: f64,
}

/// Premiums are found to this; far below any error.
const CLOSE: f64 = 1e-7;

/// Where the mean of `gains_at` falls to zero, by Newton's method within what
/// is known to enclose it: the slope is exact where orders are the best ones,
/// because then changing them changes nothing. The error is that of the mean,
/// over the slope (the delta method).
pub(super) fn root(start: f64, gains_at: impl Fn(f64) -> Gains) -> Option<Estimate> {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut at = start;
    for _ in 0..60 {
        let Gains { gains, slope } = gains_at(at);
        let gain = mean(&gains);
        if 0.0 < gain.value {
            low = at
        } else {
            high = at
        }
        let step = -gain.value / slope;
        if step.abs() < CLOSE || high - low < CLOSE {
            let standard_error = -gain.standard_error / slope;
            return (slope < 0.0).then_some(Estimate { value: at + step, standard_error });
        }
        at = next(at + step, low, high)?;
    }
    None
}

/// The Newton step, unless it leaves what encloses the root.
fn next(wanted: f64, low: f64, high: f64) -> Option<f64> {
    // Premiums of -100 % make goods free; none is looked for above 10,000 %.
    let (low, high) = (low.max(-1.0), high.min(100.0));
    let inside = low < wanted && wanted < high;
    let middle = if inside { wanted } else { 0.5 * (low + high) };
    (low < high).then_some(middle)
}
