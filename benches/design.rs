//! How much smaller errors are in the default design than of independent paths, and whether the
//! errors that are stated are right.
//!
//! `cargo bench --bench design -- [--seeds N] [--plain N] [--paths N] [--threads N] [FILE …]`
//! simulates each scenario under many seeds in both designs, and prints of each figure how often
//! it is within so many of its stated errors of the truth as hold 95 % of a t distribution with 31
//! degrees of freedom (of a normal one, with independent paths); and the gain: the variance that is
//! stated of independent paths, over the variance over the seeds in the design. What is stated of
//! independent paths is right, as many seeds of them show (`--plain`), so few do (20). The truth is
//! the mean over all seeds; of percentiles and standard deviations, which are not right on average,
//! that of the paths of many seeds together. Differences are those of a plan with another demand
//! less the scenario, on the same draws.
//! Without a file, three of the shipped scenarios are simulated.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may stop")]

use shortrun::analysis::columns::Columns;
use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::evaluate::Evaluated;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::statistic::{Rates, Statistic};
use shortrun::engine::{self, Tally, Unwatched};
use shortrun::input::{self, Override, Scenario};
use shortrun::model::simulator::Simulator;
use shortrun::sampling::design::Design;

const SHIPPED: [&str; 3] = ["apparel-nearshore", "electronics-custom", "food-microkitchen"];
const STATISTICS: [&str; 10] = [
    "p_loss",
    "p_total_loss",
    "p_moic_ge_3",
    "mean_moic",
    "mean_npv",
    "mean_irr",
    "median_moic",
    "p90_moic",
    "sd_moic",
    "break_even_rate",
];
/// What is different in the plan that each scenario is held against.
const OTHER: &str = "market.demand_growth_per_year=0.02";

/// Paths that are kept together, at most, for what is true of all.
const TOGETHER: u64 = 1_000_000;

struct Asked {
    /// In the default design, and of independent paths.
    seeds: [u64; 2],
    paths: u64,
    files: Vec<String>,
}

fn main() {
    let (asked, threads) = asked();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| asked.files.iter().for_each(|file| of_scenario(file, &asked)));
}

fn asked() -> (Asked, usize) {
    let mut asked = Asked { seeds: [200, 20], paths: 20_000, files: Vec::new() };
    let mut threads = 1;
    let mut rest = std::env::args().skip(1);
    while let Some(one) = rest.next() {
        let mut number = || rest.next().and_then(|text| text.parse::<u64>().ok()).unwrap();
        match one.as_str() {
            "--seeds" => asked.seeds[0] = number(),
            "--plain" => asked.seeds[1] = number(),
            "--paths" => asked.paths = number(),
            "--threads" => threads = number() as usize,
            file if file.ends_with(".toml") => asked.files.push(file.to_owned()),
            _ => {}
        }
    }
    if asked.files.is_empty() {
        let file = |name| format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        asked.files = SHIPPED.into_iter().map(file).collect();
    }
    (asked, threads)
}

fn load(file: &str, changes: &[Override]) -> Scenario {
    let text = std::fs::read_to_string(file).unwrap();
    match input::load_with(file, &text, &input::NoFiles, changes) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render()),
    }
}

/// Prints the table of one scenario.
fn of_scenario(file: &str, asked: &Asked) {
    let change = Override { origin: "--set".to_owned(), text: OTHER.to_owned() };
    let scenarios = [load(file, &[]), load(file, &[change])];
    let routes: Vec<String> =
        scenarios[0].operator.routes.iter().map(|(name, _)| name.clone()).collect();
    let statistics: Vec<Statistic> =
        STATISTICS.iter().map(|name| statistic(name, &routes).unwrap()).collect();
    println!("\n{}: {:?} seeds of {} paths", scenarios[0].name, asked.seeds, asked.paths);
    let designs = [Design::Sobol, Design::Plain];
    let mut together: Option<[Columns<'_>; 2]> = None;
    let mut found: Vec<Vec<Vec<Estimate>>> = Vec::new();
    for (design, seeds) in designs.into_iter().zip(asked.seeds) {
        let mut of_seeds = Vec::new();
        for seed in 1..=seeds {
            let runs = runs(&scenarios, &statistics, (&routes, seed, design), asked);
            of_seeds.push(figures(&runs));
            if design == Design::Sobol && seed * asked.paths <= TOGETHER.max(asked.paths) {
                match &mut together {
                    Some(all) => all.iter_mut().zip(runs).for_each(|(all, run)| all.merge(run)),
                    None => together = Some(runs),
                }
            }
        }
        found.push(of_seeds);
    }
    let together = figures(&together.unwrap());
    print!("{:<28} {:>12}", "", "mean");
    designs.iter().for_each(|design| {
        print!(" {:>12} {:>8} {:>7}", format!("sd {design}"), "stated", "within")
    });
    println!(" {:>7}", "gain");
    let names =
        STATISTICS.iter().flat_map(|name| [(*name).to_owned(), format!("{name}, difference")]);
    for (index, name) in names.enumerate() {
        let columns: Vec<Told> = designs
            .iter()
            .zip(&found)
            .map(|(design, seeds)| {
                let truth = match statistics[index / 2] {
                    Statistic::Percentile(..) | Statistic::Sd(_) => Some(together[index].value),
                    _ => None,
                };
                Told::of(*design, seeds.iter().map(|one| one[index]).collect(), truth)
            })
            .collect();
        print!("{name:<28} {:>12.5e}", columns[0].mean);
        for told in &columns {
            print!(
                " {:>12.4e} {:>8.3} {:>6.1}%",
                told.sd,
                told.stated / told.sd,
                100.0 * told.within
            );
        }
        let ratio = columns[1].stated / columns[0].sd;
        println!(" {:>7.2}", ratio * ratio);
    }
}

/// What the scenario and the other plan come to under one seed.
fn runs<'a>(
    scenarios: &[Scenario; 2],
    statistics: &'a [Statistic],
    (routes, seed, design): (&'a [String], u64, Design),
    asked: &Asked,
) -> [Columns<'a>; 2] {
    scenarios.each_ref().map(|scenario| {
        let (operator, assumptions) = (&scenario.operator, &scenario.assumptions);
        let fact = |input| assumptions.known(input).unwrap();
        let rates = Rates::both(fact(operator.terms.deal.hurdle_rate));
        let columns = Columns::new(statistics, rates, routes).with_errors(Errors::from(design));
        let simulator = Simulator::in_design(operator, assumptions, seed, design);
        let run = engine::run(&simulator, 0..asked.paths, &columns, &Unwatched);
        run.ok().unwrap()
    })
}

/// Each statistic of the scenario, and how that of the other differs from it.
fn figures(runs: &[Columns<'_>; 2]) -> Vec<Estimate> {
    let [own, other]: [Vec<Evaluated>; 2] = runs.each_ref().map(Columns::evaluate);
    own.iter().zip(&other).flat_map(|(own, other)| [own.estimate, other.less(own)]).collect()
}

/// A figure over all seeds.
struct Told {
    mean: f64,
    sd: f64,
    /// Root of the mean square of the errors that are stated.
    stated: f64,
    /// Share of the seeds in which the truth is within the interval that is stated.
    within: f64,
}

impl Told {
    fn of(design: Design, figures: Vec<Estimate>, truth: Option<f64>) -> Self {
        let n = figures.len() as f64;
        let mean = figures.iter().map(|one| one.value).sum::<f64>() / n;
        let squares = figures.iter().map(|one| (one.value - mean) * (one.value - mean));
        let sd = (squares.sum::<f64>() / (n - 1.0)).sqrt();
        let stated = figures.iter().map(|one| one.standard_error * one.standard_error);
        let stated = (stated.sum::<f64>() / n).sqrt();
        let errors = match design {
            Design::Sobol => 2.0395,
            Design::Plain => 1.96,
        };
        let truth = truth.unwrap_or(mean);
        let is_within = |one: &&Estimate| (one.value - truth).abs() <= errors * one.standard_error;
        let within = figures.iter().filter(is_within).count() as f64 / n;
        Self { mean, sd, stated, within }
    }
}
