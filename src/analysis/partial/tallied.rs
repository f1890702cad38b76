//! What was tallied of some paths: whole numbers and exact sums, which come to the same however
//! the paths were grouped and in whatever order they came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::asked::{Asked, ColumnAsked};
use super::interval::Counted;
use super::{GROUPS, Groups, add, key_of, value_of};
use crate::analysis::break_even_price::BreakEvenPrice;
use crate::analysis::estimate::Estimate;
use crate::analysis::exact::ExactSum;
use crate::analysis::flows::FlowSums;

/// Sums of each group.
pub type Sums = Vec<ExactSum>;

/// What was tallied of paths.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tallied {
    /// Paths in each group.
    pub paths: Groups,
    /// Of each column that was asked for, in their order.
    pub columns: Vec<ColumnTallied>,
    /// Sums of the investor's cash flows.
    #[serde(default, skip_serializing_if = "FlowSums::is_empty")]
    pub flows: FlowSums,
    /// How rates of return were come by: how often, and the first path on which it was so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub irr_kinds: BTreeMap<String, (u64, u64)>,
    /// Of each rate that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounted: Vec<Moments>,
    /// Of each price that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priced: Vec<Moments>,
    /// What a search for a price came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_even_price: Option<PriceFound>,
}

/// What was tallied of one column, over the paths that have it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnTallied {
    /// Values in each group.
    pub n: Groups,
    /// Their sums.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Sums,
    /// The least of them, as a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// The greatest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// Sums of squares of the distances from a number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub squares: Sums,
    /// Values in each group that are below the first interval, between two, and above the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<Groups>,
    /// Values in each interval.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intervals: Vec<Counted>,
    /// Of values at the top: their sum, and that of their logarithms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<[ExactSum; 2]>,
}

/// Sums of one number of every path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moments {
    /// Of the number, in each group.
    pub sums: Sums,
    /// Of the squares of its distances from another; of none where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub squares: Option<ExactSum>,
}

/// What a search for the price comes to at which mean NPV is 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum PriceFound {
    /// This one, and its standard error.
    At(f64, f64),
    /// None: the lowest at which the round can close, and the mean NPV there with its error.
    Never(f64, f64, f64),
    /// Any.
    Always,
}

impl From<PriceFound> for BreakEvenPrice {
    fn from(found: PriceFound) -> Self {
        match found {
            PriceFound::At(value, standard_error) => Self::At(Estimate { value, standard_error }),
            PriceFound::Never(lowest, value, standard_error) => {
                Self::Never { lowest, margin: Estimate { value, standard_error } }
            }
            PriceFound::Always => Self::Always,
        }
    }
}

impl From<BreakEvenPrice> for PriceFound {
    fn from(price: BreakEvenPrice) -> Self {
        match price {
            BreakEvenPrice::At(at) => Self::At(at.value, at.standard_error),
            BreakEvenPrice::Never { lowest, margin } => {
                Self::Never(lowest, margin.value, margin.standard_error)
            }
            BreakEvenPrice::Always => Self::Always,
        }
    }
}

/// Nothing in any group.
pub fn none() -> Sums {
    vec![ExactSum::default(); GROUPS]
}

impl Tallied {
    /// Nothing yet.
    pub fn of_nothing(asked: &Asked) -> Self {
        let moments = |count: usize| vec![Moments { sums: none(), squares: None }; count];
        Self {
            columns: asked.columns.iter().map(ColumnTallied::of_nothing).collect(),
            discounted: moments(asked.discounted.len()),
            priced: moments(asked.priced.len()),
            ..Self::default()
        }
    }

    /// Takes in what was tallied of other paths.
    pub fn merge(&mut self, asked: &Asked, other: Self) {
        add(&mut self.paths, &other.paths);
        for ((own, asked), other) in self.columns.iter_mut().zip(&asked.columns).zip(other.columns)
        {
            own.merge(asked, other);
        }
        self.flows.merge(&other.flows);
        for (kind, (count, first)) in other.irr_kinds {
            let own = self.irr_kinds.entry(kind).or_insert((0, first));
            *own = (own.0 + count, own.1.min(first));
        }
        for (own, other) in self.discounted.iter_mut().zip(&other.discounted) {
            own.merge(other);
        }
        for (own, other) in self.priced.iter_mut().zip(&other.priced) {
            own.merge(other);
        }
        self.break_even_price = self.break_even_price.or(other.break_even_price);
    }

    /// Puts what was collected in order: then the same paths have the same tally.
    pub fn settle(&mut self, asked: &Asked) {
        for (column, asked) in self.columns.iter_mut().zip(&asked.columns) {
            let intervals = column.intervals.iter_mut().zip(&asked.intervals);
            intervals.for_each(|(counted, interval)| counted.settle(interval));
        }
    }

    /// How many paths.
    pub fn count(&self) -> u64 {
        self.paths.iter().sum()
    }

    /// Whether it can be what was tallied of these paths when this was asked.
    pub fn is_of(&self, asked: &Asked, first: u64, end: u64) -> bool {
        let in_group = |group: u64| (end + 31 - group) / 32 - (first + 31 - group) / 32;
        let columns = asked.columns.iter().zip(&self.columns);
        let summed = |sums: &Sums| sums.len() == GROUPS;
        let of = |moments: &Vec<Moments>, asked: usize| {
            moments.len() == asked && moments.iter().all(|one| summed(&one.sums))
        };
        (0..).zip(self.paths).all(|(group, paths)| paths == in_group(group))
            && self.columns.len() == asked.columns.len()
            && columns.into_iter().all(|(asked, column)| column.is_of(asked, &self.paths))
            && self.flows.is_whole()
            && of(&self.discounted, asked.discounted.len())
            && of(&self.priced, asked.priced.len())
            && self.break_even_price.is_some() == asked.break_even_price
    }
}

impl ColumnTallied {
    fn of_nothing(asked: &ColumnAsked) -> Self {
        let intervals = asked.intervals.len();
        Self {
            sums: if asked.sums { none() } else { Vec::new() },
            squares: if asked.about.is_some() { none() } else { Vec::new() },
            between: if 0 < intervals { vec![[0; GROUPS]; intervals + 1] } else { Vec::new() },
            intervals: vec![Counted::default(); intervals],
            top: asked.top.map(|_| Default::default()),
            ..Self::default()
        }
    }

    /// Takes in a value of a path of that group, no NaN.
    #[inline]
    pub fn push(&mut self, asked: &ColumnAsked, value: f64, group: usize) {
        self.n[group] += 1;
        let key = key_of(value);
        if asked.sums {
            self.sums[group].add(value);
            self.least = Some(self.least.map_or(key, |least| least.min(key)));
            self.most = Some(self.most.map_or(key, |most| most.max(key)));
        }
        if let Some(about) = asked.about {
            let square = (value - about) * (value - about);
            self.squares[group].add(square);
        }
        if !asked.intervals.is_empty() {
            let at = asked.intervals.partition_point(|interval| interval.high < key);
            match asked.intervals.get(at) {
                Some(interval) if interval.low <= key => {
                    self.intervals[at].push(interval, key, group);
                }
                _ => self.between[at][group] += 1,
            }
        }
        if let (Some(from), Some([sum, logarithms])) = (asked.top, &mut self.top)
            && from <= key
        {
            sum.add(value);
            logarithms.add(libm::log(value));
        }
    }

    fn merge(&mut self, asked: &ColumnAsked, other: Self) {
        add(&mut self.n, &other.n);
        merge_sums(&mut self.sums, &other.sums);
        merge_sums(&mut self.squares, &other.squares);
        self.least = self.least.into_iter().chain(other.least).min();
        self.most = self.most.into_iter().chain(other.most).max();
        self.between.iter_mut().zip(&other.between).for_each(|(own, other)| add(own, other));
        let intervals = self.intervals.iter_mut().zip(&asked.intervals);
        for ((own, interval), other) in intervals.zip(other.intervals) {
            own.merge(interval, other);
        }
        if let (Some(own), Some(other)) = (&mut self.top, &other.top) {
            own.iter_mut().zip(other).for_each(|(own, other)| own.merge(other));
        }
    }

    fn is_of(&self, asked: &ColumnAsked, paths: &Groups) -> bool {
        let wanted = |is: bool, has: usize| has == if is { GROUPS } else { 0 };
        let intervals = asked.intervals.len();
        let inside = self.intervals.iter().map(Counted::count);
        let outside = self.between.iter().map(|groups| groups.iter().sum::<u64>());
        let all: u64 = inside.chain(outside).sum();
        self.n.iter().zip(paths).all(|(n, paths)| n <= paths)
            && wanted(asked.sums, self.sums.len())
            && wanted(asked.about.is_some(), self.squares.len())
            && self.intervals.len() == intervals
            && (intervals == 0 || self.between.len() == intervals + 1)
            && (intervals == 0 || all == self.count())
            && self.intervals.iter().zip(&asked.intervals).all(|(own, of)| own.is_of(of))
            && self.top.is_some() == asked.top.is_some()
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.n.iter().sum()
    }

    /// The least and the greatest value; none without one.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.least.map(value_of).zip(self.most.map(value_of))
    }
}

impl Moments {
    fn merge(&mut self, other: &Self) {
        merge_sums(&mut self.sums, &other.sums);
        match (&mut self.squares, &other.squares) {
            (Some(own), Some(other)) => own.merge(other),
            (None, Some(other)) => self.squares = Some(other.clone()),
            _ => {}
        }
    }

    /// Takes in the number of a path of that group.
    pub fn push(&mut self, about: Option<f64>, value: f64, group: usize) {
        self.sums[group].add(value);
        if let Some(about) = about {
            let squares = self.squares.get_or_insert_with(ExactSum::default);
            squares.add((value - about) * (value - about));
        }
    }
}

fn merge_sums(own: &mut Sums, other: &Sums) {
    own.iter_mut().zip(other).for_each(|(own, other)| own.merge(other));
}

/// The sum over all groups, exact until it is rounded.
pub fn total(sums: &Sums) -> f64 {
    let mut all = ExactSum::default();
    sums.iter().for_each(|sum| all.merge(sum));
    all.value()
}
