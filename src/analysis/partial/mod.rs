//! Results of some paths of a run that can be put together in any order and any grouping with
//! those of the others: whole numbers and exact sums, in memory that does not grow with paths.
//!
//! What is asked of paths ([`asked::Asked`]) is answered by what was tallied of them
//! ([`tallied::Tallied`]). A percentile takes more than one question: the first counts values in
//! intervals around where it must be, the second collects the few values among which it is
//! ([`ranks::Ranks`]). [`find`] puts such questions until all that is wanted is known to the bit.

pub mod asked;
pub mod beside;
pub mod column;
pub mod find;
pub mod inquiry;
pub mod interval;
pub mod price;
pub mod ranks;
pub mod statistics;
pub mod summary;
pub mod tallied;
pub mod tally;

pub use crate::sampling::design::{SCRAMBLES as GROUPS, scramble_of as group_of};

/// A whole number for each scramble of the design: errors are measured between them.
pub type Groups = [u64; GROUPS];

/// Bits of a number, placed so that they are in the order of the numbers. -0 is 0.
pub fn key_of(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The number of a key.
pub fn value_of(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// One group's numbers and another's.
pub(crate) fn add(own: &mut Groups, other: &Groups) {
    own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
}

#[cfg(test)]
mod tests {
    use super::{key_of, value_of};

    #[test]
    fn keys_are_in_the_order_of_their_numbers() {
        let rising = [f64::NEG_INFINITY, f64::MIN, -1.5, -5e-324, 0.0, 5e-324, 1.0, f64::MAX];
        for pair in rising.windows(2) {
            assert!(key_of(pair[0]) < key_of(pair[1]), "{pair:?}");
        }
        for value in rising {
            assert_eq!(value_of(key_of(value)).to_bits(), value.to_bits());
        }
        assert_eq!(key_of(-0.0), key_of(0.0));
    }
}
