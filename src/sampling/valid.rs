//! Why parameters do not make a distribution, and the checks that say so;
//! conditions are written so that NaN fails.

use std::borrow::Cow;
use std::fmt;

/// Why parameters do not make a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeError {
    parameter: Option<Cow<'static, str>>,
    message: String,
    remedy: Option<String>,
}

impl ShapeError {
    pub(super) fn new(parameter: Option<&'static str>, message: String) -> Self {
        Self { parameter: parameter.map(Cow::Borrowed), message, remedy: None }
    }

    /// One about a parameter whose name was made up of its number.
    pub(super) fn of(parameter: String, message: String) -> Self {
        Self { parameter: Some(Cow::Owned(parameter)), message, remedy: None }
    }

    /// The same with what would be right.
    pub(super) fn with_remedy(self, remedy: String) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    /// The parameter at fault, where it is one.
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }

    /// What would be right, where there is more to say than the message does.
    pub fn remedy(&self) -> Option<&str> {
        self.remedy.as_deref()
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ShapeError {}

fn wrong(name: &'static str, message: String) -> Result<(), ShapeError> {
    Err(ShapeError::new(Some(name), message))
}

pub(super) fn finite(name: &'static str, value: f64) -> Result<(), ShapeError> {
    if value.is_finite() {
        return Ok(());
    }
    wrong(name, format!("{name} is {value} but must be a finite number"))
}

pub(super) fn positive(name: &'static str, value: f64) -> Result<(), ShapeError> {
    finite(name, value)?;
    if 0.0 < value {
        return Ok(());
    }
    wrong(name, format!("{name} is {value} but must be more than 0"))
}

/// A positive number of at most `most`.
pub(super) fn positive_up_to(name: &'static str, value: f64, most: f64) -> Result<(), ShapeError> {
    positive(name, value)?;
    if value <= most {
        return Ok(());
    }
    wrong(name, format!("{name} is {value} but must be at most {most}"))
}

pub(super) fn ordered(min: f64, max: f64) -> Result<(), ShapeError> {
    finite("min", min)?;
    finite("max", max)?;
    if min < max && (max - min).is_finite() {
        return Ok(());
    }
    wrong("max", format!("max {max} must be more than min {min}"))
}

pub(super) fn with_mode(min: f64, mode: f64, max: f64) -> Result<(), ShapeError> {
    ordered(min, max)?;
    if min <= mode && mode <= max {
        return Ok(());
    }
    wrong("mode", format!("mode {mode} must lie between min {min} and max {max}"))
}

pub(super) fn probability(p: f64) -> Result<(), ShapeError> {
    if (0.0..=1.0).contains(&p) {
        return Ok(());
    }
    wrong("p", format!("p is {p} but must lie between 0 and 1"))
}

/// Some finite values.
pub(super) fn values(values: &[f64]) -> Result<(), ShapeError> {
    if values.is_empty() {
        return wrong("values", "values is empty".to_owned());
    }
    values.iter().try_for_each(|value| finite("values", *value))
}

/// As many weights as there are `things`, none negative and not all 0.
pub(super) fn weights(things: &str, count: usize, weights: &[f64]) -> Result<(), ShapeError> {
    if count != weights.len() {
        return wrong("weights", format!("{count} {things} but {} weights", weights.len()));
    }
    for weight in weights {
        finite("weights", *weight)?;
        if *weight < 0.0 {
            return wrong("weights", format!("weight {weight} must not be negative"));
        }
    }
    let total: f64 = weights.iter().sum();
    if 0.0 < total && total.is_finite() {
        return Ok(());
    }
    wrong("weights", "at least one weight must be more than 0".to_owned())
}
