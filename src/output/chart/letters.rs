//! Letters as pixels. The shades of a glyph are made once for a size and a quarter of a pixel, are
//! kept within a process, and are laid on pictures wherever the glyph stands: the pictures of one
//! run have thousands of letters, and only hundreds that differ.

use std::sync::Arc;

use plotters::style::RGBColor;
use tiny_skia::{FillRule, Mask, PathBuilder, Pixmap, Transform};
use ttf_parser::GlyphId;

use super::font::Font;
use super::shaping::{self, Standing};
use crate::sampling::made_once::MadeOnce;

/// Glyphs stand at whole quarters of a pixel: spaces between them look even, and few shades of a
/// glyph are needed.
const QUARTERS: i32 = 4;

/// Glyphs that are kept at most, of about 1 kB each: several times what a run draws.
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
        let shades = shades(Form { size: size.to_bits(), font, glyph, right, down });
        let [x, y] = place.map(|place| place.div_euclid(QUARTERS));
        shades.lay((x, y), colour, canvas);
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

/// The shades of a form.
fn shades(form: Form) -> Arc<Shades> {
    static BY_FORM: MadeOnce<Form, Shades> = MadeOnce::new(MOST);
    BY_FORM.of(form, Shades::of)
}

/// How much of each pixel a glyph covers, in 255ths, row by row.
struct Shades {
    /// Of the first pixel, from where the glyph stands.
    left: i32,
    top: i32,
    width: usize,
    each: Vec<u8>,
}

impl Shades {
    fn of(form: &Form) -> Self {
        let Form { size, font, glyph, right, down } = *form;
        let part = |quarters: u8| f64::from(quarters) / f64::from(QUARTERS);
        let mut path = PathBuilder::new();
        let place = (part(right), part(down));
        shaping::outline(font, glyph, place, f64::from_bits(size), &mut path);
        Self::under(path).unwrap_or(Self { left: 0, top: 0, width: 1, each: Vec::new() })
    }

    /// None of a path that covers nothing, as that of a space.
    fn under(path: PathBuilder) -> Option<Self> {
        let path = path.finish()?;
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let long = |from: f32, to: f32| (to.ceil() - from) as u32;
        let mut mask = Mask::new(long(left, bounds.right()), long(top, bounds.bottom()))?;
        let to_its_corner = Transform::from_translate(-left, -top);
        mask.fill_path(&path, FillRule::Winding, true, to_its_corner);
        let width = mask.width() as usize;
        Some(Self { left: left as i32, top: top as i32, width, each: mask.take() })
    }

    /// Mixes a colour into what stands on an opaque canvas already; what is beyond its edges is
    /// not drawn.
    fn lay(&self, (x, y): (i32, i32), colour: RGBColor, canvas: &mut Pixmap) {
        let (wide, high) = (canvas.width() as i32, canvas.height() as i32);
        let (left, top) = (x + self.left, y + self.top);
        let from = (-left).clamp(0, self.width as i32);
        let to = (wide - left).clamp(from, self.width as i32);
        let (first, columns) = (left + from, from as usize..to as usize);
        for (y, shades) in (top..high).zip(self.each.chunks_exact(self.width)) {
            if y < 0 || columns.is_empty() {
                continue;
            }
            let start = 4 * (y * wide + first) as usize;
            let pixels = &mut canvas.data_mut()[start..][..4 * columns.len()];
            for (pixel, shade) in pixels.as_chunks_mut().0.iter_mut().zip(&shades[columns.clone()])
            {
                mix(pixel, colour, *shade);
            }
        }
    }
}

/// So many 255ths of a colour, the rest of what was there: in whole numbers, rounded to the nearest.
fn mix(pixel: &mut [u8; 4], RGBColor(red, green, blue): RGBColor, shade: u8) {
    if shade == 0 {
        return;
    }
    let shade = u32::from(shade);
    for (here, new) in pixel.iter_mut().zip([red, green, blue]) {
        let sum = u32::from(*here) * (255 - shade) + u32::from(new) * shade;
        *here = ((sum + 127) / 255) as u8;
    }
}

#[cfg(test)]
mod tests {
    use plotters::style::RGBColor;
    use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Transform};

    use super::{mix, write};
    use crate::output::chart::shaping::{self, Standing};

    const INK: RGBColor = RGBColor(120, 40, 0);

    fn canvas(width: u32, height: u32) -> Pixmap {
        let mut canvas = Pixmap::new(width, height).expect("an area");
        canvas.fill(Color::WHITE);
        canvas
    }

    fn written(text: &str, (width, height): (u32, u32), place: (f64, f64)) -> Pixmap {
        let mut canvas = canvas(width, height);
        write((text, false), place, 22.0, INK, &mut canvas);
        canvas
    }

    /// The same as one outline, filled at once.
    fn outlined(text: &str, (width, height): (u32, u32), (x, y): (f64, f64)) -> Pixmap {
        let mut path = PathBuilder::new();
        for Standing { font, glyph, right, up } in shaping::standing(text, 22.0, false) {
            shaping::outline(font, glyph, (x + right, y - up), 22.0, &mut path);
        }
        let mut canvas = canvas(width, height);
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color_rgba8(INK.0, INK.1, INK.2, 255);
        let path = path.finish().expect("letters");
        canvas.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        canvas
    }

    /// Ink that a picture has, in whole pixels of it.
    fn ink(canvas: &Pixmap) -> f64 {
        let blue = canvas.data().iter().skip(2).step_by(4);
        blue.map(|blue| f64::from(255 - blue) / 255.0).sum()
    }

    #[test]
    fn letters_are_where_and_as_black_as_their_outlines() {
        for text in ["Mean MOIC 2.25x ± 0.03", "fjgÅ−%&", "חברה", "شركة", "工場 A"] {
            for x in [8.0, 8.3, 8.55] {
                let (size, place) = ((320, 48), (x, 30.0));
                let (own, other) = (written(text, size, place), outlined(text, size, place));
                let far = own.data().iter().zip(other.data()).map(|(a, b)| a.abs_diff(*b));
                let off: f64 = far.map(f64::from).sum::<f64>() / 255.0 / 4.0;
                // A quarter of a pixel at most, and an eighth in the mean, along upright edges.
                assert!(off < 0.2 * ink(&other), "{text} at {x}: {off} of {}", ink(&other));
                // An outline's ink, too, hangs on where on a pixel it falls.
                let share = ink(&own) / ink(&other);
                assert!((share - 1.0).abs() < 0.025, "{text} at {x}: {share}");
            }
        }
    }

    #[test]
    fn what_is_beyond_the_edges_of_a_picture_is_not_drawn() {
        let text = "gÅM%";
        let large = written(text, (200, 200), (100.0, 100.0));
        // Windows of the large picture that cut letters at each edge, or have none of them.
        for (left, top) in [(110, 90), (60, 60), (120, 60), (60, 108), (105, 99), (0, 0)] {
            let place = (100.0 - f64::from(left), 100.0 - f64::from(top));
            let small = written(text, (64, 40), place);
            for y in 0..40 {
                for x in 0..64 {
                    let pixels = (small.pixel(x, y), large.pixel(x + left, y + top));
                    assert_eq!(pixels.0, pixels.1, "{left} {top}: {x} {y}");
                }
            }
        }
    }

    #[test]
    fn colours_are_mixed_in_255ths() {
        let mixed = |shade| {
            let mut pixel = [250, 255, 0, 255];
            mix(&mut pixel, RGBColor(10, 0, 255), shade);
            pixel
        };
        assert_eq!(mixed(0), [250, 255, 0, 255]);
        assert_eq!(mixed(255), [10, 0, 255, 255]);
        assert_eq!(mixed(51), [202, 204, 51, 255]);
    }
}
