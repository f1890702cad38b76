//! Pop-ups, the halo they cast on demand, and rental of idle space.

use super::tables;
use crate::sampling::elementary::exp;
use crate::sampling::special::normal_quantile;
use crate::sampling::stream::Stream;

/// What a month of pop-ups and rental brought and cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct PopupMonth {
    /// Revenue of the events.
    pub revenue: f64,
    /// Cost of the events and of the goods sold at them.
    pub cost: f64,
    /// Rental income.
    pub rental: f64,
}

/// The pop-ups of one path.
pub struct Popups {
    terms: tables::Popups<f64>,
    shock_log_sd: f64,
    shocks: Stream,
}

impl Popups {
    /// Before month 0.
    pub fn new(terms: &tables::Popups<f64>, shocks: Stream) -> Self {
        let spread = terms.visitor_volatility;
        Self { terms: *terms, shock_log_sd: libm::log1p(spread * spread).sqrt(), shocks }
    }

    /// Lift of ordinary demand, as a share; 0 where no events are planned.
    pub fn halo(&self) -> f64 {
        if 0.0 < self.terms.events_per_site_month {
            self.terms.demand_halo * (1.0 - self.terms.event_permit_refusal)
        } else {
            0.0
        }
    }

    /// The next month, with `sites` mature-site equivalents.
    pub fn month(&mut self, sites: f64, demand_index: f64) -> PopupMonth {
        let log_sd = self.shock_log_sd;
        // The draw is taken in every month, and turned into a shock where one counts.
        let u = self.shocks.uniform();
        let shock = if 0.0 < log_sd && 0.0 < self.terms.events_per_site_month {
            exp(log_sd * normal_quantile(u) - 0.5 * log_sd * log_sd)
        } else {
            1.0
        };
        let terms = &self.terms;
        let events = terms.events_per_site_month * (1.0 - terms.event_permit_refusal) * sites;
        let buyers = events * terms.visitors_per_event * terms.conversion;
        let revenue = buyers * terms.basket * demand_index * shock;
        PopupMonth {
            revenue,
            cost: events * terms.event_cost + terms.goods_cost_share * revenue,
            rental: sites * terms.rental_days_per_month * terms.rental_day_rate,
        }
    }
}
