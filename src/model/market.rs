//! The market: an index of demand that everybody shares, and the window in
//! which deals get done.

use super::tables;
use crate::sampling::elementary::exp;
use crate::sampling::lanes::{LANES, Lanes, by_lane};
use crate::sampling::normal::normal_quantiles;
use crate::sampling::widest::{Kernel, widest};

by_lane! {
    /// What a path's market is made of.
    struct Terms {
        log_growth_per_month,
        persistence,
        variance,
        /// Log-sd of a month's shock.
        shock,
        leave_open,
        leave_shut,
    }
}

/// The markets of several paths, each in a month of its own.
pub struct Market {
    terms: Terms<Lanes>,
    month: Lanes,
    deviation: Lanes,
    persistence_to_2t: Lanes,
    /// Demand index; its mean in month `t` is `(1 + growth)^(t/12)`.
    pub demand_index: Lanes,
    /// 1 while deals get done, 0 while they do not.
    pub window_open: Lanes,
    /// The same by the window's own course, without shocks.
    own_course: Lanes,
}

impl Default for Market {
    /// Of no path in particular; [`Market::start`] gives each lane its own.
    fn default() -> Self {
        Self {
            terms: Terms::default(),
            month: Lanes::all(0.0),
            deviation: Lanes::all(0.0),
            persistence_to_2t: Lanes::all(1.0),
            demand_index: Lanes::all(1.0),
            window_open: Lanes::all(1.0),
            own_course: Lanes::all(1.0),
        }
    }
}

impl Market {
    /// Starts a path, in one lane, before its month 0.
    pub fn start(&mut self, lane: usize, terms: &tables::Market<f64>) {
        self.terms.set_lane(lane, Terms::new(terms));
        self.month[lane] = 0.0;
        self.deviation[lane] = 0.0;
        self.persistence_to_2t[lane] = 1.0;
    }

    /// The next month, of which there are uniforms for the index and for the
    /// window.
    pub fn next_month(&mut self, demand: &Lanes, window: &Lanes) {
        widest(NextMonth { market: self, demand, window });
    }

    /// Shuts the window of one path for this month, whatever its own course.
    pub fn shut_window(&mut self, lane: usize) {
        self.window_open[lane] = 0.0;
    }

    #[inline(always)]
    fn move_window(&mut self, lane: usize, u: f64) {
        let Terms { leave_open, leave_shut, .. } = self.terms.lane(lane);
        let was_open = 0.0 < self.own_course[lane];
        let opens_at_first = u < leave_shut / (leave_open + leave_shut);
        let moves = u < if was_open { leave_open } else { leave_shut };
        let is_open = if self.month[lane] <= 0.0 { opens_at_first } else { was_open ^ moves };
        self.own_course[lane] = if is_open { 1.0 } else { 0.0 };
        self.window_open[lane] = self.own_course[lane];
    }
}

impl Terms {
    fn new(terms: &tables::Market<f64>) -> Self {
        let phi2 = terms.demand_persistence * terms.demand_persistence;
        let variance = terms.demand_cycle_volatility * terms.demand_cycle_volatility;
        Self {
            log_growth_per_month: libm::log1p(terms.demand_growth_per_year) / 12.0,
            persistence: terms.demand_persistence,
            variance,
            shock: terms.demand_cycle_volatility * (1.0 - phi2).sqrt(),
            leave_open: (1.0 / terms.window_open_months).min(1.0),
            leave_shut: (1.0 / terms.window_shut_months).min(1.0),
        }
    }
}

/// A month of the window and of the demand index.
struct NextMonth<'a> {
    market: &'a mut Market,
    demand: &'a Lanes,
    window: &'a Lanes,
}

impl Kernel for NextMonth<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { market, demand, window } = self;
        for lane in 0..LANES {
            market.move_window(lane, window[lane]);
        }
        let shocks = normal_quantiles(demand);
        for lane in 0..LANES {
            let terms = market.terms.lane(lane);
            let persistence_to_2t =
                market.persistence_to_2t[lane] * (terms.persistence * terms.persistence);
            let deviation = terms.persistence * market.deviation[lane] + terms.shock * shocks[lane];
            let variance = terms.variance * (1.0 - persistence_to_2t);
            market.demand_index[lane] =
                exp(market.month[lane] * terms.log_growth_per_month + deviation - 0.5 * variance);
            market.month[lane] += 1.0;
            market.persistence_to_2t[lane] = persistence_to_2t;
            market.deviation[lane] = deviation;
        }
    }
}
