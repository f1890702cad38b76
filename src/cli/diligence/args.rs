//! The arguments of `shortrun diligence`.

use clap::Args;

use crate::analysis::run_info::MOST_IN_COLUMNS;
use crate::cli::common_args::{LuckArgs, OutputArgs, SizeArgs, number};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;

/// Find out what is worth asking before investing
///
/// The decision is to invest or to pass, at the cheque and the hurdle rate of
/// the scenario. Values every uncertain assumption and every [[diligence]]
/// question by how often its answer would change that decision and what the
/// change is worth, against its cost; and says which questions to ask for a
/// budget. Writes diligence.json, tables as csv and a chart.
#[derive(Args)]
pub(in crate::cli) struct DiligenceArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// What may be spent on questions, in the currency of the scenario [default: no limit]
    #[arg(long, value_parser = number, value_name = "AMOUNT")]
    pub(in crate::cli) budget: Option<f64>,
    /// Paths to simulate; a fiftieth of them is simulated 32 times more, with other luck
    #[arg(short = 'n', long, default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(1_000..=MOST_IN_COLUMNS))]
    pub(in crate::cli) paths: u64,
    /// Charts to draw: learn; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(in crate::cli) charts: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) luck: LuckArgs,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
    #[command(flatten)]
    pub(in crate::cli) like: LikeArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
