//! The data of a run in files for other programs.

use clap::{Args, ValueEnum};

use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::outcomes::PANEL_PATHS;
use crate::analysis::runway::Runway;
use crate::analysis::timeline::{MonthSpread, month_spreads};
use crate::cli::files::ResultFile;
use crate::cli::memory::Kept;
use crate::cli::simulate::Run;
use crate::output::csv::table_csv;
use crate::output::run::saved::{months_parquet, panel_parquet, paths_parquet};
use crate::output::run::sipmath::sipmath_json;
use crate::output::tables::paths::PathTable;
use crate::output::workbook::{Parts, workbook};

/// Which data are written, besides the results.
#[derive(Args)]
pub(in crate::cli) struct ExportArgs {
    /// The data of the run, for other programs and for `shortrun chart`, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "parquet", value_name = "LIST")]
    export: Vec<Export>,
    /// Also write panel.parquet, with every month of the first N paths; some 5 kB each
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=PANEL_PATHS))]
    panel_paths: Option<u64>,
}

/// A form of the data.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Export {
    /// paths.csv: a row for each path
    Csv,
    /// paths.parquet and months.parquet: a row for each path, and for each month; 270 bytes a path
    Parquet,
    /// workbook.xlsx: figures, percentiles, assumptions, months, paths
    Xlsx,
    /// sipmath.json: main results of each path, by the SIPmath 3.0 standard
    Sipmath,
    /// None of them
    None,
    /// All of them
    All,
}

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
    /// <scenario>-paths.parquet and <scenario>-months.parquet of each; 270 bytes a path
    Parquet,
    /// Nothing
    None,
}

impl CompareExportArgs {
    /// What the making of the files keeps in memory, of so many scenarios.
    pub(in crate::cli) fn kept(&self, paths: u64, scenarios: usize) -> Vec<Kept> {
        let wanted = self.wants_paths(paths.saturating_mul(scenarios as u64));
        vec![Kept::PARQUET; if wanted { scenarios } else { 0 }]
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
            let runway = Runway::of(&run.outcomes, run.info.horizon_months);
            parquet_files(&format!("{label}-"), run, (&months, &runway))
        };
        if wanted { runs.flat_map(of).collect() } else { Vec::new() }
    }
}

/// The names of the two tables of a run, after what its files begin with.
pub(in crate::cli) fn parquet_names(prefix: &str) -> [String; 2] {
    ["paths", "months"].map(|table| format!("{prefix}{table}.parquet"))
}

fn parquet_files(
    prefix: &str,
    Run { info, outcomes, .. }: &Run,
    (months, runway): (&[MonthSpread], &Runway),
) -> [ResultFile; 2] {
    let [of_paths, of_months] = parquet_names(prefix);
    [
        ResultFile::new(&of_paths, paths_parquet(info, outcomes)),
        ResultFile::new(&of_months, months_parquet(info, months, runway)),
    ]
}

impl ExportArgs {
    /// The files that are asked for.
    pub(in crate::cli) fn files(
        &self,
        run: &Run,
        assumptions: &[AssumptionRow],
        (months, runway): (&[MonthSpread], &Runway),
    ) -> Vec<ResultFile> {
        let Run { info, outcomes, .. } = run;
        let mut files = Vec::new();
        if self.wants(Export::Csv) {
            let table = table_csv(&PathTable::new(outcomes, &info.route_names));
            files.push(ResultFile::new("paths.csv", table));
        }
        if self.wants(Export::Parquet) {
            files.extend(parquet_files("", run, (months, runway)));
        }
        if self.wants(Export::Sipmath) {
            let library = sipmath_json(info, outcomes).into_bytes();
            files.push(ResultFile::new("sipmath.json", library));
        }
        if self.wants(Export::Xlsx) {
            let parts = Parts {
                info,
                summary: &run.summary,
                caveats: &run.caveats,
                assumptions,
                months: Some((months, runway)),
                paths: Some(outcomes),
            };
            files.push(ResultFile::new("workbook.xlsx", workbook(&parts, Vec::new())));
        }
        if let Some(paths) = self.panel_paths {
            let table = panel_parquet(info, outcomes, paths as usize);
            files.push(ResultFile::new("panel.parquet", table));
        }
        files
    }

    /// What their making keeps in memory.
    pub(in crate::cli) fn kept(&self) -> Vec<Kept> {
        let all = [
            (Export::Csv, Kept::CSV),
            (Export::Parquet, Kept::PARQUET),
            (Export::Sipmath, Kept::SIPMATH),
            (Export::Xlsx, Kept::WORKBOOK),
        ];
        all.into_iter().filter(|(form, _)| self.wants(*form)).map(|(_, kept)| kept).collect()
    }

    fn wants(&self, form: Export) -> bool {
        self.export.iter().any(|wanted| *wanted == form || *wanted == Export::All)
    }
}
