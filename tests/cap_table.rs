//! The cap table at a closing against worked public examples. Their numbers of shares are ours
//! times the shares before the round.

use crate::{program, support};

use program::{folder_with, shortrun};
use shortrun::model::cap_table::{Basis, Closing, Holder, Stake, Unclosable, close};
use shortrun::model::deal::Holdings;
use shortrun::model::funding::{Round, Traction};
use shortrun::model::operator::{ConvertibleForm, ConvertibleKind};
use shortrun::model::simulator::Simulator;
use shortrun::model::tables::{Convertible, Deal};
use shortrun::model::waterfall::{Participation, ShareClass};
use support::{load, outcomes};

const SAFE: ConvertibleKind = ConvertibleKind::Safe;
const PRE_MONEY_SAFE: ConvertibleKind = ConvertibleKind::PreMoneySafe;
const NOTE: ConvertibleKind = ConvertibleKind::Note;

fn deal(pre_money: f64, round_size: f64) -> Deal<f64> {
    Deal { pre_money, round_size, ..Deal::build(|_| 0.0) }
}

/// Principal and cap, without a discount or interest.
fn capped(principal: f64, cap: f64) -> Convertible<f64> {
    Convertible { principal, cap, ..Convertible::build(|_| 0.0) }
}

fn discounted(principal: f64, discount: f64) -> Convertible<f64> {
    Convertible { discount, ..capped(principal, f64::INFINITY) }
}

fn form(kind: ConvertibleKind) -> ConvertibleForm {
    let cap_counts_new_pool = kind.cap_counts_new_pool();
    ConvertibleForm { name: String::new(), kind, cap_counts_new_pool }
}

fn closed(deal: &Deal<f64>, all: &[(ConvertibleKind, Convertible<f64>)]) -> Closing {
    let terms: Vec<_> = all.iter().map(|(_, terms)| *terms).collect();
    let forms: Vec<_> = all.iter().map(|(kind, _)| form(*kind)).collect();
    let closing = close(deal, &terms, &forms).expect("closes");
    holds(deal, &terms, &closing);
    closing
}

/// Shares add up, and money paid buys what the price says.
fn holds(deal: &Deal<f64>, terms: &[Convertible<f64>], closing: &Closing) {
    let converted: f64 = closing.conversions.iter().map(|one| one.shares).sum();
    near(1.0 + converted + closing.new_options, closing.shares, 1e-12);
    let price = deal.pre_money / closing.shares;
    for (one, terms) in closing.conversions.iter().zip(terms) {
        near(one.price * price * one.shares, one.amount, 1e-12);
        // Nobody is given less than the discount.
        assert!(one.price <= (1.0 - terms.discount) * (1.0 + 1e-12));
    }
    let post_money = deal.pre_money + deal.round_size;
    let new_money = deal.round_size / post_money;
    near(closing.kept * closing.shares + new_money, 1.0, 1e-12);
    let pool = (deal.option_pool_before + closing.new_options) * closing.kept;
    assert!(deal.option_pool <= pool * (1.0 + 1e-12), "{pool}");
}

#[track_caller]
fn near(got: f64, expected: f64, within: f64) {
    let is_near = (got - expected).abs() <= within * expected.abs();
    assert!(is_near, "got {got}, expected {expected}");
}

#[test]
fn post_money_safes_and_a_pool_as_y_combinator_explains_them() {
    // K. Nathoo, Understanding SAFEs and Priced Equity Rounds, Y Combinator: 9.25 m shares of
    // founders and a plan of 750 k, of which 100 k are not granted; 200 k at a cap of 4 m and
    // 800 k at one of 8 m; 5 m at 15 m pre-money with a pool of 10 %.
    let before = 10_000_000.0;
    let deal = Deal {
        option_pool: 0.10,
        option_pool_before: 100_000.0 / before,
        ..deal(15_000_000.0, 5_000_000.0)
    };
    let safes = [(SAFE, capped(200_000.0, 4_000_000.0)), (SAFE, capped(800_000.0, 8_000_000.0))];
    let closing = closed(&deal, &safes);
    let [a, b] = closing.conversions[..] else { panic!("two") };
    near(before * a.shares, 588_235.0, 1e-5);
    near(before * b.shares, 1_176_470.0, 1e-5);
    near(before * (1.0 + a.shares + b.shares), 11_764_705.0, 1e-6);
    near(before * closing.new_options, 1_695_000.0, 1e-3);
    let price = deal.pre_money / (before * closing.shares);
    near(price, 1.114, 1e-3);
    near(deal.round_size / price, 4_480_000.0, 2e-3);
    near(9_250_000.0 / before * closing.kept, 0.515, 1e-3);
    // Had the second been at a cap of 10 m, founders would have 52.7 %.
    let dearer = [safes[0], (SAFE, capped(800_000.0, 10_000_000.0))];
    near(9_250_000.0 / before * closed(&deal, &dearer).kept, 0.527, 2e-3);
}

#[test]
fn a_pre_money_safe_with_cap_and_discount_as_in_the_safe_primer() {
    // Y Combinator, Safe Primer, example of a cap and a discount: 100 k at a cap of 8 m and a rate
    // of 85 %; 1 m at 10 m pre-money; 11 m shares, of which 1 m is the pool of the round. The
    // primer leaves the safe out of the pre-money value, which moves the price of the round and
    // not that at the cap.
    let before = 10_000_000.0;
    let all = (11_000_000.0 + 137_500.0) * 11.0 / 10.0;
    let deal = Deal { option_pool: 1_000_000.0 / all, ..deal(10_000_000.0, 1_000_000.0) };
    let safe = Convertible { discount: 0.15, ..capped(100_000.0, 8_000_000.0) };
    let closing = closed(&deal, &[(PRE_MONEY_SAFE, safe)]);
    let one = closing.conversions[0];
    near(before * closing.new_options, 1_000_000.0, 1e-9);
    near(before * one.shares, 137_500.0, 1e-9);
    near(one.amount / (before * one.shares), 0.72727, 1e-5);
    assert_eq!(one.basis, Basis::Cap);
}

#[test]
fn a_discounted_note_by_the_percentage_ownership_method() {
    // WOWS Global, Understanding the Procedure of Converting Convertible Notes: 2 m at 8 m
    // pre-money and 1 m of notes at a discount of 30 %, 1 m shares; founders keep 65.71 %.
    let closing = closed(&deal(8e6, 2e6), &[(NOTE, discounted(1e6, 0.30))]);
    near(closing.kept, 0.6571, 1e-4);
    near(closing.conversions[0].shares * closing.kept, 0.1429, 1e-3);
    near(8e6 / (1e6 * closing.shares), 6.57, 1e-3);
    assert_eq!(closing.conversions[0].basis, Basis::Discount);
}

#[test]
fn a_capped_note_with_interest_and_a_pool_as_in_a_book_on_angel_investing() {
    // J. Wallin and P. Baltaxe, Angel Investing: 400 k at 5 % for a year, cap 3 m over the shares
    // and granted options alone, discount 20 %; 2 m for 20 %; a pool of 15 %. What was left of the
    // pool is taken to be created anew.
    let before = 10_345_000.0;
    let deal = Deal { option_pool: 0.15, ..deal(8e6, 2e6) };
    let note = Convertible {
        discount: 0.20,
        interest_rate: 0.05,
        months_outstanding: 12.0,
        ..capped(400_000.0, 3e6)
    };
    let form = ConvertibleForm { cap_counts_new_pool: false, ..form(NOTE) };
    let closing = close(&deal, &[note], &[form]).expect("closes");
    holds(&deal, &[note], &closing);
    let one = closing.conversions[0];
    near(one.amount, 420_000.0, 1e-12);
    near(before * one.shares, 1_448_299.0, 1e-6);
    near(before * closing.new_options, 2_721_531.0, 1e-6);
    let price = 8e6 / (before * closing.shares);
    near(price, 0.55116, 1e-5);
    near(2e6 / price, 3_628_708.0, 1e-6);
    near(before / closing.kept, 18_143_538.0, 1e-6);
    // At the discount it would have been less.
    near(one.amount / (0.8 * price), 952_532.0, 1e-5);
    assert_eq!(one.basis, Basis::Cap);
}

#[test]
fn a_note_and_a_post_money_safe_at_once() {
    // C. Harvey, a cap table problem: a note of 750 k, interest included, at 4 m over the 8.5 m
    // shares and granted options; a safe of 150 k at 2 m over everything, 1.5 m options not yet
    // granted among it. The cap of the note is restated over all 10 m shares.
    let before = 10_000_000.0;
    let note = capped(750_000.0, 4_000_000.0 * before / 8_500_000.0);
    let terms = [note, capped(150_000.0, 2_000_000.0)];
    let closing = closed(&deal(20e6, 5e6), &[(NOTE, terms[0]), (SAFE, terms[1])]);
    let [note, safe] = closing.conversions[..] else { panic!("two") };
    near(before * note.shares, 1_593_750.0, 1e-9);
    near(before * closing.shares, 12_533_784.0, 1e-7);
    near(safe.amount / (before * safe.shares), 0.15957, 1e-4);
}

#[test]
fn the_deal_that_the_page_works_through() {
    // docs/cap-table.md, with a calculator.
    let before = 10_000_000.0;
    let deal = Deal { option_pool: 0.10, ..deal(9e6, 3e6) };
    let note = Convertible {
        discount: 0.20,
        interest_rate: 0.08,
        months_outstanding: 18.0,
        ..capped(200_000.0, 4e6)
    };
    let closing = closed(&deal, &[(SAFE, capped(500_000.0, 5e6)), (NOTE, note)]);
    near(closing.shares, 1.056 / 0.772_533_333, 1e-9);
    let [safe, note] = closing.conversions[..] else { panic!("two") };
    near(before * safe.shares, 1_184_674.0, 1e-6);
    near(before * note.shares, 662_064.0, 1e-6);
    near(before * closing.new_options, 1_822_575.0, 1e-6);
    near(before / closing.kept, 18_225_751.0, 1e-7);
    near(closing.kept * 12e6, 6.58e6, 1e-3);
}

#[test]
fn the_option_pool_shuffle() {
    // Venture Hacks, The Option Pool Shuffle: 2 m at 8 m pre-money and 6 m shares are 1.33 a
    // share, and 1.00 with a pool of 20 % after the round: the company was worth 6 m.
    let plain = closed(&deal(8e6, 2e6), &[]);
    near(8e6 / (6e6 * plain.shares), 1.3333, 1e-4);
    let pool = closed(&Deal { option_pool: 0.20, ..deal(8e6, 2e6) }, &[]);
    near(8e6 / (6e6 * pool.shares), 1.0, 1e-12);
    near(pool.kept * 10e6, 6e6, 1e-12);
    near(6e6 * pool.new_options, 2e6, 1e-12);
}

#[test]
fn nothing_converts_worse_than_new_money_buys() {
    // A cap above what the round is worth does nothing, with or without a discount.
    let safe = Convertible { discount: 0.2, ..capped(500_000.0, 50e6) };
    let closing = closed(&deal(8e6, 2e6), &[(SAFE, safe)]);
    near(closing.conversions[0].price, 0.8, 1e-12);
    let closing = closed(&deal(8e6, 2e6), &[(SAFE, capped(500_000.0, 50e6))]);
    near(closing.conversions[0].price, 1.0, 1e-12);
    assert_eq!(closing.conversions[0].basis, Basis::Price);
    // Without anything, nothing moves by a bit.
    let closing = closed(&deal(9e6, 6e6), &[]);
    assert_eq!(closing.shares.to_bits(), 1.0_f64.to_bits());
}

#[test]
fn a_price_is_found_wherever_there_is_one_and_is_the_only_one() {
    // Bisection on what is needed beyond x, over terms of all kinds near to what cannot close.
    let amounts = [50_000.0, 400_000.0, 1_500_000.0];
    let mut closed_ones = 0;
    let mut unclosable = 0;
    for pre_money in [2e6, 5e6, 20e6] {
        for option_pool in [0.0, 0.1, 0.45] {
            for option_pool_before in [0.0, 0.08] {
                for (first, second) in [(0, 1), (1, 2), (2, 2)] {
                    for discount in [0.0, 0.25] {
                        let deal =
                            Deal { option_pool, option_pool_before, ..deal(pre_money, 1.5e6) };
                        let of = |amount, cap| Convertible { discount, ..capped(amount, cap) };
                        let terms = [
                            of(amounts[first], 4e6),
                            of(amounts[second], 3e6),
                            of(amounts[first], 6e6),
                        ];
                        let forms = [form(SAFE), form(PRE_MONEY_SAFE), form(NOTE)];
                        let found = by_bisection(&deal, &terms);
                        match close(&deal, &terms, &forms) {
                            Ok(closing) => {
                                holds(&deal, &terms, &closing);
                                near(closing.shares, found.expect("a price"), 1e-9);
                                closed_ones += 1;
                            }
                            Err(why) => {
                                assert_eq!(why, Unclosable::NothingLeft);
                                assert_eq!(found, None);
                                unclosable += 1;
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(20 < closed_ones && 5 < unclosable, "{closed_ones} {unclosable}");
}

/// All shares before the new money of a safe, a pre-money safe and a note, if there are so few as
/// a million for each there was.
fn by_bisection(deal: &Deal<f64>, terms: &[Convertible<f64>; 3]) -> Option<f64> {
    let needed = |x: f64| {
        let price = deal.pre_money / x;
        let all = x * (deal.pre_money + deal.round_size) / deal.pre_money;
        let options = (deal.option_pool * all - deal.option_pool_before).max(0.0);
        let shares = |terms: &Convertible<f64>, capitalisation: f64| {
            let best = (terms.cap / capitalisation).min(price * (1.0 - terms.discount));
            terms.principal / best
        };
        let others = 1.0 + options;
        others
            + shares(&terms[0], x - options)
            + shares(&terms[1], others)
            + shares(&terms[2], others)
    };
    let (mut low, mut high) = (1.0, 1e6);
    if high < needed(high) {
        return None;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        *(if middle < needed(middle) { &mut low } else { &mut high }) = middle;
    }
    Some(low)
}

#[test]
fn what_cannot_close_is_refused() {
    let refused = |deal: &Deal<f64>, all: &[(ConvertibleKind, Convertible<f64>)]| {
        let terms: Vec<_> = all.iter().map(|(_, terms)| *terms).collect();
        let forms: Vec<_> = all.iter().map(|(kind, _)| form(*kind)).collect();
        close(deal, &terms, &forms).expect_err("refused")
    };
    // Caps in thousands: each safe has bought all of the company.
    let slip = [(SAFE, capped(200_000.0, 4_000.0)), (SAFE, capped(1e5, 4e6))];
    assert_eq!(refused(&deal(8e6, 2e6), &slip), Unclosable::SoldOut(50.025));
    // 80 % are left by the new money.
    let pool = Deal { option_pool: 0.8, ..deal(8e6, 2e6) };
    assert_eq!(refused(&pool, &[]), Unclosable::NothingLeft);
    let note = [(NOTE, discounted(8e6, 0.0))];
    assert_eq!(refused(&deal(8e6, 2e6), &note), Unclosable::NothingLeft);
}

/// The small scenario with a convertible of each kind, a pool, and shares that the investor has.
fn small() -> String {
    let keys = "pre_money = 3_000_000\noption_pool = 0.1\noption_pool_before = 0.02";
    let lists = r#"ownership = 0.2
held = 0.25

[[investment.convertible]]
name = "Angels"
kind = "safe"
principal = 200_000
cap = 2_000_000
held = 0.5

[[investment.convertible]]
name = "Friends"
kind = "safe-pre-money"
principal = 50_000
discount = 0.2

[[investment.convertible]]
name = "Bridge"
kind = "note"
principal = 100_000
cap = 2_500_000
discount = 0.2
interest_rate = 0.08
months_outstanding = 18"#;
    let small = include_str!("input/small.toml");
    small.replace("pre_money = 3_000_000", keys).replace("ownership = 0.2", lists)
}

/// The same without what the investor has.
fn without_held() -> String {
    small().replace("held = 0.25\n", "").replace("held = 0.5\n", "")
}

#[test]
fn the_table_and_the_shareholders_of_every_path_are_those_of_the_closing() {
    let scenario = load(&small());
    let table = scenario.cap_table();
    let sum = |of: fn(&Stake) -> f64| table.stakes.iter().map(of).sum::<f64>();
    near(sum(|stake| stake.before), 1.0, 1e-12);
    near(sum(|stake| stake.after), 1.0, 1e-12);
    near(table.post_money, 4.5e6, 1e-12);
    let after = |holder: &Holder| {
        let stake = table.stakes.iter().find(|stake| stake.holder == *holder);
        stake.expect("a row").after
    };
    near(after(&Holder::OptionPool), 0.1, 1e-12);
    near(after(&Holder::Round), 1.0 / 3.0, 1e-12);
    // A tenth of what there is before the new options and the new money.
    let angels = Holder::Convertible("Angels".to_owned());
    let new_options = 0.1 - 0.02 * table.effective_pre_money / table.post_money;
    near(after(&angels), 0.1 * (1.0 - 1.0 / 3.0 - new_options), 1e-12);
    let bridge = table.stakes.iter().find_map(|stake| match &stake.holder {
        Holder::Convertible(name) if name == "Bridge" => stake.put_in.zip(stake.preference),
        _ => None,
    });
    let (put_in, preference) = bridge.expect("a row");
    near(put_in, 112_000.0, 1e-12);
    near(preference, 112_000.0, 1e-12);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, 7);
    let settled = simulator.replay(0).record.settlement;
    // No later round in this scenario: seed, three that converted, this round.
    let classes: Vec<f64> = settled.classes.iter().map(|one| one.class.shares).collect();
    let rows = table.stakes.iter().filter(|stake| stake.put_in.is_some());
    assert_eq!(classes.len(), 5);
    rows.zip(&settled.classes).for_each(|(stake, one)| {
        near(one.class.shares, stake.after, 1e-12);
        near(one.class.preference_amount(), stake.preference.expect("preferred"), 1e-12);
    });
    near(classes.iter().sum::<f64>() + settled.common_share, 1.0, 1e-12);
    // What converted ranks with the round.
    let ranks: Vec<i32> = settled.classes.iter().map(|one| one.class.rank).collect();
    assert_eq!(ranks, [0, 1, 1, 1, 1]);
    let held: Vec<f64> = settled.classes.iter().map(|one| one.held).collect();
    assert_eq!(held, [0.25, 0.5, 0.0, 0.0, 0.0]);
}

#[test]
fn what_the_investor_held_before_moves_no_return() {
    let [with, without] = [small(), without_held()].map(|text| outcomes(&load(&text), 0..200, 1));
    for (one, other) in with.npv.iter().zip(&without.npv) {
        assert_eq!(one.to_bits(), other.to_bits());
    }
    assert!(with.ownership.iter().zip(&without.ownership).all(|(a, b)| a.to_bits() == b.to_bits()));
    // Yet somebody converted: the investor is not worse off for a pool that others bear.
    let plain = outcomes(&load(include_str!("input/small.toml")), 0..200, 1);
    assert!(plain.ownership.iter().zip(&with.ownership).all(|(a, b)| (a - b).abs() < 1e-12));
}

/// The investor's shares after two later rounds, as the investor pays into them or not.
fn after_two_rounds(text: &str, top_up: f64) -> (f64, f64) {
    let text = format!("{text}\n[funding]\noption_pool_top_up = {top_up}\n");
    let scenario = load(&text);
    let simulator = Simulator::new(&scenario.operator, &scenario.assumptions, 7);
    let terms = scenario.operator.terms.resolve(&simulator.replay(0).draws);
    let mut holdings = Holdings::new(&scenario.operator, &(&terms).into());
    let mut paid_in = 0.0;
    for (raised, pre_money) in [(2e6, 8e6), (5e6, 15e6)] {
        let traction = Traction { contribution_margin: f64::NAN, factor: 1.0 };
        let round = Round { raised, pre_money, probability: 1.0, traction, max_dilution: 1.0 };
        paid_in += holdings.add_round(&round, 12);
    }
    (holdings.ownership(), paid_in)
}

#[test]
fn later_rounds_dilute_unless_the_investor_pays_its_share_and_their_pools_dilute_all() {
    let pro_rata = without_held().replace("hurdle_rate", "pro_rata = true\nhurdle_rate");
    // 1 m of 4.5 m; rounds of a fifth and a quarter.
    let bought = 1.0 / 4.5;
    let (share, paid_in) = after_two_rounds(&without_held(), 0.0);
    near(share, bought * 0.8 * 0.75, 1e-12);
    assert_eq!(paid_in.to_bits(), 0.0_f64.to_bits());
    let (share, paid_in) = after_two_rounds(&pro_rata, 0.0);
    near(share, bought, 1e-12);
    near(paid_in, bought * 7e6, 1e-12);
    // A pool of 5 % after each round: what was held shrinks to 1 - 0.20 - 0.05, and what is bought
    // of the round is not diluted by it.
    let (share, _) = after_two_rounds(&without_held(), 0.05);
    near(share, bought * 0.75 * 0.70, 1e-12);
    let (share, _) = after_two_rounds(&pro_rata, 0.05);
    near(share, bought * 0.95 * 0.95, 1e-12);
}

#[test]
fn options_are_created_at_the_cost_of_all_holders() {
    let mut table = shortrun::model::waterfall::CapTable::new(0.6);
    let class = ShareClass {
        invested: 1.0,
        shares: 0.4,
        preference: 1.0,
        participation: Participation::None,
        rank: 0,
    };
    table.push(class);
    table.create_options(0.1);
    near(table.classes()[0].shares, 0.36, 1e-12);
    near(table.common_shares(), 0.64, 1e-12);
}

#[test]
fn run_replay_and_memo_tell_who_holds_what() {
    let folder = folder_with(&small());
    let ran = shortrun(
        folder.path(),
        &["run", "plan.toml", "-n", "50", "--charts", "none", "--export", "none"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let row = |text: &str, name: &str| -> String {
        let line = text.lines().find(|line| line.trim_start().starts_with(name));
        line.expect(name).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        row(&ran.out, "Bridge"),
        "Bridge €112k €112k 3.1% at its discount, 80.0% of the price"
    );
    assert!(ran.out.contains("Returns are of the cheque alone"), "{}", ran.out);
    let json = std::fs::read_to_string(folder.path().join("output/plan/summary.json"));
    let json: serde_json::Value = serde_json::from_str(&json.expect("written")).expect("JSON");
    let holders = json["cap_table"]["holders"].as_array().expect("a list");
    let after: f64 = holders.iter().filter_map(|one| one["share_after"].as_f64()).sum();
    near(after, 1.0, 1e-12);
    assert_eq!(
        (&holders[3]["holder"], &holders[3]["converts"]["at"]),
        (&"Angels".into(), &"cap".into())
    );
    let ran = shortrun(folder.path(), &["replay", "plan.toml", "--path", "3"]);
    for told in [
        "at the closing Angels converts €200k at its cap, 77.1% of the price: into 5.8% of the",
        "at the closing Friends converts €50k at its discount, 80.0% of the price",
        "on what it held before",
    ] {
        assert!(ran.out.contains(told), "{told} in\n{}", ran.out);
    }
    let args = ["memo", "plan.toml", "-n", "100", "--rows", "0", "--quiet", "--charts", "none"];
    let ran = shortrun(folder.path(), &[&args[..], &["--diligence-paths", "0"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let memo = std::fs::read_to_string(folder.path().join("output/memo-plan/memo.md"));
    assert!(memo.expect("written").contains("## Who holds what"));
}
