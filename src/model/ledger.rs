//! One simulated future, month by month, and how it ended.

use super::outcome::Outcome;

/// One month of one path. Money in the scenario's currency, stocks at the end
/// of the month, flows over it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Month {
    /// Demand index of the market.
    pub demand_index: f64,
    /// Whether deals get done.
    pub window_open: bool,
    /// Share of capacity that supply and permits leave.
    pub availability: f64,
    /// Open sites.
    pub sites_open: f64,
    /// Open sites in mature-site equivalents.
    pub site_equivalents: f64,
    /// Share of what was committed that capacity allowed.
    pub capacity_factor: f64,
    /// Units demanded at full price.
    pub demand: f64,
    /// Units made for stock and to order.
    pub made: f64,
    /// Units sold at full price.
    pub sold: f64,
    /// Units left over.
    pub leftover: f64,
    /// Units of demand not served.
    pub lost: f64,
    /// Share of the full-price value of all units made that markdowns gave up;
    /// NaN, for absent, where nothing was made.
    pub markdown_rate: f64,
    /// Revenue of product lines.
    pub line_revenue: f64,
    /// Cost of product lines.
    pub line_cost: f64,
    /// Revenue of pop-ups.
    pub popup_revenue: f64,
    /// Rental income.
    pub rental: f64,
    /// All revenue.
    pub revenue: f64,
    /// Revenue less cost of lines, pop-ups and sites.
    pub contribution: f64,
    /// Earnings before interest, tax and depreciation.
    pub ebitda: f64,
    /// Depreciation.
    pub depreciation: f64,
    /// Interest paid.
    pub interest: f64,
    /// Tax paid.
    pub tax: f64,
    /// Capital expenditure.
    pub capex: f64,
    /// Change in net working capital.
    pub working_capital_change: f64,
    /// Money raised in a later round.
    pub funding: f64,
    /// Closing cash.
    pub cash: f64,
    /// Stock and prepaid goods at cost.
    pub inventory: f64,
    /// Net working capital.
    pub net_working_capital: f64,
    /// Net fixed assets.
    pub net_fixed_assets: f64,
}

/// One simulated future.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Path number.
    pub path: u64,
    /// The months lived, from month 0 on.
    pub months: Vec<Month>,
    /// What it came to.
    pub outcome: Outcome,
}
