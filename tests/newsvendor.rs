//! The products step against the lognormal newsvendor's closed forms, which
//! `published::newsvendor` holds against published figures.

use crate::support;

use shortrun::model::ledger::Month;
use shortrun::model::newsvendor::{UnitValues, log_sd_of_cv};
use support::{each_ledger, load, mean_and_error, one_line};

const PRICE: f64 = 46.0;
const COST: f64 = 20.0;
const SELLING_SHARE: f64 = 0.1;
const FULFILMENT: f64 = 3.0;
const MARKDOWN_DEPTH: f64 = 0.6;
const CLEARED: f64 = 0.8;
const DISPOSAL: f64 = 0.5;
const UNITS: f64 = 1000.0;

/// A line with log-sd `s` left at commitment, of which `floor` no lead time
/// removes; batches so large that every batch lasts the whole season.
fn line(common: f64, floor: f64, s: f64) -> String {
    let exposed_days = 40.0 + 0.5 * 40.0;
    let volatility = ((s * s - floor * floor) * 365.0 / exposed_days).sqrt();
    format!(
        "price = {PRICE}\nmaterial_cost = {COST}\nselling_cost_share = {SELLING_SHARE}\n\
         fulfilment_cost = {FULFILMENT}\nmarkdown_depth = {MARKDOWN_DEPTH}\n\
         clearance_share = {CLEARED}\ndisposal_cost = {DISPOSAL}\n\
         units_per_site_month = {UNITS}\nbatch_units = 1e12\nlead_time_days = 40\n\
         season_days = 40\nforecast_floor = {floor}\nforecast_volatility = {volatility}\n\
         common_share = {common}\n"
    )
}

#[test]
fn simulated_months_agree_with_the_closed_form_within_four_errors() {
    let net_price = PRICE * (1.0 - SELLING_SHARE) - FULFILMENT;
    let salvage = CLEARED * PRICE * (1.0 - MARKDOWN_DEPTH) - (1.0 - CLEARED) * DISPOSAL;
    let mut settings = 0;
    for common in [0.0, 0.35, 1.0] {
        for floor in [0.0, 0.2] {
            for cv in [0.25, 0.5, 1.0] {
                let s = log_sd_of_cv(cv);
                let values = UnitValues { sold: net_price, left: salvage };
                let expected = values.best(UNITS, s, COST);
                let mut samples: [Vec<f64>; 4] = Default::default();
                let scenario = load(&one_line(&line(common, floor, s)));
                each_ledger(&scenario, 0..150, |ledger| {
                    // Months of a path share their news: each path is one observation.
                    let mean = |of: fn(&Month) -> f64| {
                        ledger.months.iter().map(of).sum::<f64>() / ledger.months.len() as f64
                    };
                    let values = [
                        mean(|month| month.sold),
                        mean(|month| month.leftover),
                        mean(|month| month.lost),
                        mean(|month| month.line_revenue - month.line_cost),
                    ];
                    samples.iter_mut().zip(values).for_each(|(s, value)| s.push(value));
                });
                let wanted = [expected.sold, expected.left, expected.lost, expected.profit];
                for (sample, wanted) in samples.iter().zip(wanted) {
                    let (mean, error) = mean_and_error(sample);
                    let allowed = 4.0 * error + 1e-6 * wanted.abs();
                    assert!(
                        (mean - wanted).abs() <= allowed,
                        "common {common} floor {floor} cv {cv}: {mean} for {wanted} +- {error}"
                    );
                }
                settings += 1;
            }
        }
    }
    assert!(12 <= settings);
}

#[test]
fn demand_path_by_path_does_not_depend_on_the_lead_time() {
    let text = one_line(&line(0.35, 0.2, 0.5));
    let slow = text.replace("lead_time_days = 40", "lead_time_days = 200");
    let demand = |text: &str| {
        let mut all = Vec::new();
        each_ledger(&load(text), 0..50, |ledger| {
            all.extend(ledger.months.iter().map(|month| month.sold + month.lost));
        });
        all
    };
    let (fast, slow) = (demand(&text), demand(&slow));
    assert_eq!(fast.len(), 50 * 120);
    for (fast, slow) in fast.iter().zip(&slow) {
        assert!((fast - slow).abs() <= 1e-9 * fast, "{fast} {slow}");
    }
}

#[test]
fn a_longer_lead_time_loses_profit_but_no_customers() {
    let profit = |days: u32| {
        let text = one_line(&line(0.35, 0.2, 0.5))
            .replace("lead_time_days = 40", &format!("lead_time_days = {days}"));
        let mut all = Vec::new();
        each_ledger(&load(&text), 0..200, |ledger| {
            all.extend(ledger.months.iter().map(|month| month.line_revenue - month.line_cost));
        });
        mean_and_error(&all).0
    };
    let profits = [10, 40, 120, 300].map(profit);
    assert!(profits.windows(2).all(|pair| pair[1] < pair[0]), "{profits:?}");
}

#[test]
fn mean_demand_is_the_plan_whatever_is_uncertain_about_it() {
    let text = one_line(&line(0.6, 0.3, 0.9));
    let mut all = Vec::new();
    each_ledger(&load(&text), 0..1_000, |ledger| {
        let demand: f64 = ledger.months.iter().map(|month| month.sold + month.lost).sum();
        all.push(demand / ledger.months.len() as f64);
    });
    let (mean, error) = mean_and_error(&all);
    assert!((mean - UNITS).abs() < 4.0 * error, "{mean} +- {error}");
}

#[test]
fn the_market_index_grows_at_its_rate_on_average() {
    let market = "[market]\ndemand_growth_per_year = 0.08\ndemand_cycle_volatility = 0.3\n\
                  demand_persistence = 0.9\n[balance_sheet]";
    let text = one_line(&line(0.35, 0.2, 0.5)).replace("[balance_sheet]", market);
    let scenario = load(&text);
    let mut by_month = vec![Vec::new(); 120];
    each_ledger(&scenario, 0..2_000, |ledger| {
        for (sample, month) in by_month.iter_mut().zip(&ledger.months) {
            sample.push(month.demand_index);
        }
    });
    for (t, sample) in by_month.iter().enumerate() {
        let (mean, error) = mean_and_error(sample);
        let expected = libm::pow(1.08, t as f64 / 12.0);
        assert!((mean - expected).abs() < 4.5 * error, "month {t}: {mean} +- {error}");
    }
}

/// Count noise alone: with batches of one unit the log-variance is ln 2, and
/// no speed removes it.
#[test]
fn a_batch_of_one_has_the_noise_of_one_customer() {
    let product = format!(
        "price = {PRICE}\nmaterial_cost = {COST}\nunits_per_site_month = {UNITS}\n\
         batch_units = 1\nsku_count = 40\nlead_time_days = 0\nseason_days = 40\nmarkdown_depth = 1\n"
    );
    let values = UnitValues { sold: PRICE, left: 0.0 };
    let expected = values.best(UNITS, std::f64::consts::LN_2.sqrt(), COST);
    each_ledger(&load(&one_line(&product)), 0..1, |ledger| {
        for month in &ledger.months {
            assert!((month.sold - expected.sold).abs() < 1e-6, "{}", month.sold);
            assert!((month.made - expected.order).abs() < 1e-6);
        }
    });
}
