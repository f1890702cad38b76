//! Which charts of a stress to draw, and the files they become.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Failure;
use super::charts::{chosen, chosen_sizes, files_of, stem};
use super::files::ResultFile;
use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::Findings;
use crate::output::chart::{Size, StressKind};
use crate::output::stress_picture::stress_charts;

/// Kinds and sizes, as asked for on the command line.
pub(super) struct StressCharts {
    wanted: Vec<(StressKind, Size)>,
}

impl StressCharts {
    pub(super) fn parse(kinds: &[String], sizes: &[String]) -> Result<Self, Failure> {
        let sizes = chosen_sizes(sizes)?;
        let kinds = chosen(kinds, &StressKind::ALL.map(|kind| (kind.name(), kind)))?;
        let wanted = kinds.iter().flat_map(|kind| sizes.iter().map(|size| (*kind, *size)));
        Ok(Self { wanted: wanted.collect() })
    }

    /// Four files for each chart: PNG, SVG, its numbers, and its words.
    pub(super) fn files(&self, info: &RunInfo, found: &Findings) -> Vec<ResultFile> {
        let draw = |(kind, size): &(StressKind, Size)| -> Vec<ResultFile> {
            let charts = stress_charts(info, found, *kind, *size);
            charts.iter().flat_map(|(name, chart)| files_of(&stem(name, *size), chart)).collect()
        };
        let drawn: Vec<Vec<ResultFile>> = self.wanted.par_iter().map(draw).collect();
        drawn.into_iter().flatten().collect()
    }
}
