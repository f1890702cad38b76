//! The command line, as clap reads it; doc comments are the help texts.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::input::templates;

use super::breakeven::args::BreakevenArgs;
use super::bridge::args::BridgeArgs;
use super::chart::args::ChartArgs;
use super::common_args::{ChangeArgs, OutputArgs, SimulationArgs, SizeArgs};
use super::diligence::args::DiligenceArgs;
use super::frontier::args::FrontierArgs;
use super::like::LikeArgs;
use super::memo::args::MemoArgs;
use super::replay::args::ReplayArgs;
use super::reverse::args::ReverseArgs;
use super::run::export::{CompareExportArgs, ExportArgs};
use super::scenario::ScenarioArgs;
use super::screen::args::ScreenArgs;
use super::verify::args::VerifyArgs;

/// Rows of a design that one command simulates at most.
const MOST_ROWS: u64 = 1_000_000;

/// Values microfactory operators for investors by Monte Carlo simulation.
#[derive(Parser)]
#[command(name = "shortrun", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    Run(RunArgs),
    Compare(CompareArgs),
    Memo(MemoArgs),
    Bridge(BridgeArgs),
    Frontier(FrontierArgs),
    Breakeven(BreakevenArgs),
    Diligence(DiligenceArgs),
    Screen(ScreenArgs),
    Stress(StressArgs),
    Reverse(ReverseArgs),
    Verify(VerifyArgs),
    Chart(ChartArgs),
    Replay(ReplayArgs),
    Check(CheckArgs),
    Sensitivity(SensitivityArgs),
    Init(InitArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Simulate a scenario: the distribution of returns, operating figures, charts
///
/// Writes summary.json, months.csv and the charts (PNG and SVG, each with its
/// numbers as csv and a text description) to the output folder and prints a
/// summary. The same scenario, seed and version give the same bytes on any
/// machine and any number of threads.
#[derive(Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    pub(super) scenario: ScenarioArgs,
    /// Charts to draw, separated by commas: bands, dots, hist, hist-irr, hist-npv, exits, runway,
    /// moic-irr, bridge; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(super) charts: Vec<String>,
    #[command(flatten)]
    pub(super) export: ExportArgs,
    #[command(flatten)]
    pub(super) simulation: SimulationArgs,
    #[command(flatten)]
    pub(super) sizes: SizeArgs,
    #[command(flatten)]
    pub(super) like: LikeArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// Read scenarios, report what is wrong or doubtful, and show what they assume
///
/// Simulates nothing. Each figure is shown with the percentiles of its
/// distribution, its source and its grade. The exit code is 2 if any file has
/// an error; all files are reported.
#[derive(Args)]
pub(super) struct CheckArgs {
    /// Scenario files (TOML); - reads one from standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) scenarios: Vec<PathBuf>,
    /// Also show the figures that the file leaves at their default
    #[arg(short, long)]
    pub(super) all: bool,
    /// Print the scenario as it is run, with what it extends and all changes, instead of the table
    #[arg(long, conflicts_with_all = ["all", "format"])]
    pub(super) resolved: bool,
    /// How the assumptions are printed; json and csv hold all of them, uncut
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
    /// Draw the uncertain assumptions on sheets (PNG and SVG, with their
    /// numbers as csv and a text description)
    #[arg(long)]
    pub(super) charts: bool,
    /// Folder for the sheets; with several files, a folder in it for each
    /// [default: output/<name of the scenario file>]
    #[arg(short, long, value_name = "DIR", requires = "charts")]
    pub(super) out: Option<PathBuf>,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) changes: ChangeArgs,
}

/// Hold scenarios against the first one on the same draws
///
/// Path i meets the same luck in every scenario: what they share cancels in
/// their differences, and with it most of the simulation's error. All are
/// simulated with one seed and one number of paths. Writes compare.json, tables
/// as csv and charts to the output folder and prints the comparison.
#[derive(Args)]
pub(super) struct CompareArgs {
    /// Scenario files (TOML), two to ten, one of them - for standard input; the others are held
    /// against the first
    #[arg(required = true, num_args = 2..=10, value_name = "FILE")]
    pub(super) scenarios: Vec<PathBuf>,
    /// Charts to draw, separated by commas: compare, exceed, diff; of each scenario bands, dots,
    /// hist, hist-irr, hist-npv, exits, runway, moic-irr, bridge, on shared axes; or all,
    /// none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(super) charts: Vec<String>,
    #[command(flatten)]
    pub(super) export: CompareExportArgs,
    #[command(flatten)]
    pub(super) simulation: SimulationArgs,
    #[command(flatten)]
    pub(super) sizes: SizeArgs,
    #[command(flatten)]
    pub(super) like: LikeArgs,
    #[command(flatten)]
    pub(super) changes: ChangeArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// Show what drives the outcome: a tornado, rank correlations, shares of the variance
///
/// From one run: how a statistic moves with each uncertain assumption. From a
/// second design: what part of an outcome's variance each assumption explains,
/// alone and together with others, and what part is luck that no diligence can
/// explain. Writes sensitivity.json, tornado.csv, sobol.csv and the chart.
#[derive(Args)]
pub(super) struct SensitivityArgs {
    #[command(flatten)]
    pub(super) scenario: ScenarioArgs,
    /// Statistic that the tornado follows, as in p_loss, mean_moic, p10_npv, p_moic_ge_3
    #[arg(long, default_value = "p_loss", value_name = "STATISTIC")]
    pub(super) stat: String,
    /// Outcome whose variance is shared out: loss, moic, npv, irr, moic_ge_3 [default: what --stat
    /// is about]
    #[arg(long = "output", value_name = "OUTCOME")]
    pub(super) outcome: Option<String>,
    /// Rows of the design that shares out variance; each is simulated once for each uncertain
    /// assumption and three times more; left out, there are fewer where that would be more than
    /// 1,000,000 simulations; 0: no shares
    #[arg(long, default_value_t = 16_384, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=MOST_ROWS))]
    pub(super) rows: u64,
    /// Charts to draw: tornado; or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(super) charts: Vec<String>,
    #[command(flatten)]
    pub(super) simulation: SimulationArgs,
    #[command(flatten)]
    pub(super) sizes: SizeArgs,
    #[command(flatten)]
    pub(super) like: LikeArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// Push assumptions until the plan breaks, on the same draws in every run
///
/// Without options, runs the [[stress]] blocks of the scenario. With --axis,
/// --band or --shock, runs those instead. Writes stress.json, tables as csv and
/// charts to the output folder and prints what breaks where.
#[derive(Args)]
pub(super) struct StressArgs {
    #[command(flatten)]
    pub(super) scenario: ScenarioArgs,
    /// Push an assumption to values: KEY=from:to:count, KEY=v1,v2,v3, or KEY=p5,p50,p95, percentiles
    /// of its own distribution; given twice, every pair of values
    #[arg(long, value_name = "KEY=VALUES")]
    pub(super) axis: Vec<String>,
    /// Restrict an assumption to a part of its distribution, KEY=0.9:1.0 for its highest tenth;
    /// given several times, all at once
    #[arg(long, value_name = "KEY=FROM:TO")]
    pub(super) band: Vec<String>,
    /// A shock: deal-window-shut=MONTHS[@MONTH], supplier-lost=NAME@MONTH:DAYS, no-further-rounds; given
    /// several times, each alone and then all together
    #[arg(long, value_name = "SHOCK")]
    pub(super) shock: Vec<String>,
    /// What the plan is held to: a statistic, a relation and a number [default: the block's own
    /// limit, else p_loss<=0.5]
    #[arg(long, value_name = "CONDITION")]
    pub(super) limit: Option<String>,
    /// Charts to draw: stress (a line for each axis), stress2 (the table of two); or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(super) charts: Vec<String>,
    #[command(flatten)]
    pub(super) simulation: SimulationArgs,
    #[command(flatten)]
    pub(super) sizes: SizeArgs,
    #[command(flatten)]
    pub(super) like: LikeArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// How a table is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// A table for a reader
    Text,
    /// One object with all files
    Json,
    /// One table of all files
    Csv,
}

/// How the summary is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Tables for a reader
    Text,
    /// The contents of the JSON file that is written
    Json,
}

/// Begin a scenario: a commented file that runs as it is
///
/// Writes a shipped scenario under a new name. Replace its figures by what is
/// known of your operator, one by one.
#[derive(Args)]
pub(super) struct InitArgs {
    /// Name of the scenario, written to NAME.toml; or a path that ends in .toml
    pub(super) name: String,
    /// What to begin from
    #[arg(long, default_value = "apparel", value_parser = PossibleValuesParser::new(templates::ALL.map(|template| template.name)))]
    pub(super) template: String,
    /// Replace the file if it is there already
    #[arg(long)]
    pub(super) force: bool,
}

/// Print a JSON Schema of scenario files, for editors
///
/// An editor that knows it completes keys, explains them, and marks mistakes
/// while you write. `shortrun run` checks more than a schema can say.
#[derive(Args)]
pub(super) struct SchemaArgs {}

/// Print a script that completes commands and options in a shell
#[derive(Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub(super) shell: Shell,
}

/// Print the manual page, or write those of all commands
#[derive(Args)]
pub(super) struct ManArgs {
    /// Folder for a page of each command; without it, the main page is printed
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}
