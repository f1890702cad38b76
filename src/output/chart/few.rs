//! Ends of axes that are few, so that pictures of different runs line up as they come: an axis
//! suits a run only by being the first of some that is long enough for it.

use super::span::Span;
use super::ticks::round_step;
use crate::analysis::statistic::Statistic;

/// The first of some ascending ends that reaches a value, or the last of them.
pub(in crate::output) fn first_from(ends: &[f64], value: f64) -> f64 {
    let reaches = |end: &&f64| value <= **end * (1.0 + 1e-9);
    ends.iter().find(reaches).or(ends.last()).copied().unwrap_or(value)
}

/// The first that reaches an amount of all that are 1, 2 or 5 and zeros.
pub(in crate::output) fn round_amount(amount: f64) -> f64 {
    round_step(amount.max(1.0))
}

/// Axes of time, in years.
const YEARS: [usize; 8] = [1, 5, 10, 15, 20, 30, 50, 100];

/// How many months an axis of time has that so many must have room on.
pub(in crate::output) fn round_months(months: usize) -> usize {
    let years = months.div_ceil(12);
    12 * YEARS.into_iter().find(|end| years <= *end).unwrap_or(years)
}

/// An axis from 0, or from as far below it as it must, up to 5 or 10 and zeros.
pub(in crate::output) fn round_figures(span: Span) -> Span {
    let end = |size: f64| -> f64 {
        let power = libm::pow(10.0, libm::log10(size.max(1e-12)).floor());
        first_from(&[1.0, 5.0, 10.0].map(|factor| factor * power), size)
    };
    let low = if span.low < 0.0 { -end(-span.low) } else { 0.0 };
    Span { low, high: end(span.high.max(5.0)) }
}

/// The axis of a statistic that takes such values: of a chance from 0 to the first of a quarter, a
/// half and one; else from 0, or as far below it as it must, to 1, 2 or 5 and zeros.
pub(in crate::output) fn statistic_axis(
    statistic: &Statistic,
    values: impl Iterator<Item = f64>,
) -> Span {
    let Span { low, high } = Span::of(values.filter(|value| value.is_finite()).chain([0.0]));
    if statistic.is_chance() {
        return Span::to(first_from(&[0.25, 0.5, 1.0], high));
    }
    let end = |size: f64| if 0.0 < size { round_step(size) } else { 0.0 };
    let span = Span { low: -end(-low), high: end(high) };
    if 0.0 < span.length() { span } else { Span::UNIT }
}

#[cfg(test)]
mod tests {
    use super::{first_from, round_amount, round_figures, round_months};
    use crate::output::chart::Span;

    #[test]
    #[expect(clippy::float_cmp, reason = "ends are round numbers")]
    fn an_axis_is_the_first_that_is_long_enough() {
        assert_eq!(
            [0.5, 0.75, 0.8, 2.0].map(|x| first_from(&[0.75, 1.0], x)),
            [0.75, 0.75, 1.0, 1.0]
        );
        assert_eq!([3e6, 1e6, 5.1e9, 0.0].map(round_amount), [5e6, 1e6, 1e10, 1.0]);
        assert_eq!(
            [1, 12, 13, 84, 120, 121, 240].map(round_months),
            [12, 12, 60, 120, 120, 180, 240]
        );
        let figures = |low, high| round_figures(Span { low, high });
        assert_eq!(figures(0.0, 1.7), Span { low: 0.0, high: 5.0 });
        assert_eq!(figures(-2.0, 5.1), Span { low: -5.0, high: 10.0 });
    }
}
