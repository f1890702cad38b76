//! Student's t distribution with location 0 and scale 1.

use super::special::{Tails, beta_tails, ln_beta};

/// Both tails, by the incomplete beta function of whichever argument is not
/// a difference (DLMF 8.17; Johnson, Kotz and Balakrishnan, chapter 28).
pub(super) fn tails(t: f64, df: f64) -> Tails {
    let square = t * t;
    let (inside, outside) = if square < df {
        let both = beta_tails(square / (df + square), 0.5, 0.5 * df);
        (both.lower, both.upper)
    } else {
        let both = beta_tails(1.0 / (1.0 + square / df), 0.5 * df, 0.5);
        (both.upper, both.lower)
    };
    let (near, far) = (0.5 + 0.5 * inside, 0.5 * outside);
    if t < 0.0 { Tails { lower: far, upper: near } } else { Tails { lower: near, upper: far } }
}

/// The density.
pub(super) fn density(t: f64, df: f64) -> f64 {
    let log_peak = -ln_beta(0.5 * df, 0.5) - 0.5 * libm::log(df);
    libm::exp(log_peak - 0.5 * (df + 1.0) * libm::log1p(t * t / df))
}

/// Mean and standard deviation: no mean without more than one degree of
/// freedom, no finite standard deviation without more than two.
pub(super) fn moments(df: f64) -> (f64, f64) {
    if df <= 1.0 {
        (f64::NAN, f64::NAN)
    } else if df <= 2.0 {
        (0.0, f64::INFINITY)
    } else {
        (0.0, (df / (df - 2.0)).sqrt())
    }
}

/// The same between two values, one of them infinite, with this `mass`
/// between them: by integrating t f(t) and t^2 f(t) in parts.
pub(super) fn moments_between(low: f64, high: f64, mass: f64, df: f64) -> (f64, f64) {
    if df <= 1.0 {
        return (f64::NAN, f64::NAN);
    }
    let edge = |t: f64, power: f64| {
        if t.is_infinite() { 0.0 } else { power * (df + t * t) * density(t, df) }
    };
    let mean = (edge(low, 1.0) - edge(high, 1.0)) / (df - 1.0) / mass;
    if df <= 2.0 {
        return (mean, f64::INFINITY);
    }
    let square = (df + (edge(low, low) - edge(high, high)) / mass) / (df - 2.0);
    (mean, (square - mean * mean).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::{density, tails};

    #[test]
    fn tails_agree_with_closed_forms_and_tables() {
        for i in -400..400 {
            let t = f64::from(i) / 20.0;
            // One degree of freedom is Cauchy's distribution, two have an algebraic form.
            let cauchy = 0.5 + libm::atan(t) / PI;
            assert!((tails(t, 1.0).lower - cauchy).abs() < 1e-15, "{t}");
            let two = 0.5 + 0.5 * t / (2.0 + t * t).sqrt();
            assert!((tails(t, 2.0).lower - two).abs() < 1e-15, "{t}");
            let slope = (tails(t + 1e-5, 7.5).lower - tails(t - 1e-5, 7.5).lower) / 2e-5;
            assert!((slope - density(t, 7.5)).abs() < 1e-9, "{t}");
        }
        // The 97.5 % points of 5 and 30 degrees of freedom.
        assert!((tails(2.570_581_835_636_314, 5.0).upper - 0.025).abs() < 1e-15);
        assert!((tails(2.042_272_456_301_238, 30.0).upper - 0.025).abs() < 1e-15);
        assert!((tails(-1e9, 1.0).lower * 1e9 * PI - 1.0).abs() < 1e-12);
    }
}
