//! Paths lived again: the same assumptions, other luck.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Stopped, Taken, Watch, block_of};
use crate::model::ledger::Ledger;
use crate::model::memory::{Kept, Memory};
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Draws;

/// Simulates each of the `paths`, below 2^40, again so many `times`: with its
/// assumptions, and with the events of path i + r 2^40 in the r-th time, which
/// no run reaches. Returns what `read` makes of how each ends ([`Kept::ENDING`]), those of one path
/// together. The answer has the same bits on any number of threads, and a path
/// has the same in any range.
///
/// # Errors
/// When `watch` asks to stop, or an amount leaves all bounds.
///
/// # Panics
/// For paths beyond 2^40, or more than 2^23 times.
pub fn run_again(
    simulator: &Simulator<'_>,
    paths: Range<u64>,
    times: u64,
    read: &(impl Fn(&Ledger) -> f64 + Sync),
    watch: &impl Watch,
) -> Result<Vec<f64>, Stopped> {
    assert!(paths.end <= 1 << 40 && times < 1 << 23, "paths {paths:?}, {times} times");
    let count = paths.end - paths.start;
    let size = (block_of(count * times) / times.max(1)).max(1);
    let blocks: Vec<Result<Vec<f64>, Stopped>> = (0..count.div_ceil(size))
        .into_par_iter()
        .map_init(
            || Memory::keeping(Kept::ENDING),
            |memory, block| {
                if watch.wants_stop() {
                    return Ok(Vec::new());
                }
                let first = paths.start + block * size;
                let paths = first..paths.end.min(first + size);
                let lives = (paths.end - paths.start) * times;
                let values = again(simulator, paths, times, (read, memory));
                watch.advanced(lives);
                values
            },
        )
        .collect();
    // A stop leaves paths out, so nothing may be used.
    if watch.wants_stop() {
        return Err(Stopped::Asked { done: 0 });
    }
    let blocks: Result<Vec<_>, _> = blocks.into_iter().collect();
    blocks.map(|blocks| blocks.concat())
}

fn again(
    simulator: &Simulator<'_>,
    paths: Range<u64>,
    times: u64,
    (read, memory): (&impl Fn(&Ledger) -> f64, &mut Memory),
) -> Result<Vec<f64>, Stopped> {
    let lives = ((paths.end - paths.start) * times) as usize;
    let (mut own, mut drawn) = (Draws::default(), None);
    let draw = |index: usize, draws: &mut Draws| {
        let (path, time) = (paths.start + index as u64 / times, index as u64 % times);
        if drawn != Some(path) {
            simulator.sampler().draw_into(path, &mut own);
            drawn = Some(path);
        }
        own.on_path(path + ((time + 1) << 40), draws);
    };
    let (mut values, mut taken) = (Vec::with_capacity(lives), Taken::default());
    simulator.simulate_each(memory, lives, draw, |_, ledger| {
        if taken.takes(ledger) {
            values.push(read(ledger));
        }
    });
    taken.of(values)
}
