//! The arguments of `shortrun diligence`.

use clap::Args;

use super::breakeven_args::number;
use super::common_args::{LuckArgs, OutputArgs, SizeArgs};
use super::like::LikeArgs;
use super::scenario::ScenarioArgs;
use crate::analysis::run_info::MOST_PATHS;

/// Find out what is worth asking before investing
///
/// The decision is to invest or to pass, at the cheque and the hurdle rate of
/// the scenario. Values every uncertain assumption and every [[diligence]]
/// question by how often its answer would change that decision and what the
/// change is worth, against its cost; and says which questions to ask for a
/// budget. Writes diligence.json, tables as csv and a chart.
#[derive(Args)]
pub(super) struct DiligenceArgs {
    #[command(flatten)]
    pub(super) scenario: ScenarioArgs,
    /// What may be spent on questions, in the currency of the scenario [default: no limit]
    #[arg(long, value_parser = number, value_name = "AMOUNT")]
    pub(super) budget: Option<f64>,
    /// Paths to simulate; a fiftieth of them is simulated 32 times more, with other luck
    #[arg(short = 'n', long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1_000..=MOST_PATHS))]
    pub(super) paths: u64,
    /// Charts to draw: learn; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(super) charts: Vec<String>,
    #[command(flatten)]
    pub(super) luck: LuckArgs,
    #[command(flatten)]
    pub(super) sizes: SizeArgs,
    #[command(flatten)]
    pub(super) like: LikeArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}
