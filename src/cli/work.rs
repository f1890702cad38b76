//! What all simulation of a command is done with: threads, progress, Ctrl-C.

use super::progress::Progress;
use super::{Failure, stop};
use crate::engine::Stopped;
use crate::model::beyond::Beyond;

/// Threads, and one progress bar over all that is simulated on them.
pub(super) struct Work {
    pub(super) pool: rayon::ThreadPool,
    pub(super) progress: Progress,
}

impl Work {
    /// For so many paths in all, whatever they are simulated for; from here on
    /// Ctrl-C stops between two of them.
    pub(super) fn begin(wanted: u64, paths: u64, quiet: bool) -> Result<Self, Failure> {
        let pool = threads(wanted)?;
        stop::listen();
        Ok(Self { pool, progress: Progress::new(paths, quiet) })
    }
}

/// So many threads; 0: one for each core. The environment has no say in it, as
/// it would in a pool that is not told a number.
pub(super) fn threads(wanted: u64) -> Result<rayon::ThreadPool, Failure> {
    let number = if wanted == 0 { cores() } else { wanted as usize };
    rayon::ThreadPoolBuilder::new()
        .num_threads(number)
        .build()
        .map_err(|error| Failure::Failed(format!("cannot start {wanted} threads: {error}")))
}

/// How many cores there are; 1 where the system does not say.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What a run of a scenario, called `file`, comes to that has no result.
pub(super) fn without_result(file: &str) -> impl Fn(Stopped) -> Failure {
    move |why| match why {
        Stopped::Asked { .. } => stop::interrupted(),
        Stopped::Beyond(beyond) => beyond_bounds(file, &beyond),
    }
}

/// What a scenario comes to of which an amount left all bounds on a path.
pub(super) fn beyond_bounds(file: &str, beyond: &Beyond) -> Failure {
    Failure::misused(format!("{file}: {beyond}\nnothing was written"))
}
