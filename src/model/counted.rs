//! What only the operating figures of a path hang on: sums over the months that it has lived, and
//! marks among them. Nothing that happens on a path looks at them, so where nobody asks for
//! figures they are not added up.

use super::ledger::Month;
use super::life::{Lived, SitesMonth, ratio};
use super::outcome::Figure;
use super::sale::LineMonth;
use crate::sampling::lanes::{Lanes, by_lane};

by_lane! {
    /// Sums over the months that one path has lived, and marks among them.
    pub struct Counted {
        line_revenue,
        line_cost,
        /// Line revenue and cost of the first twelve months.
        first_year_revenue,
        first_year_cost,
        revenue,
        popup_revenue,
        cost_of_goods,
        batches,
        stock,
        sold_from_stock,
        sold,
        leftover,
        lost,
        full_price_value,
        given_up,
        fulfilment_unit_days,
        inventory,
        /// What tooling of new sites cost.
        tooling,
        first_skus,
        last_skus,
        /// Capex of the first new site in money of time 0, and what was paid for it; NaN
        /// before it is.
        first_site_capex,
        first_site_paid,
        /// Months that it was open, and what it brought in them.
        first_site_months,
        first_site_contribution,
        /// NaN before it is paid back.
        payback_months,
        price_level,
        lowest_cash,
        lowest_cash_month,
        sites_open,
    }
}

/// Sums over the last twelve months of one path that has ended.
pub struct LastYear {
    /// Line revenue.
    pub(super) revenue: f64,
    /// Line cost.
    pub(super) cost: f64,
    pub(super) ebit: f64,
    /// Invested capital at the ends of months.
    pub(super) capital: f64,
    /// Net working capital likewise.
    pub(super) working_capital: f64,
    pub(super) contribution: f64,
    /// Sites in mature-site equivalents.
    pub(super) site_months: f64,
}

/// What figures hang on beside the months lived.
#[derive(Clone, Copy, Debug)]
pub struct AtEnd {
    /// Tax on profit.
    pub tax_rate: f64,
    /// Plant that is replaced in a month, over plant in use.
    pub replacement_rate: f64,
    /// Enterprise value over EBITDA at a sale; NaN without one.
    pub ev_to_ebitda: f64,
}

/// What happens on a path now and then.
#[derive(Clone, Copy, Debug, Default)]
pub struct Events {
    /// Days of outage and on alternates.
    pub disruption_days: f64,
    /// Permits refused.
    pub permits_refused: usize,
    /// Later rounds closed.
    pub rounds_closed: usize,
    /// Sites closed.
    pub sites_closed: usize,
}

impl Counted<Lanes> {
    /// Notes what a new site of one path cost, and its tooling; nothing where none was paid.
    pub(super) fn note_site(&mut self, lane: usize, capex: f64, tooling: f64) {
        self.tooling[lane] += tooling;
        if 0.0 < capex && self.first_site_paid[lane].is_nan() {
            self.first_site_paid[lane] = capex;
        }
    }
}

impl Counted {
    /// Before month 0 of a path whose first new site would cost so much, in money of time 0.
    pub(super) fn new(first_site_capex: f64) -> Self {
        Self {
            first_site_capex,
            first_site_paid: f64::NAN,
            payback_months: f64::NAN,
            lowest_cash: f64::INFINITY,
            ..Self::default()
        }
    }

    /// Adds a month of a path, which has lived so many with it.
    #[inline(always)]
    pub(super) fn add_month(
        &mut self,
        months: f64,
        month: &Month,
        lines: &LineMonth,
        sites: &SitesMonth,
    ) {
        let is_first = months <= 1.0;
        self.first_skus = if is_first { lines.skus_offered } else { self.first_skus };
        self.last_skus = lines.skus_offered;
        self.line_revenue += lines.revenue;
        self.line_cost += lines.cost;
        let in_first_year = if months <= 12.0 { 1.0 } else { 0.0 };
        self.first_year_revenue += in_first_year * lines.revenue;
        self.first_year_cost += in_first_year * lines.cost;
        self.revenue += month.revenue;
        self.popup_revenue += month.popup_revenue;
        self.cost_of_goods += lines.cost_of_goods;
        self.batches += lines.batches;
        self.stock += lines.stock;
        self.sold_from_stock += lines.sold_from_stock;
        self.fulfilment_unit_days += lines.fulfilment_unit_days;
        self.sold += lines.sold;
        self.leftover += lines.leftover;
        self.lost += lines.lost;
        self.full_price_value += lines.full_price_value;
        self.given_up += lines.given_up;
        self.inventory += month.inventory;
        self.sites_open = month.sites_open;
        self.price_level = sites.price_level;
        self.pay_back(sites);
    }

    /// What the first new site brings, by its part in all demand that sites meet.
    #[inline(always)]
    fn pay_back(&mut self, sites: &SitesMonth) {
        let part = sites.first_new / sites.demand_equivalents;
        let own = sites.contribution * part - sites.fixed_cost;
        let is_open = 0.0 < sites.first_new;
        self.first_site_months += if is_open { 1.0 } else { 0.0 };
        self.first_site_contribution += if is_open { own } else { 0.0 };
        let is_paid_back = is_open & (self.first_site_paid <= self.first_site_contribution);
        let pays_back_now = self.payback_months.is_nan() & is_paid_back;
        self.payback_months =
            if pays_back_now { self.first_site_months } else { self.payback_months };
    }

    /// Notes closing cash, after funding, of a path that has lived so many months.
    #[inline(always)]
    pub(super) fn note_cash(&mut self, months: f64, cash: f64) {
        let is_lowest = cash < self.lowest_cash;
        self.lowest_cash = if is_lowest { cash } else { self.lowest_cash };
        self.lowest_cash_month = if is_lowest { months - 1.0 } else { self.lowest_cash_month };
    }

    /// A figure of a path that has lived so.
    pub(super) fn figure(
        &self,
        figure: Figure,
        (lived, last_year): (&Lived, &LastYear),
        events: &Events,
        end: &AtEnd,
    ) -> f64 {
        let gross_margin = self.line_revenue - self.line_cost;
        match figure {
            Figure::BatchGrossMargin => ratio(gross_margin, self.batches),
            Figure::UnitGrossMargin => ratio(gross_margin, self.sold + self.leftover),
            Figure::GrossMarginShare => ratio(gross_margin, self.line_revenue),
            Figure::FulfilmentDays => ratio(self.fulfilment_unit_days, self.sold),
            Figure::SellThrough => ratio(self.sold_from_stock, self.stock),
            Figure::MarkdownRate => ratio(self.given_up, self.full_price_value),
            Figure::LostSalesRate => ratio(self.lost, self.sold + self.lost),
            // Means per month on both sides, and twelve months to a year.
            Figure::InventoryDays => ratio(365.0 / 12.0 * self.inventory, self.cost_of_goods),
            Figure::ReturnOnInvestedCapital => {
                let after_tax = last_year.ebit * (1.0 - end.tax_rate);
                ratio(12.0 * after_tax, last_year.capital)
            }
            Figure::SiteRoic => self.site_roic(last_year, end),
            Figure::CapexPerIncrementalSku => ratio(self.tooling, self.last_skus - self.first_skus),
            Figure::SitePaybackMonths => self.payback_months,
            Figure::LowestCash => self.lowest_cash,
            Figure::LowestCashMonth => self.lowest_cash_month,
            Figure::SitesOpen => self.sites_open,
            Figure::SitesClosed => events.sites_closed as f64,
            Figure::DisruptionDays => events.disruption_days,
            Figure::PermitsRefused => events.permits_refused as f64,
            Figure::RoundsClosed => events.rounds_closed as f64,
            Figure::LtmRevenue => lived.ltm_revenue,
            Figure::EvToEbitda => end.ev_to_ebitda,
            Figure::PopupRevenueShare => ratio(self.popup_revenue, self.revenue),
            Figure::GrossMarginChange => self.gross_margin_change(lived.months, last_year),
        }
    }

    /// What a mature site earns over what stands in it, both at today's prices.
    fn site_roic(&self, last_year: &LastYear, end: &AtEnd) -> f64 {
        let capex = self.price_level * self.first_site_capex;
        let a_month =
            ratio(last_year.contribution, last_year.site_months) - end.replacement_rate * capex;
        let working_capital = ratio(last_year.working_capital, last_year.site_months);
        ratio(12.0 * a_month, capex + working_capital)
    }

    fn gross_margin_change(&self, months: f64, last_year: &LastYear) -> f64 {
        // A shorter life has no two years to hold against each other.
        if months < 24.0 {
            return f64::NAN;
        }
        let of = |revenue: f64, cost: f64| ratio(revenue - cost, revenue);
        of(last_year.revenue, last_year.cost) - of(self.first_year_revenue, self.first_year_cost)
    }
}
