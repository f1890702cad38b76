//! Sums without rounding: each number is added to whole digits of 32 bits that cover all of
//! `f64`, so that neither order nor grouping matters, and the sum is rounded once, when it is
//! read (a superaccumulator, as of Kulisch).

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bits of a digit.
const DIGIT: u32 = 32;
/// Numbers that are added before digits are carried on: each adds less than 2^32 to a digit of
/// 63 bits.
const MOST_ADDED: u32 = 1 << 30;
/// Bits of the fraction of an `f64`; bit 0 of digit 0 is the smallest of them above 0.
const FRACTION: u32 = 52;
/// What stands in place of the exponent of an infinity.
const EXPONENT_FIELD_OF_INFINITY: u64 = 0x7ff;

/// A sum of numbers, exact until it is read. What is no number, and infinities, are counted: a sum
/// with an infinity is one, with both or with what is no number it is none.
#[derive(Clone, Debug, Default)]
pub struct ExactSum {
    /// Position of the lowest digit.
    low: usize,
    /// Digits from there on, each of either sign, not yet carried on.
    digits: Vec<i64>,
    /// Numbers added since digits were last carried on.
    added: u32,
    /// How often what is no number, and either infinity, was added.
    special: [u64; 3],
}

impl ExactSum {
    /// Of no number.
    pub const NOTHING: Self = Self { low: 0, digits: Vec::new(), added: 0, special: [0; 3] };

    /// Adds a number.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let bits = value.to_bits();
        let field = (bits >> FRACTION) & EXPONENT_FIELD_OF_INFINITY;
        let fraction = bits & ((1 << FRACTION) - 1);
        if field == EXPONENT_FIELD_OF_INFINITY {
            self.special[match (fraction, value < 0.0) {
                (0, false) => 1,
                (0, true) => 2,
                _ => 0,
            }] += 1;
            return;
        }
        // Of normal numbers the leading 1 is not written; they begin one field later.
        let (whole, from) = match field {
            0 => (fraction, 0),
            _ => (fraction | 1 << FRACTION, field as usize - 1),
        };
        if whole == 0 {
            return;
        }
        if MOST_ADDED <= self.added {
            self.carry();
        }
        self.added += 1;
        let first = from / DIGIT as usize;
        let shifted = u128::from(whole) << (from % DIGIT as usize);
        let sign = 1 - 2 * (bits >> 63) as i64;
        let at = self.place(first, first + 3);
        for (digit, index) in self.digits[at..at + 3].iter_mut().zip(0..) {
            *digit += sign * i64::from((shifted >> (DIGIT * index)) as u32);
        }
    }

    /// Adds a number so many times.
    pub fn add_times(&mut self, value: f64, times: u64) {
        // Twice a number is exact; what is too large for it comes to an infinity, as its sum would.
        let (mut value, mut times) = (value, times);
        while 0 < times {
            if times & 1 == 1 {
                self.add(value);
            }
            (value, times) = (2.0 * value, times >> 1);
        }
    }

    /// Adds all that another sum has.
    pub fn merge(&mut self, other: &Self) {
        self.special.iter_mut().zip(other.special).for_each(|(own, other)| *own += other);
        if other.digits.is_empty() {
            return;
        }
        if MOST_ADDED <= self.added.saturating_add(other.added) {
            self.carry();
            // As if the other were carried on: it may be merged many times.
            let mut other = other.clone();
            other.carry();
            return self.merge_digits(&other);
        }
        self.merge_digits(other);
    }

    fn merge_digits(&mut self, other: &Self) {
        let at = self.place(other.low, other.low + other.digits.len());
        for (own, other) in self.digits[at..].iter_mut().zip(&other.digits) {
            *own += other;
        }
        self.added += other.added.max(1);
    }

    /// Makes room for the digits of these positions; where the first is.
    #[inline]
    fn place(&mut self, first: usize, end: usize) -> usize {
        if self.digits.is_empty() {
            self.low = first;
        }
        if first < self.low {
            let more = self.low - first;
            self.digits.splice(0..0, std::iter::repeat_n(0, more));
            self.low = first;
        }
        let at = first - self.low;
        let length = end - self.low;
        if self.digits.len() < length {
            self.digits.resize(length, 0);
        }
        at
    }

    /// Carries digits on: all but the highest are then from 0 to 2^32.
    fn carry(&mut self) {
        let mut carried = 0;
        for digit in &mut self.digits {
            let sum = *digit + carried;
            carried = sum >> DIGIT;
            *digit = sum & i64::from(u32::MAX);
        }
        if carried != 0 {
            self.digits.push(carried);
        }
        self.added = 1;
    }

    /// Whether the sum is below 0, the position of its lowest digit, and the digits of its size,
    /// neither the first nor the last of them 0: the same of the same sum, however it was made.
    fn written(&self) -> (bool, usize, Vec<u32>) {
        let mut carried: i64 = 0;
        let mut digits: Vec<u32> = Vec::with_capacity(self.digits.len() + 2);
        for digit in &self.digits {
            let sum = digit + carried;
            carried = sum >> DIGIT;
            digits.push(sum as u32);
        }
        digits.extend([carried as u32, (carried >> DIGIT) as u32]);
        let is_negative = carried < 0;
        if is_negative {
            // The size of a number in two's complement.
            let mut one = true;
            for digit in &mut digits {
                let (next, over) = (!*digit).overflowing_add(u32::from(one));
                (*digit, one) = (next, over);
            }
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        let low = if digits.is_empty() { 0 } else { self.low + zeros };
        (is_negative && !digits.is_empty(), low, digits)
    }

    /// The sum, rounded once to the nearest number, of two as near to the even one.
    pub fn value(&self) -> f64 {
        match self.special {
            [0, 0, 0] => {}
            [0, _, 0] => return f64::INFINITY,
            [0, 0, _] => return f64::NEG_INFINITY,
            _ => return f64::NAN,
        }
        let (is_negative, low, digits) = self.written();
        let Some(highest) = digits.last() else { return 0.0 };
        let top = digits.len() as u32 * DIGIT - highest.leading_zeros() - 1;
        let bit = |index: u32| digits[(index / DIGIT) as usize] >> (index % DIGIT) & 1;
        let position = low as u32 * DIGIT;
        // What is below the last bit of the fraction is cut off and rounded.
        let last = (position + top).saturating_sub(FRACTION).max(position) - position;
        let mut whole =
            (last..=top).rev().fold(0_u64, |sum, index| sum << 1 | u64::from(bit(index)));
        let exponent = u64::from(last + position);
        let is_half_or_more = 0 < last && bit(last - 1) == 1;
        let is_more = 1 < last && (0..last - 1).any(|index| bit(index) == 1);
        if is_half_or_more && (is_more || whole & 1 == 1) {
            whole += 1;
        }
        // A sum of few bits is a whole number of the smallest ones, however it is placed.
        let bits = if top - last < FRACTION {
            debug_assert!(last == 0, "nothing is cut off a short number");
            short(whole, position)
        } else {
            // The leading 1 of the fraction adds 1 to the field, as a fraction that is rounded up
            // to the next power does.
            (exponent << FRACTION) + whole
        };
        let bits = bits.min(EXPONENT_FIELD_OF_INFINITY << FRACTION);
        f64::from_bits(bits | u64::from(is_negative) << 63)
    }
}

/// The bits of a whole number of fewer than 53 bits, so many bits above the smallest.
fn short(whole: u64, position: u32) -> u64 {
    let room = (FRACTION - (63 - whole.leading_zeros())).min(position);
    let (whole, position) = (whole << room, position - room);
    (u64::from(position) << FRACTION) + whole
}

impl PartialEq for ExactSum {
    /// Whether they are the same sum, however it was made.
    fn eq(&self, other: &Self) -> bool {
        self.special == other.special && self.written() == other.written()
    }
}

impl Extend<f64> for ExactSum {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.add(value));
    }
}

impl FromIterator<f64> for ExactSum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::default();
        sum.extend(values);
        sum
    }
}

/// Sign, position of the lowest digit, and the digits, the highest first, in hexadecimal; then
/// what was counted, where anything was.
impl fmt::Display for ExactSum {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (is_negative, low, digits) = self.written();
        write!(to, "{}{low}:", if is_negative { "-" } else { "" })?;
        for digit in digits.iter().rev() {
            write!(to, "{digit:08x}")?;
        }
        match self.special {
            [0, 0, 0] => Ok(()),
            [none, above, below] => write!(to, "!{none},{above},{below}"),
        }
    }
}

/// Highest position of a digit that a sum of 2^64 numbers can have.
const HIGHEST: usize = 68;

impl FromStr for ExactSum {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (sum, counted) = text.split_once('!').map_or((text, None), |(a, b)| (a, Some(b)));
        let (sign, sum) = sum.strip_prefix('-').map_or((1, sum), |rest| (-1, rest));
        let (low, digits) = sum.split_once(':').ok_or(())?;
        let low: usize = low.parse().map_err(|_| ())?;
        if !digits.len().is_multiple_of(8) || HIGHEST < low + digits.len() / 8 {
            return Err(());
        }
        let of = |at: usize| {
            let digit = digits.get(at..at + 8).ok_or(())?;
            u32::from_str_radix(digit, 16).map(|digit| sign * i64::from(digit)).map_err(|_| ())
        };
        let read: Result<Vec<i64>, ()> = (0..digits.len()).step_by(8).rev().map(of).collect();
        let mut special = [0; 3];
        if let Some(counted) = counted {
            let mut counts = counted.split(',').map(|count| count.parse().map_err(|_| ()));
            for place in &mut special {
                *place = counts.next().ok_or(())??;
            }
            if counts.next().is_some() {
                return Err(());
            }
        }
        Ok(Self { low, digits: read?, added: 1, special })
    }
}

impl Serialize for ExactSum {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ExactSum {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|()| D::Error::custom(format!("{text:?} is no exact sum")))
    }
}

#[cfg(test)]
mod tests {
    use super::ExactSum;
    use crate::sampling::stream::StreamKey;

    fn sum(values: &[f64]) -> f64 {
        values.iter().copied().collect::<ExactSum>().value()
    }

    fn same(one: f64, other: f64) {
        assert_eq!(one.to_bits(), other.to_bits(), "{one:e} and {other:e}");
    }

    #[test]
    fn one_number_is_itself() {
        let edges = [0.0, 1.0, -1.0, 5e-324, -5e-324, f64::MIN_POSITIVE, f64::MAX, f64::MIN, 0.1];
        for value in edges {
            same(sum(&[value]), value);
        }
        let mut stream = StreamKey::new(7, "exact").stream(0);
        for _ in 0..20_000 {
            let value = f64::from_bits((stream.uniform() * 18_446_744_073_709_551_616.0) as u64);
            if value.is_finite() {
                same(sum(&[value]), value);
            }
        }
        same(sum(&[-0.0]), 0.0);
        same(sum(&[]), 0.0);
    }

    #[test]
    fn what_cancels_is_gone() {
        same(sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
        same(sum(&[f64::MAX, f64::MAX, -f64::MAX, 5e-324, -f64::MAX]), 5e-324);
        same(sum(&[1e16, 1.0, -1e16]), 1.0);
        same(sum(&[0.1, -0.1]), 0.0);
    }

    #[test]
    fn a_sum_is_rounded_once_to_the_nearest_even() {
        let up = 0.5 * f64::EPSILON;
        same(sum(&[1.0, up]), 1.0);
        same(sum(&[1.0, up, 5e-324]), 1.0_f64.next_up());
        same(sum(&[1.0_f64.next_up(), up]), 1.0_f64.next_up().next_up());
        same(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        same(sum(&[-f64::MAX, -f64::MAX]), f64::NEG_INFINITY);
        // Of the smallest numbers none is lost, nor where they become normal.
        let smallest = f64::from_bits(1);
        same(sum(&[f64::MIN_POSITIVE, -smallest]), f64::from_bits((1 << 52) - 1));
        same(sum(&vec![smallest; 1 << 10]), f64::from_bits(1 << 10));
    }

    #[test]
    fn two_numbers_add_up_as_they_do_anywhere() {
        let mut stream = StreamKey::new(7, "exact pairs").stream(0);
        for _ in 0..20_000 {
            let one = stream.normal() * libm::exp10(20.0 * stream.normal());
            let other = stream.normal() * libm::exp10(20.0 * stream.normal());
            same(sum(&[one, other]), one + other);
        }
    }

    #[test]
    fn neither_order_nor_grouping_matters() {
        let mut stream = StreamKey::new(7, "exact order").stream(0);
        let values: Vec<f64> =
            (0..3_000).map(|_| stream.normal() * libm::exp10(30.0 * stream.normal())).collect();
        let whole: ExactSum = values.iter().copied().collect();
        let mut backwards = values.clone();
        backwards.reverse();
        same(whole.value(), sum(&backwards));
        for size in [1, 7, 256, 2_999] {
            let mut parts: Vec<ExactSum> =
                values.chunks(size).map(|part| part.iter().copied().collect()).collect();
            parts.sort_by_key(|part| part.to_string());
            let mut merged = ExactSum::default();
            for part in &parts {
                // As it would be written and read by another process.
                merged.merge(&part.to_string().parse().expect("an exact sum"));
            }
            assert_eq!(merged, whole, "{size}");
            assert_eq!(merged.to_string(), whole.to_string());
            same(merged.value(), whole.value());
        }
    }

    #[test]
    fn carried_digits_are_the_same_sum() {
        let mut sum = ExactSum::default();
        for value in [f64::MAX, 3.5, -1e300, 5e-324, -7.25] {
            sum.add(value);
            let before = sum.clone();
            sum.carry();
            assert_eq!(sum, before);
            assert_eq!(sum.to_string(), before.to_string());
        }
    }

    #[test]
    fn infinities_and_what_is_no_number_are_not_lost() {
        same(sum(&[1.0, f64::INFINITY, -1e300]), f64::INFINITY);
        same(sum(&[f64::NEG_INFINITY, 1.0]), f64::NEG_INFINITY);
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(sum(&[f64::NAN, 1.0]).is_nan());
        let written: ExactSum = [f64::INFINITY, 0.5].into_iter().collect();
        let read: ExactSum = written.to_string().parse().expect("an exact sum");
        assert_eq!(read, written);
        same(read.value(), f64::INFINITY);
    }

    #[test]
    fn what_is_no_exact_sum_is_refused() {
        for text in
            ["", "1", "1:abc", "x:", "66:0000000100000001000000010000", "0:!1,2", "0:-0000001"]
        {
            assert!(text.parse::<ExactSum>().is_err(), "{text}");
        }
    }
}
