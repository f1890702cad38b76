//! Special functions, to double precision, of `libm` and plain arithmetic
//! alone: the same bits on every processor.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::elementary::exp_of_sum;

/// The standard normal distribution function, to about 1e-15 relative in both
/// tails: Cody (1969), Rational Chebyshev approximations for the error
/// function, rescaled; `libm` beyond the root of 32.
#[inline]
pub fn normal_cdf(x: f64) -> f64 {
    const ROOT_32: f64 = 5.656_854_249_492_381;
    let distance = x.abs();
    if distance <= 0.674_489_75 {
        0.5 + x * central_normal_ratio(x * x)
    } else if distance <= ROOT_32 {
        let tail = normal_tail(distance);
        if x < 0.0 { tail } else { 1.0 - tail }
    } else {
        0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
    }
}

fn central_normal_ratio(square: f64) -> f64 {
    let top = polynomial(
        square,
        [
            0.065_682_337_918_207_45,
            2.235_252_035_460_684,
            161.028_231_068_555_88,
            1_067.689_485_460_371,
            18_154.981_253_343_56,
        ],
    );
    let bottom = polynomial(
        square,
        [
            1.0,
            47.202_581_904_688_24,
            976.098_551_737_776_7,
            10_260.932_208_618_979,
            45_507.789_335_026_73,
        ],
    );
    top / bottom
}

/// The probability above `x`, for `x` from 0.67 to the root of 32.
fn normal_tail(x: f64) -> f64 {
    let top = polynomial(
        x,
        [
            1.076_557_677_372_019_2e-8,
            0.398_941_512_088_134_66,
            8.883_149_794_388_377,
            93.506_656_132_177_85,
            597.270_276_394_800_2,
            2_494.537_585_290_372_6,
            6_848.190_450_536_283,
            11_602.651_437_647_35,
            9_842.714_838_383_978,
        ],
    );
    let bottom = polynomial(
        x,
        [
            1.0,
            22.266_688_044_328_117,
            235.387_901_782_625,
            1_519.377_599_407_554_7,
            6_485.558_298_266_761,
            18_615.571_640_885_097,
            34_900.952_721_145_98,
            38_912.003_286_093_27,
            19_685.429_676_859_992,
        ],
    );
    // The square of a short number has no rounding error to be magnified.
    let short = (16.0 * x).floor() / 16.0;
    let rest = (x - short) * (x + short);
    let (most, little) = (-0.5 * short * short, -0.5 * rest);
    let exponent = most + little;
    exp_of_sum(exponent, (most - exponent) + little) * top / bottom
}

/// Evaluates a polynomial, highest power first: even and odd powers apart, so
/// that the processor can work on both at once.
#[inline]
fn polynomial<const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    let square = x * x;
    let (mut even, mut odd) = (0.0, 0.0);
    for (i, c) in coefficients.into_iter().enumerate() {
        let power = N - 1 - i;
        if power.is_multiple_of(2) {
            even = even * square + c;
        } else {
            odd = odd * square + c;
        }
    }
    even + x * odd
}

/// The standard normal quantile for `p` in (0, 1), to about 1e-16 relative:
/// Wichura (1988), algorithm AS 241, PPND16.
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let top = polynomial(
            r,
            [
                2.509_080_928_730_122_6e3,
                3.343_057_558_358_813e4,
                6.726_577_092_700_87e4,
                4.592_195_393_154_987e4,
                1.373_169_376_550_946e4,
                1.971_590_950_306_551_3e3,
                1.331_416_678_917_843_8e2,
                3.387_132_872_796_366_5,
            ],
        );
        let bottom = polynomial(
            r,
            [
                5.226_495_278_852_854e3,
                2.872_908_573_572_194_3e4,
                3.930_789_580_009_271e4,
                2.121_379_430_158_659_7e4,
                5.394_196_021_424_751e3,
                6.871_870_074_920_579e2,
                4.231_333_070_160_091e1,
                1.0,
            ],
        );
        return q * top / bottom;
    }
    let tail = normal_quantile_tail(if q < 0.0 { p } else { 1.0 - p });
    if q < 0.0 { -tail } else { tail }
}

fn normal_quantile_tail(tail: f64) -> f64 {
    let r = (-libm::log(tail)).sqrt();
    if r <= 5.0 {
        let r = r - 1.6;
        let top = polynomial(
            r,
            [
                7.745_450_142_783_414e-4,
                2.272_384_498_926_918_4e-2,
                2.417_807_251_774_506e-1,
                1.270_458_252_452_368_4,
                3.647_848_324_763_204_5,
                5.769_497_221_460_691,
                4.630_337_846_156_546,
                1.423_437_110_749_683_5,
            ],
        );
        let bottom = polynomial(
            r,
            [
                1.050_750_071_644_416_9e-9,
                5.475_938_084_995_345e-4,
                1.519_866_656_361_645_7e-2,
                1.481_039_764_274_800_8e-1,
                6.897_673_349_851e-1,
                1.676_384_830_183_803_8,
                2.053_191_626_637_759,
                1.0,
            ],
        );
        return top / bottom;
    }
    let r = r - 5.0;
    let top = polynomial(
        r,
        [
            2.010_334_399_292_288_1e-7,
            2.711_555_568_743_487_6e-5,
            1.242_660_947_388_078_4e-3,
            2.653_218_952_657_612_4e-2,
            2.965_605_718_285_048_7e-1,
            1.784_826_539_917_291_3,
            5.463_784_911_164_114,
            6.657_904_643_501_103,
        ],
    );
    let bottom = polynomial(
        r,
        [
            2.044_263_103_389_939_8e-15,
            1.421_511_758_316_446e-7,
            1.846_318_317_510_054_8e-5,
            7.868_691_311_456_133e-4,
            1.487_536_129_085_061_5e-2,
            1.369_298_809_227_358e-1,
            5.998_322_065_558_88e-1,
            1.0,
        ],
    );
    top / bottom
}

/// A probability and what is left to 1, both without cancellation.
#[derive(Clone, Copy, Debug)]
pub struct Tails {
    /// P(X <= x).
    pub lower: f64,
    /// P(X > x).
    pub upper: f64,
}

/// Both tails at a logit, neither by subtraction.
pub(super) fn tails_at_logit(logit: f64) -> Tails {
    Tails { lower: 1.0 / (1.0 + libm::exp(-logit)), upper: 1.0 / (1.0 + libm::exp(logit)) }
}

/// Where a continued fraction or series has converged.
const EPSILON: f64 = 1e-16;
/// Stands in for a zero denominator in Lentz's method.
const TINY: f64 = 1e-300;

/// The regularised incomplete beta function at `x` in [0, 1], for positive
/// shapes: the continued fraction of DLMF 8.17.22 by Lentz's method, on the
/// side on which it converges fast.
pub fn beta_tails(x: f64, a: f64, b: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if 1.0 <= x {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    let log_front = a * libm::log(x) + b * libm::log1p(-x) - ln_beta(a, b);
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = libm::exp(log_front) * beta_fraction(x, a, b) / a;
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = libm::exp(log_front) * beta_fraction(1.0 - x, b, a) / b;
        Tails { lower: 1.0 - upper, upper }
    }
}

/// The density of the beta distribution on (0, 1).
pub fn beta_density(x: f64, a: f64, b: f64) -> f64 {
    libm::exp((a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x) - ln_beta(a, b))
}

/// ln B(a, b).
pub fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut lentz = Lentz::new(1.0 - (a + b) * x / (a + 1.0));
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        lentz.step(even, 1.0);
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        if lentz.step(odd, 1.0) {
            break;
        }
    }
    lentz.value
}

/// The regularised incomplete gamma functions at `x` >= 0 for a positive
/// shape: the series of DLMF 8.11.4 below, the continued fraction of 8.9.2
/// above the middle.
pub fn gamma_tails(x: f64, shape: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if x.is_infinite() {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    let front = libm::exp(shape * libm::log(x) - x - libm::lgamma(shape));
    if x < shape + 1.0 {
        let lower = front * gamma_series(x, shape);
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = front * gamma_fraction(x, shape);
        Tails { lower: 1.0 - upper, upper }
    }
}

/// The density of the gamma distribution with scale 1.
pub fn gamma_density(x: f64, shape: f64) -> f64 {
    libm::exp((shape - 1.0) * libm::log(x) - x - libm::lgamma(shape))
}

fn gamma_series(x: f64, shape: f64) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    for n in 1..100_000 {
        term *= x / (shape + f64::from(n));
        sum += term;
        if term < sum * EPSILON {
            break;
        }
    }
    sum
}

fn gamma_fraction(x: f64, shape: f64) -> f64 {
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    for n in 1..100_000 {
        let n = f64::from(n);
        let a = -n * (n - shape);
        b += 2.0;
        d = 1.0 / nonzero(a * d + b);
        c = nonzero(b + a / c);
        value *= d * c;
        if (d * c - 1.0).abs() < EPSILON {
            break;
        }
    }
    value
}

/// Lentz's evaluation of a continued fraction that begins with 1 / (1 + ...).
struct Lentz {
    c: f64,
    d: f64,
    value: f64,
}

impl Lentz {
    fn new(first_denominator: f64) -> Self {
        let d = 1.0 / nonzero(first_denominator);
        Self { c: 1.0, d, value: d }
    }

    /// Takes the next term in; whether it changed nothing.
    fn step(&mut self, numerator: f64, denominator: f64) -> bool {
        self.d = 1.0 / nonzero(denominator + numerator * self.d);
        self.c = nonzero(denominator + numerator / self.c);
        let factor = self.c * self.d;
        self.value *= factor;
        (factor - 1.0).abs() < EPSILON
    }
}

fn nonzero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

/// The standard normal density.
pub fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{beta_tails, gamma_tails, normal_cdf, normal_quantile};

    fn close(got: f64, expected: f64) -> bool {
        (got - expected).abs() <= 4e-15 * expected.abs()
    }

    #[test]
    fn normal_quantiles_are_right_to_double_precision() {
        // Wichura (1988) and tables to 16 digits.
        for (p, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
            (0.975, 1.959_963_984_540_054),
            (0.5, 0.0),
        ] {
            assert!(close(normal_quantile(p), z), "{p}: {}", normal_quantile(p));
        }
    }

    #[test]
    fn the_normal_distribution_function_inverts_its_quantile_in_both_tails() {
        assert!(close(normal_cdf(-3.0), 1.349_898_031_630_094_5e-3));
        assert!(close(normal_cdf(-10.0), 7.619_853_024_160_527e-24));
        for i in 1..2_000 {
            let p = f64::from(i) / 2_000.0;
            assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-15);
            let small = libm::exp(-f64::from(i) / 10.0);
            assert!((normal_cdf(normal_quantile(small)) / small - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn incomplete_beta_and_gamma_agree_with_closed_forms() {
        for i in 1..100 {
            let x = f64::from(i) / 100.0;
            // I_x(a, 1) = x^a; I_x(2, 3) is a polynomial.
            assert!(close(beta_tails(x, 3.5, 1.0).lower, libm::pow(x, 3.5)));
            let polynomial = x * x * (6.0 - 8.0 * x + 3.0 * x * x);
            assert!((beta_tails(x, 2.0, 3.0).lower - polynomial).abs() < 1e-15);
            // P(1, x) = 1 - e^-x; Q(3, x) = e^-x (1 + x + x^2/2).
            let x = 20.0 * x;
            assert!((gamma_tails(x, 1.0).lower + libm::expm1(-x)).abs() < 1e-15);
            let upper = libm::exp(-x) * (1.0 + x + 0.5 * x * x);
            assert!((gamma_tails(x, 3.0).upper / upper - 1.0).abs() < 1e-13);
        }
        // The chi-squared distribution with one degree of freedom at 3.841458820694124.
        assert!((gamma_tails(0.5 * 3.841_458_820_694_124, 0.5).upper - 0.05).abs() < 1e-15);
    }
}
