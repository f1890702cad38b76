//! Which value has a rank, from how many there are in intervals: narrowed down question by
//! question until the value is known to the bit.

use std::collections::BTreeMap;

use super::interval::{Collected, Counted, Interval, MOST_COLLECTED, REPEATED};
use super::tallied::ColumnTallied;
use super::{GROUPS, Groups, add, key_of, value_of};

/// Parts of an interval that is narrowed down.
const PARTS: u64 = 1_024;
/// Values that are expected where they are all to be collected.
const FEW: u64 = 4_096;
/// An interval of more keys, over eight powers of 2, is counted in parts of which each power has 128.
const WIDE: u64 = 1 << 55;
/// The power of 2 of the keys of such a part.
pub(super) const COARSE: u32 = 45;
/// The highest key that a number can have.
const HIGHEST: u64 = u64::MAX - 1;

/// Keys from one to another, and what is known of the values among them.
#[derive(Clone, Debug, PartialEq)]
struct Segment {
    low: u64,
    high: u64,
    count: u64,
    /// The values, where they are known.
    values: Option<Vec<Collected>>,
}

/// What is known of where the values of a column are.
#[derive(Clone, Debug)]
pub struct Ranks {
    count: u64,
    /// Rising and without gaps.
    segments: Vec<Segment>,
    /// Values of each group that are below some keys.
    below: BTreeMap<u64, Groups>,
}

impl Ranks {
    /// Of so many values in each group, and nothing else.
    pub fn of(n: &Groups) -> Self {
        let count = n.iter().sum();
        let all = Segment { low: 0, high: HIGHEST, count, values: None };
        let below = BTreeMap::from([(0, [0; GROUPS]), (HIGHEST + 1, *n)]);
        Self { count, segments: vec![all], below }
    }

    /// How many values there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Learns what was counted in intervals.
    pub fn learn(&mut self, intervals: &[Interval], tallied: &ColumnTallied) {
        let mut before = [0; GROUPS];
        let counted = intervals.iter().zip(&tallied.intervals).zip(&tallied.between);
        for ((interval, counted), between) in counted {
            add(&mut before, between);
            self.below.insert(interval.low, before);
            let from: u64 = before.iter().sum();
            add(&mut before, &counted.groups);
            self.below.insert(interval.high + 1, before);
            self.split(interval, counted, from);
        }
    }

    /// Puts what is known of an interval, with so many values before it, in place of what was.
    fn split(&mut self, interval: &Interval, counted: &Counted, from: u64) {
        let (mut kept, mut before) = (Vec::with_capacity(self.segments.len() + 8), 0);
        let mut is_in = false;
        for segment in std::mem::take(&mut self.segments) {
            let after = before + segment.count;
            if segment.high < interval.low || interval.high < segment.low {
                kept.push(segment);
            } else {
                // Of what is known more finely already nothing is gained.
                if segment.low < interval.low {
                    let (low, high) = (segment.low, interval.low - 1);
                    kept.push(Segment { low, high, count: from - before, values: None });
                }
                if !is_in {
                    is_in = true;
                    kept.extend(parts(interval, counted));
                }
                if interval.high < segment.high {
                    let (low, high) = (interval.high + 1, segment.high);
                    let count = after - from - counted.count();
                    kept.push(Segment { low, high, count, values: None });
                }
            }
            before = after;
        }
        self.segments = kept;
    }

    /// The segment in which a rank, counted from 1, is, and how many values are before it.
    fn at(&self, rank: u64) -> (usize, u64) {
        let mut before = 0;
        for (index, segment) in self.segments.iter().enumerate() {
            if rank <= before + segment.count {
                return (index, before);
            }
            before += segment.count;
        }
        (self.segments.len() - 1, before)
    }

    /// All values, rising, where they are known.
    pub fn values(&self) -> Option<Vec<f64>> {
        let mut values = Vec::new();
        for segment in self.segments.iter().filter(|segment| 0 < segment.count) {
            for (above, _, count) in segment.values.as_ref()? {
                let value = value_of(segment.low + above);
                values.extend(std::iter::repeat_n(value, *count as usize));
            }
        }
        Some(values)
    }

    /// The value of a rank, counted from 1, where it is known.
    pub fn value(&self, rank: u64) -> Option<f64> {
        self.key(rank).map(value_of)
    }

    fn key(&self, rank: u64) -> Option<u64> {
        let (index, mut before) = self.at(rank);
        let segment = &self.segments[index];
        if segment.low == segment.high {
            return Some(segment.low);
        }
        let of_rank = segment.values.as_ref()?.iter().find(|(_, _, count)| {
            before += count;
            rank <= before
        });
        of_rank.map(|(above, _, _)| segment.low + above)
    }

    /// The key behind the interval in which the value of a rank is known to be.
    pub fn end_of(&self, rank: u64) -> u64 {
        self.segments[self.at(rank).0].high + 1
    }

    /// The values from a rank, counted from 1, up to a key, each with how often it is there; where
    /// all of them are known.
    pub fn between(&self, rank: u64, key: u64) -> Option<Vec<(f64, u64)>> {
        let (mut found, mut before) = (Vec::new(), 0);
        for segment in self.segments.iter().filter(|segment| 0 < segment.count) {
            let after = before + segment.count;
            if rank <= after && segment.low < key {
                let whole = [(0, 0, segment.count)];
                let is_one = segment.low == segment.high;
                let values = if is_one { &whole[..] } else { segment.values.as_deref()? };
                for (above, _, count) in values {
                    let up_to = before + count;
                    if rank <= up_to {
                        let times = up_to - before.max(rank - 1);
                        found.push((value_of(segment.low + above), times));
                    }
                    before = up_to;
                }
                if key <= segment.high {
                    return None;
                }
            }
            before = after;
        }
        Some(found)
    }

    /// Values of each group that are at most this one, where that is known.
    pub fn at_most(&self, value: f64) -> Option<Groups> {
        self.lower_than(key_of(value).checked_add(1)?)
    }

    /// Values of each group that are less than this one, where that is known.
    pub fn less_than(&self, value: f64) -> Option<Groups> {
        self.lower_than(key_of(value))
    }

    fn lower_than(&self, key: u64) -> Option<Groups> {
        if let Some(known) = self.below.get(&key) {
            return Some(*known);
        }
        let holds = |segment: &&Segment| segment.low <= key && key <= segment.high;
        let segment = self.segments.iter().find(holds)?;
        let mut groups = *self.below.get(&segment.low)?;
        for (above, group, count) in segment.values.as_ref()? {
            if segment.low + above < key {
                groups[usize::from(*group)] += count;
            }
        }
        Some(groups)
    }

    /// Values of each group that are below a key close to where a rank is; how many these are in all.
    pub fn near(&self, rank: u64) -> Groups {
        let apart = |groups: &&Groups| groups.iter().sum::<u64>().abs_diff(rank);
        *self.below.values().min_by_key(apart).expect("both ends are known")
    }

    /// What is to be asked for these ranks, first and last of each, to be known, and for how many
    /// of each group there are up to them; rising and apart. `within` are the least and the
    /// greatest value.
    pub fn ask_for(&self, ranks: &[(u64, u64)], within: (f64, f64)) -> Vec<Interval> {
        let is_wanted = |before: u64, segment: &Segment| {
            let of =
                |(first, last): &(u64, u64)| before < *last && *first <= before + segment.count;
            0 < segment.count && ranks.iter().any(of) && segment.values.is_none()
        };
        let (least, most) = (key_of(within.0), key_of(within.1));
        let (mut asked, mut before) = (Vec::<(u64, u64, u64)>::new(), 0);
        for segment in &self.segments {
            if is_wanted(before, segment) && !self.is_known(segment) {
                let (low, high) = (segment.low.max(least), segment.high.min(most));
                match asked.last_mut() {
                    Some(last) if last.1 + 1 == low && last.2 + segment.count <= FEW => {
                        *last = (last.0, high, last.2 + segment.count);
                    }
                    _ => asked.push((low, high, segment.count)),
                }
            }
            before += segment.count;
        }
        // Many values are often one, many times, which can be collected, too.
        let of = |(low, high, count)| match high - low {
            ..WIDE if count <= FEW => Interval::in_parts(low, high, 1, MOST_COLLECTED),
            ..WIDE => Interval::in_parts(low, high, PARTS, REPEATED),
            _ => Interval { low, high, shift: COARSE, collect: REPEATED },
        };
        asked.into_iter().map(of).collect()
    }

    /// Whether it is one value, and known how many of each group are below it and up to it.
    fn is_known(&self, segment: &Segment) -> bool {
        let Segment { low, high, .. } = segment;
        low == high && self.below.contains_key(low) && self.below.contains_key(&(high + 1))
    }
}

/// An interval as what is known of its parts.
fn parts(interval: &Interval, counted: &Counted) -> Vec<Segment> {
    let (low, high, count) = (interval.low, interval.high, counted.count());
    if 0 < interval.collect && !counted.is_full {
        return vec![Segment { low, high, count, values: Some(counted.values.clone()) }];
    }
    let (mut parts, mut from) = (Vec::new(), low);
    for (index, count) in counted.filled() {
        let (low, high) = interval.part(index);
        if from < low {
            parts.push(Segment { low: from, high: low - 1, count: 0, values: None });
        }
        parts.push(Segment { low, high, count, values: None });
        from = high + 1;
    }
    if from <= high {
        parts.push(Segment { low: from, high, count: 0, values: None });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::Ranks;
    use crate::analysis::partial::asked::ColumnAsked;
    use crate::analysis::partial::interval::Interval;
    use crate::analysis::partial::tallied::ColumnTallied;
    use crate::analysis::partial::{GROUPS, group_of};
    use crate::sampling::stream::StreamKey;

    fn tallied(values: &[f64], intervals: &[Interval]) -> ColumnTallied {
        let asked = ColumnAsked { intervals: intervals.to_vec(), ..ColumnAsked::default() };
        let mut tallied = ColumnTallied {
            between: vec![[0; GROUPS]; intervals.len() + 1],
            intervals: vec![Default::default(); intervals.len()],
            ..ColumnTallied::default()
        };
        for (path, value) in values.iter().enumerate() {
            tallied.push(&asked, *value, group_of(path as u64));
        }
        let each = tallied.intervals.iter_mut().zip(intervals);
        each.for_each(|(one, interval)| one.settle(interval));
        tallied
    }

    /// Asks until the ranks are known; how often.
    fn find(values: &[f64], ranks: &[(u64, u64)]) -> (Ranks, usize) {
        let mut n = [0; GROUPS];
        (0..values.len()).for_each(|path| n[group_of(path as u64)] += 1);
        let mut known = Ranks::of(&n);
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for round in 0.. {
            let intervals = known.ask_for(ranks, (least, most));
            if intervals.is_empty() {
                return (known, round);
            }
            assert!(round < 12, "{intervals:?}");
            known.learn(&intervals, &tallied(values, &intervals));
        }
        unreachable!()
    }

    #[test]
    fn every_rank_is_found_to_the_bit_and_how_many_of_each_group_are_below() {
        let mut stream = StreamKey::new(3, "ranks").stream(0);
        let smooth: Vec<f64> = (0..20_000).map(|_| stream.normal()).collect();
        let with_atoms: Vec<f64> =
            smooth.iter().map(|x| if *x < 0.2 { 0.0 } else { x.min(1.0) }).collect();
        let few: Vec<f64> = smooth.iter().take(70).copied().collect();
        let whole: Vec<f64> = smooth.iter().map(|x| (9.0 * x).round()).collect();
        for values in [smooth, with_atoms, few, whole] {
            let n = values.len() as u64;
            let mut sorted: Vec<f64> = values.iter().map(|x| x + 0.0).collect();
            sorted.sort_by(f64::total_cmp);
            for (first, last) in [(1, 1), (n / 2, n / 2), (n / 3, n / 3 + 20), (n, n)] {
                let (known, rounds) = find(&values, &[(first, last)]);
                assert!(rounds <= 4, "{rounds} rounds of {n}");
                for rank in first..=last {
                    let value = sorted[rank as usize - 1];
                    assert_eq!(known.value(rank).map(f64::to_bits), Some(value.to_bits()));
                    let (mut at_most, mut less) = ([0; GROUPS], [0; GROUPS]);
                    for (path, x) in values.iter().enumerate() {
                        at_most[group_of(path as u64)] += u64::from(*x <= value);
                        less[group_of(path as u64)] += u64::from(*x < value);
                    }
                    assert_eq!(known.at_most(value), Some(at_most));
                    assert_eq!(known.less_than(value), Some(less));
                }
            }
        }
    }

    #[test]
    fn many_values_that_are_one_take_few_rounds() {
        let values: Vec<f64> =
            (0..30_000).map(|i| if i % 3 == 0 { 0.3 } else { f64::from(i) }).collect();
        let (known, rounds) = find(&values, &[(2_000, 2_000)]);
        assert_eq!(known.value(2_000), Some(0.3));
        assert!(rounds <= 8, "{rounds}");
    }
}
