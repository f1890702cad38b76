//! When a multiple is a rate of at least the hurdle.

/// When a multiple is a rate of at least the hurdle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meets {
    /// Whenever it comes, it is less.
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

/// When a multiple meets the hurdle.
pub fn meets(multiple: f64, hurdle: f64) -> Meets {
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

#[cfg(test)]
mod tests {
    use super::{Meets, meets};

    #[test]
    fn a_multiple_meets_the_hurdle_until_its_rate_has_fallen_to_it() {
        let Meets::Within(years) = meets(3.0, 0.25) else { panic!("some day") };
        assert!((libm::pow(1.25, years) - 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_loss_meets_a_hurdle_below_0_once_it_is_long_in_coming() {
        let Meets::From(years) = meets(0.5, -0.05) else { panic!("some day") };
        assert!((libm::pow(0.95, years) - 0.5).abs() < 1e-12);
    }
}
