//! How long the money of the round lasts, what is raised later, and what of that the investor
//! would have to pay to keep its share.

use super::estimate::Estimate;
use super::outcomes::{NEVER, Outcomes};
use super::repriced::Repriced;
use super::summary::sorted;
use super::yearly::YEAR_PERCENTILES;
use crate::model::outcome::Route;

/// What comes after the money of the round.
#[derive(Clone, Debug)]
pub struct LaterMoney {
    /// The month, counted from 1, by which a quarter, half and three quarters of the paths have
    /// sought new money or failed; infinite where fewer ever do.
    pub short_by: [Estimate; YEAR_PERCENTILES.len()],
    /// Share of paths in which later rounds close.
    pub raises: Estimate,
    /// Raised in them by the company, from all investors: mean over all paths.
    pub raised: Estimate,
    /// What the investor would pay into them if it took its share of each: its fully diluted
    /// share before the round, of what the round raises. Mean over all paths.
    pub reserve: Estimate,
    /// The same that nine of ten paths do not exceed.
    pub reserve_p90: Estimate,
}

impl LaterMoney {
    /// Of a run; none where the plan's own round cannot close, which no checked one is.
    pub fn of(outcomes: &Outcomes, deal: &Repriced<'_>) -> Option<Self> {
        let closed = deal.at(deal.deal().pre_money)?.with_pro_rata();
        let reserve = deal.each(&closed, |lived| lived.paid_into_later_rounds());
        let paths = outcomes.deals.all();
        let raised: Vec<f64> = paths.iter().map(|path| path.raised_later()).collect();
        let short: Vec<f64> = (0..outcomes.len()).map(|i| short(outcomes, i)).collect();
        let errors = outcomes.errors;
        let sorted_short = sorted(&short);
        Some(Self {
            short_by: YEAR_PERCENTILES.map(|p| known(errors.quantile(&short, &sorted_short, p))),
            raises: errors.share_where(raised.len(), |path| 0.0 < raised[path]),
            raised: errors.mean(&raised),
            reserve: errors.mean(&reserve),
            reserve_p90: errors.quantile(&reserve, &sorted(&reserve), 0.9),
        })
    }
}

/// The month in which a path first seeks new money or fails, counted from 1.
fn short(outcomes: &Outcomes, index: usize) -> f64 {
    let sought = Some(outcomes.first_round_tried[index]).filter(|month| *month != NEVER);
    let failed = (outcomes.route[index] == Route::Failure).then_some(outcomes.exit_month[index]);
    let first = sought.into_iter().chain(failed).min();
    first.map_or(f64::INFINITY, |month| f64::from(month) + 1.0)
}

/// What is beyond all months has no error.
fn known(month: Estimate) -> Estimate {
    let is_known = month.value.is_finite() && month.standard_error.is_finite();
    if is_known { month } else { Estimate { standard_error: f64::NAN, ..month } }
}
