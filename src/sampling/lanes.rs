//! Several paths side by side: one number of each, in one block of memory.
//!
//! What every path computes alike is written as a loop over the lanes, which
//! the compiler turns into instructions that work on several lanes at once.
//! No lane looks at another, so a path has the same bits in any company.

use std::ops::{Index, IndexMut};

/// Paths that are simulated side by side.
pub const LANES: usize = 16;

/// One number of each path.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// The same number in every lane.
    #[inline(always)]
    pub const fn all(value: f64) -> Self {
        Self([value; LANES])
    }

    /// Each lane's number from its position.
    #[inline(always)]
    pub fn each(mut of_lane: impl FnMut(usize) -> f64) -> Self {
        // The library's `from_fn` is not always inlined, and so not widened.
        let mut lanes = Self::all(0.0);
        for lane in 0..LANES {
            lanes.0[lane] = of_lane(lane);
        }
        lanes
    }
}

impl Lanes {
    /// The lanes whose numbers are above 0. What is worked out for each lane goes into numbers
    /// first, since a loop that writes flags is not widened.
    #[inline(always)]
    pub fn above_0(&self) -> LaneSet {
        let mut flags = [0; LANES];
        // Not by a zip, which is not always inlined.
        for (lane, flag) in flags.iter_mut().enumerate() {
            *flag = u8::from(0.0 < self.0[lane]);
        }
        LaneSet::of(&flags)
    }
}

impl Default for Lanes {
    fn default() -> Self {
        Self::all(0.0)
    }
}

impl Index<usize> for Lanes {
    type Output = f64;

    #[inline(always)]
    fn index(&self, lane: usize) -> &f64 {
        &self.0[lane]
    }
}

impl IndexMut<usize> for Lanes {
    #[inline(always)]
    fn index_mut(&mut self, lane: usize) -> &mut f64 {
        &mut self.0[lane]
    }
}

/// 1 for what is so, 0 for what is not.
#[inline(always)]
pub fn number(is_so: bool) -> f64 {
    if is_so { 1.0 } else { 0.0 }
}

/// Some of the lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaneSet(u32);

impl LaneSet {
    /// All lanes.
    pub const ALL: Self = Self(u32::MAX >> (u32::BITS as usize - LANES));

    /// Those with a flag of 1, of flags that are 0 or 1.
    #[inline(always)]
    fn of(flags: &[u8; LANES]) -> Self {
        /// Carries the flag of each of eight bytes to its place in the highest one.
        const TOGETHER: u64 = 0x0102_0408_1020_4080;
        let mut set = 0;
        for (place, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
            let together = u64::from_le_bytes(*eight).wrapping_mul(TOGETHER) >> 56;
            set |= (together as u32) << (8 * place);
        }
        Self(set)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that are in both sets.
    #[inline]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether a lane is one of them.
    #[inline]
    pub fn contains(self, lane: usize) -> bool {
        self.0 >> lane & 1 == 1
    }

    /// Those that are not in the other set.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Takes one out.
    pub fn remove(&mut self, lane: usize) {
        self.0 &= !(1 << lane);
    }
}

impl IntoIterator for LaneSet {
    type Item = usize;
    type IntoIter = LaneIter;

    #[inline]
    fn into_iter(self) -> LaneIter {
        LaneIter(self.0)
    }
}

/// The lanes of a set, from the first on.
#[derive(Clone, Debug)]
pub struct LaneIter(u32);

impl Iterator for LaneIter {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let lane = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        // As the compiler cannot know, and bounds are checked by.
        Some(lane % LANES)
    }
}

/// Declares a struct of numbers: of one path (the default), or of all lanes.
macro_rules! by_lane {
    (
        $(#[$doc:meta])*
        $visible:vis struct $name:ident {
            $( $(#[$about:meta])* $open:vis $field:ident, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        $visible struct $name<Q = f64> { $( $(#[$about])* $open $field: Q, )* }

        #[allow(dead_code, reason = "some are only read, and some only written, by lane")]
        impl $name<$crate::sampling::lanes::Lanes> {
            /// One path's numbers.
            #[inline(always)]
            $visible fn lane(&self, lane: usize) -> $name {
                $name { $( $field: self.$field[lane], )* }
            }

            /// Replaces one path's numbers.
            #[inline(always)]
            $visible fn set_lane(&mut self, lane: usize, one: $name) {
                $( self.$field[lane] = one.$field; )*
            }
        }

        impl std::ops::AddAssign for $name {
            /// Adds field by field.
            #[inline(always)]
            fn add_assign(&mut self, other: Self) {
                $( self.$field += other.$field; )*
            }
        }
    };
}
pub(crate) use by_lane;

#[cfg(test)]
mod tests {
    use super::{LANES, LaneSet, Lanes};

    #[test]
    fn sets_of_lanes_are_gone_through_from_the_first_on() {
        let odd = Lanes::each(|lane| (lane % 2) as f64).above_0();
        assert!(odd.into_iter().eq((0..LANES).filter(|lane| lane % 2 == 1)));
        assert!((0..LANES).all(|lane| odd.contains(lane) == (lane % 2 == 1)));
        let mut some = odd.both(Lanes::each(|lane| 6.0 - lane as f64).above_0());
        assert!(some.into_iter().eq([1, 3, 5]));
        some.remove(3);
        assert!(some.into_iter().eq([1, 5]) && !some.is_empty());
        assert!(odd.without(some).into_iter().eq([3, 7, 9, 11, 13, 15]));
        assert!(some.without(some).is_empty() && LaneSet::ALL.into_iter().count() == LANES);
    }
}
