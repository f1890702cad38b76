//! What a sampler draws on the first paths, kept: a scenario that is run again and again with
//! some of its numbers known draws all others as before.

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::assumptions::{Draws, Input, Sampler};

/// Numbers that are kept at most; eight bytes each.
const MOST: u64 = 1 << 22;

/// Paths that are drawn at a stretch.
const STRETCH: usize = 256;

/// The values of a sampler's inputs on its first paths.
pub struct KeptDraws {
    inputs: Vec<Input>,
    /// Path by path, in the order of the inputs.
    values: Vec<f64>,
}

impl KeptDraws {
    /// Of the paths below `paths`, or as many of them as there is room for; drawn on the threads of
    /// the current pool.
    pub fn of(sampler: &Sampler, paths: u64) -> Self {
        let inputs: Vec<Input> = sampler.inputs().collect();
        let width = inputs.len().max(1);
        let count = paths.min(MOST / width as u64) as usize;
        let mut values = vec![0.0; count * width];
        values.par_chunks_mut(STRETCH * width).enumerate().for_each(|(stretch, part)| {
            let mut draws = Draws::default();
            for (path, row) in (stretch * STRETCH..).zip(part.chunks_exact_mut(width)) {
                sampler.draw_into(path as u64, &mut draws);
                for (value, input) in row.iter_mut().zip(&inputs) {
                    *value = draws[*input];
                }
            }
        });
        Self { inputs, values }
    }

    /// Where an input stands among the values of a path.
    pub(super) fn place(&self, input: Input) -> Option<usize> {
        self.inputs.iter().position(|own| *own == input)
    }

    /// The values of a path, if they are kept.
    pub(super) fn of_path(&self, path: u64) -> Option<&[f64]> {
        let width = self.inputs.len().max(1);
        let first = usize::try_from(path).ok()?.checked_mul(width)?;
        self.values.get(first..)?.get(..width)
    }
}
