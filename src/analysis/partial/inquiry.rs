//! All that a summary is made from, asked of paths round by round.

use std::collections::BTreeMap;

use super::GROUPS;
use super::asked::{About, Asked};
use super::column::Column;
use super::find::{Finder, Known, Wanted};
use super::price::{PriceSearch, mean_about_0};
use super::tallied::{Moments, Tallied};
use super::tally::kind_of;
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::errors::Errors;
use crate::analysis::estimate::Estimate;
use crate::analysis::evaluate::Evaluated;
use crate::analysis::flows::{FlowSums, RateFound};
use crate::analysis::influence::Influence;
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
    /// Whether the price is sought on these paths alone, and what it is.
    seeks_price: bool,
    sought: Option<BreakEvenPrice>,
    is_begun: bool,
    groups: [u64; GROUPS],
    flows: FlowSums,
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
            seeks_price: false,
            sought: None,
            is_begun: false,
            groups: [0; GROUPS],
            flows: FlowSums::default(),
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

    /// Also of that price as it is sought on paths that are kept, which are to be few.
    #[must_use]
    pub fn with_price_of_these(self) -> Self {
        Self { seeks_price: true, ..self }
    }

    /// What is to be asked of all paths next; nothing once all is known. `sorted` gives what the
    /// first paths have of a column, rising, where that is known.
    pub fn next(&self, sorted: impl Fn(&Column) -> Option<Vec<f64>>) -> Asked {
        let priced = self.price.as_ref().map(PriceSearch::next).unwrap_or_default();
        if !self.is_begun {
            let columns = self.finder.first(self.paths, sorted);
            let (flows, irr_kinds) = (self.with_rate, self.with_kinds);
            let break_even_price = self.seeks_price;
            let discounted = Vec::new();
            return Asked { columns, flows, irr_kinds, discounted, priced, break_even_price };
        }
        let is_open = self.discounted.is_none() && !self.errors.of_so_many(self.paths as usize);
        let rate = self.flows.mean(self.paths).rate().filter(|_| is_open);
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
            self.sought = tallied.break_even_price.map(BreakEvenPrice::from);
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

    /// Paths in each group, once any answer is there.
    pub fn groups(&self) -> &[u64; GROUPS] {
        &self.groups
    }

    /// How errors are found.
    pub fn errors(&self) -> Errors {
        self.errors
    }

    /// The yearly rate at which mean NPV is 0, once it is known; none where there is none.
    pub fn break_even_rate(&self) -> Option<Estimate> {
        self.evaluated_rate().map(|rate| rate.estimate)
    }

    /// The same as a statistic.
    pub fn evaluated_rate(&self) -> Option<Evaluated> {
        let RateFound { rate, per_money } = self.flows.mean(self.paths).found()?;
        let of_scrambles = self.errors.of_so_many(self.paths as usize).then(|| {
            let npv = self.flows.npv_by_scramble(rate);
            Influence::of_all(&self.groups, npv.map(|npv| npv * per_money))
        });
        let standard_error = match &of_scrambles {
            Some(influence) => influence.error(),
            None => {
                let moments = self.discounted.as_ref()?;
                let mean = mean_about_0(self.errors, &self.groups, moments);
                mean.standard_error * per_money.abs()
            }
        };
        Some(Evaluated {
            estimate: Estimate { value: rate, standard_error },
            errors: self.errors,
            paths: self.paths as usize,
            influence: Vec::new(),
            of_scrambles,
        })
    }

    /// The price at which mean NPV is 0, once it is known.
    pub fn price(&self) -> Option<BreakEvenPrice> {
        self.sought.or_else(|| self.price.as_ref()?.found())
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
