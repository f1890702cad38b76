//! Return measures against published values, closed forms and properties.

use shortrun::model::returns::{CashFlow, Irr, IrrKind, irr, moic, npv};

/// Flows at whole years from 0.
fn yearly(amounts: &[f64]) -> Vec<CashFlow> {
    let flow = |(year, amount): (usize, &f64)| CashFlow { years: year as f64, amount: *amount };
    amounts.iter().enumerate().map(flow).collect()
}

fn flows(pairs: &[(f64, f64)]) -> Vec<CashFlow> {
    pairs.iter().map(|&(years, amount)| CashFlow { years, amount }).collect()
}

/// Flows at dates written yyyymmdd, in years of 365 days from the first, as XIRR counts them.
fn dated(pairs: &[(i64, f64)]) -> Vec<CashFlow> {
    let start = day_number(pairs[0].0);
    let years = |date| (day_number(date) - start) as f64 / 365.0;
    pairs.iter().map(|&(date, amount)| CashFlow { years: years(date), amount }).collect()
}

/// Days since a fixed day in the Gregorian calendar, counted from 1 March of a year.
fn day_number(date: i64) -> i64 {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

/// Checks a published rate to one unit of its last digit, since some are cut off, not rounded.
fn check(flows: &[CashFlow], expected: f64, digits: i32) {
    let got = irr(flows);
    assert_eq!(got.kind, IrrKind::Solved, "{flows:?}");
    let tolerance = libm::pow(10.0, f64::from(-digits));
    assert!((got.rate - expected).abs() <= tolerance, "{} is not {expected}", got.rate);
}

fn assert_kind(flows: &[CashFlow], kind: IrrKind, rate: f64) {
    let got = irr(flows);
    assert_eq!(got.kind, kind, "{flows:?} gave {got:?}");
    let same = got.rate.is_nan() && rate.is_nan() || (got.rate - rate).abs() <= 1e-14;
    assert!(same, "{flows:?} gave {got:?}, not {rate}");
}

#[test]
fn xirr_agrees_with_the_example_in_excels_documentation() {
    let flows = dated(&[
        (20_080_101, -10_000.0),
        (20_080_301, 2_750.0),
        (20_081_030, 4_250.0),
        (20_090_215, 3_250.0),
        (20_090_401, 2_750.0),
    ]);
    // Excel stops within 1e-8 of a root, hence one digit less than the nine it shows.
    check(&flows, 0.373_362_535, 8);
}

#[test]
fn xirr_agrees_with_the_tests_of_java_xirr() {
    // github.com/RayDeCampo/java-xirr, XirrTest.
    let invested = [(20_100_101, -1e3), (20_100_401, -1e3), (20_100_701, -1e3), (20_101_001, -1e3)];
    let mut flows =
        dated(&[invested[0], invested[1], invested[2], invested[3], (20_110_101, 4.3e3)]);
    check(&flows, 0.121_267_6, 7);
    flows.swap(0, 3);
    flows.swap(1, 4);
    check(&flows, 0.121_267_6, 7);
    let readme =
        [(20_160_115, -1e3), (20_160_208, -2.5e3), (20_160_417, -1e3), (20_160_824, 5.05e3)];
    check(&dated(&readme), 0.250_423_471_054_083_8, 14);
    check(&dated(&[(20_100_101, -2e3), (20_120_101, 2_508.8)]), 0.12, 14);
    check(&dated(&[(20_100_101, -2e3), (20_130_101, 2_508.8)]), 0.078_405_4, 7);
    let follow_on = |end| dated(&[(20_100_101, -1e3), (20_110_101, -1_120.0), (end, 2_508.8)]);
    check(&follow_on(20_120_101), 0.12, 14);
    check(&follow_on(20_130_101), 0.070_171_95, 8);
}

#[test]
fn xirr_agrees_with_the_issues_reported_to_java_xirr() {
    let mut ten_days: Vec<(i64, f64)> = vec![
        (20_010_622, -2_610.0),
        (20_010_703, -2_589.0),
        (20_010_705, -5_110.0),
        (20_010_706, -2_550.0),
        (20_010_709, -5_086.0),
        (20_010_710, -2_561.0),
        (20_010_712, -5_040.0),
        (20_010_713, -2_552.0),
        (20_010_716, -2_530.0),
    ];
    ten_days.push((20_010_717, 29_520.0));
    check(&dated(&ten_days), -0.764_029_4, 7);
    ten_days[9].1 = -9_840.0;
    ten_days.push((20_010_718, 38_900.0));
    check(&dated(&ten_days), -0.835_340_4, 7);
    let seventeen_years = dated(&[
        (20_000_524, -10_000.0),
        (20_000_605, 3_027.25),
        (20_010_409, 630.68),
        (20_040_224, 2_018.2),
        (20_050_318, 1_513.62),
        (20_060_215, 1_765.89),
        (20_070_110, 4_036.33),
        (20_071_114, 4_036.33),
        (20_081_217, 1_513.62),
        (20_100_115, 1_513.62),
        (20_110_114, 2_018.16),
        (20_120_203, 1_513.62),
        (20_130_118, 1_009.08),
        (20_140_124, 1_513.62),
        (20_150_130, 1_513.62),
        (20_160_122, 1_765.89),
        (20_170_120, 1_765.89),
        (20_170_605, 22_421.55),
    ]);
    check(&seventeen_years, 0.212_686_1, 7);
}

#[test]
fn xirr_agrees_with_the_tests_of_other_libraries() {
    // github.com/tarioch/xirr.
    check(&dated(&[(20_191_231, -80_005.8), (20_200_312, 65_209.6)]), -0.645_363_882_7, 10);
    check(&dated(&[(20_191_231, -100_082.76), (20_200_305, 82_671.24)]), -0.658_1, 4);
    check(&dated(&[(20_191_231, -100.0), (20_200_305, 1_000.0)]), 412_461.638_3, 4);
    // pyxirr, in the tests of pyodide.
    let pyxirr = [(20_200_101, -10_000.0), (20_210_101, 5_500.0), (20_220_101, 6_000.0)];
    // Published as 0.09677887172566714; the root to 20 digits is 0.09677887191954237413.
    check(&dated(&pyxirr), 0.096_778_871_725_667_14, 9);
    check(&dated(&pyxirr), 0.096_778_871_919_542_37, 15);
    // xlcalculator.
    let xlcalculator = [(20_101_229, -10_000.0), (20_120_125, 20.0), (20_120_308, 10_100.0)];
    check(&dated(&xlcalculator), 0.010_061_265_164_920_68, 15);
    // github.com/klippero/xirr-bug.
    let ruby =
        [(20_190_910, -400.0), (20_200_121, -400.0), (20_200_224, -400.0), (20_200_316, 895.24)];
    check(&dated(&ruby), -0.742_0, 4);
}

#[test]
fn irr_agrees_with_the_tests_of_numpy_financial() {
    // github.com/numpy/numpy-financial, TestIrr, and the example in the function's documentation.
    let first = [-150e3, 15e3, 25e3, 35e3, 45e3, 60e3];
    check(&yearly(&first), 0.052_432_888_859_413_884, 14);
    check(&yearly(&[-100.0, 0.0, 0.0, 74.0]), -0.095_5, 4);
    check(&yearly(&[-100.0, 39.0, 59.0, 55.0, 20.0]), 0.280_95, 5);
    check(&yearly(&[-100.0, 100.0, 0.0, 7.0]), 0.062_06, 5);
    // Issue 15, less the payments that no longer matter; numpy-financial's value is rough.
    let tiny = [
        -3000.0,
        2.392_693_226_701_566_7e-07,
        4.167_208_710_334_550_5e-16,
        5.396_511_003_637_871e-25,
        5.196_255_107_180_617e-34,
        3.720_295_564_543_64e-43,
        1.980_496_171_163_247e-52,
        7.839_351_765_181_418e-62,
        2.307_256_511_391_144e-71,
        5.049_183_923_330_891e-81,
        8.215_917_766_924_912e-91,
        9.940_324_436_696_353e-101,
        8.942_410_813_633_967e-111,
    ];
    check(&yearly(&tiny), -0.999_999_999_059_606_9, 12);
}

#[test]
fn of_several_roots_the_one_with_the_sign_of_the_gain_nearest_to_zero_is_chosen() {
    let several = IrrKind::Several { roots: 2 };
    // -1000 + 2300/1.1 - 1320/1.21 = 0 = -1000 + 2300/1.2 - 1320/1.44; the sum is -20, and no
    // root is negative.
    assert_kind(&yearly(&[-1000.0, 2300.0, -1320.0]), several, 0.1);
    // (x - 0.8)(x - 1.25) with x = 1/(1 + rate): 25 % and -20 %. The sum is 5 or, mirrored, -5.
    assert_kind(&yearly(&[-100.0, 205.0, -100.0]), several, 0.25);
    assert_kind(&yearly(&[100.0, -205.0, 100.0]), several, -0.2);
    // -(x - 1.25)(x - 0.8)(x - 0.5) = 0.5 - 2.025 x + 2.55 x^2 - x^3: 100 %, 25 % and -20 %.
    let three = IrrKind::Several { roots: 3 };
    assert_kind(&yearly(&[0.5, -2.025, 2.55, -1.0]), three, 0.25);
    assert_kind(&yearly(&[-0.5, 2.025, -2.55, 1.0]), three, -0.2);
}

#[test]
fn numpy_financials_flows_with_several_roots_give_a_root() {
    // numpy-financial: 0.12; 1.00426; -0.0833 (the other is near -0.68); and 0.0886 of three, where
    // a loss of 0.5 on 13 has a negative root too. Ours agrees but for the last.
    let payments =
        (0..25).map(|year| 108_466.804_624_505_92 - 7_336.840_241_449_69 * f64::from(year));
    let reverting: Vec<f64> = [-217_500.0, -217_500.0].into_iter().chain(payments).collect();
    let growing = [-1678.87, 771.96, 1814.05, 3520.30, 3552.95, 3584.99, 4789.91, -1.0];
    let cases: [(&[f64], f64, f64); 3] = [
        (&reverting, 0.12, 1e-7),
        (&growing, 1.004_26, 1e-5),
        (&[-100.0, 100.0, 0.0, -7.0], -0.083_3, 5e-5),
    ];
    for (amounts, expected, tolerance) in cases {
        let got = irr(&yearly(amounts));
        assert_eq!(got.kind, IrrKind::Several { roots: 2 });
        assert!((got.rate - expected).abs() <= tolerance, "{} is not {expected}", got.rate);
    }
    let loss = yearly(&[-5.0, 10.5, 1.0, -8.0, 1.0]);
    let got = irr(&loss);
    assert_eq!(got.kind, IrrKind::Several { roots: 3 });
    assert!(got.rate < 0.0 && npv(&loss, got.rate).abs() < 1e-9);
}

#[test]
fn rates_that_coincide_count_once() {
    // -(10 - 11 x)^2 = -100 + 220 x - 121 x^2, x = 1/(1 + rate).
    let got = irr(&yearly(&[-100.0, 220.0, -121.0]));
    assert_eq!(got.kind, IrrKind::Solved);
    assert!((got.rate - 0.1).abs() < 1e-7);
}

#[test]
fn a_total_loss_is_minus_one_by_convention() {
    assert_kind(&flows(&[(0.0, -5.0)]), IrrKind::TotalLoss, -1.0);
    assert_kind(&flows(&[(0.0, -5.0), (2.0, -1.0), (7.5, 0.0)]), IrrKind::TotalLoss, -1.0);
    // 3 came back in the very moment in which 4 were put in, and nothing later.
    assert_kind(&flows(&[(0.0, -5.0), (2.0, 3.0), (2.0, -4.0)]), IrrKind::TotalLoss, -1.0);
}

#[test]
fn without_a_contribution_or_without_time_there_is_no_rate() {
    for nothing in [flows(&[]), flows(&[(0.0, 0.0)]), flows(&[(0.0, 2.0), (1.0, 3.0)])] {
        assert_kind(&nothing, IrrKind::NothingContributed, f64::NAN);
        assert!(moic(&nothing).is_nan());
    }
    assert_kind(&flows(&[(0.0, -5.0), (0.0, 5.0)]), IrrKind::NoRate, f64::NAN);
    assert_kind(&flows(&[(0.0, -5.0), (0.0, 8.0), (1.0, 1.0)]), IrrKind::NoRate, f64::NAN);
    // -100 + 200 x - 110 x^2 has no real root.
    assert_kind(&yearly(&[-100.0, 200.0, -110.0]), IrrKind::NoRate, f64::NAN);
}

#[test]
fn flows_of_one_moment_are_netted_in_the_rate_but_not_in_the_multiple() {
    let same_moment = flows(&[(3.0, 200.0), (0.0, -100.0), (3.0, -79.0)]);
    let net = flows(&[(0.0, -100.0), (3.0, 121.0)]);
    assert_eq!(irr(&same_moment), irr(&net));
    assert!((moic(&same_moment) - 200.0 / 179.0).abs() < 1e-15);
    assert!((moic(&net) - 1.21).abs() < 1e-15);
}

#[test]
fn a_loan_taken_has_its_interest_as_rate() {
    assert_kind(&yearly(&[100.0, -110.0]), IrrKind::Solved, 0.1);
}

#[test]
fn npv_agrees_with_numpy_financial_and_with_hand_arithmetic() {
    // numpy-financial, TestNpv.
    let flows = yearly(&[-15e3, 1.5e3, 2.5e3, 3.5e3, 4.5e3, 6e3]);
    assert!((npv(&flows, 0.05) - 122.894_854_950_942_69).abs() < 1e-10);
    assert!((npv(&yearly(&[-1.0, 0.0, 1.44]), 0.2)).abs() < 1e-15);
    assert!((npv(&yearly(&[-1.0, 2.0, 4.0]), -0.5) - 19.0).abs() < 1e-13);
    assert!(npv(&flows, -1.0).is_nan() && npv(&flows, f64::NAN).is_nan());
}

#[test]
fn two_flows_have_the_closed_form_from_tiny_to_huge_multiples() {
    let multiples = [1e-12, 1e-6, 0.5, 1.0 - 1e-12, 1.0, 1.0 + 1e-12, 3.0, 1e9];
    for years in [1.0 / 12.0, 0.5, 1.0, 7.25, 30.0] {
        for multiple in multiples {
            let got = irr(&flows(&[(0.25, -2.0), (0.25 + years, 2.0 * multiple)]));
            assert_eq!(got.kind, IrrKind::Solved);
            let held = (0.25 + years) - 0.25;
            let growth = libm::pow(multiple, 1.0 / held);
            let close = (got.rate + 1.0 - growth).abs() <= 1e-13 * growth + 2e-16;
            assert!(close, "{years} years, {multiple}x: {} is not {growth}", got.rate + 1.0);
        }
    }
    let tiny_gain = irr(&flows(&[(0.0, -1.0), (1.0, 1.0 + f64::EPSILON)]));
    assert!((tiny_gain.rate - f64::EPSILON).abs() < 1e-30);
}

#[test]
fn splitting_a_flow_between_two_close_moments_changes_the_rate_smoothly() {
    for multiple in [1e-12, 1e-3, 0.9, 1.0, 1.1, 30.0, 1e9] {
        for years in [1.0 / 12.0, 5.0, 30.0] {
            let whole = irr(&flows(&[(0.0, -1.0), (years, multiple)]));
            let half = 0.5 * multiple;
            let split = irr(&flows(&[(0.0, -1.0), (years, half), (years * (1.0 + 1e-9), half)]));
            assert_eq!(split.kind, IrrKind::Solved);
            let growth = 1.0 + whole.rate;
            let gap = (whole.rate - split.rate).abs();
            assert!(gap <= 1e-6 * growth + 2e-16, "{multiple}x in {years}: {whole:?}, {split:?}");
        }
    }
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

    fn unit(&mut self) -> f64 {
        (self.below(1 << 52) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// One to four contributions, then one to four distributions, at ends of months.
    fn investment(&mut self) -> Vec<CashFlow> {
        let (paid_in, came_back) = (1 + self.below(4), 1 + self.below(4));
        let size = libm::exp(6.0 * self.unit() - 3.0);
        let mut month = 0;
        let mut flows = Vec::new();
        for i in 0..paid_in + came_back {
            let amount = if i < paid_in { -self.unit() } else { size * self.unit() };
            flows.push(CashFlow { years: month as f64 / 12.0, amount });
            month += 1 + self.below(24);
        }
        flows
    }
}

/// What npv's rounding is measured by: the flows' absolute values, discounted.
fn gross(flows: &[CashFlow], rate: f64) -> f64 {
    let absolute: Vec<CashFlow> =
        flows.iter().map(|flow| CashFlow { amount: flow.amount.abs(), ..*flow }).collect();
    npv(&absolute, rate)
}

fn solved(flows: &[CashFlow]) -> f64 {
    let Irr { rate, kind } = irr(flows);
    assert_eq!(kind, IrrKind::Solved, "{flows:?}");
    rate
}

#[test]
fn npv_at_the_irr_is_nothing() {
    let mut random = Random(1);
    let mut measured = 0;
    for _ in 0..20_000 {
        let flows = random.investment();
        let rate = solved(&flows);
        assert!((0.0 < rate) == (1.0 < moic(&flows)));
        // A rate nearer to -1 holds too few digits of 1 + rate to be put back into npv.
        if rate + 1.0 < 1e-4 {
            continue;
        }
        measured += 1;
        let off = npv(&flows, rate).abs() / gross(&flows, rate);
        assert!(off <= 1e-12 + 1e-14 / (1.0 + rate), "npv {off} of gross at {rate}: {flows:?}");
    }
    assert!(19_000 < measured, "{measured}");
}

#[test]
fn the_irr_does_not_change_with_currency_order_or_start() {
    let mut random = Random(2);
    for _ in 0..5_000 {
        let flows = random.investment();
        let rate = solved(&flows);
        for (factor, shift) in [(1e6, 0.0), (7e-5, 2.5), (1.0, -10.0)] {
            let moved =
                |f: &CashFlow| CashFlow { years: f.years + shift, amount: f.amount * factor };
            let moved: Vec<CashFlow> = flows.iter().rev().map(moved).collect();
            assert!((solved(&moved) - rate).abs() <= 1e-11 * (1.0 + rate));
        }
    }
}

#[test]
fn a_larger_last_distribution_never_lowers_the_irr() {
    let mut random = Random(3);
    for _ in 0..2_000 {
        let mut flows = random.investment();
        let mut before = solved(&flows);
        for _ in 0..20 {
            let last = flows.len() - 1;
            flows[last].amount *= 1.05;
            let now = solved(&flows);
            // Where the last flow counts for next to nothing, rounding may hide its growth.
            let visible = (1e-4..10.0).contains(&(1.0 + before));
            let lowest = if visible { before } else { before - 1e-14 * (1.0 + before) };
            assert!(lowest <= now && (before < now || !visible), "{before} to {now}: {flows:?}");
            before = now;
        }
    }
}

#[test]
fn flows_with_many_sign_changes_have_all_roots_a_fine_scan_finds() {
    let mut random = Random(4);
    let mut seen = [0; 4];
    for _ in 0..1_000 {
        let count = 4 + random.below(4) as usize;
        let mut flows: Vec<CashFlow> = Vec::new();
        for i in 0..count {
            let size = libm::exp(2.0 * random.unit());
            let amount = if random.below(2) == 0 { -size } else { size };
            flows.push(CashFlow { years: i as f64 + 0.5 * random.unit(), amount });
        }
        flows[0].amount = -flows[0].amount.abs();
        let got = irr(&flows);
        let gain: f64 = flows.iter().map(|flow| flow.amount).sum();
        let scanned = scanned_roots(&flows);
        let expected = scanned.iter().copied().filter(|r| 0.0 < r * gain).min_by(nearest);
        let expected = expected.or_else(|| scanned.iter().copied().min_by(nearest));
        match got.kind {
            IrrKind::TotalLoss => assert!(flows.iter().all(|flow| flow.amount < 0.0)),
            IrrKind::NothingContributed => panic!("something was contributed: {flows:?}"),
            IrrKind::NoRate => assert!(scanned.is_empty(), "{flows:?}"),
            IrrKind::Solved => assert_eq!(scanned.len(), 1, "{flows:?}"),
            IrrKind::Several { roots } => assert_eq!(scanned.len(), roots, "{flows:?}"),
        }
        if let Some(expected) = expected {
            let gap = (got.rate - libm::expm1(expected)).abs();
            assert!(gap <= 1e-4 * (1.0 + got.rate), "{got:?}, not {expected}: {flows:?}");
        }
        seen[scanned.len().min(3)] += 1;
    }
    let enough = [100, 100, 50, 3].iter().zip(&seen).all(|(least, n)| least <= n);
    assert!(enough, "the cases are one-sided: {seen:?}");
}

#[test]
fn flows_made_from_given_roots_give_the_chosen_one_back() {
    let mut random = Random(5);
    for _ in 0..3_000 {
        // The product of (1 - x g) over growth factors g, x = 1/(1 + rate), has the roots g - 1.
        let count = 2 + random.below(4) as usize;
        let growth: Vec<f64> =
            (0..count).map(|i| 0.55 + 0.3 * (i as f64 + 0.5 * random.unit())).collect();
        let mut amounts = vec![if random.below(2) == 0 { -1e3 } else { 1e3 }];
        for g in &growth {
            amounts.push(0.0);
            for i in (1..amounts.len()).rev() {
                amounts[i] -= g * amounts[i - 1];
            }
        }
        let gain: f64 = amounts.iter().sum();
        let rates = || growth.iter().map(|g| g - 1.0);
        let expected = rates().filter(|rate| 0.0 < rate * gain).min_by(nearest);
        let expected = expected.or_else(|| rates().min_by(nearest));
        let got = irr(&yearly(&amounts));
        assert_eq!(got.kind, IrrKind::Several { roots: count }, "{growth:?}: {got:?}");
        assert!((got.rate - expected.unwrap_or(f64::NAN)).abs() < 1e-8, "{growth:?}: {got:?}");
    }
}

fn nearest(a: &f64, b: &f64) -> std::cmp::Ordering {
    a.abs().total_cmp(&b.abs())
}

/// Continuous rates from -8 to 8 where the flows' value changes sign, on a fine grid.
fn scanned_roots(flows: &[CashFlow]) -> Vec<f64> {
    let rate = |step: u32| f64::from(step) * 5e-4 - 8.000_01;
    let value = |step| -> f64 {
        flows.iter().map(|flow| flow.amount * libm::exp(-rate(step) * flow.years)).sum()
    };
    let mut roots = Vec::new();
    let mut before = value(0);
    for step in 1..32_000 {
        let now = value(step);
        if (before < 0.0) != (now < 0.0) {
            roots.push(rate(step) - 5e-4 * now / (now - before));
        }
        before = now;
    }
    roots
}
