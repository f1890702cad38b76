//! Many paths: fixed blocks over threads, tallies joined in path order.
//!
//! A block's tally depends on nothing but its path numbers, and blocks are
//! joined in the order of their paths, so the answer has the same bits on any
//! number of threads and for any split of the path range.

mod again;
mod exact;
mod rows;

pub use again::run_again;
pub use exact::{Exact, run_exact};
pub use rows::run_rows;

use std::ops::{Range, RangeInclusive};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::model::beyond::Beyond;
use crate::model::ledger::Ledger;
use crate::model::memory::{Kept, Memory};
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Draws;

/// Paths that one thread simulates at a stretch: at least enough to keep its
/// lanes busy, and at most so many that some lanes running empty at the end of a stretch is next
/// to nothing.
const BLOCK: RangeInclusive<u64> = 256..=2_048;
/// Blocks that each thread gets, if they are not too small by then: so many that a thread that
/// is done early has not long to wait.
const BLOCKS_PER_THREAD: u64 = 16;
/// Paths between two joins; bounds what is waiting to be joined.
const ROUND: u64 = 32_768;

/// How many paths of a round a thread of the current pool simulates at a stretch.
fn block_of(paths: u64) -> u64 {
    let threads = rayon::current_num_threads() as u64;
    // One thread waits for no other.
    let blocks = if threads == 1 { 1 } else { BLOCKS_PER_THREAD * threads };
    (paths / blocks).clamp(*BLOCK.start(), *BLOCK.end())
}

/// Something that takes in paths. What it adds up must be exact (integers, or
/// values kept in path order), so that `merge` is associative to the bit.
pub trait Tally: Clone + Send + Sync {
    /// Takes in one path; paths come in rising order.
    fn push(&mut self, draws: &Draws, ledger: &Ledger);
    /// Takes in what was tallied over the paths that follow.
    fn merge(&mut self, later: Self);
    /// What it reads of paths; they come without the rest.
    fn reads(&self) -> Kept {
        Kept::ALL
    }
}

/// Two tallies of the same paths.
impl<A: Tally, B: Tally> Tally for (A, B) {
    fn push(&mut self, draws: &Draws, ledger: &Ledger) {
        self.0.push(draws, ledger);
        self.1.push(draws, ledger);
    }

    fn merge(&mut self, later: Self) {
        self.0.merge(later.0);
        self.1.merge(later.1);
    }

    fn reads(&self) -> Kept {
        self.0.reads().or(self.1.reads())
    }
}

/// Looks on while a run goes on.
pub trait Watch: Sync {
    /// So many more paths are done.
    fn advanced(&self, paths: u64);
    /// Whether to stop before the end.
    fn wants_stop(&self) -> bool;
}

/// Watches nothing.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn advanced(&self, _: u64) {}

    fn wants_stop(&self) -> bool {
        false
    }
}

/// Why a run has no result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stopped {
    /// It was asked to stop.
    Asked {
        /// Paths that were joined by then.
        done: u64,
    },
    /// An amount left all bounds: on the first such path, whatever the threads.
    Beyond(Beyond),
}

/// A block of paths taken in, or the first of them on which an amount left all
/// bounds.
#[derive(Default)]
struct Taken(Option<Beyond>);

impl Taken {
    /// Whether a path is to be taken in: neither it nor one before it is beyond.
    fn takes(&mut self, ledger: &Ledger) -> bool {
        self.0 = self.0.or(ledger.beyond);
        self.0.is_none()
    }

    fn of<T>(self, made: T) -> Result<T, Stopped> {
        self.0.map_or(Ok(made), |beyond| Err(Stopped::Beyond(beyond)))
    }
}

/// Simulates `paths` on the threads of the current rayon pool, each block
/// taken in by a copy of `empty`.
///
/// # Errors
/// When `watch` asks to stop, or an amount leaves all bounds.
pub fn run<T: Tally>(
    simulator: &Simulator<'_>,
    paths: Range<u64>,
    empty: &T,
    watch: &impl Watch,
) -> Result<T, Stopped> {
    let memory = || Memory::keeping(empty.reads());
    let mut total = empty.clone();
    let mut from = paths.start;
    while from < paths.end {
        let to = paths.end.min(from + ROUND);
        let size = block_of(to - from);
        let blocks: Vec<Result<T, Stopped>> = (0..(to - from).div_ceil(size))
            .into_par_iter()
            .map_init(memory, |memory, block| {
                let first = from + block * size;
                let paths = first..to.min(first + size);
                let (mut tally, mut taken) = (empty.clone(), Taken::default());
                if !watch.wants_stop() {
                    let count = paths.end - paths.start;
                    let draw = simulator.drawn_from(first);
                    simulator.simulate_each(memory, count as usize, draw, |draws, ledger| {
                        if taken.takes(ledger) {
                            tally.push(draws, ledger);
                        }
                    });
                    watch.advanced(count);
                }
                taken.of(tally)
            })
            .collect();
        // A stop leaves blocks empty, so nothing of this round may be used.
        if watch.wants_stop() {
            return Err(Stopped::Asked { done: from - paths.start });
        }
        for block in blocks {
            total.merge(block?);
        }
        from = to;
    }
    Ok(total)
}
