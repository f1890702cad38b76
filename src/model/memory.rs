//! Memory for paths on their way and for those that have ended and wait for
//! one before them, so that paths are handed on in their order.

use std::collections::VecDeque;

use super::ledger::Ledger;
use crate::sampling::assumptions::Draws;

/// Memory of paths, used again for later ones. What was used last is used
/// first: it is still in the processor's cache.
pub struct Memory {
    /// Paths of lower numbers keep their months: few tallies read them, and they
    /// are most of what a path writes.
    months_below: u64,
    places: Vec<Place>,
    free: Vec<usize>,
    /// Places of the paths that have begun and are not handed on, in the order
    /// of the paths.
    begun: VecDeque<usize>,
}

/// What is kept of one path.
#[derive(Default)]
pub(super) struct Place {
    pub(super) draws: Draws,
    pub(super) ledger: Ledger,
    has_ended: bool,
}

impl Default for Memory {
    /// That keeps the months of all paths.
    fn default() -> Self {
        Self::with_months_below(u64::MAX)
    }
}

impl Memory {
    /// That keeps the months of paths with lower numbers alone.
    pub fn with_months_below(months_below: u64) -> Self {
        Self { months_below, places: Vec::new(), free: Vec::new(), begun: VecDeque::new() }
    }

    /// Whether a path's months are kept.
    pub(super) fn keeps_months(&self, path: u64) -> bool {
        path < self.months_below
    }

    /// Whether any path's are.
    pub(super) fn keeps_any_months(&self) -> bool {
        0 < self.months_below
    }

    /// A place for the next path.
    pub(super) fn begin(&mut self) -> usize {
        let place = self.free.pop().unwrap_or_else(|| {
            self.places.push(Place::default());
            self.places.len() - 1
        });
        self.places[place].has_ended = false;
        self.begun.push_back(place);
        place
    }

    /// What is kept of a path.
    pub(super) fn at(&mut self, place: usize) -> &mut Place {
        &mut self.places[place]
    }

    /// A path has ended: hands on what no earlier path holds up any longer.
    pub(super) fn end(&mut self, place: usize, mut take: impl FnMut(&mut Draws, &mut Ledger)) {
        self.places[place].has_ended = true;
        while let Some(first) = self.begun.front().copied() {
            let Place { draws, ledger, has_ended } = &mut self.places[first];
            if !*has_ended {
                return;
            }
            take(draws, ledger);
            self.begun.pop_front();
            self.free.push(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;

    #[test]
    fn paths_are_handed_on_in_their_order_and_their_memory_is_used_again() {
        let mut memory = Memory::default();
        let mut handed_on = Vec::new();
        let places = [0, 1, 2].map(|path| {
            let place = memory.begin();
            memory.at(place).ledger.path = path;
            place
        });
        memory.end(places[2], |_, ledger| handed_on.push(ledger.path));
        memory.end(places[0], |_, ledger| handed_on.push(ledger.path));
        memory.end(places[1], |_, ledger| handed_on.push(ledger.path));
        assert_eq!(handed_on, [0, 1, 2]);
        assert!(places.contains(&memory.begin()));
    }
}
