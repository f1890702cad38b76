//! Footer notes on how sure the drawn numbers are.

use super::chart::data::Returns;
use super::titles::{loss_and_rest, of_paths};
use crate::output::format::{Money, at_most, count, moic_with_error, percent};
use crate::output::given;

/// Footer notes on how sure the drawn numbers are.
pub(in crate::output) fn returns_notes(returns: &Returns<'_>, shares: &[f64]) -> Vec<String> {
    let mean = mean_note(returns, &moic_with_error(&returns.mean_moic));
    let mut notes = vec![mean, share_error(returns.provenance.paths, shares)];
    if 0.0 < returns.mean_moic.value && 1 < returns.provenance.paths {
        let top = percent(returns.top_1_percent_share);
        notes.push(format!("top 1% of paths carry {top} of the mean"));
    }
    notes
}

/// Says what is hatched, where more than a few paths have a value that nobody paid.
pub(in crate::output) fn by_rule_note(returns: &Returns<'_>) -> Option<String> {
    let share = returns.by_rule()?;
    Some(format!("hatched: {} end at the horizon, valued by rule", percent(share)))
}

/// Footer notes on the mean of NPV.
pub(in crate::output) fn npv_notes(
    returns: &Returns<'_>,
    shares: &[f64],
    unit: &Money<'_>,
) -> Vec<String> {
    let run = returns.provenance;
    let mean = mean_note(returns, &unit.with_error(&returns.mean_npv));
    let cheque = format!("cheque {}", given::money(returns.cheque, &run.currency));
    vec![mean, share_error(run.paths, shares), cheque, loss_note(returns)]
}

/// A mean with its error, and how far to trust that.
fn mean_note(returns: &Returns<'_>, mean: &str) -> String {
    let trust = match returns.provenance.paths {
        1 => "one path, no error known",
        _ if returns.heavy_tail => "1 s.e., too small: heavy tail",
        _ => "1 s.e.",
    };
    format!("mean {mean} ({trust})")
}

/// The chance of a loss, where the picture does not show it.
pub(in crate::output) fn loss_note(returns: &Returns<'_>) -> String {
    format!("MOIC below 1x in {}", of_paths(returns.loss.value, &loss_and_rest(returns).0))
}

/// The largest standard error of the shares that are shown.
pub(in crate::output) fn share_error(paths: u64, shares: &[f64]) -> String {
    let largest = shares.iter().map(|p| p * (1.0 - p) / paths as f64).fold(0.0, f64::max).sqrt();
    if paths == 1 {
        return "one path says nothing of shares".to_owned();
    }
    if largest <= 0.0 {
        return format!("none of {} ended otherwise", count(paths));
    }
    format!("shares ± {}", at_most(largest))
}
