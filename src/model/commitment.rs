//! What a line commits in a month: demand against plan, what of it is known, the stock and
//! the orders that follow.

use super::clock::{DAYS_PER_MONTH, MONTHS_PER_DAY};
use super::news::Moves;
use super::products::Line;
use super::sale::Carried;
use crate::sampling::elementary::{exp, floor};
use crate::sampling::lanes::by_lane;

/// Largest critical ratio that stock is planned for.
pub(super) const MAX_CRITICAL_RATIO: f64 = 0.999;

by_lane! {
    /// What a month is like for every line.
    pub struct Setting {
        /// Month of the path.
        pub month,
        /// Mature sites' worth of customers, after cannibalisation.
        pub reach,
        /// Market index times one plus the halo.
        pub demand_index,
        /// Material cost while alternates deliver, as a factor.
        pub material_factor,
        /// Learning factor on conversion cost above its floor.
        pub learning_factor,
        /// Prices and costs of the month over those of time 0.
        pub price_level,
    }
}

by_lane! {
    /// What a line sets out to do in a month, before it looks at the news.
    pub struct Plan {
        /// Units planned: demand on average, whatever is known.
        pub(super) planned,
        /// Days of demand in one batch of every SKU.
        pub(super) batch_days,
        /// This month's lead time in days.
        pub(super) lead_time_days,
        /// Mean months from committing a unit to selling it.
        pub(super) exposed_months,
        /// SKUs on offer.
        pub(super) skus_offered,
        /// Months that the season still has, this one included.
        pub(super) season_left,
    }
}

by_lane! {
    /// What of a month's surprise is known when a batch is committed, and what is not.
    pub(super) struct Known {
        /// What is known, over the plan, as a logarithm of the forecast; of a line without stock
        /// all of it, since nothing hangs on where one ends and the other begins.
        pub(super) log_forecast,
        /// What the season turns out to be over the forecast.
        pub(super) log_outturn,
        /// Log-variance of one SKU that is open.
        pub(super) open_variance,
    }
}

/// What a month's demand is made of, beside the plan.
pub(super) struct Asked {
    pub(super) known: Known,
    /// The exponential of `log_outturn`.
    pub(super) outturn: f64,
    /// The part of those who order that the lead time leaves; any of a line without orders.
    pub(super) keeps: f64,
}

impl Asked {
    /// Of one path alone.
    pub(super) fn of(known: Known, keeps: f64) -> Self {
        Self { known, outturn: exp(known.log_outturn), keeps }
    }
}

by_lane! {
    /// A line's month before capacity is known: demand and the batch committed.
    pub struct Commitment {
        /// Units demanded at full price.
        pub(super) demand,
        /// Units forecast when the batch is committed.
        pub(super) forecast,
        /// Of which for customers who buy from stock.
        pub(super) stock_customers,
        /// What the season turns out to be, over the forecast.
        pub(super) outturn,
        pub(super) log_outturn,
        /// Log-variance of one SKU that is open at commitment.
        pub(super) open_variance,
        /// The chance with which stock should suffice (the critical ratio); 0
        /// where a unit costs more than it brings.
        pub(super) service_level,
        /// Months from committing a unit to selling it.
        pub(super) exposed_months,
        /// Stock aimed for over forecast stock customers.
        pub(super) stock_ratio,
        pub(super) log_stock_ratio,
        /// Log-sd of one SKU around the line's common surprise.
        pub(super) sku_spread,
        /// Share of stock carried in that can meet this month's demand.
        pub(super) usable,
        /// Units for stock.
        pub(super) stock,
        /// Orders in hand: the month's, and those that still wait.
        pub(super) to_order,
        /// Days that those have waited, over all of them.
        pub(super) waited_days,
        /// Variable cost of a good unit, in money of the month.
        pub(super) unit_cost,
    }
}

/// What a line goes into a month's sales with.
#[derive(Clone, Copy)]
pub(super) struct Committed {
    pub(super) plan: Plan,
    pub(super) commitment: Commitment,
    /// Prices and costs of the month over those of time 0.
    pub(super) price_level: f64,
}

impl Line {
    /// The factor by which the lead time slips; `z` is a normal draw.
    #[inline(always)]
    pub(super) fn slip(&self, z: f64) -> f64 {
        exp(self.slip_log_sd * z - 0.5 * self.slip_log_sd * self.slip_log_sd)
    }

    /// The part of those who order that a lead time leaves.
    #[inline(always)]
    pub(super) fn keeps(&self, lead_time_days: f64) -> f64 {
        exp(-self.abandonment_per_day * lead_time_days)
    }

    /// What is set out to do in a month, which is a `season` of the year, where the lead
    /// time slips by a factor.
    #[inline(always)]
    pub(super) fn plan(&self, season: f64, setting: &Setting, slip: f64) -> Plan {
        let planned = self.planned_demand(season, setting);
        let lead_time_days = self.lead_time_days * slip;
        let batch_days = (self.all_skus_days / planned).min(self.season_days);
        Plan {
            planned,
            batch_days,
            lead_time_days,
            exposed_months: (lead_time_days + 0.5 * batch_days) * MONTHS_PER_DAY,
            // Where a batch of each would last beyond the season, some are left out.
            skus_offered: self.sku_count * (self.season_of_all_skus * planned).min(1.0),
            season_left: self.season_left(setting.month),
        }
    }

    /// Demand of the month and what of it is known at commitment, with what was carried
    /// into it. A line that rests has no demand.
    #[inline(always)]
    pub(super) fn meet_demand(
        &self,
        plan: &Plan,
        setting: &Setting,
        asked: &Asked,
        carried: &Carried,
    ) -> Commitment {
        let Plan { planned, season_left, .. } = *plan;
        let Asked { known, outturn, keeps } = *asked;
        let forecast = planned * exp(known.log_forecast);
        let demand = forecast * outturn;
        let unit_cost = self.unit_cost(setting);
        let pays = (unit_cost < self.full_price_margin) | (0.0 < self.sells_at_loss);
        let new_orders = demand * self.made_to_order_share * keeps;
        let still_waiting = carried.waiting * self.stays_a_month;
        let waited_days =
            (carried.waited_days + DAYS_PER_MONTH * carried.waiting) * self.stays_a_month;
        let commitment = Commitment {
            demand,
            forecast,
            stock_customers: forecast * (1.0 - self.made_to_order_share),
            outturn,
            log_outturn: known.log_outturn,
            open_variance: known.open_variance,
            exposed_months: plan.exposed_months,
            service_level: if pays {
                let reorders = is_replenished(plan.exposed_months) & (1.0 < season_left);
                self.service_level_at(unit_cost, reorders, season_left)
            } else {
                0.0
            },
            to_order: if pays { new_orders + still_waiting } else { 0.0 },
            waited_days: if pays { waited_days } else { 0.0 },
            unit_cost: setting.price_level * unit_cost,
            ..Commitment::default()
        };
        // A line that rests serves the orders in hand.
        let rest = Commitment {
            to_order: if pays { still_waiting } else { 0.0 },
            waited_days: commitment.waited_days,
            unit_cost: commitment.unit_cost,
            ..Commitment::default()
        };
        if 0.0 < planned { commitment } else { rest }
    }

    /// Months that the season still has in a month, that one included.
    #[inline(always)]
    fn season_left(&self, month: f64) -> f64 {
        // From the middle of the month: far enough from whole numbers for a product.
        let seasons = floor((month + 0.5) * self.per_season_month);
        self.season_months - (month - self.season_months * seasons)
    }

    #[inline(always)]
    fn planned_demand(&self, season: f64, setting: &Setting) -> f64 {
        let planned = self.units_per_site_month * setting.reach * season * setting.demand_index;
        if setting.month < self.launch_month { 0.0 } else { planned }
    }

    /// Splits the common surprise into what is known at commitment and what is not.
    /// The whole does not depend on when the operator looks, so long as it is after
    /// the plan.
    #[inline(always)]
    pub(super) fn know(&self, exposed_months: f64, moves: &Moves, sale: f64) -> Known {
        let variance_per_month = self.variance_per_day * DAYS_PER_MONTH;
        let open_variance = self.floor_variance + variance_per_month * exposed_months;
        let revealed_variance =
            variance_per_month * (self.planning_months - exposed_months).max(0.0);
        let whole = self.common_news * moves.since_plan + self.common_floor * sale;
        // Without stock nothing is committed to a forecast: all may count as hidden.
        let revealed = self.common_news * (moves.since_plan - moves.since_commitment);
        let revealed = if self.has_stock() { revealed } else { 0.0 };
        let log_forecast = revealed - 0.5 * (self.common_share * revealed_variance);
        let log_outturn = whole - revealed - 0.5 * self.common_share * open_variance;
        let (log_forecast, log_outturn) = if self.has_stock() {
            (log_forecast, log_outturn)
        } else {
            (log_forecast + log_outturn, 0.0)
        };
        Known { log_forecast, log_outturn, open_variance }
    }

    /// Variable cost of a good unit, in money of time 0: what is decided by hangs on no
    /// price level.
    #[inline(always)]
    pub(super) fn unit_cost(&self, setting: &Setting) -> f64 {
        let conversion =
            self.conversion_floor + self.conversion_learnable * setting.learning_factor;
        let started =
            self.material_cost * setting.material_factor + self.packaging_cost + conversion;
        started * self.started_per_good + self.setup_per_unit
    }

    /// The service level of a unit that brings more than it costs. A unit too many
    /// is cleared; where the line `reorders`, it may sell in the months that the
    /// season has left, and costs its share of the clearance and a month of carrying.
    #[inline(always)]
    fn service_level_at(&self, unit_cost: f64, reorders: bool, season_left: f64) -> f64 {
        let (too_few, too_many) = (self.full_price_margin - unit_cost, unit_cost - self.recovery);
        // Over the months that the season has left.
        let kept = too_many + self.carrying_per_month * unit_cost * season_left;
        let both = if reorders { too_few * season_left + kept } else { too_few + too_many };
        let best = (if reorders { too_few * season_left } else { too_few }) / both;
        let costs_nothing = if reorders { kept <= 0.0 } else { too_many <= 0.0 };
        let best = if costs_nothing { MAX_CRITICAL_RATIO } else { best };
        let best = best.clamp(0.0, MAX_CRITICAL_RATIO);
        if 0.0 <= self.service_level { self.service_level } else { best }
    }

    /// Adds what is made for stock, to come to `z` log-sds above the median of
    /// demand; with what was carried where that is known in time.
    ///
    /// What was carried lies with the SKUs that sold below their forecast. As far as
    /// what kept them there was not known when this batch was committed either, they go
    /// on like that, and their stock meets no demand.
    #[inline(always)]
    pub(super) fn order_stock(
        &self,
        commitment: Commitment,
        carried: &Carried,
        z: f64,
    ) -> Commitment {
        let open_variance = commitment.open_variance;
        let stock_variance = open_variance + self.count_noise;
        let spread = ((1.0 - self.common_share) * open_variance + self.count_noise).sqrt();
        let log_ratio = stock_variance.sqrt() * z - 0.5 * stock_variance;
        let overlap = (commitment.exposed_months - 1.0).max(0.0);
        let lasting =
            (1.0 - self.common_share) * (self.variance_per_day * DAYS_PER_MONTH) * overlap;
        let ratio = exp(log_ratio);
        let aim = commitment.stock_customers * ratio;
        let missing = (aim - carried.units).max(0.0);
        let stock = if is_replenished(commitment.exposed_months) { missing } else { aim };
        let orders = self.has_stock() & (0.0 < commitment.service_level);
        Commitment {
            sku_spread: if self.has_stock() { spread } else { 0.0 },
            usable: 1.0 - if 0.0 < lasting { lasting / (spread * spread) } else { 0.0 },
            log_stock_ratio: if orders { log_ratio } else { 0.0 },
            stock_ratio: if orders { ratio } else { 0.0 },
            stock: if orders { stock } else { 0.0 },
            ..commitment
        }
    }
}

/// Whether what is left of a month is known before the next batch is committed.
#[inline(always)]
fn is_replenished(exposed_months: f64) -> bool {
    exposed_months < 1.0
}
