//! Options of `shortrun check`.

use crate::cli::common_args::{ChangeArgs, TableFormat};
use clap::Args;
use std::path::PathBuf;

/// Read scenarios, report what is wrong or doubtful, and show what they assume
///
/// Simulates nothing, unless it is asked to weigh the defaults. Each figure is shown with the percentiles of its
/// distribution, its source and its grade. The exit code is 2 if any file has
/// an error; all files are reported.
#[derive(Args)]
pub(in crate::cli) struct CheckArgs {
    /// Scenario files (TOML); - reads one from standard input
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) scenarios: Vec<PathBuf>,
    /// Also show the figures that the file leaves at their default
    #[arg(short, long)]
    pub(in crate::cli) all: bool,
    /// Weigh the figures that the file leaves at their default, the heaviest first: how far mean NPV
    /// would move with each of them at a usual value instead (1,000 paths each)
    #[arg(long, conflicts_with = "resolved")]
    pub(in crate::cli) weigh: bool,
    /// Print the scenario as it is run, with what it extends and all changes, instead of the table
    #[arg(long, conflicts_with_all = ["all", "format"])]
    pub(in crate::cli) resolved: bool,
    /// How the assumptions are printed; json and csv hold all of them, uncut
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(in crate::cli) format: TableFormat,
    /// Draw the uncertain assumptions on sheets (PNG and SVG, with their
    /// numbers as csv and a text description)
    #[arg(long)]
    pub(in crate::cli) charts: bool,
    /// Folder for the sheets; with several files, a folder in it for each
    /// [default: output/<name of the scenario file>]
    #[arg(short, long, value_name = "DIR", requires = "charts")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
    #[command(flatten)]
    pub(in crate::cli) changes: ChangeArgs,
}
