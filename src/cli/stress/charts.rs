//! Which charts of a stress to draw, and the files they become.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::analysis::run_info::RunInfo;
use crate::analysis::stress::Findings;
use crate::cli::Failure;
use crate::cli::files::ResultFile;
use crate::cli::like::{LikeArgs, Likes};
use crate::cli::pictures::{chosen, chosen_sizes, files_of, stem};
use crate::cli::request::Request;
use crate::output::chart::{Domains, Size, StressKind, Subject};
use crate::output::stress::pictures::StressPicture;

/// Kinds and sizes, as asked for on the command line, and pictures that lend axes.
pub(super) struct StressCharts {
    kinds: Vec<StressKind>,
    sizes: Vec<Size>,
    likes: Likes,
}

/// A chart to be drawn: its name, what of, its size, and axes where they are
/// lent.
type Wanted<'a> = (String, StressPicture<'a>, Size, Option<Domains>);

impl StressCharts {
    pub(super) fn parse(kinds: &[String], sizes: &[String]) -> Result<Self, Failure> {
        let sizes = chosen_sizes(sizes)?;
        let kinds = chosen(kinds, &StressKind::ALL.map(|kind| (kind.name(), kind)))?;
        Ok(Self { kinds, sizes, likes: Likes::default() })
    }

    /// The same, on the axes of pictures, of what is pushed and in a currency.
    pub(super) fn like(
        self,
        args: &LikeArgs,
        pushed: Vec<Subject>,
        currency: &str,
    ) -> Result<Self, Failure> {
        let is_drawn = |one: &Subject| self.kinds.iter().any(|kind| kind.name() == one.kind);
        let drawn: Vec<Subject> = pushed.into_iter().filter(is_drawn).collect();
        let likes = Likes::read(args, &drawn, (currency, &[]))?;
        Ok(Self { likes, ..self })
    }

    /// Four files for each chart: PNG, SVG, its numbers, and its words.
    pub(super) fn files(&self, info: &RunInfo, found: &Findings) -> Vec<ResultFile> {
        let draw = |(name, one, size, like): &Wanted<'_>| {
            files_of(&stem(name, *size), &one.draw(info, like.as_ref(), *size))
        };
        let drawn: Vec<Vec<ResultFile>> = self.wanted(found).par_iter().map(draw).collect();
        drawn.into_iter().flatten().collect()
    }

    fn wanted<'a>(&self, found: &'a Findings) -> Vec<Wanted<'a>> {
        let named = self.kinds.iter().flat_map(|kind| StressPicture::of(found, *kind));
        let wanted = named.flat_map(|(name, one)| {
            let each = self.likes.of(&one.subject(), &self.sizes).into_iter();
            each.map(move |(size, like)| (name.clone(), one, size, like))
        });
        wanted.collect()
    }

    /// Records which of the `files` tell the axes that they were lent.
    pub(super) fn record(&self, asked: &Request, files: &[ResultFile]) {
        asked.also("like", self.likes.told_by(files));
    }
}
