//! The exponential function and the logarithm, faster than those of `libm`,
//! of additions, multiplications and a division alone: the same bits on every
//! processor. Neither has a branch, so that a loop over them can be widened.

use std::f64::consts::LOG2_E;

/// Adding it rounds to a whole number, which is then in the lowest bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts; whole multiples of the first up to 2^20 are exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Beyond these arguments the exponential is zero or infinite: below the smallest normal number,
/// and above 2^1023 root 2.
const SMALLEST: f64 = -709.0;
const LARGEST: f64 = 710.0;
/// The biased exponent of 1.
const BIAS: u64 = 1023;

/// The exponential function, with an error below one unit in the last place; 0 or infinite where
/// it is not between 1e-307 and 1e308.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let (fraction, twos) = fraction_and_twos(x.clamp(SMALLEST, LARGEST), 0.0);
    // The power of two is 0 just below the normal numbers, and infinite just above.
    fraction * f64::from_bits(twos.wrapping_add(BIAS) << 52)
}

/// The exponential of `x + rest`, where `rest` is small against 1 and `x`
/// within the reach of normal numbers, which is up to 708 either way.
#[inline(always)]
pub(super) fn exp_of_sum(x: f64, rest: f64) -> f64 {
    let (fraction, twos) = fraction_and_twos(x, rest);
    f64::from_bits(fraction.to_bits().wrapping_add(twos << 52))
}

/// The exponential of `x + rest` as a number near 1 and a power of two, whose
/// exponent is in two's complement.
///
/// The argument is reduced to at most half of ln 2, where a polynomial of degree 11 (with what
/// follows `1 + r` interpolated in Chebyshev's points) is within 2e-17; its sum is ordered for
/// short chains of dependence.
#[inline(always)]
fn fraction_and_twos(x: f64, rest: f64) -> (f64, u64) {
    let rounded = x * LOG2_E + ROUNDER;
    let twos = rounded - ROUNDER;
    let r = (x - twos * LN_2_HIGH) - (twos * LN_2_LOW - rest);
    let fraction = 1.0 + (r + r * r * beyond_linear(r));
    (fraction, rounded.to_bits().wrapping_sub(ROUNDER.to_bits()))
}

/// `(exp(r) - 1 - r) / r^2`, for `r` of at most half of ln 2.
#[inline(always)]
fn beyond_linear(r: f64) -> f64 {
    const C: [f64; 10] = [
        0.500_000_000_000_000_1,
        0.166_666_666_666_666_69,
        0.041_666_666_666_623_99,
        0.008_333_333_333_330_051,
        0.001_388_888_891_728_179_4,
        0.000_198_412_698_631_059_68,
        2.480_152_119_021_773e-5,
        2.755_726_837_868_419_2e-6,
        2.762_013_871_973_399_4e-7,
        2.510_042_415_700_506_7e-8,
    ];
    let r2 = r * r;
    let r4 = r2 * r2;
    let first = (C[0] + C[1] * r) + r2 * (C[2] + C[3] * r);
    let second = (C[4] + C[5] * r) + r2 * (C[6] + C[7] * r);
    let third = C[8] + C[9] * r;
    first + r4 * (second + r4 * third)
}

/// The natural logarithm of a positive normal number, with an error below one
/// unit in the last place; NaN of anything else.
///
/// As in Sun's fdlibm: `ln(1 + f)` from the series in `f / (2 + f)`, for `1 + f`
/// between the roots of one half and of two.
#[inline(always)]
pub const fn ln(x: f64) -> f64 {
    /// Raises the exponent where the fraction is above the root of two.
    const RAISE: u64 = 1f64.to_bits() - std::f64::consts::FRAC_1_SQRT_2.to_bits();
    /// A double whose lowest bits count ones.
    const COUNTER: f64 = 4_503_599_627_370_496.0;
    let bits = x.to_bits();
    let biased = bits.wrapping_add(RAISE) >> 52;
    let twos = f64::from_bits(COUNTER.to_bits() | biased) - (COUNTER + BIAS as f64);
    let f = f64::from_bits(bits.wrapping_sub(biased.wrapping_sub(BIAS) << 52)) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w
        * (0.399_999_999_994_094_2
            + w * (2.222_219_843_214_978_4e-1 + w * 1.531_383_769_920_937_3e-1));
    let odd = z
        * (6.666_666_666_666_735e-1
            + w * (2.857_142_874_366_239e-1
                + w * (1.818_357_216_161_805e-1 + w * 1.479_819_860_511_658_6e-1)));
    let log =
        s * (half_square + (odd + even)) + twos * LN_2_LOW - half_square + f + twos * LN_2_HIGH;
    let is_normal = f64::MIN_POSITIVE <= x && x <= f64::MAX;
    if is_normal { log } else { f64::NAN }
}

/// The natural logarithm of `1 + x`, without losing the digits of a small `x`; `libm`'s where
/// there is none.
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    if !(f64::MIN_POSITIVE <= sum && sum <= f64::MAX) {
        return libm::log1p(x);
    }
    // What rounding took from the sum changes its logarithm by as much over it.
    ln(sum) + (x - (sum - 1.0)) / sum
}

/// The exponential less 1, without losing the digits of a small `x`.
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    if x.abs() <= 0.5 * std::f64::consts::LN_2 {
        x + x * x * beyond_linear(x)
    } else {
        exp(x) - 1.0
    }
}

/// A power of a positive normal number, to about 1e-15 relative where its
/// logarithm is a few tens at most.
#[inline(always)]
pub fn power(base: f64, exponent: f64) -> f64 {
    exp(exponent * ln(base))
}

/// The largest whole number that is not above `x`, which is within 2^51 either way; without the
/// instruction that not every processor has.
#[inline(always)]
pub fn floor(x: f64) -> f64 {
    let nearest = x + ROUNDER - ROUNDER;
    if x < nearest { nearest - 1.0 } else { nearest }
}

/// The nearest whole number, of two the one further from 0: as [`f64::round`], which is a call
/// where a processor may have no instruction for it.
#[inline]
pub fn round(x: f64) -> f64 {
    /// From here on all numbers are whole.
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    let size = x.abs();
    let nearest = size + WHOLE - WHOLE;
    let away = if 0.5 <= size - nearest { nearest + 1.0 } else { nearest };
    if size < WHOLE { away.copysign(x) } else { x }
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_m1, exp_of_sum, floor, ln, ln_1p, round};

    #[test]
    fn whole_numbers_are_those_of_the_library() {
        let numbers = (-4_000..4_000).flat_map(|i| {
            let quarter = f64::from(i) / 4.0;
            [quarter, quarter * (1.0 + f64::EPSILON), quarter * 1e12, quarter * 0.123_456_789]
        });
        let edges = [0.499_999_999_999_999_94, -0.0, 4.5e15, f64::MAX, f64::INFINITY];
        for x in numbers.chain(edges).flat_map(|x| [x, -x]) {
            assert_eq!(round(x).to_bits(), x.round().to_bits(), "{x}");
            if x.abs() < 1e15 {
                assert!((floor(x) - x.floor()).abs() <= 0.0, "{x}");
            }
        }
        assert!(round(f64::NAN).is_nan());
    }

    fn units_apart(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn exponentials_are_within_a_unit_of_libm_over_the_whole_range() {
        for i in -1_497_000..=1_498_000 {
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
        assert!(exp(f64::NAN).is_nan() && exp(710.0).is_infinite());
        let mut last = exp(-3.0);
        for i in 1..600_000 {
            let next = exp(-3.0 + f64::from(i) * 1e-5);
            assert!(last < next, "step {i}");
            last = next;
        }
    }

    #[test]
    fn logarithms_are_within_a_unit_of_libm_over_the_whole_range() {
        for i in -300_000..=300_000 {
            for x in [libm::exp(f64::from(i) * 2.36e-3), 1.0 + f64::from(i) * 2.3e-6] {
                let (got, expected) = (ln(x), libm::log(x));
                assert!(units_apart(got, expected) <= 1, "{x}: {got} {expected}");
            }
        }
        for x in [f64::MIN_POSITIVE, f64::MAX, 1.0, std::f64::consts::SQRT_2] {
            assert!(units_apart(ln(x), libm::log(x)) <= 1, "{x}");
        }
        assert!([0.0, -1.0, 1e-310, f64::INFINITY, f64::NAN].map(ln).iter().all(|y| y.is_nan()));
    }

    #[test]
    fn small_arguments_keep_their_digits() {
        for i in -20_000..20_000 {
            let wide = f64::from(i) * 1e-3;
            for x in [wide, wide * 1e-3, wide * 1e-9, wide * 1e-200] {
                let (got, expected) = (exp_m1(x), libm::expm1(x));
                assert!((got - expected).abs() <= 5e-16 * expected.abs(), "{x}: {got}");
                if -1.0 < x {
                    let (got, expected) = (ln_1p(x), libm::log1p(x));
                    assert!((got - expected).abs() <= 5e-16 * expected.abs(), "{x}: {got}");
                }
            }
        }
        assert!(ln_1p(-1.0).is_infinite() && ln_1p(-2.0).is_nan() && ln_1p(1e308).is_finite());
        assert!(exp_m1(f64::NAN).is_nan() && ln_1p(f64::NAN).is_nan());
    }

    #[test]
    fn a_rest_below_the_last_digit_is_not_lost() {
        let rest = 3e-17;
        let ratio = exp_of_sum(-20.0, 1024.0 * rest) / exp(-20.0);
        assert!((ratio - 1.0 - 1024.0 * rest).abs() < 4e-16);
    }
}
