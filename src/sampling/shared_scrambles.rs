//! What the scrambles of a design make of a name, kept within a process: it hangs on the seed and
//! the name alone, and a command that reads the same names in many scenarios makes it once.

use std::sync::Arc;

use super::design::SCRAMBLES;
use super::made_once::MadeOnce;
use super::sobol_points::DIGITS;

/// Names that are kept at most, of 9 kB each: more than one scenario has, by far.
const MOST: usize = 1_024;

/// In each scramble the shift of a name, and the column of each digit.
pub(super) type Scrambles = [[u64; 1 + DIGITS]; SCRAMBLES];

/// Those of a name, made by `make` where they are not kept.
pub(super) fn scrambles_of(
    (seed, name): (u64, &str),
    make: impl FnOnce() -> Scrambles,
) -> Arc<Scrambles> {
    static BY_SEED_AND_NAME: MadeOnce<(u64, String), Scrambles> = MadeOnce::new(MOST);
    BY_SEED_AND_NAME.of((seed, name.to_owned()), |_| make())
}
