//! Which charts of a comparison to draw, and the files they become.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Failure;
use super::args::CompareArgs;
use super::charts::{chosen, chosen_sizes, files_of, stem};
use super::files::ResultFile;
use super::like::Likes;
use super::scenario::hurdle_rate;
use crate::input::Scenario;
use crate::output::chart::{CompareKind, Domains, Kind, Size, Subject};
use crate::output::compare_picture::ComparePictures;

/// A kind of chart, of all scenarios or of each alone.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    All(CompareKind),
    Each(Kind),
}

impl Wanted {
    fn subject(&self) -> Subject {
        match self {
            Self::All(kind) => Subject::of_kind(kind.name()),
            Self::Each(kind) => kind.subject(),
        }
    }
}

/// Kinds and sizes, as asked for on the command line.
pub(super) struct CompareCharts {
    wanted: Vec<(Wanted, Size, Option<Domains>)>,
    likes: Likes,
}

impl CompareCharts {
    pub(super) fn parse(args: &CompareArgs, scenarios: &[Scenario]) -> Result<Self, Failure> {
        let of_all = CompareKind::ALL.map(|kind| (kind.name(), Wanted::All(kind)));
        let of_each = Kind::ALL.map(|kind| (kind.name(), Wanted::Each(kind)));
        let known: Vec<(&'static str, Wanted)> = of_all.into_iter().chain(of_each).collect();
        let sizes = chosen_sizes(&args.sizes.size)?;
        let kinds = chosen(&args.charts, &known)?;
        let drawn: Vec<Subject> = kinds.iter().map(Wanted::subject).collect();
        let hurdles: Vec<f64> = scenarios.iter().map(hurdle_rate).collect();
        let likes = Likes::read(&args.like, &drawn, (&scenarios[0].currency, &hurdles))?;
        let of = |wanted: &Wanted| {
            let wanted = *wanted;
            let each = likes.of(&wanted.subject(), &sizes).into_iter();
            each.map(move |(size, like)| (wanted, size, like))
        };
        Ok(Self { wanted: kinds.iter().flat_map(of).collect(), likes })
    }

    /// Names of drawn pictures that tell the axes they were lent.
    pub(super) fn told_by(&self, drawn: &[ResultFile]) -> Vec<String> {
        self.likes.told_by(drawn)
    }

    /// Four files for each chart: PNG, SVG, its numbers, and its words.
    pub(super) fn files(&self, pictures: &ComparePictures<'_>) -> Vec<ResultFile> {
        let drawn: Vec<Vec<ResultFile>> = self
            .wanted
            .par_iter()
            .map(|(wanted, size, like)| {
                let like = like.as_ref();
                let charts = match wanted {
                    Wanted::All(kind) => pictures.draw_like(*kind, *size, like),
                    Wanted::Each(kind) => pictures.draw_own_like(*kind, *size, like),
                };
                let files =
                    charts.iter().flat_map(|(name, chart)| files_of(&stem(name, *size), chart));
                files.collect()
            })
            .collect();
        drawn.into_iter().flatten().collect()
    }
}
