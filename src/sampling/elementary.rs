//! The exponential function, faster than that of `libm`, of additions and
//! multiplications alone: the same bits on every processor.

use std::f64::consts::LOG2_E;

/// Adding it rounds to a whole number, which is then in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts; whole multiples of the first up to 2^20 are exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Within these arguments, the power and all that leads to it are normal numbers.
const REACH: f64 = 708.0;

/// The exponential function, with an error below one unit in the last place.
#[inline]
pub fn exp(x: f64) -> f64 {
    if x.abs() <= REACH { exp_of_sum(x, 0.0) } else { libm::exp(x) }
}

/// The exponential of `x + rest`, where `rest` is small against 1 and `x`
/// within the reach of normal numbers.
///
/// The argument is reduced to at most half of ln 2, where Taylor's series
/// needs thirteen terms; its sum is ordered for short chains of dependence.
#[inline]
pub(super) fn exp_of_sum(x: f64, rest: f64) -> f64 {
    const C: [f64; 14] = inverse_factorials();
    let rounded = x * LOG2_E + ROUNDER;
    let twos = rounded - ROUNDER;
    let high = x - twos * LN_2_HIGH;
    let low = twos * LN_2_LOW - rest;
    let r = high - low;
    let lost = (high - r) - low;
    let r2 = r * r;
    let r4 = r2 * r2;
    let first = (C[2] + C[3] * r) + r2 * (C[4] + C[5] * r);
    let second = (C[6] + C[7] * r) + r2 * (C[8] + C[9] * r);
    let third = (C[10] + C[11] * r) + r2 * (C[12] + C[13] * r);
    let power = 1.0 + (r + (lost + r2 * (first + r4 * (second + r4 * third))));
    f64::from_bits(power.to_bits().wrapping_add(rounded.to_bits() << 52))
}

const fn inverse_factorials() -> [f64; 14] {
    let mut inverses = [1.0; 14];
    let mut factorial = 1.0;
    let mut n = 1;
    while n < 14 {
        factorial *= n as f64;
        inverses[n] = 1.0 / factorial;
        n += 1;
    }
    inverses
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_of_sum};

    fn units_apart(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn exponentials_are_within_a_unit_of_libm_over_the_whole_range() {
        for i in -1_500_000..=1_500_000 {
            let x = f64::from(i) * 4.731_9e-4;
            assert!(units_apart(exp(x), libm::exp(x)) <= 1, "{x}: {}", exp(x));
        }
        for i in 1..2_000 {
            let x = f64::from(i) * 3.1e-12;
            assert!(units_apart(exp(x), libm::exp(x)) <= 1 && exp(-x) < 1.0, "{x}");
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "limits are exact")]
    fn exponentials_have_the_usual_limits_and_never_fall() {
        assert_eq!([exp(0.0), exp(f64::NEG_INFINITY), exp(-800.0)], [1.0, 0.0, 0.0]);
        assert!(exp(f64::NAN).is_nan() && exp(710.0).is_infinite() && 0.0 < exp(-745.0));
        let mut last = exp(-3.0);
        for i in 1..600_000 {
            let next = exp(-3.0 + f64::from(i) * 1e-5);
            assert!(last < next, "step {i}");
            last = next;
        }
    }

    #[test]
    fn a_rest_below_the_last_digit_is_not_lost() {
        let rest = 3e-17;
        let ratio = exp_of_sum(-20.0, 1024.0 * rest) / exp(-20.0);
        assert!((ratio - 1.0 - 1024.0 * rest).abs() < 4e-16);
    }
}
