//! Statistics of a run agree with its summary; errors of differences between
//! runs on the same draws are what repeated runs spread by.

use crate::support;

use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::evaluate::Sample;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::statistic::Rates;
use shortrun::analysis::summary::summarize;
use shortrun::model::outcome::{Figure, Route};
use shortrun::sampling::special::normal_quantile;
use shortrun::sampling::stream::StreamKey;
use support::{apparel, load, outcomes};

const NO_ROUTES: &[String] = &[];

fn of_moic(moic: Vec<f64>) -> Outcomes {
    Outcomes { moic, ..Outcomes::default() }
}

fn sample(outcomes: &Outcomes) -> Sample<'_> {
    Sample { outcomes, rates: Rates::both(0.25), route_names: NO_ROUTES }
}

fn value(text: &str, outcomes: &Outcomes) -> Estimate {
    statistic(text, NO_ROUTES).expect("a statistic").evaluate(&sample(outcomes)).estimate
}

#[track_caller]
fn same(left: Estimate, right: Estimate) {
    let equal = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(1.0);
    assert!(equal(left.value, right.value), "{left:?} {right:?}");
    assert!(equal(left.standard_error, right.standard_error), "{left:?} {right:?}");
}

#[test]
fn as_many_total_losses_as_a_percentile_has_paths_are_that_percentile() {
    for paths in [100, 200, 1_000] {
        for percent in 1..100 {
            let lost = paths * percent / 100;
            let moic = (0..paths).map(|i| if i < lost { 0.0 } else { 1.0 }).collect();
            let figure = value(&format!("p{percent}_moic"), &of_moic(moic));
            assert!(figure.value <= 0.0, "p{percent} of {paths}");
        }
    }
}

#[test]
fn statistics_of_a_run_are_those_of_its_summary() {
    let scenario = load(&apparel());
    let run = outcomes(&scenario, 0..1_000, 2);
    let hurdle_rate =
        scenario.assumptions.known(scenario.operator.terms.deal.hurdle_rate).expect("a fact");
    let names: Vec<String> =
        scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect();
    let summary = summarize(&run, hurdle_rate, &names);
    let sample = Sample { outcomes: &run, rates: Rates::both(hurdle_rate), route_names: &names };
    let of = |text: &str| statistic(text, &names).expect(text).evaluate(&sample);
    let route =
        |name: &str| summary.routes.iter().find(|route| route.name == name).expect("a route").share;
    for (text, figure) in [
        ("p_loss", summary.loss),
        ("p_moic_lt_1", summary.loss),
        ("p_total_loss", summary.total_loss),
        ("p_near_total_loss", summary.near_total_loss),
        ("p_moic_ge_3", summary.at_least_3x),
        ("p_irr_ge_hurdle", summary.reaches_target),
        ("p_failure", route("failure")),
        ("p_horizon", route("horizon")),
        ("p_route_strategic_sale", route("strategic sale")),
        ("mean_moic", summary.moic.mean),
        ("mean_npv", summary.npv.mean),
        ("median_irr", summary.irr.at(0.5)),
        ("p90_moic", summary.moic.at(0.9)),
    ] {
        let found = of(text);
        same(found.estimate, figure);
        assert_eq!((found.paths, found.influence.len()), (1_000, 1_000), "{text}");
    }
    let markdowns = summary.figures[Figure::MarkdownRate as usize].spread.as_ref().expect("any");
    same(of("p75_markdown_rate").estimate, markdowns.at(0.75));
    let payback = summary.figures[Figure::SitePaybackMonths as usize].spread.as_ref().expect("any");
    assert_eq!(of("mean_site_payback_months").paths, payback.paths);
    assert!(payback.paths < 1_000, "some paths lack it");
    same(of("mean_site_payback_months").estimate, payback.mean);
    let sales = run.route.iter().filter(|route| matches!(route, Route::Sale(_))).count();
    assert!((of("p_sale").estimate.value - sales as f64 / 1_000.0).abs() < 1e-12);
}

#[test]
fn a_standard_deviation_has_its_textbook_value_and_error() {
    let run = of_moic(vec![1.0, 2.0, 3.0, 4.0]);
    assert!((value("sd_moic", &run).value - (5.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    let n = 40_000;
    let normal = (0..n).map(|i| 5.0 + 2.0 * normal_quantile((f64::from(i) + 0.5) / f64::from(n)));
    let found = value("sd_moic", &of_moic(normal.collect()));
    // Of a normal sample the error is sd / sqrt(2 n).
    let expected = 2.0 / (2.0 * f64::from(n)).sqrt();
    assert!((found.value - 2.0).abs() < 1e-3, "{found:?}");
    assert!((found.standard_error / expected - 1.0).abs() < 0.01, "{found:?} {expected}");
}

#[test]
fn what_no_path_has_has_no_value_and_keeps_no_limit() {
    let mut run = of_moic(vec![1.0, 2.0]);
    run.figures[Figure::MarkdownRate as usize] = vec![f64::NAN; 2];
    let found = statistic("mean_markdown_rate", NO_ROUTES).expect("one").evaluate(&sample(&run));
    assert!(found.estimate.value.is_nan() && found.paths == 0);
    let limit = shortrun::analysis::limit::Limit::parse("mean_markdown_rate<=1", NO_ROUTES);
    assert!(!limit.expect("a condition").holds(found.estimate.value, Rates::both(0.25)));
}

#[test]
fn a_run_differs_from_itself_by_nothing() {
    let run = outcomes(&load(&apparel()), 0..300, 2);
    for text in ["mean_moic", "p_loss", "p90_npv", "sd_irr", "mean_site_payback_months"] {
        let one = statistic(text, NO_ROUTES).expect(text).evaluate(&sample(&run));
        same(one.less(&one), Estimate::default());
    }
}

/// Two runs on the same luck: the second is a little better, and has some luck
/// of its own; a fifth of the paths lack a figure, not the same in both.
fn pair(repeat: u64, paths: u64) -> (Outcomes, Outcomes) {
    let key = |name: &str| StreamKey::new(3, name).stream(repeat);
    let (mut shared, mut own, mut lacks) = (key("shared"), key("own"), key("lacks"));
    let (mut one, mut two) = (Outcomes::default(), Outcomes::default());
    for _ in 0..paths {
        let luck = normal_quantile(shared.uniform());
        let (a, b) = (luck, 1.1 * luck + 0.1 + 0.3 * normal_quantile(own.uniform()));
        for (run, moic) in [(&mut one, a), (&mut two, b)] {
            run.moic.push(moic);
            run.route.push(Route::Horizon);
        }
        let figure = |run: &mut Outcomes, value: f64, u: f64| {
            let value = if u < 0.2 { f64::NAN } else { value };
            run.figures[Figure::MarkdownRate as usize].push(value);
        };
        figure(&mut one, a, lacks.uniform());
        figure(&mut two, b, lacks.uniform());
    }
    (one, two)
}

#[test]
fn errors_of_differences_are_what_repeated_pairs_of_runs_spread_by() {
    const REPEATS: u64 = 400;
    for (text, within) in [
        ("mean_moic", 0.12),
        ("sd_moic", 0.12),
        ("p_moic_ge_0.5", 0.12),
        // The distance of order statistics is itself uncertain.
        ("median_moic", 0.2),
        ("p90_moic", 0.2),
        ("mean_markdown_rate", 0.12),
    ] {
        let statistic = statistic(text, NO_ROUTES).expect(text);
        let differences: Vec<Estimate> = (0..REPEATS)
            .map(|repeat| {
                let (one, two) = pair(repeat, 500);
                statistic.evaluate(&sample(&two)).less(&statistic.evaluate(&sample(&one)))
            })
            .collect();
        let n = REPEATS as f64;
        let middle = differences.iter().map(|one| one.value).sum::<f64>() / n;
        let square = |one: &Estimate| (one.value - middle) * (one.value - middle);
        let spread = (differences.iter().map(square).sum::<f64>() / (n - 1.0)).sqrt();
        let said = differences.iter().map(|one| one.standard_error).sum::<f64>() / n;
        assert!((said / spread - 1.0).abs() < within, "{text}: said {said}, spread {spread}");
    }
}
