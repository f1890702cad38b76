//! One simulated future, month by month, and how it ended.

use super::beyond::Beyond;
use super::deal_path::DealPath;
use super::outcome::Outcome;
use super::returns::CashFlow;
use super::unit_parts::UnitParts;
use crate::sampling::lanes::by_lane;

by_lane! {
    /// One month of one path. Money in the scenario's currency, stocks at the end
    /// of the month, flows over it.
    pub struct Month {
        /// Demand index of the market.
        pub demand_index,
        /// 1 while deals get done, 0 while they do not.
        pub window_open,
        /// Share of capacity that supply and permits leave.
        pub availability,
        /// Open sites.
        pub sites_open,
        /// Open sites in mature-site equivalents.
        pub site_equivalents,
        /// Share of what was committed that capacity allowed.
        pub capacity_factor,
        /// Units demanded at full price.
        pub demand,
        /// Units made for stock and to order.
        pub made,
        /// Units sold at full price.
        pub sold,
        /// Units left over at a season's end.
        pub leftover,
        /// Units of stock carried into the next month, at the end.
        pub carried,
        /// Orders in hand that wait for the next month, at the end.
        pub waiting,
        /// Units of demand not served.
        pub lost,
        /// Share of the full-price value of units sold and left over that markdowns
        /// gave up; NaN, for absent, where there are none.
        pub markdown_rate,
        /// Revenue of product lines.
        pub line_revenue,
        /// Cost of product lines.
        pub line_cost,
        /// Revenue of pop-ups.
        pub popup_revenue,
        /// Rental income.
        pub rental,
        /// All revenue.
        pub revenue,
        /// Revenue less cost of lines, pop-ups and sites.
        pub contribution,
        /// Earnings before interest, tax and depreciation.
        pub ebitda,
        /// Depreciation.
        pub depreciation,
        /// Interest paid.
        pub interest,
        /// Tax paid.
        pub tax,
        /// Capital expenditure.
        pub capex,
        /// What of it replaces plant that has worn out.
        pub replacement,
        /// Change in net working capital.
        pub working_capital_change,
        /// Debt repaid.
        pub debt_repaid,
        /// Money raised in a later round.
        pub funding,
        /// Closing cash.
        pub cash,
        /// Stock and prepaid goods at cost.
        pub inventory,
        /// Net working capital.
        pub net_working_capital,
        /// Net fixed assets.
        pub net_fixed_assets,
        /// Debt outstanding.
        pub debt,
    }
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
    /// Line revenue less line cost, per batch, of each product line; NaN, for absent,
    /// where it made none.
    pub line_batch_margins: Vec<f64>,
    /// What the units of all lines earned, part by part.
    pub unit_parts: UnitParts,
    /// What the investor paid in, below 0, and got back.
    pub flows: Vec<CashFlow>,
    /// What they hang on beside the price of the round.
    pub deal: DealPath,
    /// Why it came to nothing, and all else is to be thrown away: an amount that
    /// left all bounds.
    pub beyond: Option<Beyond>,
}
