//! What a study of lead times found, and how its figures are worded.

use crate::analysis::estimate::Estimate;
use crate::analysis::frontier::Study;
use crate::output::format::{Parts, decimals_for, number};

/// A scenario, as results name it.
#[derive(Clone, Debug)]
pub struct ScenarioName {
    /// The name that its file gives it.
    pub name: String,
    /// Its file without the folder.
    pub file: String,
    /// Hash of its text, in hexadecimal.
    pub hash: String,
}

/// A study with what it was made from.
#[derive(Clone, Debug)]
pub struct FrontierReport {
    /// Version of the program that made the study.
    pub program_version: String,
    /// The scenario whose line has the short lead time.
    pub scenario: ScenarioName,
    /// The scenario that it is held against.
    pub against: Option<ScenarioName>,
    /// Name of the product line in it.
    pub line: String,
    /// ISO code of the currency.
    pub currency: String,
    /// Seed of all random streams.
    pub seed: u64,
    /// Whether the line plans for a given service level.
    pub has_service_level: bool,
    /// The premiums that lead times justify, and top-ups.
    pub study: Study,
}

/// A premium in percent, with its error.
pub(in crate::output) fn premium(figure: &Estimate) -> String {
    let points =
        Estimate { value: 100.0 * figure.value, standard_error: 100.0 * figure.standard_error };
    if points.value.is_nan() {
        return absent();
    }
    // An error of nothing, or of a single month, has no digits to give.
    if !(0.005 <= points.standard_error) {
        return format!("{}%", number(points.value, 1));
    }
    let least = decimals_for(points.standard_error, 1).min(2);
    let Parts { value, error, behind } = Parts::of(&points, least, number);
    Parts { value: format!("{value}%"), error, behind }.to_string()
}

/// A premium without an error, in percent with one decimal.
pub(in crate::output) fn plain_premium(share: f64) -> String {
    format!("{}%", number(100.0 * share, 1))
}

/// A number of days: whole above ten.
pub(in crate::output) fn days(days: f64) -> String {
    let decimals = usize::from(days < 9.95 && 0.05 < (days - days.round()).abs());
    number(days, decimals)
}

/// How the plan's own cost stands to what is justified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It costs less than is justified.
    Pays,
    /// It costs more.
    DoesNotPay,
    /// The error does not tell.
    Open,
}

impl Verdict {
    /// By the difference of contributions on the same draws.
    pub fn of(gain: &Estimate) -> Self {
        let sure = 2.0 * gain.standard_error;
        match gain.value {
            value if sure < value => Self::Pays,
            value if value < -sure => Self::DoesNotPay,
            _ => Self::Open,
        }
    }

    /// The verdict in a sentence: `it pays`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pays => "it pays",
            Self::DoesNotPay => "it does not pay",
            Self::Open => "too close to tell",
        }
    }
}

/// What stands for a figure that no season has.
pub(super) fn absent() -> String {
    "–".to_owned()
}
