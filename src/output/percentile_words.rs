//! Percentiles as what half of the paths do, or one in ten. Where many paths
//! have just the value, more do than that: a preference puts many on 1x.

use super::format::{moic, moic_decimals};
use crate::analysis::statistic::Relation;

/// What a part of the paths does up to a percentile of `values`: `half`, or `at
/// least half`.
pub(super) fn up_to(what: &str, part: f64, percentile: f64, values: &[f64]) -> String {
    worded(what, part, values, |value| value <= percentile)
}

/// What a part of the paths does from a percentile of `values` on.
pub(super) fn from(what: &str, part: f64, percentile: f64, values: &[f64]) -> String {
    worded(what, part, values, |value| percentile <= value)
}

/// A multiple before `or less`: see [`fair`].
pub(super) fn multiple_up_to(value: f64, values: &[f64]) -> String {
    fair(value, values, |value, limit| Relation::Le.holds(value, limit))
}

/// A multiple before `or more`.
pub(super) fn multiple_from(value: f64, values: &[f64]) -> String {
    fair(value, values, |value, limit| Relation::Ge.holds(value, limit))
}

/// A multiple to as many digits as it takes for what is printed to hold on as
/// many paths as the figure itself, but for a few. With two digits, half of the
/// paths may be said to return 1.0x or less where nearly all return 1.003x.
fn fair(value: f64, values: &[f64], holds: impl Fn(f64, f64) -> bool) -> String {
    const FEW: f64 = 0.02;
    const MOST_DECIMALS: usize = 6;
    let paths = |limit: f64| values.iter().filter(|value| holds(**value, limit)).count();
    let wanted = paths(value);
    let is_fair = |decimals: &usize| {
        (paths(rounded(value, *decimals)).abs_diff(wanted) as f64) < 1.0 + FEW * values.len() as f64
    };
    let short = moic_decimals(value);
    if is_fair(&short) {
        return moic(value);
    }
    let decimals = (2..MOST_DECIMALS).find(is_fair).unwrap_or(MOST_DECIMALS);
    format!("{value:.decimals$}x")
}

/// The number that so many decimals show.
fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

fn worded(what: &str, part: f64, values: &[f64], holds: impl Fn(f64) -> bool) -> String {
    let count = values.iter().filter(|value| holds(**value)).count() as f64;
    // A percentile is the value of a path, which counts on both sides of it.
    let others = (count - 1.0) / values.len() as f64;
    if others < part + 0.005 { what.to_owned() } else { format!("at least {what}") }
}

#[cfg(test)]
mod tests {
    use super::{from, multiple_from, multiple_up_to, up_to};

    #[test]
    fn what_is_printed_before_or_less_holds_on_as_many_paths_as_the_figure() {
        // Forty of a hundred at exactly 1x, all others just above.
        let near: Vec<f64> =
            (0..100).map(|i| if i < 40 { 1.0 } else { 1.0 + f64::from(i) / 1_000.0 }).collect();
        assert_eq!(multiple_up_to(near[49], &near), "1.05x");
        assert_eq!(multiple_from(near[89], &near), "1.09x");
        assert_eq!(multiple_up_to(1.0, &near), "1x");
        let wide: Vec<f64> = (0..1_000).map(|i| f64::from(i) / 100.0).collect();
        assert_eq!([multiple_up_to(4.99, &wide), multiple_from(8.99, &wide)], ["5.0x", "9.0x"]);
        assert_eq!(multiple_up_to(0.0, &[0.0, 3.0]), "0x");
    }

    #[test]
    fn a_percentile_that_many_paths_share_is_one_of_at_least_so_many() {
        let even: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(up_to("half", 0.5, 50.0, &even), "half");
        assert_eq!(from("one in ten", 0.1, 90.0, &even), "one in ten");
        let capped: Vec<f64> = even.iter().map(|value| value.min(80.0)).collect();
        assert_eq!(up_to("half", 0.5, 50.0, &capped), "half");
        assert_eq!(from("one in ten", 0.1, 80.0, &capped), "at least one in ten");
        let two = [0.0, 1.0];
        assert_eq!(up_to("half", 0.5, 0.0, &two), "half");
    }
}
