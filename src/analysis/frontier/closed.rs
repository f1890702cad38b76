//! The frontier in closed form, at the medians of a line's numbers.

use super::{Question, Side};
use crate::model::lines::Product;
use crate::model::newsvendor::{UnitValues, open_log_sd};
use crate::model::reactive::{Mixed, TwoOrders, falling_root};
use crate::model::sourcing::{unit_cost, unit_values};

/// A line's numbers at their medians.
#[derive(Clone, Copy, Debug)]
pub struct Medians {
    /// What a unit of the short plan brings, in money.
    pub values: UnitValues,
    /// Unit cost of the long plan, in money.
    pub long_cost: f64,
    /// Unit cost of the short plan as its file has it, in money.
    pub short_cost: f64,
    /// Lead time of the short plan as its file has it, in days.
    pub short_days: f64,
    /// Lead time of the long plan as its file has it, in days.
    pub long_days: f64,
    /// Units per site and month.
    pub units: f64,
    /// Log-sd that no lead time removes.
    pub floor: f64,
    /// Log-sd of the forecast's drift over a root year.
    pub volatility: f64,
    /// Share of customers of the short plan who wait for a unit made to order.
    pub made_to_order_share: f64,
}

/// A line at the medians of its numbers.
fn medians(side: Side<'_>) -> Product<f64> {
    side.operator.terms.products[side.line].map(|input| side.assumptions.get(*input).quantile(0.5))
}

impl Medians {
    /// Of a pair of plans.
    pub fn of(short: Side<'_>, long: Side<'_>) -> Self {
        let (near, far) = (medians(short), medians(long));
        Self {
            values: unit_values(&near),
            long_cost: unit_cost(&far),
            short_cost: unit_cost(&near),
            short_days: near.lead_time_days,
            long_days: far.lead_time_days,
            units: near.units_per_site_month,
            floor: near.forecast_floor,
            volatility: near.forecast_volatility,
            made_to_order_share: near.made_to_order_share,
        }
    }

    /// Log-sd of demand that is open so many days ahead.
    pub fn log_sd(&self, days: f64) -> f64 {
        open_log_sd(self.floor, self.volatility, days)
    }
}

/// What a short lead time is worth in closed form.
#[derive(Clone, Copy, Debug)]
pub struct Closed {
    /// Justified premium, as a share of the long-lead-time unit cost.
    pub premium: f64,
    /// Highest premium at which topping up is worth a second source; none
    /// where it is not even without a premium.
    pub mixed: Option<f64>,
    /// The best base order and its top-up at the premium asked for, for each
    /// unit of mean demand.
    pub top_up: Mixed,
    /// What that gains over the long plan, as a share of its unit cost.
    pub gain: f64,
    /// The same as a share of what the long plan loses for not knowing demand.
    pub recovered: f64,
}

/// The closed forms for a short lead time of `days`, with topping up looked at
/// at a premium.
pub(super) fn closed(
    line: &Medians,
    question: &Question<'_>,
    top_up_premium: f64,
    days: f64,
) -> Closed {
    let (long, short) = (line.log_sd(question.long_days), line.log_sd(days));
    let cost = line.long_cost;
    let alone = line.values.best(1.0, long, cost).profit;
    let orders = TwoOrders {
        values: line.values,
        base_cost: cost,
        top_up_cost: cost,
        update_log_sd: (long * long - short * short).max(0.0).sqrt(),
        open_log_sd: short,
    };
    let at = |premium: f64| {
        let orders = TwoOrders { top_up_cost: (1.0 + premium) * cost, ..orders };
        orders.with_base(orders.best_base())
    };
    let net = |premium: f64| at(premium).profit - alone - question.second_source * cost;
    let dearest = line.values.sold / cost - 1.0;
    let pays = 0.0 < net(0.0) && net(dearest) < 0.0;
    let top_up = at(top_up_premium);
    let gain = top_up.profit - alone;
    Closed {
        premium: line.values.justified_cost(cost, long - short) / cost - 1.0,
        mixed: pays.then(|| falling_root(net, 0.0, dearest)),
        top_up,
        gain: gain / cost,
        recovered: gain / (line.values.sold - cost - alone),
    }
}
