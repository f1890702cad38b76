//! Memory for paths on their way and for those that have ended and wait for
//! one before them, so that paths are handed on in their order.

use std::collections::VecDeque;

use super::ledger::Ledger;
use crate::sampling::assumptions::Draws;

/// What is made of a path, beside how it ends, for whoever takes it in. What nobody reads is
/// neither added up nor kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Paths of lower numbers keep their months: few tallies read them, and they
    /// are most of what a path writes.
    pub months_below: u64,
    /// Whether there are operating figures, and what units earned: sums over all that a
    /// path lives. Without, they are absent, and the rates of markdowns of its months as well.
    pub figures: bool,
    /// Whether the investor's internal rate of return is sought. Without, it is absent.
    pub rate_of_return: bool,
}

impl Kept {
    /// All there is.
    pub const ALL: Self = Self { months_below: u64::MAX, figures: true, rate_of_return: true };
    /// All but months.
    pub const WITHOUT_MONTHS: Self = Self { months_below: 0, ..Self::ALL };
    /// Nothing but how it ended, and what holders of shares paid and got.
    pub const ENDING: Self = Self { months_below: 0, figures: false, rate_of_return: false };

    /// What either of two reads.
    pub fn or(self, other: Self) -> Self {
        Self {
            months_below: self.months_below.max(other.months_below),
            figures: self.figures | other.figures,
            rate_of_return: self.rate_of_return | other.rate_of_return,
        }
    }
}

/// Memory of paths, used again for later ones. What was used last is used
/// first: it is still in the processor's cache.
pub struct Memory {
    kept: Kept,
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
    /// That keeps all there is.
    fn default() -> Self {
        Self::keeping(Kept::ALL)
    }
}

impl Memory {
    /// That keeps no more than this.
    pub fn keeping(kept: Kept) -> Self {
        Self { kept, places: Vec::new(), free: Vec::new(), begun: VecDeque::new() }
    }

    /// What is kept.
    pub(super) fn kept(&self) -> Kept {
        self.kept
    }

    /// Whether a path's months are kept.
    pub(super) fn keeps_months(&self, path: u64) -> bool {
        path < self.kept.months_below
    }

    /// Whether any path's are.
    pub(super) fn keeps_any_months(&self) -> bool {
        0 < self.kept.months_below
    }

    /// Whether operating figures are, or anything of months, so that a path is added up as it is
    /// lived.
    pub(super) fn keeps_sums(&self) -> bool {
        self.kept.figures || self.keeps_any_months()
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
