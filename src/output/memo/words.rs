//! Parts of sentences that several sections use.

use crate::analysis::compare::{Difference, Verdict};
use crate::analysis::estimate::Estimate;
use crate::model::outcome::Unit;
use crate::output::cell::Cell;
use crate::output::figures::{difference, distance};
use crate::output::format::{count, percent_with_error};

/// A share of the futures, at the start of a sentence or after `in`:
/// `53.0% ± 0.4`, `none`, `all`.
pub(super) fn part(share: &Estimate, paths: usize) -> String {
    match share.value {
        value if value <= 0.0 => "none".to_owned(),
        value if 1.0 <= value => "all".to_owned(),
        _ => percent_with_error(share, paths),
    }
}

/// The same with what it is a part of: `none of 20,000 futures`.
pub(super) fn of_futures(share: &Estimate, paths: usize) -> String {
    match share.value {
        value if value <= 0.0 => format!("none of {} paths", count(paths as u64)),
        value if 1.0 <= value => format!("all {} paths", count(paths as u64)),
        _ => format!("{} of paths", percent_with_error(share, paths)),
    }
}

/// By how much another is more or less: `20.1 ± 0.4 points higher`, `equal`.
pub(super) fn told(of: &Difference, unit: Unit, currency: &str) -> String {
    let shown = distance(&of.difference, unit, currency);
    match of.verdict() {
        Verdict::Higher => format!("{shown} higher"),
        Verdict::Lower => format!("{shown} lower"),
        Verdict::Equal => "equal".to_owned(),
        Verdict::NotInBoth => "not to be held against it".to_owned(),
        Verdict::Indistinguishable => {
            format!("indistinguishable ({})", difference(&of.difference, unit, currency))
        }
    }
}

/// A figure with its error, or a dash where it is absent.
pub(super) fn shown(figure: &Estimate, unit: Unit) -> Cell {
    if figure.value.is_nan() { Cell::Absent } else { Cell::with_error(figure, unit) }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => format!("{} and {last}", some.join(", ")),
    }
}
