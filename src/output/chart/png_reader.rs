//! PNG files that somebody else may have made: what a file claims is held
//! against what a picture can have before memory is taken for it.

use std::io::Cursor;

use png::{Decoder, DecodingError, Reader, Transformations};

/// Most bytes of pixels: twice as many as those of the largest sheet.
const MOST_PIXELS: usize = 1 << 27;

/// Longest text, in bytes: provenance takes some thousands.
const MOST_TEXT: usize = 1 << 20;

/// A PNG file whose head was read.
pub(super) struct Png<'a>(Reader<Cursor<&'a [u8]>>);

impl<'a> Png<'a> {
    /// Reads the head; with `expanded` colours, or as they are stored.
    pub(super) fn open(file: &'a [u8], expanded: bool) -> Result<Self, String> {
        let mut decoder = Decoder::new(Cursor::new(file));
        if expanded {
            decoder.set_transformations(Transformations::EXPAND);
        }
        decoder.read_info().map(Self).map_err(in_words)
    }

    /// Width and height in pixels, as the head has them.
    pub(super) fn size(&self) -> (u32, u32) {
        self.0.info().size()
    }

    /// Bytes of a pixel.
    pub(super) fn bytes_per_pixel(&self) -> usize {
        self.0.output_color_type().0.samples().max(1)
    }

    /// The pixels, and after them the texts; refuses more of either than any
    /// picture of this program has.
    pub(super) fn read(mut self) -> Result<Content, String> {
        let (width, height) = self.size();
        let wanted = self.0.output_buffer_size().filter(|size| *size <= MOST_PIXELS);
        let wanted = wanted.ok_or_else(|| {
            format!("it says that it has {width} by {height} pixels, more than any chart")
        })?;
        let mut pixels = vec![0; wanted];
        let frame = self.0.next_frame(&mut pixels).map_err(in_words)?;
        self.0.finish().map_err(in_words)?;
        pixels.truncate(frame.buffer_size());
        let texts = self.0.info().utf8_text.iter().map(|chunk| {
            let mut chunk = chunk.clone();
            let is_short = chunk.decompress_text_with_limit(MOST_TEXT).is_ok();
            let text = is_short.then(|| chunk.get_text().ok()).flatten();
            (chunk.keyword, text.filter(|text| text.len() <= MOST_TEXT))
        });
        Ok(Content { texts: texts.collect(), pixels })
    }
}

/// What a PNG file holds.
pub(super) struct Content {
    /// Bytes of each pixel, row by row.
    pub(super) pixels: Vec<u8>,
    /// Each text after its keyword; none where it cannot be read or is far too
    /// long.
    pub(super) texts: Vec<(String, Option<String>)>,
}

fn in_words(error: DecodingError) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::Png;

    /// The head of a PNG with a checksum that fits, and an end.
    fn claiming(side: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.validate_sequence(false);
        let mut writer = encoder.write_header().expect("written");
        writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9c, 1, 0, 0]).expect("written");
        writer.finish().expect("written");
        file
    }

    #[test]
    fn sizes_that_no_picture_has_are_refused_before_memory_is_taken() {
        let file = claiming(60_000);
        let picture = Png::open(&file, false).expect("a head");
        assert_eq!(picture.size(), (60_000, 60_000));
        let why = picture.read().map(|_| ()).expect_err("far too large");
        assert!(why.contains("60000 by 60000 pixels, more than any chart"), "{why}");
    }

    #[test]
    fn texts_that_swell_are_not_read() {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 1, 1);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().expect("written");
        for letters in [10, 50_000_000] {
            let mut text = png::text_metadata::ITXtChunk::new("a", "x".repeat(letters));
            text.compressed = true;
            writer.write_text_chunk(&text).expect("written");
        }
        writer.write_image_data(&[0]).expect("written");
        writer.finish().expect("written");
        let content = Png::open(&file, false).and_then(Png::read).expect("a picture");
        let texts: Vec<Option<usize>> =
            content.texts.iter().map(|(_, text)| text.as_ref().map(String::len)).collect();
        assert_eq!(texts, [Some(10), None]);
    }
}
