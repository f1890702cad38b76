//! Findings about returns, worded from the numbers that are drawn.

use super::bins::Bands;
use super::data::{Returns, percentile};
use crate::output::format::{
    bound_if_none, count, moic, moic_with_error, money, money_with_error, part, percent, plural,
    rate,
};

/// P(loss) and its complement, which add to 100.
pub(super) fn loss_and_rest(returns: &Returns<'_>) -> (String, String) {
    let loss = returns.loss.value;
    let whole = (100.0 * loss).round() as u32;
    (part(whole, loss), part(100 - whole.min(100), 1.0 - loss))
}

/// Titles on losses, longest first.
pub(super) fn losses(returns: &Returns<'_>, bands: &Bands) -> Vec<String> {
    let paths = plural(returns.provenance.paths, "path");
    let gains = part(bands.at_least_3x_percent, bands.at_least_3x());
    let upside = if bands.at_least_3x() <= 0.0 {
        "none returns 3x or more".to_owned()
    } else {
        format!("{gains} return 3x or more")
    };
    if 1.0 <= returns.total_loss.value {
        return vec![format!("All of {paths} lose everything"), "All paths lose everything".into()];
    }
    if returns.loss.value <= 0.0 {
        let plain = format!("None of {paths} loses money; {upside}");
        let bound = bound_if_none(returns.provenance.paths);
        return vec![format!("None of {paths} loses money (<{bound}); {upside}"), plain];
    }
    let (loss, _) = loss_and_rest(returns);
    let all = if returns.total_loss.value <= 0.0 {
        "none loses everything".to_owned()
    } else {
        format!("{} lose everything", percent(returns.total_loss.value))
    };
    vec![
        format!("{loss} of paths lose money and {all}; {upside}"),
        format!("{loss} of paths lose money; {upside}"),
    ]
}

/// Titles on the range of MOIC.
pub(super) fn range(returns: &Returns<'_>) -> Vec<String> {
    let at = |p| percentile(returns.moic_percentiles, p).value;
    let (middle, high) = (moic(at(50)), moic(at(90)));
    if 1.0 <= returns.total_loss.value {
        return vec!["All paths lose everything".into()];
    }
    if middle == high {
        return vec![format!("Nine in ten paths return {high} or less")];
    }
    if at(50) <= 0.0 {
        return vec![format!(
            "At least half of the paths return nothing; one in ten returns {high} or more"
        )];
    }
    vec![format!("Half of the paths return {middle} or less; one in ten returns {high} or more")]
}

/// Titles on IRR.
pub(super) fn hurdle(returns: &Returns<'_>) -> Vec<String> {
    let rate_of = |value| rate(value, returns.provenance.hurdle_rate);
    let hurdle = rate_of(returns.provenance.hurdle_rate);
    let median = rate_of(percentile(returns.irr_percentiles, 50).value);
    let clears = percent(returns.clears_hurdle.value);
    let paths = plural(returns.provenance.paths, "path");
    if returns.clears_hurdle.value <= 0.0 {
        return vec![format!(
            "None of {paths} reaches the {hurdle} hurdle; the median IRR is {median}"
        )];
    }
    vec![format!("{clears} of paths reach the {hurdle} hurdle; the median IRR is {median}")]
}

/// Titles on NPV; `positive` is the share of paths above 0.
pub(super) fn value(returns: &Returns<'_>, positive: f64) -> Vec<String> {
    let run = returns.provenance;
    let hurdle = rate(run.hurdle_rate, run.hurdle_rate);
    let mean = money(returns.mean_npv.value, &run.currency);
    let median = money(percentile(returns.npv_percentiles, 50).value, &run.currency);
    let share =
        if positive <= 0.0 { "no path".into() } else { format!("{} of paths", percent(positive)) };
    vec![
        format!("At {hurdle} a year, NPV is positive in {share}; mean {mean}, median {median}"),
        format!("NPV is positive in {share}; mean {mean}, median {median}"),
        format!("NPV is positive in {share}; mean {mean}"),
    ]
}

/// Footer notes on how sure the drawn numbers are.
pub(super) fn returns_notes(returns: &Returns<'_>, shares: &[f64]) -> Vec<String> {
    let mean = if returns.mean_moic.standard_error.is_nan() {
        format!("mean {} (one path)", moic(returns.mean_moic.value))
    } else {
        format!("mean {} (1 s.e.{})", moic_with_error(&returns.mean_moic), warning(returns))
    };
    let mut notes = vec![mean, share_error(returns.provenance.paths, shares)];
    if 0.0 < returns.mean_moic.value {
        let top = percent(returns.top_1_percent_share);
        notes.push(format!("top 1% of paths carry {top} of the mean"));
    }
    notes
}

/// Footer notes on the mean of NPV.
pub(super) fn npv_notes(returns: &Returns<'_>, shares: &[f64]) -> Vec<String> {
    let run = returns.provenance;
    let mean = if returns.mean_npv.standard_error.is_nan() {
        format!("mean {} (one path)", money(returns.mean_npv.value, &run.currency))
    } else {
        let mean = money_with_error(&returns.mean_npv, &run.currency);
        format!("mean {mean} (1 s.e.{})", warning(returns))
    };
    let cheque = money(returns.cheque, &run.currency);
    vec![mean, share_error(run.paths, shares), format!("cheque {cheque}")]
}

/// The largest standard error of the shares that are shown.
pub(super) fn share_error(paths: u64, shares: &[f64]) -> String {
    let largest = shares.iter().map(|p| p * (1.0 - p) / paths as f64).fold(0.0, f64::max).sqrt();
    if largest <= 0.0 {
        return format!("none of {} ended otherwise", count(paths));
    }
    // Rounded up, so that it stays a bound.
    format!("shares ± {:.1} points or less", (1000.0 * largest).ceil() / 10.0)
}

fn warning(returns: &Returns<'_>) -> &'static str {
    if returns.heavy_tail { ", too small: heavy tail" } else { "" }
}
