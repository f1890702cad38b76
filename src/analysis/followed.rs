//! What is drawn of the months of a run: they are too many to be saved, and this is not.

use super::base_rates::peers;
use super::outcomes::Outcomes;
use super::published_rates::Peers;
use super::runway::Runway;

/// What the months of the panel came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// Cash, and its end.
    pub runway: Runway,
    /// Whom the operator stands beside, which its first year tells.
    pub peers: Peers,
}

impl Followed {
    /// Of a run.
    pub fn of(outcomes: &Outcomes, horizon: usize) -> Self {
        Self { runway: Runway::of(outcomes, horizon), peers: peers(outcomes) }
    }
}
