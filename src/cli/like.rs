//! `--like`: pictures that lend their axes to those that are drawn.

use crate::cli::misuse::Misuse;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::bounded::{self, Purpose};
use super::files::ResultFile;
use crate::output::chart::{Domains, ReferencePicture, Size, Subject};
use crate::output::kinds;

/// Pictures whose axes are taken.
#[derive(Args)]
pub(super) struct LikeArgs {
    /// Draw the chart of the same kind on the axes and in the size of this picture (a PNG that
    /// shortrun wrote, in a memo for instance), so that both line up; can be given several times
    #[arg(long, value_name = "PNG")]
    pub(super) like: Vec<PathBuf>,
}

/// What the runs that are shown have alike: axes are lent to no others.
pub(super) struct Terms<'a> {
    /// Currency of all amounts.
    pub(super) currency: &'a str,
    /// What a success must earn, of each run; none where no picture shows it.
    pub(super) target_irrs: &'a [f64],
}

impl<'a> Terms<'a> {
    /// Of pictures that show no such rate.
    pub(super) fn of(currency: &'a str) -> Self {
        Self { currency, target_irrs: &[] }
    }
}

/// Pictures that lend their axes, each with the file that it was read from.
#[derive(Default)]
pub(super) struct References(Vec<(PathBuf, ReferencePicture)>);

impl References {
    /// Reads them, for what is drawn; the failure tells all that is wrong with any.
    pub(super) fn read(
        args: &LikeArgs,
        drawn: &[Subject],
        terms: &Terms<'_>,
    ) -> Result<Self, Failure> {
        let (mut read, mut wrong) = (Self::default(), Vec::new());
        for path in &args.like {
            match lender(path, drawn, terms).and_then(|one| read.refuse_second(one)) {
                Ok(one) => read.0.push((path.clone(), one)),
                Err(why) => wrong.push(format!("--like {}: {why}", path.display())),
            }
        }
        if wrong.is_empty() { Ok(read) } else { Err(Failure::Misused(Misuse::lines(wrong))) }
    }

    fn refuse_second(&self, one: ReferencePicture) -> Result<ReferencePicture, String> {
        match self.0.iter().find(|(_, other)| other.is_alike(&one)) {
            Some((path, _)) => Err(format!(
                "{} already gives the axes of {} in this size",
                path.display(),
                one.kind.name
            )),
            None => Ok(one),
        }
    }

    /// Sizes and axes of what is drawn: those of its pictures, or else the sizes
    /// that are asked for, with axes that suit the runs.
    pub(super) fn of(&self, drawn: &Subject, asked: &[Size]) -> Vec<(Size, Option<Domains>)> {
        let is_of = |one: &ReferencePicture| one.kind == drawn.kind && one.of == drawn.of;
        let lent = self.0.iter().filter(|(_, one)| is_of(one));
        let lent: Vec<_> = lent.map(|(_, one)| (one.size, Some(one.domains.clone()))).collect();
        if lent.is_empty() { asked.iter().map(|size| (*size, None)).collect() } else { lent }
    }

    /// Names of pictures among the drawn ones that tell the lent axes
    /// themselves, so that a result can be made again without the lenders.
    pub(super) fn told_by(&self, drawn: &[ResultFile]) -> Vec<String> {
        let told = self.0.iter().filter_map(|(_, one)| {
            let is_alike = |file: &&ResultFile| {
                file.name.ends_with(".png")
                    && ReferencePicture::read(&file.bytes, &kinds::all())
                        .is_ok_and(|drawn| drawn.is_alike(one))
            };
            drawn.iter().find(is_alike).map(|file| file.name.clone())
        });
        told.collect()
    }
}

fn lender(path: &Path, drawn: &[Subject], terms: &Terms<'_>) -> Result<ReferencePicture, String> {
    let file = bounded::read(path, Purpose::Picture)
        .map_err(|error| format!("it cannot be read: {error}"))?;
    let lender = ReferencePicture::read(&file, &kinds::all())?;
    lender.suits(drawn, terms.currency, terms.target_irrs)?;
    Ok(lender)
}
