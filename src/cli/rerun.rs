//! One scenario run again and again with some of its assumptions changed, on
//! the same draws, for the sake of a few statistics. Memory does not grow with
//! the number of runs.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use super::Failure;
use super::jobs::source::About;
use super::jobs::tally::Simulated;
pub(super) use super::jobs::variation::Variation;
use super::memory::{self, MemoryUse};
use super::scenario::rates;
use super::simulate::{Plan, Work, without_result};
use crate::analysis::break_even_price::{BreakEvenPrice, break_even_price};
use crate::analysis::columns::Columns;
use crate::analysis::evaluate::Evaluated;
use crate::analysis::partial;
use crate::analysis::partial::price::PriceSearch;
use crate::analysis::repriced::{DealPaths, Repriced};
use crate::analysis::run_info::MOST_KEPT;
use crate::analysis::settled_anew::{Lived, is_of_holders};
use crate::analysis::statistic::{Rates, Statistic};
use crate::engine;
use crate::input::Scenario;
use crate::model::operator::Operator;
use crate::model::shocks::Shocks;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::{Assumptions, Input, Shape};
use crate::sampling::kept_draws::KeptDraws;

/// Statistics that a run is made for, about.
const STATISTICS: usize = 8;

/// Paths at most whose lives are kept, some hundred bytes each.
const MOST_LIVED: u64 = 200_000;

impl Variation {
    /// Whether it changes nothing but what only the holders of shares read; also where it changes
    /// nothing at all.
    fn is_of_holders(&self, operator: &Operator) -> bool {
        let Self { shapes, bands, correlations, shifts, shocks, .. } = self;
        let is_own = |(input, shape): &(Input, Shape)| {
            matches!(shape, Shape::Known(_)) && is_of_holders(operator, *input)
        };
        shapes.iter().all(is_own)
            && bands.is_empty()
            && correlations.is_none()
            && shifts.is_empty()
            && *shocks == Shocks::default()
    }

    /// Whether every number that is uncertain with it is drawn as without.
    fn draws_no_other(&self) -> bool {
        let Self { shapes, bands, correlations, shifts, .. } = self;
        let is_known = |(_, shape): &(Input, Shape)| matches!(shape, Shape::Known(_));
        shapes.iter().all(is_known)
            && bands.is_empty()
            && correlations.is_none()
            && shifts.is_empty()
    }
}

/// Whether paths were drawn before, and what was.
#[derive(Default)]
enum Drawn {
    #[default]
    Never,
    Once,
    Kept(Arc<KeptDraws>),
}

/// Whether statistics come from exact sums instead of columns.
fn is_flat(plan: &Plan) -> bool {
    let is_many = MOST_KEPT < plan.paths && plan.errors().of_so_many(plan.paths as usize);
    is_many || plan.is_flat()
}

/// What is asked of all paths, beside statistics.
#[derive(Clone)]
struct Questions<'a> {
    operator: &'a Operator,
    assumptions: &'a Assumptions,
    variation: &'a Variation,
    price: Option<Price<'a>>,
}

/// The price of the round at which mean NPV is 0.
#[derive(Clone)]
enum Price<'a> {
    /// Sought on the paths, which are few.
    Sought,
    /// From what the first of them say.
    Settled(Box<PriceSearch<'a>>),
}

/// A scenario that is run again and again.
pub(super) struct Rerun<'a> {
    plan: &'a Plan,
    scenario: &'a Scenario,
    routes: Vec<String>,
    work: Arc<Work>,
    /// What the paths of the plan lived through, once it has been asked for.
    lived: Mutex<Option<Arc<Lived>>>,
    /// What they draw.
    drawn: Mutex<Drawn>,
}

impl<'a> Rerun<'a> {
    /// With one progress bar over at most `runs` runs.
    pub(super) fn new(plan: &'a Plan, scenario: &'a Scenario, runs: u64) -> Result<Self, Failure> {
        if !is_flat(plan) {
            plan.check(1)?;
            memory::check(plan.paths, plan.quiet, &[MemoryUse::statistics(STATISTICS)], 0)?;
        }
        let work = plan.begin(plan.paths.saturating_mul(runs))?;
        Ok(Self::within(plan, scenario, Arc::new(work)))
    }

    /// As a part of work that has begun.
    pub(super) fn within(plan: &'a Plan, scenario: &'a Scenario, work: Arc<Work>) -> Self {
        let routes = scenario.operator.route_names();
        let (lived, drawn) = (Mutex::default(), Mutex::default());
        Self { plan, scenario, routes, work, lived, drawn }
    }

    /// The statistics of the plan with some things changed. Path i meets the
    /// same luck in every run.
    pub(super) fn statistics(
        &self,
        variation: &Variation,
        statistics: &[Statistic],
    ) -> Result<Vec<Evaluated>, Failure> {
        self.statistics_of(&self.scenario.operator, variation, statistics)
    }

    /// The same of an operator that was read with those changes: it has the
    /// scenario's own numbers, and may differ in what follows from them.
    pub(super) fn statistics_of(
        &self,
        operator: &Operator,
        variation: &Variation,
        statistics: &[Statistic],
    ) -> Result<Vec<Evaluated>, Failure> {
        self.columns(operator, variation, statistics, 0..self.plan.paths)
    }

    /// The statistics of the plan itself, and the price at which its mean NPV is 0: no other
    /// price is simulated.
    pub(super) fn of_plan(
        &self,
        statistics: &[Statistic],
    ) -> Result<(Vec<Evaluated>, BreakEvenPrice), Failure> {
        let Scenario { operator, assumptions, .. } = self.scenario;
        if is_flat(self.plan) {
            return self.of_plan_in_parts(statistics);
        }
        let columns = Columns::new(statistics, rates(self.scenario), &self.routes);
        let columns = columns.with_errors(self.plan.errors());
        let empty = (columns, DealPaths::default());
        let simulator = self.plan.simulator(self.scenario);
        let run = || engine::run(&simulator, 0..self.plan.paths, &empty, &self.work.progress);
        let (columns, paths) =
            self.work.pool.install(run).map_err(without_result(&self.scenario.file))?;
        let deal = Repriced::new(operator, assumptions, &paths);
        let price = self.work.pool.install(|| break_even_price(&deal, self.plan.errors()));
        Ok((columns.evaluate(), price))
    }

    /// The statistics of the plan with some things changed over other paths
    /// than its own: the next ones of as many.
    pub(super) fn statistics_elsewhere(
        &self,
        variation: &Variation,
        statistics: &[Statistic],
    ) -> Result<Vec<Evaluated>, Failure> {
        let paths = self.plan.paths..2 * self.plan.paths;
        self.columns(&self.scenario.operator, variation, statistics, paths)
    }

    fn columns(
        &self,
        operator: &Operator,
        variation: &Variation,
        statistics: &[Statistic],
        paths: Range<u64>,
    ) -> Result<Vec<Evaluated>, Failure> {
        let assumptions = variation.of(&self.scenario.assumptions);
        if is_flat(self.plan) {
            let asked = Questions { operator, assumptions: &assumptions, variation, price: None };
            let (evaluated, _) = self.in_parts(asked, statistics, paths)?;
            return Ok(evaluated);
        }
        let fact = |input| assumptions.known(input).expect("facts are plain numbers");
        let deal = &operator.terms.deal;
        let rates = Rates { hurdle: fact(deal.hurdle_rate), target: fact(deal.target_irr) };
        if paths == (0..self.plan.paths)
            && paths.end <= MOST_LIVED
            && variation.is_of_holders(operator)
            && let Some(lived) = self.lived(statistics, !variation.shapes.is_empty())?
        {
            let with = (rates, self.routes.as_slice());
            let settled = || lived.settled((operator, &assumptions), statistics, with);
            let settle = || settled().with_errors(self.plan.errors()).evaluate();
            return Ok(self.work.pool.install(settle));
        }
        let empty = Columns::new(statistics, rates, &self.routes).with_errors(self.plan.errors());
        let simulator =
            Simulator::in_design(operator, &assumptions, self.plan.seed, self.plan.design);
        let simulator = simulator.shocked(variation.shocks.clone());
        let simulator = match self.drawn(variation) {
            Some(drawn) => simulator.keeping(drawn),
            None => simulator,
        };
        let run = || engine::run(&simulator, paths.clone(), &empty, &self.work.progress);
        let columns = self.work.pool.install(run).map_err(without_result(&self.scenario.file))?;
        Ok(columns.evaluate())
    }

    /// The same from exact sums instead of columns.
    fn of_plan_in_parts(
        &self,
        statistics: &[Statistic],
    ) -> Result<(Vec<Evaluated>, BreakEvenPrice), Failure> {
        let Scenario { operator, assumptions, .. } = self.scenario;
        let (plan, nobody) = (self.plan, DealPaths::default());
        let variation = Variation::default();
        let asked = Questions { operator, assumptions, variation: &variation, price: None };
        let paths = 0..plan.paths;
        if plan.paths <= MOST_KEPT {
            let asked = Questions { price: Some(Price::Sought), ..asked };
            let (evaluated, price) = self.in_parts(asked, statistics, paths)?;
            return Ok((evaluated, price.unwrap_or(BreakEvenPrice::Always)));
        }
        let first = Questions { price: Some(Price::Sought), ..asked.clone() };
        let (_, first) = self.in_parts(first, &[], 0..MOST_KEPT)?;
        let first = first.unwrap_or(BreakEvenPrice::Always);
        let deal = Repriced::new(operator, assumptions, &nobody);
        let search = PriceSearch::new(deal, plan.errors(), first);
        let asked = Questions { price: Some(Price::Settled(Box::new(search))), ..asked };
        let (evaluated, price) = self.in_parts(asked, statistics, paths)?;
        Ok((evaluated, price.unwrap_or(first)))
    }

    /// Statistics of paths, and the price at which mean NPV is 0 where that is asked, round by
    /// round.
    fn in_parts(
        &self,
        Questions { operator, assumptions, variation, price }: Questions<'_>,
        statistics: &[Statistic],
        paths: Range<u64>,
    ) -> Result<(Vec<Evaluated>, Option<BreakEvenPrice>), Failure> {
        let (plan, scenario) = (self.plan, self.scenario);
        if !plan.errors().of_so_many(plan.paths as usize) {
            return Err(Failure::misused(format!(
                "{} paths of the design {} are not put together from parts, since what a change \
                 does is told path by path there; {}",
                plan.paths,
                plan.design,
                plan.errors().advice()
            )));
        }
        let count = paths.end - paths.start;
        let mut inquiry = partial::statistics::inquiry(statistics, count, plan.errors());
        match price {
            Some(Price::Settled(search)) => inquiry = inquiry.with_price(*search),
            Some(Price::Sought) => inquiry = inquiry.with_price_of_these(),
            None => {}
        }
        let (seed, design) = (plan.seed, plan.design);
        let simulated = Simulated { operator, assumptions, variation, seed, design, beside: None };
        let about =
            About { scenario, changes: &variation.changes, variation, beside: None, simulated };
        plan.source.answer(&mut inquiry, &about, (paths, &self.work), |_| None)?;
        let evaluated = partial::statistics::evaluated(&inquiry, statistics);
        Ok((evaluated, inquiry.price()))
    }

    /// What the plan's paths live through; simulated where it is not known yet and is `wanted`.
    fn lived(&self, statistics: &[Statistic], wanted: bool) -> Result<Option<Arc<Lived>>, Failure> {
        let mut kept = self.lived.lock().expect("no thread has failed");
        let known = kept.as_ref().filter(|lived| lived.has(statistics));
        if known.is_some() || !wanted {
            return Ok(known.map(Arc::clone));
        }
        let simulator = self.plan.simulator(self.scenario);
        let empty = Lived::new(statistics);
        let run = || engine::run(&simulator, 0..self.plan.paths, &empty, &self.work.progress);
        let lived = self.work.pool.install(run).map_err(without_result(&self.scenario.file))?;
        Ok(Some(Arc::clone(kept.insert(Arc::new(lived)))))
    }

    /// What the plan draws on its paths, for a variation that draws the same or knows it; from the
    /// second on, since for one alone nothing is saved.
    fn drawn(&self, variation: &Variation) -> Option<Arc<KeptDraws>> {
        if !variation.draws_no_other() {
            return None;
        }
        let mut drawn = self.drawn.lock().expect("no thread has failed");
        let kept = match std::mem::replace(&mut *drawn, Drawn::Once) {
            Drawn::Never => return None,
            Drawn::Once => {
                let simulator = self.plan.simulator(self.scenario);
                let draw = || KeptDraws::of(simulator.sampler(), self.plan.paths);
                Arc::new(self.work.pool.install(draw))
            }
            Drawn::Kept(kept) => kept,
        };
        *drawn = Drawn::Kept(Arc::clone(&kept));
        Some(kept)
    }

    /// Whether it is simulated here, rather than put together from partial results.
    pub(super) fn is_here(&self) -> bool {
        self.plan.source.is_here()
    }

    /// Takes the progress bar away.
    pub(super) fn finish(&self) {
        self.work.progress.finish();
    }
}
