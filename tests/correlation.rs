//! Rank correlations between assumptions: what is asked is met, and nothing
//! else moves.

use std::sync::Arc;

use crate::support;

use shortrun::analysis::inputs::Inputs;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::ranks::{achieved, correlated, spearman};
use shortrun::engine::{self, Tally, Unwatched};
use shortrun::model::ledger::Ledger;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::assumptions::{
    Assumption, Assumptions, Correlation, Draws, Input, Sampler, Shape,
};
use shortrun::sampling::design::Design;
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;
use shortrun::sampling::kept_draws::KeptDraws;
use shortrun::sampling::special::normal_quantile;

const SEED: u64 = 20_260_101;
const PATHS: u64 = 200_000;

fn normal() -> Family {
    Family::Normal { mean: 3.0, sd: 2.0 }
}

fn lognormal() -> Family {
    Family::Lognormal { log_mean: 1.0, log_sd: 0.8 }
}

fn pert() -> Family {
    Family::Pert { min: 8.0, mode: 16.0, max: 45.0, lambda: 4.0 }
}

fn beta() -> Family {
    Family::Beta { alpha: 2.0, beta: 12.0, min: 0.0, max: 1.0 }
}

fn gamma() -> Family {
    Family::Gamma { shape: 0.7, scale: 0.15 }
}

fn triangular() -> Family {
    Family::Triangular { min: 75.0, mode: 90.0, max: 115.0 }
}

fn uniform() -> Family {
    Family::Uniform { min: -2.0, max: 5.0 }
}

fn table(families: &[(&str, Family)]) -> Assumptions {
    let mut table = Assumptions::default();
    for (name, family) in families {
        let shape = Distribution::new(family.clone()).expect("valid parameters");
        table.push(Assumption {
            name: (*name).to_owned(),
            unit: "days",
            shape: Shape::Uncertain(shape),
            per_event: false,
            whole: false,
            written: true,
            source: None,
            grade: None,
            note: None,
        });
    }
    table
}

fn input(table: &Assumptions, name: &str) -> Input {
    table.find(name).expect("in the table")
}

fn correlate(table: &mut Assumptions, all: &[(&[&str], f64)]) {
    let all = all.iter().map(|(names, rank)| Correlation {
        between: names.iter().map(|name| input(table, name)).collect(),
        rank: *rank,
        source: None,
        grade: None,
        note: None,
    });
    let all = all.collect();
    table.correlate(all).expect("feasible");
}

/// Values of all numbers of a table over the first paths, by name.
fn columns(table: &Assumptions, paths: u64) -> Vec<Vec<f64>> {
    let sampler = Sampler::new(table, SEED);
    let mut draws = Draws::default();
    let mut columns = vec![Vec::new(); table.len()];
    for path in 0..paths {
        sampler.draw_into(path, &mut draws);
        for ((input, _), column) in table.iter().zip(&mut columns) {
            column.push(draws[input]);
        }
    }
    columns
}

fn bits(column: &[f64]) -> Vec<u64> {
    column.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn pairs_of_any_families_have_the_rank_correlation_that_was_asked() {
    let cases = [
        (normal(), lognormal(), 0.5),
        (pert(), beta(), -0.6),
        (uniform(), gamma(), 0.9),
        (triangular(), lognormal(), 0.25),
        (gamma(), normal(), -0.95),
    ];
    for (one, other, rank) in cases {
        let mut both = table(&[("one", one), ("other", other)]);
        correlate(&mut both, &[(&["one", "other"], rank)]);
        let columns = columns(&both, PATHS);
        let achieved = spearman(&columns[0], &columns[1]);
        assert!((achieved.value - rank).abs() < 0.01, "{rank}: {achieved:?}");
        assert!((achieved.value - rank).abs() < 4.0 * achieved.standard_error, "{achieved:?}");
    }
}

#[test]
fn a_matrix_of_six_is_met_in_each_of_its_pairs() {
    let families = [
        ("a", normal()),
        ("b", lognormal()),
        ("c", pert()),
        ("d", beta()),
        ("e", gamma()),
        ("f", triangular()),
    ];
    let mut six = table(&families);
    let names = families.map(|(name, _)| name);
    // An autoregressive pattern with alternating signs, and one pair left out.
    let rank = |i: usize, j: usize| {
        let sign = if (i + j).is_multiple_of(2) { 1.0 } else { -1.0 };
        sign * [0.7, 0.5, 0.35, 0.25, 0.0][j - i - 1]
    };
    let pairs: Vec<([&str; 2], f64)> = (0..6)
        .flat_map(|i| (i + 1..6).map(move |j| (i, j)))
        .filter(|(i, j)| j - i < 5)
        .map(|(i, j)| ([names[i], names[j]], rank(i, j)))
        .collect();
    let asked: Vec<(&[&str], f64)> =
        pairs.iter().map(|(names, rank)| (names.as_slice(), *rank)).collect();
    correlate(&mut six, &asked);
    let columns = columns(&six, PATHS);
    for (i, j) in (0..6).flat_map(|i| (i + 1..6).map(move |j| (i, j))) {
        let achieved = spearman(&columns[i], &columns[j]).value;
        assert!((achieved - rank(i, j)).abs() < 0.01, "{i} {j}: {achieved}");
    }
}

#[test]
fn a_group_has_one_rank_correlation_of_each_with_each() {
    let mut three = table(&[("a", pert()), ("b", gamma()), ("c", uniform())]);
    correlate(&mut three, &[(&["a", "b", "c"], -0.4)]);
    let columns = columns(&three, PATHS);
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        assert!((spearman(&columns[i], &columns[j]).value + 0.4).abs() < 0.01);
    }
}

#[test]
fn correlated_numbers_keep_their_distributions() {
    let families = [("a", pert()), ("b", gamma()), ("c", lognormal())];
    let mut three = table(&families);
    correlate(&mut three, &[(&["a", "b"], 0.9), (&["b", "c"], -0.3)]);
    let sampler = Sampler::new(&three, SEED);
    assert_eq!(sampler.inputs().collect::<Vec<_>>().len(), 3);
    let mut draws = Draws::default();
    let mut uniforms = vec![Vec::new(); 3];
    for path in 0..20_000 {
        sampler.draw_into(path, &mut draws);
        for (i, (input, number)) in three.iter().enumerate() {
            let u = draws.uniforms()[i];
            assert_eq!(draws[input].to_bits(), number.quantile(u).to_bits());
            uniforms[i].push(u);
        }
    }
    for mut used in uniforms {
        // Kolmogorov and Smirnov at one in a thousand.
        used.sort_by(f64::total_cmp);
        let n = used.len() as f64;
        let distances = used.iter().enumerate().map(|(i, u)| (u - (i as f64 + 0.5) / n).abs());
        let distance = distances.fold(0.0, f64::max) + 0.5 / n;
        assert!(distance * n.sqrt() < 1.95, "{distance}");
    }
}

#[test]
fn the_joint_distribution_is_a_gaussian_copula() {
    let mut both = table(&[("a", pert()), ("b", gamma())]);
    correlate(&mut both, &[(&["a", "b"], 0.6)]);
    let sampler = Sampler::new(&both, SEED);
    let mut draws = Draws::default();
    let (mut together, mut products) = (0, 0.0);
    for path in 0..PATHS {
        sampler.draw_into(path, &mut draws);
        let [u, v] = [0, 1].map(|i| draws.uniforms()[i]);
        together += u32::from(u < 0.5 && v < 0.5);
        products += normal_quantile(u) * normal_quantile(v);
    }
    let (n, r) = (PATHS as f64, 2.0 * libm::sin(0.1 * std::f64::consts::PI));
    // Sheppard (1899): P(both below their medians) = 1/4 + asin(r) / 2π.
    let quadrant = 0.25 + libm::asin(r) / (2.0 * std::f64::consts::PI);
    let error = (quadrant * (1.0 - quadrant) / n).sqrt();
    assert!((f64::from(together) / n - quadrant).abs() < 4.0 * error);
    assert!((products / n - r).abs() < 4.0 * ((1.0 + r * r) / n).sqrt());
}

#[test]
fn the_first_by_name_keeps_its_draws_and_what_is_not_correlated_does_not_move() {
    let families = [
        ("m", pert()),
        ("b", lognormal()),
        ("x", gamma()),
        ("a", normal()),
        ("k", uniform()),
        ("q", beta()),
    ];
    let free = table(&families);
    let before = columns(&free, 500);
    let mut tied = free.clone();
    correlate(&mut tied, &[(&["x", "b"], 0.6), (&["k", "q"], 0.2)]);
    let with = columns(&tied, 500);
    let moved = |a: &[Vec<f64>], b: &[Vec<f64>]| -> Vec<&str> {
        let pairs = families.iter().zip(a.iter().zip(b));
        pairs.filter(|(_, (a, b))| bits(a) != bits(b)).map(|((name, _), _)| *name).collect()
    };
    assert_eq!(moved(&before, &with), ["x", "q"]);

    let mut other_rank = free.clone();
    correlate(&mut other_rank, &[(&["x", "b"], 0.7), (&["k", "q"], 0.2)]);
    assert_eq!(moved(&with, &columns(&other_rank, 500)), ["x"]);

    let mut another_pair = free.clone();
    correlate(&mut another_pair, &[(&["a", "m"], -0.4), (&["q", "k"], 0.2), (&["b", "x"], 0.6)]);
    assert_eq!(moved(&with, &columns(&another_pair, 500)), ["m"]);

    let mut longer = free.clone();
    correlate(&mut longer, &[(&["x", "b"], 0.6), (&["k", "q"], 0.2), (&["x", "q"], 0.1)]);
    assert_eq!(moved(&with, &columns(&longer, 500)), ["x"]);
}

#[test]
fn neither_the_order_nor_the_number_of_assumptions_moves_a_draw() {
    let mut plain = table(&[("a", pert()), ("b", gamma()), ("c", normal())]);
    let mut turned = table(&[
        ("new", beta()),
        ("c", normal()),
        ("b", gamma()),
        ("other", pert()),
        ("a", pert()),
    ]);
    correlate(&mut plain, &[(&["a", "b"], 0.5), (&["b", "c"], 0.4)]);
    correlate(&mut turned, &[(&["c", "b"], 0.4), (&["b", "a"], 0.5)]);
    let (plain_columns, turned_columns) = (columns(&plain, 300), columns(&turned, 300));
    for name in ["a", "b", "c"] {
        let (at, there) = (input(&plain, name).index(), input(&turned, name).index());
        assert_eq!(bits(&plain_columns[at]), bits(&turned_columns[there]), "{name}");
    }
}

#[test]
fn a_correlated_number_that_becomes_known_leaves_the_others_where_they_were() {
    let mut free = table(&[("a", pert()), ("b", gamma()), ("c", normal())]);
    correlate(&mut free, &[(&["a", "b"], 0.8), (&["a", "c"], -0.5), (&["b", "c"], -0.3)]);
    let before = columns(&free, 200);
    let a = input(&free, "a");
    free.set(a, Shape::Known(30.0));
    let after = columns(&free, 200);
    assert!(after[0].iter().all(|value| (value - 30.0).abs() < 1e-300));
    assert_eq!(bits(&before[1]), bits(&after[1]));
    assert_eq!(bits(&before[2]), bits(&after[2]));
    let names: Vec<&str> =
        Sampler::new(&free, SEED).inputs().map(|i| free.get(i).name.as_str()).collect();
    assert_eq!(names, ["b", "c", "a"]);
}

#[test]
fn kept_draws_are_those_of_a_table_in_which_one_more_number_is_known() {
    let mut free = table(&[("a", pert()), ("b", gamma()), ("c", normal()), ("d", beta())]);
    correlate(&mut free, &[(&["a", "b"], 0.8), (&["a", "c"], -0.5)]);
    for design in [Design::Plain, Design::Sobol] {
        let kept = Arc::new(KeptDraws::of(&Sampler::in_design(&free, SEED, design), 300));
        for known in ["a", "b", "d"] {
            let mut table = free.clone();
            table.set(input(&free, known), Shape::Known(30.0));
            let drawing = Sampler::in_design(&table, SEED, design);
            let keeping = Sampler::in_design(&table, SEED, design).keeping(Arc::clone(&kept));
            let (mut drawn, mut found) = (Draws::default(), Draws::default());
            // Those that are kept, and others.
            for path in [0, 1, 255, 256, 299, 300, 1 << 40, u64::MAX] {
                drawing.draw_into(path, &mut drawn);
                keeping.draw_into(path, &mut found);
                assert_eq!(found.path(), path);
                for (input, number) in table.iter() {
                    let (own, other) = (drawn[input], found[input]);
                    assert_eq!(own.to_bits(), other.to_bits(), "{} of {path}", number.name);
                }
            }
        }
    }
}

#[test]
fn given_uniforms_are_drawn_from_as_own_ones_are() {
    let mut both = table(&[("a", pert()), ("b", gamma())]);
    correlate(&mut both, &[(&["a", "b"], 0.8)]);
    let sampler = Sampler::new(&both, SEED);
    let (mut own, mut given) = (Draws::default(), Draws::default());
    for path in [0, 3, u64::MAX] {
        sampler.draw_into(path, &mut own);
        sampler.draw_from(path, own.independent(), &mut given);
        assert_eq!(given.path(), path);
        assert_eq!(bits(own.uniforms()), bits(given.uniforms()));
        assert_eq!(bits(own.independent()), bits(given.independent()));
        for (input, _) in both.iter() {
            assert_eq!(own[input].to_bits(), given[input].to_bits());
        }
        assert_eq!(own.independent()[0].to_bits(), own.uniforms()[0].to_bits());
        assert_ne!(own.independent()[1].to_bits(), own.uniforms()[1].to_bits());
    }
    // At the ends of what uniforms can be, probabilities stay inside.
    let ends = [f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0];
    for (u, v) in [(ends[0], ends[0]), (ends[1], ends[1]), (ends[0], ends[1])] {
        sampler.draw_from(0, &[u, v], &mut given);
        assert!(given.uniforms().iter().all(|used| 0.0 < *used && *used < 1.0));
        assert!(both.iter().all(|(input, _)| given[input].is_finite()));
    }
}

#[test]
fn a_worked_example_agrees_with_another_implementation() {
    // By Python's statistics.NormalDist and Cholesky's factor by hand.
    let mut three = table(&[("a", uniform()), ("b", uniform()), ("c", uniform())]);
    correlate(&mut three, &[(&["a", "b"], 0.5), (&["a", "c"], -0.3), (&["c", "b"], 0.2)]);
    let mut draws = Draws::default();
    Sampler::new(&three, SEED).draw_from(0, &[0.9, 0.3, 0.65], &mut draws);
    let expected = [0.9, 0.5850005565168963, 0.38104313281749636];
    for (used, expected) in draws.uniforms().iter().zip(expected) {
        assert!((used - expected).abs() < 1e-14, "{:?}", draws.uniforms());
    }
}

/// The apparel scenario with two of its numbers tied together.
fn tied_apparel() -> String {
    support::apparel()
        + r#"
[[correlation]]
between = ["product.core.lead_time_days", "product.core.markdown_depth"]
rank = 0.5
"#
}

fn both_tallies(text: &str, paths: std::ops::Range<u64>, threads: usize) -> (Outcomes, Inputs) {
    let scenario = support::load(text);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let empty = (Outcomes::default(), correlated(&scenario.assumptions));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| engine::run(&simulator, paths, &empty, &Unwatched)).expect("nobody stops it")
}

#[test]
fn a_run_keeps_the_correlated_inputs_and_reports_what_it_has_of_the_rank_asked() {
    let scenario = support::load(&tied_apparel());
    let (outcomes, inputs) = both_tallies(&tied_apparel(), 0..2_000, 2);
    assert_eq!((outcomes.len(), inputs.inputs().len()), (2_000, 2));
    let found = achieved(&scenario.assumptions, &inputs);
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(only.between, ["product.core.lead_time_days", "product.core.markdown_depth"]);
    assert!((only.asked - 0.5).abs() < 1e-300);
    let difference = (only.achieved.value - 0.5).abs();
    assert!(difference < 4.0 * only.achieved.standard_error, "{only:?}");
    assert!(only.achieved.standard_error < 0.02, "{only:?}");
}

#[test]
fn threads_and_splits_change_neither_inputs_nor_outcomes() {
    let text = tied_apparel();
    let (outcomes, inputs) = both_tallies(&text, 0..700, 1);
    let mut joined = both_tallies(&text, 0..131, 2);
    joined.merge(both_tallies(&text, 131..700, 7));
    assert_eq!(bits(&outcomes.moic), bits(&joined.0.moic));
    for input in inputs.inputs() {
        let column = inputs.column(*input).expect("kept");
        assert_eq!(column.len(), 700);
        assert_eq!(bits(column), bits(joined.1.column(*input).expect("kept")));
    }
}

#[test]
fn a_correlated_path_alone_equals_itself_in_the_crowd() {
    let scenario = support::load(&tied_apparel());
    let (outcomes, inputs) = both_tallies(&tied_apparel(), 0..300, 2);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let (mut draws, mut ledger) = (Draws::default(), Ledger::default());
    for path in [0, 17, 299] {
        simulator.simulate(path, &mut draws, &mut ledger);
        assert_eq!(ledger.outcome.moic.to_bits(), outcomes.moic[path as usize].to_bits());
        for input in inputs.inputs() {
            let column = inputs.column(*input).expect("kept");
            assert_eq!(draws[*input].to_bits(), column[path as usize].to_bits());
        }
    }
}
