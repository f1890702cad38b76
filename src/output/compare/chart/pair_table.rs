//! The table under the rows of scenarios: each against the first, path by path.

use crate::analysis::compare::{Comparison, Contender};
use crate::model::outcome::Unit;
use crate::output::chart::{GREY_TEXT, INK, Look, Page};
use crate::output::compare::words::three_parts;
use crate::output::figures::difference;

/// Rows and heads; empty where there is no room.
#[derive(Default)]
pub(super) struct PairTable {
    names: Vec<String>,
    heads: Vec<&'static str>,
    cells: Vec<Vec<String>>,
    title: String,
}

impl PairTable {
    /// Of all pairs.
    pub(super) fn of(page: &Page, contenders: &[Contender<'_>], comparison: &Comparison) -> Self {
        let few = page.is_half();
        let most = if few { 1 } else { 4 };
        let mut heads = vec!["worse", "same", "better", "mean MOIC ± s.e."];
        if !few {
            heads.push("chance of loss ± s.e.");
        }
        let cells = comparison.pairs.iter().map(|pair| {
            let [worse, same, better] = three_parts(pair);
            let mean = difference(&pair.mean_moic().difference, Unit::Multiple, "");
            let loss = difference(&pair.loss().difference, Unit::Share, "");
            let mut cells = vec![worse, same, better, mean, loss];
            cells.truncate(heads.len());
            cells
        });
        let mut table = Self {
            names: contenders[1..].iter().map(|one| one.label.to_owned()).collect(),
            cells: cells.collect(),
            heads,
            title: format!("minus {}, path by path", contenders[0].label),
        };
        if most < table.names.len() {
            (table.names, table.cells) = (Vec::new(), Vec::new());
        }
        table
    }

    /// What it takes below the axis.
    pub(super) fn height(&self, page: &Page) -> f64 {
        let lines = self.names.len() as f64 + 1.0;
        if self.names.is_empty() { 0.0 } else { 1.2 * page.kind.label + self.pitch(page) * lines }
    }

    fn pitch(&self, page: &Page) -> f64 {
        1.45 * page.kind.label
    }

    /// Draws it from `top` down.
    pub(super) fn draw(&self, page: &Page, top: f64) {
        if self.names.is_empty() {
            return;
        }
        let label = page.kind.label;
        let (look, head) = (page.look(INK), page.look(GREY_TEXT));
        let y = |line: usize| top + 0.5 * label + line as f64 * self.pitch(page);
        let mut right = page.frame.right;
        for (column, name) in self.heads.iter().enumerate().rev() {
            let widest = look.widest(self.cells.iter().map(|cells| &cells[column]));
            let widest = widest.max(head.width(name));
            page.text_at(right, y(0), head.right(), name);
            for (row, cells) in self.cells.iter().enumerate() {
                page.text_at(right, y(row + 1), look.right(), &cells[column]);
            }
            right -= widest + 1.3 * label;
        }
        let room = right - page.frame.left;
        let bold = Look::new(page.kind.name, INK).bold();
        page.text_at(page.frame.left, y(0), head, &head.cut(&self.title, room));
        for (row, name) in self.names.iter().enumerate() {
            page.text_at(page.frame.left, y(row + 1), bold, &bold.cut(name, room));
        }
    }
}
