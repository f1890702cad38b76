//! The data of the runs of a comparison in files for other programs.

use clap::{Args, ValueEnum};

use crate::analysis::followed::Followed;
use crate::analysis::timeline::month_spreads;
use crate::cli::files::ResultFile;
use crate::cli::memory::MemoryUse;
use crate::cli::run::export::parquet_files;
use crate::cli::simulate::Run;

/// Paths of all runs of a comparison up to which their data are written unless
/// something else is asked for: half a gigabyte.
const MOST_UNASKED: u64 = 2_000_000;

/// Which data of a comparison are written, besides the results.
#[derive(Args)]
pub(in crate::cli) struct CompareExportArgs {
    /// The data of each run, from which `shortrun chart` draws [default: parquet up to 2,000,000
    /// paths of all scenarios together, none beyond]
    #[arg(long, value_enum, value_name = "FORM")]
    export: Option<CompareExport>,
}

/// A form of the data of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareExport {
    /// <scenario>-paths.parquet, -months.parquet and -years.parquet of each; 270 bytes a path
    Parquet,
    /// Nothing
    None,
}

impl CompareExportArgs {
    /// What the making of the files keeps in memory, of so many scenarios.
    pub(in crate::cli) fn kept(&self, paths: u64, scenarios: usize) -> Vec<MemoryUse> {
        let wanted = self.wants_paths(paths.saturating_mul(scenarios as u64));
        vec![MemoryUse::PARQUET; if wanted { scenarios } else { 0 }]
    }

    fn wants_paths(&self, of_all: u64) -> bool {
        match self.export {
            Some(form) => form == CompareExport::Parquet,
            None => of_all <= MOST_UNASKED,
        }
    }

    /// The files that are asked for, of runs with their labels.
    pub(in crate::cli) fn files<'a>(
        &self,
        runs: impl Iterator<Item = (&'a str, &'a Run)> + Clone,
    ) -> Vec<ResultFile> {
        let paths: u64 = runs.clone().map(|(_, run)| run.info.paths).sum();
        let wanted = self.wants_paths(paths);
        let of = |(label, run): (&str, &Run)| {
            let months = month_spreads(&run.outcomes, run.info.horizon_months);
            let followed = Followed::of(&run.outcomes, run.info.horizon_months);
            parquet_files(&format!("{label}-"), run, &months, &followed)
        };
        if wanted { runs.flat_map(of).collect() } else { Vec::new() }
    }
}
