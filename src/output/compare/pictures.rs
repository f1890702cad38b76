//! From a comparison to its charts.

use super::chart::{diff, exceed, rows};
use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::runway::Runway;
use crate::output::chart::{Chart, CompareKind, Domains, Kind, Size};
use crate::output::run::pictures::Pictures;

/// A comparison, laid out as charts want it.
pub struct ComparePictures<'a> {
    contenders: &'a [Contender<'a>],
    comparison: &'a Comparison,
    own: Vec<Pictures<'a>>,
}

impl<'a> ComparePictures<'a> {
    /// Of one comparison.
    pub fn new(contenders: &'a [Contender<'a>], comparison: &'a Comparison) -> Self {
        let own = contenders.iter().map(|one| Pictures::new(one.info, one.summary, one.outcomes));
        Self { contenders, comparison, own: own.collect() }
    }

    /// With runways that are known already, of each scenario in its order: of
    /// outcomes without months, they cannot be made.
    pub fn with_runways(self, runways: impl IntoIterator<Item = Runway>) -> Self {
        let own = self.own.into_iter().zip(runways);
        Self { own: own.map(|(own, runway)| own.with_runway(runway)).collect(), ..self }
    }

    /// Charts of a kind with their names: one of all scenarios, or one of each
    /// pair with the first.
    pub fn draw(&self, kind: CompareKind, size: Size) -> Vec<(String, Chart)> {
        self.draw_like(kind, size, None)
    }

    /// The same, on the axes of another picture if there is one.
    pub fn draw_like(
        &self,
        kind: CompareKind,
        size: Size,
        like: Option<&Domains>,
    ) -> Vec<(String, Chart)> {
        let one = |chart| vec![(kind.name().to_owned(), chart)];
        match kind {
            CompareKind::Compare => {
                one(rows::compare(self.contenders, self.comparison, like, size))
            }
            CompareKind::Exceed => one(exceed::exceed(self.contenders, like, size)),
            CompareKind::Diff => self.differences(size, like),
        }
    }

    fn differences(&self, size: Size, like: Option<&Domains>) -> Vec<(String, Chart)> {
        let others = self.contenders[1..].iter().zip(&self.comparison.pairs);
        let drawn = others.map(|(other, pair)| {
            let chart = diff::diff(&self.contenders[0], other, (pair, like), size);
            let name = CompareKind::Diff.name();
            match self.contenders.len() {
                2 => (name.to_owned(), chart),
                _ => (format!("{name}-{}", other.label), chart),
            }
        });
        drawn.collect()
    }

    /// A chart of each scenario alone, all on the same axes.
    pub fn draw_own(&self, kind: Kind, size: Size) -> Vec<(String, Chart)> {
        self.draw_own_like(kind, size, None)
    }

    /// The same, on the axes of another picture if there is one.
    pub fn draw_own_like(
        &self,
        kind: Kind,
        size: Size,
        like: Option<&Domains>,
    ) -> Vec<(String, Chart)> {
        let named = self.contenders.iter().zip(&self.own);
        let named = named.map(|(one, own)| {
            let chart = own.draw_like(&self.own, like, (kind, size));
            (format!("{}-{}", one.label, kind.name()), chart)
        });
        named.collect()
    }
}
