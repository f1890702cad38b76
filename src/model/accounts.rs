//! The end of a month, of several paths side by side: books, sums over a
//! life, audit. Between books and audit each path looks for money on its own.

use super::audit::Audit;
use super::beyond::is_sized;
use super::counted::{AtEnd, Events};
use super::finance::{Books, Claims, Trading};
use super::ledger::Month;
use super::life::{Life, SitesMonth};
use super::market::Market;
use super::operator::{Operator, Terms};
use super::outcome::Figure;
use super::sites::{Attempt, Closed, Review};
use super::trade::{Means, Trade};
use crate::sampling::lanes::{LANES, LaneSet, Lanes, number};
use crate::sampling::widest::{Kernel, widest};

/// The accounts of several paths.
pub struct Accounts {
    /// Whether what only figures hang on is added up.
    counts: bool,
    site_fixed_cost: Lanes,
    trading: Trading<Lanes>,
    sites: SitesMonth<Lanes>,
    /// Replacement of a month for each unit of plant in use, and that plant, both in
    /// money of time 0.
    replacement_rate: Lanes,
    plant_in_use: Lanes,
    replaced: Lanes,
    /// Tranches of the round that came in at the beginning of the month.
    tranches_paid: Lanes,
    books: Books,
    audit: Audit<Lanes>,
    /// What has been lived so far.
    pub life: Life,
    /// Closing cash.
    pub cash: Lanes,
    /// The month, as the ledger has it.
    pub month: Month<Lanes>,
}

/// What the totals of a path's month are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AccountParts {
    /// Rent, crew and upkeep of open sites.
    pub site_cost: f64,
    /// Head office and coordination.
    pub overhead: f64,
    /// Storage, insurance and shrinkage of the inventory.
    pub carrying: f64,
    /// Permit fees.
    pub permit_fees: f64,
    /// What closing sites cost.
    pub closure_cost: f64,
    /// Book value of sites that were closed, in depreciation.
    pub written_off: f64,
    /// Capital expenditure for plant that has worn out.
    pub replacement: f64,
    /// What customers owe at the end.
    pub receivables: f64,
    /// What is owed to suppliers at the end.
    pub payables: f64,
    /// Losses that profits to come are free of tax for.
    pub losses_carried_forward: f64,
}

/// What a month was made of.
pub struct Made<'a> {
    /// Month of each path.
    pub t: &'a [usize; LANES],
    /// The market.
    pub market: &'a Market,
    /// What operations had to work with.
    pub means: &'a Means<Lanes>,
    /// What they brought.
    pub trade: &'a Trade,
}

impl Accounts {
    /// Of no path in particular; [`Accounts::start`] gives each lane its own. What only figures
    /// hang on is added up where it `counts`.
    pub fn new(operator: &Operator, counts: bool) -> Self {
        Self {
            counts,
            site_fixed_cost: Lanes::all(0.0),
            trading: Trading::default(),
            sites: SitesMonth::default(),
            replacement_rate: Lanes::all(0.0),
            plant_in_use: Lanes::all(0.0),
            replaced: Lanes::all(0.0),
            tranches_paid: Lanes::all(0.0),
            books: Books::new(operator.horizon_months),
            audit: Audit::default(),
            life: Life::default(),
            cash: Lanes::all(0.0),
            month: Month::default(),
        }
    }

    /// Starts a path, in one lane, at time 0; `first_site_capex` is what its
    /// first new site would cost.
    pub fn start(&mut self, lane: usize, terms: &Terms<f64>, first_site_capex: f64) {
        self.site_fixed_cost[lane] = terms.sites.site_fixed_cost;
        self.books.start(lane, &terms.balance_sheet);
        let balance = &terms.balance_sheet;
        let wears = 0.0 < balance.depreciation_months;
        self.replacement_rate[lane] =
            if wears { balance.replacement_share / balance.depreciation_months } else { 0.0 };
        self.plant_in_use[lane] = balance.opening_fixed_assets;
        self.audit.set_lane(lane, Audit::new(terms));
        self.life.start(lane, first_site_capex, needs_half_year(terms), self.counts);
        self.cash[lane] = terms.opening_cash();
        self.tranches_paid[lane] = 0.0;
    }

    /// Begins a month on all paths: plant that has worn out is replaced, at prices of the
    /// month, and nothing else is paid yet.
    pub fn begin_month(&mut self, price_level: &Lanes) {
        let none = Lanes::all(0.0);
        self.tranches_paid = none;
        self.trading.permit_fees = none;
        self.trading.closure_cost = none;
        self.trading.written_off = none;
        self.replaced = Lanes::each(|lane| {
            price_level[lane] * (self.replacement_rate[lane] * self.plant_in_use[lane])
        });
        self.trading.capex = self.replaced;
    }

    /// What one path has paid for its roll-out this month, at prices of the month.
    pub fn pay(&mut self, lane: usize, attempt: &Attempt, price_level: f64) {
        let Attempt { permit_fee, capex, tooling, .. } = *attempt;
        self.trading.permit_fees[lane] = permit_fee;
        self.trading.capex[lane] = capex + self.replaced[lane];
        self.plant_in_use[lane] += capex / price_level;
        self.life.note_site(lane, capex, tooling);
    }

    /// Takes the sites that one path closes in month `t` off its books.
    pub fn write_off(&mut self, lane: usize, t: usize, closed: &[Closed]) {
        let (mut cost, mut written_off) = (0.0, 0.0);
        for site in closed {
            cost += site.cost;
            written_off += self.books.write_off(lane, t, site.capex, site.paid);
            self.plant_in_use[lane] -= site.real_capex;
        }
        self.trading.closure_cost[lane] = cost;
        self.trading.written_off[lane] = written_off;
    }

    /// What one path reviews its sites by, at prices of the month.
    pub fn review(&self, lane: usize, price_level: f64) -> Review {
        Review {
            contribution: self.life.site_contribution(lane),
            fixed_cost: price_level * self.site_fixed_cost[lane],
        }
    }

    /// Net fixed assets and net working capital of one path.
    #[inline(always)]
    pub(super) fn invested_capital(&self, lane: usize) -> f64 {
        self.month.net_fixed_assets[lane] + self.month.net_working_capital[lane]
    }

    /// Plant of one path that is replaced in a month, over plant in use.
    pub fn replacement_rate(&self, lane: usize) -> f64 {
        self.replacement_rate[lane]
    }

    /// Closes the books of a month, before funding. Which paths have amounts
    /// that can be computed with.
    pub fn close(&mut self, made: &Made<'_>) -> LaneSet {
        if self.counts {
            widest(Close::<true> { accounts: self, made })
        } else {
            widest(Close::<false> { accounts: self, made })
        }
    }

    /// The operating figures of one path that has ended, where what they hang on was added up;
    /// else NaN, for absent.
    pub fn figures(&self, lane: usize, events: &Events, end: &AtEnd) -> [f64; Figure::COUNT] {
        if self.counts { self.life.figures(lane, events, end) } else { [f64::NAN; Figure::COUNT] }
    }

    /// Takes in what tranches of the round bring one path at the beginning of a month.
    pub fn take_tranches(&mut self, lane: usize, paid: f64) {
        self.tranches_paid[lane] = paid;
        self.cash[lane] += paid;
    }

    /// Takes in what one path has raised this month.
    pub fn take_in(&mut self, lane: usize, raised: f64) {
        self.month.funding[lane] += raised;
        self.cash[lane] += raised;
        self.month.cash[lane] = self.cash[lane];
    }

    /// Audits the month, after funding. Which paths add up: these move on from it.
    pub fn audit(&mut self) -> LaneSet {
        if self.counts { widest(Audited::<true>(self)) } else { widest(Audited::<false>(self)) }
    }

    /// What the totals of the month that was closed last are made of.
    pub fn parts(&self, lane: usize) -> AccountParts {
        let trading = self.trading.lane(lane);
        let Claims { carrying, receivables, payables, losses_carried_forward } =
            self.books.claims(lane, &trading);
        AccountParts {
            site_cost: self.month.sites_open[lane] * self.sites.fixed_cost[lane],
            overhead: trading.overhead,
            carrying,
            permit_fees: trading.permit_fees,
            closure_cost: trading.closure_cost,
            written_off: trading.written_off,
            replacement: self.replaced[lane],
            receivables,
            payables,
            losses_carried_forward,
        }
    }

    /// What does not add up in month `t` of a path that does not.
    pub fn complaint(&self, lane: usize, t: usize) -> String {
        self.audit.lane(lane).complaint(t, &self.month.lane(lane))
    }

    #[inline(always)]
    fn add_up(&mut self, made: &Made<'_>) {
        let Made { means, trade, .. } = made;
        let (lines, popups) = (&trade.lineup.total, &trade.popup_month);
        let Self { trading, sites, .. } = self;
        for lane in 0..LANES {
            let fixed_cost = means.price_level[lane] * self.site_fixed_cost[lane];
            let site_cost = means.sites_open[lane] * fixed_cost;
            let revenue = lines.revenue[lane] + popups.revenue[lane] + popups.rental[lane];
            trading.revenue[lane] = revenue;
            let before_sites = revenue - lines.cost[lane] - popups.cost[lane];
            trading.contribution[lane] = before_sites - site_cost;
            trading.cash[lane] = self.cash[lane];
            sites.contribution[lane] = before_sites;
            sites.fixed_cost[lane] = fixed_cost;
            sites.demand_equivalents[lane] = means.demand_equivalents[lane];
            sites.first_new[lane] = means.first_new_site[lane];
            sites.price_level[lane] = means.price_level[lane];
            trading.overhead[lane] = trade.overhead[lane];
            trading.inventory[lane] = lines.inventory[lane];
            trading.materials[lane] = lines.materials[lane];
        }
    }

    #[inline(always)]
    fn write_down<const COUNTS: bool>(&mut self, made: &Made<'_>) {
        let Made { market, means, trade, .. } = made;
        let (lines, popups) = (&trade.lineup.total, &trade.popup_month);
        let statements = self.books.close(made.t, &self.trading);
        for lane in 0..LANES {
            let statements = statements.lane(lane);
            self.cash[lane] +=
                statements.operating_cash() - self.trading.capex[lane] - statements.repayment;
            let (lines, popups) = (lines.lane(lane), popups.lane(lane));
            let (means, trading) = (means.lane(lane), self.trading.lane(lane));
            let month = Month {
                demand_index: means.demand_index,
                window_open: market.window_open[lane],
                availability: means.availability,
                sites_open: means.sites_open,
                site_equivalents: means.site_equivalents,
                capacity_factor: trade.lineup.capacity_factor[lane],
                demand: lines.demand,
                made: lines.made,
                sold: lines.sold,
                leftover: lines.leftover,
                carried: lines.carried,
                waiting: lines.waiting,
                lost: lines.lost,
                markdown_rate: if COUNTS { lines.markdown_rate() } else { f64::NAN },
                line_revenue: lines.revenue,
                line_cost: lines.cost,
                popup_revenue: popups.revenue,
                rental: popups.rental,
                revenue: trading.revenue,
                contribution: trading.contribution,
                ebitda: statements.ebitda,
                depreciation: statements.depreciation,
                interest: statements.interest,
                tax: statements.tax,
                capex: trading.capex,
                replacement: self.replaced[lane],
                working_capital_change: statements.change,
                debt_repaid: statements.repayment,
                funding: self.tranches_paid[lane],
                cash: self.cash[lane],
                inventory: lines.inventory,
                net_working_capital: statements.net_working_capital,
                net_fixed_assets: statements.net_fixed_assets,
                debt: statements.debt,
            };
            self.month.set_lane(lane, month);
        }
    }
}

/// Whether anything on a path looks at its last six months.
fn needs_half_year(terms: &Terms<f64>) -> bool {
    terms.sites.review_months.is_finite() || !terms.tranche.is_empty()
}

/// Closes the books, with what only figures hang on or without.
struct Close<'a, const COUNTS: bool> {
    accounts: &'a mut Accounts,
    made: &'a Made<'a>,
}

impl<const COUNTS: bool> Kernel for Close<'_, COUNTS> {
    type Output = LaneSet;

    #[inline(always)]
    fn run(self) -> LaneSet {
        let Self { accounts, made } = self;
        accounts.add_up(made);
        accounts.write_down::<COUNTS>(made);
        let lines = &made.trade.lineup.total;
        accounts.life.add_month::<COUNTS>(&accounts.month, lines, &accounts.sites);
        let mut sized = Lanes::all(0.0);
        for lane in 0..LANES {
            sized[lane] = number(is_sized(&accounts.month.lane(lane)));
        }
        sized.above_0()
    }
}

/// Audits the month, with what only figures hang on or without.
struct Audited<'a, const COUNTS: bool>(&'a mut Accounts);

impl<const COUNTS: bool> Kernel for Audited<'_, COUNTS> {
    type Output = LaneSet;

    #[inline(always)]
    fn run(self) -> LaneSet {
        let Accounts { audit, life, month, .. } = self.0;
        if COUNTS {
            life.note_cash(&month.cash);
        }
        let mut holds = Lanes::all(0.0);
        for lane in 0..LANES {
            let (mut one, month) = (audit.lane(lane), month.lane(lane));
            holds[lane] = number(one.pass(&month));
            audit.set_lane(lane, one);
        }
        holds.above_0()
    }
}
