//! What an axis spans, and what goes on beyond it.

use std::cmp::Ordering;

/// From the lower to the upper end of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::output) struct Span {
    pub(in crate::output) low: f64,
    pub(in crate::output) high: f64,
}

impl Span {
    /// From 0 to 1.
    pub(in crate::output) const UNIT: Self = Self { low: 0.0, high: 1.0 };

    pub(in crate::output) fn new((low, high): (f64, f64)) -> Self {
        Self { low, high }
    }

    /// From the least to the most of some values.
    pub(in crate::output) fn of(values: impl Iterator<Item = f64>) -> Self {
        values.fold(Self { low: f64::INFINITY, high: f64::NEG_INFINITY }, Self::with)
    }

    /// From 0 to a value.
    pub(in crate::output) fn to(high: f64) -> Self {
        Self { low: 0.0, high }
    }

    pub(in crate::output) fn length(self) -> f64 {
        self.high - self.low
    }

    /// Where a value lies on it, as a place from 0 to 1.
    pub(in crate::output) fn place(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The value at a place.
    pub(in crate::output) fn value_at(self, place: f64) -> f64 {
        self.low + place * (self.high - self.low)
    }

    /// As long as it must be for a value to lie on it too.
    pub(in crate::output) fn with(self, value: f64) -> Self {
        Self { low: self.low.min(value), high: self.high.max(value) }
    }

    /// Both ends, as pictures tell them.
    pub(in crate::output) fn ends(self) -> Vec<f64> {
        vec![self.low, self.high]
    }

    /// Where a value lies: below the axis, on it, or above it; what is not
    /// known lies nowhere, so not beyond.
    pub(in crate::output) fn side(self, value: f64) -> Ordering {
        let room = 1e-9 * (self.high - self.low);
        if value < self.low - room {
            Ordering::Less
        } else if self.high + room < value {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }

    /// Whether a value lies beyond either end.
    pub(in crate::output) fn ends_before(self, value: f64) -> bool {
        self.side(value) != Ordering::Equal
    }

    /// The name of a value, with an arrow to where it lies if that is left or
    /// right of a level axis.
    pub(in crate::output) fn pointed(self, value: f64, name: String) -> String {
        match self.side(value) {
            Ordering::Less => format!("\u{2190} {name}"),
            Ordering::Equal => name,
            Ordering::Greater => format!("{name} \u{2192}"),
        }
    }

    /// The place on the axis that is nearest to a value.
    pub(in crate::output) fn nearest(self, value: f64) -> f64 {
        value.clamp(self.low, self.high)
    }
}

/// Says that marks go on beyond a scale, and how far.
pub(in crate::output) fn go_on(marks: &str, reach: &str) -> String {
    let comma = if reach.is_empty() { "" } else { ", " };
    format!("{marks} go on beyond this scale{comma}{reach}")
}

/// Says so where one of the values that marks stand for lies beyond a scale; after the marks comes
/// what shows it.
pub(in crate::output) fn cut(
    [marks, shown_by]: [&str; 2],
    values: impl Iterator<Item = f64> + Clone,
    span: Span,
    word: impl Fn(f64) -> String,
) -> Option<String> {
    let is_cut = values.clone().any(|value| span.ends_before(value));
    let Span { low, high } = Span::of(values);
    let reach = all_lie(&word(low), &word(high));
    is_cut.then(|| format!("{marks} go on beyond this scale{shown_by}, {reach}"))
}

/// What lies from a value to another as they are printed, or all at one.
pub(in crate::output) fn all_lie(low: &str, high: &str) -> String {
    if low == high { format!("all lie at {low}") } else { format!("all lie from {low} to {high}") }
}

#[cfg(test)]
mod tests {
    use super::{Span, all_lie};
    use std::cmp::Ordering;

    #[test]
    fn what_lies_beyond_an_axis_is_told_from_what_rounding_moves() {
        let span = Span::new((1.0, 3.0));
        let sides = [0.9, 1.0 - 1e-12, 2.0, 3.0 + 1e-12, 3.1, f64::NAN].map(|x| span.side(x));
        let (below, on, above) = (Ordering::Less, Ordering::Equal, Ordering::Greater);
        assert_eq!(sides, [below, on, on, on, above, on]);
        assert_eq!(
            [0.5, 2.0, 9.0].map(|x| span.nearest(x)).map(f64::to_bits),
            [1.0, 2.0, 3.0].map(f64::to_bits)
        );
        assert_eq!(
            [0.0, 2.0, 4.0].map(|x| span.pointed(x, "it".to_owned())),
            ["\u{2190} it", "it", "it \u{2192}"]
        );
    }

    #[test]
    fn one_value_is_not_told_twice() {
        assert_eq!(all_lie("1x", "3x"), "all lie from 1x to 3x");
        assert_eq!(all_lie("100%", "100%"), "all lie at 100%");
    }
}
