//! Paths lived again: the same assumptions, other luck.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Stopped, Taken, Watch};
use crate::model::ledger::Ledger;
use crate::model::memory::Memory;
use crate::model::simulator::Simulator;
use crate::sampling::assumptions::Draws;

/// Simulates each of the `paths`, below 2^40, again so many `times`: with its
/// assumptions, and with the events of path i + r 2^40 in the r-th time, which
/// no run reaches. Returns what `read` makes of each, those of one path
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
    let blocks: Vec<Result<Vec<f64>, Stopped>> = paths
        .into_par_iter()
        .map_init(
            || Memory::with_months_below(0),
            |memory, path| {
                if watch.wants_stop() {
                    return Ok(Vec::new());
                }
                let values = again(simulator, path, times, (read, memory));
                watch.advanced(times);
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
    path: u64,
    times: u64,
    (read, memory): (&impl Fn(&Ledger) -> f64, &mut Memory),
) -> Result<Vec<f64>, Stopped> {
    let mut own = Draws::default();
    simulator.sampler().draw_into(path, &mut own);
    let luck = |index: usize| path + ((index as u64 + 1) << 40);
    let draw = |index: usize, draws: &mut Draws| {
        simulator.sampler().draw_from(luck(index), own.independent(), draws);
    };
    let (mut values, mut taken) = (Vec::with_capacity(times as usize), Taken::default());
    simulator.simulate_each(memory, times as usize, draw, |_, ledger| {
        if taken.takes(ledger) {
            values.push(read(ledger));
        }
    });
    taken.of(values)
}
