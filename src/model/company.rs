//! One path's operator: what it decides for itself, month by month. What all
//! paths compute alike is in `market`, `trade` and `accounts`.

mod ending;
mod failing;

use super::accounts::Accounts;
use super::cap_table::close;
use super::counted::Events;
use super::deal::{DealTerms, Holdings};
use super::deal_path::DealPath;
use super::dice::{Dice, Fuses};
use super::event::{Converted, Event, NotClosed, RoundClosed};
use super::funding::{self, Need, Round, WindowFactors};
use super::log::Log;
use super::luck::RareKeys;
use super::memory::Kept;
use super::operator::{Operator, Terms};
use super::price::luck;
use super::returns::CashFlow;
use super::shocks::Shocks;
use super::sites::{Attempt, AttemptDraws, Closed, Network, Open};
use super::tranches::{Decided, Fate, Traction, Tranches};
use crate::sampling::assumptions::{Draws, Sampler};
use crate::sampling::stream::StreamKey;

/// What all companies of a run share.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) operator: &'a Operator,
    pub(super) sampler: &'a Sampler,
    pub(super) keys: &'a RareKeys,
    pub(super) shocks: &'a Shocks,
    /// What is made of a path.
    pub(super) kept: Kept,
}

/// The operator during one path.
pub(super) struct Company<'a> {
    world: World<'a>,
    path: u64,
    lane: usize,
    terms: Terms<f64>,
    network: Network,
    tranches: Tranches,
    holdings: Holdings,
    events: Events,
    first_round_tried: Option<usize>,
    /// Luck of the next round's price: one that does not close is offered at the same again.
    step_luck: Option<f64>,
    dice: Dice,
}

/// What the month began with.
pub(super) struct Opened {
    /// What is open from now on, if it is not what was open before.
    pub(super) open: Option<Open>,
    pub(super) closed: Vec<Closed>,
    /// What was applied for, if anything was.
    pub(super) attempt: Option<Attempt>,
}

impl<'a> Company<'a> {
    /// At time 0 of a path, simulated in a lane.
    pub(super) fn new(world: World<'a>, lane: usize, draws: &Draws) -> Self {
        let (path, terms) = (draws.path(), world.operator.terms.resolve(draws));
        let network =
            Network::new(&terms.sites, terms.scaling.capex_learning_rate, tooling(&terms))
                .gated(world.operator.first_sale_gate);
        Self {
            world,
            path,
            lane,
            holdings: Holdings::new(world.operator, &DealTerms::from(&terms)),
            network,
            tranches: Tranches::new(&terms),
            events: Events::default(),
            first_round_tried: None,
            step_luck: None,
            dice: world.keys.dice.of_path(path),
            terms,
        }
    }

    /// Becomes the operator during another path, at time 0, without giving up its memory.
    pub(super) fn start(&mut self, draws: &Draws) {
        let Self { world, terms, .. } = self;
        world.operator.terms.resolve_into(draws, terms);
        self.path = draws.path();
        let rate = terms.scaling.capex_learning_rate;
        self.network.start(&terms.sites, rate, tooling(terms));
        self.holdings.start(world.operator, &DealTerms::from(&*terms));
        self.tranches.start(terms);
        self.events = Events::default();
        self.first_round_tried = None;
        self.step_luck = None;
        self.dice = world.keys.dice.of_path(self.path);
    }

    /// Number of its path.
    pub(super) fn path(&self) -> u64 {
        self.path
    }

    /// What holds on it.
    pub(super) fn terms(&self) -> &Terms<f64> {
        &self.terms
    }

    /// What it has to live through at time 0.
    pub(super) fn fuses(&self) -> Fuses {
        self.dice.fuses
    }

    /// Capital expenditure of the next site built, in money of time 0.
    pub(super) fn next_site_capex(&self) -> f64 {
        self.network.next_capex()
    }

    /// A uniform draw of this path that few months need.
    fn rare(&self, key: StreamKey, t: usize) -> f64 {
        key.uniform_in_month(self.path, t)
    }

    /// What the investor paid in and got back so far.
    pub(super) fn flows(&self) -> &[CashFlow] {
        self.holdings.flows()
    }

    /// What these hang on beside the price of the round.
    pub(super) fn deal(&self) -> &DealPath {
        self.holdings.path()
    }

    /// The investor's fully diluted share.
    pub(super) fn ownership(&self) -> f64 {
        self.holdings.ownership()
    }

    /// What tranches of the round bring at the beginning of month `t`.
    pub(super) fn tranches(&mut self, t: usize, accounts: &Accounts, log: &mut impl Log) -> f64 {
        if !self.tranches.is_due(&self.terms.tranche, t) {
            return 0.0;
        }
        let traction = self.traction(t, accounts);
        let mut all = 0.0;
        for (tranche, fate) in self.tranches.decide(&self.terms.tranche, t, &traction) {
            let terms = self.terms.tranche[tranche];
            let (raised, paid_in) = match fate {
                Fate::Paid => self.holdings.pay_tranche(&terms, t),
                Fate::Lapsed => (0.0, 0.0),
            };
            all += raised;
            log.note(t, || {
                let share_after = self.ownership();
                let decided = Decided { tranche, terms, traction, raised, paid_in, share_after };
                Event::TrancheDecided(decided)
            });
        }
        all
    }

    /// How the operator stands at the beginning of month `t`.
    fn traction(&self, t: usize, accounts: &Accounts) -> Traction {
        let lane = self.lane;
        let has_lived = 0 < t;
        let sites = if has_lived {
            accounts.month.sites_open[lane]
        } else {
            self.terms.sites.initial_sites
        };
        Traction {
            contribution_margin: accounts.life.half_year_margin(lane),
            ltm_revenue: if has_lived { accounts.life.lived.ltm_revenue[lane] } else { 0.0 },
            sites_open: sites,
        }
    }

    /// The first month from `t` on in which tranches or sites have a say, if nothing is asked
    /// of them before it.
    pub(super) fn next_turn(&mut self, t: usize) -> usize {
        let sites = self.network.next_turn(t);
        if self.terms.tranche.is_empty() {
            return sites;
        }
        self.tranches.next_turn(&self.terms.tranche, t).min(sites)
    }

    /// How long a disruption lasts that begins in month `t`: of the permits, or of the
    /// supplier before `source`.
    pub(super) fn disruption_days(&self, source: usize, t: usize) -> f64 {
        let World { operator, sampler, keys, .. } = self.world;
        let days = match source.checked_sub(1) {
            None => operator.terms.permits.suspension_days,
            Some(supplier) => operator.terms.suppliers[supplier].disruption_days,
        };
        sampler.event(days, self.rare(keys.lengths[source], t))
    }

    /// Sites that are closed, open and applied for in month `t`.
    pub(super) fn open_sites(
        &mut self,
        t: usize,
        accounts: &Accounts,
        price_level: f64,
        log: &mut impl Log,
    ) -> Opened {
        let opening = if listens(log) { self.network.opening_in(t) } else { 0 };
        let lane = self.lane;
        let closed = self.network.close_in(t, || accounts.review(lane, price_level));
        let open = self.network.changed_in(t);
        self.events.sites_closed += closed.len();
        for site in &closed {
            log.note(t, || Event::SiteClosed(*site));
        }
        if 0 < opening {
            log.note(t, || Event::SitesOpened { count: opening, open: self.network.sites_open() });
        }
        self.tell_conversions(t, log);
        self.tell_launches(t, log);
        Opened { open, closed, attempt: self.roll_out(t, accounts, price_level, log) }
    }

    /// What converted at the closing, before month 0.
    fn tell_conversions(&self, t: usize, log: &mut impl Log) {
        if 0 < t || !listens(log) {
            return;
        }
        let Terms { deal, convertible, .. } = &self.terms;
        let closing = close(deal, convertible, &self.world.operator.convertible);
        let closing = closing.expect("a round that was checked closes");
        for (index, conversion) in closing.conversions.iter().enumerate() {
            let (conversion, share) = (*conversion, conversion.shares * closing.kept);
            log.note(t, || Event::Converted(Converted { convertible: index, conversion, share }));
        }
    }

    fn tell_launches(&self, t: usize, log: &mut impl Log) {
        if !listens(log) {
            return;
        }
        for (line, terms) in self.terms.products.iter().enumerate() {
            if 0 < t && (terms.launch_month as usize) == t {
                log.note(t, || Event::LineLaunched(line));
            }
        }
    }

    fn roll_out(
        &mut self,
        t: usize,
        accounts: &Accounts,
        price_level: f64,
        log: &mut impl Log,
    ) -> Option<Attempt> {
        if !self.network.is_due(t) {
            return None;
        }
        // Most attempts lapse for want of cash alone, and only who listens asks what else lacks.
        let cash = accounts.cash[self.lane];
        if !listens(log) && cash < price_level * self.network.next_capex() {
            return None;
        }
        let operating_burn = accounts.life.operating_burn(self.lane);
        if !listens(log) && !self.network.is_funded(cash, operating_burn, price_level) {
            return None;
        }
        let readiness = accounts.life.readiness(self.lane, cash, operating_burn);
        let gates = self.network.gates(&readiness, price_level);
        if !gates.are_passed() {
            log.note(t, || Event::AttemptLapsed(gates));
            return None;
        }
        let World { operator, sampler, keys, .. } = self.world;
        let ids = &operator.terms;
        let refusal = self.rare(keys.refusal, t);
        let draws = if refusal < self.terms.permits.permit_refusal_probability {
            AttemptDraws { refusal, ..AttemptDraws::default() }
        } else {
            AttemptDraws {
                refusal,
                delay_days: sampler.event(ids.permits.permit_delay_days, self.rare(keys.delay, t)),
                build_months: sampler.event(ids.sites.build_months, self.rare(keys.build, t)),
                demand: self.rare(keys.site_demand, self.network.next_number()),
            }
        };
        let attempt = self.network.attempt(t, &self.terms.permits, &draws, price_level);
        self.events.permits_refused += usize::from(attempt.refused);
        log.note(t, || {
            if attempt.refused {
                Event::PermitRefused { fee: attempt.permit_fee }
            } else {
                Event::SiteGranted(self.network.granted(&attempt, &draws))
            }
        });
        Some(attempt)
    }

    /// Money that a new round raises at the end of month `t` in which one is tried, if it
    /// closes.
    pub(super) fn raise(
        &mut self,
        t: usize,
        accounts: &Accounts,
        is_open: bool,
        log: &mut impl Log,
    ) -> f64 {
        let life = &accounts.life.lived;
        let need = Need {
            cash: accounts.cash[self.lane],
            cash_burn: life.cash_burn[self.lane],
            minimum_cash: self.terms.balance_sheet.minimum_cash,
            ltm_revenue: life.ltm_revenue[self.lane],
            rounds_closed: self.events.rounds_closed,
        };
        self.first_round_tried.get_or_insert(t);
        if self.world.shocks.no_further_rounds {
            log.note(t, || not_closed(need, None, true));
            return 0.0;
        }
        let market = &self.terms.market;
        let price_luck = *self.step_luck.get_or_insert_with(|| {
            luck(self.terms.funding.step_multiple_spread, || {
                self.world.keys.step_price.uniform_in_month(self.path, need.rounds_closed)
            })
        });
        let window = WindowFactors {
            odds: if is_open { 1.0 } else { market.shut_funding_factor },
            multiple: price_luck * if is_open { 1.0 } else { market.shut_multiple_factor },
        };
        let margin = accounts.life.contribution_margin(self.lane);
        let traction = funding::traction(&self.terms.traction, margin);
        let offered = funding::offered(&self.terms.funding, &need, window, traction);
        let closes =
            |round: &Round| !round.sells_too_much() && self.dice.round_closes(round.probability);
        let Some(round) = offered.filter(closes) else {
            log.note(t, || not_closed(need, offered, false));
            return 0.0;
        };
        let share_before = if listens(log) { self.ownership() } else { 0.0 };
        let paid_in = self.holdings.add_round(&round, t);
        self.events.rounds_closed += 1;
        self.step_luck = None;
        log.note(t, || {
            let (number, share_after) = (self.events.rounds_closed, self.ownership());
            Event::RoundClosed(RoundClosed {
                number,
                need,
                round,
                price_luck,
                new_options: self.holdings.new_options(&round),
                share_before,
                share_after,
                paid_in,
            })
        });
        round.raised
    }
}

/// Whether a log is one that listens; known when the program is built.
fn listens<L: Log>(_: &L) -> bool {
    L::LISTENS
}

fn not_closed(need: Need, offered: Option<Round>, is_shock: bool) -> Event {
    Event::RoundNotClosed(NotClosed { need, offered, is_shock })
}

/// What a site's tooling costs over all lines.
fn tooling(terms: &Terms<f64>) -> f64 {
    terms.products.iter().map(|line| line.capex_per_sku * line.sku_count).sum()
}
