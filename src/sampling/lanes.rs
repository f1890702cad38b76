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

/// Declares a struct of numbers: of one path (the default), or of all lanes.
macro_rules! by_lane {
    (
        $(#[$doc:meta])*
        $visible:vis struct $name:ident {
            $( $(#[$about:meta])* $open:vis $field:ident, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default)]
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
