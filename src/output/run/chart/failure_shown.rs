//! The years of failures that have room in a picture, and its axes.

use super::data::FailuresOf;
use crate::analysis::failures::FailedBy;

/// Years that are drawn, and the axes.
pub(super) struct Shown {
    /// Every year, or every so many, and the last.
    pub(super) years: Vec<FailedBy>,
    /// Years between two that are drawn.
    pub(super) step: usize,
    pub(super) axis: usize,
    pub(super) top: f64,
}

/// Years that have room side by side.
const MOST: usize = 25;

impl Shown {
    pub(super) fn of(of: &FailuresOf<'_>, axis: usize, top: f64) -> Self {
        let step = [1, 2, 5].into_iter().find(|step| axis <= 12 * MOST * step).unwrap_or(10);
        let all = of.failures.years.iter().filter(|by| by.months <= axis);
        let last = of.failures.years.iter().rfind(|by| by.months <= axis).map(|by| by.months);
        let is_drawn =
            |by: &&FailedBy| by.months.is_multiple_of(12 * step) || Some(by.months) == last;
        Self { years: all.filter(is_drawn).copied().collect(), step, axis, top }
    }

    /// Which failures there are by the last date that is drawn.
    pub(super) fn last(&self) -> FailedBy {
        self.years.last().copied().unwrap_or_default()
    }
}
