//! The charts of a memo, as files and as pictures within its text.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::drivers::Drivers;
use crate::analysis::stress::Findings;
use crate::cli::Failure;
use crate::cli::files::ResultFile;
use crate::cli::pictures::{Choice, chosen, files_of, say_what_is_lacking, stem};
use crate::output::chart::provenance::provenance;
use crate::output::chart::{Chart, Kind, Picture, Size, Subject};
use crate::output::compare::pictures::{self as compare, ComparePictures};
use crate::output::html;
use crate::output::run::pictures::{self as run, Pictures};
use crate::output::sensitivity::chart::tornado;
use crate::output::stress::chart::{line, summary};
use crate::output::stress::pictures as stress;

/// What stands in a narrow memo.
const NARROW: Size = Size::Half;

/// The kinds of its charts, in their order.
fn kinds() -> Vec<&'static Kind> {
    let others = [&tornado::KIND, &summary::KIND, &line::KIND];
    run::kinds().into_iter().chain(others).chain(compare::KINDS).collect()
}

/// The kinds and sizes of `--charts` and `--size`.
pub(super) fn choice(charts: &[String], sizes: &[String]) -> Result<Choice, Failure> {
    // A chart that is not known is told before a size that is not.
    chosen(charts, &kinds())?;
    Choice::parse(charts, sizes, &kinds())
}

/// What the charts are drawn from.
pub(super) struct Subjects<'a> {
    pub(super) contenders: &'a [Contender<'a>],
    pub(super) drivers: &'a Drivers,
    pub(super) stress: Option<&'a Findings>,
    pub(super) comparison: Option<&'a Comparison>,
}

/// A chart in all its sizes.
pub(super) struct InSizes {
    name: String,
    /// The sizes that were asked for, at least one.
    sizes: Vec<(String, Chart)>,
    narrow: Chart,
}

/// Draws all that was asked for and that there is something to draw of.
pub(super) fn draw(choice: &Choice, of: &Subjects<'_>) -> Vec<InSizes> {
    let plan = &of.contenders[0];
    let own = Pictures::new(plan.info, plan.summary, plan.outcomes);
    let compared = of.comparison.map(|comparison| ComparePictures::new(of.contenders, comparison));
    let run = provenance(plan.info);
    let tornado = (!of.drivers.all.is_empty()).then(|| {
        let subject = Subject::of_statistic(&tornado::KIND, &of.drivers.statistic);
        vec![Picture::new(tornado::KIND.name, subject, |like, size| {
            tornado::tornado(of.drivers, &run, like, size)
        })]
    });
    let stress = of.stress.map(|found| stress::pictures(plan.info, found)).unwrap_or_default();
    let compared = compared.as_ref().map(ComparePictures::together).unwrap_or_default();
    // What is drawn of all together is not drawn of the plan alone.
    let together: Vec<&Kind> = compared.iter().flatten().map(|one| one.subject.kind).collect();
    let mut own = own.list();
    own.retain(|group| !together.contains(&group[0].subject.kind));
    let all = own.into_iter().chain(tornado).chain(stress).chain(compared).collect();
    let pictures: Vec<Picture<'_>> = choice.among(all).into_iter().flatten().collect();
    let drawn: Vec<InSizes> =
        pictures.par_iter().map(|picture| InSizes::of(picture, choice.sizes())).collect();
    let charts = drawn.iter().flat_map(|one| one.sizes.iter().map(|(_, chart)| chart));
    say_what_is_lacking(charts.flat_map(|chart| chart.lacking().iter().copied()));
    drawn
}

impl InSizes {
    fn of(picture: &Picture<'_>, sizes: &[Size]) -> Self {
        let draw = |size: &Size| (stem(&picture.name, *size), picture.draw(None, *size));
        Self {
            name: picture.name.clone(),
            sizes: sizes.iter().map(draw).collect(),
            narrow: picture.draw(None, NARROW),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Four files for each size that was asked for.
    pub(super) fn files(&self) -> Vec<ResultFile> {
        let files: Vec<Vec<ResultFile>> =
            self.sizes.par_iter().map(|(stem, chart)| files_of(stem, chart)).collect();
        files.into_iter().flatten().collect()
    }

    /// The name of the PNG that the text shows, in the first size that was asked for.
    pub(super) fn file(&self) -> String {
        format!("{}.png", self.sizes[0].0)
    }

    /// As it stands in the text; `file` is that of [`InSizes::file`].
    pub(super) fn picture<'a>(&'a self, file: &'a str) -> html::Picture<'a> {
        html::Picture { name: &self.name, file, wide: &self.sizes[0].1, narrow: &self.narrow }
    }
}
