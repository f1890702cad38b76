//! The embedded font: widths for layout, outlines for pixels.

use std::sync::OnceLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/Inter-Bold.ttf");

/// The font file of a weight.
pub(super) fn file(bold: bool) -> &'static [u8] {
    if bold { BOLD } else { REGULAR }
}

/// The parsed font of a weight.
pub(super) fn face(bold: bool) -> &'static Face<'static> {
    static FACES: OnceLock<[Face<'static>; 2]> = OnceLock::new();
    let parse = |bold| Face::parse(file(bold), 0).expect("the embedded font is sound");
    &FACES.get_or_init(|| [parse(false), parse(true)])[usize::from(bold)]
}

/// The glyph of a character; a question mark stands for what the font lacks.
pub(super) fn glyph(face: &Face<'_>, character: char) -> GlyphId {
    let index = face.glyph_index(character).or_else(|| face.glyph_index('?'));
    index.unwrap_or(GlyphId(0))
}

fn has(c: char) -> bool {
    [false, true].iter().all(|bold| face(*bold).glyph_index(c).is_some())
}

/// Replaces what the font lacks, so that text and picture agree.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            c if has(c) => c,
            _ => '?',
        })
        .collect()
}

/// Whether a text has letters that the font lacks.
pub(super) fn is_lacking(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !has(c))
}

/// Width of a text, in the unit of `size`.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let face = face(bold);
    let units: f64 =
        text.chars().map(|c| f64::from(face.glyph_hor_advance(glyph(face, c)).unwrap_or(0))).sum();
    units * size / f64::from(face.units_per_em())
}

/// Height of capitals, as a share of the size.
pub(super) const CAPITALS: f64 = 0.727;

/// Depth of descenders, as a share of the size.
pub(super) const DESCENT: f64 = 0.21;

/// Draws a text's outlines from its baseline's left end.
pub(super) fn outline(
    text: &str,
    (x, y): (f64, f64),
    size: f64,
    bold: bool,
    path: &mut tiny_skia::PathBuilder,
) {
    let face = face(bold);
    let scale = size / f64::from(face.units_per_em());
    let mut pen = Pen { path, x, y, scale };
    for character in text.chars() {
        let glyph = glyph(face, character);
        face.outline_glyph(glyph, &mut pen);
        pen.x += scale * f64::from(face.glyph_hor_advance(glyph).unwrap_or(0));
    }
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
    use super::face;
    use std::path::Path;

    fn lacking(text: &str) -> Vec<char> {
        let lacks = |c: &char| {
            !c.is_whitespace()
                && [false, true].iter().any(|bold| face(*bold).glyph_index(*c).is_none())
        };
        text.chars().filter(lacks).collect()
    }

    #[test]
    fn the_font_has_every_sign_of_the_trade() {
        assert!(lacking("×−±≥≤–…·→←↑↓↕Δ€£¥“”<>%$").is_empty());
        assert_eq!(lacking("1x 非"), ['非']);
    }

    fn sources(folder: &Path, texts: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                sources(&path, texts);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("readable");
                texts.push((path.display().to_string(), text));
            }
        }
    }

    #[test]
    fn the_font_has_every_glyph_that_the_program_prints() {
        let mut texts = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output"), &mut texts);
        assert!(20 < texts.len());
        for (path, text) in texts {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert_eq!(lacking(code), [], "{path}");
        }
    }
}
