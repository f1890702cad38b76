//! What information is worth, against published numbers and closed forms.

use crate::support;

use rayon::ThreadPoolBuilder;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::information::{
    Effort, Evidence, Information, Precision, Question, Sample, Worth, learn,
};
use shortrun::engine::Unwatched;
use shortrun::input::Scenario;
use shortrun::model::simulator::Simulator;
use shortrun::sampling::normal::{normal_cdf, normal_density};
use shortrun::sampling::stream::StreamKey;

/// Paths that `shortrun diligence` simulates unless told otherwise.
const PATHS: u64 = 200_000;

/// Standard normals by path, a column for each name.
fn normals<const N: usize>(paths: u64, seed: u64) -> [Vec<f64>; N] {
    std::array::from_fn(|column| {
        let key = StreamKey::new(seed, &format!("column {column}"));
        (0..paths).map(|path| key.stream(path).normal()).collect()
    })
}

fn exact(column: Vec<f64>) -> (Vec<f64>, Option<usize>) {
    (column, None)
}

#[track_caller]
fn assert_within_three_errors(found: &Estimate, truth: f64) {
    let error = found.standard_error;
    assert!(0.0 < error && error < 0.05 * truth, "{found:?} for {truth}");
    assert!((found.value - truth).abs() <= 3.0 * error, "{found:?} for {truth}");
}

/// Net benefits 0 and p1 - p2, where p1 is normal with mean 1 and standard
/// deviation 1, p2 with mean 0 and standard deviation 2. By the unit normal
/// loss the values are 0.479811, 0.083315 and 0.395593.
fn two_parameters(paths: u64, seed: u64) -> Vec<Worth> {
    let [a, b] = normals(paths, seed);
    let p1: Vec<f64> = a.iter().map(|z| 1.0 + z).collect();
    let p2: Vec<f64> = b.iter().map(|z| 2.0 * z).collect();
    let npv: Vec<f64> = p1.iter().zip(&p2).map(|(p1, p2)| p1 - p2).collect();
    let evidence = Evidence::new(&[exact(p1), exact(p2)], &npv);
    assert!(evidence.invests());
    evidence.worths(&[vec![0, 1], vec![0], vec![1]])
}

#[test]
fn two_normal_parameters_are_worth_what_is_published() {
    let worths = two_parameters(PATHS, 1);
    for (worth, truth) in worths.iter().zip([0.479_811, 0.083_315, 0.395_593]) {
        assert_within_three_errors(&worth.value, truth);
    }
}

#[test]
fn a_profit_on_units_sold_has_the_textbooks_value_of_perfect_information() {
    // D. W. Hubbard's example: 25 a unit less 5 million, sales with a 90 %
    // interval from 150,000 to 300,000.
    let [z] = normals(PATHS, 2);
    let sd = 75_000.0 / 1.644_853_626_951_472_2;
    let units: Vec<f64> = z.iter().map(|z| 225_000.0 + sd * z).collect();
    let npv: Vec<f64> = units.iter().map(|x| 25.0 * x - 5e6).collect();
    let evidence = Evidence::new(&[exact(units)], &npv);
    let worth = &evidence.worths(&[vec![0]])[0];
    assert_within_three_errors(&worth.value, 208_954.0);
    // Knowing the one number is knowing all.
    assert_within_three_errors(&evidence.clairvoyant(), 208_954.0);
    let changes = normal_cdf(-625_000.0 / (25.0 * sd));
    assert!((worth.changes.value - changes).abs() < 4.0 * worth.changes.standard_error + 1e-3);
}

/// E[max(0, X)] - max(0, mean) for a normal X.
fn normal_value(mean: f64, sd: f64) -> f64 {
    let t = mean / sd;
    mean * normal_cdf(t) + sd * normal_density(t) - mean.max(0.0)
}

#[test]
fn a_noisy_answer_about_a_normal_has_its_closed_form() {
    // NPV = -1 + 2 z + luck; an answer of reliability r² moves its mean with
    // standard deviation 2 r.
    let [z, noise, luck] = normals(PATHS, 3);
    let npv: Vec<f64> = z.iter().zip(&luck).map(|(z, luck)| -1.0 + 2.0 * z + 3.0 * luck).collect();
    for reliability in [0.25_f64, 0.8] {
        let (own, other) = (reliability.sqrt(), (1.0 - reliability).sqrt());
        let signal: Vec<f64> = z.iter().zip(&noise).map(|(z, e)| own * z + other * e).collect();
        let evidence = Evidence::new(&[exact(z.clone()), (signal, Some(0))], &npv);
        let worths = evidence.worths(&[vec![1], vec![0]]);
        assert_within_three_errors(&worths[0].value, normal_value(-1.0, 2.0 * own));
        assert_within_three_errors(&worths[1].value, normal_value(-1.0, 2.0));
    }
}

#[test]
fn a_product_with_a_heavy_tail_and_luck_is_found() {
    // NPV = -1 + 0.5 exp(0.7 a + 0.7 b - 0.49) L - 0.1 with lognormal luck L of
    // mean 1: lognormal means given a and b, or a alone.
    let [a, b, luck] = normals(PATHS, 4);
    let npv: Vec<f64> = (0..a.len())
        .map(|i| {
            let m = libm::exp(0.7 * (a[i] + b[i]) - 0.49);
            -1.0 + 0.5 * m * libm::exp(luck[i] - 0.5)
        })
        .collect();
    let evidence = Evidence::new(&[exact(a), exact(b)], &npv);
    let worths = evidence.worths(&[vec![0, 1], vec![0]]);
    // E max(0, 0.5 exp(s Z - s²/2) - 1): Black's formula.
    let truth = |s: f64| {
        let d = (libm::log(0.5) + 0.5 * s * s) / s;
        0.5 * normal_cdf(d) - normal_cdf(d - s)
    };
    assert_within_three_errors(&worths[0].value, truth(0.98_f64.sqrt()));
    assert_within_three_errors(&worths[1].value, truth(0.7));
}

#[test]
fn numbers_of_few_values_are_known_exactly() {
    // A coin that makes 3 or -4 of the plan, and a die that does nothing.
    let [a, b] = normals(20_000, 5);
    let coin: Vec<f64> = a.iter().map(|z| f64::from(u8::from(0.0 < *z))).collect();
    let die: Vec<f64> = b.iter().map(|z| (6.0 * normal_cdf(*z)).ceil()).collect();
    let npv: Vec<f64> = coin.iter().map(|c| -4.0 + 7.0 * c).collect();
    let worths = Evidence::new(&[exact(coin), exact(die)], &npv).worths(&[vec![0], vec![1]]);
    assert_within_three_errors(&worths[0].value, 1.5);
    assert!(worths[1].value.value.abs() < 1e-12 && worths[1].changes.value < 1e-12);
}

/// Of many numbers the strongest are learned from together, and each other one
/// has the worth that it has alone.
#[test]
fn numbers_that_explain_little_among_many_are_valued_by_themselves() {
    let columns: [Vec<f64>; 110] = normals(2_000, 6);
    let weight = |column: usize| if column < 4 { 1.0 } else { 0.001 };
    let npv: Vec<f64> = (0..2_000)
        .map(|path| {
            (0..110).map(|column| weight(column) * columns[column][path]).sum::<f64>() - 1.0
        })
        .collect();
    let all: Vec<(Vec<f64>, Option<usize>)> = columns.iter().cloned().map(exact).collect();
    let evidence = Evidence::new(&all, &npv);
    assert_eq!(evidence.regressed(), [96, 14]);
    let sets: Vec<Vec<usize>> = (0..110).map(|column| vec![column]).collect();
    let singles = evidence.worths(&sets);
    for (column, found) in singles.iter().enumerate() {
        let alone = Evidence::new(&all[column..=column], &npv);
        let own = &alone.worths(&[vec![0]])[0];
        assert!((found.value.value - own.value.value).abs() < 1e-9, "{column}: {found:?} {own:?}");
    }
    let together = &evidence.worths(&[(0..110).collect(), vec![0, 1, 2, 3]])[0];
    let (value, truth) = (together.value.value, normal_value(-1.0, 2.0));
    assert!(0.6 * truth < value && value < 1.2 * truth, "{value} of {truth}");
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_should() {
    let truths = [0.479_811, 0.083_315, 0.395_593];
    let mut held = [0; 3];
    for repeat in 0..100 {
        for (held, (worth, truth)) in
            held.iter_mut().zip(two_parameters(5_000, 1_000 + repeat).iter().zip(truths))
        {
            let off = (worth.value.value - truth).abs();
            *held += u32::from(off <= 2.0 * worth.value.standard_error);
        }
    }
    assert!(held.iter().all(|held| (89..=100).contains(held)), "{held:?} of 100");
}

/// What there is to learn of a scenario by its own questions, taken as exact.
fn learned(scenario: &Scenario, effort: Effort, threads: usize) -> Information {
    let assumptions = &scenario.assumptions;
    let questions: Vec<Question> = scenario
        .diligence
        .iter()
        .map(|one| Question {
            text: one.text.clone(),
            resolves: one.resolves.iter().map(|(_, input)| *input).collect(),
            cost: 0.0,
            precision: Precision::Exact,
        })
        .collect();
    let simulator = Simulator::new(&scenario.operator, assumptions, scenario.seed);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let sample = Sample::simulate(&simulator, assumptions, effort, &Unwatched);
        let sample = sample.expect("nobody stops it");
        learn((assumptions, scenario.seed), &sample, &questions, f64::INFINITY)
    })
}

const SHORT: Effort = Effort { paths: 4_000, lived_again: 200, times: 8 };

#[test]
fn on_the_shipped_scenarios_more_is_never_worth_less_and_nothing_more_than_everything() {
    let texts = [
        include_str!("../scenarios/apparel-nearshore.toml"),
        include_str!("../scenarios/apparel-offshore.toml"),
        include_str!("../scenarios/electronics-custom.toml"),
        include_str!("../scenarios/food-microkitchen.toml"),
    ];
    let mut of_some_worth = 0;
    for text in texts {
        let found = learned(&support::load(text), SHORT, 2);
        let most = found.everything.value.value;
        assert!(0.0 < most && most <= found.clairvoyant.value, "{:?}", found.everything);
        assert!(5 <= found.questions.len());
        let value = |name: &String| {
            let number = found.numbers.iter().find(|number| number.name == *name);
            number.map_or(0.0, |number| number.worth.value.value)
        };
        for asked in &found.questions {
            let own = asked.worth.value.value;
            assert!((0.0..=most).contains(&own), "{}: {own} of {most}", asked.text);
            assert!(asked.resolves.iter().all(|name| value(name) <= own), "{}", asked.text);
            of_some_worth += usize::from(0.0 < own);
        }
        for number in &found.numbers {
            assert!((0.0..=most).contains(&number.worth.value.value), "{}", number.name);
        }
        let joint: Vec<f64> = found.purchase.steps.iter().map(|step| step.joint.value).collect();
        assert!(joint.is_sorted() && joint.iter().all(|value| *value <= most), "{joint:?}");
    }
    assert!(0 < of_some_worth, "some question of some scenario can change the decision");
}

#[test]
fn threads_change_no_bit_of_what_is_learned() {
    let scenario = support::load(include_str!("../scenarios/food-microkitchen.toml"));
    let [one, two] = [1, 2].map(|threads| format!("{:?}", learned(&scenario, SHORT, threads)));
    assert!(one == two, "one thread and two differ");
}

#[test]
fn a_path_lived_again_has_its_assumptions_and_luck_of_its_own() {
    let scenario = support::load(include_str!("../scenarios/food-microkitchen.toml"));
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed);
    let npv = |range| {
        let read = |ledger: &shortrun::model::ledger::Ledger| ledger.outcome.npv;
        shortrun::engine::run_again(&simulator, range, 3, &read, &Unwatched).expect("all of it")
    };
    let (all, later) = (npv(0..40), npv(20..40));
    assert_eq!(all.len(), 120);
    assert!(all[60..] == later[..], "a path is the same in any range");
    let differ = all.chunks_exact(3).filter(|lucks| lucks[0] < lucks[1] || lucks[1] < lucks[0]);
    assert!(20 < differ.count(), "luck differs");
}
