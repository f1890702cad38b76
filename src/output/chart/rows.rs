//! Rows that have names: how names stand beside what they name.

use crate::output::chart::display::Area;
use crate::output::chart::page::{Look, Page};
use crate::output::chart::size::Size;

/// A name, cut to a room.
pub(in crate::output) fn name_within(name: &str, room: f64, look: Look) -> String {
    crate::output::chart::words::ellipsis(name, room, false, |text| look.width(text))
}

/// Room for the names of rows, none where the page is narrow and names stand
/// above their rows; and the plot beside it, with room at both ends.
pub(in crate::output) fn beside_names(page: &Page, room: f64) -> (f64, Area) {
    let text = page.kind.label;
    let narrow = page.size == Size::Half;
    let names = if narrow { 0.0 } else { 0.35 * page.frame.width() };
    let plot = Area {
        left: page.frame.left + names + room,
        top: page.frame.top + 1.9 * text,
        right: page.frame.right - room,
        bottom: page.frame.bottom - if narrow { 1.2 } else { 2.0 } * text,
    };
    (names, plot)
}
