//! Rows that have names: how names stand beside what they name, or above it where the page is
//! narrow.

use super::colours::{INK, PAPER};
use super::display::Area;
use super::page::Page;
use super::size::Size;

/// Rows of one height that share a plot.
pub(in crate::output) struct NamedRows {
    pub(in crate::output) plot: Area,
    pub(in crate::output) pitch: f64,
    /// Room for names; none where they stand above what they name.
    pub(in crate::output) names: f64,
    /// Whether no stub of an upright line is left above the first name.
    pub(in crate::output) clears_head: bool,
}

impl NamedRows {
    /// So many rows, with room at both ends of the plot.
    pub(in crate::output) fn of(page: &Page, count: usize, room: f64) -> Self {
        let text = page.kind.label;
        let narrow = page.is_half();
        let names = if narrow { 0.0 } else { 0.35 * page.frame.width() };
        let plot = Area {
            left: page.frame.left + names + room,
            top: page.frame.top + 1.9 * text,
            right: page.frame.right - room,
            bottom: page.frame.bottom - if narrow { 1.2 } else { 2.0 } * text,
        };
        Self { plot, pitch: plot.height() / count as f64, names, clears_head: false }
    }

    /// Whether names stand beside the rows.
    pub(in crate::output) fn are_beside(&self) -> bool {
        0.0 < self.names
    }

    /// The middle of what a row shows.
    pub(in crate::output) fn middle(&self, row: usize) -> f64 {
        let share = if self.are_beside() { 0.5 } else { 0.74 };
        self.plot.top + row as f64 * self.pitch + share * self.pitch
    }

    /// Rows that there is room for.
    pub(in crate::output) fn most(size: Size) -> usize {
        match size {
            Size::Half => 5,
            Size::Slide => 7,
            Size::Tall => 10,
            Size::Full | Size::Panel(_) | Size::Sheet(_) => 8,
        }
    }

    /// Draws a name, cut to its room, and a mark after it.
    pub(in crate::output) fn name(&self, page: &Page, row: usize, name: &str, mark: &str) {
        let look = page.look(INK);
        let within = |room: f64| format!("{}{mark}", look.cut(name, room - look.width(mark)));
        if self.are_beside() {
            let room = self.names - 6.0;
            page.text_at(page.frame.left + room, self.middle(row), look.right(), &within(room));
            return;
        }
        let y = self.plot.top + (row as f64 + 0.26) * self.pitch;
        let text = within(page.frame.width());
        if self.clears_head && row == 0 {
            let right = page.frame.left + look.width(&text) + 2.0;
            let (top, bottom) = (self.plot.top - 1.0, y + 0.5 * page.kind.label);
            page.rect(Area { left: page.frame.left, right, top, bottom }, PAPER);
            page.text_at(page.frame.left, y, look, &text);
            return;
        }
        self.padded(page, y, &text);
    }

    /// A text from the left edge on white, so that no line of the plot runs through it.
    pub(in crate::output) fn padded(&self, page: &Page, y: f64, text: &str) {
        let look = page.look(INK);
        let (left, half) = (page.frame.left, 0.5 * page.kind.label);
        page.rect(Area::level([left, left + look.width(text) + 2.0], (y, half)), PAPER);
        page.text_at(left, y, look, text);
    }
}
