//! Simulating scenarios for a command: threads, progress, Ctrl-C.

use super::progress::Progress;
use super::{Failure, stop};
use crate::analysis::base_rates::base_rates;
use crate::analysis::break_even_price::{BreakEvenPrice, break_even_price};
use crate::analysis::closing_stack::ClosingStack;
use crate::analysis::default_rules::default_rules;
use crate::analysis::errors::Errors;
use crate::analysis::evaluate::Sample;
use crate::analysis::inputs::Inputs;
use crate::analysis::kpi::KpiTerms;
use crate::analysis::outcomes::Outcomes;
use crate::analysis::ranks::{self, RankCorrelation};
use crate::analysis::repriced::Repriced;
use crate::analysis::run_info::{MOST_PATHS, RunInfo};
use crate::analysis::screening::Rule;
use crate::analysis::summary::{self, Summary, summarize};
use crate::engine::{self, Stopped};
use crate::input::Scenario;
use crate::input::blocks::Screen;
use crate::model::beyond::Beyond;
use crate::model::operator::Metric;
use crate::model::simulator::Simulator;
use crate::output::caveats::caveats;
use crate::output::given;
use crate::output::words::metric;
use crate::sampling::design::Design;

/// Everything that results are made from.
pub(super) struct Run {
    pub(super) info: RunInfo,
    pub(super) outcomes: Outcomes,
    pub(super) summary: Summary,
    pub(super) caveats: Vec<String>,
}

/// How much is simulated, and how.
pub(super) struct Plan {
    pub(super) paths: u64,
    pub(super) seed: u64,
    pub(super) design: Design,
    /// 0: one for each core.
    pub(super) threads: u64,
    pub(super) quiet: bool,
}

impl Plan {
    /// Refuses what does not fit in memory.
    pub(super) fn check(&self, scenarios: u64) -> Result<(), Failure> {
        let all = self.paths.saturating_mul(scenarios);
        if all <= MOST_PATHS {
            return Ok(());
        }
        let each = if scenarios == 1 { "" } else { " in each scenario" };
        let most = MOST_PATHS / scenarios;
        let paths = self.paths;
        Err(Failure::misused(format!(
            "{paths} paths{each} do not fit in memory; at most {most} do"
        )))
    }

    /// Simulates the scenarios one after the other, on the same paths.
    pub(super) fn simulate(&self, scenarios: &[Scenario]) -> Result<Vec<Run>, Failure> {
        let work = Work::begin(self, self.paths * scenarios.len() as u64)?;
        let runs = scenarios.iter().map(|scenario| {
            let correlated = ranks::correlated(&scenario.assumptions);
            self.simulate_one(scenario, correlated, &work).map(|(run, _)| run)
        });
        let runs = runs.collect();
        work.progress.finish();
        runs
    }

    /// Simulates one scenario. `kept` are the inputs whose columns come with
    /// the run, the correlated ones among them.
    pub(super) fn simulate_one(
        &self,
        scenario: &Scenario,
        kept: Inputs,
        work: &Work,
    ) -> Result<(Run, Inputs), Failure> {
        let info = self.run_info(scenario);
        let simulator = self.simulator(scenario);
        let empty = (Outcomes::keeping_draws(&scenario.assumptions, self.design), kept);
        let (outcomes, inputs) = work
            .pool
            .install(|| engine::run(&simulator, 0..self.paths, &empty, &work.progress))
            .map_err(without_result(&scenario.file))?;
        let achieved = ranks::achieved(&scenario.assumptions, &inputs);
        let mut run = Run::of(info, outcomes, achieved);
        let names = scenario.operator.lines.iter().map(|line| line.name.as_str());
        run.summary.lines = summary::lines(&run.outcomes, names);
        run.summary.cap_table = scenario.cap_table();
        Ok((run, inputs))
    }

    /// The price of the round at which mean NPV of a run is 0, and that of the plan: no price
    /// moves what the operator lives through, so nothing is simulated again.
    pub(super) fn break_even_price(
        &self,
        scenario: &Scenario,
        outcomes: &Outcomes,
    ) -> Result<(BreakEvenPrice, f64), Failure> {
        let deal = Repriced::new(&scenario.operator, &scenario.assumptions, &outcomes.deals);
        let price = threads(self.threads)?.install(|| break_even_price(&deal, self.errors()));
        Ok((price, deal.deal().pre_money))
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
            route_names: operator.routes.iter().map(|(name, _)| name.clone()).collect(),
            horizon_rule: horizon_rule(scenario),
            kpi: kpi_terms(scenario, fact(terms.deal.cheque)),
            closing: ClosingStack::of(operator, &scenario.assumptions),
        }
    }
}

/// Threads, and one progress bar over all that is simulated on them.
pub(super) struct Work {
    pub(super) pool: rayon::ThreadPool,
    pub(super) progress: Progress,
}

impl Work {
    /// For so many paths in all, whatever they are simulated for; from here on
    /// Ctrl-C stops between two of them.
    pub(super) fn begin(plan: &Plan, paths: u64) -> Result<Self, Failure> {
        let pool = threads(plan.threads)?;
        stop::listen();
        Ok(Self { pool, progress: Progress::new(paths, plan.quiet) })
    }
}

/// So many threads; 0: one for each core. The environment has no say in it, as
/// it would in a pool that is not told a number.
pub(super) fn threads(wanted: u64) -> Result<rayon::ThreadPool, Failure> {
    let number = if wanted == 0 { cores() } else { wanted as usize };
    rayon::ThreadPoolBuilder::new()
        .num_threads(number)
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start {wanted} threads: {error}")))
}

/// How many cores there are; 1 where the system does not say.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What a run of a scenario, called `file`, comes to that has no result.
pub(super) fn without_result(file: &str) -> impl Fn(Stopped) -> Failure {
    move |why| match why {
        Stopped::Asked { .. } => stop::interrupted(),
        Stopped::Beyond(beyond) => beyond_bounds(file, &beyond),
    }
}

/// What a scenario comes to of which an amount left all bounds on a path.
pub(super) fn beyond_bounds(file: &str, beyond: &Beyond) -> Failure {
    Failure::misused(format!("{file}: {beyond}\nnothing was written"))
}

impl Run {
    fn of(info: RunInfo, outcomes: Outcomes, correlations: Vec<RankCorrelation>) -> Self {
        let mut summary = summarize(&outcomes, info.target_irr, &info.route_names);
        summary.break_even_rate = outcomes.flows.break_even_rate(outcomes.errors);
        summary.correlations = correlations;
        summary.base_rates = base_rates(&outcomes, info.horizon_months);
        let caveats = caveats(&summary, &info);
        Self { info, outcomes, summary, caveats }
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
