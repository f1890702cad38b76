//! One path's operator: what it decides for itself, month by month. What all
//! paths compute alike is in `market`, `trade` and `accounts`.

use super::accounts::Accounts;
use super::deal::Holdings;
use super::dice::Dice;
use super::exit::{self, Standing};
use super::funding::{self, Need, WindowFactors};
use super::life::{Events, Life};
use super::luck::{Luck, RareKeys};
use super::operator::{Operator, Terms};
use super::outcome::{Outcome, Route};
use super::shocks::Shocks;
use super::sites::{Attempt, AttemptDraws, Network};
use super::supply::{DisruptedMonth, Disruption, Hazard};
use crate::sampling::assumptions::Sampler;
use crate::sampling::stream::StreamKey;

/// What all companies of a run share.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) operator: &'a Operator,
    pub(super) sampler: &'a Sampler,
    pub(super) keys: &'a RareKeys,
    pub(super) shocks: &'a Shocks,
}

/// The operator during one path.
pub(super) struct Company<'a> {
    world: World<'a>,
    path: u64,
    lane: usize,
    terms: Terms<f64>,
    /// Of the permits, then of each supplier.
    disruptions: Vec<Disruption>,
    network: Network,
    holdings: Holdings,
    events: Events,
    first_round_tried: Option<usize>,
    dice: Dice,
}

/// What the month began with.
pub(super) struct Opened {
    pub(super) sites_open: f64,
    pub(super) site_equivalents: f64,
    pub(super) availability: f64,
    pub(super) material_factor: f64,
    pub(super) attempt: Attempt,
}

impl<'a> Company<'a> {
    /// At time 0 of a path, simulated in a lane.
    pub(super) fn new(world: World<'a>, path: u64, lane: usize, terms: Terms<f64>) -> Self {
        let tooling = terms.products.iter().map(|line| line.capex_per_sku * line.sku_count).sum();
        let network = Network::new(&terms.sites, terms.scaling.capex_learning_rate, tooling);
        Self {
            world,
            path,
            lane,
            disruptions: hazards(&terms).map(Disruption::new).collect(),
            holdings: Holdings::new(world.operator, &terms),
            network,
            events: Events::default(),
            first_round_tried: None,
            dice: world.keys.dice.of_path(path),
            terms,
        }
    }

    /// Number of its path.
    pub(super) fn path(&self) -> u64 {
        self.path
    }

    /// What holds on it.
    pub(super) fn terms(&self) -> &Terms<f64> {
        &self.terms
    }

    /// Capital expenditure of the next site built.
    pub(super) fn next_site_capex(&self) -> f64 {
        self.network.next_capex()
    }

    /// A uniform draw of this path that few months need.
    fn rare(&self, key: StreamKey, t: usize) -> f64 {
        key.uniform_in_month(self.path, t)
    }

    /// Begins month `t`: supply, and the roll-out of sites.
    pub(super) fn open_month(&mut self, t: usize, luck: &Luck, accounts: &Accounts) -> Opened {
        let (sites_open, site_equivalents) = self.network.open_in(t);
        let disrupted = self.supply(t, luck);
        self.events.disruption_days += disrupted.days;
        Opened {
            sites_open,
            site_equivalents,
            availability: 1.0 - disrupted.lost_share.min(1.0),
            material_factor: 1.0 + disrupted.extra_material_share,
            attempt: self.roll_out(t, accounts),
        }
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

    fn roll_out(&mut self, t: usize, accounts: &Accounts) -> Attempt {
        if !self.network.is_due(t) {
            return Attempt::default();
        }
        let readiness = accounts.life.readiness(self.lane, accounts.cash[self.lane]);
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
        self.events.permits_refused += usize::from(attempt.refused);
        attempt
    }

    /// Money that a new round raises at the end of month `t`, if one is tried
    /// and closes.
    pub(super) fn raise(&mut self, t: usize, accounts: &Accounts, is_open: bool) -> f64 {
        let life = &accounts.life.lived;
        let need = Need {
            cash: accounts.cash[self.lane],
            cash_burn: life.cash_burn[self.lane],
            ltm_revenue: life.ltm_revenue[self.lane],
            rounds_closed: self.events.rounds_closed,
        };
        if !funding::is_tried(&self.terms.funding, &need) {
            return 0.0;
        }
        self.first_round_tried.get_or_insert(t);
        if self.world.shocks.no_further_rounds {
            return 0.0;
        }
        let market = &self.terms.market;
        let window = WindowFactors {
            odds: if is_open { 1.0 } else { market.shut_funding_factor },
            multiple: if is_open { 1.0 } else { market.shut_multiple_factor },
        };
        let round = funding::offered(&self.terms.funding, &need, window);
        let Some(round) = round.filter(|round| self.dice.round_closes(round.probability)) else {
            return 0.0;
        };
        self.holdings.add_round(&round, t);
        self.events.rounds_closed += 1;
        round.raised
    }

    /// Ends month `t`, after funding: the outcome, if the path ends in it.
    pub(super) fn end_month(
        &mut self,
        t: usize,
        accounts: &Accounts,
        is_open: bool,
    ) -> Option<Outcome> {
        if accounts.cash[self.lane] < 0.0 {
            return Some(self.fail(t, accounts));
        }
        let sold = self.sell_company(t, accounts, is_open);
        let is_last = t + 1 == self.world.operator.horizon_months;
        if sold.is_none() && is_last { Some(self.value_at_horizon(t, accounts)) } else { sold }
    }

    fn fail(&mut self, t: usize, accounts: &Accounts) -> Outcome {
        let month = &accounts.month;
        let book_value = month.inventory[self.lane] + month.net_fixed_assets[self.lane];
        let debt = self.terms.balance_sheet.debt;
        let proceeds = exit::distress(self.terms.funding.recovery_rate, book_value, debt);
        self.end(t, Route::Failure, &proceeds, &accounts.life)
    }

    fn sell_company(&mut self, t: usize, accounts: &Accounts, is_open: bool) -> Option<Outcome> {
        if t < self.terms.exit.earliest_exit_month as usize {
            return None;
        }
        let market = &self.terms.market;
        let factor = if is_open { 1.0 } else { market.shut_hazard_factor };
        let standing = self.standing(accounts);
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
            if is_open { 1.0 } else { market.shut_multiple_factor },
            self.terms.exit.integration_readiness,
        );
        Some(self.end(t, Route::Sale(route as u16), &proceeds, &accounts.life))
    }

    fn value_at_horizon(&mut self, t: usize, accounts: &Accounts) -> Outcome {
        let metric = self.world.operator.horizon_metric;
        let proceeds = exit::horizon(&self.terms.horizon, metric, &self.standing(accounts));
        self.end(t, Route::Horizon, &proceeds, &accounts.life)
    }

    fn standing(&self, accounts: &Accounts) -> Standing {
        let Accounts { life, month, cash, .. } = accounts;
        let lane = self.lane;
        Standing {
            ltm_revenue: life.lived.ltm_revenue[lane],
            ltm_ebitda: life.lived.ltm_ebitda[lane],
            invested_capital: month.net_fixed_assets[lane] + month.net_working_capital[lane],
            cash: cash[lane],
            debt: self.terms.balance_sheet.debt,
        }
    }

    fn end(&mut self, t: usize, route: Route, proceeds: &exit::Proceeds, life: &Life) -> Outcome {
        let tax_rate = self.terms.balance_sheet.tax_rate;
        let mut outcome = Outcome {
            route,
            exit_month: t,
            first_round_tried: self.first_round_tried,
            figures: life.figures(self.lane, tax_rate, &self.events),
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
