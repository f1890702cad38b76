//! The arguments of `shortrun chart`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::common_args::SizeArgs;
use crate::cli::like::LikeArgs;

/// Draw charts of a saved run or comparison again, in other kinds and sizes, without simulating
///
/// Reads paths.parquet, months.parquet and years.parquet, which `shortrun run`
/// writes unless --export says otherwise, or those of each scenario that `shortrun compare`
/// writes, checks that they are what was written, and draws. A chart has the
/// same bytes as the command would have given it.
#[derive(Args)]
pub(in crate::cli) struct ChartArgs {
    /// Folder with the results of `shortrun run` or `shortrun compare`
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,
    /// Charts to draw, separated by commas, as --charts of the command takes them; or all; or none,
    /// with --panel
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(in crate::cli) kind: Vec<String>,
    /// Besides, of a comparison, one picture with the charts of up to six scenarios for each of
    /// these kinds of chart of a scenario: bands,runway; or all
    #[arg(long, value_delimiter = ',', value_name = "KINDS")]
    pub(in crate::cli) panel: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
    #[command(flatten)]
    pub(in crate::cli) like: LikeArgs,
    /// Folder for the charts [default: DIR-charts, beside DIR]
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}
