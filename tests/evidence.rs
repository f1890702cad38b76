//! What known functions rest on.

use shortrun::analysis::drivers::{Output, Shares, group_names};
use shortrun::analysis::evidence::{Evidence, GradeDesign, Simulated, evidence};
use shortrun::analysis::measure::Measure;
use shortrun::analysis::sobol::{Bootstrap, Interval};
use shortrun::analysis::statistic::Statistic;
use shortrun::sampling::assumptions::{
    Assumption, Assumptions, Correlation, Draws, Grade, Input, Sampler, Shape,
};
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;
use shortrun::sampling::stream::StreamKey;
use shortrun::sampling::swaps::Swaps;

/// Independent standard normals x1, x2, ... with these grades.
fn graded(grades: &[Option<Grade>]) -> Assumptions {
    let mut table = Assumptions::default();
    for (index, grade) in grades.iter().enumerate() {
        let normal = Distribution::new(Family::Normal { mean: 0.0, sd: 1.0 }).expect("a normal");
        table.push(Assumption {
            name: format!("x{}", index + 1),
            unit: "x",
            shape: Shape::Uncertain(normal),
            per_event: false,
            whole: false,
            written: true,
            source: None,
            grade: *grade,
            note: None,
        });
    }
    table
}

/// What a function of the inputs and of a number that luck draws, uniform with
/// mean 0 and variance 1, rests on.
fn rests_on(table: &Assumptions, function: impl Fn(&[f64], f64) -> f64) -> Evidence {
    let sampler = Sampler::new(table, 11);
    let luck = StreamKey::new(11, "luck");
    let inputs: Vec<Input> = table.iter().map(|(input, _)| input).collect();
    let design = GradeDesign::of(table, &sampler);
    let swaps = Swaps::new(&sampler).with_unions(&design.unions());
    assert_eq!(swaps.columns(), design.columns());
    let (mut drawn, mut draws) = (swaps.rows(), vec![Draws::default(); swaps.columns()]);
    let mut values = Vec::new();
    for row in 0..8_192 {
        for (column, draws) in draws.iter_mut().enumerate() {
            drawn.draw(row, column, draws);
        }
        values.extend(draws.iter().map(|draws| {
            let x: Vec<f64> = inputs.iter().map(|input| draws[*input]).collect();
            let u = luck.uniform(draws.path());
            function(&x, (u - 0.5) * 12.0_f64.sqrt())
        }));
    }
    let outputs = [Output::of(&Statistic::Mean(Measure::Npv))];
    let simulated = Simulated { values: &values, columns: swaps.columns(), outputs: &outputs };
    let groups = group_names(table, &sampler);
    let first: Vec<usize> = (0..groups.len() + 3).collect();
    let bootstrap = Bootstrap { seed: 11, replicates: 400 };
    let of_first = simulated.of(0, &first);
    let shares = Shares::of(outputs[0].clone(), groups, &of_first, bootstrap);
    evidence(table, (&design, &sampler), &simulated, &shares, bootstrap)
}

/// Caps at the 1st and 99th percentiles move the shares a little.
const SLACK: f64 = 0.015;

fn holds(what: &str, interval: Interval, truth: f64) {
    let Interval { low, high, .. } = interval;
    assert!(low - SLACK <= truth && truth <= high + SLACK, "{what} is {truth}: {interval:?}");
    assert!(high - low < 0.12, "{what}: {interval:?}");
}

/// 2 x1 + x2 + x3 + x1 x4 + 2 e: of a variance of 4 + 1 + 1 + 1 + 4 = 11 guesses
/// x1 and x3 make 5, the audited x2 1, the product of a guess and an analogue
/// 1, luck 4.
#[test]
fn the_parts_are_those_worked_out_by_hand_and_add_up() {
    use Grade::{Analogue, Audited, Guess};
    let table = graded(&[Some(Guess), Some(Audited), None, Some(Analogue)]);
    let found = rests_on(&table, |x, e| 2.0 * x[0] + x[1] + x[2] + x[0] * x[3] + 2.0 * e);
    let parts = found.outcomes[0].parts.as_ref().expect("it varies");
    let grades: Vec<Grade> = parts.grades.iter().map(|(grade, _)| *grade).collect();
    assert_eq!(grades, [Audited, Analogue, Guess], "best first, the ungraded x3 among guesses");
    let truths = [1.0 / 11.0, 0.0, 5.0 / 11.0];
    for ((grade, share), truth) in parts.grades.iter().zip(truths) {
        holds(grade.name(), *share, truth);
    }
    holds("together", parts.together, 1.0 / 11.0);
    holds("luck", parts.luck, 4.0 / 11.0);
    holds("luck alone", parts.luck_alone, 4.0 / 11.0);
    let all: f64 = parts.grades.iter().map(|(_, share)| share.value).sum();
    assert!((all + parts.together.value + parts.luck.value - 1.0).abs() < 1e-12);
    let counts: Vec<(usize, usize)> =
        found.counts.iter().map(|count| (count.uncertain, count.ungraded)).collect();
    assert_eq!(counts, [(1, 0), (0, 0), (0, 0), (1, 0), (2, 1)]);
}

#[test]
fn what_matters_much_and_is_known_badly_comes_first() {
    use Grade::{Audited, Guess, Management};
    let table = graded(&[Some(Audited), Some(Management), Some(Guess), Some(Guess)]);
    // Parts in the variance: 9, 4, 2.25 and nothing.
    let found = rests_on(&table, |x, _| 3.0 * x[0] + 2.0 * x[1] + 1.5 * x[2]);
    let order: Vec<&str> = found.doubts.iter().map(|doubt| doubt.names[0].as_str()).collect();
    assert_eq!(
        order,
        ["x3", "x2", "x1", "x4"],
        "2.25 weighs more than half of 4; audited, nothing"
    );
    holds("x2", found.doubts[1].score, 0.5 * 4.0 / 15.25);
    assert!(found.doubts[3].influence.value <= 0.0);
}

#[test]
fn numbers_of_one_grade_explain_all_but_luck() {
    let table = graded(&[Some(Grade::Observed); 2]);
    let found = rests_on(&table, |x, e| x[0] * x[1] + e);
    let parts = found.outcomes[0].parts.as_ref().expect("it varies");
    assert_eq!(parts.grades.len(), 1);
    assert_eq!(parts.grades[0].1, parts.luck.complement());
    assert!(parts.together.value.abs() <= 0.0);
    holds("luck", parts.luck, 0.5);
}

#[test]
fn a_correlated_group_counts_with_its_weakest_member() {
    let mut table = graded(&[Some(Grade::Audited), Some(Grade::Guess), Some(Grade::Audited)]);
    let between = ["x1", "x2"].map(|name| table.find(name).expect("there")).to_vec();
    let tied = Correlation { between, rank: 0.5, source: None, grade: None, note: None };
    table.correlate(vec![tied]).expect("possible");
    let found = rests_on(&table, |x, _| x[0] + x[2]);
    assert_eq!(found.mixed, [["x1", "x2"]]);
    let parts = found.outcomes[0].parts.as_ref().expect("it varies");
    let guesses = parts.grades.last().expect("two grades");
    assert_eq!(guesses.0, Grade::Guess);
    holds("guesses", guesses.1, 0.5);
    assert_eq!(found.doubts[0].names, ["x1", "x2"]);
}

#[test]
fn an_outcome_that_does_not_vary_rests_on_nothing() {
    let found = rests_on(&graded(&[None]), |_, _| 4.0);
    assert!(found.outcomes[0].parts.is_none() && found.doubts.is_empty());
}
