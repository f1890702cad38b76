//! Options of `shortrun worker`.

use clap::Args;

/// Carry out jobs that another process writes: a part of a run that is split over machines
///
/// Reads jobs from standard input, one a line as `shortrun merge` writes them, and then a line
/// with the word end; answers each with a line on standard output. Ends at once when its input is
/// closed before that. Exit codes from 64 to 78 say that a job was refused, which no repetition
/// cures.
#[derive(Args)]
pub(in crate::cli) struct WorkerArgs {
    /// Threads [default: one for each core]; never changes a result
    #[arg(short, long, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(in crate::cli) threads: Option<u64>,
}
