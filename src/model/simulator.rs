//! Paths from time 0 to their end, several side by side: the months in order,
//! and within each the events in the order in which they happen.

use super::company::{Climate, Company, Operations, World};
use super::ledger::Ledger;
use super::luck::{Keys, Luck};
use super::market::Market;
use super::operator::{Operator, Terms};
use super::outcome::Outcome;
use super::shocks::Shocks;
use super::trade::{Means, Trade};
use crate::sampling::assumptions::{Assumptions, Draws, Sampler};
use crate::sampling::lanes::{LANES, Lanes};

/// Simulates paths of one operator under one seed.
pub struct Simulator<'a> {
    operator: &'a Operator,
    sampler: Sampler,
    keys: Keys,
    seed: u64,
    shocks: Shocks,
}

impl<'a> Simulator<'a> {
    /// Ready for any path. All randomness is keyed by (seed, name, path).
    pub fn new(operator: &'a Operator, assumptions: &Assumptions, seed: u64) -> Self {
        Self {
            operator,
            sampler: Sampler::new(assumptions, seed),
            keys: Keys::new(operator, seed),
            seed,
            shocks: Shocks::default(),
        }
    }

    /// What draws the assumptions.
    pub fn sampler(&self) -> &Sampler {
        &self.sampler
    }

    /// The same under shocks.
    pub fn shocked(self, shocks: Shocks) -> Self {
        Self { shocks, ..self }
    }

    /// Simulates one path into `ledger`, whose buffers are used again. A
    /// checked operator cannot fail. Many paths are done faster by
    /// [`Simulator::simulate_all`], with the same bits.
    ///
    /// # Panics
    /// Where money or units are not conserved, which is a defect of the
    /// program: the message names the seed and path that replay it.
    pub fn simulate(&self, path: u64, draws: &mut Draws, ledger: &mut Ledger) {
        self.simulate_all(path, std::slice::from_mut(draws), std::slice::from_mut(ledger));
    }

    /// Simulates the paths from `first` on, one for each of the ledgers, with
    /// as many draws; best a hundred or so at once.
    ///
    /// # Panics
    /// As [`Simulator::simulate`], and where there are not as many draws as
    /// ledgers.
    pub fn simulate_all(&self, first: u64, draws: &mut [Draws], ledgers: &mut [Ledger]) {
        for (path, draws) in (first..).zip(draws.iter_mut()) {
            self.sampler.draw_into(path, draws);
        }
        self.simulate_drawn(draws, ledgers);
    }

    /// The same with assumptions that are drawn already, which may be those of
    /// no path; events are those of the path that each of the draws names.
    ///
    /// # Panics
    /// As [`Simulator::simulate_all`].
    pub fn simulate_drawn(&self, draws: &[Draws], ledgers: &mut [Ledger]) {
        assert_eq!(draws.len(), ledgers.len(), "draws and ledgers");
        let terms: Vec<Terms<f64>> =
            draws.iter().map(|draws| self.operator.terms.resolve(draws)).collect();
        for (draws, ledger) in draws.iter().zip(ledgers.iter_mut()) {
            ledger.path = draws.path();
            ledger.months.clear();
            ledger.months.reserve(self.operator.horizon_months);
        }
        Paths::new(self, &terms).live(ledgers);
    }
}

/// Many paths, as many of them on their way as there are lanes. A lane whose
/// path has ended takes up the next one, so each is in a month of its own.
/// Lanes for which there is none are computed all the same, and nobody looks.
struct Paths<'a> {
    simulator: &'a Simulator<'a>,
    terms: &'a [Terms<f64>],
    /// How many have been started.
    started: usize,
    /// Of each lane: its company and the position of its path.
    companies: Vec<(Company<'a>, usize)>,
    /// Each lane's month.
    t: [usize; LANES],
    luck: Luck,
    market: Market,
    means: Means<Lanes>,
    trade: Trade,
}

impl<'a> Paths<'a> {
    fn new(simulator: &'a Simulator<'a>, terms: &'a [Terms<f64>]) -> Self {
        Self {
            simulator,
            terms,
            started: 0,
            companies: Vec::with_capacity(LANES),
            t: [0; LANES],
            luck: simulator.keys.luck(),
            market: Market::default(),
            means: Means::default(),
            trade: Trade::new(simulator.operator),
        }
    }

    fn live(mut self, ledgers: &mut [Ledger]) {
        let mut living: Vec<usize> = (0..LANES).collect();
        living.retain(|&lane| self.start(lane, ledgers));
        while !living.is_empty() {
            self.begin_month(&living);
            self.trade.month(&self.t, &self.means, &self.luck);
            living.retain(|&lane| {
                let path = self.companies[lane].1;
                match self.end_month(lane, &mut ledgers[path]) {
                    None => true,
                    Some(outcome) => {
                        ledgers[path].outcome = outcome;
                        self.start(lane, ledgers)
                    }
                }
            });
        }
    }

    /// Starts the next path in a lane; false where there is none.
    fn start(&mut self, lane: usize, ledgers: &[Ledger]) -> bool {
        let Some(terms) = self.terms.get(self.started) else {
            return false;
        };
        let Simulator { operator, sampler, keys, seed, shocks } = self.simulator;
        let path = ledgers[self.started].path;
        let world = World { operator, sampler, keys: &keys.rare, seed: *seed, shocks };
        let company = (Company::new(world, path, lane, terms), self.started);
        if let Some(last) = self.companies.get_mut(lane) {
            *last = company;
        } else {
            self.companies.push(company);
        }
        self.t[lane] = 0;
        keys.start(&mut self.luck, lane, path);
        self.market.start(lane, &terms.market);
        self.trade.start(lane, terms);
        self.started += 1;
        true
    }

    /// Luck, market, supply and sites.
    fn begin_month(&mut self, living: &[usize]) {
        let shocks = &self.simulator.shocks;
        self.luck.next_month();
        self.market.next_month(&self.luck.demand.now, &self.luck.window.now);
        self.means.demand_index = self.market.demand_index;
        for &lane in living {
            let climate = Climate {
                demand_index: self.market.demand_index[lane],
                window_open: self.market.window_open[lane] && !shocks.shuts_window(self.t[lane]),
            };
            let company = &mut self.companies[lane].0;
            let opened = company.open_month(self.t[lane], climate, &self.luck);
            self.means.sites_open[lane] = opened.sites_open;
            self.means.site_equivalents[lane] = opened.site_equivalents;
            self.means.availability[lane] = opened.availability;
            self.means.material_factor[lane] = opened.material_factor;
        }
    }

    /// Books, funding and exit; the outcome, if the path ends.
    fn end_month(&mut self, lane: usize, ledger: &mut Ledger) -> Option<Outcome> {
        let (company, t) = (&mut self.companies[lane].0, self.t[lane]);
        let operations = Operations {
            lines: self.trade.lineup.total.lane(lane),
            popups: self.trade.popup_month.lane(lane),
            overhead: self.trade.overhead[lane],
            capacity_factor: self.trade.lineup.capacity_factor[lane],
        };
        let end = company.close_month(t, &operations, &mut ledger.months);
        self.t[lane] += 1;
        let at_horizon = end.is_none() && self.t[lane] == self.simulator.operator.horizon_months;
        if at_horizon { Some(company.value_at_horizon()) } else { end }
    }
}
