//! What is drawn of the months and the flows of a run: they are too many to be saved, and this is
//! not.

use super::base_rates::peers;
use super::outcomes::Outcomes;
use super::plan_years::PlanYears;
use super::published_rates::Peers;
use super::runway::Runway;

/// What months and flows came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// Cash, and its end.
    pub runway: Runway,
    /// Whom the operator stands beside, which its first year tells.
    pub peers: Peers,
    /// The plan by year.
    pub years: PlanYears,
}

impl Followed {
    /// Of a run.
    pub fn of(outcomes: &Outcomes, horizon: usize) -> Self {
        Self::with(Runway::of(outcomes, horizon), outcomes, horizon)
    }

    /// Of a run whose runway is known already.
    pub fn with(runway: Runway, outcomes: &Outcomes, horizon: usize) -> Self {
        Self { runway, peers: peers(outcomes), years: PlanYears::of(outcomes, horizon) }
    }
}
