//! What a buyer pays: the better of two prices, and the luck in it.

use crate::support;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::model::event::{Event, RoundClosed, Sold};
use shortrun::model::operator::Metric;
use shortrun::model::outcome::Route;
use shortrun::model::simulator::{Replay, Simulator};
use support::{apparel, each_ledger, load, mean_and_error, one_line, outcomes};

/// A line without any luck: 1,000 a month at 50.
const LINE: &str = "price = 50\nmaterial_cost = 20\nunits_per_site_month = 1000\n\
                    made_to_order_share = 1\nlead_time_days = 0\n";
const BY_REVENUE: &str = "metric = \"ltm-revenue\"\nmultiple = 1\n";

fn replay(text: &str, path: u64) -> Replay {
    let scenario = load(text);
    Simulator::new(&scenario.operator, &scenario.assumptions, scenario.seed).replay(path)
}

/// The line, sold by a route with these keys at a rate of 2 a year.
fn sold_by(keys: &str) -> String {
    let route = format!(
        "[exit]\nintegration_readiness = 0.5\n[[exit.route]]\nname = \"buyer\"\n\
         hazard_per_year = 2\nintegration_discount = 0.2\nfee_rate = 0.05\n{keys}\n[exit.horizon]"
    );
    one_line(LINE).replace("[exit.horizon]", &route).replace("opening_cash = 1e12", "")
}

fn valued_by(keys: &str) -> String {
    one_line(LINE).replace(BY_REVENUE, keys).replace("horizon_months = 120", "horizon_months = 12")
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|x| x.to_bits()).collect()
}

fn assert_same(one: &Outcomes, other: &Outcomes) {
    assert_eq!(one.route, other.route);
    assert_eq!(bits(&one.enterprise_value), bits(&other.enterprise_value));
    assert_eq!(bits(&one.npv), bits(&other.npv));
    assert_eq!(bits(&one.irr), bits(&other.irr));
}

/// The operator with its routes by revenue written as the better of two.
fn better_of(text: &str, ebitda_multiple: &str) -> String {
    let better = format!("metric = \"better-of\"\nebitda_multiple = {ebitda_multiple}");
    let of_table = |table: &str| {
        if table.starts_with("exit.") && table.contains("metric = \"ltm-revenue\"") {
            table
                .replace("\nmultiple = ", "\nrevenue_multiple = ")
                .replace("metric = \"ltm-revenue\"", &better)
        } else {
            table.to_owned()
        }
    };
    let tables: Vec<String> = text
        .split("\n[[")
        .map(|list| {
            let parts: Vec<String> = list.split("\n[").map(of_table).collect();
            parts.join("\n[")
        })
        .collect();
    let text = tables.join("\n[[");
    assert!(text.contains("better-of"));
    text
}

#[test]
fn the_better_of_revenue_and_nothing_is_revenue_to_the_bit_and_no_spread_is_no_luck() {
    // A number of another name has other draws, so it must be a known one here.
    let drawn = "multiple = { dist = \"lognormal\", p10 = 0.4, p90 = 3.0 }";
    let plain = apparel().replace(drawn, "multiple = 1.1");
    assert!(plain.contains("multiple = 1.1"));
    let run = |text: &str| outcomes(&load(text), 0..300, 2);
    let (base, better) = (run(&plain), run(&better_of(&plain, "0")));
    assert_same(&base, &better);
    let still = plain.replace("[[exit.route]]\n", "[[exit.route]]\nmultiple_spread = 0\n");
    let still = still.replace("[funding]\n", "[funding]\nstep_multiple_spread = 0\n");
    assert!(still.contains("multiple_spread = 0") && still.contains("step_multiple_spread = 0"));
    assert_same(&base, &run(&still));
    // Nor does a higher price for profits cost anybody.
    let dearer = run(&better_of(&plain, "9"));
    let pairs = base.enterprise_value.iter().zip(&dearer.enterprise_value);
    assert!(pairs.clone().all(|(one, other)| one <= other));
    assert!(pairs.filter(|(one, other)| one < other).count() > 0);
}

#[test]
fn a_spread_moves_prices_alone_and_its_luck_has_a_mean_of_one() {
    const PATHS: u64 = 4000;
    let value = |keys: &str| -> Vec<f64> {
        let mut all = Vec::new();
        each_ledger(&load(&valued_by(keys)), 0..PATHS, |ledger| {
            all.push(ledger.outcome.enterprise_value);
        });
        all
    };
    // 600,000 of revenue a year.
    let luck: Vec<f64> = value(&format!("{BY_REVENUE}multiple_spread = 0.5\n"))
        .iter()
        .map(|value| value / 600_000.0)
        .collect();
    let (mean, error) = mean_and_error(&luck);
    assert!(error < 0.01 && (mean - 1.0).abs() < 4.0 * error, "{mean} ± {error}");
    let logs: Vec<f64> = luck.iter().map(|luck| libm::log(*luck)).collect();
    let (middle, of_middle) = mean_and_error(&logs);
    assert!((middle + 0.125).abs() < 4.0 * of_middle, "{middle}");
    let sd = of_middle * (PATHS as f64).sqrt();
    assert!((sd / 0.5 - 1.0).abs() < 0.05, "{sd}");
}

#[test]
fn the_price_of_a_sale_follows_by_hand_from_what_a_replay_tells() {
    let keys = "metric = \"better-of\"\nrevenue_multiple = 0.8\nebitda_multiple = 6\n\
                multiple_spread = 0.4";
    let mut seen = [0; 2];
    for path in 0..20 {
        for (text, metric) in [
            (sold_by(keys), Metric::LtmEbitda),
            (sold_by(keys).replace("material_cost = 20", "material_cost = 45"), Metric::LtmRevenue),
        ] {
            let Replay { ledger, record, .. } = replay(&text, path);
            let Some((_, Event::Sold(sold))) = record.events.last() else { continue };
            let Sold { price, standing, proceeds, .. } = sold;
            assert_eq!(price.basis.metric, metric, "a margin of 13 % decides");
            let best = (0.8 * standing.ltm_revenue).max(6.0 * standing.ltm_ebitda.max(0.0));
            let value = best * 0.9 * price.luck;
            assert!((proceeds.enterprise_value / value - 1.0).abs() < 1e-12);
            let equity = (value * 0.95 + standing.cash).max(0.0);
            assert!((ledger.outcome.equity_proceeds / equity - 1.0).abs() < 1e-12);
            assert!(1e-6 < (price.luck - 1.0).abs());
            seen[usize::from(metric == Metric::LtmEbitda)] += 1;
        }
    }
    assert!(seen.iter().all(|count| 10 < *count), "{seen:?}");
}

#[test]
fn nobody_buys_where_neither_revenue_nor_profit_is_worth_anything() {
    let keys = "metric = \"better-of\"\nrevenue_multiple = 0\nebitda_multiple = 6";
    let losing = sold_by(keys).replace("price = 50", "price = 15\nselling_cost_share = 0");
    let losing = losing.replace("[balance_sheet]", "[balance_sheet]\nopening_cash = 1e9");
    let losing = losing.replace(
        "lead_time_days = 0",
        "lead_time_days = 0\nsells_at_loss = true\nservice_level = 0.5",
    );
    let run = outcomes(&load(&losing), 0..200, 1);
    assert!(run.route.iter().all(|route| *route == Route::Horizon), "{:?}", run.route);
    let by_revenue = losing.replace("revenue_multiple = 0\n", "revenue_multiple = 0.2\n");
    let run = outcomes(&load(&by_revenue), 0..200, 1);
    assert!(run.route.contains(&Route::Sale(0)));
}

#[test]
fn the_luck_of_a_round_belongs_to_its_number() {
    // It burns 40,000 a month, and a round a year fills it up.
    let base = one_line(LINE).replace("opening_cash = 1e12", "opening_cash = 0").replace(
        "[exit.horizon]",
        "[scaling]\noverhead_fixed = 70_000\n[funding]\nmax_rounds = 3\n\
         round_close_probability = 0.3\nraise_months = 12\nstep_multiple = 4\n\
         step_multiple_spread = 0.5\n[exit.horizon]",
    );
    let rounds = |text: &str| -> Vec<RoundClosed> {
        let events = replay(text, 3).record.events;
        let closed = events.iter().filter_map(|(_, event)| match event {
            Event::RoundClosed(closed) => Some(*closed),
            _ => None,
        });
        closed.collect()
    };
    let (own, later) = (rounds(&base), rounds(&base.replace("= 0.3\n", "= 0.9\n")));
    assert!(own.len() == 3 && later.len() == 3, "{own:?}");
    for (one, other) in own.iter().zip(&later) {
        assert!((one.price_luck - other.price_luck).abs() <= 0.0, "odds move no price");
        let wanted = 4.0 * one.price_luck * one.need.ltm_revenue;
        assert!((one.round.pre_money / wanted - 1.0).abs() < 1e-12);
    }
    assert!(1e-6 < (own[0].price_luck - own[1].price_luck).abs());
}
