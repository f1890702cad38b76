//! Running sums over a path's life, and the operating figures they give.

use super::clock::Trailing;
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
        lost,
        full_price_value,
        given_up,
        fulfilment_unit_days,
        inventory,
        invested_capital,
        ebit,
        capex,
        first_skus,
        last_skus,
        site_contribution,
        first_site_capex,
        /// NaN before the first site is paid back.
        payback_months,
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

/// What happens on a path now and then.
#[derive(Clone, Copy, Debug, Default)]
pub struct Events {
    /// Days of outage and on alternates.
    pub disruption_days: f64,
    /// Permits refused.
    pub permits_refused: usize,
    /// Later rounds closed.
    pub rounds_closed: usize,
}

/// What several paths have lived so far.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// Sums and marks.
    pub lived: Lived<Lanes>,
    revenue: Trailing<12>,
    ebitda: Trailing<12>,
    line_revenue: Trailing<12>,
    line_cost: Trailing<12>,
    quarter_revenue: Trailing<3>,
    quarter_contribution: Trailing<3>,
    quarter_operating_cash: Trailing<3>,
    quarter_free_cash: Trailing<3>,
}

impl Life {
    /// Starts a path, in one lane, before its month 0; `first_site_capex` is
    /// what its first new site would cost.
    pub fn start(&mut self, lane: usize, first_site_capex: f64) {
        self.lived.set_lane(lane, Lived::new(first_site_capex));
        self.revenue.start(lane);
        self.ebitda.start(lane);
        self.line_revenue.start(lane);
        self.line_cost.start(lane);
        self.quarter_revenue.start(lane);
        self.quarter_contribution.start(lane);
        self.quarter_operating_cash.start(lane);
        self.quarter_free_cash.start(lane);
    }

    /// Adds a month of each path once its operations are known, before funding.
    #[inline(always)]
    pub fn add_month(&mut self, month: &Month<Lanes>, lines: &LineMonth<Lanes>) {
        let (mut operating, mut free) = (Lanes::all(0.0), Lanes::all(0.0));
        for lane in 0..LANES {
            let (mut lived, month) = (self.lived.lane(lane), month.lane(lane));
            lived.add_month(&month, &lines.lane(lane));
            self.lived.set_lane(lane, lived);
            operating[lane] =
                month.ebitda - month.tax - month.interest - month.working_capital_change;
            free[lane] = operating[lane] - month.capex;
        }
        self.revenue.push(&month.revenue);
        self.ebitda.push(&month.ebitda);
        self.line_revenue.push(&lines.revenue);
        self.line_cost.push(&lines.cost);
        self.quarter_revenue.push(&month.revenue);
        self.quarter_contribution.push(&month.contribution);
        self.quarter_operating_cash.push(&operating);
        self.quarter_free_cash.push(&free);
        let (revenue, ebitda) = (self.revenue.means(), self.ebitda.means());
        let free = self.quarter_free_cash.means();
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

    /// What one path looks at before it applies for another site.
    pub fn readiness(&self, lane: usize, cash: f64) -> Readiness {
        Readiness {
            cash,
            operating_burn: (-self.quarter_operating_cash.mean(lane)).max(0.0),
            months_with_revenue: self.lived.months_with_revenue[lane] as usize,
            idle_months: self.lived.idle_months[lane] as usize,
            contribution: self.quarter_contribution.sum(lane),
            revenue: self.quarter_revenue.sum(lane),
        }
    }

    /// Revenue of one path's first twelve months, scaled to twelve where it
    /// lived fewer; at least one must have been lived.
    pub fn first_year_revenue(&self, lane: usize) -> f64 {
        12.0 / self.lived.months[lane].min(12.0) * self.lived.first_year_sales[lane]
    }

    /// The operating figures of one path, in the order of [`Figure::ALL`]; NaN
    /// where one has no meaning on it.
    pub fn figures(&self, lane: usize, tax_rate: f64, events: &Events) -> [f64; Figure::COUNT] {
        let mut lived = self.lived.lane(lane);
        lived.last_year_revenue = self.line_revenue.sum(lane);
        lived.last_year_cost = self.line_cost.sum(lane);
        Figure::ALL.map(|figure| lived.figure(figure, tax_rate, events))
    }
}

impl Lived {
    fn new(first_site_capex: f64) -> Self {
        Self {
            first_site_capex,
            payback_months: f64::NAN,
            lowest_cash: f64::INFINITY,
            ..Self::default()
        }
    }

    #[inline(always)]
    fn add_month(&mut self, month: &Month, lines: &LineMonth) {
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
        self.lost += lines.lost;
        self.full_price_value += lines.full_price_value;
        self.given_up += lines.given_up;
        self.inventory += month.inventory;
        self.invested_capital += month.net_fixed_assets + month.net_working_capital;
        self.ebit += month.ebitda - month.depreciation;
        self.capex += month.capex;
        self.sites_open = month.sites_open;
        self.pay_back(month);
    }

    #[inline(always)]
    fn pay_back(&mut self, month: &Month) {
        let by_site = month.contribution / month.site_equivalents;
        self.site_contribution += if 0.0 < month.site_equivalents { by_site } else { 0.0 };
        let is_paid_back = self.first_site_capex <= self.site_contribution;
        let pays_back_now = self.payback_months.is_nan() & is_paid_back;
        self.payback_months = if pays_back_now { self.months } else { self.payback_months };
    }

    #[inline(always)]
    fn note_cash(&mut self, cash: f64) {
        let is_lowest = cash < self.lowest_cash;
        self.lowest_cash = if is_lowest { cash } else { self.lowest_cash };
        self.lowest_cash_month = if is_lowest { self.months - 1.0 } else { self.lowest_cash_month };
    }

    fn figure(&self, figure: Figure, tax_rate: f64, events: &Events) -> f64 {
        let gross_margin = self.line_revenue - self.line_cost;
        match figure {
            Figure::BatchGrossMargin => ratio(gross_margin, self.batches),
            Figure::GrossMarginShare => ratio(gross_margin, self.line_revenue),
            Figure::FulfilmentDays => ratio(self.fulfilment_unit_days, self.sold),
            Figure::SellThrough => ratio(self.sold_from_stock, self.stock),
            Figure::MarkdownRate => ratio(self.given_up, self.full_price_value),
            Figure::LostSalesRate => ratio(self.lost, self.sold + self.lost),
            // Means per month on both sides, and twelve months to a year.
            Figure::InventoryDays => ratio(365.0 / 12.0 * self.inventory, self.cost_of_goods),
            Figure::ReturnOnInvestedCapital => {
                ratio(12.0 * self.ebit * (1.0 - tax_rate), self.invested_capital)
            }
            Figure::CapexPerIncrementalSku => ratio(self.capex, self.last_skus - self.first_skus),
            Figure::SitePaybackMonths => self.payback_months,
            Figure::LowestCash => self.lowest_cash,
            Figure::LowestCashMonth => self.lowest_cash_month,
            Figure::SitesOpen => self.sites_open,
            Figure::DisruptionDays => events.disruption_days,
            Figure::PermitsRefused => events.permits_refused as f64,
            Figure::RoundsClosed => events.rounds_closed as f64,
            Figure::LtmRevenue => self.ltm_revenue,
            Figure::PopupRevenueShare => ratio(self.popup_revenue, self.revenue),
            Figure::GrossMarginChange => self.gross_margin_change(),
        }
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
