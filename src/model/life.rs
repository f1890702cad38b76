//! Running sums over a path's life, and the operating figures they give.

use super::clock::Trailing;
use super::ledger::Month;
use super::outcome::Figure;
use super::products::LineMonth;

/// What has been lived so far.
#[derive(Clone, Debug)]
pub struct Life {
    months: usize,
    /// Months with revenue.
    pub months_with_revenue: usize,
    line_revenue: f64,
    line_cost: f64,
    /// Line revenue and cost of the first twelve months, and of the last.
    first_year: (f64, f64),
    last_year: (Trailing<12>, Trailing<12>),
    revenue: f64,
    popup_revenue: f64,
    cost_of_goods: f64,
    batches: f64,
    stock: f64,
    sold_from_stock: f64,
    sold: f64,
    lost: f64,
    full_price_value: f64,
    given_up: f64,
    fulfilment_unit_days: f64,
    inventory: f64,
    invested_capital: f64,
    ebit: f64,
    capex: f64,
    first_skus: f64,
    last_skus: f64,
    site_contribution: f64,
    first_site_capex: f64,
    payback_months: Option<usize>,
    lowest_cash: f64,
    lowest_cash_month: usize,
    sites_open: f64,
    /// Days of outage and on alternates.
    pub disruption_days: f64,
    /// Permits refused.
    pub permits_refused: usize,
    /// Later rounds closed.
    pub rounds_closed: usize,
    /// Last twelve months' revenue.
    pub ltm_revenue: Trailing<12>,
    /// Last twelve months' EBITDA.
    pub ltm_ebitda: Trailing<12>,
    /// Last three months' revenue.
    pub quarter_revenue: Trailing<3>,
    /// Last three months' contribution.
    pub quarter_contribution: Trailing<3>,
    /// Last three months' cash from operations, before capex.
    pub quarter_operating_cash: Trailing<3>,
    /// Last three months' cash from operations less capex.
    pub quarter_free_cash: Trailing<3>,
}

impl Life {
    /// At time 0; `first_site_capex` is what the first new site would cost.
    pub fn new(first_site_capex: f64) -> Self {
        Self {
            months: 0,
            months_with_revenue: 0,
            line_revenue: 0.0,
            line_cost: 0.0,
            first_year: (0.0, 0.0),
            last_year: (Trailing::default(), Trailing::default()),
            revenue: 0.0,
            popup_revenue: 0.0,
            cost_of_goods: 0.0,
            batches: 0.0,
            stock: 0.0,
            sold_from_stock: 0.0,
            sold: 0.0,
            lost: 0.0,
            full_price_value: 0.0,
            given_up: 0.0,
            fulfilment_unit_days: 0.0,
            inventory: 0.0,
            invested_capital: 0.0,
            ebit: 0.0,
            capex: 0.0,
            first_skus: 0.0,
            last_skus: 0.0,
            site_contribution: 0.0,
            first_site_capex,
            payback_months: None,
            lowest_cash: f64::INFINITY,
            lowest_cash_month: 0,
            sites_open: 0.0,
            disruption_days: 0.0,
            permits_refused: 0,
            rounds_closed: 0,
            ltm_revenue: Trailing::default(),
            ltm_ebitda: Trailing::default(),
            quarter_revenue: Trailing::default(),
            quarter_contribution: Trailing::default(),
            quarter_operating_cash: Trailing::default(),
            quarter_free_cash: Trailing::default(),
        }
    }

    /// Adds a month once its operations are known, before funding.
    pub fn add_month(&mut self, month: &Month, lines: &LineMonth) {
        if self.months == 0 {
            self.first_skus = lines.skus_offered;
        }
        self.last_skus = lines.skus_offered;
        self.months += 1;
        self.months_with_revenue += usize::from(0.0 < month.revenue);
        self.line_revenue += lines.revenue;
        self.line_cost += lines.cost;
        if self.months <= 12 {
            self.first_year.0 += lines.revenue;
            self.first_year.1 += lines.cost;
        }
        self.last_year.0.push(lines.revenue);
        self.last_year.1.push(lines.cost);
        self.revenue += month.revenue;
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
        self.ltm_revenue.push(month.revenue);
        self.ltm_ebitda.push(month.ebitda);
        self.quarter_revenue.push(month.revenue);
        self.quarter_contribution.push(month.contribution);
        let operating = month.ebitda - month.tax - month.interest - month.working_capital_change;
        self.quarter_operating_cash.push(operating);
        self.quarter_free_cash.push(operating - month.capex);
        self.pay_back(month);
    }

    fn pay_back(&mut self, month: &Month) {
        if 0.0 < month.site_equivalents {
            self.site_contribution += month.contribution / month.site_equivalents;
        }
        if self.payback_months.is_none() && self.first_site_capex <= self.site_contribution {
            self.payback_months = Some(self.months);
        }
    }

    /// Notes the month's closing cash, after funding.
    pub fn close_month(&mut self, cash: f64) {
        if cash < self.lowest_cash {
            self.lowest_cash = cash;
            self.lowest_cash_month = self.months - 1;
        }
    }

    /// Mean burn of the last three months before capex, at least 0.
    pub fn operating_burn(&self) -> f64 {
        (-self.quarter_operating_cash.mean()).max(0.0)
    }

    /// Mean burn of the last three months with capex, at least 0.
    pub fn cash_burn(&self) -> f64 {
        (-self.quarter_free_cash.mean()).max(0.0)
    }

    /// The operating figures, in the order of [`Figure::ALL`]; NaN where one
    /// has no meaning on this path.
    pub fn figures(&self, tax_rate: f64) -> [f64; Figure::COUNT] {
        Figure::ALL.map(|figure| self.figure(figure, tax_rate))
    }

    fn figure(&self, figure: Figure, tax_rate: f64) -> f64 {
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
            Figure::SitePaybackMonths => self.payback_months.map_or(f64::NAN, |n| n as f64),
            Figure::LowestCash => self.lowest_cash,
            Figure::LowestCashMonth => self.lowest_cash_month as f64,
            Figure::SitesOpen => self.sites_open,
            Figure::DisruptionDays => self.disruption_days,
            Figure::PermitsRefused => self.permits_refused as f64,
            Figure::RoundsClosed => self.rounds_closed as f64,
            Figure::LtmRevenue => self.ltm_revenue.per_year(),
            Figure::PopupRevenueShare => ratio(self.popup_revenue, self.revenue),
            Figure::GrossMarginChange => self.gross_margin_change(),
        }
    }

    fn gross_margin_change(&self) -> f64 {
        // A shorter life has no two years to hold against each other.
        if self.months < 24 {
            return f64::NAN;
        }
        let of = |revenue: f64, cost: f64| ratio(revenue - cost, revenue);
        let (first, last) = (self.first_year, &self.last_year);
        of(last.0.sum(), last.1.sum()) - of(first.0, first.1)
    }
}

/// NaN, which stands for absent, unless the base is positive.
pub(super) fn ratio(part: f64, base: f64) -> f64 {
    if 0.0 < base { part / base } else { f64::NAN }
}
