//! Options of `shortrun run`.

use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::pictures::USUAL;
use crate::cli::run::export::ExportArgs;
use crate::cli::scenario::ScenarioArgs;
use clap::Args;

/// Simulate a scenario: the distribution of returns, operating figures, charts
///
/// Writes summary.json, months.csv and the charts (PNG and SVG, each with its
/// numbers as csv and a text description) to the output folder and prints a
/// summary. The same scenario, seed and version give the same bytes on any
/// machine and any number of threads.
#[derive(Args)]
pub(in crate::cli) struct RunArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// Charts to draw, separated by commas: bands, dots, hist, hist-irr, hist-npv, exits, failure,
    /// runway, plan, moic-irr, bridge, kpi, and on request exceed, unit, scatter, payout; or usual,
    /// all, none
    #[arg(long, value_delimiter = ',', default_value = USUAL, value_name = "LIST")]
    pub(in crate::cli) charts: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) export: ExportArgs,
    #[command(flatten)]
    pub(in crate::cli) simulation: SimulationArgs,
    /// Stop when statistics are known so well, separated by commas: p_loss=0.2pt,mean_moic=1%. A
    /// width is half of the 95% interval: points of a chance or rate, a part of the figure, or a
    /// number in its unit. It is looked after 32,768 paths, and after twice as many each time; -n
    /// is then the most [default: 100,000,000]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    pub(in crate::cli) precision: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
    #[command(flatten)]
    pub(in crate::cli) like: LikeArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
