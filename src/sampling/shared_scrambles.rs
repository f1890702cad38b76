//! What the scrambles of a design make of a name, kept within a process: it hangs on the seed and
//! the name alone, and a command that reads the same names in many scenarios makes it once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::design::SCRAMBLES;
use super::sobol_points::DIGITS;

/// Names that are kept at most, of 9 kB each: more than one scenario has, by far.
const MOST: usize = 1_024;

/// In each scramble the shift of a name, and the column of each digit.
pub(super) type Scrambles = [[u64; 1 + DIGITS]; SCRAMBLES];

/// By seed and name.
static KEPT: Mutex<BTreeMap<(u64, String), Arc<Scrambles>>> = Mutex::new(BTreeMap::new());

/// Those of a name, made by `make` where they are not kept.
pub(super) fn scrambles_of(
    (seed, name): (u64, &str),
    make: impl FnOnce() -> Scrambles,
) -> Arc<Scrambles> {
    let key = (seed, name.to_owned());
    let kept = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept().get(&key) {
        return Arc::clone(found);
    }
    // Not under the lock: other threads make others meanwhile.
    let made = Arc::new(make());
    let mut all = kept();
    if all.len() == MOST {
        all.clear();
    }
    all.insert(key, Arc::clone(&made));
    made
}

#[cfg(test)]
mod tests {
    use super::{MOST, scrambles_of};
    use crate::sampling::design::SCRAMBLES;
    use crate::sampling::sobol_points::DIGITS;

    #[test]
    fn a_name_is_made_once_a_seed_and_again_when_many_others_came_between() {
        let of = |word: u64| [[word; 1 + DIGITS]; SCRAMBLES];
        let name = "a name of this test";
        let first = scrambles_of((1, name), || of(1));
        let made = scrambles_of((1, name), || panic!("it is made already"));
        assert_eq!(made[31][7], first[31][7]);
        assert_eq!(scrambles_of((2, name), || of(2))[0][0], 2, "another seed has its own");
        for other in 0..2 * MOST as u64 {
            scrambles_of((other, "another name of this test"), || of(other));
        }
        assert_eq!(scrambles_of((1, name), || of(3))[0][0], 3);
    }
}
