//! Where the parts of the table of a screening are.

use super::held::Held;
use crate::output::chart::{Area, Page, Size};

/// Least and most width of a column of verdicts, in heights of the smallest type.
const LEAST_WIDE: f64 = 4.6;
const MOST_WIDE: f64 = 11.0;
/// The same of columns that have signs alone.
const LEAST_OF_SIGNS: f64 = 1.9;
const MOST_OF_SIGNS: f64 = 2.6;
/// Lines of a head: of the name of a rule, and of its limit.
pub(super) const NAME_LINES: usize = 4;
pub(super) const LIMIT_LINES: usize = 2;
/// Heights of rows, in heights of a label, the first that fits.
const PITCHES: [f64; 3] = [2.6, 1.9, 1.38];

/// The places of a table.
pub(super) struct Layout {
    /// Verdicts, from the first row to the last.
    pub(super) cells: Area,
    pub(super) wide: f64,
    pub(super) pitch: f64,
    /// Right end of the figure that operators are ranked by.
    pub(super) ranked: f64,
    /// Whether cells have signs alone, heads numbers, and rules stand below the table.
    pub(super) has_signs_alone: bool,
}

impl Layout {
    /// The places of what is held, in columns as wide as those of so many; none where there is no
    /// room for all rows.
    pub(super) fn of(
        page: &Page,
        held: &Held<'_>,
        (columns, are_ranked): (usize, bool),
    ) -> Option<Self> {
        let (frame, small, label) = (page.frame, page.kind.footer, page.kind.label);
        let has_signs_alone = page.is_half();
        let ranked = frame.left + names(page) + ranked(page.size, are_ranked);
        let left = ranked + 0.6 * small;
        let most = small * if has_signs_alone { MOST_OF_SIGNS } else { MOST_WIDE };
        let wide = ((frame.right - left) / columns.max(1) as f64).min(most);
        let (head, foot) = if has_signs_alone {
            let keys = held.columns().div_ceil(2) as f64;
            (1.4 * small, 1.25 * small * keys + 2.2 * label)
        } else {
            let lines = (NAME_LINES + LIMIT_LINES) as f64;
            (1.2 * small * lines + 0.5 * small, 1.6 * small)
        };
        let top = frame.top + head + 0.4 * small;
        let rows = held.operators.len() as f64;
        let fits = |pitch: &f64| top + pitch * rows + foot <= frame.bottom + 1e-9;
        let pitches = PITCHES.map(|pitch| pitch * label);
        // A single row is drawn wherever there is room for the head.
        let pitch = pitches.into_iter().find(fits).or((rows < 1.5).then_some(pitches[2]))?;
        let right = left + wide * held.columns() as f64;
        let cells = Area { left, top, right, bottom: top + pitch * rows };
        Some(Self { cells, wide, pitch, ranked, has_signs_alone })
    }

    /// The place of a cell.
    pub(super) fn cell(&self, row: usize, column: usize) -> Area {
        let left = self.cells.left + column as f64 * self.wide;
        let top = self.cells.top + row as f64 * self.pitch;
        Area { left, top, right: left + self.wide, bottom: top + self.pitch }
    }

    /// The middle of a row, from the top.
    pub(super) fn middle(&self, row: usize) -> f64 {
        self.cells.top + (row as f64 + 0.5) * self.pitch
    }
}

/// Room for names of operators.
pub(super) fn names(page: &Page) -> f64 {
    names_within(page.frame.width(), page.size)
}

fn names_within(width: f64, size: Size) -> f64 {
    width * if size == Size::Half { 0.3 } else { 0.17 }
}

/// Room for what they are ranked by, if they are.
fn ranked(size: Size, are_ranked: bool) -> f64 {
    if size == Size::Half || !are_ranked { 0.0 } else { 4.4 * size.type_sizes().footer }
}

/// Most columns of verdicts that there is room for.
pub(super) fn most_columns(size: Size, are_ranked: bool) -> usize {
    let width = size.points().0;
    let least = if size == Size::Half { LEAST_OF_SIGNS } else { LEAST_WIDE };
    let small = size.type_sizes().footer;
    let rest = width - names_within(width, size) - ranked(size, are_ranked);
    (rest / (least * small) - 0.6) as usize
}

/// The sizes that a table may have where it was asked for in one: on half a page and on a slide
/// some rows may have no room; else the picture is as high as they need.
pub(super) fn sizes(asked: Size) -> Vec<Size> {
    const HIGHEST: u8 = 8;
    let lowest = match asked {
        Size::Full => 3,
        Size::Tall => 4,
        _ => HIGHEST + 1,
    };
    std::iter::once(asked).chain((lowest..=HIGHEST).map(Size::Sheet)).collect()
}
