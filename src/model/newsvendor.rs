//! The newsvendor with lognormal demand in closed form: one order against
//! demand of which only the mean and a log-sd are known. The products step
//! must agree with it, and what a short lead time is worth follows from it.

use crate::sampling::elementary::exp;
use crate::sampling::normal::{normal_cdf, normal_quantile};

/// What a unit brings: sold at full price, and left over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitValues {
    /// A unit sold at full price, net of selling costs, in money.
    pub sold: f64,
    /// A left-over unit, in money; less than `sold`.
    pub left: f64,
}

/// What one order brings on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Units ordered.
    pub order: f64,
    /// Units sold at full price.
    pub sold: f64,
    /// Units of demand not served.
    pub lost: f64,
    /// Units left over.
    pub left: f64,
    /// Money.
    pub profit: f64,
}

impl UnitValues {
    /// The chance with which an order that maximises expected profit suffices,
    /// when a unit costs `cost`.
    pub fn critical_ratio(&self, cost: f64) -> f64 {
        (self.sold - cost) / (self.sold - self.left)
    }

    /// The best order against demand with mean `mean` and log-sd `s`; a unit
    /// costs `cost`, between what it brings left over and sold (for example
    /// Cachon and Terwiesch, Matching Supply with Demand).
    pub fn best(&self, mean: f64, s: f64, cost: f64) -> Expected {
        let z = normal_quantile(self.critical_ratio(cost));
        let order = mean * exp(s * z - 0.5 * s * s);
        let sold = mean * normal_cdf(z - s) + order * normal_cdf(-z);
        let left = order - sold;
        let profit = self.sold * sold + self.left * left - cost * order;
        Expected { order, sold, lost: mean - sold, left, profit }
    }

    /// The highest unit cost of a source whose log-sd of demand at the order is
    /// smaller by `log_sd_saved`, at which the buyer is no worse off than with
    /// a unit cost of `cost` (de Treville et al., Production and Operations
    /// Management 23, 2014; the cost-differential frontier).
    pub fn justified_cost(&self, cost: f64, log_sd_saved: f64) -> f64 {
        let z = normal_quantile(self.critical_ratio(cost));
        self.sold - (self.sold - self.left) * normal_cdf(z - log_sd_saved)
    }
}

/// The log-sd of a lognormal whose standard deviation is `cv` times its mean.
pub fn log_sd_of_cv(cv: f64) -> f64 {
    libm::log1p(cv * cv).sqrt()
}

/// The log-sd of demand that is open `days` before it shows: `floor` is what no
/// lead time removes, `volatility` is per root year.
pub fn open_log_sd(floor: f64, volatility: f64, days: f64) -> f64 {
    (floor * floor + volatility * volatility * days / 365.0).sqrt()
}

/// A cost premium, a share of the long-lead-time cost, as a cost differential:
/// the share of the short-lead-time cost that is saved by going far.
pub fn differential_of_premium(premium: f64) -> f64 {
    premium / (1.0 + premium)
}
