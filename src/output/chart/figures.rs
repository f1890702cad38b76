//! A statistic as pictures word it.

use super::span::Span;
use super::ticks::{decimals_of, round_step, ticks};
use crate::analysis::estimate::Estimate;
use crate::analysis::statistic::Statistic;
use crate::model::outcome::Unit;
use crate::output::format::{Money, moic_tick, two_digits};
use crate::output::statistic_words::{StatisticStyle, statistic_words};

/// The figures of one statistic; amounts are in one currency.
#[derive(Clone, Copy)]
pub(in crate::output) struct Figures<'a> {
    pub(in crate::output) unit: Unit,
    pub(in crate::output) currency: &'a str,
    /// What no figure is rounded on to; NaN: nothing.
    threshold: f64,
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
    pub(in crate::output) fn levels(
        self,
        Span { low, high }: Span,
        count: usize,
    ) -> Vec<(f64, String)> {
        let step = round_step((high - low) / count as f64);
        let scale = Money::scale(low.abs().max(high.abs()), self.currency);
        let name = |value: f64| match self.unit {
            Unit::Share | Unit::RatePerYear => {
                let decimals = decimals_of(100.0 * step);
                format!("{:.decimals$}%", 100.0 * value).replace('-', "\u{2212}")
            }
            Unit::Multiple => moic_tick(value),
            Unit::Money => scale.tick(value),
            Unit::Month => two_digits(value + 1.0),
            Unit::Days | Unit::Months | Unit::Count => two_digits(value),
        };
        ticks(low, high, count).into_iter().map(|value| (value, name(value))).collect()
    }
}
