//! Four real deals, each written as it stood on its day (`tests/deals/`), held to what became of them. What the files
//! know and guess, and what the program says of them, is in `docs/real-deals.md`.
//!
//! Three companies failed. Nobody could have known, so the test is not that the program foresees it, but that it does not
//! rule it out: at least one future in twenty has ended so by the month in which the company really did.

mod page;

use std::sync::OnceLock;

use crate::support;

use shortrun::analysis::evaluate::Sample;
use shortrun::analysis::grammar::statistic;
use shortrun::analysis::outcomes::Outcomes;
use shortrun::analysis::statistic::Rates;
use shortrun::model::outcome::Route;
use support::{load_file, outcomes};

const PATHS: u64 = 4_000;

/// A deal, simulated with the seed of its file, which is read without a problem or a warning.
struct Deal {
    run: Outcomes,
    routes: Vec<String>,
    rates: Rates,
}

impl Deal {
    fn of(name: &str) -> Self {
        let scenario = load_file(&format!("tests/deals/{name}.toml"), &[]);
        let terms = &scenario.operator.terms.deal;
        let fact = |input| scenario.assumptions.known(input).expect("a fact");
        Self {
            run: outcomes(&scenario, 0..PATHS, 2),
            routes: scenario.operator.routes.iter().map(|(name, _)| name.clone()).collect(),
            rates: Rates { hurdle: fact(terms.hurdle_rate), target: fact(terms.target_irr) },
        }
    }

    /// A statistic by its name, and its standard error.
    fn says(&self, text: &str) -> (f64, f64) {
        let sample = Sample { outcomes: &self.run, rates: self.rates, route_names: &self.routes };
        let found = statistic(text, &self.routes).expect(text).evaluate(&sample).estimate;
        (found.value, found.standard_error)
    }

    fn value(&self, text: &str) -> f64 {
        self.says(text).0
    }
}

/// Simulated once for all tests.
macro_rules! deal {
    ($name:ident, $file:literal) => {
        fn $name() -> &'static Deal {
            static DEAL: OnceLock<Deal> = OnceLock::new();
            DEAL.get_or_init(|| Deal::of($file))
        }
    };
}
deal!(fast_radius, "fast-radius");
deal!(arrival, "arrival");
deal!(maple, "maple");
deal!(freshly, "freshly");

/// The failed deals, and the month after the closing in which they failed, counted from 1.
fn failures() -> [(&'static str, &'static Deal, u32); 3] {
    [
        // Closed on 4 February 2022; petition under Chapter 11 on 7 November 2022 (8-K of 4 November 2022).
        ("Fast Radius", fast_radius(), 10),
        // Closed on 24 March 2021 (20-F 2020); administrators on 5 February 2024 (TechCrunch of that day).
        ("Arrival", arrival(), 35),
        // Series A announced in mid-March 2015; closed for good on 8 May 2017 (Nation's Restaurant News).
        ("Maple", maple(), 26),
    ]
}

#[test]
fn one_future_in_twenty_has_failed_by_the_month_of_the_real_failure() {
    for (name, deal, month) in failures() {
        let (share, error) = deal.says(&format!("p_failed_by_{month}"));
        // Not by the luck of the seed: by three of its errors.
        assert!(0.05 + 3.0 * error <= share, "{name}: {share} ± {error} by month {month}");
        assert!(share < 0.9, "{name}: a failure that was certain needs no simulation: {share}");
    }
}

#[test]
fn deals_that_failed_are_no_bargains_and_no_certain_losses() {
    for (name, deal, _) in failures() {
        let loss = deal.value("p_loss");
        assert!((0.5..1.0).contains(&loss), "{name}: chance of loss {loss}");
        let (moic, error) = deal.says("mean_moic");
        assert!(0.0 < moic && moic + 3.0 * error < 1.0, "{name}: mean MOIC {moic} ± {error}");
        let target = deal.value("p_irr_ge_target");
        assert!(target < 0.05, "{name}: {target} reach what a success must earn");
    }
}

/// In the failures shareholders came after lenders who were not paid in full: Fast Radius sold its business for $13.3m
/// (docket 172 of its case) and owed its bank $27m (10-Q to September 2022); Maple had some $10m of debt (Quartz, 8 May
/// 2017). Nothing is known to have come back in any of the three.
#[test]
fn what_investors_really_got_lies_among_the_futures() {
    for (name, deal, _) in failures() {
        // The recovery of a path is in proportion to its plant, so that it is seldom exactly nothing.
        assert!(deal.value("p5_moic") < 0.01, "{name}: {}", deal.value("p5_moic"));
        let nearly = deal.value("p_near_total_loss");
        assert!(0.3 < nearly, "{name}: {nearly} lose nearly everything, as its investors did");
    }
}

/// Nestlé bought the rest of Freshly on 30 October 2020 for a company value of $950m, and up to $550m more by its
/// growth (Bloomberg of that day). At the price that the file takes, $481m after the round, its investors had
/// 950/481 times their money at the closing; what of the rest was paid is not known.
#[test]
fn the_deal_that_ended_well_reaches_what_its_investors_got() {
    let deal = freshly();
    let real = 950.0 / 481.0;
    let (low, high) = (deal.value("p5_moic"), deal.value("p95_moic"));
    assert!(low < real && real < high, "{real} is not from {low} to {high}");
    assert!(
        0.05 < deal.value(&format!("p_moic_ge_{real:.3}")),
        "not even one in twenty does as well"
    );
    // Forty months after the closing, by a sale.
    let sold = |path: &usize| {
        matches!(deal.run.route[*path], Route::Sale(_)) && deal.run.exit_month[*path] < 41
    };
    let share = (0..deal.run.len()).filter(sold).count() as f64 / deal.run.len() as f64;
    assert!(0.05 < share, "{share} are sold by then");
}

#[test]
fn the_deal_that_ended_well_looked_better_on_its_day_than_each_that_failed() {
    let good = freshly();
    for (name, deal, _) in failures() {
        for worse in ["p_loss", "p_near_total_loss", "p_failure"] {
            assert!(good.value(worse) + 0.2 < deal.value(worse), "{name}: {worse}");
        }
        assert!(2.0 * deal.value("mean_moic") < good.value("mean_moic"), "{name}");
    }
}
