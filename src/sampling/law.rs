//! What follows from the parameters of a family: its support, distribution
//! function, density, quantiles and moments, before any truncation.

use super::atoms::{self, Atoms};
use super::elementary::exp;
use super::family::Family;
use super::quadrature::{self, WIDE};
use super::solve::Tailed;
use super::special::{
    BetaShapes, Tails, beta_density, beta_tails, gamma_density, gamma_tails, normal_cdf,
    normal_density, normal_quantile,
};
use super::student;

impl Family {
    /// Smallest and largest possible value.
    pub(super) fn support(&self) -> (f64, f64) {
        match *self {
            Self::Uniform { min, max }
            | Self::Triangular { min, max, .. }
            | Self::Pert { min, max, .. }
            | Self::Beta { min, max, .. } => (min, max),
            Self::Normal { .. } | Self::StudentT { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Lognormal { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. }
            | Self::Exponential { .. }
            | Self::Poisson { .. } => (0.0, f64::INFINITY),
            Self::Empirical(ref empirical) => empirical.support(),
            Self::Metalog(ref metalog) => metalog.support(),
            Self::Mixture(ref mixture) => mixture.support(),
            Self::Discrete { ref values, ref weights } => {
                let possible = values.iter().zip(weights).filter(|(_, weight)| 0.0 < **weight);
                possible.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (value, _)| {
                    (low.min(*value), high.max(*value))
                })
            }
            Self::Binomial { n, p } => {
                (if 1.0 <= p { n as f64 } else { 0.0 }, if 0.0 < p { n as f64 } else { 0.0 })
            }
            Self::Bernoulli { p } => (f64::from(1.0 <= p), f64::from(0.0 < p)),
        }
    }

    /// Both tails at `x`.
    pub(super) fn tails(&self, x: f64) -> Tails {
        match *self {
            Self::Uniform { min, max } => {
                let lower = ((x - min) / (max - min)).clamp(0.0, 1.0);
                Tails { lower, upper: ((max - x) / (max - min)).clamp(0.0, 1.0) }
            }
            Self::Triangular { min, mode, max } => triangular_tails(x, min, mode, max),
            Self::Normal { mean, sd } => normal_tails((x - mean) / sd),
            Self::Lognormal { log_mean, log_sd } => {
                if x <= 0.0 {
                    Tails { lower: 0.0, upper: 1.0 }
                } else {
                    normal_tails((libm::log(x) - log_mean) / log_sd)
                }
            }
            Self::Gamma { shape, scale } => gamma_tails(x / scale, shape),
            Self::Pert { .. } | Self::Beta { .. } => {
                let (alpha, beta, min, width) = self.beta_form();
                beta_tails((x - min) / width, alpha, beta)
            }
            Self::Weibull { shape, scale } => weibull_tails(x / scale, shape),
            Self::Exponential { mean } => weibull_tails(x / mean, 1.0),
            Self::StudentT { df, location, scale } => student::tails((x - location) / scale, df),
            Self::Metalog(ref metalog) => metalog.tails(x),
            Self::Mixture(ref mixture) => mixture.tails(x),
            Self::Empirical(ref empirical) if empirical.is_interpolated() => {
                empirical.tails(x, false)
            }
            // Distributions have the list at hand and do not come here.
            Self::Empirical(_)
            | Self::Discrete { .. }
            | Self::Bernoulli { .. }
            | Self::Binomial { .. }
            | Self::Poisson { .. } => Atoms::new(self.points()).tails(x),
        }
    }

    /// The probabilities of less than `x`, and of `x` or more.
    pub(super) fn tails_below(&self, x: f64) -> Tails {
        match self {
            Self::Mixture(mixture) => mixture.tails_below(x),
            Self::Empirical(empirical) if empirical.is_interpolated() => empirical.tails(x, true),
            _ => self.tails(x),
        }
    }

    /// Density at `x` inside the support; families with a closed quantile
    /// only need it for moments.
    pub(super) fn density(&self, x: f64) -> f64 {
        match *self {
            Self::Uniform { min, max } => 1.0 / (max - min),
            Self::Triangular { min, mode, max } => triangular_density(x, min, mode, max),
            Self::Normal { mean, sd } => normal_density((x - mean) / sd) / sd,
            Self::Lognormal { log_mean, log_sd } => {
                normal_density((libm::log(x) - log_mean) / log_sd) / (log_sd * x)
            }
            Self::Gamma { shape, scale } => gamma_density(x / scale, shape) / scale,
            Self::Pert { .. } | Self::Beta { .. } => {
                let (alpha, beta, min, width) = self.beta_form();
                beta_density((x - min) / width, alpha, beta) / width
            }
            Self::Weibull { shape, scale } => weibull_density(x / scale, shape) / scale,
            Self::Exponential { mean } => weibull_density(x / mean, 1.0) / mean,
            Self::StudentT { df, location, scale } => {
                student::density((x - location) / scale, df) / scale
            }
            Self::Metalog(ref metalog) => metalog.density(x),
            Self::Mixture(ref mixture) => mixture.density(x),
            Self::Empirical(ref empirical) if empirical.is_interpolated() => empirical.density(x),
            Self::Empirical(_)
            | Self::Discrete { .. }
            | Self::Bernoulli { .. }
            | Self::Binomial { .. }
            | Self::Poisson { .. } => 0.0,
        }
    }

    /// The quantile, where it has a closed form.
    #[inline]
    pub(super) fn closed_quantile(&self, at: Tails) -> Option<f64> {
        Some(match *self {
            Self::Uniform { min, max } => min + at.lower * (max - min),
            Self::Triangular { min, mode, max } => triangular_quantile(at, min, mode, max),
            Self::Normal { mean, sd } => mean + sd * normal_at(at),
            Self::Lognormal { log_mean, log_sd } => exp(log_mean + log_sd * normal_at(at)),
            Self::Weibull { shape, scale } => scale * libm::pow(exponential_at(at), 1.0 / shape),
            Self::Exponential { mean } => mean * exponential_at(at),
            Self::Metalog(ref metalog) => metalog.quantile(at),
            Self::Empirical(ref empirical) if empirical.is_interpolated() => empirical.quantile(at),
            _ => return None,
        })
    }

    /// Shapes, start and width of a family that is a scaled beta.
    fn beta_form(&self) -> (f64, f64, f64, f64) {
        match *self {
            Self::Pert { min, mode, max, lambda } => {
                let width = max - min;
                let alpha = 1.0 + lambda * (mode - min) / width;
                (alpha, 1.0 + lambda * (max - mode) / width, min, width)
            }
            Self::Beta { alpha, beta, min, max } => (alpha, beta, min, max - min),
            _ => unreachable!("only pert and beta are scaled betas"),
        }
    }

    /// Values and weights of a family of separate values; empty for the others.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        match self {
            Self::Discrete { values, weights } => {
                values.iter().copied().zip(weights.iter().copied()).collect()
            }
            Self::Bernoulli { p } => vec![(0.0, 1.0 - p), (1.0, *p)],
            Self::Binomial { n, p } => atoms::binomial(*n, *p),
            Self::Poisson { mean } => atoms::poisson(*mean),
            Self::Empirical(empirical) if !empirical.is_interpolated() => {
                empirical.values().iter().map(|value| (*value, 1.0)).collect()
            }
            Self::Mixture(mixture) => mixture.points(),
            _ => Vec::new(),
        }
    }

    /// Mean and standard deviation.
    pub(super) fn moments(&self) -> (f64, f64) {
        match *self {
            Self::Uniform { min, max } => (0.5 * (min + max), (max - min) / 12.0_f64.sqrt()),
            Self::Triangular { min, mode, max } => {
                let variance =
                    (min * min + mode * mode + max * max - min * mode - min * max - mode * max)
                        / 18.0;
                ((min + mode + max) / 3.0, variance.max(0.0).sqrt())
            }
            Self::Normal { mean, sd } => (mean, sd),
            Self::Lognormal { log_mean, log_sd } => {
                let mean = libm::exp(log_mean + 0.5 * log_sd * log_sd);
                (mean, mean * libm::expm1(log_sd * log_sd).sqrt())
            }
            Self::Gamma { shape, scale } => (shape * scale, shape.sqrt() * scale),
            Self::Pert { .. } | Self::Beta { .. } => {
                let (alpha, beta, min, width) = self.beta_form();
                let total = alpha + beta;
                let sd = (alpha * beta / (total + 1.0)).sqrt() / total;
                (min + width * alpha / total, width * sd)
            }
            Self::Weibull { shape, scale } => weibull_moments(shape, scale),
            Self::Exponential { mean } => (mean, mean),
            Self::StudentT { df, location, scale } => {
                let (mean, sd) = student::moments(df);
                (location + scale * mean, scale * sd)
            }
            Self::Mixture(ref mixture) => mixture.moments(),
            Self::Empirical(ref empirical) if empirical.is_interpolated() => {
                empirical.moments(0.0, 1.0)
            }
            Self::Metalog(ref metalog) => {
                let sums = quadrature::moments(self.support(), WIDE, |at, _| metalog.quantile(at));
                self.tail_moments(true, sums)
            }
            Self::Empirical(_)
            | Self::Discrete { .. }
            | Self::Bernoulli { .. }
            | Self::Binomial { .. }
            | Self::Poisson { .. } => {
                Atoms::new(self.points()).moments(f64::NEG_INFINITY, f64::INFINITY)
            }
        }
    }

    /// Moments that were summed up, unless there are none for a heavy tail
    /// that is still open.
    pub(super) fn tail_moments(&self, is_open: bool, sums: (f64, f64)) -> (f64, f64) {
        match self {
            Self::Metalog(metalog) if is_open => metalog.tail_moments(sums),
            _ => sums,
        }
    }
}

/// Distribution function and density of a family whose quantiles are solved for, with
/// what all of its points have in common worked out once.
#[derive(Clone, Copy, Debug)]
pub(super) enum Curve {
    /// A scaled beta.
    Beta { shapes: BetaShapes, min: f64, width: f64 },
    /// As the family has it.
    Plain,
}

impl Curve {
    pub(super) fn of(family: &Family) -> Self {
        match family {
            Family::Pert { .. } | Family::Beta { .. } => {
                let (alpha, beta, min, width) = family.beta_form();
                Self::Beta { shapes: BetaShapes::new(alpha, beta), min, width }
            }
            _ => Self::Plain,
        }
    }

    /// Both tails of the family at `x`.
    pub(super) fn tails(&self, family: &Family, x: f64) -> Tails {
        match self {
            Self::Beta { shapes, min, width } => shapes.tails((x - min) / width),
            Self::Plain => family.tails(x),
        }
    }

    /// The density of the family at `x`.
    pub(super) fn density(&self, family: &Family, x: f64) -> f64 {
        match self {
            Self::Beta { shapes, min, width } => shapes.density((x - min) / width) / width,
            Self::Plain => family.density(x),
        }
    }

    /// Both tails and the density.
    pub(super) fn tails_and_density(&self, family: &Family, x: f64) -> (Tails, f64) {
        match self {
            Self::Beta { shapes, min, width } => {
                let (tails, density) = shapes.tails_and_density((x - min) / width);
                (tails, density / width)
            }
            Self::Plain => (family.tails(x), family.density(x)),
        }
    }
}

fn normal_tails(z: f64) -> Tails {
    Tails { lower: normal_cdf(z), upper: normal_cdf(-z) }
}

fn triangular_tails(x: f64, min: f64, mode: f64, max: f64) -> Tails {
    if x <= min {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if max <= x {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    if x < mode {
        let lower = (x - min) * (x - min) / ((max - min) * (mode - min));
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = (max - x) * (max - x) / ((max - min) * (max - mode));
        Tails { lower: 1.0 - upper, upper }
    }
}

fn triangular_density(x: f64, min: f64, mode: f64, max: f64) -> f64 {
    let peak = 2.0 / (max - min);
    if x < mode { peak * (x - min) / (mode - min) } else { peak * (max - x) / (max - mode) }
}

/// The standard normal quantile from whichever tail is the smaller.
#[inline]
fn normal_at(at: Tails) -> f64 {
    if at.lower <= at.upper { normal_quantile(at.lower) } else { -normal_quantile(at.upper) }
}

fn triangular_quantile(at: Tails, min: f64, mode: f64, max: f64) -> f64 {
    if at.lower < (mode - min) / (max - min) {
        min + (at.lower * (max - min) * (mode - min)).sqrt()
    } else {
        max - (at.upper * (max - min) * (max - mode)).sqrt()
    }
}

/// The quantile of the exponential distribution with mean 1.
fn exponential_at(at: Tails) -> f64 {
    if at.lower <= at.upper { -libm::log1p(-at.lower) } else { -libm::log(at.upper) }
}

fn weibull_tails(x: f64, shape: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    let hazard = libm::pow(x, shape);
    Tails { lower: -libm::expm1(-hazard), upper: libm::exp(-hazard) }
}

fn weibull_density(x: f64, shape: f64) -> f64 {
    let hazard = libm::pow(x, shape);
    shape * hazard / x * libm::exp(-hazard)
}

/// Moments by the gamma function; the variance as a small difference of
/// logarithms where the shape is large.
fn weibull_moments(shape: f64, scale: f64) -> (f64, f64) {
    let (first, second) = (libm::lgamma(1.0 + 1.0 / shape), libm::lgamma(1.0 + 2.0 / shape));
    let mean = scale * libm::exp(first);
    (mean, mean * libm::expm1(second - 2.0 * first).max(0.0).sqrt())
}
