//! The price of the round at which mean NPV is 0, of more paths than are kept: sought on the first
//! paths alone, and then settled on all of them, question by question.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::asked::About;
use super::tallied::Moments;
use crate::analysis::break_even_price::{APART, BreakEvenPrice, HIGHEST, highest_price};
use crate::analysis::errors::Errors;
use crate::analysis::estimate::{Estimate, mean_near_0};
use crate::analysis::grouped::Grouped;
use crate::analysis::partial::GROUPS;
use crate::analysis::partial::tallied::total;
use crate::analysis::repriced::Repriced;

/// How many of its errors the price may be off from that of the first paths.
const FAR: f64 = 5.0;
/// What is asked is so near to 0, in its standard errors, that a straight line leads there.
const NEAR: f64 = 0.1;

/// A search over all paths.
#[derive(Clone, Debug)]
pub struct PriceSearch<'a> {
    deal: Repriced<'a>,
    errors: Errors,
    /// On the first paths.
    first: BreakEvenPrice,
    /// Mean NPV at the prices that were asked for, by their bits.
    known: BTreeMap<u64, Estimate>,
}

/// What a search comes to next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Mean NPV at these prices must be known.
    Ask(Vec<f64>),
    /// It is done.
    Found(BreakEvenPrice),
}

impl<'a> PriceSearch<'a> {
    /// From what the first paths say.
    pub fn new(deal: Repriced<'a>, errors: Errors, first: BreakEvenPrice) -> Self {
        Self { deal, errors, first, known: BTreeMap::new() }
    }

    /// What is to be asked next, as jobs ask it.
    pub fn next(&self) -> Vec<About> {
        match self.step() {
            Step::Ask(prices) => {
                prices.into_iter().map(|at| About { at, about: Some(0.0) }).collect()
            }
            Step::Found(_) => Vec::new(),
        }
    }

    /// What it has come to; none before it is done.
    pub fn found(&self) -> Option<BreakEvenPrice> {
        match self.step() {
            Step::Found(found) => Some(found),
            Step::Ask(_) => None,
        }
    }

    /// Learns mean NPV of so many paths in each group at the prices.
    pub fn learn(&mut self, paths: &[u64; GROUPS], asked: &[About], tallied: &[Moments]) {
        for (About { at, .. }, moments) in asked.iter().zip(tallied) {
            let estimate = mean_about_0(self.errors, paths, moments);
            self.known.insert(at.to_bits(), estimate);
        }
    }

    fn at(&self, price: f64) -> Option<Estimate> {
        self.known.get(&price.to_bits()).copied()
    }

    fn step(&self) -> Step {
        let BreakEvenPrice::At(first) = self.first else { return self.anew() };
        let far = FAR * first.standard_error;
        let (low, high) = (first.value - far, first.value + far);
        let (below, above) = (first.value * (1.0 - APART), first.value * (1.0 + APART));
        let nodes = [low, first.value, high, below, above];
        let usable = |price: &f64| price.is_finite() && 0.0 < *price && *price < HIGHEST;
        if !nodes.iter().all(|price| usable(price) && self.deal.at(*price).is_some()) {
            return self.anew();
        }
        let lacking: Vec<f64> =
            nodes.into_iter().filter(|price| self.at(*price).is_none()).collect();
        let [Some(at_low), Some(middle), Some(at_high), Some(at_below), Some(at_above)] =
            nodes.map(|price| self.at(price))
        else {
            return Step::Ask(lacking);
        };
        if !(0.0 <= at_low.value && at_high.value < 0.0) {
            return self.anew();
        }
        let share = |price: f64| self.share(price);
        // Through three points, as the share that is bought hangs on what is asked.
        let points = [(low, at_low), (first.value, middle), (high, at_high)]
            .map(|(price, at)| (at.value, share(price)));
        let next = self.price(inverse_quadratic(points));
        let Some(found) = self.at(next) else { return Step::Ask(vec![next]) };
        if !(found.value.abs() <= NEAR * found.standard_error) {
            return self.anew();
        }
        // By a straight line from there.
        let slope = (found.value - middle.value) / (share(next) - share(first.value));
        let by = if slope.is_finite() { found.value / slope } else { 0.0 };
        let value = self.price(share(next) - by);
        let slope = (at_above.value - at_below.value) / (above - below);
        let standard_error = found.standard_error / slope.abs();
        Step::Found(BreakEvenPrice::At(Estimate { value, standard_error }))
    }

    /// The search as it is made on paths that are kept, a price at a time.
    fn anew(&self) -> Step {
        let lacking = Cell::new(None);
        let found = highest_price(&self.deal, |price| {
            // What follows upon a price that is not known is not looked at.
            let known = self.at(price);
            if known.is_none() && lacking.get().is_none() && self.deal.at(price).is_some() {
                lacking.set(Some(price));
            }
            known
        });
        lacking.get().map_or(Step::Found(found), |price| Step::Ask(vec![price]))
    }

    /// The share of the company that the round buys at a price.
    fn share(&self, price: f64) -> f64 {
        let round = self.deal.deal().round_size;
        round / (price + round)
    }

    fn price(&self, share: f64) -> f64 {
        let round = self.deal.deal().round_size;
        round / share - round
    }
}

/// The mean of a number that is near 0 on average.
pub(super) fn mean_about_0(errors: Errors, paths: &[u64; GROUPS], moments: &Moments) -> Estimate {
    let n: u64 = paths.iter().sum();
    let mut sum = [0.0; GROUPS];
    sum.iter_mut().zip(&moments.sums).for_each(|(own, exact)| *own = exact.value());
    if errors.of_so_many(n as usize) {
        return Grouped { n: *paths, sum }.mean();
    }
    let squares = moments.squares.as_ref().map_or(f64::NAN, |sum| sum.value());
    mean_near_0(n as f64, total(&moments.sums), squares)
}

/// Where a parabola through three points, of which y hangs on x, is at x = 0.
fn inverse_quadratic([(a, at_a), (b, at_b), (c, at_c)]: [(f64, f64); 3]) -> f64 {
    at_a * b * c / ((a - b) * (a - c))
        + at_b * a * c / ((b - a) * (b - c))
        + at_c * a * b / ((c - a) * (c - b))
}
