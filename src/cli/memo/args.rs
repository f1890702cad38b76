//! The arguments of `shortrun memo`.

use std::path::PathBuf;

use clap::Args;

use crate::analysis::run_info::MOST_IN_COLUMNS;
use crate::cli::common_args::{OutputArgs, SimulationArgs, SizeArgs};
use crate::cli::scenario::ScenarioArgs;

/// Write a memo for an investment committee: text, tables and pictures, and all figures behind them
///
/// Opens with the deal: its terms, what to pay at most, who holds what, sources
/// and uses, who gets what of a sale, revenue and EBITDA by year, and what comes
/// after the money of the round; with what the file says in [memo] and of each
/// [[comparable]]. Simulates the plan once, and once for each alternative, on the
/// same draws; shows the chance of loss and the range of returns, what drives them, where
/// the plan breaks, how it ends, how long its money lasts, what the alternatives
/// would do, and what screening rules say. Writes memo.md, memo.html (pictures
/// inside, nothing to load), the charts, the assumptions, workbook.xlsx and
/// summary.json, which holds every figure of the text.
#[derive(Args)]
pub(in crate::cli) struct MemoArgs {
    #[command(flatten)]
    pub(in crate::cli) scenario: ScenarioArgs,
    /// Scenario files to hold the plan against, at most nine; --set changes them too
    #[arg(long, num_args = 1..=9, value_name = "FILE")]
    pub(in crate::cli) against: Vec<PathBuf>,
    /// What results call these files where that is not their names, as of stored scenarios.
    #[arg(skip)]
    pub(in crate::cli) against_called: Vec<String>,
    /// Rows of the design that shares out the variance of the chance of loss; each is simulated once
    /// for each uncertain assumption and three times more; left out, there are fewer where that
    /// would be more than 1,000,000 simulations; 0: no shares
    #[arg(long, default_value_t = 8_192, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=1_000_000))]
    pub(in crate::cli) rows: u64,
    /// Paths to simulate for what the answers to [[diligence]] questions are worth; 0: the memo does
    /// not say
    #[arg(long, default_value_t = 200_000, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_IN_COLUMNS))]
    pub(in crate::cli) diligence_paths: u64,
    #[command(flatten)]
    pub(in crate::cli) simulation: SimulationArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// Charts to draw, separated by commas: bands, dots, hist, hist-irr, hist-npv, moic-irr, exceed,
    /// kpi, unit, scatter, failure, tornado, stress-summary, stress (of the blocks of the file), exits, runway; of alternatives compare,
    /// diff; or all, none
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "LIST",
        default_value = "bands,hist,failure,tornado,stress-summary,stress,exits,runway,compare,diff,kpi"
    )]
    pub(in crate::cli) charts: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
}
