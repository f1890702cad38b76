//! What the axes of a search span: round ends, so that those of different searches are often the
//! same.

use crate::analysis::axis::Axis;
use crate::analysis::breakeven::{Point, Reading};
use crate::analysis::limit::Limit;
use crate::output::chart::{Along, Scale, Span, round_step, statistic_axis};

/// The value that is varied.
pub(super) const VALUE: Scale = Scale::Span("value");
/// The statistic.
pub(super) const STATISTIC: Scale = Scale::Span("statistic");

/// From the last of 1, 2, 5 and zeros at or below the range to the first at or above it where it
/// is looked at by ratios; else as many halves of its length.
pub(super) fn of_values(axis: &Axis) -> Span {
    let range = Span { low: axis.from, high: axis.to };
    if Along::of(range) == Along::Ratios {
        return Span { low: round_below(axis.from), high: round_step(axis.to) };
    }
    let step = round_step(0.5 * range.length());
    let low = step * (axis.from / step + 1e-9).floor();
    let high = step * (axis.to / step - 1e-9).ceil();
    Span { low, high }
}

/// The last of 1, 2, 5 and zeros that is at most this.
fn round_below(value: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(value)));
    let below = |factor: &f64| factor * power <= value * (1.0 + 1e-9);
    power * [5.0, 2.0, 1.0].into_iter().find(below).unwrap_or(1.0)
}

/// From 0, or as far below it as the statistic goes, to round ends.
pub(super) fn of_statistic(target: &Limit, index: usize, points: &[Point], plan: &Reading) -> Span {
    let readings = points.iter().map(|point| &point.readings[index]).chain([plan]);
    let all = readings.flat_map(|reading| [reading.estimate.value, reading.threshold]);
    statistic_axis(&target.statistic, all)
}

#[cfg(test)]
mod tests {
    use super::of_values;
    use crate::analysis::axis::Axis;

    #[test]
    fn ends_are_round() {
        for (from, to, ends) in [
            (2.1e5, 2.1e7, [2e5, 5e7]),
            (6e6, 6e8, [5e6, 1e9]),
            (0.001, 0.999, [0.001, 1.0]),
            (0.0, 1.0, [0.0, 1.0]),
            (0.08, 0.12, [0.08, 0.12]),
            (10.0, 15.0, [10.0, 15.0]),
            (0.0, 40.0, [0.0, 40.0]),
        ] {
            let span = of_values(&Axis { from, to, whole: false, points: 17 });
            let off = (span.low - ends[0]).abs() + (span.high - ends[1]).abs();
            assert!(off < 1e-9 * to, "{from} to {to}: {span:?}");
        }
    }
}
