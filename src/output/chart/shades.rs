//! Shades of a glyph: how they are made of its outline, and laid on a picture.

use plotters::style::RGBColor;
use tiny_skia::{FillRule, Mask, Path, Pixmap, Transform};

/// How much of each pixel a glyph covers, in 255ths, row by row.
pub(super) struct Shades {
    /// Of the first pixel, from where the glyph stands.
    left: i32,
    top: i32,
    width: usize,
    each: Vec<u8>,
}

impl Shades {
    /// Those of an outline around where its glyph stands.
    pub(super) fn under(path: &Path) -> Option<Self> {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let long = |from: f32, to: f32| (to.ceil() - from) as u32;
        let mut mask = Mask::new(long(left, bounds.right()), long(top, bounds.bottom()))?;
        let to_its_corner = Transform::from_translate(-left, -top);
        mask.fill_path(path, FillRule::Winding, true, to_its_corner);
        let width = mask.width() as usize;
        Some(Self { left: left as i32, top: top as i32, width, each: mask.take() })
    }

    /// Mixes a colour into what stands on an opaque canvas already; what is beyond its edges is
    /// not drawn.
    pub(super) fn lay(&self, (x, y): (i32, i32), colour: RGBColor, canvas: &mut Pixmap) {
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
    use super::mix;
    use plotters::style::RGBColor;

    #[test]
    fn colours_are_mixed_to_the_nearest() {
        for (here, new) in [(255, 0), (255, 26), (0, 255), (13, 240), (77, 77)] {
            for shade in 0..=255 {
                let mut pixel = [here, new, 255, 255];
                mix(&mut pixel, RGBColor(new, here, 255), shade);
                let exact =
                    i32::from(here) * (255 - i32::from(shade)) + i32::from(new) * i32::from(shade);
                assert!((255 * i32::from(pixel[0]) - exact).abs() <= 127, "{here} {new} {shade}");
                assert_eq!(pixel[2..], [255, 255], "white stays, and all is opaque");
            }
        }
    }
}
