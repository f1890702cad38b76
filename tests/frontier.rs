//! What a short lead time is worth: closed forms against worked examples, brute force and
//! limits, and the simulation against the closed forms. What is published of reactive
//! capacity is in `published::newsvendor`.

use crate::support;

use shortrun::analysis::frontier::{Frontier, Point, Question, Side};
use shortrun::input::Scenario;
use shortrun::model::newsvendor::{UnitValues, differential_of_premium, log_sd_of_cv, open_log_sd};
use shortrun::model::reactive::{Mixed, TwoOrders};
use shortrun::sampling::normal::{normal_cdf, normal_density, normal_quantile};
use support::{load, one_line};

const EXAMPLE: UnitValues = UnitValues { sold: 100.0, left: 20.0 };
const COST: f64 = 40.0;

/// The justified premium in percent where the short lead time is `ratio` of the
/// long one, at which demand has this coefficient of variation.
fn premium(cv: f64, ratio: f64) -> f64 {
    let s = log_sd_of_cv(cv);
    100.0 * (EXAMPLE.justified_cost(COST, s * (1.0 - ratio.sqrt())) / COST - 1.0)
}

/// Price 100, landed cost 40, salvage 20.
#[test]
fn the_example_of_a_tenth_of_the_lead_time_is_reproduced() {
    for (cv, ratio, wanted) in [(0.5, 0.1, 22.52), (0.5, 0.0, 33.98), (0.25, 0.1, 11.28)] {
        let found = premium(cv, ratio);
        assert!((found - wanted).abs() < 0.005, "CV {cv}, ratio {ratio}: {found}");
    }
    // A premium of 38.8 % and a differential of 28.0 % are the same thing.
    assert!((differential_of_premium(0.388) - 0.2795).abs() < 5e-5);
}

#[test]
fn the_justified_cost_runs_from_the_far_cost_to_the_price() {
    assert!((EXAMPLE.justified_cost(COST, 0.0) - COST).abs() < 1e-12);
    assert!((EXAMPLE.justified_cost(COST, 60.0) - EXAMPLE.sold).abs() < 1e-12);
    // Where little is saved, in proportion to it.
    let (ratio, ds) = (EXAMPLE.critical_ratio(COST), 1e-6);
    let slope = (EXAMPLE.sold - EXAMPLE.left) * normal_density(normal_quantile(ratio));
    let found = (EXAMPLE.justified_cost(COST, ds) - COST) / ds;
    assert!((found / slope - 1.0).abs() < 1e-5, "{found} {slope}");
}

/// Both plans earn the same where the formula says so.
#[test]
fn at_the_justified_cost_the_buyer_is_no_worse_off() {
    for (long, short) in [(0.5, 0.1), (0.8, 0.79), (1.2, 0.3)] {
        let near = EXAMPLE.justified_cost(COST, long - short);
        let (far, close) = (EXAMPLE.best(7.0, long, COST), EXAMPLE.best(7.0, short, near));
        assert!((far.profit - close.profit).abs() < 1e-10 * far.profit, "{long} {short}");
    }
}

fn two_orders(cv: f64, share_known: f64, top_up_cost: f64) -> TwoOrders {
    let s = log_sd_of_cv(cv);
    TwoOrders {
        values: EXAMPLE,
        base_cost: COST,
        top_up_cost,
        update_log_sd: s * share_known.sqrt(),
        open_log_sd: s * (1.0 - share_known).max(0.0).sqrt(),
    }
}

/// Share of what the single order loses for not knowing demand.
fn recovered(orders: &TwoOrders, cv: f64) -> f64 {
    let alone = EXAMPLE.best(1.0, log_sd_of_cv(cv), COST).profit;
    (best(orders).profit - alone) / (EXAMPLE.sold - COST - alone)
}

fn best(orders: &TwoOrders) -> Mixed {
    orders.with_base(orders.best_base())
}

/// At a top-up premium of 20 % and a CV of 0.5.
#[test]
fn half_the_knowledge_recovers_far_less_than_half() {
    let percent = |known| 100.0 * recovered(&two_orders(0.5, known, 48.0), 0.5);
    assert!((percent(1.0) - 72.0).abs() < 0.5, "{}", percent(1.0));
    assert!((percent(0.5) - 14.0).abs() < 0.5, "{}", percent(0.5));
}

#[test]
fn when_all_is_known_at_the_top_up_the_lognormal_reactive_capacity_comes_out() {
    for (cv, top_up_cost) in [(0.25, 48.0), (0.5, 48.0), (1.0, 70.0)] {
        let (orders, s) = (two_orders(cv, 1.0, top_up_cost), log_sd_of_cv(cv));
        let values = UnitValues { sold: top_up_cost, left: EXAMPLE.left };
        let z = normal_quantile(values.critical_ratio(COST));
        let base = libm::exp(s * z - 0.5 * s * s);
        let profit = EXAMPLE.sold - top_up_cost + (top_up_cost - EXAMPLE.left) * normal_cdf(z - s);
        let top_up = 1.0 - (normal_cdf(z - s) + base * normal_cdf(-z));
        let found = best(&orders);
        assert!((found.base - base).abs() < 1e-6, "{} {base}", found.base);
        assert!((found.profit - profit).abs() < 1e-8, "{} {profit}", found.profit);
        assert!((found.top_up - top_up).abs() < 1e-6, "{} {top_up}", found.top_up);
    }
}

/// The closed form over the forecast's moves against a plain sum, and the best
/// base order against all others.
#[test]
fn two_orders_agree_with_brute_force_and_no_other_base_is_better() {
    for (cv, known, top_up_cost) in [(0.5, 0.5, 48.0), (0.8, 0.9, 60.0), (0.4, 0.2, 41.0)] {
        let orders = two_orders(cv, known, top_up_cost);
        let (base, target) = (orders.best_base(), orders.target());
        for base in [0.5 * base, base, 1.3 * base] {
            let mut sum = [0.0; 2];
            for i in 0..40_000 {
                let z = -8.0 + (f64::from(i) + 0.5) * 16.0 / 40_000.0;
                let weight = normal_density(z) * 16.0 / 40_000.0;
                let outcome = orders.after_update(base, target, z);
                sum[0] += weight * outcome.profit;
                sum[1] += weight * outcome.top_up;
            }
            let found = orders.with_base(base);
            assert!((found.profit - sum[0]).abs() < 1e-5, "{} {}", found.profit, sum[0]);
            assert!((found.top_up - sum[1]).abs() < 1e-6, "{} {}", found.top_up, sum[1]);
        }
        let most = best(&orders).profit;
        for i in 0..300 {
            assert!(orders.with_base(0.01 * f64::from(i)).profit <= most + 1e-12, "{cv} {i}");
        }
    }
}

#[test]
fn two_orders_are_never_worse_than_either_one_alone() {
    for known in [0.0, 0.3, 0.7, 1.0] {
        for premium in [-0.05, 0.0, 0.01, 0.3, 1.4, 2.0] {
            let (cv, top_up_cost) = (0.6, COST * (1.0 + premium));
            let orders = two_orders(cv, known, top_up_cost);
            let far = EXAMPLE.best(1.0, log_sd_of_cv(cv), COST).profit;
            let near = if top_up_cost < EXAMPLE.sold && 0.0 < orders.open_log_sd {
                EXAMPLE.best(1.0, orders.open_log_sd, top_up_cost).profit
            } else {
                EXAMPLE.sold - top_up_cost
            };
            let both = best(&orders).profit;
            // The target is capped at a critical ratio of 0.999.
            assert!(far.max(near) - 1e-9 <= both, "{known} {premium}: {far} {near} {both}");
        }
    }
}

const NET_PRICE: f64 = 46.0 * 0.9 - 3.0;
const SALVAGE: f64 = 0.8 * 46.0 * 0.4 - 0.2 * 0.5;

/// A line without frictions: batches without count noise, sold within minutes.
fn smooth(floor: f64, volatility: f64, common: f64) -> String {
    format!(
        "price = 46\nmaterial_cost = 20\nselling_cost_share = 0.1\nfulfilment_cost = 3\n\
         markdown_depth = 0.6\nclearance_share = 0.8\ndisposal_cost = 0.5\n\
         units_per_site_month = 1000\nbatch_units = 1e12\nseason_days = 1e-9\n\
         lead_time_days = 20\nforecast_floor = {floor}\nforecast_volatility = {volatility}\n\
         common_share = {common}\n"
    )
}

fn question(scenario: &Scenario, draws: u64) -> Question<'_> {
    let side = Side { operator: &scenario.operator, assumptions: &scenario.assumptions, line: 0 };
    Question {
        short: side,
        long: side,
        two_files: false,
        long_days: 120.0,
        draws,
        seed: 5,
        second_source: 0.01,
        top_up_premium: Some(0.2),
    }
}

fn points(product: &str, ratios: &[f64], draws: u64) -> Vec<Point> {
    let scenario = load(&one_line(product));
    let frontier = Frontier::new(question(&scenario, draws));
    ratios.iter().map(|ratio| frontier.at(*ratio)).collect()
}

#[test]
fn without_frictions_the_simulation_agrees_with_the_closed_form() {
    for (floor, volatility, common) in [(0.0, 0.9, 0.5), (0.25, 0.9, 1.0), (0.1, 1.6, 0.3)] {
        for point in points(&smooth(floor, volatility, common), &[0.0, 0.1, 0.5], 4_000) {
            let premium = point.premium.expect("there is one");
            let off = (premium.value - point.closed.premium).abs();
            assert!(0.0 < premium.standard_error && premium.standard_error < 0.01);
            assert!(off < 4.0 * premium.standard_error, "{}: {premium:?}", point.closed.premium);
            let (mixed, wanted) = (point.mixed.expect("some"), point.closed.mixed.expect("some"));
            assert!((mixed.value - wanted).abs() < 4.0 * mixed.standard_error, "{mixed:?}");
            let (top_up, closed) = (point.top_up, point.closed.top_up);
            assert!((top_up.base.value - closed.base).abs() < 1e-5, "{top_up:?} {closed:?}");
            for (found, wanted) in [(top_up.units, closed.top_up), (top_up.gain, point.closed.gain)]
            {
                assert!((found.value - wanted).abs() < 4.0 * found.standard_error, "{found:?}");
            }
        }
    }
}

#[test]
fn without_shared_surprise_there_is_no_error_and_no_difference() {
    for point in points(&smooth(0.2, 0.9, 0.0), &[0.05, 0.8], 24) {
        let premium = point.premium.expect("there is one");
        assert!((premium.value - point.closed.premium).abs() < 1e-6, "{premium:?}");
        assert!(premium.standard_error < 1e-9);
    }
}

/// A friction that no speed removes makes speed worth less: the saving is one
/// of log-sd, and the log-variances add.
#[test]
fn count_noise_and_slow_batches_lower_what_speed_is_worth() {
    let smooth = smooth(0.1, 0.9, 0.3);
    let premium =
        |product: &str| points(product, &[0.1], 2_000)[0].premium.expect("there is one").value;
    let plain = premium(&smooth);
    let noisy = premium(&smooth.replace("1e12", "20"));
    let slow = premium(&smooth.replace("season_days = 1e-9", "season_days = 45"));
    assert!(noisy < 0.95 * plain && slow < 0.95 * plain, "{plain} {noisy} {slow}");
    let s = |days: f64, noise: f64| {
        let open = open_log_sd(0.1, 0.9, days);
        (open * open + noise).sqrt()
    };
    let values = UnitValues { sold: NET_PRICE, left: SALVAGE };
    let wanted = |saved: f64| values.justified_cost(20.0, saved) / 20.0 - 1.0;
    let noise = libm::log1p(1.0 / 20.0);
    let expected = [
        (noisy, wanted(s(120.0, noise) - s(12.0, noise))),
        (slow, wanted(s(142.5, 0.0) - s(34.5, 0.0))),
    ];
    for (found, wanted) in expected {
        assert!((found - wanted).abs() < 0.01, "{found} {wanted}");
    }
}

#[test]
fn a_full_network_leaves_speed_little_to_earn() {
    let scenario = one_line(&smooth(0.1, 0.9, 0.3));
    let tight = scenario.replace("site_capacity_units = 1e12", "site_capacity_units = 600");
    let premium = |text: &str| {
        let scenario = load(text);
        let frontier = Frontier::new(question(&scenario, 2_000));
        frontier.at(0.1).premium.expect("there is one").value
    };
    let (free, full) = (premium(&scenario), premium(&tight));
    assert!(0.0 < full && full < 0.5 * free, "{free} {full}");
}

#[test]
fn the_same_question_has_the_same_answer_to_the_bit_on_any_number_of_threads() {
    let scenario = load(&one_line(&smooth(0.25, 0.9, 0.5)));
    let answer = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| format!("{:?}", Frontier::new(question(&scenario, 500)).at(0.2)))
    };
    assert_eq!(answer(1), answer(3));
}
