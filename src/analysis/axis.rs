//! The values of one assumption over which something is searched.

/// Values are told apart to this part of their size.
const RESOLUTION: f64 = 1e-6;

/// A range of values, and which of them are looked at first.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The lowest value.
    pub from: f64,
    /// The highest, above `from`.
    pub to: f64,
    /// Whether only whole numbers are meant.
    pub whole: bool,
    /// How many values are looked at first, at least 2.
    pub points: usize,
}

impl Axis {
    /// The values that are looked at first: the ends, and between them values of
    /// three digits at equal distances, or at equal ratios where the range spans
    /// a factor of four or more.
    pub fn values(&self) -> Vec<f64> {
        let last = (self.points.max(2) - 1) as f64;
        let inner = (1..self.points.max(2) - 1).map(|i| {
            let value = self.between(self.from, self.to, i as f64 / last);
            if self.whole { value } else { three_digits(value) }
        });
        let mut values: Vec<f64> = inner.filter(|x| self.from < *x && *x < self.to).collect();
        values.insert(0, self.from);
        values.push(self.to);
        values.dedup_by(|a, b| a.total_cmp(b).is_eq());
        values
    }

    /// The value at a part of the way from one to another, in (0, 1); a whole
    /// number strictly between them where there is one.
    pub fn between(&self, one: f64, other: f64, way: f64) -> f64 {
        let value = if self.is_geometric() {
            one * libm::exp(way * libm::log(other / one))
        } else {
            one + way * (other - one)
        };
        if !self.whole {
            return value;
        }
        let (low, high) = (one.min(other), one.max(other));
        value.round().max(low + 1.0).min((high - 1.0).max(low))
    }

    /// Whether nothing that matters lies between two values.
    pub fn is_resolved(&self, one: f64, other: f64) -> bool {
        let distance = (other - one).abs();
        let size = one.abs().max(other.abs()).max(1e-3 * (self.to - self.from));
        distance <= if self.whole { 1.0 } else { RESOLUTION * size }
    }

    fn is_geometric(&self) -> bool {
        0.0 < self.from && 4.0 * self.from <= self.to
    }
}

fn three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the values are round numbers")]
mod tests {
    use super::Axis;

    #[test]
    fn a_wide_range_is_looked_at_by_ratios_and_a_narrow_one_by_distances() {
        let axis = |from, to, whole, points| Axis { from, to, whole, points };
        assert_eq!(axis(1.0, 100.0, false, 5).values(), [1.0, 3.16, 10.0, 31.6, 100.0]);
        assert_eq!(axis(0.0, 1.0, false, 5).values(), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(axis(1.0, 4.0, true, 9).values(), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(axis(1.0, 20.0, true, 4).values(), [1.0, 3.0, 7.0, 20.0]);
    }

    #[test]
    fn whole_numbers_are_apart_until_they_are_neighbours() {
        let axis = Axis { from: 0.0, to: 9.0, whole: true, points: 4 };
        assert!(axis.is_resolved(3.0, 4.0) && !axis.is_resolved(3.0, 5.0));
        assert_eq!(axis.between(3.0, 5.0, 0.01), 4.0);
        assert_eq!(axis.between(5.0, 3.0, 0.99), 4.0);
    }
}
