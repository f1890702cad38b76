//! Columns of drawn inputs in path order, beside the columns of outcomes.

use crate::engine::Tally;
use crate::model::ledger::Ledger;
use crate::model::memory::Kept;
use crate::sampling::assumptions::{Draws, Input};

/// The values of some inputs on all paths, in path order.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    inputs: Vec<Input>,
    columns: Vec<Vec<f64>>,
}

impl Inputs {
    /// Columns, still empty, for these inputs, each once. Of inputs that are
    /// drawn at each event a path has no single value.
    pub fn of(inputs: impl IntoIterator<Item = Input>) -> Self {
        let mut inputs: Vec<Input> = inputs.into_iter().collect();
        inputs.sort_unstable();
        inputs.dedup();
        let columns = vec![Vec::new(); inputs.len()];
        Self { inputs, columns }
    }

    /// The columns of some of its inputs alone.
    ///
    /// # Panics
    /// Where one of them was not chosen.
    pub fn part(&self, inputs: &[Input]) -> Self {
        let column = |input: &Input| self.column(*input).expect("a chosen input").to_vec();
        let inputs: Vec<Input> = Self::of(inputs.iter().copied()).inputs;
        Self { columns: inputs.iter().map(column).collect(), inputs }
    }

    /// The inputs, in the order of the table of assumptions.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The values of an input, in path order; none where it was not chosen.
    pub fn column(&self, input: Input) -> Option<&[f64]> {
        let index = self.inputs.binary_search(&input).ok()?;
        Some(&self.columns[index])
    }
}

impl Tally for Inputs {
    fn push(&mut self, draws: &Draws, _: &Ledger) {
        for (column, input) in self.columns.iter_mut().zip(&self.inputs) {
            column.push(draws[*input]);
        }
    }

    fn merge(&mut self, later: Self) {
        for (column, values) in self.columns.iter_mut().zip(later.columns) {
            column.extend(values);
        }
    }

    fn reads(&self) -> Kept {
        Kept::ENDING
    }
}
