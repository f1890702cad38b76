//! Cachon and Terwiesch, *Matching Supply with Demand*: the lognormal newsvendor of
//! Flextrola, the table of mismatch cost, and the reactive capacity of the Hammer 3/2
//! wetsuit. Seen as the figures that a public implementation of the book's chapters prints
//! (NewsvendorModel.jl) and on the book's slides.
//!
//! These are arithmetic, so they are held to the last printed digit, but for whole units,
//! to which the book rounds its orders; what is simulated is held to four standard errors.

use super::{Row, Unit, hold};
use crate::support;

use shortrun::model::ledger::Month;
use shortrun::model::newsvendor::{UnitValues, log_sd_of_cv};
use shortrun::sampling::normal::{normal_cdf, normal_density, normal_quantile};
use support::{each_ledger, load, mean_and_error, one_line};

const FLEXTROLA: UnitValues = UnitValues { sold: 121.0, left: 50.0 };
const FLEXTROLA_COST: f64 = 72.0;

/// Flextrola with lognormal demand: mean 1000, sd 600, price 121, cost 72, salvage 50.
#[test]
fn the_closed_form_reproduces_the_published_flextrola_row() {
    let s = log_sd_of_cv(0.6);
    assert!((s - 0.554_513).abs() < 5e-7);
    assert!((libm::log(1000.0) - 0.5 * s * s - 6.754_013).abs() < 5e-7);
    // The book orders whole units: 1129, where the closed form is flat.
    let best = FLEXTROLA.best(1000.0, s, FLEXTROLA_COST);
    assert!((best.order - 1129.0).abs() < 0.5, "{}", best.order);
    assert!((best.sold - 826.60).abs() < 0.12, "{}", best.sold);
    assert!((best.lost - 173.40).abs() < 0.12);
    assert!((best.left - 302.40).abs() < 0.5);
}

/// Mismatch cost in percent of maximum profit, for normal demand: CV x phi(z) / critical
/// ratio. It holds our quantile function to the same 42 printed cells. The largest
/// distance from one, in percentage points.
fn furthest_cell() -> f64 {
    let cvs = [0.10, 0.25, 0.40, 0.55, 0.70, 0.85, 1.00];
    let rows: [(f64, [i32; 7]); 6] = [
        (0.4, [10, 24, 39, 53, 68, 82, 97]),
        (0.5, [8, 20, 32, 44, 56, 68, 80]),
        (0.6, [6, 16, 26, 35, 45, 55, 64]),
        (0.7, [5, 12, 20, 27, 35, 42, 50]),
        (0.8, [3, 9, 14, 19, 24, 30, 35]),
        (0.9, [2, 5, 8, 11, 14, 17, 19]),
    ];
    let mut furthest = 0.0_f64;
    for (ratio, cells) in rows {
        for (cv, cell) in cvs.into_iter().zip(cells) {
            let z = normal_quantile(ratio);
            let percent = 100.0 * cv * normal_density(z) / ratio;
            furthest = furthest.max((percent - f64::from(cell)).abs());
        }
    }
    furthest
}

/// The Hammer 3/2 with a second order at 132 after demand is known; demand normal with
/// mean 3192 and standard deviation 1181, price 190, cost 110, salvage 90. Units of the
/// second order, and profit.
fn hammer() -> (f64, f64) {
    let (price, cost, top_up, salvage) = (190.0, 110.0, 132.0, 90.0);
    let (mean, sd) = (3192.0, 1181.0);
    // Without top-up beyond demand, the first order is a newsvendor's that
    // saves `top_up - cost` on a unit that is sold.
    let values = UnitValues { sold: top_up, left: salvage };
    let ratio = values.critical_ratio(cost);
    assert!((ratio - 0.5238).abs() < 5e-5, "{ratio}");
    // The book rounds the order up to a whole unit.
    let order = (mean + sd * normal_quantile(ratio)).ceil();
    assert!((order - 3263.0).abs() < 1e-9, "{order}");
    let z = (order - mean) / sd;
    let second = sd * (normal_density(z) - z * normal_cdf(-z));
    let left = order - mean + second;
    (second, price * mean + salvage * left - cost * order - top_up * second)
}

/// Profit of a season of Flextrola's, with its error, by the products step of the model: a
/// season of one month, a twentieth of what is open of demand common to the line, the rest
/// averaged over its SKUs.
fn simulated() -> (f64, f64) {
    let UnitValues { sold, left } = FLEXTROLA;
    let exposed_days = 40.0 + 0.5 * 40.0;
    let volatility = log_sd_of_cv(0.6) * (365.0_f64 / exposed_days).sqrt();
    let line = format!(
        "price = {sold}\nmaterial_cost = {FLEXTROLA_COST}\nmarkdown_depth = {}\n\
         units_per_site_month = 1000\nbatch_units = 1e12\nlead_time_days = 40\n\
         season_days = 40\nforecast_volatility = {volatility}\ncommon_share = 0.05\n",
        1.0 - left / sold
    );
    let mut profits = Vec::new();
    each_ledger(&load(&one_line(&line)), 0..400, |ledger| {
        // Months of a path share their news: each path is one observation.
        let profit = |month: &Month| month.line_revenue - month.line_cost;
        let months = &ledger.months;
        profits.push(months.iter().map(profit).sum::<f64>() / months.len() as f64);
    });
    mean_and_error(&profits)
}

pub(super) fn rows() -> Vec<Row> {
    let by = "Cachon and Terwiesch";
    let closed = FLEXTROLA.best(1000.0, log_sd_of_cv(0.6), FLEXTROLA_COST).profit;
    let (second, profit) = hammer();
    let (mean, error) = simulated();
    let row = |what, published, band, model| Row {
        what,
        by,
        published,
        band,
        model,
        error: 0.0,
        unit: Unit::Number(2),
        misses: None,
    };
    let around = |value: f64, off: f64| (value - off, value + off);
    vec![
        row("Flextrola, profit, closed form", "33,850.63", around(33_850.63, 0.01), closed),
        Row {
            error,
            ..row("Flextrola, profit, simulated", "33,850.63", around(33_850.63, 4.0 * error), mean)
        },
        row("Hammer 3/2, units of the second order", "436.50", around(436.502_003, 1e-6), second),
        row("Hammer 3/2, profit with it", "235,606.92", around(235_606.915_9, 1e-4), profit),
        row(
            "Mismatch cost, furthest of 42 cells, in points",
            "0, rounded to whole points",
            (0.0, 0.51),
            furthest_cell(),
        ),
    ]
}

#[test]
fn the_book_s_figures_are_reproduced() {
    hold(&rows());
}
