//! The charts of assumptions that are pushed: their layout, and one drawn like
//! another.

use crate::titles::domain;
use crate::{alike, support};

use shortrun::analysis::crossing::Point;
use shortrun::analysis::estimate::Estimate;
use shortrun::analysis::limit::Limit;
use shortrun::analysis::stress::{AxisResult, Grid, GridCell};
use shortrun::output::chart::provenance::Provenance;
use shortrun::output::chart::{Chart, Domains, SharedAxes, Size};
use shortrun::output::stress::chart::{grid, line};
use shortrun::sampling::assumptions::Assumption;
use support::{apparel, load};

const CAPEX: &str = "sites.site_capex";
const RAMP: &str = "sites.ramp_months";

fn assumption(key: &str) -> Assumption {
    let scenario = load(&apparel());
    scenario.assumptions.iter().find(|(_, one)| one.name == key).expect(key).1.clone()
}

fn provenance() -> Provenance {
    Provenance {
        program_version: "test".to_owned(),
        scenario_file: "test.toml".to_owned(),
        scenario_name: "A plan".to_owned(),
        scenario_hash: "0123456789".to_owned(),
        paths: 4_000,
        seed: 1,
        currency: "USD".to_owned(),
        rates: shortrun::analysis::statistic::Rates::both(0.2),
        position: None,
        first_of: None,
    }
}

fn estimate(value: f64, standard_error: f64) -> Estimate {
    Estimate { value, standard_error }
}

fn limit(text: &str) -> (Limit, f64) {
    let limit = Limit::parse(text, &[]).expect("a condition");
    let threshold = limit.threshold.value(shortrun::analysis::statistic::Rates::both(0.2));
    (limit, threshold)
}

/// Runs at values, in hundred thousands, each with its statistic.
fn line(condition: &str, plan: f64, runs: &[(f64, f64)]) -> AxisResult {
    let (limit, threshold) = limit(condition);
    let error = 0.02 * plan.abs();
    let point = |(value, statistic): &(f64, f64)| Point {
        value: 1e5 * value,
        statistic: estimate(*statistic, error),
        holds: limit.relation.holds(*statistic, threshold),
        from_plan: estimate(statistic - plan, error),
        from_last: estimate(0.1, error),
    };
    AxisResult {
        name: CAPEX.to_owned(),
        assumption: assumption(CAPEX),
        threshold,
        plan: estimate(plan, error),
        plan_npv: estimate(1e5, 1e4),
        points: runs.iter().map(point).collect(),
        mean_npvs: vec![estimate(1e5, 1e4); runs.len()],
        limit,
    }
}

fn draw(line: &AxisResult, like: Option<&Domains>, size: Size) -> Chart {
    let beside = SharedAxes { set: std::slice::from_ref(line), like };
    line::stress(&provenance(), line, beside, size)
}

#[test]
fn all_lines_of_a_stress_that_show_one_statistic_share_its_axis() {
    let mut all: Vec<AxisResult> = lines().into_iter().map(|(_, line)| line).collect();
    all.push(line("mean_moic>=1", 1.2, &[(4.0, 1.6), (8.0, 1.1), (16.0, 0.7)]));
    let axis = |chart: &Chart| domain(chart, "statistic");
    let beside = SharedAxes::set(&all);
    let drawn = |line: &AxisResult| axis(&line::stress(&provenance(), line, beside, Size::Full));
    let [multiples, chances @ ..] = &all.iter().rev().map(drawn).collect::<Vec<_>>()[..] else {
        panic!("no lines")
    };
    assert!(chances.iter().all(|one| one == &chances[0]), "{chances:?}");
    assert!(multiples != &chances[0], "another statistic has its own");
    let alone: Vec<Vec<f64>> = all.iter().map(|line| axis(&draw(line, None, Size::Full))).collect();
    assert!(alone.iter().any(|one| one != &alone[0]), "{alone:?}");
}

/// A chance of loss that rises with what a site costs; and others.
fn lines() -> Vec<(&'static str, AxisResult)> {
    let rising = [(4.0, 0.40), (6.0, 0.45), (8.0, 0.55), (12.0, 0.62), (16.0, 0.7)];
    let limit = "p_loss<=0.5";
    vec![
        ("usual", line(limit, 0.46, &rising)),
        ("high", line(limit, 0.9, &[(4.0, 0.86), (8.0, 0.9), (16.0, 0.98)])),
        ("low", line(limit, 0.05, &[(4.0, 0.02), (8.0, 0.06), (16.0, 0.11)])),
        ("wide", line(limit, 0.46, &[(1.0, 0.05), (6.0, 0.46), (30.0, 0.95)])),
        ("dear", line("p_loss<=0.1", 0.4, &[(20.0, 0.35), (30.0, 0.5), (40.0, f64::NAN)])),
        ("hill", line(limit, 0.46, &[(4.0, 0.3), (8.0, 0.99), (12.0, 0.3), (16.0, 0.6)])),
        ("far", line(limit, 0.46, &[(1e-4, 0.2), (1e7, 0.8)])),
    ]
}

#[test]
fn a_stress_drawn_like_another_has_its_axes_and_marks_what_goes_on_beyond_them() {
    let lines = lines();
    let mut faults = Vec::new();
    for (of, first) in &lines {
        for (name, second) in lines.iter().filter(|(name, _)| "usual" == *of || "usual" == *name) {
            for size in Size::ALL {
                let plain = draw(first, None, size);
                let again = |like: &Domains| draw(first, Some(like), size);
                let drawn = |like: &Domains| draw(second, Some(like), size);
                let name = format!("stress-{name}-on-{of}");
                faults.extend(alike::faults_of(&name, size, &plain, again, drawn));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let on_usual = |name: &str| {
        let usual = alike::lent(&draw(&lines[0].1, None, Size::Full));
        let line = &lines.iter().find(|(one, _)| *one == name).expect("there").1;
        (draw(line, Some(&usual), Size::Full).svg(), draw(line, None, Size::Full).svg())
    };
    let (high, plain) = on_usual("high");
    // The plan is an arrow too, in place of its diamond.
    assert_eq!(high.matches("<polygon").count(), 3 + 1);
    assert!(high.contains("3 of 3 runs beyond these axes (arrows), all lie from 86% to 98%"));
    assert!(!plain.contains("beyond these axes"));
    let (wide, _) = on_usual("wide");
    assert!(wide.contains("2 of 3 runs beyond these axes (arrows), all lie from 5% to 95%"));
    let (dear, _) = on_usual("dear");
    assert!(dear.contains("limit: at most 10% \u{2193}"));
    // Axes of money, and of other statistics, are told apart.
    let of = |line: &AxisResult| alike::told(&draw(line, None, Size::Full)).1;
    assert_eq!(of(&lines[0].1), "p_loss by sites.site_capex");
    assert_eq!(of(&line("mean_npv>=0", 2.0, &[(1.0, 3.0)])), "mean_npv by sites.site_capex");
}

/// A table of mean MOIC or a chance, which falls from the first cell on.
fn table(condition: &str, most: f64, counts: (usize, usize)) -> Grid {
    let (limit, threshold) = limit(condition);
    let cells = counts.0 * counts.1;
    let cell = |at: usize| {
        let value = most * (cells - at) as f64 / cells as f64;
        GridCell {
            statistic: estimate(value, 0.01),
            holds: limit.relation.holds(value, threshold),
            from_plan: estimate(0.1, 0.01),
            mean_moic: estimate(1.5, 0.1),
            mean_npv: estimate(1e5, 1e4),
        }
    };
    let values = |count: usize| (1..=count).map(|step| 1e6 * step as f64).collect();
    let months = (1..=counts.1).map(|step| 3.0 * step as f64).collect();
    Grid {
        rows: (assumption(CAPEX), values(counts.0)),
        columns: (assumption(RAMP), months),
        plan: (estimate(most / 2.0, 0.01), estimate(1.5, 0.1)),
        plan_npv: estimate(1e5, 1e4),
        cells: (0..cells).map(cell).collect(),
        threshold,
        limit,
    }
}

#[test]
fn a_table_drawn_like_another_has_its_shades_and_its_place() {
    let draw =
        |grid: &Grid, like: Option<&Domains>, size| grid::stress2(&provenance(), grid, like, size);
    let mut long = table("mean_moic>=1", 9.0, (4, 5));
    long.rows.1.iter_mut().for_each(|value| *value *= 0.001_234_567);
    let pairs = [
        ("chance", table("p_loss<=0.5", 0.9, (4, 5)), table("p_loss<=0.5", 0.3, (4, 5))),
        ("moic", table("mean_moic>=1", 3.0, (4, 5)), long.clone()),
        ("long", long, table("mean_moic>=1", 3.0, (4, 5))),
    ];
    let mut faults = Vec::new();
    for (name, first, second) in &pairs {
        for size in Size::ALL {
            let again = |like: &Domains| draw(first, Some(like), size);
            let drawn = |like: &Domains| draw(second, Some(like), size);
            let name = format!("stress2-{name}");
            faults.extend(alike::faults_of(&name, size, &draw(first, None, size), again, drawn));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (_, first, second) = &pairs[1];
    let drawn = draw(first, None, Size::Full);
    let lent = alike::lent(&drawn);
    assert_eq!(
        alike::told(&drawn).1,
        "mean_moic by 4 values of sites.site_capex and 5 values of sites.ramp_months"
    );
    let shades = "shades change at ";
    let said = |chart: &Chart| {
        let svg = chart.svg();
        let from = svg.find(shades).expect("a note");
        svg[from..from + 60].split('<').next().unwrap_or_default().to_owned()
    };
    let (own, alike) = (draw(second, None, Size::Full), draw(second, Some(&lent), Size::Full));
    assert_ne!(said(&own), said(&alike));
    assert_eq!(said(&alike), said(&drawn));
}
