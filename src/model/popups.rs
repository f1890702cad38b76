//! Pop-ups, the halo they cast on demand, and rental of idle space.

use super::tables;
use super::trade::Means;
use crate::sampling::elementary::{exp, ln_1p};
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
        /// Lift of ordinary demand where all are reached who can be.
        halo,
        /// One and the lift while those come that plan has.
        halo_factor_at_plan,
        /// Visitors of a month at plan over those that it takes to reach them.
        reached,
        /// Revenue of the events in a month of mean visitors.
        revenue,
        event_cost,
        goods_cost_share,
        rental,
        shock_log_sd,
        /// Visitors that a campaign draws in its first month, over those of plan, its
        /// first month, and the share of them that a month leaves, as a logarithm.
        campaign_lift,
        campaign_month,
        campaign_log_left,
    }
}

/// Visitors at plan over those that it takes, where nothing else is said: 95 % of the
/// halo are reached.
const REACHED_AT_PLAN: f64 = 2.995_732_273_553_991;

impl Popups {
    /// From a path's terms.
    pub fn new(terms: &tables::Popups<f64>, campaign: &tables::Campaign<f64>) -> Self {
        let spread = terms.visitor_volatility;
        let allowed = 1.0 - terms.event_permit_refusal;
        let events = terms.events_per_site_month * allowed;
        let visitors = terms.events_per_site_month * terms.visitors_per_event;
        let stated = visitors / terms.halo_visitors;
        let reached = if terms.halo_visitors.is_finite() { stated } else { REACHED_AT_PLAN };
        let mut one = Self {
            // Where no events are planned, none can be seen.
            halo: if 0.0 < terms.events_per_site_month { terms.demand_halo * allowed } else { 0.0 },
            halo_factor_at_plan: 1.0,
            reached,
            revenue: events * terms.visitors_per_event * terms.conversion * terms.basket,
            event_cost: events * terms.event_cost,
            goods_cost_share: terms.goods_cost_share,
            rental: terms.rental_days_per_month * terms.rental_day_rate,
            shock_log_sd: ln_1p(spread * spread).sqrt(),
            campaign_lift: campaign.factor - 1.0,
            campaign_month: campaign.month,
            campaign_log_left: -1.0 / campaign.decay_months,
        };
        one.halo_factor_at_plan = one.halo_factor(1.0);
        one
    }

    /// Whether a campaign draws visitors.
    pub(super) fn has_campaign(&self) -> bool {
        self.campaign_lift != 0.0
    }

    /// Whether those who come lift ordinary demand.
    pub(super) fn has_halo(&self) -> bool {
        self.halo != 0.0
    }

    /// Whether the events bring revenue, which hangs on who comes.
    pub(super) fn sells(&self) -> bool {
        self.revenue != 0.0
    }

    /// Visitors of month `t` over those of plan.
    #[inline(always)]
    pub fn drawn(&self, t: f64) -> f64 {
        let since = t - self.campaign_month;
        let lift = self.campaign_lift * exp(self.campaign_log_left * since.max(0.0));
        if 0.0 <= since { 1.0 + lift } else { 1.0 }
    }

    /// One and the lift of ordinary demand by a month's visitors, `drawn` over those of plan.
    #[inline(always)]
    pub fn halo_factor(&self, drawn: f64) -> f64 {
        1.0 + self.halo * (1.0 - exp(-self.reached * drawn))
    }

    /// The same while those come that plan has.
    #[inline(always)]
    pub fn halo_factor_at_plan(&self) -> f64 {
        self.halo_factor_at_plan
    }

    /// A month in its setting, with visitors `drawn` over those of plan; `z` is a normal
    /// draw.
    #[inline(always)]
    pub fn month(&self, drawn: f64, means: &Means, z: f64) -> PopupMonth {
        let Means { site_equivalents: sites, demand_index, price_level, .. } = *means;
        let log_sd = self.shock_log_sd;
        let shock = exp(log_sd * z - 0.5 * log_sd * log_sd) * drawn;
        let revenue = sites * self.revenue * demand_index * shock * price_level;
        PopupMonth {
            revenue,
            cost: sites * self.event_cost * price_level + self.goods_cost_share * revenue,
            rental: sites * self.rental * price_level,
        }
    }
}
