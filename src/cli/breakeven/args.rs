//! The arguments of `shortrun breakeven`.
use crate::cli::common_args::number;

use clap::Args;

use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;

/// Find the value of one assumption at which a target is just met
///
/// A statistic is simulated at values over a range, on the same draws at each,
/// and the place where the target ceases to be met is searched between them,
/// with its 95% interval. Several targets give the walk-away value: the
/// tightest of their answers. Writes breakeven.json, breakeven.csv and a chart
/// of each target.
#[derive(Args)]
pub(in crate::cli) struct BreakevenArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// The number to vary, by its dotted path: investment.pre_money, product.core.price
    #[arg(long, value_name = "KEY")]
    pub(in crate::cli) vary: String,
    /// What must hold, such as 'p_moic_ge_3>=0.2'; can be given several times
    #[arg(long, required = true, value_name = "CONDITION")]
    pub(in crate::cli) target: Vec<String>,
    /// Lowest value looked at [default: a tenth of the plan's, or 0 for a share]
    #[arg(long, value_parser = number, allow_hyphen_values = true, value_name = "NUMBER")]
    pub(in crate::cli) from: Option<f64>,
    /// Highest value looked at [default: ten times the plan's, or 1 for a share]
    #[arg(long, value_parser = number, allow_hyphen_values = true, value_name = "NUMBER")]
    pub(in crate::cli) to: Option<f64>,
    /// Values looked at over the range before the search between them
    #[arg(long, default_value_t = 17, value_parser = clap::value_parser!(u64).range(2..=1000))]
    pub(in crate::cli) points: u64,
    /// Charts to draw: breakeven (the statistic of each target by the value); or all, none
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
