//! A cell of a table: a value until it is written. A terminal, Markdown and
//! HTML write it in words, csv and spreadsheets as a number with all digits.

use serde_json::{Value, json};

use super::figures::difference;
use super::format::{percent, percent_with_error};
use super::statistic_words::{StatisticStyle, statistic_words};
use super::tables;
use super::value_words::{ValueStyle, value_words};
use crate::analysis::estimate::Estimate;
use crate::model::outcome::Unit;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// There is nothing to say.
    Empty,
    /// What the column tells does not exist: `–`.
    Absent,
    /// Words, as they are written.
    Text(String),
    /// Whether something holds: `true` or `false`.
    Truth(bool),
    /// A count, written without separators.
    Whole(u64),
    /// A real number with all its digits; never NaN.
    Real(f64),
    /// A standard error with all its digits; never NaN.
    Error(f64),
    /// A statistic in its unit.
    Figure(Estimate, Unit, StatisticStyle),
    /// A difference between two statistics of a unit, with its sign and error.
    Difference(Estimate, Unit),
    /// A value of an assumption in its unit.
    Value(f64, &'static str, ValueStyle),
    /// A share of a whole in per cent.
    Share(f64),
    /// The share of so many paths, with its error.
    Chance(Estimate, usize),
}

impl Cell {
    /// A statistic with its error.
    pub fn with_error(figure: &Estimate, unit: Unit) -> Self {
        Self::Figure(*figure, unit, StatisticStyle::WithError)
    }

    /// A difference, empty where there is none.
    pub fn difference(figure: &Estimate, unit: Unit) -> Self {
        if figure.value.is_nan() { Self::Empty } else { Self::Difference(*figure, unit) }
    }

    /// A standard error with all its digits.
    pub fn error(error: f64) -> Self {
        if error.is_nan() { Self::Absent } else { Self::Error(error) }
    }

    /// As words; amounts are in the currency.
    pub fn words(&self, currency: &str) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Absent => "–".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Truth(holds) => holds.to_string(),
            Self::Whole(value) => value.to_string(),
            Self::Real(value) | Self::Error(value) => value.to_string(),
            Self::Figure(figure, unit, style) => statistic_words(figure, *unit, currency, *style),
            Self::Difference(figure, unit) => difference(figure, *unit, currency),
            Self::Value(value, unit, style) => value_words(*value, unit, currency, *style),
            Self::Share(share) => percent(*share),
            Self::Chance(share, paths) => percent_with_error(share, *paths),
        }
    }

    /// As a value of JSON; null where there is none.
    pub fn json(&self) -> Value {
        if let Self::Truth(holds) = self {
            return json!(holds);
        }
        match self.data() {
            tables::Datum::Absent => Value::Null,
            tables::Datum::Whole(value) => json!(value),
            tables::Datum::Real(value) | tables::Datum::Error(value) => json!(value),
            tables::Datum::Words(words) => json!(words),
        }
    }

    /// As a number or words, for other programs.
    pub fn data(&self) -> tables::Datum<'_> {
        match self {
            Self::Empty | Self::Absent => tables::Datum::Absent,
            Self::Text(text) => tables::Datum::Words(text),
            Self::Truth(holds) => tables::Datum::Words(if *holds { "true" } else { "false" }),
            Self::Whole(value) => tables::Datum::Whole(*value),
            Self::Real(value) | Self::Value(value, ..) | Self::Share(value) => {
                tables::Datum::real(*value)
            }
            Self::Error(error) => tables::Datum::Error(*error),
            Self::Figure(figure, ..) | Self::Difference(figure, _) | Self::Chance(figure, _) => {
                tables::Datum::real(figure.value)
            }
        }
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        if value.is_nan() { Self::Absent } else { Self::Real(value) }
    }
}

impl From<Option<f64>> for Cell {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Absent, Self::from)
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Self {
        Self::Whole(value as u64)
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        Self::Whole(value)
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Text(words)
    }
}

impl From<bool> for Cell {
    fn from(holds: bool) -> Self {
        Self::Truth(holds)
    }
}

/// A figure and its standard error in two cells.
pub(crate) fn with_error(figure: &Estimate) -> [Cell; 2] {
    [figure.value.into(), Cell::error(figure.standard_error)]
}
