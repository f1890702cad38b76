//! Same scenario, seed and version: same bits, however the paths are split.

use crate::support;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::engine::Tally;
use shortrun::model::ledger::Ledger;
use shortrun::sampling::widest::{Width, use_at_most};
use support::{apparel, each_ledger, load, outcomes};

/// Everything that is kept of a run, as bits.
fn bits(all: &Outcomes) -> Vec<u64> {
    let columns = [
        &all.moic,
        &all.irr,
        &all.npv,
        &all.invested,
        &all.returned,
        &all.enterprise_value,
        &all.equity_proceeds,
        &all.ownership,
    ];
    let mut bits: Vec<u64> = columns.into_iter().flatten().map(|value| value.to_bits()).collect();
    bits.extend(all.figures.iter().flatten().map(|value| value.to_bits()));
    bits.extend(all.exit_month.iter().chain(&all.first_round_tried).map(|t| u64::from(*t)));
    bits.extend(all.route.iter().map(|route| route.index() as u64));
    let cash = all.panel.figure(shortrun::analysis::outcomes::MonthFigure::Cash);
    bits.extend(cash.flatten().map(|cash| cash.to_bits()));
    bits
}

#[test]
fn one_two_and_seven_threads_give_the_same_bits() {
    let scenario = load(&apparel());
    let alone = bits(&outcomes(&scenario, 0..1_500, 1));
    assert!(10_000 < alone.len());
    assert!(alone == bits(&outcomes(&scenario, 0..1_500, 2)));
    assert!(alone == bits(&outcomes(&scenario, 0..1_500, 7)));
}

#[test]
fn any_split_of_the_paths_gives_the_same_bits() {
    let scenario = load(&apparel());
    let whole = bits(&outcomes(&scenario, 0..1_000, 2));
    for cuts in [vec![500], vec![1, 130, 131, 777]] {
        let mut joined = Outcomes::default();
        let mut from = 0;
        for to in cuts.iter().copied().chain([1_000]) {
            joined.merge(outcomes(&scenario, from..to, 2));
            from = to;
        }
        assert!(whole == bits(&joined), "{cuts:?}");
    }
}

#[test]
fn every_width_of_instructions_gives_the_same_bits() {
    // Other tests of this process change width meanwhile, which is what must not matter.
    for text in [apparel(), mixed()] {
        let scenario = load(&text);
        let of_widths: Vec<Vec<u64>> = Width::ALL
            .into_iter()
            .map(|width| {
                use_at_most(width);
                bits(&outcomes(&scenario, 0..300, 1))
            })
            .collect();
        use_at_most(Width::Eight);
        assert!(of_widths.iter().all(|bits| *bits == of_widths[0]));
    }
}

/// On half of the paths a line holds stock, on the others it is wholly made to order.
fn mixed() -> String {
    let made = "made_to_order_share = { dist = \"discrete\", values = [0.6, 1], weights = [1, 1] }";
    let text = apparel().replace("made_to_order_share = 1.0", made);
    assert!(text.contains(made));
    text
}

#[test]
fn a_path_alone_equals_itself_among_others_that_live_by_other_rules() {
    let scenario = load(&mixed());
    let crowd = outcomes(&scenario, 0..120, 1);
    for path in 0..40 {
        let alone = outcomes(&scenario, path..path + 1, 1);
        let i = path as usize;
        assert_eq!(alone.npv[0].to_bits(), crowd.npv[i].to_bits(), "{path}");
        for (alone, crowd) in alone.figures.iter().zip(&crowd.figures) {
            assert_eq!(alone[0].to_bits(), crowd[i].to_bits(), "{path}");
        }
    }
}

#[test]
fn a_path_replayed_alone_equals_itself_in_the_crowd() {
    let scenario = load(&apparel());
    let crowd = outcomes(&scenario, 0..300, 2);
    for path in [0, 17, 299] {
        each_ledger(&scenario, path..path + 1, |ledger| {
            let i = path as usize;
            assert_eq!(ledger.outcome.moic.to_bits(), crowd.moic[i].to_bits());
            assert_eq!(crowd.panel.months().nth(i), Some(ledger.months.len()));
        });
    }
}

fn ledgers(text: &str, paths: u64) -> Vec<Ledger> {
    let mut all = Vec::new();
    each_ledger(&load(text), 0..paths, |ledger| all.push(ledger.clone()));
    all
}

/// Demand and the deal window of every lived month of every path.
fn outside_world(ledgers: &[Ledger]) -> Vec<Vec<(u64, u64)>> {
    let of = |ledger: &Ledger| {
        ledger
            .months
            .iter()
            .map(|month| (month.demand_index.to_bits(), month.window_open.to_bits()))
            .collect()
    };
    ledgers.iter().map(of).collect()
}

#[test]
fn an_added_supplier_that_never_fails_changes_nothing() {
    let more = apparel().replace(
        "[[supplier]]\nname = \"dye house\"",
        "[[supplier]]\nname = \"thread\"\noutput_share = 1\ndisruption_days = 9\n\n\
         [[supplier]]\nname = \"dye house\"",
    );
    assert_ne!(more, apparel());
    let (before, after) = (ledgers(&apparel(), 200), ledgers(&more, 200));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.outcome.moic.to_bits(), after.outcome.moic.to_bits());
        assert_eq!(before.outcome.npv.to_bits(), after.outcome.npv.to_bits());
    }
}

#[test]
fn a_changed_assumption_moves_no_draw_of_the_outside_world() {
    let dearer = apparel().replace("material_cost = 11", "material_cost = 11.5");
    let failing = apparel().replace(
        "[[supplier]]\nname = \"dye house\"",
        "[[supplier]]\nname = \"thread\"\noutput_share = 0.5\ndisruptions_per_year = 2\n\
         disruption_days = 9\n\n[[supplier]]\nname = \"dye house\"",
    );
    let base = ledgers(&apparel(), 100);
    for changed in [dearer, failing] {
        let changed = ledgers(&changed, 100);
        assert!(
            base.iter()
                .zip(&changed)
                .any(|(a, b)| a.outcome.npv.to_bits() != b.outcome.npv.to_bits())
        );
        for (a, b) in outside_world(&base).iter().zip(outside_world(&changed)) {
            // A path may live longer or shorter, but in the same world.
            let lived = a.len().min(b.len());
            assert_eq!(a[..lived], b[..lived]);
        }
    }
}

#[test]
fn neighbouring_seeds_share_no_path() {
    let scenario = load(&apparel());
    let mut next = load(&apparel());
    next.seed += 1;
    let (one, other) = (outcomes(&scenario, 0..500, 2), outcomes(&next, 0..500, 2));
    let figures = |all: &Outcomes| {
        let bits = all.figures[0].iter().map(|value| value.to_bits());
        bits.collect::<std::collections::HashSet<u64>>()
    };
    assert!(figures(&one).is_disjoint(&figures(&other)));
}
