//! The charts of a memo, as files and as pictures within its text.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::drivers::Drivers;
use crate::analysis::stress::Findings;
use crate::cli::Failure;
use crate::cli::files::ResultFile;
use crate::cli::pictures::{chosen, chosen_sizes, files_of, stem};
use crate::output::chart::{Chart, CompareKind, Kind, Size, StressKind};
use crate::output::compare::pictures::ComparePictures;
use crate::output::html::Picture;
use crate::output::run::pictures::{Pictures, provenance};
use crate::output::sensitivity::chart::tornado::tornado;
use crate::output::stress::pictures::stress_charts;

/// What stands in a narrow memo.
const NARROW: Size = Size::Half;

/// A kind of chart.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Run(Kind),
    Tornado,
    Stress,
    Compare(CompareKind),
}

/// Kinds and sizes, as asked for on the command line.
pub(super) struct MemoCharts {
    kinds: Vec<Wanted>,
    sizes: Vec<Size>,
}

/// What the charts are drawn from.
pub(super) struct Subjects<'a> {
    pub(super) contenders: &'a [Contender<'a>],
    pub(super) drivers: &'a Drivers,
    pub(super) stress: Option<&'a Findings>,
    pub(super) comparison: Option<&'a Comparison>,
}

/// A chart in all its sizes.
pub(super) struct Drawn {
    name: String,
    /// The sizes that were asked for, at least one.
    sizes: Vec<(String, Chart)>,
    narrow: Chart,
}

impl MemoCharts {
    pub(super) fn parse(kinds: &[String], sizes: &[String]) -> Result<Self, Failure> {
        let of_run = Kind::ALL.map(|kind| (kind.name(), Wanted::Run(kind)));
        let of_all = CompareKind::ALL.map(|kind| (kind.name(), Wanted::Compare(kind)));
        let others = [("tornado", Wanted::Tornado), ("stress", Wanted::Stress)];
        let known: Vec<_> = of_run.into_iter().chain(others).chain(of_all).collect();
        Ok(Self { kinds: chosen(kinds, &known)?, sizes: chosen_sizes(sizes)? })
    }

    /// Draws all that there is something to draw of.
    pub(super) fn draw(&self, of: &Subjects<'_>) -> Vec<Drawn> {
        let plan = &of.contenders[0];
        let pictures = Pictures::new(plan.info, plan.summary, plan.outcomes);
        let compared =
            of.comparison.map(|comparison| ComparePictures::new(of.contenders, comparison));
        let run = provenance(plan.info);
        let charts = |(kind, size): &(Wanted, Size)| -> Vec<(String, Chart)> {
            match kind {
                Wanted::Run(kind) => {
                    vec![(kind.name().to_owned(), pictures.draw(*kind, *size))]
                }
                Wanted::Tornado if of.drivers.all.is_empty() => Vec::new(),
                Wanted::Tornado => {
                    vec![("tornado".to_owned(), tornado(of.drivers, &run, None, *size))]
                }
                Wanted::Stress => {
                    let draw = |found| stress_charts(plan.info, found, StressKind::Stress, *size);
                    of.stress.map(draw).unwrap_or_default()
                }
                Wanted::Compare(kind) => {
                    let drawn = compared.as_ref().map(|pictures| pictures.draw(*kind, *size));
                    drawn.unwrap_or_default()
                }
            }
        };
        let kinds = self.kinds.iter();
        let wanted: Vec<(Wanted, Size)> = kinds
            .flat_map(|kind| {
                let sizes = self.sizes.iter().chain([&NARROW]);
                sizes.map(|size| (*kind, *size))
            })
            .collect();
        let drawn: Vec<Vec<(String, Chart)>> = wanted.par_iter().map(charts).collect();
        let each = self.sizes.len() + 1;
        drawn.chunks_exact(each).flat_map(|sizes| self.by_name(sizes)).collect()
    }

    /// The charts of one kind, one for each name; the narrow ones come last.
    fn by_name(&self, sizes: &[Vec<(String, Chart)>]) -> Vec<Drawn> {
        let Some((narrow, asked)) = sizes.split_last() else { return Vec::new() };
        let named = narrow.iter().enumerate().map(|(index, (name, narrow))| {
            let sizes = self.sizes.iter().zip(asked);
            let sizes = sizes.map(|(size, charts)| (stem(name, *size), charts[index].1.clone()));
            Drawn { name: name.clone(), sizes: sizes.collect(), narrow: narrow.clone() }
        });
        named.collect()
    }
}

impl Drawn {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Four files for each size that was asked for.
    pub(super) fn files(&self) -> Vec<ResultFile> {
        let files: Vec<Vec<ResultFile>> =
            self.sizes.par_iter().map(|(stem, chart)| files_of(stem, chart)).collect();
        files.into_iter().flatten().collect()
    }

    /// Its file in the text.
    pub(super) fn file(&self) -> String {
        format!("{}.png", self.sizes[0].0)
    }

    /// As it stands in the text; `file` is that of [`Drawn::file`].
    pub(super) fn picture<'a>(&'a self, file: &'a str) -> Picture<'a> {
        Picture { name: &self.name, file, wide: &self.sizes[0].1, narrow: &self.narrow }
    }
}
