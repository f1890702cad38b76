//! Simulating scenarios for a command: threads, progress, Ctrl-C.

use super::Failure;
use super::jobs::source::About;
use super::jobs::variation::Variation;
use super::jobs::{Source, gather};
pub(in crate::cli) use super::work::{Work, beyond_bounds, threads, without_result};
use crate::analysis::base_rates::{base_rates, peers};
use crate::analysis::break_even_price::{BreakEvenPrice, break_even_price};
use crate::analysis::closing_stack::ClosingStack;
use crate::analysis::compare::Together;
use crate::analysis::default_rules::default_rules;
use crate::analysis::errors::Errors;
use crate::analysis::evaluate::{Evaluated, Sample};
use crate::analysis::inputs::Inputs;
use crate::analysis::kpi::KpiTerms;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::partial;
use crate::analysis::partial::column::Column;
use crate::analysis::partial::inquiry::Inquiry;
use crate::analysis::partial::price::PriceSearch;
use crate::analysis::partial::summary::Scope;
use crate::analysis::ranks;
use crate::analysis::repriced::{DealPaths, Repriced};
use crate::analysis::run_info::{MOST_IN_COLUMNS, MOST_KEPT, RunInfo};
use crate::analysis::screening::Rule;
use crate::analysis::statistic::Statistic;
use crate::analysis::summary::{self, Summary, summarize};
use crate::engine;
use crate::input::Scenario;
use crate::input::blocks::Screen;
use crate::model::operator::Metric;
use crate::model::simulator::Simulator;
use crate::output::caveats::{caveats, of_the_first};
use crate::output::given;
use crate::output::words::metric;
use crate::sampling::design::Design;

/// Everything that results are made from.
pub(super) struct Run {
    pub(super) info: RunInfo,
    pub(super) outcomes: Outcomes,
    pub(super) summary: Summary,
    pub(super) caveats: Vec<String>,
    /// The price of the round at which mean NPV is 0, of more paths than are kept.
    price: Option<BreakEvenPrice>,
    /// Statistics that were asked for, where they come from exact sums instead of columns.
    pub(super) evaluated: Vec<Evaluated>,
}

/// How much is simulated, and how.
pub(super) struct Plan {
    pub(super) paths: u64,
    pub(super) seed: u64,
    pub(super) design: Design,
    /// 0: one for each core.
    pub(super) threads: u64,
    pub(super) quiet: bool,
    /// Where what is tallied of paths comes from.
    pub(super) source: Source,
    /// Whether figures are put together from exact sums, whatever the number of paths.
    pub(super) is_flat: bool,
    /// Paths at most that are kept, the first ones: charts and tables of paths show them.
    pub(super) most_kept: u64,
}

impl Plan {
    /// Of so many paths, each independent of all others.
    pub(super) fn new(paths: u64, seed: u64, threads: u64, quiet: bool) -> Self {
        let source = Source::Here;
        let design = Design::Plain;
        Self { paths, seed, design, threads, quiet, source, is_flat: false, most_kept: u64::MAX }
    }

    /// The same in a design.
    pub(super) fn in_design(self, design: Design) -> Self {
        Self { design, ..self }
    }

    /// Begins work on so many paths in all, whatever they are simulated for.
    pub(super) fn begin(&self, paths: u64) -> Result<Work, Failure> {
        Work::begin(self.threads, paths, self.quiet)
    }

    /// Keeps no more paths than charts and tables of paths show.
    pub(super) fn keeping_few(self) -> Self {
        Self { most_kept: MOST_KEPT, ..self }
    }

    /// Paths that are kept.
    pub(super) fn kept(&self) -> u64 {
        self.paths.min(self.most_kept)
    }

    /// Whether figures are put together from exact sums instead of columns.
    pub(super) fn is_flat(&self) -> bool {
        self.is_flat || self.kept() < self.paths || !self.source.is_here()
    }

    /// Refuses what does not fit in memory.
    pub(super) fn check(&self, scenarios: u64) -> Result<(), Failure> {
        let all = self.paths.saturating_mul(scenarios);
        if all <= MOST_IN_COLUMNS {
            return Ok(());
        }
        let each = if scenarios == 1 { "" } else { " in each scenario" };
        let most = MOST_IN_COLUMNS / scenarios;
        let paths = self.paths;
        Err(Failure::misused(format!(
            "{paths} paths{each} do not fit in memory, where this keeps all of them; at most {most} do"
        )))
    }

    /// Simulates the scenarios one after the other, on the same paths.
    pub(super) fn simulate(&self, scenarios: &[Scenario]) -> Result<Vec<Run>, Failure> {
        self.simulate_for(scenarios, &[])
    }

    /// The same, for statistics beside all figures of a run; these are only evaluated where they
    /// come from exact sums.
    pub(super) fn simulate_for(
        &self,
        scenarios: &[Scenario],
        statistics: &[Statistic],
    ) -> Result<Vec<Run>, Failure> {
        let each = self.paths + if self.is_flat() { self.paths + self.kept() } else { 0 };
        let work = self.begin(each * scenarios.len() as u64)?;
        let runs = scenarios.iter().map(|scenario| {
            let correlated = ranks::correlated(&scenario.assumptions);
            self.simulate_and(scenario, correlated, (statistics, &work)).map(|(run, _)| run)
        });
        let runs = gather(runs);
        work.progress.finish();
        runs
    }

    /// Simulates one scenario. `kept` are the inputs whose columns come with
    /// the run, the correlated ones among them; those of the paths that are kept.
    pub(super) fn simulate_one(
        &self,
        scenario: &Scenario,
        kept: Inputs,
        work: &Work,
    ) -> Result<(Run, Inputs), Failure> {
        self.simulate_and(scenario, kept, (&[], work))
    }

    fn simulate_and(
        &self,
        scenario: &Scenario,
        kept: Inputs,
        (statistics, work): (&[Statistic], &Work),
    ) -> Result<(Run, Inputs), Failure> {
        let info = self.run_info(scenario);
        let simulator = self.simulator(scenario);
        let empty = (Outcomes::keeping_draws(&scenario.assumptions, self.design), kept);
        let (outcomes, inputs) = work
            .pool
            .install(|| engine::run(&simulator, 0..self.kept(), &empty, &work.progress))
            .map_err(without_result(&scenario.file))?;
        let names: Vec<String> =
            scenario.operator.lines.iter().map(|line| line.name.clone()).collect();
        let (mut summary, price, evaluated) = if self.is_flat() {
            self.summary_of_all(scenario, (&info, &names), &outcomes, (statistics, work))?
        } else {
            let mut summary = summarize(&outcomes, info.target_irr, &info.route_names);
            summary.break_even_rate = outcomes.flows.break_even_rate(outcomes.errors);
            summary.base_rates = base_rates(&outcomes, info.horizon_months);
            summary.lines = summary::lines(&outcomes, names.iter().map(String::as_str));
            (summary, None, Vec::new())
        };
        summary.correlations = ranks::achieved(&scenario.assumptions, &inputs);
        summary.cap_table = scenario.cap_table();
        let first = of_the_first(self.kept(), self.paths);
        let caveats = first.into_iter().chain(caveats(&summary, &info)).collect();
        Ok((Run { info, outcomes, summary, caveats, price, evaluated }, inputs))
    }

    /// The figures of all paths, from exact sums; and the price of the round at which mean NPV
    /// is 0, where more paths are asked than are kept.
    fn summary_of_all(
        &self,
        scenario: &Scenario,
        (info, line_names): (&RunInfo, &[String]),
        outcomes: &Outcomes,
        (statistics, work): (&[Statistic], &Work),
    ) -> Result<(Summary, Option<BreakEvenPrice>, Vec<Evaluated>), Failure> {
        let Scenario { operator, assumptions, .. } = scenario;
        let scope = Scope {
            route_names: &info.route_names,
            line_names,
            horizon_months: info.horizon_months,
        };
        let errors = self.errors();
        let mut wanted = partial::summary::wanted(scope);
        wanted.extend(partial::statistics::wanted(statistics));
        let mut inquiry =
            Inquiry::new(self.paths, errors, wanted).with_break_even_rate().with_irr_kinds();
        let nobody = DealPaths::default();
        if self.kept() < self.paths {
            let (first, _) = self.price_of(scenario, &outcomes.deals, work);
            let deal = Repriced::new(operator, assumptions, &nobody);
            inquiry = inquiry.with_price(PriceSearch::new(deal, errors, first));
        }
        let variation = Variation::default();
        let about = About::plain(scenario, &variation, (self.seed, self.design));
        let sorted = |column: &Column| column.sorted_of_first(outcomes);
        self.source.answer(&mut inquiry, &about, (0..self.paths, work), sorted)?;
        let peers = peers(outcomes);
        let summary = partial::summary::summary(&inquiry, self.paths, scope, peers);
        let evaluated = partial::statistics::evaluated(&inquiry, statistics);
        Ok((summary, inquiry.price(), evaluated))
    }

    /// What a scenario is beside another, path by path, from exact sums.
    pub(super) fn beside(&self, first: &Scenario, other: &Scenario) -> Result<Together, Failure> {
        let work = self.begin(2 * self.paths)?;
        let variation = Variation::default();
        let about = About::plain(other, &variation, (self.seed, self.design)).beside(first);
        let mut inquiry = Inquiry::new(self.paths, self.errors(), partial::beside::wanted());
        self.source.answer(&mut inquiry, &about, (0..self.paths, &work), |_| None)?;
        work.progress.finish();
        Ok(partial::beside::together(&inquiry))
    }

    /// The price of the round at which mean NPV of a run is 0, and that of the plan: no price
    /// moves what the operator lives through, so nothing is simulated again.
    pub(super) fn break_even_price(
        &self,
        scenario: &Scenario,
        run: &Run,
    ) -> Result<(BreakEvenPrice, f64), Failure> {
        let work = Work::begin(self.threads, 0, true)?;
        let (price, plan) = self.price_of(scenario, &run.outcomes.deals, &work);
        Ok((run.price.unwrap_or(price), plan))
    }

    fn price_of(
        &self,
        scenario: &Scenario,
        deals: &DealPaths,
        work: &Work,
    ) -> (BreakEvenPrice, f64) {
        let deal = Repriced::new(&scenario.operator, &scenario.assumptions, deals);
        let price = work.pool.install(|| break_even_price(&deal, self.errors()));
        (price, deal.deal().pre_money)
    }

    /// How the errors of its figures are found.
    pub(super) fn errors(&self) -> Errors {
        self.design.into()
    }

    /// What simulates the paths of a scenario.
    pub(super) fn simulator<'a>(&self, scenario: &'a Scenario) -> Simulator<'a> {
        Simulator::in_design(&scenario.operator, &scenario.assumptions, self.seed, self.design)
    }

    pub(super) fn run_info(&self, scenario: &Scenario) -> RunInfo {
        let operator = &scenario.operator;
        let terms = &operator.terms;
        let fact = |input| scenario.assumptions.known(input).expect("facts are plain numbers");
        RunInfo {
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario_file: scenario.file.clone(),
            scenario_name: scenario.name.clone(),
            vertical: scenario.vertical.clone(),
            currency: scenario.currency.clone(),
            content_hash: scenario.content_hash.clone(),
            seed: self.seed,
            design: self.design,
            paths: self.paths,
            horizon_months: operator.horizon_months,
            hurdle_rate: fact(terms.deal.hurdle_rate),
            target_irr: fact(terms.deal.target_irr),
            cheque: fact(terms.deal.cheque),
            post_money: fact(terms.deal.pre_money) + fact(terms.deal.round_size),
            route_names: operator.route_names(),
            horizon_rule: horizon_rule(scenario),
            kpi: kpi_terms(scenario, fact(terms.deal.cheque)),
            closing: ClosingStack::of(operator, &scenario.assumptions),
        }
    }
}

/// What the operating figures are held to: by the file's own rules before those of the default set.
fn kpi_terms(scenario: &Scenario, cheque: f64) -> KpiTerms {
    let own = scenario.screen.iter().map(Screen::rule);
    let rules: Vec<Rule> = own.chain(default_rules(cheque)).collect();
    KpiTerms::of(&scenario.assumptions, &rules)
}

/// How the paths that nobody bought are valued, in words.
fn horizon_rule(scenario: &Scenario) -> String {
    let operator = &scenario.operator;
    let known = |input| scenario.assumptions.known(input);
    let of = |input, of: Metric| match known(input) {
        Some(multiple) => format!("{} {}", given::multiple(multiple), metric(of)),
        None => format!("a drawn multiple of {}", metric(of)),
    };
    let horizon = &operator.terms.horizon;
    let multiple = match operator.horizon_metric {
        Metric::BetterOf => format!(
            "the better of {} and {}",
            of(horizon.revenue_multiple, Metric::LtmRevenue),
            of(horizon.ebitda_multiple, Metric::LtmEbitda),
        ),
        one => of(horizon.multiple, one),
    };
    match known(operator.terms.horizon.illiquidity_discount) {
        Some(discount) if discount <= 0.0 => multiple,
        Some(discount) => format!("{multiple} less {} for illiquidity", given::share(discount)),
        None => format!("{multiple} less a drawn discount for illiquidity"),
    }
}

/// A run as statistics want it.
pub(in crate::cli) fn sample<'a>(outcomes: &'a Outcomes, info: &'a RunInfo) -> Sample<'a> {
    Sample { outcomes, rates: info.rates(), route_names: &info.route_names }
}
