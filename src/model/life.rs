//! Running sums over a path's life.

use super::clock::{Trailing, Year};
use super::counted::{AtEnd, Counted, Events, LastYear};
use super::ledger::Month;
use super::outcome::Figure;
use super::sale::LineMonth;
use super::sites::Readiness;
use crate::sampling::lanes::{LANES, Lanes, by_lane};

by_lane! {
    /// What the course of a path hangs on of the months that it has lived.
    pub struct Lived {
        /// How many there are.
        pub months,
        months_with_revenue,
        /// Months in a row, up to the last, with a site open and no revenue.
        idle_months,
        /// All revenue of the first twelve months.
        first_year_sales,
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

/// What several paths have lived so far.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// What its course hangs on.
    pub lived: Lived<Lanes>,
    /// What only figures hang on, where it is added up.
    counted: Counted<Lanes>,
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
    /// what its first new site would cost. What only figures hang on is forgotten where it
    /// `counts`.
    pub fn start(
        &mut self,
        lane: usize,
        first_site_capex: f64,
        needs_half_year: bool,
        counts: bool,
    ) {
        self.lived.set_lane(lane, Lived::default());
        self.keeps_half_year |= needs_half_year;
        self.revenue.start(lane);
        self.ebitda.start(lane);
        self.contribution.start(lane);
        if counts {
            self.counted.set_lane(lane, Counted::new(first_site_capex));
            self.line_revenue.start(lane);
            self.line_cost.start(lane);
            self.ebit.start(lane);
            self.invested_capital.start(lane);
            self.working_capital.start(lane);
            self.site_equivalents.start(lane);
        }
        self.half_year_before_sites.start(lane);
        self.half_year_demand_equivalents.start(lane);
        self.half_year_contribution.start(lane);
        self.half_year_revenue.start(lane);
        self.quarter_revenue.start(lane);
        self.quarter_contribution.start(lane);
        self.quarter_operating_cash.start(lane);
        self.quarter_free_cash.start(lane);
    }

    /// Adds a month of each path once its operations are known, before funding; what only
    /// figures hang on where it `COUNTS`.
    #[inline(always)]
    pub fn add_month<const COUNTS: bool>(
        &mut self,
        month: &Month<Lanes>,
        lines: &LineMonth<Lanes>,
        sites: &SitesMonth<Lanes>,
    ) {
        let (mut operating, mut free) = (Lanes::all(0.0), Lanes::all(0.0));
        let (mut ebit, mut capital) = (Lanes::all(0.0), Lanes::all(0.0));
        for lane in 0..LANES {
            let (mut lived, month) = (self.lived.lane(lane), month.lane(lane));
            lived.add_month(&month);
            self.lived.set_lane(lane, lived);
            if COUNTS {
                let mut counted = self.counted.lane(lane);
                counted.add_month(lived.months, &month, &lines.lane(lane), &sites.lane(lane));
                self.counted.set_lane(lane, counted);
                ebit[lane] = month.ebitda - month.depreciation;
                capital[lane] = month.net_fixed_assets + month.net_working_capital;
            }
            operating[lane] =
                month.ebitda - month.tax - month.interest - month.working_capital_change;
            free[lane] = operating[lane] - month.capex;
        }
        self.revenue.push(&month.revenue);
        self.ebitda.push(&month.ebitda);
        self.contribution.push(&month.contribution);
        if COUNTS {
            self.line_revenue.push(&lines.revenue);
            self.line_cost.push(&lines.cost);
            self.ebit.push(&ebit);
            self.invested_capital.push(&capital);
            self.working_capital.push(&month.net_working_capital);
            self.site_equivalents.push(&month.site_equivalents);
        }
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
            let mut counted = self.counted.lane(lane);
            counted.note_cash(self.lived.months[lane], cash[lane]);
            self.counted.set_lane(lane, counted);
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
        self.counted.note_site(lane, capex, tooling);
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
        let last_year = LastYear {
            revenue: self.line_revenue.sum(lane),
            cost: self.line_cost.sum(lane),
            ebit: self.ebit.sum(lane),
            capital: self.invested_capital.sum(lane),
            working_capital: self.working_capital.sum(lane),
            contribution: self.contribution.sum(lane),
            site_months: self.site_equivalents.sum(lane),
        };
        let (lived, counted) = (self.lived.lane(lane), self.counted.lane(lane));
        Figure::ALL.map(|figure| counted.figure(figure, (&lived, &last_year), events, end))
    }
}

impl Lived {
    #[inline(always)]
    fn add_month(&mut self, month: &Month) {
        self.months += 1.0;
        self.months_with_revenue += if 0.0 < month.revenue { 1.0 } else { 0.0 };
        let is_idle = (0.0 < month.sites_open) & (month.revenue <= 0.0);
        self.idle_months = if is_idle { self.idle_months + 1.0 } else { 0.0 };
        let in_first_year = if self.months <= 12.0 { 1.0 } else { 0.0 };
        self.first_year_sales += in_first_year * month.revenue;
    }
}

/// NaN, which stands for absent, unless the base is positive.
pub(super) fn ratio(part: f64, base: f64) -> f64 {
    if 0.0 < base { part / base } else { f64::NAN }
}
