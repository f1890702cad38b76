//! Product lines: demand against plan, what is known of it when a batch is
//! committed, the stock that follows, and what is left to mark down.
//!
//! A line's many SKUs are not drawn one by one: given the season's common
//! surprise, what the line sells is the expectation over them, which is exact
//! in the mean and far less noisy.

use super::clock::DAYS_PER_MONTH;
use super::lines::Product;
use crate::sampling::elementary::exp;
use crate::sampling::special::{normal_cdf, normal_quantile};
use crate::sampling::stream::Stream;

/// Largest critical ratio that stock is planned for.
const MAX_CRITICAL_RATIO: f64 = 0.999;

/// One path's constants of a line.
pub struct LinePlan {
    /// The line's terms.
    pub terms: Product<f64>,
    /// Demand factor of each month of the year.
    pub seasonality: [f64; 12],
    has_service_level: bool,
    costing: Costing,
    /// Count noise of a batch, as log-variance.
    count_noise: f64,
    root_common: f64,
    surprises: Stream,
}

/// What the operator's lines have in common.
#[derive(Clone, Copy, Debug)]
pub struct Costing {
    /// Part of conversion cost that never gets cheaper.
    pub learning_floor: f64,
    /// Share of a batch's cost that is paid while it is on its way.
    pub prepaid_share: f64,
}

/// What a month is like for every line.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Month of the path.
    pub t: usize,
    /// Mature sites' worth of customers, after cannibalisation.
    pub reach: f64,
    /// Market index times one plus the halo.
    pub demand_index: f64,
    /// Material cost while alternates deliver, as a factor.
    pub material_factor: f64,
    /// Learning factor on conversion cost above its floor.
    pub learning_factor: f64,
}

/// A line's month before capacity is known: demand and the batch committed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Commitment {
    /// Units demanded at full price.
    pub demand: f64,
    /// Units forecast when the batch is committed.
    forecast: f64,
    /// What the season turns out to be, over the forecast.
    outturn: f64,
    log_outturn: f64,
    /// Planned stock over forecast stock customers.
    stock_ratio: f64,
    log_stock_ratio: f64,
    /// Log-sd of one SKU around the line's common surprise.
    sku_spread: f64,
    /// Units for stock.
    pub stock: f64,
    /// Units made to order.
    pub to_order: f64,
    /// Variable cost of a good unit.
    pub unit_cost: f64,
    /// Days of demand in one batch of every SKU.
    pub batch_days: f64,
    /// This month's lead time in days.
    pub lead_time_days: f64,
    /// SKUs on offer.
    pub skus_offered: f64,
}

/// A line's month in units and money.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineMonth {
    /// Units made for stock.
    pub stock: f64,
    /// Units made to order, and sold.
    pub to_order: f64,
    /// Units sold at full price from stock.
    pub sold_from_stock: f64,
    /// Units left over.
    pub leftover: f64,
    /// Demand that was not served.
    pub lost: f64,
    /// Money from clearing left-over units.
    pub clearance: f64,
    /// Revenue with clearance.
    pub revenue: f64,
    /// Cost of making, selling and disposing.
    pub cost: f64,
    /// Cost of making alone.
    pub cost_of_goods: f64,
    /// Stock held on average and goods on the way, at cost.
    pub inventory: f64,
    /// Batches made.
    pub batches: f64,
}

impl LinePlan {
    /// The line over one path. Each month takes three draws of `surprises`.
    pub fn new(
        terms: &Product<f64>,
        line: &super::operator::Line,
        costing: Costing,
        surprises: Stream,
    ) -> Self {
        Self {
            terms: *terms,
            seasonality: line.seasonality,
            has_service_level: line.has_service_level,
            costing,
            count_noise: libm::log1p(1.0 / terms.batch_units),
            root_common: terms.common_share.sqrt(),
            surprises,
        }
    }

    /// Demand of the month and what is committed against it. A line that
    /// rests, or would lose money on every unit, makes nothing.
    pub fn commit(&mut self, setting: &Setting) -> Commitment {
        // Drawn in every month, so that a month's draws never depend on what
        // happened before it. The first does not depend on the lead time: the
        // same customers come whoever makes the goods.
        let surprise = self.surprises.normal();
        // Quantiles are dear, and not every line needs these two.
        let u_revelation = self.surprises.uniform();
        let u_slip = self.surprises.uniform();

        let planned = self.planned_demand(setting);
        if planned <= 0.0 {
            return Commitment::default();
        }
        let terms = &self.terms;
        let lead_time_days = self.lead_time_days(u_slip);
        let all_skus_days = DAYS_PER_MONTH * terms.sku_count * terms.batch_units / planned;
        let batch_days = all_skus_days.min(terms.season_days);
        let skus_offered = terms.sku_count * (batch_days / all_skus_days);

        let known = self.foresight(lead_time_days + 0.5 * batch_days, surprise, u_revelation);
        let forecast = planned * exp(known.revealed - 0.5 * known.common * known.revealed_variance);
        let log_outturn = known.hidden - 0.5 * known.common * known.open_variance;
        let outturn = exp(log_outturn);
        let unit_cost = self.unit_cost(setting);
        let mut commitment = Commitment {
            demand: forecast * outturn,
            forecast,
            outturn,
            log_outturn,
            unit_cost,
            batch_days,
            lead_time_days,
            skus_offered,
            ..Commitment::default()
        };
        self.order(&mut commitment, known.open_variance);
        commitment
    }

    fn lead_time_days(&self, u_slip: f64) -> f64 {
        let spread = self.terms.lead_time_volatility;
        if spread <= 0.0 {
            return self.terms.lead_time_days;
        }
        let log_slip = spread * normal_quantile(u_slip) - 0.5 * spread * spread;
        self.terms.lead_time_days * exp(log_slip)
    }

    fn planned_demand(&self, setting: &Setting) -> f64 {
        if setting.t < self.terms.launch_month as usize {
            return 0.0;
        }
        let season = self.seasonality[setting.t % 12];
        self.terms.units_per_site_month * setting.reach * season * setting.demand_index
    }

    /// Splits the season's surprise into what is known at commitment and what
    /// is not: a Brownian bridge, so that the whole does not depend on when
    /// the operator looks.
    fn foresight(&self, exposed_days: f64, surprise: f64, u_revelation: f64) -> Foresight {
        let terms = &self.terms;
        let per_day = terms.forecast_volatility * terms.forecast_volatility / 365.0;
        let open_variance = terms.forecast_floor * terms.forecast_floor + per_day * exposed_days;
        let revealed_variance = per_day * (terms.planning_days - exposed_days).max(0.0);
        let variance = open_variance + revealed_variance;
        let whole = self.root_common * variance.sqrt() * surprise;
        // Without stock nothing is committed to a forecast: all may count as hidden.
        let has_stock = terms.made_to_order_share < 1.0;
        let revealed = if has_stock && 0.0 < revealed_variance {
            let revelation = normal_quantile(u_revelation);
            let noise = (revealed_variance * open_variance / variance).sqrt();
            whole * (revealed_variance / variance) + self.root_common * noise * revelation
        } else {
            0.0
        };
        Foresight {
            revealed,
            hidden: whole - revealed,
            revealed_variance,
            open_variance,
            common: terms.common_share,
        }
    }

    fn unit_cost(&self, setting: &Setting) -> f64 {
        let terms = &self.terms;
        let floor = self.costing.learning_floor;
        let conversion = terms.conversion_cost * (floor + (1.0 - floor) * setting.learning_factor);
        let started =
            terms.material_cost * setting.material_factor + terms.packaging_cost + conversion;
        started / terms.yield_rate + terms.setup_cost / terms.batch_units
    }

    /// What a unit sold at full price brings, before its cost.
    fn full_price_margin(&self) -> f64 {
        self.terms.price * (1.0 - self.terms.selling_cost_share) - self.terms.fulfilment_cost
    }

    /// What a left-over unit brings.
    fn recovery(&self) -> f64 {
        let Product { clearance_share, price, markdown_depth, disposal_cost, .. } = self.terms;
        clearance_share * price * (1.0 - markdown_depth) - (1.0 - clearance_share) * disposal_cost
    }

    /// The chance with which stock should suffice (the critical ratio), or
    /// `None` where a unit costs more than it brings.
    fn service_level(&self, unit_cost: f64) -> Option<f64> {
        let brings = self.full_price_margin();
        if brings <= unit_cost {
            return None;
        }
        if self.has_service_level {
            return Some(self.terms.service_level);
        }
        let recovery = self.recovery();
        if unit_cost <= recovery {
            return Some(MAX_CRITICAL_RATIO);
        }
        Some(((brings - unit_cost) / (brings - recovery)).clamp(0.0, MAX_CRITICAL_RATIO))
    }

    fn order(&self, commitment: &mut Commitment, open_variance: f64) {
        let Some(service_level) = self.service_level(commitment.unit_cost) else {
            return;
        };
        let terms = &self.terms;
        let made_to_order = terms.made_to_order_share;
        if 0.0 < made_to_order {
            let weeks = commitment.lead_time_days / 7.0;
            let keep = exp(-terms.abandonment_per_week * weeks);
            commitment.to_order = commitment.demand * made_to_order * keep;
        }
        if made_to_order < 1.0 && 0.0 < service_level {
            let stock_variance = open_variance + self.count_noise;
            commitment.sku_spread =
                ((1.0 - terms.common_share) * open_variance + self.count_noise).sqrt();
            commitment.log_stock_ratio =
                stock_variance.sqrt() * normal_quantile(service_level) - 0.5 * stock_variance;
            commitment.stock_ratio = exp(commitment.log_stock_ratio);
            commitment.stock = commitment.forecast * (1.0 - made_to_order) * commitment.stock_ratio;
        }
    }

    /// What the month brings when the share `made` of the commitment is made.
    pub fn sell(&self, commitment: &Commitment, made: f64) -> LineMonth {
        let terms = &self.terms;
        let stock = made * commitment.stock;
        let to_order = made * commitment.to_order;
        let stock_customers = commitment.forecast * (1.0 - terms.made_to_order_share);
        let sold_from_stock = (stock_customers * commitment.sell_through(made)).min(stock).max(0.0);
        let leftover = stock - sold_from_stock;
        let sold = sold_from_stock + to_order;
        let units = stock + to_order;
        let clearance =
            terms.price * (1.0 - terms.markdown_depth) * terms.clearance_share * leftover;
        let cost_of_goods = commitment.unit_cost * units;
        let prepaid_days = commitment.lead_time_days * self.costing.prepaid_share;
        let unit_days = units * prepaid_days + 0.5 * stock * commitment.batch_days;
        LineMonth {
            stock,
            to_order,
            sold_from_stock,
            leftover,
            lost: commitment.demand - sold,
            clearance,
            revenue: terms.price * sold + clearance,
            cost: cost_of_goods
                + (terms.fulfilment_cost + terms.selling_cost_share * terms.price) * sold
                + terms.disposal_cost * (1.0 - terms.clearance_share) * leftover,
            cost_of_goods,
            inventory: commitment.unit_cost * unit_days / DAYS_PER_MONTH,
            batches: units / terms.batch_units,
        }
    }
}

/// What is known of the season's surprise when a batch is committed.
struct Foresight {
    revealed: f64,
    hidden: f64,
    revealed_variance: f64,
    open_variance: f64,
    common: f64,
}

impl Commitment {
    /// Units sold at full price over the forecast of stock customers, when the
    /// share `made` of the stock is made: the mean over SKUs of the smaller of
    /// demand and stock, given the common surprise.
    fn sell_through(&self, made: f64) -> f64 {
        if self.stock <= 0.0 || made <= 0.0 {
            return 0.0;
        }
        let ratio = made * self.stock_ratio;
        if self.sku_spread <= 0.0 {
            return ratio.min(self.outturn);
        }
        let log_ratio =
            if made < 1.0 { self.log_stock_ratio + libm::log(made) } else { self.log_stock_ratio };
        let spread = self.sku_spread;
        let a = (log_ratio - self.log_outturn + 0.5 * spread * spread) / spread;
        self.outturn * normal_cdf(a - spread) + ratio * normal_cdf(-a)
    }
}
