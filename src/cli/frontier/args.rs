//! The arguments of `shortrun frontier`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::common_args::{LuckArgs, OutputArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;
use crate::model::written;

/// What a short lead time is worth: the unit-cost premium that it justifies
///
/// Finds the highest premium of goods made close by, over the unit cost of goods
/// from afar, at which the buyer is no worse off: against the ratio of the lead
/// times, in closed form, and by the product step of the simulation with this
/// file's batches, count noise, forecast floor, slips and capacity; and the same
/// for a base order from afar with a top-up from close by. Writes frontier.json
/// and a chart to the output folder and prints tables.
#[derive(Args)]
pub(in crate::cli) struct FrontierArgs {
    /// The plan whose goods are made close by
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// Product line [default: of those that keep stock, the one with the largest revenue at plan]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) line: Option<String>,
    /// Scenario file of the plan from afar: the line of the same name with its own unit cost, batches
    /// and lead time; without it, the file's own line at the long lead time
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) against: Option<PathBuf>,
    /// What results call that file where that is not its name.
    #[arg(skip)]
    pub(in crate::cli) against_called: Option<String>,
    /// Long lead time in days [default: the median of the file it is held against; else the line's
    /// own where that is 60 days or more; else 120]
    #[arg(long, value_name = "DAYS", value_parser = positive)]
    pub(in crate::cli) long: Option<f64>,
    /// Short over long lead times to look at, from 0 to 1, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "LIST", value_parser = share,
          default_value = "0,0.05,0.1,0.15,0.2,0.3,0.4,0.5,0.6,0.8,1")]
    pub(in crate::cli) ratios: Vec<f64>,
    /// Line-months to simulate, each with its own draw of all that is uncertain
    #[arg(short = 'n', long, default_value_t = 10_000, value_name = "COUNT",
          value_parser = clap::value_parser!(u64).range(2..=1_000_000))]
    pub(in crate::cli) draws: u64,
    /// Premium at which topping up is looked at, such as 0.2 [default: what the file's unit cost is
    /// above that of the file it is held against; else 0.2]
    #[arg(long, value_name = "SHARE", value_parser = non_negative)]
    pub(in crate::cli) top_up: Option<f64>,
    /// What keeping a second source costs for each unit of demand, as a share of the unit cost from
    /// afar: what a top-up must gain at least
    #[arg(long, value_name = "SHARE", default_value_t = 0.01, value_parser = non_negative)]
    pub(in crate::cli) second_source: f64,
    /// Charts to draw: frontier; or all, none
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

fn number_where(text: &str, allowed: impl Fn(f64) -> bool, wanted: &str) -> Result<f64, String> {
    let number = written::number(text.trim()).filter(|number| allowed(*number));
    number.ok_or_else(|| format!("{wanted} is wanted here"))
}

fn positive(text: &str) -> Result<f64, String> {
    number_where(text, |x: f64| 0.0 < x && x <= 3_650.0, "a number above 0, up to 3650")
}

fn non_negative(text: &str) -> Result<f64, String> {
    number_where(text, |x: f64| 0.0 <= x && x <= 100.0, "a share of 0 or more, such as 0.2")
}

fn share(text: &str) -> Result<f64, String> {
    number_where(text, |x: f64| 0.0 <= x && x <= 1.0, "a ratio from 0 to 1")
}
