//! From a line of text to glyphs, from left to right: letters of other scripts come from fonts of
//! their own, right-to-left ones are put in order, and Arabic ones joined.

use std::sync::OnceLock;

use rustybuzz::{Direction, UnicodeBuffer};
use ttf_parser::{GlyphId, OutlineBuilder};
use unicode_bidi::{BidiInfo, Level};

use super::font::Font;

/// A glyph at its place on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) font: Font,
    pub(super) glyph: GlyphId,
    /// How far it takes the line, and how far right of and above the pen it stands, in the units
    /// of its font.
    advance: i32,
    off: (i32, i32),
}

/// The glyphs of a text; a question mark stands for what no font has.
pub(super) fn placed(text: &str, bold: bool) -> Vec<Placed> {
    let own = Font::of_weight(bold);
    let plain: Option<Vec<Placed>> = text.chars().map(|letter| of_letter(own, letter)).collect();
    plain.unwrap_or_else(|| shaped(text, bold))
}

/// Width of a text, in the unit of `size`.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let own = Font::of_weight(bold);
    // Nearly all text is plain, and is measured again and again.
    let advance = |letter| Some(of_letter(own, letter)?.advance);
    let plain: Option<i32> = text.chars().map(advance).sum();
    if let Some(units) = plain {
        return f64::from(units) * size / f64::from(own.face().units_per_em());
    }
    let wide = |glyph: &Placed| {
        f64::from(glyph.advance) * size / f64::from(glyph.font.face().units_per_em())
    };
    shaped(text, bold).iter().map(wide).sum()
}

/// A glyph at its place: how far right of the baseline's left end and how far above the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    pub(super) font: Font,
    pub(super) glyph: GlyphId,
    pub(super) right: f64,
    pub(super) up: f64,
}

/// Where the glyphs of a text stand, in the unit of `size`.
pub(super) fn standing(text: &str, size: f64, bold: bool) -> impl Iterator<Item = Standing> {
    let mut left = 0.0;
    placed(text, bold).into_iter().map(move |Placed { font, glyph, advance, off }| {
        let scale = size / f64::from(font.face().units_per_em());
        let right = left + scale * f64::from(off.0);
        left += scale * f64::from(advance);
        Standing { font, glyph, right, up: scale * f64::from(off.1) }
    })
}

/// Draws the outline of a glyph that stands at a place.
pub(super) fn outline(
    font: Font,
    glyph: GlyphId,
    (x, y): (f64, f64),
    size: f64,
    path: &mut tiny_skia::PathBuilder,
) {
    let face = font.face();
    let scale = size / f64::from(face.units_per_em());
    face.outline_glyph(glyph, &mut Pen { path, x, y, scale });
}

/// The glyph of a letter whose neighbours do not change it, if the font has it. Those of ASCII are
/// looked up once: a picture measures each of its texts in many ways.
fn of_letter(font: Font, letter: char) -> Option<Placed> {
    const FEW: usize = 128;
    static ASCII: [OnceLock<[Option<Placed>; FEW]>; Font::ALL.len()] =
        [const { OnceLock::new() }; Font::ALL.len()];
    let found = |letter: char| Some(alone(font, font.glyph(letter)?));
    if !letter.is_ascii() {
        return found(letter);
    }
    let all = ASCII[font as usize]
        .get_or_init(|| std::array::from_fn(|letter| found(char::from(letter as u8))));
    all[letter as usize]
}

/// A glyph whose neighbours do not change it.
fn alone(font: Font, glyph: GlyphId) -> Placed {
    let advance = i32::from(font.face().glyph_hor_advance(glyph).unwrap_or(0));
    Placed { font, glyph, advance, off: (0, 0) }
}

/// A line whose first words stand at the left, whatever script they are in, as an SVG's text does.
fn shaped(text: &str, bold: bool) -> Vec<Placed> {
    let order = BidiInfo::new(text, Some(Level::ltr()));
    let Some(line) = order.paragraphs.first() else { return Vec::new() };
    let (levels, runs) = order.visual_runs(line, line.range.clone());
    let mut all = Vec::new();
    for run in runs {
        let turned = levels[run.start].is_rtl();
        let mut pieces = pieces(&text[run], bold);
        if turned {
            pieces.reverse();
        }
        for (font, piece) in pieces {
            all.extend(glyphs(font, piece, turned, bold));
        }
    }
    all
}

/// A run cut where another font goes on; letters that no font has are pieces of none. Marks and
/// signs that join or part letters stay with what they follow.
fn pieces(run: &str, bold: bool) -> Vec<(Option<Font>, &str)> {
    let mut pieces: Vec<(Option<Font>, &str)> = Vec::new();
    let mut start = 0;
    for (at, letter) in run.char_indices() {
        let end = at + letter.len_utf8();
        let last = pieces.last().and_then(|(font, _)| *font);
        let stays = last.is_some_and(|font| font.glyph(letter).is_some() && is_neutral(letter));
        let font = if stays { last } else { Font::having(letter, bold) };
        match pieces.last_mut() {
            Some((same, piece)) if *same == font => *piece = &run[start..end],
            _ => {
                start = at;
                pieces.push((font, &run[at..end]));
            }
        }
    }
    pieces
}

/// Whether a letter belongs to no script of its own.
fn is_neutral(letter: char) -> bool {
    !letter.is_alphanumeric()
}

fn glyphs(font: Option<Font>, piece: &str, turned: bool, bold: bool) -> Vec<Placed> {
    let Some(font) = font else {
        let inter = Font::of_weight(bold);
        let mark = inter.glyph('?').unwrap_or(GlyphId(0));
        return piece.chars().map(|_| alone(inter, mark)).collect();
    };
    let mut letters = UnicodeBuffer::new();
    letters.push_str(piece);
    letters.set_direction(if turned { Direction::RightToLeft } else { Direction::LeftToRight });
    letters.guess_segment_properties();
    let shaped = rustybuzz::shape(font.shaper(), &[], letters);
    let each = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    each.map(|(info, position)| Placed {
        font,
        glyph: GlyphId(info.glyph_id as u16),
        advance: position.x_advance,
        off: (position.x_offset, position.y_offset),
    })
    .collect()
}

struct Pen<'a> {
    path: &'a mut tiny_skia::PathBuilder,
    x: f64,
    y: f64,
    scale: f64,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (f64::from(x) * self.scale, f64::from(y) * self.scale);
        ((self.x + x) as f32, (self.y - y) as f32)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::{Font, placed, width};

    fn glyphs(text: &str) -> Vec<u16> {
        placed(text, false).iter().map(|placed| placed.glyph.0).collect()
    }

    fn fonts(text: &str) -> Vec<Font> {
        placed(text, true).iter().map(|placed| placed.font).collect()
    }

    #[test]
    fn what_is_written_from_right_to_left_stands_so() {
        let (alef, bet) = ('א', 'ב');
        let glyph = |letter| Font::Hebrew.glyph(letter).expect("a letter").0;
        assert_eq!(glyphs("אב"), [glyph(bet), glyph(alef)]);
        // Latin letters before and after keep their places.
        use Font::{Bold, Hebrew};
        assert_eq!(fonts("a אב b"), [Bold, Bold, Hebrew, Hebrew, Bold, Bold]);
    }

    #[test]
    fn arabic_letters_are_joined() {
        // Beh alone, and at the beginning, in the middle and at the end of a word.
        let beh = glyphs("ب")[0];
        let word = glyphs("ببب");
        assert_eq!(word.len(), 3);
        let all: std::collections::BTreeSet<u16> = word.iter().copied().chain([beh]).collect();
        assert_eq!(all.len(), 4, "four forms of one letter");
        // What parts letters has no width and keeps them from joining.
        assert!(width("ب\u{200c}ب", 10.0, false) > width("بب", 10.0, false));
    }

    #[test]
    fn japanese_names_have_their_own_font_and_what_none_has_is_a_question_mark() {
        use Font::{Bold, Japanese};
        assert_eq!(fonts("工A"), [Japanese, Bold]);
        let mark = Font::Regular.glyph('?').expect("a sign").0;
        assert_eq!(glyphs("공?"), [mark, mark]);
    }

    #[test]
    fn a_text_in_inter_is_as_wide_as_the_sum_of_its_letters() {
        let sum: f64 = "Nearshore 12%".chars().map(|c| width(&c.to_string(), 8.0, true)).sum();
        assert!((width("Nearshore 12%", 8.0, true) - sum).abs() < 1e-9);
    }
}
