//! Options of `shortrun compare`.

use crate::cli::common_args::{ChangeArgs, OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::compare::export::CompareExportArgs;
use crate::cli::like::LikeArgs;
use clap::Args;
use std::path::PathBuf;

/// Hold scenarios against the first one on the same draws
///
/// Path i meets the same luck in every scenario: what they share cancels in
/// their differences, and with it most of the simulation's error. All are
/// simulated with one seed and one number of paths. Writes compare.json, tables
/// as csv and charts to the output folder and prints the comparison.
#[derive(Args)]
pub(in crate::cli) struct CompareArgs {
    /// Scenario files (TOML), two to ten, one of them - for standard input; the others are held
    /// against the first
    #[arg(required = true, num_args = 2..=10, value_name = "FILE")]
    pub(in crate::cli) scenarios: Vec<PathBuf>,
    /// Charts to draw, separated by commas: compare, diff, exceed, kpi, unit; of each scenario
    /// bands, dots, hist, hist-irr, hist-npv, exits, failure, runway, plan, moic-irr, bridge, payout,
    /// on shared axes; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(in crate::cli) charts: Vec<String>,
    /// Besides, one picture with the charts of up to six scenarios, two in a row, for each of these
    /// kinds of chart of a scenario, separated by commas: bands,runway; or all
    #[arg(long, value_delimiter = ',', value_name = "KINDS")]
    pub(in crate::cli) panel: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) export: CompareExportArgs,
    #[command(flatten)]
    pub(in crate::cli) simulation: SimulationArgs,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
    #[command(flatten)]
    pub(in crate::cli) like: LikeArgs,
    #[command(flatten)]
    pub(in crate::cli) changes: ChangeArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
