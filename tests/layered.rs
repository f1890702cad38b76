//! Scenarios that build on others: what they change, and that nothing else
//! moves.

use crate::support;

use shortrun::input::Scenario;
use shortrun::model::ledger::Ledger;
use shortrun::sampling::assumptions::{Draws, Sampler};
use support::{each_ledger, load_file};

const NEARSHORE: &str = "scenarios/apparel-nearshore.toml";
const BEAR: &str = "scenarios/apparel-bear.toml";

/// The names of the assumptions of which something else is known.
fn changed(base: &Scenario, other: &Scenario) -> Vec<String> {
    assert_eq!(base.assumptions.len(), other.assumptions.len());
    let pairs = base.assumptions.iter().zip(other.assumptions.iter());
    let differing = pairs.filter(|((_, one), (_, two))| format!("{one:?}") != format!("{two:?}"));
    differing.map(|((_, one), _)| one.name.clone()).collect()
}

/// Holds that every other assumption of every path has the same draw.
fn check_draws(base: &Scenario, other: &Scenario, changed: &[String]) {
    let draws = |scenario: &Scenario, path: u64| {
        let mut draws = Draws::default();
        Sampler::new(&scenario.assumptions, scenario.seed).draw_into(path, &mut draws);
        draws
    };
    let mut moved = 0;
    for path in (0..100).chain(19_900..20_000) {
        let (one, two) = (draws(base, path), draws(other, path));
        for (input, assumption) in base.assumptions.iter() {
            let same = one[input].to_bits() == two[input].to_bits();
            moved += usize::from(!same);
            assert!(same || changed.contains(&assumption.name), "{path}: {}", assumption.name);
        }
    }
    assert!(100 < moved, "{moved} draws moved");
}

#[test]
fn the_bear_case_differs_only_where_it_says_so() {
    let (base, bear) = (load_file(NEARSHORE, &[]), load_file(BEAR, &[]));
    let changed = changed(&base, &bear);
    let said = [
        "market.demand_growth_per_year",
        "exit.route.strategic sale.revenue_multiple",
        "exit.route.strategic sale.ebitda_multiple",
    ];
    assert_eq!(changed, said);
    assert_eq!(bear.name, "Nearshore apparel microfactory, bear case");
    assert_eq!((bear.seed, bear.paths), (base.seed, base.paths));
    assert_eq!(format!("{:?}", bear.operator), format!("{:?}", base.operator));
    check_draws(&base, &bear, &changed);
    let text = std::fs::read_to_string(BEAR).expect("readable");
    assert!(text.lines().count() < 10, "a bear case is a few lines");
}

fn ledgers(scenario: &Scenario) -> Vec<Ledger> {
    let mut all = Vec::new();
    each_ledger(scenario, 0..60, |ledger| all.push(ledger.clone()));
    all
}

#[test]
fn one_changed_assumption_moves_no_other_draw_and_no_path() {
    let base = load_file(NEARSHORE, &[]);
    let dearer = load_file(NEARSHORE, &["product.core.material_cost=12"]);
    let changed = changed(&base, &dearer);
    assert_eq!(changed, ["product.core.material_cost"]);
    check_draws(&base, &dearer, &changed);
    let (base, dearer) = (ledgers(&base), ledgers(&dearer));
    let npvs = base.iter().zip(&dearer).map(|(a, b)| (a.outcome.npv, b.outcome.npv));
    assert!(npvs.into_iter().any(|(a, b)| a.to_bits() != b.to_bits()), "it matters");
    for (a, b) in base.iter().zip(&dearer) {
        // A path may live longer or shorter, but in the same world.
        for (a, b) in a.months.iter().zip(&b.months) {
            assert_eq!(a.demand_index.to_bits(), b.demand_index.to_bits());
            assert_eq!(a.window_open.to_bits(), b.window_open.to_bits());
        }
    }
}

#[test]
fn every_shipped_scenario_is_the_same_when_its_resolved_text_is_read() {
    let mut files = 0;
    for entry in std::fs::read_dir("scenarios").expect("readable") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        files += 1;
        let first = load_file(&path.to_string_lossy(), &[]);
        let again = support::load(&first.resolved);
        assert!(changed(&first, &again).is_empty(), "{}", path.display());
        assert_eq!(format!("{:?}", first.operator), format!("{:?}", again.operator));
        assert_eq!((first.paths, first.seed), (again.paths, again.seed));
        assert_eq!(first.resolved, again.resolved);
        assert_eq!(first.content_hash, again.content_hash);
    }
    assert!(5 <= files, "{files} scenarios");
}
