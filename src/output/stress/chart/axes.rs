//! What the axes of a stress span, and what has no room on them.

use crate::analysis::crossing::Point;
use crate::analysis::stress::AxisResult;
use crate::output::chart::{Domains, Scale, Span, all_lie};
use crate::output::format::plural;
use crate::output::statistic_words::{StatisticStyle, statistic_words};

/// The value of the assumption that is pushed.
pub(super) const VALUE: Scale = Scale::Span("value");
/// The statistic.
pub(super) const STATISTIC: Scale = Scale::Span("statistic");

/// What the axes span.
pub(super) struct Spans {
    pub(super) x: Span,
    pub(super) y: Span,
}

impl Spans {
    pub(super) fn lent(like: Option<&Domains>) -> Option<Self> {
        Some(Self { x: VALUE.span(like)?, y: STATISTIC.span(like)? })
    }

    pub(super) fn both(&self) -> (Span, Span) {
        (self.x, self.y)
    }

    /// Whether a place lies on both axes.
    pub(super) fn hold(&self, (x, y): (f64, f64)) -> bool {
        !self.x.ends_before(x) && !self.y.ends_before(y)
    }

    /// Says so where runs have no room on lent axes.
    pub(super) fn cut(&self, line: &AxisResult, currency: &str) -> Option<String> {
        let known = || line.points.iter().filter(|point| !point.statistic.value.is_nan());
        let beyond = known().filter(|point| !self.hold((point.value, point.statistic.value)));
        let beyond = beyond.count();
        let values = Span::of(known().map(|point| point.statistic.value));
        let shown = |value: f64| {
            statistic_words(
                value,
                line.limit.statistic.unit(),
                currency,
                StatisticStyle::Against(f64::NAN),
            )
        };
        (0 < beyond).then(|| {
            format!(
                "{beyond} of {} beyond these axes (arrows), {}",
                plural(line.points.len() as u64, "run"),
                all_lie(&shown(values.low), &shown(values.high))
            )
        })
    }

    pub(super) fn of(line: &AxisResult) -> Self {
        let plan = line.plan_value();
        let (low, high) = line.range();
        let x = padded((low.min(plan), high.max(plan)), 0.03);
        let ends = |point: &Point| {
            let error = 2.0 * point.statistic.standard_error;
            let error = if error.is_nan() { 0.0 } else { error };
            [point.statistic.value - error, point.statistic.value + error]
        };
        let of_points = line.points.iter().flat_map(ends);
        let all = of_points.chain([line.threshold, line.plan.value]).filter(|y| y.is_finite());
        let all = Span::of(all);
        let (mut low, mut high) = padded((all.low, all.high), 0.1);
        if line.limit.statistic.is_chance() {
            (low, high) = (low.max(0.0), high.min(1.0));
        }
        if 0.0 < low && low < 0.3 * high {
            low = 0.0;
        }
        Self { x: Span::new(x), y: Span { low, high } }
    }
}

/// With some room at both ends.
fn padded((low, high): (f64, f64), share: f64) -> (f64, f64) {
    let room = share * (high - low);
    let room = if 0.0 < room { room } else { 0.05 * high.abs().max(1e-6) };
    (low - room, high + room)
}
