//! The data of a run in files for other programs.

use clap::{Args, ValueEnum};

use super::files::ResultFile;
use super::simulate::Run;
use crate::analysis::assumption_rows::AssumptionRow;
use crate::analysis::outcomes::PANEL_PATHS;
use crate::analysis::runway::Runway;
use crate::analysis::timeline::MonthSpread;
use crate::output::saved::{months_parquet, panel_parquet, paths_parquet};
use crate::output::sipmath::sipmath_json;
use crate::output::tables::paths::PathTable;
use crate::output::tables_csv::table_csv;
use crate::output::workbook::{Parts, workbook};

/// Which data are written, besides the results.
#[derive(Args)]
pub(super) struct ExportArgs {
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

impl ExportArgs {
    /// The files that are asked for.
    pub(super) fn files(
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
            files.push(ResultFile::new("paths.parquet", paths_parquet(info, outcomes)));
            files.push(ResultFile::new("months.parquet", months_parquet(info, months, runway)));
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
                stress: None,
                comparison: None,
                screening: None,
            };
            files.push(ResultFile::new("workbook.xlsx", workbook(&parts)));
        }
        if let Some(paths) = self.panel_paths {
            let table = panel_parquet(info, outcomes, paths as usize);
            files.push(ResultFile::new("panel.parquet", table));
        }
        files
    }

    fn wants(&self, form: Export) -> bool {
        self.export.iter().any(|wanted| *wanted == form || *wanted == Export::All)
    }
}
