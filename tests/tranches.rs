//! Rounds that are paid in parts: what the company gets, what the investor pays and holds.

use crate::support;

use shortrun::model::event::Event;
use shortrun::model::settlement::Settlement;
use shortrun::model::simulator::Replay;
use support::{MADE_TO_ORDER, apparel, load, one_line, outcomes, replay};

/// A plan with a tranche of these keys.
fn with_tranche(text: &str, keys: &str) -> String {
    let tranche = format!("[[investment.tranche]]\nname = \"second\"\n{keys}\n\n[balance_sheet]\n");
    text.replacen("[balance_sheet]\n", &tranche, 1)
}

/// All returns of some paths of two scenarios are the same.
fn are_alike(one: &str, other: &str) {
    let run = |text: &str| outcomes(&load(text), 0..300, 2);
    let (one, other) = (run(one), run(other));
    assert_eq!(one.route, other.route);
    for (one, other) in [(&one.moic, &other.moic), (&one.npv, &other.npv), (&one.irr, &other.irr)] {
        for (path, (one, other)) in one.iter().zip(other).enumerate() {
            assert!((one - other).abs() <= 1e-7 * (1.0 + one.abs()), "{path}: {one} {other}");
        }
    }
}

#[test]
fn a_tranche_that_is_paid_at_closing_is_a_part_of_one_cheque() {
    are_alike(&apparel(), &with_tranche(&apparel(), "share = 0.4\nmonth = 0\nsites_open = 1"));
}

#[test]
fn a_tranche_that_is_never_paid_leaves_a_smaller_round() {
    let smaller = apparel()
        .replace("cheque = 4_000_000", "cheque = 2_400_000")
        .replace("round_size = 6_000_000", "round_size = 3_600_000");
    assert!(smaller != apparel());
    let never = "share = 0.4\nmonth = 6\nlatest_month = 90\nltm_revenue = 1e12";
    are_alike(&smaller, &with_tranche(&apparel(), never));
}

/// The class of the round, and the investor's flows.
fn ends(text: &str) -> (Settlement, Vec<f64>) {
    let Replay { ledger, record, .. } = replay(text, 0);
    (record.settlement, ledger.months.iter().map(|month| month.funding).collect())
}

#[test]
fn money_of_a_tranche_buys_what_the_price_of_the_closing_says() {
    let keys = "share = 0.25\nmonth = 12\nltm_revenue = 500_000";
    let (settlement, funding) = ends(&with_tranche(&one_line(MADE_TO_ORDER), keys));
    // A million for half of the company, of which three quarters are paid at the closing.
    let class = settlement.classes[0].class;
    assert!((class.invested - 1e6).abs() < 1e-6 && (class.shares - 0.5).abs() < 1e-12);
    assert!((settlement.common_share - 0.5).abs() < 1e-12);
    let flows: Vec<(f64, f64)> =
        settlement.flows.iter().map(|flow| (flow.years, flow.amount)).collect();
    assert_eq!(flows[..2], [(0.0, -750_000.0), (1.0, -250_000.0)]);
    assert!(
        funding
            .iter()
            .enumerate()
            .all(|(t, paid)| { (paid - if t == 12 { 250_000.0 } else { 0.0 }).abs() < 1e-9 })
    );
}

#[test]
fn a_tranche_after_a_later_round_still_costs_the_price_of_the_closing() {
    // Burns 20,000 a month from half a million at the closing; the round comes at 18 months.
    let text = one_line(MADE_TO_ORDER)
        .replace("opening_cash = 1e12", "opening_cash = 0")
        .replace("made_to_order_share = 1", "made_to_order_share = 1\nlaunch_month = 100")
        .replace("[sites]\n", "[sites]\nsite_fixed_cost = 20_000\n")
        .replace(
            "[[product]]",
            "[funding]\nmax_rounds = 1\ntrigger_runway_months = 7\nround_close_probability = 1\n\
             min_raise = 400_000\nmax_raise = 400_000\nstep_multiple = 0\npre_money_floor = 600_000\n\n[[product]]",
        );
    let (settlement, funding) = ends(&with_tranche(&text, "share = 0.5\nmonth = 30"));
    let round = funding.iter().position(|paid| 0.0 < *paid).expect("a round");
    assert!(round < 30 && (funding[round] - 400_000.0).abs() < 1e-9, "{round}");
    assert!((funding[30] - 500_000.0).abs() < 1e-9);
    // Shares at a dollar of the closing: a million of common, half a million of this round;
    // the later one takes 40 % of all; then half a million more.
    let all = 1.5e6 / 0.6 + 0.5e6;
    let shares: Vec<f64> = settlement.classes.iter().map(|one| one.class.shares * all).collect();
    assert!((shares[0] - 1e6).abs() < 1e-3, "{shares:?}");
    assert!((shares[1] - 1e6).abs() < 1e-3 && (settlement.common_share * all - 1e6).abs() < 1e-3);
    assert!((settlement.classes[0].class.invested - 1e6).abs() < 1e-6);
}

#[test]
fn conditions_look_at_half_a_year_of_margins_and_at_sites_that_are_open() {
    // It sells from month 10 on, so half a year has its full margin from month 16 on: 60 %
    // less a rent of 10,000 on 50,000 of revenue.
    let text = one_line(MADE_TO_ORDER)
        .replace("made_to_order_share = 1", "made_to_order_share = 1\nlaunch_month = 10")
        .replace("[sites]\n", "[sites]\nsite_fixed_cost = 10_000\n");
    let paid = |keys: &str| {
        let events = replay(&with_tranche(&text, keys), 0).record.events;
        let decided = events.into_iter().find_map(|(t, event)| match event {
            Event::TrancheDecided(one) => Some((t, one.is_paid())),
            _ => None,
        });
        decided.expect("it is decided on")
    };
    let lasts = "share = 0.5\nmonth = 3\nlatest_month = 40";
    assert_eq!(paid(&format!("{lasts}\ncontribution_margin = 0.4")), (16, true));
    // At the beginning of month 13, three of six months have sold: 60 % − 6 rents of 10,000.
    assert_eq!(paid(&format!("{lasts}\ncontribution_margin = 0.2")), (13, true));
    assert_eq!(paid(&format!("{lasts}\ncontribution_margin = 0.41")), (40, false));
    assert_eq!(paid(&format!("{lasts}\nsites_open = 2")), (40, false));
    assert_eq!(paid("share = 0.5\nmonth = 3"), (3, true));
    assert_eq!(paid("share = 0.5\nmonth = 5\nltm_revenue = 1"), (5, false));
}

/// Paying in parts is worth something where some firms never earn the second.
#[test]
fn staging_saves_money_on_paths_that_fail() {
    let staged = with_tranche(
        &apparel(),
        "share = 0.5\nmonth = 12\nlatest_month = 36\ncontribution_margin = 0.05",
    );
    let run = |text: &str| outcomes(&load(text), 0..400, 2);
    let (whole, staged) = (run(&apparel()), run(&staged));
    let unpaid = staged.invested.iter().filter(|paid| **paid < 2.1e6).count();
    assert!(20 < unpaid && unpaid < 380, "{unpaid}");
    assert!(staged.invested.iter().zip(&whole.invested).all(|(part, all)| *part <= all + 1e-6));
}
