//! Orders come before stock, and wait where they find no capacity.

use crate::support;

use shortrun::model::ledger::{Ledger, Month};
use support::{each_ledger, load, one_line};

const DAYS: f64 = 365.0 / 12.0;

fn months(product: &str, capacity: f64) -> Vec<Month> {
    let text = one_line(product)
        .replace("site_capacity_units = 1e12", &format!("site_capacity_units = {capacity}"));
    let mut all = Vec::new();
    each_ledger(&load(&text), 0..1, |ledger: &Ledger| all.clone_from(&ledger.months));
    all
}

fn to_order(leave_per_week: f64) -> String {
    format!(
        "price = 50\nmaterial_cost = 20\nunits_per_site_month = 1000\nmade_to_order_share = 1\n\
         lead_time_days = 7\nabandonment_per_week = {leave_per_week}\n\
         seasonality = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]\n"
    )
}

/// The rule once more, by hand: a month's orders and those that are still there share
/// what can be made, and the rest waits.
#[test]
fn an_order_that_finds_no_capacity_waits_a_month_and_is_lost_only_when_it_walks_away() {
    for leave in [0.0, 0.05, 0.5] {
        let (stays_a_week, stays_a_month) = (libm::exp(-leave), libm::exp(-leave * DAYS / 7.0));
        let mut waiting = 0.0;
        for (t, month) in months(&to_order(leave), 1000.0).iter().enumerate() {
            let demand = if t % 12 < 6 { 1500.0 } else { 500.0 };
            let orders = demand * stays_a_week + waiting * stays_a_month;
            let served = f64::min(orders, 1000.0);
            let lost = demand * (1.0 - stays_a_week) + waiting * (1.0 - stays_a_month);
            waiting = orders - served;
            for (what, found, wanted) in [
                ("demand", month.demand, demand),
                ("sold", month.sold, served),
                ("made", month.made, served),
                ("waiting", month.waiting, waiting),
                ("lost", month.lost, lost),
            ] {
                assert!((found - wanted).abs() < 1e-6, "{leave} {t} {what}: {found} {wanted}");
            }
        }
    }
}

#[test]
fn where_nobody_waits_for_long_what_finds_no_capacity_is_lost() {
    let months = months(
        &to_order(0.0).replace("week = 0", "week = 100").replace("days = 7", "days = 0"),
        1000.0,
    );
    for (t, month) in months.iter().enumerate() {
        // Those who found nothing leave within the month after.
        let before = (t + 11) % 12 < 6 && 0 < t;
        assert!(
            (month.lost - if before { 500.0 } else { 0.0 }).abs() < 1e-6,
            "{t}: {}",
            month.lost
        );
    }
}

#[test]
fn orders_come_first_and_stock_has_what_they_leave() {
    let line = "price = 50\nmaterial_cost = 20\nunits_per_site_month = 1000\n\
                made_to_order_share = 0.6\nlead_time_days = 0\nbatch_units = 1e12\nseason_days = 1\n";
    for (capacity, to_order, stock) in [(1200.0, 600.0, 400.0), (700.0, 600.0, 100.0)] {
        let month = &months(line, capacity)[0];
        assert!((month.sold - to_order - stock).abs() < 0.01, "{capacity}: {month:?}");
        assert!(month.waiting.abs() < 1e-9);
    }
    let months = months(line, 500.0);
    assert!((months[0].waiting - 100.0).abs() < 1e-6 && (months[1].waiting - 200.0).abs() < 1e-6);
    assert!((months[1].sold - 500.0).abs() < 1e-6);
}

#[test]
fn those_who_waited_were_served_later_and_the_days_to_fulfilment_say_so() {
    let outcome = |capacity: &str| {
        let text = one_line(&to_order(0.0))
            .replace("1e12", capacity)
            .replace("_cash = 1000", "_cash = 1e12");
        let mut days = 0.0;
        each_ledger(&load(&text), 0..1, |ledger: &Ledger| {
            let figure = shortrun::model::outcome::Figure::FulfilmentDays;
            days = ledger.outcome.figure(figure).expect("it sold");
        });
        days
    };
    assert!((outcome("1e12") - 7.0).abs() < 1e-9);
    // In each year 500 more wait each month, six times, and then 500 fewer: 18,000
    // unit-months of waiting over 12,000 units.
    assert!((outcome("1000") - (7.0 + 1.5 * DAYS)).abs() < 0.2, "{}", outcome("1000"));
}
