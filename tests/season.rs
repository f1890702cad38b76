//! Stock over a season: what is not sold is carried until the season ends, and where
//! what is left is known in time, the next batch is made up to what is wanted.

use crate::support;

use shortrun::model::ledger::{Ledger, Month};
use support::{each_ledger, load, mean_and_error, one_line};

/// Months of each path of a line.
fn each_month(product: &str, paths: u64, look: impl FnMut(usize, &Month)) {
    each_of_months(product, 120, paths, look);
}

/// The first so many months of each path of a line.
fn each_of_months(product: &str, months: usize, paths: u64, mut look: impl FnMut(usize, &Month)) {
    let text = one_line(product);
    assert!(text.contains("horizon_months = 120\n"));
    let months = format!("horizon_months = {months}\n");
    let scenario = load(&text.replace("horizon_months = 120\n", &months));
    each_ledger(&scenario, 0..paths, |ledger: &Ledger| {
        for (t, month) in ledger.months.iter().enumerate() {
            look(t, month);
        }
    });
}

const NOISY: &str = "price = 48\nmaterial_cost = 24.6\nselling_cost_share = 0.14\n\
     fulfilment_cost = 3.5\nmarkdown_depth = 0.45\nclearance_share = 0.6\ndisposal_cost = 0.4\n\
     units_per_site_month = 14_480\nsku_count = 40\nseason_days = 120\n\
     forecast_volatility = 0.85\nforecast_floor = 0.25\n";

fn near() -> String {
    format!("{NOISY}common_share = 0.35\nlead_time_days = 16\nbatch_units = 60\n")
}

fn far() -> String {
    format!("{NOISY}common_share = 0.35\nlead_time_days = 122\nbatch_units = 1000\n")
}

#[test]
fn over_a_season_what_was_made_is_sold_or_cleared_and_only_its_end_clears() {
    for line in [near(), far()] {
        let (mut made, mut gone, mut carried) = (0.0, 0.0, 0);
        each_month(&line, 40, |t, month| {
            made += month.made;
            gone += month.sold + month.leftover;
            if t % 4 == 3 {
                assert!(month.carried <= 0.0, "{t}: {}", month.carried);
                assert!((made / gone - 1.0).abs() < 1e-9, "{t}: {made} {gone}");
                (made, gone) = (0.0, 0.0);
            } else {
                assert!(month.leftover <= 0.0, "{t}: {}", month.leftover);
                carried += usize::from(0.0 < month.carried);
            }
        });
        assert_eq!(carried, 40 * 90);
    }
}

#[test]
fn where_demand_is_known_nothing_is_carried() {
    let line = "price = 48\nmaterial_cost = 24.6\nunits_per_site_month = 1000\nseason_days = 120\n\
                batch_units = 1e12\nlead_time_days = 5\n";
    each_month(line, 4, |_, month| {
        assert!(month.carried.abs() < 0.01 && month.lost.abs() < 0.01, "{month:?}");
    });
}

/// Two months, no demand in the first, of the log-variance a share `known` read
/// before the second: price 100, cost 40, salvage 20, mean 1000, CV 0.5.
#[test]
fn the_published_profits_of_two_months_are_reproduced() {
    let variance = libm::log1p(0.25);
    for (known, wanted, within) in
        [(0.0, 46_406.74, 0.01), (0.5, 50_659.78, 0.05), (1.0, 60_000.0, 20.0)]
    {
        let (volatility, floor) = ((known * variance).sqrt(), ((1.0 - known) * variance).sqrt());
        let line = format!(
            "price = 100\nmaterial_cost = 40\nmarkdown_depth = 0.8\nunits_per_site_month = 1e11\n\
             batch_units = 1e7\nlead_time_days = 0\nseason_days = 61\n\
             seasonality = [0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2]\n\
             forecast_volatility = {volatility}\nforecast_floor = {floor}\n"
        );
        each_month(&line, 1, |t, month| {
            let profit = (month.line_revenue - month.line_cost) / 2e8;
            let wanted = if t % 2 == 0 { 0.0 } else { wanted };
            assert!((profit - wanted).abs() < within, "{known}: {profit} against {wanted}");
        });
        // The same where the whole line moves together, on average.
        let mut profits = Vec::new();
        each_month(&format!("{line}common_share = 1\n"), 400, |t, month| {
            if t % 2 == 1 {
                profits.push((month.line_revenue - month.line_cost) / 2e8);
            }
        });
        let (mean, error) = mean_and_error(&profits);
        assert!((mean - wanted).abs() < 4.0 * error + within, "{known}: {mean} +/- {error}");
    }
}

/// Profit per unit of mean demand and the markdown rate.
fn came_to(line: &str, paths: u64) -> (f64, f64) {
    let (mut profit, mut made, mut given_up, mut months) = (0.0, 0.0, 0.0, 0.0);
    each_month(line, paths, |_, month| {
        profit += month.line_revenue - month.line_cost;
        made += month.made;
        given_up += month.leftover * (1.0 - 0.6 * 0.55);
        months += 1.0;
    });
    (profit / months / 14_480.0, given_up / made)
}

/// A simulation week by week and SKU by SKU comes to 12.0 to 12.6 of profit per unit of
/// mean demand and markdowns of 3.4 to 4.5 % close by, 7.9 to 8.7 and 12.5 to 15 % from
/// afar. The months of the model lie within but for the markdowns close by, which are
/// lower: it orders each SKU to the unit, where the finer one orders whole batches.
#[test]
fn a_season_close_by_and_from_afar_comes_to_what_a_finer_simulation_gives() {
    let (near, far) = (came_to(&near(), 300), came_to(&far(), 300));
    assert!(12.0 < near.0 && near.0 < 12.6, "{near:?}");
    assert!(0.025 < near.1 && near.1 < 0.034, "{near:?}");
    assert!(7.9 < far.0 && far.0 < 8.7 && 0.125 < far.1 && far.1 < 0.15, "{far:?}");
}

/// Log-demand of each month of each path, of a line whose SKUs move as one.
fn log_demand(product: &str, months: usize, paths: u64) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new(); months];
    let line = format!("price = 48\nunits_per_site_month = 1000\ncommon_share = 1\n{product}");
    each_of_months(&line, months, paths, |t, month| all[t].push(libm::log(month.demand)));
    all
}

fn variance_and_correlation(a: &[f64], b: &[f64]) -> (f64, f64) {
    let n = a.len() as f64;
    let mean = |x: &[f64]| x.iter().sum::<f64>() / n;
    let (of_a, of_b) = (mean(a), mean(b));
    let product = |x: &[f64], m: f64, y: &[f64], k: f64| {
        x.iter().zip(y).map(|(x, y)| (x - m) * (y - k)).sum::<f64>() / n
    };
    let (aa, bb) = (product(a, of_a, a, of_a), product(b, of_b, b, of_b));
    (aa, product(a, of_a, b, of_b) / (aa * bb).sqrt())
}

/// Months share the news of the windows that they share; what shows only in the sale is
/// each month's own.
#[test]
fn months_share_the_news_that_their_plans_share_from_month_0_on() {
    for (planning, floor, lead) in [(365.0, 0.3, 20.0), (182.5, 0.0, 5.0), (365.0, 0.3, 100.0)] {
        let days = format!("planning_days = {planning}\nlead_time_days = {lead}\n");
        let line = format!("{days}forecast_volatility = 0.6\nforecast_floor = {floor}\n");
        let all = log_demand(&line, 62, 4_000);
        let (news, own) = (0.36 * planning / 365.0, floor * floor);
        for (t, later) in [(0, 1), (0, 5), (7, 11), (30, 42), (60, 61)] {
            let (variance, correlation) = variance_and_correlation(&all[t], &all[later]);
            let shared = (1.0 - (later - t) as f64 * 365.0 / 12.0 / planning).max(0.0);
            let wanted = shared * news / (news + own);
            assert!((variance / (news + own) - 1.0).abs() < 0.1, "{t}: {variance}");
            assert!((correlation - wanted).abs() < 0.06, "{t} {later}: {correlation} {wanted}");
        }
    }
}

#[test]
fn goods_that_are_committed_before_the_plan_meet_a_surprise_of_their_own_window() {
    let line = "planning_days = 60\nlead_time_days = 240\nforecast_volatility = 0.6\n";
    let all = log_demand(line, 5, 4_000);
    // Beside the lead time, half of a batch, which lasts for an instant.
    let wanted = 0.36 * 240.0 / 365.0;
    let (variance, correlation) = variance_and_correlation(&all[3], &all[4]);
    assert!((variance / wanted - 1.0).abs() < 0.1, "{variance} {wanted}");
    let shared = 0.36 / 12.0 / wanted;
    assert!((correlation - shared).abs() < 0.06, "{correlation} {shared}");
}

/// On the draws of common paths.
#[test]
fn a_shorter_lead_time_never_raises_markdowns_nor_lowers_contribution_on_average() {
    let line = |days: f64, batch: f64| {
        format!("{NOISY}common_share = 0.1\nlead_time_days = {days}\nbatch_units = {batch}\n")
    };
    for batch in [60.0, 1000.0] {
        let ladder =
            [5.0, 12.0, 20.0, 40.0, 80.0, 160.0].map(|days| came_to(&line(days, batch), 100));
        for pair in ladder.windows(2) {
            assert!(pair[1].0 < pair[0].0 && pair[0].1 < pair[1].1, "{batch}: {ladder:?}");
        }
    }
}
