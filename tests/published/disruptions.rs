//! McKinsey Global Institute: what supply disruptions cost.
//!
//! Published: "companies can now expect supply chain disruptions lasting a month or longer to
//! occur every 3.7 years", and expected losses over ten years that average 42 % of one year's
//! EBITDA over all industries (*Risk, resilience, and rebalancing in global value chains*,
//! August 2020; the first sentence seen in its summary, the second as cited by
//! Consultancy.uk, 17 August, and Consulting.us, 20 August 2020). The years to come are
//! discounted there at a rate that was not seen; here they are not.
//!
//! Two readings. The shipped nearshore file takes its rates of disruption from the report and
//! a second dye house from its operator: what it makes of them comes first. The report's
//! own event, all production stopped for a month or two every 3.7 years ("a month to two
//! months' disruption of production": S. Lund, in GCC Business News, 2020), with nobody to turn
//! to, is held second.
//!
//! 30 to 55 %: a third on either side, as industries differ by more than that.

use super::{Row, Unit, hold};
use crate::support;

use support::{each_ledger, load_file, mean_and_error};

const FILE: &str = "tests/published/established.toml";
const PATHS: u64 = 400;

/// EBITDA of each path over ten years.
fn earned(changes: &[&str]) -> Vec<f64> {
    let mut all = Vec::new();
    each_ledger(&load_file(FILE, changes), 0..PATHS, |ledger| {
        assert_eq!(ledger.months.len(), 120, "nothing ends it");
        all.push(ledger.months.iter().map(|month| month.ebitda).sum());
    });
    all
}

const UNDISTURBED: [&str; 2] =
    ["supplier.dye house.disruptions_per_year=0", "supplier.packaging.disruptions_per_year=0"];

/// One supplier, without whom nothing is made and in whose place there is nobody.
const ALONE: [&str; 5] = [
    "supplier.packaging.disruptions_per_year=0",
    "supplier.dye house.output_share=1",
    "supplier.dye house.disruptions_per_year=0.27",
    "supplier.dye house.disruption_days={ dist = \"uniform\", min = 30, max = 61 }",
    "supplier.dye house.switch_days=1000",
];

/// What ten years lose, as a share of one year's EBITDA, on common draws.
fn lost(undisturbed: &[f64], changes: &[&str]) -> (f64, f64) {
    let year = 0.1 * mean_and_error(undisturbed).0;
    let disturbed = earned(changes);
    let losses = undisturbed.iter().zip(&disturbed).map(|(without, with)| (without - with) / year);
    mean_and_error(&losses.collect::<Vec<f64>>())
}

pub(super) fn rows() -> Vec<Row> {
    let undisturbed = earned(&UNDISTURBED);
    let row = |what, (model, error), misses| Row {
        what,
        by: "McKinsey Global Institute",
        published: "42%",
        band: (0.30, 0.55),
        model,
        error,
        unit: Unit::Percent,
        misses,
    };
    vec![
        row(
            "A year's EBITDA lost in ten, with a second source",
            lost(&undisturbed, &[]),
            Some(0.103),
        ),
        row("A year's EBITDA lost in ten, without one", lost(&undisturbed, &ALONE), None),
    ]
}

#[test]
fn disruptions_cost_what_was_published_where_nobody_stands_in() {
    hold(&rows());
}
