//! The arguments of `shortrun screen`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{MOST_PATHS, TableFormat};

/// Hold operators to an investor's rules and rank them, all on the same draws
///
/// Each rule is a limit on a simulated figure, or on a percentile of an
/// assumption; where the limit is within two standard errors, it is too close
/// to call. Rules are those of the files and a default set for microfactory
/// operators. Writes screen.json, screen.csv and ranking.csv.
#[derive(Args)]
pub(super) struct ScreenArgs {
    /// Scenario files (TOML), or folders of which all *.toml are taken
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(super) scenarios: Vec<PathBuf>,
    /// Which rules: the file's own, the default set, or both
    #[arg(long, value_enum, default_value_t = RuleChoice::Both)]
    pub(super) rules: RuleChoice,
    /// Statistic to rank by, as in mean_moic or p_loss [default: npv_per_cheque, mean NPV over the
    /// cheque]
    #[arg(long, value_name = "STATISTIC")]
    pub(super) by: Option<String>,
    /// Report the rules alone, without a ranking
    #[arg(long, conflicts_with = "by")]
    pub(super) no_rank: bool,
    /// Exit with code 3 if any rule fails ("any"), or where this holds of an operator:
    /// 'p_loss>0.6'; can be given several times
    #[arg(long, value_name = "any|CONDITION")]
    pub(super) fail_if: Vec<String>,
    /// Folder for the results [default: output/screen]
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Paths to simulate of each operator [default: the first scenario's]
    #[arg(short = 'n', long, value_parser = clap::value_parser!(u64).range(1..=MOST_PATHS))]
    pub(super) paths: Option<u64>,
    /// Seed of all random streams of all operators [default: the first scenario's]
    #[arg(short, long)]
    pub(super) seed: Option<u64>,
    /// Threads [default: one for each core]; never changes a result
    #[arg(short, long, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(super) threads: Option<u64>,
    /// How the rules and the ranking are printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
    /// Change one assumption of every scenario, as if its file said so:
    /// product.core.lead_time_days=30; can be given several times
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Treat warnings about the scenarios as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// Which rules operators are held to.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RuleChoice {
    /// The [[screen]] rules of each file
    File,
    /// The default set
    Default,
    /// Both
    Both,
}
