//! The market: an index of demand that everybody shares, and the window in
//! which deals get done.

use super::tables;
use crate::sampling::elementary::{exp, ln_1p};
use crate::sampling::lanes::{LANES, Lanes, by_lane};
use crate::sampling::widest::{Kernel, widest};

by_lane! {
    /// What a path's market is made of.
    struct Terms {
        /// Prices of a month over those of the month before.
        inflation_factor,
        persistence,
        variance,
        /// Log-sd of a month's shock.
        shock,
        leave_open,
        leave_shut,
    }
}

by_lane! {
    /// A year of the trend of demand.
    struct TrendYear {
        /// Logarithm of the trend at its beginning.
        begins_at,
        log_growth_per_month,
    }
}

/// The markets of several paths, each in a month of its own.
pub struct Market {
    terms: Terms<Lanes>,
    /// The years in which growth changes; the last goes on.
    trend: Vec<TrendYear<Lanes>>,
    inflates: bool,
    month: Lanes,
    deviation: Lanes,
    persistence_to_2t: Lanes,
    /// Prices of the next month.
    next_price_level: Lanes,
    /// Demand index; its mean in month `t` is `(1 + growth)^(t/12)`.
    pub demand_index: Lanes,
    /// Prices of the month over those of time 0.
    pub price_level: Lanes,
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
            trend: Vec::new(),
            inflates: false,
            month: Lanes::all(0.0),
            deviation: Lanes::all(0.0),
            persistence_to_2t: Lanes::all(1.0),
            next_price_level: Lanes::all(1.0),
            demand_index: Lanes::all(1.0),
            price_level: Lanes::all(1.0),
            window_open: Lanes::all(1.0),
            own_course: Lanes::all(1.0),
        }
    }
}

impl Market {
    /// Starts a path, in one lane, before its month 0; `later_growth` is that of the
    /// years after the first, of which all paths have as many.
    pub fn start(&mut self, lane: usize, terms: &tables::Market<f64>, later_growth: &[f64]) {
        self.terms.set_lane(lane, Terms::new(terms));
        self.inflates |= terms.inflation != 0.0;
        self.start_trend(lane, terms.demand_growth_per_year, later_growth);
        self.month[lane] = 0.0;
        self.deviation[lane] = 0.0;
        self.persistence_to_2t[lane] = 1.0;
        self.next_price_level[lane] = 1.0;
    }

    fn start_trend(&mut self, lane: usize, first: f64, later: &[f64]) {
        self.trend.resize(1 + later.len(), TrendYear::default());
        let mut begins_at = 0.0;
        for (year, growth) in std::iter::once(&first).chain(later).enumerate() {
            let log_growth = ln_1p(*growth);
            let log_growth_per_month = log_growth / 12.0;
            self.trend[year].set_lane(lane, TrendYear { begins_at, log_growth_per_month });
            begins_at += log_growth;
        }
    }

    /// Logarithm of the trend of demand.
    #[inline(always)]
    fn log_trend(&self) -> Lanes {
        if let [always] = self.trend.as_slice() {
            return Lanes::each(|lane| self.month[lane] * always.log_growth_per_month[lane]);
        }
        Lanes::each(|lane| {
            let month = self.month[lane];
            let year = (month as usize / 12).min(self.trend.len() - 1);
            let TrendYear { begins_at, log_growth_per_month } = self.trend[year].lane(lane);
            begins_at + (month - 12.0 * year as f64) * log_growth_per_month
        })
    }

    /// The next month, of which there are normal draws for the index and uniforms for the
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
            inflation_factor: exp(ln_1p(terms.inflation) / 12.0),
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
        let trend = market.log_trend();
        for lane in 0..LANES {
            let terms = market.terms.lane(lane);
            let persistence_to_2t =
                market.persistence_to_2t[lane] * (terms.persistence * terms.persistence);
            let deviation = terms.persistence * market.deviation[lane] + terms.shock * demand[lane];
            let variance = terms.variance * (1.0 - persistence_to_2t);
            market.demand_index[lane] = exp(trend[lane] + deviation - 0.5 * variance);
            market.persistence_to_2t[lane] = persistence_to_2t;
            market.deviation[lane] = deviation;
        }
        // Outside of the loop: a choice inside, which is the same for all, keeps it narrow.
        if market.inflates {
            for lane in 0..LANES {
                market.price_level[lane] = market.next_price_level[lane];
                market.next_price_level[lane] *= market.terms.inflation_factor[lane];
            }
        }
        for lane in 0..LANES {
            market.month[lane] += 1.0;
        }
    }
}
