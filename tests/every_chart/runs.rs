//! Charts of one run, of made-up paths and of a scenario's.

use std::sync::Arc;

use shortrun::analysis::base_rates::peers;
use shortrun::analysis::published_rates::Peers;
use shortrun::model::outcome::Figure;
use shortrun::output::chart::{Kind, steps};
use shortrun::output::run::pictures::{Pictures, kinds};

use super::versus::{ELECTRONICS, FOOD, NEARSHORE, Run, run};
use super::{Facts, Sample};
use crate::chart_sample::{Sample as Paths, kinds_of_returns};

/// Runs that reach what titles can say: many, few and no losses, atoms at 1x
/// and at 3x, nothing but gains, one path.
fn made_up() -> Vec<(&'static str, Paths)> {
    let mostly_lost = |u: f64| if u < 0.95 { 0.0 } else { 20.0 * (u - 0.95) };
    let preferred = |u: f64| if (0.3..0.7).contains(&u) { 1.0 } else { 4.0 * u * u };
    let capped = |u: f64| f64::min(3.0, 5.0 * u * u);
    let hardly = |u: f64| match u {
        u if u < 0.003 => 0.0,
        u if u < 0.006 => 0.4,
        u if u < 0.996 => 1.1 + u,
        _ => 3.5,
    };
    let mut few = Paths::new(12, |u| 3.0 * u);
    few.provenance.currency = "EUR".into();
    vec![
        ("usual", Paths::usual(2_000)),
        ("losses", Paths::new(300, |_| 0.0)),
        ("small losses", Paths::new(300, |u| 0.9 * u)),
        ("gains", Paths::new(300, |u| 1.0 + 4.0 * u)),
        ("great gains", Paths::new(300, |u| 3.2 + 40.0 * u)),
        ("equal", Paths::new(300, |_| 1.2)),
        ("at cost", Paths::new(300, |_| 1.0)),
        ("mostly lost", Paths::new(300, mostly_lost)),
        ("preferred", Paths::new(400, preferred)),
        ("capped", Paths::new(400, capped)),
        ("half lost", Paths::new(400, |u| if u < 0.6 { 0.0 } else { 2.0 * u })),
        ("hardly", Paths::new(1_000, hardly)),
        ("few", few),
        ("two", Paths::new(2, |u| 2.0 * u)),
        ("eight routes", Paths::usual(2_000).with_routes(8)),
        ("eleven routes", Paths::usual(2_000).with_routes(11)),
        ("one", Paths::new(1, |_| 2.5)),
        ("established", established(0.3)),
        ("established, soon lost", established(0.9)),
        ("established, never lost", established(0.0)),
        ("one lost", Paths::new(1, |_| 0.0)),
    ]
}

/// No site ever sells anything.
fn idle() -> String {
    let smallest = include_str!("../../scenarios/minimal.toml");
    // It costs more to make than it sells for, so nothing is made.
    smallest.replace("material_cost = 80", "material_cost = 300")
}

/// A firm that earns already, of which so many paths lose everything.
fn established(lost: f64) -> Paths {
    let mut paths = Paths::new(1_000, |u| if u < lost { 0.0 } else { 3.0 * u });
    paths.peers = Peers::Established;
    paths
}

fn key(kind: &'static Kind) -> &'static str {
    if *kind == steps::KIND { "value bridge" } else { kind.name }
}

pub(super) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for (name, paths) in made_up() {
        let paths = Arc::new(paths);
        for kind in kinds_of_returns() {
            let facts = Facts::default()
                .column("moic", &paths.moic)
                .column("irr", &paths.irr)
                .column("npv", &paths.npv)
                .word("peers", paths.peers.key());
            let paths = Arc::clone(&paths);
            all.push(Sample::new(key(kind), name, facts, move |size| paths.draw(kind, size)));
        }
    }
    let of_scenarios = [
        ("electronics", run("electronics", ELECTRONICS, 400)),
        ("food", run("food", FOOD, 90)),
        ("one path", run("near", NEARSHORE, 1)),
        ("nothing sold", run("idle", &idle(), 40)),
    ];
    for (name, run) in of_scenarios {
        let run: Arc<Run> = Arc::new(run);
        for kind in kinds() {
            let facts = Facts::default()
                .column("moic", &run.outcomes.moic)
                .column("irr", &run.outcomes.irr)
                .column("npv", &run.outcomes.npv)
                .word("peers", peers(&run.outcomes).key());
            let facts = Figure::ALL.into_iter().fold(facts, |facts, figure| {
                facts.column(figure.key(), run.outcomes.figure(figure))
            });
            let run = Arc::clone(&run);
            all.push(Sample::new(key(kind), name, facts, move |size| {
                let pictures = Pictures::new(&run.info, &run.summary, &run.outcomes);
                let mut all = pictures.list().into_iter().flatten();
                all.find(|one| one.subject.kind == kind).expect("a run has it").draw(None, size)
            }));
        }
    }
    all
}
