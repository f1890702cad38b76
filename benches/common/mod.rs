//! What benchmarks have in common: the scenario, the words of the command line, the clock.

use std::time::Instant;

use shortrun::input::{self, Scenario};
use shortrun::sampling::widest::{Width, use_at_most};

const RUNS: usize = 250;

/// The file that is named on the command line, or else the shipped nearshore apparel scenario.
pub(crate) fn scenario() -> Scenario {
    let beside =
        concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/apparel-nearshore.toml").to_owned();
    let name = std::env::args().skip(1).find(|arg| arg.ends_with(".toml")).unwrap_or(beside);
    let text = std::fs::read_to_string(&name).unwrap();
    match input::load(&name, &text) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render()),
    }
}

/// The number after a word of the command line.
pub(crate) fn option(word: &str) -> Option<u64> {
    let mut args = std::env::args().skip_while(|arg| arg != word).skip(1);
    args.next().map(|number| number.parse().unwrap())
}

/// Uses no wider instructions than the command line allows.
pub(crate) fn use_width() {
    if let Some(width) = option("--width") {
        let width = Width::ALL[width as usize - 1];
        assert_eq!(use_at_most(width), width, "this processor has it");
    }
}

/// Seconds of the fastest of many runs.
pub(crate) fn fastest(mut run: impl FnMut()) -> f64 {
    let seconds = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    seconds.fold(f64::INFINITY, f64::min)
}
