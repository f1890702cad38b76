//! Options of `shortrun sensitivity`.

use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;
use clap::Args;

/// Rows of a design that one command simulates at most.
const MOST_ROWS: u64 = 1_000_000;

/// Show what drives the outcome: a tornado, rank correlations, shares of the variance
///
/// From one run: how a statistic moves with each uncertain assumption. From a
/// second design: what part of an outcome's variance each assumption explains,
/// alone and together with others, and what part is luck that no diligence can
/// explain. Writes sensitivity.json, tornado.csv, sobol.csv and the chart.
#[derive(Args)]
pub(in crate::cli) struct SensitivityArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// Statistic that the tornado follows, as in p_loss, mean_moic, p10_npv, p_moic_ge_3
    #[arg(long, default_value = "p_loss", value_name = "STATISTIC")]
    pub(in crate::cli) stat: String,
    /// Outcome whose variance is shared out: loss, moic, npv, irr, moic_ge_3 [default: what --stat
    /// is about]
    #[arg(long = "output", value_name = "OUTCOME")]
    pub(in crate::cli) outcome: Option<String>,
    /// Rows of the design that shares out variance; each is simulated once for each uncertain
    /// assumption and three times more; left out, there are fewer where that would be more than
    /// 1,000,000 simulations; 0: no shares
    #[arg(long, default_value_t = 16_384, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_ROWS))]
    pub(in crate::cli) rows: u64,
    /// Charts to draw: tornado; or all, none
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
