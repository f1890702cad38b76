//! Zara: what the same stock sells if part of it is held back until first sales are seen.
//!
//! Published: J. Gallien, A. J. Mersereau, A. Garro, A. Dapena Mora and M. Nóvoa Vidal,
//! "Initial Shipment Decisions for New Products at Zara", *Operations Research* 63(2), 2015:
//! about 2 % more sales and about 4 % fewer unsold units at the end of the season, of 34
//! articles; F. Caro and J. Gallien, "Inventory Management of a Fast-Fashion Retail Network",
//! *Operations Research* 58(2), 2010: 3 to 4 % more sales from allocating the stock among
//! stores (abstracts, seen).
//!
//! The model has no stores. Its nearest decision is where a fixed stock goes among many
//! cells (an article in a store) that are told apart by news: what is held back goes where
//! the forecast has risen, up to one level for all. Uncertainty is that of the shipped
//! apparel files (0.85 a root year, 0.25 that shows only in the sale) over a season of 120
//! days, of which 30 are read before the rest is sent. Stock is such that 26 % of it is
//! unsold: clearance is 15 % of Zara's revenue (as cited by the same authors' work on clearance
//! pricing, *Operations Research* 60(6), 2012), at about half of the price. How much Zara held
//! back is not in the abstracts: a fifth here, all of it for the allocation of the whole
//! stock; a tenth to a half sells 2.0 to 2.8 % more.
//!
//! The trials were small ("approximately"), hence a point on either side of 2 %, and two of 4 %.

use super::{Row, Unit, hold};

use shortrun::model::newsvendor::{UnitValues, open_log_sd};
use shortrun::model::reactive::TwoOrders;
use shortrun::sampling::normal::normal_density;

const SEASON_DAYS: f64 = 120.0;
const READ_DAYS: f64 = 30.0;
const VOLATILITY: f64 = 0.85;
const FLOOR: f64 = 0.25;
const UNSOLD: f64 = 0.26;

/// Cells with mean demand 1, in which nothing but units counts.
fn cells(read_days: f64) -> TwoOrders {
    TwoOrders {
        values: UnitValues { sold: 1.0, left: 0.0 },
        base_cost: 0.0,
        top_up_cost: 0.0,
        update_log_sd: VOLATILITY * (read_days / 365.0).sqrt(),
        open_log_sd: open_log_sd(FLOOR, VOLATILITY, SEASON_DAYS - read_days),
    }
}

/// Mean over cells of units sent later and of units sold, if every cell begins with `base`
/// and is filled up to `target` times its forecast.
fn sent_and_sold(cells: &TwoOrders, base: f64, target: f64) -> (f64, f64) {
    let steps = 2_000;
    let (mut sent, mut sold) = (0.0, 0.0);
    for i in 0..steps {
        let z = -8.0 + (f64::from(i) + 0.5) * 16.0 / f64::from(steps);
        let weight = normal_density(z) * 16.0 / f64::from(steps);
        let outcome = cells.after_update(base, target, z);
        sent += weight * outcome.top_up;
        sold += weight * outcome.profit;
    }
    (sent, sold)
}

/// Where a rising function reaches `wanted`, between 0 and 20.
fn reached(function: impl Fn(f64) -> f64, wanted: f64) -> f64 {
    let (mut low, mut high) = (0.0, 20.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if function(middle) < wanted { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Stock for each unit of mean demand, and what is sold of it, with all of it sent at once.
fn sent_at_once() -> (f64, f64) {
    let cells = cells(READ_DAYS);
    let sold = |stock: f64| sent_and_sold(&cells, stock, 0.0).1;
    let stock = reached(|stock| 1.0 - sold(stock) / stock.max(1e-9), UNSOLD);
    (stock, sold(stock))
}

/// Sales and unsold units against those of sending all at once, with a share held back.
fn with_held_back(share: f64) -> (f64, f64) {
    let (stock, sold_at_once) = sent_at_once();
    let (cells, base) = (cells(READ_DAYS), (1.0 - share) * stock);
    let target = reached(|target| sent_and_sold(&cells, base, target).0, share * stock);
    let (sent, sold) = sent_and_sold(&cells, base, target);
    assert!((base + sent - stock).abs() < 1e-6, "the stock is the same: {base} {sent} {stock}");
    (sold / sold_at_once - 1.0, (stock - sold) / (stock - sold_at_once) - 1.0)
}

pub(super) fn rows() -> Vec<Row> {
    let row = |what, by, published, band, model, misses| Row {
        what,
        by,
        published,
        band,
        model,
        error: 0.0,
        unit: Unit::Percent,
        misses,
    };
    let (sales, unsold) = with_held_back(0.2);
    let (allocated, _) = with_held_back(1.0);
    let (later, first) = ("Gallien and others", "Caro and Gallien");
    vec![
        row("Sales, a part held back", later, "+2%", (0.01, 0.03), sales, None),
        row(
            "Unsold units, a part held back",
            later,
            "−4%",
            (-0.06, -0.02),
            unsold,
            Some(-0.071_66),
        ),
        row(
            "Sales, all allocated by news",
            first,
            "+3% to +4%",
            (0.03, 0.04),
            allocated,
            Some(0.027_63),
        ),
    ]
}

#[test]
fn stock_that_is_held_back_sells_more_by_about_what_was_found() {
    hold(&rows());
}
