//! The arguments of `shortrun replay`.

use clap::{Args, ValueEnum};

use crate::analysis::pick::By;
use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;

/// Tell one simulated path month by month: what was drawn, what happened, who got what
///
/// A path by its number, or the one at a percentile of the run. Writes
/// replay.json, ledger.csv (every line of the accounts by month), events.csv
/// and the chart to the output folder, and prints a digest. All numbers are
/// those of the path in the run, to the last digit.
#[derive(Args)]
pub(in crate::cli) struct ReplayArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// Which path: its number, or p1 to p99, median, worst, best among the paths of the run
    #[arg(long, default_value = "median", value_name = "PATH")]
    pub(in crate::cli) path: String,
    /// What puts the paths in order
    #[arg(long, value_enum, default_value_t = ByArg::Moic)]
    pub(in crate::cli) by: ByArg,
    /// Charts to draw: replay; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(in crate::cli) charts: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) simulation: SimulationArgs,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
    #[command(flatten)]
    pub(in crate::cli) like: LikeArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

/// What puts paths in order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ByArg {
    /// Multiple of invested capital
    Moic,
    /// Net present value at the hurdle rate
    Npv,
    /// Internal rate of return
    Irr,
}

impl ByArg {
    pub(in crate::cli) fn by(self) -> By {
        match self {
            Self::Moic => By::Moic,
            Self::Npv => By::Npv,
            Self::Irr => By::Irr,
        }
    }
}
