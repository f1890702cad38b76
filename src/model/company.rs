//! One path's operator: what it decides for itself, month by month. What all
//! paths compute alike is in `market` and `trade`.

use super::audit::Audit;
use super::deal::Holdings;
use super::dice::Dice;
use super::exit::{self, Standing};
use super::finance::{Books, Trading};
use super::funding::{self, Need, WindowFactors};
use super::ledger::Month;
use super::life::Life;
use super::luck::{Luck, RareKeys};
use super::operator::{Operator, Terms};
use super::outcome::{Outcome, Route};
use super::popups::PopupMonth;
use super::products::LineMonth;
use super::shocks::Shocks;
use super::sites::{Attempt, AttemptDraws, Network, Readiness};
use super::supply::{DisruptedMonth, Disruption, Hazard};
use crate::sampling::assumptions::Sampler;
use crate::sampling::stream::StreamKey;

/// What all companies of a run share.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) operator: &'a Operator,
    pub(super) sampler: &'a Sampler,
    pub(super) keys: &'a RareKeys,
    pub(super) seed: u64,
    pub(super) shocks: &'a Shocks,
}

/// The operator during one path.
pub(super) struct Company<'a> {
    world: World<'a>,
    path: u64,
    lane: usize,
    terms: &'a Terms<f64>,
    /// Of the permits, then of each supplier.
    disruptions: Vec<Disruption>,
    network: Network,
    books: Books,
    holdings: Holdings,
    life: Life,
    cash: f64,
    first_round_tried: Option<usize>,
    dice: Dice,
    opened: Opened,
    /// The last month's balance sheet, besides cash.
    balance: Balance,
    audit: Audit,
}

/// What the month began with.
#[derive(Clone, Copy, Default)]
pub(super) struct Opened {
    pub(super) climate: Climate,
    pub(super) sites_open: f64,
    pub(super) site_equivalents: f64,
    pub(super) availability: f64,
    pub(super) material_factor: f64,
    attempt: Attempt,
}

#[derive(Clone, Copy, Default)]
struct Balance {
    inventory: f64,
    net_working_capital: f64,
    net_fixed_assets: f64,
}

/// What the market is like in a month.
#[derive(Clone, Copy, Default)]
pub(super) struct Climate {
    pub(super) demand_index: f64,
    pub(super) window_open: bool,
}

/// What the month's operations brought.
pub(super) struct Operations {
    pub(super) lines: LineMonth,
    pub(super) popups: PopupMonth,
    pub(super) overhead: f64,
    pub(super) capacity_factor: f64,
}

impl<'a> Company<'a> {
    /// At time 0 of a path, simulated in a lane.
    pub(super) fn new(world: World<'a>, path: u64, lane: usize, terms: &'a Terms<f64>) -> Self {
        let tooling = terms.products.iter().map(|line| line.capex_per_sku * line.sku_count).sum();
        let network = Network::new(&terms.sites, terms.scaling.capex_learning_rate, tooling);
        Self {
            world,
            path,
            lane,
            terms,
            disruptions: hazards(terms).map(Disruption::new).collect(),
            books: Books::new(&terms.balance_sheet, world.operator.horizon_months),
            holdings: Holdings::new(world.operator, terms),
            life: Life::new(network.capex_of(1)),
            network,
            cash: terms.balance_sheet.opening_cash + terms.deal.round_size,
            first_round_tried: None,
            dice: world.keys.dice.of_path(path),
            opened: Opened::default(),
            balance: Balance::default(),
            audit: Audit::new(terms),
        }
    }

    /// A uniform draw of this path that few months need.
    fn rare(&self, key: StreamKey, t: usize) -> f64 {
        key.uniform_in_month(self.path, t)
    }

    /// Begins month `t`: supply, and the roll-out of sites.
    pub(super) fn open_month(&mut self, t: usize, climate: Climate, luck: &Luck) -> &Opened {
        let (sites_open, site_equivalents) = self.network.open_in(t);
        let disrupted = self.supply(t, luck);
        self.life.disruption_days += disrupted.days;
        self.opened = Opened {
            climate,
            sites_open,
            site_equivalents,
            availability: 1.0 - disrupted.lost_share.min(1.0),
            material_factor: 1.0 + disrupted.extra_material_share,
            attempt: self.roll_out(t),
        };
        &self.opened
    }

    fn supply(&mut self, t: usize, luck: &Luck) -> DisruptedMonth {
        let World { operator, sampler, keys, shocks, .. } = self.world;
        // The permits, which come first, are nobody's to lose.
        for (supplier, source) in self.disruptions.iter_mut().skip(1).enumerate() {
            source.lose(shocks.days_lost(supplier, t));
        }
        let suspension = operator.terms.permits.suspension_days;
        let suppliers = operator.terms.suppliers.iter().map(|supplier| supplier.disruption_days);
        let days = std::iter::once(suspension).chain(suppliers).zip(&keys.lengths);
        let mut total = DisruptedMonth::default();
        for ((source, begins), (days, key)) in
            self.disruptions.iter_mut().zip(&luck.begins).zip(days)
        {
            let path = self.path;
            let event_days = || sampler.event(days, key.uniform_in_month(path, t));
            let month = source.month(begins.now[self.lane], event_days);
            total.lost_share += month.lost_share;
            total.extra_material_share += month.extra_material_share;
            total.days += month.days;
        }
        total
    }

    fn roll_out(&mut self, t: usize) -> Attempt {
        if !self.network.is_due(t) {
            return Attempt::default();
        }
        let readiness = Readiness {
            cash: self.cash,
            operating_burn: self.life.operating_burn(),
            months_with_revenue: self.life.months_with_revenue,
            contribution: self.life.quarter_contribution.sum(),
            revenue: self.life.quarter_revenue.sum(),
        };
        if !self.network.goes_ahead(&readiness) {
            return Attempt::default();
        }
        let World { operator, sampler, keys, .. } = self.world;
        let ids = &operator.terms;
        let draws = AttemptDraws {
            refusal: self.rare(keys.refusal, t),
            delay_days: sampler.event(ids.permits.permit_delay_days, self.rare(keys.delay, t)),
            build_months: sampler.event(ids.sites.build_months, self.rare(keys.build, t)),
        };
        let attempt = self.network.attempt(t, &self.terms.permits, &draws);
        self.life.permits_refused += usize::from(attempt.refused);
        attempt
    }

    /// Ends month `t` with what its operations brought: books, funding, audit,
    /// and the outcome if the path ends in it.
    pub(super) fn close_month(
        &mut self,
        t: usize,
        operations: &Operations,
        months: &mut Vec<Month>,
    ) -> Option<Outcome> {
        let mut month = self.close_books(t, operations);
        self.life.add_month(&month, &operations.lines);
        month.funding = self.raise(t);
        self.life.close_month(self.cash);
        month.cash = self.cash;
        if let Err(broken) = self.audit.check(t, &month) {
            let (path, seed) = (self.path, self.world.seed);
            panic!("path {path} of seed {seed} does not add up: {broken}");
        }
        months.push(month);
        if self.cash < 0.0 {
            return Some(self.fail(t));
        }
        self.sell_company(t)
    }

    fn close_books(&mut self, t: usize, operations: &Operations) -> Month {
        let Operations { lines, popups, .. } = operations;
        let Opened { climate, sites_open, attempt, .. } = self.opened;
        let revenue = lines.revenue + popups.revenue + popups.rental;
        let site_cost = sites_open * self.terms.sites.site_fixed_cost;
        let trading = Trading {
            revenue,
            contribution: revenue - lines.cost - popups.cost - site_cost,
            overhead: operations.overhead,
            inventory: lines.inventory,
            materials: lines.materials,
            permit_fees: attempt.permit_fee,
            capex: attempt.capex,
        };
        let statements = self.books.close(t, &trading);
        self.cash += statements.operating_cash() - trading.capex;
        self.balance = Balance {
            inventory: lines.inventory,
            net_working_capital: statements.net_working_capital,
            net_fixed_assets: statements.net_fixed_assets,
        };
        Month {
            demand_index: climate.demand_index,
            window_open: climate.window_open,
            availability: self.opened.availability,
            sites_open,
            site_equivalents: self.opened.site_equivalents,
            capacity_factor: operations.capacity_factor,
            demand: lines.demand,
            made: lines.made,
            sold: lines.sold,
            leftover: lines.leftover,
            lost: lines.lost,
            markdown_rate: lines.markdown_rate(),
            line_revenue: lines.revenue,
            line_cost: lines.cost,
            popup_revenue: popups.revenue,
            rental: popups.rental,
            revenue,
            contribution: trading.contribution,
            ebitda: statements.ebitda,
            depreciation: statements.depreciation,
            interest: statements.interest,
            tax: statements.tax,
            capex: trading.capex,
            working_capital_change: statements.change,
            funding: 0.0,
            cash: self.cash,
            inventory: lines.inventory,
            net_working_capital: statements.net_working_capital,
            net_fixed_assets: statements.net_fixed_assets,
        }
    }

    /// Money that a new round raises, if one is tried and closes.
    fn raise(&mut self, t: usize) -> f64 {
        let mut need = Need {
            cash: self.cash,
            cash_burn: self.life.cash_burn(),
            ltm_revenue: 0.0,
            rounds_closed: self.life.rounds_closed,
        };
        if !funding::is_tried(&self.terms.funding, &need) {
            return 0.0;
        }
        self.first_round_tried.get_or_insert(t);
        if self.world.shocks.no_further_rounds {
            return 0.0;
        }
        need.ltm_revenue = self.life.ltm_revenue.per_year();
        let window = WindowFactors {
            odds: self.window_factor(self.terms.market.shut_funding_factor),
            multiple: self.window_factor(self.terms.market.shut_multiple_factor),
        };
        let round = funding::offered(&self.terms.funding, &need, window);
        let Some(round) = round.filter(|round| self.dice.round_closes(round.probability)) else {
            return 0.0;
        };
        self.holdings.add_round(&round, t);
        self.life.rounds_closed += 1;
        self.cash += round.raised;
        round.raised
    }

    fn fail(&mut self, t: usize) -> Outcome {
        let book_value = self.balance.inventory + self.balance.net_fixed_assets;
        let debt = self.terms.balance_sheet.debt;
        let proceeds = exit::distress(self.terms.funding.recovery_rate, book_value, debt);
        self.end(t, Route::Failure, &proceeds)
    }

    fn sell_company(&mut self, t: usize) -> Option<Outcome> {
        if t < self.terms.exit.earliest_exit_month as usize {
            return None;
        }
        let factor = self.window_factor(self.terms.market.shut_hazard_factor);
        let standing = self.standing();
        let routes = self.terms.routes.iter().zip(&self.world.operator.routes);
        let hazards =
            routes.map(|(route, (_, metric))| exit::hazard(route, *metric, &standing, factor));
        let total: f64 = hazards.clone().sum();
        if !self.dice.is_sold(total / 12.0) {
            return None;
        }
        let route = drawn_in_proportion(hazards, self.dice.route * total);
        let proceeds = exit::sale(
            &self.terms.routes[route],
            self.world.operator.routes[route].1,
            &standing,
            self.window_factor(self.terms.market.shut_multiple_factor),
            self.terms.exit.integration_readiness,
        );
        Some(self.end(t, Route::Sale(route as u16), &proceeds))
    }

    /// The outcome of a path that has reached the horizon.
    pub(super) fn value_at_horizon(&mut self) -> Outcome {
        let metric = self.world.operator.horizon_metric;
        let proceeds = exit::horizon(&self.terms.horizon, metric, &self.standing());
        self.end(self.world.operator.horizon_months - 1, Route::Horizon, &proceeds)
    }

    fn standing(&self) -> Standing {
        Standing {
            ltm_revenue: self.life.ltm_revenue.per_year(),
            ltm_ebitda: self.life.ltm_ebitda.per_year(),
            invested_capital: self.balance.net_fixed_assets + self.balance.net_working_capital,
            cash: self.cash,
            debt: self.terms.balance_sheet.debt,
        }
    }

    fn window_factor(&self, while_shut: f64) -> f64 {
        if self.opened.climate.window_open { 1.0 } else { while_shut }
    }

    fn end(&mut self, t: usize, route: Route, proceeds: &exit::Proceeds) -> Outcome {
        let mut outcome = Outcome {
            route,
            exit_month: t,
            first_round_tried: self.first_round_tried,
            figures: self.life.figures(self.terms.balance_sheet.tax_rate),
            ..Outcome::default()
        };
        self.holdings.pay_out(t, proceeds, &mut outcome);
        outcome
    }
}

/// What can stop, of the permits and then of each supplier.
fn hazards(terms: &Terms<f64>) -> impl Iterator<Item = Hazard> {
    let suspension = Hazard {
        events_per_year: terms.permits.suspensions_per_year,
        output_share: terms.permits.suspension_share,
        switch_days: f64::INFINITY,
        switch_premium: 0.0,
    };
    let suppliers = terms.suppliers.iter().map(|supplier| Hazard {
        events_per_year: supplier.disruptions_per_year,
        output_share: supplier.output_share,
        switch_days: supplier.switch_days,
        switch_premium: supplier.switch_premium,
    });
    std::iter::once(suspension).chain(suppliers)
}

/// The first entry at which the running sum of `weights` passes `mark`.
fn drawn_in_proportion(weights: impl Iterator<Item = f64>, mark: f64) -> usize {
    let mut sum = 0.0;
    let mut last_possible = 0;
    for (index, weight) in weights.enumerate() {
        if weight <= 0.0 {
            continue;
        }
        last_possible = index;
        sum += weight;
        if mark < sum {
            return index;
        }
    }
    last_possible
}
