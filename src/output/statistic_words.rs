//! A statistic in words, in its unit. All texts word statistics here. A reader
//! counts months from 1.

use super::format::{
    Money, Parts, moic, money, number, percent, plain, rate, two_digits, with_error,
};
use super::given;
use super::level::level;
use crate::analysis::estimate::Estimate;
use crate::model::outcome::Unit;

/// To how many digits a statistic stands, and beside what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StatisticStyle {
    /// `61.2% ± 0.3`: with its standard error, to the digits that it supports.
    WithError,
    /// `61%`, `16 d`: short, for sentences and narrow columns.
    Short,
    /// `61%`, `16`: short, and never rounded on to this threshold if it misses
    /// it; one that is NaN is none.
    Against(f64),
    /// `61.2%`, `16.4 days`: one of a row of figures, whose amounts are in the unit
    /// that suits the largest of them.
    InRow(f64),
    /// `61.2% ± 0.3%`, `16.4 ± 0.1`: the mean of such a row, with its error.
    MeanOfRow(f64),
    /// `61.25%`, `16.4 days`: with all the digits that it was given.
    Given,
}

/// A statistic in its unit, in a style; `currency` is that of amounts.
pub fn statistic_words(
    statistic: impl Into<Estimate>,
    unit: Unit,
    currency: &str,
    style: StatisticStyle,
) -> String {
    let figure = counted(statistic.into(), unit);
    let (value, of) = (figure.value, InUnit { unit, currency });
    match style {
        StatisticStyle::WithError | StatisticStyle::Against(_) if value.is_nan() => {
            "absent".to_owned()
        }
        _ if value.is_nan() => "–".to_owned(),
        StatisticStyle::WithError => level(&figure, unit, currency),
        StatisticStyle::Short => of.with_word(of.short(value)),
        StatisticStyle::Against(threshold) => of.against(value, threshold),
        StatisticStyle::InRow(largest) => of.with_word(of.in_row(value, largest)),
        StatisticStyle::MeanOfRow(largest) => of.mean_of_row(&figure, largest),
        StatisticStyle::Given => of.with_word(of.given(value)),
    }
}

/// A month as a reader counts it.
fn counted(figure: Estimate, unit: Unit) -> Estimate {
    let first = if unit == Unit::Month { 1.0 } else { 0.0 };
    Estimate { value: figure.value + first, ..figure }
}

/// What a statistic is measured in.
#[derive(Clone, Copy)]
struct InUnit<'a> {
    unit: Unit,
    currency: &'a str,
}

impl InUnit<'_> {
    /// With the unit behind it where that is a word.
    fn with_word(self, number: String) -> String {
        match self.unit {
            Unit::Days if number == "1" => "1 day".to_owned(),
            Unit::Months if number == "1" => "1 month".to_owned(),
            Unit::Days => format!("{number} days"),
            Unit::Months => format!("{number} months"),
            _ => number,
        }
    }

    fn short(self, value: f64) -> String {
        match self.unit {
            Unit::Share => percent(value),
            Unit::RatePerYear => rate(value, f64::INFINITY),
            Unit::Multiple => moic(value),
            Unit::Money => money(value, self.currency),
            Unit::Days | Unit::Months | Unit::Month | Unit::Count => two_digits(value),
        }
    }

    fn in_row(self, value: f64, largest: f64) -> String {
        match self.unit {
            Unit::Multiple => moic(value),
            Unit::Money => Money::scale(largest, self.currency).of(value),
            Unit::Share | Unit::RatePerYear => format!("{}%", plain(100.0 * value)),
            Unit::Days => plain(value),
            Unit::Months | Unit::Month | Unit::Count => format!("{value:.0}"),
        }
    }

    fn mean_of_row(self, mean: &Estimate, largest: f64) -> String {
        match self.unit {
            Unit::Money => Money::scale(largest, self.currency).with_error(mean),
            Unit::Share | Unit::RatePerYear => percent_in_parts(mean).to_string(),
            _ => with_error(mean, 1, number),
        }
    }

    fn given(self, value: f64) -> String {
        match self.unit {
            Unit::Multiple => given::multiple(value),
            Unit::Share | Unit::RatePerYear => given::share(value),
            Unit::Money => given::money(value, self.currency),
            Unit::Days | Unit::Months | Unit::Month | Unit::Count => given::number(value),
        }
    }

    /// Short, with the decimals that it takes not to show the threshold.
    fn against(self, value: f64, threshold: f64) -> String {
        let misses = 1e-9 < (value - threshold).abs();
        if !misses || self.short(value) != self.short(threshold) {
            return self.short(value);
        }
        let (scale, end) = match self.unit {
            Unit::Share | Unit::RatePerYear => (100.0, "%"),
            Unit::Multiple => (1.0, "x"),
            _ => return self.short(value),
        };
        let text = |decimals: usize, value: f64| format!("{:.decimals$}{end}", scale * value);
        let decimals = (1..6).find(|decimals| text(*decimals, value) != text(*decimals, threshold));
        text(decimals.unwrap_or(6), value)
    }
}

/// A share and its error, both in per cent.
pub(super) fn percent_in_parts(mean: &Estimate) -> Parts {
    let percent =
        Estimate { value: 100.0 * mean.value, standard_error: 100.0 * mean.standard_error };
    Parts::of(&percent, 1, |value, decimals| format!("{}%", number(value, decimals)))
}

#[cfg(test)]
mod tests {
    use super::{StatisticStyle, statistic_words};
    use crate::analysis::estimate::Estimate;
    use crate::model::outcome::Unit;

    #[test]
    fn a_figure_is_not_rounded_on_to_the_limit_that_it_misses() {
        let against = |value: f64, limit, unit| {
            statistic_words(value, unit, "USD", StatisticStyle::Against(limit))
        };
        for (value, words) in [(0.5, "50%"), (0.502, "50.2%"), (0.499_96, "49.996%"), (0.62, "62%")]
        {
            assert_eq!(against(value, 0.5, Unit::Share), words);
        }
        assert_eq!(against(1.004, 1.0, Unit::Multiple), "1.004x");
        assert_eq!(against(f64::NAN, 1.0, Unit::Multiple), "absent");
    }

    #[test]
    fn a_statistic_has_the_digits_of_its_style() {
        let figure = Estimate { value: 12.34, standard_error: 0.2 };
        for (style, words) in [
            (StatisticStyle::WithError, "12.3 days ± 0.2"),
            (StatisticStyle::Short, "12 days"),
            (StatisticStyle::Given, "12.34 days"),
        ] {
            assert_eq!(statistic_words(figure, Unit::Days, "USD", style), words);
        }
        let month = Estimate { value: 11.0, standard_error: 0.1 };
        let words = statistic_words(month, Unit::Month, "USD", StatisticStyle::WithError);
        assert_eq!(words, "12.0 ± 0.1");
    }
}
