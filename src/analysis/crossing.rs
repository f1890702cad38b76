//! Where a statistic that was simulated at some values of an assumption passes
//! a limit, and how well that is known.
//!
//! Between two values the statistic is taken to run straight. Its error there
//! follows from those at both ends and from that of their paired difference,
//! since all runs are on the same draws. The interval of the crossing holds the
//! values at which the statistic is within two standard errors of the limit:
//! the band around the line, read off at the limit.

use super::estimate::Estimate;

/// A run at one value of an assumption.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// The value.
    pub value: f64,
    /// The statistic there.
    pub statistic: Estimate,
    /// Whether the limit holds there.
    pub holds: bool,
    /// The statistic less that of the plan, with the paired error.
    pub from_plan: Estimate,
    /// The statistic less that of the point before, with the paired error; not
    /// a number at the first.
    pub from_last: Estimate,
}

/// Where a statistic passes its limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The value at which it does.
    pub value: f64,
    /// The lowest value at which it may, by two standard errors; absent where
    /// that is below all values tried.
    pub low: Option<f64>,
    /// The highest; absent where that is above all values tried.
    pub high: Option<f64>,
    /// Whether the limit holds below and fails above, or the other way round.
    pub holds_below: bool,
}

/// All crossings of `threshold`, in the order of the points, which rise.
pub fn crossings(points: &[Point], threshold: f64) -> Vec<Crossing> {
    let pairs = points.windows(2).enumerate();
    let crossed = pairs.filter(|(_, pair)| pair[0].holds != pair[1].holds);
    crossed.map(|(index, _)| crossing(points, index, threshold)).collect()
}

/// In the segment that begins at `index`.
fn crossing(points: &[Point], index: usize, threshold: f64) -> Crossing {
    let segment = Segment::of(&points[index], &points[index + 1], threshold);
    let holds_below = points[index].holds;
    let way = segment.root();
    let Some(way) = way else {
        // Where no path has the measure at one end, no more is known.
        let (low, high) = (points[index].value, points[index + 1].value);
        let value = if holds_below { low } else { high };
        return Crossing { value, low: Some(low), high: Some(high), holds_below };
    };
    let segments = |range: std::ops::Range<usize>| {
        range.map(|at| Segment::of(&points[at], &points[at + 1], threshold))
    };
    let low = segment.last_outside(way).map(|way| segment.at(way)).or_else(|| {
        segments(0..index).rev().find_map(|one| one.last_outside(1.0).map(|way| one.at(way)))
    });
    let high = segment.first_outside(way).map(|way| segment.at(way)).or_else(|| {
        segments(index + 1..points.len() - 1)
            .find_map(|one| one.first_outside(0.0).map(|way| one.at(way)))
    });
    Crossing { value: segment.at(way), low, high, holds_below }
}

/// Between two points, `way` running from 0 to 1.
struct Segment {
    values: (f64, f64),
    /// The statistic less the threshold, and by how much it rises.
    margin: f64,
    rise: f64,
    /// Variances at both ends, and their covariance.
    variances: (f64, f64),
    covariance: f64,
}

impl Segment {
    fn of(from: &Point, to: &Point, threshold: f64) -> Self {
        let square = |error: f64| error * error;
        let variances =
            (square(from.statistic.standard_error), square(to.statistic.standard_error));
        let of_difference = square(to.from_last.standard_error);
        Self {
            values: (from.value, to.value),
            margin: from.statistic.value - threshold,
            rise: to.statistic.value - from.statistic.value,
            variances,
            covariance: 0.5 * (variances.0 + variances.1 - of_difference),
        }
    }

    fn at(&self, way: f64) -> f64 {
        self.values.0 + way * (self.values.1 - self.values.0)
    }

    /// Where the line meets the threshold.
    fn root(&self) -> Option<f64> {
        let way = -self.margin / self.rise;
        way.is_finite().then(|| way.clamp(0.0, 1.0))
    }

    /// How far outside of two standard errors, squared; negative: inside. Its
    /// coefficients of 1, way and way squared.
    fn outside(&self) -> [f64; 3] {
        let (a, b) = self.variances;
        let c = self.covariance;
        [
            self.margin * self.margin - 4.0 * a,
            2.0 * self.margin * self.rise - 8.0 * (c - a),
            self.rise * self.rise - 4.0 * (a + b - 2.0 * c),
        ]
    }

    /// Where the line enters the band on the way to `way`, which is inside.
    fn last_outside(&self, way: f64) -> Option<f64> {
        let before = |root: &f64| 0.0 <= *root && *root <= way;
        self.edges().into_iter().rev().find(before)
    }

    /// Where the line leaves the band after `way`, which is inside.
    fn first_outside(&self, way: f64) -> Option<f64> {
        let after = |root: &f64| way <= *root && *root <= 1.0;
        self.edges().into_iter().find(after)
    }

    /// Where the line enters or leaves the band, in rising order.
    fn edges(&self) -> Vec<f64> {
        let [c, b, a] = self.outside();
        let discriminant = b * b - 4.0 * a * c;
        if !(0.0 <= discriminant) {
            return Vec::new();
        }
        // Without the cancellation of the schoolbook formula.
        let q = -0.5 * (b + discriminant.sqrt().copysign(b));
        let mut edges: Vec<f64> = [q / a, c / q].into_iter().filter(|w| w.is_finite()).collect();
        edges.sort_by(f64::total_cmp);
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, crossings};
    use crate::analysis::estimate::Estimate;

    /// Points of a line with one error everywhere, fully correlated or not.
    fn line(values: &[(f64, f64)], error: f64, difference_error: f64) -> Vec<Point> {
        let of = |value, standard_error| Estimate { value, standard_error };
        let points = values.iter().map(|(value, statistic)| Point {
            value: *value,
            statistic: of(*statistic, error),
            holds: *statistic <= 0.5,
            from_plan: of(0.0, 0.0),
            from_last: of(0.0, difference_error),
        });
        points.collect()
    }

    #[test]
    fn a_straight_line_crosses_where_algebra_says_and_its_band_with_it() {
        // y = x / 10 with an error of 0.02 that all points share: the limit of
        // 0.5 is met at 5, and the band of 0.04 at 5 ± 0.4.
        let points = line(&[(0.0, 0.0), (4.0, 0.4), (8.0, 0.8)], 0.02, 0.0);
        let found = crossings(&points, 0.5);
        assert_eq!(found.len(), 1);
        assert!(found[0].holds_below && (found[0].value - 5.0).abs() < 1e-12);
        assert!((found[0].low.expect("inside") - 4.6).abs() < 1e-9, "{found:?}");
        assert!((found[0].high.expect("inside") - 5.4).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn an_interval_runs_over_points_and_is_open_where_it_leaves_the_range() {
        let points = line(&[(0.0, 0.46), (1.0, 0.49), (2.0, 0.51), (3.0, 0.52)], 0.015, 0.0);
        let found = crossings(&points, 0.5);
        assert!((found[0].value - 1.5).abs() < 1e-12);
        // 0.47 is reached at a third of the first segment.
        assert!((found[0].low.expect("inside") - 1.0 / 3.0).abs() < 1e-9, "{found:?}");
        assert_eq!(found[0].high, None);
    }

    #[test]
    fn independent_errors_make_the_middle_of_a_segment_surer() {
        // At the middle the variance is half of that at either end.
        let error = 0.02_f64;
        let points = line(&[(0.0, 0.4), (2.0, 0.6)], error, error * 2.0_f64.sqrt());
        let found = crossings(&points, 0.5);
        let half_width = found[0].high.expect("inside") - 1.0;
        // 0.1 d = 2 * 0.02 * sqrt((1 + d^2) / 2) at d from the middle.
        let exact = (0.0008_f64 / (0.01 - 0.0008)).sqrt();
        assert!((half_width - exact).abs() < 1e-9, "{half_width} {exact}");
    }

    #[test]
    fn a_line_that_comes_back_crosses_twice() {
        let points = line(&[(0.0, 0.4), (1.0, 0.6), (2.0, 0.4)], 0.001, 0.001);
        let found = crossings(&points, 0.5);
        let ways: Vec<bool> = found.iter().map(|one| one.holds_below).collect();
        assert_eq!(ways, [true, false]);
    }
}
