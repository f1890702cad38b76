//! One path by the year: sums and means over twelve months, or over fewer in
//! its last year.

use crate::model::ledger::Month;
use crate::model::simulator::Replay;

/// A year of one path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Year {
    /// Months lived in it.
    pub months: usize,
    /// Revenue.
    pub revenue: f64,
    /// Contribution.
    pub contribution: f64,
    /// EBITDA.
    pub ebitda: f64,
    /// Interest and tax.
    pub interest_and_tax: f64,
    /// Capital expenditure.
    pub capex: f64,
    /// Change in net working capital.
    pub working_capital_change: f64,
    /// Debt repaid.
    pub debt_repaid: f64,
    /// Raised in later rounds.
    pub funding: f64,
    /// Cash at its end.
    pub cash: f64,
    /// Open sites at its end.
    pub sites_open: f64,
    /// Mean share of capacity that supply and permits left.
    pub availability: f64,
    /// Lost sales over demand; NaN without demand.
    pub lost_sales_rate: f64,
    /// Full-price value that markdowns gave up, over all that was made, as a
    /// mean of the months weighted by units made; NaN where nothing was made.
    pub markdown_rate: f64,
    /// Pop-up events held.
    pub popups_held: f64,
}

/// The years of a path.
pub fn years(replay: &Replay) -> Vec<Year> {
    let details = replay.record.months.chunks(12);
    let held = details.map(|year| year.iter().map(|month| month.popups_held).sum());
    let years = replay.ledger.months.chunks(12).zip(held);
    years.map(|(months, popups_held)| year(months, popups_held)).collect()
}

fn year(months: &[Month], popups_held: f64) -> Year {
    let sum = |of: fn(&Month) -> f64| months.iter().map(of).sum::<f64>();
    let last = months.last().copied().unwrap_or_default();
    let (made, demand) = (sum(|month| month.made), sum(|month| month.demand));
    let given_up: f64 = months
        .iter()
        .filter(|month| !month.markdown_rate.is_nan())
        .map(|month| month.markdown_rate * month.made)
        .sum();
    let share = |part: f64, base: f64| if 0.0 < base { part / base } else { f64::NAN };
    Year {
        months: months.len(),
        revenue: sum(|month| month.revenue),
        contribution: sum(|month| month.contribution),
        ebitda: sum(|month| month.ebitda),
        interest_and_tax: sum(|month| month.interest) + sum(|month| month.tax),
        capex: sum(|month| month.capex),
        working_capital_change: sum(|month| month.working_capital_change),
        debt_repaid: sum(|month| month.debt_repaid),
        funding: sum(|month| month.funding),
        cash: last.cash,
        sites_open: last.sites_open,
        availability: sum(|month| month.availability) / months.len() as f64,
        lost_sales_rate: share(sum(|month| month.lost), demand),
        markdown_rate: share(given_up, made),
        popups_held,
    }
}
