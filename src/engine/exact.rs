//! Many paths for what comes to the same in any order: each thread takes in what it simulates,
//! and nothing is kept of a path.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Stopped, Watch};
use crate::model::beyond::Beyond;
use crate::model::ledger::Ledger;
use crate::model::memory::{Kept, Memory};
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Draws;

/// Paths that one thread takes at a stretch: few lanes run empty at their ends.
const STRETCH: u64 = 1_024;

/// Something that takes in paths in any order, and comes to the same: counts and exact sums.
pub trait Exact: Send {
    /// Takes in one path, without its months.
    fn push(&mut self, draws: &Draws, ledger: &Ledger);
    /// Sees what comes of a path in the simulation beside, before the path is taken in; paths are
    /// taken in in the order in which they were seen.
    fn see(&mut self, _: &Ledger) {}
    /// Takes in what another did.
    fn merge(&mut self, other: Self);
}

/// Simulates `paths` on the threads of the current rayon pool, each taken in by one that begins
/// as `empty`; where there is another simulation `beside`, after the same path of that.
///
/// # Errors
/// When `watch` asks to stop, or an amount leaves all bounds: on the first such path.
pub fn run_exact<T: Exact>(
    (simulator, beside): (&Simulator<'_>, Option<&Simulator<'_>>),
    paths: Range<u64>,
    empty: impl Fn() -> T + Sync,
    watch: &impl Watch,
) -> Result<T, Stopped> {
    let next = AtomicU64::new(paths.start);
    let (is_over, beyond) = (AtomicBool::new(false), Mutex::new(None::<Beyond>));
    // Stretches are begun in order, and one that was begun is looked through: so the first path
    // beyond bounds is found, whatever the threads.
    let of_thread = || {
        let (mut tally, mut memory) = (empty(), Memory::keeping(Kept::WITHOUT_MONTHS));
        while !is_over.load(Ordering::Relaxed) && !watch.wants_stop() {
            let first = next.fetch_add(STRETCH, Ordering::Relaxed);
            if paths.end <= first {
                break;
            }
            let count = STRETCH.min(paths.end - first);
            let mut found = None;
            if let Some(beside) = beside {
                let draw = beside.drawn_from(first);
                beside.simulate_each(&mut memory, count as usize, draw, |_, ledger| {
                    found = found.or(ledger.beyond);
                    tally.see(ledger);
                });
            }
            let draw = simulator.drawn_from(first);
            simulator.simulate_each(&mut memory, count as usize, draw, |draws, ledger| {
                found = found.or(ledger.beyond);
                if found.is_none() {
                    tally.push(draws, ledger);
                }
            });
            if let Some(found) = found {
                is_over.store(true, Ordering::Relaxed);
                let mut first = beyond.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                *first = Some(
                    first.map_or(found, |one| if found.path < one.path { found } else { one }),
                );
            }
            watch.advanced(count);
        }
        tally
    };
    let tallies = rayon::broadcast(|_| of_thread());
    if watch.wants_stop() {
        return Err(Stopped::Asked { done: 0 });
    }
    if let Some(beyond) = beyond.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(Stopped::Beyond(beyond));
    }
    let mut total = empty();
    tallies.into_iter().for_each(|tally| total.merge(tally));
    Ok(total)
}
