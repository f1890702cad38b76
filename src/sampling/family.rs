//! The families of distributions and their parameters, before any truncation.

use super::empirical::Empirical;
use super::metalog::Metalog;
use super::mixture::Mixture;
use super::percentile::Percentile;
use super::special::normal_quantile;
use super::valid::{
    self, ShapeError, finite, ordered, positive, positive_up_to, probability, with_mode,
};

/// The largest number of trials and the largest mean of counts: beyond, a
/// normal distribution is as good, and a table of counts no longer small.
pub const MOST_COUNTS: u64 = 1_000_000;
/// Degrees of freedom of which quantiles are found: with fewer they grow
/// beyond all numbers, with more the distribution is a normal one.
pub const DEGREES: (f64, f64) = (0.5, 1e4);

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
    /// The Weibull distribution: `scale` is its 63rd percentile.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// The exponential distribution.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Student's t distribution, moved and stretched.
    StudentT {
        /// Degrees of freedom.
        df: f64,
        /// Median.
        location: f64,
        /// What the standard t is multiplied by; not its standard deviation.
        scale: f64,
    },
    /// The number of successes in `n` trials.
    Binomial {
        /// Number of trials.
        n: u64,
        /// Probability of success of each.
        p: f64,
    },
    /// The number of independent events.
    Poisson {
        /// Mean number.
        mean: f64,
    },
    /// Observed values.
    Empirical(Empirical),
    /// The metalog through percentiles.
    Metalog(Metalog),
    /// One of several distributions.
    Mixture(Mixture),
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

    /// The lognormal through two percentiles, the lower first.
    ///
    /// # Errors
    /// Unless 0 < low < high.
    pub fn lognormal_through(low: Percentile, high: Percentile) -> Result<Self, ShapeError> {
        for one in [low, high] {
            if !(0.0 < one.value && one.value < f64::INFINITY) {
                let message = format!("{} is {} but must be more than 0", one.name(), one.value);
                return Err(ShapeError::of(one.name(), message));
            }
        }
        let rise = libm::log(high.value / low.value);
        let (z_low, log_sd) = normal_through(low, high, rise)?;
        Ok(Self::Lognormal { log_mean: libm::log(low.value) - z_low * log_sd, log_sd })
    }

    /// The normal through two percentiles, the lower first.
    ///
    /// # Errors
    /// Unless low < high.
    pub fn normal_through(low: Percentile, high: Percentile) -> Result<Self, ShapeError> {
        let (z_low, sd) = normal_through(low, high, high.value - low.value)?;
        Ok(Self::Normal { mean: low.value - z_low * sd, sd })
    }

    /// The same family between other ends, where they are given: of those whose
    /// ends are parameters. None for others, and where it cannot be.
    pub fn between(&self, min: Option<f64>, max: Option<f64>) -> Option<Self> {
        let mut other = self.clone();
        match &mut other {
            Self::Uniform { min: low, max: high }
            | Self::Triangular { min: low, max: high, .. }
            | Self::Pert { min: low, max: high, .. }
            | Self::Beta { min: low, max: high, .. } => {
                *low = min.unwrap_or(*low);
                *high = max.unwrap_or(*high);
            }
            Self::Metalog(metalog) => *metalog = metalog.between(min, max).ok()?,
            _ => return None,
        }
        other.check().ok().map(|()| other)
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
            Self::Weibull { .. } => "weibull",
            Self::Exponential { .. } => "exponential",
            Self::StudentT { .. } => "student-t",
            Self::Binomial { .. } => "binomial",
            Self::Poisson { .. } => "poisson",
            Self::Empirical(_) => "empirical",
            Self::Metalog(_) => "metalog",
            Self::Mixture(_) => "mixture",
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
            Self::Gamma { shape, scale } | Self::Weibull { shape, scale } => {
                positive("shape", shape)?;
                positive("scale", scale)
            }
            Self::Exponential { mean } => positive("mean", mean),
            Self::StudentT { df, location, scale } => {
                check_degrees(df)?;
                finite("location", location)?;
                positive("scale", scale)
            }
            Self::Binomial { n, p } => {
                positive_up_to("n", n as f64, MOST_COUNTS as f64)?;
                probability(p)
            }
            Self::Poisson { mean } => positive_up_to("mean", mean, MOST_COUNTS as f64),
            // These were checked when they were made.
            Self::Empirical(_) | Self::Metalog(_) | Self::Mixture(_) => Ok(()),
            Self::Discrete { ref values, ref weights } => {
                valid::values(values)?;
                valid::weights("values", values.len(), weights)
            }
            Self::Bernoulli { p } => probability(p),
        }
    }
}

/// The standard normal quantile at the lower percentile, and the standard
/// deviation with which the normal rises this much to the higher one.
fn normal_through(low: Percentile, high: Percentile, rise: f64) -> Result<(f64, f64), ShapeError> {
    let z_low = normal_quantile(low.probability);
    let sd = rise / (normal_quantile(high.probability) - z_low);
    if low.probability < high.probability && 0.0 < sd && sd.is_finite() {
        return Ok((z_low, sd));
    }
    let (low_name, high_name) = (low.name(), high.name());
    let message = format!("{high_name} {} must be more than {low_name} {}", high.value, low.value);
    Err(ShapeError::of(high_name, message))
}

fn check_degrees(df: f64) -> Result<(), ShapeError> {
    let (least, most) = DEGREES;
    if least <= df && df <= most {
        return Ok(());
    }
    let message = format!("df is {df} but must be from {least} to {most}");
    Err(ShapeError::new(Some("df"), message))
}
