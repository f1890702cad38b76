//! How a text looks, and which of its wordings has room.

use super::font;
use super::shaping;
use super::words::{ellipsis, shortened};
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

/// Look of a text.
#[derive(Clone, Copy)]
pub(in crate::output) struct Look {
    pub(in crate::output) size: f64,
    pub(in crate::output) bold: bool,
    pub(in crate::output) colour: RGBColor,
    pub(in crate::output) h: HPos,
}

impl Look {
    pub(in crate::output) fn new(size: f64, colour: RGBColor) -> Self {
        Self { size, bold: false, colour, h: HPos::Left }
    }

    pub(in crate::output) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(in crate::output) fn bold_if(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    pub(in crate::output) fn right(self) -> Self {
        Self { h: HPos::Right, ..self }
    }

    pub(in crate::output) fn centred(self) -> Self {
        Self { h: HPos::Center, ..self }
    }

    pub(in crate::output) fn width(&self, text: &str) -> f64 {
        shaping::width(&font::printable(text), self.size, self.bold)
    }

    /// The width of the widest of some texts.
    pub(in crate::output) fn widest<S: AsRef<str>>(
        self,
        texts: impl IntoIterator<Item = S>,
    ) -> f64 {
        texts.into_iter().map(|text| self.width(text.as_ref())).fold(0.0, f64::max)
    }

    /// The ends of a text at a place.
    pub(in crate::output) fn ends(self, x: f64, text: &str) -> [f64; 2] {
        let wide = self.width(text);
        match self.h {
            HPos::Left => [x, x + wide],
            HPos::Center => [x - 0.5 * wide, x + 0.5 * wide],
            HPos::Right => [x - wide, x],
        }
    }

    /// A text, cut to a room.
    pub(in crate::output) fn cut(self, text: &str, room: f64) -> String {
        ellipsis(text, room, false, |text| self.width(text))
    }

    /// A text with an ellipsis for its middle where it is wider than a room.
    pub(in crate::output) fn shortened(self, text: &str, room: f64) -> String {
        shortened(text, room, |text| self.width(text))
    }

    /// The first of several wordings, given from the longest, that a room is wide enough for.
    pub(in crate::output) fn longest<S: AsRef<str>>(
        self,
        wordings: &[S],
        room: f64,
    ) -> Option<&str> {
        wordings.iter().map(AsRef::as_ref).find(|text| self.width(text) <= room)
    }
}
