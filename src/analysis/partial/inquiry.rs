//! All that a summary is made from, asked of paths round by round.

use std::collections::BTreeMap;

use super::GROUPS;
use super::asked::{About, Asked};
use super::column::Column;
use super::find::{Finder, Known, Wanted};
use super::price::PriceSearch;
use super::tallied::{Moments, Sums, Tallied, total};
use super::tally::kind_of;
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::errors::Errors;
use crate::analysis::estimate::Estimate;
use crate::analysis::flows::{MeanFlows, RateFound};
use crate::model::returns::IrrKind;

/// What is wanted of a scenario, and what is known of it so far.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    paths: u64,
    errors: Errors,
    finder: Finder,
    /// Whether the break-even rate is wanted, and how rates of return were come by.
    with_rate: bool,
    with_kinds: bool,
    price: Option<PriceSearch<'a>>,
    is_begun: bool,
    groups: [u64; GROUPS],
    flows: BTreeMap<u32, Sums>,
    kinds: BTreeMap<String, (u64, u64)>,
    discounted: Option<Moments>,
}

impl<'a> Inquiry<'a> {
    /// Of columns, over so many paths.
    pub fn new(paths: u64, errors: Errors, wanted: Vec<Wanted>) -> Self {
        Self {
            paths,
            errors,
            finder: Finder::new(wanted, errors),
            with_rate: false,
            with_kinds: false,
            price: None,
            is_begun: false,
            groups: [0; GROUPS],
            flows: BTreeMap::new(),
            kinds: BTreeMap::new(),
            discounted: None,
        }
    }

    /// Also of the rate at which mean NPV is 0.
    #[must_use]
    pub fn with_break_even_rate(self) -> Self {
        Self { with_rate: true, ..self }
    }

    /// Also of how rates of return were come by.
    #[must_use]
    pub fn with_irr_kinds(self) -> Self {
        Self { with_kinds: true, ..self }
    }

    /// Also of the price at which mean NPV is 0.
    #[must_use]
    pub fn with_price(self, search: PriceSearch<'a>) -> Self {
        Self { price: Some(search), ..self }
    }

    /// What is to be asked of all paths next; nothing once all is known. `sorted` gives what the
    /// first paths have of a column, rising, where that is known.
    pub fn next(&self, sorted: impl Fn(&Column) -> Option<Vec<f64>>) -> Asked {
        let priced = self.price.as_ref().map(PriceSearch::next).unwrap_or_default();
        if !self.is_begun {
            let columns = self.finder.first(self.paths, sorted);
            let (flows, irr_kinds) = (self.with_rate, self.with_kinds);
            return Asked { columns, flows, irr_kinds, priced, ..Asked::default() };
        }
        let rate = self.mean_flows().rate().filter(|_| self.discounted.is_none());
        let about = rate.map(|at| About { at, about: Some(0.0) });
        let discounted = about.into_iter().collect();
        Asked { columns: self.finder.next(), discounted, priced, ..Asked::default() }
    }

    /// Learns what was tallied of all paths when this was asked.
    pub fn learn(&mut self, asked: &Asked, tallied: Tallied) {
        if !self.is_begun {
            self.groups = tallied.paths;
            self.flows = tallied.flows.clone();
            self.kinds = tallied.irr_kinds.clone();
            self.is_begun = true;
        }
        if let Some(moments) = tallied.discounted.first() {
            self.discounted = Some(moments.clone());
        }
        if let Some(search) = &mut self.price {
            search.learn(&self.groups, &asked.priced, &tallied.priced);
        }
        self.finder.learn(asked, tallied);
    }

    /// What is known of a column.
    ///
    /// # Panics
    /// Where it was not wanted.
    pub fn of(&self, column: &Column) -> &Known {
        self.finder.of(column)
    }

    fn mean_flows(&self) -> MeanFlows {
        let sums = self.flows.iter().map(|(month, sums)| (*month, total(sums)));
        MeanFlows::new(sums, self.paths)
    }

    /// The yearly rate at which mean NPV is 0, once it is known; none where there is none.
    pub fn break_even_rate(&self) -> Option<Estimate> {
        let RateFound { rate, per_money } = self.mean_flows().found()?;
        let moments = self.discounted.as_ref()?;
        let error = super::price::mean_about_0(self.errors, &self.groups, moments).standard_error;
        Some(Estimate { value: rate, standard_error: error * per_money.abs() })
    }

    /// The price at which mean NPV is 0, once it is known.
    pub fn price(&self) -> Option<BreakEvenPrice> {
        self.price.as_ref()?.found()
    }

    /// How rates of return were come by, in the order of the first path of each, with the number
    /// of paths.
    pub fn irr_kinds(&self) -> Vec<(IrrKind, usize)> {
        let mut kinds: Vec<(u64, IrrKind, usize)> = self
            .kinds
            .iter()
            .filter_map(|(text, (count, first))| Some((*first, kind_of(text)?, *count as usize)))
            .collect();
        kinds.sort_unstable_by_key(|(first, ..)| *first);
        kinds.into_iter().map(|(_, kind, count)| (kind, count)).collect()
    }
}
