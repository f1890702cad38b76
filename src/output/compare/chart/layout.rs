//! Where the parts of the rows of scenarios are, and the columns of their numbers.

use super::versus::multiple_alone;
use crate::analysis::compare::Contender;
use crate::output::chart::{Area, GREY_TEXT, INK, Look, Page, Size};
use crate::output::format::{moic, moic_with_error, percent};

/// A column of numbers right of the intervals.
pub(super) struct Column {
    pub(super) head: &'static str,
    /// Each with a shorter wording, for columns of another picture that are too narrow.
    pub(super) cells: Vec<[String; 2]>,
}

pub(super) fn columns(contenders: &[Contender<'_>], few: bool) -> Vec<Column> {
    let of = |head, cell: &dyn Fn(&Contender<'_>) -> String| Column {
        head,
        cells: contenders.iter().map(cell).map(|text| [text.clone(), text]).collect(),
    };
    let mut columns = vec![
        of("<1x", &|one| percent(one.summary.loss.value)),
        of("≥3x", &|one| percent(one.summary.at_least_3x.value)),
    ];
    if !few {
        columns.push(of("median", &|one| moic(one.summary.moic.at(0.5).value)));
        let means = contenders.iter().map(|one| {
            let mean = &one.summary.moic.mean;
            match mean.standard_error.is_nan() {
                true => [moic(mean.value), moic(mean.value)],
                false => [moic_with_error(mean), multiple_alone(mean)],
            }
        });
        columns.push(Column { head: "mean ± s.e.", cells: means.collect() });
    }
    columns
}

/// Where the parts of the rows are.
pub(super) struct Layout {
    /// Room for names left of the bars; none where they stand above them.
    pub(super) name_room: f64,
    pub(super) bars: Area,
    pub(super) plot: Area,
    pub(super) pitch: f64,
}

impl Layout {
    pub(super) fn middle(&self, row: usize) -> f64 {
        let share = if self.name_room <= 0.0 { 0.68 } else { 0.5 };
        self.plot.top + (row as f64 + share) * self.pitch
    }

    /// Moves the columns to where those of another picture are, and returns
    /// the right ends of the numbers.
    pub(super) fn move_to(&mut self, places: &[f64]) -> Vec<f64> {
        let moved = places[0] - self.bars.left;
        self.name_room = if self.name_room <= 0.0 { 0.0 } else { self.name_room + moved };
        (self.bars.left, self.bars.right) = (places[0], places[1]);
        (self.plot.left, self.plot.right) = (places[2], places[3]);
        places[4..].to_vec()
    }

    /// Where a name stands that has no room beside the bars.
    pub(super) fn name_above(&self, row: usize, page: &Page) -> f64 {
        self.plot.top + row as f64 * self.pitch + 0.7 * page.kind.name
    }
}

/// Lays out the rows, and says where the numbers end.
pub(super) fn layout(
    page: &Page,
    contenders: &[Contender<'_>],
    columns: &[Column],
    below: f64,
) -> (Layout, Vec<f64>) {
    let label = page.kind.label;
    let (number, head) = (Look::new(label, INK), Look::new(label, GREY_TEXT));
    let mut right = page.frame.right;
    let mut rights = Vec::new();
    for column in columns.iter().rev() {
        rights.insert(0, right);
        let widest = column.cells.iter().map(|[cell, _]| number.width(cell)).fold(0.0, f64::max);
        right -= widest.max(head.width(column.head)) + 1.3 * label;
    }
    let name = Look::new(page.kind.name, INK).bold();
    let widest = contenders.iter().map(|one| name.width(one.label)).fold(0.0, f64::max);
    let above = page.size == Size::Half;
    let name_room = if above { 0.0 } else { widest.min(0.24 * page.frame.width()) };
    let top = page.frame.top + 2.9 * label;
    let bottom = page.frame.bottom - 2.0 * label - below;
    let bar = 0.09 * page.frame.width();
    let left = page.frame.left + name_room + if above { 0.0 } else { 1.1 * label };
    let bars = Area { left, top, right: left + bar + number.width(">99%") + 4.0, bottom };
    let most = if page.size == Size::Tall { 11.0 } else { 7.0 } * label;
    let pitch = ((bottom - top) / contenders.len() as f64).min(most);
    let bottom = top + pitch * contenders.len() as f64;
    let plot = Area { left: bars.right + 1.6 * label, top, right: right - 0.3 * label, bottom };
    (Layout { name_room, bars: Area { bottom, ..bars }, plot, pitch }, rights)
}
