//! Options of `shortrun merge`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

/// Carry out a command on partial results that were made elsewhere
///
/// Does what the command after -- does, to the byte, from partial results of its paths that
/// `shortrun worker` made on any machine, in any order. Where some are lacking, it writes their
/// jobs to a file, nothing else, and ends with the code 75; with their answers in the folder it is
/// called again. For run, compare, screen, stress and breakeven.
#[derive(Args)]
pub(in crate::cli) struct MergeArgs {
    /// Folder with partial results: all its files are read, one partial result a line
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) partials: Option<PathBuf>,
    /// File for the jobs that are still to be done; without it, partial results that are lacking
    /// are an error
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) needs: Option<PathBuf>,
    /// Paths of a job; which paths are in which job hangs on this alone
    #[arg(long, default_value_t = 1_000_000, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(in crate::cli) shard_size: u64,
    /// The command with its options
    #[arg(last = true, required = true, value_name = "COMMAND")]
    pub(in crate::cli) command: Vec<OsString>,
}
