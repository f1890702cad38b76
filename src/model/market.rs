//! The market: an index of demand that everybody shares, and the window in
//! which deals get done.

use super::tables;
use crate::sampling::elementary::exp;
use crate::sampling::stream::Stream;

/// What one month's market is like.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarketMonth {
    /// Demand index; its mean in month `t` is `(1 + growth)^(t/12)`.
    pub demand_index: f64,
    /// Whether deals get done.
    pub window_open: bool,
}

/// The market of one path, month by month.
pub struct Market {
    log_growth_per_month: f64,
    persistence: f64,
    volatility: f64,
    /// Log-sd of a month's shock.
    shock: f64,
    deviation: f64,
    persistence_to_2t: f64,
    leave_open: f64,
    leave_shut: f64,
    window_open: bool,
    demand: Stream,
    window: Stream,
}

impl Market {
    /// Before month 0.
    pub fn new(terms: &tables::Market<f64>, demand: Stream, window: Stream) -> Self {
        let phi2 = terms.demand_persistence * terms.demand_persistence;
        Self {
            log_growth_per_month: libm::log1p(terms.demand_growth_per_year) / 12.0,
            persistence: terms.demand_persistence,
            volatility: terms.demand_cycle_volatility,
            shock: terms.demand_cycle_volatility * (1.0 - phi2).sqrt(),
            deviation: 0.0,
            persistence_to_2t: 1.0,
            leave_open: (1.0 / terms.window_open_months).min(1.0),
            leave_shut: (1.0 / terms.window_shut_months).min(1.0),
            window_open: true,
            demand,
            window,
        }
    }

    /// Month `t`; months must be asked for in turn.
    pub fn month(&mut self, t: usize) -> MarketMonth {
        let phi2 = self.persistence * self.persistence;
        self.persistence_to_2t *= phi2;
        let shock = self.demand.normal();
        self.deviation = self.persistence * self.deviation + self.shock * shock;
        let variance = self.volatility * self.volatility * (1.0 - self.persistence_to_2t);
        let log_index = t as f64 * self.log_growth_per_month + self.deviation - 0.5 * variance;
        self.move_window(t);
        MarketMonth { demand_index: exp(log_index), window_open: self.window_open }
    }

    fn move_window(&mut self, t: usize) {
        let u = self.window.uniform();
        if t == 0 {
            let share_open = self.leave_shut / (self.leave_open + self.leave_shut);
            self.window_open = u < share_open;
        } else {
            let leave = if self.window_open { self.leave_open } else { self.leave_shut };
            self.window_open ^= u < leave;
        }
    }
}
