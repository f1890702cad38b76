//! What comes back of a job, as one line of JSON.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::job::{Job, JobLine};
use crate::analysis::partial::tallied::Tallied;

/// What says of which paths of what a tally is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::cli) struct Head {
    /// Name of the job.
    pub(in crate::cli) id: String,
    /// The name of jobs like it, of any paths.
    pub(in crate::cli) kind: String,
    /// Version of the program.
    pub(in crate::cli) version: String,
    /// SHA-256 of the scenario.
    pub(in crate::cli) scenario: String,
    /// Seed of all random streams.
    pub(in crate::cli) seed: String,
    /// How paths are drawn.
    pub(in crate::cli) design: String,
    /// The first path.
    pub(in crate::cli) first: u64,
    /// The last path.
    pub(in crate::cli) last: u64,
}

/// A partial result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::cli) struct Answer {
    #[serde(flatten)]
    pub(in crate::cli) head: Head,
    /// What was tallied.
    pub(in crate::cli) tallied: Tallied,
}

/// The same without what was tallied, which is not kept.
#[derive(Deserialize)]
pub(in crate::cli) struct Glance {
    #[serde(flatten)]
    pub(in crate::cli) head: Head,
    #[serde(rename = "tallied")]
    _tallied: IgnoredAny,
}

impl Head {
    /// Of the answer to a job.
    pub(in crate::cli) fn of(JobLine { id, job }: &JobLine) -> Self {
        let Job { version, scenario, seed, design, first, last, .. } = job;
        Self {
            id: id.clone(),
            kind: job.kind(),
            version: version.clone(),
            scenario: scenario.sha256.clone(),
            seed: seed.clone(),
            design: design.clone(),
            first: *first,
            last: *last,
        }
    }
}
