//! Running sums over a path's life, and the operating figures they give.

use super::clock::{Trailing, Year};
use super::ledger::Month;
use super::outcome::Figure;
use super::sale::LineMonth;
use super::sites::Readiness;
use crate::sampling::lanes::{LANES, Lanes, by_lane};

by_lane! {
    /// Sums over the months that one path has lived, and marks among them.
    pub struct Lived {
        months,
        months_with_revenue,
        /// Months in a row, up to the last, with a site open and no revenue.
        idle_months,
        line_revenue,
        line_cost,
        /// Line revenue and cost of the first twelve months.
        first_year_revenue,
        first_year_cost,
        /// The same of the last twelve, known at the end alone.
        last_year_revenue,
        last_year_cost,
        revenue,
        /// All revenue of the first twelve months.
        first_year_sales,
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
        /// Sums over the last twelve months, known at the end alone.
        last_year_ebit,
        last_year_capital,
        last_year_working_capital,
        last_year_contribution,
        last_year_site_months,
        lowest_cash,
        lowest_cash_month,
        sites_open,
        /// Last twelve months' revenue, scaled to twelve where fewer were lived.
        pub ltm_revenue,
        /// Last twelve months' EBITDA, likewise.
        pub ltm_ebitda,
        /// Mean burn of the last three months with capex, at least 0.
        pub cash_burn,
    }
}

by_lane! {
    /// A month of the sites.
    pub struct SitesMonth {
        /// Contribution before the fixed cost of sites.
        pub contribution,
        /// Rent, crew and upkeep of a site.
        pub fixed_cost,
        /// Sites by the demand that they meet, in mature initial ones.
        pub demand_equivalents,
        /// What the first new site counts among them; 0 while it is not open.
        pub first_new,
        /// Prices over those of time 0.
        pub price_level,
    }
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

/// What several paths have lived so far.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// Sums and marks.
    pub lived: Lived<Lanes>,
    revenue: Year,
    ebitda: Year,
    line_revenue: Trailing<12>,
    line_cost: Trailing<12>,
    ebit: Trailing<12>,
    invested_capital: Trailing<12>,
    working_capital: Trailing<12>,
    contribution: Trailing<12>,
    site_equivalents: Trailing<12>,
    /// Whether anything on any path so far looks at its last six months: sites that are
    /// reviewed, tranches of the round.
    keeps_half_year: bool,
    half_year_before_sites: Trailing<6>,
    half_year_demand_equivalents: Trailing<6>,
    half_year_contribution: Trailing<6>,
    half_year_revenue: Trailing<6>,
    quarter_revenue: Trailing<3>,
    quarter_contribution: Trailing<3>,
    quarter_operating_cash: Trailing<3>,
    quarter_free_cash: Trailing<3>,
}

impl Life {
    /// Starts a path, in one lane, before its month 0; `first_site_capex` is
    /// what its first new site would cost.
    pub fn start(&mut self, lane: usize, first_site_capex: f64, needs_half_year: bool) {
        self.lived.set_lane(lane, Lived::new(first_site_capex));
        self.keeps_half_year |= needs_half_year;
        self.revenue.start(lane);
        self.ebitda.start(lane);
        self.line_revenue.start(lane);
        self.line_cost.start(lane);
        self.ebit.start(lane);
        self.invested_capital.start(lane);
        self.working_capital.start(lane);
        self.contribution.start(lane);
        self.site_equivalents.start(lane);
        self.half_year_before_sites.start(lane);
        self.half_year_demand_equivalents.start(lane);
        self.half_year_contribution.start(lane);
        self.half_year_revenue.start(lane);
        self.quarter_revenue.start(lane);
        self.quarter_contribution.start(lane);
        self.quarter_operating_cash.start(lane);
        self.quarter_free_cash.start(lane);
    }

    /// Adds a month of each path once its operations are known, before funding.
    #[inline(always)]
    pub fn add_month(
        &mut self,
        month: &Month<Lanes>,
        lines: &LineMonth<Lanes>,
        sites: &SitesMonth<Lanes>,
    ) {
        let (mut operating, mut free) = (Lanes::all(0.0), Lanes::all(0.0));
        let (mut ebit, mut capital) = (Lanes::all(0.0), Lanes::all(0.0));
        for lane in 0..LANES {
            let (mut lived, month) = (self.lived.lane(lane), month.lane(lane));
            lived.add_month(&month, &lines.lane(lane), &sites.lane(lane));
            ebit[lane] = month.ebitda - month.depreciation;
            capital[lane] = month.net_fixed_assets + month.net_working_capital;
            self.lived.set_lane(lane, lived);
            operating[lane] =
                month.ebitda - month.tax - month.interest - month.working_capital_change;
            free[lane] = operating[lane] - month.capex;
        }
        self.revenue.push(&month.revenue);
        self.ebitda.push(&month.ebitda);
        self.line_revenue.push(&lines.revenue);
        self.line_cost.push(&lines.cost);
        self.ebit.push(&ebit);
        self.invested_capital.push(&capital);
        self.working_capital.push(&month.net_working_capital);
        self.contribution.push(&month.contribution);
        self.site_equivalents.push(&month.site_equivalents);
        if self.keeps_half_year {
            self.half_year_before_sites.push(&sites.contribution);
            self.half_year_demand_equivalents.push(&sites.demand_equivalents);
            self.half_year_contribution.push(&month.contribution);
            self.half_year_revenue.push(&month.revenue);
        }
        self.quarter_revenue.push(&month.revenue);
        self.quarter_contribution.push(&month.contribution);
        self.quarter_operating_cash.push(&operating);
        self.quarter_free_cash.push(&free);
        let months = &self.lived.months;
        let (revenue, ebitda) = (self.revenue.means(months), self.ebitda.means(months));
        let free = self.quarter_free_cash.means(months);
        for lane in 0..LANES {
            self.lived.ltm_revenue[lane] = 12.0 * revenue[lane];
            self.lived.ltm_ebitda[lane] = 12.0 * ebitda[lane];
            self.lived.cash_burn[lane] = (-free[lane]).max(0.0);
        }
    }

    /// Notes each path's closing cash, after funding.
    #[inline(always)]
    pub fn note_cash(&mut self, cash: &Lanes) {
        for lane in 0..LANES {
            let mut lived = self.lived.lane(lane);
            lived.note_cash(cash[lane]);
            self.lived.set_lane(lane, lived);
        }
    }

    /// Mean burn of one path's last three months before capex, at least 0.
    pub fn operating_burn(&self, lane: usize) -> f64 {
        (-self.quarter_operating_cash.mean(lane, self.lived.months[lane])).max(0.0)
    }

    /// What one path looks at before it applies for another site, with so much cash and burn.
    pub fn readiness(&self, lane: usize, cash: f64, operating_burn: f64) -> Readiness {
        Readiness {
            cash,
            operating_burn,
            months_with_revenue: self.lived.months_with_revenue[lane] as usize,
            idle_months: self.lived.idle_months[lane] as usize,
            contribution: self.quarter_contribution.sum(lane),
            revenue: self.quarter_revenue.sum(lane),
        }
    }

    /// Notes what a new site of one path cost, and its tooling; nothing where none was
    /// paid.
    pub fn note_site(&mut self, lane: usize, capex: f64, tooling: f64) {
        self.lived.tooling[lane] += tooling;
        if 0.0 < capex && self.lived.first_site_paid[lane].is_nan() {
            self.lived.first_site_paid[lane] = capex;
        }
    }

    /// Contribution of a month, before the fixed cost of sites, of one that meets the
    /// demand of an initial site, by one path's last six months.
    pub fn site_contribution(&self, lane: usize) -> f64 {
        let sites = self.half_year_demand_equivalents.sum(lane);
        if 0.0 < sites { self.half_year_before_sites.sum(lane) / sites } else { 0.0 }
    }

    /// Contribution over revenue of one path's last six months; NaN without revenue.
    pub fn half_year_margin(&self, lane: usize) -> f64 {
        ratio(self.half_year_contribution.sum(lane), self.half_year_revenue.sum(lane))
    }

    /// Contribution over revenue of one path's last twelve months; NaN without revenue.
    pub fn contribution_margin(&self, lane: usize) -> f64 {
        ratio(self.contribution.sum(lane), self.revenue.sum(lane))
    }

    /// Revenue of one path's first twelve months, scaled to twelve where it
    /// lived fewer; at least one must have been lived.
    pub fn first_year_revenue(&self, lane: usize) -> f64 {
        12.0 / self.lived.months[lane].min(12.0) * self.lived.first_year_sales[lane]
    }

    /// The operating figures of one path, in the order of [`Figure::ALL`]; NaN
    /// where one has no meaning on it.
    pub fn figures(&self, lane: usize, events: &Events, end: &AtEnd) -> [f64; Figure::COUNT] {
        let mut lived = self.lived.lane(lane);
        lived.last_year_revenue = self.line_revenue.sum(lane);
        lived.last_year_cost = self.line_cost.sum(lane);
        lived.last_year_ebit = self.ebit.sum(lane);
        lived.last_year_capital = self.invested_capital.sum(lane);
        lived.last_year_working_capital = self.working_capital.sum(lane);
        lived.last_year_contribution = self.contribution.sum(lane);
        lived.last_year_site_months = self.site_equivalents.sum(lane);
        let mut figures = [f64::NAN; Figure::COUNT];
        for (value, figure) in figures.iter_mut().zip(Figure::ALL) {
            *value = lived.figure(figure, events, end);
        }
        figures
    }
}

impl Lived {
    fn new(first_site_capex: f64) -> Self {
        Self {
            first_site_capex,
            first_site_paid: f64::NAN,
            payback_months: f64::NAN,
            lowest_cash: f64::INFINITY,
            ..Self::default()
        }
    }

    #[inline(always)]
    fn add_month(&mut self, month: &Month, lines: &LineMonth, sites: &SitesMonth) {
        let is_first = self.months <= 0.0;
        self.first_skus = if is_first { lines.skus_offered } else { self.first_skus };
        self.last_skus = lines.skus_offered;
        self.months += 1.0;
        self.months_with_revenue += if 0.0 < month.revenue { 1.0 } else { 0.0 };
        let is_idle = (0.0 < month.sites_open) & (month.revenue <= 0.0);
        self.idle_months = if is_idle { self.idle_months + 1.0 } else { 0.0 };
        self.line_revenue += lines.revenue;
        self.line_cost += lines.cost;
        let in_first_year = if self.months <= 12.0 { 1.0 } else { 0.0 };
        self.first_year_revenue += in_first_year * lines.revenue;
        self.first_year_cost += in_first_year * lines.cost;
        self.revenue += month.revenue;
        self.first_year_sales += in_first_year * month.revenue;
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

    #[inline(always)]
    fn note_cash(&mut self, cash: f64) {
        let is_lowest = cash < self.lowest_cash;
        self.lowest_cash = if is_lowest { cash } else { self.lowest_cash };
        self.lowest_cash_month = if is_lowest { self.months - 1.0 } else { self.lowest_cash_month };
    }

    fn figure(&self, figure: Figure, events: &Events, end: &AtEnd) -> f64 {
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
                let after_tax = self.last_year_ebit * (1.0 - end.tax_rate);
                ratio(12.0 * after_tax, self.last_year_capital)
            }
            Figure::SiteRoic => self.site_roic(end),
            Figure::CapexPerIncrementalSku => ratio(self.tooling, self.last_skus - self.first_skus),
            Figure::SitePaybackMonths => self.payback_months,
            Figure::LowestCash => self.lowest_cash,
            Figure::LowestCashMonth => self.lowest_cash_month,
            Figure::SitesOpen => self.sites_open,
            Figure::SitesClosed => events.sites_closed as f64,
            Figure::DisruptionDays => events.disruption_days,
            Figure::PermitsRefused => events.permits_refused as f64,
            Figure::RoundsClosed => events.rounds_closed as f64,
            Figure::LtmRevenue => self.ltm_revenue,
            Figure::EvToEbitda => end.ev_to_ebitda,
            Figure::PopupRevenueShare => ratio(self.popup_revenue, self.revenue),
            Figure::GrossMarginChange => self.gross_margin_change(),
        }
    }

    /// What a mature site earns over what stands in it, both at today's prices.
    fn site_roic(&self, end: &AtEnd) -> f64 {
        let capex = self.price_level * self.first_site_capex;
        let a_month = ratio(self.last_year_contribution, self.last_year_site_months)
            - end.replacement_rate * capex;
        let working_capital = ratio(self.last_year_working_capital, self.last_year_site_months);
        ratio(12.0 * a_month, capex + working_capital)
    }

    fn gross_margin_change(&self) -> f64 {
        // A shorter life has no two years to hold against each other.
        if self.months < 24.0 {
            return f64::NAN;
        }
        let of = |revenue: f64, cost: f64| ratio(revenue - cost, revenue);
        of(self.last_year_revenue, self.last_year_cost)
            - of(self.first_year_revenue, self.first_year_cost)
    }
}

/// NaN, which stands for absent, unless the base is positive.
pub(super) fn ratio(part: f64, base: f64) -> f64 {
    if 0.0 < base { part / base } else { f64::NAN }
}
