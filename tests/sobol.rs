//! The indices of known functions, and of the model's own draws.

use crate::support;

use std::f64::consts::PI;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::sobol::{Bootstrap, Decomposition, Interval, Outputs, capped, decompose};
use shortrun::engine::{Unwatched, run_rows};
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::{
    Assumption, Assumptions, Correlation, Draws, Input, Sampler, Shape,
};
use shortrun::sampling::correlation::rank_of_gaussian;
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;
use shortrun::sampling::stream::StreamKey;
use shortrun::sampling::swaps::Swaps;

/// Independent inputs x1, x2, ... of these families.
fn inputs(families: &[Family]) -> Assumptions {
    let mut table = Assumptions::default();
    for (index, family) in families.iter().enumerate() {
        push(&mut table, &format!("x{}", index + 1), family.clone());
    }
    table
}

fn push(table: &mut Assumptions, name: &str, family: Family) -> Input {
    table.push(Assumption {
        name: name.to_owned(),
        unit: "x",
        written: true,
        shape: Shape::Uncertain(Distribution::new(family).expect("valid parameters")),
        per_event: false,
        whole: false,
        source: None,
        grade: None,
        note: None,
    })
}

/// Outputs of a function of the inputs, and of luck through the path's number.
fn design(sampler: &Sampler, rows: u64, function: impl Fn(&Draws) -> f64) -> Vec<f64> {
    let swaps = Swaps::new(sampler);
    let (mut drawn, mut draws) = (swaps.rows(), vec![Draws::default(); swaps.columns()]);
    let mut values = Vec::new();
    for row in 0..rows {
        for (column, draws) in draws.iter_mut().enumerate() {
            drawn.draw(row, column, draws);
        }
        values.extend(draws.iter().map(&function));
    }
    values
}

/// Shares out the variance of a function of the inputs' values, in their order,
/// and of a number that luck draws uniformly.
fn share_out(
    table: &Assumptions,
    (seed, rows, replicates): (u64, u64, u64),
    function: impl Fn(&[f64], f64) -> f64,
) -> Decomposition {
    let sampler = Sampler::new(table, seed);
    let luck = StreamKey::new(seed, "luck");
    let all: Vec<Input> = table.iter().map(|(input, _)| input).collect();
    let values = design(&sampler, rows, |draws| {
        let x: Vec<f64> = all.iter().map(|input| draws[*input]).collect();
        function(&x, luck.uniform(draws.path()))
    });
    let groups = sampler.groups().len() + 1;
    let outputs = Outputs { values: &values, groups, summed: groups - 1 };
    decompose(&outputs, Bootstrap { seed, replicates }).expect("a variance")
}

const DESIGN: (u64, u64, u64) = (7, 16_384, 500);

/// Each figure's truth lies in its interval, and the interval says something.
fn holds(found: &Decomposition, first: &[f64], total: &[f64]) {
    assert_eq!((found.groups.len(), first.len()), (total.len(), total.len()));
    let check = |what: String, interval: Interval, truth: f64| {
        let Interval { low, high, .. } = interval;
        assert!(low <= truth && truth <= high, "{what} is {truth}: {interval:?}");
        assert!(high - low < 0.08, "{what}: {interval:?}");
    };
    for (index, group) in found.groups.iter().enumerate() {
        check(format!("S{}", index + 1), group.first, first[index]);
        check(format!("T{}", index + 1), group.total, total[index]);
    }
    let assumptions = &first[..first.len() - 1];
    let sum: f64 = assumptions.iter().sum();
    check("the sum".to_owned(), found.first_order_sum, sum);
    let luck = total[total.len() - 1];
    check("together".to_owned(), found.together, 1.0 - luck - sum);
}

/// sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 over (-π, π): Ishigami and Homma 1990.
/// By Saltelli et al. (*Global Sensitivity Analysis: The Primer*, 2008) its
/// indices are 0.3139, 0.4424, 0 and 0.5576, 0.4424, 0.2437.
#[test]
fn the_ishigami_function_has_the_published_indices() {
    let table = inputs(&vec![Family::Uniform { min: -PI, max: PI }; 3]);
    let found = share_out(&table, DESIGN, |x, _| {
        let sine = libm::sin(x[1]);
        libm::sin(x[0]) + 7.0 * sine * sine + 0.1 * libm::pow(x[2], 4.0) * libm::sin(x[0])
    });
    holds(&found, &[0.3139, 0.4424, 0.0, 0.0], &[0.5576, 0.4424, 0.2437, 0.0]);
    let variance =
        49.0 / 8.0 + 0.1 * libm::pow(PI, 4.0) / 5.0 + 0.01 * libm::pow(PI, 8.0) / 18.0 + 0.5;
    assert!((found.variance / variance - 1.0).abs() < 0.03);
    assert!((found.mean - 3.5).abs() < 0.1);
    assert!(found.groups[2].first.may_be_nothing() && !found.groups[2].total.may_be_nothing());
}

/// The product of (|4 x - 2| + a) / (1 + a) over the unit cube: Saltelli and
/// Sobol' 1995. Alone, x_i explains 1/(3 (1 + a_i)²).
#[test]
fn the_g_function_has_the_indices_of_its_closed_form() {
    const A: [f64; 6] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];
    let table = inputs(&vec![Family::Uniform { min: 0.0, max: 1.0 }; A.len()]);
    let found = share_out(&table, DESIGN, |x, _| {
        x.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    });
    let alone = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all: f64 = alone.iter().map(|v| 1.0 + v).product();
    let mut first = alone.map(|v| v / (all - 1.0)).to_vec();
    let mut total = alone.map(|v| v * all / (1.0 + v) / (all - 1.0)).to_vec();
    first.push(0.0);
    total.push(0.0);
    holds(&found, &first, &total);
    assert!((first[0] - 0.7163).abs() < 1e-4 && (total[0] - 0.7871).abs() < 1e-3);
}

/// x1 + x2 x3 with x1 lognormal, x2 normal and x3 beta: x1 adds its variance;
/// of the product x2 explains m3² s2², x3 m2² s3², and both together s2² s3².
#[test]
fn inputs_of_any_distribution_have_the_indices_worked_out_by_hand() {
    let table = inputs(&[
        Family::Lognormal { log_mean: 0.0, log_sd: 0.5 },
        Family::Normal { mean: 1.0, sd: 2.0 },
        Family::Beta { alpha: 2.0, beta: 3.0, min: 0.0, max: 1.0 },
    ]);
    let found = share_out(&table, DESIGN, |x, _| x[0] + x[1] * x[2]);
    let square_1 = libm::exp(0.25) * (libm::exp(0.25) - 1.0);
    let (mean_2, square_2) = (1.0, 4.0);
    let (mean_3, square_3) = (0.4, 0.04);
    let parts =
        [square_1, mean_3 * mean_3 * square_2, mean_2 * mean_2 * square_3, square_2 * square_3];
    let all: f64 = parts.iter().sum();
    let share = |parts: &[f64]| parts.iter().sum::<f64>() / all;
    holds(
        &found,
        &[share(&parts[..1]), share(&parts[1..2]), share(&parts[2..3]), 0.0],
        &[share(&parts[..1]), share(&[parts[1], parts[3]]), share(&parts[2..]), 0.0],
    );
}

/// x2 x3 + x1 of standard normals, x2 and x3 with a correlation of r: the
/// product has variance 1 + r² and the pair is swapped as one.
#[test]
fn correlated_inputs_are_one_group() {
    let normal = Family::Normal { mean: 0.0, sd: 1.0 };
    let mut table = inputs(&[normal.clone(), normal.clone(), normal]);
    let r = 0.6;
    let between = ["x2", "x3"].map(|name| table.find(name).expect("there")).to_vec();
    let tied =
        Correlation { between, rank: rank_of_gaussian(r), source: None, grade: None, note: None };
    table.correlate(vec![tied]).expect("possible");
    let sampler = Sampler::new(&table, 1);
    assert_eq!(sampler.groups(), [vec![0], vec![1, 2]]);
    let found = share_out(&table, DESIGN, |x, _| x[0] + x[1] * x[2]);
    let pair = (1.0 + r * r) / (2.0 + r * r);
    holds(&found, &[1.0 - pair, pair, 0.0], &[1.0 - pair, pair, 0.0]);
}

/// x e with x of mean 2 and variance 1, and e of mean 0 and variance 1 by luck:
/// the variance is 5, of which luck alone makes 4, and nothing without it.
#[test]
fn luck_has_its_own_share() {
    let table = inputs(&[Family::Normal { mean: 2.0, sd: 1.0 }]);
    let found = share_out(&table, DESIGN, |x, luck| x[0] * (luck - 0.5) * 12.0_f64.sqrt());
    holds(&found, &[0.0, 0.8], &[0.2, 1.0]);
    assert!((found.groups[1].total.complement().value).abs() < 0.02);
}

#[test]
fn intervals_cover_the_truth_about_as_often_as_they_should() {
    let table = inputs(&vec![Family::Normal { mean: 1.0, sd: 1.0 }; 2]);
    // x1 + x1 x2 of mean 1: x1 alone explains (1 + 1)² of 4 + 1 + 1.
    let truths = [4.0 / 6.0, 1.0 / 6.0, 5.0 / 6.0, 2.0 / 6.0];
    let mut covered = [0; 4];
    let repeats = 200;
    for seed in 0..repeats {
        let found = share_out(&table, (seed, 500, 200), |x, _| x[0] + x[0] * x[1]);
        let [one, other] = [&found.groups[0], &found.groups[1]];
        let intervals = [one.first, other.first, one.total, other.total];
        for (covered, (interval, truth)) in covered.iter_mut().zip(intervals.iter().zip(truths)) {
            *covered += u64::from(interval.low <= truth && truth <= interval.high);
        }
    }
    for covered in covered {
        assert!((176..=199).contains(&covered), "{covered} of {repeats} in 95% intervals");
    }
}

#[test]
fn another_input_moves_no_index_of_the_others() {
    let normal = Family::Normal { mean: 1.0, sd: 1.0 };
    let two = inputs(&[normal.clone(), normal.clone()]);
    let mut three = Assumptions::default();
    push(&mut three, "x1", normal.clone());
    push(&mut three, "new", normal.clone());
    push(&mut three, "x2", normal);
    let small = (3, 512, 50);
    let few = share_out(&two, small, |x, luck| x[0] * x[1] + luck);
    let many = share_out(&three, small, |x, luck| x[0] * x[2] + luck);
    assert_eq!(few.groups[0], many.groups[0]);
    assert_eq!(few.groups[1], many.groups[2]);
    assert_eq!(few.groups[2], many.groups[3]);
    assert_eq!(many.groups[1].changed, 0);
    assert!(many.groups[1].total.may_be_nothing() && many.groups[1].first.may_be_nothing());
}

#[test]
fn an_output_without_variance_has_no_indices_and_a_rare_one_no_intervals() {
    let bootstrap = Bootstrap { seed: 1, replicates: 200 };
    let of = |values: &[f64]| decompose(&Outputs { values, groups: 1, summed: 1 }, bootstrap);
    assert_eq!(of(&[0.1; 300]), None);
    let mut rare = vec![0.0; 300];
    (rare[0], rare[2]) = (1.0, 0.0);
    let found = of(&rare).expect("a variance");
    assert!(found.groups[0].total.low.is_nan() && found.groups[0].total.is_wide());
    assert!(found.groups[0].first.may_be_nothing());
    assert_eq!(found.groups[0].changed, 1);
}

#[test]
fn values_beyond_the_caps_are_moved_to_them() {
    // Swapped outputs have no part in where the caps are.
    let values: Vec<f64> = (0..100).flat_map(|i| [f64::from(i), f64::from(i), 1e9]).collect();
    let outputs = Outputs { values: &values, groups: 1, summed: 1 };
    let (inside, ends) = capped(&outputs, 0.01, 0.99);
    assert_eq!(ends.map(|end| end as i64), [0, 98]);
    assert_eq!(
        inside[..6].iter().map(|value| *value as i64).collect::<Vec<_>>(),
        [0, 0, 98, 1, 1, 98]
    );
    assert!((inside[299] - 98.0).abs() < 1e-12);
}

fn simulated(text: &str, rows: std::ops::Range<u64>, threads: usize) -> Vec<u64> {
    let scenario = support::load(text);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let read = |outcomes: &Outcomes| outcomes.moic.clone();
    let swaps = Swaps::new(simulator.sampler());
    let design = (&simulator, &swaps);
    let values = pool.install(|| run_rows(design, rows, &Outcomes::default(), &read, &Unwatched));
    values.expect("nobody stops it").iter().map(|value| value.to_bits()).collect()
}

#[test]
fn rows_have_the_same_bits_on_any_threads_and_in_any_split() {
    let whole = simulated(&support::apparel(), 0..37, 1);
    assert_eq!(whole, simulated(&support::apparel(), 0..37, 7));
    let mut parts = simulated(&support::apparel(), 0..11, 2);
    parts.extend(simulated(&support::apparel(), 11..37, 2));
    assert_eq!(whole, parts);
}

#[test]
fn the_first_column_of_a_design_is_the_run_and_luck_alone_changes_outcomes() {
    let scenario = support::load(&support::apparel());
    let values = simulated(&support::apparel(), 0..64, 2);
    let sampler = Sampler::new(&scenario.assumptions, scenario.seed);
    let columns = sampler.groups().len() + 3;
    let run = support::outcomes(&scenario, 0..64, 2);
    let of_run: Vec<u64> = run.moic.iter().map(|moic| moic.to_bits()).collect();
    let column = |index: usize| -> Vec<u64> {
        values.iter().skip(index).step_by(columns).copied().collect()
    };
    assert_eq!(of_run, column(0));
    assert_ne!(of_run, column(1));
    let other_luck = column(columns - 1);
    assert!(of_run.iter().zip(&other_luck).filter(|(a, b)| a != b).count() > 10);
}
