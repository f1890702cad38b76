//! The arguments of `shortrun reverse`.

use clap::Args;

use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;
use crate::model::written;

/// Find the most plausible joint shift of assumptions at which the plan breaks
///
/// Moves the distributions of all uncertain assumptions at once, each keeping
/// its spread and its correlations, until a statistic meets a condition, and
/// reports the shortest such shift in normal scores: what one would have to
/// believe. Also by the fewest assumptions, by one alone, and without the one
/// that matters most. Writes reverse.json, reverse.csv and the chart.
#[derive(Args)]
pub(in crate::cli) struct ReverseArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// What counts as broken, such as 'p_loss>0.6' or 'mean_moic<1'
    #[arg(long, value_name = "CONDITION")]
    pub(in crate::cli) until: String,
    /// Longest shift looked at, in standard deviations of normal scores
    #[arg(long, default_value_t = 4.0, value_parser = distance, value_name = "SD")]
    pub(in crate::cli) within: f64,
    /// Charts to draw: reverse; or all, none
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

/// A distance at which normal scores still have probabilities.
fn distance(text: &str) -> Result<f64, String> {
    let value = written::number(text).filter(|value| (0.1..=6.0).contains(value));
    value.ok_or_else(|| "write a number from 0.1 to 6".into())
}
