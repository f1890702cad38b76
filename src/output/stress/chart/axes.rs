//! What the axes of a stress span, and what has no room on them.

use crate::analysis::crossing::Point;
use crate::analysis::stress::AxisResult;
use crate::output::chart::{Along, Figures, Scale, SharedAxes, Span, beyond_axes};

/// The value of the assumption that is pushed.
pub(super) const VALUE: Scale = Scale::Span("value");
/// The statistic.
pub(super) const STATISTIC: Scale = Scale::Span("statistic");

/// Those of values and of the statistic: lent ones, or what the line needs, and of the statistic
/// what all lines beside it need that show the same one.
pub(super) fn spans(
    line: &AxisResult,
    SharedAxes { set, like }: SharedAxes<'_, AxisResult>,
) -> [Span; 2] {
    match (VALUE.span(like), STATISTIC.span(like)) {
        (Some(x), Some(y)) => [x, y],
        _ => {
            let alike = set.iter().filter(|one| one.limit.statistic == line.limit.statistic);
            let all = alike
                .map(of_statistic)
                .fold(of_statistic(line), |all, one| all.with(one.low).with(one.high));
            [of_values(line), all]
        }
    }
}

/// Says so where runs have no room on lent axes.
pub(super) fn cut(line: &AxisResult, axes: [Span; 2], figures: Figures<'_>) -> Option<String> {
    let points: Vec<_> = line.points.iter().map(|point| (point.value, point.statistic)).collect();
    beyond_axes(&points, Along::Distances, axes, |value| figures.value(value))
}

fn of_values(line: &AxisResult) -> Span {
    let plan = line.plan_value();
    let (low, high) = line.range();
    padded(Span { low: low.min(plan), high: high.max(plan) }, 0.03)
}

fn of_statistic(line: &AxisResult) -> Span {
    let ends = |point: &Point| {
        let error = 2.0 * point.statistic.standard_error;
        let error = if error.is_nan() { 0.0 } else { error };
        [point.statistic.value - error, point.statistic.value + error]
    };
    let of_points = line.points.iter().flat_map(ends);
    let all = of_points.chain([line.threshold, line.plan.value]).filter(|y| y.is_finite());
    let Span { mut low, mut high } = padded(Span::of(all), 0.1);
    if line.limit.statistic.is_chance() {
        (low, high) = (low.max(0.0), high.min(1.0));
    }
    if 0.0 < low && low < 0.3 * high {
        low = 0.0;
    }
    Span { low, high }
}

/// With some room at both ends.
fn padded(Span { low, high }: Span, share: f64) -> Span {
    let room = share * (high - low);
    let room = if 0.0 < room { room } else { 0.05 * high.abs().max(1e-6) };
    Span { low: low - room, high: high + room }
}
