//! The design of a run: paths that are spread evenly, and the errors that are measured between
//! its scrambles.

use shortrun::analysis::columns::Columns;
use shortrun::analysis::errors::Errors;
use shortrun::analysis::estimate::{Estimate, mean};
use shortrun::analysis::evaluate::Evaluated;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::level::Level;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::statistic::{Rates, Statistic};
use shortrun::engine::{self, Unwatched};
use shortrun::input::Scenario;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::{Draws, Sampler};
use shortrun::sampling::design::{Design, SCRAMBLES, scramble_of};
use shortrun::sampling::spread_points::{END, Points};
use shortrun::sampling::stream::StreamKey;

use crate::support::{apparel, load, load_file};

fn run(scenario: &Scenario, paths: std::ops::Range<u64>, design: Design) -> Outcomes {
    let Scenario { operator, assumptions, seed, .. } = scenario;
    let simulator = Simulator::in_design(operator, assumptions, *seed, design);
    let empty = Outcomes::in_design(design);
    engine::run(&simulator, paths, &empty, &Unwatched).expect("nobody stops it")
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn a_longer_run_begins_with_a_shorter_one_and_a_path_is_the_same_alone() {
    let scenario = load(&apparel());
    let (short, long) =
        (run(&scenario, 0..100, Design::Sobol), run(&scenario, 0..500, Design::Sobol));
    assert_eq!(bits(&short.npv), bits(&long.npv[..100]));
    let part = run(&scenario, 333..400, Design::Sobol);
    assert_eq!(bits(&part.npv), bits(&long.npv[333..400]));
    let Scenario { operator, assumptions, seed, .. } = &scenario;
    let simulator = Simulator::in_design(operator, assumptions, *seed, Design::Sobol);
    for path in [0, 31, 32, 417] {
        let replayed = simulator.replay(path).ledger.outcome;
        assert_eq!(replayed.npv.to_bits(), long.npv[path as usize].to_bits(), "path {path}");
    }
    let plain = run(&scenario, 0..100, Design::Plain);
    assert_ne!(bits(&plain.npv), bits(&short.npv), "the designs differ");
}

#[test]
fn a_table_with_another_number_draws_all_others_as_before() {
    let text = apparel();
    let new = text.replace("[market]\n", "[market]\ninflation = { p10 = 0.01, p90 = 0.03 }\n");
    let (before, after) = (load(&text), load(&new));
    let (mut one, mut other) = (Draws::default(), Draws::default());
    let samplers =
        [&before, &after].map(|of| Sampler::in_design(&of.assumptions, of.seed, Design::Sobol));
    assert_eq!(samplers[0].inputs().len() + 1, samplers[1].inputs().len(), "one more is drawn");
    for path in [0, 5, 20_000, END - 1] {
        samplers[0].draw_into(path, &mut one);
        samplers[1].draw_into(path, &mut other);
        for input in samplers[0].inputs() {
            let name = &before.assumptions.get(input).name;
            let same = after.assumptions.find(name).expect("it is still there");
            assert_eq!(one[input].to_bits(), other[same].to_bits(), "{name} on path {path}");
        }
    }
}

#[test]
fn beyond_all_runs_paths_are_those_of_the_plain_design() {
    let scenario = load(&apparel());
    let Scenario { operator, assumptions, seed, .. } = &scenario;
    let simulators = Design::ALL.map(|one| Simulator::in_design(operator, assumptions, *seed, one));
    for (path, same) in [(END, true), (END + 77, true), (77, false)] {
        let npv = simulators.each_ref().map(|one| one.replay(path).ledger.outcome.npv.to_bits());
        assert_eq!(npv[0] == npv[1], same, "path {path}");
    }
}

/// The dice of all paths in a scramble are stratified, so that the months of exits are, too.
#[test]
fn figures_of_a_run_are_less_noisy_than_of_independent_paths_and_say_so() {
    let scenario = load_file("scenarios/food-microkitchen.toml", &[]);
    let statistics: Vec<Statistic> =
        ["p_loss", "mean_moic", "mean_npv"].map(|name| statistic(name, &[]).expect("one")).into();
    let paths = 2_048;
    let figures = |seed: u64, design: Design| -> Vec<Evaluated> {
        let Scenario { operator, assumptions, .. } = &scenario;
        let simulator = Simulator::in_design(operator, assumptions, seed, design);
        let empty = Columns::new(&statistics, Rates::both(0.25), &[]).with_errors(design.into());
        engine::run(&simulator, 0..paths, &empty, &Unwatched).expect("it ends").evaluate()
    };
    let errors = |design: Design| -> Vec<f64> {
        let all: Vec<Vec<Evaluated>> = (1..=6).map(|seed| figures(seed, design)).collect();
        let root = |index: usize| {
            let squares = all.iter().map(|one| one[index].estimate.standard_error);
            (squares.map(|error| error * error).sum::<f64>() / all.len() as f64).sqrt()
        };
        (0..statistics.len()).map(root).collect()
    };
    let (spread, plain) = (errors(Design::Sobol), errors(Design::Plain));
    for (statistic, (spread, plain)) in statistics.iter().zip(spread.iter().zip(&plain)) {
        // Half of the variance is gone; six runs know a stated error to 5 %.
        assert!(*spread < 0.8 * plain, "{statistic}: {spread} against {plain}");
    }
}

/// A cheap function of eight numbers that are spread, and of luck that is not.
struct Cheap {
    points: Points,
    luck: StreamKey,
}

impl Cheap {
    const NAMES: [&str; 8] = [
        "exit: any",
        "exit: route",
        "funding: round",
        "assumption: market.demand_growth_per_year",
        "assumption: product.core.price",
        "assumption: product.core.material_cost",
        "assumption: product.other.price",
        "assumption: supplier.mill.disruption_days",
    ];

    fn new(seed: u64) -> Self {
        let points = Points::new(seed, Self::NAMES.into_iter());
        Self { points, luck: StreamKey::new(seed, "luck") }
    }

    /// Half of the variance is luck, and a product of two numbers has some of it.
    fn of(&self, path: u64, tilt: f64) -> f64 {
        let mut u = Vec::new();
        self.points.uniforms(path, &mut u);
        let centred = |i: usize| u[i] - 0.5;
        let main: f64 = (0..8).map(|i| (1.0 + 0.2 * tilt * i as f64) * centred(i)).sum();
        let luck = self.luck.stream(path).normal();
        main + 4.0 * centred(0) * centred(4) + (0.8 + 0.1 * tilt) * luck
    }

    fn column(&self, paths: u64, tilt: f64) -> Vec<f64> {
        (0..paths).map(|path| self.of(path, tilt)).collect()
    }
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_should() {
    const SEEDS: u64 = 200;
    const PATHS: u64 = 1_280;
    // What holds 95 % of a t distribution with 31 degrees of freedom.
    const T: f64 = 2.0395;
    let errors = Errors::OfScrambles;
    let names = ["mean", "share", "median", "p90", "share of some", "difference", "its median"];
    let figures = |seed: u64| -> [Estimate; 7] {
        let cheap = Cheap::new(seed);
        let (column, other) = (cheap.column(PATHS, 0.0), cheap.column(PATHS, 1.0));
        let mut sorted = column.clone();
        sorted.sort_by(f64::total_cmp);
        let above = |limit: f64| move |x: &f64| f64::from(u8::from(limit < *x));
        // Of the paths with a large value of the other, which are not the same in all scrambles.
        let of_some = column.iter().zip(&other).map(|(x, other)| match *other < 0.0 {
            true => f64::NAN,
            false => above(0.5)(x),
        });
        let median = statistic("median_moic", &[]).expect("a statistic");
        let pair = [&other, &column].map(|one| median.of(one, errors));
        let differences: Vec<f64> = other.iter().zip(&column).map(|(a, b)| a - b).collect();
        [
            errors.mean(&column),
            errors.share_of(column.iter().map(above(1.0))),
            errors.quantile_at(&column, &sorted, Level::percent(50)),
            errors.quantile_at(&column, &sorted, Level::percent(90)),
            errors.share_of(of_some),
            errors.mean(&differences),
            pair[0].less(&pair[1]),
        ]
    };
    let all: Vec<[Estimate; 7]> = (1..=SEEDS).map(figures).collect();
    for (index, name) in names.into_iter().enumerate() {
        let of: Vec<Estimate> = all.iter().map(|one| one[index]).collect();
        let truth = of.iter().map(|one| one.value).sum::<f64>() / SEEDS as f64;
        let holds = |one: &&Estimate| (one.value - truth).abs() <= T * one.standard_error;
        let within = of.iter().filter(holds).count();
        // 190 of 200 are expected, with a standard deviation of 3.1.
        assert!((179..=199).contains(&within), "{name}: {within} of {SEEDS}");
    }
    // The errors of independent paths would be far too large, and their intervals never miss.
    let missed = (1..=SEEDS).filter(|seed| {
        let of = mean(&Cheap::new(*seed).column(PATHS, 0.0));
        T * of.standard_error < of.value.abs()
    });
    assert!(missed.count() <= 2, "independent errors say too much");
}

#[test]
fn each_scramble_has_its_share_of_the_paths_of_a_run() {
    let mut counts = [0; SCRAMBLES];
    (0..20_000).for_each(|path| counts[scramble_of(path)] += 1);
    assert_eq!(counts, [625; SCRAMBLES]);
}
