//! Rows of a design of swapped draws, over threads.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Stopped, Taken, Tally, Watch, block_of};
use crate::model::memory::Memory;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Draws;
use crate::sampling::swaps::Swaps;

/// Simulates all columns of the `rows` of a design, `swaps` of the simulator's
/// own sampler, and returns what `read` makes of them, one after the other.
/// `read` gets tallies, copies of `empty` that took in one row after the other,
/// and returns a value for each path of them, or as many for each. The answer
/// has the same bits on any number of threads, and rows have the same however
/// they are split.
///
/// # Errors
/// When `watch` asks to stop, or an amount leaves all bounds.
pub fn run_rows<T: Tally>(
    (simulator, swaps): (&Simulator<'_>, &Swaps<'_>),
    rows: Range<u64>,
    empty: &T,
    read: &(impl Fn(&T) -> Vec<f64> + Sync),
    watch: &impl Watch,
) -> Result<Vec<f64>, Stopped> {
    let memory = || Memory::keeping(empty.reads());
    let (count, columns) = (rows.end - rows.start, swaps.columns() as u64);
    let size = (block_of(count * columns) / columns).max(1);
    let blocks: Vec<Result<Vec<f64>, Stopped>> = (0..count.div_ceil(size))
        .into_par_iter()
        .map_init(memory, |memory, block| {
            let first = rows.start + block * size;
            let rows = first..rows.end.min(first + size);
            if watch.wants_stop() {
                return Ok(Vec::new());
            }
            let paths = (rows.end - rows.start) * columns;
            let mut tally = empty.clone();
            let taken = take_in(simulator, swaps, rows, (memory, &mut tally));
            watch.advanced(paths);
            taken.of(()).map(|()| read(&tally))
        })
        .collect();
    // A stop leaves blocks empty, so nothing may be used.
    if watch.wants_stop() {
        return Err(Stopped::Asked { done: 0 });
    }
    let blocks: Result<Vec<_>, _> = blocks.into_iter().collect();
    blocks.map(|blocks| blocks.concat())
}

fn take_in<T: Tally>(
    simulator: &Simulator<'_>,
    swaps: &Swaps<'_>,
    rows: Range<u64>,
    (memory, tally): (&mut Memory, &mut T),
) -> Taken {
    let columns = swaps.columns();
    let count = (rows.end - rows.start) as usize * columns;
    let mut drawn = swaps.rows();
    let draw = |index: usize, draws: &mut Draws| {
        drawn.draw(rows.start + (index / columns) as u64, index % columns, draws);
    };
    let mut taken = Taken::default();
    simulator.simulate_each(memory, count, draw, |draws, ledger| {
        if taken.takes(ledger) {
            tally.push(draws, ledger);
        }
    });
    taken
}
