//! Where the parts of the rows of scenarios are, and the columns of their numbers.

use super::pair_table::PairTable;
use super::versus::multiple_alone;
use crate::analysis::compare::Contender;
use crate::output::chart::{Area, GREY_TEXT, INK, Look, Page, Size};
use crate::output::format::{moic, moic_with_error, percent};

/// Rows closer than this, in heights of a label, would touch: then the table
/// below them is left out.
const LEAST_PITCH: f64 = 1.5;

/// A column of numbers right of the intervals.
pub(super) struct Column {
    pub(super) head: &'static str,
    /// Each with a shorter wording, for columns of another picture that are too narrow.
    pub(super) cells: Vec<[String; 2]>,
    /// Where what stands left of it ends, and where it ends.
    pub(super) ends: [f64; 2],
}

fn columns(contenders: &[Contender<'_>], few: bool) -> Vec<Column> {
    let column = |head, cell: &dyn Fn(&Contender<'_>) -> [String; 2]| Column {
        head,
        cells: contenders.iter().map(cell).collect(),
        ends: [0.0; 2],
    };
    let twice = |text: String| [text.clone(), text];
    let mut columns = vec![
        column("<1x", &|one| twice(percent(one.summary.loss.value))),
        column("≥3x", &|one| twice(percent(one.summary.at_least_3x.value))),
    ];
    if !few {
        columns.push(column("median", &|one| twice(moic(one.summary.moic.at(0.5).value))));
        columns.push(column("mean ± s.e.", &|one| match &one.summary.moic.mean {
            mean if mean.standard_error.is_nan() => twice(moic(mean.value)),
            mean => [moic_with_error(mean), multiple_alone(mean)],
        }));
    }
    columns
}

/// Where the parts of the rows are.
pub(super) struct Layout {
    /// Room for names left of the bars; none where they stand above them.
    name_room: f64,
    pub(super) bars: Area,
    pub(super) plot: Area,
    pub(super) pitch: f64,
    pub(super) columns: Vec<Column>,
}

impl Layout {
    /// Lays out the rows, in the places of another picture if it has as many columns, above the
    /// table of pairs if there is room for it.
    pub(super) fn of(
        page: &Page,
        contenders: &[Contender<'_>],
        places: Option<Vec<f64>>,
        mut pairs: PairTable,
    ) -> (Self, PairTable) {
        let mut layout = Self::above(page, contenders, pairs.height(page));
        if layout.pitch < LEAST_PITCH * page.kind.label {
            pairs = PairTable::default();
            layout = Self::above(page, contenders, 0.0);
        }
        if let Some(places) = places.filter(|places| places.len() == 4 + layout.columns.len()) {
            layout.move_to(&places);
        }
        layout.part_columns();
        (layout, pairs)
    }

    /// With so much room below.
    fn above(page: &Page, contenders: &[Contender<'_>], below: f64) -> Self {
        let label = page.kind.label;
        let above = page.is_half();
        let mut columns = columns(contenders, above);
        let (number, head) = (page.look(INK), page.look(GREY_TEXT));
        let mut right = page.frame.right;
        for column in columns.iter_mut().rev() {
            column.ends[1] = right;
            let widest = number.widest(column.cells.iter().map(|[cell, _]| cell));
            right -= widest.max(head.width(column.head)) + 1.3 * label;
        }
        let widest = Self::look(page).widest(contenders.iter().map(|one| one.label));
        let name_room = if above { 0.0 } else { widest.min(0.24 * page.frame.width()) };
        let top = page.frame.top + 2.9 * label;
        let bottom = page.frame.bottom - 2.0 * label - below;
        let bar = 0.09 * page.frame.width();
        let left = page.frame.left + name_room + if above { 0.0 } else { 1.1 * label };
        let most = if page.size == Size::Tall { 11.0 } else { 7.0 } * label;
        let pitch = ((bottom - top) / contenders.len() as f64).min(most);
        let bottom = top + pitch * contenders.len() as f64;
        let bars = Area { left, top, right: left + bar + number.width(">99%") + 4.0, bottom };
        let plot = Area { left: bars.right + 1.6 * label, top, right: right - 0.3 * label, bottom };
        Self { name_room, bars, plot, pitch, columns }
    }

    /// Moves the columns to where those of another picture are.
    fn move_to(&mut self, places: &[f64]) {
        let moved = places[0] - self.bars.left;
        self.name_room = if self.are_beside() { self.name_room + moved } else { 0.0 };
        (self.bars.left, self.bars.right) = (places[0], places[1]);
        (self.plot.left, self.plot.right) = (places[2], places[3]);
        self.columns.iter_mut().zip(&places[4..]).for_each(|(one, right)| one.ends[1] = *right);
    }

    /// Each column begins where what stands left of it ends.
    fn part_columns(&mut self) {
        let mut left = self.plot.right;
        for column in &mut self.columns {
            column.ends[0] = left;
            left = column.ends[1];
        }
    }

    /// Where bars, intervals and columns of numbers are, as pictures tell it.
    pub(super) fn places(&self) -> Vec<f64> {
        let Self { bars, plot, .. } = self;
        let rights = self.columns.iter().map(|column| column.ends[1]);
        [bars.left, bars.right, plot.left, plot.right].into_iter().chain(rights).collect()
    }

    /// Whether names stand beside the bars.
    pub(super) fn are_beside(&self) -> bool {
        0.0 < self.name_room
    }

    pub(super) fn middle(&self, row: usize) -> f64 {
        let share = if self.are_beside() { 0.5 } else { 0.68 };
        self.plot.top + (row as f64 + share) * self.pitch
    }

    fn look(page: &Page) -> Look {
        Look::new(page.kind.name, INK).bold()
    }

    /// Draws a name, above the bars where there is no room beside them.
    pub(super) fn name(&self, page: &Page, row: usize, name: &str) {
        let look = Self::look(page);
        let left = page.frame.left;
        if self.are_beside() {
            page.text_at(left, self.middle(row), look, &look.cut(name, self.name_room));
        } else {
            // Across the lines of 1x, 3x and 10x.
            let y = self.plot.top + row as f64 * self.pitch + 0.7 * page.kind.name;
            let name = look.cut(name, page.frame.width());
            page.text_on_white((left, y), look, &name, (1.0, 0.6 * page.kind.name));
        }
    }
}
