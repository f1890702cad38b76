//! What is asked of some paths.

use serde::{Deserialize, Serialize};

use super::interval::Interval;

/// What is tallied of paths.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Of their columns.
    pub columns: Vec<ColumnAsked>,
    /// Whether the investor's cash flows are added up by month.
    #[serde(default, skip_serializing_if = "is_not")]
    pub flows: bool,
    /// Whether it is counted how the rates of return were come by.
    #[serde(default, skip_serializing_if = "is_not")]
    pub irr_kinds: bool,
    /// Yearly rates at which paths are discounted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounted: Vec<About>,
    /// Prices of the round at which paths are valued anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priced: Vec<About>,
    /// Whether the price is sought at which the mean NPV of these paths, all in one job, is 0.
    #[serde(default, skip_serializing_if = "is_not")]
    pub break_even_price: bool,
}

/// What is tallied of one column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnAsked {
    /// The column, as [`super::column::Column`] writes it.
    pub column: String,
    /// Whether the values are added up.
    #[serde(default, skip_serializing_if = "is_not")]
    pub sums: bool,
    /// Squares of the distances from a number are added up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<f64>,
    /// Intervals in which values are counted or collected, rising and apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intervals: Vec<Interval>,
    /// Values from this key on are added up, and their logarithms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<u64>,
}

/// Values at a rate or a price, their sums, and the squares of their distances from a number,
/// where one is given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The rate or the price.
    pub at: f64,
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<f64>,
}

impl Asked {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

fn is_not(flag: &bool) -> bool {
    !flag
}
