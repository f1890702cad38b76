//! Figures as JSON values.

use crate::analysis::estimate::Estimate;
use crate::analysis::sobol::Interval;
use crate::model::outcome::Unit;
use serde_json::{Value, json};

/// A value as pretty-printed JSON with a final line end.
pub fn text_of(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain values always serialize");
    text.push('\n');
    text
}

pub(in crate::output) fn estimate(figure: &Estimate) -> Value {
    json!({ "value": figure.value, "standard_error": figure.standard_error })
}

/// A share with its interval, and whether that reaches nothing.
pub(in crate::output) fn interval(interval: &Interval) -> Value {
    json!({
        "value": interval.value,
        "low": interval.low,
        "high": interval.high,
        "inside_noise": interval.may_be_nothing(),
    })
}

pub(in crate::output) fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Multiple => "multiple",
        Unit::Money => "money",
        Unit::Share => "share",
        Unit::RatePerYear => "share per year",
        Unit::Days => "days",
        Unit::Months => "months",
        Unit::Month => "month, counted from 0",
        Unit::Count => "count",
    }
}

/// The key of a percentile, of which `p` is from 0 to 1: `p05`, `p10`, ... `p95`.
pub fn percentile_name(p: f64) -> String {
    format!("p{:02.0}", 100.0 * p)
}
