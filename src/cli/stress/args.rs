//! Options of `shortrun stress`.

use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::like::LikeArgs;
use crate::cli::scenario::ScenarioArgs;
use clap::Args;

/// Push assumptions until the plan breaks, on the same draws in every run
///
/// Without options, runs the [[stress]] blocks of the scenario. With --axis,
/// --band or --shock, runs those instead. Writes stress.json, tables as csv and
/// charts to the output folder and prints what breaks where.
#[derive(Args)]
pub(in crate::cli) struct StressArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// Push an assumption to values: KEY=from:to:count, KEY=v1,v2,v3, or KEY=p5,p50,p95, percentiles
    /// of its own distribution; given twice, every pair of values
    #[arg(long, value_name = "KEY=VALUES")]
    pub(in crate::cli) axis: Vec<String>,
    /// Restrict an assumption to a part of its distribution, KEY=0.9:1.0 for its highest tenth;
    /// given several times, all at once
    #[arg(long, value_name = "KEY=FROM:TO")]
    pub(in crate::cli) band: Vec<String>,
    /// A shock: deal-window-shut=MONTHS[@MONTH], supplier-lost=NAME@MONTH:DAYS, no-further-rounds; given
    /// several times, each alone and then all together
    #[arg(long, value_name = "SHOCK")]
    pub(in crate::cli) shock: Vec<String>,
    /// What the plan is held to: a statistic, a relation and a number [default: the block's own
    /// limit, else mean_npv>=0]
    #[arg(long, value_name = "CONDITION")]
    pub(in crate::cli) limit: Option<String>,
    /// Charts to draw: stress-summary (all breaks on one scale, bands and shocks), stress (a line
    /// for each axis), stress2 (the table of two); or all, none
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
