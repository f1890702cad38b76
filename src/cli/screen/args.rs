//! The arguments of `shortrun screen`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common_args::{ChangeArgs, SimulationArgs, SizeArgs, TableFormat};
use crate::cli::like::LikeArgs;

/// Hold operators to an investor's rules and rank them, all on the same draws
///
/// Each rule is a limit on a simulated figure, or on a percentile of an
/// assumption; where the limit is within two standard errors, it is too close
/// to call. Rules are those of the files and a default set for microfactory
/// operators. Writes screen.json, screen.csv, ranking.csv and a
/// picture of operators by rules.
#[derive(Args)]
pub(in crate::cli) struct ScreenArgs {
    /// Scenario files (TOML), - for standard input, or folders of which all *.toml are taken
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(in crate::cli) scenarios: Vec<PathBuf>,
    /// Which rules: the file's own, the default set, or both
    #[arg(long, value_enum, default_value_t = RuleChoice::Both)]
    pub(in crate::cli) rules: RuleChoice,
    /// Statistic to rank by, as in mean_moic or p_loss [default: npv_per_cheque, mean NPV over the
    /// cheque]
    #[arg(long, value_name = "STATISTIC")]
    pub(in crate::cli) by: Option<String>,
    /// Report the rules alone, without a ranking
    #[arg(long, conflicts_with = "by")]
    pub(in crate::cli) no_rank: bool,
    /// Exit with code 3 if any rule fails ("any"), or where this holds of an operator:
    /// 'p_loss>0.6'; can be given several times
    #[arg(long, value_name = "any|CONDITION")]
    pub(in crate::cli) fail_if: Vec<String>,
    /// Charts to draw: screen (operators by rules); or all, none
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "LIST")]
    pub(in crate::cli) charts: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) sizes: SizeArgs,
    #[command(flatten)]
    pub(in crate::cli) like: LikeArgs,
    /// Folder for the results [default: output/screen]
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// How the rules and the ranking are printed
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(in crate::cli) format: TableFormat,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
    #[command(flatten)]
    pub(in crate::cli) simulation: SimulationArgs,
    #[command(flatten)]
    pub(in crate::cli) changes: ChangeArgs,
    /// Files that an earlier screening left out, and why, where it is made again.
    #[arg(skip)]
    pub(in crate::cli) left_out: Vec<(String, String)>,
}

/// Which rules operators are held to.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RuleChoice {
    /// The [[screen]] rules of each file
    File,
    /// The default set
    Default,
    /// Both
    Both,
}
