//! Amounts beyond any that a deal can have: from there on sums lose their
//! cents, and a figure made of them would only look like one.

use std::fmt;

use super::ledger::Month;
use super::outcome::Outcome;

/// The largest amount of money or units, either way, that is simulated: beyond
/// it a number has no digits left for a tenth.
pub const LARGEST_AMOUNT: f64 = 1e15;

/// A path on which an amount went beyond the largest, or was no number any more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beyond {
    /// The path.
    pub path: u64,
    /// The month; 0 is the first.
    pub month: usize,
    /// Which amount.
    pub what: &'static str,
    /// How much it was.
    pub value: f64,
    /// The keys of the scenario that it hangs on most.
    pub keys: &'static str,
}

impl fmt::Display for Beyond {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, month, what, value, keys } = self;
        let how_much = if value.is_finite() { format!("{value:.1e}") } else { value.to_string() };
        write!(
            out,
            "on path {path}, in month {month} (0 is the first), {what} came to {how_much}, beyond \
             {LARGEST_AMOUNT:e}, so that nothing can be said of it\nwhat it hangs on: {keys}"
        )
    }
}

/// Whether all amounts of a month can be computed with; false for NaN.
#[inline(always)]
pub(super) fn is_sized(month: &Month) -> bool {
    let mut all = true;
    for amount in of_month(month) {
        all &= amount.abs() <= LARGEST_AMOUNT;
    }
    all
}

/// The amounts of a month, in the order of [`OF_MONTH`].
#[inline(always)]
fn of_month(month: &Month) -> [f64; 10] {
    [
        month.demand,
        month.made,
        month.revenue,
        month.line_cost,
        month.capex,
        month.inventory,
        month.ebitda,
        month.net_working_capital,
        month.net_fixed_assets,
        month.cash,
    ]
}

/// What an amount is called, and what it hangs on.
type Named = (&'static str, &'static str);

/// Causes before what follows from them.
const OF_MONTH: [Named; 10] = [
    (
        "demand, in units,",
        "product.*.units_per_site_month, market.demand_growth_per_year, \
         market.demand_cycle_volatility, sites.max_sites, popups.demand_halo",
    ),
    (
        "what was made, in units,",
        "product.*.units_per_site_month, product.*.forecast_volatility, product.*.service_level, \
         sites.site_capacity_units",
    ),
    (
        "revenue",
        "product.*.price, product.*.units_per_site_month, popups.visitors_per_event, \
         popups.basket, popups.rental_day_rate",
    ),
    (
        "the cost of the product lines",
        "product.*.material_cost, product.*.conversion_cost, product.*.yield_rate, \
         product.*.setup_cost, product.*.disposal_cost, supplier.*.switch_premium",
    ),
    ("capital expenditure", "sites.site_capex, product.*.capex_per_sku"),
    (
        "the inventory",
        "product.*.season_days, product.*.lead_time_days, balance_sheet.prepaid_share",
    ),
    (
        "EBITDA",
        "scaling.coordination_exponent, scaling.overhead_per_site, scaling.overhead_fixed, \
         sites.site_fixed_cost, popups.event_cost, balance_sheet.inventory_carrying_rate",
    ),
    ("net working capital", "balance_sheet.receivable_days, balance_sheet.payable_days"),
    (
        "net fixed assets",
        "balance_sheet.opening_fixed_assets, sites.site_capex, product.*.capex_per_sku",
    ),
    (
        "cash",
        "balance_sheet.opening_cash, balance_sheet.debt, balance_sheet.interest_rate, \
         investment.round_size, funding.raise_months, funding.min_raise",
    ),
];

const VALUE: &str = "exit.route.*.multiple, exit.route.*.multiple_spread, exit.horizon.multiple, \
                     market.shut_multiple_factor";
const OF_OUTCOME: [Named; 6] = [
    ("the enterprise value at the end", VALUE),
    ("what shareholders are paid", VALUE),
    (
        "what the investor paid in",
        "investment.cheque, investment.pro_rata, funding.raise_months, funding.min_raise",
    ),
    ("what the investor got back", VALUE),
    ("the multiple of what was paid in", "investment.cheque"),
    ("net present value", "investment.hurdle_rate"),
];

/// The amounts that a path ends with, in the order of [`OF_OUTCOME`].
fn of_outcome(outcome: &Outcome) -> [f64; 6] {
    let Outcome { enterprise_value, equity_proceeds, invested, returned, moic, npv, .. } = *outcome;
    [enterprise_value, equity_proceeds, invested, returned, moic, npv]
}

impl Beyond {
    /// The first amount of a month that is beyond.
    #[cold]
    pub(super) fn in_month(path: u64, t: usize, month: &Month) -> Option<Self> {
        Self::first(of_month(month).iter().zip(&OF_MONTH), path, t)
    }

    /// The first amount at a path's end that is beyond.
    pub(super) fn in_outcome(path: u64, outcome: &Outcome) -> Option<Self> {
        Self::first(of_outcome(outcome).iter().zip(&OF_OUTCOME), path, outcome.exit_month)
    }

    fn first<'a>(
        mut amounts: impl Iterator<Item = (&'a f64, &'a Named)>,
        path: u64,
        month: usize,
    ) -> Option<Self> {
        let is_beyond = |(value, _): &(&f64, &Named)| !(value.abs() <= LARGEST_AMOUNT);
        let (value, (what, keys)) = amounts.find(is_beyond)?;
        Some(Self { path, month, what, value: *value, keys })
    }
}

#[cfg(test)]
mod tests {
    use super::{Beyond, is_sized};
    use crate::model::ledger::Month;
    use crate::model::outcome::Outcome;

    #[test]
    fn the_first_cause_is_named_and_what_is_no_number_is_beyond() {
        let month = Month { revenue: 2e15, cash: f64::NAN, ..Month::default() };
        assert!(!is_sized(&month) && is_sized(&Month { revenue: -1e15, ..Month::default() }));
        let beyond = Beyond::in_month(7, 3, &month).expect("revenue is");
        assert_eq!((beyond.path, beyond.month, beyond.what), (7, 3, "revenue"));
        assert!(beyond.to_string().contains("came to 2.0e15, beyond 1e15"), "{beyond}");
        let month = Month { cash: f64::NAN, ..Month::default() };
        assert!(!is_sized(&month));
        assert!(Beyond::in_month(7, 3, &month).is_some_and(|beyond| beyond.what == "cash"));
        let outcome = Outcome { moic: 1e16, ..Outcome::default() };
        assert!(Beyond::in_outcome(1, &outcome).is_some());
        assert_eq!(Beyond::in_outcome(1, &Outcome::default()), None);
    }
}
