//! The data of a run in files for other programs.

use std::ops::Deref;

use clap::{Args, ValueEnum};

use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::followed::Followed;
use crate::analysis::outcomes::PANEL_PATHS;
use crate::analysis::run_info::RunInfo;
use crate::analysis::runway::Runway;
use crate::analysis::timeline::MonthSpread;
use crate::cli::files::ResultFile;
use crate::cli::memory::MemoryUse;
use crate::cli::simulate::Run;
use crate::output::csv::table_csv;
use crate::output::run::saved::{months_parquet, panel_parquet, paths_parquet, years_parquet};
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
    /// paths.parquet, months.parquet and years.parquet: a row for each path, for each month, and for
    /// each year; 270 bytes a path
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

/// The names of the tables of a run, after what its files begin with.
pub(in crate::cli) fn parquet_names(prefix: &str) -> [String; 3] {
    ["paths", "months", "years"].map(|table| format!("{prefix}{table}.parquet"))
}

/// The tables of a run, in files whose names begin with `prefix`.
pub(in crate::cli) fn parquet_files(
    prefix: &str,
    Run { info, outcomes, .. }: &Run,
    months: &[MonthSpread],
    followed: &Followed,
) -> [ResultFile; 3] {
    let [of_paths, of_months, of_years] = parquet_names(prefix);
    // They are those of a run of as many paths.
    let info = &RunInfo { paths: outcomes.len() as u64, ..info.clone() };
    [
        ResultFile::new(&of_paths, paths_parquet(info, outcomes)),
        ResultFile::new(&of_months, months_parquet(info, months, followed)),
        ResultFile::new(&of_years, years_parquet(info, &followed.years)),
    ]
}

impl ExportArgs {
    /// The files that are asked for; `followed` is looked at where one of them needs it.
    pub(in crate::cli) fn files(
        &self,
        run: &Run,
        assumptions: &[AssumptionRow],
        (months, runway): (&[MonthSpread], &Runway),
        followed: &impl Deref<Target = Followed>,
    ) -> Vec<ResultFile> {
        let Run { info, outcomes, .. } = run;
        let mut files = Vec::new();
        if self.wants(Export::Csv) {
            let table = table_csv(&PathTable::new(outcomes, &info.route_names));
            files.push(ResultFile::new("paths.csv", table));
        }
        if self.wants(Export::Parquet) {
            files.extend(parquet_files("", run, months, followed));
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
    pub(in crate::cli) fn kept(&self) -> Vec<MemoryUse> {
        let all = [
            (Export::Csv, MemoryUse::CSV),
            (Export::Parquet, MemoryUse::PARQUET),
            (Export::Sipmath, MemoryUse::SIPMATH),
            (Export::Xlsx, MemoryUse::WORKBOOK),
        ];
        all.into_iter().filter(|(form, _)| self.wants(*form)).map(|(_, kept)| kept).collect()
    }

    fn wants(&self, form: Export) -> bool {
        self.export.iter().any(|wanted| *wanted == form || *wanted == Export::All)
    }
}
