//! The arguments of `shortrun bridge`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::common_args::{ChangeArgs, OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;

/// Share out the difference between two scenarios among groups of assumptions
///
/// Every combination of groups, each as in one scenario or as in the other, is
/// simulated on the same draws. What a group contributes is the mean of what it
/// changes over all orders in which the groups could be changed: the
/// contributions add up to the difference and depend on no order. Writes
/// bridge.json, bridge.csv and a chart for each statistic.
#[derive(Args)]
pub(in crate::cli) struct BridgeArgs {
    /// Scenario files (TOML): from the first to the other
    #[arg(required = true, num_args = 2, value_names = ["FIRST", "OTHER"])]
    pub(in crate::cli) scenarios: Vec<PathBuf>,
    /// Another statistic to share out, as in p10_npv or p_moic_ge_3, besides mean_npv, mean_moic and
    /// p_loss; can be given several times
    #[arg(long, value_name = "STATISTIC")]
    pub(in crate::cli) stat: Vec<String>,
    /// Change groups together, by their names with commas between them: speed,unit-cost; can be
    /// given several times
    #[arg(long, value_name = "GROUPS")]
    pub(in crate::cli) join: Vec<String>,
    /// Groups at most; of more, those that do least are changed together. Each more doubles the time
    #[arg(long, default_value_t = 8, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=15))]
    pub(in crate::cli) groups: u64,
    /// Charts to draw: bridge; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(in crate::cli) charts: Vec<String>,
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
