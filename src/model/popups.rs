//! Pop-ups, the halo they cast on demand, and rental of idle space.

use super::tables;
use crate::sampling::elementary::exp;
use crate::sampling::lanes::by_lane;

by_lane! {
    /// What a month of pop-ups and rental brought and cost.
    pub struct PopupMonth {
        /// Revenue of the events.
        pub revenue,
        /// Cost of the events and of the goods sold at them.
        pub cost,
        /// Rental income.
        pub rental,
    }
}

by_lane! {
    /// The pop-ups of one path, for each mature-site equivalent.
    pub struct Popups {
        /// One and the lift of ordinary demand.
        pub halo_factor,
        /// Revenue of the events in a month of mean visitors.
        revenue,
        event_cost,
        goods_cost_share,
        rental,
        shock_log_sd,
    }
}

impl Popups {
    /// From a path's terms.
    pub fn new(terms: &tables::Popups<f64>) -> Self {
        let spread = terms.visitor_volatility;
        let allowed = 1.0 - terms.event_permit_refusal;
        let events = terms.events_per_site_month * allowed;
        // Where no events are planned, none can be seen.
        let halo =
            if 0.0 < terms.events_per_site_month { terms.demand_halo * allowed } else { 0.0 };
        Self {
            halo_factor: 1.0 + halo,
            revenue: events * terms.visitors_per_event * terms.conversion * terms.basket,
            event_cost: events * terms.event_cost,
            goods_cost_share: terms.goods_cost_share,
            rental: terms.rental_days_per_month * terms.rental_day_rate,
            shock_log_sd: libm::log1p(spread * spread).sqrt(),
        }
    }

    /// A month with `sites` mature-site equivalents; `z` is a normal draw.
    #[inline(always)]
    pub fn month(&self, sites: f64, demand_index: f64, z: f64) -> PopupMonth {
        let log_sd = self.shock_log_sd;
        let shock = exp(log_sd * z - 0.5 * log_sd * log_sd);
        let revenue = sites * self.revenue * demand_index * shock;
        PopupMonth {
            revenue,
            cost: sites * self.event_cost + self.goods_cost_share * revenue,
            rental: sites * self.rental,
        }
    }
}
