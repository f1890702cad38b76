//! The embedded fonts: Inter in two weights, and one weight for each further script that names
//! are written in. What a picture says itself is in Inter.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId};

use crate::model::letters::is_unseen;

/// One of the embedded fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Font {
    Regular,
    Bold,
    Hebrew,
    Arabic,
    Japanese,
}

impl Font {
    /// All of them, Inter first.
    pub(super) const ALL: [Self; 5] =
        [Self::Regular, Self::Bold, Self::Hebrew, Self::Arabic, Self::Japanese];

    /// Its bytes.
    pub(super) fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("fonts/Inter-Regular.ttf"),
            Self::Bold => include_bytes!("fonts/Inter-Bold.ttf"),
            Self::Hebrew => include_bytes!("fonts/Hebrew.ttf"),
            Self::Arabic => include_bytes!("fonts/Arabic.ttf"),
            Self::Japanese => include_bytes!("fonts/Japanese.ttf"),
        }
    }

    /// What it is called in an SVG, and its weights there: fonts of one weight stand for both.
    pub(super) fn in_svg(self) -> (&'static str, &'static str) {
        match self {
            Self::Regular => ("Shortrun Inter", "400"),
            Self::Bold => ("Shortrun Inter", "700"),
            Self::Hebrew => ("Shortrun Hebrew", "400 700"),
            Self::Arabic => ("Shortrun Arabic", "400 700"),
            Self::Japanese => ("Shortrun Japanese", "400 700"),
        }
    }

    /// Of Inter, that of a weight.
    pub(super) fn of_weight(bold: bool) -> Self {
        if bold { Self::Bold } else { Self::Regular }
    }

    /// Parsed, for glyphs and outlines.
    pub(super) fn face(self) -> &'static Face<'static> {
        self.shaper()
    }

    /// Parsed, for shaping.
    pub(super) fn shaper(self) -> &'static rustybuzz::Face<'static> {
        static FACES: [OnceLock<rustybuzz::Face<'static>>; Font::ALL.len()] =
            [const { OnceLock::new() }; Font::ALL.len()];
        FACES[self as usize].get_or_init(|| {
            rustybuzz::Face::from_slice(self.file(), 0).expect("the embedded font is sound")
        })
    }

    /// Its glyph for a letter, if it has one.
    pub(super) fn glyph(self, letter: char) -> Option<GlyphId> {
        self.face().glyph_index(letter)
    }

    /// The font that a letter is drawn with; none has some.
    pub(super) fn having(letter: char, bold: bool) -> Option<Self> {
        let others = [Self::Hebrew, Self::Arabic, Self::Japanese];
        let fonts = std::iter::once(Self::of_weight(bold)).chain(others);
        fonts.into_iter().find(|font| font.glyph(letter).is_some())
    }
}

/// Spaces of all kinds as plain ones.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect()
}

/// The letters of a text that no font has. What only joins, parts or turns others is no letter.
pub(super) fn lacking(text: &str) -> impl Iterator<Item = char> + '_ {
    let is_joint = |letter: char| ('\u{200b}'..='\u{200d}').contains(&letter);
    let is_seen =
        move |letter: &char| !letter.is_whitespace() && !is_unseen(*letter) && !is_joint(*letter);
    text.chars().filter(is_seen).filter(|letter| Font::having(*letter, false).is_none())
}

/// Height of capitals, as a share of the size.
pub(super) const CAPITALS: f64 = 0.727;

/// Depth of descenders, as a share of the size.
pub(super) const DESCENT: f64 = 0.21;

#[cfg(test)]
mod tests {
    use super::{Font, lacking};
    use std::path::Path;

    /// The letters of a text that Inter lacks, in either weight.
    fn not_in_inter(text: &str) -> Vec<char> {
        let lacks = |c: &char| {
            !c.is_whitespace()
                && [Font::Regular, Font::Bold].iter().any(|font| font.glyph(*c).is_none())
        };
        text.chars().filter(lacks).collect()
    }

    #[test]
    fn the_font_has_every_sign_of_the_trade() {
        assert!(not_in_inter("×−±≥≤–…·→←↑↓↕Δ€£¥“”<>%$").is_empty());
        assert_eq!(not_in_inter("1x 非"), ['非']);
    }

    #[test]
    fn names_in_other_scripts_are_drawn_and_what_no_font_has_is_known() {
        let names =
            "株式会社マイクロ工場 ﾊｰﾌ 東京・大阪「ＡＢＣ」 מִפְעָל אופנה مصنع الأزياء می‌خواهم ۱۲۳";
        let lost: Vec<char> = lacking(names).collect();
        assert_eq!(lost, ['ﾊ', 'ｰ', 'ﾌ'], "half-width kana are no part of the standard");
        assert_eq!(lacking("공장 Nord 👕").collect::<Vec<_>>(), ['공', '장', '👕']);
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
            assert_eq!(not_in_inter(code), [], "{path}");
        }
    }
}
