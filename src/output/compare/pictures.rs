//! From a comparison to its charts.

use super::chart::{diff, exceed as curves, kpi as figures, panel, rows, unit as units};
use crate::analysis::compare::{Comparison, Contender};
use crate::analysis::followed::Followed;
use crate::analysis::strongest_driver::StrongestDriver;
use crate::analysis::unit_economics::UnitEconomics;
use crate::output::chart::{Group, Kind, Picture, Size, Subject, provenance_of};
use crate::output::run::chart::{exceed, kpi, unit};
use crate::output::run::pictures::{self as run, Pictures, RunChart};

/// The kinds of chart of all scenarios together, in the order in which a memo shows them.
pub static KINDS: [&Kind; 5] = [&rows::KIND, &diff::KIND, &exceed::KIND, &kpi::KIND, &unit::KIND];

/// The kinds of all that a comparison draws: of the scenarios together, then of each alone.
pub fn kinds() -> Vec<&'static Kind> {
    KINDS.into_iter().chain(alone().map(|chart| chart.kind)).collect()
}

/// The charts of each scenario alone: of kinds that are drawn of all together, there is no need.
fn alone() -> impl Iterator<Item = &'static RunChart> {
    run::CHARTS.iter().filter(|chart| !KINDS.contains(&chart.kind))
}

/// What is drawn of scenarios that are compared.
pub fn subjects() -> Vec<Subject> {
    let alone = alone().map(RunChart::subject);
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

    /// With what their units earn, which is known already: of outcomes that were read from a file,
    /// it cannot be made.
    pub fn with_units(self, units: impl IntoIterator<Item = Option<UnitEconomics>>) -> Self {
        let own = self.own.into_iter().zip(units);
        Self { own: own.map(|(own, units)| own.with_units(units)).collect(), ..self }
    }

    /// With the assumption that the MOIC of each goes with most, likewise.
    pub fn with_drivers(self, drivers: impl IntoIterator<Item = Option<StrongestDriver>>) -> Self {
        let own = self.own.into_iter().zip(drivers);
        Self { own: own.map(|(own, driver)| own.with_driver(driver)).collect(), ..self }
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
            curves::exceed(self.contenders, like, size)
        });
        let kpi = Picture::of_kind(&kpi::KIND, |like, size| {
            figures::kpi(self.contenders, self.comparison, like, size)
        });
        let unit = Picture::of_kind(&unit::KIND, |like, size| {
            let economics: Vec<_> = self.own.iter().map(Pictures::units).collect();
            units::unit(self.contenders, &economics, self.comparison, like, size)
        });
        vec![vec![rows], self.differences(), vec![exceed], vec![kpi], vec![unit]]
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

    /// Of each of these kinds of chart, one picture with that of each scenario; it has one size.
    pub fn panels(&self, kinds: &[&'static Kind]) -> Vec<Picture<'_>> {
        let charts = run::CHARTS.iter().filter(|chart| kinds.contains(&chart.kind));
        let of = |chart: &'static RunChart| {
            let name = format!("{}-{}", panel::KIND.name, chart.kind.name);
            Picture::new(name, chart.subject(), move |like, _| {
                let drawn = &self.contenders[..self.contenders.len().min(panel::MOST)];
                let cells = drawn.iter().zip(&self.own).map(|(one, own)| panel::Cell {
                    label: one.label,
                    chart: own.draw_among(&self.own, chart, like, Size::Half),
                });
                let infos: Vec<_> = drawn.iter().map(|one| one.info).collect();
                let cells: Vec<_> = cells.collect();
                panel::panel(&provenance_of(&infos), &cells, self.contenders.len())
            })
        };
        charts.map(of).collect()
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
        alone().map(of).collect()
    }
}
