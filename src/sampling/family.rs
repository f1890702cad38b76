//! The families of distributions: their parameters, distribution functions
//! and moments, before any truncation.

use std::fmt;

use super::special::{
    Tails, beta_density, beta_tails, gamma_density, gamma_tails, normal_cdf, normal_density,
    normal_quantile,
};

/// A family with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub enum Family {
    /// Every value from `min` to `max` alike.
    Uniform {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// Density rising in a straight line to `mode` and falling from it.
    Triangular {
        /// Smallest value.
        min: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        max: f64,
    },
    /// A beta distribution whose mean is `(min + lambda mode + max) / (lambda + 2)`.
    Pert {
        /// Smallest value.
        min: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        max: f64,
        /// Weight of the mode; 4 by custom.
        lambda: f64,
    },
    /// The normal distribution.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// A variable whose logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        log_mean: f64,
        /// Standard deviation of the logarithm.
        log_sd: f64,
    },
    /// The beta distribution on `min` to `max`.
    Beta {
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// The gamma distribution; its mean is `shape * scale`.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// A few values, each as likely as its weight says.
    Discrete {
        /// The values.
        values: Vec<f64>,
        /// Their weights, in any unit.
        weights: Vec<f64>,
    },
    /// 1 with probability `p`, else 0.
    Bernoulli {
        /// Probability of 1.
        p: f64,
    },
}

/// Why parameters do not make a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeError {
    parameter: Option<&'static str>,
    message: String,
}

impl ShapeError {
    pub(super) fn new(parameter: impl Into<Option<&'static str>>, message: String) -> Self {
        Self { parameter: parameter.into(), message }
    }

    /// The parameter at fault, where it is one.
    pub fn parameter(&self) -> Option<&'static str> {
        self.parameter
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ShapeError {}

impl Family {
    /// The lognormal with this mean and standard deviation of the variable
    /// itself.
    ///
    /// # Errors
    /// Unless both are positive.
    pub fn lognormal_from_mean_sd(mean: f64, sd: f64) -> Result<Self, ShapeError> {
        positive("mean", mean)?;
        positive("sd", sd)?;
        let cv = sd / mean;
        let log_variance = libm::log1p(cv * cv);
        let log_mean = libm::log(mean) - 0.5 * log_variance;
        Ok(Self::Lognormal { log_mean, log_sd: log_variance.sqrt() })
    }

    /// The lognormal with this median and 90th percentile.
    ///
    /// # Errors
    /// Unless 0 < median < p90.
    pub fn lognormal_from_median_p90(median: f64, p90: f64) -> Result<Self, ShapeError> {
        Self::lognormal_from_percentiles(("median", 0.5, median), ("p90", 0.9, p90))
    }

    /// The lognormal with these 10th and 90th percentiles.
    ///
    /// # Errors
    /// Unless 0 < p10 < p90.
    pub fn lognormal_from_p10_p90(p10: f64, p90: f64) -> Result<Self, ShapeError> {
        Self::lognormal_from_percentiles(("p10", 0.1, p10), ("p90", 0.9, p90))
    }

    /// The lognormal through two percentiles, each (name, probability, value).
    ///
    /// # Errors
    /// Unless 0 < low < high.
    pub fn lognormal_from_percentiles(
        (low_name, low_p, low): (&'static str, f64, f64),
        (high_name, high_p, high): (&'static str, f64, f64),
    ) -> Result<Self, ShapeError> {
        positive(low_name, low)?;
        positive(high_name, high)?;
        let (z_low, z_high) = (normal_quantile(low_p), normal_quantile(high_p));
        let log_sd = libm::log(high / low) / (z_high - z_low);
        if !(0.0 < log_sd) {
            let message = format!("{high_name} {high} must be more than {low_name} {low}");
            return Err(ShapeError::new(high_name, message));
        }
        Ok(Self::Lognormal { log_mean: libm::log(low) - z_low * log_sd, log_sd })
    }

    /// Name in scenario files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Uniform { .. } => "uniform",
            Self::Triangular { .. } => "triangular",
            Self::Pert { .. } => "pert",
            Self::Normal { .. } => "normal",
            Self::Lognormal { .. } => "lognormal",
            Self::Beta { .. } => "beta",
            Self::Gamma { .. } => "gamma",
            Self::Discrete { .. } => "discrete",
            Self::Bernoulli { .. } => "bernoulli",
        }
    }

    /// Checks the parameters; conditions are written so that NaN fails.
    pub(super) fn check(&self) -> Result<(), ShapeError> {
        match *self {
            Self::Uniform { min, max } => ordered(min, max),
            Self::Triangular { min, mode, max } => with_mode(min, mode, max),
            Self::Pert { min, mode, max, lambda } => {
                with_mode(min, mode, max)?;
                positive("lambda", lambda)
            }
            Self::Normal { mean, sd } => {
                finite("mean", mean)?;
                positive("sd", sd)
            }
            Self::Lognormal { log_mean, log_sd } => {
                finite("log_mean", log_mean)?;
                positive("log_sd", log_sd)
            }
            Self::Beta { alpha, beta, min, max } => {
                positive("alpha", alpha)?;
                positive("beta", beta)?;
                ordered(min, max)
            }
            Self::Gamma { shape, scale } => {
                positive("shape", shape)?;
                positive("scale", scale)
            }
            Self::Discrete { ref values, ref weights } => check_weights(values, weights),
            Self::Bernoulli { p } => probability(p),
        }
    }

    /// Smallest and largest possible value.
    pub(super) fn support(&self) -> (f64, f64) {
        match *self {
            Self::Uniform { min, max }
            | Self::Triangular { min, max, .. }
            | Self::Pert { min, max, .. }
            | Self::Beta { min, max, .. } => (min, max),
            Self::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Lognormal { .. } | Self::Gamma { .. } => (0.0, f64::INFINITY),
            Self::Discrete { ref values, ref weights } => {
                let possible = values.iter().zip(weights).filter(|(_, weight)| 0.0 < **weight);
                possible.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (value, _)| {
                    (low.min(*value), high.max(*value))
                })
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
            Self::Discrete { .. } | Self::Bernoulli { .. } => {
                let lower: f64 =
                    self.points().iter().filter(|(value, _)| *value <= x).map(|(_, p)| p).sum();
                Tails { lower: lower.min(1.0), upper: (1.0 - lower).max(0.0) }
            }
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
            Self::Discrete { .. } | Self::Bernoulli { .. } => 0.0,
        }
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

    /// Values and probabilities of a discrete family, sorted by value, none
    /// of them impossible; empty for the others.
    pub(super) fn points(&self) -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = match self {
            Self::Discrete { values, weights } => {
                let total: f64 = weights.iter().sum();
                values.iter().zip(weights).map(|(value, weight)| (*value, weight / total)).collect()
            }
            Self::Bernoulli { p } => vec![(0.0, 1.0 - p), (1.0, *p)],
            _ => Vec::new(),
        };
        points.retain(|(_, p)| 0.0 < *p);
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points
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
            Self::Discrete { .. } | Self::Bernoulli { .. } => {
                let points = self.points();
                let mean: f64 = points.iter().map(|(value, p)| value * p).sum();
                let square = |value: f64| (value - mean) * (value - mean);
                let variance: f64 = points.iter().map(|(value, p)| square(*value) * p).sum();
                (mean, variance.sqrt())
            }
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

fn finite(name: &'static str, value: f64) -> Result<(), ShapeError> {
    if value.is_finite() {
        return Ok(());
    }
    Err(ShapeError::new(name, format!("{name} is {value} but must be a finite number")))
}

fn positive(name: &'static str, value: f64) -> Result<(), ShapeError> {
    finite(name, value)?;
    if 0.0 < value {
        return Ok(());
    }
    Err(ShapeError::new(name, format!("{name} is {value} but must be more than 0")))
}

fn ordered(min: f64, max: f64) -> Result<(), ShapeError> {
    finite("min", min)?;
    finite("max", max)?;
    if min < max && (max - min).is_finite() {
        return Ok(());
    }
    Err(ShapeError::new("max", format!("max {max} must be more than min {min}")))
}

fn with_mode(min: f64, mode: f64, max: f64) -> Result<(), ShapeError> {
    ordered(min, max)?;
    if min <= mode && mode <= max {
        return Ok(());
    }
    Err(ShapeError::new("mode", format!("mode {mode} must lie between min {min} and max {max}")))
}

fn probability(p: f64) -> Result<(), ShapeError> {
    if (0.0..=1.0).contains(&p) {
        return Ok(());
    }
    Err(ShapeError::new("p", format!("p is {p} but must lie between 0 and 1")))
}

fn check_weights(values: &[f64], weights: &[f64]) -> Result<(), ShapeError> {
    if values.is_empty() {
        return Err(ShapeError::new("values", "values is empty".to_owned()));
    }
    if values.len() != weights.len() {
        let message = format!("{} values but {} weights", values.len(), weights.len());
        return Err(ShapeError::new("weights", message));
    }
    values.iter().try_for_each(|value| finite("values", *value))?;
    for weight in weights {
        finite("weights", *weight)?;
        if *weight < 0.0 {
            let message = format!("weight {weight} must not be negative");
            return Err(ShapeError::new("weights", message));
        }
    }
    let total: f64 = weights.iter().sum();
    if 0.0 < total && total.is_finite() {
        return Ok(());
    }
    Err(ShapeError::new("weights", "at least one weight must be more than 0".to_owned()))
}
