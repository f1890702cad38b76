//! What is made once within a process and asked for again and again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Things by what they are made from. They hang on that alone, so it does not matter who asks first,
/// nor that what was made may be forgotten and made again.
pub struct MadeOnce<K, V> {
    most: usize,
    kept: Mutex<BTreeMap<K, Arc<V>>>,
}

impl<K: Ord, V> MadeOnce<K, V> {
    /// Nothing yet, and never more than so many.
    pub const fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(BTreeMap::new()) }
    }

    /// What belongs to a key, made by `make` where it is not kept.
    pub fn of(&self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(&key) {
            return Arc::clone(found);
        }
        // Not under the lock: other threads make others meanwhile.
        let made = Arc::new(make(&key));
        let mut all = kept();
        if all.len() == self.most {
            all.clear();
        }
        all.insert(key, Arc::clone(&made));
        made
    }
}

#[cfg(test)]
mod tests {
    use super::MadeOnce;

    #[test]
    fn a_thing_is_made_once_and_again_when_many_others_came_between() {
        let squares = MadeOnce::new(8);
        let of = |number: u64| *squares.of(number, |number| number * number);
        assert_eq!(of(5), 25);
        assert_eq!(*squares.of(5, |_| panic!("it is made already")), 25);
        assert!((6..30).all(|number| of(number) == number * number));
        assert_eq!(*squares.of(5, |_| 7), 7, "forgotten, and made again");
    }
}
