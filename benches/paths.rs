//! How fast paths are simulated, and where the time goes.
//!
//! `cargo bench --bench paths [-- FILE.toml]` prints paths per second on one
//! and on two threads with the ratio of the two, and the time that one path
//! takes in each step. Each step is timed on its own, for as many months as a
//! path lives, and the rest is what remains: sites, supply, funding, exit, the
//! ledger, beginnings and ends of paths, and lanes that wait for the last path
//! of a block to end. Every figure is the best of many short runs, since other
//! work on the machine can only slow a run down.
//! Without a file, the shipped nearshore apparel scenario is simulated. `--width 1` (2, 3) uses
//! the least wide instructions (AVX2, AVX-512). `--only N` simulates N paths on one thread once,
//! and nothing else, and prints a sum over the bits of what they came to: for `compare.py` to
//! hold two such programs against each other.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop")]

mod common;

use std::hint::black_box;

use common::{fastest, option, scenario, use_width};
use shortrun::engine::{self, Tally, Unwatched};
use shortrun::input::Scenario;
use shortrun::model::accounts::{Accounts, Made};
use shortrun::model::ledger::Ledger;
use shortrun::model::luck::Keys;
use shortrun::model::market::Market;
use shortrun::model::memory::Kept;
use shortrun::model::outcome::Outcome;
use shortrun::model::simulator::Simulator;
use shortrun::model::trade::{Means, Trade};
use shortrun::sampling::assumptions::{Draws, Sampler};
use shortrun::sampling::lanes::{LANES, Lanes};
use shortrun::sampling::normal::normal_quantiles;
use shortrun::sampling::stream::{StreamKey, Streams};
use shortrun::sampling::widest::{Kernel, widest};

const PATHS: u64 = 1_024;
const SEED: u64 = 1;

/// Paths side by side.
const GROUPS: u64 = PATHS / LANES as u64;

/// Counts the months lived; takes paths with their months, as a run does its
/// first ones, or without, as all analyses of statistics do.
#[derive(Clone)]
struct Months {
    lived: u64,
    below: u64,
}

impl Tally for Months {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.lived += black_box(ledger).outcome.exit_month as u64 + 1;
    }

    fn merge(&mut self, later: Self) {
        self.lived += later.lived;
    }

    fn reads(&self) -> Kept {
        Kept { months_below: self.below, ..Kept::ENDING }
    }
}

/// Sums up a hash of what each path came to.
#[derive(Clone)]
struct Bits(u64);

impl Tally for Bits {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        let Outcome { npv, irr, moic, exit_month, figures, .. } = &ledger.outcome;
        let known = [*npv, *irr, *moic, *exit_month as f64];
        let figures = figures.iter().filter(|figure| !figure.is_nan());
        let hash = known.iter().chain(figures).fold(ledger.path, |hash, number| {
            (hash ^ number.to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        });
        self.0 = self.0.wrapping_add(hash);
    }

    fn merge(&mut self, later: Self) {
        self.0 = self.0.wrapping_add(later.0);
    }

    fn reads(&self) -> Kept {
        Kept::WITHOUT_MONTHS
    }
}

fn main() {
    let scenario = scenario();
    use_width();
    if let Some(paths) = option("--only") {
        simulate_once(&scenario, paths);
        return;
    }
    let (on_one, months) = simulated(&scenario, 1, 0);
    let (on_two, _) = simulated(&scenario, 2, 0);
    let (with_months, _) = simulated(&scenario, 1, u64::MAX);
    let paths = PATHS as f64;
    println!("1 thread   {:>9.0} paths/s", paths / on_one);
    println!("2 threads  {:>9.0} paths/s, {:.2} times as many", paths / on_two, on_one / on_two);
    println!("1 thread   {:>9.0} paths/s with the months of all paths", paths / with_months);

    let months = (months as f64 / paths).round() as usize;
    println!("one path lives {months} months on average and takes, in microseconds:");
    let steps = [
        ("draws of assumptions", draws(&scenario)),
        ("uniforms of all months", uniforms(&scenario, months)),
        ("lines and pop-ups, with normals", trade(&scenario, months)),
        ("books, life and audit", books(&scenario, months)),
    ];
    let rest = on_one - steps.iter().map(|(_, seconds)| seconds).sum::<f64>();
    for (name, seconds) in steps.into_iter().chain([("the rest", rest), ("all", on_one)]) {
        println!("  {name:<32} {:>6.2}", 1e6 * seconds / paths);
    }
    let a_normal = 1e9 * normals() / (100.0 * paths);
    println!("one random normal takes {a_normal:.1} nanoseconds");
}

fn simulate_once(scenario: &Scenario, paths: u64) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, SEED);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let run = || engine::run(&simulator, 0..paths, &Bits(0), &Unwatched);
    println!("{paths} paths: {:016x}", pool.install(run).unwrap().0);
}

/// Seconds, and months lived over all paths; months are kept of the paths below
/// a number.
fn simulated(scenario: &Scenario, threads: usize, below: u64) -> (f64, u64) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, SEED);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let mut months = 0;
    let seconds = fastest(|| {
        let run = || engine::run(&simulator, 0..PATHS, &Months { lived: 0, below }, &Unwatched);
        months = pool.install(run).unwrap().lived;
    });
    (seconds, months)
}

fn draws(scenario: &Scenario) -> f64 {
    let sampler = Sampler::new(&scenario.assumptions, SEED);
    let mut draws = Draws::default();
    fastest(|| {
        for path in 0..PATHS {
            sampler.draw_into(path, &mut draws);
            black_box(&draws);
        }
    })
}

fn uniforms(scenario: &Scenario, months: usize) -> f64 {
    let keys = Keys::new(&scenario.operator, SEED);
    fastest(|| {
        for group in 0..GROUPS {
            let mut luck = keys.luck();
            for lane in 0..LANES {
                keys.start(&mut luck, lane, group * LANES as u64 + lane as u64);
            }
            for _ in 0..months {
                luck.next_month();
                black_box(&luck);
            }
        }
    })
}

/// Operations at a size that stands still, with the terms of one path.
fn trade(scenario: &Scenario, months: usize) -> f64 {
    let operator = &scenario.operator;
    let mut draws = Draws::default();
    Sampler::new(&scenario.assumptions, SEED).draw_into(0, &mut draws);
    let terms = operator.terms.resolve(&draws);
    let keys = Keys::new(operator, SEED);
    let mut luck = keys.luck();
    (0..LANES).for_each(|lane| keys.start(&mut luck, lane, lane as u64));
    luck.next_month();
    let means = Means {
        sites_open: Lanes::all(3.0),
        site_equivalents: Lanes::all(2.5),
        demand_equivalents: Lanes::all(2.5),
        first_new_site: Lanes::all(0.0),
        availability: Lanes::all(0.95),
        material_factor: Lanes::all(1.0),
        demand_index: Lanes::all(1.1),
        price_level: Lanes::all(1.0),
    };
    fastest(|| {
        for _ in 0..GROUPS {
            let mut trade = Trade::new(operator, true);
            (0..LANES).for_each(|lane| trade.start(lane, &terms, &luck));
            for t in 0..months {
                trade.month(&[t; LANES], &means, &luck);
                black_box(&trade);
            }
        }
    })
}

fn books(scenario: &Scenario, months: usize) -> f64 {
    let operator = &scenario.operator;
    let mut draws = Draws::default();
    Sampler::new(&scenario.assumptions, SEED).draw_into(0, &mut draws);
    let terms = operator.terms.resolve(&draws);
    let mut trade = Trade::new(operator, true);
    let keys = Keys::new(operator, SEED);
    let mut luck = keys.luck();
    keys.start(&mut luck, 0, 0);
    let mut accounts = Accounts::new(operator, true);
    let (market, means) = (Market::default(), Means::default());
    fastest(|| {
        for _ in 0..GROUPS {
            (0..LANES).for_each(|lane| {
                trade.start(lane, &terms, &luck);
                accounts.start(lane, &terms, 1e6);
            });
            for t in 0..months {
                accounts.close(&Made {
                    t: &[t; LANES],
                    market: &market,
                    means: &means,
                    trade: &trade,
                });
                black_box(accounts.audit());
            }
        }
    })
}

/// A hundred for each path.
fn normals() -> f64 {
    let key = StreamKey::new(SEED, "benchmark");
    fastest(|| {
        for group in 0..GROUPS {
            let mut streams = key.streams(group);
            (0..100).for_each(|_| {
                black_box(widest(Normals(&mut streams)));
            });
        }
    })
}

struct Normals<'a>(&'a mut Streams);

impl Kernel for Normals<'_> {
    type Output = Lanes;

    #[inline(always)]
    fn run(self) -> Lanes {
        normal_quantiles(&self.0.uniforms())
    }
}
