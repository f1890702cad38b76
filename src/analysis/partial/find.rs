//! From questions to figures: asks of all paths, round by round, what is not known yet of some
//! columns, until every mean, share and percentile that is wanted is known to the bit.

use super::asked::{Asked, ColumnAsked};
use super::column::Column;
use super::interval::{Interval, MOST_COLLECTED, REPEATED};
use super::ranks::{COARSE, Ranks};
use super::tallied::{ColumnTallied, Tallied, total};
use super::{GROUPS, Groups, key_of};
use crate::analysis::errors::Errors;
use crate::analysis::estimate::{Estimate, error_of_percentile, mean, share};
use crate::analysis::exact::ExactSum;
use crate::analysis::grouped::Grouped;
use crate::analysis::influence::Influence;
use crate::analysis::level::Level;

/// Of so few paths values are collected at once.
const FEW: u64 = 4_000;
/// Different values that are collected where few are expected: enough where errors are not found
/// between groups.
const FEWEST: u32 = 64;
/// The first question of values of which nothing is known.
const EVERYWHERE: Interval =
    Interval { low: 0, high: u64::MAX - 1, shift: COARSE, collect: MOST_COLLECTED };
/// Parts of the interval on either side of where a percentile of the first paths is.
const PARTS: u64 = 1_024;
/// How many of its standard errors a percentile may be off from that of the first paths.
const FAR: f64 = 6.0;
/// What lies two standard errors away is guessed to this share of them before they are known.
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
    /// Squares of the distances from the mean.
    squares: Option<Vec<ExactSum>>,
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

    fn take(&mut self, other: Self) {
        for level in other.levels {
            if !self.levels.contains(&level) {
                self.levels.push(level);
            }
        }
        let What { mean, share, sd, tail } = other.what;
        self.what.mean |= mean;
        self.what.share |= share;
        self.what.sd |= sd;
        self.what.tail |= tail;
    }

    /// The first question; `first_values` are those of the first paths in their order.
    fn first(&self, paths: u64, first_values: Option<&[f64]>) -> ColumnAsked {
        let is_ranked = !self.levels.is_empty() || self.what.tail;
        let is_averaged = self.what.mean || self.what.sd;
        let intervals = match first_values {
            // Of few values, all are to be known.
            _ if !is_ranked && is_averaged => vec![Interval { collect: FEWEST, ..EVERYWHERE }],
            _ if !is_ranked => Vec::new(),
            Some(values) if FEW < paths && !values.is_empty() => self.around(values),
            _ if paths <= FEW => vec![EVERYWHERE],
            _ => vec![Interval { collect: REPEATED, ..EVERYWHERE }],
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
            // These are four standard errors apart.
            let (rank, far) = (level.rank(n) as f64, FAR * 0.25 * (high - low).max(4) as f64);
            [rank - far, rank, rank + far].map(key)
        };
        let mut keys: Vec<[u64; 3]> =
            self.levels.iter().chain(&self.tail_level()).map(of).collect();
        keys.sort_unstable();
        let (mut intervals, mut from) = (Vec::new(), 0);
        for [low, middle, high] in keys {
            for (low, high) in [(low, middle), (middle + 1, high)] {
                let low = low.max(from);
                if low <= high {
                    intervals.push(Interval::in_parts(low, high, PARTS, FEWEST));
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

    /// How many paths of each group have it.
    pub fn n(&self) -> &Groups {
        &self.first.n
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

    /// The mean, once it is known.
    pub fn mean(&self) -> Estimate {
        if self.is_between_groups() {
            return self.grouped().mean();
        }
        if let Some(values) = self.few_values() {
            return mean(&values);
        }
        let n = self.count() as f64;
        let squares = self.squares.as_ref().map_or(f64::NAN, total);
        let standard_error = if n < 2.0 { f64::NAN } else { (squares / (n - 1.0) / n).sqrt() };
        Estimate { value: self.total() / n, standard_error }
    }

    /// All values, where they are few and known. Many may be known as well, as few numbers that
    /// come often, such as months: one after the other they would take as much memory as paths.
    fn few_values(&self) -> Option<Vec<f64>> {
        if self.count() <= FEW { self.ranks.values() } else { None }
    }

    /// The standard deviation, its square, and the squares of the distances from the mean, once
    /// they are known.
    pub fn sd(&self) -> Option<(Estimate, f64, Grouped)> {
        let (n, middle) = (self.count() as f64, self.total() / self.count() as f64);
        let square = |x: f64| (x - middle) * (x - middle);
        let values = if self.is_between_groups() { self.few_values() } else { self.ranks.values() };
        let squares = match (&self.squares, &values) {
            (Some(squares), _) => squares.clone(),
            (None, Some(values)) => vec![values.iter().map(|x| square(*x)).collect()],
            (None, None) => return None,
        };
        let variance = total(&squares) / (n - 1.0);
        let sd = variance.sqrt();
        let mut sum = [0.0; GROUPS];
        sum.iter_mut().zip(&squares).for_each(|(own, exact)| *own = exact.value());
        let squares = Grouped { n: self.first.n, sum };
        let standard_error = if self.is_between_groups() {
            Influence::of_sd(&squares.n, &squares, variance).error()
        } else {
            let off = |x: f64| if 0.0 < sd { (square(x) - variance) / (2.0 * sd) } else { 0.0 };
            mean(&values?.into_iter().map(off).collect::<Vec<f64>>()).standard_error
        };
        Some((Estimate { value: sd, standard_error }, variance, squares))
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
        let (low, high) = (self.ranks.value(low)?, self.ranks.value(high)?);
        Some(Estimate { value, standard_error: error_of_percentile(value, low, high) })
    }

    /// The ranks whose values are two standard errors to either side.
    fn ranks_of_error(&self, level: Level, value: f64) -> Option<(u64, u64)> {
        let n = self.count() as usize;
        let (low, high) = if self.is_between_groups() {
            level.ranks_apart(n, self.rank_of(value)?.1)
        } else {
            level.ranks_around(n)
        };
        Some((low as u64, high as u64))
    }

    /// How many values of each group are at most this one, and the standard error of their share;
    /// where that is known.
    pub fn rank_of(&self, value: f64) -> Option<(Groups, f64)> {
        let at_most = self.ranks.at_most(value)?;
        let error = if self.is_between_groups() {
            self.error_of_share(&at_most).max(self.error_of_share(&self.ranks.less_than(value)?))
        } else {
            share(at_most.iter().sum::<u64>() as usize, self.count() as usize).standard_error
        };
        Some((at_most, error))
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

    /// About the ranks whose values are two standard errors to either side, before that is known.
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
        let (rank, _) = self.tail_ranks()?;
        let nothing = || (u64::MAX, [ExactSum::NOTHING, ExactSum::NOTHING]);
        // The highest were added up; those between are known.
        let (key, [mut sum, mut logarithms]) = self.top.clone().unwrap_or_else(nothing);
        for (value, times) in self.ranks.between(rank + 1, key)? {
            sum.add_times(value, times);
            logarithms.add_times(libm::log(value), times);
        }
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
        if let Some((rank, _)) = self.tail_ranks().filter(|_| tail && self.tail().is_none()) {
            ranks.push((rank.max(1), rank + 1));
            top = Some(self.ranks.end_of(rank + 1));
        }
        let intervals = self.ranks.ask_for(&ranks, range);
        let needs_squares = sd || mean && !self.is_between_groups() && 1 < count;
        let has_squares =
            self.squares.is_some() || !self.is_between_groups() && self.few_values().is_some();
        let about = (needs_squares && !has_squares).then(|| self.total() / count as f64);
        let is_all = intervals.is_empty() && about.is_none() && top.is_none();
        (!is_all).then(|| {
            let column = self.wanted.column.to_string();
            ColumnAsked { column, sums: false, about, intervals, top }
        })
    }

    fn learn(&mut self, asked: &ColumnAsked, tallied: ColumnTallied) {
        self.ranks.learn(&asked.intervals, &tallied);
        if asked.about.is_some() {
            self.squares = Some(tallied.squares);
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
    /// Nothing is known yet. What is wanted of one column twice is asked once.
    pub fn new(wanted: Vec<Wanted>, errors: Errors) -> Self {
        let mut all: Vec<Wanted> = Vec::with_capacity(wanted.len());
        for one in wanted {
            match all.iter_mut().find(|other| other.column == one.column) {
                Some(other) => other.take(one),
                None => all.push(one),
            }
        }
        Self { wanted: all, errors, known: Vec::new() }
    }

    /// The first questions, of so many paths; `sorted` gives what the first of them have of a
    /// column, rising, where that is known.
    pub fn first(
        &self,
        paths: u64,
        sorted: impl Fn(&Column) -> Option<Vec<f64>>,
    ) -> Vec<ColumnAsked> {
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
