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

    /// Draws of its rows, of none yet.
    pub fn rows(&self) -> Rows<'_> {
        Rows { swaps: self, row: None, a: Draws::default(), b: Draws::default() }
    }

    /// What a column after A and B has from B: the positions of some groups' numbers; and whether
    /// it has luck from there.
    fn swapped(&self, column: usize) -> (&[usize], bool) {
        let groups = self.groups.len();
        match column - 2 {
            group if group < groups => (&self.groups[group], false),
            luck if luck == groups => (&[], true),
            union => (&self.unions[union - groups - 1], false),
        }
    }
}

/// One row of a design after the other, of which each number is drawn twice and no more.
pub struct Rows<'a> {
    swaps: &'a Swaps<'a>,
    /// The one that `a` and `b` belong to.
    row: Option<u64>,
    a: Draws,
    b: Draws,
}

impl Rows<'_> {
    /// Draws a column of a row, below 2^40, into `draws`, whose memory is used again. Best all of
    /// a row before those of another.
    ///
    /// # Panics
    /// For a row or a column that the design does not have.
    pub fn draw(&mut self, row: u64, column: usize, draws: &mut Draws) {
        assert!(row < OTHER && column < self.swaps.columns(), "row {row}, column {column}");
        let Self { swaps, a, b, .. } = self;
        if self.row != Some(row) {
            swaps.sampler.draw_into(row, a);
            swaps.sampler.draw_into(row + OTHER, b);
            self.row = Some(row);
        }
        match column {
            0 => draws.clone_from(a),
            1 => draws.clone_from(b),
            _ => {
                let (members, has_luck) = swaps.swapped(column);
                let path = if has_luck { row + OTHER } else { row };
                swaps.sampler.mix(path, (a, b), members, draws);
            }
        }
    }
}
