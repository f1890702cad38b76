//! Percentiles as what half of the paths do, or one in ten. Where many paths
//! have just the value, more do than that: a preference puts many on 1x.

/// What a part of the paths does up to a percentile of `values`: `half`, or `at
/// least half`.
pub(super) fn up_to(what: &str, (part, percentile): (f64, f64), values: &[f64]) -> String {
    worded(what, part, values, |value| value <= percentile)
}

/// What a part of the paths does from a percentile of `values` on.
pub(super) fn from(what: &str, (part, percentile): (f64, f64), values: &[f64]) -> String {
    worded(what, part, values, |value| percentile <= value)
}

fn worded(what: &str, part: f64, values: &[f64], holds: impl Fn(f64) -> bool) -> String {
    let count = values.iter().filter(|value| holds(**value)).count() as f64;
    // A percentile is the value of a path, which counts on both sides of it.
    let others = (count - 1.0) / values.len() as f64;
    if others < part + 0.005 { what.to_owned() } else { format!("at least {what}") }
}

#[cfg(test)]
mod tests {
    use super::{from, up_to};

    #[test]
    fn a_percentile_that_many_paths_share_is_one_of_at_least_so_many() {
        let even: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(up_to("half", (0.5, 50.0), &even), "half");
        assert_eq!(from("one in ten", (0.1, 90.0), &even), "one in ten");
        let capped: Vec<f64> = even.iter().map(|value| value.min(80.0)).collect();
        assert_eq!(up_to("half", (0.5, 50.0), &capped), "half");
        assert_eq!(from("one in ten", (0.1, 80.0), &capped), "at least one in ten");
        let two = [0.0, 1.0];
        assert_eq!(up_to("half", (0.5, 0.0), &two), "half");
    }
}
