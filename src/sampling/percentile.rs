//! A value and the probability of not exceeding it, as `p10 = 9` in a
//! scenario file.

/// One point of a distribution function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// Probability of at most `value`, strictly between 0 and 1.
    pub probability: f64,
    /// The value.
    pub value: f64,
}

impl Percentile {
    /// As scenario files call it: `p10`, `p2_5`.
    pub fn name(&self) -> String {
        let digits = format!("{:.4}", 100.0 * self.probability);
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        format!("p{}", digits.replace('.', "_"))
    }
}

/// The probability that a name such as `p10`, `p2_5` (two and a half per
/// cent) or `median` stands for; none for other names.
pub fn probability_of(name: &str) -> Option<f64> {
    if name == "median" {
        return Some(0.5);
    }
    let digits = name.strip_prefix('p')?;
    let (whole, part) = digits.split_once('_').unwrap_or((digits, "0"));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = (1..=2).contains(&whole.len()) && (1..=4).contains(&part.len());
    let has_leading_zero = 1 < whole.len() && whole.starts_with('0');
    if !is_short || !all_digits(whole) || !all_digits(part) || has_leading_zero {
        return None;
    }
    let percent: f64 = format!("{whole}.{part}").parse().ok()?;
    (0.0 < percent).then_some(percent / 100.0)
}

#[cfg(test)]
mod tests {
    use super::{Percentile, probability_of};

    #[test]
    fn names_of_percentiles_are_read_and_written() {
        for (name, probability) in [
            ("p1", 0.01),
            ("p7", 0.07),
            ("p50", 0.5),
            ("p99", 0.99),
            ("p2_5", 0.025),
            ("p0_01", 1e-4),
        ] {
            let read = probability_of(name).expect("a percentile");
            assert!((read - probability).abs() < 1e-17, "{name}");
            assert_eq!(Percentile { probability: read, value: 1.0 }.name(), name);
        }
        assert_eq!(probability_of("median"), Some(0.5));
        for name in
            ["p", "p0", "p00", "p05", "p100", "p-5", "p2.5", "p5_", "q5", "p0_0", "p5_12345", "p²"]
        {
            assert_eq!(probability_of(name), None, "{name}");
        }
    }
}
