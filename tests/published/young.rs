//! Young operators with venture money: shipped files, each simulated once.

use crate::support;

use std::sync::OnceLock;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::engine::{self, Tally, Unwatched};
use shortrun::model::ledger::Ledger;
use shortrun::model::outcome::Route;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::Draws;
use support::load_file;

/// The shipped files of young microfactories. The offshore plan is the same operator as the
/// nearshore one, and would count it twice.
const FILES: [&str; 2] = ["scenarios/apparel-nearshore.toml", "scenarios/food-microkitchen.toml"];

const PATHS: u64 = 10_000;

/// What became of an operator, besides its outcome.
#[derive(Clone, Debug, Default)]
struct Rounds {
    /// The first month with money from a later round, if any.
    first: Vec<Option<usize>>,
}

impl Tally for Rounds {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.first.push(ledger.months.iter().position(|month| 0.0 < month.funding));
    }

    fn merge(&mut self, later: Self) {
        self.first.extend(later.first);
    }
}

/// Operators of all files, each file with as many.
pub(super) struct Portfolio {
    /// What each deal came to.
    pub(super) moic: Vec<f64>,
    /// The month in which it failed, if it did.
    pub(super) failed: Vec<Option<usize>>,
    /// The first month with money from a later round, if any.
    pub(super) raised: Vec<Option<usize>>,
}

fn simulate() -> Portfolio {
    let mut all = Portfolio { moic: vec![], failed: vec![], raised: vec![] };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    for file in FILES {
        let scenario = load_file(file, &[]);
        let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
        let empty = (Outcomes::default(), Rounds::default());
        let run = || engine::run(&simulator, 0..PATHS, &empty, &Unwatched);
        let (outcomes, rounds) = pool.install(run).expect("nobody stops it");
        let ends = outcomes.route.iter().zip(&outcomes.exit_month);
        let failed = |(route, month): (&Route, &u16)| {
            (*route == Route::Failure).then_some(usize::from(*month))
        };
        all.failed.extend(ends.map(failed));
        all.moic.extend(outcomes.moic);
        all.raised.extend(rounds.first);
    }
    all
}

/// Simulated once for all that is asked of it.
pub(super) fn portfolio() -> &'static Portfolio {
    static ALL: OnceLock<Portfolio> = OnceLock::new();
    ALL.get_or_init(simulate)
}

/// The share of operators of which it holds, and its error.
pub(super) fn share<T>(of: &[T], holds: impl Fn(&T) -> bool) -> (f64, f64) {
    let n = of.len() as f64;
    let share = of.iter().filter(|one| holds(one)).count() as f64 / n;
    (share, (share * (1.0 - share) / n).sqrt())
}
