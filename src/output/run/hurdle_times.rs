//! When a multiple is a rate of at least the hurdle, in words.

use crate::analysis::hurdle::{Meets, meets};
use crate::output::given;

/// A time rounded down, so that it still meets the hurdle.
fn down(years: f64) -> String {
    let steps = steps(years);
    two_or_whole((years * steps + 1e-9).floor() / steps)
}

/// A time rounded up, so that it already meets the hurdle.
fn up(years: f64) -> String {
    let steps = steps(years);
    two_or_whole((years * steps - 1e-9).ceil() / steps)
}

/// Steps of a year that a time is rounded to.
fn steps(years: f64) -> f64 {
    match years {
        years if years < 1.0 => 100.0,
        years if years < 10.0 => 10.0,
        _ => 1.0,
    }
}

/// A number of years to two decimals, without zeros at the end.
pub(in crate::output) fn two_or_whole(years: f64) -> String {
    format!("{}", (100.0 * years).round() / 100.0)
}

/// When a row meets the hurdle, in words under [`head`].
pub(in crate::output) fn within(multiple: f64, hurdle: f64) -> String {
    match meets(multiple, hurdle) {
        Meets::Never => "never".to_owned(),
        Meets::Always => "always".to_owned(),
        Meets::Within(years) => format!("{} years", down(years)),
        Meets::From(years) => format!("from year {}", up(years)),
    }
}

/// What [`within`] stands under.
pub(in crate::output) fn head(hurdle: f64) -> String {
    let rate = given::share(hurdle);
    if hurdle <= 0.0 { format!("meets {rate}") } else { format!("{rate} within") }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn times_are_rounded_so_that_they_meet_the_hurdle() {
        let within = |cases: &[(f64, f64)]| -> Vec<String> {
            cases.iter().map(|(multiple, hurdle)| within(*multiple, *hurdle)).collect()
        };
        let high = within(&[(3.0, 0.25), (10.0, 0.25), (1.0, 0.25), (1.0, 0.0), (2.0, 2.0)]);
        assert_eq!(high, ["4.9 years", "10 years", "never", "always", "0.63 years"]);
        assert_eq!(within(&[(2.0, 0.001), (1.0, 0.001)]), ["always", "never"]);
        assert_eq!(within(&[(0.5, -0.05), (1.0, -0.05)]), ["from year 14", "always"]);
        assert_eq!(within(&[(0.5, 0.0), (0.5, -0.001)]), ["never", "never"]);
    }
}
