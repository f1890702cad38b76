//! Product lines: demand against plan, what is known of it when a batch is
//! committed, the stock that follows, and what is left to mark down. Here as
//! formulas of one path; `lineup` computes them for several side by side, so
//! they have no branches but choices between two numbers.
//!
//! A line's many SKUs are not drawn one by one: given the season's common
//! surprise, what the line sells is the expectation over them, which is exact
//! in the mean and far less noisy.

use super::clock::DAYS_PER_MONTH;
use super::life::ratio;
use super::lines::Product;
use crate::sampling::elementary::{exp, ln};
use crate::sampling::lanes::by_lane;

/// Largest critical ratio that stock is planned for.
const MAX_CRITICAL_RATIO: f64 = 0.999;

/// What the operator's lines have in common.
#[derive(Clone, Copy, Debug)]
pub struct Costing {
    /// Part of conversion cost that never gets cheaper.
    pub learning_floor: f64,
    /// Share of a batch's cost that is paid while it is on its way.
    pub prepaid_share: f64,
}

by_lane! {
    /// One path's constants of a line.
    pub struct Line {
        launch_month,
        units_per_site_month,
        lead_time_days,
        slip_log_sd,
        sku_count,
        batch_units,
        season_days,
        planning_days,
        floor_variance,
        variance_per_day,
        common_share,
        root_common,
        /// Count noise of a batch, as log-variance.
        pub(super) count_noise,
        material_cost,
        packaging_cost,
        /// Conversion cost that learning leaves alone, and the rest.
        conversion_floor,
        conversion_learnable,
        yield_rate,
        setup_per_unit,
        /// What a unit sold at full price brings, before its cost.
        pub(super) full_price_margin,
        /// What a left-over unit brings.
        pub(super) recovery,
        /// The service level asked for; NaN: the best one.
        service_level,
        pub(super) made_to_order_share,
        abandonment_per_day,
        price,
        /// Price of what clearance sells, over all that is left.
        clearance_price,
        disposal_cost,
        selling_cost,
        prepaid_share,
        delivery_days,
    }
}

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
    }
}

by_lane! {
    /// A line's normal draws of a month.
    pub struct Shocks {
        /// The season's surprise. It does not depend on the lead time: the same
        /// customers come whoever makes the goods.
        pub surprise,
        /// What is known of it at commitment.
        pub revelation,
        /// Slip of the lead time.
        pub slip,
    }
}

by_lane! {
    /// A line's month before capacity is known: demand and the batch committed.
    pub struct Commitment {
        /// Units demanded at full price.
        demand,
        /// Units planned: demand on average, whatever is known.
        pub(super) planned,
        /// Units forecast when the batch is committed.
        pub(super) forecast,
        /// What the season turns out to be, over the forecast.
        outturn,
        log_outturn,
        /// Log-variance of one SKU that is open at commitment.
        pub(super) open_variance,
        /// The chance with which stock should suffice (the critical ratio); 0
        /// where a unit costs more than it brings.
        pub(super) service_level,
        /// Planned stock over forecast stock customers.
        stock_ratio,
        log_stock_ratio,
        /// Log-sd of one SKU around the line's common surprise.
        sku_spread,
        /// Units for stock.
        pub(super) stock,
        /// Units made to order.
        pub(super) to_order,
        /// Variable cost of a good unit.
        pub(super) unit_cost,
        /// Days of demand in one batch of every SKU.
        batch_days,
        /// This month's lead time in days.
        pub(super) lead_time_days,
        /// SKUs on offer.
        skus_offered,
    }
}

impl Line {
    /// From a path's terms of the line.
    pub fn new(terms: &Product<f64>, has_service_level: bool, costing: Costing) -> Self {
        let volatility = terms.forecast_volatility;
        let unsold = 1.0 - terms.clearance_share;
        let clearance_price = terms.clearance_share * terms.price * (1.0 - terms.markdown_depth);
        let selling_cost = terms.fulfilment_cost + terms.selling_cost_share * terms.price;
        Self {
            launch_month: terms.launch_month,
            units_per_site_month: terms.units_per_site_month,
            lead_time_days: terms.lead_time_days,
            slip_log_sd: terms.lead_time_volatility,
            sku_count: terms.sku_count,
            batch_units: terms.batch_units,
            season_days: terms.season_days,
            planning_days: terms.planning_days,
            floor_variance: terms.forecast_floor * terms.forecast_floor,
            variance_per_day: volatility * volatility / 365.0,
            common_share: terms.common_share,
            root_common: terms.common_share.sqrt(),
            count_noise: libm::log1p(1.0 / terms.batch_units),
            material_cost: terms.material_cost,
            packaging_cost: terms.packaging_cost,
            conversion_floor: terms.conversion_cost * costing.learning_floor,
            conversion_learnable: terms.conversion_cost * (1.0 - costing.learning_floor),
            yield_rate: terms.yield_rate,
            setup_per_unit: terms.setup_cost / terms.batch_units,
            full_price_margin: terms.price - selling_cost,
            recovery: clearance_price - unsold * terms.disposal_cost,
            service_level: if has_service_level { terms.service_level } else { f64::NAN },
            made_to_order_share: terms.made_to_order_share,
            abandonment_per_day: terms.abandonment_per_week / 7.0,
            price: terms.price,
            clearance_price,
            disposal_cost: unsold * terms.disposal_cost,
            selling_cost,
            prepaid_share: costing.prepaid_share,
            delivery_days: terms.delivery_days,
        }
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

    /// Demand of the month, which is a `season` of the year, and what of it is
    /// known at commitment. A line that rests has none.
    #[inline(always)]
    pub(super) fn meet_demand(&self, season: f64, setting: &Setting, z: &Shocks) -> Commitment {
        let planned = self.planned_demand(season, setting);
        let log_slip = self.slip_log_sd * z.slip - 0.5 * self.slip_log_sd * self.slip_log_sd;
        let lead_time_days = self.lead_time_days * exp(log_slip);
        let all_skus_days = DAYS_PER_MONTH * self.sku_count * self.batch_units / planned;
        let batch_days = all_skus_days.min(self.season_days);

        let known = self.foresight(lead_time_days + 0.5 * batch_days, z);
        let forecast = planned * exp(known.revealed - 0.5 * known.revealed_common);
        let log_outturn = known.hidden - 0.5 * self.common_share * known.open_variance;
        let outturn = exp(log_outturn);
        let unit_cost = self.unit_cost(setting);
        let (demand, keeps) = (forecast * outturn, exp(-self.abandonment_per_day * lead_time_days));
        let pays = unit_cost < self.full_price_margin;
        let commitment = Commitment {
            demand,
            planned,
            forecast,
            outturn,
            log_outturn,
            open_variance: known.open_variance,
            service_level: if pays { self.service_level_at(unit_cost) } else { 0.0 },
            to_order: if pays { demand * self.made_to_order_share * keeps } else { 0.0 },
            unit_cost,
            batch_days,
            lead_time_days,
            skus_offered: self.sku_count * (batch_days / all_skus_days),
            ..Commitment::default()
        };
        if 0.0 < planned { commitment } else { Commitment::default() }
    }

    #[inline(always)]
    fn planned_demand(&self, season: f64, setting: &Setting) -> f64 {
        let planned = self.units_per_site_month * setting.reach * season * setting.demand_index;
        if setting.month < self.launch_month { 0.0 } else { planned }
    }

    /// Splits the season's surprise into what is known at commitment and what
    /// is not: a Brownian bridge, so that the whole does not depend on when
    /// the operator looks.
    #[inline(always)]
    fn foresight(&self, exposed_days: f64, z: &Shocks) -> Foresight {
        let open_variance = self.floor_variance + self.variance_per_day * exposed_days;
        let revealed_variance =
            self.variance_per_day * (self.planning_days - exposed_days).max(0.0);
        let variance = open_variance + revealed_variance;
        let whole = self.root_common * variance.sqrt() * z.surprise;
        let noise = (revealed_variance * open_variance / variance).sqrt();
        let revealed =
            whole * (revealed_variance / variance) + self.root_common * noise * z.revelation;
        // Without stock nothing is committed to a forecast: all may count as hidden.
        let looks_ahead = self.has_stock() & (0.0 < revealed_variance);
        let revealed = if looks_ahead { revealed } else { 0.0 };
        Foresight {
            revealed,
            hidden: whole - revealed,
            revealed_common: self.common_share * revealed_variance,
            open_variance,
        }
    }

    /// Variable cost of a good unit.
    #[inline(always)]
    pub(super) fn unit_cost(&self, setting: &Setting) -> f64 {
        let conversion =
            self.conversion_floor + self.conversion_learnable * setting.learning_factor;
        let started =
            self.material_cost * setting.material_factor + self.packaging_cost + conversion;
        started / self.yield_rate + self.setup_per_unit
    }

    /// The service level of a unit that brings more than it costs.
    #[inline(always)]
    fn service_level_at(&self, unit_cost: f64) -> f64 {
        let best = (self.full_price_margin - unit_cost) / (self.full_price_margin - self.recovery);
        let best = if unit_cost <= self.recovery { MAX_CRITICAL_RATIO } else { best };
        let best = best.clamp(0.0, MAX_CRITICAL_RATIO);
        if 0.0 <= self.service_level { self.service_level } else { best }
    }

    /// Adds what is made for stock, `z` log-sds above the median of demand.
    #[inline(always)]
    pub(super) fn order_stock(&self, commitment: Commitment, z: f64) -> Commitment {
        let open_variance = commitment.open_variance;
        let stock_variance = open_variance + self.count_noise;
        let spread = ((1.0 - self.common_share) * open_variance + self.count_noise).sqrt();
        let log_ratio = stock_variance.sqrt() * z - 0.5 * stock_variance;
        let ratio = exp(log_ratio);
        let stock = commitment.forecast * (1.0 - self.made_to_order_share) * ratio;
        let orders = self.has_stock() & (0.0 < commitment.service_level);
        Commitment {
            sku_spread: if orders { spread } else { 0.0 },
            log_stock_ratio: if orders { log_ratio } else { 0.0 },
            stock_ratio: if orders { ratio } else { 0.0 },
            stock: if orders { stock } else { 0.0 },
            ..commitment
        }
    }

    /// What the month brings when the share `made` of the commitment is made
    /// and of the stock's customers `sell_through` are served.
    #[inline(always)]
    pub(super) fn sell(&self, commitment: &Commitment, made: f64, sell_through: f64) -> LineMonth {
        let stock = made * commitment.stock;
        let to_order = made * commitment.to_order;
        let stock_customers = commitment.forecast * (1.0 - self.made_to_order_share);
        let sold_from_stock = (stock_customers * sell_through).min(stock).max(0.0);
        let leftover = stock - sold_from_stock;
        let sold = sold_from_stock + to_order;
        let units = stock + to_order;
        let clearance = self.clearance_price * leftover;
        let cost_of_goods = commitment.unit_cost * units;
        let prepaid_days = commitment.lead_time_days * self.prepaid_share;
        let unit_days = units * prepaid_days + 0.5 * stock * commitment.batch_days;
        LineMonth {
            revenue: self.price * sold + clearance,
            cost: cost_of_goods + self.selling_cost * sold + self.disposal_cost * leftover,
            cost_of_goods,
            inventory: commitment.unit_cost * unit_days / DAYS_PER_MONTH,
            materials: self.material_cost * units,
            demand: commitment.demand,
            stock,
            made: units,
            sold_from_stock,
            sold,
            leftover,
            lost: commitment.demand - sold,
            full_price_value: self.price * units,
            given_up: self.price * leftover - clearance,
            fulfilment_unit_days: sold * self.delivery_days + to_order * commitment.lead_time_days,
            batches: units / self.batch_units,
            skus_offered: commitment.skus_offered,
        }
    }
}

/// What is known of the season's surprise when a batch is committed.
struct Foresight {
    revealed: f64,
    hidden: f64,
    /// Log-variance that the line's SKUs share, of what is revealed.
    revealed_common: f64,
    open_variance: f64,
}

/// How the mean of the smaller of demand and stock is to be found.
pub(super) struct SellThrough {
    ratio: f64,
    outturn: f64,
    sku_spread: f64,
    /// Arguments of the normal distribution function for demand and stock.
    pub(super) at_demand: f64,
    /// The same for stock.
    pub(super) at_stock: f64,
}

impl Commitment {
    /// When the share `made` of the stock is made.
    #[inline(always)]
    pub(super) fn sell_through(&self, made: f64) -> SellThrough {
        let log_ratio = self.log_stock_ratio + if made < 1.0 { ln(made) } else { 0.0 };
        let spread = self.sku_spread;
        let a = (log_ratio - self.log_outturn + 0.5 * spread * spread) / spread;
        let in_doubt = (0.0 < made) & (0.0 < spread);
        SellThrough {
            ratio: made * self.stock_ratio,
            outturn: self.outturn,
            sku_spread: if in_doubt { spread } else { 0.0 },
            at_demand: if in_doubt { a - spread } else { 0.0 },
            at_stock: if in_doubt { -a } else { 0.0 },
        }
    }
}

impl SellThrough {
    /// Units sold at full price over the forecast of stock customers: the mean
    /// over SKUs of the smaller of demand and stock, given the common surprise
    /// and the two values of the normal distribution function.
    #[inline(always)]
    pub(super) fn of(&self, cdf_at_demand: f64, cdf_at_stock: f64) -> f64 {
        let certain = self.ratio.min(self.outturn);
        let mean = self.outturn * cdf_at_demand + self.ratio * cdf_at_stock;
        if 0.0 < self.sku_spread { mean } else { certain }
    }
}

by_lane! {
    /// A month of one line, or of all of them, in units and money.
    pub struct LineMonth {
        /// Revenue with clearance.
        pub revenue,
        /// Cost of making, selling and disposing.
        pub cost,
        /// Cost of making alone.
        pub cost_of_goods,
        /// Stock held on average and goods on the way, at cost.
        pub inventory,
        /// Materials bought, at their plain price.
        pub materials,
        /// Units demanded at full price.
        pub demand,
        /// Units made for stock.
        pub stock,
        /// Units made for stock and to order.
        pub made,
        /// Units sold at full price from stock.
        pub sold_from_stock,
        /// Units sold at full price.
        pub sold,
        /// Units left over.
        pub leftover,
        /// Demand that was not served.
        pub lost,
        /// Full-price value of units made.
        pub full_price_value,
        /// Of which markdowns gave up.
        pub given_up,
        /// Days from order to delivery, over units sold.
        pub fulfilment_unit_days,
        /// Batches made.
        pub batches,
        /// SKUs on offer.
        pub skus_offered,
    }
}

impl LineMonth {
    /// Share of the full-price value of units made that markdowns gave up; NaN,
    /// for absent, where nothing was made.
    pub fn markdown_rate(&self) -> f64 {
        ratio(self.given_up, self.full_price_value)
    }
}
