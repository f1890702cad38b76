//! Paths from time 0 to their end, several side by side: the months in order,
//! and within each the events in the order in which they happen.

use std::sync::Arc;

use super::accounts::{Accounts, Made};
use super::beyond::Beyond;
use super::company::{Company, World};
use super::detail::MonthDetail;
use super::event::Event;
use super::ledger::Ledger;
use super::log::{Log, Record, Silent};
use super::luck::{Keys, Luck};
use super::market::Market;
use super::memory::{Memory, Place};
use super::operator::Operator;
use super::outcome::Outcome;
use super::shocks::Shocks;
use super::sites::Open;
use super::supply::Supply;
use super::trade::{Means, Trade};
use super::turns::Turns;
use crate::sampling::assumptions::{Assumptions, Draws, Sampler};
use crate::sampling::design::Design;
use crate::sampling::kept_draws::KeptDraws;
use crate::sampling::lanes::{LANES, LaneSet, Lanes, number};
use crate::sampling::widest::{Kernel, widest};

/// Simulates paths of one operator under one seed.
pub struct Simulator<'a> {
    operator: &'a Operator,
    sampler: Sampler,
    keys: Keys,
    seed: u64,
    shocks: Shocks,
}

impl<'a> Simulator<'a> {
    /// Ready for any path, each independent of all others. All randomness is keyed by (seed, name,
    /// path).
    pub fn new(operator: &'a Operator, assumptions: &Assumptions, seed: u64) -> Self {
        Self::in_design(operator, assumptions, seed, Design::Plain)
    }

    /// Ready for any path of a design.
    pub fn in_design(
        operator: &'a Operator,
        assumptions: &Assumptions,
        seed: u64,
        design: Design,
    ) -> Self {
        Self {
            operator,
            sampler: Sampler::in_design(assumptions, seed, design),
            keys: Keys::new(operator, seed).in_design(seed, design),
            seed,
            shocks: Shocks::default(),
        }
    }

    /// The same under shocks.
    pub fn shocked(self, shocks: Shocks) -> Self {
        Self { shocks, ..self }
    }

    /// The same with what was drawn for a scenario that differs in nothing but numbers that are
    /// uncertain there and known here; see [`Sampler::keeping`].
    pub fn keeping(self, draws: Arc<KeptDraws>) -> Self {
        Self { sampler: self.sampler.keeping(draws), ..self }
    }

    /// What draws the assumptions.
    pub fn sampler(&self) -> &Sampler {
        &self.sampler
    }

    /// Simulates one path. A checked operator cannot fail, but its amounts can
    /// leave all bounds: then the ledger says so in `beyond`, and nothing else in
    /// it is of use. Many paths are done faster by [`Simulator::simulate_each`], with the same bits.
    ///
    /// # Panics
    /// Where money or units are not conserved, which is a defect of the
    /// program: the message names the seed and path that replay it.
    pub fn simulate(&self, path: u64, draws: &mut Draws, ledger: &mut Ledger) {
        self.simulate_all(path, std::slice::from_mut(draws), std::slice::from_mut(ledger));
    }

    /// Simulates the paths from `first` on, one for each of the ledgers, with
    /// as many draws.
    ///
    /// # Panics
    /// As [`Simulator::simulate`], and where there are not as many draws as
    /// ledgers.
    pub fn simulate_all(&self, first: u64, draws: &mut [Draws], ledgers: &mut [Ledger]) {
        assert_eq!(draws.len(), ledgers.len(), "draws and ledgers");
        let (count, draw) = (draws.len(), self.drawn_from(first));
        let mut kept = draws.iter_mut().zip(ledgers);
        self.simulate_each(&mut Memory::default(), count, draw, |draws, ledger| {
            if let Some(kept) = kept.next() {
                std::mem::swap(kept.0, draws);
                std::mem::swap(kept.1, ledger);
            }
        });
    }

    /// Draws the assumptions of the paths from `first` on.
    pub fn drawn_from(&self, first: u64) -> impl Fn(usize, &mut Draws) {
        move |index, draws| self.sampler.draw_into(first + index as u64, draws)
    }

    /// Simulates `count` paths, each with assumptions from `draw`, which gets
    /// its position; events are those of the path that the draws name. `take`
    /// gets the paths in the order of their positions, each as soon as all
    /// before it have ended; it may keep what it gets and leave other memory.
    /// Best some hundreds at once: towards the end, lanes run empty.
    ///
    /// # Panics
    /// As [`Simulator::simulate`].
    pub fn simulate_each(
        &self,
        memory: &mut Memory,
        count: usize,
        draw: impl FnMut(usize, &mut Draws),
        take: impl FnMut(&mut Draws, &mut Ledger),
    ) {
        Paths::new(self, memory, count, draw, Silent).live(take);
    }

    /// Simulates one path and writes down what happens on it, with the bits of
    /// that path in any run.
    ///
    /// # Panics
    /// As [`Simulator::simulate`].
    pub fn replay(&self, path: u64) -> Replay {
        let (mut replay, mut memory) = (Replay::default(), Memory::default());
        let Replay { draws, ledger, record } = &mut replay;
        Paths::new(self, &mut memory, 1, self.drawn_from(path), record).live(|own, lived| {
            std::mem::swap(draws, own);
            std::mem::swap(ledger, lived);
        });
        replay
    }
}

/// One path with what happened on it.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// What was drawn for its assumptions.
    pub draws: Draws,
    /// Its months, and what they came to.
    pub ledger: Ledger,
    /// What happened.
    pub record: Record,
}

/// Many paths, as many of them on their way as there are lanes. A lane whose
/// path has ended takes up the next one, so each is in a month of its own.
/// Lanes for which there is none are computed all the same, and nobody looks.
struct Paths<'a, D, L> {
    simulator: &'a Simulator<'a>,
    memory: &'a mut Memory,
    count: usize,
    draw: D,
    log: L,
    /// How many have been started.
    started: usize,
    /// Of each lane: its company and the place of its path.
    companies: Vec<(Company<'a>, usize)>,
    /// Each lane's month.
    t: [usize; LANES],
    /// The month, of each lane, in which its tranches or sites have a say again; up to it
    /// they stay as they are.
    next_turn: [usize; LANES],
    luck: Luck,
    market: Market,
    supply: Supply,
    /// What is open until sites have a say again.
    open: Open<Lanes>,
    means: Means<Lanes>,
    trade: Trade,
    accounts: Accounts,
    turns: Turns,
    /// The lanes whose month has amounts that can be computed with.
    sized: LaneSet,
    /// Those whose path ends in the month.
    ends: LaneSet,
}

impl<'a, D: FnMut(usize, &mut Draws), L: Log> Paths<'a, D, L> {
    fn new(
        simulator: &'a Simulator<'a>,
        memory: &'a mut Memory,
        count: usize,
        draw: D,
        log: L,
    ) -> Self {
        let counts = memory.keeps_sums();
        Self {
            simulator,
            memory,
            count,
            draw,
            log,
            started: 0,
            companies: Vec::with_capacity(LANES),
            t: [0; LANES],
            next_turn: [0; LANES],
            luck: simulator.keys.luck(),
            market: Market::default(),
            supply: Supply::new(simulator.operator.suppliers.len()),
            open: Open::default(),
            means: Means::default(),
            trade: Trade::new(simulator.operator, counts),
            accounts: Accounts::new(simulator.operator, counts),
            turns: Turns::new(simulator.operator),
            sized: LaneSet::ALL,
            ends: LaneSet::default(),
        }
    }

    fn live(mut self, mut take: impl FnMut(&mut Draws, &mut Ledger)) {
        let mut living = LaneSet::ALL;
        for lane in living {
            if !self.start(lane) {
                living.remove(lane);
            }
        }
        while !living.is_empty() {
            self.begin_month();
            self.shut_windows(living);
            self.pay_tranches(living);
            self.disrupt(living);
            self.open_sites(living);
            self.trade.month(&self.t, &self.means, &self.luck);
            self.close_books();
            self.raise_money(living);
            self.audit(living);
            self.ends = self.turns.end(&self.t, &self.accounts, &self.market.window_open);
            self.keep_months(living);
            let going_on = living.both(self.sized).without(self.ends);
            for (lane, t) in self.t.iter_mut().enumerate() {
                *t += usize::from(going_on.contains(lane));
            }
            for lane in living.without(going_on) {
                self.end(lane);
                self.hand_on(lane, &mut take);
                if !self.start(lane) {
                    living.remove(lane);
                }
            }
        }
    }

    /// Starts the next path in a lane; false where there is none.
    fn start(&mut self, lane: usize) -> bool {
        if self.started == self.count {
            return false;
        }
        let Simulator { operator, sampler, keys, shocks, .. } = self.simulator;
        let kept = self.memory.kept();
        let place = self.memory.begin();
        let Place { draws, ledger, .. } = self.memory.at(place);
        (self.draw)(self.started, draws);
        let path = draws.path();
        if let Some((company, its_place)) = self.companies.get_mut(lane) {
            company.start(draws);
            *its_place = place;
        } else {
            let world = World { operator, sampler, keys: &keys.rare, shocks, kept };
            self.companies.push((Company::new(world, lane, draws), place));
        }
        ledger.path = path;
        ledger.beyond = None;
        ledger.months.clear();
        ledger.months.reserve(operator.horizon_months);
        let company = &self.companies[lane].0;
        let terms = company.terms();
        self.t[lane] = 0;
        self.next_turn[lane] = 0;
        keys.start(&mut self.luck, lane, path);
        self.market.start(lane, &terms.market, &terms.later_growth);
        self.supply.start(lane, terms);
        self.trade.start(lane, terms, &self.luck);
        self.accounts.start(lane, terms, company.next_site_capex());
        self.turns.start(lane, terms, company.fuses());
        self.started += 1;
        true
    }

    /// Luck and the market.
    fn begin_month(&mut self) {
        self.luck.next_month();
        self.market.next_month(&self.luck.demand.now, &self.luck.window.now);
        self.means.demand_index = self.market.demand_index;
        self.means.price_level = self.market.price_level;
        self.accounts.begin_month(&self.market.price_level);
    }

    fn shut_windows(&mut self, living: LaneSet) {
        if !self.simulator.shocks.shuts_windows() {
            return;
        }
        for lane in living {
            if self.simulator.shocks.shuts_window(self.t[lane]) {
                self.market.shut_window(lane);
            }
        }
    }

    /// The lanes in whose month tranches or sites have a say.
    fn having_turns(&self) -> LaneSet {
        widest(HavingTurns { next_turn: &self.next_turn, t: &self.t })
    }

    fn pay_tranches(&mut self, living: LaneSet) {
        if self.simulator.operator.tranches.is_empty() {
            return;
        }
        for lane in living.both(self.having_turns()) {
            let company = &mut self.companies[lane].0;
            let paid = company.tranches(self.t[lane], &self.accounts, &mut self.log);
            self.accounts.take_tranches(lane, paid);
        }
    }

    /// Supply and permits.
    fn disrupt(&mut self, living: LaneSet) {
        let Self { simulator, supply, companies, t, log, .. } = self;
        let shocked = if simulator.shocks.loses_suppliers() { living } else { LaneSet::default() };
        for lane in shocked {
            for supplier in 0..simulator.operator.suppliers.len() {
                let days = simulator.shocks.days_lost(supplier, t[lane]);
                if let Some(told) = supply.lose(supplier, lane, days) {
                    log.note(t[lane], || Event::Disrupted(told));
                }
            }
        }
        supply.look(&self.luck.begins);
        for source in 0..supply.sources() {
            for lane in living.both(supply.begins(source)) {
                let days = companies[lane].0.disruption_days(source, t[lane]);
                if let Some(told) = supply.begin(source, lane, days) {
                    log.note(t[lane], || Event::Disrupted(told));
                }
            }
        }
        supply.pass_month(&mut self.means);
    }

    /// Sites, of the paths on which something happens to them.
    fn open_sites(&mut self, living: LaneSet) {
        // A listener may be told something in any month; the rest changes nothing then.
        let concerned = if L::LISTENS { living } else { living.both(self.having_turns()) };
        for lane in concerned {
            let (t, price_level) = (self.t[lane], self.market.price_level[lane]);
            let company = &mut self.companies[lane].0;
            let opened = company.open_sites(t, &self.accounts, price_level, &mut self.log);
            self.next_turn[lane] = company.next_turn(t + 1);
            if let Some(open) = opened.open {
                self.open.set_lane(lane, open);
            }
            if let Some(attempt) = &opened.attempt {
                self.accounts.pay(lane, attempt, price_level);
            }
            if !opened.closed.is_empty() {
                self.accounts.write_off(lane, t, &opened.closed);
            }
        }
        self.means.have(&self.open, &self.t);
    }

    fn close_books(&mut self) {
        let Self { t, market, means, trade, accounts, sized, .. } = self;
        *sized = accounts.close(&Made { t, market, means, trade });
    }

    /// Rounds, of the paths that look for money.
    fn raise_money(&mut self, living: LaneSet) {
        let tries = self.turns.tries(&self.accounts);
        for lane in living.both(self.sized).both(tries) {
            let is_open = 0.0 < self.market.window_open[lane];
            let company = &mut self.companies[lane].0;
            let raised = company.raise(self.t[lane], &self.accounts, is_open, &mut self.log);
            if 0.0 < raised {
                self.accounts.take_in(lane, raised);
                self.turns.round_closed(lane);
            }
        }
    }

    fn audit(&mut self, living: LaneSet) {
        let adds_up = self.accounts.audit();
        let broken = living.both(self.sized).without(adds_up);
        if let Some(lane) = broken.into_iter().next() {
            let (path, seed) = (self.companies[lane].0.path(), self.simulator.seed);
            let broken = self.accounts.complaint(lane, self.t[lane]);
            panic!("path {path} of seed {seed} does not add up: {broken}");
        }
    }

    /// The month in the ledgers of the paths that keep theirs, and in the log.
    fn keep_months(&mut self, living: LaneSet) {
        if !L::LISTENS && !self.memory.keeps_any_months() {
            return;
        }
        for lane in living.both(self.sized) {
            let (company, place) = &self.companies[lane];
            if self.memory.keeps_months(company.path()) {
                self.memory.at(*place).ledger.months.push(self.accounts.month.lane(lane));
            }
            self.log.keep_month(|| {
                MonthDetail::of(lane, company, (&self.means, &self.trade), &self.accounts)
            });
        }
    }

    /// Ends the path in a lane: what it came to, or which amount left all bounds.
    fn end(&mut self, lane: usize) {
        let (company, place) = &mut self.companies[lane];
        let ledger = &mut self.memory.at(*place).ledger;
        let t = self.t[lane];
        if !self.sized.contains(lane) {
            ledger.beyond = Beyond::in_month(company.path(), t, &self.accounts.month.lane(lane));
            ledger.outcome = Outcome::default();
            return;
        }
        let is_open = 0.0 < self.market.window_open[lane];
        let days = self.supply.disruption_days(lane);
        let ended = (&self.accounts, &self.turns);
        ledger.outcome = company.end(t, ended, is_open, days, &mut self.log);
        ledger.beyond = Beyond::in_outcome(company.path(), &ledger.outcome);
    }

    /// Hands on the path that has ended in a lane.
    fn hand_on(&mut self, lane: usize, take: &mut impl FnMut(&mut Draws, &mut Ledger)) {
        let (company, place) = &self.companies[lane];
        let ledger = &mut self.memory.at(*place).ledger;
        ledger.flows.clear();
        ledger.flows.extend_from_slice(company.flows());
        ledger.deal.copy_from(company.deal());
        self.trade.tell_units(lane, ledger);
        self.memory.end(*place, take);
    }
}

/// The lanes whose turn has come.
struct HavingTurns<'a> {
    next_turn: &'a [usize; LANES],
    t: &'a [usize; LANES],
}

impl Kernel for HavingTurns<'_> {
    type Output = LaneSet;

    #[inline(always)]
    fn run(self) -> LaneSet {
        let mut due = Lanes::all(0.0);
        for lane in 0..LANES {
            due[lane] = number(self.next_turn[lane] <= self.t[lane]);
        }
        due.above_0()
    }
}
