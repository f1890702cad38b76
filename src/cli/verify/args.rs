//! The arguments of `shortrun verify`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::common_args::Format;

/// Make saved results again and confirm every number and every picture
///
/// Runs again from the scenarios, the seed and the options that are stored in
/// the folder, and compares each file byte for byte, without writing anything.
/// Says which file differs, where, and with what values. Exit code 0: verified;
/// 1: something differs; 2: the folder holds no result that can be read.
#[derive(Args)]
pub(in crate::cli) struct VerifyArgs {
    /// Folder with the results of run, compare, stress or another command
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,
    /// Threads [default: one for each core]; never changes a result
    #[arg(short, long, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(in crate::cli) threads: Option<u64>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    /// Print nothing but errors; the exit code tells
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}
