//! From a comparison to its charts.

use super::chart::{diff, exceed, rows};
use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::followed::Followed;
use crate::output::chart::{Group, Kind, Picture, Subject};
use crate::output::run::pictures::{self as run, Pictures, RunChart};

/// The kinds of chart of all scenarios together, in the order in which a memo shows them.
pub static KINDS: [&Kind; 3] = [&rows::KIND, &diff::KIND, &exceed::KIND];

/// The kinds of all that a comparison draws: of the scenarios together, then of each alone.
pub fn kinds() -> Vec<&'static Kind> {
    KINDS.into_iter().chain(run::kinds()).collect()
}

/// What is drawn of scenarios that are compared.
pub fn subjects() -> Vec<Subject> {
    let alone = run::CHARTS.iter().map(RunChart::subject);
    KINDS.iter().map(|kind| Subject::of_kind(kind)).chain(alone).collect()
}

/// A comparison, laid out as charts want it.
pub struct ComparePictures<'a> {
    contenders: &'a [Contender<'a>],
    comparison: &'a Comparison,
    own: Vec<Pictures<'a>>,
}

impl<'a> ComparePictures<'a> {
    /// Of contenders, the first of which the others are held against.
    pub fn new(contenders: &'a [Contender<'a>], comparison: &'a Comparison) -> Self {
        let own = contenders
            .iter()
            .enumerate()
            .map(|(position, one)| Pictures::new(one.info, one.summary, one.outcomes).at(position));
        Self { contenders, comparison, own: own.collect() }
    }

    /// With what is drawn of months, where it is known already, of each scenario in its order: of
    /// outcomes without months, it cannot be made.
    pub fn with_followed(self, followed: impl IntoIterator<Item = Followed>) -> Self {
        let own = self.own.into_iter().zip(followed);
        Self { own: own.map(|(own, followed)| own.with_followed(followed)).collect(), ..self }
    }

    /// The charts of all scenarios and of each pair, then those of each scenario alone.
    pub fn list(&self) -> Vec<Group<'_>> {
        self.together().into_iter().chain(self.alone()).collect()
    }

    /// Charts of all scenarios, and of each pair with the first.
    pub fn together(&self) -> Vec<Group<'_>> {
        let rows = Picture::of_kind(&rows::KIND, |like, size| {
            rows::compare(self.contenders, self.comparison, like, size)
        });
        let exceed = Picture::of_kind(&exceed::KIND, |like, size| {
            exceed::exceed(self.contenders, like, size)
        });
        vec![vec![rows], self.differences(), vec![exceed]]
    }

    fn differences(&self) -> Group<'_> {
        let others = self.contenders[1..].iter().zip(&self.comparison.pairs);
        let drawn = others.map(|(other, pair)| {
            let name = match self.contenders.len() {
                2 => diff::KIND.name.to_owned(),
                _ => format!("{}-{}", diff::KIND.name, other.label),
            };
            Picture::new(name, Subject::of_kind(&diff::KIND), move |like, size| {
                diff::diff(&self.contenders[0], other, pair, like, size)
            })
        });
        drawn.collect()
    }

    /// The charts of each scenario alone, those of a kind all on the same axes.
    pub fn alone(&self) -> Vec<Group<'_>> {
        let of = |chart: &'static RunChart| -> Group<'_> {
            let named = self.contenders.iter().zip(&self.own);
            let named = named.map(|(one, own)| {
                let name = format!("{}-{}", one.label, chart.kind.name);
                Picture::new(name, chart.subject(), move |like, size| {
                    own.draw_among(&self.own, chart, like, size)
                })
            });
            named.collect()
        };
        run::CHARTS.iter().map(of).collect()
    }
}
