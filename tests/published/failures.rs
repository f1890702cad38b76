//! When young firms with venture money fail, and whether they raise again.
//!
//! Published: firms with venture money fail less in their first four years than others, and
//! more after; almost a third within ten years, where half of the others have failed by the
//! fifth (M. Puri and R. Zarutskie, *Journal of Finance* 67(6), 2012: abstract seen, table VI
//! as the blog *Updated Priors* reads it, 12 December 2012). Of 906 UK companies that
//! raised equity in 2011, 13 % were dead after five years, of all 1,545 19 % after eight, of
//! those at seed stage a quarter (Beauhurst, *The Deal*, 2017, and 2019). Of 2,464 US
//! startups of 2018 that raised a priced seed round, at least 33 % had closed by January
//! 2025: 2,707 of all 4,369, less all 1,905 without one (Carta, in Duet Partners, 2025). Of
//! 22,004 companies with venture money from 1987 to 2008, 34 % had died or gone without
//! money for five years (Hall and Woodward, as cited by *80,000 Hours*, 2014).
//!
//! The bands by year are built on these, and not published as such: makers of goods with
//! young sites stand nearer to the US seed cohort of 2018 than to the UK's of 2011. The
//! widest is 12 points, since the sources differ by more.
//!
//! Later rounds, published: 40 to 50 % and more of the startups that raised a Series A from
//! 2018 to 2020 raised a Series B within four years (Carta, 10,755 startups, in SaaStr,
//! 2025); 40, 46 and 54 % of three cohorts of seed deals raised a second round at any time
//! (CB Insights, 2015 to 2017). The band, 35 to 55 %, has both.

use super::young::{portfolio, share};
use super::{Row, hold};

/// What is compared, years, as published, and the band.
const FAILED: [(&str, usize, &str, (f64, f64)); 5] = [
    ("Failed within 1 year", 1, "3 to 6% *", (0.03, 0.06)),
    ("Failed within 2 years", 2, "8 to 14% *", (0.08, 0.14)),
    ("Failed within 3 years", 3, "15 to 25% *", (0.15, 0.25)),
    ("Failed within 5 years", 5, "30 to 42% *; 13% in the UK", (0.30, 0.42)),
    ("Failed within 7 years", 7, "40 to 50% *; at least 33% by Carta", (0.40, 0.50)),
];

pub(super) fn rows() -> Vec<Row> {
    let all = portfolio();
    let by = "Firms with venture money";
    let row = |what, published, band, found, misses| {
        Row::of_share((what, by), published, band, found, misses)
    };
    let within = |years: usize| move |month: &Option<usize>| month.is_some_and(|t| t < 12 * years);
    let failed = |(what, years, published, band)| {
        row(what, published, band, share(&all.failed, within(years)), None)
    };
    let mut rows: Vec<Row> = FAILED.into_iter().map(failed).collect();
    let raised = share(&all.raised, within(4));
    rows.push(row("Raised again within 4 years", "40 to 55%", (0.35, 0.55), raised, Some(0.3048)));
    rows
}

#[test]
fn young_operators_fail_and_raise_as_often_as_firms_with_venture_money() {
    hold(&rows());
}
