//! Letters as pixels. The shades of a glyph are made once for a size and a quarter of a pixel, are
//! kept within a process, and are laid on pictures wherever the glyph stands: the pictures of one
//! run have about 8,000 letters, and 1,000 that differ.

use std::sync::Arc;

use plotters::style::RGBColor;
use tiny_skia::{PathBuilder, Pixmap};
use ttf_parser::GlyphId;

use super::font::Font;
use super::shades::Shades;
use super::shaping::{self, Standing};
use crate::sampling::made_once::MadeOnce;

/// Glyphs stand at whole quarters of a pixel: spaces between them look even, and few shades of a
/// glyph are needed.
const QUARTERS: i32 = 4;

/// Glyphs that are kept at most, of about 1 kB each: four times what a run draws.
const MOST: usize = 4_096;

/// Writes a text that begins at a place in pixels. Baselines are at whole pixels, so that all
/// letters stand on a sharp edge.
pub(super) fn write(
    (text, bold): (&str, bool),
    (x, y): (f64, f64),
    size: f64,
    colour: RGBColor,
    canvas: &mut Pixmap,
) {
    let quarters = |pixels: f64| (f64::from(QUARTERS) * pixels).round() as i32;
    for Standing { font, glyph, right, up } in shaping::standing(text, size, bold) {
        let place = [quarters(x + right), quarters(y.round()) - quarters(up)];
        let [right, down] = place.map(|place| place.rem_euclid(QUARTERS) as u8);
        let [x, y] = place.map(|place| place.div_euclid(QUARTERS));
        let form = Form { size: size.to_bits(), font, glyph, right, down };
        if let Some(shades) = &*shades(form) {
            shades.lay((x, y), colour, canvas);
        }
    }
}

/// All that the shades of a glyph hang on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    /// In pixels, as the bits of a number.
    size: u64,
    font: Font,
    glyph: GlyphId,
    /// Quarters of a pixel that it stands right of a pixel's edge, and below one.
    right: u8,
    down: u8,
}

impl Form {
    fn shades(&self) -> Option<Shades> {
        let part = |quarters: u8| f64::from(quarters) / f64::from(QUARTERS);
        let place = (part(self.right), part(self.down));
        let mut path = PathBuilder::new();
        shaping::outline(self.font, self.glyph, place, f64::from_bits(self.size), &mut path);
        Shades::under(&path.finish()?)
    }
}

/// The shades of a form, if it has any: a space has none.
fn shades(form: Form) -> Arc<Option<Shades>> {
    static BY_FORM: MadeOnce<Form, Option<Shades>> = MadeOnce::new(MOST);
    BY_FORM.of(form, Form::shades)
}

#[cfg(test)]
mod tests {
    use super::{MOST, shaping, write};
    use plotters::style::RGBColor;
    use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Transform};

    const INK: RGBColor = RGBColor(90, 30, 200);

    fn paper(width: u32, height: u32) -> Pixmap {
        let mut paper = Pixmap::new(width, height).expect("an area");
        paper.fill(Color::WHITE);
        paper
    }

    fn written(text: &str, place: (f64, f64), (width, height): (u32, u32)) -> Pixmap {
        let mut paper = paper(width, height);
        write((text, false), place, 29.0, INK, &mut paper);
        paper
    }

    /// The same as one outline, at the same place to the last digit.
    fn outlined(text: &str, (x, y): (f64, f64), (width, height): (u32, u32)) -> Pixmap {
        let mut path = PathBuilder::new();
        for one in shaping::standing(text, 29.0, false) {
            let place = (x + one.right, y - one.up);
            shaping::outline(one.font, one.glyph, place, 29.0, &mut path);
        }
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color_rgba8(INK.0, INK.1, INK.2, 255);
        let mut paper = paper(width, height);
        let path = path.finish().expect("letters");
        paper.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        paper
    }

    fn greens(drawn: &Pixmap) -> Vec<i32> {
        drawn.pixels().iter().map(|pixel| i32::from(pixel.green())).collect()
    }

    #[test]
    fn letters_are_those_of_their_outlines_within_an_eighth_of_a_pixel() {
        for text in ["Nearshore 12% “gÿÅ”", "株式会社", "מִפְעָל אופנה", "نُمّ ببب می‌خواهم"]
        {
            let size = (320, 60);
            let (here, there) =
                (written(text, (9.3, 40.0), size), outlined(text, (9.3, 40.0), size));
            let (here, there) = (greens(&here), greens(&there));
            let inked = |drawn: &[i32]| drawn.iter().map(|green| 255 - green).sum::<i32>();
            let apart: i32 = here.iter().zip(&there).map(|(a, b)| (a - b).abs()).sum();
            let (ink, ink_there) = (inked(&here), inked(&there));
            assert!((ink - ink_there).abs() < ink_there / 100, "{text}: {ink}, not {ink_there}");
            assert!(apart < ink_there / 20, "{text}: {apart} of {ink_there}");
        }
    }

    #[test]
    fn joined_letters_have_no_paler_seams() {
        for x in [9.0, 9.1, 9.3, 9.6, 9.8] {
            let (wide, high) = (80, 60);
            let drawn = greens(&written("بببب", (x, 40.0), (wide as u32, high)));
            let darkest = |column: usize| drawn.iter().skip(column).step_by(wide).min();
            let full = Some(&i32::from(INK.1));
            let columns: Vec<bool> = (0..wide).map(|column| darkest(column) == full).collect();
            let inked = columns.iter().filter(|is_full| **is_full).count();
            let one_stretch = columns.chunk_by(|a, b| a == b).count();
            assert!(20 < inked && one_stretch == 3, "at {x}: {columns:?}");
        }
    }

    #[test]
    fn the_same_letters_are_drawn_by_any_thread_in_any_order() {
        let places = [(3.1, 30.0), (3.6, 60.0), (2.9, 90.0), (4.0, 120.0)];
        let all = |order: [usize; 4]| {
            let mut paper = paper(200, 130);
            for i in order {
                write(("Åpfel gÿ 12%", i % 2 == 0), places[i], 21.7, INK, &mut paper);
            }
            paper.take()
        };
        let first = all([0, 1, 2, 3]);
        let threads: Vec<_> = std::thread::scope(|scope| {
            let each = [[3, 2, 1, 0], [2, 0, 3, 1]].map(|order| scope.spawn(move || all(order)));
            each.map(|thread| thread.join().expect("drawn")).to_vec()
        });
        assert!(threads.iter().all(|drawn| *drawn == first));
        // And when many other sizes came between.
        for size in 0..MOST as u32 {
            let other = 0.01 * f64::from(1 + size);
            write(("..", false), (1.0, 1.0), other, INK, &mut paper(2, 2));
        }
        assert!(all([0, 1, 2, 3]) == first);
    }

    #[test]
    fn what_is_beyond_an_edge_is_not_drawn() {
        let all = written("gÅyW", (40.3, 60.0), (200, 130));
        let wide = all.width() as usize;
        for (left, top) in [(41, 38), (0, 63), (90, 0), (60, 50), (101, 66), (140, 100)] {
            let (width, height) = (25, 17);
            let place = (40.3 - f64::from(left), 60.0 - f64::from(top));
            let part = written("gÅyW", place, (width, height));
            for (y, row) in (top as usize..).zip(part.pixels().chunks(width as usize)) {
                let there = &all.pixels()[y * wide + left as usize..][..width as usize];
                assert!(row == there, "row {y} from {left}, {top}");
            }
        }
        assert!(written("g", (-1e6, 1e6), (9, 9)) == paper(9, 9));
        assert!(written(" \u{200c}", (1.0, 8.0), (9, 9)) == paper(9, 9), "nothing to be seen");
    }
}
