//! A statistic as pictures word it.

use super::axis::levels_of;
use super::span::Span;
use crate::analysis::estimate::Estimate;
use crate::analysis::statistic::Statistic;
use crate::model::outcome::Unit;
use crate::output::statistic_words::{StatisticStyle, statistic_words};

/// The figures of one statistic; amounts are in one currency.
#[derive(Clone, Copy)]
pub(in crate::output) struct Figures<'a> {
    pub(in crate::output) unit: Unit,
    pub(in crate::output) currency: &'a str,
    /// What no figure is rounded on to; NaN: nothing.
    pub(in crate::output) threshold: f64,
}

impl<'a> Figures<'a> {
    pub(in crate::output) fn of(statistic: &Statistic, currency: &'a str) -> Self {
        Self { unit: statistic.unit(), currency, threshold: f64::NAN }
    }

    /// Those that are held against a threshold.
    pub(in crate::output) fn against(self, threshold: f64) -> Self {
        Self { threshold, ..self }
    }

    fn words(self, figure: impl Into<Estimate>, style: StatisticStyle) -> String {
        statistic_words(figure, self.unit, self.currency, style)
    }

    pub(in crate::output) fn short(self, value: f64) -> String {
        self.words(value, StatisticStyle::Short)
    }

    pub(in crate::output) fn with_error(self, figure: impl Into<Estimate>) -> String {
        self.words(figure, StatisticStyle::WithError)
    }

    /// Short, and told apart from the threshold.
    pub(in crate::output) fn value(self, value: f64) -> String {
        self.words(value, StatisticStyle::Against(self.threshold))
    }

    /// Round levels, about `count` of them, with their names.
    pub(in crate::output) fn levels(self, span: Span, count: usize) -> Vec<(f64, String)> {
        levels_of(self.unit, span, self.currency, count)
    }
}
