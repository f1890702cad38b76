//! What the charts draw: plain records, filled from a run's results.

use crate::analysis::base_rates::BaseRateComparisons;
use crate::analysis::closing_stack::ClosingStack;
use crate::analysis::errors::Errors;
use crate::analysis::estimate::Estimate;
use crate::analysis::failures::Failures;
use crate::analysis::plan_years::PlanYears;
use crate::analysis::runway::Runway;
use crate::analysis::summary::PERCENTILES;
use crate::output::chart::{Provenance, is_money_back, share_of};

pub use crate::analysis::endings::{Ending, Routes};

/// Percentiles of one measure at each of [`PERCENTILES`].
pub type Percentiles = [Estimate; PERCENTILES.len()];

/// Returns of all paths, and their statistics, which charts print as they are.
#[derive(Clone, Copy, Debug)]
pub struct Returns<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// Distributions over contributions, in path order.
    pub moic: &'a [f64],
    /// Yearly internal rate of return, in path order; -1 for a total loss.
    pub irr: &'a [f64],
    /// Net present value at the hurdle rate, in path order.
    pub npv: &'a [f64],
    /// What the investor pays at time 0.
    pub cheque: f64,
    /// How errors are found.
    pub errors: Errors,
    /// Mean MOIC.
    pub mean_moic: Estimate,
    /// Mean NPV.
    pub mean_npv: Estimate,
    /// P(MOIC < 1).
    pub loss: Estimate,
    /// P(MOIC = 0).
    pub total_loss: Estimate,
    /// P(IRR >= what a success must earn).
    pub reaches_target: Estimate,
    /// Percentiles of MOIC.
    pub moic_percentiles: &'a Percentiles,
    /// Percentiles of IRR.
    pub irr_percentiles: &'a Percentiles,
    /// Percentiles of NPV.
    pub npv_percentiles: &'a Percentiles,
    /// Share of the mean MOIC that the best 1 % of paths carry.
    pub top_1_percent_share: f64,
    /// Whether the tail is so heavy that standard errors of means are too small.
    pub heavy_tail: bool,
    /// How and when each path ended, in path order.
    pub endings: &'a [(Ending, u16)],
    /// The most that the investor pays in on any path.
    pub most_paid_in: f64,
}

/// Where more paths than this end at the horizon, pictures tell their value from what was paid.
const MANY: f64 = 0.1;

impl Returns<'_> {
    /// Share of the paths that a rule values at the horizon, where it is more than a few.
    pub(in crate::output) fn by_rule(&self) -> Option<f64> {
        let all = self.endings.len().max(1) as f64;
        let open = self.endings.iter().filter(|(ending, _)| *ending == Ending::Operating).count();
        Some(open as f64 / all).filter(|share| MANY < *share)
    }

    /// Whether a rule values a path at the horizon.
    pub(in crate::output) fn is_by_rule(&self, path: usize) -> bool {
        self.endings.get(path).is_some_and(|(ending, _)| *ending == Ending::Operating)
    }

    /// Share of the paths that return just the capital.
    pub(in crate::output) fn money_back(&self) -> f64 {
        share_of(self.moic, is_money_back)
    }
}

/// How and when every path ended.
#[derive(Clone, Copy, Debug)]
pub struct Endings<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// The ending of each path and its month, counted from 0.
    pub endings: &'a [(Ending, u16)],
    /// By which route, and with which multiple.
    pub routes: Routes<'a>,
    /// Names of the routes by which a path may be sold.
    pub route_names: &'a [String],
    /// Months simulated at most.
    pub horizon_months: usize,
    /// How paths that still operate at the horizon are valued, in words.
    pub horizon_rule: &'a str,
}

/// Cash by month, and how many paths have failed.
#[derive(Clone, Copy, Debug)]
pub struct RunwayOf<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// What is drawn of it.
    pub runway: &'a Runway,
    /// How and when each path ended.
    pub endings: &'a [(Ending, u16)],
}

/// Failures by year, and what is published of others like it.
#[derive(Clone, Debug)]
pub struct FailuresOf<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// How many paths have failed by when.
    pub failures: Failures,
    /// The run beside what became of others.
    pub beside: BaseRateComparisons,
}

/// The plan by year.
#[derive(Clone, Copy, Debug)]
pub struct PlanOf<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// What is drawn of it.
    pub plan: &'a PlanYears,
    /// Months simulated at most.
    pub horizon_months: usize,
    /// Share of the paths that a rule values at the horizon.
    pub by_rule: f64,
}

/// Who gets what of each price, and the prices of simulated sales.
#[derive(Clone, Debug)]
pub struct PayoutOf<'a> {
    /// The run.
    pub provenance: &'a Provenance,
    /// Who gets what right after the closing.
    pub closing: &'a ClosingStack,
    /// What holders get at each path that is sold, and the debt of today.
    pub sales: Vec<f64>,
    /// What the investor pays at time 0.
    pub cheque: f64,
    /// Value of all shares and options right after the round.
    pub post_money: f64,
}

/// Index of probability `percent` / 100 in [`PERCENTILES`].
pub(in crate::output) fn percentile(percentiles: &Percentiles, percent: u32) -> Estimate {
    let at = PERCENTILES.iter().position(|p| (100.0 * p - f64::from(percent)).abs() < 1e-9);
    percentiles[at.expect("a reported percentile")]
}
