//! Values in an interval: how many there are in each of its parts, and where there are few, which.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{GROUPS, Groups, add};

/// Parts of an interval that are counted in a list; more in a map.
const MOST_LISTED: u64 = 4_096;
/// Different values that are collected in an interval at most, of all of which it is wanted to
/// know.
pub const MOST_COLLECTED: u32 = 32_768;

/// Where there are many values that may be few, many times.
pub const REPEATED: u32 = 1_024;

/// An interval of keys, in parts of equal length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The lowest key in it.
    pub low: u64,
    /// The highest.
    pub high: u64,
    /// A part has 2 to this power keys.
    pub shift: u32,
    /// Different values that are collected at most; where there are more, none is.
    #[serde(default, skip_serializing_if = "is_0")]
    pub collect: u32,
}

impl Interval {
    /// In about so many parts, at most twice as many.
    pub fn in_parts(low: u64, high: u64, parts: u64, collect: u32) -> Self {
        let keys = (high - low) / parts.max(1);
        let shift = u64::BITS - keys.leading_zeros();
        Self { low, high, shift: shift.min(63), collect }
    }

    fn parts(&self) -> u64 {
        ((self.high - self.low) >> self.shift) + 1
    }

    /// The lowest and the highest key of a part.
    pub fn part(&self, index: u64) -> (u64, u64) {
        let low = self.low + (index << self.shift);
        (low, self.high.min(low + ((1 << self.shift) - 1)))
    }
}

fn is_0(number: &u32) -> bool {
    *number == 0
}

/// A value: how far its key is above the interval's lowest, its group, and how many there are.
pub type Collected = (u64, u8, u64);

/// What there is in an interval.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Values in each group.
    pub groups: Groups,
    /// Values in each part, where they are few; parts at the end may be left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<u64>,
    /// Values in each part that has any, where they are many.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<u64, u64>,
    /// The values; in the order of key and group once it is [`Counted::settle`]d.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Collected>,
    /// Whether there are too many to be collected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_full: bool,
    /// Values that were in order last.
    #[serde(skip)]
    in_order: usize,
}

impl Counted {
    /// Takes in a key of the interval.
    #[inline]
    pub fn push(&mut self, interval: &Interval, key: u64, group: usize) {
        self.groups[group] += 1;
        let above = key - interval.low;
        let part = above >> interval.shift;
        if interval.parts() <= MOST_LISTED {
            let part = part as usize;
            if self.listed.len() <= part {
                self.listed.resize(part + 1, 0);
            }
            self.listed[part] += 1;
        } else {
            *self.parts.entry(part).or_default() += 1;
        }
        if 0 < interval.collect && !self.is_full {
            self.values.push((above, group as u8, 1));
            if 2 * self.in_order + 256 < self.values.len() {
                self.settle(interval);
            }
        }
    }

    /// Takes in what another has of the same interval.
    pub fn merge(&mut self, interval: &Interval, other: Self) {
        add(&mut self.groups, &other.groups);
        if self.listed.len() < other.listed.len() {
            self.listed.resize(other.listed.len(), 0);
        }
        self.listed.iter_mut().zip(&other.listed).for_each(|(own, other)| *own += other);
        for (part, count) in other.parts {
            *self.parts.entry(part).or_default() += count;
        }
        self.is_full |= other.is_full;
        if self.is_full {
            self.values = Vec::new();
        } else {
            self.values.extend(other.values);
            self.settle(interval);
        }
    }

    /// Puts the values in order, equal ones as one; gives them up where there are too many.
    pub fn settle(&mut self, interval: &Interval) {
        self.values.sort_unstable();
        self.values.dedup_by(|later, first| {
            let is_same = (later.0, later.1) == (first.0, first.1);
            first.2 += if is_same { later.2 } else { 0 };
            is_same
        });
        if (interval.collect as usize) < self.values.len() {
            self.values = Vec::new();
            self.is_full = true;
        }
        self.in_order = self.values.len();
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.groups.iter().sum()
    }

    /// Parts that have values, rising, with their numbers.
    pub fn filled(&self) -> impl Iterator<Item = (u64, u64)> {
        let listed = (0..).zip(self.listed.iter().copied()).filter(|(_, count)| 0 < *count);
        listed.chain(self.parts.iter().map(|(part, count)| (*part, *count)))
    }

    /// Whether it can be what was counted in that interval.
    pub fn is_of(&self, interval: &Interval) -> bool {
        let counted: u64 = self.filled().map(|(_, count)| count).sum();
        let within = self.filled().all(|(part, _)| part < interval.parts());
        let collected: u64 = self.values.iter().map(|(_, _, count)| count).sum();
        let wanted = if 0 < interval.collect && !self.is_full { self.count() } else { 0 };
        let reach = interval.high - interval.low;
        let fits = |value: &Collected| value.0 <= reach && usize::from(value.1) < GROUPS;
        counted == self.count() && within && collected == wanted && self.values.iter().all(fits)
    }
}
