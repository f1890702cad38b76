//! H&M and Inditex: what nearness does to gross margin and stock.
//!
//! Published, of 2024: gross margin 53.4 % and 57.8 % of sales, a gap of 4.4 points (H&M,
//! full-year report of 30 January 2025; Inditex, results of 12 March 2025; both seen).
//! H&M's stock of SEK 40,348 m is 135 days of its cost of goods of SEK 109,179 m. Inditex's
//! stock at the year's end was not seen; it is said to turn 5.5 times a year against H&M's 3
//! (Retail to See, of 2025: a ratio of days of 0.55), and half as fast again (Ada Insights,
//! of 2023: 0.67).
//!
//! The far retailer is set to H&M's figures; what is held is what nearness alone changes: a
//! lead time of 35 days in place of 120, and batches of 100 in place of 1,000, at the same
//! unit cost and chance of being in stock. Inditex has about half of its goods made close by
//! (45 % from Asia, 50 % from Europe and Africa: F. Caro, 2012, of 2010), so a retailer that
//! is half near stands beside it, too.
//!
//! The gap: 3 to 6 points, as two companies differ in more than lead time. The ratio: 0.55
//! to 0.70, as published.

use super::{Row, Unit, hold};
use crate::support;

use shortrun::analysis::outcomes::Outcomes;
use shortrun::model::outcome::Figure;
use support::{load_file, mean_and_error, outcomes};

const PATHS: u64 = 600;

fn run(changes: &[&str]) -> Outcomes {
    outcomes(&load_file("tests/published/retailer.toml", changes), 0..PATHS, 1)
}

const NEAR: [&str; 2] = ["product.fashion.lead_time_days=35", "product.fashion.batch_units=100"];

pub(super) fn rows() -> Vec<Row> {
    let (far, near) = (run(&[]), run(&NEAR));
    let mean = |all: &Outcomes, figure: Figure| mean_and_error(all.figure(figure));
    let (margin, days) = (Figure::GrossMarginShare, Figure::InventoryDays);
    // On common draws, path by path; both lines sell alike, so that half of each has the
    // mean of their margins and of their stocks.
    let gaps = far.figure(margin).iter().zip(near.figure(margin)).map(|(far, near)| near - far);
    let (gap, gap_error) = mean_and_error(&gaps.collect::<Vec<f64>>());
    let ratios = far.figure(days).iter().zip(near.figure(days)).map(|(far, near)| near / far);
    let (ratio, ratio_error) = mean_and_error(&ratios.collect::<Vec<f64>>());
    let row = |what, published, band, (model, error), unit, misses| Row {
        what,
        by: "H&M and Inditex",
        published,
        band,
        model,
        error,
        unit,
        misses,
    };
    let (points, number) = (Unit::Points, Unit::Number(2));
    let (four, turns) = ("4.4 points", "0.55 to 0.67");
    vec![
        row("Gross margin, far", "53.4%", (0.529, 0.539), mean(&far, margin), Unit::Percent, None),
        row("Days of stock, far", "135", (128.0, 142.0), mean(&far, days), Unit::Number(0), None),
        row("Gross margin, near less far", four, (0.03, 0.06), (gap, gap_error), points, None),
        row(
            "Days of stock, near over far",
            turns,
            (0.55, 0.70),
            (ratio, ratio_error),
            number,
            Some(0.2877),
        ),
        row(
            "Gross margin, half near less far",
            four,
            (0.03, 0.06),
            (0.5 * gap, 0.5 * gap_error),
            points,
            Some(0.0233),
        ),
        row(
            "Days of stock, half near over far",
            turns,
            (0.55, 0.70),
            (0.5 * (1.0 + ratio), 0.5 * ratio_error),
            number,
            None,
        ),
    ]
}

#[test]
fn nearness_raises_gross_margin_and_thins_stock_as_between_two_retailers() {
    hold(&rows());
}
