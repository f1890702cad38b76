//! Two orders in closed form: a base order early, at low cost, and a top-up
//! after part of the uncertainty has gone, at a higher one (reactive capacity,
//! accurate response).

use super::commitment::MAX_CRITICAL_RATIO;
use super::newsvendor::UnitValues;
use crate::sampling::bivariate::bivariate_normal_cdf;
use crate::sampling::elementary::exp;
use crate::sampling::normal::{normal_cdf, normal_quantile};

/// Two chances to order for demand with mean 1.
///
/// Log-demand is normal; of its variance, `update_log_sd` squared is known when
/// the top-up is ordered, and `open_log_sd` squared is not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoOrders {
    /// What a unit brings.
    pub values: UnitValues,
    /// Unit cost of the base order.
    pub base_cost: f64,
    /// Unit cost of the top-up.
    pub top_up_cost: f64,
    /// Log-sd of the forecast's move between the orders.
    pub update_log_sd: f64,
    /// Log-sd still open at the top-up.
    pub open_log_sd: f64,
}

/// What two orders bring on average, for each unit of mean demand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mixed {
    /// Units ordered early.
    pub base: f64,
    /// Units topped up.
    pub top_up: f64,
    /// Units sold at full price.
    pub sold: f64,
    /// Money.
    pub profit: f64,
}

/// What is bought and sold after one forecast.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Units topped up.
    pub top_up: f64,
    /// Money, less all that was paid for units.
    pub profit: f64,
}

impl TwoOrders {
    /// Log-sd of demand at the base order; never quite 0, to be divided by.
    fn log_sd(&self) -> f64 {
        let (update, open) = (self.update_log_sd, self.open_log_sd);
        (update * update + open * open).sqrt().max(1e-9)
    }

    /// Stock that a top-up aims for, over the forecast then; 0 where a unit
    /// topped up costs more than it brings.
    pub fn target(&self) -> f64 {
        let ratio = self.values.critical_ratio(self.top_up_cost);
        if ratio <= 0.0 {
            return 0.0;
        }
        let open = self.open_log_sd;
        exp(open * normal_quantile(ratio.min(MAX_CRITICAL_RATIO)) - 0.5 * open * open)
    }

    /// Where a base order stands: in log-sds above the median of demand, and of
    /// the forecast for which it would just be topped up.
    fn places(&self, base: f64) -> (f64, f64) {
        let (s, s1) = (self.log_sd(), self.update_log_sd);
        let target = self.target();
        let demand = (libm::log(base) + 0.5 * s * s) / s;
        if s1 <= 0.0 {
            let never = if base < target { f64::NEG_INFINITY } else { f64::INFINITY };
            return (demand, never);
        }
        if target <= 0.0 {
            return (demand, f64::INFINITY);
        }
        (demand, (libm::log(base / target) + 0.5 * s1 * s1) / s1)
    }

    /// The correlation of log-demand with its forecast at the top-up.
    fn tie(&self) -> f64 {
        (self.update_log_sd / self.log_sd()).min(1.0)
    }

    /// The best base order, for each unit of mean demand: where another unit of
    /// it saves, on average, what a unit topped up costs more. It is 0 where
    /// the base order is no cheaper than the top-up.
    pub fn best_base(&self) -> f64 {
        if self.top_up_cost <= self.base_cost {
            return 0.0;
        }
        let s = self.log_sd();
        let order = |z: f64| exp(s * z - 0.5 * s * s);
        let ratio = self.values.critical_ratio(self.base_cost).min(MAX_CRITICAL_RATIO);
        if ratio <= 0.0 {
            return 0.0;
        }
        // The last unit of the best single order is worth its cost without a
        // top-up; with one it is worth no more.
        let mut high = normal_quantile(ratio);
        if 0.0 < self.slope(order(high)) {
            return order(high);
        }
        let mut low = high - 2.0;
        while self.slope(order(low)) <= 0.0 {
            if low < -40.0 {
                return 0.0;
            }
            (low, high) = (low - 4.0, low);
        }
        order(falling_root(|z| self.slope(order(z)), low, high))
    }

    /// What one more unit of base order adds to expected profit.
    fn slope(&self, base: f64) -> f64 {
        let (demand, forecast) = self.places(base);
        let UnitValues { sold, left } = self.values;
        let both = bivariate_normal_cdf(demand, forecast, self.tie());
        let top_up_cost = if forecast < f64::INFINITY { self.top_up_cost } else { sold };
        top_up_cost
            - self.base_cost
            - (top_up_cost - sold) * normal_cdf(forecast)
            - (sold - left) * both
    }

    /// What a base order brings with the best top-up after it.
    pub fn with_base(&self, base: f64) -> Mixed {
        if base <= 0.0 {
            return self.top_up_alone();
        }
        let (demand, forecast) = self.places(base);
        let (s, s1, tie) = (self.log_sd(), self.update_log_sd, self.tie());
        let enough = normal_cdf(forecast);
        let sold_from_base = bivariate_normal_cdf(demand - s, forecast - s1, tie)
            + base * (enough - bivariate_normal_cdf(demand, forecast, tie));
        // Mean forecast over the cases with a top-up.
        let forecast_topped_up = normal_cdf(s1 - forecast);
        let target = self.target();
        let sold = sold_from_base + forecast_topped_up * self.sold_of_target();
        let top_up = forecast_topped_up * target - base * normal_cdf(-forecast);
        self.total(base, top_up, sold)
    }

    fn top_up_alone(&self) -> Mixed {
        self.total(0.0, self.target(), self.sold_of_target())
    }

    /// Units sold of the target, over the forecast.
    fn sold_of_target(&self) -> f64 {
        self.sold_of(self.target())
    }

    /// Units sold of a stock, both over the forecast at the top-up.
    fn sold_of(&self, stock: f64) -> f64 {
        if stock <= 0.0 {
            return 0.0;
        }
        let open = self.open_log_sd;
        if open <= 0.0 {
            return stock.min(1.0);
        }
        let z = libm::log(stock) / open + 0.5 * open;
        normal_cdf(z - open) + stock * normal_cdf(-z)
    }

    fn total(&self, base: f64, top_up: f64, sold: f64) -> Mixed {
        let UnitValues { sold: brings, left } = self.values;
        let profit = brings * sold + left * (base + top_up - sold)
            - self.base_cost * base
            - self.top_up_cost * top_up;
        Mixed { base, top_up, sold, profit }
    }

    /// What a base order brings when the forecast moves by `update` of its
    /// standard deviations before the top-up: the mean over what is open then.
    pub fn after_update(&self, base: f64, target: f64, update: f64) -> Outcome {
        let s1 = self.update_log_sd;
        let forecast = exp(s1 * update - 0.5 * s1 * s1);
        let stock = base.max(forecast * target);
        let sold = forecast * self.sold_of(stock / forecast);
        let Mixed { top_up, profit, .. } = self.total(base, stock - base, sold);
        Outcome { top_up, profit }
    }
}

/// Where a falling function is 0 between `low`, where it is positive, and
/// `high`, where it is not: regula falsi with the Illinois step.
pub fn falling_root(function: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let (mut at_low, mut at_high) = (function(low), function(high));
    let mut last = 0_i8;
    for _ in 0..100 {
        if high - low < 1e-10 * (1.0 + high.abs()) || !(at_high < 0.0) {
            break;
        }
        let middle = (low * at_high - high * at_low) / (at_high - at_low);
        let value = function(middle);
        if 0.0 < value {
            (low, at_low) = (middle, value);
            at_high *= if last == 1 { 0.5 } else { 1.0 };
            last = 1;
        } else {
            (high, at_high) = (middle, value);
            at_low *= if last == -1 { 0.5 } else { 1.0 };
            last = -1;
        }
        if value.abs() < 1e-12 {
            break;
        }
    }
    if at_high.abs() < at_low.abs() { high } else { low }
}
