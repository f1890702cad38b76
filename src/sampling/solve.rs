//! The value at which a distribution function reaches a probability: Newton's
//! method on the logarithm of the smaller tail, which is nearly straight in
//! light and in heavy tails, inside a bracket that is halved where it fails.

use super::special::Tails;

/// More steps than halving alone would need.
const MOST_STEPS: usize = 400;

/// What a solver asks of a distribution.
pub(super) trait Tailed {
    /// At most `x`, and more.
    fn tails(&self, x: f64) -> Tails;
    /// Density at `x`.
    fn density(&self, x: f64) -> f64;
}

/// Where the solution lies, and where to begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    /// Below it; may be infinite.
    pub(super) low: f64,
    /// Above it; may be infinite.
    pub(super) high: f64,
    /// A value between the two.
    pub(super) start: f64,
    /// First distance by which to search beyond an open end.
    pub(super) scale: f64,
}

/// The value in the bracket at which the tails are `at`.
pub(super) fn solve(distribution: &impl Tailed, at: Tails, bracket: Bracket) -> f64 {
    let Bracket { mut low, mut high, start: mut x, mut scale } = bracket;
    let mut last_step = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let step = newton_step(distribution, at, x);
        if 0.0 < step {
            high = x
        } else {
            low = x
        }
        let next = x - step;
        let is_open = low.is_infinite() || high.is_infinite();
        let is_closing = is_open || step.abs() < 0.5 * last_step;
        let next = if low < next && next < high && is_closing {
            next
        } else if is_open {
            scale *= 2.0;
            if high.is_infinite() { x + scale } else { x - scale }
        } else {
            middle(low, high)
        };
        last_step = (next - x).abs();
        let is_done = last_step <= 2.0 * f64::EPSILON * x.abs() || high <= low.next_up();
        x = next;
        if is_done {
            break;
        }
    }
    x
}

/// How far `x` lies above the solution, if the logarithm of the tail is
/// straight; infinite, of the right sign, where that cannot be said.
fn newton_step(distribution: &impl Tailed, at: Tails, x: f64) -> f64 {
    let found = distribution.tails(x);
    let is_lower = at.lower <= at.upper;
    let (found, wanted) = if is_lower { (found.lower, at.lower) } else { (found.upper, at.upper) };
    let sign = if is_lower == (wanted < found) { 1.0 } else { -1.0 };
    let step = libm::log(found / wanted).abs() * found / distribution.density(x);
    if step.is_finite() { sign * step } else { sign * f64::INFINITY }
}

/// A value inside: geometric where the bracket spans orders of magnitude.
fn middle(low: f64, high: f64) -> f64 {
    if 0.0 <= low && 4.0 * low < high {
        geometric(low, high)
    } else if high <= 0.0 && 4.0 * high > low {
        -geometric(-high, -low)
    } else {
        low + 0.5 * (high - low)
    }
}

fn geometric(low: f64, high: f64) -> f64 {
    low.max(f64::MIN_POSITIVE).sqrt() * high.sqrt()
}
