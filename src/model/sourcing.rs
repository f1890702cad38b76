//! One line's season as a question of sourcing: what it brings when its goods
//! are ordered at a given unit cost and lead time, by the products step itself.

use super::commitment::{Asked, Committed, Setting};
use super::lines::Product;
use super::news::{Moves, ROOT_MONTH, hear_before};
use super::newsvendor::UnitValues;
use super::operator::{Operator, Terms};
use super::products::{Costing, Line, Rules};
use super::sale::{Allowed, Carried};
use crate::sampling::elementary::power;
use crate::sampling::normal::{normal_cdf, normal_quantile};
use crate::sampling::stream::StreamKey;

/// A season of one line at one path's values, at plan: the sites that are open
/// at time 0 (at least one), the demand index at 1, no disruption, nothing
/// learnt yet. All customers are served from stock.
#[derive(Clone, Debug)]
pub struct StockSeason {
    terms: Product<f64>,
    rules: Rules,
    /// Unit cost of the line as it is, in money.
    pub unit_cost: f64,
    /// Units planned for the season.
    pub planned: f64,
    /// What a month can make, in units.
    capacity: f64,
    reach: f64,
    /// Sums of all news up to the end of a month: those before the season, from when its
    /// first month was planned, then those of its own.
    news: Vec<f64>,
    months: Vec<SeasonMonth>,
}

/// Where the luck of a line comes from.
#[derive(Clone, Copy, Debug)]
pub struct Surprising {
    /// Its months.
    pub months: StreamKey,
    /// What was heard of it before.
    pub before: StreamKey,
    /// Path.
    pub path: u64,
}

/// One month of a season.
#[derive(Clone, Copy, Debug)]
struct SeasonMonth {
    /// Demand factor of the month of the year.
    factor: f64,
    /// Units planned of other lines.
    other_units: f64,
    /// Normal draws, as a run's.
    split: f64,
    slip: f64,
    sale: f64,
}

/// What a season brings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trade {
    /// Revenue less the cost of making, selling and disposing.
    pub contribution: f64,
    /// Units made.
    pub units: f64,
    /// Whether capacity held an order back.
    pub held_back: bool,
}

/// Nothing is learnt, and nothing prepaid counts.
const COSTING: Costing = Costing {
    learning_floor: 0.0,
    prepaid_share: 0.0,
    carrying_per_month: 0.0,
    material_cover_months: 0.0,
};

/// A month at plan.
const AT_PLAN: Setting = Setting {
    month: 0.0,
    reach: 1.0,
    demand_index: 1.0,
    material_factor: 1.0,
    learning_factor: 1.0,
    price_level: 1.0,
};

/// What a unit of a line brings, sold at full price and left over.
pub fn unit_values(terms: &Product<f64>) -> UnitValues {
    let line = Line::new(terms, Rules::default(), COSTING);
    UnitValues { sold: line.full_price_margin, left: line.recovery }
}

/// The unit cost of a line before anything is learnt: materials, packaging and
/// conversion for each good unit, and the batch's setting up.
pub fn unit_cost(terms: &Product<f64>) -> f64 {
    Line::new(terms, Rules::default(), COSTING).unit_cost(&AT_PLAN)
}

impl StockSeason {
    /// A season of the line at position `index`: seasons follow upon one another from
    /// the first month of the year, and paths take them in turn. Its luck is that of the
    /// first months of a run.
    pub fn new(operator: &Operator, terms: &Terms<f64>, index: usize, luck: Surprising) -> Self {
        let sites = terms.sites.initial_sites.max(1.0);
        let reach = power(sites, 1.0 - terms.scaling.cannibalisation_exponent);
        let product =
            Product { made_to_order_share: 0.0, launch_month: 0.0, ..terms.products[index] };
        let line = Line::new(&product, Rules::default(), COSTING);
        let count = line.season_months() as usize;
        let factor = |i: usize, month: usize| operator.lines[i].seasonality[month % 12];
        let planned =
            |i: usize, month| terms.products[i].units_per_site_month * reach * factor(i, month);
        let first = (luck.path % 12) as usize * count;
        let mut news = Vec::new();
        hear_before(line.planning_months(), luck.before.stream(luck.path), &mut news);
        news.reverse();
        let mut draws = luck.months.stream(luck.path);
        let months = (first..first + count).map(|month| {
            let last = news.last().copied().unwrap_or(0.0);
            let ([heard, split], [slip, sale]) = (draws.normal_pair(), draws.normal_pair());
            news.push(last + ROOT_MONTH * heard);
            SeasonMonth {
                factor: factor(index, month),
                other_units: (0..terms.products.len())
                    .filter(|i| *i != index)
                    .map(|i| planned(i, month))
                    .sum(),
                split,
                slip,
                sale,
            }
        });
        let months = months.collect();
        Self {
            terms: product,
            rules: Rules::of(&operator.lines[index]),
            unit_cost: unit_cost(&product),
            planned: (first..first + count).map(|month| planned(index, month)).sum(),
            capacity: terms.sites.site_capacity_units * sites,
            reach,
            news,
            months,
        }
    }

    /// What a unit brings.
    pub fn values(&self) -> UnitValues {
        unit_values(&self.terms)
    }

    /// Log-variance of the count noise of a batch.
    pub fn count_noise(&self) -> f64 {
        Line::new(&self.terms, Rules::default(), COSTING).count_noise
    }

    /// What the season brings when units cost `unit_cost` and take
    /// `lead_time_days` on average. Other lines take their planned units of the
    /// capacity, in proportion.
    pub fn trade(&self, lead_time_days: f64, unit_cost: f64) -> Trade {
        let line = self.line(lead_time_days, unit_cost);
        let (mut all, mut carried) = (Trade::default(), Carried::default());
        for (t, month) in self.months.iter().enumerate() {
            let committed = self.commit(&line, t, &carried);
            let commitment = committed.commitment;
            let wanted = commitment.stock + month.other_units;
            let made = if self.capacity < wanted { self.capacity / wanted } else { 1.0 };
            let through = commitment.sell_through(made, &carried);
            let through = through.of(normal_cdf(through.at_demand), normal_cdf(through.at_stock));
            let allowed = Allowed { orders: 1.0, stock: made };
            let month = line.sell(&committed, &carried, allowed, through);
            carried = month.carried_on();
            all.contribution += month.revenue - month.cost;
            all.units += month.stock;
            all.held_back |= made < 1.0;
        }
        all
    }

    /// Log-variance of one SKU's demand, without count noise, that is open when
    /// the season's first batch is committed with this lead time.
    pub fn open_variance(&self, lead_time_days: f64) -> f64 {
        let line = self.line(lead_time_days, self.unit_cost);
        self.commit(&line, 0, &Carried::default()).commitment.open_variance
    }

    /// The line with this lead time, all of its cost in one number.
    fn line(&self, lead_time_days: f64, unit_cost: f64) -> Line {
        let terms = Product {
            lead_time_days,
            material_cost: unit_cost,
            packaging_cost: 0.0,
            conversion_cost: 0.0,
            setup_cost: 0.0,
            yield_rate: 1.0,
            ..self.terms
        };
        Line::new(&terms, self.rules, COSTING)
    }

    fn commit(&self, line: &Line, t: usize, carried: &Carried) -> Committed {
        let SeasonMonth { factor, split, slip, sale, .. } = self.months[t];
        let setting = Setting { month: t as f64, reach: self.reach, ..AT_PLAN };
        let plan = line.plan(factor, &setting, line.slip(slip));
        let now = line.planning_months() + t;
        let at = |age: usize| self.news[now - age];
        let moves = Moves::of(at, line.planning_months(), plan.exposed_months, split);
        let known = line.know(plan.exposed_months, &moves, sale);
        let asked = Asked::of(known, line.keeps(plan.lead_time_days));
        let commitment = line.meet_demand(&plan, &setting, &asked, carried);
        let level = commitment.service_level;
        let z = normal_quantile(if 0.0 < level { level } else { 0.5 });
        let commitment = line.order_stock(commitment, carried, z);
        Committed { plan, commitment, price_level: setting.price_level }
    }
}
