//! From questions to figures: asks of all paths, round by round, what is not known yet of some
//! columns, until every mean, share and percentile that is wanted is known to the bit.

use super::asked::{Asked, ColumnAsked};
use super::column::Column;
use super::interval::Interval;
use super::ranks::{COARSE, Ranks};
use super::tallied::{ColumnTallied, Tallied, total};
use super::{GROUPS, Groups, key_of};
use crate::analysis::errors::Errors;
use crate::analysis::estimate::{Estimate, share};
use crate::analysis::exact::ExactSum;
use crate::analysis::grouped::Grouped;
use crate::analysis::level::Level;

/// So few values are collected at once.
const FEW: u64 = 20_000;
/// The first question of values of which nothing is known.
const EVERYWHERE: Interval =
    Interval { low: 0, high: u64::MAX - 1, shift: COARSE, collect: false };
/// Parts of the interval on either side of where a percentile of the first paths is.
const PARTS: u64 = 512;
/// How many of its standard errors a percentile may be off from that of the first paths.
const FAR: f64 = 6.0;
/// A standard error is guessed to this share of it before it is known.
const GUESS: f64 = 0.12;
/// From how many are below a value it is guessed so near, in probability.
const NEAR: f64 = 0.02;

/// What is wanted of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The column.
    pub column: Column,
    /// Percentiles.
    pub levels: Vec<Level>,
    /// What else.
    pub what: What,
}

/// What is wanted of a column beside its percentiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct What {
    /// Its mean.
    pub mean: bool,
    /// The share of ones.
    pub share: bool,
    /// Its standard deviation.
    pub sd: bool,
    /// How heavy its upper tail is.
    pub tail: bool,
}

/// What is known of a column.
#[derive(Clone, Debug)]
pub struct Known {
    wanted: Wanted,
    errors: Errors,
    /// From the first round.
    first: ColumnTallied,
    ranks: Ranks,
    /// The mean about which squares were added up, and these.
    squares: Option<(Groups, Vec<ExactSum>, ExactSum)>,
    /// The key from which the top was added up, its sum and that of logarithms.
    top: Option<(u64, [ExactSum; 2])>,
}

impl Wanted {
    /// The mean of a column and percentiles.
    pub fn spread(column: Column, levels: &[Level]) -> Self {
        let what = What { mean: true, ..What::default() };
        Self { column, levels: levels.to_vec(), what }
    }

    /// The share of ones.
    pub fn share(column: Column) -> Self {
        Self { column, levels: Vec::new(), what: What { share: true, ..What::default() } }
    }

    /// The first question; `first_values` are those of the first paths in their order.
    fn first(&self, paths: u64, first_values: Option<&[f64]>) -> ColumnAsked {
        let ranks = !self.levels.is_empty() || self.what.tail;
        let intervals = match first_values {
            _ if !ranks => Vec::new(),
            _ if paths <= FEW => vec![Interval { collect: true, ..EVERYWHERE }],
            Some(values) if !values.is_empty() => self.around(values),
            _ => vec![EVERYWHERE],
        };
        let column = self.column.to_string();
        ColumnAsked { column, sums: true, intervals, ..ColumnAsked::default() }
    }

    /// Intervals in which percentiles must be, by sorted values of the first paths: two for each,
    /// so that it is known of each group how many values are below the middle.
    fn around(&self, sorted: &[f64]) -> Vec<Interval> {
        let n = sorted.len();
        let key = |rank: f64| key_of(sorted[(rank as usize).clamp(1, n) - 1]);
        let of = |level: &Level| {
            let (low, high) = level.ranks_around(n);
            let (rank, far) = (level.rank(n) as f64, FAR * 0.5 * (high - low).max(2) as f64);
            [rank - far, rank, rank + far].map(key)
        };
        let mut keys: Vec<[u64; 3]> = self.levels.iter().chain(&self.tail_level()).map(of).collect();
        keys.sort_unstable();
        let (mut intervals, mut from) = (Vec::new(), 0);
        for [low, middle, high] in keys {
            for (low, high) in [(low, middle), (middle + 1, high)] {
                let low = low.max(from);
                if low <= high {
                    intervals.push(Interval::in_parts(low, high, PARTS, false));
                    from = high + 1;
                }
            }
        }
        intervals
    }

    /// The level of the best 1 %.
    fn tail_level(&self) -> Option<Level> {
        self.what.tail.then(|| Level::percent(99))
    }
}

impl Known {
    /// After the first round.
    pub fn of(wanted: Wanted, errors: Errors, asked: &ColumnAsked, tallied: ColumnTallied) -> Self {
        let mut ranks = Ranks::of(&tallied.n);
        ranks.learn(&asked.intervals, &tallied);
        Self { wanted, errors, first: tallied, ranks, squares: None, top: None }
    }

    /// How many paths have it.
    pub fn count(&self) -> u64 {
        self.first.count()
    }

    /// The least and the greatest value; none without one.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.first.range()
    }

    /// The column.
    pub fn column(&self) -> &Column {
        &self.wanted.column
    }

    /// Values and their sums by group.
    pub fn grouped(&self) -> Grouped {
        let mut sum = [0.0; GROUPS];
        sum.iter_mut().zip(&self.first.sums).for_each(|(own, exact)| *own = exact.value());
        Grouped { n: self.first.n, sum }
    }

    fn is_between_groups(&self) -> bool {
        self.errors.of_so_many(self.count() as usize)
    }

    fn mean_value(&self) -> f64 {
        if self.is_between_groups() {
            self.grouped().mean().value
        } else {
            total(&self.first.sums) / self.count() as f64
        }
    }

    /// The mean, once it is known.
    pub fn mean(&self) -> Estimate {
        if self.is_between_groups() {
            return self.grouped().mean();
        }
        let n = self.count() as f64;
        let squares = self.squares.as_ref().map_or(f64::NAN, |(_, squares, _)| total(squares));
        let standard_error = if n < 2.0 { f64::NAN } else { (squares / (n - 1.0) / n).sqrt() };
        Estimate { value: self.mean_value(), standard_error }
    }

    /// The share of ones.
    pub fn share(&self) -> Estimate {
        if self.is_between_groups() {
            return self.grouped().share();
        }
        share(total(&self.first.sums) as usize, self.count() as usize)
    }

    /// The number of ones.
    pub fn ones(&self) -> u64 {
        total(&self.first.sums) as u64
    }

    /// The sum of all values.
    pub fn total(&self) -> f64 {
        total(&self.first.sums)
    }

    /// The percentile at a level, once it is known.
    pub fn quantile(&self, level: Level) -> Option<Estimate> {
        let value = self.ranks.value(level.rank(self.count() as usize) as u64)?;
        let (low, high) = self.ranks_of_error(level, value)?;
        let apart = self.ranks.value(high)? - self.ranks.value(low)?;
        Some(Estimate { value, standard_error: 0.5 * apart })
    }

    /// The ranks whose values are one standard error to either side.
    fn ranks_of_error(&self, level: Level, value: f64) -> Option<(u64, u64)> {
        let n = self.count() as usize;
        let (low, high) = if self.is_between_groups() {
            let of = |counts: Groups| self.error_of_share(&counts);
            let error = of(self.ranks.at_most(value)?).max(of(self.ranks.less_than(value)?));
            level.ranks_apart(n, error)
        } else {
            level.ranks_around(n)
        };
        Some((low as u64, high as u64))
    }

    fn error_of_share(&self, counts: &Groups) -> f64 {
        let sum = counts.map(|count| count as f64);
        Grouped { n: self.first.n, sum }.share().standard_error
    }

    /// Ranks that are to be known for the percentile, or about which.
    fn ranks_for(&self, level: Level) -> Vec<(u64, u64)> {
        let n = self.count();
        let rank = level.rank(n as usize) as u64;
        let known = self.ranks.value(rank);
        if let Some((low, high)) = known.and_then(|value| self.ranks_of_error(level, value)) {
            return vec![(rank, rank), (low, low), (high, high)];
        }
        let (low, high) = self.guessed(level, rank);
        let margin = (GUESS * 0.5 * (high - low) as f64) as u64 + 8;
        let around = |at: u64| (at.saturating_sub(margin).max(1), (at + margin).min(n));
        vec![(rank, rank), around(low), around(high)]
    }

    /// About the ranks whose values are one standard error to either side, before that is known.
    fn guessed(&self, level: Level, rank: u64) -> (u64, u64) {
        let n = self.count() as usize;
        let independent = level.ranks_around(n);
        let (low, high) = if self.is_between_groups() {
            let near = self.ranks.near(rank);
            let apart = near.iter().sum::<u64>().abs_diff(rank) as f64;
            let error = self.error_of_share(&near);
            let is_near = apart < NEAR * n as f64 && 0.0 < error;
            if is_near { level.ranks_apart(n, error) } else { independent }
        } else {
            independent
        };
        (low as u64, high as u64)
    }

    /// The rank of the highest value that is not among the best 1 %, and how many these are.
    fn tail_ranks(&self) -> Option<(u64, u64)> {
        let n = self.count();
        let top = (n / 100).max(1);
        (self.wanted.what.tail && 0 < n).then(|| (n.saturating_sub(top), top))
    }

    /// What the tail is made of: the sum of the best 1 %, the value below them, and the sum of
    /// their logarithms; once it is known.
    pub fn tail(&self) -> Option<(f64, Option<f64>, f64)> {
        let (rank, top) = self.tail_ranks()?;
        let (key, [sum, logarithms]) = self.top.clone()?;
        let (mut sum, mut logarithms) = (sum, logarithms);
        // What was added up begins at the lowest of them, which more paths may have.
        let lowest = self.ranks.value(rank + 1)?;
        debug_assert!(key_of(lowest) == key, "the top begins at its lowest value");
        let more = self.count() - self.ranks.less_than(lowest)?.iter().sum::<u64>() - top;
        sum.add_times(-lowest, more);
        logarithms.add_times(-libm::log(lowest), more);
        let below = if rank == 0 { None } else { Some(self.ranks.value(rank)?) };
        Some((sum.value(), below, logarithms.value()))
    }

    /// The next question; none once all is known.
    fn next(&self) -> Option<ColumnAsked> {
        let count = self.count();
        let (Some(range), What { mean, sd, tail, .. }) = (self.range(), self.wanted.what) else {
            return None;
        };
        let mut ranks = Vec::new();
        for level in &self.wanted.levels {
            if self.quantile(*level).is_none() {
                ranks.extend(self.ranks_for(*level));
            }
        }
        let mut top = None;
        if let Some((rank, _)) = self.tail_ranks().filter(|_| tail && self.top.is_none()) {
            let (below, lowest) = (rank.max(1), rank + 1);
            match self.ranks.value(lowest).filter(|x| self.ranks.less_than(*x).is_some()) {
                Some(value) if self.ranks.value(below).is_some() => top = Some(key_of(value)),
                _ => ranks.push((below, lowest)),
            }
        }
        let intervals = self.ranks.ask_for(&ranks, range);
        let needs_squares = sd || mean && !self.is_between_groups() && 1 < count;
        let about = (needs_squares && self.squares.is_none()).then(|| self.mean_value());
        let is_all = intervals.is_empty() && about.is_none() && top.is_none();
        (!is_all).then(|| {
            let column = self.wanted.column.to_string();
            ColumnAsked { column, sums: false, about, intervals, top }
        })
    }

    fn learn(&mut self, asked: &ColumnAsked, tallied: ColumnTallied) {
        self.ranks.learn(&asked.intervals, &tallied);
        if let Some(fourths) = tallied.fourths {
            self.squares = Some((tallied.n, tallied.squares, fourths));
        }
        if let Some((key, top)) = asked.top.zip(tallied.top) {
            self.top = Some((key, top));
        }
    }
}

/// Columns that are to be known.
#[derive(Clone, Debug)]
pub struct Finder {
    wanted: Vec<Wanted>,
    errors: Errors,
    known: Vec<Known>,
}

impl Finder {
    /// Nothing is known yet.
    pub fn new(wanted: Vec<Wanted>, errors: Errors) -> Self {
        Self { wanted, errors, known: Vec::new() }
    }

    /// The first questions, of so many paths; `sorted` gives what the first of them have of a
    /// column, rising, where that is known.
    pub fn first(&self, paths: u64, sorted: impl Fn(&Column) -> Option<Vec<f64>>) -> Vec<ColumnAsked> {
        let of = |one: &Wanted| {
            let is_ranked = !one.levels.is_empty() || one.what.tail;
            let values = if is_ranked { sorted(&one.column) } else { None };
            one.first(paths, values.as_deref())
        };
        self.wanted.iter().map(of).collect()
    }

    /// The next questions; none once all is known.
    pub fn next(&self) -> Vec<ColumnAsked> {
        self.known.iter().filter_map(Known::next).collect()
    }

    /// Learns the answers to what was asked; what other questions were answered by is left.
    pub fn learn(&mut self, asked: &Asked, tallied: Tallied) {
        if self.known.is_empty() {
            let pairs = self.wanted.drain(..).zip(&asked.columns).zip(tallied.columns);
            let errors = self.errors;
            self.known =
                pairs.map(|((wanted, asked), own)| Known::of(wanted, errors, asked, own)).collect();
            return;
        }
        let mut of = self.known.iter_mut();
        for (asked, own) in asked.columns.iter().zip(tallied.columns) {
            let is_of = |one: &&mut Known| one.wanted.column.to_string() == asked.column;
            if let Some(known) = of.by_ref().find(is_of) {
                known.learn(asked, own);
            }
        }
    }

    /// What is known of a column.
    ///
    /// # Panics
    /// Where it was not wanted.
    pub fn of(&self, column: &Column) -> &Known {
        let found = self.known.iter().find(|known| known.wanted.column == *column);
        found.expect("the column was wanted")
    }
}
