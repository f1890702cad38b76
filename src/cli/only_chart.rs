//! The charts of a command that draws one kind.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Failure;
use super::files::ResultFile;
use super::like::{LikeArgs, Likes};
use super::pictures::{chosen, chosen_sizes, files_of, stem};
use super::request::Request;
use crate::output::chart::{Chart, Domains, Size, Subject};

/// What is drawn, sizes as asked for on the command line, and pictures that lend
/// axes.
pub(super) struct OnlyChart {
    /// At least one thing, all of one kind.
    drawn: Vec<Subject>,
    /// None where no chart is asked for.
    sizes: Vec<Size>,
    likes: Likes,
}

impl OnlyChart {
    /// Of what is drawn, at least one thing, all of one kind, in a currency.
    pub(super) fn parse(
        drawn: Vec<Subject>,
        charts: &[String],
        sizes: &[String],
        (like, currency): (&LikeArgs, &str),
    ) -> Result<Self, Failure> {
        let sizes = chosen_sizes(sizes)?;
        let wanted = chosen(charts, &[(drawn[0].kind, ())])?;
        let (sizes, of) =
            if wanted.is_empty() { (Vec::new(), &[][..]) } else { (sizes, &drawn[..]) };
        let likes = Likes::read(like, of, (currency, &[]))?;
        Ok(Self { drawn, sizes, likes })
    }

    /// Four files for each size of the one thing that is drawn: PNG, SVG, its
    /// numbers, and its words.
    pub(super) fn files(
        &self,
        draw: impl Fn(Size, Option<&Domains>) -> Chart + Sync,
    ) -> Vec<ResultFile> {
        let one = &self.drawn[0];
        self.files_of((one, one.kind), draw)
    }

    /// The same of one of several things, by a name of its own.
    pub(super) fn files_of(
        &self,
        (drawn, name): (&Subject, &str),
        draw: impl Fn(Size, Option<&Domains>) -> Chart + Sync,
    ) -> Vec<ResultFile> {
        let wanted = self.likes.of(drawn, &self.sizes);
        let files: Vec<Vec<ResultFile>> = wanted
            .par_iter()
            .map(|(size, like)| files_of(&stem(name, *size), &draw(*size, like.as_ref())))
            .collect();
        files.into_iter().flatten().collect()
    }

    /// Records which of the `files` tell the axes that they were lent.
    pub(super) fn record(&self, asked: &Request, files: &[ResultFile]) {
        asked.also("like", self.likes.told_by(files));
    }
}
