//! When a multiple is a rate of at least the hurdle.

use crate::output::given;

/// When a multiple is a rate of at least the hurdle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meets {
    Never,
    /// Whenever it comes, as far as anybody waits.
    Always,
    /// If it comes after no more than so many years.
    Within(f64),
    /// If it comes after so many years or more: a loss is a small yearly rate
    /// where it is long in coming.
    From(f64),
}

/// Years beyond which nobody waits.
const LONG: f64 = 99.0;

pub(super) fn meets(multiple: f64, hurdle: f64) -> Meets {
    let years = libm::log(multiple) / libm::log1p(hurdle);
    match (1.0 <= multiple, hurdle) {
        (is_whole, hurdle) if hurdle <= 0.0 => match is_whole {
            true => Meets::Always,
            false if 0.0 < years && years <= LONG => Meets::From(years),
            false => Meets::Never,
        },
        _ if multiple <= 1.0 => Meets::Never,
        _ if LONG < years => Meets::Always,
        _ => Meets::Within(years),
    }
}

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
pub(super) fn two_or_whole(years: f64) -> String {
    format!("{}", (100.0 * years).round() / 100.0)
}

/// When a row meets the hurdle, in words under [`head`].
pub(super) fn within(multiple: f64, hurdle: f64) -> String {
    match meets(multiple, hurdle) {
        Meets::Never => "never".to_owned(),
        Meets::Always => "always".to_owned(),
        Meets::Within(years) => format!("{} years", down(years)),
        Meets::From(years) => format!("from year {}", up(years)),
    }
}

/// What [`within`] stands under.
pub(super) fn head(hurdle: f64) -> String {
    let rate = given::share(hurdle);
    if hurdle <= 0.0 { format!("meets {rate}") } else { format!("{rate} within") }
}

#[cfg(test)]
mod tests {
    use super::{Meets, meets, within};

    #[test]
    fn a_multiple_meets_the_hurdle_until_its_rate_has_fallen_to_it() {
        let Meets::Within(years) = meets(3.0, 0.25) else { panic!("some day") };
        assert!((libm::pow(1.25, years) - 3.0).abs() < 1e-12);
        assert_eq!(within(3.0, 0.25), "4.9 years");
        assert_eq!(within(10.0, 0.25), "10 years");
        assert_eq!(within(1.0, 0.25), "never");
        assert_eq!(within(1.0, 0.0), "always");
        assert_eq!(within(2.0, 2.0), "0.63 years");
        assert_eq!([within(2.0, 0.001), within(1.0, 0.001)], ["always", "never"]);
    }

    #[test]
    fn a_loss_meets_a_hurdle_below_0_once_it_is_long_in_coming() {
        let Meets::From(years) = meets(0.5, -0.05) else { panic!("some day") };
        assert!((libm::pow(0.95, years) - 0.5).abs() < 1e-12);
        assert_eq!([within(0.5, -0.05), within(1.0, -0.05)], ["from year 14", "always"]);
        assert_eq!([within(0.5, 0.0), within(0.5, -0.001)], ["never", "never"]);
    }
}
