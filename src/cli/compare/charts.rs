//! Which charts of a comparison to draw, and the files they become.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::cli::Failure;
use crate::cli::files::ResultFile;
use crate::cli::like::{LikeArgs, Likes};
use crate::cli::pictures::{chosen, chosen_sizes, files_of, stem};
use crate::output::chart::{CompareKind, Domains, Kind, Size, Subject};
use crate::output::compare::pictures::ComparePictures;

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

/// The kinds of these names.
fn kinds(names: &[String]) -> Result<Vec<Wanted>, Failure> {
    let of_all = CompareKind::ALL.map(|kind| (kind.name(), Wanted::All(kind)));
    let of_each = Kind::ALL.map(|kind| (kind.name(), Wanted::Each(kind)));
    let known: Vec<(&'static str, Wanted)> = of_all.into_iter().chain(of_each).collect();
    chosen(names, &known)
}

/// What charts are asked for, as far as their names tell.
pub(in crate::cli) enum Asked {
    /// None at all.
    Nothing,
    /// Some that only a comparison has.
    OfComparison,
    /// Such as a run has too.
    OfAny,
}

/// What charts these names ask for, if there are such.
pub(in crate::cli) fn asked(names: &[String]) -> Result<Asked, Failure> {
    let kinds = kinds(names)?;
    let is_all = matches!(names, [all] if all == "all");
    Ok(if kinds.is_empty() {
        Asked::Nothing
    } else if !is_all && kinds.iter().any(|kind| matches!(kind, Wanted::All(_))) {
        Asked::OfComparison
    } else {
        Asked::OfAny
    })
}

/// Kinds and sizes, as asked for on the command line.
pub(in crate::cli) struct CompareCharts {
    wanted: Vec<(Wanted, Size, Option<Domains>)>,
    likes: Likes,
}

impl CompareCharts {
    /// Of scenarios in a currency, with these hurdle rates.
    pub(in crate::cli) fn parse(
        charts: &[String],
        sizes: &[String],
        (like, currency, hurdles): (&LikeArgs, &str, &[f64]),
    ) -> Result<Self, Failure> {
        let sizes = chosen_sizes(sizes)?;
        let kinds = kinds(charts)?;
        let drawn: Vec<Subject> = kinds.iter().map(Wanted::subject).collect();
        let likes = Likes::read(like, &drawn, (currency, hurdles))?;
        let of = |wanted: &Wanted| {
            let wanted = *wanted;
            let each = likes.of(&wanted.subject(), &sizes).into_iter();
            each.map(move |(size, like)| (wanted, size, like))
        };
        Ok(Self { wanted: kinds.iter().flat_map(of).collect(), likes })
    }

    /// Names of drawn pictures that tell the axes they were lent.
    pub(in crate::cli) fn told_by(&self, drawn: &[ResultFile]) -> Vec<String> {
        self.likes.told_by(drawn)
    }

    /// Four files for each chart: PNG, SVG, its numbers, and its words.
    pub(in crate::cli) fn files(&self, pictures: &ComparePictures<'_>) -> Vec<ResultFile> {
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
