//! The draws of a design that tells how much of an outcome's variance each
//! number answers for: two matrices of draws, A and B, and again A with one
//! group of its columns from B (A. Saltelli et al., *Computer Physics
//! Communications* 181, 2010, section 2).
//!
//! Row j of A is path j, and row j of B is path j + 2^40, which no run reaches.
//! So all draws are keyed by their names as ever, and another uncertain number
//! moves none of the others. Numbers that are correlated are one group and come
//! from B together: apart they would not be draws of the scenario. What happens
//! along a path, at events and by month, is the last group, *luck*: its numbers
//! are drawn by the path, so the path of B with the assumptions of A swaps it.
//!
//! Behind these may stand columns in which several groups come from B at once,
//! for what a class of assumptions answers for.

use super::assumptions::{Draws, Sampler};

/// How far the paths of B are from those of A.
const OTHER: u64 = 1 << 40;

/// The columns of such a design.
pub struct Swaps<'a> {
    sampler: &'a Sampler,
    groups: Vec<Vec<usize>>,
    unions: Vec<Vec<usize>>,
}

impl<'a> Swaps<'a> {
    /// With a column for each of the sampler's groups, and one for luck.
    pub fn new(sampler: &'a Sampler) -> Self {
        Self { sampler, groups: sampler.groups(), unions: Vec::new() }
    }

    /// With more columns, each with some of the groups from B together: their
    /// positions among [`Swaps::groups`].
    pub fn with_unions(self, unions: &[Vec<usize>]) -> Self {
        let members = |union: &Vec<usize>| {
            union.iter().flat_map(|group| self.groups[*group].iter().copied()).collect()
        };
        let unions = unions.iter().map(members).collect();
        Self { unions, ..self }
    }

    /// The groups of assumptions, as positions among [`Sampler::inputs`], in
    /// the order of their columns.
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    /// Draws that a row has: A, B, A with each group from B, A with luck from B,
    /// and A with each union of groups from B.
    pub fn columns(&self) -> usize {
        self.groups.len() + 3 + self.unions.len()
    }

    /// Draws one row, below 2^40, into `draws`, whose memory is used again.
    ///
    /// # Panics
    /// Unless there is a draw for each of the columns.
    pub fn draw_row(&self, row: u64, draws: &mut [Draws]) {
        assert!(row < OTHER && draws.len() == self.columns(), "row {row}, a draw a column");
        let (both, swapped) = draws.split_at_mut(2);
        self.sampler.draw_into(row, &mut both[0]);
        self.sampler.draw_into(row + OTHER, &mut both[1]);
        let (a, b) = (both[0].independent(), both[1].independent());
        let (of_groups, others) = swapped.split_at_mut(self.groups.len());
        let (luck, of_unions) = others.split_first_mut().expect("a column for luck");
        let mut mixed = a.to_vec();
        let columns = self.groups.iter().zip(of_groups).chain(self.unions.iter().zip(of_unions));
        for (members, draws) in columns {
            members.iter().for_each(|i| mixed[*i] = b[*i]);
            self.sampler.draw_from(row, &mixed, draws);
            members.iter().for_each(|i| mixed[*i] = a[*i]);
        }
        self.sampler.draw_from(row + OTHER, a, luck);
    }
}
