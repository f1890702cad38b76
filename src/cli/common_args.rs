//! Arguments that many commands take.

use crate::model::written;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

use clap::Args;

use super::files::ResultFile;
use super::jobs::Source;
use super::pictures::written_to;
use super::print::print_out;
use super::simulate::Plan;
use crate::analysis::run_info::MOST_PATHS;
use crate::input::Scenario;
use crate::sampling::design::Design;

/// How much is simulated, and how.
#[derive(Args)]
pub(super) struct SimulationArgs {
    /// Paths to simulate in every run. Of `run`, `screen`, `stress` and `breakeven`, memory does not
    /// grow beyond 200,000; others keep all, each in some 400 to 1,200 bytes, and refuse what does
    /// not fit [default: the scenario's; of several, the first one's]
    #[arg(short = 'n', long, value_parser = clap::value_parser!(u64).range(1..=MOST_PATHS))]
    pub(super) paths: Option<u64>,
    #[command(flatten)]
    pub(super) luck: LuckArgs,
    /// How paths are drawn: `sobol` spreads them evenly over all that could happen, `plain` draws
    /// each on its own [default: the scenario's; of several, the first one's]
    #[arg(long, value_name = "HOW", value_parser = designs())]
    pub(super) design: Option<Design>,
    /// Put figures together from exact sums, as of more paths than are kept; changes no byte
    #[arg(long, hide = true)]
    flat: bool,
    /// Where what is tallied of paths comes from.
    #[arg(skip)]
    pub(super) source: Source,
}

impl SimulationArgs {
    /// What the options leave open is the scenario's.
    pub(super) fn plan(&self, scenario: &Scenario, quiet: bool) -> Plan {
        let paths = self.paths.unwrap_or(scenario.paths);
        let seed = self.luck.seed.unwrap_or(scenario.seed);
        let plan = Plan::new(paths, seed, self.luck.threads(), quiet);
        let plan = plan.in_design(self.design.unwrap_or(scenario.design));
        Plan { source: self.source.clone(), is_flat: self.flat, ..plan }
    }
}

/// The designs by their names.
fn designs() -> impl TypedValueParser<Value = Design> {
    let names = PossibleValuesParser::new(Design::ALL.map(Design::name));
    names.map(|name| name.parse().unwrap_or_default())
}

/// Seed and threads.
#[derive(Args)]
pub(super) struct LuckArgs {
    /// Seed of all random streams [default: the scenario's; of several, the first one's]
    #[arg(short, long)]
    pub(super) seed: Option<u64>,
    /// Threads [default: one for each core]; never changes a result
    #[arg(short, long, value_parser = clap::value_parser!(u64).range(1..=1024))]
    threads: Option<u64>,
}

impl LuckArgs {
    /// Threads to use; 0: one for each core.
    pub(super) fn threads(&self) -> u64 {
        self.threads.unwrap_or(0)
    }
}

/// Where results go, and what is printed of them.
#[derive(Args)]
pub(super) struct OutputArgs {
    /// Folder for the results [default: in output/, named after the command and the scenario]
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

impl OutputArgs {
    /// The folder that was asked for, or else the command's own.
    pub(super) fn folder(&self, default: impl FnOnce() -> PathBuf) -> PathBuf {
        self.out.clone().unwrap_or_else(default)
    }

    /// Prints the result: its text and where its files are, or the first of them, its JSON.
    pub(super) fn show(&self, files: &[ResultFile], place: &Path, text: impl FnOnce() -> String) {
        match self.format {
            Format::Json => print_out(&String::from_utf8_lossy(&files[0].bytes)),
            Format::Text if self.quiet => {}
            Format::Text => {
                print_out(&text());
                print_out(&written_to(place, files));
            }
        }
    }
}

/// The sizes of charts.
#[derive(Args)]
pub(super) struct SizeArgs {
    /// Sizes of the charts, separated by commas: half (two across a page), full (page width), tall,
    /// slide
    #[arg(long, value_delimiter = ',', default_value = "full", value_name = "LIST")]
    pub(super) size: Vec<String>,
}

/// Changes to several scenarios at once.
#[derive(Args)]
pub(super) struct ChangeArgs {
    /// Change one assumption of every scenario, as if its file said so:
    /// product.core.lead_time_days=30; can be given several times
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Treat warnings about the scenarios as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// What results call the files where that is not their names, as of stored
    /// scenarios; nothing is said of their warnings then.
    #[arg(skip)]
    pub(super) called: Vec<String>,
}

/// A number as people write it: 7_900_000, 20%.
pub(in crate::cli) fn number(text: &str) -> Result<f64, String> {
    let (digits, scale) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits, 100.0));
    written::number(digits)
        .map(|value| value / scale)
        .ok_or_else(|| "write a number such as 7_900_000 or 20%".into())
}

/// How the summary is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Tables for a reader
    Text,
    /// The contents of the JSON file that is written
    Json,
}

/// How a table is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableFormat {
    /// A table for a reader
    Text,
    /// One object with all files
    Json,
    /// One table of all files
    Csv,
}
