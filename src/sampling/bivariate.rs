//! The bivariate normal distribution function, by Genz's method.

use super::elementary::exp;
use super::normal::normal_cdf;

/// Places and weights of Gauss-Legendre quadrature with 20 nodes, left half.
const NODES: [(f64, f64); 10] = [
    (-0.993_128_599_185_094_9, 0.017_614_007_139_152_12),
    (-0.963_971_927_277_913_8, 0.040_601_429_800_386_94),
    (-0.912_234_428_251_326, 0.062_672_048_334_109_06),
    (-0.839_116_971_822_218_8, 0.083_276_741_576_704_75),
    (-0.746_331_906_460_150_8, 0.101_930_119_817_240_4),
    (-0.636_053_680_726_515, 0.118_194_531_961_518_4),
    (-0.510_867_001_950_827_1, 0.131_688_638_449_176_6),
    (-0.373_706_088_715_419_6, 0.142_096_109_318_382_1),
    (-0.227_785_851_141_645_1, 0.149_172_986_472_603_7),
    (-0.076_526_521_133_497_33, 0.152_753_387_130_725_9),
];

/// Correlation above which the integral over the angle needs its own form.
const STRONG: f64 = 0.925;

/// P(X <= `x`, Y <= `y`) of two standard normals with correlation
/// `correlation` in [0, 1], to about 1e-14 (A. Genz, Numerical computation of
/// rectangular bivariate and trivariate normal and t probabilities, Statistics
/// and Computing 14, 2004).
pub fn bivariate_normal_cdf(x: f64, y: f64, correlation: f64) -> f64 {
    if x == f64::NEG_INFINITY || y == f64::NEG_INFINITY {
        return 0.0;
    }
    if x == f64::INFINITY || y == f64::INFINITY {
        return normal_cdf(x.min(y));
    }
    // Both upper tails at the mirrored place.
    let (h, k) = (-x, -y);
    let both = if correlation < STRONG {
        weakly_tied(h, k, correlation)
    } else {
        strongly_tied(h, k, correlation)
    };
    both.clamp(0.0, 1.0)
}

fn at_nodes(term: impl Fn(f64, f64) -> f64) -> f64 {
    NODES.iter().map(|(place, weight)| term(*place, *weight) + term(-place, *weight)).sum()
}

/// Plackett's integral over the correlation, by its angle.
fn weakly_tied(h: f64, k: f64, correlation: f64) -> f64 {
    let angle = libm::asin(correlation);
    let half_squares = 0.5 * (h * h + k * k);
    let integral = at_nodes(|place, weight| {
        let sine = libm::sin(0.5 * angle * (place + 1.0));
        weight * exp((sine * h * k - half_squares) / (1.0 - sine * sine))
    });
    integral * angle / (4.0 * std::f64::consts::PI) + normal_cdf(-h) * normal_cdf(-k)
}

/// From perfect correlation down, with the integrand's singular part taken
/// out and integrated by itself.
fn strongly_tied(h: f64, k: f64, correlation: f64) -> f64 {
    let perfect = normal_cdf(-h.max(k));
    let rest = (1.0 - correlation) * (1.0 + correlation);
    if !(0.0 < rest) {
        return perfect;
    }
    let (product, gap) = (h * k, (h - k) * (h - k));
    let (c, d) = ((4.0 - product) / 8.0, (12.0 - product) / 16.0);
    let root = rest.sqrt();
    let mut below = root
        * exp(-0.5 * (gap / rest + product))
        * (1.0 - c * (gap - rest) * (1.0 - d * gap / 5.0) / 3.0 + c * d * rest * rest / 5.0);
    if -100.0 < product {
        let distance = gap.sqrt();
        let tail = (2.0 * std::f64::consts::PI).sqrt() * normal_cdf(-distance / root);
        below -=
            exp(-0.5 * product) * tail * distance * (1.0 - c * gap * (1.0 - d * gap / 5.0) / 3.0);
    }
    below += at_nodes(|place, weight| {
        let square = 0.25 * rest * (place + 1.0) * (place + 1.0);
        let cosine = (1.0 - square).sqrt();
        let size = -0.5 * (gap / square + product);
        if size <= -100.0 {
            return 0.0;
        }
        let taken_out = 1.0 + c * square * (1.0 + d * square);
        let bend = exp(-0.5 * product * square / ((1.0 + cosine) * (1.0 + cosine))) / cosine;
        0.5 * root * weight * exp(size) * (bend - taken_out)
    });
    perfect - below / (2.0 * std::f64::consts::PI)
}

#[cfg(test)]
mod tests {
    use super::bivariate_normal_cdf;
    use crate::sampling::normal::{normal_cdf, normal_density};

    /// By brute force: the integral of the density of X times the chance of Y
    /// given X.
    fn by_quadrature(x: f64, y: f64, correlation: f64) -> f64 {
        let rest = ((1.0 - correlation) * (1.0 + correlation)).sqrt();
        let steps = 40_000;
        let (low, width) = (-9.0, (x + 9.0) / f64::from(steps));
        let middles = (0..steps).map(|i| low + (f64::from(i) + 0.5) * width);
        middles.map(|u| normal_density(u) * normal_cdf((y - correlation * u) / rest)).sum::<f64>()
            * width
    }

    #[test]
    fn it_agrees_with_brute_force_at_every_strength_of_the_tie() {
        for correlation in [0.0, 0.1, 0.5, 0.9, 0.924, 0.926, 0.97, 0.999] {
            for (x, y) in [(0.0, 0.0), (0.3, -1.2), (-0.7, -0.6), (1.5, 1.4), (-2.5, 0.5)] {
                let (found, wanted) =
                    (bivariate_normal_cdf(x, y, correlation), by_quadrature(x, y, correlation));
                assert!((found - wanted).abs() < 2e-8, "{x} {y} {correlation}: {found} {wanted}");
            }
        }
    }

    #[test]
    fn known_values_hold_to_the_last_digits() {
        // At the origin it is 1/4 + asin(r) / (2 pi).
        for correlation in [0.0, 0.5, 0.92, 0.93, 0.99, 1.0] {
            let wanted = 0.25 + libm::asin(correlation) / (2.0 * std::f64::consts::PI);
            let found = bivariate_normal_cdf(0.0, 0.0, correlation);
            assert!((found - wanted).abs() < 1e-14, "{correlation}: {found}");
        }
        let (x, y) = (0.4, f64::INFINITY);
        assert!((bivariate_normal_cdf(x, y, 0.3) - normal_cdf(x)).abs() < 1e-15);
        assert!(bivariate_normal_cdf(x, f64::NEG_INFINITY, 0.3) <= 0.0);
    }
}
