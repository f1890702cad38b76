//! One line's month as a question of sourcing: what it brings when its goods
//! are ordered at a given unit cost and lead time, by the products step itself.

use super::lines::Product;
use super::newsvendor::UnitValues;
use super::operator::{Operator, Terms};
use super::products::{Commitment, Costing, Line, Setting, Shocks};
use crate::sampling::elementary::power;
use crate::sampling::normal::{normal_cdf, normal_quantile};
use crate::sampling::stream::Stream;

/// A month of one line at one path's values, at plan: the sites that are open
/// at time 0 (at least one), the demand index at 1, no disruption, nothing
/// learnt yet. All customers are served from stock.
#[derive(Clone, Copy, Debug)]
pub struct StockMonth {
    terms: Product<f64>,
    has_service_level: bool,
    /// Demand factor of the month of the year.
    season: f64,
    /// Unit cost of the line as it is, in money.
    pub unit_cost: f64,
    /// Units planned for the month.
    pub planned: f64,
    /// What the month can make, in units.
    capacity: f64,
    /// Units planned of other lines.
    other_units: f64,
    setting: Setting,
    shocks: Shocks,
}

/// What a month brings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trade {
    /// Revenue less the cost of making, selling and disposing.
    pub contribution: f64,
    /// Units made.
    pub units: f64,
    /// Whether capacity held the order back.
    pub held_back: bool,
}

/// Nothing is learnt, and nothing prepaid counts.
const COSTING: Costing = Costing { learning_floor: 0.0, prepaid_share: 0.0 };

/// A month at plan.
const AT_PLAN: Setting = Setting {
    month: 0.0,
    reach: 1.0,
    demand_index: 1.0,
    material_factor: 1.0,
    learning_factor: 1.0,
};

/// What a unit of a line brings, sold at full price and left over.
pub fn unit_values(terms: &Product<f64>) -> UnitValues {
    let line = Line::new(terms, false, COSTING);
    UnitValues { sold: line.full_price_margin, left: line.recovery }
}

/// The unit cost of a line before anything is learnt: materials, packaging and
/// conversion for each good unit, and the batch's setting up.
pub fn unit_cost(terms: &Product<f64>) -> f64 {
    Line::new(terms, false, COSTING).unit_cost(&AT_PLAN)
}

impl StockMonth {
    /// Month `month` of the year of the line at position `index`; its luck is
    /// that of the first month that a run draws from `surprises`.
    pub fn new(
        operator: &Operator,
        terms: &Terms<f64>,
        index: usize,
        month: usize,
        mut surprises: Stream,
    ) -> Self {
        let sites = terms.sites.initial_sites.max(1.0);
        let reach = power(sites, 1.0 - terms.scaling.cannibalisation_exponent);
        let season = |i: usize| operator.lines[i].seasonality[month % 12];
        let planned = |i: usize| terms.products[i].units_per_site_month * reach * season(i);
        let product = terms.products[index];
        Self {
            terms: Product { made_to_order_share: 0.0, launch_month: 0.0, ..product },
            has_service_level: operator.lines[index].has_service_level,
            season: season(index),
            unit_cost: unit_cost(&product),
            planned: planned(index),
            capacity: terms.sites.site_capacity_units * sites,
            other_units: (0..terms.products.len()).filter(|i| *i != index).map(planned).sum(),
            setting: Setting { reach, ..AT_PLAN },
            shocks: Shocks {
                surprise: surprises.normal(),
                revelation: surprises.normal(),
                slip: surprises.normal(),
            },
        }
    }

    /// What a unit brings.
    pub fn values(&self) -> UnitValues {
        unit_values(&self.terms)
    }

    /// Log-variance of the count noise of a batch.
    pub fn count_noise(&self) -> f64 {
        Line::new(&self.terms, false, COSTING).count_noise
    }

    /// What the month brings when units cost `unit_cost` and take
    /// `lead_time_days` on average. Other lines take their planned units of the
    /// capacity, in proportion.
    pub fn trade(&self, lead_time_days: f64, unit_cost: f64) -> Trade {
        let (line, commitment) = self.commit(lead_time_days, unit_cost);
        let wanted = commitment.stock + self.other_units;
        let made = if self.capacity < wanted { self.capacity / wanted } else { 1.0 };
        let through = commitment.sell_through(made);
        let through = through.of(normal_cdf(through.at_demand), normal_cdf(through.at_stock));
        let month = line.sell(&commitment, made, through);
        Trade {
            contribution: month.revenue - month.cost,
            units: month.stock,
            held_back: made < 1.0,
        }
    }

    /// Log-variance of one SKU's demand, without count noise, that is open when
    /// a batch with this lead time is committed.
    pub fn open_variance(&self, lead_time_days: f64) -> f64 {
        self.commit(lead_time_days, self.unit_cost).1.open_variance
    }

    fn commit(&self, lead_time_days: f64, unit_cost: f64) -> (Line, Commitment) {
        let terms = Product {
            lead_time_days,
            material_cost: unit_cost,
            packaging_cost: 0.0,
            conversion_cost: 0.0,
            setup_cost: 0.0,
            yield_rate: 1.0,
            ..self.terms
        };
        let line = Line::new(&terms, self.has_service_level, COSTING);
        let commitment = line.meet_demand(self.season, &self.setting, &self.shocks);
        let level = commitment.service_level;
        let z = normal_quantile(if 0.0 < level { level } else { 0.5 });
        (line, line.order_stock(commitment, z))
    }
}
