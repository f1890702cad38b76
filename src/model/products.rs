//! Product lines: what holds on a path for each of them. What they commit is in
//! `commitment`, what they sell in `sale`, as formulas of one path; `lineup` computes them
//! for several side by side, so they have no branches but choices between two numbers.
//!
//! A line's many SKUs are not drawn one by one: given the season's common
//! surprise, what the line sells is the expectation over them, which is exact
//! in the mean and far less noisy.

use super::clock::DAYS_PER_MONTH;
use super::lines::Product;
use super::operator;
use crate::sampling::elementary::{exp, ln_1p, power};
use crate::sampling::lanes::by_lane;

/// What of a line is no number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// Whether its service level is given.
    pub has_service_level: bool,
    /// Whether it is made also at a loss.
    pub sells_at_loss: bool,
}

impl Rules {
    /// Of a line.
    pub fn of(line: &operator::Line) -> Self {
        let operator::Line { has_service_level, sells_at_loss, .. } = *line;
        Self { has_service_level, sells_at_loss }
    }
}

/// What the operator's lines have in common.
#[derive(Clone, Copy, Debug)]
pub struct Costing {
    /// Part of conversion cost that never gets cheaper.
    pub learning_floor: f64,
    /// Share of a batch's cost that is paid while it is on its way.
    pub prepaid_share: f64,
    /// Storage, insurance and shrinkage of a unit's cost, per month.
    pub carrying_per_month: f64,
    /// Materials kept in stock, in months of what is used.
    pub material_cover_months: f64,
}

by_lane! {
    /// One path's constants of a line.
    pub struct Line {
        pub(super) launch_month,
        pub(super) units_per_site_month,
        pub(super) lead_time_days,
        pub(super) slip_log_sd,
        pub(super) sku_count,
        pub(super) batch_units,
        pub(super) per_batch_unit,
        pub(super) season_days,
        /// Days that a batch of every SKU lasts at a demand of one unit a month, and how much of
        /// the season one unit a month is of that.
        pub(super) all_skus_days,
        pub(super) season_of_all_skus,
        /// Months of the season, at least one, and one over them.
        pub(super) season_months,
        pub(super) per_season_month,
        /// Whole months from the plan to the sale.
        pub(super) planning_months,
        pub(super) floor_variance,
        pub(super) variance_per_day,
        pub(super) common_share,
        /// Log-sds that the line's SKUs share: of a root year's news, and of what
        /// shows only in the sale.
        pub(super) common_news,
        pub(super) common_floor,
        /// Count noise of a batch, as log-variance.
        pub(super) count_noise,
        pub(super) material_cost,
        pub(super) packaging_cost,
        /// Conversion cost that learning leaves alone, and the rest.
        pub(super) conversion_floor,
        pub(super) conversion_learnable,
        /// Units started for a good one.
        pub(super) started_per_good,
        pub(super) setup_per_unit,
        /// What a unit sold at full price brings, before its cost.
        pub(super) full_price_margin,
        /// What a left-over unit brings.
        pub(super) recovery,
        /// The service level asked for; NaN: the best one.
        pub(super) service_level,
        /// 1 where the line is made also at a loss.
        pub(super) sells_at_loss,
        pub(super) made_to_order_share,
        pub(super) abandonment_per_day,
        /// Share of waiting customers who are still there after a month.
        pub(super) stays_a_month,
        pub(super) price,
        /// Price of what clearance sells, over all that is left.
        pub(super) clearance_price,
        pub(super) disposal_cost,
        pub(super) selling_cost,
        /// What of it is picking, shipping and returns.
        pub(super) fulfilment_cost,
        pub(super) prepaid_share,
        pub(super) carrying_per_month,
        pub(super) material_cover_months,
        pub(super) delivery_days,
    }
}

impl Line {
    /// From a path's terms of the line.
    pub fn new(terms: &Product<f64>, rules: Rules, costing: Costing) -> Self {
        let price = terms.price * (1.0 + terms.packaging_price_premium);
        let volatility = terms.forecast_volatility;
        let unsold = 1.0 - terms.clearance_share;
        let clearance_price = terms.clearance_share * price * (1.0 - terms.markdown_depth);
        let selling_cost = terms.fulfilment_cost + terms.selling_cost_share * price;
        let season_months = (terms.season_days / DAYS_PER_MONTH).round().max(1.0);
        let all_skus_days = DAYS_PER_MONTH * terms.sku_count * terms.batch_units;
        Self {
            launch_month: terms.launch_month,
            units_per_site_month: terms.units_per_site_month * delivered(terms),
            sells_at_loss: if rules.sells_at_loss { 1.0 } else { 0.0 },
            lead_time_days: terms.lead_time_days,
            slip_log_sd: terms.lead_time_volatility,
            sku_count: terms.sku_count,
            batch_units: terms.batch_units,
            per_batch_unit: 1.0 / terms.batch_units,
            all_skus_days,
            season_of_all_skus: terms.season_days / all_skus_days,
            season_days: terms.season_days,
            season_months,
            per_season_month: 1.0 / season_months,
            planning_months: (terms.planning_days / DAYS_PER_MONTH).round(),
            floor_variance: terms.forecast_floor * terms.forecast_floor,
            variance_per_day: volatility * volatility / 365.0,
            common_share: terms.common_share,
            common_news: terms.common_share.sqrt() * volatility,
            common_floor: terms.common_share.sqrt() * terms.forecast_floor,
            count_noise: ln_1p(1.0 / terms.batch_units),
            material_cost: terms.material_cost,
            packaging_cost: terms.packaging_cost,
            conversion_floor: terms.conversion_cost * costing.learning_floor,
            conversion_learnable: terms.conversion_cost * (1.0 - costing.learning_floor),
            started_per_good: 1.0 / terms.yield_rate,
            setup_per_unit: terms.setup_cost / terms.batch_units,
            full_price_margin: price - selling_cost,
            recovery: clearance_price - unsold * terms.disposal_cost,
            service_level: if rules.has_service_level { terms.service_level } else { f64::NAN },
            made_to_order_share: terms.made_to_order_share,
            abandonment_per_day: terms.abandonment_per_week / 7.0,
            stays_a_month: exp(-terms.abandonment_per_week / 7.0 * DAYS_PER_MONTH),
            price,
            clearance_price,
            disposal_cost: unsold * terms.disposal_cost,
            selling_cost,
            fulfilment_cost: terms.fulfilment_cost,
            prepaid_share: costing.prepaid_share,
            carrying_per_month: costing.carrying_per_month,
            material_cover_months: costing.material_cover_months,
            delivery_days: terms.delivery_days,
        }
    }

    /// Months of the season, at least one.
    pub(super) fn season_months(&self) -> f64 {
        self.season_months
    }

    /// Whether the lead time slips.
    pub(super) fn slips(&self) -> bool {
        0.0 < self.slip_log_sd
    }

    /// Whether some customers are served from stock.
    #[inline(always)]
    pub(super) fn has_stock(&self) -> bool {
        self.made_to_order_share < 1.0
    }

    /// Whether some customers order.
    pub(super) fn has_orders(&self) -> bool {
        0.0 < self.made_to_order_share
    }

    /// Months from the plan to the sale.
    pub(super) fn planning_months(&self) -> usize {
        self.planning_months as usize
    }
}

/// What the days of delivery do to demand. Those of less than a day count as one.
fn delivered(terms: &Product<f64>) -> f64 {
    let (days, reference) = (terms.delivery_days, terms.reference_delivery_days);
    if reference.is_finite() && 0.0 < terms.delivery_elasticity {
        power(days.max(1.0) / reference.max(1.0), -terms.delivery_elasticity)
    } else {
        1.0
    }
}
