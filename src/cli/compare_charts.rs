//! Which charts of a comparison to draw, and the files they become.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Failure;
use super::charts::{chosen, chosen_sizes, files_of, stem};
use super::files::ResultFile;
use crate::output::chart::{CompareKind, Kind, Size};
use crate::output::compare_picture::ComparePictures;

/// A kind of chart, of all scenarios or of each alone.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    All(CompareKind),
    Each(Kind),
}

/// Kinds and sizes, as asked for on the command line.
pub(super) struct CompareCharts {
    wanted: Vec<(Wanted, Size)>,
}

impl CompareCharts {
    pub(super) fn parse(kinds: &[String], sizes: &[String]) -> Result<Self, Failure> {
        let of_all = CompareKind::ALL.map(|kind| (kind.name(), Wanted::All(kind)));
        let of_each = Kind::ALL.map(|kind| (kind.name(), Wanted::Each(kind)));
        let known: Vec<(&'static str, Wanted)> = of_all.into_iter().chain(of_each).collect();
        let sizes = chosen_sizes(sizes)?;
        let kinds = chosen(kinds, &known)?;
        let wanted = kinds.iter().flat_map(|kind| sizes.iter().map(|size| (*kind, *size)));
        Ok(Self { wanted: wanted.collect() })
    }

    /// Four files for each chart: PNG, SVG, its numbers, and its words.
    pub(super) fn files(&self, pictures: &ComparePictures<'_>) -> Vec<ResultFile> {
        let drawn: Vec<Vec<ResultFile>> = self
            .wanted
            .par_iter()
            .map(|(wanted, size)| {
                let charts = match wanted {
                    Wanted::All(kind) => pictures.draw(*kind, *size),
                    Wanted::Each(kind) => pictures.draw_own(*kind, *size),
                };
                let files =
                    charts.iter().flat_map(|(name, chart)| files_of(&stem(name, *size), chart));
                files.collect()
            })
            .collect();
        drawn.into_iter().flatten().collect()
    }
}
