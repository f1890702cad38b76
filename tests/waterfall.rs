//! The waterfall against hand-computed cases, published examples and brute force over all
//! conversion choices.

use shortrun::model::waterfall::{CapTable, Participation, Payouts, ShareClass};

const NONE: Participation = Participation::None;
const FULL: Participation = Participation::Full;
const CAP_3X: Participation = Participation::Capped { multiple: 3.0 };

fn class(invested: f64, shares: f64, participation: Participation, rank: i32) -> ShareClass {
    ShareClass { invested, shares, preference: 1.0, participation, rank }
}

fn table(common: f64, classes: &[ShareClass]) -> CapTable {
    let mut table = CapTable::new(common);
    classes.iter().for_each(|class| table.push(*class));
    table
}

fn paid(table: &CapTable, proceeds: f64, carve_out: f64) -> Payouts {
    let mut payouts = Payouts::default();
    table.distribute(proceeds, carve_out, &mut payouts);
    payouts
}

/// Checks what the classes and then common get, to 1e-12 of the proceeds.
fn check(table: &CapTable, proceeds: f64, expected: &[f64]) {
    let payouts = paid(table, proceeds, 0.0);
    let got = holders(&payouts);
    assert_eq!(got.len(), expected.len());
    let close = got.iter().zip(expected).all(|(g, e)| (g - e).abs() <= 1e-12 * proceeds);
    assert!(close, "of {proceeds}: got {got:?}, expected {expected:?}");
}

fn holders(payouts: &Payouts) -> Vec<f64> {
    payouts.classes.iter().copied().chain([payouts.common]).collect()
}

#[test]
fn a_non_participating_class_converts_where_its_shares_are_worth_more() {
    // 2 invested for 20 %: converting pays 0.2 X, more than 2 from X = 10 on.
    let table = table(80.0, &[class(2.0, 20.0, NONE, 0)]);
    check(&table, 1.5, &[1.5, 0.0]);
    check(&table, 2.0, &[2.0, 0.0]);
    check(&table, 9.0, &[2.0, 7.0]);
    check(&table, 10.0, &[2.0, 8.0]);
    check(&table, 11.0, &[2.2, 8.8]);
    check(&table, 100.0, &[20.0, 80.0]);
}

#[test]
fn a_preference_that_is_not_given_up_is_paid_to_the_last_bit() {
    let table = table(0.9, &[class(0.3, 0.1, NONE, 0)]);
    let got = paid(&table, 2.9, 0.0);
    assert_eq!(got.classes[0].to_bits(), 0.3_f64.to_bits());
}

#[test]
fn a_fully_participating_class_takes_its_preference_and_its_part() {
    // 2 + 25 % of (10 - 2) = 4.
    check(&table(75.0, &[class(2.0, 25.0, FULL, 0)]), 10.0, &[4.0, 6.0]);
    // 2 + 30 % of (10 - 2) = 4.4: docs.equity.gust.com/article/42-participating-preferred.
    check(&table(70.0, &[class(2.0, 30.0, FULL, 0)]), 10.0, &[4.4, 5.6]);
}

#[test]
fn the_same_sale_pays_what_a_published_comparison_says() {
    // 0.5 for 25 %, sold for 2: participating 0.875, otherwise 0.5 either way.
    // phoenixstrategy.group/blog,
    // liquidation-preferences-participating-vs-non-participating-explained.
    check(&table(75.0, &[class(0.5, 25.0, FULL, 0)]), 2.0, &[0.875, 1.125]);
    check(&table(75.0, &[class(0.5, 25.0, NONE, 0)]), 2.0, &[0.5, 1.5]);
}

#[test]
fn a_capped_class_stops_at_its_cap_and_then_converts() {
    // 2 for 20 %, cap 3x = 6. Uncapped it has 2 + 0.2 (X - 2), which is 6 at X = 22; common then
    // takes all more until 0.2 X = 6, X = 30.
    let table = table(80.0, &[class(2.0, 20.0, CAP_3X, 0)]);
    check(&table, 12.0, &[4.0, 8.0]);
    check(&table, 22.0, &[6.0, 16.0]);
    check(&table, 25.0, &[6.0, 19.0]);
    check(&table, 30.0, &[6.0, 24.0]);
    check(&table, 40.0, &[8.0, 32.0]);
}

#[test]
fn a_cap_below_the_preference_counts_as_the_preference() {
    let participation = Participation::Capped { multiple: 1.5 };
    let low_cap = ShareClass { preference: 2.0, ..class(2.0, 20.0, participation, 0) };
    let none = ShareClass { participation: NONE, ..low_cap };
    for proceeds in [3.0, 4.0, 12.0, 20.0, 21.0] {
        let expected = holders(&paid(&table(80.0, &[none]), proceeds, 0.0));
        check(&table(80.0, &[low_cap]), proceeds, &expected);
    }
}

#[test]
fn a_double_preference_is_paid_twice_and_converts_at_twice_the_value() {
    // 2x of 3 for 30 %: 6, and converts from X = 20 on.
    let double = ShareClass { preference: 2.0, ..class(3.0, 30.0, NONE, 0) };
    let table = table(70.0, &[double]);
    check(&table, 5.0, &[5.0, 0.0]);
    check(&table, 15.0, &[6.0, 9.0]);
    check(&table, 30.0, &[9.0, 21.0]);
}

#[test]
fn of_three_seniorities_the_lowest_bear_a_shortfall() {
    // Preferences 1 (rank 0), 2 (rank 1), 4 (rank 2), in the order of the rounds.
    let classes = [class(1.0, 10.0, NONE, 0), class(2.0, 20.0, NONE, 1), class(4.0, 30.0, NONE, 2)];
    let table = table(40.0, &classes);
    check(&table, 3.0, &[0.0, 0.0, 3.0, 0.0]);
    check(&table, 5.0, &[0.0, 1.0, 4.0, 0.0]);
    check(&table, 6.5, &[0.5, 2.0, 4.0, 0.0]);
    check(&table, 7.0, &[1.0, 2.0, 4.0, 0.0]);
    // All have 0.1 a share to reach but the last (4/30). X = 10: common alone has 3, or 0.075 a
    // share. X = 12: 12 - 4 = 8 over 70 shares, 0.114: the first two convert.
    check(&table, 10.0, &[1.0, 2.0, 4.0, 3.0]);
    check(&table, 12.0, &[8.0 / 7.0, 16.0 / 7.0, 4.0, 32.0 / 7.0]);
    check(&table, 14.0, &[1.4, 2.8, 4.2, 5.6]);
}

#[test]
fn a_shortfall_among_equals_is_shared_in_proportion_to_preference() {
    // 5 left after the senior 3, for preferences of 2 and 8: a fifth and four fifths.
    let double = ShareClass { preference: 2.0, ..class(4.0, 10.0, FULL, 1) };
    let classes = [class(2.0, 30.0, NONE, 1), class(3.0, 20.0, NONE, 7), double];
    check(&table(40.0, &classes), 8.0, &[1.0, 3.0, 4.0, 0.0]);
}

#[test]
fn four_series_convert_in_the_order_of_preference_per_share() {
    // The cap table of a textbook exercise (after Metrick and Yasuda, Venture Capital and the
    // Finance of Innovation): A 2x on 5 or 5 shares, B 10 or 8, C 10 or 5, D 5 or 10, founders 10.
    // Preference per share: D 0.5, B 1.25, A and C 2. D converts where (W - 30)/20 exceeds 0.5,
    // W = 40; B where (W - 20)/28 exceeds 1.25, W = 55; A and C where W/38 exceeds 2, W = 76.
    let a = ShareClass { preference: 2.0, ..class(5.0, 5.0, NONE, 0) };
    let others = [class(10.0, 8.0, NONE, 1), class(10.0, 5.0, NONE, 2), class(5.0, 10.0, NONE, 3)];
    let table = table(10.0, &[a, others[0], others[1], others[2]]);
    check(&table, 40.0, &[10.0, 10.0, 10.0, 5.0, 5.0]);
    check(&table, 50.0, &[10.0, 10.0, 10.0, 10.0, 10.0]);
    check(&table, 55.0, &[10.0, 10.0, 10.0, 12.5, 12.5]);
    check(&table, 62.0, &[10.0, 12.0, 10.0, 15.0, 15.0]);
    check(&table, 76.0, &[10.0, 16.0, 10.0, 20.0, 20.0]);
    check(&table, 114.0, &[15.0, 24.0, 15.0, 30.0, 30.0]);
}

#[test]
fn the_carve_out_comes_off_the_top_even_in_a_shortfall() {
    let table = table(80.0, &[class(2.0, 20.0, NONE, 0)]);
    let short = paid(&table, 2.0, 0.1);
    let got = [short.carve_out, short.classes[0], short.common];
    assert!(got.iter().zip([0.2, 1.8, 0.0]).all(|(g, e)| (g - e).abs() < 1e-15));
    // 10 % of 20; 18 is above 10, so the class converts: 20 % of 18.
    let ample = paid(&table, 20.0, 0.1);
    assert!((ample.carve_out - 2.0).abs() < 1e-12);
    assert!((ample.classes[0] - 3.6).abs() < 1e-12 && (ample.common - 14.4).abs() < 1e-12);
}

#[test]
fn deferred_proceeds_are_paid_by_the_waterfall_of_the_whole_price() {
    // Closing 9: 2 and 7. With 6 more the whole is 15, of which 0.2 is 3: the class has 1 to come
    // and common 5, though the class would have had 2 of a separate price of 6.
    let table = table(80.0, &[class(2.0, 20.0, NONE, 0)]);
    let mut parts = [Payouts::default(), Payouts::default()];
    table.distribute_in_parts(&[9.0, 6.0], 0.0, &mut parts);
    let got = parts.each_ref().map(|p| [p.classes[0], p.common]);
    let expected = [2.0, 7.0, 1.0, 5.0];
    assert!(got.as_flattened().iter().zip(expected).all(|(g, e)| (g - e).abs() < 1e-12));
}

#[test]
fn nothing_is_shared_out_of_nothing() {
    let table = table(80.0, &[class(2.0, 20.0, FULL, 0), class(0.0, 0.0, CAP_3X, 1)]);
    check(&table, 0.0, &[0.0, 0.0, 0.0]);
    check(&CapTable::new(0.0), 0.0, &[0.0]);
}

#[test]
fn missing_common_shares_or_money_or_classes_are_no_obstacle() {
    check(&CapTable::new(10.0), 5.0, &[5.0]);
    // No common: the preference of 4 and the rest to the two who share, 1 : 3.
    let rivals = [class(4.0, 10.0, NONE, 0), class(1.0, 30.0, FULL, 0)];
    check(&table(0.0, &rivals), 9.0, &[4.0, 5.0, 0.0]);
    check(&table(0.0, &rivals), 41.0, &[10.0, 31.0, 0.0]);
    // Nothing invested: shares without a preference are common in all but name.
    let free = [NONE, FULL, CAP_3X].map(|participation| class(0.0, 10.0, participation, 0));
    check(&table(10.0, &free), 40.0, &[10.0, 10.0, 10.0, 10.0]);
    // A preference without shares, and nobody with a claim to the rest: it goes to common.
    for participation in [NONE, FULL, CAP_3X] {
        check(&table(10.0, &[class(4.0, 0.0, participation, 0)]), 9.0, &[4.0, 5.0]);
        check(&table(0.0, &[class(4.0, 0.0, participation, 0)]), 9.0, &[4.0, 5.0]);
    }
}

#[test]
fn a_new_round_dilutes_everybody_in_proportion() {
    let mut round = table(0.8, &[class(2.0, 0.2, NONE, 0)]);
    let kept = round.clone();
    round.add_round(class(5.0, f64::NAN, NONE, 3), 0.25);
    let holdings = [round.classes()[0].shares, round.classes()[1].shares, round.common_shares()];
    for (got, expected) in holdings.iter().zip([0.15, 0.25, 0.6]) {
        assert!((got - expected).abs() < 1e-15);
    }
    assert!((round.fully_diluted_shares() - 1.0).abs() < 1e-15);
    assert!((round.ownership(1) - 0.25).abs() < 1e-15);
    assert_eq!(round.most_senior_rank(), Some(3));
    round.copy_from(&kept);
    assert_eq!(round, kept);
}

#[test]
#[should_panic(expected = "proceeds")]
fn proceeds_that_are_no_number_are_refused() {
    paid(&CapTable::new(1.0), f64::NAN, 0.0);
}

#[test]
#[should_panic(expected = "share class")]
fn a_negative_preference_is_refused() {
    let negative = ShareClass { preference: -1.0, ..class(2.0, 20.0, NONE, 0) };
    table(80.0, &[negative]);
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// Uniform on 0 to `top`, but exactly 0 one time in eight.
    fn amount(&mut self, top: f64) -> f64 {
        if self.below(8) == 0 {
            0.0
        } else {
            top * self.below(1 << 40) as f64 / (1u64 << 40) as f64
        }
    }

    fn class(&mut self) -> ShareClass {
        let participation = match self.below(4) {
            0 => FULL,
            1 => Participation::Capped { multiple: self.amount(5.0) },
            _ => NONE,
        };
        ShareClass {
            invested: self.amount(10.0),
            shares: self.amount(30.0),
            preference: [1.0, 1.0, 2.0, 0.5, 20.0][self.below(5) as usize],
            participation,
            rank: self.below(4) as i32 - 1,
        }
    }

    /// One to `most` classes of all kinds, and proceeds from a deep shortfall to plenty.
    fn case(&mut self, most: u64) -> (CapTable, f64) {
        let classes: Vec<_> = (0..=self.below(most)).map(|_| self.class()).collect();
        let preferences: f64 = classes.iter().map(ShareClass::preference_amount).sum();
        let top = [1.0, 2.0, 10.0][self.below(3) as usize];
        let proceeds = self.amount(top) * (1.0 + preferences);
        (table(self.amount(50.0), &classes), proceeds)
    }
}

/// Payouts given who converts, found by pouring: the rest goes to all who share it by shares,
/// and what a capped class cannot take is poured again. Shares no code with the crate.
fn poured(table: &CapTable, proceeds: f64, converts: u32) -> Vec<f64> {
    let classes = table.classes();
    let converted = |i: usize| converts >> i & 1 == 1;
    let mut got = vec![0.0; classes.len() + 1];
    let mut rest = proceeds;
    for rank in (-1..=2).rev() {
        let ranked = |i: &usize| !converted(*i) && classes[*i].rank == rank;
        let owed: f64 = (0..classes.len()).filter(ranked).map(|i| owed_first(&classes[i])).sum();
        for i in (0..classes.len()).filter(ranked) {
            got[i] = owed_first(&classes[i]) * if owed <= rest { 1.0 } else { rest / owed };
        }
        rest -= owed.min(rest);
    }
    let room = |i: usize, got: &[f64]| match classes.get(i).map(|class| class.participation) {
        _ if i == classes.len() || converted(i) => f64::INFINITY,
        Some(Participation::None) => 0.0,
        Some(Participation::Capped { multiple }) => {
            (multiple * classes[i].invested).max(owed_first(&classes[i])) - got[i]
        }
        _ => f64::INFINITY,
    };
    let shares = |i: usize| classes.get(i).map_or(table.common_shares(), |class| class.shares);
    let mut open: Vec<usize> = (0..=classes.len()).filter(|&i| 0.0 < shares(i)).collect();
    loop {
        open.retain(|&i| 0.0 < room(i, &got));
        let all: f64 = open.iter().map(|&i| shares(i)).sum();
        let Some(step) = open.iter().map(|&i| room(i, &got) / shares(i)).reduce(f64::min) else {
            got[classes.len()] += rest;
            return got;
        };
        let full = open.iter().copied().find(|&i| room(i, &got) / shares(i) <= step);
        let value = step.min(rest / all);
        open.iter().for_each(|&i| got[i] += value * shares(i));
        rest = (rest - value * all).max(0.0);
        match full {
            Some(full) if value.total_cmp(&step).is_eq() => open.retain(|&i| i != full),
            _ => return got,
        }
    }
}

fn owed_first(class: &ShareClass) -> f64 {
    class.preference * class.invested
}

#[test]
fn payouts_are_those_of_every_equilibrium_of_conversion() {
    let mut random = Random(20_260_101);
    let (mut short, mut several, mut converting) = (0, 0, 0);
    for case in 0..20_000 {
        let (table, proceeds) = random.case(6);
        let ours = holders(&paid(&table, proceeds, 0.0));
        let count = table.classes().len();
        let tolerance = 1e-11 * (1.0 + proceeds);
        let all: Vec<Vec<f64>> = (0..1 << count).map(|s| poured(&table, proceeds, s)).collect();
        let stable =
            |s: &usize| (0..count).all(|i| all[*s ^ (1 << i)][i] <= all[*s][i] + tolerance);
        let equilibria: Vec<usize> = (0..all.len()).filter(stable).collect();
        assert!(!equilibria.is_empty(), "case {case}: no equilibrium in {table:?} of {proceeds}");
        for s in &equilibria {
            let near = ours.iter().zip(&all[*s]).all(|(a, b)| (a - b).abs() <= 1e3 * tolerance);
            assert!(near, "case {case}: {ours:?}, not {:?} of {s:b} in {table:?}", all[*s]);
        }
        short += usize::from(proceeds < table.classes().iter().map(owed_first).sum());
        several += usize::from(1 < equilibria.len());
        converting += usize::from(!equilibria.contains(&0));
    }
    let seen = [short, several, converting];
    assert!(seen.iter().all(|&n| 2_000 < n), "the cases are one-sided: {seen:?}");
}

#[test]
fn more_proceeds_never_hurt_anybody() {
    let mut random = Random(7);
    for _ in 0..3_000 {
        let (table, _) = random.case(8);
        let top = 2.0 * table.classes().iter().map(owed_first).sum::<f64>() + 20.0;
        let mut before = holders(&paid(&table, 0.0, 0.0));
        for step in 1..=60 {
            let proceeds = top * f64::from(step) / 60.0;
            let now = holders(&paid(&table, proceeds, 0.0));
            let fell = before.iter().zip(&now).any(|(b, n)| *n < b - 1e-12 * proceeds);
            assert!(!fell, "{before:?} became {now:?} in {table:?} of {proceeds}");
            before = now;
        }
    }
}

#[test]
fn payouts_scale_with_money_and_not_with_the_number_of_shares() {
    let mut random = Random(11);
    for _ in 0..5_000 {
        let (small, proceeds) = random.case(8);
        let expected = holders(&paid(&small, proceeds, 0.0));
        for (money, shares) in [(1e6, 1.0), (1.0, 1e7), (3e-7, 1e-9)] {
            let scale = |c: &ShareClass| ShareClass {
                invested: c.invested * money,
                shares: c.shares * shares,
                ..*c
            };
            let classes: Vec<_> = small.classes().iter().map(scale).collect();
            let large = table(small.common_shares() * shares, &classes);
            let scaled = expected.iter().map(|e| e * money).collect::<Vec<_>>();
            let got = holders(&paid(&large, proceeds * money, 0.0));
            let close =
                got.iter().zip(&scaled).all(|(g, e)| (g - e).abs() <= 1e-11 * proceeds * money);
            assert!(close, "{got:?}, not {scaled:?}");
        }
    }
}

#[test]
fn shares_and_money_of_wildly_different_sizes_are_shared_out_without_loss() {
    let mut random = Random(17);
    for _ in 0..20_000 {
        let (mild, _) = random.case(8);
        let mut wild = || [1e-12, 1e-6, 1.0, 1e6, 1e12][random.below(5) as usize];
        let stretch = |c: &ShareClass| ShareClass {
            invested: c.invested * wild(),
            shares: c.shares * wild(),
            ..*c
        };
        let classes: Vec<_> = mild.classes().iter().map(stretch).collect();
        let table = table(mild.common_shares() * wild(), &classes);
        let proceeds = wild() * wild();
        assert!((paid(&table, proceeds, 0.05).total() - proceeds).abs() <= 1e-13 * proceeds);
    }
}

#[test]
fn parts_add_up_to_the_whole_and_never_take_back() {
    let mut random = Random(13);
    let mut parts = [Payouts::default(), Payouts::default(), Payouts::default()];
    for _ in 0..5_000 {
        let (table, proceeds) = random.case(8);
        let split = [0.7 * proceeds, 0.2 * proceeds, 0.1 * proceeds];
        table.distribute_in_parts(&split, 0.08, &mut parts);
        let whole = paid(&table, split[0] + split[1] + split[2], 0.08);
        for (i, expected) in holders(&whole).iter().enumerate() {
            let each = parts.each_ref().map(|p| holders(p)[i]);
            assert!(each.iter().all(|p| 0.0 <= *p));
            assert!((each.iter().sum::<f64>() - expected).abs() <= 1e-12 * proceeds);
        }
        for (part, paid) in split.iter().zip(&parts) {
            assert!((paid.total() - part).abs() <= 1e-12 * proceeds);
        }
    }
}
