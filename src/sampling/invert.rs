//! The exact quantile of a family without a closed one: Newton's method on
//! the smaller tail, kept inside a bracket.

use super::family::Family;
use super::law::Curve;
use super::special::Tails;

/// More steps than bisection alone would ever need.
const MOST_STEPS: usize = 400;
/// A step of Newton's method that is so short against the standard deviation, and against
/// the distance from the ends, is the last: what is left is of the order of its square.
const SHORT: f64 = 2e-9;

/// The value whose tails are `at`, along the family's curve; `guess` is any value of
/// the support near it.
pub(super) fn invert(family: &Family, curve: &Curve, at: Tails, guess: Option<f64>) -> f64 {
    let ends = family.support();
    let (mut low, mut high) = ends;
    if at.lower <= 0.0 {
        return low;
    }
    if at.upper <= 0.0 {
        return high;
    }
    let (mean, sd) = family.moments();
    let mut x = guess.filter(|x| low < *x && *x < high).unwrap_or(mean);
    for _ in 0..MOST_STEPS {
        let (found, density) = curve.tails_and_density(family, x);
        let error = excess(found, at);
        if 0.0 < error {
            high = x
        } else {
            low = x
        }
        let step = error / density;
        let next = x - step;
        let inside = low < next && next < high;
        let is_short = inside && step.abs() <= SHORT * sd.min(x - ends.0).min(ends.1 - x);
        let next = if inside { next } else { middle(low, high, x, sd) };
        let done = is_short
            || (next - x).abs() <= 4.0 * f64::EPSILON * x.abs()
            || next.to_bits() == x.to_bits();
        x = next;
        if done {
            break;
        }
    }
    x
}

/// How much too much probability lies below a value, seen from the smaller tail.
fn excess(found: Tails, at: Tails) -> f64 {
    if at.lower <= at.upper { found.lower - at.lower } else { at.upper - found.upper }
}

/// A value inside the bracket: geometric where it spans orders of magnitude,
/// so that quantiles near zero are reached.
fn middle(low: f64, high: f64, x: f64, sd: f64) -> f64 {
    if high.is_infinite() {
        return x.max(low) + 2.0 * (x - low).abs().max(sd);
    }
    if 0.0 <= low && 4.0 * low < high {
        let floor = low.max(f64::MIN_POSITIVE);
        return (floor * 0.5).max(low) + (floor.sqrt() * high.sqrt() - floor * 0.5).max(0.0);
    }
    low + 0.5 * (high - low)
}
