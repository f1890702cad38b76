//! Special functions, to double precision, of `libm` and plain arithmetic
//! alone: the same bits on every processor.

pub use super::normal::{normal_cdf, normal_density, normal_quantile};

/// A probability and what is left to 1, both without cancellation.
#[derive(Clone, Copy, Debug)]
pub struct Tails {
    /// P(X <= x).
    pub lower: f64,
    /// P(X > x).
    pub upper: f64,
}

/// Sums of probabilities nearer to one asked for than this part of it are it:
/// 1 - 0.9 in doubles is less than a tenth.
const ROUNDING: f64 = 1e-14;

impl Tails {
    /// Whether at most `x` is as likely as `wanted`, by the shorter tail and
    /// rounding forgiven.
    pub(super) fn reach(&self, wanted: Tails) -> bool {
        if wanted.lower <= wanted.upper {
            wanted.lower * (1.0 - ROUNDING) <= self.lower
        } else {
            self.upper * (1.0 - ROUNDING) <= wanted.upper
        }
    }
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
/// shapes.
pub fn beta_tails(x: f64, a: f64, b: f64) -> Tails {
    BetaShapes::new(a, b).tails(x)
}

/// The density of the beta distribution on (0, 1).
pub fn beta_density(x: f64, a: f64, b: f64) -> f64 {
    BetaShapes::new(a, b).density(x)
}

/// The two shapes of a beta distribution, and what is the same at all of its points.
#[derive(Clone, Copy, Debug)]
pub(super) struct BetaShapes {
    a: f64,
    b: f64,
    ln_beta: f64,
}

impl BetaShapes {
    pub(super) fn new(a: f64, b: f64) -> Self {
        Self { a, b, ln_beta: ln_beta(a, b) }
    }

    pub(super) fn tails(&self, x: f64) -> Tails {
        Self::ends(x).unwrap_or_else(|| self.tails_inside(x, libm::log(x), libm::log1p(-x)))
    }

    pub(super) fn density(&self, x: f64) -> f64 {
        self.density_of(libm::log(x), libm::log1p(-x))
    }

    /// Both, at the cost of little more than one.
    pub(super) fn tails_and_density(&self, x: f64) -> (Tails, f64) {
        let (log, log_rest) = (libm::log(x), libm::log1p(-x));
        let tails = Self::ends(x).unwrap_or_else(|| self.tails_inside(x, log, log_rest));
        (tails, self.density_of(log, log_rest))
    }

    /// What lies beyond the ends of (0, 1).
    fn ends(x: f64) -> Option<Tails> {
        if x <= 0.0 {
            Some(Tails { lower: 0.0, upper: 1.0 })
        } else if 1.0 <= x {
            Some(Tails { lower: 1.0, upper: 0.0 })
        } else {
            None
        }
    }

    /// The continued fraction of DLMF 8.17.22 by Lentz's method, on the side on
    /// which it converges fast; from the logarithms of `x` and of 1 - `x`.
    fn tails_inside(&self, x: f64, log: f64, log_rest: f64) -> Tails {
        let Self { a, b, ln_beta } = *self;
        let log_front = a * log + b * log_rest - ln_beta;
        if x < (a + 1.0) / (a + b + 2.0) {
            let lower = libm::exp(log_front) * beta_fraction(x, a, b) / a;
            Tails { lower, upper: 1.0 - lower }
        } else {
            let upper = libm::exp(log_front) * beta_fraction(1.0 - x, b, a) / b;
            Tails { lower: 1.0 - upper, upper }
        }
    }

    fn density_of(&self, log: f64, log_rest: f64) -> f64 {
        libm::exp((self.a - 1.0) * log + (self.b - 1.0) * log_rest - self.ln_beta)
    }
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

#[cfg(test)]
mod tests {
    use super::{beta_tails, gamma_tails};

    fn close(got: f64, expected: f64) -> bool {
        (got - expected).abs() <= 4e-15 * expected.abs()
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
