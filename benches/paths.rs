//! How fast paths are simulated, and where the time goes.
//!
//! `cargo bench --bench paths [-- FILE.toml]` prints paths per second on one
//! and on two threads with the ratio of the two, and the time that one path
//! takes in each step: each step is timed on its own, the products step with the
//! terms of one path, and the rest is what remains. Every figure is the best of
//! several runs, since other work on the machine can only slow a run down.
//! Without a file, the shipped nearshore apparel scenario is simulated.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop")]

use std::hint::black_box;
use std::time::Instant;

use shortrun::engine::{self, Tally, Unwatched};
use shortrun::input::{self, Scenario};
use shortrun::model::ledger::Ledger;
use shortrun::model::products::{Costing, LinePlan, Setting};
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::{Draws, Sampler};
use shortrun::sampling::stream::StreamKey;

const PATHS: u64 = 20_000;
const RUNS: usize = 5;
const SEED: u64 = 1;

/// Counts the months lived and keeps nothing.
#[derive(Clone, Default)]
struct Months(u64);

impl Tally for Months {
    fn push(&mut self, _: &Draws, ledger: &Ledger) {
        self.0 += black_box(ledger).months.len() as u64;
    }

    fn merge(&mut self, later: Self) {
        self.0 += later.0;
    }
}

fn main() {
    let scenario = scenario();
    let (on_one, months) = simulated(&scenario, 1);
    let (on_two, _) = simulated(&scenario, 2);
    let paths = PATHS as f64;
    println!("1 thread   {:>9.0} paths/s", paths / on_one);
    println!("2 threads  {:>9.0} paths/s, {:.2} times as many", paths / on_two, on_one / on_two);

    let months = (months as f64 / paths).round() as usize;
    println!("one path lives {months} months on average and takes, in microseconds:");
    let micro = |seconds: f64| 1e6 * seconds / paths;
    let (draws, products) = (micro(draws(&scenario)), micro(products(&scenario, months)));
    let all = micro(on_one);
    let rest = all - draws - products;
    for (name, time) in [
        ("draws of assumptions", draws),
        ("products step with its normals", products),
        ("the rest", rest),
        ("all", all),
    ] {
        println!("  {name:<32} {time:>6.2}");
    }
    println!("one random normal takes {:.1} nanoseconds", 1e3 * micro(normals()) / 100.0);
}

fn scenario() -> Scenario {
    let beside =
        concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/apparel-nearshore.toml").to_owned();
    let name = std::env::args().skip(1).find(|arg| arg.ends_with(".toml")).unwrap_or(beside);
    let text = std::fs::read_to_string(&name).unwrap();
    match input::load(&name, &text) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render()),
    }
}

/// Seconds of the fastest run.
fn fastest(mut run: impl FnMut()) -> f64 {
    let seconds = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    seconds.fold(f64::INFINITY, f64::min)
}

/// Seconds, and months lived over all paths.
fn simulated(scenario: &Scenario, threads: usize) -> (f64, u64) {
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, SEED);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let mut lived = 0;
    let seconds = fastest(|| {
        let run = || engine::run(&simulator, 0..PATHS, &Months::default(), &Unwatched);
        lived = pool.install(run).unwrap().0;
    });
    (seconds, lived)
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

/// A hundred for each path.
fn normals() -> f64 {
    let key = StreamKey::new(SEED, "benchmark");
    fastest(|| {
        for path in 0..PATHS {
            let mut stream = key.stream(path);
            black_box((0..100).map(|_| stream.normal()).sum::<f64>());
        }
    })
}

/// All lines in a market that stands still, normals included.
fn products(scenario: &Scenario, months: usize) -> f64 {
    let sampler = Sampler::new(&scenario.assumptions, SEED);
    let operator = &scenario.operator;
    let key = StreamKey::new(SEED, "benchmark");
    let mut draws = Draws::default();
    sampler.draw_into(0, &mut draws);
    let terms = operator.terms.resolve(&draws);
    let costing = Costing { learning_floor: 0.5, prepaid_share: 0.5 };
    fastest(|| {
        for path in 0..PATHS {
            for (terms, line) in terms.products.iter().zip(&operator.lines) {
                let mut plan = LinePlan::new(terms, line, costing, key.stream(path));
                for t in 0..months {
                    let (reach, demand_index) = (2.0 + t as f64 / 12.0, 1.0);
                    let setting = Setting {
                        t,
                        reach,
                        demand_index,
                        material_factor: 1.0,
                        learning_factor: 0.9,
                    };
                    let commitment = plan.commit(&setting);
                    black_box(plan.sell(&commitment, 0.95));
                }
            }
        }
    })
}
