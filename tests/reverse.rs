//! The most plausible shift at which known functions break.

use crate::alike;

use shortrun::analysis::closing_stack::ClosingStack;
use shortrun::analysis::errors::Errors;
use shortrun::analysis::evaluate::Evaluated;
use shortrun::analysis::kpi::KpiTerms;
use shortrun::analysis::limit::Limit;
use shortrun::analysis::measure::Measure;
use shortrun::analysis::reverse::{
    Break, Finding, Problem, Response, Reverse, Way, reverse, scores_of,
};
use shortrun::analysis::run_info::RunInfo;
use shortrun::analysis::statistic::{Event, Rates, Relation, Statistic, Threshold};
use shortrun::output::chart::provenance::provenance;
use shortrun::output::chart::{Chart, Domains, Size};
use shortrun::output::reverse::chart::shift;
use shortrun::output::reverse::words::ReverseTest;
use shortrun::sampling::assumptions::{
    Assumption, Assumptions, Correlation, Draws, Input, Sampler, Shape,
};
use shortrun::sampling::correlation::rank_of_gaussian;
use shortrun::sampling::design::Design;
use shortrun::sampling::distribution::Distribution;
use shortrun::sampling::family::Family;
use shortrun::sampling::scores::Scores;
use shortrun::sampling::special::normal_quantile;
use shortrun::sampling::stream::StreamKey;

const PATHS: u64 = 20_000;

/// Numbers x1, x2, ... of these families.
fn table(families: &[Family]) -> Assumptions {
    let mut table = Assumptions::default();
    for (index, family) in families.iter().enumerate() {
        table.push(Assumption {
            name: format!("x{}", index + 1),
            unit: "x",
            shape: Shape::Uncertain(Distribution::new(family.clone()).expect("valid")),
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

fn standard(count: usize) -> Assumptions {
    table(&vec![Family::Normal { mean: 0.0, sd: 1.0 }; count])
}

/// A function of the numbers, and of a standard normal that luck draws,
/// sampled as a scenario is.
struct Sampled<F> {
    table: Assumptions,
    inputs: Vec<Input>,
    statistic: Statistic,
    function: F,
}

impl<F: Fn(&[f64], f64) -> f64> Sampled<F> {
    fn over(&self, shift: &[f64], first: u64) -> Evaluated {
        let mut moved = self.table.clone();
        for (input, by) in self.inputs.iter().zip(shift) {
            moved.shift(*input, *by);
        }
        let (sampler, luck) = (Sampler::new(&moved, 3), StreamKey::new(3, "luck"));
        let mut draws = Draws::default();
        let column: Vec<f64> = (first..first + PATHS)
            .map(|path| {
                sampler.draw_into(path, &mut draws);
                let x: Vec<f64> = self.inputs.iter().map(|input| draws[*input]).collect();
                let value = (self.function)(&x, normal_quantile(luck.uniform(path)));
                match &self.statistic {
                    Statistic::Chance(Event::Compares(_, relation, threshold)) => f64::from(
                        u8::from(relation.holds(value, threshold.value(Rates::both(0.0)))),
                    ),
                    _ => value,
                }
            })
            .collect();
        self.statistic.of(&column, Errors::OfPaths)
    }
}

impl<F: Fn(&[f64], f64) -> f64> Response for Sampled<F> {
    type Error = ();

    fn searched(&mut self, shift: &[f64]) -> Result<Evaluated, ()> {
        Ok(self.over(shift, PATHS))
    }

    fn judged(&mut self, shift: &[f64]) -> Result<Evaluated, ()> {
        Ok(self.over(shift, 0))
    }
}

fn found(
    table: Assumptions,
    statistic: Statistic,
    (relation, threshold): (Relation, f64),
    function: impl Fn(&[f64], f64) -> f64,
) -> Reverse {
    let inputs: Vec<Input> = table.iter().map(|(input, _)| input).collect();
    let scores = Scores::of(&table, &inputs);
    let sampler = Sampler::new(&table, 3);
    let mut draws = Draws::default();
    let rows: Vec<Vec<f64>> =
        (PATHS..2 * PATHS).map(|path| scores_of(&sampler, &inputs, path, &mut draws)).collect();
    let columns: Vec<Vec<f64>> =
        (0..inputs.len()).map(|i| rows.iter().map(|row| row[i]).collect()).collect();
    let problem =
        Problem { scores: &scores, columns: &columns, relation, threshold, farthest: 4.0 };
    let mut sampled = Sampled { table, inputs, statistic, function };
    reverse(&problem, &mut sampled).expect("it cannot fail")
}

const MEAN: Statistic = Statistic::Mean(Measure::Npv);

fn breaks(found: &Reverse) -> &shortrun::analysis::reverse::Breaks {
    let Finding::Breaks(breaks) = &found.finding else { panic!("{:?}", found.finding) };
    breaks
}

fn broken(way: &Way) -> &Break {
    let Way::Breaks(one) = way else { panic!("{way:?}") };
    one
}

fn holds(one: &Break, distance: f64, shift: &[f64], near: f64) {
    let interval = (one.distance.low.expect("low"), one.distance.high.expect("high"));
    assert!(interval.0 <= distance && distance <= interval.1, "{distance}: {:?}", one.distance);
    for (found, truth) in one.shift.iter().zip(shift) {
        assert!((found - truth).abs() < near, "{:?} for {shift:?}", one.shift);
    }
    let all: f64 = one.shares.iter().sum();
    assert!((all - 1.0).abs() < 1e-9, "{:?}", one.shares);
}

/// The mean of a'x with x independent and standard normal is a'd: it meets t
/// first at d = t a / |a|², at a distance of t / |a|.
#[test]
fn of_a_linear_function_it_is_the_analytic_design_point() {
    let a = [3.0, -2.0, 1.0, 0.0];
    let square = 14.0_f64;
    let found = found(standard(4), MEAN, (Relation::Ge, 5.0), |x, luck| {
        x.iter().zip(a).map(|(x, a)| a * x).sum::<f64>() + 2.0 * luck
    });
    let breaks = breaks(&found);
    let truth: Vec<f64> = a.iter().map(|a| 5.0 * a / square).collect();
    holds(&breaks.full, 5.0 / square.sqrt(), &truth, 0.05);
    assert_eq!(breaks.full.moved, [0, 1, 2], "x4 does nothing and stays");
    // x1 and x2 alone: 5 / √13 is 1.04 times as far.
    let short = broken(&breaks.short);
    assert_eq!(short.moved, [0, 1]);
    holds(short, 5.0 / 13.0_f64.sqrt(), &[15.0 / 13.0, -10.0 / 13.0, 0.0, 0.0], 0.05);
    assert_eq!(breaks.singles[0].0, 0);
    holds(broken(&breaks.singles[0].1), 5.0 / 3.0, &[5.0 / 3.0, 0.0, 0.0, 0.0], 0.05);
    let (first, rest) = breaks.without.as_ref().expect("others are left");
    assert_eq!(*first, 0);
    holds(broken(rest), 5.0_f64.sqrt(), &[0.0, -2.0, 1.0, 0.0], 0.08);
}

/// With correlated x the design point is t R a / (a' R a).
#[test]
fn correlated_numbers_move_together_because_that_is_more_plausible() {
    let mut table = standard(3);
    let r = 0.6;
    let between = ["x1", "x2"].map(|name| table.find(name).expect("there")).to_vec();
    let rank = rank_of_gaussian(r);
    let tied = Correlation { between, rank, source: None, grade: None, note: None };
    table.correlate(vec![tied]).expect("possible");
    // a = (1, 0, 1): R a = (1, r, 1), a' R a = 2.
    let found = found(table, MEAN, (Relation::Lt, -2.0), |x, luck| x[0] + x[2] + luck);
    let breaks = breaks(&found);
    holds(&breaks.full, 2.0_f64.sqrt(), &[-1.0, -r, -1.0], 0.06);
    // By x1 alone it is 2, and x2 follows.
    let single = breaks.singles.iter().find(|(i, _)| *i == 0).expect("among the strongest");
    holds(broken(&single.1), 2.0, &[-2.0, -2.0 * r, 0.0], 1e-9 + 0.06);
    let (first, rest) = breaks.without.as_ref().expect("others are left");
    // Where x1 contributes most, x2 goes with it.
    assert!([0, 2].contains(first));
    let left = &broken(rest).moved;
    assert!(if *first == 0 { left == &[2] } else { !left.contains(&2) }, "{left:?}");
}

/// P(x1 + x2 + luck > 0) is Φ((d1 + d2) / √3): 0.8 is met at d1 + d2 =
/// √3 Φ⁻¹(0.8), at a distance of that over √2. A curved statistic, and
/// distributions that are not normal do not matter: scores are.
#[test]
fn a_chance_and_numbers_of_any_family_are_no_different() {
    let families =
        [Family::Lognormal { log_mean: 0.0, log_sd: 1.0 }, Family::Uniform { min: 0.0, max: 1.0 }];
    let event = Event::Compares(Measure::Npv, Relation::Gt, Threshold::Number(0.0));
    let found =
        found(table(&families), Statistic::Chance(event), (Relation::Ge, 0.8), |x, luck| {
            libm::log(x[0]) + normal_quantile(x[1]) + luck
        });
    let sum = 3.0_f64.sqrt() * normal_quantile(0.8);
    let full = &breaks(&found).full;
    holds(full, sum / 2.0_f64.sqrt(), &[0.5 * sum, 0.5 * sum], 0.05);
    let beyond = full.chance_beyond();
    assert!((normal_quantile(1.0 - beyond) - full.distance.value).abs() < 1e-9);
    // Two numbers: chi-squared with two degrees is exponential.
    let square = full.distance.value * full.distance.value;
    assert!((full.chance_as_far() - libm::exp(-0.5 * square)).abs() < 1e-9);
}

#[test]
fn what_is_broken_already_and_what_cannot_break_are_told_apart() {
    let already = found(standard(1), MEAN, (Relation::Lt, 1.0), |x, _| x[0]);
    assert!(matches!(already.finding, Finding::Already));
    let never =
        found(standard(2), MEAN, (Relation::Gt, 1.5), |x, _| (x[0] + x[1]).clamp(-1.0, 1.0));
    let Finding::Holds(reached) = never.finding else { panic!("{:?}", never.finding) };
    assert!(0.99 < reached.value && reached.value <= 1.0, "{reached:?}");
    let none = found(Assumptions::default(), MEAN, (Relation::Gt, 1.5), |_, luck| luck);
    assert!(matches!(none.finding, Finding::NothingUncertain));
}

fn draw(
    numbers: &Assumptions,
    found: &Reverse,
    threshold: f64,
    like: Option<&Domains>,
    size: Size,
) -> Chart {
    let info = RunInfo {
        program_version: "test".to_owned(),
        scenario_file: "test.toml".to_owned(),
        scenario_name: "A plan".to_owned(),
        vertical: String::new(),
        currency: "USD".to_owned(),
        content_hash: "0123456789".to_owned(),
        seed: 3,
        design: Design::Plain,
        paths: PATHS,
        horizon_months: 120,
        hurdle_rate: 0.2,
        target_irr: 0.2,
        cheque: 1e6,
        post_money: 2e6,
        route_names: Vec::new(),
        horizon_rule: String::new(),
        kpi: KpiTerms::default(),
        closing: ClosingStack::default(),
    };
    let limit = Limit::parse(&format!("mean_npv>{threshold}"), &[]).expect("a condition");
    let test = ReverseTest {
        info: &info,
        limit: &limit,
        threshold,
        farthest: 4.0,
        numbers: numbers.iter().map(|(_, one)| one).collect(),
        at_events: Vec::new(),
        found,
    };
    shift::reverse(&test, &provenance(&info), like, size)
}

#[test]
fn a_picture_drawn_like_another_has_its_rows_or_its_axis() {
    // Where one number moves, where six do, and where none has to or can.
    let cases = [
        ("one", standard(1), 1.5, 1.0),
        ("six", standard(6), 6.0, 1.0),
        ("already", standard(1), -1.0, 0.001),
        ("already-far", standard(1), -30.0, 0.001),
        ("never", standard(2), 900.0, 1.0),
    ];
    let cases = cases.map(|(name, table, threshold, factor)| {
        let sum = move |x: &[f64], _: f64| factor * x.iter().sum::<f64>();
        let found = found(table.clone(), MEAN, (Relation::Gt, threshold), sum);
        (name, table, threshold, found)
    });
    let mut faults = Vec::new();
    let of_kind = |name: &str| ["one", "six"].contains(&name);
    for (of, first, threshold, found) in &cases {
        for (name, second, limit, other) in &cases {
            for size in Size::ALL {
                let plain = draw(first, found, *threshold, None, size);
                let again = |like: &Domains| draw(first, found, *threshold, Some(like), size);
                let drawn = |like: &Domains| draw(second, other, *limit, Some(like), size);
                if of_kind(of) == of_kind(name) {
                    let name = format!("reverse-{name}-on-{of}");
                    faults.extend(alike::faults_of(&name, size, &plain, again, drawn));
                } else {
                    // There is nothing to lend but the size.
                    let (lent, own) =
                        (alike::told(&plain).0, draw(second, other, *limit, None, size));
                    assert!(drawn(&lent) == own, "{name} on {of}");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let [one, six, already, far, _] = &cases;
    let few = alike::lent(&draw(&one.1, &one.3, one.2, None, Size::Full));
    let cut = draw(&six.1, &six.3, six.2, Some(&few), Size::Full).svg();
    assert!(cut.contains("3 of 5 shown"), "three rows have room");
    let near = alike::lent(&draw(&already.1, &already.3, already.2, None, Size::Full));
    let limit = |svg: &str| svg.contains("\u{2190} broken: ") || svg.contains("\u{2192}");
    let beyond = draw(&far.1, &far.3, far.2, Some(&near), Size::Full).svg();
    assert!(!limit(&beyond), "all of the axis is broken");
    assert!(!beyond.contains("stroke-dasharray"), "the limit is not on the axis");
}
