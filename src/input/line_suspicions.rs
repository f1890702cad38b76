//! What of a product line is legal but probably not meant, at central values.

use super::problem::Problem;
use super::reader::{Place, Reader};
use super::wording::{number, quoted};
use crate::model::clock::DAYS_PER_MONTH;
use crate::model::operator;

/// A service level so far above the most profitable one is not rounding.
const ABOVE_CRITICAL_RATIO: f64 = 0.05;
/// Demand of a site over what it can make beyond which one of them is
/// probably of a year, or of all sites.
const DEMAND_OVER_CAPACITY: f64 = 4.0;

/// Share of the surprise beyond which a line's sales of a year miss their plan by more
/// than is seen.
const LASTING_SHARE: f64 = 0.2;

/// What the margin of a unit hangs on.
const MARGIN: [&str; 13] = [
    "price",
    "packaging_price_premium",
    "material_cost",
    "conversion_cost",
    "packaging_cost",
    "yield_rate",
    "setup_cost",
    "batch_units",
    "selling_cost_share",
    "fulfilment_cost",
    "clearance_share",
    "markdown_depth",
    "disposal_cost",
];

/// All suspicions about one line.
pub(super) fn of(reader: &Reader, line: &operator::Line) -> Vec<Option<Problem>> {
    let line = Line { reader, name: &line.name, sells_at_loss: line.sells_at_loss };
    let (loss, left_over) = line.margins();
    vec![
        loss,
        left_over,
        line.stock_beyond_what_pays(),
        line.commitment_before_plan(),
        line.lasting_surprises(),
        line.delivery_that_moves_nothing(),
        line.elasticity_without_reference(),
        line.batches_beyond_season(),
        line.demand_beyond_capacity(),
    ]
}

/// A line as it was read.
struct Line<'a> {
    reader: &'a Reader<'a>,
    name: &'a str,
    sells_at_loss: bool,
}

/// What a unit costs and brings.
struct Unit {
    cost: f64,
    /// Sold at full price, after the costs of selling.
    full_price: f64,
    /// Left over: cleared, or disposed of.
    left_over: f64,
}

impl Line<'_> {
    fn place(&self, key: &str) -> Option<&Place> {
        self.reader.place(&format!("product.{}.{key}", self.name))
    }

    fn central(&self, key: &str) -> Option<f64> {
        self.place(key).map(|place| place.central)
    }

    fn behind_margin(&self) -> Vec<&Place> {
        MARGIN.iter().filter_map(|key| self.place(key)).collect()
    }

    fn title(&self) -> String {
        quoted(&format!("product.{}", self.name))
    }

    fn unit(&self) -> Option<Unit> {
        let central = |key| self.central(key);
        let price = central("price")? * (1.0 + central("packaging_price_premium")?);
        let made =
            central("material_cost")? + central("conversion_cost")? + central("packaging_cost")?;
        let setup = central("setup_cost")? / central("batch_units")?;
        let selling = price * central("selling_cost_share")? + central("fulfilment_cost")?;
        let sold = central("clearance_share")?;
        Some(Unit {
            cost: made / central("yield_rate")? + setup,
            full_price: price - selling,
            left_over: sold * price * (1.0 - central("markdown_depth")?)
                - (1.0 - sold) * central("disposal_cost")?,
        })
    }

    /// Whether it sells at a loss, and whether left-overs bring a profit.
    fn margins(&self) -> (Option<Problem>, Option<Problem>) {
        let (Some(unit), Some(span)) =
            (self.unit(), self.place("price").and_then(|price| price.span.clone()))
        else {
            return (None, None);
        };
        let Unit { cost, full_price, left_over } = unit;
        let product = self.title();
        let loses = (full_price <= cost && !self.sells_at_loss).then(|| {
            let message = format!("{product} sells at a loss, so none of it is ever made");
            let label = format!(
                "after selling costs and fulfilment {full_price:.2}, while a unit costs {cost:.2}"
            );
            Problem::warning(span.clone(), message)
                .label(label)
                .hint("an operator that means to learn its way down sets sells_at_loss = true")
        });
        let clears = (cost < full_price && cost <= left_over).then(|| {
            let message = format!("a left-over unit of {product} brings more than it costs");
            let label = format!("left over {left_over:.2}, cost {cost:.2}");
            Problem::warning(span, message)
                .label(label)
                .hint("stock is then never too high; set markdown_depth and clearance_share")
        });
        let places = self.behind_margin();
        let caused = |problem: Problem| self.reader.caused(problem, &places);
        (loses.map(caused), clears.map(caused))
    }

    /// A service level above the critical ratio: the last units are expected
    /// to lose money.
    fn stock_beyond_what_pays(&self) -> Option<Problem> {
        let level = self.place("service_level")?;
        let span = level.span.clone()?;
        let unit = self.unit()?;
        (unit.left_over < unit.cost && unit.cost < unit.full_price).then_some(())?;
        let pays = self.most_that_pays(&unit)?;
        (pays + ABOVE_CRITICAL_RATIO < level.central).then_some(())?;
        let message = format!("{} stocks more than pays", self.title());
        let label = format!("a service level of about {pays:.2} pays most");
        let problem = Problem::warning(span, message)
            .label(label)
            .hint("leave service_level out to stock what maximises expected profit");
        Some(self.reader.caused(problem, &self.behind_margin()))
    }

    /// The critical ratio; of a line that reorders within its season, that of the first
    /// month, in which a unit too many costs least.
    fn most_that_pays(&self, unit: &Unit) -> Option<f64> {
        let central = |key| self.central(key);
        let season = central("season_days")?;
        let sites = self.reader.place("sites.initial_sites")?.central.max(1.0);
        let sold_a_day = sites * central("units_per_site_month")? / DAYS_PER_MONTH;
        let batch_days = (central("sku_count")? * central("batch_units")? / sold_a_day).min(season);
        let months = (season / DAYS_PER_MONTH).round().max(1.0);
        let carrying = self.reader.place("balance_sheet.inventory_carrying_rate")?.central / 12.0;
        let too_few = unit.full_price - unit.cost;
        let cleared = unit.cost - unit.left_over;
        let reorders = central("lead_time_days")? + 0.5 * batch_days < DAYS_PER_MONTH;
        let too_many = if reorders && 1.0 < months {
            cleared / months + carrying * unit.cost
        } else {
            cleared
        };
        Some(too_few / (too_few + too_many))
    }

    fn commitment_before_plan(&self) -> Option<Problem> {
        let lead_time = self.place("lead_time_days")?;
        let planning = self.place("planning_days")?;
        (planning.central < lead_time.central).then_some(())?;
        let message = format!("{} commits its batches before its plan is made", self.title());
        let label = format!(
            "the plan is made {} days before the sale (planning_days)",
            number(planning.central)
        );
        let problem = Problem::warning(lead_time.span.clone()?, message).label(label);
        Some(self.reader.caused(problem, &[planning]))
    }

    /// What SKUs share of a surprise lasts from month to month.
    fn lasting_surprises(&self) -> Option<Problem> {
        let share = self.place("common_share")?;
        let volatility = self.place("forecast_volatility")?;
        (LASTING_SHARE < share.central && 0.0 < volatility.central).then_some(())?;
        let message = format!("the SKUs of {} surprise together for years", self.title());
        let label = "what they share lasts from month to month; 0.05 to 0.12 is usual";
        let problem = Problem::warning(share.span.clone()?, message).label(label);
        Some(self.reader.caused(problem, &[volatility]))
    }

    /// Who is unsure of the days of delivery probably means them to matter.
    fn delivery_that_moves_nothing(&self) -> Option<Problem> {
        let days = self.place("delivery_days")?;
        let elasticity = self.place("delivery_elasticity")?;
        let is_unsure = !days.known && elasticity.known && elasticity.central <= 0.0;
        is_unsure.then_some(())?;
        let message = format!("{} sells the same however long delivery takes", self.title());
        let problem = Problem::warning(days.span.clone()?, message)
            .label("moves the time to fulfilment and nothing else")
            .hint("set delivery_elasticity and reference_delivery_days");
        Some(self.reader.caused(problem, &[elasticity]))
    }

    fn elasticity_without_reference(&self) -> Option<Problem> {
        let elasticity = self.place("delivery_elasticity")?;
        let reference = self.place("reference_delivery_days")?;
        (0.0 < elasticity.central && reference.span.is_none()).then_some(())?;
        let message = "delivery is compared with nothing without reference_delivery_days";
        Some(Problem::warning(elasticity.span.clone()?, message).label("has no effect"))
    }

    /// One batch of each SKU outlasts the season, so that fewer are offered.
    fn batches_beyond_season(&self) -> Option<Problem> {
        let sites = self.reader.place("sites.initial_sites")?.central;
        let skus = self.place("sku_count")?;
        let batch = self.place("batch_units")?;
        let season = self.central("season_days")?;
        let sold = self.central("units_per_site_month")? * sites * season / DAYS_PER_MONTH;
        let one_of_each = skus.central * batch.central;
        let for_stock = self.central("made_to_order_share")? < 1.0;
        (for_stock && 0.0 < sold && sold < one_of_each).then_some(())?;
        let message = format!(
            "one batch of each SKU of {} is more than a season sells: {} units against {}",
            self.title(),
            number(one_of_each),
            number(sold.round())
        );
        let span = super::checks::shown([batch, skus])?;
        let offered = skus.central * sold / one_of_each;
        let label = format!("only about {offered:.0} of {} SKUs are offered", number(skus.central));
        let problem = Problem::warning(span, message).label(label);
        Some(self.reader.caused(problem, &[batch, skus]))
    }

    fn demand_beyond_capacity(&self) -> Option<Problem> {
        let site = self.reader.place("sites.site_capacity_units")?;
        let capacity = site.central;
        let demand = self.place("units_per_site_month")?;
        (DEMAND_OVER_CAPACITY * capacity < demand.central).then_some(())?;
        let times = demand.central / capacity;
        let message =
            format!("{} has {times:.0} times the demand that a site can make", self.title());
        let label = format!("units per site and month, while a site makes {}", number(capacity));
        let problem = Problem::warning(demand.span.clone()?, message).label(label);
        Some(self.reader.caused(problem, &[site]))
    }
}
