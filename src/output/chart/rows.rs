//! Rows that have names: how names stand beside what they name, or above it where the page is
//! narrow.

use super::axis::{baseline, tick};
use super::colours::{INK, PAPER};
use super::display::Area;
use super::page::{Look, Page};
use super::size::Size;
use super::words::ellipsis;

/// A name, cut to a room.
pub(in crate::output) fn name_within(name: &str, room: f64, look: Look) -> String {
    ellipsis(name, room, false, |text| look.width(text))
}

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
        let narrow = page.size == Size::Half;
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

    /// Draws a name, cut to its room, and a mark after it.
    pub(in crate::output) fn name(&self, page: &Page, row: usize, [name, mark]: [&str; 2]) {
        let look = Look::new(page.kind.label, INK);
        let within =
            |room: f64| format!("{}{mark}", name_within(name, room - look.width(mark), look));
        let left = page.frame.left;
        if self.are_beside() {
            let room = self.names - 6.0;
            page.text_at(left + room, self.middle(row), look.right(), &within(room));
            return;
        }
        let y = self.plot.top + (row as f64 + 0.26) * self.pitch;
        let text = within(page.frame.width());
        let half = 0.5 * page.kind.label;
        let is_head = self.clears_head && row == 0;
        let top = if is_head { self.plot.top - 1.0 } else { y - half };
        let right = left + look.width(&text) + 2.0;
        page.rect(Area { left, right, top, bottom: y + half }, PAPER);
        page.text_at(left, y, look, &text);
    }
}

/// Ticks below rows, all of them.
pub(in crate::output) fn scale_below(
    page: &Page,
    plot: Area,
    ticks: impl IntoIterator<Item = (f64, String)>,
) {
    baseline(page, plot);
    ticks.into_iter().for_each(|(x, name)| tick(page, plot, x, &name));
}
