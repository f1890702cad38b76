//! What a month's totals are made of, for those who replay a path. All of it is
//! read off the steps of the month or made again by their own formulas, so that
//! parts add up to the ledger's totals to the bit.

use super::accounts::{AccountParts, Accounts};
use super::company::Company;
use super::sale::LineMonth;
use super::trade::{Means, Trade};
use crate::sampling::lanes::Lanes;

/// One month of one path beside what its ledger has.
#[derive(Clone, Debug)]
pub struct MonthDetail {
    /// Units that sites could make with what supply and permits left.
    pub capacity_units: f64,
    /// Material cost while alternates deliver, as a factor.
    pub material_factor: f64,
    /// Open sites by the demand that they meet, in mature initial ones.
    pub demand_equivalents: f64,
    /// Prices and costs over those of time 0.
    pub price_level: f64,
    /// Pop-up events held.
    pub popups_held: f64,
    /// Pop-up events planned for which permits were refused.
    pub popups_refused: f64,
    /// Cost of pop-ups.
    pub popup_cost: f64,
    /// Parts of profit and working capital.
    pub accounts: AccountParts,
    /// Revenue of the last twelve months.
    pub ltm_revenue: f64,
    /// EBITDA of the last twelve months.
    pub ltm_ebitda: f64,
    /// Mean monthly burn of the last three months with capital expenditure,
    /// before any round; at least 0.
    pub cash_burn: f64,
    /// The investor's fully diluted share.
    pub ownership: f64,
    /// Each product line.
    pub lines: Vec<LineDetail>,
}

/// One line's month.
#[derive(Clone, Copy, Debug)]
pub struct LineDetail {
    /// Units and money.
    pub month: LineMonth,
    /// Units forecast when the batch was committed; of a line that is made wholly
    /// to order, which commits nothing to a forecast, what was planned.
    pub forecast: f64,
    /// Variable cost of a good unit.
    pub unit_cost: f64,
    /// Whether it is made also while a unit costs more than it brings.
    pub sells_at_loss: bool,
    /// What a unit sold at full price brings, before its cost.
    pub full_price_margin: f64,
    /// This month's lead time in days.
    pub lead_time_days: f64,
}

impl LineDetail {
    /// Whether there is demand that nothing is made for, since a unit costs
    /// more than it brings.
    pub fn does_not_pay(&self) -> bool {
        0.0 < self.month.demand && !self.sells_at_loss && !(self.unit_cost < self.full_price_margin)
    }
}

impl MonthDetail {
    /// Of the month that is ending in one lane.
    pub(super) fn of(
        lane: usize,
        company: &Company<'_>,
        (means, trade): (&Means<Lanes>, &Trade),
        accounts: &Accounts,
    ) -> Self {
        let (terms, means) = (company.terms(), means.lane(lane));
        let planned = means.site_equivalents * terms.popups.events_per_site_month;
        let refused = terms.popups.event_permit_refusal;
        let lived = &accounts.life.lived;
        Self {
            capacity_units: trade.capacity[lane],
            material_factor: means.material_factor,
            demand_equivalents: means.demand_equivalents,
            price_level: means.price_level,
            popups_held: planned * (1.0 - refused),
            popups_refused: planned * refused,
            popup_cost: trade.popup_month.cost[lane],
            accounts: accounts.parts(lane),
            ltm_revenue: lived.ltm_revenue[lane],
            ltm_ebitda: lived.ltm_ebitda[lane],
            cash_burn: lived.cash_burn[lane],
            ownership: company.ownership(),
            lines: trade.lineup.details(lane, means.price_level),
        }
    }
}
